//! What is known at a place of the proof: signs of polynomials, alternatives, each with its line; and what the opaque
//! terms in them satisfy.

use crate::prover::Prover;
use crate::sheet::{At, unit};
use crate::terms::{Literal, Opaque, Sign, Terms};
use euclase_grammar::core::{Atom, Num, Q, Rel};
use euclase_kernel::algebra::Reason;
use euclase_poly::{Certificate, Poly, Term};
use num_traits::One;

/// Known facts. Small: cloned where a case is entered.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Single literals.
    pub known: Vec<(Literal, At)>,
    /// Alternatives.
    pub clauses: Vec<(Vec<Literal>, At)>,
    /// Opaque terms whose facts are there.
    pub explained: Vec<u32>,
    /// Were the means of the powers compared?
    pub means: bool,
    /// Powers, each with its value over others and the line that says so.
    pub rewritten: Vec<(u32, Poly, At)>,
    /// How often powers were rewritten.
    pub power_rounds: usize,
    /// Square roots whose inner roots were looked at.
    pub nested: Vec<u32>,
    /// Powers that were compared with their tangents.
    pub tangents: Vec<u32>,
    /// Are absolute values, minima and maxima resolved?
    pub pieces: bool,
    /// Was the opposite of a goal supposed to refute a fact?
    pub turned: bool,
    /// Is all written over roots of the variables?
    pub radicals: bool,
    /// How often the squares of an equality case were taken.
    pub tight: u32,
    /// Variables that may be zero where an equality case has other alternatives.
    pub boundary: Vec<u32>,
    /// Terms about which nothing was found, and how much was known then.
    pub pending: Vec<(u32, usize)>,
    /// Are exponents left alone?
    pub plain: bool,
    /// Terms that are quotients: 1/d, radii and distances of a figure.
    pub quotients: Vec<Quotient>,
}

/// A term v with d·v = n, of which d ≠ 0 is known.
#[derive(Clone, Debug)]
pub struct Quotient {
    /// The variable that stands for it.
    pub var: u32,
    /// Its divisor.
    pub divisor: Poly,
    /// What is divided: 1 for `1/d`.
    pub numerator: Poly,
    /// The line that says d > 0, or d ≠ 0.
    pub nonzero: At,
    /// Does that line say that it is positive?
    pub positive: bool,
    /// The line d·v = n.
    pub product: At,
    /// What that line says is zero is this times d·v − n.
    pub sign: i64,
    /// 1; or 2 where all that is said here of v is said of its square.
    pub power: u32,
}

impl Quotient {
    /// Is it written as a quotient, so that the kernel's rule of divisors knows it?
    pub fn is_inverse(&self) -> bool {
        self.power == 1 && self.numerator.constant_value().is_some_and(|c| c.is_one())
    }
}

impl Facts {
    /// Adds what a line claims.
    pub fn add(&mut self, clause: Vec<Literal>, at: At) {
        match <[Literal; 1]>::try_from(clause) {
            Ok([l]) => {
                if !self.known.iter().any(|k| k.0 == l) {
                    self.known.push((l, at));
                }
            }
            Err(clause) => self.clauses.push((clause, at)),
        }
    }

    /// The equations.
    pub fn equations(&self) -> impl Iterator<Item = (&Poly, At)> {
        self.known.iter().filter(|k| k.0.sign == Sign::Zero).map(|k| (&k.0.poly, k.1))
    }

    /// The terms that are written as quotients, 1/d.
    pub fn inverses(&self) -> impl DoubleEndedIterator<Item = &Quotient> {
        self.quotients.iter().filter(|q| q.is_inverse())
    }

    /// The facts without one that is used up.
    #[must_use]
    pub fn without_line(&self, at: At) -> Facts {
        let mut rest = self.clone();
        rest.known.retain(|k| k.1 != at);
        rest
    }

    /// The facts that mention none of these real variables.
    #[must_use]
    pub fn without(&self, terms: &Terms, reals: &[u32]) -> Facts {
        if reals.is_empty() {
            return self.clone();
        }
        let free = |l: &Literal| l.poly.vars().iter().all(|v| !terms.mentions(*v, reals));
        Facts {
            known: self.known.iter().filter(|k| free(&k.0)).cloned().collect(),
            clauses: self.clauses.iter().filter(|c| c.0.iter().all(free)).cloned().collect(),
            ..Facts::default()
        }
    }

    /// A line that says this.
    pub fn says(&self, l: &Literal) -> Option<At> {
        self.known.iter().find(|k| k.0.gives(l)).map(|k| k.1)
    }
}

impl Prover<'_> {
    /// Adds the facts of all opaque terms that occur in what is known or asked, inner ones first.
    pub fn explain(&mut self, facts: &mut Facts, goal: &[Literal]) {
        loop {
            let polys = facts.known.iter().map(|k| &k.0.poly).chain(goal.iter().map(|l| &l.poly));
            let polys = polys.chain(facts.clauses.iter().flat_map(|c| c.0.iter().map(|l| &l.poly)));
            let mut todo: Vec<u32> = polys.flat_map(Poly::vars).collect();
            // What stands inside has the smaller number; it may occur nowhere else.
            let mut i = 0;
            while i < todo.len() {
                if let Some(t) = self.sheet.terms.get(todo[i]) {
                    let inner: Vec<u32> = match t {
                        Opaque::Leaf(_) => vec![],
                        Opaque::Inverse(p) | Opaque::Root(_, p) | Opaque::Abs(p) => p.vars().into_iter().collect(),
                        Opaque::Power(a, b) | Opaque::Min(a, b) | Opaque::Max(a, b) => {
                            a.vars().into_iter().chain(b.vars()).collect()
                        }
                    };
                    todo.extend(inner.into_iter().filter(|v| !todo[..].contains(v)).collect::<Vec<_>>());
                }
                i += 1;
            }
            todo.retain(|v| !facts.explained.contains(v));
            // Of numbers all is known; then inner terms before outer ones.
            todo.sort_unstable_by_key(|v| (!self.sheet.terms.is_number(*v), *v));
            todo.dedup();
            if todo.is_empty() {
                if self.explain_pending(facts) {
                    continue;
                }
                self.means_of_powers(facts);
                if self.nested_roots(facts) || self.rewrite_powers(facts) || self.exponents(facts) {
                    continue;
                }
                return;
            }
            for v in todo {
                facts.explained.push(v);
                self.explain_one(facts, v);
            }
        }
    }

    /// Functions of equal arguments are equal: of the terms met before.
    fn same_as_before(&mut self, facts: &mut Facts, v: u32, term: &Opaque) {
        let Some(x) = term.argument() else { return };
        let mut samples = None;
        for w in facts.explained.clone().into_iter().filter(|w| *w < v) {
            let Some(other) = self.sheet.terms.get(w).filter(|o| o.same_function(term)).cloned() else { continue };
            let Some(y) = other.argument() else { continue };
            let equal = Literal::new(x.sub(y), Sign::Zero);
            // Ideals are dear, and most arguments differ.
            if samples.get_or_insert_with(|| self.samples(facts)).refute(&equal) {
                continue;
            }
            if let Some(at) = self.by_equations(facts, &equal.poly) {
                let claim = Literal::new(Poly::var(v).sub(&Poly::var(w)), Sign::Zero);
                // The graph joins the sides as they are written.
                let atom = Atom { lhs: self.sheet.terms.num(x), rel: Rel::Eq, rhs: self.sheet.terms.num(y) };
                let at = self.sheet.push(vec![atom], Reason::Weaken, vec![at]);
                let at = self.sheet.say(&claim, Reason::Congruence, vec![at]);
                facts.add(vec![claim], at);
                return;
            }
        }
    }

    /// Once more the terms of which it was not known that they are defined, where more is known now.
    fn explain_pending(&mut self, facts: &mut Facts) -> bool {
        let now = facts.known.len();
        let (again, later) = std::mem::take(&mut facts.pending).into_iter().partition(|p| p.1 < now);
        facts.pending = later;
        for (v, _) in again {
            self.explain_one(facts, v);
        }
        facts.known.len() > now
    }

    fn explain_one(&mut self, facts: &mut Facts, v: u32) {
        let Some(term) = self.sheet.terms.get(v).cloned() else { return };
        self.same_as_before(facts, v, &term);
        match term {
            Opaque::Leaf(n) => self.explain_leaf(facts, v, &n),
            Opaque::Inverse(d) => self.explain_inverse(facts, v, d),
            Opaque::Root(n, x) => self.explain_root(facts, v, n, x),
            Opaque::Abs(x) => {
                let n = self.sheet.terms.num(&x);
                let (up, down) = (Literal::new(x.clone(), Sign::NonNegative), Literal::new(x.neg(), Sign::NonNegative));
                if let Some(at) = self.quickly(facts, &up) {
                    self.lemma_fact(facts, "abs_same", vec![n], vec![at]);
                } else if let Some(at) = self.quickly(facts, &down) {
                    self.lemma_fact(facts, "abs_opposite", vec![n], vec![at]);
                } else {
                    self.lemma_fact(facts, "abs_square", vec![n.clone()], vec![]);
                    self.lemma_fact(facts, "abs_sign", vec![n], vec![]);
                }
            }
            Opaque::Min(a, b) | Opaque::Max(a, b) => {
                let name = if matches!(self.sheet.terms.get(v), Some(Opaque::Min(..))) { "min" } else { "max" };
                let pair = vec![self.sheet.terms.num(&a), self.sheet.terms.num(&b)];
                for rule in ["bound", "bound_right", "either"] {
                    self.lemma_fact(facts, &format!("{name}_{rule}"), pair.clone(), vec![]);
                }
            }
            Opaque::Power(a, u) => {
                if let Some(at) = self.quickly(facts, &Literal::new(a.clone(), Sign::Positive)) {
                    let terms = vec![self.sheet.terms.num(&a), self.sheet.terms.num(&u)];
                    self.lemma_fact(facts, "power_sign", terms, vec![at]);
                }
            }
        }
    }

    /// Powers whose exponents add up to 1: their product is at most the mean of the bases with these weights.
    fn means_of_powers(&mut self, facts: &mut Facts) {
        let powers: Vec<(Poly, Poly)> = facts
            .explained
            .iter()
            .filter_map(|v| match self.sheet.terms.get(*v) {
                Some(Opaque::Power(a, u)) => Some((u.clone(), a.clone())),
                _ => None,
            })
            .collect();
        if powers.len() < 2 || facts.means {
            return;
        }
        facts.means = true;
        let mut premises = Vec::new();
        for (u, a) in &powers {
            let weight = self.quickly(facts, &Literal::new(u.clone(), Sign::NonNegative));
            let base = self.quickly(facts, &Literal::new(a.clone(), Sign::Positive));
            let (Some(weight), Some(base)) = (weight, base) else { return };
            premises.extend([weight, base]);
        }
        let sum = Poly::sum(&powers.iter().map(|p| p.0.clone()).collect::<Vec<_>>()).sub(&Poly::one());
        let Some(at) = self.by_equations(facts, &sum) else { return };
        premises.push(at);
        let weights = powers.iter().map(|p| self.sheet.terms.num(&p.0));
        let terms: Vec<Num> = weights.chain(powers.iter().map(|p| self.sheet.terms.num(&p.1))).collect();
        self.lemma_fact(facts, "weighted_means", terms, premises);
    }

    /// A lemma as a fact.
    pub fn lemma_fact(&mut self, facts: &mut Facts, name: &str, terms: Vec<Num>, premises: Vec<At>) -> Option<At> {
        let at = self.sheet.lemma(name, terms, premises)?;
        let clause = self.literals(at)?;
        facts.add(clause, at);
        Some(at)
    }

    fn explain_inverse(&mut self, facts: &mut Facts, v: u32, d: Poly) {
        let positive = Literal::new(d.clone(), Sign::Positive);
        let (nonzero, positive) = match self.quickly(facts, &positive) {
            Some(at) => (at, true),
            None => match self.quickly(facts, &Literal::new(d.clone(), Sign::NonZero)) {
                Some(at) => (at, false),
                None => return facts.pending.push((v, facts.known.len())),
            },
        };
        let n = self.sheet.terms.num(&d);
        let Some(product) = self.lemma_fact(facts, "inverse", vec![n], vec![nonzero]) else { return };
        facts.quotients.push(Quotient {
            var: v,
            divisor: d,
            numerator: Poly::one(),
            nonzero,
            positive,
            product,
            sign: 1,
            power: 1,
        });
        if positive {
            // d·(1/d) = 1 > 0.
            let inverse = Literal::new(Poly::var(v), Sign::Positive);
            let multiplier = vec![Term { coeff: Q::one(), ineqs: vec![0], squares: vec![] }];
            let c = Certificate { multiplier, terms: unit(), cofactors: vec![Poly::one()] };
            let at = self.sheet.order(Some(&inverse), &c, &[nonzero], &[product]);
            facts.add(vec![inverse], at);
        }
    }

    fn explain_root(&mut self, facts: &mut Facts, v: u32, n: u32, x: Poly) {
        let terms = vec![Num::Const(Q::from_integer(n.into())), self.sheet.terms.num(&x)];
        let at_least = self.quickly(facts, &Literal::new(x.clone(), Sign::NonNegative));
        let Some(at_least) = at_least else {
            if n % 2 == 1 {
                self.lemma_fact(facts, "root_power", terms, vec![]);
            }
            facts.pending.push((v, facts.known.len()));
            return;
        };
        let premises = if n.is_multiple_of(2) { vec![at_least] } else { vec![] };
        let power = self.lemma_fact(facts, "root_power", terms.clone(), premises);
        let sign = self.lemma_fact(facts, "root_sign", terms, vec![at_least]);
        let above = self.quickly(facts, &Literal::new(x, Sign::Positive));
        if let (Some(power), Some(sign), Some(above)) = (power, sign, above) {
            // r^(n−1)·r = x > 0.
            let root = Literal::new(Poly::var(v), Sign::Positive);
            let multiplier = vec![Term { coeff: Q::one(), ineqs: vec![0; n as usize - 1], squares: vec![] }];
            let terms = vec![Term { coeff: Q::one(), ineqs: vec![1], squares: vec![] }];
            let c = Certificate { multiplier, terms, cofactors: vec![Poly::one()] };
            let at = self.sheet.order(Some(&root), &c, &[sign, above], &[power]);
            facts.add(vec![root], at);
        }
    }
}
