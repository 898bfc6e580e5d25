//! The identity that shows a sign: whole coefficients, squares of whole polynomials, powers gathered.

use super::forms::{self, Forms, TIMES};
use euclase_grammar::core::{Atom, Num, Q, Rel};
use euclase_kernel::algebra::{Order, Product, Proof};
use euclase_poly::{Mono, Poly};
use num_traits::{One, Signed, Zero};

/// Most variables whose permutations are tried.
const SYMMETRIC: usize = 4;
/// Longest left side that is written out where the claim stands above it.
const SHORT: usize = 26;
/// Longest identity that is written out, in characters.
pub const LONG: usize = 1_400;

/// How the claim stands above its identity.
#[derive(Clone, Copy, Debug)]
pub struct Written {
    /// Gathered, and without a common factor.
    pub own: bool,
    /// Something other than 0 is on the right.
    pub right: bool,
    /// The right side is the greater one.
    pub turned: bool,
}

/// A product of powers.
#[derive(Clone, Debug)]
struct Powers {
    coefficient: Q,
    mono: Mono,
    /// Sums without common divisor, with exponents.
    sums: Vec<(Poly, u32)>,
}

/// `Σ multiplier · p = Σ terms`, modulo equations.
#[derive(Clone, Debug)]
pub struct Identity {
    rel: Option<Rel>,
    multiplier: Vec<Powers>,
    p: Poly,
    terms: Vec<Powers>,
}

impl Identity {
    /// Of a line; None where something is too large.
    pub fn new(proof: &Proof, i: usize, o: &Order, forms: &mut Forms) -> Option<Identity> {
        let l = &proof.lines[i];
        let powers = |p: &Product, forms: &mut Forms| -> Option<Powers> {
            let mut out = Powers { coefficient: p.coefficient.clone(), mono: Mono::one(), sums: Vec::new() };
            for f in &p.factors {
                let [a] = &proof.lines.get(*l.premises.get(*f)?)?.claim[..] else { return None };
                out.times(&difference(a, forms)?, if a.rel == Rel::Ne { 2 } else { 1 });
            }
            for s in &p.squares {
                out.times(&forms.poly(s)?, 2);
            }
            Some(out)
        };
        let multiplier = o.multiplier.iter().map(|p| powers(p, forms)).collect::<Option<Vec<_>>>()?;
        let terms = o.terms.iter().map(|p| powers(p, forms)).collect::<Option<Vec<_>>>()?;
        let (rel, p) = match &l.claim[..] {
            [] => (None, Poly::zero()),
            [a] => (Some(a.rel), difference(a, forms)?),
            _ => return None,
        };
        Some(Identity { rel, multiplier, p, terms })
    }

    /// Does it say that two bounds agree?
    pub fn two_bounds(&self) -> bool {
        self.rel == Some(Rel::Eq)
            && self.terms.len() == 1
            && matches!(&self.multiplier[..], [m] if m.is_number())
            && self.terms[0].sums.iter().all(|s| s.0.primitive() == self.p.primitive())
            && (self.terms[0].sums.iter().map(|s| s.1).sum::<u32>() == 2 || self.terms[0].mono.degree() == 2)
    }

    /// Nothing but the equations is used.
    pub fn equations_alone(&self) -> bool {
        self.terms.is_empty() && self.rel.is_some() && self.multiplier.iter().all(Powers::is_number)
    }

    /// The difference is a multiple of one that is cited.
    pub fn one_factor(&self) -> bool {
        let number = matches!(&self.multiplier[..], [m] if m.is_number());
        number && matches!(&self.terms[..], [t] if t.mono.is_one() && matches!(&t.sums[..], [(_, 1)]))
    }

    /// The same for a multiple of what it compares with zero, as it stands elsewhere; false where that is none.
    pub fn restate(&mut self, p: &Poly) -> bool {
        if self.p.is_zero() || p.is_zero() || matches!(self.rel, Some(Rel::Eq | Rel::Ne)) {
            return false;
        }
        let ratio = self.p.content() / p.content();
        if p.scale(&ratio) != self.p {
            return false;
        }
        self.multiplier.iter_mut().for_each(|m| m.coefficient = &m.coefficient * &ratio);
        self.p = p.clone();
        true
    }

    /// The two sides. `divisors`: what it was multiplied by, and the number that makes up for how it was written.
    pub fn sides(&self, forms: &Forms, how: &Written, divisors: Option<(&[String], &Q)>) -> (String, String) {
        let own = forms.sum(&self.p.scale(&self.p.content().recip()));
        let short = own.chars().count() <= SHORT && divisors.is_none();
        let content = match self.rel {
            Some(Rel::Eq | Rel::Ne) => self.p.content() * self.p.content(),
            _ if short || how.own => self.p.content(),
            _ => Q::one(),
        };
        let content = divisors.map_or(content, |d| d.1.clone());
        let numbers: Vec<Q> = self
            .multiplier
            .iter()
            .map(|m| &m.coefficient * &content)
            .filter(|_| self.rel.is_some())
            .chain(self.terms.iter().map(|t| t.coefficient.clone()))
            .collect();
        let scale = forms::common(&numbers);
        let terms = sum(forms, &self.terms, &scale);
        let Some(rel) = self.rel else { return self.vanishing(forms).unwrap_or((terms, "0".into())) };
        let p = self.p.scale(&self.p.content().recip());
        let written = match (short, how.turned, how.right) {
            (true, ..) => own,
            (_, true, _) => "right - left".into(),
            (_, false, true) => "left - right".into(),
            (_, false, false) => "left side".into(),
        };
        let by = &scale * &content;
        let base = if matches!(rel, Rel::Eq | Rel::Ne) {
            let p = if self.p.leading_sign() < 0 { p.neg() } else { p };
            format!("{}²", forms::bracketed(&forms.sum(&p)))
        } else {
            written
        };
        let left = match &self.multiplier[..] {
            [m] => {
                let mut m = m.clone();
                m.coefficient = &m.coefficient * &by;
                let mut factors = m.factors(forms);
                if m.coefficient.is_one() {
                    factors.remove(0);
                }
                let squared = matches!(rel, Rel::Eq | Rel::Ne);
                factors.push(base.clone());
                let divisors = divisors.iter().flat_map(|d| d.0.iter().cloned());
                let (sums, simple): (Vec<String>, Vec<String>) = divisors.partition(|d| d.starts_with('('));
                let at = usize::from(factors.first().is_some_and(|f| f.starts_with(|c: char| c.is_ascii_digit())));
                factors.splice(at..at, simple);
                factors.extend(sums);
                if factors.len() > 1 && !squared {
                    let i = factors
                        .iter()
                        .position(|f| f.starts_with("left") || f.starts_with("right") || *f == base)
                        .unwrap_or(0);
                    factors[i] = forms::bracketed(&factors[i]);
                }
                join(forms, &factors)
            }
            many => {
                let mut factors = vec![format!("({})", sum(forms, many, &by)), forms::bracketed(&base)];
                if let Some(p) = gathered(many) {
                    let p = p.scale(&by);
                    let c = p.content();
                    factors[0] = format!("({})", forms.sum(&p.scale(&c.recip())));
                    if !c.is_one() {
                        factors.insert(0, c.to_string());
                    }
                }
                factors.extend(divisors.iter().flat_map(|d| d.0.iter().cloned()));
                join(forms, &factors)
            }
        };
        if rel == Rel::Eq {
            // Everything that is not negative on one side.
            let whole = if self.terms.is_empty() { left } else { format!("{left} + {terms}") };
            return (whole, "0".into());
        }
        (left, terms)
    }

    /// A power that is zero, as the equation that it comes to.
    fn vanishing(&self, forms: &Forms) -> Option<(String, String)> {
        let [t] = &self.terms[..] else { return None };
        let p = match (&t.sums[..], t.mono.degree()) {
            ([(p, _)], 0) => p.clone(),
            ([], 1..) => {
                let mut powers = t.mono.powers();
                let (Some((v, _)), None) = (powers.next(), powers.next()) else { return None };
                Poly::var(v)
            }
            _ => return None,
        };
        let (left, right) = forms.signed(&p, Rel::Eq).split_once(" = ").map(|(a, b)| (a.to_string(), b.to_string()))?;
        Some((left, right))
    }

    /// The variables, if it is about variables alone.
    fn variables(&self, reals: usize) -> Option<Vec<u32>> {
        let mut vars = self.p.vars();
        for t in self.terms.iter().chain(&self.multiplier) {
            vars.extend(t.mono.powers().map(|p| p.0));
            t.sums.iter().for_each(|s| vars.extend(s.0.vars()));
        }
        let fits = vars.len() <= SYMMETRIC && vars.iter().all(|v| (*v as usize) < reals);
        fits.then(|| vars.into_iter().collect())
    }

    fn renamed(&self, to: &dyn Fn(u32) -> u32) -> Identity {
        let all = |ps: &[Powers]| ps.iter().map(|p| p.renamed(to)).collect();
        Identity { rel: self.rel, multiplier: all(&self.multiplier), p: self.p.rename(to), terms: all(&self.terms) }
    }

    /// Which exchange of variables makes the other one of this: (from, to).
    pub fn like(&self, other: &Identity, forms: &Forms, reals: usize) -> Option<Vec<(u32, u32)>> {
        if self.terms.len() != other.terms.len()
            || self.multiplier.len() != other.multiplier.len()
            || self.terms.len() < 2
        {
            return None;
        }
        let (from, mut to) = (other.variables(reals)?, self.variables(reals)?);
        if from.len() != to.len() {
            return None;
        }
        let how = Written { own: true, right: true, turned: false };
        let mine = self.sides(forms, &how, None);
        let p = |i: &Identity| forms.sum(&i.p.scale(&i.p.content().recip()));
        permutations(&mut to, 0, &mut |to| {
            let map = |v: u32| from.iter().position(|w| *w == v).map_or(v, |i| to[i]);
            let image = other.renamed(&map);
            p(&image) == p(self) && image.sides(forms, &how, None) == mine
        })
        .then(|| from.iter().copied().zip(to.iter().copied()).filter(|(a, b)| a != b).collect())
    }
}

impl Powers {
    /// Another factor.
    fn times(&mut self, p: &Poly, e: u32) {
        for _ in 0..e {
            self.coefficient *= p.content();
        }
        if p.len() == 1 {
            if p.leading_sign() < 0 && !e.is_multiple_of(2) {
                self.coefficient = -self.coefficient.clone();
            }
            if let Some(m) = p.monomials().first() {
                self.mono = self.mono.mul(&m.pow(e));
            }
            return;
        }
        // What all terms have in common comes out.
        let mut monos = p.monomials().iter();
        let first = monos.next().cloned().unwrap_or_else(Mono::one);
        let common = monos.fold(first, |g, m| g.gcd(m));
        self.mono = self.mono.mul(&common.pow(e));
        let rest = p.terms().filter_map(|(m, c)| Some((m.div(&common)?, c)));
        let q = Poly::from_terms(rest);
        let q = q.scale(&q.content().recip());
        let even = q.neg();
        match self.sums.iter_mut().find(|s| s.0 == q || (s.0 == even && (e.is_multiple_of(2) || s.1.is_multiple_of(2))))
        {
            Some(s) => {
                if s.1.is_multiple_of(2) && !e.is_multiple_of(2) {
                    s.0 = q;
                }
                s.1 += e;
            }
            None => self.sums.push((q, e)),
        }
    }

    fn is_number(&self) -> bool {
        self.mono.is_one() && self.sums.is_empty()
    }

    fn renamed(&self, to: &dyn Fn(u32) -> u32) -> Powers {
        Powers {
            coefficient: self.coefficient.clone(),
            mono: Mono::new(self.mono.powers().map(|(v, e)| (to(v), e))),
            sums: self.sums.iter().map(|(p, e)| (p.rename(to), *e)).collect(),
        }
    }

    /// Its coefficient, then the others.
    fn factors(&self, forms: &Forms) -> Vec<String> {
        let c = self.coefficient.clone();
        let mut out = vec![c.to_string()];
        if !self.mono.is_one() {
            out.push(forms.sum(&Poly::term(Q::one(), self.mono.clone())));
        }
        let mut sums: Vec<String> = self
            .sums
            .iter()
            .map(|(p, e)| {
                // The sign of what is squared is chosen.
                let negative = e.is_multiple_of(2) && forms.backward(p);
                let p = if negative { p.neg() } else { p.clone() };
                format!("({}){}", forms.sum(&p), forms::exponent(*e))
            })
            .collect();
        sums.sort();
        out.extend(sums);
        out
    }
}

/// Factors side by side; a monomial among them is one already.
fn join(forms: &Forms, factors: &[String]) -> String {
    let mut out = String::new();
    for f in factors {
        if out.is_empty() {
            out = f.clone();
            continue;
        }
        let tight = forms.product(&["a".into(), "b".into()]).contains(TIMES);
        let plain = !out.contains('/') && !f.contains('/');
        let function = out.ends_with(')') && !f.starts_with('(');
        let word = f.chars().take_while(|c| c.is_alphabetic()).count() > 1;
        out.push(if tight && plain && !function && !word { TIMES } else { '·' });
        out += f;
    }
    out
}

/// Products without sums in them, as one polynomial.
fn gathered(products: &[Powers]) -> Option<Poly> {
    let plain = products.iter().all(|p| p.sums.is_empty());
    plain.then(|| Poly::from_terms(products.iter().map(|p| (p.mono.clone(), p.coefficient.clone()))))
}

/// Like products as one.
fn alike(products: &[Powers]) -> Vec<Powers> {
    let mut out: Vec<Powers> = Vec::new();
    for p in products {
        match out.iter_mut().find(|q| q.mono == p.mono && q.sums == p.sums) {
            Some(q) => q.coefficient = &q.coefficient + &p.coefficient,
            None => out.push(p.clone()),
        }
    }
    out
}

fn sum(forms: &Forms, products: &[Powers], scale: &Q) -> String {
    let mut all: Vec<(bool, String)> = alike(products)
        .iter()
        .map(|p| {
            let mut p = p.clone();
            p.coefficient = &p.coefficient * scale;
            let mut factors = p.factors(forms);
            if factors.len() > 1 && p.coefficient.is_one() {
                factors.remove(0);
            }
            // A sum by itself needs no parentheses.
            let bare = match (&factors[..], &p.sums[..]) {
                ([_], [(sum, 1)]) => Some(forms.sum(sum)),
                _ => None,
            };
            (p.is_number(), bare.unwrap_or_else(|| join(forms, &factors)))
        })
        .collect();
    let key = |s: &str| s.trim_start_matches(|c: char| c.is_ascii_digit() || c == TIMES || c == '·').to_string();
    all.sort_by_key(|(number, text)| (*number, key(text), text.clone()));
    let texts: Vec<String> = all.into_iter().map(|a| a.1).collect();
    if texts.is_empty() { "0".into() } else { texts.join(" + ") }
}

/// What an inequality compares with zero.
pub fn difference(a: &Atom, forms: &mut Forms) -> Option<Poly> {
    let (x, y): (&Num, &Num) = if matches!(a.rel, Rel::Le | Rel::Lt) { (&a.rhs, &a.lhs) } else { (&a.lhs, &a.rhs) };
    Some(forms.poly(x)?.sub(&forms.poly(y)?))
}

/// Tries all orders until one fits.
fn permutations(v: &mut Vec<u32>, k: usize, fits: &mut dyn FnMut(&[u32]) -> bool) -> bool {
    if k >= v.len() {
        return fits(v);
    }
    for i in k..v.len() {
        v.swap(k, i);
        if permutations(v, k + 1, fits) {
            return true;
        }
        v.swap(k, i);
    }
    false
}

/// The number c for which `P = c · (lhs − rhs) · divisors`, by values; None where there is none that is simple.
pub fn ratio(cleared: &Atom, claim: &Atom, divisors: &[(Num, u32)]) -> Option<Q> {
    let at = |k: usize| -> Option<f64> {
        let value = |n: &Num| eval(n, k);
        let side = |a: &Atom| {
            let d = value(&a.lhs)? - value(&a.rhs)?;
            Some(if matches!(a.rel, Rel::Le | Rel::Lt) { -d } else { d })
        };
        let mut below = side(claim)?;
        for (d, e) in divisors {
            below *= value(d)?.powi(*e as i32);
        }
        let r = side(cleared)? / below;
        r.is_finite().then_some(r)
    };
    let (a, b, c) = (at(0)?, at(1)?, at(2)?);
    let near = |x: f64, y: f64| (x - y).abs() <= 1e-7 * (1.0 + x.abs());
    if !near(a, b) || !near(a, c) || a <= 0.0 {
        return None;
    }
    let d = (1..=1_000i64).find(|d| near((a * *d as f64).round(), a * *d as f64))?;
    let n = (a * d as f64).round();
    (n.abs() < 1e9 && n > 0.0).then(|| Q::new((n as i64).into(), d.into())).filter(|q| q.is_positive() && !q.is_zero())
}

/// A value, for variables that are some positive numbers.
fn eval(n: &Num, k: usize) -> Option<f64> {
    use num_traits::ToPrimitive;
    Some(match n {
        Num::Const(c) => c.to_f64()?,
        Num::Real(v) => {
            let i = f64::from(*v) + 1.0;
            (i * (0.618_033_988 + 0.271 * k as f64)).fract() + 0.3 + 0.17 * i
        }
        Num::Add(xs) => xs.iter().map(|x| eval(x, k)).sum::<Option<f64>>()?,
        Num::Mul(xs) => xs.iter().map(|x| eval(x, k)).product::<Option<f64>>()?,
        Num::Neg(x) => -eval(x, k)?,
        Num::Div(a, b) => eval(a, k)? / eval(b, k)?,
        Num::Pow(x, e) => eval(x, k)?.powf(e.to_f64()?),
        Num::Call(f, xs) => match (f.as_str(), &xs[..]) {
            ("sqrt", [x]) => eval(x, k)?.sqrt(),
            ("root", [n, x]) => eval(x, k)?.powf(eval(n, k)?.recip()),
            ("abs", [x]) => eval(x, k)?.abs(),
            _ => return None,
        },
        _ => return None,
    })
    .filter(|x| x.is_finite())
}
