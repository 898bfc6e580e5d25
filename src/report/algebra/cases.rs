//! Cases and contradictions: what is supposed stands above what follows from it.

use super::{Cite, Heading, Ref, Teller, identity};
use euclase_grammar::core::{Atom, Rel};
use euclase_kernel::algebra::Reason;

/// Shortest claim that is announced before its cases.
const ANNOUNCED: usize = 24;

impl Teller<'_> {
    /// A claim in each of several cases.
    pub(super) fn cases(&mut self, i: usize, level: u8) {
        let proof = self.proof;
        let l = &proof.lines[i];
        let Some((first, branches)) = l.premises.split_first() else { return self.step(i, level) };
        let branches: Vec<usize> = branches.iter().map(|b| self.same(*b)).collect();
        let alternatives: Vec<Atom> = proof.lines[*first].claim.clone();
        let own =
            |k: usize, b: usize| proof.lines[b].reason == Reason::Suppose && self.plan.discharged(proof, *first, k, b);
        let trivial = branches.iter().enumerate().position(|(k, b)| own(k, *b));
        let text = self.claim(i);
        let cites = self.plan.cites[*first].clone();
        let (refs, told) = (self.refs(&cites), self.told(&cites));
        let told = if matches!(proof.lines[*first].reason, Reason::Lemma(..)) { Vec::new() } else { told };
        let contradiction = trivial.filter(|_| branches.len() == 2 && !l.claim.is_empty()).map(|t| 1 - t);
        let outside = self.scope.clone();
        if let Some(k) = contradiction {
            return self.contradiction(i, k, level);
        }
        // Cases within cases, for the same claim: it is told once.
        let inner = self.shown.clone().filter(|s| s.0 == i);
        let announced = match (&inner, &l.claim[..]) {
            (Some(s), _) => Some(s.1.clone()),
            (None, [a]) if text.chars().count() >= ANNOUNCED => Some(a.clone()),
            _ => None,
        };
        if inner.is_none() && announced.is_some() {
            self.headings.push(Heading { level, text: format!("We show that {text}.") });
        }
        for (k, b) in branches.iter().enumerate() {
            let case = alternatives.get(k).map_or(String::new(), |a| self.forms.atom(a));
            self.enter(*first, k, *b);
            let from = self.steps.len();
            self.headings.push(Heading { level, text: format!("Case {case}.") });
            let once = self.plan.users[*b] == 1;
            self.shown = announced.clone().filter(|_| once && self.restates(*b, &announced)).map(|a| (*b, a));
            self.emit(&[*b], level + 1);
            self.shown = None;
            if self.steps.len() == from {
                self.settle_headings(level + 1, *b);
            }
            self.scope = outside.clone();
        }
        if inner.is_some() {
            return;
        }
        let mut because = vec![Cite { reason: "in each case".into(), refs, times: None }];
        if !told.is_empty() {
            because.push(Cite { reason: format!("since {}", told.join(", ")), ..Cite::default() });
        }
        self.number[i] = Some(self.next);
        self.push(level, text, because, vec![i]);
    }

    /// Does a line claim a comparison, perhaps in other words?
    fn restates(&mut self, line: usize, announced: &Option<Atom>) -> bool {
        let (Some(a), [b]) = (announced, &self.proof.lines[line].claim[..]) else { return false };
        let up = |a: &Atom| a.rel != Rel::Ne && (a.rel == Rel::Eq) == (b.rel == Rel::Eq);
        let mut poly = |a: &Atom| Some(identity::difference(a, &mut self.forms)?.primitive());
        a == b || (up(a) && up(b) && poly(a).is_some() && poly(a) == poly(b))
    }

    /// A claim whose opposite, the k-th alternative, is led to a contradiction (or to the claim).
    fn contradiction(&mut self, i: usize, k: usize, level: u8) {
        let proof = self.proof;
        let l = &proof.lines[i];
        let Some((&first, &branch)) = l.premises.first().zip(l.premises.get(k + 1)) else { return };
        let branch = self.same(branch);
        let text = self.claim(i);
        let outside = self.scope.clone();
        let from = self.steps.len();
        let opposite = proof.lines[first].claim.get(k).map_or(String::new(), |a| self.forms.atom(a));
        // Of one comparison, what leads to it leads to a contradiction.
        let absurd = proof.lines[branch].claim.is_empty() || l.claim.len() == 1;
        self.enter(first, k, branch);
        self.headings.push(Heading { level, text: format!("Suppose that {opposite}.") });
        let above = self.headings.len();
        self.emit(&[branch], level + 1);
        self.scope = outside;
        let alternatives = self.refs(&self.plan.cites[first].clone());
        // One step is the reason itself.
        if self.steps.len() == from + 1
            && self.headings.is_empty()
            && self.steps.last().is_some_and(|s| s.headings.len() == above)
            && let Some(mut s) = self.steps.pop()
        {
            self.next -= 1;
            self.identities.retain(|t| t.0 != s.number);
            self.number[branch] = None;
            s.headings.pop();
            self.headings = s.headings;
            let lead = if absurd { format!("otherwise {opposite}") } else { format!("if not, then {opposite}") };
            let mut because = vec![Cite { reason: lead, refs: alternatives, times: None }];
            if !absurd && s.chain.is_none() {
                because[0].reason.clear();
            }
            let supposed = format!("since {opposite}");
            // What contradicts the supposition at once needs no calculation.
            let at_once = |c: &crate::report::answer::ChainText| {
                let only = |l: &crate::report::answer::Link| {
                    !l.because.is_empty() && l.because.iter().all(|c| c.reason == supposed && c.refs.is_empty())
                };
                // An equation of the supposition itself, or one that says that something is what it is not.
                let plain = !c.start.contains(" + ") && c.links.iter().all(|l| !l.to.contains(' '));
                absurd && plain && c.links.iter().all(only)
            };
            let chain = s.chain.take().filter(|c| !at_once(c));
            for mut c in s.because {
                if let Some(rest) = c.reason.strip_prefix("since ") {
                    let others: Vec<&str> = rest.split(", ").filter(|t| *t != opposite).collect();
                    c.reason = if others.is_empty() {
                        String::new()
                    } else {
                        format!("{} {}", if absurd { "but" } else { "since" }, others.join(", "))
                    };
                }
                if !(c.reason.is_empty() && c.refs.is_empty()) {
                    because.push(c);
                }
            }
            because.retain(|c| !c.reason.is_empty() || !c.refs.is_empty());
            self.number[i] = Some(self.next);
            let lines = s.certificate.iter().map(|c| c - self.before).chain([i]).collect();
            self.push(level, text, because, lines);
            if let Some(last) = self.steps.last_mut() {
                last.chain = chain;
            }
            return;
        }
        self.settle_headings(level + 1, branch);
        let reason = if absurd { "by contradiction" } else { "in either case" };
        self.number[i] = Some(self.next);
        self.push(level, text, vec![Cite { reason: reason.into(), refs: alternatives, times: None }], vec![i]);
    }

    /// Goes into a branch: what its alternative says is supposed there.
    fn enter(&mut self, first: usize, k: usize, branch: usize) {
        let more: Vec<usize> = self.plan.rests[branch]
            .iter()
            .copied()
            .filter(|s| self.plan.discharged(self.proof, first, k, *s))
            .collect();
        self.scope.extend(more);
    }

    /// A case in which nothing is left to be done.
    pub(super) fn settle_headings(&mut self, level: u8, line: usize) {
        if self.headings.is_empty() {
            return;
        }
        let claim = self.claim(line);
        let refs = match self.number[line] {
            Some(n) => vec![Ref::Step(n)],
            None => self.refs(&self.plan.cites[line].clone()),
        };
        let reason = if refs.is_empty() { "as supposed" } else { "" };
        self.push(level, claim, vec![Cite { reason: reason.into(), refs, times: None }], vec![line]);
    }
}
