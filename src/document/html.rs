//! Documents as one HTML page that prints well. No script, nothing from elsewhere; texts are escaped.

use super::catalogue::Language;
use super::inline::{Piece, pieces};
use super::{Claim, Document, Step};
use crate::report::escape::xml;
use std::fmt::Write;

const STYLE: &str = "body{font-family:'STIX Two Text','Libertinus Serif','Noto Serif CJK SC','Songti SC',Georgia,serif;max-width:46rem;margin:2rem auto;\
padding:0 1rem;line-height:1.5;color:#1a1a1a;background:#fff}h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:1.6rem}\
figure{text-align:center;margin:1rem 0}figure svg{max-width:100%;height:auto}ol{padding-left:2.2rem}li{margin:.45rem 0}\
.why,.label{color:#5a5a5a;font-size:.88em}.why{margin-left:.8em}.asked{font-weight:bold}.chain{margin:.2rem 0 .2rem 1rem}\
.source{font-style:italic}.qed{text-align:right}.small{font-size:.85em;color:#5a5a5a}sub{font-size:.7em}\
@media print{body{margin:0;max-width:none}li{break-inside:avoid}}\
@media (prefers-color-scheme:dark){body{background:#fff;color:#1a1a1a}}";

/// The whole page.
pub fn document(all: &[Document]) -> String {
    let chinese = all.iter().any(|d| d.language() == Language::Zh);
    let title = all.first().map_or("Euclase", |d| d.title.as_str());
    let bodies: Vec<String> = all.iter().map(body).collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{}</body>\n</html>\n",
        if chinese { "zh-Hans" } else { "en" },
        xml(title),
        bodies.join("<hr>\n")
    )
}

fn text(d: &Document, s: &str) -> String {
    let one = |p: Piece| match p {
        Piece::Name(letters, index, primes) => {
            let sub = if index.is_empty() { String::new() } else { format!("<sub>{}</sub>", xml(&index)) };
            format!("<i>{}</i>{sub}{primes}", xml(&letters))
        }
        Piece::Plain(t) => xml(&t),
    };
    pieces(s, &d.variables).into_iter().map(one).collect()
}

fn body(d: &Document) -> String {
    let mut o = String::new();
    // Writing into a String cannot fail.
    let _ = writeln!(o, "<article>\n<h1>{}</h1>", xml(&d.title));
    if let Some(s) = &d.source {
        let _ = writeln!(o, "<p class=\"source\">{}</p>", xml(s));
    }
    let _ = writeln!(o, "<p>");
    for (sentence, numbers) in &d.given {
        let _ = writeln!(o, "{} <span class=\"label\">{}</span>", text(d, sentence), d.numbered(numbers));
    }
    let _ = writeln!(o, "</p>");
    for sentence in &d.asked {
        let _ = writeln!(o, "<p class=\"asked\">{}</p>", text(d, sentence));
    }
    if let Some(svg) = d.svg() {
        let _ = writeln!(
            o,
            "<figure>\n{}</figure>",
            svg.replace("id=\"paper\"", &format!("id=\"paper-{}\"", id(d)))
                .replace("url(#paper)", &format!("url(#paper-{})", id(d)))
        );
    }
    if let Some(r) = &d.remark {
        let _ = writeln!(o, "<p>{}</p>\n</article>", text(d, r));
        return o;
    }
    if !d.aux.is_empty() {
        let _ = writeln!(o, "<h2>{}</h2>", xml(&d.label("aux")));
        for (i, x) in d.aux.iter().enumerate() {
            let _ = writeln!(o, "<p>{} <span class=\"label\">(a{})</span></p>", text(d, x), i + 1);
        }
    }
    let _ = writeln!(o, "<h2>{}</h2>\n<ol>", xml(&d.label("proof")));
    for s in &d.steps {
        step(&mut o, d, s);
    }
    let _ =
        writeln!(o, "</ol>\n<p class=\"qed\">{}</p>\n<h2>{}</h2>", xml(&d.label("qed")), xml(&d.label("conditions")));
    let _ = writeln!(o, "<p>{}</p>", xml(&d.strength));
    if d.conditions.is_empty() {
        let _ = writeln!(o, "<p>{}</p>", xml(&d.label("none")));
    }
    for (label, list) in &d.conditions {
        let _ = writeln!(o, "<p><em>{}</em>: {}</p>", xml(label), text(d, &list.join("; ")));
    }
    let _ = writeln!(o, "<p class=\"small\">{}</p>\n</article>", xml(&d.label("checked")));
    o
}

/// A word of the page for this theorem.
fn id(d: &Document) -> String {
    d.title.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
}

fn step(o: &mut String, d: &Document, s: &Step) {
    let margin = |level: u8| format!("style=\"margin-left:{}rem\"", level.min(8));
    for (level, heading) in &s.headings {
        let _ = writeln!(o, "<li style=\"list-style:none;margin-left:{}rem\">{}</li>", level.min(&8), text(d, heading));
    }
    let why =
        |w: &str| if w.is_empty() { String::new() } else { format!("<span class=\"why\">[{}]</span>", text(d, w)) };
    let claim = |c: &Claim| format!("{}{}", text(d, &c.text), why(&c.why));
    let _ = write!(o, "<li value=\"{}\" {}>{}", s.number, margin(s.level), claim(&s.claim));
    for i in &s.inner {
        let _ = write!(o, "<div>{}</div>", claim(i));
    }
    if let Some((start, links)) = &s.chain {
        for (i, (sign, to, reason)) in links.iter().enumerate() {
            let left = if i == 0 { format!("{} ", text(d, start)) } else { "&emsp;&emsp;".to_string() };
            let _ = write!(o, "<div class=\"chain\">{left}{} {}{}</div>", xml(sign), text(d, to), why(reason));
        }
    }
    let _ = writeln!(o, "</li>");
}
