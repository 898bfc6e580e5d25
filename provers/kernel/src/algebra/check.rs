//! The driver: lines in order, each with what it supposes; then what the goals ask.

use super::coordinates::Frame;
use super::forms::Forms;
use super::poly::{Literal, error};
use super::rules::Site;
use super::statement::{
    Given, Obligation, answers, given_in_coordinates, givens, made_of, obligations, obligations_in_coordinates, size,
    speaks_of,
};
use super::{Clause, GoalProof, Line, Proof, Reason, Said, Values};
use crate::cert::Certificate;
use crate::check::{declined, rejected};
use crate::limits::{self, well_formed};
use crate::rules::RuleError;
use crate::verdict::Verdict;
use euclase_grammar::core::{Atom, Cond, CoreTheorem, Fact, GoalKind, Num, Prop, Q};
use num_traits::{One, Zero};
use std::collections::BTreeSet;

/// Work of all lines and obligations together, in products of terms.
const MAX_WORK: u64 = 100_000_000;
/// Work for each line that another one rests on.
const REST_WORK: u64 = 20;
/// Largest size of a number in a condition that is recorded.
const MAX_RECORDED: usize = 1_000;
/// Largest size of a clause times that of a value which is put in.
const MAX_PUT: usize = 1_000_000;

/// Lines that were checked.
struct Algebra<'a> {
    theorem: &'a CoreTheorem,
    proof: &'a Proof,
    givens: Vec<Given>,
    /// Of each line: the lines it rests on that are suppositions or givens.
    supposed: Vec<BTreeSet<usize>>,
    work: u64,
}

impl<'a> Algebra<'a> {
    /// Checks all lines; `steps` are the claims of geometry that were proved, `points` how many points there are.
    ///
    /// # Errors
    /// The line, its rule, what was expected.
    fn run(
        theorem: &'a CoreTheorem,
        proof: &'a Proof,
        steps: &[Fact],
        points: usize,
    ) -> Result<Algebra<'a>, (usize, RuleError)> {
        let mut me = Algebra { theorem, proof, givens: givens(theorem), supposed: Vec::new(), work: 0 };
        let reals = theorem.reals.len().saturating_add(proof.reals.len());
        for (i, line) in proof.lines.iter().enumerate() {
            let supposed = me.line(i, line, steps, points, reals).map_err(|e| (i, e))?;
            me.supposed.push(supposed);
        }
        Ok(me)
    }

    fn spend(&mut self, work: u64) -> Result<(), RuleError> {
        self.work = self.work.saturating_add(work);
        if self.work > MAX_WORK {
            return Err(error("a proof of moderate size", "polynomials too large to compute with"));
        }
        Ok(())
    }

    fn line(
        &mut self,
        i: usize,
        line: &Line,
        steps: &[Fact],
        points: usize,
        reals: usize,
    ) -> Result<BTreeSet<usize>, RuleError> {
        if i >= limits::MAX_STEPS || line.premises.len() > limits::MAX_PREMISES {
            return Err(error("a proof of moderate size", "more"));
        }
        if let Some(p) = line.premises.iter().find(|p| **p >= i) {
            return Err(error("earlier lines as premises", format!("line {p}")));
        }
        let held: usize = line.premises.iter().map(|p| self.supposed[*p].len()).sum();
        self.spend(REST_WORK.saturating_mul(held as u64))?;
        let known = |n: &Num| made_of(n, points, |v| (v as usize) < reals);
        let claimed = line.claim.iter().flat_map(|a| [&a.lhs, &a.rhs]);
        if !claimed.chain(line.reason.terms()).all(known) {
            return Err(error("points and variables of the theorem", "others"));
        }
        let written: Vec<&[Atom]> = line.premises.iter().map(|p| &self.proof.lines[*p].claim[..]).collect();
        let mut forms = Forms::new();
        let claim = forms.clause(&line.claim)?;
        let cited = written.iter().map(|c| forms.clause(c)).collect::<Result<Vec<_>, _>>()?;
        let mut site = Site { forms, claim, cited, written };
        site.check(&line.reason)?;
        let mut rests: BTreeSet<usize> = line.premises.iter().flat_map(|p| self.supposed[*p].clone()).collect();
        match &line.reason {
            Reason::Suppose => {
                rests.insert(i);
            }
            Reason::Given(k, values) => {
                let given = self.givens.get(*k).ok_or_else(|| error("a given of the theorem", k.to_string()))?;
                if values.len() != given.bound.len() {
                    return Err(error("a value for each variable of the given", values.len().to_string()));
                }
                let values: Values = given.bound.iter().copied().zip(values.iter().cloned()).collect();
                let clause = site.forms.clause(&put(&given.clause, &values)?)?;
                site.concludes(&clause)?;
                rests.insert(i);
            }
            Reason::Step(k) => {
                let fact = steps.get(*k).and_then(Fact::as_equation);
                let atom = fact.ok_or_else(|| error("a step that is an equation of numbers", k.to_string()))?;
                let clause = vec![site.forms.literal(&atom)?];
                site.concludes(&clause)?;
            }
            Reason::Coordinates(said, frame, k) => {
                if frame.iter().any(|p| p.ix() >= points) {
                    return Err(error("points of the theorem", "others"));
                }
                let clauses = match said {
                    Said::Assumed(n) => {
                        rests.insert(i);
                        given_in_coordinates(self.theorem, *n, *frame)
                    }
                    Said::Recorded(n) => {
                        rests.insert(i);
                        self.proof.conditions.get(*n).and_then(|c| Frame(*frame).condition(c))
                    }
                    Said::Step(n) => steps.get(*n).and_then(|f| Frame(*frame).fact(f)),
                };
                let clause = clauses.and_then(|c| c.get(*k).cloned());
                let clause = clause.ok_or_else(|| error("something that coordinates say", k.to_string()))?;
                let clause = site.forms.clause(&clause)?;
                site.concludes(&clause)?;
            }
            Reason::Cases => rests = self.cases(line, &mut site)?,
            Reason::Instance(values) => rests = self.instance(line, values, &mut site)?,
            _ => {}
        }
        self.spend(site.forms.work)?;
        Ok(rests)
    }

    /// The line cited first has alternatives; for each, a line makes the claim, perhaps supposing it.
    fn cases(&self, line: &Line, site: &mut Site) -> Result<BTreeSet<usize>, RuleError> {
        let Some((first, others)) = line.premises.split_first() else {
            return Err(error("a line with alternatives", "none"));
        };
        let alternatives = site.cited[0].clone();
        if alternatives.len() != others.len() {
            return Err(error(format!("{} lines, one an alternative", alternatives.len()), others.len().to_string()));
        }
        let mut rests = self.supposed[*first].clone();
        for (k, (alternative, other)) in alternatives.iter().zip(others).enumerate() {
            site.concludes(&site.cited[k + 1].clone())?;
            for s in &self.supposed[*other] {
                let supposed = &self.proof.lines[*s];
                let clause = site.forms.clause(&supposed.claim)?;
                let given = site.forms.gives(std::slice::from_ref(alternative), &clause)?;
                if !given || supposed.reason != Reason::Suppose {
                    rests.insert(*s);
                }
            }
        }
        Ok(rests)
    }

    /// A sequent holds for all values of its variables: for these too, where what it supposes holds for these.
    fn instance(&self, line: &Line, values: &Values, site: &mut Site) -> Result<BTreeSet<usize>, RuleError> {
        let Some((first, others)) = line.premises.split_first() else {
            return Err(error("a line of which this is an instance", "none"));
        };
        let supposed = &self.supposed[*first];
        if supposed.len() != others.len() {
            return Err(error(format!("{} lines for its suppositions", supposed.len()), others.len().to_string()));
        }
        for (k, s) in supposed.iter().enumerate() {
            let want = site.forms.clause(&put(&self.proof.lines[*s].claim, values)?)?;
            if !site.forms.gives(&site.cited[k + 1], &want)? {
                return Err(error("what the line supposes, for these values", "another claim"));
            }
        }
        let clause = site.forms.clause(&put(&self.proof.lines[*first].claim, values)?)?;
        site.concludes(&clause)?;
        Ok(others.iter().flat_map(|p| self.supposed[*p].clone()).collect())
    }

    /// Each obligation is claimed by its line, which rests on nothing but givens and what may be supposed.
    ///
    /// # Errors
    /// The line, what was expected.
    fn goal(&mut self, proof: &GoalProof, obligations: &[Obligation]) -> Result<(), (Option<usize>, RuleError)> {
        if proof.lines.len() != obligations.len() {
            let want = format!("{} lines for the goal", obligations.len());
            return Err((None, error(want, proof.lines.len().to_string())));
        }
        for (i, o) in proof.lines.iter().zip(obligations) {
            self.obligation(*i, o).map_err(|e| (Some(*i), e))?;
        }
        Ok(())
    }

    fn obligation(&mut self, i: usize, o: &Obligation) -> Result<(), RuleError> {
        let line = self.proof.lines.get(i).ok_or_else(|| error("a line of the proof", i.to_string()))?;
        let mut forms = Forms::new();
        let want = forms.clause(&o.clause)?;
        let have = forms.clause(&line.claim)?;
        if !forms.gives(&have, &want)? {
            return Err(error("a line that claims what is to be shown", "another claim"));
        }
        let local: Vec<Vec<Literal>> = o.local.iter().map(|c| forms.clause(c)).collect::<Result<_, _>>()?;
        for s in &self.supposed[i] {
            let s = &self.proof.lines[*s];
            let allowed = match &s.reason {
                Reason::Given(k, _) => self.givens.get(*k).is_some_and(|g| !speaks_of(&g.clause, &o.without)),
                // (It mentions no variable.)
                Reason::Coordinates(..) => true,
                _ => {
                    let clause = forms.clause(&s.claim)?;
                    let mut given = false;
                    for l in &local {
                        given = given || forms.gives(l, &clause)?;
                    }
                    given
                }
            };
            if !allowed {
                return Err(error("a line that rests on the theorem's own givens", "another supposition"));
            }
        }
        self.spend(forms.work)
    }
}

/// Is a goal claimed by lines about numbers?
pub(crate) fn claims(cert: &Certificate, goal: usize) -> bool {
    cert.algebra.as_ref().and_then(|p| p.goals.get(goal)).is_some_and(|g| !g.lines.is_empty())
}

/// Checks the lines about numbers, and the goals that they claim; `steps` are the claims of geometry that were proved,
/// `points` how many points there are. Returns the values that were asked for.
pub(crate) fn goals(
    theorem: &CoreTheorem,
    cert: &Certificate,
    steps: &[Fact],
    points: usize,
) -> Result<Vec<(usize, Fact)>, Verdict> {
    let Some(proof) = &cert.algebra else { return Ok(Vec::new()) };
    if proof.conditions.len() > limits::MAX_STEPS || !proof.conditions.iter().all(|c| recordable(c, points)) {
        return Err(rejected(None, "conditions", "conditions that may be recorded", "others"));
    }
    let fault = |i: Option<usize>, rule: &str, e: RuleError| {
        let at = i.map_or(rule.to_string(), |i| format!("line {i}, {rule}"));
        rejected(None, &at, e.expected, e.got)
    };
    let mut lines = Algebra::run(theorem, proof, steps, points).map_err(|(i, e)| {
        let rule = proof.lines.get(i).map_or("", |l| l.reason.name());
        fault(Some(i), rule, e)
    })?;
    let mut found = Vec::new();
    for (n, (goal, p)) in theorem.goals.iter().zip(&proof.goals).enumerate() {
        let Some(&last) = p.lines.last() else { continue };
        let name = format!("goal {n}");
        let wanted = match &goal.kind {
            GoalKind::Find(quantity) => {
                let claim = proof.lines.get(last).map(|l| &l.claim[..]).filter(|c| answers(quantity, c));
                let Some([claim]) = claim else {
                    return Err(fault(Some(last), &name, error("the value that is asked for", "another claim")));
                };
                found.push((n, Fact::Num(claim.lhs.clone(), claim.rhs.clone())));
                obligations(theorem, &GoalKind::Prop(Prop::Atom(claim.clone())), &[])
            }
            kind => match p.frame {
                Some(frame) => obligations_in_coordinates(theorem, kind, frame),
                None => obligations(theorem, kind, &p.solutions),
            },
        };
        let wanted = wanted.ok_or_else(|| declined(format!("{name} has no form that lines can claim")))?;
        lines.goal(p, &wanted).map_err(|(i, e)| fault(i, &name, e))?;
    }
    Ok(found)
}

/// May a certificate record the condition? Of what it denies only equations of two lengths or two directions.
fn recordable(c: &Cond, points: usize) -> bool {
    let shape = match c {
        Cond::DirNe { .. } | Cond::AngWithin { .. } | Cond::Any(_) => false,
        Cond::Num(a, _, b) => [a, b].into_iter().all(|n| made_of(n, points, |_| false) && size(n) <= MAX_RECORDED),
        Cond::Not(f) => match &**f {
            Fact::Dir { terms, .. } => matches!(terms[..], [(1, ..), (-1, ..)]) && well_formed(f, points).is_ok(),
            Fact::Len { terms, konst } => {
                matches!(&terms[..], [(k, ..), (l, ..)] if k.is_one() && *l == -Q::one()) && konst.is_zero()
            }
            _ => false,
        },
        _ => true,
    };
    shape && c.points().iter().all(|p| p.ix() < points)
}

/// A clause with values put in for variables, all at once.
fn put(clause: &[Atom], values: &Values) -> Result<Clause, RuleError> {
    let own: usize = clause.iter().map(|a| size(&a.lhs).saturating_add(size(&a.rhs))).sum();
    let largest = values.iter().map(|v| size(&v.1)).max().unwrap_or(1);
    if own.saturating_mul(largest) > MAX_PUT {
        return Err(error("terms of moderate size", "values too large to put in"));
    }
    let value = |v: u32| values.iter().find(|x| x.0 == v).map(|x| x.1.clone());
    let atom = |a: &Atom| Atom { lhs: a.lhs.with_reals(&value), rel: a.rel, rhs: a.rhs.with_reals(&value) };
    Ok(clause.iter().map(atom).collect())
}
