//! Words and signs of Lean's and SymPy's notation, with their places.

use super::node::{Read, Refusal};

/// The longest statement that is read, in words and signs.
const MAX_TOKENS: usize = 20_000;
/// The longest name and the longest number.
const MAX_WORD: usize = 200;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Name,
    Number,
    Sign,
    End,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub sort: Sort,
    pub text: String,
    /// Characters before it.
    pub at: usize,
}

/// Signs of several characters, longer ones first.
const LONG_SIGNS: [&str; 15] =
    ["<->", "**", "->", "<=", ">=", "!=", ":=", "''", "⁻¹", "/ₚ", "Type*", "Sort*", "∘ₗ", "•", "×"];

/// Letters that are signs in Lean.
const LETTER_SIGNS: [char; 4] = ['λ', 'Π', 'Σ', '∀'];

fn begins_name(c: char) -> bool {
    (c.is_alphabetic() && !LETTER_SIGNS.contains(&c)) || c == '_'
}

fn goes_on(c: char) -> bool {
    (c.is_alphanumeric() || c == '_' || c == '\'') && !LETTER_SIGNS.contains(&c) && c != '¹'
}

/// The tokens of a text, and one that ends them.
pub(super) fn tokens(text: &str) -> Read<Vec<Token>> {
    let chars: Vec<char> = text.chars().collect();
    let char = |i: usize| chars.get(i).copied().unwrap_or('\0');
    let mut all = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let (c, start) = (char(i), i);
        if c.is_whitespace() {
            i += 1;
            continue;
        }
        let long = LONG_SIGNS.iter().find(|s| s.chars().enumerate().all(|(k, x)| char(i + k) == x));
        let sort = if let Some(sign) = long {
            i += sign.chars().count();
            Sort::Sign
        } else if c.is_ascii_digit() {
            while char(i).is_ascii_digit() {
                i += 1;
            }
            if char(i) == '.' && char(i + 1).is_ascii_digit() {
                i += 1;
                while char(i).is_ascii_digit() {
                    i += 1;
                }
            }
            Sort::Number
        } else if c == '«' {
            while i < chars.len() && char(i) != '»' {
                i += 1;
            }
            i += 1;
            Sort::Name
        } else if begins_name(c) {
            while goes_on(char(i)) || (char(i) == '.' && begins_name(char(i + 1))) {
                i += 1;
            }
            Sort::Name
        } else {
            i += 1;
            Sort::Sign
        };
        let text: String = chars.iter().skip(start).take(i - start).collect();
        if i - start > MAX_WORD {
            return Err(Refusal::new(
                start,
                format!("a word of {} characters; at most {MAX_WORD} are read", i - start),
            ));
        }
        if all.len() == MAX_TOKENS {
            return Err(Refusal::new(start, format!("more than {MAX_TOKENS} words and signs")));
        }
        all.push(Token { sort, text, at: start });
    }
    all.push(Token { sort: Sort::End, text: String::new(), at: chars.len() });
    Ok(all)
}
