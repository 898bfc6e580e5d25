//! Hypotheses that follow from the others.
//!
//! A construction tells more than it needs (`have` in the prelude: the third bisector, the third altitude), and no interval can show
//! that a dependent equation holds. So hypotheses are taken in order, and one that follows from those
//! already taken is left out of the equations. "Follows" is decided by exact linear algebra and a few classical lemmas, each with
//! the conditions under which it is true; the conditions are strict, and must hold on the whole enclosure.
//!
//! - vector equations are closed under linear combination; midpoints and parallelograms are vector equations;
//! - so are equations of squared lengths, into which equal lengths and right angles translate
//!   (AB ⟂ CD ⟺ AC² − AD² − BC² + BD² = 0), and vector equations too (Σ q·X = 0 gives Σ q·PX² = Σ q·RX²);
//! - isogonal lines at two vertices of a triangle, through P and through Q, are isogonal at the third (trigonometric Ceva);
//!   P = Q is the case of bisectors;
//! - an equation of undirected angles says the same as one of directions, where the orientations are known;
//! - a point of a bisector is equally far from the sides; the midpoint of an arc lies on a bisector; angles of an
//!   equilateral triangle.

use crate::formula::ang_as_dir;
use crate::truth::Picture;
use euclase_grammar::core::{Fact, Pt, Q};
use num_traits::{One, Zero};
use std::collections::BTreeMap;

/// A linear form over pairs of points (or points, as pairs of the same).
type Form = BTreeMap<(Pt, Pt), Q>;

/// Forms in echelon shape, by least key.
#[derive(Clone, Default)]
struct Span(BTreeMap<(Pt, Pt), Form>);

fn add_to(form: &mut Form, key: (Pt, Pt), k: Q) {
    let e = form.entry(key).or_insert_with(Q::zero);
    *e += k;
    if e.is_zero() {
        form.remove(&key);
    }
}

impl Span {
    /// What remains of a form modulo the span.
    fn reduce(&self, form: &Form) -> Form {
        let mut out = form.clone();
        // rows only bring in keys greater than their own, so one pass in order is enough
        for (lead, row) in &self.0 {
            if let Some(c) = out.get(lead).cloned() {
                for (key, v) in row {
                    add_to(&mut out, *key, -(&c * v));
                }
            }
        }
        out
    }

    fn contains(&self, form: &Form) -> bool {
        self.reduce(form).is_empty()
    }

    fn insert(&mut self, form: &Form) {
        let rest = self.reduce(form);
        if let Some((lead, k)) = rest.first_key_value().map(|(l, k)| (*l, k.clone())) {
            self.0.insert(lead, rest.into_iter().map(|(key, v)| (key, v / &k)).collect());
        }
    }
}

fn pair(a: Pt, b: Pt) -> (Pt, Pt) {
    (a.min(b), a.max(b))
}

/// Point minus point.
fn difference(a: Pt, b: Pt) -> Form {
    let mut f = Form::new();
    add_to(&mut f, (a, a), Q::one());
    add_to(&mut f, (b, b), -Q::one());
    f
}

fn squares(terms: impl IntoIterator<Item = (Q, Pt, Pt)>) -> Form {
    let mut f = Form::new();
    for (k, a, b) in terms {
        if a != b {
            add_to(&mut f, pair(a, b), k);
        }
    }
    f
}

/// AB ⟂ CD by squared lengths.
fn perp_form(a: Pt, b: Pt, c: Pt, d: Pt) -> Form {
    let (p, m) = (Q::one(), -Q::one());
    squares([(p.clone(), a, c), (m.clone(), a, d), (m, b, c), (p, b, d)])
}

/// A homogeneous equation of squared lengths equivalent to the fact (given that the pairs of a right angle differ).
fn square_form(f: &Fact) -> Option<Form> {
    match f {
        Fact::Sq { terms, konst } if konst.is_zero() => Some(squares(terms.iter().cloned())),
        Fact::Len { terms, konst } if konst.is_zero() => match terms.as_slice() {
            [(k, a, b), (l, c, d)] if (k * l) < Q::zero() => Some(squares([(k * k, *a, *b), (-(l * l), *c, *d)])),
            _ => None,
        },
        Fact::Dir { terms, turn } => match terms.as_slice() {
            [(k, a, b), (l, c, d)] if k + l == 0 && k.abs() == 1 && *turn == Q::new(1.into(), 2.into()) => {
                Some(perp_form(*a, *b, *c, *d))
            }
            _ => None,
        },
        _ => None,
    }
}

/// The lines AB ∥ CD of a two-term equation of directions.
fn parallels(f: &Fact) -> Option<[Pt; 4]> {
    match f {
        Fact::Dir { terms, turn } if turn.is_zero() => match terms.as_slice() {
            [(k, a, b), (l, c, d)] if k + l == 0 && k.abs() == 1 => Some([*a, *b, *c, *d]),
            _ => None,
        },
        _ => None,
    }
}

/// dir(XA) + dir(XB) = dir(XP) + dir(XQ): the lines are isogonal in the angle at X.
fn isogonal(x: Pt, a: Pt, b: Pt, p: Pt, q: Pt) -> Fact {
    Fact::Dir { terms: vec![(1, x, a), (1, x, b), (-1, x, p), (-1, x, q)], turn: Q::zero() }.normalized()
}

/// Facts that hold in a picture, and what follows from them at once.
pub struct Known<'a> {
    pic: &'a Picture,
    facts: Vec<Fact>,
    vectors: Span,
    squares: Span,
    /// vector equations that `squares` does not have yet: they make it large, and few facts ask for it
    pending: Vec<Form>,
}

impl<'a> Known<'a> {
    /// Nothing is known yet. (Facts about points that the picture does not have follow from nothing.)
    pub fn new(pic: &'a Picture) -> Known<'a> {
        Known { pic, facts: Vec::new(), vectors: Span::default(), squares: Span::default(), pending: Vec::new() }
    }

    fn n(&self) -> usize {
        self.pic.boxes.len()
    }

    fn apart(&self, a: Pt, b: Pt) -> bool {
        self.pic.distinct(a, b)
    }

    fn proper(&self, a: Pt, b: Pt, c: Pt) -> bool {
        self.pic.proper([a, b, c])
    }

    fn has(&self, f: &Fact) -> bool {
        self.facts.contains(&f.normalized())
    }

    /// Adds a fact that holds in the picture.
    pub fn learn(&mut self, fact: &Fact) {
        let f = fact.normalized();
        match &f {
            Fact::Vec(v) if v.iter().fold(Q::zero(), |s, t| s + &t.0).is_zero() => {
                self.learn_vector(v.iter().map(|(k, p)| ((*p, *p), k.clone())).collect());
            }
            Fact::Same(a, b) => self.learn_vector(difference(*a, *b)),
            Fact::Ang { .. } => self.facts.extend(self.directed(&f)),
            _ => {}
        }
        if let Some(s) = square_form(&f) {
            self.squares.insert(&s);
        }
        self.facts.push(f.clone());
        match &f {
            // M on AB with MA = MB and A ≠ B: the midpoint
            Fact::Coll(a, b, c) => {
                for (m, p, r) in [(*a, *b, *c), (*b, *a, *c), (*c, *a, *b)] {
                    self.midpoint(m, p, r);
                }
            }
            Fact::Len { terms, konst } if konst.is_zero() && terms.len() == 2 => {
                let (s, t) = ([terms[0].1, terms[0].2], [terms[1].1, terms[1].2]);
                for m in s.into_iter().filter(|m| t.contains(m)) {
                    let other = |v: [Pt; 2]| if v[0] == m { v[1] } else { v[0] };
                    self.midpoint(m, other(s), other(t));
                }
            }
            _ => {}
        }
        // two pairs of parallels: a parallelogram
        if let Some([a, b, c, d]) = parallels(&f) {
            for (c, d) in [(c, d), (d, c)] {
                // A, B, C, D in this order: AB ∥ CD and BC ∥ DA
                if self.has(&Fact::para(b, c, d, a)) && self.proper(a, b, c) && self.apart(c, d) && self.apart(d, a) {
                    let mut v = difference(a, b);
                    for (k, x) in difference(c, d) {
                        add_to(&mut v, k, x);
                    }
                    self.learn_vector(v);
                }
            }
        }
    }

    fn midpoint(&mut self, m: Pt, a: Pt, b: Pt) {
        if self.has(&Fact::Coll(m, a, b)) && self.has(&Fact::cong(m, a, m, b)) && self.apart(a, b) {
            let mut v = difference(m, a);
            for (k, x) in difference(m, b) {
                add_to(&mut v, k, x);
            }
            self.learn_vector(v);
        }
    }

    fn learn_vector(&mut self, v: Form) {
        self.vectors.insert(&v);
        self.pending.push(v);
    }

    /// Whether an equation of squares follows, by those that are known and those that vector equations give with every
    /// pair of points.
    fn by_squares(&mut self, form: &Form) -> bool {
        let first = Pt(0);
        for v in std::mem::take(&mut self.pending) {
            for r in (1..self.n()).map(|i| Pt(i as u32)) {
                let both = v.iter().flat_map(|((x, _), k)| [(k.clone(), first, *x), (-k, r, *x)]);
                self.squares.insert(&squares(both));
            }
        }
        self.squares.contains(form)
    }

    /// An equation of angles as one of directions, by the orientations of its triangles in the picture. They say the same but for
    /// whole multiples, which the fact's side condition excludes.
    fn directed(&self, f: &Fact) -> Option<Fact> {
        let Fact::Ang { terms, konst } = f else { return None };
        let (terms, turn) = ang_as_dir(terms, konst, &|t| self.pic.orient(t).filter(|s| *s != 0))?;
        Some(Fact::Dir { terms, turn }.normalized())
    }

    /// A − B = r·(C − D) modulo the vector equations; the factor r, if C ≠ D there.
    fn ratio(&self, a: Pt, b: Pt, c: Pt, d: Pt) -> Option<Q> {
        let (u, v) = (self.vectors.reduce(&difference(a, b)), self.vectors.reduce(&difference(c, d)));
        let (key, k) = v.first_key_value()?;
        let r = u.get(key).cloned().unwrap_or_else(Q::zero) / k;
        let scaled: Form = v.iter().map(|(key, x)| (*key, x * &r)).filter(|t| !t.1.is_zero()).collect();
        (u == scaled).then_some(r)
    }

    /// Whether a fact follows from those added so far.
    pub fn implies(&mut self, fact: &Fact) -> bool {
        let f = &fact.normalized();
        f.is_trivial()
            || self.facts.contains(f)
            || self.by_lemmas(f)
            || self.directed(f).is_some_and(|d| self.facts.contains(&d))
            || square_form(f).is_some_and(|s| self.by_squares(&s))
    }

    fn by_lemmas(&self, f: &Fact) -> bool {
        if let Some([a, b, c, d]) = parallels(f)
            && (self.ratio(a, b, c, d).is_some() || self.ratio(c, d, a, b).is_some())
        {
            return true;
        }
        match f {
            Fact::Vec(v) => self.vectors.contains(&v.iter().map(|(k, p)| ((*p, *p), k.clone())).collect()),
            Fact::Same(a, b) => self.vectors.contains(&difference(*a, *b)),
            Fact::Coll(a, b, c) => self.ratio(*a, *b, *a, *c).is_some() || self.ratio(*a, *c, *a, *b).is_some(),
            Fact::Len { terms, konst } if konst.is_zero() => match terms.as_slice() {
                [(k, a, b), (l, c, d)] => {
                    let by_vectors = self
                        .ratio(*a, *b, *c, *d)
                        .is_some_and(|r| r.clone() * &r == (l / k) * (l / k) && (k * l) < Q::zero());
                    by_vectors || (k + l).is_zero() && (self.feet([*a, *b], [*c, *d]))
                }
                _ => false,
            },
            Fact::Dir { terms, turn } if turn.is_zero() => self.third_isogonal(terms) || self.arc_bisector(terms),
            Fact::Dir { terms, turn } => self.equilateral(terms, turn),
            _ => false,
        }
    }

    /// Reads an equation as "the lines XP and XQ are isogonal in the angle AXB", in every way.
    fn isogonal_readings(terms: &[(i64, Pt, Pt)]) -> Vec<(Pt, [Pt; 2], [Pt; 2])> {
        let mut plus = Vec::new();
        let mut minus = Vec::new();
        for (k, a, b) in terms {
            let list = if *k > 0 { &mut plus } else { &mut minus };
            for _ in 0..k.unsigned_abs().min(3) {
                list.push([*a, *b]);
            }
        }
        if plus.len() != 2 || minus.len() != 2 {
            return Vec::new();
        }
        let all = [plus[0], plus[1], minus[0], minus[1]];
        let Some(x) = all[0].into_iter().find(|x| all.iter().all(|l| l.contains(x))) else { return Vec::new() };
        let other = |l: [Pt; 2]| if l[0] == x { l[1] } else { l[0] };
        let (s, t) = ([other(plus[0]), other(plus[1])], [other(minus[0]), other(minus[1])]);
        vec![(x, s, t), (x, t, s)]
    }

    /// Isogonal lines at C, from those at A and B.
    fn third_isogonal(&self, terms: &[(i64, Pt, Pt)]) -> bool {
        Self::isogonal_readings(terms).into_iter().any(|(c, [a, b], [p, q])| {
            let sides = self.proper(a, b, c) && self.proper(p, a, b) && self.proper(p, b, c) && self.proper(p, c, a);
            sides
                && [a, b, c].into_iter().all(|v| self.apart(q, v))
                && self.has(&isogonal(a, b, c, p, q))
                && self.has(&isogonal(b, c, a, p, q))
        })
    }

    /// M with MB = MC on the circle ABC lies on a bisector at A.
    fn arc_bisector(&self, terms: &[(i64, Pt, Pt)]) -> bool {
        Self::isogonal_readings(terms).into_iter().any(|(a, [b, c], [m, m2])| {
            m == m2
                && self.proper(a, b, c)
                && self.apart(a, m)
                && self.has(&Fact::Cyclic(a, b, c, m))
                && self.has(&Fact::cong(m, b, m, c))
        })
    }

    /// IX = IY, where X and Y are the feet of I on the sides of an angle and I is on a bisector of it.
    fn feet(&self, s: [Pt; 2], t: [Pt; 2]) -> bool {
        let Some(i) = s.into_iter().find(|p| t.contains(p)) else { return false };
        let other = |l: [Pt; 2]| if l[0] == i { l[1] } else { l[0] };
        let (x, y) = (other(s), other(t));
        let point = |k: usize| Pt(k as u32);
        // V the vertex, P on the side of X, R on the side of Y
        let sides_of = |foot: Pt, v: Pt| {
            (0..self.n()).map(point).filter(move |p| {
                self.has(&Fact::Coll(foot, v, *p))
                    && self.has(&Fact::perp(i, foot, v, *p))
                    && self.apart(v, *p)
                    && self.apart(i, foot)
            })
        };
        (0..self.n()).map(point).any(|v| {
            sides_of(x, v).any(|p| {
                sides_of(y, v).any(|r| self.proper(v, p, r) && self.apart(i, v) && self.has(&isogonal(v, p, r, i, i)))
            })
        })
    }

    /// An angle of 60° in a triangle of equal sides.
    fn equilateral(&self, terms: &[(i64, Pt, Pt)], turn: &Q) -> bool {
        let [(k, a, b), (l, c, d)] = terms else { return false };
        if k + l != 0 || k.abs() != 1 {
            return false;
        }
        let (first, second) = ([*a, *b], [*c, *d]);
        let Some(v) = first.into_iter().find(|p| second.contains(p)) else { return false };
        let other = |l: [Pt; 2]| if l[0] == v { l[1] } else { l[0] };
        let (p, r) = (other(first), other(second));
        let sides = [Fact::cong(v, p, v, r), Fact::cong(v, p, p, r), Fact::cong(v, r, p, r)];
        if sides.iter().filter(|s| self.has(s)).count() < 2 {
            return false;
        }
        // k·(dir(VP) − dir(VR)): the turn from VR to VP is 1/3 when V, R, P is counter-clockwise
        let Some(o @ (1 | -1)) = self.pic.orient([v, r, p]) else { return false };
        let third = Q::new((i64::from(o) * k).into(), 3.into());
        (turn - third).is_integer()
    }
}
