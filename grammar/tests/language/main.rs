//! Tests of the language: what a text means, which texts are refused and with which words, and
//! that formatting loses nothing.

mod accepted;
mod attributes;
mod definitions;
mod formatting;
mod kept;
mod limits;
mod meaning;
mod rejected;
mod sketches;
mod trees;

use euclase_grammar::core::{CoreTheorem, GoalKind};
use euclase_grammar::words::{self, Style};

/// Elaborates one theorem and writes its core form, a line each: `hyp`, `stated` and `implied`
/// conditions, `goal`, `unsupported`.
fn core_lines(t: &CoreTheorem) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    out.extend(t.hyps.iter().map(|h| format!("hyp {}", words::fact(t, &h.fact, Style::Ascii))));
    for c in &t.conds {
        let class = if c.explicit { "stated" } else { "implied" };
        out.push(format!("{class} {}", words::cond(t, &c.cond, Style::Ascii)));
    }
    out.extend(t.props.iter().map(|h| format!("statement {}", words::prop(t, &h.prop, Style::Ascii))));
    for g in &t.goals {
        let text = words::goal(t, &g.kind, Style::Ascii);
        out.push(if matches!(g.kind, GoalKind::Find(_)) { text } else { format!("goal {text}") });
    }
    out.extend(t.unsupported.iter().map(|o| format!("unsupported {}", o.text)));
    out
}

/// Loads a file that must be accepted.
fn load(source: &str) -> Vec<CoreTheorem> {
    match euclase_grammar::load(source) {
        Ok(f) => f.theorems,
        Err(es) => {
            let text: Vec<String> = es.iter().map(|e| e.render(source, "test.fml")).collect();
            panic!("refused:\n{source}\n{}", text.join("\n"))
        }
    }
}

/// All errors of a file, rendered.
fn errors(source: &str) -> Vec<String> {
    match euclase_grammar::load(source) {
        Ok(_) => vec![],
        Err(es) => es.iter().map(|e| e.render(source, "test.fml")).collect(),
    }
}
