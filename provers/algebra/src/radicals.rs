//! Roots of products, over roots of the factors.
//!
//! With ρ = root(N, v) for each factor v ≥ 0, N a common multiple of the indices, root(n, Π v^e) is Π ρ^(eN/n): their n-th powers
//! are equal, and neither is negative. A goal about such roots becomes one about polynomials in the ρ, with v = ρ^N put in.

use crate::facts::Facts;
use crate::powers::over_others;
use crate::prover::{Effort, Prover};
use crate::sheet::{At, unit};
use crate::terms::{Literal, Opaque, Sign};
use euclase_grammar::core::{Num, Q};
use euclase_kernel::algebra::Reason;
use euclase_poly::{Certificate, MAX_TERMS, Poly, Term, int};
use num_integer::Integer;
use num_traits::One;
use std::collections::{BTreeMap, BTreeSet};

/// Greatest common multiple of indices, and most factors.
const INDEX: u32 = 12;
const FEW: usize = 6;

/// A root as a product of powers of the variables.
#[derive(Clone)]
struct Radical {
    var: u32,
    index: u32,
    below: Poly,
    /// Its exponents over the variables, times all indices: root = Π v^(e/total).
    exponents: BTreeMap<u32, Q>,
}

impl Prover<'_> {
    /// A comparison about roots of products.
    pub fn over_roots(&mut self, facts: &Facts, goal: &Literal, effort: Effort) -> Option<At> {
        if facts.radicals {
            return None;
        }
        if let Some((cleared, divisors, powers)) = self.cleared_goal(facts, goal) {
            let at = self.over_roots(facts, &cleared, effort)?;
            return Some(self.divided(goal, at, divisors, powers));
        }
        let roots = self.radicals(facts)?;
        let index = roots
            .iter()
            .flat_map(|r| r.exponents.values())
            .fold(1u32, |n, e| u32::try_from(e.denom()).map_or(INDEX + 1, |d| if n > INDEX { n } else { n.lcm(&d) }));
        let vars: BTreeSet<u32> = roots.iter().flat_map(|r| r.exponents.keys().copied()).collect();
        if !(2..=INDEX).contains(&index) || vars.len() > FEW {
            return None;
        }
        let mut inner = facts.clone();
        inner.radicals = true;
        // v = ρ^N
        let mut by: Vec<(u32, Poly, At)> = Vec::new();
        let mut rho: BTreeMap<u32, (Poly, At)> = BTreeMap::new();
        let mut signs: Vec<(Literal, At)> = Vec::new();
        for v in &vars {
            self.quickly(facts, &Literal::new(Poly::var(*v), Sign::NonNegative))?;
            let args = vec![Num::Const(Q::from_integer(index.into())), self.sheet.terms.term(*v)];
            let root = self.sheet.terms.poly(&Num::Call("root".into(), args))?;
            self.explain(&mut inner, &[Literal::new(root.clone(), Sign::NonNegative)]);
            let power = root.pow(index, MAX_TERMS)?;
            let line = inner.says(&Literal::new(power.sub(&Poly::var(*v)), Sign::Zero))?;
            let up = Literal::new(root.clone(), Sign::NonNegative);
            let sign = inner.says(&up)?;
            signs.push((up, sign));
            let positive = Literal::new(root.clone(), Sign::Positive);
            if let Some(at) = inner.says(&positive) {
                signs.push((positive, at));
            }
            // v − ρ^N = 0, as `over_others` wants it.
            let turned = self.sheet.combine(&Poly::var(*v).sub(&power), vec![(line, Poly::int(-1))]);
            by.push((*v, power, turned));
            rho.insert(*v, (root, sign));
        }
        let own: Vec<u32> = rho.values().flat_map(|r| r.0.vars()).collect();
        for r in roots.iter().filter(|r| !own.contains(&r.var)) {
            let mut product = Poly::one();
            let mut factors = Vec::new();
            for (v, e) in &r.exponents {
                let (root, sign) = rho.get(v)?;
                let k = u32::try_from((e * int(i64::from(index))).to_integer()).ok()?;
                product = product.mul_cap(&root.pow(k, MAX_TERMS)?, MAX_TERMS)?;
                factors.extend(std::iter::repeat_n(*sign, k as usize));
            }
            // Π ρ^k ≥ 0
            let places = (0..factors.len()).collect();
            let c = Certificate {
                multiplier: unit(),
                terms: vec![Term { coeff: Q::one(), ineqs: places, squares: vec![] }],
                cofactors: vec![],
            };
            let product_line =
                self.sheet.order(Some(&Literal::new(product.clone(), Sign::NonNegative)), &c, &factors, &[]);
            let x = Poly::var(r.var);
            let root_line = inner.says(&Literal::new(x.clone(), Sign::NonNegative))?;
            let power_line = inner.says(&Literal::new(x.pow(r.index, MAX_TERMS)?.sub(&r.below), Sign::Zero))?;
            // rⁿ − (Πρ^k)ⁿ = (rⁿ − u) + (u − Πρ^kn)
            let (same, mut parts) = over_others(&r.below, &by)?;
            if same != product.pow(r.index, MAX_TERMS)? {
                return None;
            }
            parts.push((power_line, Poly::one()));
            let zero = self.sheet.combine(&x.pow(r.index, MAX_TERMS)?.sub(&same), parts);
            let line = self.equal_nth((&x, root_line), (&product, product_line), r.index, zero)?;
            by.insert(0, (r.var, product, line));
        }
        let (p, parts) = over_others(&goal.poly, &by)?;
        if p == goal.poly {
            return None;
        }
        let claim = Literal::new(p, goal.sign);
        // The facts over the roots.
        let mut over = Facts { radicals: true, ..Facts::default() };
        for (l, at) in signs {
            over.add(vec![l], at);
        }
        for (l, at) in &facts.known {
            if !matches!(l.sign, Sign::Zero | Sign::NonNegative | Sign::Positive) || self.sheet.defines(*at) {
                continue;
            }
            let Some((q, parts)) = over_others(&l.poly, &by) else { continue };
            if q == l.poly || q.is_zero() || q.len() == 1 {
                continue;
            }
            let claim = Literal::new(q, l.sign);
            let line = self.carried(&claim, *at, parts.into_iter().map(|(at, c)| (at, c.neg())).collect());
            over.add(vec![claim], line);
        }
        if self.samples(&over).refute(&claim) {
            return None;
        }
        let at = self.single(&over, &claim, effort)?;
        Some(self.carried(goal, at, parts))
    }

    /// claim = (what a line says) + Σ cofactor·equation.
    pub fn carried(&mut self, claim: &Literal, at: At, parts: Vec<(At, Poly)>) -> At {
        if claim.sign == Sign::Zero {
            let parts = parts.into_iter().chain([(at, Poly::one())]).collect();
            return self.sheet.combine(&claim.poly, parts);
        }
        let (eqs, cofactors): (Vec<At>, Vec<Poly>) = parts.into_iter().unzip();
        let term = Term { coeff: Q::one(), ineqs: vec![0], squares: vec![] };
        let c = Certificate { multiplier: unit(), terms: vec![term], cofactors };
        self.sheet.order(Some(claim), &c, &[at], &eqs)
    }

    /// The roots whose radicands are products, if there is one worth the while.
    fn radicals(&self, facts: &Facts) -> Option<Vec<Radical>> {
        let mut out: Vec<Radical> = Vec::new();
        for var in facts.explained.iter().copied().collect::<BTreeSet<u32>>() {
            let Some(Opaque::Root(index, below)) = self.sheet.terms.get(var).cloned() else { continue };
            let m = below.monomials().first().filter(|m| below.len() == 1 && below.coeff(m).is_one())?;
            let mut exponents: BTreeMap<u32, Q> = BTreeMap::new();
            for (v, e) in m.powers() {
                let of_root = out.iter().find(|r| r.var == v).map(|r| r.exponents.clone());
                let inner = of_root.unwrap_or_else(|| [(v, Q::one())].into());
                for (w, k) in inner {
                    let part = k * int(i64::from(e)) / int(i64::from(index));
                    let place = exponents.entry(w).or_insert_with(|| int(0));
                    *place = &*place + part;
                }
            }
            let leaf = |v: &u32| matches!(self.sheet.terms.get(*v), Some(Opaque::Leaf(_)));
            if !exponents.keys().all(leaf) {
                return None;
            }
            out.push(Radical { var, index, below, exponents });
        }
        let plain = |r: &Radical| r.exponents.len() == 1 && r.exponents.values().all(|e| e.numer().is_one());
        let indices: BTreeSet<u32> = out.iter().map(|r| r.index).collect();
        (out.iter().any(|r| !plain(r)) || indices.len() > 1).then_some(out)
    }

    /// A = B, since Aⁿ = Bⁿ and neither is negative.
    pub fn equal_nth(&mut self, (a, a_line): (&Poly, At), (b, b_line): (&Poly, At), n: u32, zero: At) -> Option<At> {
        let d = a.sub(b);
        let claim = Literal::new(d.clone(), Sign::Zero);
        let up = Literal::new(d.clone(), Sign::NonNegative);
        let down = up.negated();
        let atoms = [&up, &down].map(|l| self.sheet.terms.atom(l)).to_vec();
        let either = self.sheet.push(atoms, Reason::Either, vec![]);
        let half = n.div_ceil(2);
        let mut premises = vec![either];
        for (l, least, sign) in [(&up, b_line, -1), (&down, a_line, 1)] {
            let e = &l.poly;
            let s = self.sheet.suppose(std::slice::from_ref(l));
            // With E ≥ 0 the difference and B the lesser one: (B + E)ⁿ − Bⁿ = Eⁿ + Σ_{0<k<n} binomial·Bⁿ⁻ᵏ·Eᵏ.
            let odd = (n % 2) as usize;
            let mut binomial = 1i64;
            let mut terms = Vec::new();
            for k in 1..n {
                binomial = binomial * i64::from(n - k + 1) / i64::from(k);
                let ineqs = [vec![0; (n - k) as usize], vec![1; k as usize + odd]].concat();
                terms.push(Term { coeff: int(binomial), ineqs, squares: vec![] });
            }
            let cofactor = if odd == 1 { e.scale(&int(sign)) } else { Poly::int(sign) };
            let c = Certificate { multiplier: unit(), terms, cofactors: vec![cofactor] };
            let power = Literal::new(e.pow(half, MAX_TERMS)?, Sign::Zero);
            let at = self.sheet.order(Some(&power), &c, &[least, s], &[zero]);
            let factors = vec![self.sheet.terms.num(e); half as usize];
            premises.push(self.sheet.say(&claim, Reason::Factors(factors), vec![at]));
        }
        Some(self.sheet.say(&claim, Reason::Cases, premises))
    }
}
