//! The driver: one certificate, step by step, then the goals, then the conditions.

use crate::algebra;
use crate::auxiliary::{Definition, define};
use crate::cert::{Certificate, Discharge, Rule};
use crate::cond::{Given, canon, class, contradicted_by, excludes, weaker};
use crate::graph::{Form, Graph};
use crate::limits::{self, Size};
use crate::rules::structural::{Site, met};
use crate::rules::{RuleError, condition};
use crate::show::Names;
use crate::verdict::{Class, Condition, Theorem, Verdict};
use euclase_grammar::core::{Cond, CoreTheorem, Fact, GoalKind, Pt, Q, Quantity};
use num_traits::{One, Signed, Zero};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Checks a certificate against a theorem.
///
/// Accepted means: for all points that satisfy the hypotheses and the declared conditions, if the recorded
/// conditions hold (for some choice of the auxiliary points), so do the goals.
#[must_use]
pub fn check(theorem: &CoreTheorem, cert: &Certificate) -> Verdict {
    match Checker::run(theorem, cert) {
        Ok(theorem) => Verdict::Accepted(theorem),
        Err(verdict) => verdict,
    }
}

pub(crate) fn rejected(
    step: Option<usize>,
    rule: &str,
    expected: impl Into<String>,
    got: impl Into<String>,
) -> Verdict {
    Verdict::Rejected { step, rule: rule.into(), expected: expected.into(), got: got.into() }
}

pub(crate) fn declined(reason: impl Into<String>) -> Verdict {
    Verdict::Declined { reason: reason.into() }
}

struct Checker<'a> {
    theorem: &'a CoreTheorem,
    cert: &'a Certificate,
    names: Names<'a>,
    /// Points of the statement.
    given: usize,
    definitions: Vec<Definition>,
    /// Claims so far, all of them proved.
    proved: Vec<Fact>,
    sizes: Vec<Size>,
    /// Conditions in order, with the step that needs each (none: a discharge).
    needed: Vec<(Cond, Option<usize>)>,
    /// Conditions for the auxiliary points to exist, and whether the statement and earlier points give them.
    existence: Vec<(Cond, bool)>,
    /// What the statement and the definitions so far give.
    declared: Given,
    /// Conditions that follow from what has been proved so far.
    settled: Given,
    /// The same, as the discharges give them.
    follow: Vec<Cond>,
    work: u64,
}

impl<'a> Checker<'a> {
    fn run(theorem: &'a CoreTheorem, cert: &'a Certificate) -> Result<Theorem, Verdict> {
        if cert.theorem != theorem.name {
            let (want, got) = (format!("a certificate of {}", theorem.name), format!("one of {}", cert.theorem));
            return Err(rejected(None, "certificate", want, got));
        }
        if let Some(origin) = theorem.unsupported.first() {
            return Err(declined(format!("this version does not prove statements like `{}`", origin.text)));
        }
        if theorem.goals.is_empty() {
            return Err(declined("the theorem has no goal"));
        }
        let given = theorem.statement_points.min(theorem.points.len());
        let names = theorem.points[..given].iter().map(|p| p.name.as_str());
        let names = Names(names.chain(cert.aux.iter().map(|a| a.name.as_str())).collect());
        let mut me = Checker {
            theorem,
            cert,
            names,
            given,
            definitions: Vec::new(),
            proved: Vec::new(),
            sizes: Vec::new(),
            needed: Vec::new(),
            existence: Vec::new(),
            declared: stated(theorem),
            settled: Given::default(),
            follow: Vec::new(),
            work: 0,
        };
        me.sizes_within_limits()?;
        me.auxiliary_points()?;
        me.settled = me.declared.clone();
        for i in 0..=cert.steps.len() {
            let due = |d: &Discharge| d.before <= i || i == cert.steps.len();
            while let Some(k) = Some(me.follow.len()).filter(|k| cert.discharges.get(*k).is_some_and(due)) {
                me.discharge(k)?;
            }
            if i < cert.steps.len() {
                me.step(i)?;
            }
        }
        let found = me.goals()?;
        me.conclude(found)
    }

    fn sizes_within_limits(&self) -> Result<(), Verdict> {
        let c = self.cert;
        for (what, n, most) in [
            ("steps", c.steps.len(), limits::MAX_STEPS),
            ("discharges", c.discharges.len(), limits::MAX_STEPS),
            ("auxiliary points", c.aux.len(), limits::MAX_AUX),
        ] {
            if n > most {
                return Err(rejected(None, "certificate", format!("at most {most} {what}"), n.to_string()));
            }
        }
        if c.goals.len() != self.theorem.goals.len() {
            let want = format!("{} goals, each with its step", self.theorem.goals.len());
            return Err(rejected(None, "certificate", want, c.goals.len().to_string()));
        }
        Ok(())
    }

    /// Every auxiliary point has a new name and a definition by earlier points; its existence is a condition. What a
    /// definition ensures holds only if the point exists, so it is added after its own conditions are looked up.
    fn auxiliary_points(&mut self) -> Result<(), Verdict> {
        let mut seen: HashSet<&str> = self.names.0[..self.given].iter().copied().collect();
        for (i, aux) in self.cert.aux.iter().enumerate() {
            let fault =
                |expected: String, got: String| rejected(None, &format!("auxiliary point {}", aux.name), expected, got);
            if !seen.insert(&aux.name) {
                return Err(fault("a new name".into(), "a name that is taken".into()));
            }
            let x = self.given + i;
            if let Some(p) = aux.args.iter().find(|p| p.ix() >= x) {
                return Err(fault("earlier points as arguments".into(), format!("point number {}", p.0)));
            }
            let point = u32::try_from(x).map_err(|_| fault("fewer points".into(), x.to_string()))?;
            let Some(definition) = define(&aux.def, Pt(point), &aux.args) else {
                let got: String = aux.def.chars().take(60).collect();
                return Err(fault(
                    "a definition of the table and its number of points".into(),
                    format!("`{got}` of {} points", aux.args.len()),
                ));
            };
            for c in &definition.exists {
                self.existence.push((c.clone(), self.declared.has(c)));
            }
            definition.ensures.iter().for_each(|c| self.declared.add(c));
            self.definitions.push(definition);
        }
        Ok(())
    }

    /// Adds to the work done, and stops a certificate that costs too much.
    fn spend(&mut self, step: Option<usize>, rule: &str, work: u64) -> Result<(), Verdict> {
        self.work = self.work.saturating_add(work);
        if self.work > limits::MAX_WORK {
            return Err(rejected(
                step,
                rule,
                "a certificate of moderate size",
                "numbers or steps too long to compute with",
            ));
        }
        Ok(())
    }

    fn rule_name(&self, i: usize) -> &'a str {
        match &self.cert.steps[i].rule {
            Rule::Hyp(_) => "hyp",
            Rule::Aux(..) => "aux",
            Rule::Congruence => "congruence",
            Rule::Linear(_) => "linear",
            Rule::Divide(_) => "divide",
            Rule::Geo { name, .. } => name.get(..60).unwrap_or(name),
        }
    }

    fn step(&mut self, i: usize) -> Result<(), Verdict> {
        let cert = self.cert;
        let step = &cert.steps[i];
        let rule = self.rule_name(i);
        let points = self.given + cert.aux.len();
        let fault = |expected: String, got: String| rejected(Some(i), rule, expected, got);
        self.citations(&step.premises, i).map_err(|e| fault(e.expected, e.got))?;
        let mut size = limits::well_formed(&step.claim, points).map_err(|e| fault("a well-formed claim".into(), e))?;
        self.sizes.push(size);
        for p in &step.premises {
            size = size.and(self.sizes[*p]);
        }
        if let Rule::Linear(multipliers) = &step.rule {
            for m in multipliers {
                size.bits += limits::bits(m).map_err(|e| fault("short multipliers".into(), e))?;
            }
        }
        self.spend(Some(i), rule, size.work())?;
        let cited: Vec<Fact> = step.premises.iter().map(|p| self.proved[*p].clone()).collect();
        let site = Site { names: &self.names, claim: &step.claim, cited: &cited };
        let conditions = match &step.rule {
            Rule::Hyp(k) => self.hypothesis(*k).and_then(|f| site.given(f)),
            Rule::Aux(k, j) => self.defining_fact(*k, *j).and_then(|f| site.given(f)),
            Rule::Congruence => site.congruence(),
            Rule::Linear(multipliers) => site.linear(multipliers),
            Rule::Divide(k) => site.divide(*k),
            Rule::Geo { name, args, opposite } => {
                self.arguments(args).and_then(|()| site.geometry(name, args, *opposite))
            }
        };
        let conditions = conditions.map_err(|e| fault(e.expected, e.got))?;
        self.record(conditions, Some(i));
        self.proved.push(step.claim.clone());
        Ok(())
    }

    /// Notes the conditions that are not settled by now.
    fn record(&mut self, conditions: Vec<Cond>, step: Option<usize>) {
        let open = conditions.into_iter().filter(|c| self.declared.has(c) || !self.settled.has(c));
        self.needed.extend(open.map(|c| (c, step)));
    }

    /// Citations are earlier than step `i`, and none is repeated.
    fn citations(&self, premises: &[usize], i: usize) -> Result<(), RuleError> {
        if premises.len() > limits::MAX_PREMISES {
            return Err(error(format!("at most {} premises", limits::MAX_PREMISES), premises.len().to_string()));
        }
        if let Some(p) = premises.iter().find(|p| **p >= i) {
            return Err(error("earlier steps as premises", format!("step {p}")));
        }
        if premises.iter().collect::<BTreeSet<_>>().len() != premises.len() {
            return Err(error("each premise once", "a premise cited twice"));
        }
        Ok(())
    }

    fn arguments(&self, args: &[Pt]) -> Result<(), RuleError> {
        match args.iter().find(|p| p.ix() >= self.given + self.cert.aux.len()) {
            _ if args.len() > limits::MAX_ARGS => Err(error("fewer points", args.len().to_string())),
            Some(p) => Err(error("points of the theorem", format!("point number {}", p.0))),
            None => Ok(()),
        }
    }

    /// A condition that follows from steps before `before`, for the steps from there on.
    fn discharge(&mut self, k: usize) -> Result<(), Verdict> {
        let cert = self.cert;
        let d = &cert.discharges[k];
        let name = d.rule.get(..60).unwrap_or(&d.rule);
        let fault = |e: RuleError| rejected(None, &format!("discharge {k}, {name}"), e.expected, e.got);
        if d.before < self.proved.len() {
            return Err(fault(error(
                "discharges in the order of the steps that they serve",
                format!("step {}", d.before),
            )));
        }
        self.citations(&d.premises, self.proved.len()).and_then(|()| self.arguments(&d.args)).map_err(fault)?;
        let size = d.premises.iter().fold(Size::default(), |s, p| s.and(self.sizes[*p]));
        self.spend(None, name, size.work())?;
        let cited: Vec<Fact> = d.premises.iter().map(|p| self.proved[*p].clone()).collect();
        let instance = condition(&d.rule, &d.args, d.opposite, &cited).map_err(fault)?;
        met(&self.names, &cited, &instance.premises).map_err(fault)?;
        self.record(instance.conditions, None);
        self.settled.add(&instance.conclusion);
        self.follow.push(instance.conclusion);
        Ok(())
    }

    fn hypothesis(&self, k: usize) -> Result<&'a Fact, RuleError> {
        let hyps = &self.theorem.hyps;
        let hyp = hyps.get(k).ok_or_else(|| error(format!("a hypothesis below {}", hyps.len()), k.to_string()))?;
        limits::well_formed(&hyp.fact, self.given).map_err(|e| error("a hypothesis that rules can use", e))?;
        Ok(&hyp.fact)
    }

    fn defining_fact(&self, k: usize, j: usize) -> Result<&Fact, RuleError> {
        let fact = self.definitions.get(k).and_then(|d| d.facts.get(j));
        fact.ok_or_else(|| error("a defining fact of an auxiliary point", format!("fact {j} of point {k}")))
    }

    /// Each goal is claimed by its step. Returns the facts that answer "find" goals.
    fn goals(&mut self) -> Result<Vec<(usize, Fact)>, Verdict> {
        let mut found = algebra::goals(self.theorem, self.cert, &self.proved, self.given + self.cert.aux.len())?;
        self.record(self.cert.algebra.iter().flat_map(|p| p.conditions.clone()).collect(), None);
        for (n, (goal, &i)) in self.theorem.goals.iter().zip(&self.cert.goals).enumerate() {
            if algebra::claims(self.cert, n) {
                continue;
            }
            let rule = format!("goal {n}");
            let fault = |expected: String, got: String| rejected(self.proved.get(i).map(|_| i), &rule, expected, got);
            let claim = self.proved.get(i);
            let missing = || fault("the step that claims it".into(), format!("step {i}, which does not exist"));
            match &goal.kind {
                GoalKind::Fact(fact) => {
                    if let Err(e) = limits::well_formed(fact, self.given) {
                        return Err(declined(format!("goal {n} is {e}")));
                    }
                    let claim = claim.ok_or_else(missing)?;
                    let mut g = Graph::new();
                    let want = g.form(fact);
                    if want == Form::Opaque || !g.form(claim).gives(&want) {
                        return Err(fault(self.names.fact(fact), self.names.fact(claim)));
                    }
                }
                GoalKind::Cond(c) if plain(c) && self.declared.has(c) => {}
                GoalKind::Cond(_) => {
                    return Err(declined(format!("goal {n} is a condition that the statement does not declare")));
                }
                GoalKind::Find(quantity) => {
                    let claim = claim.ok_or_else(missing)?;
                    if !gives_value(quantity, claim) {
                        return Err(fault("an equation that gives the value".into(), self.names.fact(claim)));
                    }
                    found.push((n, claim.clone()));
                    if let Quantity::Ratio(_, [r, s]) = quantity {
                        self.record(vec![Cond::Distinct(*r, *s)], Some(i));
                    }
                }
                GoalKind::Prop(_) | GoalKind::Solve(_) => return Err(declined(format!("no lines claim goal {n}"))),
            }
        }
        Ok(found)
    }

    /// Collects the conditions and refuses those that something proved contradicts.
    fn conclude(self, found: Vec<(usize, Fact)>) -> Result<Theorem, Verdict> {
        let mut list: Vec<Condition> = Vec::new();
        let mut place: HashMap<Cond, usize> = HashMap::new();
        let existence = self.existence.iter().map(|(c, given)| (c, None, *given));
        let steps = self.needed.iter().map(|(c, i)| (c, *i, self.declared.has(c)));
        for (cond, step, given) in existence.chain(steps) {
            let least = canon(cond);
            // A triangle's orientation relative to itself, say, is shown as what it is.
            let simpler = matches!(least, Cond::Distinct(..) | Cond::NotColl(..));
            let shown = if simpler { &least } else { cond };
            let at = *place.entry(least.clone()).or_insert(list.len());
            if at == list.len() {
                list.push(Condition { cond: shown.clone(), class: Class::Declared, steps: Vec::new() });
            }
            let entry = &mut list[at];
            if !given {
                entry.class = class(shown);
            }
            entry.steps.extend(step.filter(|s| entry.steps.last() != Some(s)));
        }
        self.consistent(&list)?;
        Ok(Theorem { name: self.theorem.name.clone(), conditions: without_entailed(list), found })
    }

    /// A theorem whose conditions contradict what is proved says nothing.
    fn consistent(&self, list: &[Condition]) -> Result<(), Verdict> {
        let mut g = Graph::new();
        for f in &self.proved {
            if let Fact::Same(a, b) = f {
                g.unite(*a, *b);
            }
        }
        let all: Vec<(&Cond, Option<usize>)> = list
            .iter()
            .map(|c| (&c.cond, c.steps.first().copied()))
            .chain(conditions(self.theorem).chain(&self.follow).map(|c| (c, None)))
            .collect();
        let against: Vec<_> =
            all.iter().map(|(c, _)| [contradicted_by(c), contradicted_by(&canon(c))].concat()).collect();
        // All terms at once, so that congruence is restored once.
        for f in self.proved.iter().chain(against.iter().flatten()) {
            g.intern(f);
        }
        let mut known = HashSet::from([Form::True]);
        for (i, f) in self.proved.iter().enumerate() {
            let form = g.form(f);
            if matches!(&form, Form::Lin(l) if l.terms.is_empty()) {
                return Err(rejected(Some(i), self.rule_name(i), "facts that can hold together", self.names.fact(f)));
            }
            known.insert(form);
        }
        let mut together = self.declared.clone();
        for ((cond, step), facts) in all.into_iter().zip(&against) {
            let refuse = |got: String| {
                let rule = step.map_or("conditions", |i| self.rule_name(i));
                rejected(step, rule, format!("the condition {}", self.names.cond(cond)), got)
            };
            if let Some(f) = facts.iter().find(|f| known.contains(&g.form(f))) {
                return Err(refuse(self.names.fact(f)));
            }
            together.add(cond);
            if let Some(other) = excludes(&canon(cond)).into_iter().find(|o| together.has(o)) {
                return Err(refuse(self.names.cond(&other)));
            }
        }
        Ok(())
    }
}

fn error(expected: impl Into<String>, got: impl Into<String>) -> RuleError {
    RuleError { expected: expected.into(), got: got.into() }
}

/// What the statement gives: its conditions, and how the triangles of its similarities are turned.
pub fn stated(theorem: &CoreTheorem) -> Given {
    let mut given = Given::default();
    for c in conditions(theorem) {
        given.add(c);
    }
    for h in &theorem.hyps {
        if let Fact::Sim { a, b, opposite } = h.fact
            && limits::well_formed(&h.fact, theorem.statement_points).is_ok()
        {
            given.add(&if opposite { Cond::OppOrient(a, b) } else { Cond::SameOrient(a, b) });
        }
    }
    given
}

/// The statement's conditions that the kernel compares, about the statement's points alone (a later
/// index means a point of the certificate).
fn conditions(theorem: &CoreTheorem) -> impl Iterator<Item = &Cond> {
    let within = |c: &Cond| c.points().iter().all(|p| p.ix() < theorem.statement_points);
    theorem.conds.iter().map(|d| &d.cond).filter(move |c| plain(c) && within(c))
}

/// Conditions that the kernel compares: no comparison of numbers, no nested alternatives.
fn plain(c: &Cond) -> bool {
    let simple = |c: &Cond| match c {
        Cond::Num(..) | Cond::Any(_) => false,
        Cond::Not(f) => !matches!(**f, Fact::Num(..)),
        _ => true,
    };
    match c {
        Cond::Any(cs) => cs.iter().all(simple),
        _ => simple(c),
    }
}

/// Drops conditions of the proof that another undeclared one entails; their steps go to that one.
fn without_entailed(list: Vec<Condition>) -> Vec<Condition> {
    let open = |c: &Condition| c.class != Class::Declared;
    // For each entailed condition, the place of one that entails it (not itself: entailment goes strictly down).
    let mut by: HashMap<Cond, usize> = HashMap::new();
    for (i, c) in list.iter().enumerate().filter(|(_, c)| open(c)) {
        let mut todo = weaker(&canon(&c.cond));
        while let Some(w) = todo.pop() {
            todo.extend(weaker(&w));
            by.entry(w).or_insert(i);
        }
    }
    let target: Vec<usize> = (0..list.len())
        .map(|mut i| {
            while open(&list[i])
                && let Some(&up) = by.get(&canon(&list[i].cond))
            {
                i = up;
            }
            i
        })
        .collect();
    let mut kept = list.clone();
    for (i, &t) in target.iter().enumerate().filter(|(i, t)| i != *t) {
        kept[t].steps.extend(&list[i].steps);
        kept[t].steps.sort_unstable();
        kept[t].steps.dedup();
    }
    kept.into_iter().zip(target).enumerate().filter(|(i, (_, t))| i == t).map(|(_, (c, _))| c).collect()
}

/// Does the claim give the value of the quantity, and of nothing else?
fn gives_value(quantity: &Quantity, claim: &Fact) -> bool {
    match (quantity, claim) {
        (Quantity::Angle([p, q, r]), Fact::Ang { terms, konst }) => match &terms[..] {
            [(c, [x, y, z])] => {
                let value = if c.is_zero() { -Q::one() } else { konst / c };
                y == q && is(*x, *z, &[*p, *r]) && !value.is_negative() && value <= Q::one()
            }
            _ => false,
        },
        (Quantity::Length(s), Fact::Len { terms, .. } | Fact::Sq { terms, .. } | Fact::Log { terms, .. }) => {
            matches!(&terms[..], [(c, p, q)] if is(*p, *q, s) && !c.is_zero())
        }
        (Quantity::Ratio(s, t), Fact::Log { terms, .. }) => ratio(terms, s, t).is_some_and(|r| r == -Q::one()),
        (Quantity::Ratio(s, t), Fact::Len { terms, konst } | Fact::Sq { terms, konst }) => {
            konst.is_zero() && ratio(terms, s, t).is_some_and(|r| r.is_negative())
        }
        _ => false,
    }
}

/// The same pair.
fn is(p: Pt, q: Pt, s: &[Pt; 2]) -> bool {
    [p, q] == *s || [q, p] == *s
}

/// For `a·s + b·t`, the quotient b/a.
fn ratio(terms: &[(Q, Pt, Pt)], s: &[Pt; 2], t: &[Pt; 2]) -> Option<Q> {
    match terms {
        [(a, p, q), (b, u, v)] if !a.is_zero() && is(*p, *q, s) && is(*u, *v, t) => Some(b / a),
        [(b, u, v), (a, p, q)] if !a.is_zero() && is(*p, *q, s) && is(*u, *v, t) => Some(b / a),
        _ => None,
    }
}
