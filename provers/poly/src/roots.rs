//! Real roots of polynomials in one variable, in exact rational intervals.
//!
//! Isolated by Sturm's theorem and bisection (Basu, Pollack & Roy, "Algorithms in Real Algebraic Geometry", section 2.2.2).

use crate::factor::{coefficients, from_coefficients};
use crate::{Poly, Q, Work};
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};

/// Coefficients from the constant on.
type Whole = Vec<BigInt>;

/// The real roots of a polynomial, in increasing order, each in an interval of its own.
#[derive(Clone, Debug)]
pub struct RealRoots {
    var: u32,
    /// Square-free.
    poly: Whole,
    chain: Vec<Whole>,
    intervals: Vec<(Q, Q)>,
}

/// The sign of a value at a rational number: −1, 0, 1.
fn sign_at(f: &[BigInt], x: &Q) -> i32 {
    // Horner's scheme, times the power of the denominator.
    let (n, d) = (x.numer(), x.denom());
    let (mut sum, mut power) = (BigInt::zero(), BigInt::one());
    for c in f.iter().rev() {
        sum = sum * n + c * &power;
        power *= d;
    }
    sign(&sum)
}

fn sign(n: &BigInt) -> i32 {
    i32::from(n.is_positive()) - i32::from(n.is_negative())
}

/// The remainder, times a positive number, without content.
fn remainder(a: &[BigInt], b: &[BigInt]) -> Whole {
    let mut rest = a.to_vec();
    let Some(lead) = b.last() else { return vec![] };
    while rest.len() >= b.len() {
        let top = rest.last().cloned().unwrap_or_default();
        let shift = rest.len() - b.len();
        // Times the size of the leading coefficient, so that signs stay.
        let (size, by) = (lead.abs(), if lead.is_negative() { -top } else { top });
        rest.iter_mut().for_each(|n| *n *= &size);
        rest.iter_mut().skip(shift).zip(b).for_each(|(n, m)| *n -= &by * m);
        while rest.last().is_some_and(Zero::is_zero) {
            rest.pop();
        }
    }
    let g = rest.iter().fold(BigInt::zero(), |g, n| g.gcd(n));
    if !g.is_zero() {
        rest.iter_mut().for_each(|n| *n /= &g);
    }
    rest
}

fn sturm(f: &[BigInt], work: &mut Work) -> Option<Vec<Whole>> {
    let derivative: Whole = f.iter().enumerate().skip(1).map(|(i, n)| n * i).collect();
    let mut chain = vec![f.to_vec(), derivative];
    while let [.., a, b] = chain.as_slice()
        && b.len() > 1
    {
        let size: u64 = a.iter().map(BigInt::bits).max().unwrap_or(0);
        work.spend(a.len() as u64 * (size + 64) / 8)?;
        let rest: Whole = remainder(a, b).into_iter().map(|n| -n).collect();
        if rest.is_empty() {
            break;
        }
        chain.push(rest);
    }
    Some(chain)
}

fn variations(chain: &[Whole], x: &Q) -> usize {
    let signs: Vec<i32> = chain.iter().map(|f| sign_at(f, x)).filter(|s| *s != 0).collect();
    signs.windows(2).filter(|w| w.first() != w.last()).count()
}

fn half(a: &Q, b: &Q) -> Q {
    (a + b) / Q::from_integer(2.into())
}

/// The real roots of a polynomial in one variable (in `v`), each once. `None` for 0, for a polynomial in other variables,
/// and where the work was too much.
pub fn real_roots(p: &Poly, v: u32, work: &mut Work) -> Option<RealRoots> {
    if p.is_zero() || p.vars().iter().any(|w| *w != v) {
        return None;
    }
    let free = p.div_exact(&p.gcd(&p.derivative(v), work)?)?.primitive();
    let poly = coefficients(&free, v)?;
    let chain = sturm(&poly, work)?;
    let mut out = RealRoots { var: v, poly, chain, intervals: vec![] };
    if out.poly.len() < 2 {
        return Some(out);
    }
    // Cauchy's bound, rounded up to a power of 2.
    let most = out.poly.iter().map(BigInt::bits).max().unwrap_or(0);
    let least = out.poly.last().map_or(1, BigInt::bits);
    let bound = Q::from_integer(BigInt::one() << (most + 2 - least));
    let mut todo = vec![(-bound.clone(), bound)];
    // Upper halves are put on the stack first: the roots come in order.
    while let Some((lo, hi)) = todo.pop() {
        work.spend(out.cost(&lo))?;
        match variations(&out.chain, &lo).saturating_sub(variations(&out.chain, &hi)) {
            0 => {}
            1 if sign_at(&out.poly, &hi) == 0 => out.intervals.push((hi.clone(), hi)),
            1 => out.intervals.push((lo, hi)),
            _ => {
                let middle = half(&lo, &hi);
                todo.push((middle.clone(), hi));
                todo.push((lo, middle));
            }
        }
    }
    Some(out)
}

impl RealRoots {
    fn cost(&self, at: &Q) -> u64 {
        let n = self.poly.len() as u64;
        n * n * (at.denom().bits() * n + 64) / 16
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.intervals.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.intervals.is_empty()
    }

    /// The square-free polynomial whose roots they are.
    pub fn poly(&self) -> Poly {
        from_coefficients(self.var, &self.poly)
    }

    /// An interval `(lo, hi]` that contains the root and no other one; `lo = hi` only where that is the root.
    pub fn interval(&self, i: usize) -> Option<&(Q, Q)> {
        self.intervals.get(i)
    }

    /// Halves the interval of a root; `None` where there is no such root.
    pub fn refine(&mut self, i: usize, work: &mut Work) -> Option<()> {
        let (lo, hi) = self.intervals.get(i)?.clone();
        if lo == hi {
            return Some(());
        }
        work.spend(self.cost(&lo))?;
        let middle = half(&lo, &hi);
        let (at_middle, at_high) = (sign_at(&self.poly, &middle), sign_at(&self.poly, &hi));
        // The root is simple, alone, and not the lower end (unless that end is a root itself, of the interval before).
        let new = match at_middle {
            0 => (middle.clone(), middle),
            s if s == at_high => (lo, middle),
            _ => (middle, hi),
        };
        *self.intervals.get_mut(i)? = new;
        Some(())
    }

    /// Makes the interval of a root at most as wide as that.
    pub fn narrow(&mut self, i: usize, width: &Q, work: &mut Work) -> Option<()> {
        while self.intervals.get(i).is_some_and(|(lo, hi)| hi - lo > *width) {
            self.refine(i, work)?;
        }
        Some(())
    }

    /// The sign of a polynomial in the same variable at a root: −1, 0, 1. Narrows the interval as far as needed.
    pub fn sign(&mut self, i: usize, q: &Poly, work: &mut Work) -> Option<i32> {
        self.intervals.get(i)?;
        if q.is_zero() {
            return Some(0);
        }
        if q.vars().iter().any(|v| *v != self.var) {
            return None;
        }
        // The common roots are those of the common divisor.
        let common = self.poly().gcd(q, work)?;
        if common.constant_value().is_none() {
            let f = coefficients(&common, self.var)?;
            let (lo, hi) = self.intervals.get(i)?;
            let is_root = if lo == hi {
                sign_at(&f, hi) == 0
            } else {
                let chain = sturm(&f, work)?;
                variations(&chain, lo) != variations(&chain, hi)
            };
            if is_root {
                return Some(0);
            }
        }
        let f: Vec<Q> = q.coefficients_in(self.var)?.iter().map(Poly::constant_value).collect::<Option<_>>()?;
        loop {
            let (lo, hi) = self.intervals.get(i)?;
            let (low, high) = range(&f, lo, hi);
            if low.is_positive() {
                return Some(1);
            }
            if high.is_negative() {
                return Some(-1);
            }
            self.refine(i, work)?;
        }
    }
}

/// An interval that contains the values of a polynomial on an interval: Horner's scheme.
fn range(f: &[Q], lo: &Q, hi: &Q) -> (Q, Q) {
    f.iter().rev().fold((Q::zero(), Q::zero()), |(a, b), c| {
        let ends = [&a * lo, &a * hi, &b * lo, &b * hi];
        let least = ends.iter().min().cloned().unwrap_or_default();
        let most = ends.iter().max().cloned().unwrap_or_default();
        (least + c, most + c)
    })
}
