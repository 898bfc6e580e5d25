//! Random constructions, and what is true in their pictures: conjectures for the engine.
#![allow(dead_code)]

use euclase_diagram::eval::{angle, dir, fact_holds, len};
use euclase_diagram::rng::Rng;
use euclase_grammar::core::{CoreTheorem, Fact, Pt, Q, int, q};

/// A construction of up to `steps` steps on a triangle, as text; not every one can be read or drawn.
pub fn construction(seed: u64, steps: usize) -> String {
    let mut r = Rng::new(seed, 0);
    let mut pts: Vec<String> = ["A", "B", "C"].map(String::from).to_vec();
    let mut body = String::from("triangle ABC");
    match r.below(8) {
        0 => body += "\n  assume AB = AC",
        1 => body += "\n  assume AB perp AC",
        2 => body += "\n  assume angle(B, A, C) = 60 deg",
        3 => body += "\n  assume angle(B, A, C) = 45 deg, angle(A, B, C) = 75 deg",
        _ => {}
    }
    for k in 0..steps {
        let x = format!("X{k}");
        let mut order: Vec<usize> = (0..pts.len()).collect();
        r.shuffle(&mut order);
        let p = |i: usize| pts[order[i % order.len()]].clone();
        let (a, b, c, d, e) = (p(0), p(1), p(2), p(3), p(4));
        let line = match r.below(30) {
            0 | 1 => format!("point {x} = midpoint({a}, {b})"),
            2 | 3 => format!("point {x} = foot({a}, {b}{c})"),
            4 => format!("point {x} = circumcenter({a}, {b}, {c})"),
            5 => format!("point {x} = orthocenter({a}, {b}, {c})"),
            6 => format!("point {x} = incenter({a}, {b}, {c})"),
            7 => format!("point {x} = mirror({a}, {b})"),
            8 => format!("point {x} = reflection({a}, {b}{c})"),
            9 => format!("point {x} on {a}{b}"),
            10 | 11 => format!("point {x} on circle({a}, {b}, {c})"),
            12 | 13 => format!("point {x} on {a}{b}, circle({a}, {c}, {d}) other than {a}"),
            14 | 15 => format!("point {x} on circle({a}, {b}, {c}), circle({a}, {d}, {e}) other than {a}"),
            16 | 17 => format!("point {x} = meet({a}{b}, {c}{d})"),
            18 => format!("point {x} = parallelogram_vertex({a}, {b}, {c})"),
            19 => format!("point {x} on bisector({a}, {b}, {c}), {a}{c}"),
            20 => format!("point {x} = arc_midpoint({a}, {b}, {c})"),
            21 => format!("point {x} on perpendicular_bisector({a}, {b}), {c}{d}"),
            22 => format!("point {x} = equilateral_vertex({a}, {b})"),
            23 => format!("point {x}, Y{k} = square_vertices({a}, {b})"),
            24 => format!("point {x} on parallel_line({a}, {b}{c}), {d}{b}"),
            25 => format!("point {x} on circle({a}, {b})"),
            26 => format!("point {x} on tangent_line({a}, circle({a}, {b}, {c})), {b}{c}"),
            27 => format!("point {x} = excenter({a}, {b}, {c})"),
            28 => format!("point {x} = translation({a}, {b}, {c})"),
            _ => format!("point {x} on segment({a}, {b})\n  assume {a}{x} = 2*{x}{b}"),
        };
        if line.contains("Y") {
            pts.push(format!("Y{k}"));
        }
        body += &format!("\n  {line}");
        pts.push(x);
    }
    // a goal is needed to be read; it is replaced
    format!("theorem random_{seed} {{\n  {body}\n  show A = A\n}}")
}

/// Facts that hold in the picture, of every kind, at most `most` of the kinds that are many.
pub fn true_facts(thm: &CoreTheorem, xy: &[[f64; 2]], most: usize, seed: u64) -> Vec<Fact> {
    let n = thm.statement_points as u32;
    let pts: Vec<Pt> = (0..n).map(Pt).collect();
    let apart = |a: Pt, b: Pt| len(xy, a, b) > 1e-6;
    let pairs: Vec<[Pt; 2]> =
        pts.iter().flat_map(|&a| pts.iter().filter(move |b| **b > a).map(move |&b| [a, b])).collect();
    let proper: Vec<[Pt; 2]> = pairs.iter().copied().filter(|p| apart(p[0], p[1])).collect();
    let mut r = Rng::new(seed, 1);
    let mut out: Vec<Fact> = Vec::new();
    for [a, b] in &pairs {
        out.push(Fact::Same(*a, *b));
    }
    for (i, &c) in pts.iter().enumerate() {
        for (j, &b) in pts[..i].iter().enumerate() {
            for (k, &a) in pts[..j].iter().enumerate() {
                out.push(Fact::Coll(a, b, c));
                for &d in &pts[..k] {
                    out.push(Fact::Cyclic(a, b, c, d));
                }
            }
        }
    }
    // two pairs: directions that differ by a constant, lengths and squares in a simple ratio
    let simple = [(1, 1), (2, 1), (1, 2), (3, 1), (1, 3), (3, 2), (2, 3), (4, 1), (3, 4)];
    for (i, &[a, b]) in proper.iter().enumerate() {
        for &[c, d] in &proper[..i] {
            let turn = dir(xy, a, b) - dir(xy, c, d);
            let twelfth = (turn * 12.0).round();
            if (turn * 12.0 - twelfth).abs() < 1e-8 {
                let turn = euclase_grammar::core::mod_one(&q(twelfth as i64, 12));
                out.push(Fact::Dir { terms: vec![(1, a, b), (-1, c, d)], turn });
            }
            let ratio = len(xy, a, b) / len(xy, c, d);
            for (num, den) in simple {
                let k = num as f64 / den as f64;
                if (ratio - k).abs() < 1e-8 {
                    out.push(Fact::Len { terms: vec![(int(1), a, b), (-q(num, den), c, d)], konst: int(0) });
                }
                if (ratio * ratio - k).abs() < 1e-8 {
                    out.push(Fact::Sq { terms: vec![(int(1), a, b), (-q(num, den), c, d)], konst: int(0) });
                }
            }
        }
    }
    // four pairs: equal angles, equal ratios
    let mut turns: Vec<(f64, [Pt; 2], [Pt; 2])> = Vec::new();
    let mut ratios: Vec<(f64, [Pt; 2], [Pt; 2])> = Vec::new();
    for &p in &proper {
        for &o in proper.iter().filter(|o| **o != p) {
            turns.push(((dir(xy, p[0], p[1]) - dir(xy, o[0], o[1])).rem_euclid(1.0), p, o));
            ratios.push(((len(xy, p[0], p[1]) / len(xy, o[0], o[1])).ln(), p, o));
        }
    }
    let mut many: Vec<Fact> = Vec::new();
    for (list, angles) in [(&mut turns, true), (&mut ratios, false)] {
        list.sort_by(|x, y| x.0.total_cmp(&y.0));
        for w in list.windows(4) {
            for k in 1..4 {
                if (w[k].0 - w[0].0).abs() < 1e-9 {
                    let ((a, b), (c, d)) = ((w[0].1, w[0].2), (w[k].1, w[k].2));
                    many.push(if angles { Fact::eqangle(a, b, c, d) } else { Fact::eqratio(a, b, c, d) });
                }
            }
        }
    }
    keep(&mut many, most, &mut r);
    out.append(&mut many);
    // undirected angles, alone and two and two
    let mut corners: Vec<(f64, [Pt; 3])> = Vec::new();
    for &b in &pts {
        for &a in &pts {
            for &c in pts.iter().filter(|c| **c > a) {
                if a != b && c != b && apart(a, b) && apart(b, c) && apart(a, c) {
                    corners.push((angle(xy, a, b, c), [a, b, c]));
                }
            }
        }
    }
    corners.sort_by(|x, y| x.0.total_cmp(&y.0));
    for w in corners.windows(2) {
        if (w[1].0 - w[0].0).abs() < 1e-9 {
            many.push(Fact::Ang { terms: vec![(int(1), w[0].1), (int(-1), w[1].1)], konst: int(0) });
        }
    }
    for (v, t) in &corners {
        let twelfth = (v * 12.0).round();
        if (v * 12.0 - twelfth).abs() < 1e-8 {
            many.push(Fact::Ang { terms: vec![(int(1), *t)], konst: q(twelfth as i64, 12) });
        }
    }
    keep(&mut many, most, &mut r);
    out.append(&mut many);
    // sums of lengths, differences of squares, vectors
    for _ in 0..most * 40 {
        let mut pick = || proper[r.below(proper.len())];
        let (x, y, z, w) = (pick(), pick(), pick(), pick());
        let one = |k: i64, p: [Pt; 2]| (int(k), p[0], p[1]);
        many.push(Fact::Len { terms: vec![one(1, x), one(1, y), one(-1, z)], konst: int(0) });
        many.push(Fact::Sq { terms: vec![one(1, x), one(1, y), one(-1, z)], konst: int(0) });
        many.push(Fact::Sq { terms: vec![one(1, x), one(-1, y), one(-1, z), one(1, w)], konst: int(0) });
        many.push(Fact::Vec(vec![(int(1), x[0]), (int(-1), x[1]), (int(-1), y[0]), (int(1), y[1])]));
        many.push(Fact::Vec(vec![(int(2), x[0]), (int(-1), x[1]), (int(-1), y[0])]));
    }
    many.retain(|f| fact_holds(xy, f));
    keep(&mut many, most, &mut r);
    out.append(&mut many);
    let mut seen = std::collections::BTreeSet::new();
    out.into_iter()
        .map(|f| f.normalized())
        .filter(|f| !f.is_trivial() && fact_holds(xy, f) && degenerate_free(f, xy) && seen.insert(format!("{f:?}")))
        .collect()
}

/// No direction or logarithm of two equal points.
fn degenerate_free(f: &Fact, xy: &[[f64; 2]]) -> bool {
    let pairs: Vec<(Pt, Pt)> = match f {
        Fact::Dir { terms, .. } => terms.iter().map(|t| (t.1, t.2)).collect(),
        Fact::Log { terms, .. } => terms.iter().map(|t: &(Q, Pt, Pt)| (t.1, t.2)).collect(),
        _ => Vec::new(),
    };
    pairs.iter().all(|(a, b)| len(xy, *a, *b) > 1e-6)
}

fn keep(v: &mut Vec<Fact>, most: usize, r: &mut Rng) {
    r.shuffle(v);
    v.truncate(most);
}
