//! The law of sines, as linear algebra: one more column for |sin| of every class of angles, two
//! equations a triangle, in a copy of the table of logarithms.
//!
//! The copy is thrown away. What it proves of the picture's coincidences comes back as *chains*: closed
//! chains of triangles in which each angle is, up to sign, the first angle of the next, so that the
//! sines cancel (the kernel's `law_of_sines`). A claim then follows in the ordinary table. Chains with known
//! angles at the ends, and chains that prove two angles equal, are the other two forms.

use super::lengths::log_terms;
use crate::field as f;
use crate::pic::dir_gap;
use crate::solve::Basis;
use crate::state::{By, K, Reason, SineChain, State, T, col};
use crate::table::Table;
use rustc_hash::FxHashMap;

/// Longest chain worth a proof.
const LONGEST: usize = 16;
/// Numbers of sine equations in the basis start here.
const SINE: u32 = 1 << 30;
/// Numbers of known sines.
const KNOWN: u32 = 1 << 31;

/// An equation log YZ − log ZX − s(X) + s(Y) = 0 with its two sine columns.
#[derive(Clone, Copy)]
struct Corner {
    xyz: [u8; 3],
    from: u32,
    to: u32,
}

struct Sines {
    table: Table,
    basis: Basis,
    corners: Vec<Corner>,
    /// Known columns: the angle in sixths or quarters of a half-turn is in the picture.
    known: Vec<bool>,
    base: u32,
    /// For each column, its class (folded angle in the picture) and a corner that has it.
    folded: Vec<f64>,
}

pub fn run(s: &mut State) {
    let mut w = build(s);
    lengths(s, &mut w);
    shapes(s, &mut w);
    intercepts(s, &mut w);
    for row in super::cevians::products(s) {
        claim(s, &mut w, &row);
    }
    for goal in s.wanted.clone() {
        claim(s, &mut w, &goal);
    }
    equal_angles(s, &mut w);
}

fn build(s: &State) -> Sines {
    let n = s.pic.n() as u8;
    let base = (K + s.pic.ends.len()) as u32;
    let mut ix: FxHashMap<(u64, i64), u32> = FxHashMap::default();
    let mut folded: Vec<f64> = Vec::new();
    let mut known_rows: Vec<(u32, Vec<(u32, i32)>)> = Vec::new();
    let mut triangles: Vec<([u8; 3], [u32; 3])> = Vec::new();
    for c in 0..n {
        for b in 0..c {
            for a in 0..b {
                if !s.pic.proper(a, b, c) {
                    continue;
                }
                let t = [a, b, c];
                let cols = [0, 1, 2].map(|i| {
                    let (x, y, z) = (t[i], t[(i + 1) % 3], t[(i + 2) % 3]);
                    let angle = f::sub(s.d(x, y), s.d(x, z));
                    let key = angle.min(f::neg(angle));
                    let turn = dir_gap(s.pic.d(x, y), s.pic.d(x, z));
                    // Constants are dropped from fingerprints: the picture's angle, turned as the key is, tells angles
                    // of one key apart. (A constant angle has no sign to turn by, and needs none.)
                    let seen = (s.pic.d(x, y) - s.pic.d(x, z)).rem_euclid(1.0);
                    let signed = if key == 0 {
                        turn
                    } else if key == angle {
                        seen
                    } else {
                        1.0 - seen
                    };
                    *ix.entry((key, (signed * 1e7).round() as i64)).or_insert_with(|| {
                        folded.push(turn);
                        let at = folded.len() as u32 - 1;
                        if key == 0
                            && let Some(row) = known_sine(turn)
                        {
                            known_rows.push((at, row));
                        }
                        at
                    })
                });
                triangles.push((t, cols));
            }
        }
    }
    let mut known = vec![false; folded.len()];
    let mut table = s.t[T::Log as usize].clone();
    table.grow(base as usize + folded.len());
    let mut basis = Basis::new(s, T::Log);
    for (k, (at, mut row)) in known_rows.into_iter().enumerate() {
        known[at as usize] = true;
        let lead = if row.iter().any(|e| e.1 % 2 != 0) { 2 } else { 1 };
        if lead == 1 {
            row.iter_mut().for_each(|e| e.1 /= 2);
        }
        row.push((base + at, lead));
        if table.add(&row) {
            basis.push(KNOWN + k as u32, &row);
        }
    }
    let mut corners = Vec::new();
    for (t, c) in triangles {
        for i in 0..2 {
            let (x, y, z) = (t[i], t[i + 1], t[(i + 2) % 3]);
            let row = [(col(y, z), 1), (col(z, x), -1), (base + c[i], -1), (base + c[i + 1], 1)];
            if table.add(&row) {
                basis.push(SINE + corners.len() as u32, &row);
                corners.push(Corner { xyz: [x, y, z], from: c[i], to: c[i + 1] });
            }
        }
    }
    Sines { table, basis, corners, known, base, folded }
}

/// −2·log|sin| of a known angle over the prime columns.
fn known_sine(turn: f64) -> Option<Vec<(u32, i32)>> {
    // squares of the sines of 30°, 45°, 60°, 90°
    [(1.0 / 6.0, (1, 4)), (0.25, (1, 2)), (1.0 / 3.0, (3, 4)), (0.5, (1, 1))]
        .into_iter()
        .find(|(t, _)| (turn - t).abs() < 1e-9)
        .and_then(|(_, (num, den))| log_terms(num, den))
}

/// Tries to prove a row of the table of logarithms; emits the chains that it takes.
fn claim(s: &mut State, w: &mut Sines, row: &[(u32, i32)]) {
    if s.t[T::Log as usize].eval(row) == 0 || w.table.eval(row) != 0 {
        return;
    }
    if let Some(edges) = edges(w, row) {
        emit_cycles(s, w, edges);
    }
}

/// The corners that a claim takes, with multiplicity and direction.
fn edges(w: &Sines, row: &[(u32, i32)]) -> Option<Vec<Corner>> {
    let combo = w.basis.express(row)?;
    let mut g = 1i64;
    for &(eq, _, den) in &combo {
        if eq & SINE != 0 && eq < KNOWN {
            g = num_integer::lcm(g, den);
        }
    }
    let mut out = Vec::new();
    for (eq, num, den) in combo {
        if !(SINE..KNOWN).contains(&eq) {
            continue;
        }
        let m = num * (g / den);
        let c = w.corners[(eq - SINE) as usize];
        let [x, y, z] = c.xyz;
        let c = if m > 0 { c } else { Corner { xyz: [y, x, z], from: c.to, to: c.from } };
        if out.len() + m.unsigned_abs() as usize > LONGEST {
            return None;
        }
        out.extend(std::iter::repeat_n(c, m.unsigned_abs() as usize));
    }
    Some(out)
}

/// Splits the corners into chains (from known to known angles first, then closed ones).
fn chains(w: &Sines, mut edges: Vec<Corner>, start: Option<u32>) -> (Vec<Vec<Corner>>, Vec<Vec<Corner>>) {
    let (mut open, mut closed) = (Vec::new(), Vec::new());
    let walk = |edges: &mut Vec<Corner>, from: u32, stop: &dyn Fn(u32) -> bool| {
        let mut path: Vec<Corner> = Vec::new();
        let mut at = from;
        while let Some(k) = edges.iter().position(|e| e.from == at) {
            let e = edges.remove(k);
            at = e.to;
            path.push(e);
            if stop(at) {
                break;
            }
        }
        path
    };
    if let Some(c) = start {
        open.push(walk(&mut edges, c, &|_| false));
    }
    while let Some(k) = edges.iter().position(|e| w.known[e.from as usize]) {
        let from = edges[k].from;
        open.push(walk(&mut edges, from, &|c| w.known[c as usize]));
    }
    while let Some(e) = edges.first().copied() {
        closed.push(walk(&mut edges, e.from, &|c| c == e.from));
    }
    (open, closed)
}

/// Σ (log YZ − log ZX) as a row.
fn sum(chain: &[Corner]) -> Vec<(u32, i32)> {
    let mut row: Vec<(u32, i32)> = Vec::new();
    for c in chain {
        let [x, y, z] = c.xyz;
        for (k, sign) in [(col(y, z), 1), (col(z, x), -1)] {
            match row.iter_mut().find(|e| e.0 == k) {
                Some(e) => e.1 += sign,
                None => row.push((k, sign)),
            }
        }
    }
    row.retain(|e| e.1 != 0);
    row
}

fn remember(s: &mut State, chain: &[Corner]) -> u16 {
    s.sine_chains.push(SineChain { corners: chain.iter().map(|c| c.xyz).collect() });
    s.sine_chains.len() as u16 - 1
}

fn emit_cycles(s: &mut State, w: &Sines, edges: Vec<Corner>) {
    let (open, closed) = chains(w, edges, None);
    for path in open {
        let (Some(a), Some(b)) = (path.first(), path.last()) else { continue };
        if !w.known[b.to as usize] {
            continue;
        }
        let mut row = sum(&path);
        if a.from == b.to {
            let how = remember(s, &path);
            s.emit(T::Log, &row, Reason::new(By::Sines, &[]).how(how));
            continue;
        }
        // Σ = log sin first − log sin last, doubled to keep the exponents whole
        row.iter_mut().for_each(|e| e.1 *= 2);
        for (at, sign) in [(a.from, 1), (b.to, -1)] {
            for (c, k) in known_sine(w.folded[at as usize]).unwrap_or_default() {
                row.push((c, sign * k));
            }
        }
        let how = remember(s, &path);
        s.emit(T::Log, &row, Reason::new(By::SinesKnown, &[]).how(how));
    }
    for cycle in closed {
        if cycle.first().map(|c| c.from) != cycle.last().map(|c| c.to) {
            continue;
        }
        let row = sum(&cycle);
        let how = remember(s, &cycle);
        s.emit(T::Log, &row, Reason::new(By::Sines, &[]).how(how));
    }
}

/// Equal and commensurable lengths of the picture.
fn lengths(s: &mut State, w: &mut Sines) {
    for c in 0..s.pic.clusters.len() {
        let mut seen: FxHashMap<u64, usize> = FxHashMap::default();
        for i in 0..s.pic.clusters[c].pairs.len() {
            let (p, a, b) = s.pic.clusters[c].pairs[i];
            let key = f::sub(w.table.fp(K as u32 + p), s.cluster_k[c][i].0);
            let first = *seen.entry(key).or_insert(i);
            if first == i {
                continue;
            }
            let (q, a1, b1) = s.pic.clusters[c].pairs[first];
            let Some(mut row) = log_terms(a as u64 * b1 as u64, b as u64 * a1 as u64) else { continue };
            row.push((K as u32 + p, 1));
            row.push((K as u32 + q, -1));
            claim(s, w, &row);
        }
    }
}

/// Triangles that look similar: their ratios.
fn shapes(s: &mut State, w: &mut Sines) {
    for b in 0..s.pic.busy.len() {
        let at = s.pic.busy[b] as usize;
        let tris = s.pic.shapes[at].tris.clone();
        let mut seen: FxHashMap<(u64, u64), usize> = FxHashMap::default();
        for (i, t) in tris.iter().enumerate() {
            let [x, y, z] = t.v;
            let g = |a: u8, b: u8| w.table.fp(col(a, b));
            let key = (f::sub(g(y, z), g(x, y)), f::sub(g(z, x), g(x, y)));
            let first = *seen.entry(key).or_insert(i);
            if first != i {
                let [u, v, r] = tris[first].v;
                claim(s, w, &[(col(y, z), 1), (col(x, y), -1), (col(v, r), -1), (col(u, v), 1)]);
                claim(s, w, &[(col(z, x), 1), (col(x, y), -1), (col(r, u), -1), (col(u, v), 1)]);
            }
        }
    }
}

/// Parallels of the picture across two lines: their ratios.
fn intercepts(s: &mut State, w: &mut Sines) {
    for (o, a, b, c, d) in super::ratios::apexes(s) {
        if s.d(a, c) != s.d(b, d) {
            claim(s, w, &[(col(o, a), 1), (col(a, b), -1), (col(o, c), -1), (col(c, d), 1)]);
        }
    }
}

/// Angles that have one sine in the picture and in the table are equal up to sign.
fn equal_angles(s: &mut State, w: &mut Sines) {
    let mut seen: FxHashMap<u64, u32> = FxHashMap::default();
    for c in 0..w.folded.len() as u32 {
        let fp = w.table.fp(w.base + c);
        let first = *seen.entry(fp).or_insert(c);
        if first == c
            || (w.folded[first as usize] - w.folded[c as usize]).abs() > 1e-8
            || (w.folded[c as usize] - 0.5).abs() < 1e-6
        {
            continue;
        }
        let row = [(w.base + c, 1), (w.base + first, -1)];
        let Some(edges) = edges(w, &row) else { continue };
        let (open, closed) = chains(w, edges, Some(first));
        let path = match &open[..] {
            [p] if p.last().map(|e| e.to) == Some(c) => p.clone(),
            _ => continue,
        };
        emit_cycles(s, w, closed.concat());
        if s.t[T::Log as usize].eval(&sum(&path)) != 0 {
            continue;
        }
        let [x, y, z] = path[0].xyz;
        let [u, v, r] = path[path.len() - 1].xyz;
        // angle at X: d(XY) − d(XZ); angle at V: d(VR) − d(VU)
        let (a, b) = (s.pic.d(x, y) - s.pic.d(x, z), s.pic.d(v, r) - s.pic.d(v, u));
        let opposite = dir_gap(a, b) > 1e-8;
        let e = if opposite { -1 } else { 1 };
        let how = remember(s, &path);
        s.emit(
            T::Dir,
            &[(col(x, y), 1), (col(x, z), -1), (col(v, r), -e), (col(v, u), e)],
            Reason::new(By::SinesAngle, &[]).how(how).opp(opposite),
        );
    }
}
