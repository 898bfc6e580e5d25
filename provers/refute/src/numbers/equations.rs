//! Points that satisfy equations: variables that are eliminated, solved for, or free.
//!
//! A [`Plan`] is made once. Equations that are linear in a variable are solved for it, and it is replaced in the others. At a
//! point, values are given to free variables until an equation has one unknown; its roots are the branches.

use super::poly::{Opaque, Poly};
use super::roots::roots;
use super::value::{Value, float};
use euclase_grammar::core::{Atom, Num, Q, Rel};
use num_traits::{One, Zero};
use std::collections::BTreeSet;

/// Most points that one choice of the free variables gives.
const MAX_BRANCHES: usize = 12;

/// Values so far, by variable: those of the theorem, then those of opaque terms.
type Known = Vec<Option<Value>>;

/// Which variables are eliminated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Those with constant coefficients, the first ones first.
    Forward,
    /// Those with constant coefficients, the last ones first.
    Backward,
    /// Any.
    Eager,
}

/// How to find points.
#[derive(Default)]
pub struct Plan {
    /// v = n/d, in the order of elimination.
    steps: Vec<(u32, Poly, Poly)>,
    rest: Vec<Poly>,
    opaque: Vec<Num>,
    /// Variables that need a value.
    variables: Vec<u32>,
    /// How many variables the theorem has.
    reals: usize,
    /// Variables whose values are chosen.
    pub free: Vec<u32>,
}

impl Plan {
    /// A plan for the equations among these comparisons; `None` if they contradict one another.
    pub fn new(atoms: &[Atom], reals: usize, style: Style) -> Option<Plan> {
        let mut opaque = Opaque::new(reals as u32);
        let mut equations = Vec::new();
        for a in atoms.iter().filter(|a| a.rel == Rel::Eq) {
            let difference = Num::Add(vec![a.lhs.clone(), Num::Neg(Box::new(a.rhs.clone()))]);
            equations.extend(opaque.fraction(&difference).map(|f| f.0));
        }
        equations.append(&mut opaque.equations);
        let mut variables = BTreeSet::new();
        atoms.iter().flat_map(|a| [&a.lhs, &a.rhs]).for_each(|n| mentioned(n, &mut variables));
        let mut plan = Plan {
            steps: Vec::new(),
            rest: equations,
            opaque: opaque.terms,
            variables: variables.into_iter().collect(),
            reals,
            free: Vec::new(),
        };
        while plan.eliminate(style) || plan.combine() {}
        plan.rest.retain(|p| !p.is_zero());
        if plan.rest.iter().any(|p| p.as_constant().is_some()) {
            return None;
        }
        plan.free = plan.choices();
        Some(plan)
    }

    /// Would it find the same points?
    pub fn same(&self, o: &Plan) -> bool {
        self.steps == o.steps && self.rest == o.rest
    }

    /// Solves one equation for one variable.
    fn eliminate(&mut self, style: Style) -> bool {
        let mut candidates = Vec::new();
        for (i, p) in self.rest.iter().enumerate() {
            for v in p.variables() {
                let c = p.coefficients(v);
                let [konst, factor] = &c[..] else { continue };
                let constant = factor.as_constant().is_some();
                if constant || style == Style::Eager {
                    let place = if style == Style::Backward { -i64::from(v) } else { i64::from(v) };
                    candidates.push((!constant, factor.0.len(), p.0.len(), place, i, v, konst.clone(), factor.clone()));
                }
            }
        }
        candidates.sort_by_key(|c| (c.0, c.1, c.2, c.3, c.4));
        for (.., i, v, konst, factor) in candidates {
            let value = Poly::default().plus(&-Q::one(), &konst);
            let others = self.rest.iter().enumerate().filter(|x| x.0 != i);
            let replaced: Option<Vec<Poly>> = others.map(|(_, p)| p.substitute(v, &value, &factor)).collect();
            if let Some(rest) = replaced {
                self.rest = rest;
                self.steps.push((v, value, factor));
                return true;
            }
        }
        false
    }

    /// Eliminates monomials, as if each were an unknown, where that gives more equations with one variable.
    fn combine(&mut self) -> bool {
        let single = |ps: &[Poly]| ps.iter().filter(|p| p.variables().len() == 1).count();
        let mut rows = self.rest.clone();
        let mut done: Vec<Poly> = Vec::new();
        while let Some(row) = rows.pop() {
            // the greatest monomial that is left, which is no constant unless the equations contradict one another
            let Some((lead, k)) = row.0.last_key_value().map(|(m, k)| (m.clone(), k.clone())) else { continue };
            for other in rows.iter_mut().chain(&mut done) {
                if let Some(c) = other.0.get(&lead).cloned() {
                    *other = other.plus(&-(c / &k), &row);
                }
            }
            done.push(row);
        }
        let better = single(&done) > single(&self.rest);
        if better {
            self.rest = done;
        }
        better
    }

    fn eliminated(&self, v: u32) -> bool {
        self.steps.iter().any(|s| s.0 == v)
    }

    /// Which variables are chosen, in order: as in [`Plan::complete`], if every equation has a root.
    fn choices(&self) -> Vec<u32> {
        let mut known: BTreeSet<u32> = BTreeSet::new();
        let mut free = Vec::new();
        loop {
            for (i, t) in self.opaque.iter().enumerate() {
                let mut inner = BTreeSet::new();
                mentioned(t, &mut inner);
                if inner.is_subset(&known) {
                    known.insert((self.reals + i) as u32);
                }
            }
            let open = |p: &Poly| p.variables().difference(&known).copied().collect::<Vec<u32>>();
            if let Some(v) = self.rest.iter().map(open).find(|u| u.len() == 1).and_then(|u| u.first().copied()) {
                known.insert(v);
            } else if let Some(v) = self.variables.iter().find(|v| !known.contains(v) && !self.eliminated(**v)) {
                known.insert(*v);
                free.push(*v);
            } else {
                return free;
            }
        }
    }

    /// The points for these values of the free variables: values by variable.
    pub fn points(&self, chosen: &[Value]) -> Vec<Known> {
        let mut out = Vec::new();
        let mut known: Known = vec![None; self.reals + self.opaque.len()];
        for (v, x) in self.free.iter().zip(chosen) {
            if let Some(slot) = known.get_mut(*v as usize) {
                *slot = Some(x.clone());
            }
        }
        self.complete(known, &mut out);
        out
    }

    fn complete(&self, mut known: Known, out: &mut Vec<Known>) {
        if out.len() >= MAX_BRANCHES || !self.settle(&mut known) {
            return;
        }
        let open = |p: &Poly| p.variables().into_iter().filter(|v| of(&known, *v).is_none()).collect::<Vec<u32>>();
        let solvable = self.rest.iter().find_map(|p| match open(p)[..] {
            [v] => Some((p, v)),
            _ => None,
        });
        let Some((p, v)) = solvable else {
            if self.variables.iter().all(|v| of(&known, *v).is_some()) {
                known.truncate(self.reals);
                out.push(known);
            }
            return;
        };
        let values: Option<Vec<Value>> = p.coefficients(v).iter().map(|c| value_of(c, &known)).collect();
        // Where every number is a root, any will do.
        let any = || vec![Value::rational(Q::zero()), Value::rational(Q::one())];
        for x in values.and_then(roots).unwrap_or_else(any) {
            // Other terms name the root of a polynomial by its variable.
            let named = x.root.is_some() && (v as usize) < self.reals;
            let x = if named { Value { term: Some(Num::Real(v)), ..x } } else { x };
            let mut branch = known.clone();
            set(&mut branch, v, x);
            self.complete(branch, out);
        }
    }

    /// Values that follow from those known; `false` if one does not exist.
    fn settle(&self, known: &mut Known) -> bool {
        loop {
            let mut changed = false;
            for (i, t) in self.opaque.iter().enumerate() {
                let v = (self.reals + i) as u32;
                if of(known, v).is_none()
                    && let Some(x) = term(t, known)
                {
                    if !x.near.is_finite() {
                        return false;
                    }
                    set(known, v, x);
                    changed = true;
                }
            }
            for (v, n, d) in self.steps.iter().rev().filter(|s| s.0 < self.reals as u32) {
                if of(known, *v).is_none()
                    && let (Some(n), Some(d)) = (value_of(n, known), value_of(d, known))
                {
                    let x = n.over(&d);
                    if !x.near.is_finite() {
                        return false;
                    }
                    set(known, *v, x);
                    changed = true;
                }
            }
            if !changed {
                return true;
            }
        }
    }
}

fn of(known: &Known, v: u32) -> Option<&Value> {
    known.get(v as usize).and_then(Option::as_ref)
}

fn set(known: &mut Known, v: u32, x: Value) {
    if let Some(slot) = known.get_mut(v as usize) {
        *slot = Some(x);
    }
}

/// The variables of a term.
pub fn mentioned(n: &Num, out: &mut BTreeSet<u32>) {
    n.each_part(&mut |n, _| {
        if let Num::Real(v) = n {
            out.insert(*v);
        }
    });
}

fn value_of(p: &Poly, known: &Known) -> Option<Value> {
    p.0.iter().try_fold(Value::rational(Q::zero()), |s, (m, c)| {
        let product =
            m.iter().try_fold(Value::rational(c.clone()), |x, (v, e)| Some(x.times(&of(known, *v)?.power(*e))))?;
        Some(s.plus(&product))
    })
}

/// The value of a term, if those of its variables are known. What is not defined is no finite number.
fn term(n: &Num, known: &Known) -> Option<Value> {
    let all = |xs: &[Num]| xs.iter().map(|x| term(x, known)).collect::<Option<Vec<Value>>>();
    Some(match n {
        Num::Const(c) => Value::rational(c.clone()),
        Num::Real(v) => of(known, *v)?.clone(),
        Num::Add(xs) => all(xs)?.iter().fold(Value::rational(Q::zero()), |s, x| s.plus(x)),
        Num::Mul(xs) => all(xs)?.iter().fold(Value::rational(Q::one()), |s, x| s.times(x)),
        Num::Neg(x) => term(x, known)?.minus(),
        Num::Div(a, b) => term(a, known)?.over(&term(b, known)?),
        Num::Pow(x, e) => {
            let x = term(x, known)?;
            let n: u32 = e.numer().magnitude().try_into().ok()?;
            let k: u32 = e.denom().try_into().ok()?;
            let raised = x.power(n);
            let raised =
                if k > 1 { if x.near < 0.0 { Value::float(f64::NAN) } else { raised.root(k) } } else { raised };
            if e < &Q::zero() { Value::rational(Q::one()).over(&raised) } else { raised }
        }
        Num::Call(f, xs) => {
            let args = all(xs)?;
            match (f.as_str(), &args[..]) {
                ("sqrt", [x]) => x.root(2),
                ("root", [k, x]) => x.root(float(k.as_rational()?) as u32),
                ("abs", [x]) => {
                    if x.near < 0.0 {
                        x.minus()
                    } else {
                        x.clone()
                    }
                }
                ("min", [first, rest @ ..]) => {
                    rest.iter().fold(first, |a, b| if b.near < a.near { b } else { a }).clone()
                }
                ("max", [first, rest @ ..]) => {
                    rest.iter().fold(first, |a, b| if b.near > a.near { b } else { a }).clone()
                }
                ("pow", [a, u]) => {
                    let term = a.term.clone().zip(u.term.clone());
                    Value {
                        term: term.map(|(a, u)| match u {
                            Num::Const(e) => Num::Pow(Box::new(a), e),
                            u => Num::Call(f.clone(), vec![a, u]),
                        }),
                        near: if a.near > 0.0 { a.near.powf(u.near) } else { f64::NAN },
                        root: None,
                    }
                }
                ("pi", []) => Value { term: Some(n.clone()), near: std::f64::consts::PI, root: None },
                _ => return None,
            }
        }
        _ => return None,
    })
}
