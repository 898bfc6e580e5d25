//! What a theorem says, in Coq: what it gives as premises, what it asks as the conclusion; and how the conclusion follows from lines.
//!
//! A premise is the statement as it is written, then that its terms are defined. A goal is stated with its terms defined, too: so that
//! `x / y = 2` says `y <> 0 /\ x / y = 2`. The kernel's obligations are what lines prove; each of them is one that is
//! found here again, in the same order.

use super::facts::{self, InFrame};
use super::terms::Writer;
use crate::export::prop::{Assumed, assumed, atoms, clauses, defined, denies, needs, unquantified};
use crate::export::{NotExported, STEPS};
use euclase_grammar::core::{Atom, Cond, CoreTheorem, Fact, GoalKind, Num, Prop, Q, Quantity, Rel};
use euclase_kernel::algebra::statement::{Given, Obligation, givens, obligations, obligations_in_coordinates};
use euclase_kernel::algebra::{Clause, GoalProof, Proof};
use num_traits::Zero;

/// A premise of the exported theorem.
pub struct Premise {
    pub name: String,
    /// Over the Reals.
    pub text: String,
    /// A statement about numbers; other premises are of geometry.
    pub prop: Option<Prop>,
    /// The words of the source, at the first premise that comes of them.
    pub said: Option<String>,
}

/// A given clause of the kernel, and the premises that say it.
pub struct Source {
    pub given: Given,
    /// One that is the clause itself; otherwise it follows from all of `from`.
    pub is: Option<String>,
    pub from: Vec<usize>,
}

/// What a theorem gives.
pub struct Premises {
    pub all: Vec<Premise>,
    pub sources: Vec<Source>,
    /// What is assumed and has no text, in words: the proof does without.
    pub untold: Vec<String>,
}

impl Premises {
    /// The premise that says the fact or condition of that number, counted through both.
    pub fn assumed(&self, source: usize) -> Option<&Premise> {
        let name = format!("hyp{}", source + 1);
        self.all.iter().find(|p| p.name == name)
    }

    /// The premise that is a condition of the certificate.
    pub fn recorded(&self, k: usize) -> Option<&Premise> {
        let name = format!("cond{}", k + 1);
        self.all.iter().find(|p| p.name == name)
    }
}

/// Premises of all that a theorem gives, and of the conditions that its certificate records.
pub fn premises(thm: &CoreTheorem, recorded: &[Cond], w: &mut Writer) -> Result<Premises, NotExported> {
    let kernel = givens(thm);
    let mut out = Premises { all: Vec::new(), sources: Vec::new(), untold: Vec::new() };
    for (k, (a, text)) in assumed(thm).into_iter().enumerate() {
        let said = match a {
            Assumed::Prop(p) => {
                numbers(&mut out, w, k, &p, text)?;
                continue;
            }
            Assumed::Fact(f) => facts::fact(w, f)?,
            Assumed::Cond(c) => facts::condition(w, c)?,
        };
        match said {
            Some(said) => geometry(&mut out, k, &a, said, text, w),
            None => out.untold.push(text.into()),
        }
    }
    for (k, c) in recorded.iter().enumerate() {
        let said = facts::condition(w, c)?.ok_or_else(|| NotExported::new("it records a condition without a text"))?;
        let words = Some("a condition of the proof".into()).filter(|_| k == 0);
        out.all.push(Premise { name: format!("cond{}", k + 1), text: said, prop: None, said: words });
    }
    if out.sources.iter().map(|s| &s.given).ne(kernel.iter()) {
        return Err(NotExported::new("what it gives has a form that the export does not know"));
    }
    Ok(out)
}

/// A fact or a condition of geometry, and what it gives to lines about numbers.
fn geometry(out: &mut Premises, k: usize, a: &Assumed, text: String, words: &str, w: &mut Writer) {
    let name = format!("hyp{}", k + 1);
    let zero = Num::Const(Q::zero());
    let gives = match a {
        Assumed::Fact(Fact::Same(p, q)) => {
            let by = format!("proj2 (len_zero {} {}) {name}", w.places.name(*p), w.places.name(*q));
            Some((Num::Len(*p, *q), Rel::Eq, by))
        }
        Assumed::Cond(Cond::Distinct(p, q)) => {
            let by = format!("proj1 (len_distinct {} {}) {name}", w.places.name(*p), w.places.name(*q));
            Some((Num::Len(*p, *q), Rel::Gt, by))
        }
        Assumed::Cond(Cond::NotColl(p, q, r)) => {
            let by = format!("proj1 (area_proper {}) {name}", w.places.list(&[*p, *q, *r], " "));
            Some((Num::Area(vec![*p, *q, *r]), Rel::Gt, by))
        }
        _ => None,
    };
    let number = out.all.len();
    if let Some((lhs, rel, by)) = gives {
        let given = Given { clause: vec![Atom { lhs, rel, rhs: zero }], bound: Vec::new(), source: k };
        out.sources.push(Source { given, is: Some(by), from: vec![number] });
    }
    out.all.push(Premise { name, text, prop: None, said: Some(words.into()) });
}

/// A statement about numbers.
fn numbers(out: &mut Premises, w: &mut Writer, k: usize, p: &Prop, text: &str) -> Result<(), NotExported> {
    let (bound, inner) = unquantified(p);
    if inner.quantifies() {
        return Err(NotExported::new("a hypothesis has `for all` within it"));
    }
    let under = |p: Prop| if bound.is_empty() { p } else { Prop::ForAll(bound.clone(), Box::new(p)) };
    let first = out.all.len();
    let mut mine: Vec<(Clause, Option<String>)> = Vec::new();
    let defs = defined(inner);
    let parts = std::iter::once(inner).chain(&defs);
    for (i, part) in parts.enumerate() {
        let name = if i == 0 { format!("hyp{}", k + 1) } else { format!("def{}_{i}", k + 1) };
        let own = clauses(part, true).ok_or_else(|| NotExported::new("a hypothesis has too many clauses"))?;
        let is = matches!(part, Prop::Atom(_)).then(|| name.clone());
        mine.extend(own.into_iter().map(|c| (c, is.clone())));
        let prop = under(part.clone());
        let said = (i == 0).then(|| text.to_string());
        out.all.push(Premise { name, text: statement(w, &prop)?, prop: Some(prop), said });
    }
    let from: Vec<usize> = (first..out.all.len()).collect();
    for (clause, is) in mine {
        let given = Given { clause, bound: bound.clone(), source: k };
        out.sources.push(Source { given, is, from: from.clone() });
    }
    Ok(())
}

/// A statement over the Reals.
pub fn statement(w: &mut Writer, p: &Prop) -> Result<String, NotExported> {
    Ok(match p {
        Prop::Atom(a) => w.real_atom(a)?,
        Prop::And(ps) if ps.is_empty() => "True".into(),
        Prop::Or(ps) if ps.is_empty() => "False".into(),
        Prop::And(ps) => joined(w, ps, " /\\ ")?,
        Prop::Or(ps) => joined(w, ps, " \\/ ")?,
        Prop::Not(p) => format!("~ {}", inner(w, p)?),
        Prop::Implies(a, b) => format!("{} -> {}", inner(w, a)?, inner(w, b)?),
        Prop::Iff(a, b) => format!("{} <-> {}", inner(w, a)?, inner(w, b)?),
        Prop::ForAll(vs, p) => format!("forall {} : R, {}", w.variables(vs), statement(w, p)?),
    })
}

fn inner(w: &mut Writer, p: &Prop) -> Result<String, NotExported> {
    let text = statement(w, p)?;
    Ok(if matches!(p, Prop::Atom(_)) { text } else { format!("({text})") })
}

fn joined(w: &mut Writer, ps: &[Prop], by: &str) -> Result<String, NotExported> {
    Ok(ps.iter().map(|p| inner(w, p)).collect::<Result<Vec<_>, _>>()?.join(by))
}

/// Things of which each is wanted.
fn together(mut ps: Vec<Prop>) -> Prop {
    if ps.len() == 1 { ps.remove(0) } else { Prop::And(ps) }
}

/// What a goal says, with its terms defined; `for all` is left to the theorem's own.
fn said(p: &Prop) -> Result<Prop, NotExported> {
    Ok(match p {
        Prop::ForAll(_, p) => said(p)?,
        Prop::And(ps) => together(ps.iter().map(said).collect::<Result<_, _>>()?),
        Prop::Implies(a, b) => {
            if a.quantifies() {
                return Err(NotExported::new("a goal supposes a `for all`"));
            }
            Prop::Implies(Box::new(with_terms(a)), Box::new(said(b)?))
        }
        Prop::Iff(a, b) if defined(a).is_empty() && defined(b).is_empty() && !a.quantifies() && !b.quantifies() => {
            p.clone()
        }
        Prop::Iff(a, b) => {
            let there = Prop::Implies(a.clone(), b.clone());
            let back = Prop::Implies(b.clone(), a.clone());
            together(vec![said(&there)?, said(&back)?])
        }
        _ if p.quantifies() => return Err(NotExported::new("a goal has a `for all` under a connective")),
        _ => with_terms(p),
    })
}

/// A statement and that its terms are defined.
fn with_terms(p: &Prop) -> Prop {
    let mut all = defined(p);
    all.push(p.clone());
    together(all)
}

/// A goal of the exported theorem.
pub struct Goal {
    /// Over the Reals; for `solve` all that is said of the solutions.
    pub text: String,
    /// The comparisons that the deduction looks at, of each part with its obligations.
    pub kind: Kind,
}

/// How a goal is shown.
pub enum Kind {
    /// From obligations, by what the statement is.
    Statement(Prop, Vec<Obligation>),
    /// From clauses in a frame; how many there are.
    Frame(InFrame, usize),
    /// Solutions of variables.
    Solve(Solve),
}

/// All solutions.
pub struct Solve {
    /// What is said of each solution: its values.
    pub solutions: Vec<Vec<Atom>>,
    /// What the values need to be defined.
    pub needs: Vec<Vec<Atom>>,
    pub obligations: Vec<Obligation>,
    /// Premises that speak of the variables.
    pub about: Vec<usize>,
    /// The variables.
    pub vars: String,
    /// That the premises hold exactly for the solutions.
    pub iff: String,
}

/// A goal with its obligations, as the kernel has them.
pub fn goal(thm: &CoreTheorem, k: usize, p: &Premises, proof: &Proof, w: &mut Writer) -> Result<Goal, NotExported> {
    let strange = || NotExported::new("a goal has a form that the export does not know");
    let own: &GoalProof = proof.goals.get(k).ok_or_else(strange)?;
    let kind = &thm.goals.get(k).ok_or_else(strange)?.kind;
    if own.lines.is_empty() {
        return Err(NotExported::new(STEPS));
    }
    if let (Some(frame), GoalKind::Fact(_) | GoalKind::Cond(_)) = (own.frame, kind) {
        let clauses = obligations_in_coordinates(thm, kind, frame).ok_or_else(strange)?.len();
        let (said, inside) = match kind {
            GoalKind::Fact(f) => (facts::fact(w, f)?, facts::fact_in(w, f, frame)?),
            GoalKind::Cond(c) => (facts::condition(w, c)?, facts::condition_in(w, c, frame)?),
            _ => return Err(strange()),
        };
        return Ok(Goal { text: said.ok_or_else(strange)?, kind: Kind::Frame(inside, clauses) });
    }
    let prop = match kind {
        GoalKind::Fact(f) => Prop::Atom(f.as_equation().ok_or_else(strange)?),
        GoalKind::Cond(c) => crate::export::prop::condition(c).ok_or_else(strange)?,
        GoalKind::Prop(p) => p.clone(),
        GoalKind::Find(Quantity::Num(_)) => {
            let last = own.lines.last().and_then(|l| proof.lines.get(*l)).ok_or_else(strange)?;
            let [a] = &last.claim[..] else { return Err(strange()) };
            Prop::Atom(a.clone())
        }
        GoalKind::Find(_) => return Err(strange()),
        GoalKind::Solve(vars) => return solve(thm, vars, own, p, w),
    };
    let wanted = obligations(thm, &GoalKind::Prop(prop.clone()), &[]).ok_or_else(strange)?;
    if wanted.len() != own.lines.len() {
        return Err(strange());
    }
    let stated = said(&prop)?;
    Ok(Goal { text: statement(w, &stated)?, kind: Kind::Statement(prop, wanted) })
}

fn solve(thm: &CoreTheorem, vars: &[u32], own: &GoalProof, p: &Premises, w: &mut Writer) -> Result<Goal, NotExported> {
    let strange = || NotExported::new("a goal has a form that the export does not know");
    let obligations =
        obligations(thm, &GoalKind::Solve(vars.to_vec()), &own.solutions).filter(|o| o.len() == own.lines.len());
    let obligations = obligations.ok_or_else(strange)?;
    let speaks = |p: &Prop| {
        let mut found = false;
        p.each_atom(&mut |a| found |= [&a.lhs, &a.rhs].into_iter().any(|n| mentions(n, vars)));
        found
    };
    let about: Vec<usize> = (0..p.all.len()).filter(|i| p.all[*i].prop.as_ref().is_some_and(speaks)).collect();
    let value = |s: &Vec<Num>| -> Vec<Atom> {
        vars.iter().zip(s).map(|(v, n)| Atom { lhs: Num::Real(*v), rel: Rel::Eq, rhs: n.clone() }).collect()
    };
    let solutions: Vec<Vec<Atom>> = own.solutions.iter().map(value).collect();
    let needed: Vec<Vec<Atom>> = own.solutions.iter().map(|s| needs(&s.iter().collect::<Vec<_>>())).collect();
    let mut said: Vec<String> =
        about.iter().filter_map(|i| p.all[*i].prop.as_ref()).map(|p| inner(w, p)).collect::<Result<_, _>>()?;
    if said.is_empty() {
        said.push("True".into());
    }
    let mut each = Vec::new();
    for s in &solutions {
        let all: Vec<Prop> = s.iter().cloned().map(Prop::Atom).collect();
        each.push(inner(w, &together(all))?);
    }
    let any = if each.is_empty() { "False".into() } else { each.join(" \\/ ") };
    let mut text = format!("{} <-> {any}", bracket(&said.join(" /\\ "), said.len()));
    let iff = text.clone();
    let needed_all: Vec<Prop> = needed.iter().flatten().cloned().map(Prop::Atom).collect();
    if !needed_all.is_empty() {
        text = format!("{} /\\ ({text})", joined(w, &needed_all, " /\\ ")?);
    }

    Ok(Goal {
        text,
        kind: Kind::Solve(Solve { solutions, needs: needed, obligations, about, vars: w.variables(vars), iff }),
    })
}

fn bracket(s: &str, n: usize) -> String {
    if n > 1 { format!("({s})") } else { s.into() }
}

/// Does any of these variables occur?
pub fn mentions(n: &Num, vars: &[u32]) -> bool {
    let mut found = false;
    n.each_part(&mut |x, _| found |= matches!(x, Num::Real(v) if vars.contains(v)));
    found
}

/// A tactic that shows a statement from others in the context, which say as much, perhaps in other words: each comparison of them holds
/// or not. All else is cleared away first, so that the search stays short.
pub fn deduce(w: &mut Writer, from: &[(&str, &Prop)], goal: &Prop) -> Result<String, NotExported> {
    if let Some((name, _)) = from.iter().find(|(_, p)| same(p, goal)) {
        return Ok(format!("exact {name}"));
    }
    let mut split: Vec<Atom> = Vec::new();
    let all = || from.iter().map(|f| f.1).chain([goal]);
    if all().any(denies) {
        for a in all().flat_map(atoms) {
            let known = |b: &Atom| b.lhs == a.lhs && b.rhs == a.rhs && (b.rel == a.rel || b.rel == a.rel.negated());
            if !split.iter().any(known) {
                split.push(a);
            }
        }
    }
    if split.len() > 12 {
        return Err(NotExported::new("a statement has too many comparisons under connectives"));
    }
    let names: Vec<&str> = from.iter().map(|f| f.0).collect();
    let mut out = if names.is_empty() { "clear; ".into() } else { format!("clear - {}; ", names.join(" ")) };
    for a in &split {
        out += &format!("destruct ({}) as [[? ?]|[? ?]]; ", decided(w, a)?);
    }
    Ok(out + "tauto")
}

/// The same statement, but for brackets around a single one?
fn same(p: &Prop, q: &Prop) -> bool {
    match (p, q) {
        (Prop::And(ps) | Prop::Or(ps), q) if ps.len() == 1 => same(&ps[0], q),
        (p, Prop::And(qs) | Prop::Or(qs)) if qs.len() == 1 => same(p, &qs[0]),
        (p, q) => p == q,
    }
}

/// The lemma that a comparison holds or its opposite.
pub fn decided(w: &mut Writer, a: &Atom) -> Result<String, NotExported> {
    let lemma = match a.rel {
        Rel::Eq | Rel::Ne => "eq_or",
        Rel::Lt | Rel::Ge => "lt_or",
        Rel::Le | Rel::Gt => "le_or",
    };
    Ok(format!("{lemma} ({}) ({})", w.real(&a.lhs)?, w.real(&a.rhs)?))
}
