//! From a floating-point picture to a figure that can be checked: with rational coordinates, or with blocks for an
//! enclosure, or at least to sixty decimals. The judge is always the checker of figures; nothing here is trusted.

use crate::rational;
use crate::system::{System, choose};
use euclase_figure::field::V;
use euclase_figure::formula::equations;
use euclase_figure::iv::{BITS, Iv};
use euclase_figure::truth::Picture;
use euclase_figure::{Declined, Verdict};
use euclase_grammar::core::{CoreTheorem, Fact, Hyp, Pt, Q};
use euclase_kernel::auxiliary::define;
use euclase_kernel::cert::{AuxPoint, Figure, Label, Source};
use num_bigint::BigInt;
use num_traits::One;

/// Binary places of the coordinates of an enclosed figure, and of an approximate one.
const PLACES: u32 = 112;
const MANY_PLACES: u32 = 236;
/// Newton steps for a block: each gains ten decimals or more where it converges.
const NEWTON: u32 = 30;
/// Orders of construction in which rational coordinates are looked for. (Of 302 theorems with a rational figure one
/// order was enough for 257, two for 292, four for all.)
const ORDERS: usize = 4;
/// How often the choice of equations is mended.
const CHOICES: usize = 4;

/// A figure of a statement and its auxiliary points near a picture that `judge` does not decline.
///
/// # Errors
/// Why there is none: what the judge said last, or why there was nothing to be judged.
pub fn witness(
    thm: &CoreTheorem,
    aux: &[AuxPoint],
    pts: &[[f64; 2]],
    judge: &dyn Fn(&Figure) -> Verdict,
) -> Result<(Figure, Verdict), String> {
    let whole = Whole::new(thm, aux, pts)?;
    let judged = |label, points, blocks| {
        let f = Figure { label, points, blocks };
        match judge(&f) {
            Verdict::Declined(d) => Err(d),
            verdict => Ok((f, verdict)),
        }
    };
    let text = |d: Declined| d.text(thm, aux);
    let exact = rational::construct(&whole.thm, pts, ORDERS)
        .and_then(|points| judged(Label::Exact, points, Vec::new()).map_err(text));
    let in_fractions = match exact {
        Ok(done) => return Ok(done),
        Err(why) => why,
    };
    let mut why = String::new();
    let mut first: Vec<Source> = Vec::new();
    for _ in 0..CHOICES {
        let system = choose(&whole.facts, &whole.rank, pts, &first)?;
        let points = match whole.refined(&system, pts, PLACES) {
            Ok(p) => p,
            Err(e) => {
                why = e;
                break;
            }
        };
        let blocks = system.blocks.clone();
        let label = if blocks.is_empty() { Label::Exact } else { Label::Enclosed };
        match judged(label, points, blocks) {
            Ok(done) => return Ok(done),
            Err(d) => {
                why = text(d.clone());
                match d {
                    // what does not follow from the others is taken before them
                    Declined::Fact(s, _) if system.left_out.contains(&s) && !first.contains(&s) => first.push(s),
                    _ => break,
                }
            }
        }
    }
    let system = choose(&whole.facts, &whole.rank, pts, &[])?;
    if let Ok(points) = whole.refined(&system, pts, MANY_PLACES)
        && let Ok(done) = judged(Label::Approximate, points, Vec::new())
    {
        return Ok(done);
    }
    Err(format!("{why}; in exact numbers: {in_fractions}"))
}

/// The statement with its auxiliary points as points of its own.
struct Whole {
    thm: CoreTheorem,
    facts: Vec<(Source, Fact)>,
    /// place of each point in the order of construction
    rank: Vec<usize>,
}

impl Whole {
    fn new(thm: &CoreTheorem, aux: &[AuxPoint], pts: &[[f64; 2]]) -> Result<Whole, String> {
        let mut whole = thm.clone();
        whole.points.truncate(thm.statement_points);
        whole.sketch = None;
        let mut sources: Vec<Source> = (0..thm.hyps.len()).map(Source::Hyp).collect();
        for (i, a) in aux.iter().enumerate() {
            let x = Pt(whole.points.len() as u32);
            let d = define(&a.def, x, &a.args).ok_or_else(|| format!("{} has no definition", a.name))?;
            for (j, fact) in d.facts.into_iter().enumerate() {
                whole.hyps.push(Hyp { fact, origin: Default::default() });
                sources.push(Source::Aux(i, j));
            }
            whole.points.push(euclase_grammar::core::PointInfo {
                name: a.name.clone(),
                hidden: false,
                origin: Default::default(),
            });
        }
        whole.statement_points = whole.points.len();
        if pts.len() < whole.statement_points {
            return Err("the picture lacks points".into());
        }
        let mut rank = vec![0; whole.statement_points];
        for (k, p) in euclase_diagram::placement_order(&whole).into_iter().enumerate() {
            rank[p.ix()] = k;
        }
        let facts = sources.into_iter().zip(whole.hyps.iter().map(|h| h.fact.clone()));
        let facts = facts.filter(|f| !f.1.is_trivial()).collect();
        Ok(Whole { thm: whole, facts, rank })
    }

    /// Coordinates that satisfy the system to so many binary places, by Newton's method.
    fn refined(&self, system: &System, pts: &[[f64; 2]], places: u32) -> Result<Vec<[Q; 2]>, String> {
        let n = self.thm.statement_points;
        let boxes: Vec<[Iv; 2]> = pts[..n].iter().map(|p| p.map(dyadic)).collect();
        let mut picture = Picture { boxes, exact: vec![None; n] };
        for (block, inverse) in system.blocks.iter().zip(&system.inverses) {
            let facts: Vec<&Fact> = block.equations.iter().filter_map(|e| self.fact(e.fact)).collect();
            let inverse: Vec<Vec<Iv>> = inverse.iter().map(|r| r.iter().map(|x| dyadic(*x)).collect()).collect();
            let mut near = false;
            for _ in 0..NEWTON {
                let at = |p: Pt| V(picture.boxes[p.ix()][0].clone(), picture.boxes[p.ix()][1].clone());
                let values: Vec<Iv> = facts
                    .iter()
                    .zip(&block.equations)
                    .map(|(f, e)| {
                        let all = equations(f, &at, &|t| picture.orient(t));
                        all.into_iter().nth(e.component).map_or_else(Iv::bad, |v| v.middle())
                    })
                    .collect();
                let mut most = 0;
                for ((p, axis), row) in block.unknowns.iter().zip(&inverse) {
                    let zero = Iv::from_scaled(0.into());
                    let step = row.iter().zip(&values).fold(zero, |s, (y, v)| s.add(&y.mul(v))).middle();
                    let cell = &mut picture.boxes[p.ix()][*axis];
                    *cell = cell.sub(&step).middle();
                    most = most.max(if cell.is_bad() { u64::MAX } else { step.scaled().0.bits() });
                }
                if most == u64::MAX {
                    break;
                }
                // the step after this one would be smaller by ten decimals
                if most < u64::from(BITS - places + 20) {
                    near = true;
                    break;
                }
            }
            if !near {
                return Err("Newton's method does not converge: the figure may be close to degenerate".into());
            }
            for (p, axis) in &block.unknowns {
                let cell = &mut picture.boxes[p.ix()][*axis];
                let n: BigInt = (cell.scaled().0 >> (BITS - places)) << (BITS - places);
                *cell = Iv::from_scaled(n);
            }
        }
        let one: BigInt = BigInt::one() << BITS;
        let q = |x: &Iv| Q::new(x.scaled().0.clone(), one.clone());
        Ok(picture.boxes.iter().map(|[x, y]| [q(x), q(y)]).collect())
    }

    fn fact(&self, source: Source) -> Option<&Fact> {
        self.facts.binary_search_by_key(&source, |f| f.0).ok().map(|i| &self.facts[i].1)
    }
}

/// A floating-point number as it is.
fn dyadic(x: f64) -> Iv {
    match Q::from_float(x) {
        Some(q) => Iv::from_q(&q).middle(),
        None => Iv::bad(),
    }
}
