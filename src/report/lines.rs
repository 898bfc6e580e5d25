//! From the lines of a proof about numbers to steps that a person reads: what is claimed, and why.
//!
//! What the theorem gives is cited by its number and gets none of its own. All else is a step: an inequality with
//! the sum that it comes from, a calculation with its equations, cases with what is supposed in each.

use super::answer::{Cite, ProofStep, Ref};
use euclase_grammar::core::{Atom, CoreTheorem, Num, Pt, Rel};
use euclase_grammar::words::{self, Style};
use euclase_kernel::algebra::statement::givens;
use euclase_kernel::algebra::{Order, Product, Proof, Reason, Said};
use euclase_kernel::cert::Certificate;
use num_traits::One;

/// Longest sum that is written out, in characters.
const LONG: usize = 600;

/// The steps, and for each goal what establishes it. `numbers`: of hypotheses, conditions, statements, the number of
/// their given; `first`: the number of the first step.
pub(super) fn print(
    thm: &CoreTheorem,
    cert: &Certificate,
    proof: &Proof,
    numbers: &[Option<u32>],
    first: u32,
) -> (Vec<ProofStep>, Vec<Option<Ref>>) {
    let named = with_variables(thm, proof);
    let sources: Vec<usize> = givens(thm).into_iter().map(|g| g.source).collect();
    let mut refs: Vec<Option<Ref>> = Vec::new();
    let mut next = first;
    for l in &proof.lines {
        let given = match &l.reason {
            Reason::Given(k, values) if values.is_empty() => sources.get(*k).and_then(|s| numbers.get(*s)).copied(),
            _ => None,
        };
        refs.push(match given {
            // Implied by a construction: a condition that is printed as such.
            Some(None) => None,
            Some(Some(n)) => Some(Ref::Given(n)),
            None => {
                next += 1;
                Some(Ref::Step(next - 1))
            }
        });
    }
    let writer = Writer { thm: &named, proof, numbers, refs: &refs };
    let steps = (0..proof.lines.len()).filter_map(|i| match refs[i] {
        Some(Ref::Step(n)) => Some(writer.step(i, n, cert.steps.len())),
        _ => None,
    });
    let steps = steps.collect();
    let goals = proof.goals.iter().map(|g| g.lines.last().and_then(|l| refs.get(*l).copied().flatten())).collect();
    (steps, goals)
}

/// The theorem with the proof's own variables, for their names.
fn with_variables(thm: &CoreTheorem, proof: &Proof) -> CoreTheorem {
    let mut named = thm.clone();
    named.reals.extend(proof.reals.iter().cloned());
    named
}

struct Writer<'a> {
    thm: &'a CoreTheorem,
    proof: &'a Proof,
    /// Numbers of what the theorem assumes.
    numbers: &'a [Option<u32>],
    refs: &'a [Option<Ref>],
}

impl Writer<'_> {
    fn num(&self, n: &Num) -> String {
        words::num(self.thm, n, Style::Unicode)
    }

    fn clause(&self, clause: &[Atom]) -> String {
        match clause {
            [] => "a contradiction".into(),
            all => all.iter().map(|a| words::atom(self.thm, a, Style::Unicode)).collect::<Vec<_>>().join(" or "),
        }
    }

    fn step(&self, i: usize, number: u32, before: usize) -> ProofStep {
        let l = &self.proof.lines[i];
        let all = || l.premises.iter().filter_map(|p| self.refs[*p]).collect::<Vec<_>>();
        let cite = |reason: String, refs: Vec<Ref>| Cite { times: None, reason, refs };
        let because = match &l.reason {
            Reason::Suppose => vec![cite("supposed".into(), vec![])],
            Reason::Either => vec![cite("one of the two holds".into(), vec![])],
            Reason::Given(..) => vec![cite("given, for these values".into(), vec![])],
            Reason::Step(k) => vec![cite(format!("shown in the figure (step {k} of the certificate)"), vec![])],
            Reason::Coordinates(said, [o, e], _) => {
                let point = |p: &Pt| self.thm.points.get(p.ix()).map_or_else(String::new, |p| p.name.clone());
                let frame = match (point(o), point(e)) {
                    (o, e) if o == e => format!("origin {o}"),
                    (o, e) => format!("origin {o} and x-axis {o}{e}"),
                };
                let given = match said {
                    Said::Assumed(n) => self.numbers.get(*n).copied().flatten().map(Ref::Given),
                    Said::Step(_) | Said::Recorded(_) => None,
                };
                let what = if matches!(said, Said::Recorded(_)) { "a condition of the proof, " } else { "" };
                vec![cite(format!("{what}in coordinates with {frame}"), given.into_iter().collect())]
            }
            Reason::Weaken => vec![cite(String::new(), all())],
            Reason::Congruence => vec![cite("equal terms in equal places".into(), all())],
            Reason::Cases => vec![cite("in each case".into(), all())],
            Reason::Combine(c) if c.is_empty() => vec![cite("an identity".into(), vec![])],
            Reason::Combine(c) => {
                let one = |(p, n): (&usize, &Num)| Cite {
                    times: (*n != Num::Const(One::one())).then(|| self.bracketed(n)),
                    reason: String::new(),
                    refs: self.refs[*p].into_iter().collect(),
                };
                l.premises.iter().zip(c).map(one).collect()
            }
            Reason::Factors(_) => vec![cite("a product is zero when a factor is".into(), all())],
            Reason::Field(_) => vec![cite("the divisors, which are not zero, cleared away".into(), all())],
            Reason::Lemma(name, terms) => vec![cite(phrase(name, terms, &|n| self.num(n)), all())],
            Reason::Instance(values) => {
                let name = |v: &u32| self.thm.reals.get(*v as usize).cloned().unwrap_or_default();
                let list: Vec<String> = values.iter().map(|(v, n)| format!("{} := {}", name(v), self.num(n))).collect();
                vec![cite(format!("for {}", list.join(", ")), all())]
            }
            Reason::Order(o) => vec![cite(self.order(i, o), all())],
        };
        ProofStep {
            number,
            claim: self.clause(&l.claim),
            because,
            inner: Vec::new(),
            chain: None,
            certificate: vec![before + i],
        }
    }

    fn bracketed(&self, n: &Num) -> String {
        let text = self.num(n);
        if matches!(n, Num::Add(_) | Num::Neg(_)) { format!("({text})") } else { text }
    }

    /// The identity that shows a sign.
    fn order(&self, i: usize, o: &Order) -> String {
        let l = &self.proof.lines[i];
        let difference = match &l.claim[..] {
            [a] => match a.rel {
                Rel::Le | Rel::Lt => self.difference(&a.rhs, &a.lhs),
                _ => self.difference(&a.lhs, &a.rhs),
            },
            _ => "0".into(),
        };
        let power = match l.claim.first().map(|a| a.rel) {
            Some(Rel::Eq) => format!("−({difference})²"),
            Some(Rel::Ne) => format!("({difference})²"),
            _ => difference,
        };
        let unit =
            matches!(&o.multiplier[..], [p] if p.factors.is_empty() && p.squares.is_empty() && p.coefficient.is_one());
        let left = match (&l.claim[..], unit) {
            ([], _) => "0".into(),
            (_, true) => power,
            _ => format!("({})·({power})", self.sum(i, &o.multiplier)),
        };
        let mut right =
            if o.terms.is_empty() && !o.cofactors.is_empty() { String::new() } else { self.sum(i, &o.terms) };
        let equations: Vec<String> = o
            .cofactors
            .iter()
            .filter_map(|(k, c)| {
                let [a] = &self.proof.lines[*l.premises.get(*k)?].claim[..] else { return None };
                Some(format!("{}·({})", self.bracketed(c), self.difference(&a.lhs, &a.rhs)))
            })
            .collect();
        if !equations.is_empty() {
            right += if right.is_empty() { "" } else { " + " };
            right += &equations.join(" + ");
        }
        let text = format!("{left} = {right}");
        if text.chars().count() > LONG { "a sum of products that are not negative".into() } else { text }
    }

    fn difference(&self, a: &Num, b: &Num) -> String {
        match b {
            Num::Const(c) if *c == num_traits::Zero::zero() => self.num(a),
            Num::Add(_) | Num::Neg(_) => format!("{} - ({})", self.num(a), self.num(b)),
            _ => format!("{} - {}", self.num(a), self.num(b)),
        }
    }

    fn sum(&self, i: usize, products: &[Product]) -> String {
        let premises = &self.proof.lines[i].premises;
        let factor = |k: &usize| -> Option<String> {
            let [a] = &self.proof.lines[*premises.get(*k)?].claim[..] else { return None };
            let (x, y) = if matches!(a.rel, Rel::Le | Rel::Lt) { (&a.rhs, &a.lhs) } else { (&a.lhs, &a.rhs) };
            let text = self.difference(x, y);
            let whole = text.starts_with('(') && text.ends_with(')') && text.matches('(').count() == 1;
            let text = if text.contains([' ', '+', '/', '-']) && !whole { format!("({text})") } else { text };
            Some(if a.rel == Rel::Ne { format!("{text}²") } else { text })
        };
        let one = |p: &Product| {
            let squares = p.squares.iter().map(|s| format!("({})²", self.num(s)));
            let mut parts: Vec<String> = p.factors.iter().filter_map(factor).chain(squares).collect();
            if parts.is_empty() || !p.coefficient.is_one() {
                parts.insert(0, p.coefficient.to_string());
            }
            parts.join("·")
        };
        let text: Vec<String> = products.iter().map(one).collect();
        if text.is_empty() { "0".into() } else { text.join(" + ") }
    }
}

/// A lemma of the kernel in words.
fn phrase(name: &str, terms: &[Num], num: &dyn Fn(&Num) -> String) -> String {
    let list = || terms.iter().map(num).collect::<Vec<_>>().join(", ");
    match name {
        "inverse" => "a number times its inverse".into(),
        "root_power" => "what a root is".into(),
        "root_sign" => "roots are not negative".into(),
        "abs_sign" | "abs_square" | "abs_same" | "abs_opposite" => "what an absolute value is".into(),
        "min_bound" | "min_bound_right" | "min_either" => "what a minimum is".into(),
        "max_bound" | "max_bound_right" | "max_either" => "what a maximum is".into(),
        "power_sign" | "power_sum" | "power_power" | "power_product" | "power_order" => "rules of powers".into(),
        "bernoulli" => format!("Bernoulli's inequality for {}", list()),
        "weighted_means" => format!("weighted arithmetic and geometric means of {}", list()),
        "cauchy_schwarz" => format!("the Cauchy–Schwarz inequality for {}", list()),
        "length_sign" | "area_sign" => "lengths and areas are not negative".into(),
        "triangle" => "the triangle inequality".into(),
        "heron" => "Heron's formula".into(),
        "circumradius" => "4RS = abc".into(),
        "inradius" => "2S = r(a + b + c)".into(),
        "distance" => "area from base and height".into(),
        "length_by_coordinates" => "Pythagoras".into(),
        "area_by_coordinates" => "the area in coordinates".into(),
        other => other.replace('_', " "),
    }
}
