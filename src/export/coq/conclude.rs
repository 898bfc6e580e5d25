//! From lines to the conclusion of the theorem.

use super::facts::InFrame;
use super::goals::{Goal, Kind, Solve, decided, deduce, statement};
use super::lines::{Lines, Whole};
use crate::export::NotExported;
use crate::export::prop::{clauses, defined};
use euclase_grammar::core::{Atom, CoreTheorem, Prop};
use euclase_kernel::algebra::statement::Obligation;
use euclase_kernel::algebra::{Clause, GoalProof, Reason};
use std::collections::BTreeMap;

/// The end of the proof: what shows each goal.
pub fn conclude(lines: &mut Lines, thm: &CoreTheorem, goals: &[Goal]) -> Result<String, NotExported> {
    let proof = lines.proof;
    let mut out = String::new();
    for (k, (g, own)) in goals.iter().zip(&proof.goals).enumerate() {
        let script = match &g.kind {
            Kind::Statement(p, obligations) => {
                let mut c = Conclude { lines, own, obligations, next: 0, locals: Vec::new(), names: 0 };
                let script = c.show(p)?;
                if c.next != obligations.len() {
                    return Err(NotExported::new("a goal asks for more than the export knows of"));
                }
                script
            }
            Kind::Frame(inside, clauses) => in_frame(lines, own, inside, *clauses)?,
            Kind::Solve(s) => solved(lines, own, s)?,
        };
        let last = k + 1 == thm.goals.len();
        out += &if last { indent(&script) } else { format!("  split.\n  {{\n{}  }}\n", indent(&script)) };
    }
    Ok(out)
}

/// A fact or condition of geometry, from its clauses in a frame.
fn in_frame(lines: &mut Lines, own: &GoalProof, f: &InFrame, clauses: usize) -> Result<String, NotExported> {
    if own.lines.len() != clauses {
        return Err(NotExported::new("a goal asks for something else than the export knows of"));
    }
    let (mut script, mut all) = (String::new(), String::from("Logic.I"));
    for (k, line) in own.lines.iter().enumerate() {
        let by = suppositions(lines, *line, &[])?;
        script += &format!(
            "assert (shown{k} : says env (List.nth {k} {} [])) by (refine (at_once env claim{line} _ _ {}); check).\n",
            f.clauses,
            lines.cite_with(*line, &by)
        );
    }
    for k in (0..clauses).rev() {
        all = format!("(conj shown{k} {all})");
    }
    script += &match &f.numbers {
        None => format!("exact (proj2 {} {all}).\n", f.says),
        Some((a, data)) => {
            let clause = lines.w.clause(std::slice::from_ref(a))?;
            format!(
                "assert (given : says env {data}) by exact (proj2 {} {all}).\n\
                 assert (said : says env {clause}) by (refine (at_once env _ _ _ given); check).\nbridge said.\n",
                f.says
            )
        }
    };
    Ok(script)
}

fn indent(s: &str) -> String {
    s.lines().map(|l| format!("  {l}\n")).collect()
}

/// A clause that may be supposed, and the name of its proof over `env`.
#[derive(Clone)]
struct Local {
    clause: Clause,
    name: String,
}

struct Conclude<'a, 'b> {
    lines: &'a mut Lines<'b>,
    own: &'a GoalProof,
    obligations: &'a [Obligation],
    next: usize,
    locals: Vec<Local>,
    names: usize,
}

impl Conclude<'_, '_> {
    fn name(&mut self, word: &str) -> String {
        self.names += 1;
        format!("{word}{}", self.names)
    }

    fn show(&mut self, p: &Prop) -> Result<String, NotExported> {
        match p {
            Prop::ForAll(_, p) => self.show(p),
            Prop::And(ps) => {
                let scripts = ps.iter().map(|p| self.show(p)).collect::<Result<Vec<_>, _>>()?;
                Ok(split(scripts))
            }
            Prop::Implies(a, b) => self.implied(a, b),
            Prop::Iff(a, b) => {
                let (there, back) = (self.implied(a, b)?, self.implied(b, a)?);
                Ok(split(vec![there, back]))
            }
            _ => {
                let parts: Vec<Prop> = defined(p).into_iter().chain([p.clone()]).collect();
                let scripts = parts.iter().map(|p| self.part(p)).collect::<Result<Vec<_>, _>>()?;
                Ok(split(scripts))
            }
        }
    }

    fn implied(&mut self, a: &Prop, b: &Prop) -> Result<String, NotExported> {
        let before = self.locals.len();
        let parts: Vec<Prop> = defined(a).into_iter().chain([a.clone()]).collect();
        let names: Vec<String> = parts.iter().map(|_| self.name("loc")).collect();
        let mut script = match &names[..] {
            [one] => format!("intros {one}.\n"),
            all => format!("intros ({}).\n", all.join(" & ")),
        };
        for p in parts.iter().rev().take(1).chain(parts.iter().take(parts.len() - 1)) {
            let own = clauses(p, true).ok_or_else(|| NotExported::new("a goal supposes too many clauses"))?;
            for clause in own {
                let name = self.name("case");
                script += &self.supposed(&clause, &parts, &names, &name)?;
                self.locals.push(Local { clause, name });
            }
        }
        script += &self.show(b)?;
        self.locals.truncate(before);
        Ok(script)
    }

    /// Asserts a clause over `env` that statements in the context say.
    fn supposed(
        &mut self,
        clause: &Clause,
        parts: &[Prop],
        names: &[String],
        name: &str,
    ) -> Result<String, NotExported> {
        let data = self.lines.w.clause(clause)?;
        let direct = parts.iter().zip(names).find(|(p, _)| matches!((p, &clause[..]), (Prop::Atom(a), [b]) if a == b));
        let proof = match direct {
            Some((_, n)) => format!("bridge {n}."),
            None => from_statements(self.lines, clause, parts, names)?,
        };
        Ok(format!("assert ({name} : says env {data}). {{ {proof} }}\n"))
    }

    /// A statement from its obligations.
    fn part(&mut self, p: &Prop) -> Result<String, NotExported> {
        let own = clauses(p, true).ok_or_else(|| NotExported::new("a goal has too many clauses"))?;
        let mut script = String::new();
        let mut props: Vec<(String, Prop)> = Vec::new();
        for clause in own {
            let (o, line) = (self.obligations.get(self.next), self.own.lines.get(self.next));
            let (Some(o), Some(line)) = (o, line) else {
                return Err(NotExported::new("a goal asks for less than the export knows of"));
            };
            if o.clause != clause {
                return Err(NotExported::new("a goal asks for something else than the export knows of"));
            }
            self.next += 1;
            let (line, locals) = (*line, self.locals.clone());
            let name = self.name("shown");
            let by = self.suppositions(line, &locals)?;
            let data = self.lines.w.clause(&clause)?;
            script += &format!(
                "assert ({name} : says env {data}) by (refine (at_once env claim{line} _ _ {}); check).\n",
                self.lines.cite_with(line, &by)
            );
            if matches!(p, Prop::Atom(_)) {
                return Ok(format!("{script}bridge {name}.\n"));
            }
            let need = self.name("need");
            let said = Prop::Or(clause.into_iter().map(Prop::Atom).collect());
            let text = statement(&mut self.lines.w, &said)?;
            script += &format!("assert ({need} : {text}) by bridge {name}.\n");
            props.push((need, said));
        }
        let from: Vec<(&str, &Prop)> = props.iter().map(|(n, p)| (n.as_str(), p)).collect();
        let tactic = deduce(&mut self.lines.w, &from, p)?;
        Ok(format!("{script}{tactic}.\n"))
    }

    /// What a line supposes, from what may be supposed.
    fn suppositions(&mut self, line: usize, locals: &[Local]) -> Result<BTreeMap<usize, String>, NotExported> {
        suppositions(self.lines, line, locals)
    }
}

fn suppositions(lines: &mut Lines, line: usize, locals: &[Local]) -> Result<BTreeMap<usize, String>, NotExported> {
    let mut by = BTreeMap::new();
    let rests = lines.rests.get(line).cloned().ok_or_else(|| NotExported::new("a goal names no line"))?;
    for s in rests {
        let claim = lines.proof.lines[s].claim.clone();
        let mut found = None;
        for l in locals {
            if found.is_none() && lines.gives(&l.clause, &claim)? {
                found = Some(format!("(at_once env _ claim{s} _ {})", l.name));
            }
        }
        by.insert(s, found.ok_or_else(|| NotExported::new("a goal rests on what may not be supposed"))?);
    }
    Ok(by)
}

/// What proves a clause over `env` from statements in the context.
fn from_statements(
    lines: &mut Lines,
    clause: &Clause,
    parts: &[Prop],
    names: &[String],
) -> Result<String, NotExported> {
    let said = Prop::Or(clause.iter().cloned().map(Prop::Atom).collect());
    let text = statement(&mut lines.w, &said)?;
    let from: Vec<(&str, &Prop)> = names.iter().map(String::as_str).zip(parts).collect();
    let tactic = deduce(&mut lines.w, &from, &said)?;
    Ok(format!("assert (said : {text}) by ({tactic}). bridge said."))
}

/// Scripts for the parts of a conjunction.
fn split(mut scripts: Vec<String>) -> String {
    let Some(last) = scripts.pop() else { return "exact Logic.I.\n".into() };
    let mut out = String::new();
    for s in scripts {
        out += &format!("split.\n{{\n{}}}\n", indent(&s));
    }
    out + &last
}

/// All solutions, and no others.
fn solved(lines: &mut Lines, own: &GoalProof, s: &Solve) -> Result<String, NotExported> {
    let premises = lines.premises;
    let about: Vec<&Prop> = s.about.iter().filter_map(|i| premises.all[*i].prop.as_ref()).collect();
    let names: Vec<String> = s.about.iter().map(|i| premises.all[*i].name.clone()).collect();
    let strange = || NotExported::new("solutions in a form that the export does not know");
    let (first, others) = s.obligations.split_first().ok_or_else(strange)?;
    let (&first_line, other_lines) = own.lines.split_first().ok_or_else(strange)?;

    // What a line supposes of the theorem's statements about the variables, where these hold.
    let mut script = match &names[..] {
        [] => "intros _.\n".to_string(),
        [one] => format!("intros {one}.\n"),
        all => format!("intros ({}).\n", all.join(" & ")),
    };
    let mut locals = Vec::new();
    for line in lines.rests.get(first_line).cloned().unwrap_or_default() {
        let l = &lines.proof.lines[line];
        if let Reason::Given(k, values) = &l.reason {
            let (k, values) = (*k, values.clone());
            let (data, proof) = lines.given_proof(k, &values)?;
            let name = format!("case{}", locals.len() + 1);
            script += &format!("assert ({name} : says env {data}). {{ {proof} }}\n");
            let clause = lines.proof.lines[line].claim.clone();
            locals.push(Local { clause, name });
        }
    }
    // One of the solutions after the other: it is the one, or differs in some variable.
    for (k, values) in s.solutions.iter().enumerate() {
        let mut tactic = String::new();
        for a in values {
            tactic += &format!("destruct ({}) as [[? ?]|[? ?]]; ", decided(&mut lines.w, a)?);
        }
        let is = Prop::And(values.iter().cloned().map(Prop::Atom).collect());
        let not: Vec<Atom> = values.iter().map(|a| Atom { rel: euclase_grammar::core::Rel::Ne, ..a.clone() }).collect();
        let not_text = statement(&mut lines.w, &Prop::Or(not.iter().cloned().map(Prop::Atom).collect()))?;
        let is_text = statement(&mut lines.w, &is)?;
        let place = if k + 1 == s.solutions.len() && k == 0 {
            "assumption".into()
        } else {
            format!("{}assumption", at(k, s.solutions.len()))
        };
        script += &format!("assert (need{k} : ({is_text}) \\/ ({not_text})) by (clear; {tactic}tauto).\n");
        script += &format!("destruct need{k} as [need{k}|need{k}]; [{place}|].\n");
        let data = lines.w.clause(&not)?;
        script += &format!("assert (loc{k} : says env {data}) by bridge need{k}.\n");
        locals.push(Local { clause: not, name: format!("loc{k}") });
    }
    if first.local.len() != s.solutions.len() {
        return Err(strange());
    }
    let by = suppositions(lines, first_line, &locals)?;
    script +=
        &format!("exfalso. refine (at_once env claim{first_line} [] _ {}); check.\n", lines.cite_with(first_line, &by));

    // Each of them is one.
    let mut back = String::new();
    let mut defs = Vec::new();
    // What says that values are defined, and whether that is shown from the solution.
    let mut needs: Vec<(String, Option<usize>)> = Vec::new();
    let mut rest = others.iter().zip(other_lines).peekable();
    let mut patterns = Vec::new();
    let mut branches = Vec::new();
    for (k, values) in s.solutions.iter().enumerate() {
        let equal: Vec<String> = (0..values.len()).map(|j| format!("loc{k}_{j}")).collect();
        patterns.push(match &equal[..] {
            [one] => one.clone(),
            all => format!("({})", all.join(" & ")),
        });
        let mut branch = String::new();
        let mut locals = Vec::new();
        for (j, a) in values.iter().enumerate() {
            let data = lines.w.clause(std::slice::from_ref(a))?;
            branch += &format!("assert (case{j} : says env {data}) by bridge loc{k}_{j}.\n");
            locals.push(Local { clause: vec![a.clone()], name: format!("case{j}") });
        }
        let mut props: Vec<(String, Prop)> = Vec::new();
        let mut n = 0;
        let own_local: Vec<Clause> = values.iter().map(|a| vec![a.clone()]).collect();
        let mut defined = s.needs[k].len();
        while let Some((o, line)) = rest.next_if(|(o, _)| o.local == own_local) {
            let by = suppositions(lines, *line, &locals)?;
            let data = lines.w.clause(&o.clause)?;
            let cite = lines.cite_with(*line, &by);
            let shown = format!("says env {data}");
            let proof = format!("refine (at_once env claim{line} _ _ {cite}); check");
            if defined > 0 {
                defined -= 1;
                let said = Prop::Or(o.clause.iter().cloned().map(Prop::Atom).collect());
                let text = statement(&mut lines.w, &said)?;
                let shows = format!("assert (shown : {shown}) by ({proof}).\nbridge shown.\n");
                // That a value is defined does not depend on the variables, but may be shown from what they are.
                if by.is_empty() {
                    defs.push(shows);
                    needs.push((text, None));
                } else {
                    let is = Prop::And(values.iter().cloned().map(Prop::Atom).collect());
                    let is = statement(&mut lines.w, &is)?;
                    defs.push(format!("intros {}.\n{branch}{shows}", patterns[k]));
                    needs.push((format!("({is}) -> {text}"), Some(k)));
                }
                continue;
            }
            let said = Prop::Or(o.clause.iter().cloned().map(Prop::Atom).collect());
            let text = statement(&mut lines.w, &said)?;
            branch +=
                &format!("assert (shown{n} : {shown}) by ({proof}).\nassert (need{n} : {text}) by bridge shown{n}.\n");
            props.push((format!("need{n}"), said));
            n += 1;
        }
        for (i, p) in about.iter().enumerate() {
            if matches!(p, Prop::ForAll(..)) {
                return Err(strange());
            }
            // Part of it may be known without the solution.
            let known = premises
                .all
                .iter()
                .enumerate()
                .filter(|(k, _)| !s.about.contains(k))
                .filter_map(|(_, p)| Some((p.name.as_str(), p.prop.as_ref()?)));
            let from: Vec<(&str, &Prop)> = props.iter().map(|(n, p)| (n.as_str(), p)).chain(known).collect();
            let tactic = deduce(&mut lines.w, &from, p)?;
            branch += &if i + 1 == about.len() { format!("{tactic}.\n") } else { format!("split. {{ {tactic}. }}\n") };
        }
        if about.is_empty() {
            branch += "exact Logic.I.\n";
        }
        branches.push(branch);
    }
    if rest.next().is_some() {
        return Err(strange());
    }
    back += &match patterns.len() {
        0 => "intros K; destruct K.\n".to_string(),
        1 => format!("intros {}.\n", patterns[0]),
        _ => format!("intros [{}].\n", nested(&patterns)),
    };
    match branches.len() {
        0 => {}
        1 => back += &branches[0],
        _ => branches.iter().for_each(|b| back += &format!("{{\n{}}}\n", indent(b))),
    }
    defs.push(split(vec![script, back]));
    if needs.iter().any(|n| n.1.is_some()) {
        lines.whole = Some(whole(lines, s, &needs)?);
    }
    Ok(split(defs))
}

/// Where it is shown from a solution that it is defined: what is proved for all values of the variables, and how the goal follows, the
/// solution's values being among them.
fn whole(lines: &mut Lines, s: &Solve, needs: &[(String, Option<usize>)]) -> Result<Whole, NotExported> {
    let statement = needs.iter().map(|n| format!("({})", n.0)).collect::<Vec<_>>().join(" /\\ ");
    let names: Vec<String> = (0..needs.len()).map(|k| format!("need{k}")).collect();
    let pattern = format!("({} & rest)", names.join(" & "));
    let mut parts = Vec::new();
    for ((_, of), name) in needs.iter().zip(&names) {
        let values = of.and_then(|k| s.solutions.get(k));
        let (mut at, mut proof) = (String::new(), String::new());
        for a in values.into_iter().flatten() {
            at += &format!(" ({})", lines.w.real(&a.rhs)?);
            proof = if proof.is_empty() { "eq_refl".into() } else { format!("(conj eq_refl {proof})") };
        }
        parts.push(match values {
            Some(_) => format!("destruct (whole{at}) as {pattern}. exact ({name} {proof}).\n"),
            None => format!("destruct (whole {}) as {pattern}. exact {name}.\n", s.vars),
        });
    }
    parts.push(format!("destruct (whole {}) as {pattern}. exact rest.\n", s.vars));
    let after = format!("intros {}.\n{}", s.vars, split(parts));
    Ok(Whole { statement: format!("{statement} /\\ ({})", s.iff), after })
}

/// `left`, `right` to the k-th of n alternatives.
fn at(k: usize, n: usize) -> String {
    let rights = "right; ".repeat(k);
    if k + 1 == n { rights } else { format!("{rights}left; ") }
}

/// A pattern for alternatives.
fn nested(all: &[String]) -> String {
    match all {
        [a, b] => format!("{a}|{b}"),
        [a, rest @ ..] => format!("{a}|[{}]", nested(rest)),
        [] => String::new(),
    }
}
