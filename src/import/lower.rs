//! From a problem to the text of a theorem.
//!
//! A constructive problem becomes one `point` statement for each new point, whose loci are those of
//! all its constructions together; a problem of predicates becomes a list of points and of
//! assumptions. [`Scene`] holds what has been written so far.

use std::collections::BTreeSet;

use super::ImportError;
use super::known::Known;
use super::names::{Names, P};
use super::predicates::{self, Stated};
use super::source::{Clause, Declared, Problem, Word};
use super::table::{self, Build, Construction, Resolved};

/// Widest line of joined statements.
const WIDTH: usize = 96;

/// What a construction says of a new point X.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    /// X is this point: `midpoint(A, B)`.
    Noun(String),
    /// X lies on a line. `meets`: `meet` takes it (its direction is that of a named line). `ray`: what keeps X
    /// on the half of the line that is drawn, where the line meets a circle in a point of each half.
    Line { locus: String, known: BTreeSet<P>, meets: bool, ray: Option<String> },
    /// X lies on a circle.
    Circle { locus: String, known: BTreeSet<P> },
    /// X satisfies an equation. `known`: named points that satisfy it too.
    Equation { text: String, known: BTreeSet<P> },
    /// X satisfies an open condition: an order, an orientation, an inequality.
    Condition(String),
}

/// A fact to be remembered once the new point is written.
#[derive(Clone, Debug)]
pub(super) enum Later {
    Coll(Vec<P>),
    Direction([P; 2], [P; 2], bool),
    Cong([P; 2], [P; 2]),
    Cyclic(Vec<P>),
    OnText(String, P),
}

/// The theorem as far as it is written.
#[derive(Default)]
pub(super) struct Scene {
    names: Names,
    pub(super) known: Known,
    pub(super) later: Vec<Later>,
    statements: Vec<String>,
    written: BTreeSet<P>,
    /// How many constructions of the problem have a turning sense of their own.
    oriented: usize,
}

/// The `.fml` text of one theorem.
pub(super) fn theorem(name: &str, source: Option<&str>, problem: &Problem) -> Result<String, ImportError> {
    let mut scene = Scene { oriented: oriented(problem), ..Scene::default() };
    let by_predicates = is_by_predicates(problem);
    if by_predicates {
        scene.predicate_problem(problem)?;
    } else {
        for clause in &problem.clauses {
            scene.clause(clause)?;
        }
    }
    let dialect = if by_predicates { predicates::Dialect::Predicates } else { predicates::Dialect::Constructions };
    let mut goals = Vec::new();
    for goal in &problem.goals {
        match predicates::state(goal, &scene.names, dialect)? {
            Stated::Facts(facts) => goals.push(format!("show {}", facts.join(", "))),
            Stated::Find(value) => goals.push(format!("find {value}")),
        }
    }
    let auxiliary_from = scene.statements.len();
    for clause in &problem.auxiliary {
        scene.clause(clause)?;
    }
    let auxiliary = scene.statements.split_off(auxiliary_from);

    let mut text = String::new();
    if let Some(source) = source {
        text.push_str(&format!("@source(\"{}\")\n", quoted(source)));
    }
    for declared in problem.clauses.iter().chain(&problem.auxiliary).flat_map(|c| &c.points) {
        if let (Some((x, y)), Some(p)) = (&declared.at, scene.names.get(&declared.name.text)) {
            text.push_str(&format!("@at({}, {x}, {y})\n", scene.names.show(p)));
        }
    }
    text.push_str(&format!("theorem {name} {{\n"));
    for line in scene.statements.iter().chain(&goals) {
        text.push_str(&format!("  {line}\n"));
    }
    if !auxiliary.is_empty() {
        text.push_str("  proof {\n");
        for line in &auxiliary {
            text.push_str(&format!("    {line}\n"));
        }
        for goal in goals.iter().filter(|g| g.starts_with("show")) {
            text.push_str(&format!("    {goal}\n"));
        }
        text.push_str("  }\n");
    }
    text.push_str("}\n");
    Ok(text)
}

/// A title as it may stand between quotes.
pub(super) fn quoted(text: &str) -> String {
    let plain = |c: char| match c {
        '"' => '\'',
        '\\' => '/',
        c if c.is_control() => ' ',
        c => c,
    };
    text.chars().take(400).map(plain).collect()
}

/// Constructions that turn against the clock, or with it, in every drawing.
fn oriented(problem: &Problem) -> usize {
    let heads = problem.clauses.iter().flat_map(|c| &c.calls).map(|call| call.head.text.as_str());
    heads.filter(|head| ["square", "psquare", "nsquare", "s_angle", "aconst"].contains(head)).count()
}

/// AlphaGeometry2's form: some point is declared with nothing said of it, or what is said is no
/// construction but a predicate.
fn is_by_predicates(problem: &Problem) -> bool {
    let clauses = &problem.clauses;
    clauses.iter().any(|c| c.calls.is_empty())
        || clauses
            .iter()
            .flat_map(|c| &c.calls)
            .any(|call| table::find(&call.head.text).is_none() && predicates::is_predicate(&call.head.text))
}

impl Scene {
    fn declare(&mut self, point: &Declared) -> Result<P, ImportError> {
        let word = &point.name;
        if !word.text.starts_with(|c: char| c.is_alphanumeric()) {
            return Err(word.error(format!("`{}` is not a name of a point", word.shown())));
        }
        self.names
            .declare(&word.text)
            .ok_or_else(|| word.error(format!("the point `{}` is defined twice", word.shown())))
    }

    /// A point that is already written.
    fn point(&self, word: &Word) -> Result<P, ImportError> {
        match self.names.get(&word.text) {
            Some(p) if self.written.contains(&p) => Ok(p),
            Some(_) => Err(word.error(format!("the point `{}` is used in its own definition", word.shown()))),
            None => Err(predicates::unknown_point(word, &self.names)),
        }
    }

    fn predicate_problem(&mut self, problem: &Problem) -> Result<(), ImportError> {
        let mut points = Vec::new();
        let mut assumed = Vec::new();
        for clause in &problem.clauses {
            for point in &clause.points {
                points.push(self.declare(point)?);
            }
        }
        for call in problem.clauses.iter().flat_map(|c| &c.calls) {
            if table::find(&call.head.text).is_some() && !predicates::is_predicate(&call.head.text) {
                return Err(call.head.error(format!(
                    "`{}` is a construction, but other points of this problem are given by predicates alone; use one form throughout",
                    call.head.text
                )));
            }
            match predicates::state(call, &self.names, predicates::Dialect::Predicates)? {
                Stated::Facts(facts) => assumed.extend(facts),
                Stated::Find(_) => {
                    return Err(call
                        .head
                        .error(format!("`{}` asks for a value; it can only be a goal", call.head.text)));
                }
            }
        }
        let names = points.iter().map(|&p| self.show(p).to_string()).collect();
        self.joined("point", names);
        self.joined("assume", assumed);
        self.written.extend(points);
        Ok(())
    }

    /// `word item, item, …`, on as many lines as are needed.
    fn joined(&mut self, word: &str, items: Vec<String>) {
        let mut line = String::new();
        for item in items {
            if line.is_empty() {
                line = format!("{word} {item}");
            } else if line.len() + item.len() + 2 <= WIDTH {
                line = format!("{line}, {item}");
            } else {
                let full = std::mem::replace(&mut line, format!("{word} {item}"));
                self.statements.push(full);
            }
        }
        if !line.is_empty() {
            self.statements.push(line);
        }
    }

    fn clause(&mut self, clause: &Clause) -> Result<(), ImportError> {
        let mut outputs = Vec::new();
        for point in &clause.points {
            outputs.push((self.declare(point)?, &point.name));
        }
        let mut loci = Vec::new();
        for call in &clause.calls {
            let construction = table::find(&call.head.text).ok_or_else(|| table::unknown(&call.head))?;
            let resolved = table::resolve(construction, call, &clause.points)?;
            match construction.build {
                Build::Figure(build) => {
                    let (x, a) = self.operands(&resolved)?;
                    build(self, &x, &a, &resolved.numbers);
                }
                Build::Locus(_) => loci.push((construction, resolved)),
            }
        }
        for &(x, word) in &outputs {
            let mut pieces = Vec::new();
            for (construction, resolved) in &loci {
                if resolved.outputs[0].text == word.text {
                    pieces.extend(self.pieces(construction, resolved)?);
                }
            }
            let done = self.written.contains(&x);
            if done && !pieces.is_empty() {
                self.constrain(x, pieces);
            } else if !done {
                if pieces.is_empty() {
                    return Err(word.error(format!("nothing defines the point `{}`", word.shown())));
                }
                self.put(x, pieces);
            }
        }
        Ok(())
    }

    fn operands(&self, resolved: &Resolved) -> Result<(Vec<P>, Vec<P>), ImportError> {
        let outputs = resolved
            .outputs
            .iter()
            .map(|w| self.names.get(&w.text).ok_or_else(|| predicates::unknown_point(w, &self.names)));
        let outputs = outputs.collect::<Result<_, _>>()?;
        let inputs = resolved.inputs.iter().map(|w| self.point(w)).collect::<Result<_, _>>()?;
        Ok((outputs, inputs))
    }

    fn pieces(&mut self, construction: &Construction, resolved: &Resolved) -> Result<Vec<Piece>, ImportError> {
        let (x, a) = self.operands(resolved)?;
        Ok(match construction.build {
            Build::Locus(build) => build(self, x[0], &a, &resolved.numbers),
            Build::Figure(_) => Vec::new(),
        })
    }

    /// Names of the points so far.
    pub(super) fn names(&self) -> &Names {
        &self.names
    }

    /// Name of a point.
    pub(super) fn show(&self, p: P) -> &str {
        self.names.show(p)
    }

    /// `AB`
    pub(super) fn seg(&self, a: P, b: P) -> String {
        format!("{}{}", self.show(a), self.show(b))
    }

    /// `A, B, C`
    pub(super) fn list(&self, points: &[P]) -> String {
        points.iter().map(|&p| self.show(p)).collect::<Vec<_>>().join(", ")
    }

    /// `noun(A, B, C)`
    pub(super) fn noun(&self, noun: &str, points: &[P]) -> Piece {
        Piece::Noun(format!("{noun}({})", self.list(points)))
    }

    /// Adds a statement.
    pub(super) fn say(&mut self, statement: impl Into<String>) {
        self.statements.push(statement.into());
    }

    /// Adds `point A, B, C`: free points.
    pub(super) fn free(&mut self, points: &[P]) {
        self.say(format!("point {}", self.list(points)));
        self.written.extend(points);
    }

    /// Adds `triangle ABC`: free points, not on a line.
    pub(super) fn triangle(&mut self, points: &[P]) {
        let names: String = points.iter().map(|&p| self.show(p)).collect();
        self.say(format!("triangle {names}"));
        self.written.extend(points);
    }

    /// Adds `acute triangle ABC`.
    pub(super) fn shaped_triangle(&mut self, shape: &str, points: &[P]) {
        self.triangle(points);
        if let Some(last) = self.statements.last_mut() {
            *last = format!("{shape} {last}");
        }
    }

    /// Adds X strictly between A and B.
    pub(super) fn in_segment(&mut self, x: P, a: P, b: P) {
        self.coll(&[x, a, b]);
        let locus = format!("segment({})", self.list(&[a, b]));
        let piece = self.on_line_through(x, a, locus, None);
        self.put(x, vec![piece]);
    }

    /// Adds `point X, Y = …`.
    pub(super) fn defined(&mut self, points: &[P], construction: String) {
        self.say(format!("point {} = {construction}", self.list(points)));
        self.written.extend(points);
        self.remember();
    }

    /// Adds `point X, Y = noun(A, B)`.
    pub(super) fn several(&mut self, points: &[P], noun: &str, given: &[P]) {
        self.defined(points, format!("{noun}({})", self.list(given)));
    }

    /// Adds assumptions.
    pub(super) fn assume(&mut self, facts: &[String]) {
        self.joined("assume", facts.to_vec());
    }

    /// Adds the statement that introduces X with everything said of it.
    pub(super) fn put(&mut self, x: P, pieces: Vec<Piece>) {
        let name = self.show(x).to_string();
        let other = self.excluded(x, &pieces);
        let mut nouns = Vec::new();
        let mut loci = Vec::new();
        let mut facts = Vec::new();
        let mut all_meet = true;
        let mut rays = Vec::new();
        let curved = pieces.iter().any(|p| matches!(p, Piece::Circle { .. } | Piece::Equation { .. }));
        for piece in pieces {
            match piece {
                Piece::Noun(noun) => nouns.push(noun),
                Piece::Line { locus, meets, ray, .. } => {
                    all_meet &= meets;
                    rays.extend(ray);
                    push_new(&mut loci, locus);
                }
                Piece::Circle { locus, .. } => {
                    all_meet = false;
                    push_new(&mut loci, locus);
                }
                Piece::Equation { text, .. } | Piece::Condition(text) => push_new(&mut facts, text),
            }
        }
        if curved && other.is_none() {
            facts.append(&mut rays);
        }
        if !nouns.is_empty() {
            self.say(format!("point {name} = {}", nouns.remove(0)));
            facts.splice(
                0..0,
                nouns
                    .into_iter()
                    .map(|n| format!("{name} = {n}"))
                    .chain(loci.into_iter().map(|l| format!("{name} on {l}"))),
            );
        } else if loci.len() == 2 && all_meet {
            self.say(format!("point {name} = meet({})", loci.join(", ")));
        } else if loci.is_empty() {
            self.say(format!("point {name}"));
            facts.extend(other.map(|p| format!("{name} != {}", self.show(p))));
        } else {
            let other = other.map(|p| format!(" other than {}", self.show(p))).unwrap_or_default();
            self.say(format!("point {name} on {}{other}", loci.join(", ")));
        }
        self.joined("assume", facts);
        self.written.insert(x);
        self.remember();
    }

    /// Adds what is said of a point that is already written.
    fn constrain(&mut self, x: P, pieces: Vec<Piece>) {
        let name = self.show(x).to_string();
        let facts = pieces.into_iter().map(|piece| match piece {
            Piece::Noun(noun) => format!("{name} = {noun}"),
            Piece::Line { locus, .. } | Piece::Circle { locus, .. } => format!("{name} on {locus}"),
            Piece::Equation { text, .. } | Piece::Condition(text) => text,
        });
        let facts = facts.collect();
        self.joined("assume", facts);
        self.remember();
    }

    /// The named point that all loci of X have in common, where they may meet once more. Two
    /// such points are all there can be, and then the drawing has no other to take.
    fn excluded(&self, x: P, pieces: &[Piece]) -> Option<P> {
        let mut common: Option<BTreeSet<P>> = None;
        let mut count = 0;
        let mut curved = false;
        for piece in pieces {
            let known = match piece {
                Piece::Noun(_) => return None,
                Piece::Condition(_) => continue,
                Piece::Line { known, .. } => known,
                Piece::Circle { known, .. } | Piece::Equation { known, .. } => {
                    curved = true;
                    known
                }
            };
            count += 1;
            common = Some(match common {
                None => known.clone(),
                Some(old) => old.intersection(known).copied().collect(),
            });
        }
        let mut common = common?;
        common.remove(&x);
        (curved && count >= 2 && common.len() == 1).then(|| common.pop_first())?
    }

    /// Do the turning senses of two constructions have to agree? A single one may turn either way: the mirrored
    /// figure is as good.
    pub(super) fn hands_matter(&self) -> bool {
        self.oriented > 1
    }
}

fn push_new(list: &mut Vec<String>, text: String) {
    if !list.contains(&text) {
        list.push(text);
    }
}
