//! What certainly holds, and what certainly does not, in a figure given by rationals and intervals.
//!
//! Strict statements are decided by intervals that exclude zero, or by exact fractions where all coordinates are rational. An
//! equation is shown by exact fractions alone: no interval can show that a number is zero. `None` means "cannot be told".

use crate::field::{Exact, Field, V};
use crate::formula::{ang_denominator, angle, cross, equations, value};
use crate::iv::Iv;
use euclase_grammar::core::{Cmp, Cond, Fact, GoalKind, Num, Pt, Q};
use num_traits::{One, Zero};

/// The coordinates of a figure.
pub struct Picture {
    /// intervals that hold the coordinates of a true figure, all at once
    pub boxes: Vec<[Iv; 2]>,
    /// the coordinates themselves, of points for which they are rational
    pub exact: Vec<Option<V<Exact>>>,
}

/// Points known to be on a line: all members of a set together.
pub type Lines = Vec<Vec<Pt>>;

impl Picture {
    /// A picture of rational points.
    pub fn exact(points: &[[Q; 2]]) -> Picture {
        Picture {
            boxes: points.iter().map(|[x, y]| [Iv::from_q(x), Iv::from_q(y)]).collect(),
            exact: points.iter().map(|[x, y]| Some(Exact::point(x, y))).collect(),
        }
    }

    /// The intervals of a point.
    pub fn at(&self) -> impl Fn(Pt) -> V<Iv> {
        |p| self.boxes.get(p.ix()).map_or_else(|| V(Iv::bad(), Iv::bad()), |b| V(b[0].clone(), b[1].clone()))
    }

    fn at_exact(&self) -> impl Fn(Pt) -> V<Exact> {
        |p| self.exact.get(p.ix()).cloned().flatten().unwrap_or(V(Exact::none(), Exact::none()))
    }

    /// Sign of a number that both kinds of arithmetic can form: 1, 0 or −1.
    fn sign(&self, iv: Iv, exact: impl FnOnce() -> Exact) -> Option<i8> {
        iv.sign().or_else(|| exact().sign())
    }

    /// Orientation of a triangle: 1 counter-clockwise, −1 clockwise, 0 flat.
    pub fn orient(&self, t: [Pt; 3]) -> Option<i8> {
        self.sign(cross(&self.at(), t), || cross(&self.at_exact(), t))
    }

    /// Certainly not collinear.
    pub fn proper(&self, t: [Pt; 3]) -> bool {
        matches!(self.orient(t), Some(1 | -1))
    }

    /// Sign of |PQ|²: 1 distinct, 0 the same.
    fn apart(&self, p: Pt, r: Pt) -> Option<i8> {
        fn norm2<F: Field>(at: &impl Fn(Pt) -> V<F>, p: Pt, r: Pt) -> F {
            at(p).sub(&at(r)).norm2()
        }
        if p == r { Some(0) } else { self.sign(norm2(&self.at(), p, r), || norm2(&self.at_exact(), p, r)) }
    }

    /// Certainly two points.
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
        fn dot<F: Field>(at: &impl Fn(Pt) -> V<F>, a: Pt, b: Pt, c: Pt) -> F {
            at(a).sub(&at(b)).dot(&at(c).sub(&at(b)))
        }
        self.sign(dot(&self.at(), a, b, c), || dot(&self.at_exact(), a, b, c))
    }

    /// All equations of the fact vanish exactly.
    fn vanishes(&self, fact: &Fact) -> bool {
        let eqs = equations(fact, &self.at_exact(), &|t| self.orient(t));
        !eqs.is_empty() && eqs.iter().all(|e| e.sign() == Some(0))
    }

    /// Some equation of the fact excludes zero.
    fn differs(&self, fact: &Fact) -> bool {
        if let Fact::Ang { terms, konst } = fact {
            return self.angles(terms, konst).sign().is_some();
        }
        equations(fact, &self.at(), &|t| self.orient(t)).iter().any(|e| e.sign().is_some())
            || equations(fact, &self.at_exact(), &|t| self.orient(t)).iter().any(|e| matches!(e.sign(), Some(1 | -1)))
    }

    /// Σ q·∠ − konst, half-turns.
    fn angles(&self, terms: &[(Q, [Pt; 3])], konst: &Q) -> Iv {
        let at = self.at();
        terms.iter().fold(Iv::from_q(&-konst), |s, (k, t)| s.add(&Iv::from_q(k).mul(&angle(&at, *t))))
    }

    /// What clearing a fact has lost is there: a proper circle, proper triangles, pairs that differ, the branch of an angle.
    pub fn side(&self, fact: &Fact) -> bool {
        match fact {
            Fact::Dir { terms, .. } => terms.iter().all(|(_, a, b)| self.distinct(*a, *b)),
            Fact::Log { terms, .. } => terms.iter().all(|(_, a, b)| self.distinct(*a, *b)),
            Fact::Cyclic(a, b, c, d) => {
                [[*a, *b, *c], [*a, *b, *d], [*a, *c, *d], [*b, *c, *d]].into_iter().any(|t| self.proper(t))
            }
            Fact::Sim { a, b, .. } => self.proper(*a) && self.proper(*b),
            Fact::Ang { terms, konst } => {
                // the equation leaves whole multiples of 1/den: all but 0 must be excluded
                let step = Iv::from_q(&Q::new(1.into(), ang_denominator(terms)));
                step.sub(&self.angles(terms, konst).abs()).sign() == Some(1)
            }
            _ => true,
        }
    }

    /// The fact certainly holds, by exact fractions.
    pub fn holds(&self, fact: &Fact) -> bool {
        self.vanishes(fact) && self.side(fact)
    }

    /// The fact certainly fails.
    pub fn fails(&self, fact: &Fact) -> bool {
        if self.differs(fact) {
            // with a pair that coincides an equation of logarithms may be meant to hold
            return !matches!(fact, Fact::Log { .. }) || self.side(fact);
        }
        // exact points also show what clearing forgets
        let flat = |t: [Pt; 3]| self.orient(t) == Some(0);
        match fact {
            Fact::Sim { a, b, .. } => flat(*a) || flat(*b),
            Fact::Cyclic(a, b, c, d) => {
                let pts = [*a, *b, *c, *d];
                let distinct =
                    (0..4).flat_map(|i| (0..i).map(move |j| (i, j))).all(|(i, j)| self.distinct(pts[i], pts[j]));
                distinct && flat([*a, *b, *c])
            }
            _ => false,
        }
    }

    /// Whether a condition holds. Between and outside are about points of a line: `lines` says which are on one.
    pub fn cond(&self, cond: &Cond, lines: &Lines) -> Option<bool> {
        let nonzero = |s: Option<i8>| s.map(|s| s != 0);
        let product = |s: &[Pt; 3], t: &[Pt; 3]| self.orient(*s).zip(self.orient(*t)).map(|(x, y)| x * y);
        let not = |f: &Fact| {
            if self.fails(f) {
                Some(true)
            } else if self.holds(f) {
                Some(false)
            } else {
                None
            }
        };
        // the equation is not zero: then its pairs differ, or its four points
        let unequal = |f: Fact| if self.differs(&f) { Some(true) } else { self.vanishes(&f).then_some(false) };
        match cond {
            Cond::Distinct(a, b) => nonzero(self.apart(*a, *b)),
            Cond::NotColl(a, b, c) => nonzero(self.orient([*a, *b, *c])),
            Cond::NotPara([a, b], [c, d]) => unequal(Fact::para(*a, *b, *c, *d)),
            Cond::NotCyclic(a, b, c, d) => unequal(Fact::Cyclic(*a, *b, *c, *d)),
            Cond::DirNe { terms, turn } => not(&Fact::Dir { terms: terms.clone(), turn: turn.clone() }),
            Cond::SameOrient(s, t) => product(s, t).map(|x| x > 0),
            Cond::OppOrient(s, t) => product(s, t).map(|x| x < 0),
            Cond::Positive(t) => self.orient(*t).map(|x| x > 0),
            Cond::Between(a, b, c) | Cond::Outside(a, b, c) => {
                let inner = matches!(cond, Cond::Between(..));
                match self.dot(*a, *b, *c) {
                    _ if self.proper([*a, *b, *c]) => Some(false),
                    Some(0) => Some(false),
                    Some(s) if (s < 0) != inner => Some(false),
                    Some(_) if self.on_line([*a, *b, *c], lines) && self.distinct(*a, *c) => Some(true),
                    _ => None,
                }
            }
            Cond::Longer(s, t) => self.longer(*s, *t).map(|x| x > 0),
            Cond::AngWithin { terms, konst } => {
                let v = self.angles(terms, konst);
                Iv::from_q(&Q::one()).sub(&v.abs()).sign().map(|s| s > 0)
            }
            Cond::Num(l, cmp, r) => self.compare(l, *cmp, r),
            Cond::Not(f) => not(f),
            Cond::Any(v) => {
                let each: Vec<_> = v.iter().map(|c| self.cond(c, lines)).collect();
                if each.contains(&Some(true)) {
                    Some(true)
                } else {
                    each.iter().all(|x| *x == Some(false)).then_some(false)
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

    /// Certainly collinear: by exact fractions, or by sets of points on a line. Sets that share two distinct points are one.
    fn on_line(&self, t: [Pt; 3], lines: &Lines) -> bool {
        if self.orient(t) == Some(0) {
            return true;
        }
        let one = |s: &[Pt], t: &[Pt]| {
            let both: Vec<Pt> = s.iter().copied().filter(|p| t.contains(p)).collect();
            both.iter().enumerate().any(|(i, p)| both[..i].iter().any(|r| self.distinct(*p, *r)))
        };
        let mut merged: Vec<Vec<Pt>> = Vec::new();
        for set in lines {
            let mut set = set.clone();
            // what is larger now may meet more
            while let Some(i) = merged.iter().position(|m| one(m, &set)) {
                set.extend(merged.swap_remove(i));
                set.sort_unstable();
                set.dedup();
            }
            merged.push(set);
        }
        merged.iter().any(|m| t.iter().all(|p| m.contains(p)))
    }

    /// A goal that certainly fails.
    pub fn refutes(&self, kind: &GoalKind, lines: &Lines) -> bool {
        match kind {
            GoalKind::Fact(f) => self.fails(f),
            GoalKind::Cond(c) => self.cond(c, lines) == Some(false),
            GoalKind::Prop(_) | GoalKind::Find(_) | GoalKind::Solve(_) => false,
        }
    }
}

/// The sets of points that facts put on a line.
pub fn lines<'a>(facts: impl Iterator<Item = &'a Fact>) -> Lines {
    let set = |f: &Fact| match f {
        Fact::Coll(a, b, c) => Some(vec![*a, *b, *c]),
        // three points with Σ q·P = 0, Σ q = 0
        Fact::Vec(v) => {
            let whole = v.iter().fold(Q::zero(), |s, t| s + &t.0).is_zero() && v.iter().all(|t| !t.0.is_zero());
            (v.len() == 3 && whole).then(|| v.iter().map(|t| t.1).collect())
        }
        _ => None,
    };
    facts.filter_map(set).collect()
}
