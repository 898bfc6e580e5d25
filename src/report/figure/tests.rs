//! Whole figures: each is laid out, checked for collisions, and compared with a golden file.

use super::labels::DOT;
use super::plane::{P2, circumcircle, dist};
use super::*;
use crate::report::fixtures::{Build, half, q};
use crate::report::golden;
use euclase_grammar::core::{Fact, Q};

fn foot(p: P2, a: P2, b: P2) -> P2 {
    let v = sub(b, a);
    plane::along(a, v, dot(sub(p, a), v) / dot(v, v))
}

fn meet(a: P2, b: P2, c: P2, d: P2) -> P2 {
    plane::meet(a, sub(b, a), c, sub(d, c)).unwrap()
}

fn mid(a: P2, b: P2) -> P2 {
    [(a[0] + b[0]) / 2.0, (a[1] + b[1]) / 2.0]
}

/// The other point of the circle `o, r` on the line from `a` (on it) along `v`.
fn other(a: P2, v: P2, o: P2) -> P2 {
    plane::along(a, v, -2.0 * dot(sub(a, o), v) / dot(v, v))
}

fn nine_point() -> Build {
    let (a, b, c) = ([1.1, 3.0], [-1.0, -0.2], [3.6, 0.4]);
    let (d, e, f) = (foot(a, b, c), foot(b, c, a), foot(c, a, b));
    let h = meet(a, d, b, e);
    let (l, m, n) = (mid(b, c), mid(c, a), mid(a, b));
    let mut t = Build::new("nine_point_circle");
    for (name, p) in
        [("A", a), ("B", b), ("C", c), ("D", d), ("E", e), ("F", f), ("H", h), ("M_a", l), ("M_b", m), ("M_c", n)]
    {
        t = t.pt(name, p[0], p[1]);
    }
    t = t.seg("AB BC CA AD BE CF");
    for (p, s) in [("AD", "BC"), ("BE", "CA"), ("CF", "AB")] {
        let fact = t.perp(p, s);
        t = t.hyp(fact, "foot");
    }
    for s in ["BM_aCM_a", "CM_bAM_b", "AM_cBM_c"] {
        let fact = t.log(&[(1, s), (-1, "")]);
        t = t.hyp(fact, "midpoint");
    }
    for (s, text) in [("DEFM_a", "cyclic(D, E, F, M_a)"), ("DEFM_b", "cyclic(D, E, F, M_b)")] {
        let fact = t.cyclic(s);
        t = t.goal(fact, text);
    }
    t
}

/// Two circles that cross, their common tangent, the parallel to it through one crossing.
fn imo_2000_p1() -> Build {
    let (o1, r1, o2, r2) = ([0.0, 2.0], 2.0, [2.9, 1.5], 1.5);
    // Both circles rest on the x-axis, then all is turned by a little.
    let d = dist(o1, o2);
    let x = (d * d + r1 * r1 - r2 * r2) / (2.0 * d);
    let y = (r1 * r1 - x * x).sqrt();
    let u = plane::unit(o1, o2).unwrap();
    let at = |s: f64| plane::along(plane::along(o1, u, x), [-u[1], u[0]], s * y);
    let (m, n) = (at(1.0), at(-1.0));
    let (m, n) = if m[1] < n[1] { (m, n) } else { (n, m) };
    let (a, b) = ([0.0, 0.0], [2.9, 0.0]);
    let (c, dd) = (other(m, [1.0, 0.0], o1), other(m, [1.0, 0.0], o2));
    let e = meet(a, c, b, dd);
    let (p, qq) = (meet(a, n, c, dd), meet(b, n, c, dd));
    let k = meet(m, n, a, b);
    let turn = |p: P2| [0.96 * p[0] - 0.28 * p[1], 0.28 * p[0] + 0.96 * p[1]];
    let mut t = Build::new("imo_2000_p1");
    for (name, p) in [
        ("*O_g1", o1),
        ("*O_g2", o2),
        ("M", m),
        ("N", n),
        ("A", a),
        ("B", b),
        ("C", c),
        ("D", dd),
        ("E", e),
        ("P", p),
        ("Q", qq),
    ] {
        let p = turn(p);
        t = t.pt(name, p[0], p[1]);
    }
    let k = turn(k);
    t = t.aux("K", k[0], k[1]);
    t = t.circle("O_g1M").circle("O_g2M").line("AB CD").seg("AC BD AE BE AN BN").line("MK");
    let (para, tangent) = (t.para("MC", "AB"), t.perp("O_g1A", "AB"));
    t = t.hyp(para, "t parallel AB").hyp(tangent, "AB tangent g1");
    let goal = t.log(&[(1, "EP"), (-1, "EQ")]);
    t.goal(goal, "EP = EQ")
}

fn crowded() -> Build {
    // A triangle with its in- and circumcentre, feet, midpoints and reflections: 16 points.
    let (a, b, c) = ([0.4, 3.4], [0.0, 0.0], [4.4, 0.0]);
    let (o, _) = circumcircle(a, b, c).unwrap();
    let (d, e, f) = (foot(a, b, c), foot(b, c, a), foot(c, a, b));
    let h = meet(a, d, b, e);
    let (l, m, n) = (mid(b, c), mid(c, a), mid(a, b));
    let g = meet(a, l, b, m);
    let h_a = other(a, sub(d, a), o);
    let x = meet(e, f, b, c);
    let k = mid(o, h);
    let mut t = Build::new("crowded");
    for (name, p) in [
        ("A", a),
        ("B", b),
        ("C", c),
        ("D", d),
        ("E", e),
        ("F", f),
        ("H", h),
        ("M_a", l),
        ("M_b", m),
        ("M_c", n),
        ("G", g),
        ("O", o),
        ("H_a'", h_a),
        ("X", x),
        ("K", k),
        ("T_12", mid(a, h)),
    ] {
        t = t.pt(name, p[0], p[1]);
    }
    t = t.seg("AB BC CA AD BE CF AM_a BM_b CM_c OH DH_a' BH CH").line("EF BC OH").circle("ABC").circle("DEF");
    for (p, s) in [("AD", "BC"), ("BE", "CA"), ("CF", "AB")] {
        let fact = t.perp(p, s);
        t = t.hyp(fact, "foot");
    }
    let goal = t.coll("OGH");
    t.goal(goal, "collinear(O, G, H)")
}

fn near_points() -> Build {
    let t = Build::new("near_points")
        .pt("A", 0.0, 3.0)
        .pt("B", -2.0, 0.0)
        .pt("C", 2.5, 0.0)
        .pt("X", 0.2, 1.0)
        .pt("Y", 0.225, 1.0)
        .pt("Z", 0.21, 1.022)
        .pt("P", 1.0, 0.0)
        .pt("Q", 1.0, 0.0)
        .seg("AB BC CA AX AY BZ CX");
    let goal = Fact::Same(t.p("P")[0], t.p("Q")[0]);
    let (angles, right) = (
        t.dir(&[(1, "AB"), (-1, "BC"), (1, "AC"), (-1, "BC")], q(0)),
        t.dir(&[(1, "AB"), (-1, "BC")], Q::new(313.into(), 1000.into())),
    );
    t.hyp(angles, "base angles").hyp(right, "60").goal(goal, "P = Q")
}

fn flat() -> Build {
    let (a, b, c, m) = ([0.0, 0.0], [10.0, 0.0], [5.0, 0.45], [5.0, 0.0]);
    let h = foot(m, a, c);
    let t = Build::new("flat")
        .pt("A", a[0], a[1])
        .pt("B", b[0], b[1])
        .pt("C", c[0], c[1])
        .pt("M", m[0], m[1])
        .pt("H", h[0], h[1])
        .pt("D", 2.0, 0.0)
        .seg("AB BC CA CM MH");
    let (mid, perp) = (t.log(&[(1, "AM"), (-1, "MB")]), t.perp("MH", "AC"));
    let goal = t.dir(&[(1, "AC"), (-1, "AB"), (-1, "AB"), (1, "BC")], q(0));
    t.hyp(mid, "midpoint").hyp(perp, "foot").goal(goal, "dangle(B, A, C) = dangle(C, B, A)")
}

fn incircle_angles() -> Build {
    let (a, b, c) = ([0.6, 3.0], [0.0, 0.0], [4.0, 0.0]);
    let (la, lb, lc) = (dist(b, c), dist(c, a), dist(a, b));
    let at = |k: usize| (la * a[k] + lb * b[k] + lc * c[k]) / (la + lb + lc);
    let i = [at(0), at(1)];
    let (o, _) = circumcircle(a, b, c).unwrap();
    let d = other(a, sub(i, a), o);
    let t = Build::new("incircle_angles")
        .pt("A", a[0], a[1])
        .pt("B", b[0], b[1])
        .pt("C", c[0], c[1])
        .pt("I", i[0], i[1])
        .pt("D", d[0], d[1])
        .seg("AB BC CA BI AD BD")
        .circle("ABC");
    let bisect = |v: &str, x: &str, y: &str| {
        let line = |p: &str| format!("{v}{p}");
        t.dir(&[(1, &line(x)), (1, &line(y)), (-2, &line("I"))], q(0))
    };
    let (at_a, at_b) = (bisect("A", "B", "C"), bisect("B", "A", "C"));
    let goal = t.log(&[(1, "DB"), (-1, "DI")]);
    t.hyp(at_a, "bisector").hyp(at_b, "bisector").goal(goal, "DB = DI")
}

fn equal_angles_goal() -> Build {
    let on = |deg: f64| [2.0 * deg.to_radians().cos(), 2.0 * deg.to_radians().sin()];
    let (a, b, c, d) = (on(205.0), on(335.0), on(60.0), on(115.0));
    let t = Build::new("equal_angles_goal")
        .pt("O", 0.0, 0.0)
        .pt("A", a[0], a[1])
        .pt("B", b[0], b[1])
        .pt("C", c[0], c[1])
        .pt("D", d[0], d[1])
        .seg("AC BD AB CD AO")
        .circle("OA");
    let value = Fact::Ang {
        terms: vec![(q(1), [t.p("C")[0], t.p("A")[0], t.p("B")[0]])],
        konst: Q::new(47.into(), 120.into()),
    };
    let goal = t.dir(&[(1, "CA"), (-1, "CB"), (-1, "DA"), (1, "DB")], q(0));
    t.hyp(value, "angle(C, A, B) = 70.5 deg").goal(goal, "dangle(A, C, B) = dangle(A, D, B)")
}

fn far_point() -> Build {
    // D on the bisector at A, and DE perpendicular to AB.
    let (a, b, c) = ([0.0, 2.0], [-1.0, 0.0], [2.0, 0.1]);
    let (u, v) = (plane::unit(a, b).unwrap(), plane::unit(a, c).unwrap());
    let d = plane::along(a, [u[0] + v[0], u[1] + v[1]], 0.7);
    let e = plane::along(d, [-u[1], u[0]], 1.1);
    let t = Build::new("far_point")
        .pt("A", 0.0, 2.0)
        .pt("B", -1.0, 0.0)
        .pt("C", 2.0, 0.1)
        .pt("D", d[0], d[1])
        .pt("E", e[0], e[1])
        .pt("F", -0.8, 1.4)
        .pt("X", 60.0, 2.9)
        .seg("AB BC CA AD BD CE EF")
        .line("AX BX")
        .circle("ABC");
    let goal = t.perp("AB", "DE");
    let angle = t.dir(&[(1, "AB"), (1, "AC"), (-2, "AD")], q(0));
    t.hyp(angle, "bisector").goal(goal, "AB perp DE")
}

fn all() -> Vec<Build> {
    vec![
        nine_point(),
        imo_2000_p1(),
        crowded(),
        near_points(),
        flat(),
        far_point(),
        incircle_angles(),
        equal_angles_goal(),
    ]
}

#[test]
fn figures_match_their_golden_files() {
    for b in all() {
        let svg = svg(&b.thm, &b.pts, &FigureOptions::of(&b.thm));
        golden::check(&format!("figure_{}.svg", b.thm.name), &svg);
    }
}

#[test]
fn every_named_point_has_one_label_and_labels_touch_nothing() {
    for b in all() {
        let s = scene(&b.thm, &b.pts, &FigureOptions::of(&b.thm));
        let name = &b.thm.name;
        let named = b.thm.points.iter().filter(|p| !p.hidden).count();
        let labelled: usize = s.labels.iter().map(|l| l.text.base.matches('=').count() + 1).sum();
        assert_eq!(labelled, named, "{name}");
        for (i, l) in s.labels.iter().enumerate() {
            for k in &s.labels[..i] {
                assert!(!l.area.meets(&k.area), "{name}: {:?} on {:?}", l.text, k.text);
            }
            for (d, _) in &s.dots {
                assert!(l.area.dist(*d) > DOT, "{name}: {:?} on a point", l.text);
            }
            assert!(l.area.min[0] >= 0.0 && l.area.max[0] <= s.size[0], "{name}: {:?}", l.text);
            assert!(l.area.min[1] >= 0.0 && l.area.max[1] <= s.size[1], "{name}: {:?}", l.text);
        }
    }
}

#[test]
fn few_labels_lie_on_lines() {
    for b in all() {
        let s = scene(&b.thm, &b.pts, &FigureOptions::of(&b.thm));
        let struck = s.labels.iter().filter(|l| {
            s.strokes.iter().any(|k| l.area.length_inside(k.a, k.b) > 2.0)
                || s.rings.iter().any(|r| l.area.dist(r.c) < r.r && l.area.far(r.c) > r.r)
        });
        let n = struck.count();
        assert!(n * 6 <= s.labels.len(), "{}: {n} of {} labels", b.thm.name, s.labels.len());
    }
}

#[test]
fn points_without_coordinates_do_no_harm() {
    let mut b = nine_point();
    b.pts[3] = [f64::NAN, 0.0];
    b.pts[4] = [f64::INFINITY, 0.0];
    b.pts.truncate(8);
    let svg = svg(&b.thm, &b.pts, &FigureOptions::of(&b.thm));
    assert!(!svg.contains("NaN") && !svg.contains("inf"));
    let empty = Build::new("empty");
    assert!(super::svg(&empty.thm, &[], &FigureOptions::of(&empty.thm)).contains("</svg>"));
}

#[test]
fn auxiliary_objects_are_dashed_and_the_goal_is_thick() {
    let b = imo_2000_p1();
    let s = scene(&b.thm, &b.pts, &FigureOptions::of(&b.thm));
    let k = *s.dots.last().unwrap();
    assert_eq!(k.1, Role::Aux);
    let dashed = s.strokes.iter().filter(|s| s.role == Role::Aux);
    assert!(dashed.clone().count() >= 1);
    assert!(dashed.clone().any(|s| plane::dist_segment(k.0, s.a, s.b) < 0.5));
    assert_eq!(s.strokes.iter().filter(|s| s.role == Role::Goal).count(), 2);
    let plain = FigureOptions { goal: false, ..FigureOptions::of(&b.thm) };
    assert!(scene(&b.thm, &b.pts, &plain).strokes.iter().all(|s| s.role != Role::Goal));
}

#[test]
fn known_right_angles_are_marked_and_others_are_not() {
    let b = crowded();
    let s = scene(&b.thm, &b.pts, &FigureOptions::of(&b.thm));
    let squares = s.marks.iter().filter(|m| matches!(m, marks::Mark::Square { .. })).count();
    assert_eq!(squares, 3);
    let mut t = Build::new("t").pt("A", 0.0, 0.0).pt("B", 1.0, 0.0).pt("C", 0.0, 1.0).seg("AB BC CA");
    assert!(scene(&t.thm, &t.pts, &FigureOptions::of(&t.thm)).marks.is_empty());
    let right = t.dir(&[(1, "AB"), (-1, "AC")], half());
    t = t.hyp(right, "AB perp AC");
    assert_eq!(scene(&t.thm, &t.pts, &FigureOptions::of(&t.thm)).marks.len(), 1);
}

/// Pictures of the data sets: no label on another, none off the paper, hardly any on a point.
#[test]
fn labels_of_the_imo_problems_keep_apart() {
    let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("datasets/imo");
    let mut files: Vec<_> = std::fs::read_dir(&dir).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    let (mut labels, mut on_points) = (0, 0);
    for path in files.iter().filter(|p| p.extension().is_some_and(|e| e == "fml")) {
        let source = std::fs::read_to_string(path).unwrap();
        let file = euclase_grammar::load(&source).unwrap_or_else(|e| panic!("{path:?}: {e:?}"));
        for thm in &file.theorems {
            let options = euclase_diagram::Options::default();
            let Ok(picture) = euclase_diagram::draw(thm, &options) else {
                continue;
            };
            let s = scene(thm, &picture.pts, &FigureOptions::of(thm));
            labels += s.labels.len();
            for (i, l) in s.labels.iter().enumerate() {
                for k in &s.labels[..i] {
                    assert!(!l.area.meets(&k.area), "{}: {:?} on {:?}", thm.name, l.text, k.text);
                }
                on_points += s.dots.iter().filter(|(d, _)| l.area.dist(*d) < DOT).count();
                assert!(l.area.min[0] >= 0.0 && l.area.max[0] <= s.size[0], "{}", thm.name);
                assert!(l.area.min[1] >= 0.0 && l.area.max[1] <= s.size[1], "{}", thm.name);
            }
        }
    }
    assert!(labels > 250, "only {labels} labels");
    assert!(on_points * 50 < labels, "{on_points} of {labels} labels on points");
}
