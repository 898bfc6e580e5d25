//! Equations with coefficients: AlphaGeometry2's `angeq`, `distmeq`, `distseq` and Newclid's
//! `aequation`, `lequation`.
//!
//! AlphaGeometry2's paper and its published code agree on Σ t·d(ab) + y = 0 (modulo 180°) and Σ t·|ab| = 0. For
//! products the code reads y as a factor, Π |ab|^t · y = 1, where the paper adds y to logarithms; both mean the same
//! for the paper's y = 0, which is no factor and so is read as 1.

use euclase_grammar::core::Q;
use num_traits::{One, Signed, Zero};

use super::ImportError;
use super::names::{Names, P};
use super::number::{degrees, rational, show, show_degrees};
use super::predicates::{Use, unknown_point};
use super::source::{Call, Word};

impl Use<'_> {
    /// Pairs of points, as many coefficients, and a constant where `with_constant`.
    fn equation(&self, with_constant: bool) -> Result<(Vec<Q>, Q), ImportError> {
        let pairs = self.points.len() / 2;
        if pairs == 0
            || !self.points.len().is_multiple_of(2)
            || self.numbers.len() != pairs + usize::from(with_constant)
        {
            let constant = if with_constant { " and one constant" } else { ", and no constant" };
            return Err(self.wrong(format!("pairs of points, one coefficient for each{constant} are expected")));
        }
        let coefficients = self.numbers[..pairs].iter().map(|w| rational(w)).collect::<Result<_, _>>()?;
        let constant = if with_constant { degrees(self.numbers[pairs])? } else { Q::zero() };
        Ok((coefficients, constant))
    }

    /// Σ t·d(ab) + y = 0 modulo 180°, y in degrees, as an equation of turns between two lines each.
    pub(super) fn angle_equation(&self) -> Result<Vec<String>, ImportError> {
        let (mut left, constant) = self.equation(true)?;
        if let Some(i) = left.iter().position(|t| !t.is_integer()) {
            return Err(self.numbers[i]
                .error("directions of lines are known modulo 180°, so their coefficients must be whole numbers"));
        }
        if !left.iter().sum::<Q>().is_zero() {
            return Err(self.wrong("the coefficients must add up to 0: only turns from line to line have a meaning that does not depend on how the figure lies"));
        }
        let mut terms = Vec::new();
        while let Some(plus) = left.iter().position(|t| t.is_positive()) {
            let opposite = -left[plus].clone();
            // The partner that cancels exactly, or else the first of the other sign.
            let minus = left.iter().position(|t| *t == opposite).or_else(|| left.iter().position(|t| t.is_negative()));
            let Some(minus) = minus else { break };
            let amount = left[plus].clone().min(-left[minus].clone());
            left[plus] -= &amount;
            left[minus] += &amount;
            let turn = self.angle(minus, plus);
            terms.push(if amount.is_one() { turn } else { format!("{}*{turn}", show(&amount)) });
        }
        if terms.is_empty() {
            return Err(self.wrong("an equation without a line"));
        }
        Ok(vec![format!("{} = {}", terms.join(" + "), show_degrees(&-constant))])
    }

    /// Π |ab|^t · y = 1. The paper writes Σ t·log|ab| + y = 0, so y = 0 is read as its y = 1.
    pub(super) fn product_equation(&self) -> Result<Vec<String>, ImportError> {
        let pairs = self.points.len() / 2;
        let (exponents, factor) = {
            let (exponents, _) = self.equation(true)?;
            let y = rational(self.numbers[pairs])?;
            (exponents, if y.is_zero() { Q::one() } else { y })
        };
        if !factor.is_positive() {
            return Err(self.numbers[pairs].error("a product of lengths has a positive constant"));
        }
        // Whole exponents, by raising both sides to a power: all factors are positive.
        let limit = Q::from_integer(64.into());
        let power = exponents.iter().fold(Q::one(), |m, t| &m * Q::from_integer((t * &m).denom().clone()));
        let whole: Vec<Q> = exponents.iter().map(|t| t * &power).collect();
        if power > limit || whole.iter().any(|t| t.abs() > limit) {
            return Err(self.wrong("the exponents are beyond 64"));
        }
        let mut sides = [Vec::new(), Vec::new()];
        for (i, t) in whole.iter().enumerate().filter(|(_, t)| !t.is_zero()) {
            let exponent = t.abs();
            let text = if exponent.is_one() { self.pair(i) } else { format!("{}^{}", self.pair(i), exponent.numer()) };
            sides[usize::from(t.is_negative())].push(text);
        }
        let mut constant = Q::one();
        let mut raised = Q::zero();
        while raised < power {
            constant *= &factor;
            raised += Q::one();
        }
        let (num, den) = (Q::from_integer(constant.numer().clone()), Q::from_integer(constant.denom().clone()));
        for (side, q) in [(0, num), (1, den)] {
            if !q.is_one() {
                sides[side].insert(0, show(&q));
            }
        }
        let [left, right] = sides.map(|s| if s.is_empty() { "1".to_string() } else { s.join("*") });
        Ok(vec![format!("{left} = {right}")])
    }

    /// Σ t·|ab| = 0.
    pub(super) fn length_equation(&self) -> Result<Vec<String>, ImportError> {
        let (coefficients, _) = self.equation(false)?;
        let mut sides = [Vec::new(), Vec::new()];
        for (i, t) in coefficients.iter().enumerate().filter(|(_, t)| !t.is_zero()) {
            sides[usize::from(t.is_negative())].push(self.times(&t.abs(), i));
        }
        let [left, right] = sides.map(|s| if s.is_empty() { "0".to_string() } else { s.join(" + ") });
        Ok(vec![format!("{left} = {right}")])
    }
}

/// A walk along the arguments of an equation in which numbers and points alternate.
struct Walk<'a> {
    call: &'a Call,
    names: &'a Names,
    next: usize,
}

impl<'a> Walk<'a> {
    fn left(&self) -> usize {
        self.call.args.len() - self.next
    }

    fn word(&mut self) -> Result<&'a Word, ImportError> {
        let word = self.call.args.get(self.next);
        self.next += 1;
        word.ok_or_else(|| self.call.head.error("the equation ends too early: after the last term comes its value"))
    }

    fn points(&mut self) -> Result<[P; 2], ImportError> {
        let mut read = || {
            let word = self.word()?;
            self.names.get(&word.text).ok_or_else(|| unknown_point(word, self.names))
        };
        Ok([read()?, read()?])
    }

    fn seg(&self, [a, b]: [P; 2]) -> String {
        format!("{}{}", self.names.show(a), self.names.show(b))
    }
}

/// `k a b c d … y`: Σ k·(turn from line ab to line cd) = y modulo 180°.
pub(super) fn angles(call: &Call, names: &Names) -> Result<String, ImportError> {
    let mut walk = Walk { call, names, next: 0 };
    let mut sides = [Vec::new(), Vec::new()];
    while walk.left() > 1 {
        let word = walk.word()?;
        let k = rational(word)?;
        if !k.is_integer() {
            return Err(
                word.error("directed angles are known modulo 180°, so their coefficients must be whole numbers")
            );
        }
        let (l, m) = (walk.points()?, walk.points()?);
        let angle = super::points::turn(names, l, m);
        let size = k.abs();
        if !k.is_zero() {
            let term = if size.is_one() { angle } else { format!("{}*{angle}", show(&size)) };
            sides[usize::from(k.is_negative())].push(term);
        }
    }
    let value = degrees(walk.word()?)?;
    let [plus, minus] = sides;
    match (plus.is_empty(), minus.is_empty()) {
        (true, true) => Err(call.head.error("an equation without an angle")),
        (false, true) => Ok(format!("{} = {}", plus.join(" + "), show_degrees(&value))),
        (true, false) => Ok(format!("{} = {}", minus.join(" + "), show_degrees(&-value))),
        (false, false) if value.is_zero() => Ok(format!("{} = {}", plus.join(" + "), minus.join(" + "))),
        (false, false) => Ok(format!("{} = {} + {}", plus.join(" + "), minus.join(" + "), show_degrees(&value))),
    }
}

/// `k a b * c d … y`: Σ k·|ab|·|cd| = y.
pub(super) fn lengths(call: &Call, names: &Names) -> Result<String, ImportError> {
    let mut walk = Walk { call, names, next: 0 };
    let mut sides = [Vec::new(), Vec::new()];
    while walk.left() > 1 {
        let k = rational(walk.word()?)?;
        let mut factors = vec![walk.points()?];
        while call.args.get(walk.next).is_some_and(|w| w.text == "*") {
            walk.next += 1;
            factors.push(walk.points()?);
        }
        if k.is_zero() {
            continue;
        }
        let product = match factors[..] {
            [s, t] if s == t => format!("{}^2", walk.seg(s)),
            _ => factors.iter().map(|&s| walk.seg(s)).collect::<Vec<_>>().join("*"),
        };
        let size = k.abs();
        let term = if size.is_one() { product } else { format!("{}*{product}", show(&size)) };
        sides[usize::from(k.is_negative())].push(term);
    }
    let value = rational(walk.word()?)?;
    if sides.iter().all(Vec::is_empty) {
        return Err(call.head.error("an equation without a length"));
    }
    if !value.is_zero() {
        sides[usize::from(value.is_positive())].push(show(&value.abs()));
    }
    let [left, right] = sides.map(|s| if s.is_empty() { "0".to_string() } else { s.join(" + ") });
    Ok(format!("{left} = {right}"))
}
