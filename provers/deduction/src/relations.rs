//! What the tables say of chosen lengths: the equations in which no others occur.

use crate::field as f;
use crate::load::ep;
use crate::state::{K, PRIMES, State, T, col};
use euclase_grammar::core::{Fact, Pt, Q};
use num_traits::Zero;

/// Greatest numerator and denominator of a coefficient.
const BOUND: i64 = 1 << 20;
/// More terms than this make an equation that nobody can use.
const MOST_TERMS: usize = 12;

/// A column as a combination of free columns, and how it came from the columns before: column = Σ.
struct Row {
    /// Over the free columns, rising; the first is the pivot, with coefficient 1.
    entries: Vec<(u32, u64)>,
    /// The same row as a combination of the chosen columns.
    from: Vec<(u32, u64)>,
}

/// For each table of lengths the equations among these pairs (and constants): each pair that earlier ones determine is
/// given by them. Of pairs of coinciding points nothing is said.
#[must_use]
pub fn relations(s: &State, pairs: &[[Pt; 2]]) -> Vec<Fact> {
    let mut out: Vec<Fact> = Vec::new();
    for t in [T::Len, T::Sq, T::Log] {
        let mut rows: Vec<Row> = Vec::new();
        let constants = if t == T::Log { K as u32 } else { 1 };
        let apart = pairs.iter().filter(|[a, b]| a != b && !s.pic.same(ep(*a), ep(*b)));
        let columns = (0..constants).map(|c| (c, None)).chain(apart.map(|p| (col(ep(p[0]), ep(p[1])), Some(*p))));
        let mut seen: Vec<(u32, Option<[Pt; 2]>)> = Vec::new();
        for (c, pair) in columns {
            if seen.iter().any(|x| x.0 == c) {
                continue;
            }
            seen.push((c, pair));
            if let Some(combination) = dependent(s, t, c, &mut rows)
                && let Some(fact) = fact(t, &combination, &seen)
                && !out.iter().any(|o| same_pair(o, &fact))
            {
                out.push(fact);
            }
        }
    }
    out
}

/// Reduces a column by the rows: its combination with earlier columns that is zero, or a new row.
fn dependent(s: &State, t: T, c: u32, rows: &mut Vec<Row>) -> Option<Vec<(u32, u64)>> {
    let mut entries = s.t[t as usize].over_free(&[(c, 1)]);
    let mut from = vec![(c, 1)];
    for r in rows.iter() {
        let Some(k) = coefficient(&entries, r.entries.first()) else { continue };
        plus(&mut entries, f::neg(k), &r.entries);
        plus(&mut from, f::neg(k), &r.from);
    }
    let Some(&(_, lead)) = entries.first() else { return Some(from) };
    let scale = f::inv(lead);
    entries.iter_mut().chain(from.iter_mut()).for_each(|e| e.1 = f::mul(e.1, scale));
    rows.push(Row { entries, from });
    None
}

fn coefficient(entries: &[(u32, u64)], of: Option<&(u32, u64)>) -> Option<u64> {
    let column = of?.0;
    entries.binary_search_by_key(&column, |e| e.0).ok().and_then(|i| entries.get(i)).map(|e| e.1)
}

/// `to + k·other`, columns rising.
fn plus(to: &mut Vec<(u32, u64)>, k: u64, other: &[(u32, u64)]) {
    for (c, v) in other {
        let v = f::mul(k, *v);
        match to.binary_search_by_key(c, |e| e.0) {
            Ok(i) => to[i].1 = f::add(to[i].1, v),
            Err(i) => to.insert(i, (*c, v)),
        }
    }
    to.retain(|e| e.1 != 0);
}

/// The equation of a combination that is zero.
fn fact(t: T, combination: &[(u32, u64)], columns: &[(u32, Option<[Pt; 2]>)]) -> Option<Fact> {
    let (mut terms, mut constants) = (Vec::new(), Vec::new());
    for (c, k) in combination {
        let (num, den) = f::to_fraction(*k, BOUND)?;
        let k = Q::new(num.into(), den.into());
        match columns.iter().find(|x| x.0 == *c)?.1 {
            Some([a, b]) => terms.push((k, a, b)),
            None => constants.push((*c, k)),
        }
    }
    if terms.is_empty() || terms.len() > MOST_TERMS {
        return None;
    }
    Some(match t {
        T::Len | T::Sq => {
            let konst = -constants.into_iter().fold(Q::zero(), |sum, c| sum + c.1);
            if t == T::Len { Fact::Len { terms, konst } } else { Fact::Sq { terms, konst } }
        }
        _ => {
            let konst =
                constants.into_iter().map(|(c, k)| Some((*PRIMES.get(c as usize)?, -k))).collect::<Option<_>>()?;
            Fact::Log { terms, konst }
        }
    })
}

/// Do both say that the same two lengths are equal, or give one by the other?
fn same_pair(a: &Fact, b: &Fact) -> bool {
    let pairs = |x: &Fact| match x {
        Fact::Len { terms, .. } | Fact::Sq { terms, .. } | Fact::Log { terms, .. } if terms.len() <= 2 => {
            let mut all: Vec<[Pt; 2]> = terms.iter().map(|t| [t.1.min(t.2), t.1.max(t.2)]).collect();
            all.sort_unstable();
            Some(all)
        }
        _ => None,
    };
    pairs(a).is_some() && pairs(a) == pairs(b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Depth, Session};
    use num_traits::One;

    #[test]
    fn medians_by_the_sides() {
        let text = "theorem t { triangle ABC point M = midpoint(B, C) show AM = BC }";
        let thm = euclase_grammar::load(text).expect("well-formed").theorems.remove(0);
        let pts = [[0.1, 0.2], [4.0, 0.3], [1.0, 3.0], [2.5, 1.65]];
        let mut s = Session::new(&thm, &pts).expect("small");
        s.saturate_all(Depth::Full, &|| false);
        let [a, b, c, m] = [0, 1, 2, 3].map(Pt);
        let found = relations(&s.state, &[[a, b], [b, c], [a, c], [a, m]]);
        let q = |n: i64, d: i64| Q::new(n.into(), d.into());
        let median = Fact::Sq {
            terms: vec![(q(-1, 2), a, b), (q(1, 4), b, c), (q(-1, 2), a, c), (q(1, 1), a, m)],
            konst: Q::zero(),
        };
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].normalized(), median.normalized());
        assert!(relations(&s.state, &[[a, b], [b, c]]).is_empty());
        let half = Fact::Len { terms: vec![(q(-1, 2), b, c), (Q::one(), b, m)], konst: Q::zero() };
        assert_eq!(relations(&s.state, &[[b, c], [b, m]])[0].normalized(), half.normalized());
    }
}
