//! From the lines of a proof about numbers to a proof that a person reads.
//!
//! What the theorem gives is cited by its number; what everybody sees is said in passing ([`plan`]). All else is a
//! step: an inequality with the identity that shows it ([`identity`]), cases with what is supposed in each above what
//! follows from it, a proof by contradiction as such. Numbers are written as people write them ([`forms`]).

mod area;
mod cases;
mod forms;
mod identity;
mod plan;
mod tell;
#[cfg(test)]
mod tests;
mod wu;

pub use forms::TIMES;
pub use wu::condition as polynomial_condition;

use super::answer::{Cite, Heading, ProofStep, Ref};
use euclase_grammar::core::{Atom, CoreTheorem, GoalKind, Num, Prop, Quantity};
use euclase_kernel::algebra::statement::{Obligation, givens, obligations};
use euclase_kernel::algebra::{GoalProof, Proof, Reason};
use euclase_kernel::cert::{Certificate, Rule};
use forms::Forms;
use identity::Identity;
use plan::{Item, Plan};
use std::collections::BTreeSet;

/// Deepest nesting of cases that is shown as such.
const DEEP: u8 = 40;
/// Longest supposition that is repeated where it is used.
const NAMED: usize = 60;
/// Of each step of geometry what is given that it rests on.
fn behind(cert: &Certificate, numbers: &[Option<u32>]) -> Vec<Vec<Ref>> {
    let mut out: Vec<Vec<Ref>> = Vec::new();
    for s in &cert.steps {
        let mut all: Vec<Ref> = s.premises.iter().filter_map(|p| out.get(*p)).flatten().copied().collect();
        if let Rule::Hyp(n) = s.rule {
            all.extend(numbers.get(n).copied().flatten().map(Ref::Given));
        }
        all.sort_unstable();
        all.dedup();
        out.push(all);
    }
    out
}

/// The steps, and for each goal what establishes it. `numbers`: of hypotheses, conditions, statements, the number of
/// their given; `first`: the number of the first step.
pub(super) fn print(
    thm: &CoreTheorem,
    cert: &Certificate,
    proof: &Proof,
    numbers: &[Option<u32>],
    first: u32,
) -> (Vec<ProofStep>, Vec<Option<Ref>>) {
    if let Some(told) = area::print(thm, proof, numbers, cert.steps.len(), first) {
        return told;
    }
    let behind = behind(cert, numbers);
    if let Some(told) = wu::print(thm, proof, (numbers, &behind), cert.steps.len(), first) {
        return told;
    }
    let named = with_variables(thm, proof);
    let mut forms = Forms::new(&named);
    let sources: Vec<usize> = givens(thm).into_iter().map(|g| g.source).collect();
    let given = |reason: &Reason| match reason {
        Reason::Given(k, values) if values.is_empty() => {
            sources.get(*k).and_then(|s| numbers.get(*s).copied().flatten()).map(Ref::Given)
        }
        _ => None,
    };
    let given: Vec<Option<Ref>> = proof.lines.iter().map(|l| given(&l.reason)).collect();
    let groups: Vec<Vec<Group>> = thm.goals.iter().zip(&proof.goals).map(|(g, p)| grouped(thm, &g.kind, p)).collect();
    let told = groups.iter().flatten().filter_map(|g| g.lines.last().copied()).collect();
    let plan = Plan::new(proof, &given, &told, &mut forms);
    let mut teller = Teller {
        proof,
        forms,
        plan,
        numbers,
        behind: &behind,
        before: cert.steps.len(),
        reals: named.reals.len(),
        number: vec![None; proof.lines.len()],
        next: first,
        steps: Vec::new(),
        headings: Vec::new(),
        identities: Vec::new(),
        scope: BTreeSet::new(),
        shown: None,
        mentioned: BTreeSet::new(),
    };
    let mut goals = Vec::new();
    for groups in &groups {
        let mut by = None;
        for (k, group) in groups.iter().enumerate() {
            by = teller.group(group, k);
        }
        goals.push(by);
    }
    (teller.steps, goals)
}

/// The theorem with the proof's own variables, for their names.
fn with_variables(thm: &CoreTheorem, proof: &Proof) -> CoreTheorem {
    let mut named = thm.clone();
    named.reals.extend(proof.reals.iter().cloned());
    named
}

/// Things to show under the same suppositions.
struct Group {
    /// What is supposed.
    local: Vec<Vec<Atom>>,
    /// Asked for all solutions: is this the part that there are no others, or that one is?
    solve: bool,
    lines: Vec<usize>,
}

fn grouped(thm: &CoreTheorem, goal: &GoalKind, proof: &GoalProof) -> Vec<Group> {
    let wanted: Option<Vec<Obligation>> = match goal {
        GoalKind::Find(Quantity::Num(_)) => None,
        kind => obligations(thm, kind, &proof.solutions),
    };
    let solve = matches!(goal, GoalKind::Solve(_));
    let mut out: Vec<Group> = Vec::new();
    for (i, line) in proof.lines.iter().enumerate() {
        let local = wanted.as_ref().and_then(|w| w.get(i)).map_or(Vec::new(), |o| o.local.clone());
        match out.last_mut().filter(|g| g.local == local) {
            Some(g) => g.lines.push(*line),
            None => out.push(Group { local, solve, lines: vec![*line] }),
        }
    }
    // Both directions of an equivalence begin anew.
    if let GoalKind::Prop(Prop::Iff(a, b)) = goal
        && a == b
    {
        out.truncate(1);
    }
    out
}

struct Teller<'a> {
    proof: &'a Proof,
    forms: Forms<'a>,
    plan: Plan,
    /// Numbers of what the theorem assumes.
    numbers: &'a [Option<u32>],
    /// What each step of geometry rests on.
    behind: &'a [Vec<Ref>],
    /// How many steps of the certificate come before the lines.
    before: usize,
    reals: usize,
    number: Vec<Option<u32>>,
    next: u32,
    steps: Vec<ProofStep>,
    /// Those before the next step.
    headings: Vec<Heading>,
    /// Identities that were told, with the numbers of their steps.
    identities: Vec<(u32, Identity)>,
    /// Suppositions that hold here.
    scope: BTreeSet<usize>,
    /// A line whose claim stands above it, as this comparison.
    shown: Option<(usize, Atom)>,
    /// What was mentioned once for all.
    mentioned: BTreeSet<String>,
}

impl Teller<'_> {
    /// Tells what is to be shown under some suppositions; what establishes the last of it.
    fn group(&mut self, group: &Group, k: usize) -> Option<Ref> {
        let level = u8::from(!group.local.is_empty());
        if !group.local.is_empty() {
            let text = self.supposed(&group.local, if group.solve { ", " } else { " and " });
            let text = match (group.solve, k) {
                (true, 0) => "Suppose there is a solution that is none of these.".into(),
                (true, _) => format!("Conversely, let {text}."),
                (false, 0) => format!("Suppose that {text}."),
                (false, _) => format!("Conversely, suppose that {text}."),
            };
            self.headings.push(Heading { level: 0, text });
        }
        self.scope = group.lines.iter().flat_map(|l| self.plan.rests[*l].iter().copied()).collect();
        let lines: Vec<usize> = group.lines.iter().map(|l| self.same(*l)).collect();
        let (last, others) = lines.split_last()?;
        // That terms are defined, mostly: in one sentence what everybody sees.
        let seen: Vec<usize> = others.iter().copied().filter(|l| !self.plan.step[*l]).collect();
        self.mention(&seen, level);
        for line in others {
            self.emit(&[*line], level);
        }
        self.emit(&[*last], level);
        let given = self.plan.cites[*last].first().cloned();
        let by = match given {
            Some(Item::Given(r)) => Some(r),
            _ => self.number[*last].map(Ref::Step),
        };
        if !self.headings.is_empty() {
            // Nothing had to be done: it was supposed, or shown before.
            let claim = self.claim(*last);
            let refs = by.into_iter().collect();
            let because = vec![Cite { reason: "as said".into(), refs, times: None }];
            self.push(level, claim, because, vec![*last]);
        }
        by.or_else(|| self.steps.last().map(|s| Ref::Step(s.number)))
    }

    /// The suppositions in words, without those that only say that the others are defined.
    fn supposed(&mut self, local: &[Vec<Atom>], joint: &str) -> String {
        let texts: Vec<String> = local.iter().map(|c| self.clause(c)).collect();
        let side = |c: &[Atom]| match c {
            [a] if forms::zero(&a.rhs) => Some(self.forms.plain(&a.lhs)),
            _ => None,
        };
        let sides: Vec<Option<String>> = local.iter().map(|c| side(c)).collect();
        let shown = texts.iter().enumerate().filter(|(i, _)| {
            let Some(Some(term)) = sides.get(*i) else { return true };
            !local
                .iter()
                .enumerate()
                .any(|(j, c)| j != *i && c.iter().flat_map(|a| [&a.lhs, &a.rhs]).any(|n| within(&self.forms, n, term)))
        });
        let shown: Vec<&str> = shown.map(|t| t.1.as_str()).collect();
        if shown.is_empty() { texts.join(joint) } else { shown.join(joint) }
    }

    /// One sentence for what needs no step.
    fn mention(&mut self, lines: &[usize], level: u8) {
        let mut texts: Vec<String> = Vec::new();
        let mut refs: Vec<Ref> = Vec::new();
        for l in lines {
            let text = self.claim(*l);
            let known = matches!(self.proof.lines[*l].reason, Reason::Suppose | Reason::Given(..));
            if known || texts.contains(&text) || self.mentioned.contains(&text) {
                continue;
            }
            if !self.plan.rests[*l].iter().any(|s| self.proof.lines[*s].reason == Reason::Suppose) {
                self.mentioned.insert(text.clone());
            }
            texts.push(text);
            let more = self.refs(&self.plan.cites[*l].clone());
            refs.extend(more.into_iter().filter(|r| !refs.contains(r)).collect::<Vec<_>>());
        }
        if let Some((last, rest)) = texts.split_last() {
            let all = if rest.is_empty() { last.clone() } else { format!("{} and {last}", rest.join(", ")) };
            let refs: Vec<String> = refs.iter().map(Ref::to_string).collect();
            let by = if refs.is_empty() { String::new() } else { format!(" ({})", refs.join(", ")) };
            self.headings.push(Heading { level, text: format!("Note that {all}{by}.") });
        }
    }

    /// What has to be told before these lines, and they.
    fn emit(&mut self, targets: &[usize], level: u8) {
        let mut needed: BTreeSet<usize> = BTreeSet::new();
        let mut todo: Vec<usize> = targets.iter().map(|i| self.same(*i)).collect();
        let mut merged: BTreeSet<usize> = BTreeSet::new();
        while let Some(i) = todo.pop() {
            if self.number[i].is_some() || !needed.insert(i) {
                continue;
            }
            if let Some(b) = self.plan.same[i] {
                todo.push(b);
                continue;
            }
            let l = &self.proof.lines[i];
            match (&l.reason, l.premises.split_first()) {
                (Reason::Cases, Some((first, others))) if level < DEEP => {
                    todo.push(*first);
                    todo.extend(self.shared(others));
                }
                (Reason::Field(_), Some((first, others))) if self.merged(i).is_some() => {
                    merged.insert(*first);
                    todo.extend(others);
                    todo.extend(&self.proof.lines[*first].premises);
                }
                _ => todo.extend(&l.premises),
            }
        }
        for i in needed {
            if !self.plan.step[i] || self.number[i].is_some() || (merged.contains(&i) && self.plan.users[i] == 1) {
                continue;
            }
            match &self.proof.lines[i].reason {
                Reason::Cases if level < DEEP => self.cases(i, level),
                _ => self.step(i, level),
            }
        }
    }

    /// The line that is told for one: itself, or one that says the same.
    fn same(&self, i: usize) -> usize {
        self.plan.same.get(i).copied().flatten().unwrap_or(i)
    }

    /// Lines that several branches rest on, and that rest on nothing but what holds here.
    fn shared(&self, branches: &[usize]) -> Vec<usize> {
        let mut count: Vec<u8> = Vec::new();
        for b in branches {
            let mut seen: BTreeSet<usize> = BTreeSet::new();
            let mut todo = vec![*b];
            while let Some(i) = todo.pop() {
                let i = self.same(i);
                if self.number[i].is_none() && seen.insert(i) {
                    todo.extend(&self.proof.lines[i].premises);
                }
            }
            for i in seen {
                if count.len() <= i {
                    count.resize(i + 1, 0);
                }
                count[i] = count[i].saturating_add(1);
            }
        }
        let here = |i: &usize| self.plan.rests[*i].is_subset(&self.scope) && self.plan.step[*i];
        (0..count.len()).filter(|i| count[*i] > 1).filter(here).collect()
    }

    /// Adds a step with the next number.
    fn push(&mut self, level: u8, claim: String, because: Vec<Cite>, lines: Vec<usize>) {
        let headings = std::mem::take(&mut self.headings);
        let certificate = lines.iter().map(|l| self.before + l).collect();
        let number = self.next;
        self.next += 1;
        let step = ProofStep { number, claim, because, level, headings, certificate, ..ProofStep::default() };
        self.steps.push(step);
    }

    /// The steps and givens among what is cited.
    fn refs(&self, items: &[Item]) -> Vec<Ref> {
        let one = |item: &Item| match item {
            Item::Given(r) => Some(*r),
            Item::Line(i) => self.number[*i].map(Ref::Step),
            _ => None,
        };
        items.iter().filter_map(one).collect()
    }

    /// What is said in passing: what is supposed, what a lemma says.
    fn told(&mut self, items: &[Item]) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        for item in items {
            if let Item::Told(i) | Item::Supposed(i) = item {
                let text = self.claim(*i);
                let long = matches!(item, Item::Supposed(_)) && text.chars().count() > NAMED;
                let text = if long { "what is supposed".into() } else { text };
                if !out.contains(&text) {
                    out.push(text);
                }
            }
        }
        out
    }

    fn clause(&mut self, clause: &[Atom]) -> String {
        match clause {
            [] => "a contradiction".into(),
            all => all.iter().map(|a| self.forms.atom(a)).collect::<Vec<_>>().join(" or "),
        }
    }

    fn claim(&mut self, i: usize) -> String {
        let proof = self.proof;
        self.clause(&proof.lines[i].claim)
    }
}

/// Is a term, as it is written, a part of a number?
fn within(forms: &Forms, n: &Num, term: &str) -> bool {
    let mut found = false;
    n.each_part(&mut |x, _| found |= !matches!(x, Num::Const(_)) && forms.plain(x) == term);
    found
}
