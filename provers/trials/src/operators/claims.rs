//! Operators on what a step claims.

use super::{Mutant, Operator, Pool, operator};
use crate::slots;
use euclase_diagram::rng::Rng;
use euclase_grammar::core::{Fact, Q, q};

pub const OPERATORS: &[Operator] = &[
    operator(
        "claim_point",
        point,
        "the other point coincides with the first by the step's own premises, or the term it stands in cancels, or the claim is true by its words (three points of which two are equal)",
    ),
    operator("claim_swap", swap, "the claim is symmetric in the two points"),
    operator("claim_coefficient", coefficient, "the term is 0: a pair of equal points, or coefficients that cancel"),
    operator("claim_constant", constant, "directions count modulo 1: a whole turn more is the same claim"),
    operator("claim_drop_term", drop_term, "the term is 0, or what is left is the rule's own conclusion"),
    operator("claim_add_term", add_term, "the added term is 0: the length of AA, or a vector from A to A"),
    operator(
        "claim_scale",
        scale,
        "an equation times a number says the same, except over directions, where only the sign may change",
    ),
    operator(
        "claim_other_branch",
        other_branch,
        "the term whose sign is changed is 0 (half a turn more is a half, so perpendicular and parallel are never exchanged)",
    ),
    operator(
        "claim_exchange",
        exchange,
        "the two claims say the same, or neither is cited and both follow from the other's premises",
    ),
    operator(
        "claim_kind",
        kind,
        "an equation of two lengths says the same of lengths, squares and logarithms; collinear and concyclic points never pass for one another",
    ),
    operator("claim_letters", letters, "the new letters change nothing that the rule looks at"),
    operator("claim_same_as_other", copy, "the copied claim follows by the rule of its new place"),
];

fn point(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let (i, p) = (m.step(rng)?, m.point(rng));
    let text = format!("step {i}: a point of the claim becomes {}", m.name(p));
    let mut places = slots::points(slots::claim_mut(&mut m.cert.steps[i])?);
    if places.is_empty() {
        return None;
    }
    let k = rng.below(places.len());
    *places[k] = p;
    Some(text)
}

fn swap(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let i = m.step(rng)?;
    let mut places = slots::points(slots::claim_mut(&mut m.cert.steps[i])?);
    if places.len() < 2 {
        return None;
    }
    let (j, k) = (rng.below(places.len()), rng.below(places.len()));
    let (a, b) = (*places[j], *places[k]);
    (*places[j], *places[k]) = (b, a);
    Some(format!("step {i}: points {j} and {k} of the claim change places"))
}

fn linear(m: &Mutant, rng: &mut Rng) -> Option<(usize, usize)> {
    let i = m.step(rng)?;
    let n = slots::terms(slots::claim(&m.cert.steps[i])?);
    (n > 0).then(|| (i, rng.below(n)))
}

fn coefficient(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let (i, k) = linear(m, rng)?;
    let way = rng.below(5);
    let change = |c: &Q| match way {
        0 => c + q(1, 1),
        1 => c - q(1, 1),
        2 => c * q(2, 1),
        3 => -c.clone(),
        _ => c / q(2, 1),
    };
    slots::coefficient(slots::claim_mut(&mut m.cert.steps[i])?, k, &change);
    Some(format!("step {i}: the coefficient of term {k} is changed"))
}

fn constant(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let i = m.step(rng)?;
    let add = [q(1, 1), q(-1, 1), q(1, 2), q(1, 3), q(1, 4), q(1, 6), q(1, 360), q(-2, 1)][rng.below(8)].clone();
    slots::constant(slots::claim_mut(&mut m.cert.steps[i])?, &|c| c + &add)
        .then(|| format!("step {i}: {add} is added to the constant"))
}

fn drop_term(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let (i, k) = linear(m, rng)?;
    slots::remove_term(slots::claim_mut(&mut m.cert.steps[i])?, k);
    Some(format!("step {i}: term {k} is left out"))
}

fn add_term(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let i = m.step(rng)?;
    let p = [m.point(rng), m.point(rng), m.point(rng)];
    let k = [1, -1, 2][rng.below(3)];
    slots::add_term(slots::claim_mut(&mut m.cert.steps[i])?, k, p).then(|| format!("step {i}: a term is added"))
}

fn scale(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let (i, k) = (m.step(rng)?, [-1, 2, 3, -2, 0][rng.below(5)]);
    slots::scale(slots::claim_mut(&mut m.cert.steps[i])?, k)
        .then(|| format!("step {i}: the claim is multiplied by {k}"))
}

/// The statement that a figure of the other kind satisfies: the mirrored similarity, the supplementary angle, the other sign.
fn other_branch(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let i = m.step(rng)?;
    let n = slots::terms(slots::claim(&m.cert.steps[i])?);
    match slots::claim_mut(&mut m.cert.steps[i])? {
        Fact::Sim { opposite, .. } => *opposite = !*opposite,
        Fact::Dir { turn, .. } if rng.below(2) == 0 => *turn += q(1, 2),
        f if n > 0 => slots::coefficient(f, rng.below(n), &|c| -c.clone()),
        _ => return None,
    }
    Some(format!("step {i}: the claim of the other branch"))
}

fn exchange(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let (i, j) = (m.step(rng)?, m.step(rng)?);
    let (a, b) = (m.cert.steps[i].claim.clone(), m.cert.steps[j].claim.clone());
    (m.cert.steps[i].claim, m.cert.steps[j].claim) = (b, a);
    Some(format!("steps {i} and {j} exchange their claims"))
}

fn copy(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let (i, j) = (m.step(rng)?, m.step(rng)?);
    m.cert.steps[i].claim = m.cert.steps[j].claim.clone();
    Some(format!("step {i} claims what step {j} claims"))
}

fn kind(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let (i, p, way) = (m.step(rng)?, m.point(rng), rng.below(2));
    let claim = slots::claim_mut(&mut m.cert.steps[i])?;
    *claim = match claim.clone() {
        Fact::Len { terms, konst } if way == 0 => Fact::Sq { terms, konst },
        Fact::Len { terms, .. } => Fact::Log { terms, konst: vec![] },
        Fact::Sq { terms, konst } => Fact::Len { terms, konst },
        Fact::Log { terms, .. } if way == 0 => Fact::Len { terms, konst: q(0, 1) },
        Fact::Log { terms, .. } => Fact::Sq { terms, konst: q(0, 1) },
        Fact::Coll(a, b, _) if way == 0 => Fact::Same(a, b),
        Fact::Coll(a, b, c) => Fact::Cyclic(a, b, c, p),
        Fact::Cyclic(a, b, c, _) => Fact::Coll(a, b, c),
        Fact::Same(a, b) => Fact::Coll(a, b, p),
        Fact::Sim { a, b, .. } if way == 0 => Fact::cong(a[0], a[1], b[0], b[1]),
        Fact::Sim { a, b, .. } => Fact::para(a[0], a[1], b[0], b[1]),
        _ => return None,
    };
    Some(format!("step {i}: the claim becomes one of another kind"))
}

/// Two letters change places in the whole claim.
fn letters(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let (i, a, b) = (m.step(rng)?, m.point(rng), m.point(rng));
    let f = slots::claim_mut(&mut m.cert.steps[i])?;
    *f = f.map_points(&|p| {
        if p == a {
            b
        } else if p == b {
            a
        } else {
            p
        }
    });
    Some(format!("step {i}: {} and {} change places in the claim", m.name(a), m.name(b)))
}
