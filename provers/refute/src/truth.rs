//! What certainly holds, and what certainly does not, in a picture given by intervals or by exact rationals.
//!
//! Strict statements are decided by intervals that exclude zero. Equations hold only where the coordinates are exact,
//! or where the equation is a hypothesis, which the enclosure is known to satisfy.

use crate::field::{Exact, Field, V};
use crate::formula::{ang_denominator, angle, cross, equations, value};
use crate::iv::Iv;
use euclase_grammar::core::{Cmp, Cond, CoreTheorem, Fact, GoalKind, Num, Pt, Q};
use num_traits::{One, Zero};

/// A picture for strict statements.
pub struct Picture<'a> {
    /// enclosures of the coordinates
    pub boxes: &'a [[Iv; 2]],
    /// the coordinates, where they are rational
    pub exact: Option<&'a [[Q; 2]]>,
    /// sets of points on a line by the hypotheses (only needed without exact coordinates)
    pub lines: Vec<Vec<Pt>>,
}

impl<'a> Picture<'a> {
    /// A picture in which all coordinates are known exactly.
    pub fn exact(points: &'a [[Q; 2]], boxes: &'a [[Iv; 2]]) -> Picture<'a> {
        Picture { boxes, exact: Some(points), lines: Vec::new() }
    }

    /// A picture known to satisfy the hypotheses somewhere in the boxes.
    pub fn enclosed(thm: &CoreTheorem, boxes: &'a [[Iv; 2]]) -> Picture<'a> {
        let mut p = Picture { boxes, exact: None, lines: Vec::new() };
        p.lines = p.collinear_sets(thm);
        p
    }

    /// The intervals of a point.
    pub fn at(&self) -> impl Fn(Pt) -> V<Iv> {
        |p| self.boxes.get(p.ix()).map_or_else(|| V(Iv::bad(), Iv::bad()), |b| V(b[0].clone(), b[1].clone()))
    }

    fn at_exact(&self) -> impl Fn(Pt) -> V<Exact> {
        |p| match self.exact.and_then(|e| e.get(p.ix())) {
            Some([x, y]) => V(Exact(Some(x.clone())), Exact(Some(y.clone()))),
            None => V(Exact(None), Exact(None)),
        }
    }

    /// Sign of a difference that both kinds of arithmetic can form: +1, −1, or 0 where it is exactly zero.
    fn sign(&self, iv: Iv, exact: impl FnOnce() -> Exact) -> Option<i8> {
        iv.sign().or_else(|| self.exact.and_then(|_| exact().0.filter(Zero::is_zero).map(|_| 0)))
    }

    /// Orientation of a triangle.
    pub fn orient(&self, t: [Pt; 3]) -> Option<i8> {
        self.sign(cross(&self.at(), t), || cross(&self.at_exact(), t))
    }

    /// Sign of |PQ|²: 1 when distinct, 0 when certainly the same.
    fn apart(&self, p: Pt, r: Pt) -> Option<i8> {
        if p == r {
            return Some(0);
        }
        let d = |a: V<Iv>, b: V<Iv>| a.sub(&b).norm2();
        self.sign(d(self.at()(p), self.at()(r)), || self.at_exact()(p).sub(&self.at_exact()(r)).norm2())
    }

    /// The two points are certainly distinct.
    pub fn distinct(&self, p: Pt, r: Pt) -> bool {
        self.apart(p, r) == Some(1)
    }

    /// Sign of |PQ|² − |RS|².
    fn longer(&self, [a, b]: [Pt; 2], [c, d]: [Pt; 2]) -> Option<i8> {
        fn diff<F: Field>(at: &impl Fn(Pt) -> V<F>, [a, b, c, d]: [Pt; 4]) -> F {
            at(a).sub(&at(b)).norm2().sub(&at(c).sub(&at(d)).norm2())
        }
        self.sign(diff(&self.at(), [a, b, c, d]), || diff(&self.at_exact(), [a, b, c, d]))
    }

    /// Sign of the scalar product of BA and BC.
    fn dot(&self, a: Pt, b: Pt, c: Pt) -> Option<i8> {
        let at = self.at();
        at(a).sub(&at(b)).dot(&at(c).sub(&at(b))).sign()
    }

    /// All equations of the fact vanish exactly (rational pictures only).
    fn vanishes(&self, fact: &Fact) -> bool {
        self.exact.is_some() && {
            let eqs = equations(fact, &self.at_exact(), &|t| self.orient(t));
            !eqs.is_empty() && eqs.iter().all(|e| e.0.as_ref().is_some_and(Zero::is_zero))
        }
    }

    /// Some equation of the fact excludes zero.
    fn differs(&self, fact: &Fact) -> bool {
        if let Fact::Ang { terms, konst } = fact {
            return self.angles(terms, konst).sign().is_some();
        }
        equations(fact, &self.at(), &|t| self.orient(t)).iter().any(|e| e.sign().is_some())
    }

    /// Σ q·∠ − konst, half-turns.
    fn angles(&self, terms: &[(Q, [Pt; 3])], konst: &Q) -> Iv {
        let at = self.at();
        terms.iter().fold(Iv::from_q(&-konst), |s, (k, t)| s.add(&Iv::from_q(k).mul(&angle(&at, *t))))
    }

    /// What clearing a fact has lost is there: a proper circle, proper triangles, pairs that differ, the branch.
    pub fn side(&self, fact: &Fact) -> bool {
        let apart = |a: &Pt, b: &Pt| self.apart(*a, *b) == Some(1);
        let proper = |t: [Pt; 3]| matches!(self.orient(t), Some(1 | -1));
        match fact {
            Fact::Dir { terms, .. } => terms.iter().all(|(_, a, b)| apart(a, b)),
            Fact::Log { terms, .. } => terms.iter().all(|(_, a, b)| apart(a, b)),
            Fact::Cyclic(a, b, c, d) => {
                [[*a, *b, *c], [*a, *b, *d], [*a, *c, *d], [*b, *c, *d]].into_iter().any(proper)
            }
            Fact::Sim { a, b, .. } => proper(*a) && proper(*b),
            Fact::Ang { terms, konst } => {
                // the equation leaves whole multiples of 1/den: all but 0 must be excluded
                let step = Iv::from_q(&Q::new(1.into(), ang_denominator(terms)));
                step.sub(&self.angles(terms, konst).abs()).sign() == Some(1)
            }
            _ => true,
        }
    }

    /// The fact certainly holds (rational pictures only).
    pub fn holds(&self, fact: &Fact) -> bool {
        self.vanishes(fact) && self.side(fact)
    }

    /// The fact certainly fails.
    pub fn fails(&self, fact: &Fact) -> bool {
        if self.differs(fact) {
            return true;
        }
        // an exact picture also shows what clearing forgets
        let flat = |t: [Pt; 3]| self.orient(t) == Some(0);
        match fact {
            Fact::Sim { a, b, .. } => flat(*a) || flat(*b),
            Fact::Cyclic(a, b, c, d) => {
                let pts = [*a, *b, *c, *d];
                let distinct = (0..4)
                    .flat_map(|i| (0..i).map(move |j| (i, j)))
                    .all(|(i, j)| self.apart(pts[i], pts[j]) == Some(1));
                distinct && flat([*a, *b, *c])
            }
            _ => false,
        }
    }

    /// Whether a condition holds; `None` when that cannot be decided.
    pub fn cond(&self, cond: &Cond) -> Option<bool> {
        let nonzero = |s: Option<i8>| s.map(|s| s != 0);
        let fact = |f: &Fact| {
            if self.fails(f) {
                Some(true)
            } else if self.holds(f) {
                Some(false)
            } else {
                None
            }
        };
        match cond {
            Cond::Distinct(a, b) => nonzero(self.apart(*a, *b)),
            Cond::NotColl(a, b, c) => nonzero(self.orient([*a, *b, *c])),
            Cond::NotPara([a, b], [c, d]) => {
                let f = Fact::para(*a, *b, *c, *d);
                if self.differs(&f) {
                    Some(true)
                } else if self.vanishes(&f) {
                    Some(false)
                } else {
                    None
                }
            }
            Cond::DirNe { terms, turn } => fact(&Fact::Dir { terms: terms.clone(), turn: turn.clone() }),
            Cond::SameOrient(s, t) => self.orient(*s).zip(self.orient(*t)).map(|(x, y)| x * y > 0),
            Cond::OppOrient(s, t) => self.orient(*s).zip(self.orient(*t)).map(|(x, y)| x * y < 0),
            Cond::Positive(t) => self.orient(*t).map(|x| x > 0),
            Cond::Between(a, b, c) | Cond::Outside(a, b, c) => {
                if matches!(self.orient([*a, *b, *c]), Some(1 | -1)) {
                    return Some(false);
                }
                let want = matches!(cond, Cond::Between(..));
                match self.dot(*a, *b, *c) {
                    Some(s) if (s < 0) != want => Some(false),
                    Some(_) if self.on_line([*a, *b, *c]) && self.apart(*a, *c) == Some(1) => Some(true),
                    _ => None,
                }
            }
            Cond::Longer(s, t) => self.longer(*s, *t).map(|x| x > 0),
            Cond::NotCyclic(a, b, c, d) => {
                let f = Fact::Cyclic(*a, *b, *c, *d);
                if self.differs(&f) {
                    Some(true)
                } else if self.vanishes(&f) {
                    Some(false)
                } else {
                    None
                }
            }
            Cond::AngWithin { terms, konst } => {
                let v = self.angles(terms, konst);
                Iv::from_q(&Q::one()).sub(&v.abs()).sign().map(|s| s > 0)
            }
            Cond::Num(l, cmp, r) => self.compare(l, *cmp, r),
            Cond::Not(f) => fact(f),
            Cond::Any(v) => {
                let each: Vec<_> = v.iter().map(|c| self.cond(c)).collect();
                if each.contains(&Some(true)) {
                    Some(true)
                } else if each.iter().all(|x| *x == Some(false)) {
                    Some(false)
                } else {
                    None
                }
            }
        }
    }

    fn compare(&self, l: &Num, cmp: Cmp, r: &Num) -> Option<bool> {
        let d = value(l, &self.at()).sub(&value(r, &self.at()));
        let s = self.sign(d, || value(l, &self.at_exact()).sub(&value(r, &self.at_exact())))?;
        Some(match cmp {
            Cmp::Lt => s < 0,
            Cmp::Le => s <= 0,
            Cmp::Gt => s > 0,
            Cmp::Ge => s >= 0,
            Cmp::Ne => s != 0,
        })
    }

    /// Certainly collinear: exactly, or by the hypotheses.
    fn on_line(&self, t: [Pt; 3]) -> bool {
        self.orient(t) == Some(0) || self.lines.iter().any(|l| t.iter().all(|p| l.contains(p)))
    }

    /// Closes the collinearities among the hypotheses: sets that share two points certainly distinct are one line.
    fn collinear_sets(&self, thm: &CoreTheorem) -> Vec<Vec<Pt>> {
        let mut sets: Vec<Vec<Pt>> = Vec::new();
        for h in &thm.hyps {
            match &h.fact {
                Fact::Coll(a, b, c) => sets.push(vec![*a, *b, *c]),
                // three points with Σ q·P = 0, Σ q = 0
                Fact::Vec(v) if v.len() == 3 && v.iter().all(|t| !t.0.is_zero()) => {
                    sets.push(v.iter().map(|t| t.1).collect());
                }
                _ => {}
            }
        }
        loop {
            let shared = |a: &[Pt], b: &[Pt]| {
                let both: Vec<Pt> = a.iter().copied().filter(|p| b.contains(p)).collect();
                both.iter().enumerate().any(|(i, p)| both[..i].iter().any(|r| self.apart(*p, *r) == Some(1)))
            };
            let pair =
                (0..sets.len()).flat_map(|i| (0..i).map(move |j| (i, j))).find(|(i, j)| shared(&sets[*i], &sets[*j]));
            let Some((i, j)) = pair else { return sets };
            let more = sets.swap_remove(i);
            for p in more {
                if !sets[j].contains(&p) {
                    sets[j].push(p);
                }
            }
        }
    }

    /// A goal that certainly fails.
    pub fn refutes(&self, kind: &GoalKind) -> bool {
        match kind {
            GoalKind::Fact(f) => self.fails(f),
            GoalKind::Cond(c) => self.cond(c) == Some(false),
            GoalKind::Find(_) | GoalKind::Solve(_) => false,
        }
    }
}
