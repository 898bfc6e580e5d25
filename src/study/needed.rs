//! Which hypotheses a statement can do without.
//!
//! Each given (a line of the statement, with all that it says of the figure) is left out and the rest is proved anew: by the whole
//! program, with a figure of its own. Then, one after the other, as many as possible are left out together. That a given is needed is
//! said where the rest has a counterexample; where the rest is merely not proved, that is said.

use crate::report::{Status, given_numbers};
use crate::solve::{Config, INTERRUPTED, solve};
use euclase_grammar::core::CoreTheorem;
use serde::Serialize;
use std::collections::BTreeSet;
use std::sync::atomic::Ordering;

/// What became of a statement without one of its givens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Without {
    /// The rest is a theorem.
    Proved,
    /// The rest has a counterexample.
    Refuted,
    /// Neither was found.
    Open,
    /// The goal speaks of something that only this given determines.
    Meaningless,
}

/// What is known of the givens of a theorem.
#[derive(Clone, Debug, Serialize)]
pub struct Needed {
    /// Name of the theorem.
    pub name: String,
    /// Status of the whole statement; nothing is left out unless it is a theorem.
    pub status: Status,
    /// Each given in the words of the source, and what became of the rest.
    pub givens: Vec<(String, Without)>,
    /// Numbers, from 1, of those that were left out together.
    pub together: Vec<usize>,
}

/// A statement without those givens (numbered from 1).
fn reduced(thm: &CoreTheorem, out: &BTreeSet<usize>) -> CoreTheorem {
    let numbers = given_numbers(thm);
    let goes: Vec<bool> = numbers.iter().map(|n| n.is_some_and(|n| out.contains(&(n as usize)))).collect();
    let mut goes = goes.into_iter();
    let mut left = thm.clone();
    let mut spans = Vec::new();
    left.hyps.retain(|h| {
        let out = goes.next() == Some(true);
        spans.extend(out.then_some(h.origin.span));
        !out
    });
    // What a construction implies goes with it.
    left.conds.retain(|c| goes.next() != Some(true) && (c.explicit || !spans.contains(&c.origin.span)));
    left.props.retain(|_| goes.next() != Some(true));
    left.sketch = None;
    left
}

/// Leaves the givens out, one by one and then together. `done` hears of each run: how many there were, and how many there will be.
pub fn needed(thm: &CoreTheorem, config: &Config, done: &mut dyn FnMut(usize, usize)) -> Needed {
    let config = Config { shorten: false, trace: None, ..config.clone() };
    let whole = solve(thm, &config).answer;
    let mut out = Needed { name: thm.name.clone(), status: whole.status, givens: Vec::new(), together: Vec::new() };
    if whole.status != Status::Theorem {
        return out;
    }
    let count = whole.given.len();
    let mut runs = 0;
    let mut judge = |without: &BTreeSet<usize>| {
        runs += 1;
        done(runs, 2 * count);
        let status = solve(&reduced(thm, without), &config).answer.status;
        match status {
            Status::Theorem => Without::Proved,
            Status::CounterSatisfiable => Without::Refuted,
            Status::Inappropriate | Status::ContradictoryAxioms => Without::Meaningless,
            _ => Without::Open,
        }
    };
    for (i, given) in whole.given.iter().enumerate() {
        if INTERRUPTED.load(Ordering::Relaxed) {
            return out;
        }
        out.givens.push((given.full(), judge(&BTreeSet::from([i + 1]))));
    }
    let mut gone = BTreeSet::new();
    for (i, _) in out.givens.iter().enumerate().filter(|g| g.1.1 == Without::Proved) {
        let with: BTreeSet<usize> = gone.iter().copied().chain([i + 1]).collect();
        if with.len() == 1 || !INTERRUPTED.load(Ordering::Relaxed) && judge(&with) == Without::Proved {
            gone = with;
        }
    }
    out.together = gone.into_iter().collect();
    out
}

impl Needed {
    /// In words, a line each.
    pub fn text(&self) -> String {
        let mut out = format!("{}\n", self.name);
        if self.status != Status::Theorem {
            return out + &format!("  Not proved ({}), so nothing was left out.\n", self.status);
        }
        let width = self.givens.iter().map(|g| g.0.chars().count()).max().unwrap_or(0).min(60);
        for (i, (text, without)) in self.givens.iter().enumerate() {
            let said = match without {
                Without::Proved => "not needed: the rest is proved",
                Without::Refuted => "needed: the rest has a counterexample",
                Without::Open => "not known: the rest was neither proved nor refuted",
                Without::Meaningless => "needed: the rest says nothing",
            };
            let number = format!("(h{})", i + 1);
            out += &format!("  {number:5} {text:width$}  {said}\n");
        }
        if self.together.len() > 1 {
            let list: Vec<String> = self.together.iter().map(|i| format!("h{i}")).collect();
            out += &format!("  Proved without {} together.\n", list.join(", "));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Needed {
        let thm = euclase_grammar::load(text).expect("well-formed").theorems.remove(0);
        needed(&thm, &Config::default(), &mut |_, _| {})
    }

    #[test]
    fn what_the_goal_does_not_take_is_not_needed() {
        let n =
            of("theorem t { triangle ABC assume AB = AC point M = midpoint(B, C) assume BC = 2*AM show AM perp BC }");
        assert_eq!(n.status, Status::Theorem);
        let verdicts: Vec<Without> = n.givens.iter().map(|g| g.1).collect();
        assert_eq!(verdicts, [Without::Refuted, Without::Refuted, Without::Proved], "{n:?}");
        assert_eq!(n.together, [3]);
    }

    #[test]
    fn two_that_follow_from_one_another_are_not_left_out_both() {
        let n = of("theorem t { triangle ABC assume AB = AC assume angle(A, B, C) = angle(A, C, B) show AB = AC }");
        let verdicts: Vec<Without> = n.givens.iter().map(|g| g.1).collect();
        assert_eq!(verdicts, [Without::Proved, Without::Proved], "{n:?}");
        assert_eq!(n.together.len(), 1);
    }
}
