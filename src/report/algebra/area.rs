//! A proof by the area method as such: what is to be shown in areas and Pythagoras differences, what these become as one point
//! after another is eliminated, the identity at the end.
//!
//! In the certificate every quantity is a term in coordinates of one shape, by which it is known here; the chain of equations is read off the
//! lines from the goal down. Where they are of another shape, they are told like any other lines.

use super::forms::{self, Forms};
use crate::report::answer::{Cite, Heading, ProofStep, Ref};
use euclase_grammar::core::{Axis, CoreTheorem, Num, Pt, Q, Rel};
use euclase_grammar::words::{self, Style};
use euclase_kernel::algebra::{Line, Proof, Reason, Said};
use num_traits::{One, Signed, ToPrimitive, Zero};
use std::collections::BTreeSet;

/// A divisor with its exponent, the quantity, its multiple by the divisor.
type Lemma<'a> = (Option<(&'a Num, usize)>, &'a Num, &'a Num);

/// Longest sum that is written out.
const LONG: usize = 8;
/// Terms of a longer one that are shown.
const SHOWN: usize = 4;

/// The steps, and what establishes each goal; `None` where the lines are of another shape. `before`: how many steps of
/// geometry the certificate has.
pub fn print(
    thm: &CoreTheorem,
    proof: &Proof,
    numbers: &[Option<u32>],
    before: usize,
    first: u32,
) -> Option<(Vec<ProofStep>, Vec<Option<Ref>>)> {
    let frame = proof.goals.first()?.frame?;
    if proof.goals.len() != thm.goals.len() || proof.goals.iter().any(|g| g.lines.is_empty()) {
        return None;
    }
    let forms = Forms::new(thm);
    let lemmas = vec![None; proof.lines.len()];
    let mut me =
        Teller { thm, proof, numbers, forms, frame, before, lemmas, next: first, steps: vec![], headings: vec![] };
    me.head(
        "S_ABC is the area of ABC, with its sign; P_ABC = AB² + CB² - AC². Points are eliminated, the last one first:",
    );
    let mut by = Vec::new();
    for (goal, g) in thm.goals.iter().zip(&proof.goals) {
        let mut last = None;
        for line in &g.lines {
            last = Some(me.goal(*line)?);
        }
        let _ = goal;
        by.push(last.map(Ref::Step));
    }
    Some((me.steps, by))
}

/// A product with its coefficient: names with exponents.
type Term = (Q, Vec<(String, u32)>);

struct Teller<'a> {
    thm: &'a CoreTheorem,
    proof: &'a Proof,
    /// Numbers of what the theorem assumes.
    numbers: &'a [Option<u32>],
    forms: Forms<'a>,
    frame: [Pt; 2],
    before: usize,
    /// Numbers of the steps of elimination lemmas.
    lemmas: Vec<Option<u32>>,
    next: u32,
    steps: Vec<ProofStep>,
    headings: Vec<Heading>,
}

/// How an equation of the chain is shown.
enum Shown {
    /// By lemmas, from another equation.
    Eliminated { lemmas: Vec<usize>, after: usize, not: Vec<usize> },
    /// An identity, or one modulo what these lines say.
    Identity(Vec<usize>),
}

impl<'a> Teller<'a> {
    fn head(&mut self, text: &str) {
        self.headings.push(Heading { level: 0, text: text.into() });
    }

    fn line(&self, i: usize) -> Option<&'a Line> {
        self.proof.lines.get(i)
    }

    /// Of a goal's line: the chain.
    fn goal(&mut self, i: usize) -> Option<u32> {
        if matches!(&self.line(i)?.claim[..], [a, ..] if a.rel == Rel::Ne) {
            return self.different(i);
        }
        let mut extra: BTreeSet<usize> = BTreeSet::new();
        let mut at = self.start(i, &mut extra)?;
        let ratios = !extra.is_empty();
        let text = self.equation(at)?;
        let note = if ratios { " (for C on AB, AC/CB is P_CAB/P_CBA, with its sign)" } else { "" };
        self.head(&format!("To be shown: {text}{note}"));
        let mut refs: Vec<Ref> = Vec::new();
        let mut not: Vec<String> = Vec::new();
        loop {
            match self.shown(at)? {
                Shown::Eliminated { lemmas, after, not: zeros } => {
                    for l in lemmas {
                        let r = Ref::Step(self.lemma(l)?);
                        if !refs.contains(&r) {
                            refs.push(r);
                        }
                    }
                    for z in zeros {
                        not.extend(self.words(z).into_iter().filter(|w| !not.contains(w)).collect::<Vec<_>>());
                    }
                    let text = self.equation(after)?;
                    if text != "0 = 0" {
                        self.head(&format!("So it is enough that {text}"));
                    }
                    at = after;
                }
                Shown::Identity(modulo) => {
                    extra.extend(modulo);
                    break;
                }
            }
        }
        for source in extra.iter().flat_map(|e| self.sources(*e)) {
            if !refs.contains(&source) {
                refs.push(source);
            }
        }
        let mut because = vec![Cite { reason: "what is left is an identity".into(), refs, times: None }];
        not.retain(|w| !w.is_empty());
        if !not.is_empty() {
            not.sort();
            not.dedup();
            let reason = format!("nothing is divided by 0: {}", not.join("; "));
            because.push(Cite { reason, ..Cite::default() });
        }
        let claim = self.claim(i);
        Some(self.push(i, claim, because))
    }

    /// From the line of a goal to the first equation of quantities, with what else is used on the way.
    fn start(&self, i: usize, extra: &mut BTreeSet<usize>) -> Option<usize> {
        let mut at = i;
        for _ in 0..8 {
            let l = self.line(at)?;
            let inner = match (&l.reason, &l.premises[..]) {
                (Reason::Weaken, [p]) => *p,
                _ if self.sides(at).is_some() && self.shown(at).is_some() => return Some(at),
                (Reason::Cases, [f, ..]) => *self.line(*f)?.premises.first()?,
                (Reason::Combine(_), [first, cited @ ..]) if !cited.is_empty() => {
                    extra.extend(cited);
                    *first
                }
                _ => return None,
            };
            at = inner;
        }
        None
    }

    fn shown(&self, at: usize) -> Option<Shown> {
        let l = self.line(at)?;
        let (product, not) = match &l.reason {
            Reason::Cases => {
                let (first, others) = l.premises.split_first()?;
                let mut not = Vec::new();
                for o in others {
                    let branch = self.line(*o)?;
                    if let (Reason::Weaken, [never]) = (&branch.reason, &branch.premises[..]) {
                        not.extend(self.line(*never)?.premises.get(1));
                    }
                }
                (self.line(*self.line(*first)?.premises.first()?)?, not)
            }
            _ => (l, Vec::new()),
        };
        if !matches!(product.reason, Reason::Combine(_)) {
            return None;
        }
        let Some((after, lemmas)) = product.premises.split_last() else { return Some(Shown::Identity(Vec::new())) };
        if !lemmas.is_empty() && lemmas.iter().all(|l| self.is_lemma(*l)) && self.sides(*after).is_some() {
            return Some(Shown::Eliminated { lemmas: lemmas.to_vec(), after: *after, not });
        }
        (lemmas.is_empty() && not.is_empty()).then(|| Shown::Identity(vec![*after]))
    }

    /// Does a line say what a quantity is, or a multiple of it?
    fn is_lemma(&self, i: usize) -> bool {
        self.lemma_of(i).is_some()
    }

    /// What a lemma says: the divisor with its exponent, the quantity, its multiple.
    fn lemma_of(&self, i: usize) -> Option<Lemma<'a>> {
        let l = self.line(i)?;
        let [a] = &l.claim[..] else { return None };
        if self.quantity(&a.lhs).is_some() {
            return Some((None, &a.lhs, &a.rhs));
        }
        let Num::Mul(factors) = &a.lhs else { return None };
        let (q, dens) = factors.split_last()?;
        self.quantity(q)?;
        Some((dens.first().map(|d| (d, dens.len())), q, &a.rhs))
    }

    fn lemma(&mut self, i: usize) -> Option<u32> {
        if let Some(n) = self.lemmas.get(i).copied().flatten() {
            return Some(n);
        }
        let (den, q, value) = self.lemma_of(i)?;
        let (coefficient, name) = self.quantity(q)?;
        let mut value = self.sum(value)?;
        value.iter_mut().for_each(|t| t.0 /= &coefficient);
        let mut divisor = den.map(|(d, e)| Some((self.sum(d)?, e))).map_or(Some(None), |d| d.map(Some))?;
        if let Some((terms, 1)) = &mut divisor
            && !value.iter().all(|t| t.0.is_zero())
        {
            // Whole coefficients, the first of the divisor positive.
            let all: Vec<Q> = value.iter().chain(terms.iter()).map(|t| t.0.clone()).collect();
            let mut scale = forms::common(&all);
            if terms.first().is_some_and(|t| t.0.is_negative()) {
                scale = -scale;
            }
            value.iter_mut().chain(terms.iter_mut()).for_each(|t| t.0 *= &scale);
            cancel(&mut value, terms);
        }
        let mut right = written(&value);
        let whole = |t: &[Term]| matches!(t, [(c, f)] if c.is_one() && f.is_empty());
        if let Some((terms, e)) = divisor.filter(|(t, _)| right != "0" && !whole(t)) {
            let single = terms.len() == 1 && terms.first().is_some_and(|t| t.0.is_one() && t.1.len() == 1);
            let d = if single { written(&terms) } else { format!("({})", written(&terms)) };
            let d = power(&(d, e as u32));
            right = if value.len() > 1 { format!("({right})/{d}") } else { format!("{right}/{d}") };
        }
        let claim = format!("{} = {right}", power(&name));
        let because = vec![Cite { refs: self.sources(i), ..Cite::default() }];
        let n = self.push(i, claim, because);
        if let Some(slot) = self.lemmas.get_mut(i) {
            *slot = Some(n);
        }
        Some(n)
    }

    /// An inequation of the goal.
    fn different(&mut self, i: usize) -> Option<u32> {
        let words = self.words(i);
        let because = vec![Cite { reason: words.join(", "), refs: self.sources(i), times: None }];
        let claim = self.claim(i);
        Some(self.push(i, claim, because))
    }

    /// Both sides of an equation of quantities.
    fn sides(&self, i: usize) -> Option<[Vec<Term>; 2]> {
        let [a] = &self.line(i)?.claim[..] else { return None };
        (a.rel == Rel::Eq).then_some(())?;
        Some([self.sum(&a.lhs)?, self.sum(&a.rhs)?])
    }

    fn equation(&self, i: usize) -> Option<String> {
        let [left, right] = self.sides(i)?;
        Some(format!("{} = {}", written(&left), written(&right)))
    }

    /// A sum of products of quantities.
    fn sum(&self, n: &Num) -> Option<Vec<Term>> {
        if let Some(t) = self.term(n) {
            return Some(vec![t]);
        }
        let Num::Add(all) = n else { return None };
        all.iter().map(|t| self.term(t)).collect()
    }

    fn term(&self, n: &Num) -> Option<Term> {
        if let Some((c, name)) = self.factor(n) {
            return Some((c, vec![name]));
        }
        match n {
            Num::Const(c) => Some((c.clone(), Vec::new())),
            Num::Mul(all) => {
                let mut out: Term = (Q::one(), Vec::new());
                for f in all {
                    if let Num::Const(c) = f {
                        out.0 *= c;
                        continue;
                    }
                    let (c, name) = self.factor(f)?;
                    out.0 *= c;
                    out.1.push(name);
                }
                Some(out)
            }
            _ => None,
        }
    }

    /// A quantity or a power of one, with a coefficient.
    fn factor(&self, n: &Num) -> Option<(Q, (String, u32))> {
        match n {
            Num::Pow(base, e) => {
                let e = e.to_integer().to_u32()?;
                let (c, (name, k)) = self.quantity(base)?;
                Some((c.pow(i32::try_from(e).ok()?), (name, k * e)))
            }
            Num::Call(f, _) if f == "sqrt" => Some((Q::one(), (words::num(self.thm, n, Style::Unicode), 1))),
            _ => self.quantity(n),
        }
    }

    /// A quantity by its shape: of P_ABA, which is 2·AB², the coefficient is told apart.
    fn quantity(&self, n: &Num) -> Option<(Q, (String, u32))> {
        let Num::Mul(parts) = n else { return None };
        let [Num::Const(c), Num::Add(sum)] = &parts[..] else { return None };
        let [first, second] = &sum[..] else { return None };
        let area = matches!(second, Num::Neg(_));
        let second = if let Num::Neg(x) = second { &**x } else { second };
        let (Num::Mul(p), Num::Mul(r)) = (first, second) else { return None };
        let ([ux, v], [uy, w]) = (&p[..], &r[..]) else { return None };
        let (ux, v, uy, w) = (self.difference(ux)?, self.difference(v)?, self.difference(uy)?, self.difference(w)?);
        let pairs = (ux.0, ux.1) == (uy.0, uy.1) && (v.0, v.1) == (w.0, w.1) && ux.0 == v.0;
        if !pairs {
            return None;
        }
        let one = Q::one();
        let axes = (ux.2, v.2, uy.2, w.2);
        let (o, a, b) = (ux.0, ux.1, v.1);
        if area && axes == (Axis::X, Axis::Y, Axis::Y, Axis::X) && *c == &one / Q::from_integer(2.into()) {
            return Some((one, (self.named("S", [o, a, b]), 1)));
        }
        if !area && axes == (Axis::X, Axis::X, Axis::Y, Axis::Y) && *c == Q::from_integer(2.into()) {
            if a == b {
                let (x, y) = (o.min(a), o.max(a));
                let name = format!("{}{}", self.forms.point(x), self.forms.point(y));
                return Some((Q::from_integer(2.into()), (name, 2)));
            }
            return Some((one, (self.named("P", [a, o, b]), 1)));
        }
        None
    }

    /// From which point to which, along which axis.
    fn difference(&self, n: &Num) -> Option<(Pt, Pt, Axis)> {
        let Num::Add(parts) = n else { return None };
        let [Num::Coordinate { axis, of: b, frame }, Num::Neg(x)] = &parts[..] else { return None };
        let Num::Coordinate { axis: other, of: a, .. } = &**x else { return None };
        (axis == other && *frame == self.frame).then_some((*a, *b, *axis))
    }

    fn named(&self, letter: &str, points: [Pt; 3]) -> String {
        let names = points.map(|p| self.forms.point(p));
        if names.iter().all(|n| n.chars().count() == 1) {
            format!("{letter}_{}", names.concat())
        } else {
            format!("{letter}({})", names.join(", "))
        }
    }

    /// The givens that a line rests on.
    fn sources(&self, i: usize) -> Vec<Ref> {
        let mut out = BTreeSet::new();
        self.each_source(i, &mut |said| {
            if let Said::Assumed(n) = said {
                out.extend(self.numbers.get(*n).copied().flatten().map(Ref::Given));
            }
        });
        out.into_iter().collect()
    }

    /// The conditions that a line rests on.
    fn words(&self, i: usize) -> Vec<String> {
        let mut out = Vec::new();
        self.each_source(i, &mut |said| {
            let cond = match said {
                Said::Assumed(n) => {
                    n.checked_sub(self.thm.hyps.len()).and_then(|k| self.thm.conds.get(k)).map(|c| &c.cond)
                }
                Said::Recorded(k) => self.proof.conditions.get(*k),
                Said::Step(_) => None,
            };
            let text = cond.map(|c| {
                super::wu::condition(self.thm, c)
                    .unwrap_or_else(|| words::cond(self.thm, &c.normalized(), Style::Unicode))
            });
            out.extend(text.filter(|t| !out.contains(t)));
        });
        out
    }

    fn each_source(&self, i: usize, f: &mut dyn FnMut(&Said)) {
        let (mut todo, mut seen) = (vec![i], BTreeSet::new());
        while let Some(k) = todo.pop() {
            let Some(l) = self.line(k).filter(|_| seen.insert(k)) else { continue };
            if let Reason::Coordinates(said, ..) = &l.reason {
                f(said);
            }
            todo.extend(&l.premises);
        }
    }

    /// A goal's line as the statement says it, where it is all of a goal.
    fn claim(&mut self, i: usize) -> String {
        let goals = &self.proof.goals;
        let own = goals.iter().position(|g| g.lines == [i]).and_then(|g| self.thm.goals.get(g));
        if let Some(goal) = own.filter(|g| !g.origin.text.is_empty()) {
            return goal.origin.text.clone();
        }
        let claim = self.proof.lines.get(i).map(|l| &l.claim[..]).unwrap_or_default();
        let shown: Vec<String> = claim
            .iter()
            .map(|a| match super::wu::shortened(&a.lhs, &mut self.forms) {
                Some(text) if forms::zero(&a.rhs) => format!("{text} {} 0", forms::sign(a.rel)),
                _ => self.forms.atom(a),
            })
            .collect();
        shown.join(" or ")
    }

    fn push(&mut self, i: usize, claim: String, because: Vec<Cite>) -> u32 {
        let number = self.next;
        self.next += 1;
        let headings = std::mem::take(&mut self.headings);
        let certificate = vec![self.before + i];
        self.steps.push(ProofStep { number, claim, because, headings, certificate, ..ProofStep::default() });
        number
    }
}

/// Leaves out what all terms of a fraction have as a factor.
fn cancel(above: &mut [Term], below: &mut [Term]) {
    let Some(first) = below.first().map(|t| t.1.clone()) else { return };
    for (name, most) in first {
        let in_term = |t: &Term| t.1.iter().find(|f| f.0 == name).map_or(0, |f| f.1);
        let common = above.iter().chain(below.iter()).map(in_term).min().unwrap_or(0).min(most);
        for t in above.iter_mut().chain(below.iter_mut()).filter(|_| common > 0) {
            t.1.iter_mut().filter(|f| f.0 == name).for_each(|f| f.1 -= common);
            t.1.retain(|f| f.1 > 0);
        }
    }
}

fn power((name, e): &(String, u32)) -> String {
    match name.strip_suffix('²') {
        _ if *e == 1 => name.clone(),
        Some(length) => format!("{length}{}", forms::exponent(2 * e)),
        None => format!("{name}{}", forms::exponent(*e)),
    }
}

fn written(terms: &[Term]) -> String {
    let shown = if terms.len() > LONG { SHOWN } else { terms.len() };
    let mut out = String::new();
    for (k, (c, factors)) in terms.iter().take(shown).enumerate() {
        if c.is_zero() {
            continue;
        }
        let sign = match (c.is_negative(), out.is_empty() || k == 0) {
            (true, true) => "-",
            (true, false) => " - ",
            (false, true) => "",
            (false, false) => " + ",
        };
        out += sign;
        let mut parts: Vec<String> = factors.iter().map(power).collect();
        let size = c.abs();
        if !size.is_one() || parts.is_empty() {
            parts.insert(0, if size.is_integer() { size.to_string() } else { format!("({size})") });
        }
        out += &parts.join("·");
    }
    if shown < terms.len() {
        out += &format!(" + … ({} terms)", terms.len());
    }
    if out.is_empty() { "0".into() } else { out }
}
