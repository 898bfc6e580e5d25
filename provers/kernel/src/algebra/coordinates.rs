//! Facts and conditions of geometry as clauses about coordinates: each holds exactly where all its clauses do.
//!
//! The coordinates of a point belong to a frame OE: O is the origin, E lies on the x-axis, to the right of O or at O; the frame is
//! counter-clockwise, the unit of length is that of the lengths.

use super::Clause;
use super::statement::made_of;
use euclase_grammar::core::{Atom, Axis, Cond, Fact, Num, Pt, Q, Rel};
use num_traits::{Signed, ToPrimitive, Zero};

/// Most vectors that are multiplied for an equation of directions.
const MAX_DEGREE: u64 = 8;

/// A vector, or a complex number.
type Pair = [Num; 2];

/// Coordinates in one frame.
#[derive(Clone, Copy)]
pub(super) struct Frame(pub [Pt; 2]);

impl Frame {
    fn at(self, p: Pt) -> Pair {
        [Axis::X, Axis::Y].map(|axis| Num::Coordinate { axis, of: p, frame: self.0 })
    }

    /// The vector from A to B.
    pub fn vector(self, a: Pt, b: Pt) -> Pair {
        let ([ax, ay], [bx, by]) = (self.at(a), self.at(b));
        [minus(bx, ax), minus(by, ay)]
    }

    pub fn square(self, a: Pt, b: Pt) -> Num {
        let v = self.vector(a, b);
        dot(&v, &v)
    }

    /// Twice the area of a polygon, positive where it is counter-clockwise.
    pub fn twice_area(self, ps: &[Pt]) -> Num {
        let Some((first, rest)) = ps.split_first() else { return Num::Const(Q::zero()) };
        let part = |w: &[Pt]| cross(&self.vector(*first, w[0]), &self.vector(*first, w[1]));
        Num::Add(rest.windows(2).map(part).collect())
    }

    fn oriented(self, [a, b, c]: [Pt; 3]) -> Num {
        self.twice_area(&[a, b, c])
    }

    /// The imaginary part of Π (vector)^k · e^(−iπ·turn), up to a positive factor: Σ k·dir − turn is 0 where it is, or where two points
    /// that a direction needs are one. Only of equations that turning the plane does not change: the frame may be turned.
    fn turned(self, terms: &[(i64, Pt, Pt)], turn: &Q) -> Option<Num> {
        let degree = terms.iter().try_fold(0u64, |sum, t| sum.checked_add(t.0.unsigned_abs()))?;
        let [c, s] = unit(turn)?;
        if degree > MAX_DEGREE || terms.iter().map(|t| t.0).sum::<i64>() != 0 {
            return None;
        }
        let mut z = [c, negative(s)];
        for (k, a, b) in terms {
            let [x, y] = self.vector(*a, *b);
            let v = if *k < 0 { [x, negative(y)] } else { [x, y] };
            for _ in 0..k.unsigned_abs() {
                z = product(&z, &v);
            }
        }
        let [_, imaginary] = z;
        Some(imaginary)
    }

    /// The imaginary part of (A−C)·(B−C)‾·(A−D)‾·(B−D): 0 where the points are on one circle or line, or two of these differences are 0.
    fn concyclic(self, [a, b, c, d]: [Pt; 4]) -> Num {
        let bar = |[x, y]: Pair| [x, negative(y)];
        let left = product(&self.vector(c, a), &bar(self.vector(c, b)));
        let right = product(&bar(self.vector(d, a)), &self.vector(d, b));
        let [_, imaginary] = product(&left, &right);
        imaginary
    }

    /// The clauses of a fact as a hypothesis or a goal; `None` for kinds that say nothing in coordinates here.
    pub fn fact(self, f: &Fact) -> Option<Vec<Clause>> {
        let zeros = |ns: Vec<Num>| ns.into_iter().map(|n| vec![zero(n, Rel::Eq)]).collect();
        Some(match f {
            Fact::Same(a, b) => zeros(self.vector(*a, *b).to_vec()),
            Fact::Coll(a, b, c) => zeros(vec![self.oriented([*a, *b, *c])]),
            Fact::Cyclic(a, b, c, d) => {
                let all = [*a, *b, *c, *d];
                let mut out: Vec<Clause> = zeros(vec![self.concyclic(all)]);
                // Three of the points that differ are not on a line.
                out.extend((0..4).map(|left_out| {
                    let t: Vec<Pt> = (0..4).filter(|i| *i != left_out).map(|i| all[i]).collect();
                    let pairs = [(t[0], t[1]), (t[1], t[2]), (t[2], t[0])];
                    let same = pairs.map(|(p, q)| zero(self.square(p, q), Rel::Eq));
                    [vec![zero(self.twice_area(&t), Rel::Ne)], same.to_vec()].concat()
                }));
                out
            }
            Fact::Sim { a: [a, b, c], b: [d, e, f], opposite } => {
                let flip = |[x, y]: Pair| if *opposite { [x, negative(y)] } else { [x, y] };
                let left = product(&self.vector(*a, *b), &flip(self.vector(*d, *f)));
                let right = product(&self.vector(*a, *c), &flip(self.vector(*d, *e)));
                let [[x, y], [u, v]] = [left, right];
                let mut out: Vec<Clause> = zeros(vec![minus(x, u), minus(y, v)]);
                out.extend([[*a, *b, *c], [*d, *e, *f]].map(|t| vec![zero(self.oriented(t), Rel::Ne)]));
                out
            }
            Fact::Dir { terms, turn } => zeros(vec![self.turned(terms, turn)?]),
            Fact::Sq { terms, konst } => {
                let scaled = |(k, a, b): &(Q, Pt, Pt)| times(Num::Const(k.clone()), self.square(*a, *b));
                let sum = Num::Add(terms.iter().map(scaled).collect());
                zeros(vec![minus(sum, Num::Const(konst.clone()))])
            }
            Fact::Vec(terms) => {
                let part = |i: usize| {
                    let one = |(k, p): &(Q, Pt)| times(Num::Const(k.clone()), self.at(*p)[i].clone());
                    Num::Add(terms.iter().map(one).collect())
                };
                zeros(vec![part(0), part(1)])
            }
            // Lengths are not negative: equations of products, and of two lengths, are those of the squares.
            Fact::Log { terms, konst } => {
                let lengths = terms.iter().map(|(e, a, b)| (e.clone(), self.square(*a, *b)));
                let primes = konst.iter().map(|(n, e)| (-e, Num::Const(Q::from_integer((*n).into()).pow(2))));
                zeros(vec![balance(&lengths.chain(primes).collect::<Vec<_>>())?])
            }
            Fact::Len { terms, konst } => {
                let scaled = |k: &Q, a: &Pt, b: &Pt| times(Num::Const(k.pow(2)), self.square(*a, *b));
                let (left, right) = match &terms[..] {
                    [(k, a, b)] if !(k * konst).is_negative() => (scaled(k, a, b), Num::Const(konst.pow(2))),
                    [(k, a, b), (l, c, d)] if konst.is_zero() && !(k * l).is_positive() => {
                        (scaled(k, a, b), scaled(l, c, d))
                    }
                    _ => return None,
                };
                zeros(vec![minus(left, right)])
            }
            Fact::Ang { .. } | Fact::Num(..) => return None,
        })
    }

    /// The clauses of a condition.
    pub fn condition(self, c: &Cond) -> Option<Vec<Clause>> {
        let one = |n: Num, rel: Rel| vec![vec![zero(n, rel)]];
        let both = |s: &[Pt; 3], t: &[Pt; 3]| times(self.oriented(*s), self.oriented(*t));
        let on_line = |a: Pt, b: Pt, c: Pt, rel: Rel| {
            let flat = zero(self.oriented([a, b, c]), Rel::Eq);
            vec![vec![flat], vec![zero(dot(&self.vector(b, a), &self.vector(b, c)), rel)]]
        };
        Some(match c {
            Cond::Distinct(a, b) => one(self.square(*a, *b), Rel::Ne),
            Cond::NotColl(a, b, c) => one(self.oriented([*a, *b, *c]), Rel::Ne),
            Cond::NotPara([a, b], [c, d]) => one(cross(&self.vector(*a, *b), &self.vector(*c, *d)), Rel::Ne),
            Cond::NotCyclic(a, b, c, d) => one(self.concyclic([*a, *b, *c, *d]), Rel::Ne),
            Cond::SameOrient(s, t) => one(both(s, t), Rel::Gt),
            Cond::OppOrient(s, t) => one(both(s, t), Rel::Lt),
            Cond::Positive(t) => one(self.oriented(*t), Rel::Gt),
            Cond::Between(a, b, c) => on_line(*a, *b, *c, Rel::Lt),
            Cond::Outside(a, b, c) => {
                let mut out = on_line(*a, *b, *c, Rel::Gt);
                out.push(vec![zero(self.square(*a, *c), Rel::Ne)]);
                out
            }
            Cond::Longer([a, b], [c, d]) => one(minus(self.square(*a, *b), self.square(*c, *d)), Rel::Gt),
            Cond::Not(f) => {
                // One of the comparisons that make up the fact fails.
                let all: Vec<Atom> = self.fact(f)?.into_iter().map(|c| single(&c)).collect::<Option<_>>()?;
                vec![all.into_iter().map(|a| Atom { rel: a.rel.negated(), ..a }).collect()]
            }
            Cond::Any(cs) => {
                let alone = |c: &Cond| single(&self.condition(c)?).and_then(|c| single(&c));
                vec![cs.iter().map(alone).collect::<Option<_>>()?]
            }
            Cond::Num(a, cmp, b) => {
                let fixed = |n: &Num| made_of(n, usize::MAX, |_| false);
                let atom = Atom { lhs: a.clone(), rel: (*cmp).into(), rhs: b.clone() };
                (fixed(a) && fixed(b)).then(|| vec![vec![atom]])?
            }
            Cond::DirNe { .. } | Cond::AngWithin { .. } => return None,
        })
    }
}

/// Π n^e = 1, whole exponents on either side.
fn balance(factors: &[(Q, Num)]) -> Option<Num> {
    let whole = |k: &i64| factors.iter().all(|f| (&f.0 * Q::from_integer((*k).into())).is_integer());
    let scale = Q::from_integer((1..=4).find(whole)?.into());
    let (mut left, mut right, mut degree) = (Vec::new(), Vec::new(), Q::zero());
    for (e, n) in factors {
        let k = e * &scale;
        degree += k.abs();
        let side = if k.is_negative() { &mut right } else { &mut left };
        side.push(Num::Pow(Box::new(n.clone()), k.abs()));
    }
    (degree <= Q::from_integer(MAX_DEGREE.into())).then(|| minus(Num::Mul(left), Num::Mul(right)))
}

/// The only one.
fn single<T: Clone>(xs: &[T]) -> Option<T> {
    if let [x] = xs { Some(x.clone()) } else { None }
}

/// A positive multiple of cos and sin of so many half-turns.
fn unit(turn: &Q) -> Option<Pair> {
    let twelfths = (turn * Q::from_integer(12.into())).to_i64().filter(|n| Q::new((*n).into(), 12.into()) == *turn)?;
    let int = |n: i64| Num::Const(Q::from_integer(n.into()));
    let root = || Num::Call("sqrt".into(), vec![int(3)]);
    Some(match twelfths {
        0 => [int(1), int(0)],
        2 => [root(), int(1)],
        3 => [int(1), int(1)],
        4 => [int(1), root()],
        6 => [int(0), int(1)],
        8 => [int(-1), root()],
        9 => [int(-1), int(1)],
        10 => [negative(root()), int(1)],
        _ => return None,
    })
}

pub(super) fn zero(n: Num, rel: Rel) -> Atom {
    Atom { lhs: n, rel, rhs: Num::Const(Q::zero()) }
}

fn negative(n: Num) -> Num {
    Num::Neg(Box::new(n))
}

fn minus(a: Num, b: Num) -> Num {
    Num::Add(vec![a, negative(b)])
}

fn times(a: Num, b: Num) -> Num {
    Num::Mul(vec![a, b])
}

fn cross(u: &Pair, v: &Pair) -> Num {
    minus(times(u[0].clone(), v[1].clone()), times(u[1].clone(), v[0].clone()))
}

fn dot(u: &Pair, v: &Pair) -> Num {
    Num::Add(vec![times(u[0].clone(), v[0].clone()), times(u[1].clone(), v[1].clone())])
}

/// Of complex numbers.
fn product(u: &Pair, v: &Pair) -> Pair {
    let imaginary = Num::Add(vec![times(u[0].clone(), v[1].clone()), times(u[1].clone(), v[0].clone())]);
    [minus(times(u[0].clone(), v[0].clone()), times(u[1].clone(), v[1].clone())), imaginary]
}
