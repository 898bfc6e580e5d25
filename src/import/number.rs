//! Numbers as other provers write them, exactly.

use std::str::FromStr;

use euclase_grammar::core::Q;
use num_traits::{One, Signed, Zero};

use super::ImportError;
use super::source::Word;

/// Digits a number may have: the language's own limit.
const MAX_DIGITS: usize = 200;

/// Does the word begin as a number does?
pub(super) fn is_number(text: &str) -> bool {
    let body = text.strip_prefix(['-', '+']).unwrap_or(text);
    body.starts_with(|c: char| c.is_ascii_digit()) || body.starts_with("pi/")
}

/// A rational number: `3`, `-1.5`, `2/3`.
pub(super) fn rational(word: &Word) -> Result<Q, ImportError> {
    parse(&word.text).ok_or_else(|| word.error(format!("`{}` is not a number such as 2, -1.5 or 2/3", word.shown())))
}

/// An angle in degrees: `60`, `-15`, `140o`, `11pi/36`.
pub(super) fn degrees(word: &Word) -> Result<Q, ImportError> {
    let text = word.text.as_str();
    let value = if let Some((num, den)) = text.split_once("pi") {
        let num = match num {
            "" | "+" => Some(Q::one()),
            "-" => Some(-Q::one()),
            _ => parse(num),
        };
        let den = match den.strip_prefix('/') {
            Some(den) => parse(den).filter(|q| !q.is_zero()),
            None => den.is_empty().then(Q::one),
        };
        num.zip(den).map(|(n, d)| n * Q::from_integer(180.into()) / d)
    } else {
        parse(text.strip_suffix('o').unwrap_or(text))
    };
    value.ok_or_else(|| word.error(format!("`{}` is not an angle such as 60, 60o or 1pi/3", word.shown())))
}

fn parse(text: &str) -> Option<Q> {
    if text.len() > MAX_DIGITS {
        return None;
    }
    if let Some((num, den)) = text.split_once('/') {
        let den = parse(den).filter(|q| !q.is_zero())?;
        return (!num.contains('/')).then(|| parse(num))?.map(|n| n / den);
    }
    let (sign, body) = match text.strip_prefix('-') {
        Some(body) => (-Q::one(), body),
        None => (Q::one(), text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, part) = body.split_once('.').unwrap_or((body, ""));
    let digits = format!("{whole}{part}");
    if digits.is_empty() || !digits.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let scale = Q::from_str(&format!("1{}", "0".repeat(part.len()))).ok()?;
    Some(sign * Q::from_str(&digits).ok()? / scale)
}

/// The number in the language: `3`, `-3`, `2/3`. It can stand before `*` as it is.
pub(super) fn show(q: &Q) -> String {
    if q.is_integer() { q.numer().to_string() } else { format!("{}/{}", q.numer(), q.denom()) }
}

/// An angle modulo 180° in the language, from 0 up to 180: `60 deg`, `22.5 deg`, `2*pi/7`.
pub(super) fn show_degrees(q: &Q) -> String {
    let half_turn = Q::from_integer(180.into());
    let turns = q / &half_turn;
    let q = (&turns - turns.floor()) * &half_turn;
    if q.is_integer() {
        return format!("{} deg", q.numer());
    }
    let thousandths = &q * Q::from_integer(1000.into());
    if thousandths.is_integer() {
        let text = thousandths.abs().numer().to_string();
        let text = format!("{text:0>4}");
        let (whole, part) = text.split_at(text.len() - 3);
        return format!("{whole}.{} deg", part.trim_end_matches('0'));
    }
    let turns = q / half_turn;
    let factor = if turns.numer().is_one() { String::new() } else { format!("{}*", turns.numer()) };
    format!("{factor}pi/{}", turns.denom())
}
