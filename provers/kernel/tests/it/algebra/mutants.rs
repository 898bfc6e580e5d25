//! Mutated certificates about numbers: whatever is changed, each line of an accepted one holds at random values, and so does
//! each goal. Nothing panics.
//!
//! What a line rests on is worked out here again, from the text of FORMAT.md; where this finds more suppositions than the
//! kernel, less is compared, never more.

use super::lemmas::random_world;
use super::statements::{SOLVED, SYSTEM};
use super::text::{certificate, load};
use super::value::World;
use crate::figure::Rng;
use euclase_grammar::core::{Atom, CoreTheorem, Fact, Goal, GoalKind, Num, Prop, Q, Rel, int};
use euclase_kernel::algebra::statement::{Given, givens};
use euclase_kernel::algebra::{GoalProof, LEMMAS, Line, Proof, Reason};
use euclase_kernel::cert::Certificate;
use euclase_kernel::{Verdict, check};
use num_traits::Zero;
use std::collections::BTreeSet;

/// Theorem, lines, goals: accepted.
const SEEDS: &[(&str, &str, &str)] = &[
    (
        "real a, b, c > 0 show a/(b + c) + b/(c + a) + c/(a + b) >= 3/2",
        "a > 0; given 0\n b > 0; given 1\n c > 0; given 2
        b + c > 0; order 1 | 1 0, 1 1; 1 2\n c + a > 0; order 1 | 1 0, 1 1; 2 0\n a + b > 0; order 1 | 1 0, 1 1; 0 1
        b + c != 0; weaken; 3\n c + a != 0; weaken; 4\n a + b != 0; weaken; 5
        2*(a*(c + a)*(a + b) + b*(b + c)*(a + b) + c*(b + c)*(c + a)) >= 3*(a + b)*(b + c)*(c + a); \
         order 1 | 1 0 [a - b], 1 1 [a - b], 1 1 [b - c], 1 2 [b - c], 1 2 [c - a], 1 0 [c - a]; 0 1 2
        a/(b + c) + b/(c + a) + c/(a + b) >= 3/2; field 1 1 1; 9 3 4 5",
        "6 7 8 10",
    ),
    (
        "real x show x^2 = 1 iff (x = 1 or x = -1)",
        "x^2 = 1; suppose\n x = 1 or x = -1; factors x - 1, x + 1; 0
        x = 1 or x = -1; suppose\n x = 1; suppose\n x^2 = 1; combine x + 1; 3\n x = -1; suppose\n x^2 = 1; combine x - 1; 5
        x^2 = 1; cases; 2 4 6",
        "1 7",
    ),
    (SYSTEM, SOLVED, "21 24 25 28 29 / 1, 2 / 2, 1"),
    (
        "real x, y assume x >= 0, y >= 0 show sqrt(x)*sqrt(y) <= (x + y)/2",
        "x >= 0; given 0\n y >= 0; given 1\n sqrt(x)^2 = x; lemma root_power 2, x; 0\n sqrt(y)^2 = y; lemma root_power 2, y; 1
        sqrt(x)*sqrt(y) <= (x + y)/2; order 1 | 1/2 [sqrt(x) - sqrt(y)] | 0: -1/2, 1: -1/2; 2 3",
        "0 1 4",
    ),
    (
        "real a, b show abs(a - b) = abs(b - a)",
        "a <= b; suppose\n a - b <= 0; weaken; 0\n abs(a - b) = b - a; lemma abs_opposite a - b; 1
        b - a >= 0; weaken; 0\n abs(b - a) = b - a; lemma abs_same b - a; 3
        abs(a - b) = abs(b - a); combine 1, -1; 2 4\n b <= a; suppose
        abs(b - a) = abs(a - b); instance a = b, b = a; 5 6
        a <= b or a > b; either\n abs(a - b) = abs(b - a); cases; 8 5 7",
        "9",
    ),
    (
        "real u, v > 0 show (u + v)/2 >= u^(1/2)*v^(1/2)",
        "u > 0; given 0\n v > 0; given 1\n 1/2 >= 0; order 1 | 1/2\n 1/2 + 1/2 = 1; combine
        1/2*u + 1/2*v >= u^(1/2)*v^(1/2); lemma weighted_means 1/2, 1/2, u, v; 2 0 2 1 3
        u >= 0; weaken; 0\n v >= 0; weaken; 1",
        "5 6 4",
    ),
    (
        "triangle ABC show 16*area(A, B, C)^2*circumradius(A, B, C)^2 = AB^2*BC^2*CA^2",
        "area(ABC) > 0; given 0\n 4*circumradius(ABC)*area(ABC) = AB*BC*CA; lemma circumradius circumradius(ABC); 0
        16*area(ABC)^2*circumradius(ABC)^2 = AB^2*BC^2*CA^2; combine 4*circumradius(ABC)*area(ABC) + AB*BC*CA; 1
        16*area(ABC)^2 = 2*BC^2*CA^2 + 2*CA^2*AB^2 + 2*AB^2*BC^2 - BC^4 - CA^4 - AB^4; lemma heron area(ABC)
        AB + BC >= CA; lemma triangle AB, BC, CA\n AB >= 0; lemma length_sign AB",
        "2",
    ),
    (
        "real m assume for all x: x^2 + 2*m*x + 1 >= 0 show m <= 1, m >= -1",
        "m^2 - 2*m^2 + 1 >= 0; given 0: -m\n m > 1; suppose\n false; order | 1 0, 1 1 1, 2 1; 0 1
        m <= 1 or m > 1; either\n m <= 1; suppose\n m <= 1; cases; 3 4 2
        m < -1; suppose\n false; order | 1 0, 1 1 1, 2 1; 0 6\n m >= -1 or m < -1; either\n m >= -1; suppose
        m >= -1; cases; 8 9 7",
        "5;10",
    ),
    (
        "real x, y assume x = y + 1, x > 0 show 1/x + abs(x) = 1/(y + 1) + abs(y + 1)",
        "x = y + 1; given 0\n x > 0; given 1\n x != 0; weaken; 1\n y + 1 != 0; congruence; 0 2
        1/x + abs(x) = 1/(y + 1) + abs(y + 1); congruence; 0\n x*(1/x) = 1; lemma inverse x; 2
        1/x > 0; order 1 0 | 1 | 1: 1; 1 5",
        "2 3 4",
    ),
    (
        "real x, y, u, v show (x*u + y*v)^2 <= (x^2 + y^2)*(u^2 + v^2)",
        "(x*u + y*v)^2 <= (x^2 + y^2)*(u^2 + v^2); lemma cauchy_schwarz x, y, u, v
        (x*u + y*v)^2 <= (x^2 + y^2)*(u^2 + v^2); order 1 | 1 [x*v - y*u]\n x^2 + y^2 >= 0; order 1 | 1 [x], 1 [y]",
        "0",
    ),
    (
        "real x, y show max(x, y) + min(x, y) = x + y",
        "max(x, y) = x or max(x, y) = y; lemma max_either x, y\n max(x, y) >= x; lemma max_bound x, y
        max(x, y) >= y; lemma max_bound_right x, y\n min(x, y) = x or min(x, y) = y; lemma min_either x, y
        min(x, y) <= x; lemma min_bound x, y\n min(x, y) <= y; lemma min_bound_right x, y
        max(x, y) = x; suppose\n min(x, y) = y; suppose\n max(x, y) + min(x, y) = x + y; combine 1, 1; 6 7
        min(x, y) = x; suppose\n x - y >= 0; order 1 | 1 0 | 1: -1; 2 6\n x - y <= 0; order 1 | 1 0 | 1: 1; 5 9
        x = y; order 1 | 1 0 1; 10 11\n max(x, y) + min(x, y) = x + y; combine 1, 1, 1; 6 9 12
        max(x, y) + min(x, y) = x + y; cases; 3 13 8
        max(x, y) = y; suppose\n max(x, y) + min(x, y) = x + y; combine 1, 1; 15 9
        y - x >= 0; order 1 | 1 0 | 1: -1; 1 15\n x - y >= 0; order 1 | 1 0 | 1: 1; 4 7
        x = y; order 1 | 1 0 1; 17 18\n max(x, y) + min(x, y) = x + y; combine 1, 1, -1; 15 7 19
        max(x, y) + min(x, y) = x + y; cases; 3 16 20\n max(x, y) + min(x, y) = x + y; cases; 0 14 21",
        "22",
    ),
    (
        "real x, u assume x > 0, u >= 1 show (1 + x)^u >= 1 + u*x",
        "x > 0; given 0\n u >= 1; given 1\n 1 + x > 0; order 1 | 1, 1 0; 0
        (1 + x)^u >= 1 + u*x; lemma bernoulli x, u; 2 1\n (1 + x)^u > 0; lemma power_sign 1 + x, u; 2
        (1 + x)^(u + 1) = (1 + x)^u*(1 + x)^1; lemma power_sum 1 + x, u, 1; 2",
        "2 3",
    ),
];

fn each_num(n: &mut Num, f: &mut dyn FnMut(&mut Num)) {
    f(n);
    match n {
        Num::Add(xs) | Num::Mul(xs) | Num::Call(_, xs) => xs.iter_mut().for_each(|x| each_num(x, f)),
        Num::Div(a, b) => {
            each_num(a, f);
            each_num(b, f);
        }
        Num::Neg(x) | Num::Pow(x, _) => each_num(x, f),
        _ => {}
    }
}

fn terms(l: &mut Line) -> Vec<&mut Num> {
    let mut out: Vec<&mut Num> = l.claim.iter_mut().flat_map(|a| [&mut a.lhs, &mut a.rhs]).collect();
    match &mut l.reason {
        Reason::Given(_, xs) | Reason::Combine(xs) | Reason::Factors(xs) | Reason::Lemma(_, xs) => out.extend(xs),
        Reason::Instance(vs) => out.extend(vs.iter_mut().map(|v| &mut v.1)),
        Reason::Order(o) => {
            out.extend(o.multiplier.iter_mut().chain(&mut o.terms).flat_map(|p| &mut p.squares));
            out.extend(o.cofactors.iter_mut().map(|c| &mut c.1));
        }
        _ => {}
    }
    out
}

fn number(rng: &mut Rng, c: &Q) -> Q {
    let other = [-c.clone(), c + int(1), c - int(1), c * int(2), Q::zero(), int(1), c / int(2)];
    other[rng.below(other.len())].clone()
}

const RELS: [Rel; 6] = [Rel::Eq, Rel::Ne, Rel::Lt, Rel::Le, Rel::Gt, Rel::Ge];

/// Changes one node of a term.
fn term(rng: &mut Rng, n: &mut Num, reals: usize) {
    let mut count = 0;
    each_num(n, &mut |_| count += 1);
    let mut at = rng.below(count);
    let mut hit = |n: &mut Num| {
        if at == 0 {
            *n = match (&*n, rng.below(4)) {
                (Num::Const(c), _) => Num::Const(number(rng, c)),
                (Num::Real(_), 0..=2) if reals > 0 => Num::Real(rng.below(reals) as u32),
                (Num::Add(xs), 0 | 1) if xs.len() > 1 => Num::Add(xs[1..].to_vec()),
                (Num::Mul(xs), 0) if xs.len() > 1 => Num::Mul(xs[1..].to_vec()),
                (Num::Neg(x), 0..=2) => (**x).clone(),
                (Num::Pow(x, e), 0..=2) => Num::Pow(x.clone(), number(rng, e)),
                (Num::Div(a, b), 0) => Num::Div(b.clone(), a.clone()),
                (Num::Len(a, _), _) => Num::Len(*a, euclase_grammar::core::Pt(rng.below(3) as u32)),
                (Num::Call(f, xs), 0..=2) if xs.len() == 2 && (f == "min" || f == "max") => {
                    Num::Call(if f == "min" { "max" } else { "min" }.into(), xs.clone())
                }
                (x, 3) => Num::Neg(Box::new(x.clone())),
                (x, _) => Num::Add(vec![x.clone(), Num::Const(int(1))]),
            };
        }
        at = at.wrapping_sub(1);
    };
    each_num(n, &mut hit);
}

fn line(rng: &mut Rng, p: &mut Proof, reals: usize) {
    let n = p.lines.len();
    let k = rng.below(n);
    let other = p.lines[rng.below(n)].clone();
    let l = &mut p.lines[k];
    match rng.below(14) {
        0 | 1 => {
            let mut all = terms(l);
            if !all.is_empty() {
                let i = rng.below(all.len());
                term(rng, all[i], reals);
            }
        }
        2 | 3 => {
            if !l.claim.is_empty() {
                let i = rng.below(l.claim.len());
                l.claim[i].rel = RELS[rng.below(6)];
            }
        }
        4 => {
            if !l.premises.is_empty() {
                let i = rng.below(l.premises.len());
                l.premises[i] = rng.below(k.max(1));
            }
        }
        5 => {
            if !l.premises.is_empty() {
                l.premises.remove(rng.below(l.premises.len()));
            }
        }
        6 => {
            if l.premises.len() > 1 {
                let (i, j) = (rng.below(l.premises.len()), rng.below(l.premises.len()));
                l.premises.swap(i, j);
            }
        }
        7 => {
            if !l.claim.is_empty() {
                l.claim.remove(rng.below(l.claim.len()));
            }
        }
        8 => l.claim = other.claim,
        9 => l.reason = other.reason,
        10 => match &mut l.reason {
            Reason::Given(k, _) => *k = rng.below(4),
            Reason::Field(ks) if !ks.is_empty() => {
                let i = rng.below(ks.len());
                ks[i] = rng.below(4) as u32;
            }
            Reason::Lemma(name, _) => *name = LEMMAS[rng.below(LEMMAS.len())].0.into(),
            Reason::Order(o) => {
                let i = rng.below(2);
                let ps = if i == 0 { &mut o.multiplier } else { &mut o.terms };
                if let Some(p) = ps.first_mut() {
                    match rng.below(4) {
                        0 => p.coefficient = number(rng, &p.coefficient),
                        1 => p.factors.push(rng.below(3)),
                        2 => _ = p.factors.pop(),
                        _ => _ = p.squares.pop(),
                    }
                }
            }
            Reason::Instance(vs) => _ = vs.pop(),
            _ => {
                l.reason = [Reason::Weaken, Reason::Suppose, Reason::Either, Reason::Cases, Reason::Congruence]
                    [rng.below(5)]
                .clone()
            }
        },
        11 => {
            // A line is dropped; later ones cite what comes after it.
            p.lines.remove(k);
            for l in &mut p.lines {
                l.premises.iter_mut().for_each(|i| *i -= usize::from(*i > k));
            }
        }
        12 => {
            // A claim follows its term everywhere: constants or variables are changed in the claim and in the reason.
            let (a, b) = (rng.below(reals.max(1)) as u32, rng.below(reals.max(1)) as u32);
            for t in terms(l) {
                each_num(t, &mut |n| match n {
                    Num::Real(v) if *v == a => *v = b,
                    Num::Real(v) if *v == b => *v = a,
                    _ => {}
                });
            }
        }
        _ => {
            // A weaker relation, or a further alternative.
            if let Some(a) = other.claim.first() {
                l.claim.push(a.clone());
            }
        }
    }
}

/// The lines that each line rests on.
fn rests(p: &Proof) -> Vec<BTreeSet<usize>> {
    let weaker = |a: &Atom, b: &Atom| {
        a == b || a.lhs == b.lhs && a.rhs == b.rhs && matches!((a.rel, b.rel), (Rel::Gt, Rel::Ge) | (Rel::Lt, Rel::Le))
    };
    let mut out: Vec<BTreeSet<usize>> = Vec::new();
    for (i, l) in p.lines.iter().enumerate() {
        let mut all: BTreeSet<usize> = l.premises.iter().flat_map(|k| out[*k].clone()).collect();
        match &l.reason {
            Reason::Suppose | Reason::Given(..) => _ = all.insert(i),
            Reason::Cases => {
                all = out[l.premises[0]].clone();
                let alternatives = &p.lines[l.premises[0]].claim;
                for (a, k) in alternatives.iter().zip(&l.premises[1..]) {
                    let stays = |s: &&usize| {
                        let s = &p.lines[**s];
                        s.reason != Reason::Suppose || !s.claim.iter().any(|c| weaker(a, c))
                    };
                    all.extend(out[*k].iter().filter(stays));
                }
            }
            Reason::Instance(_) => all = l.premises[1..].iter().flat_map(|k| out[*k].clone()).collect(),
            _ => {}
        }
        out.push(all);
    }
    out
}

/// Each line that is accepted holds; returns how many were compared.
fn lines_hold(p: &Proof, given: &[Given], w: &World) -> usize {
    let mut compared = 0;
    for (i, (l, rests)) in p.lines.iter().zip(rests(p)).enumerate() {
        let met = rests.iter().all(|s| w.clause(&p.lines[*s].claim) == Some(true));
        let holds = if let Reason::Given(k, values) = &l.reason {
            let mut there = w.clone();
            for (v, n) in given[*k].bound.iter().zip(values) {
                there.reals[*v as usize] = w.value(n);
            }
            if there.clause(&given[*k].clause) != Some(true) {
                continue;
            }
            w.clause(&l.claim)
        } else if met {
            w.clause(&l.claim)
        } else {
            continue;
        };
        compared += usize::from(holds.is_some());
        assert_ne!(holds, Some(false), "line {i} of {p:#?}\nat {w:?}");
    }
    compared
}

fn prop(p: &Prop, w: &World) -> Option<bool> {
    Some(match p {
        Prop::Atom(a) => w.holds(a)?,
        Prop::And(ps) => ps.iter().map(|p| prop(p, w)).collect::<Option<Vec<_>>>()?.iter().all(|x| *x),
        Prop::Or(ps) => ps.iter().map(|p| prop(p, w)).collect::<Option<Vec<_>>>()?.iter().any(|x| *x),
        Prop::Not(p) => !prop(p, w)?,
        Prop::Implies(a, b) => !prop(a, w)? || prop(b, w)?,
        Prop::Iff(a, b) => prop(a, w)? == prop(b, w)?,
        Prop::ForAll(_, p) => prop(p, w)?,
    })
}

/// Does a goal hold where all givens do?
fn goal_holds(t: &CoreTheorem, kind: &GoalKind, proof: &GoalProof, given: &[Given], w: &World) -> Option<bool> {
    let all = |w: &World| -> Option<bool> {
        let free = given.iter().filter(|g| g.bound.is_empty());
        Some(free.map(|g| w.clause(&g.clause)).collect::<Option<Vec<_>>>()?.iter().all(|x| *x))
    };
    let _ = t;
    match kind {
        GoalKind::Solve(vars) => {
            let equal =
                |s: &Vec<Num>| vars.iter().zip(s).all(|(v, n)| (w.reals[*v as usize] - w.value(n)).abs() < 1e-9);
            let is = proof.solutions.iter().any(equal);
            let mut right = all(w)? == is || !all(w)?;
            for s in &proof.solutions {
                let mut there = w.clone();
                vars.iter().zip(s).for_each(|(v, n)| there.reals[*v as usize] = w.value(n));
                right &= all(&there)?;
            }
            Some(right)
        }
        _ if !all(w)? || given.iter().any(|g| !g.bound.is_empty()) => None,
        GoalKind::Fact(f) => w.holds(&f.as_equation()?),
        GoalKind::Cond(euclase_grammar::core::Cond::Num(a, op, b)) => {
            w.holds(&Atom { lhs: a.clone(), rel: (*op).into(), rhs: b.clone() })
        }
        GoalKind::Prop(p) => prop(p, w),
        _ => None,
    }
}

/// Changes a goal, and its proof with it.
fn goal(rng: &mut Rng, t: &mut CoreTheorem, p: &mut Proof) {
    let k = rng.below(t.goals.len());
    let reals = t.reals.len();
    if rng.coin() {
        let g = &mut p.goals[k];
        match rng.below(5) {
            0 if !g.lines.is_empty() => {
                let i = rng.below(g.lines.len());
                g.lines[i] = rng.below(p.lines.len());
            }
            1 if !g.lines.is_empty() => _ = g.lines.remove(rng.below(g.lines.len())),
            2 if !g.solutions.is_empty() => _ = g.solutions.pop(),
            3 if !g.solutions.is_empty() => {
                let i = rng.below(g.solutions.len());
                let j = rng.below(g.solutions[i].len().max(1));
                if let Some(n) = g.solutions[i].get_mut(j) {
                    term(rng, n, reals);
                }
            }
            _ => g.lines.push(rng.below(p.lines.len())),
        }
        return;
    }
    // The goal becomes what its last line claims, or that changes both.
    let Some(last) = p.goals[k].lines.last().copied().filter(|l| *l < p.lines.len()) else { return };
    if matches!(t.goals[k].kind, GoalKind::Solve(_)) {
        return;
    }
    if let [a] = &mut p.lines[last].claim[..] {
        if rng.coin() {
            a.rel = RELS[rng.below(6)];
        } else {
            let side = if rng.coin() { &mut a.lhs } else { &mut a.rhs };
            term(rng, side, reals);
        }
        t.goals[k].kind = GoalKind::Prop(Prop::Atom(a.clone()));
    }
}

fn trial(mutants: usize, worlds: usize) -> [usize; 3] {
    let mut rng = Rng::new(11);
    let (mut accepted, mut compared, mut goals) = (0, 0, 0);
    let seeds: Vec<(CoreTheorem, Certificate)> = SEEDS
        .iter()
        .map(|(t, l, g)| {
            let t = load(t);
            let c = certificate(&t, l, g);
            let v = check(&t, &c);
            assert!(matches!(v, Verdict::Accepted(_)), "{}: {v:?}", t.goals[0].origin.text);
            (t, c)
        })
        .collect();
    for i in 0..mutants {
        let (mut t, mut c) = seeds[i % seeds.len()].clone();
        let reals = t.reals.len();
        let p = c.algebra.as_mut().unwrap();
        let of_goals = rng.below(3) == 0;
        if of_goals {
            goal(&mut rng, &mut t, p);
        } else {
            for _ in 0..1 + rng.below(2) {
                line(&mut rng, p, reals);
            }
            // Only the lines are on trial.
            let same = || Num::Const(int(0));
            let last = Line {
                claim: vec![Atom { lhs: same(), rel: Rel::Eq, rhs: same() }],
                reason: Reason::Combine(vec![]),
                premises: vec![],
            };
            p.lines.push(last);
            t.goals = vec![Goal { kind: GoalKind::Fact(Fact::Num(same(), same())), origin: Default::default() }];
            p.goals = vec![GoalProof { lines: vec![p.lines.len() - 1], ..GoalProof::default() }];
            c.goals = vec![0];
        }
        if !matches!(check(&t, &c), Verdict::Accepted(_)) {
            continue;
        }
        accepted += 1;
        let p = c.algebra.as_ref().unwrap();
        let given = givens(&t);
        for _ in 0..worlds {
            let w = random_world(&mut rng, reals, t.points.len());
            compared += lines_hold(p, &given, &w);
            for (g, proof) in t.goals.iter().zip(&p.goals) {
                let holds = goal_holds(&t, &g.kind, proof, &given, &w);
                goals += usize::from(holds.is_some());
                assert_ne!(holds, Some(false), "{:?}\n{p:#?}\nat {w:?}", g.kind);
            }
        }
    }
    [accepted, compared, goals]
}

#[test]
fn accepted_mutants_hold() {
    let [accepted, compared, goals] = trial(6_000, 20);
    assert!(accepted > 400 && compared > 20_000 && goals > 1_000, "{accepted} {compared} {goals}");
}

#[test]
#[ignore = "slow"]
fn accepted_mutants_hold_in_the_large() {
    let [accepted, compared, goals] = trial(100_000, 60);
    println!("100,000 mutants: {accepted} accepted, {compared} lines and {goals} goals compared");
    assert!(accepted > 5_000);
}
