//! Names: from what other provers allow to what the language allows.

use std::collections::{BTreeMap, BTreeSet};

/// A point of the problem: an index into [`Names`].
pub(super) type P = usize;

/// The points declared so far, under their names there and here.
#[derive(Default)]
pub(super) struct Names {
    index: BTreeMap<String, P>,
    shown: Vec<String>,
    used: BTreeSet<String>,
}

impl Names {
    /// Declares a point; `None` if it is already declared.
    pub(super) fn declare(&mut self, source: &str) -> Option<P> {
        if self.index.contains_key(source) {
            return None;
        }
        let mut name = point_name(source);
        while !self.used.insert(name.clone()) {
            name.push('\'');
        }
        let p = self.shown.len();
        self.shown.push(name);
        self.index.insert(source.to_string(), p);
        Some(p)
    }

    pub(super) fn get(&self, source: &str) -> Option<P> {
        self.index.get(source).copied()
    }

    /// The name as printed.
    pub(super) fn show(&self, p: P) -> &str {
        &self.shown[p]
    }

    /// The declared name that was most likely meant.
    pub(super) fn nearest(&self, source: &str) -> Option<&str> {
        nearest(source, self.index.keys().map(String::as_str))
    }
}

/// `a` → `A`, `a1` → `A1`, `i_b` → `I_b`, `pa` → `P_a`, `x'` → `X'`: one capital, then digits, then a
/// subscript, then primes. Any other sign is left out.
fn point_name(source: &str) -> String {
    let body = source.trim_end_matches('\'');
    let primes = source.len() - body.len();
    let mut signs = body.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').peekable();
    let mut name = String::new();
    match signs.next_if(char::is_ascii_alphabetic) {
        Some(letter) => name.push(letter.to_ascii_uppercase()),
        None => name.push('P'),
    }
    while let Some(digit) = signs.next_if(char::is_ascii_digit) {
        name.push(digit);
    }
    let rest: String = signs.filter(|c| *c != '_').map(|c| c.to_ascii_lowercase()).collect();
    if !rest.is_empty() {
        name.push('_');
        name.push_str(&rest);
    }
    name.extend(std::iter::repeat_n('\'', primes.min(9)));
    name
}

/// A legal name of a theorem that is not in `used`, and is put there: the last part of a path without
/// its ending, in small letters. A problem without a name is `problem_N`.
pub(super) fn theorem_name(source: Option<&str>, number: usize, used: &mut BTreeSet<String>) -> String {
    let last = source.and_then(|s| s.trim_end_matches('/').rsplit('/').next()).unwrap_or("");
    let stem = last.strip_suffix(".gex").unwrap_or(last);
    let mut name = String::new();
    for c in stem.chars().take(100) {
        if c.is_ascii_alphanumeric() {
            name.push(c.to_ascii_lowercase());
        } else if !name.is_empty() && !name.ends_with('_') {
            name.push('_');
        }
    }
    let name = name.trim_end_matches('_');
    let base = match name.chars().next() {
        None => format!("problem_{number}"),
        Some(c) if c.is_ascii_lowercase() && !is_keyword(name) => name.to_string(),
        Some(_) => format!("problem_{name}"),
    };
    let mut name = base.clone();
    let mut copy = 2;
    while !used.insert(name.clone()) {
        name = format!("{base}_{copy}");
        copy += 1;
    }
    name
}

/// Words of the language that cannot name a theorem.
const KEYWORDS: &str = "theorem def rule lemma point triangle circle line let real assume show find solve function proof have \
    by case calc on other than where require locus parallel perp tangent similar congruent between inside outside not or and \
    iff implies for all in equality deg pi acute obtuse angle length dangle distance area";

pub(super) fn is_keyword(name: &str) -> bool {
    KEYWORDS.split_whitespace().any(|k| k == name)
}

/// The candidate at the least edit distance, if it is near enough to be a slip of the pen.
pub(super) fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > 40 {
        return None;
    }
    let limit = (word.chars().count() / 3).clamp(1, 3);
    let (cost, best) = candidates.map(|c| (edit_distance(word, c), c)).min()?;
    (cost <= limit && cost < word.chars().count()).then_some(best)
}

/// Insertions, deletions, replacements and exchanges of neighbours (optimal string alignment).
fn edit_distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut next = vec![i];
        for j in 1..=b.len() {
            let same = usize::from(a[i - 1] != b[j - 1]);
            let mut cost = (row[j - 1] + same).min(row[j] + 1).min(next[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                cost = cost.min(before[j - 2] + 1);
            }
            next.push(cost);
        }
        before = std::mem::replace(&mut row, next);
    }
    row[b.len()]
}
