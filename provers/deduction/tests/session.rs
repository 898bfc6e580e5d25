//! Sessions: resuming is as good as starting anew, clones are apart, the same input gives the same proof, the limits
//! are said, and "find" goals get exact values.

mod common;
#[path = "common/conjecture.rs"]
mod conjecture;

use common::{accepted, closed, figure, prove, statement};
use euclase_deduction::load::{LoadError, proves};
use euclase_deduction::session::AuxError;
use euclase_deduction::{Depth, Session};
use euclase_grammar::core::{CoreTheorem, Fact, Pt, Q, int, q};
use std::collections::BTreeSet;

const BASE: &str = "triangle ABC point D on circle(A, B, C) other than A, B, C point E = midpoint(A, C)";

/// The true facts of a picture that a session has proved.
fn proved(s: &Session, facts: &[Fact]) -> BTreeSet<String> {
    facts.iter().filter(|f| proves(&s.state, f)).map(|f| format!("{f:?}")).collect()
}

/// A definition of the kernel's table, its points, and the same point in the language.
const AUXILIARY: &[(&str, &[u32], &str)] = &[
    ("midpoint", &[0, 1], "X = midpoint(A, B)"),
    ("mirror", &[0, 3], "X = mirror(A, D)"),
    ("foot", &[0, 1, 2], "X = foot(A, BC)"),
    ("reflection", &[0, 1, 2], "X = reflection(A, BC)"),
    ("circumcenter", &[0, 1, 2], "X = circumcenter(A, B, C)"),
    ("orthocenter", &[0, 1, 2], "X = orthocenter(A, B, C)"),
    ("incenter", &[0, 1, 2], "X = incenter(A, B, C)"),
    ("arc_midpoint", &[0, 1, 2], "X = arc_midpoint(A, B, C)"),
    ("meet", &[0, 3, 1, 2], "X = meet(AD, BC)"),
    ("meet", &[1, 4, 3, 2], "X = meet(BE, DC)"),
    ("parallelogram_vertex", &[0, 1, 2], "X = parallelogram_vertex(A, B, C)"),
    ("second_line_circle", &[1, 4, 0, 2], "X on BE, circle(A, B, C) other than B"),
];

#[test]
fn resuming_gives_what_starting_anew_gives() {
    let base = statement(&format!("{BASE} show A = A"));
    let mut bad = Vec::new();
    for (def, args, text) in AUXILIARY {
        let whole = statement(&format!("{BASE} point {text} show A = A"));
        let f = figure(&whole);
        let x = whole.find("X").expect("its name");
        assert_eq!(x.ix(), base.statement_points, "{text}: the new point is the only one, and the last");
        let mut anew = Session::new(&whole, &f.pts).expect("few points");
        anew.saturate_all(Depth::Full, &|| false);
        let mut resumed = Session::new(&base, &f.pts).expect("few points");
        resumed.saturate_all(Depth::Full, &|| false);
        let args: Vec<Pt> = args.iter().map(|a| Pt(*a)).collect();
        assert_eq!(resumed.add_aux("X", def, &args, f.pts[x.ix()]).expect("in the table"), x);
        resumed.saturate_all(Depth::Full, &|| false);
        let facts = conjecture::true_facts(&whole, &f.pts, 400, 7);
        let (a, b) = (proved(&anew, &facts), proved(&resumed, &facts));
        assert!(!a.is_empty());
        for f in a.symmetric_difference(&b) {
            bad.push(format!("{text}: {} only: {f}", if a.contains(f) { "anew" } else { "resumed" }));
        }
    }
    assert!(bad.is_empty(), "{} differences\n{}", bad.len(), bad.join("\n"));
}

/// What an auxiliary point proves is a certificate with that point in it, and without it once the goal does not need it.
#[test]
fn certificates_name_the_auxiliary_points_they_use() {
    let thm = statement("triangle ABC assume AB = AC point D = foot(A, BC) show DB = DC");
    let f = figure(&thm);
    let mut s = closed(&thm, &f);
    assert!(s.done());
    s.add_aux("X", "midpoint", &[Pt(0), Pt(1)], middle(&f.pts, 0, 1)).expect("in the table");
    s.saturate_all(Depth::Full, &|| false);
    let cert = s.certificate().expect("proved");
    assert!(cert.aux.is_empty(), "not needed: {:?}", cert.aux);
    accepted(&thm, &cert).expect("accepted");

    // the midline: reached through the midpoint of a diagonal only
    let thm = statement(
        "triangle ABC point D point K = midpoint(A, B) point L = midpoint(B, C) point M = midpoint(C, D) point N = midpoint(D, A) show KL parallel MN",
    );
    let f = figure(&thm);
    let mut s = Session::new(&thm, &f.pts).expect("few points");
    s.add_aux("X", "midpoint", &[Pt(0), Pt(2)], middle(&f.pts, 0, 2)).expect("in the table");
    s.saturate(Depth::Cheap, &|| false);
    assert!(s.done());
    accepted(&thm, &s.certificate().expect("proved")).expect("accepted");
}

fn middle(pts: &[[f64; 2]], a: usize, b: usize) -> [f64; 2] {
    [(pts[a][0] + pts[b][0]) / 2.0, (pts[a][1] + pts[b][1]) / 2.0]
}

#[test]
fn a_clone_is_a_closure_of_its_own() {
    let thm = statement(&format!("{BASE} show A = A"));
    let f = figure(&thm);
    let mut s = Session::new(&thm, &f.pts).expect("few points");
    s.saturate_all(Depth::Full, &|| false);
    let facts = conjecture::true_facts(&thm, &f.pts, 200, 3);
    let (before, equations) = (proved(&s, &facts), s.state.eqs.len());
    let mut other = s.clone();
    other.add_aux("X", "circumcenter", &[Pt(0), Pt(1), Pt(2)], circumcenter(&f.pts)).expect("in the table");
    other.saturate_all(Depth::Full, &|| false);
    assert!(other.state.eqs.len() > equations && other.aux.len() == 1);
    assert_eq!((s.state.eqs.len(), s.state.pic.n(), s.aux.len()), (equations, thm.statement_points, 0));
    assert_eq!(proved(&s, &facts), before);
    // and what was proved before stays proved
    assert!(before.is_subset(&proved(&other, &facts)));
}

fn circumcenter(p: &[[f64; 2]]) -> [f64; 2] {
    let [a, b, c] = [p[0], p[1], p[2]];
    let sq = |v: [f64; 2]| v[0] * v[0] + v[1] * v[1];
    let d = 2.0 * (a[0] * (b[1] - c[1]) + b[0] * (c[1] - a[1]) + c[0] * (a[1] - b[1]));
    [
        (sq(a) * (b[1] - c[1]) + sq(b) * (c[1] - a[1]) + sq(c) * (a[1] - b[1])) / d,
        (sq(a) * (c[0] - b[0]) + sq(b) * (a[0] - c[0]) + sq(c) * (b[0] - a[0])) / d,
    ]
}

#[test]
fn the_same_statement_gives_the_same_proof() {
    for body in [
        "triangle ABC point H = orthocenter(A, B, C) point D = foot(A, BC) point E on AH, circle(A, B, C) other than A show DH = DE",
        "triangle ABC point O = circumcenter(A, B, C) point M = midpoint(B, C) show OM perp BC",
        "triangle ABC point D on circle(A, B, C) point X = foot(D, BC) point Y = foot(D, CA) point Z = foot(D, AB) show collinear(X, Y, Z)",
    ] {
        let thm = statement(body);
        let (f, g) = (figure(&thm), figure(&thm));
        assert_eq!(f, g);
        let first = closed(&thm, &f).certificate().expect("proved");
        let again = closed(&thm, &g).certificate().expect("proved");
        assert_eq!(first, again);
        assert_eq!(
            closed(&thm, &f).short_certificate().expect("proved"),
            closed(&thm, &f).short_certificate().expect("proved")
        );
    }
}

#[test]
fn the_order_of_independent_hypotheses_does_not_matter() {
    let hypotheses = ["cyclic(A, B, C, D)", "cyclic(A, B, C, E)", "AB parallel DE", "AC = CB", "CD = CX"];
    for turn in 0..hypotheses.len() {
        let mut h = hypotheses;
        h.rotate_left(turn);
        if turn % 2 == 1 {
            h.reverse();
        }
        let thm = statement(&format!("triangle ABC point D, E, X assume {} show CD = CE, CX = CE", h.join(", ")));
        let p = prove(thm).expect("a proof that the kernel accepts");
        assert!(p.is_some(), "not proved in the order {h:?}");
    }
}

/// `n` free points in general position.
fn free(n: usize) -> (CoreTheorem, Vec<[f64; 2]>) {
    let names: Vec<String> = (0..n).map(|i| format!("P{i}")).collect();
    let thm = statement(&format!(
        "point {} assume P0P1 parallel P2P3, P2P3 parallel P4P5 show P0P1 parallel P4P5",
        names.join(", ")
    ));
    let mut r = euclase_diagram::rng::Rng::new(5, 0);
    let mut pts: Vec<[f64; 2]> = (0..n).map(|_| [r.unit(), r.unit()]).collect();
    for k in [2, 4] {
        let scale = r.range(0.5, 2.0);
        pts[k + 1] = [pts[k][0] + scale * (pts[1][0] - pts[0][0]), pts[k][1] + scale * (pts[1][1] - pts[0][1])];
    }
    (thm, pts)
}

#[test]
fn at_most_128_points() {
    let (thm, pts) = free(128);
    let mut s = Session::new(&thm, &pts).expect("128 points are few enough");
    s.saturate(Depth::Cheap, &|| false);
    accepted(&thm, &s.certificate().expect("proved")).expect("accepted");
    let full = s.add_aux("X", "midpoint", &[Pt(0), Pt(1)], middle(&pts, 0, 1));
    assert_eq!(full.expect_err("one too many").to_string(), "the closure takes at most 128 points");

    let (thm, pts) = free(129);
    let e = Session::new(&thm, &pts).expect_err("one too many");
    assert_eq!(e, LoadError::TooManyPoints(129));
    assert_eq!(e.to_string(), "the closure takes at most 128 points; this theorem has 129");
}

/// Two points at one place in the picture are two points until they are proved to be one: what holds of the second is found beside
/// what holds of the first.
#[test]
fn what_holds_of_another_point_at_the_same_place() {
    let at = |t: f64| [t.cos(), t.sin()];
    let circle = [at(0.3), at(1.9), at(3.1), [0.0, 0.0], at(4.7), at(4.7)];
    let line = [[-1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 1.0], [0.0, 3.0]];
    for (body, pts) in [
        (
            "triangle ABC point O = circumcenter(A, B, C) point X, T assume cyclic(A, B, C, X), cyclic(A, B, C, T)
            show OT = OA, dangle(A, T, B) = dangle(A, C, B), OX = OA, cyclic(A, B, X, T)",
            &circle[..],
        ),
        (
            "triangle ABC point O = circumcenter(A, B, C) point X, T assume OX = OA, OT = OA
            show cyclic(A, B, C, X), cyclic(A, B, C, T), dangle(A, T, B) = dangle(A, C, B)",
            &circle[..],
        ),
        ("point P, Q, X, T, Z assume P != Q, XP = XQ, TP = TQ, ZP = ZQ show TZ perp PQ, XZ perp PQ", &line[..]),
    ] {
        let thm = statement(body);
        let mut s = Session::new(&thm, pts).expect("few points");
        s.saturate(Depth::Full, &|| false);
        assert!(s.done(), "{body}");
        accepted(&thm, &s.certificate().expect("proved")).expect("accepted");
        assert!(s.state.sames.is_empty(), "nothing says that X is T");
    }
}

#[test]
fn definitions_outside_the_table_are_refused() {
    let thm = statement("triangle ABC show A = A");
    let f = figure(&thm);
    let mut s = Session::new(&thm, &f.pts).expect("few points");
    let e = s.add_aux("X", "lucky_point", &[Pt(0)], [0.0, 0.0]).expect_err("no such definition");
    assert_eq!(e, AuxError::Unknown("lucky_point".into(), 1));
    let e = s.add_aux("X", "midpoint", &[Pt(0)], [0.0, 0.0]).expect_err("too few points");
    assert_eq!(e.to_string(), "the kernel has no definition `midpoint` of 1 points");
    assert_eq!((s.state.pic.n(), s.aux.len()), (3, 0), "nothing was added");
}

/// The value of a "find" goal, as the kernel has it.
fn found(body: &str) -> Fact {
    let p = prove(statement(body)).unwrap_or_else(|e| panic!("{e}")).unwrap_or_else(|| panic!("not found: {body}"));
    p.accepted.found()[0].1.clone()
}

#[test]
fn angles_are_found_exactly() {
    let ang = |k: i64, n: i64| Fact::Ang { terms: vec![(int(1), [Pt(0), Pt(1), Pt(2)])], konst: q(k, n) }.normalized();
    assert_eq!(found("triangle ABC assume AB = BC, BC = CA find angle(A, B, C)").normalized(), ang(1, 3));
    assert_eq!(found("triangle ABX assume BX perp AX, BX = AX find angle(A, B, X)").normalized(), ang(1, 4));
    assert_eq!(
        found("triangle ABC point O = midpoint(A, C) assume OB = OA find angle(A, B, C)").normalized(),
        ang(1, 2)
    );
    assert_eq!(
        found("triangle ABC assume dangle(C, A, B) = 20 deg, dangle(B, C, A) = 40 deg find angle(A, B, C)")
            .normalized(),
        ang(2, 3)
    );
}

/// The ratio AB : CD as powers of primes, whichever way round it was claimed; AB are the points 0 and 1.
fn ratio(body: &str) -> Vec<(u64, Q)> {
    let Fact::Log { terms, konst } = found(body) else { panic!("not a ratio: {body}") };
    assert_eq!(terms.len(), 2);
    let first = terms.iter().find(|t| t.1.0.min(t.2.0) == 0 && t.1.0.max(t.2.0) == 1).expect("AB");
    konst.into_iter().map(|(p, e)| (p, e / &first.0)).collect()
}

#[test]
fn ratios_are_found_exactly() {
    assert_eq!(ratio("triangle ABC point D = midpoint(B, C) point E = midpoint(C, A) find AB/DE"), [(2, int(1))]);
}

#[test]
fn a_ratio_that_comes_as_a_ratio_of_squares_is_found() {
    assert_eq!(ratio("triangle ABC assume AB perp BC, AB = BC find AB/AC"), [(2, q(-1, 2))]);
    assert_eq!(
        ratio("triangle ABC assume dangle(B, A, C) = 90 deg, dangle(A, B, C) = 30 deg find AB/AC"),
        [(3, q(1, 2))]
    );
}

#[test]
fn lengths_are_found_exactly() {
    let len = |b: u32, n: i64| Fact::Len { terms: vec![(int(1), Pt(0), Pt(b))], konst: int(n) }.normalized();
    assert_eq!(found("point A, C point B on segment(A, C) assume AB = 2, BC = 3 find AC").normalized(), len(1, 5));
    assert_eq!(found("point A, B, C assume AB = 7, AC = AB find AC").normalized(), len(2, 7));
}

/// What the closure does not determine is not found, whatever the picture says.
#[test]
fn an_open_value_is_not_found() {
    for body in [
        "triangle ABC find angle(A, B, C)",
        "triangle ABC assume AB perp BC find AB/BC",
        "triangle ABC assume AB = AC find AB/BC",
        "triangle ABC assume AB = 3 find AC",
    ] {
        assert!(prove(statement(body)).expect("no proof, no error").is_none(), "{body}");
    }
}
