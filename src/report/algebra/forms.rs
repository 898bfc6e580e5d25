//! Numbers as people write them: like terms gathered, variables in alphabetical order, higher degrees first.
//!
//! A number becomes a polynomial over what is none itself (a root, a length, 1/d), and is written from that. What is too
//! large to be multiplied out, or says more as it stands, is written as it stands.

use euclase_grammar::core::{Atom, CoreTheorem, Num, Pt, Q, Rel};
use euclase_grammar::words::{self, Names, Style};
use euclase_poly::{Mono, Poly};
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};
use std::cmp::Ordering;

/// Between factors that are written side by side; what shows text leaves it out ([`super::super::escape`]).
pub const TIMES: char = '\u{2062}';

/// Most terms of a polynomial that is multiplied out here.
const TERMS: usize = 400;
/// Highest power that is.
const POWER: u32 = 64;
/// Deepest nesting of numbers that is looked into.
const DEPTH: usize = 200;
/// Longest sum whose terms with a minus go to the other side of a comparison.
const SIDES: usize = 4;

/// What a variable of the polynomials stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// A variable of the theorem.
    Real(String),
    /// A root, a length, …
    Other(String),
    /// 1/d, by d.
    Inverse(String),
}

/// Writes the numbers of a theorem.
pub struct Forms<'a> {
    names: &'a CoreTheorem,
    parts: Vec<Part>,
    /// All variables are single letters, so that `2ab` is a product.
    letters: bool,
}

impl<'a> Forms<'a> {
    /// For a theorem, with the proof's own variables among its.
    pub fn new(names: &'a CoreTheorem) -> Forms<'a> {
        let letters = names.reals.iter().all(|r| r.chars().filter(|c| *c != '\'').count() == 1);
        let parts = names.reals.iter().map(|r| Part::Real(r.clone())).collect();
        Forms { names, parts, letters }
    }

    /// As it stands.
    pub fn plain(&self, n: &Num) -> String {
        let text = words::num(self.names, n, Style::Unicode);
        if self.letters { tight(&text) } else { text }
    }

    /// A number as a polynomial; None where that is too large.
    pub fn poly(&mut self, n: &Num) -> Option<Poly> {
        self.poly_within(n, DEPTH)
    }

    fn poly_within(&mut self, n: &Num, depth: usize) -> Option<Poly> {
        let depth = depth.checked_sub(1)?;
        match n {
            Num::Const(c) => Some(Poly::constant(c.clone())),
            Num::Real(v) if (*v as usize) < self.names.reals.len() => Some(Poly::var(*v)),
            Num::Add(xs) => {
                let all: Option<Vec<Poly>> = xs.iter().map(|x| self.poly_within(x, depth)).collect();
                Some(Poly::sum(&all?)).filter(|p| p.len() <= TERMS)
            }
            Num::Mul(xs) => {
                let mut product = Poly::one();
                for x in xs {
                    product = product.mul_cap(&self.poly_within(x, depth)?, TERMS)?;
                }
                Some(product)
            }
            Num::Neg(x) => Some(self.poly_within(x, depth)?.neg()),
            Num::Div(a, b) => {
                let (a, b) = (self.poly_within(a, depth)?, self.poly_within(b, depth)?);
                a.mul_cap(&self.inverse(&b)?, TERMS)
            }
            Num::Pow(x, e) if e.is_integer() => {
                let k = e.to_integer().abs().to_u32().filter(|k| *k <= POWER)?;
                let x = self.poly_within(x, depth)?;
                let base = if e.is_negative() { self.inverse(&x)? } else { x };
                base.pow(k, TERMS)
            }
            Num::Call(f, xs) => {
                let args: Option<Vec<String>> = xs.iter().map(|x| self.within(x, depth)).collect();
                let args = args?;
                let text = match (f.as_str(), &args[..]) {
                    ("root", [n, x]) if n == "2" => format!("sqrt({x})"),
                    ("pow", _) | ("pi", _) => self.plain(n),
                    _ => format!("{f}({})", args.join(", ")),
                };
                Some(self.part(Part::Other(text)))
            }
            other => {
                let text = self.plain(other);
                Some(self.part(Part::Other(text)))
            }
        }
    }

    fn within(&mut self, n: &Num, depth: usize) -> Option<String> {
        let p = self.poly_within(n, depth)?;
        Some(self.sum(&p))
    }

    fn part(&mut self, part: Part) -> Poly {
        let i = self.parts.iter().position(|p| *p == part).unwrap_or(self.parts.len());
        if i == self.parts.len() {
            self.parts.push(part);
        }
        Poly::var(i as u32)
    }

    fn inverse(&mut self, d: &Poly) -> Option<Poly> {
        if let Some(c) = d.constant_value() {
            return (!c.is_zero()).then(|| Poly::constant(c.recip()));
        }
        let c = d.content() * Q::from_integer(d.leading_sign().into());
        let text = self.sum(&d.scale(&c.recip()));
        Some(self.part(Part::Inverse(text)).scale(&c.recip()))
    }

    /// Variables in alphabetical order, then other terms.
    fn by_name(&self, a: u32, b: u32) -> Ordering {
        let key = |v: u32| match self.parts.get(v as usize) {
            Some(Part::Real(name)) => (0, name.as_str()),
            Some(Part::Other(text)) => (1, text.as_str()),
            Some(Part::Inverse(text)) => (2, text.as_str()),
            None => (3, ""),
        };
        key(a).cmp(&key(b))
    }

    /// Higher degrees first, then as in a dictionary.
    fn order(&self, a: &Mono, b: &Mono) -> Ordering {
        let mut vars: Vec<u32> = a.powers().chain(b.powers()).map(|p| p.0).collect();
        vars.sort_by(|x, y| self.by_name(*x, *y));
        vars.dedup();
        let first = vars.into_iter().map(|v| b.exp(v).cmp(&a.exp(v))).find(|o| o.is_ne());
        b.degree().cmp(&a.degree()).then(first.unwrap_or(Ordering::Equal))
    }

    /// A polynomial as a sum, in natural order; where that begins with a minus, and a term with a plus is there, with that.
    pub fn sum(&self, p: &Poly) -> String {
        let mut terms: Vec<(&Mono, Q)> = p.terms().collect();
        terms.sort_by(|a, b| self.order(a.0, b.0));
        if terms.len() <= 3
            && terms.first().is_some_and(|t| t.1.is_negative())
            && let Some(i) = terms.iter().position(|t| t.1.is_positive())
        {
            terms[..=i].rotate_right(1);
        }
        let mut out = String::new();
        for (i, (m, c)) in terms.iter().enumerate() {
            let text = self.term(m, &c.abs());
            out += match (i, c.is_negative()) {
                (0, true) => "-",
                (0, false) => "",
                (_, true) => " - ",
                (_, false) => " + ",
            };
            out += &text;
        }
        if out.is_empty() { "0".into() } else { out }
    }

    /// Does its natural order begin with a minus?
    pub fn backward(&self, p: &Poly) -> bool {
        let mut terms: Vec<(&Mono, Q)> = p.terms().collect();
        terms.sort_by(|a, b| self.order(a.0, b.0));
        terms.first().is_some_and(|t| t.1.is_negative())
    }

    /// A monomial with a positive coefficient.
    fn term(&self, m: &Mono, c: &Q) -> String {
        let mut powers: Vec<(u32, u32)> = m.powers().collect();
        powers.sort_by(|a, b| self.by_name(a.0, b.0));
        let (mut up, mut down): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
        for (v, e) in powers {
            let raised = |text: &str| format!("{text}{}", exponent(e));
            match self.parts.get(v as usize) {
                Some(Part::Real(name)) => up.push(raised(name)),
                Some(Part::Other(text)) if e > 1 && !closed(text) => up.push(raised(&format!("({text})"))),
                Some(Part::Other(text)) => up.push(raised(text)),
                Some(Part::Inverse(text)) if closed(text) => down.push(raised(text)),
                Some(Part::Inverse(text)) => down.push(raised(&format!("({text})"))),
                None => {}
            }
        }
        if !c.numer().is_one() || up.is_empty() {
            up.insert(0, c.numer().to_string());
        }
        if !c.denom().is_one() {
            down.insert(0, c.denom().to_string());
        }
        let top = self.product(&up);
        match &down[..] {
            [] => top,
            [one] => format!("{top}/{one}"),
            many => format!("{top}/({})", self.product(many)),
        }
    }

    /// Factors side by side where that can be read, else with dots.
    pub fn product(&self, factors: &[String]) -> String {
        let mut out = String::new();
        for f in factors {
            let side =
                |s: &str| s.chars().next_back().is_none_or(|c| c.is_alphanumeric() || "')⁰¹²³⁴⁵⁶⁷⁸⁹".contains(c));
            let simple = |s: &str| {
                s.starts_with('(') || (closed(s) && !s.contains('(') && !s.starts_with(|c: char| c.is_ascii_digit()))
            };
            if !out.is_empty() {
                let function = out.ends_with(')') && !f.starts_with('(');
                let close =
                    self.letters && side(&out) && simple(f) && !function && !out.contains('/') && !f.contains('/');
                out.push(if close { TIMES } else { '·' });
            }
            out += f;
        }
        out
    }

    /// A number, gathered where that is possible.
    pub fn num(&mut self, n: &Num) -> String {
        match self.poly(n) {
            Some(p) => self.sum(&p),
            None => self.plain(n),
        }
    }

    /// A point by its number.
    pub fn point(&self, p: Pt) -> String {
        self.names.point(p)
    }

    /// A variable by its number.
    pub fn real(&self, v: u32) -> String {
        self.names.real(v)
    }

    /// Is a comparison written with its terms gathered, and without a common factor?
    pub fn gathered(&self, a: &Atom) -> bool {
        zero(&a.rhs) && expanded(&a.lhs)
    }

    /// A comparison.
    pub fn atom(&mut self, a: &Atom) -> String {
        if !self.gathered(a) {
            return format!("{} {} {}", self.plain(&a.lhs), sign(a.rel), self.plain(&a.rhs));
        }
        match self.poly(&a.lhs) {
            Some(p) => self.signed(&p, a.rel),
            None => format!("{} {} 0", self.plain(&a.lhs), sign(a.rel)),
        }
    }

    /// A comparison of a polynomial with zero: without a common factor, and short ones with a plus on both sides.
    pub fn signed(&self, p: &Poly, rel: Rel) -> String {
        let mut p = p.scale(&p.content().recip());
        let mut rel = rel;
        let short = p.len() <= SIDES;
        let turn = match rel {
            Rel::Eq | Rel::Ne => self.backward(&p),
            // x < 1 rather than 1 > x.
            _ => short && self.backward(&p) && p.terms().filter(|t| t.1.is_positive()).all(|t| t.0.is_one()),
        };
        if turn {
            p = p.neg();
            rel = rel.turned();
        }
        if let Some((v, value)) = solved(&p) {
            let rel = if p.leading_sign() < 0 { rel.turned() } else { rel };
            return format!("{} {} {value}", self.sum(&Poly::var(v)), sign(rel));
        }
        let (plus, minus): (Vec<_>, Vec<_>) = p.terms().partition(|t| t.1.is_positive());
        if !short || minus.is_empty() || plus.is_empty() {
            return format!("{} {} 0", self.sum(&p), sign(rel));
        }
        let side = |terms: Vec<(&Mono, Q)>| Poly::from_terms(terms.into_iter().map(|(m, c)| (m.clone(), c.abs())));
        let (mut left, mut right) = (side(plus), side(minus));
        // sqrt(x) = x - 2 rather than the other way round: what is a term of its own comes first.
        let own = |p: &Poly| {
            let other = |v: u32| matches!(self.parts.get(v as usize), Some(Part::Other(_)));
            p.len() == 1 && p.vars().into_iter().any(other)
        };
        if own(&right) && !own(&left) {
            std::mem::swap(&mut left, &mut right);
            rel = rel.turned();
        }
        format!("{} {} {}", self.sum(&left), sign(rel), self.sum(&right))
    }

    /// Does an equation give a value of a variable?
    pub fn gives_value(&mut self, a: &Atom) -> bool {
        let alone = matches!(a.lhs, Num::Real(_)) && a.rel == Rel::Eq;
        alone || (a.rel == Rel::Eq && self.gathered(a) && self.poly(&a.lhs).is_some_and(|p| solved(&p).is_some()))
    }
}

/// c·v + d: the variable v, and −d/c.
fn solved(p: &Poly) -> Option<(u32, Q)> {
    let (m, c) = p.leading()?;
    let mut powers = m.powers();
    let (Some((v, 1)), None) = (powers.next(), powers.next()) else { return None };
    let rest = p.sub(&Poly::term(c.clone(), m.clone())).constant_value()?;
    Some((v, -rest / c))
}

/// The sign of a relation.
pub fn sign(rel: Rel) -> &'static str {
    match rel {
        Rel::Ne => "≠",
        Rel::Le => "≤",
        Rel::Ge => "≥",
        plain => plain.sign(),
    }
}

/// A number as a power, in raised digits; nothing for 1.
pub fn exponent(e: u32) -> String {
    if e == 1 {
        return String::new();
    }
    e.to_string().bytes().filter_map(|b| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(usize::from(b.wrapping_sub(b'0')))).collect()
}

/// The least positive number that makes all of these whole, without a common divisor.
pub fn common(numbers: &[Q]) -> Q {
    let mut num = num_traits::Zero::zero();
    let mut den = num_traits::One::one();
    for q in numbers.iter().filter(|q| !q.is_zero()) {
        num = q.numer().gcd(&num);
        den = q.denom().lcm(&den);
    }
    if Zero::is_zero(&num) { Q::one() } else { Q::new(den, num) }
}

pub fn zero(n: &Num) -> bool {
    matches!(n, Num::Const(c) if c.is_zero())
}

/// A sum of products of powers, with nothing to be multiplied out.
fn expanded(n: &Num) -> bool {
    fn term(n: &Num) -> bool {
        match n {
            Num::Neg(x) => term(x),
            Num::Mul(xs) => xs.iter().all(term),
            Num::Pow(x, _) => term(x) && !matches!(**x, Num::Mul(_)),
            Num::Div(a, b) => term(a) && !matches!(**a, Num::Mul(_)) && (expanded(b) || matches!(**b, Num::Add(_))),
            Num::Add(_) => false,
            _ => true,
        }
    }
    match n {
        Num::Add(xs) => xs.iter().all(term),
        n => term(n),
    }
}

/// Needs no parentheses under a power or a fraction bar.
pub fn closed(s: &str) -> bool {
    let mut depth = 0i32;
    for (i, c) in s.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            ' ' | '·' | '/' | '-' | '+' | '^' | TIMES if depth == 0 => return false,
            _ => {}
        }
        if depth == 0 && c == ')' && !s[i + 1..].chars().all(|c| "⁰¹²³⁴⁵⁶⁷⁸⁹".contains(c)) {
            return false;
        }
    }
    true
}

/// In parentheses, where it is more than one thing.
pub fn bracketed(s: &str) -> String {
    let whole = s.starts_with('(') && s.ends_with(')') && closed(s);
    if whole || closed(s) { s.into() } else { format!("({s})") }
}

/// Products side by side, where the variables are single letters and no fraction is near.
fn tight(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    for (i, c) in chars.iter().enumerate() {
        let next = chars.get(i + 1);
        let single = match next {
            Some('(') => true,
            Some(n) if n.is_alphabetic() => !chars.get(i + 2).is_some_and(|m| m.is_alphanumeric() || *m == '('),
            _ => false,
        };
        let before = i.checked_sub(1).and_then(|j| chars.get(j));
        let side = before.is_some_and(|b| b.is_alphanumeric() || ")⁰¹²³⁴⁵⁶⁷⁸⁹".contains(*b));
        let function = before == Some(&')') && next != Some(&'(');
        let quotient = *c == '·' && divided_before(&chars[..i]);
        out.push(if *c == '·' && single && side && !function && !quotient { TIMES } else { *c });
    }
    out
}

/// Is there a fraction bar before, in the same term?
fn divided_before(chars: &[char]) -> bool {
    let mut depth = 0i32;
    for c in chars.iter().rev() {
        match c {
            ')' => depth += 1,
            '(' => depth -= 1,
            '/' => return true,
            _ => {}
        }
        if depth < 0 || (depth == 0 && *c == ' ') {
            return false;
        }
    }
    false
}
