//! Sides of equations in words: `∡BAC`, `AB · CD/EF`, `2·AB + CD`; the notation of
//! [`euclase_grammar::words`], which prints whole facts.

use euclase_grammar::core::{Pt, Q};
use euclase_grammar::words::Names;
use num_traits::{One, Signed, ToPrimitive, Zero};

use super::linear::{Kind, Lin};

/// Two lines as an angle: from the first to the second.
type Angle = ((Pt, Pt), (Pt, Pt));

/// An expression in words.
pub fn show(e: &Lin, names: &dyn Names) -> String {
    match e.kind {
        Kind::Dir => angles(e, names),
        Kind::Log => product(e, names),
        Kind::Len => sum(e, names, ""),
        Kind::Sq => sum(e, names, "²"),
    }
}

fn pair(p: (Pt, Pt), names: &dyn Names) -> String {
    format!("{}{}", names.point(p.0), names.point(p.1))
}

/// A multiplier before something: nothing for 1.
fn times(q: &Q) -> String {
    if q.is_one() {
        String::new()
    } else if q.is_integer() {
        format!("{q}·")
    } else {
        format!("({q})·")
    }
}

/// Joins parts that carry their own sign.
fn join(parts: Vec<(bool, String)>) -> String {
    let mut out = String::new();
    for (i, (negative, text)) in parts.into_iter().enumerate() {
        match (i, negative) {
            (0, false) => {}
            (0, true) => out.push('−'),
            (_, false) => out.push_str(" + "),
            (_, true) => out.push_str(" − "),
        }
        out.push_str(&text);
    }
    if out.is_empty() { "0".into() } else { out }
}

fn sum(e: &Lin, names: &dyn Names, power: &str) -> String {
    let mut parts: Vec<(bool, String)> = e
        .terms
        .iter()
        .map(|(p, q)| (q.is_negative(), format!("{}{}{power}", times(&q.abs()), pair(*p, names))))
        .collect();
    parts.extend(e.konst.values().map(|q| (q.is_negative(), q.abs().to_string())));
    parts.sort_by_key(|p| p.0);
    join(parts)
}

fn product(e: &Lin, names: &dyn Names) -> String {
    let power = |base: String, q: &Q| {
        if q.is_one() {
            base
        } else if *q == Q::from_integer(2.into()) {
            format!("{base}²")
        } else if q.is_integer() {
            format!("{base}^{q}")
        } else {
            format!("{base}^({q})")
        }
    };
    let (mut above, mut below) = (Vec::new(), Vec::new());
    // Whole powers of primes make one number; roots stay apart.
    let (mut num, mut den) = (1u128, 1u128);
    for (p, q) in &e.konst {
        let whole = q.abs().to_integer().to_u32().filter(|_| q.is_integer());
        let grown = whole.and_then(|k| u128::from(*p).checked_pow(k));
        let side = if q.is_negative() { den } else { num };
        match grown.and_then(|g| side.checked_mul(g)) {
            Some(n) if q.is_negative() => den = n,
            Some(n) => num = n,
            None => {
                let text = if q.abs() == Q::new(1.into(), 2.into()) {
                    format!("√{p}")
                } else {
                    power(p.to_string(), &q.abs())
                };
                if q.is_negative() { &mut below } else { &mut above }.push(text);
            }
        }
    }
    if num > 1 {
        above.insert(0, num.to_string());
    }
    if den > 1 {
        below.insert(0, den.to_string());
    }
    for (p, q) in &e.terms {
        let text = power(pair(*p, names), &q.abs());
        if q.is_negative() { &mut below } else { &mut above }.push(text);
    }
    let top = if above.is_empty() { "1".into() } else { above.join(" · ") };
    match below.len() {
        0 => top,
        1 => format!("{top}/{}", below[0]),
        _ => format!("{top} / ({})", below.join(" · ")),
    }
}

/// The expression as a sum of angles between two lines: each line with a negative sign is
/// matched with one that has a positive sign, those that share a point first.
pub fn as_angles(e: &Lin) -> Option<Vec<Angle>> {
    let (mut plus, mut minus) = (Vec::new(), Vec::new());
    for (p, q) in &e.terms {
        let n = q.abs().to_integer().to_usize().filter(|n| q.is_integer() && *n <= 8)?;
        let side = if q.is_negative() { &mut minus } else { &mut plus };
        side.extend(std::iter::repeat_n(*p, n));
    }
    if plus.len() != minus.len() {
        return None;
    }
    let mut out = Vec::new();
    for near in [true, false] {
        for m in std::mem::take(&mut minus) {
            let found = plus.iter().position(|p| !near || common(m, *p).is_some());
            match found {
                Some(i) => out.push((m, plus.remove(i))),
                None => minus.push(m),
            }
        }
    }
    Some(out)
}

/// The common point of two pairs.
pub fn common(a: (Pt, Pt), b: (Pt, Pt)) -> Option<Pt> {
    [a.0, a.1].into_iter().find(|p| *p == b.0 || *p == b.1)
}

fn angle((m, p): Angle, names: &dyn Names) -> String {
    let other = |at: Pt, l: (Pt, Pt)| names.point(if l.0 == at { l.1 } else { l.0 });
    match common(m, p) {
        Some(at) => format!("∡{}{}{}", other(at, m), names.point(at), other(at, p)),
        None => format!("∡({}, {})", pair(m, names), pair(p, names)),
    }
}

/// Half-turns as degrees.
pub fn degrees(turn: &Q) -> String {
    let d = turn * Q::from_integer(180.into());
    if d.is_integer() { format!("{d}°") } else { format!("({d})°") }
}

fn angles(e: &Lin, names: &dyn Names) -> String {
    let mut parts: Vec<(bool, String)> = Vec::new();
    match as_angles(e) {
        Some(list) => {
            // Equal angles are counted, in the order of their first place.
            let mut counted: Vec<(String, u32)> = Vec::new();
            for a in list {
                let text = angle(a, names);
                match counted.iter_mut().find(|c| c.0 == text) {
                    Some(c) => c.1 += 1,
                    None => counted.push((text, 1)),
                }
            }
            let text = |(t, n): (String, u32)| if n == 1 { t } else { format!("{n}·{t}") };
            parts.extend(counted.into_iter().map(|c| (false, text(c))));
        }
        None => {
            parts.extend(
                e.terms.iter().map(|(p, q)| (q.is_negative(), format!("{}dir({})", times(&q.abs()), pair(*p, names)))),
            );
            parts.sort_by_key(|p| p.0);
        }
    }
    let turn = e.konst.values().next().cloned().unwrap_or_else(Q::zero);
    if !turn.is_zero() || parts.is_empty() {
        parts.push((false, degrees(&turn)));
    }
    join(parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixtures::{Build, half, q};
    use euclase_grammar::core::Fact;

    fn t() -> Build {
        Build::new("t").pt("A", 0., 0.).pt("B", 1., 0.).pt("C", 0., 1.).pt("D", 1., 1.).pt("E", 2., 1.)
    }

    fn shown(f: Fact) -> String {
        show(&Lin::of(&f).unwrap(), &t().thm)
    }

    #[test]
    fn angles_are_named_from_their_vertex() {
        assert_eq!(shown(t().dir(&[(1, "CA"), (-1, "BC")], q(0))), "∡BCA");
        assert_eq!(shown(t().dir(&[(1, "AB"), (-1, "CD")], half())), "∡(CD, AB) + 90°");
        let double = t().dir(&[(2, "AB"), (-2, "AC")], q(0));
        assert_eq!(shown(double), "2·∡CAB");
        let mixed = t().dir(&[(1, "AB"), (-1, "AD"), (-1, "EC"), (1, "EB")], q(0));
        assert_eq!(shown(mixed), "∡DAB + ∡CEB");
        assert_eq!(shown(t().dir(&[(1, "AB"), (1, "CD")], q(0))), "dir(AB) + dir(CD)");
    }

    #[test]
    fn products_and_sums_have_exact_coefficients() {
        let mut log = t().log(&[(2, "AB"), (-1, "CD"), (-1, "AE")]);
        assert_eq!(shown(log.clone()), "AB² / (AE · CD)");
        if let Fact::Log { konst, .. } = &mut log {
            *konst = vec![(2, q(-1)), (3, half())];
        }
        assert_eq!(shown(log), "2 · AB² / (√3 · AE · CD)");
        let p = t().p("ABCD");
        let terms = vec![(q(-1), p[0], p[1]), (q(3) / q(2), p[2], p[3])];
        assert_eq!(shown(Fact::Len { terms: terms.clone(), konst: q(5) }), "(3/2)·CD − AB − 5");
        assert_eq!(shown(Fact::Sq { terms, konst: q(0) }), "(3/2)·CD² − AB²");
    }
}
