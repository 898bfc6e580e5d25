//! Documents in Markdown; figures are files beside it.

use super::{Claim, Document, Step};
use crate::report::escape::markdown;
use std::fmt::Write;

/// The whole text. `figures`: the files with the figures of those that have one, in order.
pub fn document(all: &[Document], figures: &[String]) -> String {
    let mut figures = figures.iter();
    let bodies: Vec<String> = all
        .iter()
        .map(|d| body(d, if d.figure.is_some() { figures.next().map(String::as_str) } else { None }))
        .collect();
    bodies.join("\n---\n\n")
}

fn body(d: &Document, figure: Option<&str>) -> String {
    let mut o = String::new();
    // Writing into a String cannot fail.
    let _ = writeln!(o, "# {}\n", markdown(&d.title));
    if let Some(s) = &d.source {
        let _ = writeln!(o, "*{}*\n", markdown(s));
    }
    for (sentence, numbers) in &d.given {
        let label = d.numbered(numbers);
        let _ = writeln!(o, "{}{}{}", markdown(sentence), if label.is_empty() { "" } else { " " }, markdown(&label));
    }
    o.push('\n');
    for sentence in &d.asked {
        let _ = writeln!(o, "**{}**\n", markdown(sentence));
    }
    if let Some(f) = figure {
        let _ = writeln!(o, "![{}]({})\n", markdown(&d.label("figure")), f.replace(' ', "%20"));
    }
    if let Some(r) = &d.remark {
        let _ = writeln!(o, "{}", markdown(r));
        return o;
    }
    if !d.aux.is_empty() {
        let _ = writeln!(o, "## {}\n", d.label("aux"));
        for (i, x) in d.aux.iter().enumerate() {
            let _ = writeln!(o, "- {} (a{})", markdown(x), i + 1);
        }
        o.push('\n');
    }
    let _ = writeln!(o, "## {}\n", d.label("proof"));
    for s in &d.steps {
        step(&mut o, s);
    }
    let _ = writeln!(o, "\n{}\n\n## {}\n\n{}\n", d.label("qed"), d.label("conditions"), d.strength);
    if d.conditions.is_empty() {
        let _ = writeln!(o, "{}\n", d.label("none"));
    }
    for (label, list) in &d.conditions {
        let list: Vec<String> = list.iter().map(|c| markdown(c)).collect();
        let _ = writeln!(o, "- *{label}*: {}", list.join("; "));
    }
    let _ = writeln!(o, "\n{}", d.label("checked"));
    o
}

fn step(o: &mut String, s: &Step) {
    let quote = |level: u8| "> ".repeat(usize::from(level.min(8)));
    for (level, heading) in &s.headings {
        let _ = writeln!(o, "\n{}{}\n", quote(*level), markdown(heading));
    }
    let why = |w: &str| if w.is_empty() { String::new() } else { format!(" — *{}*", markdown(w)) };
    let claim = |c: &Claim| format!("{}{}", markdown(&c.text), why(&c.why));
    let margin = quote(s.level);
    let _ = writeln!(o, "{margin}{}. {}", s.number, claim(&s.claim));
    for i in &s.inner {
        let _ = writeln!(o, "{margin}   - {}", claim(i));
    }
    if let Some((start, links)) = &s.chain {
        for (i, (sign, to, reason)) in links.iter().enumerate() {
            let left = if i == 0 { format!("{start} ") } else { String::new() };
            let _ = writeln!(o, "{margin}   - {}{}", markdown(&format!("{left}{sign} {to}")), why(reason));
        }
    }
}
