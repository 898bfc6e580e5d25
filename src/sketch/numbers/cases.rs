//! Cases of a sketch: what is supposed in each, what they say outside, and what all of them say.

use super::{Case, Known, Walk, opposite, parts, says, statement};
use crate::report::{SketchLine, SketchVerdict};
use euclase_grammar::core::{Atom, CoreTheorem, GoalKind, Origin, Prop, SketchStep};
use euclase_kernel::algebra::statement::obligations;
use euclase_kernel::algebra::{Clause, Line, Reason};

/// Most combinations of comparisons that are shown to be impossible, where cases are said with several.
const MOST_LEAVES: usize = 64;
impl Walk<'_> {
    pub(super) fn case(&mut self, claims: &[GoalKind], steps: &[SketchStep], origin: &Origin) {
        let text = match self.within.last() {
            Some(outer) => format!("in {outer}: {}", origin.text),
            None => origin.text.clone(),
        };
        let note = String::new();
        self.lines.push(SketchLine { text, line: None, verdict: SketchVerdict::Supposed, note });
        let props: Vec<Prop> = claims.iter().filter_map(statement).collect();
        let atoms: Option<Vec<Atom>> = props.iter().map(parts).collect::<Option<Vec<_>>>().map(|v| v.concat());
        let outside = std::mem::take(&mut self.cases);
        let from = self.known.len();
        for prop in props {
            let at = self.gives(&prop).into_iter().map(|c| (c.clone(), self.sheet.suppose(c))).collect();
            self.known.push(Known { prop, label: None, at: Some(at) });
        }
        let supposed = self.known.len() - from;
        self.within.push(origin.text.clone());
        self.steps(steps);
        self.within.pop();
        let known = self.known.split_off(from);
        self.cases = outside;
        // What the last line of a case says is known outside, too, where the case holds.
        let mut implied = None;
        if let (Some(atoms), Some(last)) = (&atoms, known[supposed..].last().filter(|k| k.at.is_some()))
            && let Some(outside) = self.implied(atoms, last)
        {
            implied = Some(self.known.len());
            self.known.push(outside);
        }
        self.cases.push(Case { atoms, known, implied });
    }

    /// What a line in a case says outside of it.
    fn implied(&mut self, atoms: &[Atom], last: &Known) -> Option<Known> {
        let condition = match atoms {
            [one] => Prop::Atom(one.clone()),
            many => Prop::And(many.iter().cloned().map(Prop::Atom).collect()),
        };
        let prop = match &last.prop {
            // By contradiction.
            Prop::Atom(a) if matches!(atoms, [one] if opposite(one) == *a) => last.prop.clone(),
            p => Prop::Implies(Box::new(condition), Box::new(p.clone())),
        };
        let lines = last.at.as_ref()?;
        let denied: Vec<Atom> = atoms.iter().map(opposite).collect();
        let mut at = Vec::new();
        for given in self.gives(&prop) {
            let line = lines.iter().find(|(c, _)| says(&given, &denied, c))?.1;
            at.push((given.clone(), self.sheet.discharge(line, atoms, &given)));
        }
        Some(Known { prop, label: None, at: Some(at) })
    }

    /// A statement from the cases before it: in each of them, and there are no others.
    ///
    /// # Errors
    /// What is missing.
    pub(super) fn in_cases(&mut self, prop: &Prop) -> Result<Vec<(Clause, usize)>, String> {
        let lists: Option<Vec<Vec<Atom>>> =
            self.cases.iter().map(|c| c.atoms.clone().filter(|a| !a.is_empty())).collect();
        let Some(lists) = lists else { return Err(String::new()) };
        let strict: Vec<usize> = (0..self.known.len()).filter(|i| self.known[*i].at.is_some()).collect();
        let wanted = obligations(&self.lemma(prop, &[]), &GoalKind::Prop(prop.clone()), &[]).unwrap_or_default();
        if wanted.is_empty() || wanted.iter().any(|o| !o.local.is_empty()) {
            return Err(String::new());
        }
        let mut branches: Vec<Vec<usize>> = Vec::new();
        for (i, list) in lists.iter().enumerate() {
            let outer = strict.iter().map(|i| &self.known[*i]);
            let own = self.cases[i].known.iter().filter(|k| k.at.is_some());
            let known: Vec<Known> = outer.chain(own).cloned().collect();
            let lemma = self.lemma_for(GoalKind::Prop(prop.clone()), known.iter());
            let proof = self.judged(&lemma);
            let lines = proof.and_then(|proof| {
                let places = self.sheet.splice(self.thm, &lemma, &proof, &known)?;
                proof.goals.first()?.lines.iter().map(|l| places.get(*l).copied()).collect::<Option<Vec<_>>>()
            });
            let Some(lines) = lines.filter(|l| l.len() == wanted.len()) else {
                let case: Vec<String> = list.iter().map(|a| words(self.thm, a)).collect();
                return Err(format!("no proof was found in the case {}", case.join(" and ")));
            };
            branches.push(lines);
        }
        let others = "the cases before it are not shown to be all that there are";
        let mut at = Vec::new();
        for (j, o) in wanted.into_iter().enumerate() {
            let branches: Vec<usize> = branches.iter().filter_map(|b| b.get(j).copied()).collect();
            let line = self.joined(&o.clause, &lists, &branches, &strict).ok_or(others)?;
            at.push((o.clause, line));
        }
        Ok(at)
    }

    /// A claim that was shown in each of several cases, where there are no others.
    fn joined(&mut self, claim: &Clause, lists: &[Vec<Atom>], branches: &[usize], strict: &[usize]) -> Option<usize> {
        let single: Option<Vec<Atom>> =
            lists.iter().map(|l| <[Atom; 1]>::try_from(l.clone()).ok().map(|[a]| a)).collect();
        if let Some(atoms) = single {
            let covered = match &atoms[..] {
                [a, b] if opposite(a) == *b => {
                    Some(self.sheet.push(Line { claim: atoms.clone(), reason: Reason::Either, premises: vec![] }))
                }
                _ => {
                    let all = Prop::Or(atoms.iter().cloned().map(Prop::Atom).collect());
                    let at = self.proved(&all, strict);
                    at.and_then(|at| at.into_iter().find(|(c, _)| *c == atoms).map(|c| c.1))
                }
            };
            let premises = std::iter::once(covered?).chain(branches.iter().copied()).collect();
            return Some(self.sheet.push(Line { claim: claim.clone(), reason: Reason::Cases, premises }));
        }
        let mut left = MOST_LEAVES;
        self.one_by_one(claim, lists, branches, strict, &mut Vec::new(), &mut left)
    }

    /// The cases one after the other: each comparison of the first holds, or else one of the others is there.
    fn one_by_one(
        &mut self,
        claim: &Clause,
        lists: &[Vec<Atom>],
        branches: &[usize],
        strict: &[usize],
        here: &mut Vec<Atom>,
        left: &mut usize,
    ) -> Option<usize> {
        let (Some((list, lists)), Some((branch, branches))) = (lists.split_first(), branches.split_first()) else {
            // In none of them: that cannot be.
            *left = left.checked_sub(1)?;
            let mut known: Vec<Known> = strict.iter().map(|i| self.known[*i].clone()).collect();
            known.extend(here.iter().map(|a| self.supposed(a)));
            let lemma = self.lemma_for(GoalKind::Prop(Prop::Or(vec![])), known.iter());
            let proof = self.judged(&lemma)?;
            let places = self.sheet.splice(self.thm, &lemma, &proof, &known)?;
            return places.get(*proof.goals.first()?.lines.last()?).copied();
        };
        let mut line = *branch;
        for a in list.iter().rev().filter(|a| !here.contains(a)).cloned().collect::<Vec<_>>() {
            let not = opposite(&a);
            here.push(not.clone());
            let other = self.one_by_one(claim, lists, branches, strict, here, left);
            here.pop();
            let other = other?;
            let either = Line { claim: vec![a, not], reason: Reason::Either, premises: vec![] };
            let either = self.sheet.push(either);
            let premises = vec![either, line, other];
            line = self.sheet.push(Line { claim: claim.clone(), reason: Reason::Cases, premises });
        }
        Some(line)
    }

    fn supposed(&mut self, a: &Atom) -> Known {
        let prop = Prop::Atom(a.clone());
        let at = self.gives(&prop).into_iter().map(|c| (c.clone(), self.sheet.suppose(c))).collect();
        Known { prop, label: None, at: Some(at) }
    }

    /// Where cases end a block: what all of them say is known after them.
    pub(super) fn close(&mut self) {
        if self.cases.len() > 1 {
            let common: Vec<Known> = self.cases[0]
                .known
                .iter()
                .filter(|k| k.at.is_some())
                .filter(|k| self.cases[1..].iter().all(|c| c.known.iter().any(|l| l.prop == k.prop)))
                .cloned()
                .collect();
            for k in common {
                match self.in_cases(&k.prop) {
                    Ok(at) => self.known.push(Known { at: Some(at), ..k }),
                    Err(why) => {
                        if let Some(line) = self.lines.last_mut().filter(|l| l.note.is_empty()) {
                            line.note = why;
                        }
                    }
                }
            }
        }
        self.cases.clear();
    }
}

fn words(thm: &CoreTheorem, a: &Atom) -> String {
    euclase_grammar::words::atom(thm, a, euclase_grammar::words::Style::Unicode)
}
