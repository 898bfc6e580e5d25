//! What can be asked of numbers and of statements about them.

use super::helpers::pair;
use super::{Atom, Cmp, Num, Prop, Pt, Rel};

impl Num {
    /// Calls `f` with the number and every number in it, outer ones first, in the order of writing, each with its depth. Not
    /// recursive: nothing need be known of how deep it is.
    pub fn each_part<'a>(&'a self, f: &mut dyn FnMut(&'a Num, u32)) {
        let mut todo = vec![(self, 0)];
        while let Some((n, depth)) = todo.pop() {
            f(n, depth);
            match n {
                Num::Add(xs) | Num::Mul(xs) | Num::Call(_, xs) => todo.extend(xs.iter().rev().map(|x| (x, depth + 1))),
                Num::Div(a, b) => todo.extend([(&**b, depth + 1), (&**a, depth + 1)]),
                Num::Neg(x) | Num::Pow(x, _) => todo.push((&**x, depth + 1)),
                _ => {}
            }
        }
    }

    /// Calls `f` with every point that occurs.
    pub fn each_point(&self, f: &mut dyn FnMut(Pt)) {
        self.each_part(&mut |n, _| match n {
            Num::Len(a, b) => [*a, *b].into_iter().for_each(&mut *f),
            Num::Ang(a, b, c) | Num::DistLine(a, b, c) | Num::Circumradius(a, b, c) | Num::Inradius(a, b, c) => {
                [*a, *b, *c].into_iter().for_each(&mut *f);
            }
            Num::Area(ps) => ps.iter().copied().for_each(&mut *f),
            Num::Coordinate { of, frame: [o, e], .. } => [*of, *o, *e].into_iter().for_each(&mut *f),
            _ => {}
        });
    }

    /// The same number with every point replaced by `f` of it.
    pub fn map_points(&self, f: &dyn Fn(Pt) -> Pt) -> Num {
        let all = |xs: &[Num]| xs.iter().map(|x| x.map_points(f)).collect::<Vec<_>>();
        match self {
            Num::Const(_) | Num::Real(_) => self.clone(),
            Num::Len(a, b) => Num::Len(f(*a), f(*b)),
            Num::Ang(a, b, c) => Num::Ang(f(*a), f(*b), f(*c)),
            Num::DistLine(a, b, c) => Num::DistLine(f(*a), f(*b), f(*c)),
            Num::Circumradius(a, b, c) => Num::Circumradius(f(*a), f(*b), f(*c)),
            Num::Inradius(a, b, c) => Num::Inradius(f(*a), f(*b), f(*c)),
            Num::Area(ps) => Num::Area(ps.iter().map(|p| f(*p)).collect()),
            Num::Coordinate { axis, of, frame } => Num::Coordinate { axis: *axis, of: f(*of), frame: frame.map(f) },
            Num::Add(xs) => Num::Add(all(xs)),
            Num::Mul(xs) => Num::Mul(all(xs)),
            Num::Call(n, xs) => Num::Call(n.clone(), all(xs)),
            Num::Div(a, b) => Num::Div(Box::new(a.map_points(f)), Box::new(b.map_points(f))),
            Num::Neg(a) => Num::Neg(Box::new(a.map_points(f))),
            Num::Pow(a, e) => Num::Pow(Box::new(a.map_points(f)), e.clone()),
        }
    }

    /// Does it mention a real variable?
    pub fn mentions_reals(&self) -> bool {
        let mut found = false;
        self.each_part(&mut |x, _| found |= matches!(x, Num::Real(_)));
        found
    }

    /// The same number with terms put in for real variables, all at once; `value` has none for those that stay.
    pub fn with_reals(&self, value: &dyn Fn(u32) -> Option<Num>) -> Num {
        self.with_leaves(&|n| if let Num::Real(v) = n { value(*v) } else { None })
    }

    /// The same number with terms put in for what is not made of other numbers, all at once; `value` has none for what stays.
    pub fn with_leaves(&self, value: &dyn Fn(&Num) -> Option<Num>) -> Num {
        let all = |xs: &[Num]| xs.iter().map(|x| x.with_leaves(value)).collect();
        let inner = |x: &Num| Box::new(x.with_leaves(value));
        match self {
            Num::Add(xs) => Num::Add(all(xs)),
            Num::Mul(xs) => Num::Mul(all(xs)),
            Num::Call(f, xs) => Num::Call(f.clone(), all(xs)),
            Num::Div(a, b) => Num::Div(inner(a), inner(b)),
            Num::Neg(x) => Num::Neg(inner(x)),
            Num::Pow(x, e) => Num::Pow(inner(x), e.clone()),
            leaf => value(leaf).unwrap_or_else(|| leaf.clone()),
        }
    }

    /// The same number with the points of each length, angle and distance in a fixed order;
    /// sums and products are left as they are.
    pub fn normalized(&self) -> Num {
        let all = |xs: &[Num]| xs.iter().map(Num::normalized).collect::<Vec<_>>();
        match self {
            Num::Len(a, b) => {
                let (a, b) = pair(*a, *b);
                Num::Len(a, b)
            }
            Num::Ang(a, b, c) => {
                let (x, y) = pair(*a, *c);
                Num::Ang(x, *b, y)
            }
            Num::DistLine(p, a, b) => {
                let (a, b) = pair(*a, *b);
                Num::DistLine(*p, a, b)
            }
            Num::Add(xs) => Num::Add(all(xs)),
            Num::Mul(xs) => Num::Mul(all(xs)),
            Num::Call(n, xs) => Num::Call(n.clone(), all(xs)),
            Num::Div(a, b) => Num::Div(Box::new(a.normalized()), Box::new(b.normalized())),
            Num::Neg(a) => Num::Neg(Box::new(a.normalized())),
            Num::Pow(a, e) => Num::Pow(Box::new(a.normalized()), e.clone()),
            _ => self.clone(),
        }
    }

    /// A number of a figure as algebra names it: as [`Num::normalized`], and the vertices of a triangle in order, on which its
    /// area and radii do not depend.
    pub fn leaf_form(&self) -> Num {
        let mut n = self.normalized();
        match &mut n {
            Num::Area(ps) if ps.len() == 3 => ps.sort_unstable(),
            Num::Circumradius(a, b, c) | Num::Inradius(a, b, c) => {
                let mut ps = [*a, *b, *c];
                ps.sort_unstable();
                [*a, *b, *c] = ps;
            }
            _ => {}
        }
        n
    }
}

impl Rel {
    /// The sign in ASCII.
    pub fn sign(self) -> &'static str {
        match self {
            Rel::Eq => "=",
            Rel::Ne => "!=",
            Rel::Lt => "<",
            Rel::Le => "<=",
            Rel::Gt => ">",
            Rel::Ge => ">=",
        }
    }

    /// What holds exactly where this does not.
    #[must_use]
    pub fn negated(self) -> Rel {
        match self {
            Rel::Eq => Rel::Ne,
            Rel::Ne => Rel::Eq,
            Rel::Lt => Rel::Ge,
            Rel::Le => Rel::Gt,
            Rel::Gt => Rel::Le,
            Rel::Ge => Rel::Lt,
        }
    }
}

impl Rel {
    /// The relation with its sides exchanged.
    #[must_use]
    pub fn turned(self) -> Rel {
        match self {
            Rel::Lt => Rel::Gt,
            Rel::Le => Rel::Ge,
            Rel::Gt => Rel::Lt,
            Rel::Ge => Rel::Le,
            same => same,
        }
    }
}

impl From<Cmp> for Rel {
    fn from(c: Cmp) -> Rel {
        match c {
            Cmp::Lt => Rel::Lt,
            Cmp::Le => Rel::Le,
            Cmp::Gt => Rel::Gt,
            Cmp::Ge => Rel::Ge,
            Cmp::Ne => Rel::Ne,
        }
    }
}

impl Prop {
    /// Does a `for all` occur in it?
    pub fn quantifies(&self) -> bool {
        match self {
            Prop::Atom(_) => false,
            Prop::And(ps) | Prop::Or(ps) => ps.iter().any(Prop::quantifies),
            Prop::Not(p) => p.quantifies(),
            Prop::Implies(a, b) | Prop::Iff(a, b) => a.quantifies() || b.quantifies(),
            Prop::ForAll(..) => true,
        }
    }

    /// The same statement with its sides put through `f`; `None` where `f` has nothing for one.
    pub fn with_sides(&self, f: &dyn Fn(&Num) -> Option<Num>) -> Option<Prop> {
        let all = |ps: &[Prop]| ps.iter().map(|p| p.with_sides(f)).collect::<Option<Vec<_>>>();
        let one = |p: &Prop| p.with_sides(f).map(Box::new);
        Some(match self {
            Prop::Atom(a) => Prop::Atom(Atom { lhs: f(&a.lhs)?, rel: a.rel, rhs: f(&a.rhs)? }),
            Prop::And(ps) => Prop::And(all(ps)?),
            Prop::Or(ps) => Prop::Or(all(ps)?),
            Prop::Not(p) => Prop::Not(one(p)?),
            Prop::Implies(a, b) => Prop::Implies(one(a)?, one(b)?),
            Prop::Iff(a, b) => Prop::Iff(one(a)?, one(b)?),
            Prop::ForAll(vs, p) => Prop::ForAll(vs.clone(), one(p)?),
        })
    }

    /// The same statement with terms put in for real variables, all at once; `value` has none for those that stay, as those
    /// that it quantifies should.
    pub fn with_reals(&self, value: &dyn Fn(u32) -> Option<Num>) -> Prop {
        self.with_sides(&|n| Some(n.with_reals(value))).unwrap_or_else(|| self.clone())
    }

    /// Calls `f` with every comparison.
    pub fn each_atom<'a>(&'a self, f: &mut dyn FnMut(&'a Atom)) {
        match self {
            Prop::Atom(a) => f(a),
            Prop::And(ps) | Prop::Or(ps) => ps.iter().for_each(|p| p.each_atom(f)),
            Prop::Not(p) | Prop::ForAll(_, p) => p.each_atom(f),
            Prop::Implies(a, b) | Prop::Iff(a, b) => {
                a.each_atom(f);
                b.each_atom(f);
            }
        }
    }

    /// Calls `f` with every point that occurs, repeats included.
    pub fn each_point(&self, f: &mut dyn FnMut(Pt)) {
        self.each_atom(&mut |a| {
            a.lhs.each_point(f);
            a.rhs.each_point(f);
        });
    }
}
