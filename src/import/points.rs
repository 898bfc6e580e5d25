//! Constructions of one point, which can be joined: `x = on_line x a b, on_circle x o c`.
//!
//! In every entry `x` is the new point and `a` the given ones, in the order of the definition.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use euclase_grammar::core::Q;

use super::lower::{Piece, Scene};
use super::names::{Names, P};
use super::number::{show, show_degrees};
use super::table::{Build, Construction};

macro_rules! locus {
    ($name:literal, $args:literal, $outputs:literal, $build:expr) => {
        Construction { name: $name, args: $args, outputs: $outputs, build: Build::Locus($build) }
    };
}

/// Sorted by kind: nouns, lines, circles, intersections, equations.
pub(super) static TABLE: &[Construction] = &[
    // Points that are determined.
    locus!("circle", "x a b c", "x", |s, x, a, _| circumcenter(s, x, a)),
    locus!("circumcenter", "x a b c", "x", |s, x, a, _| circumcenter(s, x, a)),
    locus!("incenter", "x a b c", "x", |s, _, a, _| vec![s.noun("incenter", a)]),
    locus!("excenter", "x a b c", "x", |s, _, a, _| vec![s.noun("excenter", a)]),
    locus!("orthocenter", "x a b c", "x", |s, x, a, _| {
        s.perp([x, a[0]], [a[1], a[2]]);
        s.perp([x, a[1]], [a[2], a[0]]);
        s.perp([x, a[2]], [a[0], a[1]]);
        vec![s.noun("orthocenter", a)]
    }),
    locus!("midpoint", "x a b", "x", |s, x, a, _| {
        s.coll(&[x, a[0], a[1]]);
        s.cong([x, a[0]], [x, a[1]]);
        vec![s.noun("midpoint", a)]
    }),
    locus!("foot", "x a b c", "x", |s, x, a, _| {
        s.coll(&[x, a[1], a[2]]);
        s.perp([x, a[0]], [a[1], a[2]]);
        vec![Piece::Noun(format!("foot({}, {})", s.show(a[0]), s.seg(a[1], a[2])))]
    }),
    locus!("mirror", "x a b", "x", |s, x, a, _| {
        s.coll(&[x, a[0], a[1]]);
        s.cong([a[1], a[0]], [a[1], x]);
        vec![s.noun("mirror", a)]
    }),
    locus!("reflect", "x a b c", "x", |s, x, a, _| {
        s.cong([a[1], a[0]], [a[1], x]);
        s.cong([a[2], a[0]], [a[2], x]);
        s.perp([a[0], x], [a[1], a[2]]);
        vec![Piece::Noun(format!("reflection({}, {})", s.show(a[0]), s.seg(a[1], a[2])))]
    }),
    locus!("parallelogram", "a b c x", "x", |s, x, a, _| {
        s.para([a[0], a[1]], [a[2], x]);
        s.para([a[0], x], [a[1], a[2]]);
        s.cong([a[0], a[1]], [a[2], x]);
        s.cong([a[0], x], [a[1], a[2]]);
        vec![s.noun("parallelogram_vertex", a)]
    }),
    // b + (c − d): the drawing's choice among the two points with xb = cd and xc = bd.
    locus!("shift", "x b c d", "x", |s, x, a, _| {
        s.cong([x, a[0]], [a[1], a[2]]);
        s.cong([x, a[1]], [a[0], a[2]]);
        s.para([x, a[0]], [a[1], a[2]]);
        s.para([x, a[1]], [a[0], a[2]]);
        vec![s.noun("translation", &[a[0], a[2], a[1]])]
    }),
    locus!("eq_triangle", "x b c", "x", |s, x, a, _| {
        s.cong([x, a[0]], [a[0], a[1]]);
        s.cong([x, a[1]], [a[0], a[1]]);
        vec![s.noun("equilateral_vertex", a)]
    }),
    // A quarter turn of b about a: against the clock, and with it.
    locus!("psquare", "x a b", "x", |s, x, a, _| quarter_turn(s, x, a, 90)),
    locus!("nsquare", "x a b", "x", |s, x, a, _| quarter_turn(s, x, a, -90)),
    // Lines.
    locus!("on_line", "x a b", "x", |s, x, a, _| vec![s.on_line(x, a[0], a[1])]),
    locus!("on_pline", "x a b c", "x", |s, x, a, _| vec![s.on_parallel(x, a[0], a[1], a[2])]),
    locus!("on_pline0", "x a b c", "x", |s, x, a, _| vec![s.on_parallel(x, a[0], a[1], a[2])]),
    locus!("on_tline", "x a b c", "x", |s, x, a, _| vec![s.on_perpendicular(x, a[0], a[1], a[2])]),
    locus!("lc_tangent", "x a o", "x", |s, x, a, _| vec![s.on_tangent(x, a[0], a[1])]),
    locus!("on_bline", "x a b", "x", |s, x, a, _| vec![s.on_perpendicular_bisector(x, a[0], a[1])]),
    locus!("iso_triangle_vertex", "x b c", "x", |s, x, a, _| vec![s.on_perpendicular_bisector(x, a[0], a[1])]),
    // The drawing takes the internal bisector; the equation alone would let the other one in.
    locus!("angle_bisector", "x a b c", "x", |s, x, a, _| {
        let locus = format!("bisector({})", s.list(a));
        vec![s.on_line_through(x, a[1], locus, None)]
    }),
    // The image of ray ba in the mirror bc.
    locus!("angle_mirror", "x a b c", "x", |s, x, a, _| {
        let angle = format!("dangle({})", s.list(a));
        let ray = format!("same_orientation({}, {})", s.list(a), s.list(&[a[2], a[1], x]));
        vec![line_at_angle(s, x, a[1], [a[1], a[2]], &angle, Some(ray))]
    }),
    // ∠(ax, ab) = ∠(dc, de)
    locus!("on_aline", "x a b c d e", "x", |s, x, a, _| {
        let angle = format!("dangle({})", s.list(&[a[4], a[3], a[2]]));
        let ray = format!("same_orientation({}, {})", s.list(&[x, a[0], a[1]]), s.list(&a[2..]));
        vec![line_at_angle(s, x, a[0], [a[0], a[1]], &angle, Some(ray))]
    }),
    // ∠(ab, cd) = ∠(ef, gx)
    locus!("on_aline0", "x a b c d e f g", "x", |s, x, a, _| {
        let angle = turn(s.names(), [a[0], a[1]], [a[2], a[3]]);
        vec![line_at_angle(s, x, a[6], [a[4], a[5]], &angle, None)]
    }),
    locus!("s_angle", "a b x y°", "x", |s, x, a, n| {
        let ray = shape(&n[0]).map(|shape| format!("{shape}({})", s.list(&[a[0], a[1], x])));
        vec![line_at_angle(s, x, a[1], [a[0], a[1]], &show_degrees(&n[0]), ray)]
    }),
    locus!("aconst", "a b c x y°", "x", |s, x, a, n| {
        vec![line_at_angle(s, x, a[2], [a[0], a[1]], &show_degrees(&n[0]), None)]
    }),
    // On line ab, and on the side of a away from b.
    locus!("on_opline", "x a b", "x", |s, x, a, _| {
        let order = format!("{} between {}", s.show(a[0]), s.list(&[x, a[1]]));
        vec![s.on_line(x, a[0], a[1]), Piece::Condition(order)]
    }),
    locus!("between_bound", "x a b", "x", |s, x, a, _| {
        s.coll(&[x, a[0], a[1]]);
        let locus = format!("segment({})", s.list(a));
        vec![s.on_line_through(x, a[0], locus, None)]
    }),
    // Circles.
    locus!("on_circle", "x o a", "x", |s, x, a, _| vec![s.on_circle(x, a[0], a[0], a[1])]),
    locus!("eqdistance", "x a b c", "x", |s, x, a, _| vec![s.on_circle(x, a[0], a[1], a[2])]),
    locus!("on_circum", "x a b c", "x", |s, x, a, _| vec![s.on_circumcircle(x, a[0], a[1], a[2])]),
    locus!("on_dia", "x a b", "x", |s, x, a, _| vec![s.on_diameter_circle(x, a[0], a[1])]),
    // Intersections.
    locus!("intersection_ll", "x a b c d", "x", |s, x, a, _| {
        vec![s.on_line(x, a[0], a[1]), s.on_line(x, a[2], a[3])]
    }),
    locus!("intersection_lp", "x a b c m n", "x", |s, x, a, _| {
        vec![s.on_line(x, a[0], a[1]), s.on_parallel(x, a[2], a[3], a[4])]
    }),
    locus!("intersection_lt", "x a b c d e", "x", |s, x, a, _| {
        vec![s.on_line(x, a[0], a[1]), s.on_perpendicular(x, a[2], a[3], a[4])]
    }),
    locus!("intersection_pp", "x a b c d e f", "x", |s, x, a, _| {
        vec![s.on_parallel(x, a[0], a[1], a[2]), s.on_parallel(x, a[3], a[4], a[5])]
    }),
    locus!("intersection_tt", "x a b c d e f", "x", |s, x, a, _| {
        vec![s.on_perpendicular(x, a[0], a[1], a[2]), s.on_perpendicular(x, a[3], a[4], a[5])]
    }),
    // Line ab and the circle about o through b, whose meeting with the line in b is named.
    locus!("intersection_lc", "x a o b", "x", |s, x, a, _| {
        vec![s.on_line(x, a[0], a[2]), s.on_circle(x, a[1], a[1], a[2])]
    }),
    locus!("intersection_cc", "x o w a", "x", |s, x, a, _| {
        vec![s.on_circle(x, a[0], a[0], a[2]), s.on_circle(x, a[1], a[1], a[2])]
    }),
    // Equations.
    locus!("eqangle2", "x a b c", "x", |s, x, a, _| {
        let text = format!("dangle({}) = dangle({})", s.list(&[a[1], a[0], x]), s.list(&[x, a[2], a[1]]));
        vec![s.equation(text, &[])]
    }),
    locus!("iso_triangle_vertex_angle", "x b c", "x", |s, x, a, _| {
        let bc = s.seg(a[0], a[1]);
        let text = format!("dangle({}, {bc}) = dangle({bc}, {})", s.seg(x, a[0]), s.seg(x, a[1]));
        vec![s.equation(text, &[])]
    }),
    // ∠(xa, xb) = ∠(dc, de)
    locus!("on_aline2", "x a b c d e", "x", |s, x, a, _| {
        let angle = format!("dangle({})", s.list(&[a[2], a[3], a[4]]));
        vec![s.on_angle_circle(x, a[0], a[1], &angle)]
    }),
    // ∠(xa, xb) = ∠(de, df)
    locus!("eqangle3", "x a b d e f", "x", |s, x, a, _| {
        let angle = format!("dangle({})", s.list(&[a[3], a[2], a[4]]));
        vec![s.on_angle_circle(x, a[0], a[1], &angle)]
    }),
    locus!("rconst", "a b c x r#", "x", |s, x, a, n| {
        let text = format!("{} = {}*{}", s.seg(a[0], a[1]), show(&n[0]), s.seg(a[2], x));
        vec![s.equation(text, &[])]
    }),
    locus!("rconst2", "x a b r#", "x", |s, _, a, n| {
        let locus = format!("apollonius_circle({}, {})", s.list(a), show(&n[0]));
        vec![Piece::Circle { locus, known: BTreeSet::new() }]
    }),
    locus!("r2const", "a b c x r#", "x", |s, x, a, n| {
        let text = format!("{}^2 = {}*{}^2", s.seg(a[0], a[1]), show(&n[0]), s.seg(a[2], x));
        vec![s.equation(text, &[])]
    }),
    locus!("eqratio", "x a b c d e f g", "x", |s, x, a, _| {
        let [ab, cd, ef, gx] = [s.seg(a[0], a[1]), s.seg(a[2], a[3]), s.seg(a[4], a[5]), s.seg(a[6], x)];
        vec![s.equation(format!("{ab}/{cd} = {ef}/{gx}"), &[])]
    }),
    locus!("eqratio6", "x a c e f g h", "x", |s, x, a, _| {
        let [ax, cx, ef, gh] = [s.seg(a[0], x), s.seg(a[1], x), s.seg(a[2], a[3]), s.seg(a[4], a[5])];
        // Of a point P already named with ef = AP and gh = CP the drawing takes the other meeting.
        let known = other_end(a[0], [a[2], a[3]]).filter(|&p| other_end(a[1], [a[4], a[5]]) == Some(p));
        vec![s.equation(format!("{ax}/{cx} = {ef}/{gh}"), known.as_slice())]
    }),
    locus!("lconst", "x a l#", "x", |s, x, a, n| {
        let text = format!("{} = {}", s.seg(x, a[0]), show(&n[0]));
        vec![s.equation(text, &[])]
    }),
    locus!("l2const", "x a l#", "x", |s, x, a, n| {
        let text = format!("{}^2 = {}", s.seg(x, a[0]), show(&n[0]));
        vec![s.equation(text, &[])]
    }),
    locus!("simtri", "r a b c p q", "r", |s, x, a, _| third_vertex(s, x, a, "same_orientation")),
    locus!("simtrir", "r a b c p q", "r", |s, x, a, _| third_vertex(s, x, a, "opposite_orientation")),
    locus!("iso_trapezoid2", "x a b c", "x", |s, x, a, _| {
        let not_parallel = format!("not {} parallel {}", s.seg(a[0], x), s.seg(a[1], a[2]));
        vec![s.on_circle(x, a[0], a[1], a[2]), s.on_circle(x, a[1], a[0], a[2]), Piece::Condition(not_parallel)]
    }),
];

fn circumcenter(s: &mut Scene, x: P, a: &[P]) -> Vec<Piece> {
    s.cong([x, a[0]], [x, a[1]]);
    s.cong([x, a[1]], [x, a[2]]);
    vec![s.noun("circumcenter", a)]
}

/// xa ⟂ ab and xa = ab; on which side only matters beside another such figure.
fn quarter_turn(s: &mut Scene, x: P, a: &[P], degrees: i32) -> Vec<Piece> {
    let pieces = vec![s.on_perpendicular(x, a[0], a[0], a[1]), s.on_circle(x, a[0], a[0], a[1])];
    if !s.hands_matter() {
        return pieces;
    }
    vec![Piece::Noun(format!("rotation({}, {degrees} deg)", s.list(&[a[1], a[0]])))]
}

/// The line through `p` at a directed angle from line `l`.
fn line_at_angle(s: &mut Scene, x: P, p: P, l: [P; 2], angle: &str, ray: Option<String>) -> Piece {
    let locus = format!("line_at_angle({}, {}, {angle})", s.show(p), s.seg(l[0], l[1]));
    s.on_line_through(x, p, locus, ray)
}

/// The shape of an angle of so many degrees against the clock; a right one has none that tells its two rays apart.
fn shape(degrees: &Q) -> Option<&'static str> {
    let full = Q::from_integer(360.into());
    let turn = degrees - (degrees / &full).floor() * &full;
    let size = turn.clone().min(&full - turn);
    match size.cmp(&Q::from_integer(90.into())) {
        Ordering::Less => Some("acute"),
        Ordering::Equal => None,
        Ordering::Greater => Some("obtuse"),
    }
}

/// The turn from line `l` to line `m`: by its vertex where they have a point in common.
pub(super) fn turn(names: &Names, l: [P; 2], m: [P; 2]) -> String {
    let shown = |points: &[P]| points.iter().map(|&p| names.show(p)).collect::<Vec<_>>();
    match vertex(l, m) {
        Some(points) => format!("dangle({})", shown(&points).join(", ")),
        None => format!("dangle({}, {})", shown(&l).concat(), shown(&m).concat()),
    }
}

/// The three points of an angle between lines with a common point.
pub(super) fn vertex([a, b]: [P; 2], [c, d]: [P; 2]) -> Option<[P; 3]> {
    match () {
        _ if a == c => Some([b, a, d]),
        _ if a == d => Some([b, a, c]),
        _ if b == c => Some([a, b, d]),
        _ if b == d => Some([a, b, c]),
        _ => None,
    }
}

/// The end of a segment that is not `end`, if `end` is one.
fn other_end(end: P, [a, b]: [P; 2]) -> Option<P> {
    match () {
        _ if a == end => Some(b),
        _ if b == end => Some(a),
        _ => None,
    }
}

/// pqx similar to abc, with the given orientation.
fn third_vertex(s: &mut Scene, x: P, a: &[P], orientation: &str) -> Vec<Piece> {
    let (ab, ac, bc) = (s.seg(a[0], a[1]), s.seg(a[0], a[2]), s.seg(a[1], a[2]));
    let (pq, px, qx) = (s.seg(a[3], a[4]), s.seg(a[3], x), s.seg(a[4], x));
    let side = format!("{orientation}({}, {})", s.list(&a[..3]), s.list(&[a[3], a[4], x]));
    vec![
        s.equation(format!("{px}/{pq} = {ac}/{ab}"), &[]),
        s.equation(format!("{qx}/{pq} = {bc}/{ab}"), &[]),
        Piece::Condition(side),
    ]
}
