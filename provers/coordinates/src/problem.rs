//! A theorem in the coordinates of a frame: its equations as polynomials, and the order in which its points are determined.

use euclase_grammar::core::{Atom, Axis, Cond, CoreTheorem, Fact, GoalKind, Num, Pt, Q, Rel};
use euclase_kernel::algebra::Said;
use euclase_kernel::algebra::statement::{condition_in_coordinates, given_in_coordinates, obligations_in_coordinates};
use euclase_poly::{MAX_TERMS, Mono, Poly};
use num_traits::{One, ToPrimitive, Zero};

/// √3, the length of OE, then the coordinates of the points: by rank, so that a polynomial's main variable is its greatest.
#[derive(Clone, Debug, PartialEq, Eq)]
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

    /// All points.
    pub fn points(&self) -> Vec<Pt> {
        self.frame.iter().chain(&self.order).copied().collect()
    }

    /// How many variables there are.
    pub fn count(&self) -> u32 {
        FIRST + 2 * u32::try_from(self.order.len()).unwrap_or(0)
    }

    /// The coordinates of a point, at values of the variables.
    pub fn place(&self, p: Pt, at: &[u64]) -> [u64; 2] {
        let value = |v: u32| at.get(v as usize).copied().unwrap_or(0);
        match self.rank(p) {
            Some(r) => [value(r), value(r + 1)],
            None if p == self.frame[1] => [value(UNIT), 0],
            None => [0, 0],
        }
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

/// A theorem, and what steps of geometry say besides.
#[derive(Clone, Copy)]
pub struct Problem<'a> {
    /// The theorem.
    pub theorem: &'a CoreTheorem,
    /// Steps that claim something, by number.
    pub known: &'a [(usize, Fact)],
}

impl<'a> From<&'a CoreTheorem> for Problem<'a> {
    /// What the theorem assumes alone.
    fn from(theorem: &'a CoreTheorem) -> Problem<'a> {
        Problem { theorem, known: &[] }
    }
}

impl<'a> Problem<'a> {
    /// What is assumed as facts and known by steps.
    pub fn facts(self) -> impl Iterator<Item = &'a Fact> {
        self.theorem.hyps.iter().map(|h| &h.fact).chain(self.known.iter().map(|k| &k.1))
    }

    /// The fact that something says, if it is one.
    pub fn fact(self, said: Said) -> Option<&'a Fact> {
        match said {
            Said::Assumed(n) => self.theorem.hyps.get(n).map(|h| &h.fact),
            Said::Step(n) => self.known.iter().find(|k| k.0 == n).map(|k| &k.1),
            Said::Recorded(_) => None,
        }
    }

    /// The condition of the theorem that something is.
    pub fn condition(self, said: Said) -> Option<&'a Cond> {
        let Said::Assumed(n) = said else { return None };
        let k = n.checked_sub(self.theorem.hyps.len())?;
        self.theorem.conds.get(k).map(|c| &c.cond)
    }
}

/// An equation that holds.
#[derive(Clone, Debug)]
pub struct Equation {
    /// It is zero.
    pub poly: Poly,
    /// What says so.
    pub said: Said,
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

/// What is assumed or known, in coordinates; nothing where something cannot be said in them is left out without harm to the proof.
pub fn assumed(problem: Problem, vars: &Variables) -> (Vec<Equation>, Vec<Inequation>) {
    let (mut equations, mut others) = (Vec::new(), Vec::new());
    let theorem = problem.theorem;
    let own = (0..theorem.hyps.len() + theorem.conds.len())
        .map(|n| (Said::Assumed(n), given_in_coordinates(theorem, n, vars.frame).unwrap_or_default()));
    let steps = problem.known.iter().map(|(n, fact)| {
        let all = obligations_in_coordinates(theorem, &GoalKind::Fact(fact.clone()), vars.frame);
        (Said::Step(*n), all.into_iter().flatten().map(|o| o.clause).collect())
    });
    for (said, clauses) in own.chain(steps) {
        for (clause, c) in clauses.into_iter().enumerate() {
            let [atom] = &c[..] else { continue };
            let Some(poly) = vars.poly(&atom.lhs).filter(|p| !p.is_zero()) else { continue };
            match (atom.rel, said) {
                (Rel::Eq, _) => equations.push(Equation { poly, said, clause }),
                (rel, Said::Assumed(source)) => others.push(Inequation { poly, rel, source, clause }),
                _ => {}
            }
        }
    }
    (equations, others)
}
