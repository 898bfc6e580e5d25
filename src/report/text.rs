//! An answer for the terminal.

use super::answer::{Answer, Cite, ProofStep, Ref, SketchVerdict, Status};
use super::escape::terminal;

/// How the text is laid out.
#[derive(Clone, Copy, Debug)]
pub struct TextOptions {
    /// Columns.
    pub width: usize,
    /// Colours, for a terminal only.
    pub colour: bool,
}

impl Default for TextOptions {
    fn default() -> Self {
        TextOptions { width: 100, colour: false }
    }
}

/// Kinds of emphasis.
#[derive(Clone, Copy)]
enum Ink {
    Good,
    Bad,
    Open,
    Head,
    Quiet,
}

/// Renders an answer.
pub fn render(answer: &Answer, options: &TextOptions) -> String {
    let mut page = Page { out: String::new(), options: *options };
    page.answer(answer);
    page.out
}

struct Page {
    out: String,
    options: TextOptions,
}

impl Page {
    fn ink(&self, ink: Ink, text: &str) -> String {
        if !self.options.colour {
            return text.into();
        }
        let code = match ink {
            Ink::Good => "1;32",
            Ink::Bad => "1;31",
            Ink::Open => "1;33",
            Ink::Head => "1",
            Ink::Quiet => "2",
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(text.trim_end());
        self.out.push('\n');
    }

    fn head(&mut self, text: &str) {
        let text = self.ink(Ink::Head, text);
        self.line("");
        self.line(&text);
    }

    /// `label` and then the text, later lines hanging under the text's first word.
    fn hang(&mut self, label: &str, text: &str) {
        let indent = columns(label);
        let room = self.options.width.saturating_sub(indent).max(24);
        for (i, line) in wrap(&terminal(text), room).iter().enumerate() {
            let lead = if i == 0 { label.to_string() } else { " ".repeat(indent) };
            self.line(&format!("{lead}{line}"));
        }
    }

    fn answer(&mut self, a: &Answer) {
        let ink = match a.status {
            Status::Theorem => Ink::Good,
            Status::Unknown | Status::Timeout | Status::MemoryOut | Status::Inappropriate => Ink::Open,
            _ => Ink::Bad,
        };
        let status = self.ink(ink, &terminal(&a.status_line()));
        self.line(&status);
        if let Some(s) = a.strength {
            self.line(&format!("% Strength {}: {}", s.word(), s.meaning()));
        }
        if let Some(figure) = &a.figure {
            self.hang("% Figure ", &figure.text);
        }
        if let Some(source) = &a.source {
            self.line(&format!("% Source {}", terminal(source)));
        }
        for note in &a.notes {
            self.hang("% ", note);
        }
        if !a.aux.is_empty() {
            self.head("Auxiliary points");
            for (i, x) in a.aux.iter().enumerate() {
                self.hang(&format!("  (a{}) ", i + 1), &x.text);
            }
        }
        if !a.given.is_empty() {
            self.head("Given");
            for (i, g) in a.given.iter().enumerate() {
                let unused = a.status == Status::Theorem && !g.used;
                let text = g.full() + if unused { "   (not used)" } else { "" };
                self.hang(&format!("  {:<5} ", format!("(h{})", i + 1)), &text);
            }
        }
        if !a.goals.is_empty() && a.found.is_empty() {
            self.head(if a.status == Status::Theorem { "Proved" } else { "To prove" });
            for g in &a.goals {
                let by = match g.by {
                    Some(Ref::Step(n)) => format!("   (step {n})"),
                    Some(other) => format!("   ({other})"),
                    None => String::new(),
                };
                self.hang("  ", &format!("{}{by}", g.text));
            }
        }
        if !a.found.is_empty() {
            self.head("Found");
            for f in &a.found {
                self.hang("  ", &format!("{}{}{}", f.asked, f.joint(), f.value));
            }
        }
        if !a.sketch.is_empty() {
            self.head("Your sketch");
            for s in &a.sketch {
                let ink = match s.verdict {
                    SketchVerdict::Proved => Ink::Good,
                    SketchVerdict::FalseInPicture | SketchVerdict::BadConstruction | SketchVerdict::False => Ink::Bad,
                    SketchVerdict::NotFound => Ink::Open,
                    SketchVerdict::Supposed => Ink::Quiet,
                };
                let word = s.verdict.word();
                let line = s.line.map_or(String::new(), |l| format!("line {l}: "));
                self.hang(&format!("  {line}"), &s.text);
                let word = self.ink(ink, word);
                let note = if s.note.is_empty() { String::new() } else { format!(": {}", terminal(&s.note)) };
                self.line(&format!("    {word}{note}"));
            }
        }
        if !a.steps.is_empty() {
            self.head("Proof");
            a.steps.iter().for_each(|s| self.step(s, a.steps.len()));
        }
        if let Some(c) = &a.counterexample {
            self.head("Counterexample");
            let what = if c.values.is_empty() { "coordinates" } else { "values" };
            self.hang("  ", &format!("{} {what}; {}", certainty(c.certainty), c.fails));
            for (name, value) in &c.values {
                self.hang(&format!("  {} = ", terminal(name)), value);
            }
            for (name, x, y) in &c.points {
                self.hang(&format!("  {} = ", terminal(name)), &format!("({x}, {y})"));
            }
        }
        if a.status == Status::Theorem {
            self.conditions(a);
        }
        let who = if a.prover.is_empty() { String::new() } else { format!("{}, ", terminal(&a.prover)) };
        let foot = format!("% {who}{} s: {}", seconds(a.seconds), a.counts);
        let foot = self.ink(Ink::Quiet, &foot);
        self.line("");
        self.line(&foot);
    }

    fn step(&mut self, s: &ProofStep, total: usize) {
        for h in &s.headings {
            self.hang(&margin(h.level), &h.text);
        }
        let digits = total.to_string().len().max(2);
        let label = format!("{}{:>digits$}. ", margin(s.level), s.number);
        let with = |claim: &str, because: &[Cite]| {
            let why = bracket(because);
            if why.is_empty() { claim.to_string() } else { format!("{claim}   {why}") }
        };
        self.hang(&label, &with(&s.claim, &s.because));
        let indent = " ".repeat(columns(&label) + 2);
        for i in &s.inner {
            self.hang(&indent, &with(&i.claim, &i.because));
        }
        if let Some(chain) = &s.chain {
            let start = terminal(&chain.start);
            let wide = columns(&start);
            if columns(&indent) + wide > self.options.width / 2 {
                // A long beginning has lines of its own.
                self.hang(&indent, &chain.start);
                for link in &chain.links {
                    self.hang(&format!("{indent}  {} ", link.sign()), &with(&link.to, &link.because));
                }
                return;
            }
            let longest = chain.links.iter().map(|l| columns(&terminal(&l.to))).max().unwrap_or(0);
            for (i, link) in chain.links.iter().enumerate() {
                let left = if i == 0 { start.clone() } else { " ".repeat(wide) };
                let (to, sign) = (terminal(&link.to), link.sign());
                let pad = " ".repeat(longest - columns(&to));
                let lead = format!("{indent}{left} {sign} {to}{pad}   ");
                let why = bracket(&link.because);
                if columns(&lead) + columns(&why).min(24) <= self.options.width {
                    self.hang(&lead, &why);
                } else {
                    self.hang(&format!("{indent}{left} {sign} "), &with(&link.to, &link.because));
                }
            }
        }
    }

    fn conditions(&mut self, a: &Answer) {
        let c = &a.conditions;
        self.head("Conditions");
        let groups = [
            ("  declared       ", &c.declared),
            ("  non-degeneracy ", &c.nondegeneracy),
            ("  configuration  ", &c.configuration),
            ("  these follow   ", &c.follow),
        ];
        if groups.iter().all(|g| g.1.is_empty()) {
            self.line("  none");
        }
        for (label, list) in groups.into_iter().filter(|g| !g.1.is_empty()) {
            self.hang(label, &list.join("; "));
        }
    }
}

/// How far in a step stands.
fn margin(level: u8) -> String {
    " ".repeat(2 + 3 * usize::from(level.min(8)))
}

/// `[reason (1, h2); reason]`, or nothing.
fn bracket(because: &[Cite]) -> String {
    let all = reasons(because);
    if all.is_empty() { all } else { format!("[{all}]") }
}

/// All reasons in one line.
pub(super) fn reasons(because: &[Cite]) -> String {
    let all: Vec<String> = because.iter().map(plain).filter(|s| !s.is_empty()).collect();
    all.join("; ")
}

/// `reason (1, h2), 2 times`
fn plain(c: &Cite) -> String {
    let refs: Vec<String> = c.refs.iter().map(Ref::to_string).collect();
    let refs = refs.join(", ");
    let out = match (c.reason.is_empty(), refs.is_empty()) {
        (true, _) => refs,
        (false, true) => c.reason.clone(),
        (false, false) => format!("{} ({refs})", c.reason),
    };
    match &c.times {
        Some(t) if out.is_empty() => t.clone(),
        Some(t) => format!("{out}, {t}"),
        None => out,
    }
}

/// Words for how sure coordinates are.
pub(super) fn certainty(c: super::answer::Certainty) -> &'static str {
    match c {
        super::answer::Certainty::Exact => "exact",
        super::answer::Certainty::Enclosed => "enclosed",
        super::answer::Certainty::Approximate => "approximate",
    }
}

/// A time that is readable at every scale.
pub(super) fn seconds(s: f64) -> String {
    if s < 0.001 {
        format!("{s:.5}")
    } else if s < 10.0 {
        format!("{s:.3}")
    } else {
        format!("{s:.1}")
    }
}

/// Columns that a text takes: our texts hold no wide characters.
fn columns(s: &str) -> usize {
    s.chars().count()
}

/// Breaks at spaces, before a sign rather than elsewhere. Runs of spaces inside a line stay; a word longer than the room
/// is cut.
fn wrap(text: &str, room: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line: Vec<char> = Vec::new();
    for c in text.chars() {
        line.push(c);
        if line.len() > room {
            let rest = line.split_off(cut(&line).unwrap_or(room));
            lines.push(line.iter().collect::<String>().trim_end().to_string());
            line = rest.into_iter().skip_while(|c| *c == ' ').collect();
        }
    }
    lines.push(line.iter().collect());
    lines
}

/// Where a line that is too long is broken: in a long formula at the space before the sign that is in the fewest
/// parentheses, else at the last space.
fn cut(line: &[char]) -> Option<usize> {
    let (mut depth, mut best, mut last) = (0i32, None, None);
    for (i, c) in line.iter().enumerate() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            ' ' if i > line.len() / 3 => {
                last = Some(i);
                let sign = matches!(line.get(i + 1..i + 3), Some(['+' | '-' | '=' | '≥' | '≤' | '<' | '>', ' ']));
                if sign && i > line.len() / 2 && best.is_none_or(|(d, _)| depth <= d) {
                    best = Some((depth, i));
                }
            }
            _ => {}
        }
    }
    // Words and lists are broken as words are.
    let listed = line.iter().skip(line.len() / 2).any(|c| matches!(c, ',' | ';'));
    best.filter(|_| !listed).map(|b| b.1).or(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wraps_at_spaces_and_cuts_what_has_none() {
        assert_eq!(wrap("aa bb cc", 5), ["aa bb", "cc"]);
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrap("", 3), [""]);
        for line in wrap(&"ab ∠ ".repeat(40), 17) {
            assert!(columns(&line) <= 17);
        }
    }

    #[test]
    fn reasons_come_with_references_and_multipliers() {
        let c =
            Cite { times: Some("2 times".into()), reason: "tangent".into(), refs: vec![Ref::Step(3), Ref::Given(1)] };
        assert_eq!(plain(&c), "tangent (3, h1), 2 times");
        assert_eq!(bracket(&[Cite::default()]), "");
        assert_eq!(bracket(&[c.clone(), c]), "[tangent (3, h1), 2 times; tangent (3, h1), 2 times]");
    }
}
