//! The rule `congruence`: equations between functions of equal arguments are added until nothing new is found, each proved by
//! `f_equal`; that arguments are equal, and the claim, are combinations of equations, which Coq computes.

use super::lines::Lines;
use crate::export::NotExported;
use euclase_algebra::terms::{Literal, Opaque, Sign};
use euclase_kernel::algebra::Line;
use euclase_poly::{Mono, Poly};
use std::collections::{BTreeMap, BTreeSet};

/// Most terms of a polynomial.
const MAX_TERMS: usize = 2_000;
/// Most equations, and most steps of one reduction.
const MAX_EQUATIONS: usize = 200;

/// An equation, as data and with its proof.
struct Base {
    clause: String,
    proof: String,
}

/// What takes the place of a variable or a monomial.
struct Rule {
    pivot: Pivot,
    poly: Poly,
    /// The polynomial as a combination of the equations.
    from: Combination,
}

enum Pivot {
    Variable(u32),
    Monomial(Mono),
}

/// Cofactors of equations, by their numbers.
type Combination = BTreeMap<usize, Poly>;

fn add(to: &mut Combination, other: &Combination, by: &Poly) -> Option<()> {
    for (k, c) in other {
        let more = c.mul_cap(by, MAX_TERMS)?;
        let sum = to.get(k).map_or_else(|| more.clone(), |old| old.add(&more));
        to.insert(*k, sum);
    }
    Some(())
}

#[derive(Default)]
struct Closure {
    bases: Vec<Base>,
    rules: Vec<Rule>,
}

impl Closure {
    /// What is left of a polynomial, and the combination of equations that has been taken away.
    fn reduced(&self, p: &Poly) -> Option<(Poly, Combination)> {
        let (mut p, mut taken) = (p.clone(), Combination::new());
        for _ in 0..MAX_EQUATIONS {
            let step = self.rules.iter().find_map(|r| Some((r, r.quotient(&p)?)));
            let Some((rule, quotient)) = step else { return Some((p, taken)) };
            p = p.sub(&quotient.mul_cap(&rule.poly, MAX_TERMS)?);
            add(&mut taken, &rule.from, &quotient)?;
        }
        None
    }

    fn add(&mut self, p: &Poly, base: Base) -> Option<()> {
        let k = self.bases.len();
        self.bases.push(base);
        let (rest, taken) = self.reduced(p)?;
        let Some((lead, _)) = rest.leading() else { return Some(()) };
        let greatest = rest.vars().into_iter().next_back();
        let linear = greatest.filter(|v| {
            rest.degree_in(*v) == 1 && rest.terms().filter(|(m, _)| m.exp(*v) > 0).all(|(m, _)| m.degree() == 1)
        });
        let pivot = linear.map_or_else(|| Pivot::Monomial(lead.clone()), Pivot::Variable);
        let mut from = Combination::from([(k, Poly::one())]);
        add(&mut from, &taken, &Poly::int(-1))?;
        self.rules.push(Rule { pivot, poly: rest, from });
        Some(())
    }
}

impl Rule {
    /// How often the rule's polynomial is taken from another one; `None` where it does not occur.
    fn quotient(&self, p: &Poly) -> Option<Poly> {
        match &self.pivot {
            Pivot::Variable(v) => {
                if p.degree_in(*v) == 0 {
                    return None;
                }
                let c = self.poly.coeff(&Mono::var(*v));
                let value = Poly::var(*v).sub(&self.poly.scale(&c.recip()));
                p.sub(&p.subst(*v, &value)?).div_exact(&self.poly)
            }
            Pivot::Monomial(m) => {
                let (c, lead) = (p.coeff(m), self.poly.coeff(m));
                (p.terms().any(|(n, _)| n == m)).then(|| Poly::constant(c / lead))
            }
        }
    }
}

/// What proves a line.
pub fn congruence(l: &mut Lines, i: usize, line: &Line) -> Result<String, NotExported> {
    let other = || NotExported::new("a use of congruence that is not exported yet");
    let [claim] = &line.claim[..] else { return Err(other()) };
    let claim = l.w.terms.literal(claim).ok_or_else(other)?;
    let mut closure = Closure::default();
    let mut comparison: Option<(usize, Literal)> = None;
    let mut seen: BTreeSet<u32> = claim.poly.vars();
    for p in &line.premises {
        let [a] = &l.proof.lines[*p].claim[..] else { return Err(other()) };
        let literal = l.w.terms.literal(a).ok_or_else(other)?;
        seen.extend(literal.poly.vars());
        if literal.sign == Sign::Zero {
            let base = Base { clause: format!("claim{p}"), proof: l.cite_with(*p, &BTreeMap::new()) };
            closure.add(&literal.poly, base).ok_or_else(other)?;
        } else {
            comparison = Some((*p, literal));
        }
    }
    let mut out = String::new();
    close(l, &mut closure, &mut seen, &mut out)?;
    let all = |of: &mut dyn Iterator<Item = String>| of.collect::<Vec<_>>().join("; ");
    let mut claims = all(&mut closure.bases.iter().map(|b| b.clause.clone()));
    let mut proofs = chain(&closure, "Logic.I".into());
    if claim.sign == Sign::Zero {
        let (rest, from) = closure.reduced(&claim.poly).ok_or_else(other)?;
        if !rest.is_zero() {
            return Err(other());
        }
        let cofactors = cofactors(l, &from)?;
        return Ok(format!("{out}refine (by_combine env [{claims}] claim{i} [{cofactors}] _ {proofs}); check."));
    }
    // The other comparison, and the difference as a combination.
    let (p, q) = comparison.filter(|c| c.1.sign == claim.sign).ok_or_else(other)?;
    let (rest, from) = closure.reduced(&claim.poly.sub(&q.poly)).ok_or_else(other)?;
    if !rest.is_zero() {
        return Err(other());
    }
    let mut whole = Combination::new();
    let by = if claim.sign == Sign::NonZero { claim.poly.add(&q.poly) } else { Poly::one() };
    add(&mut whole, &from, &by).ok_or_else(other)?;
    let (k, cofactors) = (closure.bases.len(), cofactors(l, &whole)?);
    claims = if k == 0 { format!("claim{p}") } else { format!("{claims}; claim{p}") };
    proofs = chain(&closure, format!("(conj {} Logic.I)", l.cite_with(p, &BTreeMap::new())));
    let term = format!("[Product 1 [{k}]%nat []]");
    Ok(format!(
        "{out}refine (by_order env [{claims}] claim{i} [Product 1 []%nat []] {term} [{cofactors}] _ {proofs}); check."
    ))
}

fn chain(closure: &Closure, last: String) -> String {
    closure.bases.iter().rev().fold(last, |rest, b| format!("(conj {} {rest})", b.proof))
}

fn cofactors(l: &mut Lines, from: &Combination) -> Result<String, NotExported> {
    let mut out = Vec::new();
    for (k, c) in from.iter().filter(|c| !c.1.is_zero()) {
        let n = l.w.terms.num(c);
        out.push(format!("({k}%nat, ({})%expr)", l.w.expr(&n)?));
    }
    Ok(out.join("; "))
}

/// Adds equations between functions of equal arguments.
fn close(l: &mut Lines, closure: &mut Closure, seen: &mut BTreeSet<u32>, out: &mut String) -> Result<(), NotExported> {
    let other = || NotExported::new("a use of congruence that is not exported yet");
    // Terms within terms.
    let mut todo: Vec<u32> = seen.iter().copied().collect();
    while let Some(v) = todo.pop() {
        for p in l.w.terms.get(v).map(arguments).unwrap_or_default() {
            todo.extend(p.vars().into_iter().filter(|w| seen.insert(*w)));
        }
    }
    let mut known: BTreeSet<(u32, u32)> = BTreeSet::new();
    loop {
        let mut found = None;
        for a in seen.iter() {
            for b in seen.range(a + 1..) {
                let (Some(s), Some(t)) = (l.w.terms.get(*a), l.w.terms.get(*b)) else { continue };
                if known.contains(&(*a, *b)) || function(s).is_empty() || function(s) != function(t) {
                    continue;
                }
                let mut all = Vec::new();
                for (x, y) in arguments(s).iter().zip(arguments(t)) {
                    let (rest, from) = closure.reduced(&x.sub(&y)).ok_or_else(other)?;
                    if rest.is_zero() {
                        all.push(from);
                    }
                }
                if all.len() == arguments(s).len() && !all.is_empty() {
                    found = Some((*a, *b, function(s), all));
                }
            }
        }
        let Some((a, b, function, all)) = found else { return Ok(()) };
        known.insert((a, b));
        let ((s, x), (t, y)) = (l.w.opaque(a)?, l.w.opaque(b)?);
        let n = closure.bases.len();
        if n >= MAX_EQUATIONS {
            return Err(other());
        }
        let claims: Vec<String> = closure.bases.iter().map(|b| b.clause.clone()).collect();
        let proofs = chain(closure, "Logic.I".into());
        let mut by = format!("f_equal{} {function}", if all.len() == 1 { "" } else { "2" });
        for (k, from) in all.iter().enumerate() {
            let cofactors = cofactors(l, from)?;
            let (x, y) = (x.get(k).ok_or_else(other)?, y.get(k).ok_or_else(other)?);
            *out += &format!(
                "assert (arg{n}_{k} : says env [{x} = {y}]%expr) by (refine (by_combine env [{}] _ [{cofactors}] _ {proofs}); check). ",
                claims.join("; ")
            );
            by += &format!(" arg{n}_{k}");
        }
        *out += &format!("assert (equal{n} : says env [{s} = {t}]%expr) by exact ({by}). ");
        let base = Base { clause: format!("[{s} = {t}]%expr"), proof: format!("equal{n}") };
        closure.add(&Poly::var(a).sub(&Poly::var(b)), base).ok_or_else(other)?;
    }
}

fn arguments(t: &Opaque) -> Vec<Poly> {
    match t {
        Opaque::Leaf(_) => Vec::new(),
        Opaque::Inverse(x) | Opaque::Root(_, x) | Opaque::Abs(x) => vec![x.clone()],
        Opaque::Power(x, y) | Opaque::Min(x, y) | Opaque::Max(x, y) => vec![x.clone(), y.clone()],
    }
}

fn function(t: &Opaque) -> String {
    match t {
        Opaque::Inverse(_) => "Rinv".into(),
        Opaque::Root(2, _) => "sqrt".into(),
        Opaque::Root(n, _) => format!("(root {n})"),
        Opaque::Abs(_) => "Rabs".into(),
        Opaque::Power(..) => "Rpower".into(),
        Opaque::Min(..) => "Rmin".into(),
        Opaque::Max(..) => "Rmax".into(),
        Opaque::Leaf(_) => String::new(),
    }
}
