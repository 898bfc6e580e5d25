//! From lines to the conclusion of the theorem.

use super::facts::InFrame;
use super::goals::{Goal, Kind, deduce, statement};
use super::lines::Lines;
use super::solved::solved;
use crate::export::NotExported;
use crate::export::prop::{clauses, defined};
use euclase_grammar::core::{CoreTheorem, Prop};
use euclase_kernel::algebra::statement::Obligation;
use euclase_kernel::algebra::{Clause, GoalProof};
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

pub fn indent(s: &str) -> String {
    s.lines().map(|l| format!("  {l}\n")).collect()
}

/// A clause that may be supposed, and the name of its proof over `env`.
#[derive(Clone)]
pub struct Local {
    pub clause: Clause,
    pub name: String,
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

pub fn suppositions(lines: &mut Lines, line: usize, locals: &[Local]) -> Result<BTreeMap<usize, String>, NotExported> {
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
pub fn split(mut scripts: Vec<String>) -> String {
    let Some(last) = scripts.pop() else { return "exact Logic.I.\n".into() };
    let mut out = String::new();
    for s in scripts {
        out += &format!("split.\n{{\n{}}}\n", indent(&s));
    }
    out + &last
}
