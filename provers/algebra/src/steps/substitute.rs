//! Other variables: differences from the least one, sides of a triangle as sums, reciprocals, roots as variables, one variable taken
//! from an equation.

use super::shape::{View, add, compared, power, product, quotient, real, scaled, sum, whole};
use super::{Child, Glue, Kind, Sequent, Step};
use crate::terms::{Literal, Opaque, Sign, Terms};
use euclase_grammar::core::{Atom, Num, Q, Rel};
use euclase_kernel::algebra::{Clause, Values};
use euclase_poly::{MAX_TERMS, Mono, Poly};
use num_traits::{One, ToPrimitive, Zero};
use std::collections::{BTreeMap, BTreeSet};

/// Most variables that are tried for the same purpose.
const MOST: usize = 3;

pub(super) fn propose(view: &View, powers: &BTreeSet<u32>, out: &mut Vec<Step>) {
    if view.goal.is_none() {
        return;
    }
    if view.plain {
        shift(view, out);
        ravi(view, out);
        reciprocal(view, out);
        eliminate(view, out);
    } else {
        out.extend(reciprocal_roots(view));
    }
    roots(view, powers, out);
}

/// The pairs u ≥ v that the hypotheses say, with what follows from them.
pub(super) fn known_order(view: &View) -> BTreeSet<(u32, u32)> {
    let mut terms = view.terms.clone();
    let mut out: BTreeSet<(u32, u32)> = BTreeSet::new();
    for h in &view.sequent.hyps {
        let [a] = &h[..] else { continue };
        let Some(l) = terms.literal(a).filter(|l| matches!(l.sign, Sign::NonNegative | Sign::Positive)) else {
            continue;
        };
        for u in &view.vars {
            for v in view.vars.iter().filter(|v| *v != u) {
                if scaled(&l.poly) == Poly::var(*u).sub(&Poly::var(*v)) {
                    out.insert((*u, *v));
                }
            }
        }
    }
    loop {
        let more: Vec<(u32, u32)> = out
            .iter()
            .flat_map(|(a, b)| out.iter().filter(move |(c, d)| b == c && a != d).map(move |(_, d)| (*a, *d)))
            .filter(|p| !out.contains(p))
            .collect();
        if more.is_empty() {
            return out;
        }
        out.extend(more);
    }
}

/// Where the least variable is known: the others by what they are more, in order where that is known.
fn shift(view: &View, out: &mut Vec<Step>) {
    let order = known_order(view);
    let Some(least) = view.vars.iter().find(|m| view.vars.iter().all(|v| v == *m || order.contains(&(*v, **m)))) else {
        return;
    };
    let mut up: Vec<u32> = view.vars.iter().copied().filter(|v| v != least).collect();
    // Ascending where that is known.
    up.sort_by_key(|v| view.vars.iter().filter(|w| order.contains(&(*v, **w))).count());
    let total = up.windows(2).all(|w| order.contains(&(w[1], w[0])));
    let (mut put, mut values) = (Values::new(), Values::new());
    let mut new: Vec<Clause> = Vec::new();
    if view.positive.contains(least) {
        new.push(vec![compared(real(*least), Rel::Gt)]);
    } else if view.nonnegative.contains(least) {
        new.push(vec![compared(real(*least), Rel::Ge)]);
    }
    for (i, v) in up.iter().enumerate() {
        let below = if total && i > 0 { up[i - 1] } else { *least };
        let mut parts = vec![real(*least)];
        if total {
            parts.extend(up[..i].iter().map(|v| real(*v)));
        }
        parts.push(real(*v));
        put.push((*v, sum(parts)));
        values.push((*v, sum(vec![real(*v), super::shape::neg(real(below))])));
        new.push(vec![compared(real(*v), Rel::Ge)]);
    }
    linear(view, Kind::Shift, format!("from ${least}"), &put, values, &new, out);
}

/// A change of variables by polynomials, whose inverse is exact.
fn linear(view: &View, kind: Kind, with: String, put: &Values, values: Values, new: &[Clause], out: &mut Vec<Step>) {
    let Some(goal) = put_in(view, put, view.goal.as_ref().map(|l| &l.poly)) else { return };
    let child = Sequent {
        reals: view.sequent.reals,
        hyps: view.hyps_with(put, new, None),
        goal: vec![view.like_the_goal(&goal)],
    };
    out.push(view.step(kind, with, child, values, vec![]));
}

/// A polynomial of a view with values put in.
fn put_in(view: &View, values: &Values, p: Option<&Poly>) -> Option<Poly> {
    let mut terms = view.terms.clone();
    let by: BTreeMap<u32, Poly> = values.iter().map(|(v, n)| Some((*v, terms.poly(n)?))).collect::<Option<_>>()?;
    p?.subst_all(&by)
}

/// Three numbers of which two are more than the third.
fn ravi(view: &View, out: &mut Vec<Step>) {
    let [a, b, c] = view.vars[..] else { return };
    let mut terms = view.terms.clone();
    let signs: Vec<Literal> =
        view.sequent.hyps.iter().filter_map(|h| if let [a] = &h[..] { terms.literal(a) } else { None }).collect();
    let says = |x: u32, y: u32, z: u32| {
        let p = Poly::var(x).add(&Poly::var(y)).sub(&Poly::var(z));
        signs.iter().find(|l| scaled(&l.poly) == p).map(|l| l.sign)
    };
    let all = [(b, c, a), (c, a, b), (a, b, c)].map(|(x, y, z)| says(x, y, z));
    let rel = match all {
        [Some(Sign::Positive), Some(Sign::Positive), Some(Sign::Positive)] => Rel::Gt,
        [Some(_), Some(_), Some(_)] => Rel::Ge,
        _ => return,
    };
    let put =
        vec![(a, sum(vec![real(b), real(c)])), (b, sum(vec![real(c), real(a)])), (c, sum(vec![real(a), real(b)]))];
    let half = |x: u32, y: u32, z: u32| {
        product(vec![super::shape::ratio(1, 2), sum(vec![real(x), real(y), super::shape::neg(real(z))])])
    };
    let values = vec![(a, half(b, c, a)), (b, half(c, a, b)), (c, half(a, b, c))];
    let new: Vec<Clause> = [a, b, c].map(|v| vec![compared(real(v), rel)]).to_vec();
    if view.plain {
        linear(view, Kind::Ravi, String::new(), &put, values, &new, out);
    }
}

/// All variables by their reciprocals.
fn reciprocal(view: &View, out: &mut Vec<Step>) {
    if !view.all_positive() {
        return;
    }
    let Some(goal) = view.goal.as_ref().map(|l| reversed(&l.poly)) else { return };
    let inverse = |v: u32| quotient(whole(1), real(v));
    let values: Values = view.vars.iter().map(|v| (*v, inverse(*v))).collect();
    let new: Vec<Clause> = view.vars.iter().map(|v| vec![compared(real(*v), Rel::Gt)]).collect();
    let Some(hyps) = changed(view, &new, None, |l| Some(Literal::new(reversed(&l.poly).0, l.sign))) else { return };
    let child = Sequent { reals: view.sequent.reals, hyps, goal: vec![view.like_the_goal(&goal.0)] };
    let scale = product(goal.1.powers().map(|(v, e)| power(inverse(v), i64::from(e))).collect());
    out.push(view.step(Kind::Reciprocal, String::new(), child, values, vec![scale]));
}

/// The same under roots, of which each is then that of a numerator by that of a denominator, without squares.
fn reciprocal_roots(view: &View) -> Option<Step> {
    let mut roots: Vec<Num> = Vec::new();
    for n in view.sequent.goal.iter().flat_map(|a| [&a.lhs, &a.rhs]) {
        n.each_part(&mut |x, _| {
            let new = matches!(x, Num::Call(f, _) if f == "sqrt") && !roots.contains(x);
            roots.extend(new.then(|| x.clone()));
        });
    }
    if !view.all_positive() || roots.is_empty() || roots.len() > 12 {
        return None;
    }
    let inverse = |v: u32| quotient(whole(1), real(v));
    let values: Values = view.vars.iter().map(|v| (*v, inverse(*v))).collect();
    let new: Vec<Clause> = view.vars.iter().map(|v| vec![compared(real(*v), Rel::Gt)]).collect();
    let mut children = Vec::new();
    let mut simpler = Vec::new();
    for root in roots {
        let Num::Call(_, xs) = &root else { continue };
        let under = xs.first()?.clone();
        let (n, d) = super::products::fraction(view, &super::shape::put(&under, &values))?;
        let (above, below) = (super::products::root_in_parts(&n)?, super::products::root_in_parts(&d)?);
        let simple = if below == whole(1) { above.clone() } else { quotient(above.clone(), below.clone()) };
        // In the variables of this statement: a product of variables and their roots, turned over, is the same.
        let here = product(vec![super::shape::put(&above, &values), below]);
        children.push(root_is(under.clone(), here));
        simpler.push((root, simple));
    }
    let mut single: BTreeSet<u32> = BTreeSet::new();
    for (_, s) in &simpler {
        s.each_part(&mut |x, _| {
            if let Num::Call(_, xs) = x
                && let [Num::Real(v)] = xs[..]
            {
                single.insert(v);
            }
        });
    }
    for v in single {
        children.push(root_is(inverse(v), quotient(whole(1), Num::Call("sqrt".into(), vec![real(v)]))));
    }
    let change = |n: &Num| turned_over(n, &simpler);
    let clause = |c: &Clause| c.iter().map(|a| Atom { lhs: change(&a.lhs), rel: a.rel, rhs: change(&a.rhs) }).collect();
    let mut hyps = new;
    let mut terms = view.terms.clone();
    for h in &view.sequent.hyps {
        let sign = |a: &Atom| matches!(a, Atom { lhs: Num::Real(_), rel: Rel::Gt | Rel::Ge, rhs: Num::Const(c) } if c.is_zero());
        if !h.iter().any(sign) {
            let signs: Option<Vec<Literal>> = h.iter().map(|a| terms.literal(a)).collect();
            let plain = |l: &Literal| l.poly.vars().iter().all(|v| is_variable(&terms, *v));
            match signs.filter(|s| s.iter().all(plain)) {
                Some(s) => {
                    hyps.push(s.iter().map(|l| terms.atom(&Literal::new(reversed(&l.poly).0, l.sign))).collect())
                }
                None => hyps.push(clause(h)),
            }
        }
    }
    let sequent = Sequent { reals: view.sequent.reals, hyps, goal: clause(&view.sequent.goal) };
    children.push(Child { sequent, values, known: false });
    let weights = vec![children.len() - 1];
    Some(super::fractions::whole_step(view, Kind::Reciprocal, "under roots".into(), children, weights))
}

/// That a root is what is not negative and whose square is under it.
fn root_is(under: Num, root: Num) -> Child {
    let square = vec![Atom { lhs: real(1), rel: Rel::Eq, rhs: power(real(0), 2) }];
    let hyps = vec![vec![compared(real(0), Rel::Ge)], square];
    let goal = vec![Atom { lhs: Num::Call("sqrt".into(), vec![real(1)]), rel: Rel::Eq, rhs: real(0) }];
    Child { sequent: Sequent { reals: 2, hyps, goal }, values: vec![(0, root), (1, under)], known: true }
}

/// Reciprocals of the variables put in; for what is listed, what is beside it.
fn turned_over(n: &Num, simpler: &[(Num, Num)]) -> Num {
    if let Some((_, s)) = simpler.iter().find(|x| x.0 == *n) {
        return s.clone();
    }
    let all = |xs: &[Num]| xs.iter().map(|x| turned_over(x, simpler)).collect();
    let one = |x: &Num| turned_over(x, simpler);
    match n {
        Num::Real(v) => quotient(whole(1), real(*v)),
        Num::Add(xs) => Num::Add(all(xs)),
        Num::Mul(xs) => Num::Mul(all(xs)),
        Num::Neg(x) => super::shape::neg(one(x)),
        Num::Call(f, xs) => Num::Call(f.clone(), all(xs)),
        Num::Pow(x, e) => Num::Pow(Box::new(one(x)), e.clone()),
        Num::Div(a, b) => match one(b) {
            Num::Div(c, d) => quotient(product(vec![one(a), *d]), *c),
            b => quotient(one(a), b),
        },
        _ => n.clone(),
    }
}

/// x^k·p(1/x), and x^k.
fn reversed(p: &Poly) -> (Poly, Mono) {
    let top = Mono::new(p.vars().into_iter().map(|v| (v, p.degree_in(v))));
    let terms = p.terms().filter_map(|(m, c)| Some((top.div(m)?, c)));
    (Poly::from_terms(terms), top)
}

/// The hypotheses changed as signs of polynomials; `None` where one has other terms than variables.
fn changed(
    view: &View,
    new: &[Clause],
    used: Option<&Poly>,
    change: impl Fn(&Literal) -> Option<Literal>,
) -> Option<Vec<Clause>> {
    let mut terms = view.terms.clone();
    let mut out = new.to_vec();
    for h in &view.sequent.hyps {
        let signs: Vec<Literal> = h.iter().map(|a| terms.literal(a)).collect::<Option<_>>()?;
        if signs.iter().any(|l| l.poly.vars().iter().any(|v| !is_variable(&terms, *v))) {
            return None;
        }
        if matches!((&signs[..], used), ([l], Some(u)) if l.poly == *u || l.poly == u.neg()) {
            continue;
        }
        let signs: Vec<Literal> = signs.iter().map(&change).collect::<Option<_>>()?;
        add(&mut out, &signs, &terms, new);
    }
    Some(out)
}

fn is_variable(terms: &Terms, v: u32) -> bool {
    matches!(terms.get(v), Some(Opaque::Leaf(Num::Real(_))))
}

/// A variable from an equation in which its coefficient is a number or a product of what is positive.
fn eliminate(view: &View, out: &mut Vec<Step>) {
    let before = out.len();
    for e in &view.equations {
        for v in view.vars.iter().rev() {
            if out.len() - before >= MOST || (view.symmetric() && out.len() > before) {
                return;
            }
            out.extend(eliminated(view, e, *v));
        }
    }
}

fn eliminated(view: &View, e: &Poly, v: u32) -> Option<Step> {
    if e.degree_in(v) != 1 {
        return None;
    }
    let parts = e.coefficients_in(v)?;
    let [b, a] = &parts[..] else { return None };
    let (a, b) = if a.leading_sign() < 0 { (a.neg(), b.neg()) } else { (a.clone(), b.clone()) };
    let one_term = a.len() == 1 && a.vars().iter().all(|v| view.positive.contains(v));
    if !one_term {
        return None;
    }
    let value = b.neg();
    // a^k·p(value/a)
    let put = |p: &Poly| -> Option<(Poly, u32)> {
        let k = p.degree_in(v);
        let mut all = Poly::zero();
        for (i, c) in p.coefficients_in(v)?.iter().enumerate() {
            let i = i as u32;
            let x = value.pow(i, MAX_TERMS)?.mul_cap(&a.pow(k.checked_sub(i)?, MAX_TERMS)?, MAX_TERMS)?;
            all = all.add(&c.mul_cap(&x, MAX_TERMS)?);
        }
        Some((all, k))
    };
    let (goal, k) = put(&view.goal.as_ref()?.poly)?;
    if goal.len() > super::shape::LONG {
        return None;
    }
    let kept: Vec<Clause> =
        view.positive.iter().filter(|w| **w != v).map(|w| vec![compared(real(*w), Rel::Gt)]).collect();
    let hyps = changed(view, &kept, Some(e), |l| Some(Literal::new(put(&l.poly)?.0, l.sign)))?;
    let child = Sequent { reals: view.sequent.reals, hyps, goal: vec![view.like_the_goal(&goal)] };
    let scale = power(view.terms.num(&a), i64::from(k));
    let scales = if a == Poly::one() || k == 0 { vec![] } else { vec![scale] };
    Some(view.step(Kind::Eliminate, format!("${v}"), child, vec![], scales))
}

/// Powers of new variables instead of variables under roots, and instead of all where one of `powers` is wanted.
fn roots(view: &View, powers: &BTreeSet<u32>, out: &mut Vec<Step>) {
    let Some(goal) = &view.goal else { return };
    let mut under: BTreeMap<u32, u32> = BTreeMap::new();
    let mut products: Vec<(u32, Poly)> = Vec::new();
    for v in goal.poly.vars() {
        if let Some(Opaque::Root(n, x)) = view.terms.get(v)
            && x.len() == 1
            && x.vars().iter().all(|w| view.nonnegative.contains(w))
        {
            for w in x.vars() {
                let m = under.entry(w).or_insert(1);
                *m = lcm(*m, *n);
            }
            if x.degree() > 1 || !x.leading().is_some_and(|l| l.1.is_one()) {
                products.push((*n, x.clone()));
            }
        }
    }
    if !under.is_empty() && under.values().all(|n| *n <= 6) {
        out.extend(rooted(view, &under, &products));
    }
    for n in powers.iter().filter(|_| view.all_positive() && under.is_empty()) {
        let all = view.vars.iter().map(|v| (*v, *n)).collect();
        out.extend(rooted(view, &all, &[]));
    }
}

fn lcm(a: u32, b: u32) -> u32 {
    let gcd = (1..=a.min(b)).rev().find(|d| a.is_multiple_of(*d) && b.is_multiple_of(*d)).unwrap_or(1);
    a / gcd * b
}

fn rooted(view: &View, under: &BTreeMap<u32, u32>, products: &[(u32, Poly)]) -> Option<Step> {
    let put: Values = under.iter().map(|(v, n)| (*v, power(real(*v), i64::from(*n)))).collect();
    let root = |v: u32, n: u32| match n {
        2 => Num::Call("sqrt".into(), vec![real(v)]),
        n => Num::Call("root".into(), vec![whole(n.into()), real(v)]),
    };
    let values: Values = under.iter().map(|(v, n)| (*v, root(*v, *n))).collect();
    let sign = |v: &u32| compared(real(*v), if view.positive.contains(v) { Rel::Gt } else { Rel::Ge });
    let new: Vec<Clause> = under.keys().map(|v| vec![sign(v)]).collect();
    let change = |a: &Atom| Atom {
        lhs: without_roots(&a.lhs, &put, &view.terms),
        rel: a.rel,
        rhs: without_roots(&a.rhs, &put, &view.terms),
    };
    let mut terms = view.terms.clone();
    let mut hyps = new.clone();
    for h in &view.sequent.hyps {
        let signs: Vec<Literal> = h.iter().map(|a| terms.literal(&change(a))).collect::<Option<_>>()?;
        add(&mut hyps, &signs, &terms, &new);
    }
    let target = view.target()?;
    let goal = terms.literal(&change(&target))?;
    let child = Sequent { reals: view.sequent.reals, hyps, goal: vec![terms.atom(&goal)] };
    // Roots of products are products of roots.
    let mut children = Vec::new();
    for (n, x) in products {
        let whole_root = match n {
            2 => Num::Call("sqrt".into(), vec![view.terms.num(x)]),
            n => Num::Call("root".into(), vec![whole((*n).into()), view.terms.num(x)]),
        };
        let parts = super::shape::put(&without_roots(&whole_root, &put, &view.terms), &values);
        let known: Vec<Clause> = x.vars().iter().map(|v| vec![sign(v)]).collect();
        let goal = vec![Atom { lhs: whole_root, rel: Rel::Eq, rhs: parts }];
        let sequent = Sequent { reals: view.sequent.reals, hyps: known, goal };
        children.push(Child { sequent, values: vec![], known: true });
    }
    children.push(Child { sequent: child, values, known: false });
    let with = under.iter().map(|(v, n)| format!("${v}^{n}")).collect::<Vec<_>>().join(", ");
    Some(Step {
        kind: Kind::Power,
        with,
        children,
        glue: Glue::Chain,
        target: Some(target),
        scales: vec![],
        weights: vec![],
    })
}

/// Powers put in for variables, and roots of what are powers then taken: for variables that are not negative.
fn without_roots(n: &Num, put: &Values, terms: &Terms) -> Num {
    let all = |xs: &[Num]| xs.iter().map(|x| without_roots(x, put, terms)).collect::<Vec<_>>();
    let one = |x: &Num| without_roots(x, put, terms);
    let root = |k: u32, x: &Num, otherwise: Num| {
        let x = one(x);
        let mut terms = terms.clone();
        let taken = terms.poly(&x).and_then(|p| exact_root(&p, k));
        taken.map_or(otherwise, |p| terms.num(&p))
    };
    match n {
        Num::Call(f, xs) => {
            let again = Num::Call(f.clone(), all(xs));
            match (f.as_str(), &xs[..]) {
                ("sqrt", [x]) => root(2, x, again),
                ("root", [Num::Const(k), x]) => match k.to_integer().to_u32() {
                    Some(k) if k > 1 => root(k, x, again),
                    _ => again,
                },
                _ => again,
            }
        }
        Num::Pow(x, e) if !e.is_integer() => {
            let (Some(k), Some(m)) = (e.denom().to_u32(), e.numer().to_i64()) else { return n.clone() };
            let again = Num::Pow(Box::new(one(x)), e.clone());
            match root(k, x, whole(0)) {
                Num::Const(c) if c.is_zero() => again,
                r => power(r, m),
            }
        }
        Num::Real(_) => super::shape::put(n, put),
        Num::Add(xs) => Num::Add(all(xs)),
        Num::Mul(xs) => Num::Mul(all(xs)),
        Num::Neg(x) => Num::Neg(Box::new(one(x))),
        Num::Div(a, b) => Num::Div(Box::new(one(a)), Box::new(one(b))),
        Num::Pow(x, e) => Num::Pow(Box::new(one(x)), e.clone()),
        _ => n.clone(),
    }
}

/// The root of a single term, if it is exact.
fn exact_root(p: &Poly, k: u32) -> Option<Poly> {
    if p.len() != 1 {
        return None;
    }
    let (m, c) = p.leading()?;
    let powers: Vec<(u32, u32)> =
        m.powers().map(|(v, e)| e.is_multiple_of(k).then_some((v, e / k))).collect::<Option<_>>()?;
    let root = |n: &num_bigint::BigInt| {
        let r = n.nth_root(k);
        (r.pow(k) == *n).then_some(r)
    };
    if c < Q::zero() {
        return None;
    }
    Some(Poly::term(Q::new(root(c.numer())?, root(c.denom())?), Mono::new(powers)))
}
