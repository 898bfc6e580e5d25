//! Goals as equations of quantities.

use crate::facts::paired;
use crate::quantity::Quantities;
use euclase_grammar::core::{Fact, Pt, Q};
use euclase_poly::{Poly, frac, int};
use num_traits::{Signed, ToPrimitive, Zero};

/// Polynomials in quantities for those clauses of a fact that are equations, in order; they are multiples of these.
pub fn equations(f: &Fact, q: &mut Quantities, [o, e]: [Pt; 2]) -> Option<Vec<Poly>> {
    Some(match f {
        // In a frame OE: P_EOP = 2·OE·x(P), S_OEP = OE·y(P)/2.
        Fact::Same(a, b) => {
            vec![q.pyth(e, o, *a).sub(&q.pyth(e, o, *b)), q.area(o, e, *a).sub(&q.area(o, e, *b))]
        }
        Fact::Vec(terms) => {
            let mut sums = vec![Poly::zero(), Poly::zero()];
            for (c, p) in terms {
                sums[0] = sums[0].add(&q.pyth(e, o, *p).scale(c));
                sums[1] = sums[1].add(&q.area(o, e, *p).scale(c));
            }
            sums
        }
        Fact::Coll(a, b, c) => vec![q.area(*a, *b, *c)],
        Fact::Cyclic(a, b, c, d) => {
            let first = q.pyth(*a, *c, *b).mul(&q.area(*a, *b, *d))?;
            vec![first.sub(&q.pyth(*a, *d, *b).mul(&q.area(*a, *b, *c))?)]
        }
        Fact::Dir { terms, turn } => vec![directions(terms, turn, q)?],
        Fact::Len { terms, konst } | Fact::Sq { terms, konst } => {
            let square = matches!(f, Fact::Sq { .. });
            if !square && !konst.is_zero() {
                return None;
            }
            let mut sum = Poly::constant(-konst.clone());
            for (c, a, b) in terms {
                let c = if square { c.clone() } else { c * c.abs() };
                sum = sum.add(&q.square(*a, *b).scale(&c));
            }
            vec![sum]
        }
        Fact::Log { terms, konst } => {
            let whole = |k: &i64| {
                let all = terms.iter().map(|t| &t.0).chain(konst.iter().map(|t| &t.1));
                all.into_iter().all(|c| (c * int(*k)).is_integer())
            };
            let scale = (1..=4).find(whole)?;
            let (mut left, mut right) = (Poly::one(), Poly::one());
            let squares = terms.iter().map(|(c, a, b)| (c.clone(), q.square(*a, *b))).collect::<Vec<_>>();
            let primes = konst.iter().map(|(n, c)| (-c, Poly::constant(Q::from_integer((*n).into()).pow(2))));
            for (c, p) in squares.into_iter().chain(primes) {
                let k = (c * int(scale)).to_integer().to_i64()?;
                let side = if k < 0 { &mut right } else { &mut left };
                *side = side.mul(&p.pow(u32::try_from(k.unsigned_abs()).ok()?.min(9), 100)?)?;
            }
            vec![left.sub(&right)]
        }
        Fact::Sim { .. } | Fact::Ang { .. } | Fact::Num(..) => return None,
    })
}

/// Σ k·dir(PQ) = turn: the imaginary part of a product of vectors.
fn directions(terms: &[(i64, Pt, Pt)], turn: &Q, q: &mut Quantities) -> Option<Poly> {
    if terms.iter().map(|t| t.0).sum::<i64>() != 0 {
        return None;
    }
    let (mut plus, mut minus): (Vec<[Pt; 2]>, Vec<[Pt; 2]>) = (Vec::new(), Vec::new());
    for (k, a, b) in terms {
        let side = if *k > 0 { &mut plus } else { &mut minus };
        side.extend(std::iter::repeat_n([*a, *b], usize::try_from(k.unsigned_abs()).ok()?.min(9)));
    }
    let twelfths = (turn * int(12)).to_i64().filter(|n| frac(*n, 12) == *turn)?;
    let one = Poly::int;
    let [c, s] = match twelfths {
        0 => [one(1), one(0)],
        2 => [q.root(), one(1)],
        3 => [one(1), one(1)],
        4 => [one(1), q.root()],
        6 => [one(0), one(1)],
        8 => [one(-1), q.root()],
        9 => [one(-1), one(1)],
        10 => [q.root().neg(), one(1)],
        _ => return None,
    };
    let mut z = [c, s.neg()];
    if plus.len() > 4 {
        return None;
    }
    for (v, u) in paired(plus, minus) {
        // v times the conjugate of u
        let (re, im) = (q.twice_dot(v, u), q.half_cross(u, v).scale(&int(4)));
        let [c, s] = &z;
        z = [c.mul(&re)?.sub(&s.mul(&im)?), c.mul(&im)?.add(&s.mul(&re)?)];
    }
    let [_, imaginary] = z;
    Some(imaginary)
}
