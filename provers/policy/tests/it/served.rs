//! The policy as a program: messages in, scores out; what a state looks like does not depend on names or places.

use crate::network::fresh;
use euclase::policy::view::{self, Assumed};
use euclase::search::candidates::{self, Candidate, Parts};
use euclase::search::{goal_points, score};
use euclase_deduction::{Depth, Session};
use euclase_policy::serve;
use euclase_protocol::{Ask, Item, Scores, View};
use std::collections::BTreeMap;

const MEDIANS: &str = "theorem t {
  triangle ABC
  point D = foot(A, BC)
  point E = foot(B, AC)
  point F on circle(A, B, C)
  show dangle(D, E, F) = dangle(A, F, B)
}";
/// The same with other names, in another order.
const RENAMED: &str = "theorem t {
  triangle RPQ
  point Z on circle(Q, P, R)
  point U = foot(P, QR)
  point V = foot(Q, PR)
  show dangle(U, V, Z) = dangle(P, Z, Q)
}";

type Places = BTreeMap<(u8, i64, i64), f32>;

/// The best score of each kind and place. `map`: from the picture to places that are compared.
fn scores(
    net: &euclase_policy::net::Net,
    text: &str,
    pts: &[[f64; 2]],
    map: impl Fn([f64; 2]) -> [f64; 2],
) -> (Places, f32) {
    let thm = euclase_grammar::load(text).expect("well-formed").theorems.remove(0);
    let mut s = Session::new(&thm, pts).expect("a session");
    s.saturate(Depth::Full, &|| false);
    assert!(!s.done());
    let (list, _) = candidates::list(&s.state, 0, &goal_points(&thm), &score::by_hand);
    let view = Assumed::new(&thm).view(&s);
    let items = view::items(&Parts::new(&s.state), &list, None);
    let told = serve::score(net, &view, &items);
    let mut out = Places::new();
    for (c, s) in list.iter().zip(told.scores) {
        let c: &Candidate = c;
        let at = map(c.at);
        let key = (c.kind as u8, (at[0] * 1e4).round() as i64, (at[1] * 1e4).round() as i64);
        let best = out.entry(key).or_insert(s);
        *best = best.max(s);
    }
    (out, told.value)
}

#[test]
fn renaming_points_and_moving_the_picture_do_not_change_the_ranking() {
    // Weights far from the hand-made score.
    let (vs, net) = fresh(7);
    tch::no_grad(|| vs.trainable_variables().iter_mut().for_each(|t| drop(t.f_add_(&(t.randn_like() * 0.2)))));
    let abc = [[0.13, 0.92], [-0.71, -0.33], [1.07, -0.18]];
    let thm = euclase_grammar::load(MEDIANS).expect("well-formed").theorems.remove(0);
    let [a, b, c] = abc;
    let foot = |p: [f64; 2], q: [f64; 2], r: [f64; 2]| {
        let (u, v) = ([r[0] - q[0], r[1] - q[1]], [p[0] - q[0], p[1] - q[1]]);
        let t = (u[0] * v[0] + u[1] * v[1]) / (u[0] * u[0] + u[1] * u[1]);
        [q[0] + t * u[0], q[1] + t * u[1]]
    };
    let det = 2.0 * ((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));
    let sq = |p: [f64; 2]| (p[0] - a[0]).powi(2) + (p[1] - a[1]).powi(2);
    let o = [
        a[0] + ((c[1] - a[1]) * sq(b) - (b[1] - a[1]) * sq(c)) / det,
        a[1] + ((b[0] - a[0]) * sq(c) - (c[0] - a[0]) * sq(b)) / det,
    ];
    let r = ((a[0] - o[0]).powi(2) + (a[1] - o[1]).powi(2)).sqrt();
    let f = [o[0] + r * 0.3f64.cos(), o[1] - r * 0.3f64.sin()];
    let (d, e) = (foot(a, b, c), foot(b, a, c));
    assert_eq!(thm.statement_points, 6);
    let (one, value) = scores(&net, MEDIANS, &[a, b, c, d, e, f], |p| p);
    // Turned, stretched and moved.
    let moved = |p: [f64; 2]| [3.0 - 2.0 * p[1], 5.0 + 2.0 * p[0]];
    let back = |p: [f64; 2]| [(p[1] - 5.0) / 2.0, (3.0 - p[0]) / 2.0];
    // Places are compared on a grid, so a few fall to the other side of a line of it.
    let alike = |(two, other): (Places, f32)| {
        let common: Vec<_> = one.keys().filter(|k| two.contains_key(k)).collect();
        assert!(common.len() * 100 >= one.len() * 98, "{} of {} and {}", common.len(), one.len(), two.len());
        assert!((value - other).abs() <= 1.0 / 64.0, "{value} {other}");
        common.into_iter().filter(|k| (one[*k] - two[*k]).abs() > 1.0 / 64.0).count()
    };
    assert_eq!(alike(scores(&net, MEDIANS, &[a, b, c, d, e, f].map(moved), back)), 0);
    // The triangle is RPQ, that is CAB; F comes before the feet.
    assert_eq!(alike(scores(&net, RENAMED, &[c, a, b, f, d, e], |p| p)), 0);
}

fn state(n: u8) -> Ask {
    let view = View { points: vec![[1.0, 0.0, 0.0]; usize::from(n)], rows: vec![(0, vec![0, 1, 2])] };
    let items = (0..n).map(|p| Item { kind: p % 5, parts: vec![(0, vec![p])], ..Item::default() }).collect();
    Ask { view, items }
}

#[test]
fn the_same_state_gets_the_same_scores_whatever_came_before() {
    let (_vs, net) = fresh(5);
    let say = |asks: &[Ask]| -> Vec<Scores> {
        let input: String = asks.iter().map(|a| serde_json::to_string(a).expect("JSON") + "\n").collect();
        let mut out = Vec::new();
        serve::serve(&net, input.as_bytes(), &mut out).expect("served");
        String::from_utf8(out).expect("text").lines().map(|l| serde_json::from_str(l).expect("scores")).collect()
    };
    let alone = say(&[state(6)]);
    let after = say(&[state(9), state(3), state(6)]);
    // With the first answer goes what is read after closures.
    assert_eq!(alone[0].after, Some(net.after()));
    assert!(after[0].after.is_some() && after[1].after.is_none());
    assert_eq!(Scores { after: None, ..alone[0].clone() }, after[2]);
    assert_eq!(after.iter().map(|s| s.scores.len()).collect::<Vec<_>>(), [9, 3, 6]);
    assert!(alone[0].scores.iter().all(|s| (s * 64.0).fract() == 0.0));
    let none = say(&[Ask { items: Vec::new(), ..state(4) }]);
    assert!(none[0].scores.is_empty());
}

#[test]
fn what_is_out_of_range_is_refused() {
    let (_vs, net) = fresh(6);
    let mut bad = state(4);
    bad.view.rows[0].1.push(9);
    let mut worse = state(4);
    worse.items[0].parts[0].0 = 99;
    let mut kind = state(4);
    kind.items[0].kind = 200;
    for (ask, what) in [(bad, "a row"), (worse, "a candidate"), (kind, "a candidate")] {
        let line = serde_json::to_string(&ask).expect("JSON") + "\n";
        let e = serve::serve(&net, line.as_bytes(), Vec::new()).expect_err("refused");
        assert!(format!("{e:#}").contains(what), "{e:#}");
    }
    assert!(serve::serve(&net, &b"{}\n"[..], Vec::new()).is_err());
}
