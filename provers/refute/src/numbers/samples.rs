//! Values that are tried for free variables: simple ones first, then random ones of small height, equal ones, very large and very small ones.

use super::value::float;
use euclase_diagram::rng::Rng;
use euclase_grammar::core::{Atom, Num, Q, Rel};
use num_traits::{One, Signed, Zero};

/// Values that decide most statements, simplest first: numerators and denominators.
const SIMPLE: [(i64, i64); 26] = [
    (1, 1),
    (2, 1),
    (0, 1),
    (-1, 1),
    (1, 2),
    (3, 1),
    (-2, 1),
    (-1, 2),
    (4, 1),
    (1, 3),
    (3, 2),
    (-3, 1),
    (10, 1),
    (1, 10),
    (5, 1),
    (2, 3),
    (1, 4),
    (100, 1),
    (1, 100),
    (-10, 1),
    (-1, 10),
    (3, 4),
    (1000, 1),
    (1, 1000),
    (-4, 1),
    (-100, 1),
];

fn q(n: i64, d: i64) -> Q {
    Q::new(n.into(), d.into())
}

/// Where a variable may be, by the comparisons with numbers.
#[derive(Clone, Debug, Default)]
pub struct Range {
    least: Option<Q>,
    most: Option<Q>,
    open: bool,
}

/// The ranges of variables.
pub fn ranges(atoms: &[Atom], free: &[u32]) -> Vec<Range> {
    let mut out = vec![Range::default(); free.len()];
    for a in atoms {
        let (v, rel, c) = match (&a.lhs, &a.rhs) {
            (Num::Real(v), Num::Const(c)) => (v, a.rel, c),
            (Num::Const(c), Num::Real(v)) => (v, a.rel.turned(), c),
            _ => continue,
        };
        let Some(range) = free.iter().position(|f| f == v).and_then(|i| out.get_mut(i)) else { continue };
        match rel {
            Rel::Gt | Rel::Ge => {
                let better = range.least.as_ref().is_none_or(|l| c > l);
                if better {
                    range.least = Some(c.clone());
                }
            }
            Rel::Lt | Rel::Le => {
                let better = range.most.as_ref().is_none_or(|m| c < m);
                if better {
                    range.most = Some(c.clone());
                }
            }
            Rel::Eq | Rel::Ne => {}
        }
        range.open |= matches!(rel, Rel::Gt | Rel::Lt);
    }
    out
}

impl Range {
    /// A value in the range for any value: itself if it is in there.
    fn fit(&self, x: &Q) -> Q {
        // 0 is an end where the range has it, and 1/2 else
        let inner = |size: &Q| if self.open && size.is_zero() { q(1, 2) } else { size.clone() };
        match (&self.least, &self.most) {
            (Some(l), _) if x < l => self.fit(&(l + inner(&x.abs()))),
            (Some(l), Some(m)) if x > m => {
                let size = x - m;
                l + (m - l) * (&size / (Q::one() + &size))
            }
            (None, Some(m)) if x > m => m - inner(&x.abs()),
            _ => x.clone(),
        }
    }

    /// An end of the range.
    fn end(&self, lower: bool) -> Option<Q> {
        let (one, other) = if lower { (&self.least, &self.most) } else { (&self.most, &self.least) };
        one.clone().or_else(|| other.clone())
    }

    /// As [`Range::fit`], for floating-point numbers.
    pub fn clamp(&self, x: f64) -> f64 {
        let x = self.least.as_ref().map_or(x, |l| x.max(float(l)));
        self.most.as_ref().map_or(x, |m| x.min(float(m)))
    }
}

/// Choices for the free variables of a case, one after another.
pub struct Samples {
    ranges: Vec<Range>,
    /// Simple values, and those that the statement names.
    values: Vec<Q>,
    /// Which simple value each variable has; the sum is the same for as long as there are others.
    grid: Option<Vec<usize>>,
    rng: Rng,
}

impl Samples {
    /// For variables in these ranges; `constants` are numbers that the statement names.
    pub fn new(ranges: Vec<Range>, constants: &[Q], stream: u64) -> Samples {
        let mut values: Vec<Q> = SIMPLE.iter().take(8).map(|(n, d)| q(*n, *d)).collect();
        let rest = SIMPLE.iter().skip(8).map(|(n, d)| q(*n, *d));
        let named =
            constants.iter().flat_map(|c| [c.clone(), -c, c + q(1, 2), c - q(1, 2), c + q(1, 100), c - q(1, 100)]);
        for x in named.chain(rest) {
            if !values.contains(&x) {
                values.push(x);
            }
        }
        Samples { grid: Some(vec![0; ranges.len()]), ranges, values, rng: Rng::new(7, stream) }
    }

    /// The next choice from the grid of simple values; `None` when there are no more.
    pub fn simple(&mut self) -> Option<Vec<Q>> {
        let at = self.grid.take()?;
        let chosen =
            at.iter().zip(&self.ranges).map(|(i, r)| r.fit(self.values.get(*i).unwrap_or(&Q::zero()))).collect();
        self.grid = following(&at, self.values.len());
        Some(chosen)
    }

    /// A random choice.
    pub fn random(&mut self) -> Vec<Q> {
        let mut out: Vec<Q> = Vec::new();
        let kind = self.rng.below(8);
        for range in &self.ranges {
            let rng = &mut self.rng;
            let earlier = |rng: &mut Rng| out.get(rng.below(out.len())).cloned();
            let x = match (kind, rng.below(4)) {
                (0, 0) | (1, _) => earlier(rng),
                (2, 0) => earlier(rng).filter(|x| !x.is_zero()).map(|x| x.recip()),
                (2, 1) => earlier(rng).map(|x| -x),
                (3, _) => Some(if rng.below(2) == 0 { q(1, 1) } else { power_of_ten(rng) }),
                (5, 0..=2) => range.end(rng.below(2) == 0),
                (4, _) => earlier(rng).map(|x| x + q(rng.below(21) as i64 - 10, 100)),
                _ => None,
            };
            let x = x.filter(|_| kind != 1 || rng.below(4) > 0);
            let x = x.unwrap_or_else(|| match rng.below(5) {
                0 => q(rng.below(21) as i64 - 10, 1),
                1 | 2 => q(rng.below(41) as i64 - 20, 1 + rng.below(12) as i64),
                3 => q(rng.below(401) as i64 - 200, 1 + rng.below(100) as i64),
                _ => self.values.get(rng.below(self.values.len())).cloned().unwrap_or_else(Q::one),
            });
            out.push(range.fit(&x));
        }
        out
    }

    /// A random start for a descent.
    pub fn start(&mut self) -> Vec<f64> {
        self.random().iter().map(float).collect()
    }

    /// A random number in [−1, 1).
    pub fn direction(&mut self) -> f64 {
        self.rng.range(-1.0, 1.0)
    }

    /// Moved into the ranges.
    pub fn clamp(&self, x: &mut [f64]) {
        x.iter_mut().zip(&self.ranges).for_each(|(x, r)| *x = r.clamp(*x));
    }
}

fn power_of_ten(rng: &mut Rng) -> Q {
    let x = Q::from_integer(num_bigint::BigInt::from(10).pow(1 + rng.below(4) as u32));
    if rng.below(2) == 0 { x } else { x.recip() }
}

/// The next of the vectors below `n`, by their sums; those with the same sum in lexicographic order from above.
fn following(at: &[usize], n: usize) -> Option<Vec<usize>> {
    let mut out = at.to_vec();
    // the last place that can give one to the right of it
    let total: usize = at.iter().sum();
    for i in (0..at.len()).rev() {
        let right = at.len() - i - 1;
        let tail: usize = at[i + 1..].iter().sum::<usize>();
        if at[i] > 0 && right > 0 && tail < right * (n - 1) {
            out[i] -= 1;
            fill(&mut out[i + 1..], tail + 1, n);
            return Some(out);
        }
    }
    if at.is_empty() || total + 1 > at.len() * (n - 1) {
        return None;
    }
    fill(&mut out, total + 1, n);
    Some(out)
}

/// The first vector with this sum.
fn fill(out: &mut [usize], mut sum: usize, n: usize) {
    for x in out {
        *x = sum.min(n - 1);
        sum -= *x;
    }
}
