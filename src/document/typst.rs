//! Documents in Typst: texts are content in which every sign stands for itself, names are set in italics with their indices.

use super::catalogue::Language;
use super::inline::{Piece, pieces};
use super::{Claim, Document, Step};
use std::fmt::Write;

/// The whole document.
pub fn document(all: &[Document]) -> String {
    let chinese = all.iter().any(|d| d.language() == Language::Zh);
    let mut o = String::from("#set page(paper: \"a4\", margin: 25mm)\n");
    o += if chinese {
        "#set text(size: 11pt, lang: \"zh\", font: (\"Libertinus Serif\", \"Noto Serif CJK SC\", \"Source Han Serif SC\", \"Songti SC\", \"SimSun\"))\n"
    } else {
        "#set text(size: 11pt, lang: \"en\")\n"
    };
    o += "#set par(leading: 0.65em)\n\
        #let why(body) = [#h(0.8em)#text(size: 0.85em, fill: luma(35%))[\\[#body\\]]]\n\
        #let label-of(body) = text(size: 0.8em, fill: luma(45%), body)\n\
        #let step(depth, number, body) = block(inset: (left: 2em + depth * 1.4em), spacing: 0.75em)[#place(left, dx: -2em)[#box(width: 1.6em)[#align(right)[#number.]]]#body]\n\
        #let heading-of(depth, body) = block(inset: (left: depth * 1.4em))[#body]\n\n";
    let bodies: Vec<String> = all.iter().map(body).collect();
    o + &bodies.join("\n#pagebreak()\n\n")
}

/// Text as content.
fn text(d: &Document, s: &str) -> String {
    let mut o = String::new();
    for piece in pieces(s, &d.variables) {
        match piece {
            Piece::Name(letters, index, primes) => {
                o += &format!("#emph[{}]", escaped(&letters));
                if !index.is_empty() {
                    o += &format!("#sub[{}]", escaped(&index));
                }
                o += &primes;
                // What follows is no argument of the function.
                o.push_str("#[]");
            }
            Piece::Plain(t) => o += &escaped(&t),
        }
    }
    o
}

/// Signs that mean something to Typst stand for themselves.
fn escaped(s: &str) -> String {
    let mut o = String::with_capacity(s.len());
    for c in s.chars() {
        if c.is_control() {
            o.push(' ');
            continue;
        }
        if c.is_ascii_punctuation() {
            o.push('\\');
        }
        o.push(c);
    }
    o
}

fn body(d: &Document) -> String {
    let mut o = String::new();
    // Writing into a String cannot fail.
    let _ = writeln!(o, "= {}\n", escaped(&d.title));
    if let Some(s) = &d.source {
        let _ = writeln!(o, "#text(size: 0.9em)[_{}_]\n", escaped(s));
    }
    for (sentence, numbers) in &d.given {
        let label = d.numbered(numbers);
        let label = if label.is_empty() { label } else { format!(" #label-of[{}]", escaped(&label)) };
        let _ = writeln!(o, "{}{label}", text(d, sentence));
    }
    o.push('\n');
    for sentence in &d.asked {
        let _ = writeln!(o, "*{}*\n", text(d, sentence));
    }
    if let Some(svg) = d.svg() {
        let _ = writeln!(o, "#align(center, image(bytes(\"{}\"), format: \"svg\", width: 60%))\n", string(&svg));
    }
    if let Some(r) = &d.remark {
        let _ = writeln!(o, "{}\n", text(d, r));
        return o;
    }
    if !d.aux.is_empty() {
        let _ = writeln!(o, "== {}\n", escaped(&d.label("aux")));
        for (i, x) in d.aux.iter().enumerate() {
            let _ = writeln!(o, "{} #label-of[\\(a{}\\)]\n", text(d, x), i + 1);
        }
    }
    let _ = writeln!(o, "== {}\n", escaped(&d.label("proof")));
    for s in &d.steps {
        step(&mut o, d, s);
    }
    let _ = writeln!(o, "#align(right)[{}]\n\n== {}\n", escaped(&d.label("qed")), escaped(&d.label("conditions")));
    let _ = writeln!(o, "{}\n", escaped(&d.strength));
    if d.conditions.is_empty() {
        let _ = writeln!(o, "{}\n", escaped(&d.label("none")));
    }
    for (label, list) in &d.conditions {
        let _ = writeln!(o, "_{}_: {}\n", escaped(label), text(d, &list.join("; ")));
    }
    let _ = writeln!(o, "#text(size: 0.8em)[{}]", escaped(&d.label("checked")));
    o
}

/// A text within quotes.
fn string(s: &str) -> String {
    s.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

fn step(o: &mut String, d: &Document, s: &Step) {
    for (level, heading) in &s.headings {
        let _ = writeln!(o, "#heading-of({}, [{}])", level.min(&8), text(d, heading));
    }
    let why = |w: &str| if w.is_empty() { String::new() } else { format!("#why[{}]", text(d, w)) };
    let claim = |c: &Claim| format!("{}{}", text(d, &c.text), why(&c.why));
    let mut out = claim(&s.claim);
    for i in &s.inner {
        let _ = write!(out, " \\\n  {}", claim(i));
    }
    if let Some((start, links)) = &s.chain {
        for (i, (sign, to, reason)) in links.iter().enumerate() {
            let left = if i == 0 { format!("{} ", text(d, start)) } else { "#h(1.5em)".to_string() };
            let _ = write!(out, " \\\n  #h(1em){left}{} {}{}", escaped(sign), text(d, to), why(reason));
        }
    }
    let _ = writeln!(o, "#step({}, [{}], [{out}])", s.level.min(8), s.number);
}
