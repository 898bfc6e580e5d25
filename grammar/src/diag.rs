//! Diagnostics: what is wrong, where, and how to mend it.

use crate::ast::Span;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The file is refused.
    Error,
    /// The file is accepted; something in it looks unintended.
    Warning,
}

/// One message about one place of a source file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Error or warning.
    pub severity: Severity,
    /// A stable name of the kind of mistake (`unknown-name`, `wrong-arity`, …).
    pub code: &'static str,
    /// What is wrong, in one sentence.
    pub message: String,
    /// Byte range in the source.
    pub span: Span,
    /// A few words beside the caret.
    pub label: String,
    /// Another place that matters, and what it is.
    pub related: Option<(Span, String)>,
    /// The mend, where one is known.
    pub help: Option<String>,
    /// The mend as a change of the text, where it is one: what stands in [`Diagnostic::span`] becomes this.
    pub mend: Option<String>,
}

impl Diagnostic {
    /// An error at `span`.
    pub fn error(code: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            severity: Severity::Error,
            code,
            message: message.into(),
            span,
            label: String::new(),
            related: None,
            help: None,
            mend: None,
        }
    }

    /// A warning at `span`.
    pub fn warning(code: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(code, span, message) }
    }

    /// Adds words beside the caret.
    pub fn label(mut self, label: impl Into<String>) -> Diagnostic {
        self.label = label.into();
        self
    }

    /// Adds another place: "first introduced on line 3".
    pub fn note(mut self, at: Span, what: impl Into<String>) -> Diagnostic {
        self.related = Some((at, what.into()));
        self
    }

    /// Adds another place, if there is one.
    pub fn note_opt(self, at: Option<Span>, what: &str) -> Diagnostic {
        match at {
            Some(at) => self.note(at, what),
            None => self,
        }
    }

    /// Adds that another word was probably meant, which an editor can put in its place.
    pub fn meant(mut self, word: &str) -> Diagnostic {
        self.mend = Some(word.to_string());
        self.help(format!("did you mean `{word}`?"))
    }

    /// Adds a mend.
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }
}

/// Widest piece of a source line that is shown, in characters.
const WINDOW: usize = 100;

/// Line (from 1), column (from 1, in characters) and the byte range of the line of a place.
pub fn locate(source: &str, at: usize) -> (usize, usize, usize, usize) {
    let at = floor_char_boundary(source, at.min(source.len()));
    let start = source[..at].rfind('\n').map_or(0, |i| i + 1);
    let end = source[at..].find('\n').map_or(source.len(), |i| at + i);
    let line = source[..start].bytes().filter(|b| *b == b'\n').count() + 1;
    (line, source[start..at].chars().count() + 1, start, end)
}

fn floor_char_boundary(s: &str, mut i: usize) -> usize {
    while !s.is_char_boundary(i) {
        i -= 1;
    }
    i
}

impl Diagnostic {
    /// The message with the source line, a caret under the place, and the mend.
    ///
    /// ```text
    /// error[unknown-name]: unknown point `D1`
    ///   --> theorem.fml:4:9
    ///    |
    ///  4 |   show AD1 = AB
    ///    |         ^^ not introduced
    ///    = help: did you mean `D`?
    /// ```
    pub fn render(&self, source: &str, file_name: &str) -> String {
        let (line, column, start, end) = locate(source, self.span.start);
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let mut out = format!("{severity}[{}]: {}\n", self.code, self.message);
        let gutter = line.to_string().len();
        out += &format!("{:gutter$}--> {file_name}:{line}:{column}\n", "");
        if !source.is_empty() {
            // A window of the line around the place: a line may be a megabyte long.
            let from_column = column - 1;
            let skip = if from_column > WINDOW * 3 / 4 { from_column - WINDOW / 2 } else { 0 };
            let mut text = source[start..end].trim_end_matches('\r').chars().skip(skip);
            let mut shown: String =
                text.by_ref().take(WINDOW).map(|c| if c == '\t' || c.is_control() { ' ' } else { c }).collect();
            let more = text.next().is_some();
            let lead = if skip > 0 { "..." } else { "" };
            if more {
                shown.push_str("...");
            }
            let last = floor_char_boundary(source, self.span.end.clamp(start, end).max(self.span.start.min(end)));
            let first = floor_char_boundary(source, self.span.start.min(end));
            let width = source[first..last.max(first)].chars().count();
            let indent = lead.len() + from_column - skip;
            let room = (WINDOW + skip).saturating_sub(from_column).max(1);
            let carets = "^".repeat(width.clamp(1, room));
            out += &format!("{:gutter$} |\n", "");
            out += &format!("{line} | {lead}{shown}\n");
            out += format!("{:gutter$} | {:indent$}{carets} {}", "", "", self.label).trim_end();
            out.push('\n');
        }
        if let Some((at, what)) = &self.related {
            let (line, column, ..) = locate(source, at.start);
            out += &format!("{:gutter$} = note: {what} on line {line}, column {column}\n", "");
        }
        if let Some(help) = &self.help {
            out += &format!("{:gutter$} = help: {help}\n", "");
        }
        out
    }
}

/// The candidate nearest to `name`, if it is near enough to be a slip of the pen: at most one
/// edit in three characters (a swap of neighbours or a change of case counts as one; a change of
/// case alone always qualifies). Ties go to the first candidate.
pub fn did_you_mean<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = name.chars().count().div_ceil(3);
    let mut best: Option<(usize, &str)> = None;
    for c in candidates {
        if c == name {
            continue;
        }
        let d = if c.eq_ignore_ascii_case(name) { 1 } else { edit_distance(name, c, limit) };
        let close = d <= limit && d < c.chars().count().max(name.chars().count());
        if close && best.is_none_or(|(b, _)| d < b) {
            best = Some((d, c));
        }
    }
    best.map(|(_, c)| c)
}

/// Restricted Damerau–Levenshtein distance, `limit + 1` as soon as it exceeds `limit`.
fn edit_distance(a: &str, b: &str, limit: usize) -> usize {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    if a.len().abs_diff(b.len()) > limit {
        return limit + 1;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let change = (a[i - 1] != b[j - 1]) as usize;
            let mut d = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + change);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                d = d.min(before[j - 2] + 1);
            }
            row.push(d);
        }
        if row.iter().all(|d| *d > limit) {
            return limit + 1;
        }
        before = last;
        last = row;
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggestions() {
        assert_eq!(did_you_mean("midpiont", ["meet", "midpoint", "mirror"]), Some("midpoint"));
        assert_eq!(did_you_mean("D1", ["A", "d1", "E"]), Some("d1"));
        assert_eq!(did_you_mean("Q", ["A", "B"]), None);
        assert_eq!(did_you_mean("D1", ["D", "A"]), Some("D"));
    }

    #[test]
    fn a_long_line_is_windowed() {
        let source = format!("{}X{}", "a".repeat(500_000), "b".repeat(500_000));
        let text = Diagnostic::error("x", Span::new(500_000, 500_001), "m").render(&source, "f");
        assert!(text.len() < 500, "{text}");
        let lines: Vec<&str> = text.lines().collect();
        let column = lines[4].find('^').unwrap();
        assert_eq!(lines[3].as_bytes()[column], b'X');
    }
}
