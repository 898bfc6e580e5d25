//! What can be seen of a sequent and of a step, in numbers, and a score made by hand from it.
//!
//! No name of a variable and no order of terms is in these numbers, so what is learned from them cannot depend on them.

use super::numeric::Samples;
use super::shape::{View, variables};
use super::{Glue, Kind, Sequent, Step};
use crate::terms::{Opaque, Sign};
use euclase_grammar::core::{Num, Rel};
use std::collections::BTreeSet;

/// Numbers of a sequent: see [`sequent`].
pub const STATE: usize = 24;
/// Numbers of a step besides its kind: see [`seen`].
pub const MOVE: usize = 30;

/// A step in numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// Of the step.
    pub numbers: [f32; MOVE],
    /// Made by hand: the greater the sooner.
    pub score: f32,
}

/// Of a large count, little.
fn log(n: usize) -> f32 {
    (1.0 + n as f32).ln() / 4.0
}

/// How large a sequent is: parts of terms, divisors, roots, the highest degree of a variable as it is written.
fn sizes(s: &Sequent) -> [usize; 4] {
    let mut out = [0; 4];
    for a in s.hyps.iter().flatten().chain(&s.goal) {
        for n in [&a.lhs, &a.rhs] {
            n.each_part(&mut |x, _| {
                out[0] += 1;
                match x {
                    Num::Div(..) => out[1] += 1,
                    Num::Call(..) => out[2] += 1,
                    Num::Pow(_, e) => {
                        if e.is_integer() {
                            out[3] = out[3].max(e.to_integer().try_into().unwrap_or(0));
                        } else {
                            out[2] += 1;
                        }
                    }
                    _ => {}
                }
            });
        }
    }
    out
}

fn used(s: &Sequent) -> usize {
    let mut vars = BTreeSet::new();
    for a in s.hyps.iter().flatten().chain(&s.goal) {
        variables(&a.lhs, &mut vars);
        variables(&a.rhs, &mut vars);
    }
    vars.len()
}

fn flag(b: bool) -> f32 {
    f32::from(u8::from(b))
}

fn equations(s: &Sequent) -> usize {
    s.hyps.iter().filter(|h| matches!(&h[..], [a] if a.rel == Rel::Eq)).count()
}

/// A sequent in numbers: variables, hypotheses, equations; of the goal without divisors: terms, degree, whether it is homogeneous,
/// whether it has other terms than variables, is strict, how many coefficients are negative; symmetries; what is positive; sizes as it is written;
/// points of equality, gaps, whether points were found at all; whether it is one inequality; roots.
pub fn sequent(view: &View, samples: &Samples) -> [f32; STATE] {
    let s = view.sequent;
    let [parts, divisors, calls, degree] = sizes(s);
    let goal = view.goal.as_ref();
    let n = view.vars.len();
    let negative = goal.map_or(0, |g| g.poly.terms().filter(|(_, c)| c < &euclase_poly::int(0)).count());
    let length = goal.map_or(0, |g| g.poly.len());
    let roots = goal
        .map_or(0, |g| g.poly.vars().iter().filter(|v| matches!(view.terms.get(**v), Some(Opaque::Root(..)))).count());
    let even = samples.tight.first().is_some_and(|t| {
        let at: Vec<f64> = view.vars.iter().filter_map(|v| t.get(*v as usize).copied()).collect();
        at.windows(2).all(|w| (w[0] - w[1]).abs() < 1e-2 * (1.0 + w[0].abs()))
    });
    [
        n as f32 / 4.0,
        s.hyps.len() as f32 / 8.0,
        equations(s) as f32 / 2.0,
        log(length),
        goal.map_or(0.0, |g| g.poly.degree() as f32 / 12.0),
        flag(goal.is_some_and(|g| g.poly.is_homogeneous())),
        flag(view.plain),
        flag(goal.is_some_and(|g| g.sign == Sign::Positive)),
        negative as f32 / length.max(1) as f32,
        flag(view.symmetric()),
        flag(view.turn().is_some()),
        view.positive.len() as f32 / n.max(1) as f32,
        view.nonnegative.len() as f32 / n.max(1) as f32,
        log(parts),
        divisors as f32 / 4.0,
        calls as f32 / 4.0,
        degree as f32 / 8.0,
        samples.tight.len() as f32 / 4.0,
        flag(even),
        (samples.mean as f32).clamp(-1.0, 1.0),
        flag(samples.points.is_empty()),
        flag(goal.is_some()),
        roots as f32 / 4.0,
        flag(super::substitute::known_order(view).len() + 1 >= n && n > 1),
    ]
}

/// A step in numbers and its score: for the children that are to be shown, the same measures as for the sequent, at their greatest, and how
/// they compare with the sequent's; how tight they are; counts.
pub fn seen(view: &View, samples: &Samples, step: &Step, judged: &[(&Sequent, Samples)]) -> Seen {
    let own = sizes(view.sequent);
    let open: Vec<&Sequent> = judged.iter().map(|j| j.0).collect();
    let most = |f: &dyn Fn(&Sequent) -> usize| open.iter().map(|s| f(s)).max().unwrap_or(0);
    let [parts, divisors, calls, degree] = std::array::from_fn(|i| most(&|s| sizes(s)[i]));
    let vars = most(&used);
    let hyps = most(&|s| s.hyps.len());
    let eqs = most(&equations);
    let known = step.children.iter().filter(|c| c.known).count();
    let tight: Vec<usize> = judged.iter().map(|j| j.1.tight.len()).collect();
    let gap = judged.iter().map(|j| j.1.mean).fold(f64::INFINITY, f64::min);
    let unknown = judged.iter().filter(|j| j.1.points.is_empty()).count();
    let difference = |new: usize, old: usize, by: f32| ((new as f32 - old as f32) / by).clamp(-2.0, 2.0);
    let goal = |s: &Sequent| s.goal.iter().fold(0, |n, a| n + size(&a.lhs) + size(&a.rhs));
    let (goals, own_goal) = (most(&goal), goal(view.sequent));
    let polynomial = open.iter().all(|s| sizes(s)[1] == 0 && sizes(s)[2] == 0);
    let numbers = [
        open.len() as f32 / 4.0,
        known as f32 / 4.0,
        log(parts),
        divisors as f32 / 4.0,
        calls as f32 / 4.0,
        degree as f32 / 8.0,
        vars as f32 / 4.0,
        hyps as f32 / 8.0,
        eqs as f32 / 2.0,
        log(parts) - log(own[0]),
        difference(divisors, own[1], 4.0),
        difference(calls, own[2], 4.0),
        difference(degree, own[3], 8.0),
        difference(vars, view.vars.len(), 2.0),
        difference(hyps, view.sequent.hyps.len(), 8.0),
        log(goals),
        log(goals) - log(own_goal),
        tight.iter().copied().max().unwrap_or(0) as f32 / 4.0,
        flag(!samples.tight.is_empty() && tight.iter().all(|t| *t > 0)),
        flag(!samples.tight.is_empty() && tight.contains(&0)),
        if gap.is_finite() { (gap as f32).clamp(-1.0, 1.0) } else { 0.0 },
        if gap.is_finite() { ((gap - samples.mean) as f32).clamp(-1.0, 1.0) } else { 0.0 },
        unknown as f32 / 2.0,
        flag(polynomial),
        flag(matches!(step.glue, Glue::Chain)),
        flag(matches!(step.glue, Glue::Either(_))),
        flag(matches!(step.glue, Glue::Sorted(_) | Glue::Greatest(_))),
        step.scales.len() as f32 / 8.0,
        flag(step.weights.len() > 1),
        0.0,
    ];
    let score = by_hand(step, &numbers);
    Seen {
        numbers: {
            let mut n = numbers;
            n[MOVE - 1] = score / 4.0;
            n
        },
        score,
    }
}

fn size(n: &Num) -> usize {
    let mut count = 0;
    n.each_part(&mut |_, _| count += 1);
    count
}

/// What seems promising: kinds that settle much, children that are smaller, polynomial and in fewer variables.
fn by_hand(step: &Step, numbers: &[f32; MOVE]) -> f32 {
    let kind = match step.kind {
        Kind::Share | Kind::Factor => 3.0,
        Kind::Ravi => 2.8,
        Kind::Tangent | Kind::Titu => 2.5,
        Kind::Shift => 2.4,
        Kind::Power | Kind::Product | Kind::Cauchy => 2.2,
        Kind::Homogeneous | Kind::Eliminate => 2.0,
        Kind::Symmetric => 1.8,
        Kind::Sorted | Kind::Greatest => 1.7,
        Kind::Root => 1.6,
        Kind::Between | Kind::Ratio => 1.5,
        Kind::Lemma | Kind::Mean => 1.3,
        // Under roots, what it leaves may be of one degree.
        Kind::Reciprocal if !step.weights.is_empty() => 1.8,
        Kind::Normal | Kind::Reciprocal => 1.2,
        Kind::Multiplier => 1.1,
        Kind::Side => 0.9,
        Kind::Pair => 0.8,
    };
    let (growth, variables, open, polynomial) = (numbers[9], numbers[13], numbers[0], numbers[23]);
    kind - 0.8 * growth - 0.6 * variables - 0.8 * open + 0.3 * polynomial
}
