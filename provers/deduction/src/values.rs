//! Values for "find" goals. The value is read off the solved tables, never off the picture: the picture
//! only chooses between the branches that the tables leave (an undirected angle among its directed readings).

use crate::extract::{ExtractError, Extractor};
use crate::field as f;
use crate::load::ep;
use crate::state::{K, PRIMES, State, T, col};
use euclase_diagram::eval;
use euclase_grammar::core::{Fact, Pt, Q, Quantity};
use num_traits::{One, ToPrimitive, Zero};

/// Whether the value of a quantity is determined by the closure.
pub fn value_known(s: &State, q: &Quantity) -> bool {
    match q {
        Quantity::Angle([a, b, c]) => {
            let (a, b, c) = (ep(*a), ep(*b), ep(*c));
            s.pic.proper(a, b, c) && s.d(b, a) == s.d(b, c)
        }
        Quantity::Ratio([a, b], [c, d]) => constant(s, T::Log, &difference([*a, *b], [*c, *d])).is_some(),
        Quantity::Length([a, b]) => {
            constant(s, T::Len, &[(col(ep(*a), ep(*b)), 1)]).is_some()
                || constant(s, T::Log, &[(col(ep(*a), ep(*b)), 1)]).is_some()
        }
        Quantity::Num(_) => false,
    }
}

fn difference([a, b]: [Pt; 2], [c, d]: [Pt; 2]) -> [(u32, i32); 2] {
    [(col(ep(a), ep(b)), 1), (col(ep(c), ep(d)), -1)]
}

/// What is left of a row on the constant columns, when nothing else is left.
fn constant(s: &State, t: T, row: &[(u32, i32)]) -> Option<Vec<(u32, Q)>> {
    let left = s.t[t as usize].over_free(row);
    let mut out = Vec::new();
    for (c, k) in left {
        if c as usize >= K {
            return None;
        }
        let (num, den) = f::to_fraction(k, 1 << 28)?;
        out.push((c, Q::new(num.into(), den.into())));
    }
    Some(out)
}

/// The fact that gives the value.
///
/// # Errors
/// The proof of the constant cannot be rebuilt.
pub fn value_of(x: &mut Extractor, q: &Quantity) -> Result<Option<Fact>, ExtractError> {
    let log_fact = |s: &State, terms: Vec<(Q, Pt, Pt)>, row: &[(u32, i32)]| {
        constant(s, T::Log, row)
            .map(|left| Fact::Log { terms, konst: left.into_iter().map(|(c, e)| (PRIMES[c as usize], e)).collect() })
    };
    match q {
        Quantity::Angle([a, b, c]) => {
            let terms = [(1, *b, *a), (-1, *b, *c)];
            let Some((turn, over)) = x.multiple_turn(&terms, u32::MAX)? else { return Ok(None) };
            // over·(d(BA) − d(BC)) = turn: the branch nearest to the picture, and the angle or its supplement
            let real = eval::angle(&x.s.pic.xy, *a, *b, *c);
            let candidates = branches(&turn, over).flat_map(|v| [v.clone(), Q::one() - v]);
            let best = candidates.min_by(|p, q| {
                let gap = |v: &Q| (v.to_f64().unwrap_or(9.0) - real).abs();
                gap(p).total_cmp(&gap(q))
            });
            Ok(best.map(|konst| Fact::Ang { terms: vec![(Q::one(), [*a, *b, *c])], konst }))
        }
        Quantity::Ratio([a, b], [c, d]) => {
            Ok(log_fact(x.s, vec![(Q::one(), *a, *b), (-Q::one(), *c, *d)], &difference([*a, *b], [*c, *d])))
        }
        Quantity::Length([a, b]) => {
            let row = [(col(ep(*a), ep(*b)), 1)];
            let len = constant(x.s, T::Len, &row).map(|left| Fact::Len {
                terms: vec![(Q::one(), *a, *b)],
                konst: left.into_iter().map(|e| e.1).fold(Q::zero(), |p, q| p + q),
            });
            Ok(len.or_else(|| log_fact(x.s, vec![(Q::one(), *a, *b)], &row)))
        }
        Quantity::Num(_) => Ok(None),
    }
}

/// The solutions x of over·x = turn, modulo 1.
pub(crate) fn branches(turn: &Q, over: i64) -> impl Iterator<Item = Q> {
    (0..over).map(move |j| (turn + Q::from_integer(j.into())) / Q::from_integer(over.into()))
}
