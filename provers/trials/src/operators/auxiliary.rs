//! Operators on auxiliary points. Where a certificate has none, one is added first.

use super::{Mutant, Operator, Pool, operator};
use crate::slots;
use euclase_diagram::rng::Rng;
use euclase_grammar::core::{Fact, Pt};
use euclase_kernel::auxiliary::{DEFINITIONS, define};
use euclase_kernel::cert::{AuxPoint, Rule, Step};

pub const OPERATORS: &[Operator] = &[
    operator(
        "aux_definition",
        definition,
        "the two definitions share the facts that are cited; the conditions are those of the new one",
    ),
    operator(
        "aux_argument",
        argument,
        "the cited facts do not depend on that argument; the conditions are those of the new definition",
    ),
    operator("aux_swap", swap, "the definition is symmetric in the two arguments"),
    operator("aux_drop", dropped, "nothing in the proof spoke of the point"),
    operator(
        "aux_renamed",
        renamed,
        "a new name changes nothing, a name of the statement or of another point is refused",
    ),
    operator("aux_twice", twice, "none is: a second definition needs a second name"),
    operator("aux_forward", forward, "none is: arguments are earlier points"),
    operator(
        "aux_added",
        added,
        "a point more than needed: its definition is satisfied wherever its printed conditions hold",
    ),
    operator(
        "aux_impossible",
        impossible,
        "a definition that cannot be met is refused, or its printed conditions hold in no figure",
    ),
    operator(
        "aux_overdetermined",
        overdetermined,
        "the third fact was a fact of the definition already, or follows by the rule it names",
    ),
    operator("aux_cited", cited, "a defining fact, cited by its number, may be claimed"),
    operator("aux_for_statement", for_statement, "the fact is a hypothesis about that point as well"),
];

/// A definition with random arguments among the first n points, mostly different ones.
fn random(rng: &mut Rng, n: usize) -> Option<(&'static str, Vec<Pt>)> {
    let (def, k) = DEFINITIONS[rng.below(DEFINITIONS.len())];
    let mut all: Vec<Pt> = (0..n as u32).map(Pt).collect();
    rng.shuffle(&mut all);
    if k > n {
        return None;
    }
    all.truncate(k);
    if rng.below(8) == 0 {
        let (i, j) = (rng.below(k), rng.below(k));
        all[i] = all[j];
    }
    Some((def, all))
}

fn new_name(m: &Mutant) -> String {
    let taken = |name: &str| m.thm.find(name).is_some() || m.cert.aux.iter().any(|a| a.name == name);
    (1..).map(|i| format!("Z_{i}")).find(|n| !taken(n)).unwrap_or_default()
}

/// Adds a random point, and returns its number among the auxiliary ones.
fn add(m: &mut Mutant, rng: &mut Rng) -> Option<usize> {
    let (def, args) = random(rng, m.points())?;
    let name = new_name(m);
    m.cert.aux.push(AuxPoint { name, def: def.into(), args });
    Some(m.cert.aux.len() - 1)
}

/// Adds steps that cite all defining facts of a point; goals keep their numbers.
fn cite(m: &mut Mutant, k: usize) {
    let a = &m.cert.aux[k];
    let x = Pt((m.thm.statement_points + k) as u32);
    let facts = define(&a.def, x, &a.args).map_or(vec![], |d| d.facts);
    for (j, claim) in facts.into_iter().enumerate() {
        m.cert.steps.push(Step { claim, rule: Rule::Aux(k, j), premises: vec![] });
    }
}

/// Adds a random point and steps that cite its definition.
pub(super) fn add_cited(m: &mut Mutant, rng: &mut Rng) -> Option<usize> {
    let k = add(m, rng)?;
    cite(m, k);
    Some(k)
}

/// A point of the certificate; one is added and cited where there is none.
fn some(m: &mut Mutant, rng: &mut Rng) -> Option<usize> {
    if m.cert.aux.is_empty() {
        return add_cited(m, rng);
    }
    Some(rng.below(m.cert.aux.len()))
}

fn definition(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let k = some(m, rng)?;
    let a = &mut m.cert.aux[k];
    let others: Vec<_> = DEFINITIONS.iter().filter(|(d, n)| *n == a.args.len() && *d != a.def).collect();
    let other = others.get(rng.below(others.len().max(1)))?.0;
    let text = format!("{}: {} becomes {other}", a.name, a.def);
    a.def = other.into();
    Some(text)
}

fn argument(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let k = some(m, rng)?;
    let p = Pt(rng.below(m.thm.statement_points + k) as u32);
    let name = m.name(p);
    let a = &mut m.cert.aux[k];
    let j = rng.below(a.args.len());
    a.args[j] = p;
    Some(format!("{}: argument {j} becomes {name}", a.name))
}

fn swap(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let k = some(m, rng)?;
    let a = &mut m.cert.aux[k];
    let (i, j) = (rng.below(a.args.len()), rng.below(a.args.len()));
    a.args.swap(i, j);
    Some(format!("{}: arguments {i} and {j} change places", a.name))
}

/// Drops a point; the later ones move up, what spoke of it speaks of a point of the statement.
fn dropped(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let k = some(m, rng)?;
    let gone = Pt((m.thm.statement_points + k) as u32);
    let a = m.cert.aux.remove(k);
    let instead = Pt(rng.below(m.thm.statement_points) as u32);
    slots::all_points(&mut m.cert, &mut |p| {
        *p = match (*p).cmp(&gone) {
            std::cmp::Ordering::Less => *p,
            std::cmp::Ordering::Equal => instead,
            std::cmp::Ordering::Greater => Pt(p.0 - 1),
        };
    });
    Some(format!("{} is left out", a.name))
}

fn renamed(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let k = some(m, rng)?;
    let p = Pt(rng.below(m.points()) as u32);
    let name = if rng.below(4) == 0 { format!("{}_x", m.cert.aux[k].name) } else { m.name(p) };
    let text = format!("{} is called {name}", m.cert.aux[k].name);
    m.cert.aux[k].name = name;
    Some(text)
}

fn twice(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let k = some(m, rng)?;
    let name = m.cert.aux[k].name.clone();
    let j = add(m, rng)?;
    m.cert.aux[j].name.clone_from(&name);
    cite(m, j);
    Some(format!("{name} gets a second definition"))
}

fn forward(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let k = some(m, rng)?;
    let (n, given) = (m.cert.aux.len(), m.thm.statement_points);
    let a = &mut m.cert.aux[k];
    let j = rng.below(a.args.len());
    a.args[j] = Pt((given + k + rng.below(n - k)) as u32);
    Some(format!("{}: argument {j} is not an earlier point", a.name))
}

fn added(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let k = add(m, rng)?;
    if rng.below(2) == 0 {
        cite(m, k);
    }
    Some(format!("a point more: {}", m.cert.aux[k].def))
}

/// A definition with repeated arguments, such as the meeting of AB with AB.
fn impossible(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let k = add(m, rng)?;
    let n = m.cert.aux[k].args.len();
    for _ in 0..1 + n / 2 {
        let (i, j) = (rng.below(n), rng.below(n));
        m.cert.aux[k].args[i] = m.cert.aux[k].args[j];
    }
    cite(m, k);
    Some(format!("{} of repeated points", m.cert.aux[k].def))
}

/// A third fact about an auxiliary point, cited as if it were part of its definition.
fn overdetermined(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let k = some(m, rng)?;
    let x = Pt((m.thm.statement_points + k) as u32);
    let (def, args) = random(rng, m.thm.statement_points)?;
    let facts = define(def, x, &args)?.facts;
    let claim = facts[rng.below(facts.len())].clone();
    let last = m.cert.steps.len();
    let rule = match rng.below(3) {
        0 => Rule::Aux(k, rng.below(2)),
        1 => Rule::Aux(k, 2),
        _ => Rule::Congruence,
    };
    m.cert.steps.push(Step { claim, rule, premises: vec![] });
    Some(format!("step {last}: a further fact about {}", m.cert.aux[k].name))
}

/// A defining fact in the place of a claim.
fn cited(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let (i, k) = (m.step(rng)?, some(m, rng)?);
    let a = &m.cert.aux[k];
    let facts = define(&a.def, Pt((m.thm.statement_points + k) as u32), &a.args)?.facts;
    let j = rng.below(facts.len());
    m.cert.steps[i] = Step { claim: facts[j].clone(), rule: Rule::Aux(k, j), premises: vec![] };
    Some(format!("step {i} is defining fact {j} of {}", a.name))
}

/// A defining fact of an auxiliary point, claimed of a point of the statement.
fn for_statement(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let k = some(m, rng)?;
    let p = Pt(rng.below(m.thm.statement_points) as u32);
    let a = &m.cert.aux[k];
    let facts = define(&a.def, p, &a.args)?.facts;
    let j = rng.below(facts.len());
    let claim: Fact = facts[j].clone();
    let text = format!("{} is said to be {}", m.name(p), a.def);
    let all: Vec<usize> = (0..m.cert.steps.len()).filter(|i| matches!(m.cert.steps[*i].rule, Rule::Hyp(_))).collect();
    let i = *all.get(rng.below(all.len().max(1)))?;
    m.cert.steps[i] = Step { claim, rule: Rule::Aux(k, j), premises: vec![] };
    Some(text)
}
