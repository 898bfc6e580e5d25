//! An answer as a TeX document: what [`super::md`] says, with formulas set.
//!
//! The document needs nothing but `amsmath`, `amssymb` and `geometry`.

pub(crate) mod maths;

use super::answer::{Answer, Cite, Ref, Status};
use super::text::{certainty, seconds};
use std::fmt::Write;

/// Longest formula in a line of its own, in characters of its text.
const LINE: usize = 78;
/// Longest reason at the end of a formula's line, as it is set.
const TAG: usize = 48;
/// Longest left side that the rest stands beside.
const BESIDE: usize = 34;

/// A document of one or more answers, each as [`body`] gives it.
pub fn document(bodies: &[String]) -> String {
    let head = "\\documentclass[11pt]{article}\n\
        \\usepackage[T1]{fontenc}\n\
        \\usepackage{amsmath,amssymb}\n\
        \\usepackage[a4paper,margin=25mm]{geometry}\n\
        \\setlength{\\parindent}{0pt}\n\
        \\setlength{\\parskip}{3pt plus 1pt}\n\
        \\setlength{\\emergencystretch}{3em}\n\
        \\allowdisplaybreaks\n\
        % \\step{depth}{number}{text}, \\heading{depth}{text}\n\
        \\newcommand{\\step}[3]{{\\leftskip=\\dimexpr 2.2em + #1\\dimexpr 1.6em\\relax\\relax\\relax\n  \\noindent\\llap{\\makebox[2em][r]{#2.}\\ }#3\\par}}\n\
        \\newcommand{\\heading}[2]{{\\leftskip=\\dimexpr 0.4em + #1\\dimexpr 1.6em\\relax\\relax\\relax \\noindent #2\\par}}\n\
        \\newcommand{\\why}[1]{\\hspace{1em plus 1em}{\\small[#1]}}\n\
        \\newcommand{\\tagged}[1]{\\small[#1]}\n\
        % the reason of a line of several\n\
        \\renewcommand{\\because}[1]{\\parbox[t]{0.42\\linewidth}{\\raggedright #1\\strut}}\n\
        \\AtBeginDocument{\\abovedisplayskip=4pt plus 2pt\\belowdisplayskip=4pt plus 2pt\\abovedisplayshortskip=2pt plus 2pt\\belowdisplayshortskip=4pt plus 2pt}\n\
        \\begin{document}\n";
    let all = format!("{head}\n{}\n\\end{{document}}\n", bodies.join("\n\\bigskip\\hrule\\bigskip\n\n"));
    // (These fonts have no Chinese.)
    all.chars().map(|c| if maths::east(c) { '?' } else { c }).collect()
}

/// Lines of text about an answer, one under the other.
pub fn listing(a: &Answer, text: &str) -> String {
    let w = Writer { a };
    let lines: Vec<String> = text.lines().map(|l| w.text(l.trim())).collect();
    format!("\\noindent {}\\par", lines.join("\\\\\n"))
}

/// What is said of one theorem.
pub fn body(a: &Answer) -> String {
    let w = Writer { a };
    let mut o = String::new();
    // Writing into a String cannot fail.
    let _ = writeln!(o, "{}\n\\section*{{{}}}\n", comment(&a.status_line()), prose(&a.name));
    if let Some(source) = &a.source {
        let _ = writeln!(o, "\\emph{{{}}}\n", prose(source));
    }
    let strength = a.strength.map_or(String::new(), |s| format!(", {}: {}", s.word(), s.meaning()));
    let _ = writeln!(o, "\\textbf{{{}}}{}\n", a.status, prose(&strength));
    if let Some(figure) = &a.figure {
        let _ = writeln!(o, "Figure {}\n", w.text(&figure.text));
    }
    for note in &a.notes {
        let _ = writeln!(o, "{}\n", w.text(note));
    }
    if !a.aux.is_empty() {
        w.list(
            &mut o,
            "Auxiliary points",
            a.aux.iter().enumerate().map(|(i, x)| (format!("a{}", i + 1), w.text(&x.text))),
        );
    }
    if !a.given.is_empty() {
        let given = a.given.iter().enumerate().map(|(i, g)| {
            let unused = if a.status == Status::Theorem && !g.used { " \\emph{(not used)}" } else { "" };
            (format!("h{}", i + 1), w.text(&g.full()) + unused)
        });
        w.list(&mut o, "Given", given);
    }
    w.goals(&mut o);
    if !a.sketch.is_empty() {
        let _ = writeln!(o, "\\subsection*{{Your sketch}}\n\\begin{{itemize}}\\itemsep=0pt");
        for s in &a.sketch {
            let note = if s.note.is_empty() { String::new() } else { format!(": {}", w.text(&s.note)) };
            let _ = writeln!(o, "\\item {} --- \\emph{{{}}}{note}", w.text(&s.text), s.verdict.word());
        }
        let _ = writeln!(o, "\\end{{itemize}}\n");
    }
    w.steps(&mut o);
    w.counterexample(&mut o);
    if a.status == Status::Theorem {
        w.conditions(&mut o);
    }
    let who = if a.prover.is_empty() { String::new() } else { format!("{}, ", prose(&a.prover)) };
    let _ = writeln!(o, "\\medskip{{\\footnotesize {who}{} s: {}}}", seconds(a.seconds), a.counts);
    o
}

struct Writer<'a> {
    a: &'a Answer,
}

impl Writer<'_> {
    fn text(&self, s: &str) -> String {
        maths::text(s, &self.a.variables)
    }

    fn list(&self, o: &mut String, title: &str, items: impl Iterator<Item = (String, String)>) {
        let _ = writeln!(o, "\\subsection*{{{title}}}\n\\begin{{itemize}}\\itemsep=0pt");
        for (label, text) in items {
            let _ = writeln!(o, "\\item[({label})] {text}");
        }
        let _ = writeln!(o, "\\end{{itemize}}\n");
    }

    fn goals(&self, o: &mut String) {
        let a = self.a;
        if a.goals.is_empty() {
            return;
        }
        let title = if a.status == Status::Theorem { "Proved" } else { "To prove" };
        let _ = writeln!(o, "\\subsection*{{{title}}}\n\\begin{{itemize}}\\itemsep=0pt");
        for g in &a.goals {
            let by = match g.by {
                Some(Ref::Step(n)) => format!(" \\quad(step {n})"),
                Some(other) => format!(" \\quad({other})"),
                None => String::new(),
            };
            let _ = writeln!(o, "\\item {}{by}", self.claim(&g.text));
        }
        for f in &a.found {
            let _ = writeln!(o, "\\item {}{}{}", self.text(&f.asked), self.text(f.joint()), self.text(&f.value));
        }
        let _ = writeln!(o, "\\end{{itemize}}\n");
    }

    /// A claim: with fractions of full size.
    fn claim(&self, s: &str) -> String {
        let set = self.text(s);
        if set.contains("\\frac") { set.replacen('$', "$\\displaystyle ", 1) } else { set }
    }

    fn why(&self, because: &[Cite]) -> String {
        let all: Vec<String> = because.iter().map(|c| self.cite(c)).filter(|s| !s.is_empty()).collect();
        if all.is_empty() { String::new() } else { format!("\\why{{{}}}", all.join("; ")) }
    }

    fn cite(&self, c: &Cite) -> String {
        let refs: Vec<String> = c.refs.iter().map(Ref::to_string).collect();
        let refs = refs.join(", ");
        let reason = self.text(&c.reason);
        let out = match (reason.is_empty(), refs.is_empty()) {
            (true, _) => refs,
            (false, true) => reason,
            (false, false) => format!("{reason} ({refs})"),
        };
        match &c.times {
            Some(t) if out.is_empty() => self.text(t),
            Some(t) => format!("{out}, {}", self.text(t)),
            None => out,
        }
    }

    fn steps(&self, o: &mut String) {
        if self.a.steps.is_empty() {
            return;
        }
        let _ = writeln!(o, "\\subsection*{{Proof}}\n");
        for s in &self.a.steps {
            for h in &s.headings {
                let _ = writeln!(o, "\\heading{{{}}}{{{}}}", h.level.min(8), self.text(&h.text));
            }
            let mut text = format!("{}{}", self.claim(&s.claim), self.why(&s.because));
            for i in &s.inner {
                let _ = write!(text, "\\\\\n  {}{}", self.text(&i.claim), self.why(&i.because));
            }
            if let Some(chain) = &s.chain {
                text += &self.chain(&chain.start, &chain.links);
            }
            let _ = writeln!(o, "\\step{{{}}}{{{}}}{{{text}}}", s.level.min(8), s.number);
        }
        o.push('\n');
    }

    /// A chain as aligned lines, long sums broken between their terms.
    fn chain(&self, start: &str, links: &[super::answer::Link]) -> String {
        let alone = links.len() == 1;
        let beside = start.chars().count() <= BESIDE;
        let mut rows: Vec<String> = Vec::new();
        let room = if beside { LINE.saturating_sub(start.chars().count()) } else { LINE };
        let first = self.broken(start, LINE);
        let mut left = if beside {
            format!("{} &", first.join(" "))
        } else {
            rows.extend(first.iter().enumerate().map(|(i, l)| format!("&{}{l}", if i > 0 { "\\qquad " } else { "" })));
            "&\\quad".to_string()
        };
        for link in links {
            let sign = relation(link.sign());
            let mut lines = self.broken(&link.to, room).into_iter();
            rows.push(format!("{left}{sign} {}", lines.next().unwrap_or_default()));
            rows.extend(lines.map(|l| format!("&\\quad {l}")));
            let why = self.why(&link.because);
            if let Some(last) = rows.last_mut().filter(|_| !why.is_empty() && !alone) {
                let _ = write!(last, " &&\\because{{{why}}}");
            }
            left = "&".into();
            if !beside {
                left.push_str("\\quad");
            }
        }
        let why = links.first().filter(|_| alone).map_or(String::new(), |l| self.why(&l.because));
        let mut after = String::new();
        match rows.last_mut() {
            Some(last) if !why.is_empty() && why.len() <= TAG => {
                let _ = write!(last, " \\tag*{{{}}}", why.replace("\\why{", "\\tagged{"));
            }
            _ if !why.is_empty() => after = format!("\\hspace*{{\\fill}}{why}"),
            _ => {}
        }
        format!("\n\\begin{{align*}}\n  {}\n\\end{{align*}}{after}", rows.join(" \\\\\n  "))
    }

    /// A sum in lines of at most so many characters.
    fn broken(&self, sum: &str, room: usize) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        for term in maths::summands(sum) {
            if !line.is_empty() && line.chars().count() + term.chars().count() > room {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line += &term;
        }
        lines.push(line);
        lines.iter().map(|l| self.formula(l)).collect()
    }

    /// A formula, which may begin with a sign.
    fn formula(&self, s: &str) -> String {
        let (sign, rest) = match s.strip_prefix("+ ") {
            Some(rest) => ("{}+ ", rest),
            None => match s.strip_prefix("- ") {
                Some(rest) => ("{}- ", rest),
                None => ("", s),
            },
        };
        let set = maths::formula(rest, &self.a.variables);
        format!("{sign}{}", set.unwrap_or_else(|| format!("\\text{{{}}}", self.text(rest))))
    }

    fn counterexample(&self, o: &mut String) {
        let Some(c) = &self.a.counterexample else { return };
        let what = if c.values.is_empty() { "coordinates" } else { "values" };
        let _ = writeln!(
            o,
            "\\subsection*{{Counterexample}}\n\n{} {what}; {}\n",
            certainty(c.certainty),
            self.text(&c.fails)
        );
        if c.values.is_empty() && c.points.is_empty() {
            return;
        }
        let _ = writeln!(o, "\\begin{{itemize}}\\itemsep=0pt");
        for (name, value) in &c.values {
            let _ = writeln!(o, "\\item {}", self.text(&format!("{name} = {value}")));
        }
        for (name, x, y) in &c.points {
            let _ = writeln!(o, "\\item {} $=$ ({}, {})", self.text(name), self.text(x), self.text(y));
        }
        let _ = writeln!(o, "\\end{{itemize}}\n");
    }

    fn conditions(&self, o: &mut String) {
        let c = &self.a.conditions;
        let _ = writeln!(o, "\\subsection*{{Conditions}}\n");
        let groups = [
            ("declared", &c.declared),
            ("non-degeneracy", &c.nondegeneracy),
            ("configuration", &c.configuration),
            ("these follow", &c.follow),
        ];
        if groups.iter().all(|g| g.1.is_empty()) {
            o.push_str("None.\n\n");
            return;
        }
        let _ = writeln!(o, "\\begin{{itemize}}\\itemsep=0pt");
        for (label, list) in groups.into_iter().filter(|g| !g.1.is_empty()) {
            let list: Vec<String> = list.iter().map(|c| self.text(c)).collect();
            let _ = writeln!(o, "\\item \\emph{{{label}}}: {}", list.join("; "));
        }
        let _ = writeln!(o, "\\end{{itemize}}\n");
    }
}

fn relation(sign: &str) -> &str {
    match sign {
        "≥" => "\\ge",
        "≤" => "\\le",
        "≠" => "\\ne",
        other => other,
    }
}

/// A line that TeX leaves out.
fn comment(s: &str) -> String {
    let line: String = s.chars().filter(|c| !c.is_control()).collect();
    format!("% {}", line.trim_start_matches("% "))
}

/// Text between formulas: what has a meaning in TeX loses it. Characters that its fonts lack become question marks.
fn prose(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    for c in s.chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '{' | '}' | '$' | '&' | '#' | '%' | '_' => {
                out.push('\\');
                out.push(c);
            }
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '<' => out.push_str("\\textless{}"),
            '>' => out.push_str("\\textgreater{}"),
            '|' => out.push_str("\\textbar{}"),
            '"' => out.push_str("\\textquotedbl{}"),
            '°' => out.push_str("\\textdegree{}"),
            '·' => out.push_str("$\\cdot$"),
            '−' => out.push_str("$-$"),
            '²' => out.push_str("\\textsuperscript{2}"),
            '–' => out.push_str("--"),
            '—' => out.push_str("---"),
            '‘' => out.push('`'),
            '’' => out.push('\''),
            '“' => out.push_str("``"),
            '”' => out.push_str("''"),
            '…' => out.push_str("\\dots{}"),
            super::algebra::TIMES => {}
            c if c.is_control() => out.push(' '),
            c if c.is_ascii() || ('À'..='ÿ').contains(&c) || maths::east(c) => out.push(c),
            _ => out.push('?'),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_is_a_command() {
        assert_eq!(
            prose("a_b\\{50%} #1 $x$ ~^&"),
            "a\\_b\\textbackslash{}\\{50\\%\\} \\#1 \\$x\\$ \\textasciitilde{}\\textasciicircum{}\\&"
        );
        assert_eq!(prose("Schrödinger – ✓"), "Schrödinger -- ?");
        // Chinese is for documents that have its fonts.
        assert!(document(&[prose("你")]).contains("\n?\n"));
        assert_eq!(comment("% SZS\nstatus"), "% SZSstatus");
    }
}
