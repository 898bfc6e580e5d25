//! The same problem in other coordinates: without an equation, homogeneous, or ordered.
//!
//! A view has variables and hypotheses of its own, and says what they are in the original problem. A certificate of the
//! view becomes one of the original by substitution; what then differs is a multiple of the equation that the view used
//! up, which exact division finds.

use crate::attempt::Collected;
use euclase_poly::{Certificate, MAX_TERMS, Mono, Poly, Problem, Q, Term, int};
use num_traits::{One, Zero};
use std::collections::BTreeMap;

/// A problem and how it came from another.
#[derive(Clone, Debug)]
pub struct View {
    /// The problem as it is seen.
    pub problem: Problem,
    /// The variables in the original ones.
    pub vars: Vec<Poly>,
    /// The inequalities as products of the original ones.
    pub ineqs: Vec<Term>,
    /// The goal of the view is that of the original times this.
    factor: Term,
    /// Which equations of the original those of the view are.
    pub eqs: Vec<usize>,
    /// The equation that was used.
    used: Option<usize>,
    /// What was done, in words.
    pub step: Option<String>,
}

impl View {
    /// The problem as it stands.
    pub fn identity(problem: &Problem) -> View {
        View {
            problem: problem.clone(),
            vars: (0..problem.vars).map(Poly::var).collect(),
            ineqs: (0..problem.ineqs.len()).map(just).collect(),
            factor: Term::number(int(1)),
            eqs: (0..problem.eqs.len()).collect(),
            used: None,
            step: None,
        }
    }

    /// The view in which the least of the ordered variables and the differences are the variables. `extended` is the
    /// problem with the order among its hypotheses, at the end.
    pub fn ordered(problem: &Problem, extended: &Problem, order: &[u32]) -> Option<View> {
        let mut view = View::identity(extended);
        let mut by: BTreeMap<u32, Poly> = BTreeMap::new();
        let mut sum = Poly::zero();
        for v in order {
            sum = sum.add(&Poly::var(*v));
            by.insert(*v, sum.clone());
        }
        for w in order.windows(2) {
            *view.vars.get_mut(w[1] as usize)? = Poly::var(w[1]).sub(&Poly::var(w[0]));
        }
        let put = |p: &Poly| p.subst_all(&by);
        view.problem.goal = put(&problem.goal)?;
        for e in &mut view.problem.eqs {
            *e = put(e)?;
        }
        (view.problem.ineqs, view.ineqs) = (vec![], vec![]);
        for (i, (p, strict)) in extended.ineqs.iter().enumerate() {
            // That the greater ones are not negative follows.
            let implied = order.iter().skip(1).any(|v| *p == Poly::var(*v));
            if !implied || i >= problem.ineqs.len() {
                view.problem.ineqs.push((put(p)?, *strict));
                view.ineqs.push(just(i));
            }
        }
        view.step = Some("ordered variables".into());
        Some(view)
    }

    /// The certificate of the original problem; `None` where it is not one.
    pub fn original(&self, certificate: Certificate, problem: &Problem) -> Option<Certificate> {
        if self.step.is_none() {
            return Some(certificate);
        }
        let by: BTreeMap<u32, Poly> = (0..).zip(self.vars.iter().cloned()).collect();
        let mut multiplier = Collected::default();
        for t in &certificate.multiplier {
            self.term(t, Some(&self.factor), &by, &mut multiplier)?;
        }
        let mut terms = Collected::default();
        for t in &certificate.terms {
            self.term(t, None, &by, &mut terms)?;
        }
        let (multiplier, terms) = (multiplier.terms(), terms.terms());
        let mut cofactors = vec![Poly::zero(); problem.eqs.len()];
        for (c, to) in certificate.cofactors.iter().zip(&self.eqs) {
            *cofactors.get_mut(*to)? = c.subst_all(&by)?;
        }
        let expand = |terms: &[Term]| {
            terms.iter().map(|t| t.expand(problem).ok()).collect::<Option<Vec<_>>>().map(|all| Poly::sum(&all))
        };
        let mut rest = expand(&multiplier)?.mul_cap(&problem.goal, MAX_TERMS)?.sub(&expand(&terms)?);
        for (c, e) in cofactors.iter().zip(&problem.eqs) {
            rest = rest.sub(&c.mul_cap(e, MAX_TERMS)?);
        }
        if let Some(used) = self.used {
            let q = if rest.is_zero() { Poly::zero() } else { rest.div_exact(problem.eqs.get(used)?)? };
            let place = cofactors.get_mut(used)?;
            *place = place.add(&q);
        }
        let certificate = Certificate { multiplier, terms, cofactors };
        certificate.check(problem).is_ok().then_some(certificate)
    }

    fn term(&self, t: &Term, factor: Option<&Term>, by: &BTreeMap<u32, Poly>, out: &mut Collected) -> Option<()> {
        let mut coeff = t.coeff.clone();
        let mut ineqs = Vec::new();
        let mut root = Poly::one();
        for s in &t.squares {
            root = root.mul_cap(&s.subst_all(by)?, MAX_TERMS)?;
        }
        for part in t.ineqs.iter().map(|i| self.ineqs.get(*i)).chain(factor.map(Some)) {
            let part = part?;
            coeff *= &part.coeff;
            ineqs.extend(&part.ineqs);
            for s in &part.squares {
                root = root.mul_cap(s, MAX_TERMS)?;
            }
        }
        ineqs.sort_unstable();
        out.add(ineqs, &root, coeff);
        Some(())
    }
}

/// A hypothesis as a term.
pub fn just(i: usize) -> Term {
    Term { coeff: int(1), ineqs: vec![i], squares: vec![] }
}

/// The ways to look at a problem, the problem itself last where an equation makes a better one possible.
pub fn views(problem: &Problem) -> Vec<View> {
    let mut all = Vec::new();
    for (k, e) in problem.eqs.iter().enumerate() {
        all.extend(homogenised(problem, k, e));
        if problem.eqs.len() == 1 {
            for sign in [1, -1] {
                all.extend(reduced(problem, e, sign));
            }
        }
        all.extend(substituted(problem, k, e));
    }
    all.extend(linear_forms(problem));
    all.extend(paired(problem));
    let identity = View::identity(problem);
    let same = all.iter().any(|v| v.problem == identity.problem);
    if !same {
        all.push(identity);
    }
    all
}

/// Of an equation h = c with h homogeneous, c a number and not 0: h/c.
pub fn unit(e: &Poly) -> Option<Poly> {
    let c = e.constant_term();
    let h = e.sub(&Poly::constant(c.clone()));
    let fits = !c.is_zero() && !h.is_zero() && h.is_homogeneous();
    fits.then(|| h.scale(&-c.recip()))
}

/// An equation h = c with h homogeneous and c a number makes everything homogeneous whose degrees differ by multiples of
/// that of h.
fn homogenised(problem: &Problem, k: usize, e: &Poly) -> Option<View> {
    let unit = unit(e)?;
    let lift = |p: &Poly| -> Option<Poly> {
        let top = p.degree();
        let mut parts = Vec::new();
        for (d, part) in p.homogeneous_parts() {
            let gap = top - d;
            if !gap.is_multiple_of(unit.degree()) {
                return None;
            }
            parts.push(part.mul_cap(&unit.pow((gap / unit.degree()) as u32, MAX_TERMS)?, MAX_TERMS)?);
        }
        Some(Poly::sum(&parts))
    };
    let goal = lift(&problem.goal)?;
    let mut view = View::identity(problem);
    (view.problem.ineqs, view.ineqs) = (vec![], vec![]);
    for (i, (p, strict)) in problem.ineqs.iter().enumerate() {
        if let Some(p) = lift(p) {
            view.problem.ineqs.push((p, *strict));
            view.ineqs.push(just(i));
        }
    }
    (view.problem.eqs, view.eqs) = (vec![], vec![]);
    for (i, p) in problem.eqs.iter().enumerate().filter(|(i, _)| *i != k) {
        view.problem.eqs.push(lift(p)?);
        view.eqs.push(i);
    }
    view.problem.goal = goal;
    view.used = Some(k);
    view.step = Some("made homogeneous by an equation".into());
    Some(view)
}

/// Where the product of all variables is 1, every variable is the inverse of the product of the others: the monomials of
/// least degree, as they are (`sign` 1) or with every variable replaced by its inverse (`sign` −1).
fn reduced(problem: &Problem, e: &Poly, sign: i64) -> Option<View> {
    let n = problem.vars;
    let all = Mono::new((0..n).map(|v| (v, 1)));
    let expected = Poly::term(Q::one(), all.clone()).sub(&Poly::one());
    if *e != expected && *e != expected.neg() {
        return None;
    }
    let reduce = |p: &Poly| {
        let terms = p.terms().map(|(m, c)| {
            let exps: Vec<i64> = (0..n).map(|v| sign * i64::from(m.exp(v))).collect();
            let least = exps.iter().copied().min().unwrap_or(0);
            (Mono::new((0..n).zip(exps.iter().map(|x| (x - least) as u32))), c)
        });
        Poly::from_terms(terms)
    };
    let mut view = View::identity(problem);
    view.problem.goal = reduce(&problem.goal);
    if sign < 0 {
        view.vars = (0..n).map(|v| Poly::term(Q::one(), all.without(v))).collect();
    } else if view.problem.goal == problem.goal {
        return None;
    }
    for (i, (p, _)) in view.problem.ineqs.iter_mut().enumerate() {
        // A variable is positive together with its inverse, if the others are positive.
        let single = (0..n).find(|v| *p == Poly::var(*v));
        match single {
            Some(v) if sign < 0 => {
                let others: Option<Vec<usize>> = (0..n)
                    .filter(|w| *w != v)
                    .map(|w| problem.ineqs.iter().position(|(q, _)| *q == Poly::var(w)))
                    .collect();
                view.ineqs[i] = Term { coeff: int(1), ineqs: others?, squares: vec![] };
            }
            Some(_) => {}
            None => *p = reduce(p),
        }
    }
    view.eqs.clear();
    view.used = Some(0);
    view.step = Some(match sign {
        1 => "monomials reduced by the product of the variables".into(),
        _ => "every variable replaced by its inverse".into(),
    });
    // The view keeps the equation, but its cofactors are not those of the original.
    Some(view)
}

/// An equation that is linear in a variable with a number as coefficient gives that variable.
pub fn substituted(problem: &Problem, k: usize, e: &Poly) -> Option<View> {
    let v = (0..problem.vars).rev().find(|v| {
        e.degree_in(*v) == 1 && !e.coeff(&Mono::var(*v)).is_zero() && {
            let others = e.terms().filter(|(m, _)| m.exp(*v) > 0).count();
            others == 1
        }
    })?;
    let lead = e.coeff(&Mono::var(v));
    let value = Poly::var(v).sub(&e.scale(&lead.recip()));
    // The last variable moves to the place of the one that goes.
    let last = problem.vars.checked_sub(1)?;
    let put = |p: &Poly| Some(p.subst(v, &value)?.rename(|w| if w == last { v } else { w }));
    let mut view = View::identity(problem);
    view.problem.vars = last;
    view.vars = (0..last).map(|w| Poly::var(if w == v { last } else { w })).collect();
    view.problem.goal = put(&problem.goal)?;
    for (p, _) in &mut view.problem.ineqs {
        *p = put(p)?;
    }
    (view.problem.eqs, view.eqs) = (vec![], vec![]);
    for (i, p) in problem.eqs.iter().enumerate().filter(|(i, _)| *i != k) {
        view.problem.eqs.push(put(p)?);
        view.eqs.push(i);
    }
    view.used = Some(k);
    view.step = Some("a variable replaced by its value from an equation".into());
    Some(view)
}

/// Where hypotheses are linear, they become the variables: sides of triangles become tangent lengths, numbers above 1
/// become what they exceed 1 by.
fn linear_forms(problem: &Problem) -> Option<View> {
    let n = problem.vars as usize;
    let linear = problem.ineqs.iter().map(|(p, _)| p).filter(|p| p.degree() == 1);
    // The proper forms first; a variable itself last, to fill up.
    let (single, proper): (Vec<&Poly>, Vec<&Poly>) = linear.partition(|p| p.len() == 1);
    if proper.is_empty() {
        return None;
    }
    let variables: Vec<Poly> = (0..problem.vars).map(Poly::var).collect();
    let mut chosen: Vec<Poly> = Vec::new();
    // Rows of coefficients, reduced; each with its combination of the chosen forms: form = Σ row·x + constant.
    let mut echelon: Vec<(u32, Poly)> = Vec::new();
    for p in proper.into_iter().chain(single).chain(&variables) {
        let mut rest = p.sub(&Poly::constant(p.constant_term()));
        for (v, row) in &echelon {
            rest = rest.sub(&row.scale(&rest.coeff(&Mono::var(*v))));
        }
        let Some(v) = rest.vars().into_iter().next() else { continue };
        let rest = rest.scale(&rest.coeff(&Mono::var(v)).recip());
        for (_, row) in &mut echelon {
            *row = row.sub(&rest.scale(&row.coeff(&Mono::var(v))));
        }
        echelon.push((v, rest));
        chosen.push(p.clone());
        if chosen.len() == n {
            break;
        }
    }
    let inverse = inverse(&chosen)?;
    let by: BTreeMap<u32, Poly> = (0..).zip(inverse).collect();
    let put = |p: &Poly| p.subst_all(&by);
    let mut view = View::identity(problem);
    view.vars = chosen;
    view.problem.goal = put(&problem.goal)?;
    for (p, _) in &mut view.problem.ineqs {
        *p = put(p)?;
    }
    for p in &mut view.problem.eqs {
        *p = put(p)?;
    }
    view.step = Some("linear hypotheses taken as variables".into());
    Some(view)
}

/// Three positive variables of which everything is a polynomial in the products of two: these are the variables.
fn paired(problem: &Problem) -> Option<View> {
    if problem.vars != 3 || problem.goal.degree() < 2 {
        return None;
    }
    let at: Vec<usize> =
        (0..3).map(|v| problem.ineqs.iter().position(|(q, _)| *q == Poly::var(v))).collect::<Option<_>>()?;
    let [x, y, z] = at[..] else { return None };
    let put = |p: &Poly| -> Option<Poly> {
        let mut terms = Vec::new();
        for (m, c) in p.terms() {
            let (i, j, k) = (m.exp(0), m.exp(1), m.exp(2));
            let half = |a: u32, b: u32, c: u32| (a + b).checked_sub(c).filter(|n| n % 2 == 0).map(|n| n / 2);
            let powers = [half(i, j, k)?, half(j, k, i)?, half(k, i, j)?];
            terms.push((Mono::new((0..3).zip(powers)), c));
        }
        Some(Poly::from_terms(terms))
    };
    let mut view = View::identity(problem);
    view.problem.goal = put(&problem.goal)?;
    for e in &mut view.problem.eqs {
        *e = put(e)?;
    }
    (view.problem.ineqs, view.ineqs) = (vec![], vec![]);
    for (v, (a, b)) in (0..3).zip([(x, y), (y, z), (z, x)]) {
        let strict = [a, b].iter().all(|i| problem.ineqs.get(*i).is_some_and(|q| q.1));
        view.problem.ineqs.push((Poly::var(v), strict));
        view.ineqs.push(Term { coeff: int(1), ineqs: vec![a, b], squares: vec![] });
    }
    for (i, (p, strict)) in problem.ineqs.iter().enumerate().filter(|(i, _)| !at.contains(i)) {
        if let Some(p) = put(p) {
            view.problem.ineqs.push((p, *strict));
            view.ineqs.push(just(i));
        }
    }
    view.vars = [(0, 1), (1, 2), (2, 0)].map(|(a, b)| Poly::term(int(1), Mono::var(a).mul(&Mono::var(b)))).to_vec();
    view.step = Some("products of two variables taken as variables".into());
    Some(view)
}

/// The variables in terms of new ones, which are `forms` (as many, linear, independent).
fn inverse(forms: &[Poly]) -> Option<Vec<Poly>> {
    // Gauss–Jordan on (form − constant | new variable − constant).
    let n = forms.len() as u32;
    let mut rows: Vec<(Poly, Poly)> = Vec::new();
    for (k, f) in (0..n).zip(forms) {
        let c = Poly::constant(f.constant_term());
        rows.push((f.sub(&c), Poly::var(k).sub(&c)));
    }
    let mut out = vec![Poly::zero(); forms.len()];
    let mut done: Vec<(u32, usize)> = Vec::new();
    for k in 0..rows.len() {
        let v = rows.get(k)?.0.vars().into_iter().next()?;
        let lead = rows[k].0.coeff(&Mono::var(v)).recip();
        let (left, right) = (rows[k].0.scale(&lead), rows[k].1.scale(&lead));
        for (j, row) in rows.iter_mut().enumerate() {
            let f = row.0.coeff(&Mono::var(v));
            if j != k && !f.is_zero() {
                *row = (row.0.sub(&left.scale(&f)), row.1.sub(&right.scale(&f)));
            }
        }
        rows[k] = (left, right);
        done.push((v, k));
    }
    for (v, k) in done {
        *out.get_mut(v as usize)? = rows[k].1.clone();
    }
    Some(out)
}
