//! The lines that are being written.

use crate::problem::{ROOT, Variables};
use euclase_grammar::core::{Atom, Cond, Num, Q, Rel};
use euclase_kernel::algebra::{Clause, GoalProof, Line, Order, Product, Proof, Reason, Said};
use euclase_poly::Poly;
use num_traits::One;

/// Number of a line.
pub type At = usize;

/// Lines, and the conditions that they record.
pub struct Sheet<'a> {
    /// What the variables are.
    pub vars: &'a Variables,
    lines: Vec<Line>,
    conditions: Vec<Cond>,
}

impl<'a> Sheet<'a> {
    /// An empty one.
    pub fn new(vars: &'a Variables) -> Sheet<'a> {
        Sheet { vars, lines: Vec::new(), conditions: Vec::new() }
    }

    fn push(&mut self, claim: Clause, reason: Reason, premises: Vec<At>) -> At {
        self.lines.push(Line { claim, reason, premises });
        self.lines.len() - 1
    }

    /// A polynomial in short, for people who look into a failure.
    pub fn words(&self, p: &Poly) -> String {
        let text = format!("{} terms, degree {}: {p}", p.len(), p.degree());
        text.chars().take(100).collect()
    }

    /// A comparison of a polynomial with zero.
    pub fn say(&mut self, p: &Poly, rel: Rel, reason: Reason, premises: Vec<At>) -> At {
        let atom = self.vars.atom(p, rel);
        self.push(vec![atom], reason, premises)
    }

    /// What something says in coordinates.
    pub fn cite(&mut self, p: &Poly, rel: Rel, said: Said, clause: usize) -> At {
        self.say(p, rel, Reason::Coordinates(said, self.vars.frame, clause), vec![])
    }

    /// Conditions that are recorded.
    pub fn recorded(&self) -> &[Cond] {
        &self.conditions
    }

    /// Records a condition.
    pub fn record(&mut self, c: &Cond) -> Said {
        let known = self.conditions.iter().position(|d| d == c);
        Said::Recorded(known.unwrap_or_else(|| {
            self.conditions.push(c.clone());
            self.conditions.len() - 1
        }))
    }

    /// p = Σ cofactor · equation, so p = 0.
    pub fn combine(&mut self, p: &Poly, parts: &[(At, &Poly)]) -> At {
        let parts = parts.iter().filter(|c| !c.1.is_zero());
        let (premises, cofactors): (Vec<At>, Vec<Num>) = parts.map(|(at, c)| (*at, self.vars.num(c))).unzip();
        self.say(p, Rel::Eq, Reason::Combine(cofactors), premises)
    }

    /// left = right, since left − right = Σ cofactor · equation; the terms as they are written.
    pub fn equation(&mut self, left: Num, right: Num, parts: Vec<(At, Num)>) -> At {
        let (premises, cofactors) = parts.into_iter().unzip();
        self.push(vec![Atom { lhs: left, rel: Rel::Eq, rhs: right }], Reason::Combine(cofactors), premises)
    }

    /// Supposes that p = 0, or p ≠ 0.
    pub fn suppose(&mut self, p: &Poly, rel: Rel) -> At {
        self.say(p, rel, Reason::Suppose, vec![])
    }

    /// p = 0 and p ≠ 0 (or p > 0, p < 0) contradict one another.
    pub fn absurd(&mut self, p: &Poly, zero: At, rel: Rel, other: At) -> At {
        // 0 = p² − p·p, or p − p, or −p + p
        let cofactor = match rel {
            Rel::Ne => p.neg(),
            Rel::Lt => Poly::one(),
            _ => Poly::int(-1),
        };
        let product = Product { coefficient: Q::one(), factors: vec![1], squares: vec![] };
        let order = Order { multiplier: vec![], terms: vec![product], cofactors: vec![(0, self.vars.num(&cofactor))] };
        self.push(vec![], Reason::Order(order), vec![zero, other])
    }

    /// Something absurd, by an identity of inequalities.
    pub fn contradiction(&mut self, order: Order, premises: Vec<At>) -> At {
        self.push(vec![], Reason::Order(order), premises)
    }

    /// From a product that is zero and factors of it that are not: the last factor is zero. `factors` with their multiplicities, and the
    /// lines that say that they are not zero; `times` is the multiplicity of the last one.
    pub fn strip(&mut self, product: At, factors: &[(Poly, u32, At)], last: &Poly, times: u32) -> At {
        let claim = self.vars.atom(last, Rel::Eq);
        let last = self.vars.num(last);
        self.strip_to(product, factors, last, times, claim)
    }

    /// The same for a factor as it is written, with what is claimed of it.
    pub fn strip_to(&mut self, product: At, factors: &[(Poly, u32, At)], last: Num, times: u32, claim: Atom) -> At {
        let claimed = || vec![claim.clone()];
        if factors.is_empty() && times == 1 {
            return self.push(claimed(), Reason::Weaken, vec![product]);
        }
        let all = factors.iter().flat_map(|(f, e, _)| std::iter::repeat_n(f, *e as usize));
        let mut all: Vec<Num> = all.map(|f| self.vars.num(f)).collect();
        all.extend(std::iter::repeat_n(last, times as usize));
        let mut alternatives: Clause = factors.iter().map(|f| self.vars.atom(&f.0, Rel::Eq)).collect();
        alternatives.push(claim.clone());
        let first = self.push(alternatives, Reason::Factors(all), vec![product]);
        let mut premises = vec![first];
        for (f, _, not) in factors {
            let zero = self.suppose(f, Rel::Eq);
            let never = self.absurd(f, zero, Rel::Ne, *not);
            premises.push(self.push(claimed(), Reason::Weaken, vec![never]));
        }
        premises.push(self.push(claimed(), Reason::Suppose, vec![]));
        self.push(claimed(), Reason::Cases, premises)
    }

    /// p ≠ 0, since p = 0 leads to something absurd.
    pub fn refuted(&mut self, p: &Poly, absurd: At) -> At {
        let both: Vec<Atom> = [Rel::Eq, Rel::Ne].map(|rel| self.vars.atom(p, rel)).into();
        let either = self.push(both, Reason::Either, vec![]);
        let never = self.say(p, Rel::Ne, Reason::Weaken, vec![absurd]);
        let other = self.suppose(p, Rel::Ne);
        self.say(p, Rel::Ne, Reason::Cases, vec![either, never, other])
    }

    /// A clause of what is assumed, with several alternatives.
    pub fn clause(&mut self, claim: Clause, said: Said, clause: usize) -> At {
        self.push(claim, Reason::Coordinates(said, self.vars.frame, clause), vec![])
    }

    /// p > 0, since multiplier·p = Σ terms + Σ cofactor·equation.
    pub fn positive(
        &mut self,
        p: &Poly,
        multiplier: Vec<Product>,
        terms: Vec<Product>,
        cofactors: Vec<(usize, Num)>,
        premises: Vec<At>,
    ) -> At {
        self.say(p, Rel::Gt, Reason::Order(Order { multiplier, terms, cofactors }), premises)
    }

    /// u = 0 from u² + v² = 0.
    pub fn vanishing(&mut self, u: &Poly, v: &Poly, zero: At) -> At {
        let square = |f: &Poly| Product { coefficient: Q::one(), factors: vec![], squares: vec![self.vars.num(f)] };
        let one = Product { coefficient: Q::one(), factors: vec![], squares: vec![] };
        let cofactors = vec![(0, self.vars.num(&Poly::int(-1)))];
        let order = Order { multiplier: vec![one], terms: vec![square(v)], cofactors };
        self.say(u, Rel::Eq, Reason::Order(order), vec![zero])
    }

    /// u = 0 from u² = 0.
    pub fn root(&mut self, u: &Poly, zero: At) -> At {
        let all = vec![self.vars.num(u); 2];
        self.say(u, Rel::Eq, Reason::Factors(all), vec![zero])
    }

    /// Something absurd: 0 is what is positive and equations.
    pub fn never(&mut self, terms: Vec<Product>, cofactors: Vec<(usize, Num)>, premises: Vec<At>) -> At {
        self.push(vec![], Reason::Order(Order { multiplier: vec![], terms, cofactors }), premises)
    }

    /// A clause of which one alternative, or its opposite, is supposed: the line `other` has it for the opposite.
    pub fn either_way(&mut self, clause: &Clause, (p, rel, opposite): (&Poly, Rel, Rel), other: At) -> At {
        let both: Vec<Atom> = [rel, opposite].map(|r| self.vars.atom(p, r)).into();
        let either = self.push(both, Reason::Either, vec![]);
        let this = self.suppose(p, rel);
        let this = self.weaken(clause.clone(), this);
        self.push(clause.clone(), Reason::Cases, vec![either, this, other])
    }

    /// √3·√3 = 3.
    pub fn root_of_three(&mut self) -> At {
        let three = || Num::Const(Q::from_integer(3.into()));
        let number = |n: i64| Product { coefficient: Q::from_integer(n.into()), factors: vec![], squares: vec![] };
        let order = Order { multiplier: vec![number(1)], terms: vec![number(3)], cofactors: vec![] };
        let sign = self.push(
            vec![Atom { lhs: three(), rel: Rel::Ge, rhs: Num::Const(Q::from_integer(0.into())) }],
            Reason::Order(order),
            vec![],
        );
        let terms = vec![Num::Const(Q::from_integer(2.into())), three()];
        let square = Poly::var(ROOT).mul(&Poly::var(ROOT)).unwrap_or_else(Poly::zero).sub(&Poly::int(3));
        self.say(&square, Rel::Eq, Reason::Lemma("root_power".into(), terms), vec![sign])
    }

    /// A clause that a line gives at once.
    pub fn weaken(&mut self, clause: Clause, at: At) -> At {
        self.push(clause, Reason::Weaken, vec![at])
    }

    /// The proof, without what nothing rests on.
    pub fn finish(mut self, mut goals: Vec<GoalProof>) -> Proof {
        let mut needed = vec![false; self.lines.len()];
        goals.iter().flat_map(|g| &g.lines).for_each(|at| needed[*at] = true);
        for i in (0..self.lines.len()).rev() {
            if needed[i] {
                self.lines[i].premises.iter().for_each(|p| needed[*p] = true);
            }
        }
        let mut place = vec![0; self.lines.len()];
        let (mut lines, mut conditions): (Vec<Line>, Vec<Cond>) = (Vec::new(), Vec::new());
        for (i, mut l) in std::mem::take(&mut self.lines).into_iter().enumerate().filter(|(i, _)| needed[*i]) {
            place[i] = lines.len();
            l.premises.iter_mut().for_each(|p| *p = place[*p]);
            if let Reason::Coordinates(Said::Recorded(k), ..) = &mut l.reason {
                let cond = &self.conditions[*k];
                *k = conditions.iter().position(|c| c == cond).unwrap_or_else(|| {
                    conditions.push(cond.clone());
                    conditions.len() - 1
                });
            }
            lines.push(l);
        }
        goals.iter_mut().for_each(|g| g.lines.iter_mut().for_each(|at| *at = place[*at]));
        Proof { reals: Vec::new(), conditions, lines, goals }
    }
}
