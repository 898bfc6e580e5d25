//! The constructions that can be read: their names, their arguments, what they become.

use euclase_grammar::core::Q;

use super::ImportError;
use super::lower::{Piece, Scene};
use super::names::{P, nearest};
use super::number;
use super::source::{Call, Declared, Word};
use super::{figures, points};

/// What a construction becomes.
#[derive(Clone, Copy)]
pub(super) enum Build {
    /// What is said of the one new point: it can be joined with other constructions.
    Locus(fn(&mut Scene, P, &[P], &[Q]) -> Vec<Piece>),
    /// Several new points, or free ones: the construction writes its own statements.
    Figure(fn(&mut Scene, &[P], &[P], &[Q])),
}

/// A construction by its name. Arguments are written as in its definition; those before the bar in `args` are new
/// points, then given points, and last, marked by a unit, numbers.
pub(super) struct Construction {
    pub name: &'static str,
    /// All arguments, in the order of the definition: `a b x y°`.
    pub args: &'static str,
    /// The new points among them, in order.
    pub outputs: &'static str,
    pub build: Build,
}

impl Construction {
    /// Arguments that are numbers: angles end in `°`, others in `#`.
    fn numbers(&self) -> Vec<&'static str> {
        self.args.split(' ').filter(|a| a.ends_with(['°', '#'])).collect()
    }

    fn count(&self) -> usize {
        self.args.split(' ').count()
    }

    fn output_count(&self) -> usize {
        self.outputs.split(' ').count()
    }
}

/// Looks a construction up.
pub(super) fn find(name: &str) -> Option<&'static Construction> {
    all().find(|c| c.name == name)
}

/// Every construction.
pub(super) fn all() -> impl Iterator<Item = &'static Construction> {
    points::TABLE.iter().chain(figures::TABLE)
}

/// The error for a name that is none.
pub(super) fn unknown(head: &Word) -> ImportError {
    let hint = match nearest(&head.text, all().map(|c| c.name)) {
        Some(name) => format!("; did you mean `{name}`?"),
        None => String::new(),
    };
    head.error(format!("unknown construction `{}`{hint}", head.shown()))
}

/// The arguments of one use of a construction, sorted by what they are.
pub(super) struct Resolved {
    pub outputs: Vec<Word>,
    pub inputs: Vec<Word>,
    pub numbers: Vec<Q>,
}

/// Tells new points from given ones. The new points of the clause stand among the arguments, wherever the
/// dialect puts them (`square a b x y`, Newclid: `square x y a b`), or are left out.
pub(super) fn resolve(construction: &Construction, call: &Call, clause: &[Declared]) -> Result<Resolved, ImportError> {
    let usage = || {
        format!(
            "`{}` takes `{}`, where `{}` is new and may be left out",
            construction.name, construction.args, construction.outputs
        )
    };
    let is_new = |w: &Word| clause.iter().any(|p| p.name.text == w.text);
    let explicit = call.args.iter().any(is_new);
    let expected = if explicit { construction.count() } else { construction.count() - construction.output_count() };
    if call.args.len() != expected {
        let count = match call.args.len() {
            1 => "1 argument".to_string(),
            n => format!("{n} arguments"),
        };
        return Err(call.head.error(format!("{count} where {expected} are expected: {}", usage())));
    }
    let outputs: Vec<Word> = if explicit {
        call.args.iter().filter(|w| is_new(w)).cloned().collect()
    } else {
        clause.iter().map(|p| p.name.clone()).collect()
    };
    for (i, word) in outputs.iter().enumerate() {
        if outputs[..i].iter().any(|w| w.text == word.text) {
            return Err(word.error(format!("`{}` stands for two new points: {}", word.shown(), usage())));
        }
    }
    if outputs.len() != construction.output_count() {
        let place = if explicit { &call.head } else { &clause[0].name };
        let points = |n: usize| if n == 1 { "1 point".to_string() } else { format!("{n} points") };
        let (defined, given) = (points(construction.output_count()), outputs.len());
        return Err(place.error(format!("`{}` defines {defined}, not {given}: {}", construction.name, usage())));
    }
    let rest: Vec<&Word> = call.args.iter().filter(|w| !(explicit && is_new(w))).collect();
    let units = construction.numbers();
    let (inputs, numbers) = rest.split_at(rest.len() - units.len());
    let numbers = numbers
        .iter()
        .zip(&units)
        .map(|(word, unit)| if unit.ends_with('°') { number::degrees(word) } else { number::rational(word) });
    Ok(Resolved {
        outputs,
        inputs: inputs.iter().map(|w| (*w).clone()).collect(),
        numbers: numbers.collect::<Result<_, _>>()?,
    })
}
