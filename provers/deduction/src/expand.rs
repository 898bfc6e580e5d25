//! Reasons of the engine as steps of the kernel: one arm a rule.

use crate::extract::{ExtractError, Extractor};
use crate::load::square_root;
use crate::rules::{GIVEN, order_of};
use crate::state::{By, CycFact, K, PRIMES, Reason, SameFact, T, col, pt};
use euclase_grammar::core::{Fact, Pt, Q};
use euclase_kernel::cert::Rule;
use num_traits::{One, ToPrimitive, Zero};

type Res<X> = Result<X, ExtractError>;

fn one() -> Q {
    Q::one()
}

impl Extractor<'_> {
    /// The step of logged equation `eq`.
    pub(crate) fn expand(&mut self, eq: u32) -> Res<usize> {
        let e = self.s.eqs[eq as usize];
        let r = e.reason;
        let p: Vec<Pt> = r.args.iter().map(|&x| pt(x)).collect();
        let time = eq;
        match r.by {
            By::Hyp => {
                let i = self.hypothesis(r.how as usize);
                if r.out == 1 {
                    let claim = self.steps[i].claim.clone();
                    let Some((args, _)) = crate::load::ang_as_dir(self.s, &claim) else { return Ok(i) };
                    return self.geo("ang_dir", &args, false, &[claim], time);
                }
                Ok(i)
            }
            By::CollDir => self.geo("coll_dir", &p[..3], false, &[], time),
            By::SimAngle | By::SimRatio => {
                if let Some(args) = isosceles(&p[..6]) {
                    // A triangle similar to itself with two vertices exchanged: a rule of its own, with fewer conditions.
                    let name = if r.by == By::SimAngle { "isosceles" } else { "isosceles_conv" };
                    return self.geo(name, &args, false, &[], time);
                }
                if r.how != GIVEN {
                    let (name, order) = order_of(r.how);
                    let args: Vec<Pt> = order.iter().map(|&i| p[i]).chain(order.iter().map(|&i| p[3 + i])).collect();
                    self.geo(name, &args, r.opp, &[], time)?;
                }
                let o = r.out as usize;
                let turn = [o, (o + 1) % 3, (o + 2) % 3];
                let args: Vec<Pt> = turn.iter().map(|&i| p[i]).chain(turn.iter().map(|&i| p[3 + i])).collect();
                let name = if r.by == By::SimAngle { "sim_angle" } else { "sim_ratio" };
                self.geo(name, &args, r.opp, &[], time)
            }
            By::Inscribed => self.geo("inscribed", &p[..4], false, &[], time),
            By::CenterAngle => self.geo("center_angle", &p[..4], false, &[], time),
            By::CenterAngleConv => self.geo("center_angle_conv", &p[..4], false, &[], time),
            By::EqualArcs => self.geo("equal_arcs", &p[..6], r.opp, &[], time),
            By::EqualChords => self.geo("equal_chords", &p[..6], r.opp, &[], time),
            By::BetweenSum => self.geo("between_sum", &p[..3], false, &[], time),
            By::Convert => {
                let (p, q) = ((r.args[0], r.args[1]), Some((r.args[2], r.args[3])));
                let ratio2 = self.ratio_squared(eq, p, q);
                self.convert(p, q, &ratio2, e.table, time)
            }
            By::Measure => {
                let p = (r.args[0], r.args[1]);
                let ratio2 = self.ratio_squared(eq, p, None);
                self.convert(p, None, &ratio2, e.table, time)
            }
            By::PerpBisector => {
                // P A = P B and Q A = Q B as squares, then the converse of Pythagoras for PQ, AB
                let [x, y, a, b] = [p[0], p[1], p[2], p[3]];
                self.equal_squares(x, a, b, time)?;
                self.equal_squares(y, a, b, time)?;
                self.sum_of_squares([x, y, a, b], time)?;
                self.geo("pythagoras_conv", &[x, y, a, b], false, &[], time)
            }
            By::PerpBisectorConv => {
                let [x, y, a, b] = [p[0], p[1], p[2], p[3]];
                let known = self.equal_squares(x, a, b, time)?;
                let perp = self.geo("pythagoras", &[x, y, a, b], false, &[], time)?;
                // XA² − XB² − (XA² − XB² − YA² + YB²) = YA² − YB²
                let claim = squares(&[(1, y, a), (-1, y, b)]);
                let k = leading_sign(&self.steps[known].claim, x, a);
                self.push(claim, Rule::Linear(vec![k, -one()]), vec![known, perp]);
                self.geo("sq_log", &[y, a, y, b], false, &[squares(&[(1, y, a), (-1, y, b)])], time)
            }
            By::Pythagoras => self.geo("pythagoras", &p[..4], false, &[], time),
            By::PythagorasConv => self.geo("pythagoras_conv", &p[..4], false, &[], time),
            By::SameAs => {
                let same = self.prove(&Fact::Same(p[0], p[1]), time)?;
                let claim = match e.table {
                    T::Dir => Fact::para(p[0], p[2], p[1], p[2]),
                    T::Log => Fact::Log { terms: vec![(one(), p[0], p[2]), (-one(), p[1], p[2])], konst: vec![] },
                    T::Len => Fact::Len { terms: vec![(one(), p[0], p[2]), (-one(), p[1], p[2])], konst: Q::zero() },
                    T::Sq => squares(&[(1, p[0], p[2]), (-1, p[1], p[2])]),
                    T::Vec => Fact::Vec(vec![(one(), p[0]), (-one(), p[1])]),
                };
                Ok(self.push(claim, Rule::Congruence, same.into_iter().collect()))
            }
            _ => self.expand_dear(eq, r, &p),
        }
    }

    /// PA² − PB² = 0 from PA = PB.
    fn equal_squares(&mut self, x: Pt, a: Pt, b: Pt, time: u32) -> Res<usize> {
        let e = |p: Pt| p.0 as u8;
        self.convert((e(x), e(a)), Some((e(x), e(b))), &one(), T::Sq, time)
    }

    /// XA² − XB² − YA² + YB² = 0 from the two equalities.
    fn sum_of_squares(&mut self, [x, y, a, b]: [Pt; 4], time: u32) -> Res<usize> {
        let i = self.equal_squares(x, a, b, time)?;
        let j = self.equal_squares(y, a, b, time)?;
        let k = leading_sign(&self.steps[i].claim, x, a);
        let l = -leading_sign(&self.steps[j].claim, y, a);
        let claim = squares(&[(1, x, a), (-1, x, b), (-1, y, a), (1, y, b)]);
        Ok(self.push(claim, Rule::Linear(vec![k, l]), vec![i, j]))
    }

    /// (|p| : |q|)² of a logged proportion, or |p|² without a second pair.
    fn ratio_squared(&self, eq: u32, p: (u8, u8), q: Option<(u8, u8)>) -> Q {
        let e = self.s.eqs[eq as usize];
        let row = self.s.terms_of(&e);
        let k = |c: u32| row.iter().filter(|t| t.0 == c).map(|t| t.1 as i64).sum::<i64>();
        let lead = k(col(p.0, p.1));
        if e.table == T::Log {
            // k·log p − k·log q + Σ e·log prime = 0
            let mut out = one();
            for &(c, x) in row.iter().filter(|t| (t.0 as usize) < K) {
                let exp = -2 * x as i64 / lead;
                let base = Q::from_integer(PRIMES[c as usize].into());
                out *= base.pow(exp as i32);
            }
            return out;
        }
        let r = Q::new((-k(q.map_or(0, |q| col(q.0, q.1)))).into(), lead.into());
        if e.table == T::Sq { r } else { &r * &r }
    }

    /// A proportion |p|² : |q|² = r² in table `to`, from another table; without q the length |p| = r.
    pub(crate) fn convert(&mut self, p: (u8, u8), q: Option<(u8, u8)>, ratio2: &Q, to: T, time: u32) -> Res<usize> {
        let (a, b) = (pt(p.0), pt(p.1));
        let second = q.map(|q| (pt(q.0), pt(q.1)));
        let args: Vec<Pt> = [a, b].into_iter().chain(second.iter().flat_map(|q| [q.0, q.1])).collect();
        let terms = |r: Q| -> Vec<(Q, Pt, Pt)> {
            std::iter::once((one(), a, b)).chain(second.map(|(c, d)| (-r, c, d))).collect()
        };
        let konst = |r: Q| if second.is_some() { Q::zero() } else { r };
        let in_table = |t: T| -> Option<Fact> {
            Some(match t {
                T::Log => Fact::Log { terms: terms(one()), konst: half_log(ratio2)? },
                T::Len => Fact::Len { terms: terms(square_root(ratio2)?), konst: konst(square_root(ratio2)?) },
                _ => Fact::Sq { terms: terms(ratio2.clone()), konst: konst(ratio2.clone()) },
            })
        };
        let name = |from: T| match (from, to) {
            (T::Log, T::Len) => ["log_len", "log_len1"],
            (T::Log, _) => ["log_sq", "log_sq1"],
            (T::Len, T::Log) => ["len_log", "len_log1"],
            (T::Len, _) => ["len_sq", "len_sq1"],
            (_, T::Log) => ["sq_log", "sq_log1"],
            _ => ["sq_len", "sq_len1"],
        };
        let wanted = in_table(to);
        if let Some(w) = &wanted
            && self.combination(w, time).is_some()
            && let Some(i) = self.prove(w, time)?
        {
            return Ok(i);
        }
        // a number is passed on in the plainest way, a proportion by its logarithm
        let order = if q.is_some() { [T::Log, T::Len, T::Sq] } else { [T::Len, T::Sq, T::Log] };
        for from in order {
            if from == to {
                continue;
            }
            let Some(f) = in_table(from) else { continue };
            if self.combination(&f, time).is_some() {
                return self.geo(name(from)[usize::from(q.is_none())], &args, false, &[f], time);
            }
        }
        Err(ExtractError::NotDerivable { what: format!("proportion {args:?} : {ratio2} in {to:?}"), time })
    }

    /// The step of a circle fact.
    pub(crate) fn expand_circle(&mut self, f: CycFact) -> Res<usize> {
        let q: Vec<Pt> = f.reason.args.iter().map(|&x| pt(x)).collect();
        match f.reason.by {
            By::Hyp => Ok(self.hypothesis(f.reason.how as usize)),
            By::InscribedConv => self.geo("inscribed_conv", &q[..4], false, &[], f.time),
            By::RadiusCircle => self.geo("radius_circle", &q[..5], false, &[], f.time),
            By::BisectorCircle => self.geo("bisector_circle", &q[..4], false, &[], f.time),
            By::ThreeCircles => self.geo("three_circles", &q[..7], false, &[], f.time),
            By::SameCyclic => {
                let same = self.prove(&Fact::Same(q[0], q[1]), f.time)?;
                let old = self.expand_circle(self.s.cyc_facts[f.reason.how as usize])?;
                let [a, b, c, d] = f.pts.map(pt);
                let premises = std::iter::once(old).chain(same).collect();
                Ok(self.push(Fact::Cyclic(a, b, c, d), Rule::Congruence, premises))
            }
            _ => Err(no_rule(f.reason)),
        }
    }

    /// The step of a coincidence.
    pub(crate) fn expand_same(&mut self, f: SameFact) -> Res<usize> {
        let q: Vec<Pt> = f.reason.args.iter().map(|&x| pt(x)).collect();
        let t = f.time;
        match f.reason.by {
            By::Hyp => Ok(self.hypothesis(f.reason.how as usize)),
            By::SameLines => self.geo("same_lines", &[q[0], q[1], q[2], q[0], q[3], q[0]], false, &[], t),
            By::SameLineCircle => self.geo("same_line_circle", &q[..5], false, &[], t),
            By::SameCircles => self.geo("same_circles", &q[..7], false, &[], t),
            By::SameVec => self.geo("vec_same", &q[..2], false, &[Fact::Vec(vec![(one(), q[0]), (-one(), q[1])])], t),
            _ => Err(no_rule(f.reason)),
        }
    }
}

/// Apex and base of a triangle that is given twice, the second time with two vertices exchanged.
fn isosceles(p: &[Pt]) -> Option<[Pt; 3]> {
    (0..3).find_map(|i| {
        let (j, k) = ((i + 1) % 3, (i + 2) % 3);
        (p[i] == p[3 + i] && p[j] == p[3 + k] && p[k] == p[3 + j]).then(|| [p[i], p[j], p[k]])
    })
}

pub(crate) fn no_rule(r: Reason) -> ExtractError {
    ExtractError::NoInstance { rule: format!("{:?}", r.by), why: "the engine has no expansion for it".into() }
}

/// Σ k·|PQ|² = 0
pub(crate) fn squares(terms: &[(i64, Pt, Pt)]) -> Fact {
    Fact::Sq { terms: terms.iter().map(|&(k, a, b)| (Q::from_integer(k.into()), a, b)).collect(), konst: Q::zero() }
}

/// Coefficient of |XA|² in a squares fact, inverted (it is ±1 here).
fn leading_sign(f: &Fact, x: Pt, a: Pt) -> Q {
    let Fact::Sq { terms, .. } = f else { return one() };
    terms.iter().find(|t| (t.1, t.2) == (x, a) || (t.2, t.1) == (x, a)).map_or_else(one, |t| one() / &t.0)
}

/// ½·log r as powers of primes; None when a prime factor is too large to look for.
fn half_log(r: &Q) -> Option<Vec<(u64, Q)>> {
    let mut out: std::collections::BTreeMap<u64, i64> = std::collections::BTreeMap::new();
    for (n, sign) in [(r.numer(), 1), (r.denom(), -1)] {
        let mut n = n.to_u64()?;
        let mut p = 2;
        while n > 1 {
            if p > 1_000_000 {
                return None;
            }
            if p * p > n {
                p = n;
            }
            while n % p == 0 {
                n /= p;
                *out.entry(p).or_insert(0) += sign;
            }
            p += 1;
        }
    }
    Some(out.into_iter().filter(|e| e.1 != 0).map(|(p, e)| (p, Q::new(e.into(), 2.into()))).collect())
}
