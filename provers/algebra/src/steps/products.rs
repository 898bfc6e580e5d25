//! Bounds for square roots of products: means of two parts, as Cauchy and Schwarz would choose them.
//!
//! The lemmas are found by matching modulo the normal form of polynomials: the radicand, made a fraction of polynomials and brought to one
//! degree by an equation where that is needed, is factored, and √(k·q) lies between 2kq/(k + q) and (k + q)/2 for each way to part its
//! factors in two. With k = w/Σw for weights w this is the inequality of Cauchy and Schwarz for a sum of roots.

use super::fractions::{Split, child_of, split, weights, whole_step};
use super::normal::even;
use super::numeric::{Samples, rational, value};
use super::shape::{View, compared, neg, power, product, put, quotient, ratio, real, sum, whole};
use super::{Child, Kind, Sequent, Step};
use euclase_grammar::core::{Atom, Num, Q, Rel};
use euclase_kernel::algebra::{Clause, Values};
use euclase_poly::factor::factor;
use euclase_poly::{MAX_TERMS, Poly, Work};
use num_traits::{One, Signed};

/// Most ways to part the factors of a radicand, and most weights.
const WAYS: usize = 6;
const WEIGHTS: usize = 6;
/// Most factors, with their multiplicities.
const FACTORS: usize = 6;
/// What a factorisation may cost.
const WORK: u64 = 2_000_000;

/// ± c·√x or ± c/√x.
struct Rooted {
    minus: bool,
    outer: Num,
    under: Num,
    inverse: bool,
}

/// A way to write the radicand as k·q.
#[derive(Clone)]
struct Part {
    k: Num,
    q: Num,
}

pub(super) fn propose(view: &View, samples: &Samples, out: &mut Vec<Step>) {
    let (Some(e), Some(split)) = (samples.tight.first(), split(view)) else { return };
    let all: Vec<Option<Rooted>> = split.heavy.iter().map(rooted).collect();
    let terms: Vec<Option<&Rooted>> = all.iter().map(Option::as_ref).collect();
    below(view, &split, &terms, e, out);
    // What has no factors stays as it is.
    let ways = terms.iter().map(|t| t.map_or(vec![], |r| parted(view, &r.under, e)));
    let ways: Vec<Vec<Part>> = ways.collect();
    let bounded: Vec<Option<&Rooted>> = terms.iter().zip(&ways).map(|(t, w)| t.filter(|_| !w.is_empty())).collect();
    let ways: Vec<&Vec<Part>> = ways.iter().filter(|w| !w.is_empty()).collect();
    for i in 0..ways.iter().map(|w| w.len()).min().unwrap_or(0).min(WAYS) {
        let parts: Vec<Part> = match turned(&split, &bounded) {
            Some(turns) => turns.iter().map(|t| ways[0][i].turned(t)).collect(),
            None => ways.iter().map(|w| w[i].clone()).collect(),
        };
        let with = super::words::number(&parts[0].k);
        out.push(step(view, &split, &bounded, &parts, Kind::Product, with));
    }
    if let (Some(turns), Some(Some(first))) = (turned(&split, &terms), terms.first()) {
        for w in weights(view).into_iter().take(WEIGHTS) {
            let all: Vec<Num> = turns.iter().map(|t| put(&w, t)).collect();
            let share = quotient(w.clone(), sum(all));
            let Some(part) = fitted(&first.under, share, None, e) else { continue };
            let parts: Vec<Part> = turns.iter().map(|t| part.turned(t)).collect();
            let with = super::words::number(&w);
            out.push(step(view, &split, &terms, &parts, Kind::Cauchy, format!("weights {with}, …")));
        }
    }
}

/// The turns, where all heavy terms have a root and are turns of one another.
fn turned<'s>(split: &'s Split, terms: &[Option<&Rooted>]) -> Option<&'s Vec<Values>> {
    split.turns.as_ref().filter(|_| terms.iter().all(Option::is_some))
}

impl Part {
    fn turned(&self, turn: &Values) -> Part {
        Part { k: put(&self.k, turn), q: put(&self.q, turn) }
    }
}

/// The term as one root and what it is multiplied by.
fn rooted(n: &Num) -> Option<Rooted> {
    match n {
        Num::Neg(x) => rooted(x).map(|r| Rooted { minus: !r.minus, ..r }),
        Num::Call(f, xs) if f == "sqrt" && has_root(n) => {
            let under = xs.first()?.clone();
            Some(Rooted { minus: false, outer: whole(1), under, inverse: false })
        }
        Num::Pow(x, e) if *e == euclase_poly::frac(1, 2) || *e == euclase_poly::frac(-1, 2) => {
            Some(Rooted { minus: false, outer: whole(1), under: (**x).clone(), inverse: e.is_negative() })
        }
        Num::Mul(xs) => {
            let i = xs.iter().position(has_root)?;
            let mut rest = xs.clone();
            let r = rooted(&rest.remove(i))?;
            rest.push(r.outer);
            (!rest.iter().any(has_root)).then(|| Rooted { outer: product(rest), ..r })
        }
        Num::Div(a, b) if has_root(a) && !has_root(b) => {
            let r = rooted(a)?;
            Some(Rooted { outer: quotient(r.outer, (**b).clone()), ..r })
        }
        Num::Div(a, b) if !has_root(a) => {
            let r = rooted(b)?;
            Some(Rooted { outer: quotient((**a).clone(), r.outer), inverse: !r.inverse, ..r })
        }
        _ => None,
    }
}

/// Has it a root of a sum? Those of products are no more trouble than variables are.
fn has_root(n: &Num) -> bool {
    let mut found = false;
    n.each_part(&mut |x, _| {
        found |= match x {
            Num::Call(f, xs) => (f == "sqrt" || f == "root") && xs.iter().any(has_sum),
            Num::Pow(x, e) => !e.is_integer() && has_sum(x),
            _ => false,
        };
    });
    found
}

fn has_sum(n: &Num) -> bool {
    let mut found = false;
    n.each_part(&mut |x, _| found |= matches!(x, Num::Add(_)));
    found
}

/// A number without roots as a fraction of polynomials in the variables.
pub(super) fn fraction(view: &View, n: &Num) -> Option<(Poly, Poly)> {
    let mul = |a: &Poly, b: &Poly| a.mul_cap(b, MAX_TERMS);
    match n {
        Num::Add(xs) => xs.iter().try_fold((Poly::zero(), Poly::one()), |(n, d), x| {
            let (a, b) = fraction(view, x)?;
            Some(if b == d { (n.add(&a), d) } else { (mul(&n, &b)?.add(&mul(&a, &d)?), mul(&d, &b)?) })
        }),
        Num::Mul(xs) => xs.iter().try_fold((Poly::one(), Poly::one()), |(n, d), x| {
            let (a, b) = fraction(view, x)?;
            Some((mul(&n, &a)?, mul(&d, &b)?))
        }),
        Num::Neg(x) => fraction(view, x).map(|(n, d)| (n.neg(), d)),
        Num::Div(a, b) => {
            let ((a, b), (c, d)) = (fraction(view, a)?, fraction(view, b)?);
            Some((mul(&a, &d)?, mul(&b, &c)?))
        }
        Num::Pow(x, e) if e.is_integer() => {
            let (n, d) = fraction(view, x)?;
            let k = u32::try_from(e.to_integer().magnitude().clone()).ok()?;
            let (n, d) = (n.pow(k, MAX_TERMS)?, d.pow(k, MAX_TERMS)?);
            Some(if e.is_negative() { (d, n) } else { (n, d) })
        }
        Num::Const(_) | Num::Real(_) => view.terms.clone().poly(n).map(|p| (p, Poly::one())),
        _ => None,
    }
}

/// Ways to part the factors of a radicand, the even ones first.
fn parted(view: &View, under: &Num, e: &[f64]) -> Vec<Part> {
    let Some((n, d)) = fraction(view, under) else { return vec![] };
    let mut factors = factors_of(&n);
    if factors.len() < 2 && d == Poly::one() {
        // Modulo an equation it may have more.
        let better = view.equations.iter().filter_map(|q| even(&n, q)).map(|p| factors_of(&p));
        factors = better.max_by_key(Vec::len).filter(|f| f.len() > factors.len()).unwrap_or(factors);
    }
    let up = factors.len();
    factors.extend(factors_of(&d));
    if factors.len() < 2 || factors.len() > FACTORS {
        return vec![];
    }
    let mut ways: Vec<(u64, Vec<bool>)> = Vec::new();
    for set in 1..(1_u32 << (factors.len() - 1)) {
        let here: Vec<bool> = (0..factors.len()).map(|i| set >> i & 1 == 1).collect();
        let degree = |side: bool| -> i64 {
            let own = factors.iter().enumerate().filter(|(i, _)| here[*i] == side);
            own.map(|(i, f)| if i < up { f.degree() as i64 } else { -(f.degree() as i64) }).sum()
        };
        let same = ways.iter().any(|w| picked(&factors, &w.1, true, up) == picked(&factors, &here, true, up));
        if !same {
            ways.push((degree(true).abs_diff(degree(false)), here));
        }
    }
    ways.sort_by_key(|w| w.0);
    let side = |here: &[bool], which: bool| {
        let (n, d) = picked(&factors, here, which, up);
        let of = |fs: Vec<&Poly>| product(fs.into_iter().map(|f| view.terms.num(f)).collect());
        if d.is_empty() { of(n) } else { quotient(of(n), of(d)) }
    };
    let both = ways.iter().filter_map(|(_, here)| fitted(under, side(here, true), Some(side(here, false)), e));
    both.take(WAYS).collect()
}

/// The factors of one side, above and below.
fn picked<'f>(factors: &'f [Poly], here: &[bool], which: bool, up: usize) -> (Vec<&'f Poly>, Vec<&'f Poly>) {
    let own = || factors.iter().zip(here).enumerate().filter(move |(_, (_, h))| **h == which).map(|(i, (f, _))| (i, f));
    let of = |above: bool| own().filter(move |(i, _)| (*i < up) == above).map(|x| x.1).collect();
    (of(true), of(false))
}

/// Its factors that are no numbers, each as often as it divides.
pub(super) fn factors_of(p: &Poly) -> Vec<Poly> {
    let mut work = Work::new(WORK, &|| false);
    let Some(f) = factor(p, &mut work) else { return vec![p.clone()] };
    f.factors.iter().flat_map(|(f, e)| std::iter::repeat_n(f.clone(), *e as usize)).collect()
}

/// k and q with factors such that they are equal where the goal is, and their product is the radicand; q is what k leaves where it is not
/// said.
fn fitted(under: &Num, k: Num, q: Option<Num>, e: &[f64]) -> Option<Part> {
    let x = value(under, e).filter(|x| *x > 0.0)?;
    let a = constant(x.sqrt() / value(&k, e).filter(|k| *k > 0.0)?)?;
    let k = product(vec![a, k]);
    let q = match q {
        None => quotient(under.clone(), k.clone()),
        Some(q) => {
            // What is left of the number before the product.
            let b = constant(x / (value(&k, e)? * value(&q, e).filter(|q| *q > 0.0)?))?;
            product(vec![b, q])
        }
    };
    Some(Part { k, q })
}

/// A rational number or the root of one that is near.
fn constant(x: f64) -> Option<Num> {
    rational(x).map(|(n, d)| ratio(n, d)).or_else(|| {
        let (n, d) = rational(x * x).filter(|r| r.0 > 0)?;
        Some(Num::Call("sqrt".into(), vec![ratio(n, d)]))
    })
}

/// The step: a bound for each term with a root, and what is then left.
fn step(view: &View, split: &Split, terms: &[Option<&Rooted>], parts: &[Part], kind: Kind, with: String) -> Step {
    let mut parts = parts.iter();
    let mut children = Vec::new();
    let mut total = Vec::new();
    for (h, r) in split.heavy.iter().zip(terms) {
        match (r, if r.is_some() { parts.next() } else { None }) {
            (Some(r), Some(part)) => {
                let (child, bound) = bound(r, part);
                total.push(put(&bound, &child.values));
                children.push(child);
            }
            _ => total.push(h.clone()),
        }
    }
    total.extend(split.rest.iter().cloned());
    children.push(child_of(view, sum(total)));
    let weights = (0..children.len()).collect();
    whole_step(view, kind, with, children, weights)
}

/// The lemma about c, x, k, q (in this order) with x = kq, and its bound.
fn bound(r: &Rooted, part: &Part) -> (Child, Num) {
    let (c, x, k, q) = (real(0), real(1), real(2), real(3));
    let root = Num::Call("sqrt".into(), vec![x.clone()]);
    let both = sum(vec![k.clone(), q.clone()]);
    let kq = product(vec![k.clone(), q.clone()]);
    let (term, bound) = match (r.minus, r.inverse) {
        (true, false) => (neg(product(vec![c.clone(), root])), neg(product(vec![ratio(1, 2), c, both]))),
        (true, true) => {
            let mean = sum(vec![quotient(whole(1), k), quotient(whole(1), q)]);
            (neg(quotient(c.clone(), root)), neg(product(vec![ratio(1, 2), c, mean])))
        }
        (false, false) => (product(vec![c.clone(), root]), quotient(product(vec![whole(2), c, kq.clone()]), both)),
        (false, true) => (quotient(c.clone(), root), quotient(product(vec![whole(2), c]), both)),
    };
    let sign = |v: u32, rel| vec![compared(real(v), rel)];
    let below = if r.inverse { Rel::Gt } else { Rel::Ge };
    let product_is = vec![Atom { lhs: x, rel: Rel::Eq, rhs: kq }];
    let hyps: Vec<Clause> = vec![sign(0, Rel::Ge), sign(2, Rel::Gt), sign(3, below), product_is];
    let goal = vec![Atom { lhs: term, rel: Rel::Ge, rhs: bound.clone() }];
    let values = vec![(0, r.outer.clone()), (1, r.under.clone()), (2, part.k.clone()), (3, part.q.clone())];
    (Child { sequent: Sequent { reals: 4, hyps, goal }, values, known: true }, bound)
}

/// Roots on the greater side, of a product of sums: √((p + q)(r + s)) ≥ √(pr) + √(qs), where that is an equality.
fn below(view: &View, split: &Split, terms: &[Option<&Rooted>], e: &[f64], out: &mut Vec<Step>) {
    let mut children = Vec::new();
    let mut total = Vec::new();
    for (h, r) in split.heavy.iter().zip(terms) {
        let Some(r) = r.filter(|r| !r.minus && !r.inverse) else {
            total.push(h.clone());
            continue;
        };
        let Some(sums) = paired(view, &r.under, e) else { return };
        let [p, q, s, t, u, v] = [0, 1, 2, 3, 4, 5].map(real);
        let root = Num::Call("sqrt".into(), vec![real(7)]);
        let equal = |a: Num, b: Num| vec![Atom { lhs: a, rel: Rel::Eq, rhs: b }];
        let square = |a: &Num| power(a.clone(), 2);
        let mut hyps: Vec<Clause> = [0, 1, 2, 3, 6, 7].map(|i| vec![compared(real(i), Rel::Ge)]).to_vec();
        let product_is = product(vec![sum(vec![square(&p), square(&q)]), sum(vec![square(&s), square(&t)])]);
        hyps.push(equal(u.clone(), product(vec![p, s])));
        hyps.push(equal(v.clone(), product(vec![q, t])));
        hyps.push(equal(real(7), product_is));
        let bound = product(vec![real(6), sum(vec![u, v])]);
        let goal = vec![Atom { lhs: product(vec![real(6), root]), rel: Rel::Ge, rhs: bound.clone() }];
        let mut values: Values = (0..).zip(sums).collect();
        values.extend([(6, r.outer.clone()), (7, r.under.clone())]);
        total.push(put(&bound, &values));
        children.push(Child { sequent: Sequent { reals: 8, hyps, goal }, values, known: true });
    }
    if children.is_empty() {
        return;
    }
    total.extend(split.rest.iter().cloned());
    children.push(child_of(view, sum(total)));
    let weights = (0..children.len()).collect();
    out.push(whole_step(view, Kind::Cauchy, "sums under roots".into(), children, weights));
}

/// √p, √q, √r, √s, √(pr), √(qs) for a radicand (p + q)(r + s), such that p/r = q/s where the goal is an equality.
fn paired(view: &View, under: &Num, e: &[f64]) -> Option<[Num; 6]> {
    let (n, d) = fraction(view, under)?;
    let even = view.equations.iter().filter_map(|q| even(&n, q));
    let all = std::iter::once(n.clone()).chain(even).filter(|_| d == Poly::one());
    for p in all {
        let factors = factors_of(&p);
        let [f, g] = &factors[..] else { continue };
        let two = |f: &Poly| -> Option<[Poly; 2]> {
            let ts: Vec<Poly> = f.terms().map(|(m, c)| Poly::term(c, m.clone())).collect();
            <[Poly; 2]>::try_from(ts).ok()
        };
        let scale = p.leading()?.1 / f.mul_cap(g, MAX_TERMS)?.leading()?.1;
        let (Some([p, q]), Some([r, s])) = (two(&f.scale(&scale)), two(g)) else { continue };
        for [r, s] in [[&r, &s], [&s, &r]] {
            let at = |x: &Poly| value(&view.terms.num(x), e);
            let (a, b) = (at(&p)? * at(s)?, at(&q)? * at(r)?);
            if (a - b).abs() > 1e-3 * (a.abs() + b.abs()) {
                continue;
            }
            let root = |x: &Poly, y: &Poly| root_of(&x.mul_cap(y, MAX_TERMS)?);
            let one = Poly::one();
            return Some([
                root(&p, &one)?,
                root(&q, &one)?,
                root(r, &one)?,
                root(s, &one)?,
                root(&p, r)?,
                root(&q, s)?,
            ]);
        }
    }
    None
}

/// The root of a term, as a product of powers and roots of variables.
fn root_of(p: &Poly) -> Option<Num> {
    let (m, c) = p.leading().filter(|(_, c)| p.len() == 1 && c.is_positive())?;
    let sqrt = |x: Num| Num::Call("sqrt".into(), vec![x]);
    let mut factors = Vec::new();
    if !c.is_one() {
        factors.push(sqrt(Num::Const(c)));
    }
    for (v, e) in m.powers() {
        factors.extend((e > 1).then(|| power(real(v), i64::from(e / 2))));
        factors.extend((e % 2 == 1).then(|| sqrt(real(v))));
    }
    Some(product(factors))
}

/// The root of a polynomial as a product: squares taken out, variables apart.
pub(super) fn root_in_parts(p: &Poly) -> Option<Num> {
    let mut work = Work::new(WORK, &|| false);
    let f = factor(p, &mut work)?;
    let (mut rest, mut single) = (Poly::constant(f.unit.clone()), Poly::one());
    let mut parts = Vec::new();
    for (q, e) in &f.factors {
        if q.len() == 1 {
            single = single.mul_cap(&q.pow(*e, MAX_TERMS)?, MAX_TERMS)?;
            continue;
        }
        parts.extend((e / 2 > 0).then(|| power(of_variables(q), i64::from(e / 2))));
        if e % 2 == 1 {
            rest = rest.mul_cap(q, MAX_TERMS)?;
        }
    }
    parts.extend((single.degree() > 0).then(|| root_of(&single)).flatten());
    match rest.constant_value() {
        Some(c) if c.is_one() => {}
        Some(c) => parts.push(root_of(&Poly::constant(c))?),
        None => parts.push(Num::Call("sqrt".into(), vec![of_variables(&rest)])),
    }
    Some(product(parts))
}

/// A polynomial in real variables, as a number.
fn of_variables(p: &Poly) -> Num {
    let term = |(m, c): (&euclase_poly::Mono, Q)| {
        let vars = m.powers().map(|(v, e)| power(real(v), i64::from(e)));
        product(std::iter::once(Num::Const(c)).chain(vars).collect())
    };
    sum(p.terms().map(term).collect())
}
