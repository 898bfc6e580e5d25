//! The rules of a line that look at polynomials.

use super::forms::Forms;
use super::lemmas::lemma;
use super::poly::{Literal, Poly, Sign, error};
use super::{Order, Product, Reason};
use crate::rules::RuleError;
use euclase_grammar::core::{Atom, Num, Q};
use num_traits::{One, Signed};

/// A line that is checked: its claim and what it cites, over one graph.
pub(super) struct Site<'a> {
    pub forms: Forms,
    pub claim: Vec<Literal>,
    pub cited: Vec<Vec<Literal>>,
    /// The clauses cited, as they are written.
    pub written: Vec<&'a [Atom]>,
}

fn one(clause: &[Literal]) -> Result<&Literal, RuleError> {
    match clause {
        [l] => Ok(l),
        _ => Err(error("a single comparison", format!("a clause of {}", clause.len()))),
    }
}

fn equation(clause: &[Literal]) -> Result<&Poly, RuleError> {
    let l = one(clause)?;
    if l.sign == Sign::Zero { Ok(&l.poly) } else { Err(error("an equation", "another comparison")) }
}

fn check(holds: bool, expected: &str, got: &str) -> Result<(), RuleError> {
    if holds { Ok(()) } else { Err(error(expected, got)) }
}

impl Site<'_> {
    /// Checks all rules but those that look at suppositions alone.
    pub fn check(&mut self, reason: &Reason) -> Result<(), RuleError> {
        match reason {
            Reason::Given(..) | Reason::Step(_) | Reason::Coordinates(..) => Ok(()),
            Reason::Suppose | Reason::Instance(_) | Reason::Cases => Ok(()),
            Reason::Either => self.either(),
            Reason::Weaken => {
                check(self.cited.len() == 1, "one line", &self.cited.len().to_string())?;
                self.concludes(&self.cited[0].clone())
            }
            Reason::Combine(cofactors) => self.combine(cofactors),
            Reason::Order(order) => self.order(order),
            Reason::Field(powers) => self.field(powers),
            Reason::Factors(factors) => self.factors(factors),
            Reason::Congruence => self.congruence(),
            Reason::Lemma(name, terms) => self.lemma(name, terms),
        }
    }

    /// The clause says what is claimed.
    pub fn concludes(&mut self, clause: &[Literal]) -> Result<(), RuleError> {
        check(self.forms.gives(clause, &self.claim)?, "a claim that follows from this at once", "another claim")
    }

    fn either(&mut self) -> Result<(), RuleError> {
        let found = self.forms.opposite(&self.claim)?;
        check(found && self.cited.is_empty(), "a comparison and its opposite", "other alternatives")
    }

    fn combine(&mut self, cofactors: &[Num]) -> Result<(), RuleError> {
        check(cofactors.len() == self.cited.len(), "a cofactor for each line cited", &cofactors.len().to_string())?;
        let mut rest = equation(&self.claim)?.clone();
        for (c, h) in cofactors.iter().zip(self.cited.clone()) {
            let c = self.forms.poly(c)?;
            let part = self.forms.times(&c, equation(&h)?)?;
            rest = self.forms.minus(rest, &part)?;
        }
        check(rest.is_zero(), "an identity", "a difference that is not zero")
    }

    /// A sum of non-negative products, and whether it is certainly positive.
    fn sum(&mut self, products: &[Product]) -> Result<(Poly, bool), RuleError> {
        let (mut sum, mut positive) = (Poly::default(), false);
        for p in products {
            check(p.coefficient.is_positive(), "a positive coefficient", "another")?;
            let mut strict = p.squares.is_empty();
            let mut product = Poly::constant(p.coefficient.clone());
            for i in &p.factors {
                let clause = self.cited.get(*i).ok_or_else(|| error("a line cited", i.to_string()))?;
                let l = one(clause)?.clone();
                let factor = match l.sign {
                    Sign::Zero => return Err(error("an inequality", "an equation")),
                    Sign::NonZero => self.forms.times(&l.poly, &l.poly)?,
                    Sign::NonNegative | Sign::Positive => l.poly,
                };
                strict &= l.sign != Sign::NonNegative;
                product = self.forms.times(&product, &factor)?;
            }
            for s in &p.squares {
                let s = self.forms.poly(s)?;
                let s = self.forms.times(&s, &s)?;
                product = self.forms.times(&product, &s)?;
            }
            positive |= strict;
            sum = self.forms.plus(sum, &product)?;
        }
        Ok((sum, positive))
    }

    fn order(&mut self, order: &Order) -> Result<(), RuleError> {
        let (multiplier, m_positive) = self.sum(&order.multiplier)?;
        let (mut right, t_positive) = self.sum(&order.terms)?;
        for (i, c) in &order.cofactors {
            let h = equation(self.cited.get(*i).ok_or_else(|| error("a line cited", i.to_string()))?)?.clone();
            let c = self.forms.poly(c)?;
            let part = self.forms.times(&c, &h)?;
            right = self.forms.plus(right, &part)?;
        }
        // m·p = t with m, t ≥ 0: p ≥ 0 where m > 0, p > 0 where t > 0; m·(−p²) = t ≥ 0 and m > 0: p = 0;
        // m·p² = t > 0: p ≠ 0; 0 = t > 0: absurd.
        let (left, certain) = match &self.claim[..] {
            [] => (Poly::default(), t_positive),
            [l] => {
                let p = l.poly.clone();
                match l.sign {
                    Sign::NonNegative => (p, m_positive),
                    Sign::Positive => (p, t_positive),
                    Sign::Zero => {
                        let square = self.forms.times(&p, &p)?;
                        (self.forms.minus(Poly::default(), &square)?, m_positive)
                    }
                    Sign::NonZero => (self.forms.times(&p, &p)?, t_positive),
                }
            }
            _ => return Err(error("a single comparison", "several")),
        };
        check(certain, "a sum that is certainly positive", "one that may be zero")?;
        let left = self.forms.times(&multiplier, &left)?;
        check(left == right, "an identity", "a difference that is not zero")
    }

    fn field(&mut self, powers: &[u32]) -> Result<(), RuleError> {
        check(powers.len() + 1 == self.cited.len(), "a power for each divisor cited", &powers.len().to_string())?;
        let (claim, cleared) = (one(&self.claim)?.clone(), one(&self.cited[0])?.clone());
        let signed = matches!(claim.sign, Sign::NonNegative | Sign::Positive);
        let mut p = claim.poly;
        for (k, d) in powers.iter().zip(&self.cited[1..].to_vec()) {
            let d = one(d)?;
            match d.sign {
                Sign::Positive => {}
                Sign::NonZero => {
                    check(!signed || k.is_multiple_of(2), "a divisor of known sign, or an even power", "")?
                }
                _ => return Err(error("a divisor that is not zero", "one that may be")),
            }
            p = self.forms.cleared(&p, &d.poly, *k)?;
        }
        let have = Literal { poly: p, sign: claim.sign };
        check(self.forms.gives(&[cleared], &[have])?, "the claim times its divisors", "another comparison")
    }

    fn factors(&mut self, factors: &[Num]) -> Result<(), RuleError> {
        check(self.cited.len() == 1, "one line", &self.cited.len().to_string())?;
        let product = equation(&self.cited[0])?.clone();
        let mut whole = Poly::constant(Q::one());
        let mut zeros = Vec::new();
        for f in factors {
            let f = self.forms.poly(f)?;
            whole = self.forms.times(&whole, &f)?;
            zeros.push(Literal { poly: f, sign: Sign::Zero });
        }
        let (whole, product) = (Literal { poly: whole, sign: Sign::Zero }, Literal { poly: product, sign: Sign::Zero });
        check(self.forms.gives(&[product], &[whole])?, "factors of what is zero", "another product")?;
        self.concludes(&zeros)
    }

    /// The equations cited are united; the claim is an equation of one class, or another line cited with equal sides.
    fn congruence(&mut self) -> Result<(), RuleError> {
        let claim = one(&self.claim)?.clone();
        let (mut pairs, mut other) = (Vec::new(), None);
        for (clause, atoms) in self.cited.iter().zip(&self.written) {
            match (&one(clause)?.sign, atoms) {
                (Sign::Zero, [a]) => pairs.push((a.lhs.clone(), a.rhs.clone())),
                _ if other.is_none() => other = Some(one(clause)?.clone()),
                _ => return Err(error("equations, and one comparison", "several")),
            }
        }
        let mut polys = Vec::new();
        for (a, b) in &pairs {
            polys.push((self.forms.poly(a)?, self.forms.poly(b)?));
        }
        self.forms.unite(&polys)?;
        let (have, same_sign) = match other {
            None => (Poly::default(), claim.sign == Sign::Zero),
            Some(l) => (l.poly, l.sign == claim.sign),
        };
        check(same_sign && self.forms.same(&have, &claim.poly)?, "equal terms in equal places", "other terms")
    }

    fn lemma(&mut self, name: &str, terms: &[Num]) -> Result<(), RuleError> {
        let l = lemma(name, terms).ok_or_else(|| error("a lemma of the table and its terms", short(name)))?;
        check(
            l.needs.len() == self.cited.len(),
            &format!("{} conditions", l.needs.len()),
            &self.cited.len().to_string(),
        )?;
        for (need, have) in l.needs.iter().zip(self.cited.clone()) {
            let need = self.forms.literal(need)?;
            check(self.forms.gives(&have, &[need])?, "the condition of the lemma", "another claim")?;
        }
        let gives = self.forms.clause(&l.gives)?;
        self.concludes(&gives)
    }
}

fn short(name: &str) -> String {
    name.chars().take(60).collect()
}
