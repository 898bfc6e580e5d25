//! Documents in LaTeX, with the figure in TikZ: `pdflatex` for English, `xelatex` or `lualatex` with `ctex` for Chinese.

use super::catalogue::Language;
use super::{Claim, Document, Step, tikz};
use crate::report::tex::maths;
use std::fmt::Write;

/// The whole document.
pub fn document(all: &[Document]) -> String {
    let chinese = all.iter().any(|d| d.language() == Language::Zh);
    let class = if chinese {
        "\\documentclass[11pt]{ctexart}\n"
    } else {
        "\\documentclass[11pt]{article}\n\\usepackage[T1]{fontenc}\n"
    };
    let mut o = format!(
        "{class}\\usepackage{{textcomp}}\n\\usepackage{{amsmath,amssymb}}\n\\usepackage[a4paper,margin=25mm]{{geometry}}\n{}\
         \\setlength{{\\parindent}}{{0pt}}\n\\setlength{{\\parskip}}{{4pt plus 1pt}}\n\\setlength{{\\emergencystretch}}{{3em}}\n\
         \\allowdisplaybreaks\n\
         % \\step{{depth}}{{number}}{{text}}, \\heading{{depth}}{{text}}, \\why{{reason}}\n\
         \\newcommand{{\\step}}[3]{{{{\\leftskip=\\dimexpr 2.2em + #1\\dimexpr 1.6em\\relax\\relax\\relax\\noindent\\llap{{\\makebox[2em][r]{{#2.}}\\ }}#3\\par}}}}\n\
         \\newcommand{{\\heading}}[2]{{{{\\leftskip=\\dimexpr 0.4em + #1\\dimexpr 1.6em\\relax\\relax\\relax\\noindent #2\\par}}}}\n\
         \\newcommand{{\\why}}[1]{{\\hspace{{0.8em plus 1em}}{{\\small[#1]}}}}\n\
         \\newcommand{{\\theline}}[2]{{\\\\\\hspace*{{1.2em}}#1\\ifx&#2&\\else\\why{{#2}}\\fi}}\n\\begin{{document}}\n",
        tikz::PREAMBLE
    );
    let bodies: Vec<String> = all.iter().map(body).collect();
    o += &bodies.join("\n\\clearpage\n");
    o += "\n\\end{document}\n";
    if chinese { o } else { o.chars().map(|c| if maths::east(c) { '?' } else { c }).collect() }
}

fn body(d: &Document) -> String {
    let text = |s: &str| maths::text(s, &d.variables);
    let mut o = String::new();
    // Writing into a String cannot fail.
    let _ = writeln!(o, "\\section*{{{}}}", maths::plain(&d.title));
    if let Some(s) = &d.source {
        let _ = writeln!(o, "{{\\small\\emph{{{}}}}}\n", maths::plain(s));
    }
    for (sentence, numbers) in &d.given {
        let label = d.numbered(numbers);
        let label = if label.is_empty() { label } else { format!(" {{\\footnotesize\\textcolor{{gray}}{{{label}}}}}") };
        let _ = writeln!(o, "{}{label}", text(sentence));
    }
    let _ = writeln!(o);
    for sentence in &d.asked {
        let _ = writeln!(o, "\\textbf{{{}}}\n", text(sentence));
    }
    if let Some(scene) = &d.figure {
        let _ = writeln!(o, "\\begin{{center}}\n{}\\end{{center}}\n", tikz::picture(scene));
    }
    if let Some(r) = &d.remark {
        let _ = writeln!(o, "{}\n", text(r));
        return o;
    }
    if !d.aux.is_empty() {
        let _ = writeln!(o, "\\subsection*{{{}}}", d.label("aux"));
        for (i, x) in d.aux.iter().enumerate() {
            let _ = writeln!(o, "{}\\quad{{\\footnotesize\\textcolor{{gray}}{{(a{})}}}}\n", text(x), i + 1);
        }
    }
    let _ = writeln!(o, "\\subsection*{{{}}}", d.label("proof"));
    for s in &d.steps {
        step(&mut o, d, s);
    }
    let _ = writeln!(o, "\\hspace*{{\\fill}}$\\square$\n\n\\subsection*{{{}}}", d.label("conditions"));
    let _ = writeln!(o, "{}\n", maths::plain(&d.strength));
    if d.conditions.is_empty() {
        let _ = writeln!(o, "{}\n", maths::plain(&d.label("none")));
    }
    for (label, list) in &d.conditions {
        let list: Vec<String> = list.iter().map(|c| text(c)).collect();
        let _ = writeln!(o, "\\emph{{{}}}: {}\n", maths::plain(label), list.join("; "));
    }
    let _ = writeln!(o, "{{\\footnotesize {}}}", maths::plain(&d.label("checked")));
    o
}

fn step(o: &mut String, d: &Document, s: &Step) {
    let text = |s: &str| maths::text(s, &d.variables);
    let why = |w: &str| if w.is_empty() { String::new() } else { format!("\\why{{{}}}", text(w)) };
    for (level, heading) in &s.headings {
        let _ = writeln!(o, "\\heading{{{}}}{{{}}}", level.min(&8), text(heading));
    }
    let claim = |c: &Claim| format!("{}{}", text(&c.text), why(&c.why));
    let mut out = claim(&s.claim);
    for i in &s.inner {
        let _ = write!(out, "\\\\\n  {}", claim(i));
    }
    if let Some((start, links)) = &s.chain {
        for (i, (sign, to, reason)) in links.iter().enumerate() {
            let left = if i == 0 { format!("{} ", text(start)) } else { "\\quad ".to_string() };
            let sign = maths::text(sign, &[]);
            let sign = if sign == "=" { "$=$".to_string() } else { sign };
            let _ = write!(out, "\n  \\theline{{{left}{sign} {}}}{{{}}}", text(to), text(reason));
        }
    }
    let _ = writeln!(o, "\\step{{{}}}{{{}}}{{{out}}}", s.level.min(8), s.number);
}
