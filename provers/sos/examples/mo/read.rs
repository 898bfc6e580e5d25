//! Rational expressions in Python's notation to polynomials over a common denominator.

use euclase_poly::Poly;

/// A quotient with its denominator in factors.
#[derive(Clone)]
struct Fraction {
    top: Poly,
    bottom: Vec<(Poly, u32)>,
}

impl Fraction {
    fn of(top: Poly) -> Fraction {
        Fraction { top, bottom: vec![] }
    }

    fn power_in(bottom: &[(Poly, u32)], p: &Poly) -> u32 {
        bottom.iter().find(|(q, _)| q == p).map_or(0, |(_, e)| *e)
    }

    fn add(&self, other: &Fraction) -> Option<Fraction> {
        let mut bottom = self.bottom.clone();
        for (p, e) in &other.bottom {
            match bottom.iter_mut().find(|(q, _)| q == p) {
                Some((_, f)) => *f = (*f).max(*e),
                None => bottom.push((p.clone(), *e)),
            }
        }
        let lift = |f: &Fraction| {
            let mut top = f.top.clone();
            for (p, e) in &bottom {
                top = top.mul(&p.pow(e - Self::power_in(&f.bottom, p), 100_000)?)?;
            }
            Some(top)
        };
        Some(Fraction { top: lift(self)?.add(&lift(other)?), bottom })
    }

    fn mul(&self, other: &Fraction) -> Option<Fraction> {
        let mut bottom = self.bottom.clone();
        for (p, e) in &other.bottom {
            match bottom.iter_mut().find(|(q, _)| q == p) {
                Some((_, f)) => *f += e,
                None => bottom.push((p.clone(), *e)),
            }
        }
        Some(Fraction { top: self.top.mul(&other.top)?, bottom })
    }

    fn inverse(&self) -> Option<Fraction> {
        let mut top = Poly::one();
        for (p, e) in &self.bottom {
            top = top.mul(&p.pow(*e, 100_000)?)?;
        }
        match self.top.constant_value() {
            Some(c) => Some(Fraction::of(top.scale(&c.recip()))),
            // Monomials factor into variables.
            None if self.top.len() == 1 => {
                let (m, c) = self.top.leading()?;
                let bottom = m.powers().map(|(v, e)| (Poly::var(v), e)).collect();
                Some(Fraction { top: top.scale(&c.recip()), bottom })
            }
            None => Some(Fraction { top, bottom: vec![(self.top.clone(), 1)] }),
        }
    }
}

/// Python's arithmetic expressions with names of one letter, numbered as they come.
struct Reader<'a> {
    text: &'a [u8],
    at: usize,
    names: &'a mut Vec<u8>,
}

impl Reader<'_> {
    fn peek(&mut self) -> Option<u8> {
        while self.text.get(self.at) == Some(&b' ') {
            self.at += 1;
        }
        self.text.get(self.at).copied()
    }

    fn eat(&mut self, s: &str) -> bool {
        self.peek();
        let yes = self.text[self.at..].starts_with(s.as_bytes());
        if yes {
            self.at += s.len();
        }
        yes
    }

    fn sum(&mut self) -> Option<Fraction> {
        let mut value = Fraction::of(Poly::zero());
        let mut sign = if self.eat("-") { -1 } else { 1 };
        loop {
            let term = self.product()?;
            value = value.add(&term.mul(&Fraction::of(Poly::int(sign)))?)?;
            sign = match self.peek() {
                Some(b'+') => 1,
                Some(b'-') => -1,
                _ => return Some(value),
            };
            self.at += 1;
        }
    }

    fn product(&mut self) -> Option<Fraction> {
        let mut value = self.power()?;
        loop {
            if self.eat("*") {
                value = value.mul(&self.power()?)?;
            } else if self.eat("/") {
                value = value.mul(&self.power()?.inverse()?)?;
            } else {
                return Some(value);
            }
        }
    }

    fn power(&mut self) -> Option<Fraction> {
        let base = self.atom()?;
        if !self.eat("**") {
            return Some(base);
        }
        let e = self.atom()?.top.constant_value()?.to_integer().try_into().ok()?;
        let mut value = Fraction { top: base.top.pow(e, 100_000)?, bottom: base.bottom.clone() };
        value.bottom.iter_mut().for_each(|(_, f)| *f *= e);
        Some(value)
    }

    fn atom(&mut self) -> Option<Fraction> {
        if self.eat("(") {
            let value = self.sum()?;
            return self.eat(")").then_some(value);
        }
        let c = self.peek()?;
        if c.is_ascii_digit() {
            let start = self.at;
            while self.text.get(self.at).is_some_and(u8::is_ascii_digit) {
                self.at += 1;
            }
            let n: i64 = std::str::from_utf8(&self.text[start..self.at]).ok()?.parse().ok()?;
            return Some(Fraction::of(Poly::int(n)));
        }
        self.at += 1;
        if !c.is_ascii_alphabetic() {
            return None;
        }
        let known = self.names.iter().position(|n| *n == c);
        let v = known.unwrap_or_else(|| {
            self.names.push(c);
            self.names.len() - 1
        });
        Some(Fraction::of(Poly::var(v as u32)))
    }
}

/// The numerator of an expression, denominators taken out by their least common multiple as far as their factors are
/// written alike.
pub fn numerator(text: &str, names: &mut Vec<u8>) -> Option<Poly> {
    let mut r = Reader { text: text.as_bytes(), at: 0, names };
    let f = r.sum()?;
    (r.at == r.text.len()).then_some(f.top)
}
