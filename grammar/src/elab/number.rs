//! Numbers, angles and vectors of points: arithmetic, equations, comparisons.

use super::poly;
use super::value::{DirAtom, DirForm};
use super::{Elab, Lit, Res};
use crate::core::{Cmp, Cond, Fact, Num, Pt, Q, int, mod_one};
use num_traits::{One, Signed, ToPrimitive, Zero};

/// Value of a numeric expression. The kinds do not mix: a length is no angle, a directed angle
/// no undirected one. `Deg` is a constant angle, which is at home among both kinds of angle.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum NumVal {
    /// A real number: constants, lengths, areas, variables.
    Plain(Num),
    /// A constant angle in half-turns; `true` if it was written with `pi`.
    Deg(Q, bool),
    /// Undirected angles: `Σ q·∠PQR + konst`, in half-turns.
    Ang(Vec<(Q, [Pt; 3])>, Q),
    /// Directed angles, modulo a half-turn.
    Dir(DirForm),
    /// `Σ q·P`
    Points(Vec<(Q, Pt)>),
}

/// Largest size of a constant, in bits.
pub(crate) const MAX_BITS: u64 = 100_000;
/// Most terms of a sum of angles or of points.
const MAX_ANGLES: usize = 1000;
/// Deepest term that a name may stand for.
pub(crate) const MAX_TERM_DEPTH: usize = 500;

impl NumVal {
    pub fn describe(&self) -> &'static str {
        match self {
            NumVal::Plain(Num::Const(_)) => "a number",
            NumVal::Plain(Num::Len(..)) => "a length",
            NumVal::Plain(_) => "a number",
            NumVal::Deg(..) | NumVal::Ang(..) => "an angle",
            NumVal::Dir(_) => "a directed angle",
            NumVal::Points(_) => "a point or a sum of points",
        }
    }

    /// The rational constant, if it is one.
    pub fn constant(&self) -> Option<&Q> {
        match self {
            NumVal::Plain(Num::Const(c)) => Some(c),
            _ => None,
        }
    }

    /// The single point, if it is one.
    pub fn point(&self) -> Option<Pt> {
        match self {
            NumVal::Points(ts) => match &ts[..] {
                [(c, p)] if c.is_one() => Some(*p),
                _ => None,
            },
            _ => None,
        }
    }

    /// As a real number, where it is one: `pi` alone is one too.
    pub fn into_plain(self) -> Option<Num> {
        match self {
            NumVal::Plain(n) => Some(n),
            NumVal::Deg(c, true) => {
                let pi = Num::Call("pi".into(), vec![]);
                Some(if c.is_one() { pi } else { Num::Mul(vec![Num::Const(c), pi]) })
            }
            _ => None,
        }
    }

    /// Is it a real number?
    pub fn is_plain(&self) -> bool {
        matches!(self, NumVal::Plain(_) | NumVal::Deg(_, true))
    }

    /// Number of nodes and depth of the term.
    pub fn size(&self) -> (usize, usize) {
        match self {
            NumVal::Plain(n) => size(n),
            NumVal::Ang(ts, _) => (ts.len() + 1, 1),
            NumVal::Dir(d) => (d.terms.len() + 1, 1),
            NumVal::Points(ts) => (ts.len() + 1, 1),
            NumVal::Deg(..) => (1, 1),
        }
    }

    fn scaled(self, k: &Q) -> NumVal {
        match self {
            NumVal::Plain(n) => NumVal::Plain(scale(n, k)),
            NumVal::Deg(c, pi) => NumVal::Deg(c * k, pi),
            NumVal::Ang(ts, c) => NumVal::Ang(ts.into_iter().map(|(q, a)| (q * k, a)).collect(), c * k),
            NumVal::Dir(d) => NumVal::Dir(d.scaled(k)),
            NumVal::Points(ts) => NumVal::Points(ts.into_iter().map(|(q, p)| (q * k, p)).collect()),
        }
    }

    pub fn negated(self) -> NumVal {
        self.scaled(&int(-1))
    }

    /// Both in one kind, or why not.
    fn together(self, other: NumVal) -> Result<(NumVal, NumVal), String> {
        use NumVal::*;
        let (a, b) = (self, other);
        Ok(match (&a, &b) {
            (Plain(_), Plain(_))
            | (Deg(..), Deg(..))
            | (Ang(..), Ang(..))
            | (Dir(_), Dir(_))
            | (Points(_), Points(_)) => (a, b),
            (Deg(c, _), Ang(..)) => (Ang(vec![], c.clone()), b),
            (Ang(..), Deg(c, _)) => (a, Ang(vec![], c.clone())),
            (Deg(c, _), Dir(_)) => (Dir(DirForm { terms: vec![], turn: c.clone() }), b),
            (Dir(_), Deg(c, _)) => (a, Dir(DirForm { terms: vec![], turn: c.clone() })),
            (Ang(..), Dir(_)) | (Dir(_), Ang(..)) => {
                return Err(
                    "`angle` is undirected and `dangle` is directed: they cannot be mixed; use one kind throughout"
                        .into(),
                );
            }
            (Plain(Num::Const(c)), Deg(..) | Ang(..) | Dir(_)) if c.is_zero() => {
                return Deg(Q::zero(), false).together(b);
            }
            (Deg(..) | Ang(..) | Dir(_), Plain(Num::Const(c))) if c.is_zero() => {
                return a.together(Deg(Q::zero(), false));
            }
            (Plain(_), Deg(_, true)) | (Deg(_, true), Plain(_)) => match (a.into_plain(), b.into_plain()) {
                (Some(x), Some(y)) => (Plain(x), Plain(y)),
                _ => return Err("these cannot be compared".into()),
            },
            (Plain(Num::Const(_)), Deg(..) | Ang(..) | Dir(_)) | (Deg(..) | Ang(..) | Dir(_), Plain(Num::Const(_))) => {
                return Err("an angle needs its unit: write `90 deg`".into());
            }
            _ => return Err(format!("{} and {} cannot be added or compared", a.describe(), b.describe())),
        })
    }

    pub fn plus(self, other: NumVal, minus: bool) -> Result<NumVal, String> {
        let (a, b) = self.together(other)?;
        let b = if minus { b.negated() } else { b };
        Ok(match (a, b) {
            (NumVal::Plain(x), NumVal::Plain(y)) => NumVal::Plain(add(x, y)?),
            (NumVal::Deg(x, p), NumVal::Deg(y, q)) => NumVal::Deg(x + y, p && q),
            (NumVal::Ang(mut ts, c), NumVal::Ang(us, d)) => {
                short(ts.len() + us.len())?;
                for (q, t) in us {
                    let t = if t[0] <= t[2] { t } else { [t[2], t[1], t[0]] };
                    match ts.iter_mut().find(|x| x.1 == t) {
                        Some(x) => x.0 += q,
                        None => ts.push((q, t)),
                    }
                }
                ts.retain(|t| !t.0.is_zero());
                NumVal::Ang(ts, c + d)
            }
            (NumVal::Dir(x), NumVal::Dir(y)) => {
                short(x.terms.len() + y.terms.len())?;
                NumVal::Dir(x.plus(&y))
            }
            (NumVal::Points(mut ts), NumVal::Points(us)) => {
                short(ts.len() + us.len())?;
                for (q, p) in us {
                    match ts.iter_mut().find(|x| x.1 == p) {
                        Some(x) => x.0 += q,
                        None => ts.push((q, p)),
                    }
                }
                ts.retain(|t| !t.0.is_zero());
                NumVal::Points(ts)
            }
            _ => return Err("these cannot be added".into()),
        })
    }

    pub fn times(self, other: NumVal) -> Result<NumVal, String> {
        if let Some(k) = self.constant() {
            return Ok(other.scaled(k));
        }
        if let Some(k) = other.constant() {
            return Ok(self.scaled(k));
        }
        let (x, y) = (self.describe(), other.describe());
        match (self.into_plain(), other.into_plain()) {
            (Some(a), Some(b)) => Ok(NumVal::Plain(mul(a, b))),
            (a, _) => Err(format!("{} can be multiplied only by a number", if a.is_none() { x } else { y })),
        }
    }

    pub fn over(self, other: NumVal) -> Result<NumVal, String> {
        if let Some(k) = other.constant() {
            if k.is_zero() {
                return Err("division by zero".into());
            }
            return Ok(self.scaled(&k.recip()));
        }
        let (x, y) = (self.describe(), other.describe());
        match (self.into_plain(), other.into_plain()) {
            (Some(a), Some(b)) => Ok(NumVal::Plain(div(a, b))),
            _ => Err(format!("{x} and {y} have no quotient")),
        }
    }

    pub fn pow(self, exponent: NumVal) -> Result<NumVal, String> {
        let what = self.describe();
        let Some(base) = self.into_plain() else {
            return Err(format!("{what} has no powers"));
        };
        let Some(e) = exponent.constant() else {
            let what = exponent.describe();
            return match exponent.into_plain() {
                Some(e) => Ok(NumVal::Plain(Num::Call("pow".into(), vec![base, e]))),
                None => Err(format!("{what} cannot be an exponent")),
            };
        };
        if let Num::Const(b) = &base
            && e.is_integer()
        {
            if b.is_zero() && e.is_negative() {
                return Err("division by zero".into());
            }
            let bits = b.numer().bits().max(b.denom().bits());
            match e.to_integer().to_i32() {
                Some(n) if bits.saturating_mul(n.unsigned_abs() as u64) <= MAX_BITS => {
                    return Ok(NumVal::Plain(Num::Const(b.pow(n))));
                }
                _ => return Err("this power is too large a number".into()),
            }
        }
        Ok(NumVal::Plain(Num::Pow(Box::new(base), e.clone())))
    }
}

/// `n` times the constant `k`. Quotients, products and signs stay flat, so that a long formula
/// never makes a deep term.
fn scale(n: Num, k: &Q) -> Num {
    match n {
        n if k.is_one() => n,
        Num::Const(c) => Num::Const(c * k),
        Num::Neg(x) => scale(*x, &-k),
        Num::Div(a, b) => Num::Div(Box::new(scale(*a, k)), b),
        n if *k == int(-1) => Num::Neg(Box::new(n)),
        Num::Mul(mut xs) => {
            match xs.first_mut() {
                Some(Num::Const(c)) => {
                    *c *= k;
                    if c.is_one() {
                        xs.remove(0);
                    }
                }
                _ => xs.insert(0, Num::Const(k.clone())),
            }
            if xs.len() == 1 { xs.remove(0) } else { Num::Mul(xs) }
        }
        n => Num::Mul(vec![Num::Const(k.clone()), n]),
    }
}

/// Sums of angles or points are searched term by term.
fn short(terms: usize) -> Result<(), String> {
    if terms > MAX_ANGLES { Err(format!("a sum of angles or points may have {MAX_ANGLES} terms")) } else { Ok(()) }
}

/// Number of nodes and depth.
fn size(n: &Num) -> (usize, usize) {
    let all = |xs: &[Num]| xs.iter().map(size).fold((1, 0), |(nodes, depth), (m, d)| (nodes + m, depth.max(d)));
    let (nodes, depth) = match n {
        Num::Add(xs) | Num::Mul(xs) | Num::Call(_, xs) => all(xs),
        Num::Div(a, b) => {
            let ((m, d), (n, e)) = (size(a), size(b));
            (m + n + 1, d.max(e))
        }
        Num::Neg(a) | Num::Pow(a, _) => {
            let (m, d) = size(a);
            (m + 1, d)
        }
        _ => (1, 0),
    };
    (nodes, depth + 1)
}

fn add(a: Num, b: Num) -> Result<Num, String> {
    Ok(match (a, b) {
        (Num::Const(x), Num::Const(y)) => {
            let z = x + y;
            if z.numer().bits().max(z.denom().bits()) > MAX_BITS {
                return Err("this number is too large".into());
            }
            Num::Const(z)
        }
        (Num::Const(z), x) | (x, Num::Const(z)) if z.is_zero() => x,
        (Num::Add(mut xs), Num::Add(ys)) => {
            xs.extend(ys);
            Num::Add(xs)
        }
        (Num::Add(mut xs), y) => {
            xs.push(y);
            Num::Add(xs)
        }
        (x, y) => Num::Add(vec![x, y]),
    })
}

fn div(a: Num, b: Num) -> Num {
    match a {
        Num::Div(x, y) => Num::Div(x, Box::new(mul(*y, b))),
        a => Num::Div(Box::new(a), Box::new(b)),
    }
}

fn mul(a: Num, b: Num) -> Num {
    match (a, b) {
        (Num::Div(x, y), b) => Num::Div(Box::new(mul(*x, b)), y),
        (Num::Mul(mut xs), Num::Mul(ys)) => {
            xs.extend(ys);
            Num::Mul(xs)
        }
        (Num::Mul(mut xs), y) => {
            xs.push(y);
            Num::Mul(xs)
        }
        (x, y) => Num::Mul(vec![x, y]),
    }
}

/// Undirected angles as a real number, in half-turns.
fn angle_number(ts: &[(Q, [Pt; 3])], c: &Q) -> Num {
    let mut sum: Vec<Num> = ts.iter().map(|(q, [a, b, d])| scale(Num::Ang(*a, *b, *d), q)).collect();
    if !c.is_zero() || sum.is_empty() {
        sum.push(Num::Const(c.clone()));
    }
    match <[Num; 1]>::try_from(sum) {
        Ok([one]) => one,
        Err(sum) => Num::Add(sum),
    }
}

impl<'a> Elab<'a> {
    /// `a = b`.
    pub(crate) fn equation(&mut self, a: &NumVal, b: &NumVal) -> Res<Vec<Lit>> {
        let (a, b) = match a.clone().together(b.clone()) {
            Ok(both) => both,
            Err(why) => return Err(self.fail("wrong-kind", why)),
        };
        if let (Some(p), Some(q)) = (a.point(), b.point()) {
            return Ok(vec![Lit::Fact(Fact::Same(p, q))]);
        }
        let fact = match (&a, &b) {
            (NumVal::Plain(x), NumVal::Plain(y)) => poly::classify(x, y),
            (NumVal::Deg(x, _), NumVal::Deg(y, _)) => Fact::Ang { terms: vec![], konst: x - y },
            (NumVal::Dir(x), NumVal::Dir(y)) => return self.dir_equation(x, y),
            (NumVal::Ang(..), NumVal::Ang(..)) => match a.plus(b, true) {
                Ok(NumVal::Ang(terms, c)) => Fact::Ang { terms, konst: -c },
                _ => return Err(self.fail("wrong-kind", "these cannot be compared")),
            },
            _ => match a.plus(b, true) {
                Ok(NumVal::Points(terms)) => return self.vector_equation(terms),
                _ => return Err(self.fail("wrong-kind", "these cannot be compared")),
            },
        };
        Ok(vec![Lit::Fact(fact)])
    }

    /// `Σ q·P = 0`.
    fn vector_equation(&mut self, terms: Vec<(Q, Pt)>) -> Res<Vec<Lit>> {
        let total: Q = terms.iter().map(|t| t.0.clone()).sum();
        if !total.is_zero() {
            return Err(self.fail(
                "unbalanced",
                "in an equation between points both sides must have the same weight (`A + C = B + D`, `2*M = A + B`)",
            ));
        }
        Ok(vec![Lit::Fact(match terms[..] {
            [(_, p), (_, q)] => Fact::Same(p, q),
            _ => Fact::Vec(terms),
        })])
    }

    /// `a ≡ b` modulo a half-turn; if one side holds a line that is still open, this describes it.
    pub(crate) fn dir_equation(&mut self, a: &DirForm, b: &DirForm) -> Res<Vec<Lit>> {
        let d = a.minus(b);
        let open = d.terms.iter().find_map(|(c, x)| match x {
            DirAtom::Line(l) => Some((c.clone(), *l)),
            _ => None,
        });
        if let Some((c, l)) = open {
            let mut rest = d.clone();
            rest.terms.retain(|t| t.1 != DirAtom::Line(l));
            let others = rest.terms.iter().any(|t| matches!(t.1, DirAtom::Line(_)));
            if others || !(c.is_one() || (-c.clone()).is_one()) {
                return Err(self.fail(
                    "undetermined",
                    "this does not give the direction of the line; describe its points with `locus`",
                ));
            }
            let dir = rest.scaled(&-c);
            self.integral(&dir)?;
            self.lines[l.0].dir = Some(dir);
            return Ok(vec![]);
        }
        let terms = self.integral(&d)?;
        Ok(vec![Lit::Fact(Fact::Dir { terms, turn: mod_one(&-d.turn) })])
    }

    fn integral(&mut self, d: &DirForm) -> Res<Vec<(i64, Pt, Pt)>> {
        let mut out = Vec::new();
        for (c, x) in &d.terms {
            let k = if c.is_integer() { c.to_integer().to_i64() } else { None };
            match (k, x) {
                (Some(k), DirAtom::Pair(p, q)) => out.push((k, *p, *q)),
                (Some(_), DirAtom::Line(_)) => {}
                (None, _) => {
                    return Err(self.fail(
                        "half-direction",
                        "a directed angle, known modulo 180 deg, cannot be divided; multiply the equation by the denominator",
                    ));
                }
            }
        }
        Ok(out)
    }

    /// `a op b` for `!= < <= > >=`.
    pub(crate) fn comparison(&mut self, a: &NumVal, op: Cmp, b: &NumVal) -> Res<Vec<Lit>> {
        let (a, b) = match a.clone().together(b.clone()) {
            Ok(both) => both,
            Err(why) => return Err(self.fail("wrong-kind", why)),
        };
        if let (NumVal::Deg(x, _), NumVal::Deg(y, _)) | (NumVal::Plain(Num::Const(x)), NumVal::Plain(Num::Const(y))) =
            (&a, &b)
        {
            let holds = match op {
                Cmp::Lt => x < y,
                Cmp::Le => x <= y,
                Cmp::Gt => x > y,
                Cmp::Ge => x >= y,
                Cmp::Ne => x != y,
            };
            if holds {
                return Ok(vec![]);
            }
            return Err(self.fail("never", "this comparison of constants does not hold"));
        }
        if let (Cmp::Ne, Some(p), Some(q)) = (op, a.point(), b.point()) {
            return Ok(vec![Lit::Cond(Cond::Distinct(p, q))]);
        }
        if op == Cmp::Ne {
            match self.equation(&a, &b)?.pop() {
                Some(Lit::Fact(f))
                    if !matches!(
                        f,
                        Fact::Num(..) | Fact::Len { .. } | Fact::Sq { .. } | Fact::Log { .. } | Fact::Ang { .. }
                    ) =>
                {
                    return Ok(vec![Lit::Cond(negated(f))]);
                }
                _ => {}
            }
        }
        let (x, y) = match (&a, &b) {
            (NumVal::Plain(x), NumVal::Plain(y)) => (x.clone(), y.clone()),
            (NumVal::Ang(s, c), NumVal::Ang(t, d)) => (angle_number(s, c), angle_number(t, d)),
            (NumVal::Dir(_), _) => {
                return Err(
                    self.fail("wrong-kind", "directed angles are known modulo 180 deg and have no order; use `angle`")
                );
            }
            _ => return Err(self.fail("wrong-kind", "points have no order")),
        };
        let zero = |n: &Num| matches!(n, Num::Const(c) if c.is_zero());
        Ok(vec![Lit::Cond(match (&x, op, &y) {
            (Num::Len(p, q), Cmp::Gt | Cmp::Ne, z) if zero(z) => Cond::Distinct(*p, *q),
            (z, Cmp::Lt | Cmp::Ne, Num::Len(p, q)) if zero(z) => Cond::Distinct(*p, *q),
            (Num::Len(p, q), Cmp::Gt, Num::Len(r, s)) => Cond::Longer([*p, *q], [*r, *s]),
            (Num::Len(p, q), Cmp::Lt, Num::Len(r, s)) => Cond::Longer([*r, *s], [*p, *q]),
            _ => Cond::Num(x, op, y),
        })])
    }
}

/// The condition that a fact does not hold, in the form that says it best.
pub(crate) fn negated(f: Fact) -> Cond {
    match &f {
        Fact::Same(a, b) => return Cond::Distinct(*a, *b),
        Fact::Coll(a, b, c) => return Cond::NotColl(*a, *b, *c),
        Fact::Dir { terms, turn } => {
            return match terms[..] {
                [(k, a, b), (l, c, d)] if turn.is_zero() && k + l == 0 && k.abs() == 1 => Cond::NotPara([a, b], [c, d]),
                _ => Cond::DirNe { terms: terms.clone(), turn: turn.clone() },
            };
        }
        _ => {}
    }
    Cond::Not(Box::new(f))
}
