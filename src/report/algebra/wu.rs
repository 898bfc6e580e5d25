//! A proof by Wu's method as such: the frame, the hypotheses in triangular form, what is not zero and why, the division of the
//! goal. The lines of the certificate do it in hundreds of small divisions; told is what each series of them comes to.
//!
//! The shape of the lines is read off the certificate; where it is another one, they are told like any other lines.

use super::forms::{self, Forms};
use crate::report::answer::{Cite, Heading, ProofStep, Ref};
use euclase_grammar::core::{Atom, Cond, CoreTheorem, Num, Pt, Rel};
use euclase_grammar::words::{self, Style};
use euclase_kernel::algebra::{Line, Proof, Reason, Said};
use std::collections::BTreeSet;

/// Longest sum that is written out.
const LONG: usize = 8;
/// Terms of a longer one that are shown.
const SHOWN: usize = 3;

/// The steps, and what establishes each goal; `None` where the lines are of another shape. `before`: how many steps of
/// geometry the certificate has.
pub fn print(
    thm: &CoreTheorem,
    proof: &Proof,
    (numbers, behind): (&[Option<u32>], &[Vec<Ref>]),
    before: usize,
    first: u32,
) -> Option<(Vec<ProofStep>, Vec<Option<Ref>>)> {
    let frame = proof.goals.first()?.frame?;
    let ours = |g: &euclase_kernel::algebra::GoalProof| g.frame == Some(frame) && !g.lines.is_empty();
    if proof.goals.len() != thm.goals.len() || !proof.goals.iter().all(ours) {
        return None;
    }
    let number = vec![None; proof.lines.len()];
    let forms = Forms::new(thm);
    let mut me =
        Teller { thm, proof, numbers, behind, forms, before, number, next: first, steps: vec![], headings: vec![] };
    me.head(&origin(&me.forms, frame));
    let mut elements = BTreeSet::new();
    for line in proof.goals.iter().flat_map(|g| &g.lines) {
        me.elements(me.alternative(*line), &mut elements)?;
    }
    me.head("The hypotheses as equations, each divided by those before it:");
    for e in &elements {
        me.element(*e)?;
    }
    let mut by = Vec::new();
    for (goal, g) in thm.goals.iter().zip(&proof.goals) {
        let what = if goal.origin.text.is_empty() { "the goal" } else { &goal.origin.text };
        me.head(&format!("What {what} says:"));
        let mut last = None;
        for line in &g.lines {
            last = Some(me.goal(me.alternative(*line))?);
        }
        by.push(last.map(Ref::Step));
    }
    Some((me.steps, by))
}

/// What the coordinates are.
fn origin(forms: &Forms, [o, e]: [Pt; 2]) -> String {
    let (o, e) = (forms.point(o), forms.point(e));
    format!("Coordinates: the origin is {o}, the x-axis {o}{e}, so {e} = ({o}{e}, 0); x(P), y(P) are those of P.")
}

/// A long sum by its first terms.
pub fn shortened(lhs: &Num, forms: &mut Forms) -> Option<String> {
    match lhs {
        Num::Add(terms) if terms.len() > LONG => {
            let some = Num::Add(terms[..SHOWN].to_vec());
            let shown = forms.poly(&some).map_or_else(|| forms.plain(&some), |p| forms.sum(&p));
            Some(format!("{shown} + … ({} terms)", terms.len()))
        }
        _ => None,
    }
}

/// A condition that is a polynomial, with what its coordinates are.
pub fn condition(thm: &CoreTheorem, c: &Cond) -> Option<String> {
    let Cond::Num(lhs, _, rhs) = c else { return None };
    let mut frame = None;
    lhs.each_part(&mut |n, _| {
        if let Num::Coordinate { frame: f, .. } = n {
            frame = Some(*f);
        }
    });
    let [o, e] = frame?;
    let mut forms = Forms::new(thm);
    let text = match shortened(lhs, &mut forms) {
        Some(text) if forms::zero(rhs) => format!("{text} ≠ 0"),
        _ => words::cond(thm, c, Style::Unicode),
    };
    Some(format!("{text} (origin {0}, x-axis {0}{1})", forms.point(o), forms.point(e)))
}

struct Teller<'a> {
    thm: &'a CoreTheorem,
    proof: &'a Proof,
    /// Numbers of what the theorem assumes.
    numbers: &'a [Option<u32>],
    /// What each step of geometry rests on.
    behind: &'a [Vec<Ref>],
    forms: Forms<'a>,
    before: usize,
    number: Vec<Option<u32>>,
    next: u32,
    steps: Vec<ProofStep>,
    headings: Vec<Heading>,
}

/// A series of divisions, from the last line to where it comes from.
#[derive(Default)]
struct Series {
    /// Lines that it was divided by.
    by: Vec<usize>,
    /// Lines of factors that are not zero.
    not: Vec<usize>,
    /// Sums on the way, the first being the last line's.
    terms: Vec<usize>,
    /// What it begins with; none where that is 0 = 0.
    from: Option<usize>,
}

impl<'a> Teller<'a> {
    fn head(&mut self, text: &str) {
        self.headings.push(Heading { level: 0, text: text.into() });
    }

    fn line(&self, i: usize) -> Option<&'a Line> {
        self.proof.lines.get(i)
    }

    /// The divisions that a line is the end of. `goal`: the line was divided, and the lines go from its remainder back to it;
    /// otherwise they go from what was divided to the remainder.
    fn series(&self, end: usize, goal: bool) -> Option<Series> {
        let mut s = Series::default();
        let mut at = end;
        loop {
            let l = self.line(at)?;
            match (&l.reason, &l.premises[..]) {
                (Reason::Coordinates(..) | Reason::Lemma(..), _) => {
                    s.from = Some(at);
                    return Some(s);
                }
                (Reason::Weaken, [p]) => at = *p,
                (Reason::Cases, [first, others @ ..]) => {
                    for o in others {
                        s.not.extend(self.denied(*o)?);
                    }
                    at = *self.line(*first)?.premises.first()?;
                }
                (Reason::Combine(_), premises) => {
                    s.terms.extend(l.claim.first().map(|a| size(&a.lhs)));
                    match (premises, goal) {
                        ([], _) => return Some(s),
                        ([by], true) => {
                            s.by.push(*by);
                            return Some(s);
                        }
                        ([by, rest], true) | ([rest, by], false) => {
                            s.by.push(*by);
                            at = *rest;
                        }
                        ([rest], false) => at = *rest,
                        _ => return None,
                    }
                }
                _ => return None,
            }
        }
    }

    /// Of a branch of the cases: the line that contradicts what it supposes, if the branch is absurd.
    fn denied(&self, branch: usize) -> Option<Option<usize>> {
        let l = self.line(branch)?;
        match (&l.reason, &l.premises[..]) {
            (Reason::Suppose, _) => Some(None),
            (Reason::Weaken, [never]) => {
                let absurd = self.line(*never)?;
                let fits = absurd.claim.is_empty() && matches!(absurd.reason, Reason::Order(_));
                fits.then(|| absurd.premises.get(1).copied())
            }
            _ => None,
        }
    }

    /// The lines that a goal is divided by, and those that these were.
    fn elements(&self, goal: usize, out: &mut BTreeSet<usize>) -> Option<()> {
        if self.inequation(goal) {
            return Some(());
        }
        let mut todo = self.series(goal, true)?.by;
        while let Some(e) = todo.pop() {
            if out.insert(e) {
                todo.extend(self.series(e, false)?.by);
            }
        }
        Some(())
    }

    /// Of a clause of several comparisons the line that says which of them holds.
    fn alternative(&self, i: usize) -> usize {
        match self.line(i) {
            Some(Line { claim, reason: Reason::Weaken, premises }) if claim.len() > 1 && premises.len() == 1 => {
                premises[0]
            }
            _ => i,
        }
    }

    /// Does a line say that something is not zero?
    fn inequation(&self, i: usize) -> bool {
        self.line(i).is_some_and(|l| matches!(&l.claim[..], [a] if a.rel == Rel::Ne))
    }

    fn element(&mut self, i: usize) -> Option<u32> {
        if let Some(Some(n)) = self.number.get(i) {
            return Some(*n);
        }
        let s = self.series(i, false)?;
        let from = s.from?;
        let not = self.not_zero(&s.not)?;
        let by: Vec<Ref> = self.refs(&s.by);
        let mut because = vec![self.source(from)?];
        if !by.is_empty() {
            because.push(Cite { reason: "divided by".into(), refs: by, times: None });
        }
        because.extend(cancelled(not));
        Some(self.push(i, because))
    }

    fn goal(&mut self, i: usize) -> Option<u32> {
        if self.inequation(i) {
            return self.different(i);
        }
        let s = self.series(i, true)?;
        let not = self.not_zero(&s.not)?;
        let refs = self.refs(&s.by);
        let because = if refs.is_empty() {
            vec![Cite { reason: "an identity".into(), ..Cite::default() }]
        } else {
            // The first of each pair of sums is the multiple that was divided.
            let terms: Vec<String> = s.terms.iter().map(usize::to_string).collect();
            let times = Some(format!("with {} terms on the way", terms.join(", ")));
            let mut all = vec![Cite { reason: "divided by these in turn it leaves 0".into(), refs, times }];
            all.extend(cancelled(not));
            all
        };
        Some(self.push(i, because))
    }

    /// Tells that these are not zero; their numbers.
    fn not_zero(&mut self, lines: &[usize]) -> Option<Vec<Ref>> {
        let mut refs = Vec::new();
        for i in lines {
            let r = Ref::Step(self.different(*i)?);
            if !refs.contains(&r) {
                refs.push(r);
            }
        }
        refs.sort();
        Some(refs)
    }

    /// Something is not zero: the condition that says so, and the equations that were used.
    fn different(&mut self, i: usize) -> Option<u32> {
        if let Some(Some(n)) = self.number.get(i) {
            return Some(*n);
        }
        if matches!(self.line(i)?.reason, Reason::Coordinates(..)) {
            let because = vec![self.source(i)?];
            return Some(self.push(i, because));
        }
        let (mut refs, mut reasons) = (BTreeSet::new(), Vec::new());
        let mut seen = BTreeSet::new();
        let mut todo = self.line(i)?.premises.clone();
        while let Some(k) = todo.pop() {
            if !seen.insert(k) {
                continue;
            }
            let l = self.line(k)?;
            match &l.reason {
                _ if self.number.get(k).copied().flatten().is_some() => {
                    refs.extend(self.refs(&[k]));
                }
                Reason::Coordinates(..) => {
                    let c = self.source(k)?;
                    refs.extend(c.refs);
                    reasons.extend(Some(c.reason).filter(|r| !r.is_empty() && !reasons.contains(r)));
                }
                Reason::Cases if self.inequation(k) => {
                    refs.insert(Ref::Step(self.different(k)?));
                }
                _ => todo.extend(&l.premises),
            }
        }
        if reasons.is_empty() && refs.is_empty() {
            reasons.push("its square is 3".into());
        }
        let because = vec![Cite { reason: reasons.join(", "), refs: refs.into_iter().collect(), times: None }];
        Some(self.push(i, because))
    }

    /// What a line that nothing comes before rests on.
    fn source(&self, i: usize) -> Option<Cite> {
        let l = self.line(i)?;
        let words = |c: &Cond| words::cond(self.thm, &c.normalized(), Style::Unicode);
        Some(match &l.reason {
            Reason::Coordinates(Said::Assumed(n), ..) => match self.numbers.get(*n).copied().flatten() {
                Some(k) => Cite { refs: vec![Ref::Given(k)], ..Cite::default() },
                None => {
                    let cond = n.checked_sub(self.thm.hyps.len()).and_then(|k| self.thm.conds.get(k));
                    Cite { reason: cond.map(|c| words(&c.cond)).unwrap_or_default(), ..Cite::default() }
                }
            },
            Reason::Coordinates(Said::Step(k), ..) => {
                let refs = self.behind.get(*k).cloned().unwrap_or_default();
                Cite { reason: "as angles of lines".into(), refs, times: None }
            }
            Reason::Coordinates(Said::Recorded(k), ..) => {
                let c = self.proof.conditions.get(*k)?;
                let polynomial = matches!(c, Cond::Num(..));
                let reason = if polynomial { "a condition".into() } else { words(c) };
                Cite { reason, ..Cite::default() }
            }
            Reason::Lemma(..) => Cite { reason: "what a root is".into(), ..Cite::default() },
            _ => return None,
        })
    }

    fn refs(&self, lines: &[usize]) -> Vec<Ref> {
        let mut out = Vec::new();
        for r in lines.iter().filter_map(|i| self.number.get(*i).copied().flatten()).map(Ref::Step) {
            if !out.contains(&r) {
                out.push(r);
            }
        }
        out
    }

    fn push(&mut self, i: usize, because: Vec<Cite>) -> u32 {
        let claim: Vec<String> = self.proof.lines[i].claim.iter().map(|a| self.atom(a)).collect();
        let number = self.next;
        self.next += 1;
        if let Some(n) = self.number.get_mut(i) {
            *n = Some(number);
        }
        let headings = std::mem::take(&mut self.headings);
        let claim = claim.join(" or ");
        let certificate = vec![self.before + i];
        self.steps.push(ProofStep { number, claim, because, headings, certificate, ..ProofStep::default() });
        number
    }

    fn atom(&mut self, a: &Atom) -> String {
        match shortened(&a.lhs, &mut self.forms) {
            Some(text) if forms::zero(&a.rhs) => format!("{text} {} 0", forms::sign(a.rel)),
            _ => self.forms.atom(a),
        }
    }
}

fn cancelled(refs: Vec<Ref>) -> Option<Cite> {
    (!refs.is_empty()).then(|| Cite { reason: "without factors that are not 0".into(), refs, times: None })
}

/// How many terms a sum has.
fn size(n: &Num) -> usize {
    match n {
        Num::Add(terms) => terms.len(),
        _ => 1,
    }
}
