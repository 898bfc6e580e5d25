//! An answer as Markdown.

use std::fmt::Write;

use super::answer::{Answer, Cite, Ref, Status};
use super::escape::markdown as esc;
use super::text::{certainty, reasons, seconds};

/// Renders an answer. `figure` is the address of its picture, if there is one.
pub fn render(a: &Answer, figure: Option<&str>) -> String {
    let mut o = String::new();
    // Writing into a String cannot fail.
    let _ = writeln!(o, "{}\n\n# {}\n", a.status_line(), esc(&a.name));
    if let Some(source) = &a.source {
        let _ = writeln!(o, "*{}*\n", esc(source));
    }
    let strength = a.strength.map_or(String::new(), |s| format!(", {}: {}", s.word(), s.meaning()));
    let _ = writeln!(o, "**{}**{strength}\n", a.status);
    if let Some(figure) = &a.figure {
        let _ = writeln!(o, "Figure {}\n", esc(&figure.text));
    }
    for note in &a.notes {
        let _ = writeln!(o, "> {}\n", esc(note));
    }
    if let Some(address) = figure {
        let address: String = address.chars().filter(|c| !c.is_control() && !"<>".contains(*c)).collect();
        let _ = writeln!(o, "![{}](<{address}>)\n", esc(&a.name));
    }
    if !a.aux.is_empty() {
        o.push_str("## Auxiliary points\n\n");
        for (i, x) in a.aux.iter().enumerate() {
            let _ = writeln!(o, "- (a{}) {}", i + 1, esc(&x.text));
        }
        o.push('\n');
    }
    if !a.given.is_empty() {
        o.push_str("## Given\n\n");
        for (i, g) in a.given.iter().enumerate() {
            let unused = if a.status == Status::Theorem && !g.used { " *(not used)*" } else { "" };
            let _ = writeln!(o, "- (h{}) {}{unused}", i + 1, esc(&g.full()));
        }
        o.push('\n');
    }
    if !a.goals.is_empty() {
        o.push_str(if a.status == Status::Theorem { "## Proved\n\n" } else { "## To prove\n\n" });
        for g in &a.goals {
            let by = match g.by {
                Some(Ref::Step(n)) => format!(" (step {n})"),
                Some(other) => format!(" ({other})"),
                None => String::new(),
            };
            let _ = writeln!(o, "- {}{by}", esc(&g.text));
        }
        for f in &a.found {
            let _ = writeln!(o, "- {}{}**{}**", esc(&f.asked), f.joint(), esc(&f.value));
        }
        o.push('\n');
    }
    sketch(&mut o, a);
    steps(&mut o, a);
    if let Some(c) = &a.counterexample {
        let what = if c.values.is_empty() { "coordinates" } else { "values" };
        let _ = writeln!(o, "## Counterexample\n\n{} {what}; {}\n", certainty(c.certainty), esc(&c.fails));
        for (name, value) in &c.values {
            let _ = writeln!(o, "- {} = {}", esc(name), esc(value));
        }
        if !c.points.is_empty() {
            o.push_str("| point | x | y |\n|---|---|---|\n");
        }
        for (name, x, y) in &c.points {
            let _ = writeln!(o, "| {} | {} | {} |", esc(name), esc(x), esc(y));
        }
        o.push('\n');
    }
    if a.status == Status::Theorem {
        o.push_str("## Conditions\n\n");
        let c = &a.conditions;
        let groups = [
            ("declared", &c.declared),
            ("non-degeneracy", &c.nondegeneracy),
            ("configuration", &c.configuration),
            ("these follow", &c.follow),
        ];
        if groups.iter().all(|g| g.1.is_empty()) {
            o.push_str("None.\n");
        }
        for (label, list) in groups.into_iter().filter(|g| !g.1.is_empty()) {
            let list: Vec<String> = list.iter().map(|c| esc(c)).collect();
            let _ = writeln!(o, "- *{label}*: {}", list.join("; "));
        }
        o.push('\n');
    }
    let who = if a.prover.is_empty() { String::new() } else { format!("{}, ", esc(&a.prover)) };
    let _ = writeln!(o, "---\n\n{who}{} s: {}", seconds(a.seconds), a.counts);
    o
}

fn sketch(o: &mut String, a: &Answer) {
    if a.sketch.is_empty() {
        return;
    }
    o.push_str("## Your sketch\n\n");
    for s in &a.sketch {
        let word = s.verdict.word();
        let note = if s.note.is_empty() { String::new() } else { format!(": {}", esc(&s.note)) };
        let _ = writeln!(o, "- {} — *{word}*{note}", esc(&s.text));
    }
    o.push('\n');
}

fn steps(o: &mut String, a: &Answer) {
    if a.steps.is_empty() {
        return;
    }
    o.push_str("## Proof\n\n");
    let with = |claim: &str, because: &[Cite]| {
        let why = reasons(because);
        let dash = if why.is_empty() { why } else { format!(" — *{}*", esc(&why)) };
        format!("{}{dash}", esc(claim))
    };
    // A heading between numbered lines ends their list; each goes on with its own number.
    for s in &a.steps {
        for h in &s.headings {
            let _ = writeln!(o, "\n{}{}\n", quote(h.level), esc(&h.text));
        }
        let margin = quote(s.level);
        let _ = writeln!(o, "{margin}{}. {}", s.number, with(&s.claim, &s.because));
        for i in &s.inner {
            let _ = writeln!(o, "{margin}   - {}", with(&i.claim, &i.because));
        }
        let Some(chain) = &s.chain else { continue };
        for (i, link) in chain.links.iter().enumerate() {
            let left = if i == 0 { format!("{} ", chain.start) } else { String::new() };
            let text = format!("{left}{} {}", link.sign(), link.to);
            let _ = writeln!(o, "{margin}   - {}", with(&text, &link.because));
        }
    }
    o.push('\n');
}

/// Cases are quoted, as deep as they stand.
fn quote(level: u8) -> String {
    "> ".repeat(usize::from(level.min(8)))
}
