//! What follows from known facts, and what does not.

use euclase_figure::consequence::Known;
use euclase_figure::truth::Picture;
use euclase_grammar::core::{Fact, Pt, Q};

const A: Pt = Pt(0);
const B: Pt = Pt(1);
const C: Pt = Pt(2);
const D: Pt = Pt(3);
const E: Pt = Pt(4);

/// The lines XA, XB are isogonal to XP, XQ.
fn isogonal(x: Pt, a: Pt, b: Pt, p: Pt, q: Pt) -> Fact {
    Fact::Dir { terms: vec![(1, x, a), (1, x, b), (-1, x, p), (-1, x, q)], turn: Q::from_integer(0.into()) }
}

/// Does the last fact follow from the others, in a picture of the points in general position?
fn follows(facts: &[Fact]) -> bool {
    let at: Vec<[Q; 2]> = [(0, 0), (7, 1), (2, 5), (3, 2), (5, -3), (-4, 1)]
        .iter()
        .map(|(x, y)| [Q::from_integer((*x).into()), Q::from_integer((*y).into())])
        .collect();
    let pic = Picture::exact(&at);
    let mut known = Known::new(&pic);
    let (last, rest) = facts.split_last().unwrap();
    for f in rest {
        assert!(!known.implies(f), "{f:?} is itself a consequence");
        known.learn(f);
    }
    known.implies(last)
}

fn bis(x: Pt, a: Pt, v: Pt, b: Pt) -> Fact {
    isogonal(v, a, b, x, x)
}

#[test]
fn classical_consequences() {
    let q = |n: i64| Q::from_integer(n.into());
    let mid = |m, a, b| Fact::Vec(vec![(q(2), m), (q(-1), a), (q(-1), b)]);
    let cong = Fact::cong;
    let perp = Fact::perp;
    let para = Fact::para;
    for (name, facts) in [
        ("third bisector", vec![bis(D, B, A, C), bis(D, A, B, C), bis(D, A, C, B)]),
        ("third isogonal", vec![isogonal(A, B, C, D, E), isogonal(B, C, A, D, E), isogonal(C, A, B, D, E)]),
        ("third altitude", vec![perp(D, A, B, C), perp(D, B, C, A), perp(D, C, A, B)]),
        ("circumcentre", vec![cong(D, A, D, B), cong(D, B, D, C), cong(D, A, D, C)]),
        ("mirror image", vec![cong(A, D, A, E), cong(B, D, B, E), perp(D, E, A, B)]),
        ("parallelogram", vec![para(C, D, A, B), para(A, D, B, C), cong(C, D, A, B)]),
        ("midpoint by vectors", vec![mid(D, A, B), Fact::Coll(D, A, B)]),
        ("midpoint by lengths", vec![Fact::Coll(D, A, B), cong(D, A, D, B), mid(D, A, B)]),
        ("tangents", vec![cong(D, A, D, B), perp(D, A, A, E), perp(D, B, B, E), cong(E, A, E, B)]),
        ("arc", vec![Fact::Cyclic(A, B, C, D), cong(D, B, D, C), bis(D, B, A, C)]),
        ("middle line", vec![mid(D, A, B), mid(E, A, C), para(D, E, B, C)]),
    ] {
        assert!(follows(&facts), "{name}");
    }
}

#[test]
fn what_does_not_follow() {
    let cong = Fact::cong;
    for (name, facts) in [
        ("one bisector", vec![bis(D, B, A, C), bis(D, A, C, B)]),
        (
            "isogonal to other points",
            vec![isogonal(A, B, C, D, E), isogonal(B, C, A, D, E), isogonal(C, A, B, D, Pt(5))],
        ),
        ("one altitude", vec![Fact::perp(D, A, B, C), Fact::perp(D, C, A, B)]),
        ("equal but not on the line", vec![cong(D, A, D, B), Fact::Coll(D, A, B)]),
        ("one parallel", vec![Fact::para(C, D, A, B), cong(C, D, A, B)]),
        ("chord without the circle", vec![cong(D, B, D, C), bis(D, B, A, C)]),
        (
            "the wrong turn",
            vec![
                cong(A, B, B, C),
                cong(A, B, A, C),
                Fact::Dir { terms: vec![(1, A, B), (-1, A, C)], turn: Q::new(1.into(), 3.into()) },
            ],
        ),
    ] {
        assert!(!follows(&facts), "{name}");
    }
}

#[test]
fn equilateral_angle_with_its_turn() {
    let cong = Fact::cong;
    // A, B, C is counter-clockwise in the picture: from AB to AC is +1/3
    let dir = |n: i64| Fact::Dir { terms: vec![(1, A, C), (-1, A, B)], turn: Q::new(n.into(), 3.into()) };
    assert!(follows(&[cong(A, B, B, C), cong(A, B, A, C), dir(1)]));
    assert!(!follows(&[cong(A, B, B, C), cong(A, B, A, C), dir(2)]));
    assert!(!follows(&[cong(A, B, A, C), dir(1)]));
}
