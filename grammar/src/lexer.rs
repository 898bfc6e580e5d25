//! The lexer: source text to tokens, with every cap of LANGUAGE.md.
//!
//! The caps live here so that nothing after the lexer can meet a file that is too deep or too
//! long. The lexer never gives up on a bad character: it records a diagnostic and goes on. Only
//! nesting that is too deep ends it, because what follows could not be read in any useful way.

use crate::ast::Span;
use crate::diag::Diagnostic;
use logos::Logos;

/// Largest file, in bytes.
pub const MAX_BYTES: usize = 16 << 20;
/// Longest name, in characters.
pub const MAX_NAME: usize = 1000;
/// Most digits in a number.
pub const MAX_DIGITS: usize = 200;
/// Bad characters after this many are passed over in silence.
const MAX_LEXICAL_ERRORS: usize = 200;
/// What stands for a name that was refused and reported.
pub const UNREADABLE: &str = "?";
/// Deepest nesting of brackets.
pub const MAX_DEPTH: usize = 256;

/// Tokens as the parser reads them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tok<'s> {
    /// One or several points written together: `A`, `AB`, `A1B_2C'`.
    Points(&'s str),
    /// A capitalised word that is no run of points: `Theorem` in `@expect(Theorem)`.
    Word(&'s str),
    /// A lower-case name that is not reserved.
    Name(&'s str),
    /// A number.
    Number(&'s str),
    /// A text in quotes, quotes included.
    Text(&'s str),
    /// A reserved word.
    Key(Key),
    /// A sign.
    Sign(Sign),
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $text:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[allow(missing_docs)]
        pub enum $name { $($variant),* }
        impl $name {
            /// All of them.
            pub const ALL: &[$name] = &[$($name::$variant),*];
            /// As written.
            pub fn text(self) -> &'static str {
                match self { $($name::$variant => $text),* }
            }
            /// The one written so.
            pub fn from_text(s: &str) -> Option<$name> {
                match s { $($text => Some($name::$variant),)* _ => None }
            }
        }
    };
}

words! {
    /// Reserved words.
    Key {
        Theorem = "theorem", Def = "def", Rule = "rule", Lemma = "lemma",
        Point = "point", Triangle = "triangle", Circle = "circle", Line = "line", Let = "let",
        Real = "real", Function = "function", Assume = "assume", Require = "require",
        Locus = "locus", Show = "show", Have = "have", Find = "find", Solve = "solve",
        Case = "case", Calc = "calc", Proof = "proof",
        On = "on", Other = "other", Than = "than", Where = "where", Equality = "equality",
        By = "by", In = "in", For = "for", All = "all",
        Iff = "iff", Implies = "implies", Or = "or", And = "and", Not = "not",
        Parallel = "parallel", Perp = "perp", Tangent = "tangent", Similar = "similar",
        Congruent = "congruent", Between = "between", Inside = "inside", Outside = "outside",
        Angle = "angle", Acute = "acute", Obtuse = "obtuse", Length = "length",
        Deg = "deg", Pi = "pi",
    }
}

words! {
    /// Signs.
    Sign {
        LParen = "(", RParen = ")", LBrace = "{", RBrace = "}", LBracket = "[", RBracket = "]",
        Comma = ",", Colon = ":", At = "@", Arrow = "->",
        Eq = "=", Ne = "!=", Lt = "<", Le = "<=", Gt = ">", Ge = ">=",
        Plus = "+", Minus = "-", Star = "*", Slash = "/", Caret = "^",
    }
}

impl Tok<'_> {
    /// As a person would name it in a message.
    pub fn describe(&self) -> String {
        match self {
            Tok::Points(s) | Tok::Word(s) | Tok::Name(s) | Tok::Number(s) => format!("`{s}`"),
            Tok::Text(_) => "a text in quotes".into(),
            Tok::Key(k) => format!("`{}`", k.text()),
            Tok::Sign(s) => format!("`{}`", s.text()),
        }
    }
}

#[derive(Logos, Clone, Copy, Debug, PartialEq)]
#[logos(skip r"[ \t\r\n\f\u{feff}\u{a0}]+")]
enum Raw {
    #[regex(r"#[^\n]*", allow_greedy = true)]
    Comment,
    #[regex(r"[A-Z][A-Za-z0-9_'′]*")]
    Upper,
    #[regex(r"[a-z][A-Za-z0-9_]*['′]*")]
    Lower,
    #[regex(r"[0-9]+(\.[0-9]+)?")]
    Number,
    #[regex(r#""[^"\n]*""#)]
    Text,
    /// No quote before the end of the line.
    #[regex(r#""[^"\n]*"#)]
    OpenText,
    #[token("(")]
    LParen,
    #[token(")")]
    RParen,
    #[token("{")]
    LBrace,
    #[token("}")]
    RBrace,
    #[token("[")]
    LBracket,
    #[token("]")]
    RBracket,
    #[regex(r"[,:@=<>+*/^]|->|!=|<=|>=|-|·|×|−|≠|≤|≥|→")]
    Sign,
    #[token("∥")]
    Parallel,
    #[regex("⟂|⊥")]
    Perp,
    #[token("∠")]
    Angle,
    #[regex("~|∼")]
    Similar,
    #[token("≅")]
    Congruent,
    #[token("°")]
    Deg,
    #[token("π")]
    Pi,
    #[token("△")]
    Triangle,
    #[token("∈")]
    On,
    #[regex("²|³")]
    Exponent,
}

/// A token with its byte range.
pub type Spanned<'s> = (usize, Tok<'s>, usize);

/// What the lexer found.
#[derive(Debug, Default)]
pub struct Lexed<'s> {
    /// The tokens.
    pub tokens: Vec<Spanned<'s>>,
    /// The comments, in order.
    pub comments: Vec<Span>,
    /// What was wrong.
    pub errors: Vec<Diagnostic>,
    /// The lexer gave up: the tokens are only a beginning.
    pub cut_short: bool,
}

/// Splits `A1B_2C'` into its points: byte ranges of `[A-Z][0-9]*(_[a-z0-9]+)?'*`.
/// `None` if the text is not a run of points.
pub fn split_points(s: &str) -> Option<Vec<(usize, usize)>> {
    let b = s.as_bytes();
    let mut out = Vec::new();
    let mut i = 0;
    while i < b.len() {
        let start = i;
        if !b[i].is_ascii_uppercase() {
            return None;
        }
        i += 1;
        while i < b.len() && b[i].is_ascii_digit() {
            i += 1;
        }
        if i < b.len() && b[i] == b'_' {
            i += 1;
            let tail = i;
            while i < b.len() && (b[i].is_ascii_digit() || b[i].is_ascii_lowercase()) {
                i += 1;
            }
            if i == tail {
                return None;
            }
        }
        loop {
            if i < b.len() && b[i] == b'\'' {
                i += 1;
            } else if s[i..].starts_with('′') {
                i += '′'.len_utf8();
            } else {
                break;
            }
        }
        out.push((start, i));
    }
    (!out.is_empty()).then_some(out)
}

/// Reads a whole source text.
pub fn lex(source: &str) -> Lexed<'_> {
    let mut out = Lexed::default();
    if source.len() > MAX_BYTES {
        out.errors.push(
            Diagnostic::error("too-large", Span::new(0, 1), format!("the file has {} bytes", source.len()))
                .help("a file may have 16 MiB; split it"),
        );
        out.cut_short = true;
        return out;
    }
    let mut depth = 0usize;
    for (raw, span) in Raw::lexer(source).spanned() {
        let text = &source[span.clone()];
        let at = Span::new(span.start, span.end);
        let tok = match raw {
            Err(()) if out.errors.len() >= MAX_LEXICAL_ERRORS => continue,
            Err(()) => {
                bad_character(&mut out.errors, text, at);
                continue;
            }
            Ok(Raw::Comment) => {
                out.comments.push(at);
                continue;
            }
            Ok(raw) => token(raw, text, at, &mut out.errors),
        };
        if let Tok::Sign(s) = tok {
            match s {
                Sign::LParen | Sign::LBrace | Sign::LBracket => depth += 1,
                Sign::RParen | Sign::RBrace | Sign::RBracket => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth > MAX_DEPTH {
                out.errors.push(
                    Diagnostic::error("too-deep", at, format!("brackets are nested deeper than {MAX_DEPTH}"))
                        .help("name parts of the expression with `let`"),
                );
                out.cut_short = true;
                return out;
            }
        }
        out.tokens.push((at.start, tok, at.end));
        if matches!(raw, Ok(Raw::OpenText)) && text.contains(')') {
            // Most likely the quote is missing before the last parenthesis.
            out.tokens.push((at.end, Tok::Sign(Sign::RParen), at.end));
            depth = depth.saturating_sub(1);
        }
        if matches!(raw, Ok(Raw::Exponent)) {
            let digit = if text == "²" { "2" } else { "3" };
            out.tokens.push((at.start, Tok::Number(digit), at.end));
        }
    }
    out
}

fn token<'s>(raw: Raw, text: &'s str, at: Span, errors: &mut Vec<Diagnostic>) -> Tok<'s> {
    match raw {
        Raw::Upper | Raw::Lower => {
            if text.len() > MAX_NAME {
                errors.push(
                    Diagnostic::error("too-long", at, format!("a name of {} characters", text.len()))
                        .help(format!("a name may have {MAX_NAME} characters")),
                );
                return Tok::Word(UNREADABLE);
            }
            if raw == Raw::Lower {
                Key::from_text(text).map_or(Tok::Name(text), Tok::Key)
            } else if split_points(text).is_some() {
                Tok::Points(text)
            } else {
                Tok::Word(text)
            }
        }
        Raw::Number => {
            if text.len() > MAX_DIGITS {
                errors.push(
                    Diagnostic::error("too-long", at, format!("a number of {} digits", text.len()))
                        .help(format!("a number may have {MAX_DIGITS} digits")),
                );
                return Tok::Number("1");
            }
            Tok::Number(text)
        }
        Raw::Text => Tok::Text(text),
        Raw::OpenText => {
            errors.push(
                Diagnostic::error("bad-character", at, "the text in quotes does not end on this line")
                    .help("close it with `\"`"),
            );
            Tok::Text("\"\"")
        }
        Raw::Parallel => Tok::Key(Key::Parallel),
        Raw::Perp => Tok::Key(Key::Perp),
        Raw::Angle => Tok::Key(Key::Angle),
        Raw::Similar => Tok::Key(Key::Similar),
        Raw::Congruent => Tok::Key(Key::Congruent),
        Raw::Deg => Tok::Key(Key::Deg),
        Raw::Pi => Tok::Key(Key::Pi),
        Raw::Triangle => Tok::Key(Key::Triangle),
        Raw::On => Tok::Key(Key::On),
        Raw::LParen => Tok::Sign(Sign::LParen),
        Raw::RParen => Tok::Sign(Sign::RParen),
        Raw::LBrace => Tok::Sign(Sign::LBrace),
        Raw::RBrace => Tok::Sign(Sign::RBrace),
        Raw::LBracket => Tok::Sign(Sign::LBracket),
        Raw::RBracket => Tok::Sign(Sign::RBracket),
        Raw::Exponent => Tok::Sign(Sign::Caret),
        Raw::Sign | Raw::Comment => Tok::Sign(match text {
            "·" | "×" => Sign::Star,
            "−" => Sign::Minus,
            "≠" => Sign::Ne,
            "≤" => Sign::Le,
            "≥" => Sign::Ge,
            "→" => Sign::Arrow,
            other => Sign::from_text(other).unwrap_or(Sign::Comma),
        }),
    }
}

/// Records a bad character; neighbours become one message.
fn bad_character(errors: &mut Vec<Diagnostic>, text: &str, at: Span) {
    if let Some(last) = errors.last_mut()
        && last.code == "bad-character"
        && last.span.end == at.start
    {
        last.span.end = at.end;
        return;
    }
    let c = text.chars().next().unwrap_or('?');
    let mut d = Diagnostic::error("bad-character", at, format!("`{}` has no meaning here", c.escape_debug()));
    d = match c {
        ';' | '.' => d.help("statements need no separator: each begins with a keyword"),
        '\'' => d.help("a prime follows a name directly: `A'`"),
        '!' => d.help("for `not equal` write `!=`; for `not S` write `not S`"),
        '|' => d.help("a length is written `AB`, an absolute value `abs(x)`"),
        '_' => d.help("an index follows a capital directly: `A_1`"),
        '₀'..='₉' => d.help("an index is written `A1` or `A_1`"),
        '∧' => d.help("write `and`"),
        '∨' => d.help("write `or`"),
        '¬' => d.help("write `not`"),
        '⇒' => d.help("write `implies`"),
        '⇔' => d.help("write `iff`"),
        '√' => d.help("write `sqrt(…)`"),
        '∡' | '∢' => d.help("write `angle ABC`, or `dangle(A, B, C)` for a directed angle"),
        c if c.is_alphabetic() => d.help("names are written with the letters A to Z and a to z"),
        _ => d,
    };
    errors.push(d);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_split() {
        let split = |s: &str| -> Option<Vec<String>> {
            Some(split_points(s)?.into_iter().map(|(a, b)| s[a..b].to_string()).collect())
        };
        assert_eq!(split("A1B_2C'").unwrap(), ["A1", "B_2", "C'"]);
        assert_eq!(split("P_abQ''").unwrap(), ["P_ab", "Q''"]);
        assert_eq!(split("Theorem"), None);
        assert_eq!(split("A_"), None);
    }

    #[test]
    fn unicode_reads_as_ascii() {
        let t = |s| lex(s).tokens.into_iter().map(|t| t.1).collect::<Vec<_>>();
        assert_eq!(t("AB ∥ CD"), t("AB parallel CD"));
        assert_eq!(t("∠ABC ≤ 90° · π"), t("angle ABC <= 90 deg * pi"));
        assert_eq!(t("x² − 1 ≠ y³"), t("x^2 - 1 != y^3"));
    }
}
