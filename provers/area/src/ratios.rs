//! Goals that are products of ratios of segments on lines, as in the theorems of Ceva and Menelaus: with signs.
//!
//! For C on the line AB, AC/CB is P_CAB/P_CBA, with sign. The goal says of lengths, which have none, that a product of such ratios is k or
//! −k; the product of the signed ratios is one of these, and the picture knows which. That is of half the degree.

use crate::chain::Chain;
use crate::define::Hypotheses;
use crate::plan::value;
use crate::quantity::Quantities;
use euclase_coordinates::sheet::At;
use euclase_grammar::core::{CoreTheorem, Fact, Num, Pt, Q};
use euclase_poly::{Poly, int};
use num_traits::{One, Signed, Zero};

/// AC/CB: A, C, B, and the fact that says that they are on a line.
struct Ratio {
    ends: [Pt; 2],
    inner: Pt,
    source: usize,
}

/// A product of ratios.
pub struct Ratios {
    all: Vec<Ratio>,
    /// What it is, but for the sign.
    value: Q,
}

impl Ratios {
    /// A goal as a product of ratios, if it is one.
    pub fn of(f: &Fact, theorem: &CoreTheorem) -> Option<Ratios> {
        let Fact::Log { terms, konst } = f else { return None };
        let mut value = Q::one();
        for (n, e) in konst {
            if !e.is_integer() || e.abs() > int(8) {
                return None;
            }
            let power = num_traits::ToPrimitive::to_i32(&e.to_integer())?;
            value *= Q::from_integer((*n).into()).pow(power);
        }
        let on_line = |t: [Pt; 3]| {
            theorem.hyps.iter().position(|h| match h.fact {
                Fact::Coll(a, b, c) => t.iter().all(|p| [a, b, c].contains(p)),
                _ => false,
            })
        };
        let (above, below): (Vec<_>, Vec<_>) = terms.iter().partition(|t| t.0.is_positive());
        let mut below: Vec<(Pt, Pt)> = below.into_iter().map(|t| (t.1, t.2)).collect();
        if terms.iter().any(|t| !t.0.abs().is_one()) || above.len() != below.len() || above.is_empty() {
            return None;
        }
        let mut all = Vec::new();
        for (_, a, b) in above {
            let found = below.iter().enumerate().find_map(|(i, (c, d))| {
                let inner = [*a, *b].into_iter().find(|p| p == c || p == d)?;
                let (x, y) = (if inner == *a { *b } else { *a }, if inner == *c { *d } else { *c });
                let source = on_line([x, inner, y]).filter(|_| x != y && x != inner && y != inner)?;
                Some((i, Ratio { ends: [x, y], inner, source }))
            });
            let (i, ratio) = found?;
            below.remove(i);
            all.push(ratio);
        }
        Some(Ratios { all, value })
    }

    /// The product of the numerators P_CAB, and that of the denominators P_CBA.
    fn sides(&self, q: &mut Quantities) -> Option<[Poly; 2]> {
        let mut sides = [Poly::one(), Poly::one()];
        for r in &self.all {
            let ([a, b], c) = (r.ends, r.inner);
            sides = [sides[0].mul(&q.pyth(c, a, b))?, sides[1].mul(&q.pyth(c, b, a))?];
        }
        Some(sides)
    }

    /// A line for Π AC² = value²·Π CB², as the goal says it in squares.
    pub fn prove(&self, hyps: &Hypotheses, chain: &mut Chain) -> Option<At> {
        let [above, below] = self.sides(chain.q)?;
        let same = value(&above, chain.q, chain.picture) * value(&below, chain.q, chain.picture) > 0.0;
        let k = if same { self.value.clone() } else { -self.value.clone() };
        let first = chain.zero(&above.sub(&below.scale(&k)))?;
        // 4·AC²·AB² = P_CAB² + 16·S_ABC², and likewise below, so that the difference of the products is one of squares but for
        // multiples of the areas.
        let vars = chain.sheet.vars;
        let other = above.add(&below.scale(&k));
        let mut parts = vec![(first, chain.q.num(&other, vars)?)];
        let mut goal = [Poly::one(), Poly::one()];
        let mut lines = [Poly::one(), Poly::one()];
        let mut areas: Vec<Poly> = vec![Poly::zero(); self.all.len()];
        let scale = [Q::one(), -&k * &k];
        let mut size = Poly::one();
        for side in 0..2 {
            let of = |r: &Ratio| if side == 0 { r.ends } else { [r.ends[1], r.ends[0]] };
            for (i, r) in self.all.iter().enumerate() {
                // Squares of what comes before, the other product of what comes after.
                let [a, b] = of(r);
                let area = chain.q.area(r.ends[0], r.ends[1], r.inner);
                let mut rest = lines[side].clone();
                for s in &self.all[i + 1..] {
                    let [c, d] = of(s);
                    rest = rest.mul(&chain.q.square(c, s.inner).mul(&chain.q.square(c, d))?.scale(&int(4)))?;
                }
                let rest = rest.mul(&area.scale(&int(16)))?.scale(&scale[side]);
                areas[i] = areas[i].add(&rest);
                lines[side] = lines[side].mul(&chain.q.pyth(r.inner, a, b).pow(2, 10)?)?;
                goal[side] = goal[side].mul(&chain.q.square(a, r.inner))?;
            }
        }
        for (r, cofactor) in self.all.iter().zip(&areas) {
            let e = hyps.get(r.source, 0)?.clone();
            let [a, b] = r.ends;
            let area = chain.q.area(a, b, r.inner);
            let whole = chain.q.expand(&area, vars)?;
            let c = crate::define::ratio(&whole, &e.poly)?;
            let cited = hyps.cite(chain.sheet, &e);
            let number = Num::Const(c);
            parts.push((cited, Num::Mul(vec![number, chain.q.num(cofactor, vars)?])));
            size = size.mul(&chain.q.square(a, b))?;
        }
        let goal = goal[0].sub(&goal[1].scale(&(&k * &k)));
        let factor = size.scale(&int(4).pow(i32::try_from(self.all.len()).ok()?));
        let product = Num::Mul(vec![chain.q.num(&factor, vars)?, chain.q.num(&goal, vars)?]);
        let at = chain.sheet.equation(product, Num::Const(Q::zero()), parts);
        let size = chain.q.expand(&size, vars)?;
        chain.cancel(at, &size, 1, &goal)
    }
}
