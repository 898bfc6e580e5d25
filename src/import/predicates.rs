//! Predicates: goals everywhere, and AlphaGeometry2's hypotheses.
//!
//! Angles are directed, modulo 180°. `eqangle a b c d e f g h` says that the turn from line ab to line
//! cd is the turn from ef to gh. A constant angle has its sign by dialect: AlphaGeometry 1 and 2
//! turn from the second line to the first, Newclid from the first to the second; Newclid writes
//! its angles with a unit (`140o`, `7pi/9`), by which it is recognised in constructive problems.

use euclase_grammar::core::Q;
use num_traits::{One, Zero};

use super::ImportError;
use super::equations;
use super::names::{Names, P, nearest};
use super::number::{degrees, is_number, rational, show, show_degrees};
use super::points::{turn, vertex};
use super::source::{Call, Word};

/// Which kind of problem a predicate stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// AlphaGeometry's and Newclid's: points given by constructions.
    Constructions,
    /// AlphaGeometry2's: points given by predicates.
    Predicates,
}

/// What a predicate becomes.
pub(super) enum Stated {
    /// Facts, all of which are meant.
    Facts(Vec<String>),
    /// A value to be found.
    Find(String),
}

/// Names with a model use, for messages and suggestions.
pub(super) const PREDICATES: &[(&str, &str)] = &[
    ("coll", "coll a b c"),
    ("cyclic", "cyclic a b c d"),
    ("circle", "circle o a b c"),
    ("cyclic_with_centers", "cyclic_with_centers o a b c d 1"),
    ("cong", "cong a b c d"),
    ("para", "para a b c d"),
    ("perp", "perp a b c d"),
    ("midp", "midp m a b"),
    ("eqangle", "eqangle a b c d e f g h"),
    ("eqangle6", "eqangle6 a b c d e f g h"),
    ("eqratio", "eqratio a b c d e f g h"),
    ("eqratio6", "eqratio6 a b c d e f g h"),
    ("eqratio3", "eqratio3 a b c d m n"),
    ("simtri", "simtri a b c d e f"),
    ("simtri2", "simtri2 a b c d e f"),
    ("simtri*", "simtri* a b c d e f"),
    ("simtrir", "simtrir a b c d e f"),
    ("contri", "contri a b c d e f"),
    ("contri2", "contri2 a b c d e f"),
    ("contri*", "contri* a b c d e f"),
    ("contrir", "contrir a b c d e f"),
    ("rconst", "rconst a b c d 2/3"),
    ("r2const", "r2const a b c d 2/3"),
    ("lconst", "lconst a b 2"),
    ("l2const", "l2const a b 2"),
    ("aconst", "aconst a b c d 60"),
    ("s_angle", "s_angle a b c 60"),
    ("angeq", "angeq a b c d 1 -1 60"),
    ("distmeq", "distmeq a b c d 1 -1 2"),
    ("distseq", "distseq a b c d 1 -1"),
    ("aequation", "aequation 1 a b b c 1 c d d a 180o"),
    ("lequation", "lequation 1 a b * a b -2 c d 0"),
    ("overlap", "overlap a b"),
    ("acompute", "acompute a b a c"),
    ("rcompute", "rcompute a b c d"),
    ("diff", "diff a b"),
    ("ncoll", "ncoll a b c"),
    ("npara", "npara a b c d"),
    ("nperp", "nperp a b c d"),
    ("sameclock", "sameclock a b c d e f"),
    ("obtuse_angle", "obtuse_angle a b c"),
];

pub(super) fn is_predicate(name: &str) -> bool {
    PREDICATES.iter().any(|(n, _)| *n == name)
}

/// The error for a name that no point has.
pub(super) fn unknown_point(word: &Word, names: &Names) -> ImportError {
    let hint = match names.nearest(&word.text) {
        Some(name) => format!("; did you mean `{name}`?"),
        None => String::new(),
    };
    word.error(format!("the point `{}` is not defined{hint}", word.shown()))
}

/// A predicate at work: its points and numbers told apart.
pub(super) struct Use<'a> {
    call: &'a Call,
    names: &'a Names,
    model: &'static str,
    pub(super) points: Vec<P>,
    pub(super) numbers: Vec<&'a Word>,
}

/// Reads one predicate.
pub(super) fn state(call: &Call, names: &Names, dialect: Dialect) -> Result<Stated, ImportError> {
    let head = call.head.text.as_str();
    let Some(&(_, model)) = PREDICATES.iter().find(|(n, _)| *n == head) else {
        return Err(unknown(&call.head));
    };
    match head {
        "aequation" => return equations::angles(call, names).map(|f| Stated::Facts(vec![f])),
        "lequation" => return equations::lengths(call, names).map(|f| Stated::Facts(vec![f])),
        _ => {}
    }
    let split =
        call.args.iter().position(|w| names.get(&w.text).is_none() && is_number(&w.text)).unwrap_or(call.args.len());
    let (points, numbers) = call.args.split_at(split);
    let points = points
        .iter()
        .map(|w| names.get(&w.text).ok_or_else(|| unknown_point(w, names)))
        .collect::<Result<Vec<P>, _>>()?;
    let used = Use { call, names, model, points, numbers: numbers.iter().collect() };
    if head == "acompute" || head == "rcompute" {
        return used.find().map(Stated::Find);
    }
    used.facts(dialect).map(Stated::Facts)
}

fn unknown(head: &Word) -> ImportError {
    let hint = match nearest(&head.text, PREDICATES.iter().map(|(n, _)| *n)) {
        Some(name) => format!("; did you mean `{name}`?"),
        None => String::new(),
    };
    head.error(format!("unknown predicate `{}`{hint}", head.shown()))
}

impl Use<'_> {
    pub(super) fn wrong(&self, what: impl Into<String>) -> ImportError {
        self.call.head.error(format!("{}: `{}` is written like `{}`", what.into(), self.call.head.text, self.model))
    }

    fn expect(&self, points: usize, numbers: usize) -> Result<(), ImportError> {
        if self.points.len() == points && self.numbers.len() == numbers {
            return Ok(());
        }
        let got = (self.points.len(), self.numbers.len());
        let plural = |n: usize, what: &str| if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") };
        let said = |(p, n): (usize, usize)| {
            if n == 0 { plural(p, "point") } else { format!("{} and {}", plural(p, "point"), plural(n, "number")) }
        };
        Err(self.wrong(format!("{} where {} are expected", said(got), said((points, numbers)))))
    }

    fn at_least(&self, points: usize) -> Result<(), ImportError> {
        if self.points.len() < points || !self.numbers.is_empty() {
            return Err(self.wrong(format!("at least {points} points, and no number, are expected")));
        }
        Ok(())
    }

    fn name(&self, i: usize) -> &str {
        self.names.show(self.points[i])
    }

    /// The i-th pair of points, as a line or a length.
    pub(super) fn pair(&self, i: usize) -> String {
        format!("{}{}", self.name(2 * i), self.name(2 * i + 1))
    }

    fn ends(&self, i: usize) -> [P; 2] {
        [self.points[2 * i], self.points[2 * i + 1]]
    }

    fn list(&self, points: &[P]) -> String {
        points.iter().map(|&p| self.names.show(p)).collect::<Vec<_>>().join(", ")
    }

    fn word(&self, range: std::ops::Range<usize>) -> String {
        self.points[range].iter().map(|&p| self.names.show(p)).collect()
    }

    /// The turn from the i-th line to the j-th.
    pub(super) fn angle(&self, i: usize, j: usize) -> String {
        turn(self.names, self.ends(i), self.ends(j))
    }

    fn facts(&self, dialect: Dialect) -> Result<Vec<String>, ImportError> {
        let one = |text: String| Ok(vec![text]);
        match self.call.head.text.as_str() {
            "coll" => {
                self.at_least(3)?;
                one(format!("collinear({})", self.list(&self.points)))
            }
            "cyclic" => {
                self.at_least(4)?;
                one(format!("cyclic({})", self.list(&self.points)))
            }
            "circle" => {
                self.at_least(3)?;
                Ok(self.equal_radii(0, 1))
            }
            "cyclic_with_centers" => self.with_centers(),
            "cong" => {
                self.expect(4, 0)?;
                one(format!("{} = {}", self.pair(0), self.pair(1)))
            }
            "para" => {
                self.expect(4, 0)?;
                one(format!("{} parallel {}", self.pair(0), self.pair(1)))
            }
            "perp" => {
                self.expect(4, 0)?;
                one(format!("{} perp {}", self.pair(0), self.pair(1)))
            }
            "midp" => {
                self.expect(3, 0)?;
                let (m, a, b) = (self.name(0), self.name(1), self.name(2));
                Ok(vec![format!("{m} on {a}{b}"), format!("{m}{a} = {m}{b}")])
            }
            "eqangle" | "eqangle6" => {
                self.expect(8, 0)?;
                one(format!("{} = {}", self.angle(0, 1), self.angle(2, 3)))
            }
            "eqratio" | "eqratio6" => {
                self.expect(8, 0)?;
                one(format!("{}/{} = {}/{}", self.pair(0), self.pair(1), self.pair(2), self.pair(3)))
            }
            // m on ac and n on bd divide them in one ratio.
            "eqratio3" => {
                self.expect(6, 0)?;
                let [a, b, c, d, m, n] = std::array::from_fn(|i| self.name(i));
                one(format!("{m}{a}/{m}{c} = {n}{b}/{n}{d}"))
            }
            "simtri" | "simtri2" | "simtri*" | "simtrir" => {
                self.expect(6, 0)?;
                one(format!("triangle {} similar triangle {}", self.word(0..3), self.word(3..6)))
            }
            "contri" | "contri2" | "contri*" | "contrir" => {
                self.expect(6, 0)?;
                one(format!("triangle {} congruent triangle {}", self.word(0..3), self.word(3..6)))
            }
            "rconst" => {
                let r = self.ratio()?;
                one(format!("{} = {}", self.pair(0), self.times(&r, 1)))
            }
            "r2const" => {
                let r = self.ratio()?;
                one(format!("{}^2 = {}^2", self.pair(0), self.times(&r, 1)))
            }
            "lconst" => {
                self.expect(2, 1)?;
                one(format!("{} = {}", self.pair(0), show(&rational(self.numbers[0])?)))
            }
            "l2const" => {
                self.expect(2, 1)?;
                one(format!("{}^2 = {}", self.pair(0), show(&rational(self.numbers[0])?)))
            }
            "aconst" => self.constant_angle(dialect),
            "s_angle" if self.points.len() == 4 => self.constant_angle(dialect),
            "s_angle" => {
                self.expect(3, 1)?;
                let angle = degrees(self.numbers[0])?;
                one(format!("dangle({}) = {}", self.list(&self.points), show_degrees(&angle)))
            }
            "angeq" => self.angle_equation(),
            "distmeq" => self.product_equation(),
            "distseq" => self.length_equation(),
            "overlap" => {
                self.expect(2, 0)?;
                one(format!("{} = {}", self.name(0), self.name(1)))
            }
            "diff" => {
                self.expect(2, 0)?;
                one(format!("{} != {}", self.name(0), self.name(1)))
            }
            "ncoll" => {
                self.expect(3, 0)?;
                one(format!("not collinear({})", self.list(&self.points)))
            }
            "npara" => {
                self.expect(4, 0)?;
                one(format!("not {} parallel {}", self.pair(0), self.pair(1)))
            }
            "nperp" => {
                self.expect(4, 0)?;
                one(format!("not {} perp {}", self.pair(0), self.pair(1)))
            }
            "sameclock" => {
                self.expect(6, 0)?;
                one(format!("same_orientation({})", self.list(&self.points)))
            }
            // Newclid's word covers a point strictly between two others: 180° is more than 90°.
            "obtuse_angle" => {
                self.expect(3, 0)?;
                one(format!("angle({}) > 90 deg", self.list(&self.points)))
            }
            _ => Err(unknown(&self.call.head)),
        }
    }

    /// The value that is asked for.
    fn find(&self) -> Result<String, ImportError> {
        self.expect(4, 0)?;
        if self.call.head.text == "rcompute" {
            return Ok(format!("{}/{}", self.pair(0), self.pair(1)));
        }
        match vertex(self.ends(0), self.ends(1)) {
            Some(points) => Ok(format!("angle({})", self.list(&points))),
            None => Err(self.wrong("only an angle of lines with a common point can be asked for")),
        }
    }

    /// All points from `first` on equally far from point `centre`.
    fn equal_radii(&self, centre: usize, first: usize) -> Vec<String> {
        let o = self.name(centre);
        (first..self.points.len() - 1).map(|i| format!("{o}{} = {o}{}", self.name(i), self.name(i + 1))).collect()
    }

    /// First the centres, then points of the circle; the number says how many are centres.
    fn with_centers(&self) -> Result<Vec<String>, ImportError> {
        let [count] = self.numbers[..] else {
            return Err(self.wrong("one number, how many of the points are centres, is expected"));
        };
        let centres = count.text.parse::<usize>().ok().filter(|&n| n + 2 <= self.points.len());
        let Some(centres) = centres else {
            return Err(count.error(format!(
                "`{}` is not a number of centres that leaves two points for the circle",
                count.shown()
            )));
        };
        let mut facts: Vec<String> = (0..centres).flat_map(|c| self.equal_radii(c, centres)).collect();
        if centres == 0 && self.points.len() > 3 {
            facts.push(format!("cyclic({})", self.list(&self.points)));
        }
        Ok(facts)
    }

    /// `ab : cd`, as one fraction or as two numbers.
    fn ratio(&self) -> Result<Q, ImportError> {
        if self.numbers.len() == 2 {
            self.expect(4, 2)?;
            let (m, n) = (rational(self.numbers[0])?, rational(self.numbers[1])?);
            if n.is_zero() {
                return Err(self.numbers[1].error("a ratio to zero"));
            }
            return Ok(m / n);
        }
        self.expect(4, 1)?;
        rational(self.numbers[0])
    }

    pub(super) fn times(&self, q: &Q, pair: usize) -> String {
        if q.is_one() { self.pair(pair) } else { format!("{}*{}", show(q), self.pair(pair)) }
    }

    fn constant_angle(&self, dialect: Dialect) -> Result<Vec<String>, ImportError> {
        // AlphaGeometry 1 splits the angle in two numbers: `aconst a b c d 1 3` is π/3.
        let (angle, newclid) = if self.numbers.len() == 2 {
            self.expect(4, 2)?;
            let (m, n) = (rational(self.numbers[0])?, rational(self.numbers[1])?);
            if n.is_zero() {
                return Err(self.numbers[1].error("a division by zero"));
            }
            (m / n * Q::from_integer(180.into()), false)
        } else {
            self.expect(4, 1)?;
            (degrees(self.numbers[0])?, dialect == Dialect::Constructions)
        };
        let turn = if newclid { self.angle(0, 1) } else { self.angle(1, 0) };
        Ok(vec![format!("{turn} = {}", show_degrees(&angle))])
    }
}
