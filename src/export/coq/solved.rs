//! The conclusion of `solve`: what the theorem says of the variables holds for the solutions, and for nothing else.

use super::conclude::{Local, indent, split, suppositions};
use super::goals::{Solve, decided, deduce, statement};
use super::lines::{Lines, Whole};
use crate::export::NotExported;
use euclase_grammar::core::{Atom, Prop};
use euclase_kernel::algebra::{Clause, GoalProof, Reason};

/// All solutions, and no others.
pub fn solved(lines: &mut Lines, own: &GoalProof, s: &Solve) -> Result<String, NotExported> {
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
