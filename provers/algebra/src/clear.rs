//! Goals with divisors: multiplied by them, proved, and divided again.

use crate::facts::Facts;
use crate::prover::Prover;
use crate::sheet::At;
use crate::terms::{Literal, Sign};
use euclase_kernel::algebra::Reason;
use euclase_poly::{MAX_TERMS, Poly};

impl Prover<'_> {
    /// The goal times its divisors: the literal without divisors, the lines of the divisors and their powers. `None` where
    /// a divisor is there of which nothing is known.
    pub fn cleared_goal(&self, facts: &Facts, goal: &Literal) -> Option<(Literal, Vec<At>, Vec<u32>)> {
        let ordered = matches!(goal.sign, Sign::NonNegative | Sign::Positive);
        let mut p = goal.poly.clone();
        let (mut lines, mut powers) = (Vec::new(), Vec::new());
        for v in facts.inverses.iter().rev() {
            let e = p.degree_in(v.var);
            if e == 0 {
                continue;
            }
            let k = if ordered && !v.positive { e + e % 2 } else { e };
            let coefficients = p.coefficients_in(v.var)?;
            p = Poly::zero();
            for (j, c) in coefficients.iter().enumerate() {
                let d = v.divisor.pow(k.checked_sub(j as u32)?, MAX_TERMS)?;
                p = p.add(&c.mul_cap(&d, MAX_TERMS)?);
            }
            lines.push(v.nonzero);
            powers.push(k);
        }
        (!lines.is_empty()).then(|| (Literal::new(p, goal.sign), lines, powers))
    }

    /// The goal from its cleared form.
    pub fn divided(&mut self, goal: &Literal, cleared: At, divisors: Vec<At>, powers: Vec<u32>) -> At {
        let premises = [vec![cleared], divisors].concat();
        self.sheet.say(goal, Reason::Field(powers), premises)
    }
}
