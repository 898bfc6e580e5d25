//! Proofs under the statement's own conditions: ideals instead of a chain.
//!
//! A chain divides by its initials, and what the statement does not say of them is recorded. Here nothing is: from the equations and
//! what is said not to be zero it follows that g = 0 if g·Π n is in the ideal of the equations, for some n that are not zero
//! (Rabinowitsch 1929; Kapur 1986). Which n it takes is seen modulo a prime. Orders come in by their signs (`signs.rs`): of two
//! numbers with equal squares and one sign it follows that they are equal.

mod claims;
mod ideal;

use crate::factors::factors;
use crate::problem::{ROOT, Variables};
use crate::sheet::{At, Sheet};
use euclase_grammar::core::{CoreTheorem, Rel};
use euclase_kernel::algebra::statement::{given_in_coordinates, obligations_in_coordinates};
use euclase_kernel::algebra::{Clause, GoalProof, Proof, Reason, Said};
use euclase_poly::groebner::is_member;
use euclase_poly::{Poly, Work};
use num_traits::Zero;

/// Work for one question of membership, and for the factors of an equation.
const EACH: u64 = 400_000_000;
const FACTORS: u64 = 20_000_000;
/// What is known, as polynomials with their lines.
pub struct Strict<'a> {
    /// The lines.
    pub sheet: Sheet<'a>,
    /// They are zero.
    pub equations: Vec<(Poly, At)>,
    /// Irreducible ones that are not.
    pub nonzero: Vec<(Poly, At)>,
    /// They are positive.
    pub positive: Vec<(Poly, At)>,
    /// Values of the variables in the picture: they choose, and prove nothing.
    pub values: Vec<f64>,
    /// The power of the goal in the last product.
    last_power: u32,
    /// The vectors between the points, and their squares.
    vectors: Vec<([Poly; 2], Poly)>,
    /// Were distances looked at?
    told: bool,
}

/// A proof of all goals in one frame under no conditions but the statement's; `None`: none was found.
pub fn prove(theorem: &CoreTheorem, vars: &Variables, picture: &[[f64; 2]], work: &mut Work) -> Option<Proof> {
    let mut goals = Vec::new();
    for g in &theorem.goals {
        let all = obligations_in_coordinates(theorem, &g.kind, vars.frame)?;
        goals.push(all.into_iter().map(|o| o.clause).collect::<Vec<_>>());
    }
    let mut s = Strict {
        sheet: Sheet::new(vars),
        equations: Vec::new(),
        nonzero: Vec::new(),
        positive: Vec::new(),
        values: vars.values(picture),
        last_power: 1,
        vectors: Vec::new(),
        told: false,
    };
    s.vectors = s.all_vectors()?;
    s.read(theorem, &goals, work)?;
    s.simplify(work)?;
    s.signed(theorem, work)?;
    let mut proved = Vec::new();
    for clauses in goals {
        let lines = clauses.into_iter().map(|c| s.clause(&c, work)).collect::<Option<Vec<_>>>()?;
        proved.push(GoalProof { lines, frame: Some(vars.frame), ..GoalProof::default() });
    }
    Some(s.sheet.finish(proved))
}

impl Strict<'_> {
    /// What the statement says in the frame.
    fn read(&mut self, theorem: &CoreTheorem, goals: &[Vec<Clause>], work: &mut Work) -> Option<()> {
        let vars = self.sheet.vars;
        let mut several = Vec::new();
        let mut equations = Vec::new();
        for source in 0..theorem.hyps.len() + theorem.conds.len() {
            let clauses = given_in_coordinates(theorem, source, vars.frame).unwrap_or_default();
            for (clause, c) in clauses.into_iter().enumerate() {
                let said = Said::Assumed(source);
                let [atom] = &c[..] else {
                    several.push((c, said, clause));
                    continue;
                };
                let Some(p) = vars.poly(&atom.lhs) else { continue };
                match atom.rel {
                    Rel::Eq if p.is_zero() => {}
                    Rel::Eq => {
                        let at = self.sheet.cite(&p, Rel::Eq, said, clause);
                        equations.push((p, at));
                    }
                    Rel::Ne => {
                        let at = self.sheet.cite(&p, Rel::Ne, said, clause);
                        self.differs(&p, Rel::Ne, at, work)?;
                    }
                    Rel::Gt => {
                        let at = self.sheet.cite(&p, Rel::Gt, said, clause);
                        self.is_positive(p, at, work)?;
                    }
                    Rel::Lt => {
                        let at = self.sheet.cite(&p, Rel::Lt, said, clause);
                        let opposite = p.neg();
                        let at = self.sheet.say(&opposite, Rel::Gt, Reason::Weaken, vec![at]);
                        self.is_positive(opposite, at, work)?;
                    }
                    _ => {}
                }
            }
        }
        let root = |p: &Poly| p.degree_in(ROOT) > 0;
        let claims = goals.iter().flatten().flatten().filter_map(|a| vars.poly(&a.lhs));
        if equations.iter().any(|e| root(&e.0)) || claims.into_iter().any(|p| root(&p)) {
            let line = self.sheet.root_of_three();
            let square = Poly::var(ROOT).pow(2, 4)?.sub(&Poly::int(3));
            self.equations.push((square, line));
        }
        for (p, at) in equations {
            self.equation(&p, at, work)?;
        }
        // Alternatives of which all but one are known not to hold.
        for (c, said, clause) in several {
            let all: Vec<(Poly, Rel)> = c.iter().filter_map(|a| Some((vars.poly(&a.lhs)?, a.rel))).collect();
            if all.len() != c.len() {
                continue;
            }
            let mut denied: Vec<Option<At>> = Vec::new();
            let eqs: Vec<Poly> = self.equations.iter().map(|e| e.0.clone()).collect();
            for (p, rel) in &all {
                let zero = *rel == Rel::Ne && work.with_part(FACTORS / 10, |w| is_member(p, &eqs, w)) == Some(true);
                denied.push(if zero { self.derived(p, work) } else { None });
            }
            let refuted = |i: usize, s: &Self| match all[i].1 {
                Rel::Eq => s.not_zero(&all[i].0),
                _ => denied[i].is_some(),
            };
            let refuted: Vec<bool> = (0..all.len()).map(|i| refuted(i, self)).collect();
            let mut open = (0..all.len()).filter(|i| !refuted[*i]);
            let (Some(i), None) = (open.next(), open.next()) else { continue };
            let whole = self.sheet.clause(c, said, clause);
            let (p, rel) = all[i].clone();
            let mut premises = vec![whole];
            for (j, (q, r)) in all.iter().enumerate() {
                let supposed = self.sheet.suppose(q, *r);
                if j == i {
                    premises.push(supposed);
                    continue;
                }
                let never = match denied[j] {
                    Some(zero) => self.sheet.absurd(q, zero, Rel::Ne, supposed),
                    None => self.refuted_zero(q, supposed, work)?,
                };
                premises.push(self.sheet.say(&p, rel, Reason::Weaken, vec![never]));
            }
            let at = self.sheet.say(&p, rel, Reason::Cases, premises);
            match rel {
                Rel::Eq => self.zero(&p, at),
                Rel::Ne => self.differs(&p, Rel::Ne, at, work)?,
                _ => {}
            }
        }
        Some(())
    }

    /// Is it a product of what is known not to be zero?
    fn not_zero(&self, p: &Poly) -> bool {
        let mut rest = p.primitive();
        for (n, _) in &self.nonzero {
            while let Some(less) = rest.div_exact(n) {
                rest = less;
            }
        }
        rest.constant_value().is_some_and(|c| !c.is_zero())
    }

    /// Something absurd from a line that says that such a product is zero.
    fn refuted_zero(&mut self, p: &Poly, zero: At, work: &mut Work) -> Option<At> {
        let known: Vec<Poly> = self.nonzero.iter().map(|n| n.0.clone()).collect();
        let mut all = Vec::new();
        for (f, e) in factors(p, known.iter(), work)? {
            all.push((f.clone(), e, self.nonzero.iter().find(|n| n.0 == f)?.1));
        }
        let (last, times, not) = all.pop()?;
        let zero = self.sheet.strip(zero, &all, &last, times);
        Some(self.sheet.absurd(&last, zero, Rel::Ne, not))
    }

    /// Factors of what is not zero are not zero.
    pub fn differs(&mut self, p: &Poly, rel: Rel, at: At, work: &mut Work) -> Option<()> {
        let known: Vec<Poly> = self.nonzero.iter().map(|n| n.0.clone()).collect();
        for (f, _) in factors(p, known.iter(), work)? {
            if self.nonzero.iter().any(|n| n.0 == f) {
                continue;
            }
            let line = if rel == Rel::Ne && f == *p {
                at
            } else {
                let supposed = self.sheet.suppose(&f, Rel::Eq);
                let zero = self.sheet.combine(p, &[(supposed, &p.div_exact(&f)?)]);
                let never = self.sheet.absurd(p, zero, rel, at);
                self.sheet.refuted(&f, never)
            };
            self.nonzero.push((f, line));
        }
        Some(())
    }

    /// Something is positive.
    pub fn is_positive(&mut self, p: Poly, at: At, work: &mut Work) -> Option<()> {
        self.differs(&p, Rel::Gt, at, work)?;
        self.positive.push((p, at));
        Some(())
    }

    /// Something is zero: without the factors that are not.
    pub fn equation(&mut self, p: &Poly, at: At, work: &mut Work) -> Option<()> {
        if p.is_zero() {
            return Some(());
        }
        let known: Vec<Poly> = self.nonzero.iter().map(|n| n.0.clone()).collect();
        let Some(all) = work.with_part(FACTORS, |w| factors(p, known.iter(), w)) else {
            self.equations.push((p.clone(), at));
            return Some(());
        };
        let line = |f: &Poly| self.nonzero.iter().find(|n| n.0 == *f).map(|n| n.1);
        let (gone, rest): (Vec<_>, Vec<_>) = all.into_iter().partition(|(f, _)| line(f).is_some());
        let gone: Vec<(Poly, u32, At)> =
            gone.into_iter().filter_map(|(f, e)| Some((f.clone(), e, line(&f)?))).collect();
        let (own, at) = match &rest[..] {
            [] => return None,
            [(f, e)] => (f.clone(), self.sheet.strip(at, &gone, f, *e)),
            _ if gone.is_empty() => (p.clone(), at),
            many => {
                let own = many.iter().try_fold(Poly::one(), |q, (f, e)| q.mul(&f.pow(*e, 20_000)?))?;
                let at = self.sheet.strip(at, &gone, &own, 1);
                (own, at)
            }
        };
        if !self.equations.iter().any(|e| e.0 == own) {
            self.equations.push((own, at));
        }
        Some(())
    }

    /// Of an equation that is a product all factors but one may be refuted.
    fn simplify(&mut self, work: &mut Work) -> Option<()> {
        for _ in 0..2 {
            let before = self.equations.len();
            for (p, at) in self.equations.clone() {
                let Some(all) = work.with_part(FACTORS, |w| factors(&p, std::iter::empty(), w)) else { continue };
                if all.len() < 2 || all.len() > 4 {
                    continue;
                }
                let mut gone = Vec::new();
                let mut rest = Vec::new();
                for (f, e) in all {
                    let found =
                        if rest.len() > 1 { None } else { work.with_part(EACH / 20, |w| self.nonzero_by_ideal(&f, w)) };
                    match found {
                        Some(line) => gone.push((f, e, line)),
                        None => rest.push((f, e)),
                    }
                }
                if let ([(f, e)], false) = (&rest[..], gone.is_empty()) {
                    let line = self.sheet.strip(at, &gone, f, *e);
                    self.equations.retain(|q| q.0 != p);
                    self.equations.push((f.clone(), line));
                    for (g, _, line) in gone {
                        if !self.nonzero.iter().any(|n| n.0 == g) {
                            self.nonzero.push((g, line));
                        }
                    }
                }
            }
            self.linear_consequences(work);
            if self.equations.len() == before {
                break;
            }
        }
        Some(())
    }

    /// Products that are in the ideal: elements of a basis that have factors.
    fn linear_consequences(&mut self, work: &mut Work) {
        let eqs: Vec<Poly> = self.equations.iter().map(|e| e.0.clone()).collect();
        if eqs.len() < 2 || eqs.iter().any(|e| e.degree() > 4) {
            return;
        }
        let found = work
            .with_part(EACH / 20, |w| euclase_poly::groebner::basis(&eqs, &euclase_poly::groebner::Order::Grevlex, w));
        for e in found.into_iter().flatten() {
            if e.poly.degree() > 3 || eqs.contains(&e.poly) || e.poly.len() > 40 {
                continue;
            }
            let parts: Vec<(At, &Poly)> = self.equations.iter().map(|q| q.1).zip(&e.cofactors).collect();
            let at = self.sheet.combine(&e.poly, &parts);
            let Some(()) = self.equation(&e.poly, at, work) else { return };
        }
    }

    /// Adds an equation; where it says that a length is 0, that both coordinates are.
    fn zero(&mut self, p: &Poly, at: At) {
        let Some([x, y]) = self.vectors.iter().find(|v| v.1 == *p).map(|v| v.0.clone()) else {
            self.equations.push((p.clone(), at));
            return;
        };
        for (u, v) in [(&x, &y), (&y, &x)] {
            if !u.is_zero() {
                // −u² = v² − (u² + v²)
                let line = if v.is_zero() { self.sheet.root(u, at) } else { self.sheet.vanishing(u, v, at) };
                self.equations.push((u.clone(), line));
            }
        }
    }

    /// That points differ by a condition on lines is worth knowing of their distance: complex points of a line may have none.
    fn distances(&mut self, work: &mut Work) -> bool {
        if std::mem::replace(&mut self.told, true) {
            return false;
        }
        let before = self.nonzero.len();
        for (_, p) in self.vectors.clone() {
            let small = (work.left() / 40).min(EACH / 40);
            if !self.not_zero(&p)
                && let Some(at) = work.with_part(small, |w| self.nonzero_by_ideal(&p, w))
            {
                let _ = self.differs(&p, Rel::Ne, at, work);
            }
        }
        self.nonzero.len() > before
    }

    /// The value in the picture.
    pub fn value(&self, p: &Poly) -> f64 {
        use num_traits::ToPrimitive;
        let at = |v: u32| self.values.get(v as usize).copied().unwrap_or(0.0);
        let power = |(v, e): (u32, u32)| at(v).powi(i32::try_from(e).unwrap_or(i32::MAX));
        p.terms().map(|(m, c)| c.to_f64().unwrap_or(f64::NAN) * m.powers().map(power).product::<f64>()).sum()
    }
}
