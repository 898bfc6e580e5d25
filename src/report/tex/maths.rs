//! The formulas in a text, set as TeX sets them.
//!
//! Reports are sentences with formulas in them: `H, A, X are collinear`, `left - right = 2·abs(b)`. What can be read as a
//! formula is set in mathematics, with fraction bars, roots and exponents; all else is prose.

use super::prose;
use crate::report::algebra::TIMES;

/// Deepest nesting of parentheses that is looked into.
const DEPTH: usize = 60;
/// Words after which, and before which, `a` is no article.
const AFTER: &[&str] = &[
    "is",
    "and",
    "or",
    "in",
    "for",
    "iff",
    "implies",
    "are",
    "with",
    "by",
    "on",
    "be",
    "exchanged",
    "replaced",
    "put",
    "times",
    "subtracted",
    "not",
    "has",
    "as",
    "to",
    "since",
    "but",
    "both",
    "then",
    "have",
];

#[derive(Clone, Debug, PartialEq)]
enum Token {
    /// A number.
    Number(String),
    /// A word, in letters, digits, `_` and primes.
    Word(String),
    /// Any other character that is no space.
    Sign(char),
    /// A relation.
    Relation(&'static str),
    /// Factors side by side.
    Beside,
}

/// A token with its place in the text, and whether a space stands before it.
type Placed = (Token, usize, bool);

/// Is it a character of Chinese, or of its punctuation?
pub fn east(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
}

/// A text without formulas.
pub fn plain(s: &str) -> String {
    prose(s)
}

/// A text with its formulas in mathematics. `reals`: the names of the variables.
pub fn text(source: &str, reals: &[String]) -> String {
    let tokens = tokens(source);
    let reader = Reader { tokens: &tokens, reals };
    let mut out = String::new();
    let mut i = 0;
    while let Some((token, at, space)) = tokens.get(i) {
        if *space && !out.is_empty() {
            out.push(' ');
        }
        if let Some((formula, next)) = reader.relation(i, DEPTH) {
            out += &format!("${formula}$");
            i = next;
            continue;
        }
        match token {
            Token::Sign(c) => out += &prose(&c.to_string()),
            Token::Number(w) | Token::Word(w) => out += &prose(w),
            Token::Relation(r) => out += &format!("${r}$"),
            Token::Beside => {}
        }
        let _ = at;
        i += 1;
    }
    out
}

/// A text that is a formula, without dollars; None where it is none.
pub fn formula(source: &str, reals: &[String]) -> Option<String> {
    let tokens = tokens(source);
    let (out, next) = Reader { tokens: &tokens, reals }.relation(0, DEPTH)?;
    (next == tokens.len()).then_some(out)
}

/// The summands of a sum, each with its sign, as texts: where a long one may be broken.
pub fn summands(source: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut depth = 0i32;
    let chars: Vec<char> = source.chars().collect();
    for (i, c) in chars.iter().enumerate() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        let sign = depth == 0 && *c == ' ' && matches!(chars.get(i + 1..i + 3), Some(['+' | '-', ' ']));
        if sign {
            out.push(String::new());
        }
        if let Some(last) = out.last_mut() {
            last.push(*c);
        }
    }
    out.into_iter().map(|s| s.trim().to_string()).collect()
}

fn tokens(source: &str) -> Vec<Placed> {
    let chars: Vec<(usize, char)> = source.char_indices().collect();
    let mut out: Vec<Placed> = Vec::new();
    let (mut i, mut space) = (0, false);
    while let Some(&(at, c)) = chars.get(i) {
        let next = chars.get(i + 1).map(|n| n.1);
        let mut take = |n: usize| {
            i += n;
        };
        let token = match (c, next) {
            (c, _) if c.is_whitespace() => {
                take(1);
                space = true;
                continue;
            }
            (TIMES, _) => {
                take(1);
                Token::Beside
            }
            ('>', Some('=')) => {
                take(2);
                Token::Relation("\\ge")
            }
            ('<', Some('=')) => {
                take(2);
                Token::Relation("\\le")
            }
            ('!', Some('=')) => {
                take(2);
                Token::Relation("\\ne")
            }
            (c, _) if c.is_ascii_digit() => {
                let mut n = String::new();
                while let Some(&(_, d)) = chars.get(i) {
                    let point = d == '.' && chars.get(i + 1).is_some_and(|e| e.1.is_ascii_digit());
                    if !d.is_ascii_digit() && !point {
                        break;
                    }
                    n.push(d);
                    i += 1;
                }
                // 1e-63
                let power: String = chars[i.min(chars.len())..].iter().map(|c| c.1).take(8).collect();
                let digits = |s: &str| s.chars().take_while(char::is_ascii_digit).collect::<String>();
                if let Some(e) = power.strip_prefix("e-").map(digits).filter(|e| !e.is_empty()) {
                    i += 2 + e.len();
                    n = if n == "1" { format!("10^{{-{e}}}") } else { format!("{n} \\cdot 10^{{-{e}}}") };
                }
                Token::Number(n)
            }
            (c, _) if c.is_alphabetic() && c != 'π' => {
                let mut w = String::new();
                while let Some(&(_, d)) = chars.get(i) {
                    let prime = d == '\'' && !chars.get(i + 1).is_some_and(|e| e.1.is_alphabetic());
                    if !(d.is_alphanumeric() && !exponent(d) || d == '_' || prime) {
                        break;
                    }
                    w.push(d);
                    i += 1;
                }
                Token::Word(w)
            }
            (c, _) => {
                take(1);
                match c {
                    '=' => Token::Relation("="),
                    '<' => Token::Relation("<"),
                    '>' => Token::Relation(">"),
                    '≥' => Token::Relation("\\ge"),
                    '≤' => Token::Relation("\\le"),
                    '≠' => Token::Relation("\\ne"),
                    '∥' => Token::Relation("\\parallel"),
                    '∦' => Token::Relation("\\nparallel"),
                    '⟂' => Token::Relation("\\perp"),
                    '∼' => Token::Relation("\\sim"),
                    other => Token::Sign(other),
                }
            }
        };
        out.push((token, at, space));
        space = false;
    }
    out
}

fn exponent(c: char) -> bool {
    "⁰¹²³⁴⁵⁶⁷⁸⁹".contains(c)
}

struct Reader<'a> {
    tokens: &'a [Placed],
    reals: &'a [String],
}

/// A part of a formula: how it is set, and where it ends.
type Read = Option<(String, usize)>;

impl Reader<'_> {
    fn token(&self, i: usize) -> Option<&Token> {
        self.tokens.get(i).map(|t| &t.0)
    }

    fn sign(&self, i: usize, c: char) -> bool {
        self.token(i) == Some(&Token::Sign(c))
    }

    /// Is there a space before this one?
    fn apart(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| t.2)
    }

    /// `a + b ≥ c`
    fn relation(&self, i: usize, depth: usize) -> Read {
        let (mut out, mut i) = self.sum(i, depth)?;
        while let Some(Token::Relation(r)) = self.token(i) {
            let Some((right, next)) = self.sum(i + 1, depth) else { break };
            out += &format!(" {r} {right}");
            i = next;
        }
        Some((out, i))
    }

    fn sum(&self, mut i: usize, depth: usize) -> Read {
        let mut out = String::new();
        if self.sign(i, '-') || self.sign(i, '−') {
            out.push('-');
            i += 1;
        }
        let (first, mut i) = self.product(i, depth)?;
        out += &first;
        loop {
            let sign = match self.token(i) {
                Some(Token::Sign('+')) => "+",
                Some(Token::Sign('-' | '−')) => "-",
                _ => break,
            };
            let Some((term, next)) = self.product(i + 1, depth) else { break };
            out += &format!(" {sign} {term}");
            i = next;
        }
        Some((out, i))
    }

    fn product(&self, i: usize, depth: usize) -> Read {
        let (mut out, mut i) = self.power(i, depth)?;
        let mut fraction = false;
        loop {
            let (op, at) = match self.token(i) {
                Some(Token::Sign('·' | '*')) => ('*', i + 1),
                Some(Token::Beside) => ('*', i + 1),
                Some(Token::Sign('/')) => ('/', i + 1),
                // Side by side: `2x`, `x(y + 1)`.
                Some(Token::Sign('(') | Token::Word(_) | Token::Number(_)) if !self.apart(i) => ('*', i),
                _ => break,
            };
            let Some((right, next)) = self.power(at, depth) else { break };
            if op == '/' {
                let (a, b) = (bare(&out), bare(&right));
                out = format!("\\frac{{{a}}}{{{b}}}");
                fraction = true;
            } else {
                let digit = right.starts_with(|c: char| c.is_ascii_digit());
                // |AB|·|CD| is read as one thing without a dot.
                let lengths = right.starts_with(|c: char| c.is_ascii_uppercase());
                out += if (digit && !out.ends_with('}')) || lengths || (fraction && digit) { " \\cdot " } else { " " };
                out += &right;
            }
            i = next;
        }
        Some((out, i))
    }

    fn power(&self, i: usize, depth: usize) -> Read {
        let (mut out, mut i) = self.atom(i, depth)?;
        loop {
            let mut digits = String::new();
            while let Some(Token::Sign(c)) = self.token(i) {
                let Some(d) = "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|e| e == *c) else { break };
                digits += &d.to_string();
                i += 1;
            }
            if !digits.is_empty() {
                out = format!("{}^{{{digits}}}", grouped(&out));
            } else if self.sign(i, '^') {
                let Some((e, next)) = self.atom(i + 1, depth) else { break };
                out = format!("{}^{{{}}}", grouped(&out), bare(&e));
                i = next;
            } else if self.sign(i, '°') {
                out += "^\\circ";
                i += 1;
            } else {
                break;
            }
        }
        Some((out, i))
    }

    fn atom(&self, i: usize, depth: usize) -> Read {
        let depth = depth.checked_sub(1)?;
        match self.token(i)? {
            Token::Number(n) => Some((n.clone(), i + 1)),
            Token::Sign('π') => Some(("\\pi".into(), i + 1)),
            Token::Sign('(') => {
                let (inner, next) = self.relation(i + 1, depth)?;
                self.sign(next, ')').then(|| (parentheses(&inner), next + 1))
            }
            Token::Sign('√') => {
                let (inner, next) = self.atom(i + 1, depth)?;
                Some((format!("\\sqrt{{{}}}", bare(&inner)), next))
            }
            Token::Sign(c @ ('∠' | '∡' | '△')) => {
                let sign = match c {
                    '∠' => "\\angle ",
                    '∡' => "\\measuredangle ",
                    _ => "\\triangle ",
                };
                match self.token(i + 1)? {
                    Token::Word(w) => Some((format!("{sign}{}", points(w)?), i + 2)),
                    _ => {
                        let (args, next) = self.arguments(i + 1, depth)?;
                        Some((format!("{sign}({})", args.join(", ")), next))
                    }
                }
            }
            Token::Word(w) => self.word(w, i, depth),
            _ => None,
        }
    }

    fn word(&self, w: &str, i: usize, depth: usize) -> Read {
        if self.sign(i + 1, '(') && !self.apart(i + 1) && !self.reals.iter().any(|r| r == w) && points(w).is_none() {
            let (args, next) = self.arguments(i + 1, depth)?;
            return Some((call(w, &args), next));
        }
        let side = self.token(i + 1) == Some(&Token::Word("side".into()));
        match w {
            "left" | "right" if side => return Some((format!("\\text{{{w} side}}"), i + 2)),
            "left" | "right" => return Some((format!("\\text{{{w}}}"), i + 1)),
            "pi" => return Some(("\\pi".into(), i + 1)),
            _ => {}
        }
        if w == "a" && self.article(i) {
            return None;
        }
        // A signed area, a Pythagoras difference.
        if let Some((q @ ("S" | "P"), of)) = w.split_once('_')
            && let Some(p) = points(of).filter(|_| of.len() > 2)
        {
            return Some((format!("{q}_{{{p}}}"), i + 1));
        }
        if let Some(p) = points(w) {
            return Some((p, i + 1));
        }
        let mut letters = w.trim_end_matches('\'').chars();
        let single = letters.next().is_some() && letters.all(|c| c.is_ascii_digit());
        (single || self.reals.iter().any(|r| r == w)).then(|| (name(w), i + 1))
    }

    /// `a` before a word of prose.
    fn article(&self, i: usize) -> bool {
        match self.token(i + 1) {
            Some(Token::Word(next)) if self.apart(i + 1) => {
                let prose = next.len() > 1 && points(next).is_none() && !self.reals.iter().any(|r| r == next);
                prose && !AFTER.contains(&next.as_str())
            }
            _ => false,
        }
    }

    /// `(a, b, c)`
    fn arguments(&self, i: usize, depth: usize) -> Option<(Vec<String>, usize)> {
        if !self.sign(i, '(') {
            return None;
        }
        let mut out = Vec::new();
        let mut i = i + 1;
        loop {
            let (one, next) = self.relation(i, depth)?;
            out.push(one);
            match self.token(next)? {
                Token::Sign(',') => i = next + 1,
                Token::Sign(')') => return Some((out, next + 1)),
                _ => return None,
            }
        }
    }
}

/// Points written together: `AB`, `A1B_2C'`.
fn points(w: &str) -> Option<String> {
    let mut out = String::new();
    let mut chars = w.chars().peekable();
    while let Some(c) = chars.next() {
        if !c.is_ascii_uppercase() {
            return None;
        }
        out.push(c);
        let mut index = String::new();
        while let Some(d) = chars.next_if(char::is_ascii_digit) {
            index.push(d);
        }
        if chars.next_if_eq(&'_').is_some() {
            while let Some(d) = chars.next_if(|d| d.is_ascii_lowercase() || d.is_ascii_digit()) {
                index.push(d);
            }
        }
        if !index.is_empty() {
            out += &format!("_{{{index}}}");
        }
        while chars.next_if_eq(&'\'').is_some() {
            out.push('\'');
        }
    }
    Some(out)
}

/// A variable: digits at its end are an index, more than one letter is upright.
fn name(w: &str) -> String {
    let stem = w.trim_end_matches('\'');
    let primes = &w[stem.len()..];
    let letters = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    let index = &stem[letters.len()..];
    let (letters, own) = letters.split_once('_').unwrap_or((letters, ""));
    let index = [own, index].concat();
    let base =
        if letters.chars().count() == 1 { letters.to_string() } else { format!("\\mathit{{{}}}", prose(letters)) };
    let index = if index.is_empty() { String::new() } else { format!("_{{{}}}", prose(&index)) };
    format!("{base}{index}{primes}")
}

fn call(f: &str, args: &[String]) -> String {
    match (f, args) {
        ("sqrt", [x]) => format!("\\sqrt{{{x}}}"),
        ("root", [n, x]) => format!("\\sqrt[{n}]{{{x}}}"),
        ("abs", [x]) => format!("\\left|{x}\\right|"),
        ("min" | "max", xs) => format!("\\{f}{}", parentheses(&xs.join(", "))),
        (f, xs) => {
            let name = if f.chars().count() == 1 { f.to_string() } else { format!("\\operatorname{{{}}}", prose(f)) };
            format!("{name}{}", parentheses(&xs.join(", ")))
        }
    }
}

/// In parentheses, as high as what is in them.
fn parentheses(inner: &str) -> String {
    let high = ["\\frac", "\\sqrt", "\\left"].iter().any(|h| inner.contains(h));
    if high { format!("\\left({inner}\\right)") } else { format!("({inner})") }
}

/// Without the parentheses around all of it.
fn bare(s: &str) -> String {
    let high = s.strip_prefix("\\left(").and_then(|s| s.strip_suffix("\\right)"));
    let Some(inner) = high.or_else(|| s.strip_prefix('(').and_then(|s| s.strip_suffix(')'))) else { return s.into() };
    let mut depth = 0i32;
    for c in inner.chars() {
        depth += match c {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        if depth < 0 {
            return s.into();
        }
    }
    inner.into()
}

/// What an exponent is put to.
fn grouped(s: &str) -> String {
    let closed = s.starts_with('(') || s.starts_with("\\left(");
    if !closed && ["^", "\\frac", "\\sqrt"].iter().any(|h| s.contains(h)) { format!("{{{s}}}") } else { s.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(s: &str) -> String {
        text(s, &["a".into(), "b".into(), "x".into(), "alpha1".into()])
    }

    #[test]
    fn formulas_in_sentences() {
        let cases = [
            ("x² ≥ 2·a", "$x^{2} \\ge 2 a$"),
            ("a/(b + 1) + b", "$\\frac{a}{b + 1} + b$"),
            ("1/3·(a + b)", "$\\frac{1}{3} (a + b)$"),
            ("sqrt(x + 1) = root(3, a*b)", "$\\sqrt{x + 1} = \\sqrt[3]{a b}$"),
            ("abs(x)^2 <= (-x)^(1/2)", "$\\left|x\\right|^{2} \\le (-x)^{\\frac{1}{2}}$"),
            ("A, B1, C_2 are collinear", "$A$, $B_{1}$, $C_{2}$ are collinear"),
            ("∡XHA = ∡(BC, AH) + 90°", "$\\measuredangle XHA = \\measuredangle (BC, AH) + 90^\\circ$"),
            ("H = orthocenter(A, B, C)", "$H = \\operatorname{orthocenter}(A, B, C)$"),
            ("a product is zero only if a factor is", "a product is zero only if a factor is"),
            ("with a and b exchanged", "with $a$ and $b$ exchanged"),
            ("Suppose that alpha1 ≠ 50% of x_y", "Suppose that $\\mathit{alpha}_{1} \\ne 50$\\% of x\\_y"),
            ("AB∥CD (see below", "$AB \\parallel CD$ (see below"),
            ("left side = 2(a - b)²", "$\\text{left side} = 2 (a - b)^{2}$"),
            ("2·3", "$2 \\cdot 3$"),
            ("(a + b)/(a·(b + 1))", "$\\frac{a + b}{a (b + 1)}$"),
        ];
        for (source, want) in cases {
            assert_eq!(set(source), want, "{source}");
        }
    }

    #[test]
    fn sums_are_broken_between_terms() {
        assert_eq!(summands("a(b - c)² + x - (a + b)"), ["a(b - c)²", "+ x", "- (a + b)"]);
    }
}
