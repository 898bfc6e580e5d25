//! The core form in the words of a textbook.
//!
//! A fact is a linear form of the core; people say "parallel", "perpendicular", "equal angles",
//! "AB + BC = AC". The shapes are recognised here, for proofs, for messages and for
//! `prove show`. Directed angles (modulo 180°) are written ∡, or `dangle` in ASCII; undirected
//! ones ∠, or `angle`.

use crate::core::{Axis, Cmp, Cond, CoreTheorem, Fact, GoalKind, Num, Pt, Q, Quantity};
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

mod logic;
mod show;

pub use logic::{atom, prop};
pub use show::core_text;

/// Where names of points and variables come from.
pub trait Names {
    /// Name of a point.
    fn point(&self, p: Pt) -> String;
    /// Name of a real variable.
    fn real(&self, i: u32) -> String;
}

impl Names for CoreTheorem {
    fn point(&self, p: Pt) -> String {
        self.points.get(p.ix()).map_or_else(|| format!("P_{}", p.0), |i| i.name.clone())
    }
    fn real(&self, i: u32) -> String {
        self.reals.get(i as usize).cloned().unwrap_or_else(|| format!("x_{i}"))
    }
}

/// A theorem with names for the points after its own (auxiliary points of a proof).
impl Names for (&CoreTheorem, &[String]) {
    fn point(&self, p: Pt) -> String {
        let n = self.0.statement_points;
        if p.ix() < n {
            return self.0.point(p);
        }
        self.1.get(p.ix() - n).cloned().unwrap_or_else(|| format!("P_{}", p.0))
    }
    fn real(&self, i: u32) -> String {
        self.0.real(i)
    }
}

/// How to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `AB ∥ CD`, `∡ABC = 90°`
    Unicode,
    /// `AB parallel CD`, `dangle(A, B, C) = 90 deg`
    Ascii,
}

impl Style {
    fn pick(self, unicode: &'static str, ascii: &'static str) -> &'static str {
        match self {
            Style::Unicode => unicode,
            Style::Ascii => ascii,
        }
    }
}

struct Writer<'n> {
    names: &'n dyn Names,
    style: Style,
}

/// A fact in words.
pub fn fact(names: &dyn Names, fact: &Fact, style: Style) -> String {
    Writer { names, style }.fact(fact)
}

/// A condition in words.
pub fn cond(names: &dyn Names, cond: &Cond, style: Style) -> String {
    Writer { names, style }.cond(cond)
}

/// A number in words.
pub fn num(names: &dyn Names, num: &Num, style: Style) -> String {
    Writer { names, style }.num(num, 0)
}

/// A goal in words.
pub fn goal(names: &dyn Names, goal: &GoalKind, style: Style) -> String {
    let w = Writer { names, style };
    match goal {
        GoalKind::Fact(f) => w.fact(f),
        GoalKind::Cond(c) => w.cond(c),
        GoalKind::Prop(p) => w.prop(p, 0),
        GoalKind::Find(q) => format!("find {}", w.quantity(q)),
        GoalKind::Solve(vars) => {
            format!("all solutions for {}", vars.iter().map(|v| names.real(*v)).collect::<Vec<_>>().join(", "))
        }
    }
}

/// What a "find" goal asks for, in words.
pub fn quantity(names: &dyn Names, quantity: &Quantity, style: Style) -> String {
    Writer { names, style }.quantity(quantity)
}

/// One side of a linear equation: `AB + 2 CD`, positive coefficients.
fn side(terms: &[(Q, String)], konst: &Q, times: &str) -> String {
    let mut parts: Vec<String> = terms
        .iter()
        .map(|(c, t)| if c.is_one() { t.clone() } else { format!("{}{times}{t}", coefficient(c)) })
        .collect();
    if !konst.is_zero() || parts.is_empty() {
        parts.push(konst.to_string());
    }
    parts.join(" + ")
}

fn coefficient(c: &Q) -> String {
    if c.is_integer() { c.to_string() } else { format!("({c})") }
}

/// Splits `Σ c·t = konst` into two sides with positive coefficients; the side of the first
/// positive term comes first.
fn balance(terms: Vec<(Q, String)>, konst: &Q, times: &str) -> (String, String) {
    let (mut plus, mut minus) = (Vec::new(), Vec::new());
    let flip = !terms.iter().any(|t| t.0.is_positive());
    for (c, t) in terms {
        let c = if flip { -c } else { c };
        if c.is_positive() { plus.push((c, t)) } else { minus.push((-c, t)) }
    }
    let k = if flip { -konst.clone() } else { konst.clone() };
    let (left, right) = if k.is_negative() { (-k, Q::zero()) } else { (Q::zero(), k) };
    (side(&plus, &left, times), side(&minus, &right, times))
}

impl Writer<'_> {
    fn p(&self, p: Pt) -> String {
        self.names.point(p)
    }

    fn pair(&self, a: Pt, b: Pt) -> String {
        format!("{}{}", self.p(a), self.p(b))
    }

    fn list(&self, ps: &[Pt]) -> String {
        ps.iter().map(|p| self.p(*p)).collect::<Vec<_>>().join(", ")
    }

    fn run(&self, ps: &[Pt]) -> String {
        ps.iter().map(|p| self.p(*p)).collect()
    }

    /// An angle in half-turns, in degrees.
    fn degrees(&self, turn: &Q) -> String {
        let d = turn * Q::from_integer(BigInt::from(180));
        format!("{}{}", coefficient(&d), self.style.pick("°", " deg"))
    }

    fn triangle(&self, t: &[Pt; 3]) -> String {
        format!("{}{}", self.style.pick("△", "triangle "), self.run(t))
    }

    fn angle(&self, [a, b, c]: &[Pt; 3]) -> String {
        format!("{}{}", self.style.pick("∠", "angle "), self.run(&[*a, *b, *c]))
    }

    fn times(&self) -> &'static str {
        self.style.pick("·", "*")
    }

    fn fact(&self, f: &Fact) -> String {
        match f {
            Fact::Same(a, b) => format!("{} = {}", self.p(*a), self.p(*b)),
            Fact::Coll(a, b, c) => format!("{} are collinear", self.list(&[*a, *b, *c])),
            Fact::Cyclic(a, b, c, d) => format!("{} are concyclic", self.list(&[*a, *b, *c, *d])),
            Fact::Sim { a, b, opposite } => format!(
                "{} {} {} ({})",
                self.triangle(a),
                self.style.pick("∼", "similar"),
                self.triangle(b),
                if *opposite { "opposite orientation" } else { "same orientation" }
            ),
            Fact::Dir { terms, turn } => self.directions(terms, turn, false),
            Fact::Log { terms, konst } => self.logs(terms, konst),
            Fact::Len { terms, konst } => {
                let ts = terms.iter().map(|(c, a, b)| (c.clone(), self.pair(*a, *b))).collect();
                let (l, r) = balance(ts, konst, self.times());
                format!("{l} = {r}")
            }
            Fact::Sq { terms, konst } => {
                let two = self.style.pick("²", "^2");
                let ts = terms.iter().map(|(c, a, b)| (c.clone(), format!("{}{two}", self.pair(*a, *b)))).collect();
                let (l, r) = balance(ts, konst, self.times());
                format!("{l} = {r}")
            }
            Fact::Vec(terms) => {
                if let [(a, m), (b, p), (c, q)] = &terms[..]
                    && a == &(-(b + c))
                    && b == c
                {
                    return format!("{} is the midpoint of {}", self.p(*m), self.pair(*p, *q));
                }
                let ts = terms.iter().map(|(c, p)| (c.clone(), self.p(*p))).collect();
                let (l, r) = balance(ts, &Q::zero(), self.times());
                format!("{l} = {r} as vectors")
            }
            Fact::Ang { terms, konst } => {
                let mut ts: Vec<(Q, String)> = terms.iter().map(|(c, t)| (c.clone(), self.angle(t))).collect();
                if !konst.is_zero() {
                    let sign = if konst.is_positive() { -Q::one() } else { Q::one() };
                    ts.push((sign, self.degrees(&konst.abs())));
                }
                let (l, r) = balance(ts, &Q::zero(), self.times());
                format!("{l} = {r}")
            }
            Fact::Num(a, b) => format!("{} = {}", self.num(a, 0), self.num(b, 0)),
        }
    }

    /// `Σ k·dir ≡ turn`; `not` denies it.
    fn directions(&self, terms: &[(i64, Pt, Pt)], turn: &Q, not: bool) -> String {
        let eq = if not { self.style.pick("≠", "!=") } else { "=" };
        let mut plus = Vec::new();
        let mut minus = Vec::new();
        let size: i64 = terms.iter().map(|t| t.0.saturating_abs()).fold(0, i64::saturating_add);
        if size <= 8 {
            for (k, a, b) in terms {
                for _ in 0..k.abs() {
                    if *k > 0 { plus.push([*a, *b]) } else { minus.push([*a, *b]) }
                }
            }
        }
        let half = Q::new(1.into(), 2.into());
        match (plus.len(), minus.len()) {
            (1, 1) => {
                let (a, b) = (self.pair(plus[0][0], plus[0][1]), self.pair(minus[0][0], minus[0][1]));
                if turn.is_zero() {
                    let sign = if not {
                        self.style.pick("∦", "is not parallel to")
                    } else {
                        self.style.pick("∥", "parallel")
                    };
                    format!("{a} {sign} {b}")
                } else if *turn == half {
                    let sign = if not {
                        self.style.pick("is not perpendicular to", "is not perpendicular to")
                    } else {
                        self.style.pick("⟂", "perp")
                    };
                    format!("{a} {sign} {b}")
                } else {
                    format!("{} {eq} {}", self.directed(minus[0], plus[0]), self.degrees(turn))
                }
            }
            (2, 2) => {
                // p + q − m − n: the angle from m to p equals the one from q to n, and so with
                // m and n exchanged. The pairing whose lines meet in named points reads best.
                let score = |x: &[[Pt; 2]; 4]| common(x[0], x[1]).is_some() as u8 + common(x[2], x[3]).is_some() as u8;
                let one = [minus[0], plus[0], plus[1], minus[1]];
                let two = [minus[1], plus[0], plus[1], minus[0]];
                let best = if score(&two) > score(&one) { two } else { one };
                let shift = if turn.is_zero() { String::new() } else { format!(" + {}", self.degrees(turn)) };
                format!("{} {eq} {}{shift}", self.directed(best[0], best[1]), self.directed(best[2], best[3]))
            }
            (n, m) if n == m && n > 2 => {
                let mut parts = Vec::new();
                for p in plus {
                    let i = minus.iter().position(|m| common(*m, p).is_some()).unwrap_or(0);
                    parts.push(self.directed(minus.remove(i), p));
                }
                format!("{} {eq} {}", parts.join(" + "), self.degrees(turn))
            }
            _ => {
                let parts: Vec<(Q, String)> = terms
                    .iter()
                    .map(|(k, a, b)| (Q::from_integer(BigInt::from(*k)), format!("dir({})", self.pair(*a, *b))))
                    .collect();
                let (l, r) = balance(parts, &Q::zero(), self.times());
                let shift = if turn.is_zero() { String::new() } else { format!(" + {}", self.degrees(turn)) };
                format!("{l} {eq} {r}{shift} (mod 180{})", self.style.pick("°", " deg"))
            }
        }
    }

    /// The directed angle from line `l` to line `m`.
    fn directed(&self, l: [Pt; 2], m: [Pt; 2]) -> String {
        let sign = self.style.pick("∡", "dangle");
        match common(l, m) {
            Some((a, v, c)) => match self.style {
                Style::Unicode => format!("{sign}{}", self.run(&[a, v, c])),
                Style::Ascii => format!("{sign}({})", self.list(&[a, v, c])),
            },
            None => format!("{sign}({}, {})", self.pair(l[0], l[1]), self.pair(m[0], m[1])),
        }
    }

    fn logs(&self, terms: &[(Q, Pt, Pt)], konst: &[(u64, Q)]) -> String {
        // Whole exponents, as small as they can be.
        let mut lcm = BigInt::one();
        for c in terms.iter().map(|t| &t.0) {
            lcm = lcm.lcm(c.denom());
        }
        let k = Q::from_integer(lcm);
        let mut plus: Vec<(Q, String)> = Vec::new();
        let mut minus: Vec<(Q, String)> = Vec::new();
        for (c, a, b) in terms {
            let c = c * &k;
            if c.is_positive() {
                plus.push((c, self.pair(*a, *b)));
            } else if c.is_negative() {
                minus.push((-c, self.pair(*a, *b)));
            }
        }
        let mut value: Vec<(u64, Q)> = konst.iter().map(|(p, e)| (*p, e * &k)).collect();
        if plus.is_empty() {
            std::mem::swap(&mut plus, &mut minus);
            value.iter_mut().for_each(|v| v.1 = -v.1.clone());
        }
        let value = self.prime_product(&value);
        let unit = |ts: &[(Q, String)]| ts.iter().all(|t| t.0.is_one());
        if unit(&plus) && unit(&minus) {
            match (&plus[..], &minus[..], &value) {
                ([a], [b], None) => return format!("{} = {}", a.1, b.1),
                ([a], [b], Some(v)) => return format!("{}/{} = {v}", a.1, b.1),
                ([a, d], [b, c], None) => return format!("{}/{} = {}/{}", a.1, b.1, c.1, d.1),
                _ => {}
            }
        }
        let product = |ts: &[(Q, String)]| {
            let parts: Vec<String> = ts
                .iter()
                .map(|(e, t)| match (e.is_one(), self.style) {
                    (true, _) => t.clone(),
                    (false, Style::Unicode) if *e == Q::from_integer(2.into()) => format!("{t}²"),
                    _ => format!("{t}^{e}"),
                })
                .collect();
            parts.join(self.style.pick(" · ", "*"))
        };
        let right = match (value, minus.is_empty()) {
            (None, true) => "1".to_string(),
            (Some(v), true) => v,
            (None, false) => product(&minus),
            (Some(v), false) => format!("{v}{}{}", self.times(), product(&minus)),
        };
        format!("{} = {right}", product(&plus))
    }

    /// A product of powers of primes; `None` for 1.
    fn prime_product(&self, primes: &[(u64, Q)]) -> Option<String> {
        let mut rational = Q::one();
        let mut roots = Vec::new();
        for (p, e) in primes {
            let whole = e.floor();
            let Some(n) = whole.to_integer().to_i32().filter(|n| n.abs() <= 1000) else {
                roots.push(format!("{p}^({e})"));
                continue;
            };
            rational *= Q::from_integer(BigInt::from(*p)).pow(n);
            let rest = e - whole;
            if rest == Q::new(1.into(), 2.into()) {
                roots.push(format!("{}({p})", self.style.pick("√", "sqrt")));
            } else if !rest.is_zero() {
                roots.push(format!("{p}^({rest})"));
            }
        }
        if roots.is_empty() && rational.is_one() {
            return None;
        }
        if rational.is_one() {
            return Some(roots.join(self.times()));
        }
        roots.insert(0, if roots.is_empty() { rational.to_string() } else { coefficient(&rational) });
        Some(roots.join(self.times()))
    }

    fn quantity(&self, q: &Quantity) -> String {
        match q {
            Quantity::Angle(t) => self.angle(t),
            Quantity::Ratio(a, b) => format!("{}/{}", self.run(a), self.run(b)),
            Quantity::Length(a) => self.run(a),
            Quantity::Num(n) => self.num(n, 0),
        }
    }

    fn cond(&self, c: &Cond) -> String {
        let ne = self.style.pick("≠", "!=");
        match c {
            Cond::Distinct(a, b) => format!("{} {ne} {}", self.p(*a), self.p(*b)),
            Cond::NotColl(a, b, c) => format!("{} are not collinear", self.list(&[*a, *b, *c])),
            Cond::NotPara(l, m) => {
                format!("{} {} {}", self.run(l), self.style.pick("∦", "is not parallel to"), self.run(m))
            }
            Cond::DirNe { terms, turn } => self.directions(terms, turn, true),
            Cond::SameOrient(a, b) => self.orientation(a, b, true),
            Cond::OppOrient(a, b) => self.orientation(a, b, false),
            Cond::Positive(t) => format!("{} is counter-clockwise", self.run(t)),
            Cond::Between(a, b, c) => {
                format!("{} is between {} and {}", self.p(*b), self.p(*a), self.p(*c))
            }
            Cond::Outside(a, b, c) => {
                format!("{} is on line {}, outside the segment", self.p(*b), self.pair(*a, *c))
            }
            Cond::Longer(a, b) => format!("{} > {}", self.run(a), self.run(b)),
            Cond::NotCyclic(a, b, c, d) => {
                format!("{} are not on one circle or line", self.list(&[*a, *b, *c, *d]))
            }
            Cond::AngWithin { terms, konst } => {
                let mut sum = String::new();
                for (c, t) in terms {
                    let sign = match (sum.is_empty(), c.is_negative()) {
                        (true, true) => "-",
                        (true, false) => "",
                        (false, true) => " - ",
                        (false, false) => " + ",
                    };
                    let k = c.abs();
                    let k = if k.is_one() { String::new() } else { format!("{}{}", coefficient(&k), self.times()) };
                    sum += &format!("{sign}{k}{}", self.angle(t));
                }
                if !konst.is_zero() {
                    let sign = if konst.is_positive() { "-" } else { "+" };
                    sum += &format!(" {sign} {}", self.degrees(&konst.abs()));
                }
                let full = self.degrees(&Q::one());
                format!("-{full} < {sum} < {full}")
            }
            Cond::Num(a, op, b) => {
                // An angle beside a constant: the constant in degrees.
                let angle = |n: &Num| {
                    matches!(n, Num::Ang(..))
                        || matches!(n, Num::Add(xs) if xs.iter().any(|x| matches!(x, Num::Ang(..))))
                };
                let show = |n: &Num, other: &Num| match n {
                    Num::Const(c) if angle(other) => self.degrees(c),
                    _ => self.num(n, 0),
                };
                format!("{} {} {}", show(a, b), self.cmp(*op), show(b, a))
            }
            Cond::Not(f) => match &**f {
                Fact::Cyclic(a, b, c, d) => {
                    format!("{} are not concyclic", self.list(&[*a, *b, *c, *d]))
                }
                f => {
                    let text = self.fact(f);
                    match text.split_once(" = ") {
                        Some((left, right)) if !right.contains(" = ") => {
                            format!("{left} {} {right}", self.cmp(Cmp::Ne))
                        }
                        _ => format!("not: {text}"),
                    }
                }
            },
            Cond::Any(cs) => cs.iter().map(|c| self.cond(c)).collect::<Vec<_>>().join(" or "),
        }
    }

    fn cmp(&self, c: Cmp) -> &'static str {
        match c {
            Cmp::Lt => "<",
            Cmp::Le => self.style.pick("≤", "<="),
            Cmp::Gt => ">",
            Cmp::Ge => self.style.pick("≥", ">="),
            Cmp::Ne => self.style.pick("≠", "!="),
        }
    }

    fn orientation(&self, a: &[Pt; 3], b: &[Pt; 3], same: bool) -> String {
        // Two triangles with a common side: the same side of a line, or opposite ones.
        for i in 0..3 {
            for j in 0..3 {
                let (s, t) = ([a[(i + 1) % 3], a[(i + 2) % 3]], [b[(j + 1) % 3], b[(j + 2) % 3]]);
                let straight = s == t;
                let crossed = s[0] == t[1] && s[1] == t[0];
                if (straight || crossed) && a[i] != b[j] {
                    let word = if same == straight { "the same side" } else { "opposite sides" };
                    return format!("{} and {} are on {word} of {}", self.p(a[i]), self.p(b[j]), self.run(&s));
                }
            }
        }
        let word = if same { "the same orientation" } else { "opposite orientations" };
        format!("{} and {} have {word}", self.run(a), self.run(b))
    }

    /// A product; of one with a negative number in front, perhaps its opposite.
    fn product(&self, xs: &[Num], opposite: bool) -> String {
        let factor = |(i, x): (usize, &Num)| match x {
            Num::Const(c) if i == 0 => {
                let c = if opposite { -c.clone() } else { c.clone() };
                (!c.is_one() || xs.len() == 1).then(|| if c.is_negative() { format!("({c})") } else { c.to_string() })
            }
            x => Some(self.num(x, 3)),
        };
        xs.iter().enumerate().filter_map(factor).collect::<Vec<_>>().join(self.times())
    }

    fn num(&self, n: &Num, level: u8) -> String {
        let (text, own) = match n {
            Num::Const(c) if c.is_negative() => (c.to_string(), 1),
            Num::Const(c) if !c.is_integer() => (c.to_string(), 2),
            Num::Const(c) => (c.to_string(), 9),
            Num::Real(i) => (self.names.real(*i), 9),
            Num::Len(a, b) => (self.pair(*a, *b), 9),
            Num::Ang(a, b, c) => (self.angle(&[*a, *b, *c]), 9),
            Num::DistLine(p, a, b) => (format!("distance({}, {})", self.p(*p), self.pair(*a, *b)), 9),
            Num::Area(ps) => (format!("area({})", self.list(ps)), 9),
            Num::Circumradius(a, b, c) => (format!("circumradius({})", self.list(&[*a, *b, *c])), 9),
            Num::Inradius(a, b, c) => (format!("inradius({})", self.list(&[*a, *b, *c])), 9),
            Num::Coordinate { axis: Axis::X, of, .. } => (format!("x({})", self.p(*of)), 9),
            Num::Coordinate { axis: Axis::Y, of, .. } => (format!("y({})", self.p(*of)), 9),
            Num::Add(xs) => {
                let mut out = String::new();
                for (i, x) in xs.iter().enumerate() {
                    match x {
                        Num::Neg(y) if i > 0 => out += &format!(" - {}", self.num(y, 2)),
                        Num::Mul(ys) if i > 0 && matches!(ys.first(), Some(Num::Const(c)) if c.is_negative()) => {
                            out += &format!(" - {}", self.product(ys, true));
                        }
                        Num::Const(c) if i > 0 && c.is_negative() => out += &format!(" - {}", -c.clone()),
                        x if i > 0 => out += &format!(" + {}", self.num(x, 2)),
                        x => out += &self.num(x, 1),
                    }
                }
                (out, 1)
            }
            Num::Mul(xs) if matches!(xs.first(), Some(Num::Const(c)) if c.is_negative()) => {
                (format!("-{}", self.product(xs, true)), 1)
            }
            Num::Mul(xs) => (self.product(xs, false), 2),
            Num::Div(a, b) => (format!("{}/{}", self.num(a, 2), self.num(b, 3)), 2),
            Num::Neg(a) => (format!("-{}", self.num(a, 2)), 1),
            Num::Pow(a, e) => {
                let e = if e.is_integer() && !e.is_negative() { e.to_string() } else { format!("({e})") };
                match (self.style, e.as_str()) {
                    (Style::Unicode, e) if e.bytes().all(|b| b.is_ascii_digit()) => {
                        let digits = e.bytes().filter_map(|b| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(usize::from(b - b'0')));
                        (format!("{}{}", self.num(a, 9), digits.collect::<String>()), 4)
                    }
                    _ => (format!("{}^{e}", self.num(a, 9)), 4),
                }
            }
            Num::Call(f, xs) if f == "pi" && xs.is_empty() => (self.style.pick("π", "pi").into(), 9),
            Num::Call(f, xs) if f == "pow" && xs.len() == 2 => {
                (format!("{}^{}", self.num(&xs[0], 9), self.num(&xs[1], 9)), 4)
            }
            Num::Call(f, xs)
                if f == "root" && matches!(&xs[..], [Num::Const(n), _] if *n == Q::from_integer(2.into())) =>
            {
                (format!("sqrt({})", self.num(&xs[1], 0)), 9)
            }
            Num::Call(f, xs) => {
                (format!("{f}({})", xs.iter().map(|x| self.num(x, 0)).collect::<Vec<_>>().join(", ")), 9)
            }
        };
        if own < level { format!("({text})") } else { text }
    }
}

/// The common point of two pairs, between the others: `a v c`.
fn common(l: [Pt; 2], m: [Pt; 2]) -> Option<(Pt, Pt, Pt)> {
    for (i, j) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
        if l[i] == m[j] && l[1 - i] != m[1 - j] {
            return Some((l[1 - i], l[i], m[1 - j]));
        }
    }
    None
}
