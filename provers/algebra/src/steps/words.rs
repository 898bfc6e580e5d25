//! Steps in words, for traces. A variable is written `$3` until its name is known.

use euclase_grammar::core::{Atom, Num};
use num_traits::One;

/// With what a step is made, in the names of the theorem's variables.
pub fn told(with: &str, names: &[String]) -> String {
    let mut out = String::new();
    let mut rest = with;
    while let Some((before, after)) = rest.split_once('$') {
        out += before;
        let digits = after.chars().take_while(char::is_ascii_digit).count();
        let (number, tail) = after.split_at(digits);
        let name = number.parse::<usize>().ok().and_then(|i| names.get(i).cloned());
        out += &name.unwrap_or_else(|| format!("x{number}"));
        rest = tail;
    }
    out + rest
}

/// A comparison.
pub(super) fn atom(a: &Atom) -> String {
    format!("{} {} {}", number(&a.lhs), a.rel.sign(), number(&a.rhs))
}

/// A comparison, however long.
pub(super) fn full(a: &Atom) -> String {
    format!("{} {} {}", whole(&a.lhs, 0), a.rel.sign(), whole(&a.rhs, 0))
}

/// A number; long ones are cut.
pub(super) fn number(n: &Num) -> String {
    let text = whole(n, 0);
    if text.chars().count() > 120 { text.chars().take(117).chain("...".chars()).collect() } else { text }
}

/// `level`: 0 for sums, 1 for products, 2 for what a power is of.
fn whole(n: &Num, level: u8) -> String {
    let joined = |xs: &[Num], by: &str, level: u8| xs.iter().map(|x| whole(x, level)).collect::<Vec<_>>().join(by);
    let (text, own) = match n {
        Num::Const(c) => (c.to_string(), if c.is_integer() { 3 } else { 1 }),
        Num::Real(v) => (format!("${v}"), 3),
        Num::Add(xs) => (joined(xs, " + ", 0), 0),
        Num::Mul(xs) => (joined(xs, "*", 1), 1),
        Num::Neg(x) => (format!("-{}", whole(x, 1)), 0),
        Num::Div(a, b) => (format!("{}/{}", whole(a, 1), whole(b, 2)), 1),
        Num::Pow(x, e) if e.is_one() => return whole(x, level),
        Num::Pow(x, e) => (format!("{}^{e}", whole(x, 2)), 2),
        Num::Call(f, xs) => (format!("{f}({})", joined(xs, ", ", 0)), 3),
        _ => ("…".into(), 3),
    };
    if own < level { format!("({text})") } else { text }
}
