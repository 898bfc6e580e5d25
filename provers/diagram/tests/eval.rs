//! Truth in a fixed picture: a 3-4-5 triangle and friends, scaled, moved and turned.

mod common;
use common::{cond, fact};
use euclase_diagram::eval;
use euclase_grammar::core::{Num, Pt};

/// A(0,0) B(4,0) C(0,3) M(2,0) D(4,3) O(2,1.5) E=A
const NAMES: &str = "ABCMDOE";
const AT: [[f64; 2]; 7] = [[0.0, 0.0], [4.0, 0.0], [0.0, 3.0], [2.0, 0.0], [4.0, 3.0], [2.0, 1.5], [0.0, 0.0]];

fn point(s: &str) -> Pt {
    Pt(NAMES.find(s).unwrap() as u32)
}

fn moved(k: usize) -> Vec<[f64; 2]> {
    let (turn, scale, shift) = [(0.0f64, 1.0, 0.0), (1.1, 1e-4, 3.0), (-2.0, 5e3, -7.0)][k];
    AT.iter()
        .map(|p| {
            let (c, s) = (turn.cos(), turn.sin());
            [scale * (c * p[0] - s * p[1] + shift), scale * (s * p[0] + c * p[1] - shift)]
        })
        .collect()
}

#[test]
fn facts() {
    for k in 0..3 {
        let pts = moved(k);
        for (text, truth) in [
            ("coll A B M", true),
            ("coll A B C", false),
            ("coll A E C", true),
            ("cyclic A B C D", true),
            ("cyclic A B C M", false),
            ("cyclic A M B E", false), // on a line, with a coincidence: no proper circle
            ("cyclic A B C E", true),
            ("perp A B A C", true),
            ("perp A B B C", false),
            ("perp A E B C", true), // a pair of equal points: the polynomial reading
            ("para A B C D", true),
            ("cong O A O B", true),
            ("cong A B A C", false),
            ("ratio A B A C 4 3", true),
            ("ratio A B A C 3 4", false),
            ("lensum A M M B A B", true),
            ("sq A B A C B C", true),
            ("mid M A B", true),
            ("mid O B C", true),
            ("mid O B D", false),
            ("simi A B C D C B", true),
            ("simo A B C D C B", false),
            ("simo A B C B A D", true),
            ("simi A M B A M B", false), // flat triangles are not similar
            ("ang B A C 1 2", true),
            ("ang A M B 1 1", true),
            ("ang A B D 1 2", true),
            ("ang A B C 1 2", false),
            ("dir 1 2 A B A C", true),
            ("dir 0 1 A B A C", false),
            ("same A E", true),
            ("same A B", false),
            ("dist O A B O C D", true),
            ("dist O A B O A C", false),
        ] {
            let f = fact(text, &point);
            assert_eq!(eval::fact_holds(&pts, &f), truth, "{text}, motion {k}");
            let r = eval::fact_residual(&pts, &f);
            assert!(if truth { r < 1e-11 } else { r > 1e-2 }, "{text}: {r:e}");
        }
    }
}

#[test]
fn conditions() {
    for k in 0..3 {
        let pts = moved(k);
        for (text, truth) in [
            ("ne A B", true),
            ("ne A E", false),
            ("ncoll A B C", true),
            ("ncoll A M B", false),
            ("ncoll A E C", false),
            ("between A M B", true),
            ("between M A B", false),
            ("between A A B", false),
            ("between A O B", false),
            ("pos A B C", true),
            ("pos A C B", false),
            ("sameo A B C D C B", true),
            ("sameo A B C A B M", false),
            ("longer A B A C", true),
            ("longer A C A B", false),
            ("nearer M A B C", true),
        ] {
            assert_eq!(eval::cond_holds(&pts, &cond(text, &point)), Some(truth), "{text}, motion {k}");
        }
    }
}

#[test]
fn too_close_to_call_is_said() {
    let pts = [[0.0, 0.0], [1.0, 0.0], [0.5, 3e-8]];
    let c = cond("ncoll A B C", &point);
    assert_eq!(eval::cond_holds(&pts, &c), None);
}

#[test]
fn a_missing_point_or_value_is_never_true() {
    assert!(!eval::fact_holds(&AT[..2], &fact("coll A B C", &point)));
    assert!(!eval::fact_holds(&AT[..2], &fact("perp A B A C", &point)));
    assert_eq!(eval::cond_holds(&AT[..2], &cond("ne A C", &point)), None);
    assert!(eval::num(&AT, &Num::Real(0)).is_nan());
}

#[test]
fn values() {
    let p = |s: &str| point(s);
    for k in 0..3 {
        let pts = moved(k);
        let unit = eval::len(&pts, p("A"), p("B")) / 4.0;
        assert!((eval::angle(&pts, p("B"), p("A"), p("C")) - 0.5).abs() < 1e-12);
        assert!((eval::wrap(eval::dir(&pts, p("A"), p("C")) - eval::dir(&pts, p("A"), p("B"))) - 0.5).abs() < 1e-12);
        for (n, want) in [
            (Num::Area(vec![p("A"), p("B"), p("D"), p("C")]), 12.0 * unit * unit),
            (Num::Circumradius(p("A"), p("B"), p("C")), 2.5 * unit),
            (Num::Inradius(p("A"), p("B"), p("C")), unit),
            (Num::DistLine(p("A"), p("B"), p("C")), 2.4 * unit),
            (Num::Call("max".into(), vec![Num::Len(p("A"), p("B")), Num::Len(p("B"), p("C"))]), 5.0 * unit),
        ] {
            let v = eval::num(&pts, &n);
            assert!((v - want).abs() < 1e-9 * want, "{n:?}: {v} {want}");
        }
    }
}
