//! A theorem in the coordinates of a frame: its equations as polynomials, and the order in which its points are determined.

use euclase_grammar::core::{Atom, Axis, Cond, CoreTheorem, Num, Pt, Q, Rel};
use euclase_kernel::algebra::statement::{condition_in_coordinates, given_in_coordinates};
use euclase_poly::{MAX_TERMS, Mono, Poly};
use num_traits::{One, ToPrimitive, Zero};
use std::collections::BTreeSet;

/// √3, the length of OE, then the coordinates of the points: by rank, so that a polynomial's main variable is its greatest.
#[derive(Clone, Debug)]
pub struct Variables {
    /// O and E.
    pub frame: [Pt; 2],
    /// Points by rank.
    order: Vec<Pt>,
}

/// A variable that is no coordinate.
pub const ROOT: u32 = 0;
/// The length of OE, E's abscissa.
pub const UNIT: u32 = 1;
const FIRST: u32 = 2;

impl Variables {
    /// With the points in some order; O and E have no variables of their own.
    pub fn new(frame: [Pt; 2], order: Vec<Pt>) -> Variables {
        Variables { frame, order }
    }

    /// Rank of the abscissa of a point; that of its ordinate is one more.
    pub fn rank(&self, p: Pt) -> Option<u32> {
        let i = self.order.iter().position(|q| *q == p)?;
        u32::try_from(i).ok().map(|i| FIRST + 2 * i)
    }

    /// The point that a variable is a coordinate of.
    pub fn point(&self, v: u32) -> Option<Pt> {
        v.checked_sub(FIRST).and_then(|i| self.order.get(i as usize / 2)).copied()
    }

    /// What a condition says is not zero, if it says just that.
    pub fn condition(&self, c: &Cond) -> Option<Poly> {
        let clauses = condition_in_coordinates(c, self.frame)?;
        match &clauses[..] {
            [clause] => match &clause[..] {
                [Atom { lhs, rel: Rel::Ne, .. }] => self.poly(lhs),
                _ => None,
            },
            _ => None,
        }
    }

    /// The number as a polynomial; `None` where it is none over these variables.
    pub fn poly(&self, n: &Num) -> Option<Poly> {
        let [o, e] = self.frame;
        match n {
            Num::Const(c) => Some(Poly::constant(c.clone())),
            Num::Len(a, b) if (*a, *b) == (o, e) || (*a, *b) == (e, o) => Some(Poly::var(UNIT)),
            Num::Coordinate { axis, of, frame } if *frame == self.frame => match axis {
                _ if *of == o => Some(Poly::zero()),
                Axis::Y if *of == e => Some(Poly::zero()),
                Axis::X if *of == e => Some(Poly::var(UNIT)),
                Axis::X => self.rank(*of).map(Poly::var),
                Axis::Y => self.rank(*of).map(|r| Poly::var(r + 1)),
            },
            Num::Add(xs) => {
                let all = xs.iter().map(|x| self.poly(x)).collect::<Option<Vec<_>>>()?;
                Some(Poly::sum(&all))
            }
            Num::Mul(xs) => xs.iter().try_fold(Poly::one(), |p, x| p.mul(&self.poly(x)?)),
            Num::Neg(x) => self.poly(x).map(|p| p.neg()),
            Num::Pow(x, e) if e.is_integer() => self.poly(x)?.pow(e.to_integer().to_u32()?, MAX_TERMS),
            Num::Call(f, xs) if f == "sqrt" && xs[..] == [Num::Const(Q::from_integer(3.into()))] => {
                Some(Poly::var(ROOT))
            }
            _ => None,
        }
    }

    /// A variable as a number.
    pub fn leaf(&self, v: u32) -> Num {
        let [o, e] = self.frame;
        match (v, self.point(v)) {
            (ROOT, _) => Num::Call("sqrt".into(), vec![Num::Const(Q::from_integer(3.into()))]),
            (_, Some(of)) if (v - FIRST).is_multiple_of(2) => Num::Coordinate { axis: Axis::X, of, frame: self.frame },
            (_, Some(of)) => Num::Coordinate { axis: Axis::Y, of, frame: self.frame },
            _ => Num::Len(o, e),
        }
    }

    /// The polynomial as a number.
    pub fn num(&self, p: &Poly) -> Num {
        let power = |(v, e): (u32, u32)| match e {
            1 => self.leaf(v),
            e => Num::Pow(Box::new(self.leaf(v)), Q::from_integer(e.into())),
        };
        let term = |(m, c): (&Mono, Q)| {
            let mut factors: Vec<Num> = m.powers().map(power).collect();
            if !c.is_one() || factors.is_empty() {
                factors.insert(0, Num::Const(c));
            }
            if factors.len() == 1 { factors.remove(0) } else { Num::Mul(factors) }
        };
        let mut terms: Vec<Num> = p.terms().map(term).collect();
        match terms.len() {
            0 => Num::Const(Q::zero()),
            1 => terms.remove(0),
            _ => Num::Add(terms),
        }
    }

    /// The comparison of a polynomial with zero.
    pub fn atom(&self, p: &Poly, rel: Rel) -> Atom {
        Atom { lhs: self.num(p), rel, rhs: Num::Const(Q::zero()) }
    }

    /// Values of the variables in a picture.
    pub fn values(&self, picture: &[[f64; 2]]) -> Vec<f64> {
        let at = |p: Pt| picture.get(p.ix()).copied().unwrap_or_default();
        let ([ox, oy], [ex, ey]) = (at(self.frame[0]), at(self.frame[1]));
        let length = (ex - ox).hypot(ey - oy);
        let [c, s] = [(ex - ox) / length, (ey - oy) / length];
        let mut out = vec![3f64.sqrt(), length];
        for p in &self.order {
            let [x, y] = at(*p);
            let (u, v) = (x - ox, y - oy);
            out.extend([u * c + v * s, v * c - u * s]);
        }
        out
    }
}

/// An equation that the theorem assumes.
#[derive(Clone, Debug)]
pub struct Equation {
    /// It is zero.
    pub poly: Poly,
    /// Number of the fact or condition.
    pub source: usize,
    /// Which of its clauses.
    pub clause: usize,
}

/// Something that is not zero, or has a sign.
#[derive(Clone, Debug)]
pub struct Inequation {
    /// What is compared with zero.
    pub poly: Poly,
    /// How.
    pub rel: Rel,
    /// Number of the fact or condition.
    pub source: usize,
    /// Which of its clauses.
    pub clause: usize,
}

/// What is assumed, in coordinates; nothing where something cannot be said in them is left out without harm to the proof.
pub fn assumed(theorem: &CoreTheorem, vars: &Variables) -> (Vec<Equation>, Vec<Inequation>) {
    let (mut equations, mut others) = (Vec::new(), Vec::new());
    for source in 0..theorem.hyps.len() + theorem.conds.len() {
        for (clause, c) in given_in_coordinates(theorem, source, vars.frame).into_iter().flatten().enumerate() {
            let [atom] = &c[..] else { continue };
            let Some(poly) = vars.poly(&atom.lhs).filter(|p| !p.is_zero()) else { continue };
            match atom.rel {
                Rel::Eq => equations.push(Equation { poly, source, clause }),
                rel => others.push(Inequation { poly, rel, source, clause }),
            }
        }
    }
    (equations, others)
}

/// Points in an order in which as many as possible are determined by equations that are linear in their coordinates, and what the
/// order costs: the degrees of the others.
pub fn order(theorem: &CoreTheorem, frame: [Pt; 2]) -> (Vec<Pt>, u32) {
    let all: Vec<Pt> = (0..theorem.statement_points).filter_map(|i| u32::try_from(i).ok()).map(Pt).collect();
    let vars = Variables::new(frame, all.iter().copied().filter(|p| !frame.contains(p)).collect());
    let bit = |p: Pt| 1u128.checked_shl(p.0).unwrap_or(0);
    let degree = |p: &Poly, of: Pt| -> u32 {
        let Some(r) = vars.rank(of) else { return 0 };
        p.monomials().iter().map(|m| m.exp(r) + m.exp(r + 1)).max().unwrap_or(0)
    };
    // Of each equation: its points, and its degree in the coordinates of each.
    let about = assumed(theorem, &vars).0.into_iter().map(|e| {
        let points: BTreeSet<Pt> = e.poly.vars().into_iter().filter_map(|v| vars.point(v)).collect();
        let set = points.iter().fold(0, |s, p| s | bit(*p));
        (set, points.into_iter().map(|p| (p, degree(&e.poly, p))).collect::<Vec<_>>())
    });
    let about: Vec<(u128, Vec<(Pt, u32)>)> = about.collect();
    let mut known: u128 = frame.iter().fold(0, |s, p| s | bit(*p));
    let (mut out, mut cost) = (Vec::new(), 0u32);
    // Degrees of the equations that determine a point when others are known.
    let ready = |p: Pt, known: u128| -> Vec<u32> {
        let own = about.iter().filter(|(set, _)| set & bit(p) != 0 && set & !known & !bit(p) == 0);
        let mut degrees: Vec<u32> = own.filter_map(|e| e.1.iter().find(|d| d.0 == p)).map(|d| d.1).collect();
        degrees.sort_unstable();
        degrees
    };
    // How welcome a point is: determined by linear equations, on a line, free, on a curve, by a curve.
    let class = |d: &[u32]| match d {
        [1, 1, ..] => 0,
        [1] => 2,
        [] => 3,
        [_] => 4,
        [1, ..] => 5,
        _ => 6,
    };
    loop {
        let rest = all.iter().copied().filter(|p| known & bit(*p) == 0);
        let judged = rest.map(|p| {
            let d = ready(p, known);
            let then = known | bit(p);
            let linear = all.iter().filter(|q| then & bit(**q) == 0 && class(&ready(**q, then)) == 0).count();
            (class(&d) * 2 - i64::try_from(linear.min(3)).unwrap_or(0), p, d)
        });
        let Some((_, p, d)) = judged.min_by_key(|j| (j.0, j.1)) else { break };
        cost += match &d[..] {
            [1, 1, ..] | [] | [1] => 0,
            [_] => 1,
            [1, k, ..] => *k,
            [j, k, ..] => j * k,
        };
        known |= bit(p);
        out.push(p);
    }
    (out, cost)
}

/// Frames with the orders of their points, the most promising first.
pub fn plans(theorem: &CoreTheorem) -> Vec<Variables> {
    // (A set of points is a machine word.)
    if theorem.statement_points > 100 {
        return Vec::new();
    }
    let n = u32::try_from(theorem.statement_points).unwrap_or(0);
    let mut all = Vec::new();
    for a in (0..n).map(Pt) {
        for b in (0..n).map(Pt).filter(|b| *b != a) {
            let frame = [a, b];
            let (points, cost) = order(theorem, frame);
            let vars = Variables::new(frame, points.into_iter().filter(|p| !frame.contains(p)).collect());
            let terms: usize = assumed(theorem, &vars).0.iter().map(|e| e.poly.len()).sum();
            all.push(((cost, terms), vars));
        }
    }
    all.sort_by_key(|p| p.0);
    all.into_iter().map(|p| p.1).collect()
}
