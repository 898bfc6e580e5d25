//! Texts with formulas in pieces: names of points with their indices, and everything else.

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A name: letters, index, primes.
    Name(String, String, String),
    /// Anything else.
    Plain(String),
}

/// The pieces of a text. `variables`: names of real variables, which are names, too. Where a capital begins a word of several letters, it is
/// no name of a point.
pub fn pieces(text: &str, variables: &[String]) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let word: &str =
            rest.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '\'')).next().unwrap_or_default();
        if word.is_empty() || !c.is_alphabetic() {
            plain.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        }
        match points(word).or_else(|| variables.iter().any(|v| v == word).then(|| variable(word))) {
            Some(names) => {
                if !plain.is_empty() {
                    out.push(Piece::Plain(std::mem::take(&mut plain)));
                }
                out.extend(names);
            }
            None => plain += word,
        }
        rest = &rest[word.len()..];
    }
    if !plain.is_empty() {
        out.push(Piece::Plain(plain));
    }
    out
}

/// Points written together, one by one; `None`: the word is none.
fn points(word: &str) -> Option<Vec<Piece>> {
    let mut out = Vec::new();
    let mut chars = word.chars().peekable();
    while let Some(c) = chars.next() {
        if !c.is_ascii_uppercase() {
            return None;
        }
        let (mut index, mut primes) = (String::new(), String::new());
        while let Some(d) = chars.next_if(char::is_ascii_digit) {
            index.push(d);
        }
        if chars.next_if_eq(&'_').is_some() {
            while let Some(d) = chars.next_if(|d| d.is_ascii_lowercase() || d.is_ascii_digit()) {
                index.push(d);
            }
        }
        while chars.next_if_eq(&'\'').is_some() {
            primes.push('′');
        }
        out.push(Piece::Name(c.to_string(), index, primes));
    }
    Some(out)
}

fn variable(word: &str) -> Vec<Piece> {
    let stem = word.trim_end_matches('\'');
    let letters = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    let index = stem[letters.len()..].to_string();
    vec![Piece::Name(letters.to_string(), index, "′".repeat(word.len() - stem.len()))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_words() {
        let name = |a: &str, b: &str, c: &str| Piece::Name(a.into(), b.into(), c.into());
        let plain = |s: &str| Piece::Plain(s.into());
        assert_eq!(
            pieces("Let A1B_c' = x2 in △AB", &["x2".into()]),
            [
                plain("Let "),
                name("A", "1", ""),
                name("B", "c", "′"),
                plain(" = "),
                name("x", "2", ""),
                plain(" in △"),
                name("A", "", ""),
                name("B", "", "")
            ]
        );
        assert_eq!(pieces("Prove", &[]), [plain("Prove")]);
        assert_eq!(
            pieces("设 ABC 为", &[]),
            [plain("设 "), name("A", "", ""), name("B", "", ""), name("C", "", ""), plain(" 为")]
        );
    }
}
