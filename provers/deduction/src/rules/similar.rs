//! Similar triangles: AA, SSS, SAS and SSA (the known angle facing the longer side), inside
//! the classes of equal shape in the picture.

use crate::field as f;
use crate::state::{By, Reason, State, T, col};

/// Ways to see a similarity; [`Reason::how`].
pub const AA: u16 = 0;
const SSS: u16 = 1;
/// It is a hypothesis.
pub const GIVEN: u16 = 8;

/// For a way to see a similarity: the kernel's rule and the order in which it takes the vertices.
pub fn order_of(how: u16) -> (&'static str, [usize; 3]) {
    match how {
        AA => ("sim_aa", [0, 1, 2]),
        SSS => ("sim_sss", [0, 1, 2]),
        2 => ("sim_sas", [0, 1, 2]),
        3 => ("sim_sas", [1, 2, 0]),
        4 => ("sim_sas", [2, 0, 1]),
        5 => ("sim_ssa", [2, 0, 1]),
        6 => ("sim_ssa", [2, 1, 0]),
        _ => ("sim_ssa", [1, 2, 0]),
    }
}

/// Keys of one triangle: two triangles of a class with an equal key are similar.
type Keys = [(u64, u64); 8];

fn keys(s: &State, v: [u8; 3], positive: bool) -> Keys {
    let [a, b, c] = v;
    let (dab, dbc, dca) = (s.d(a, b), s.d(b, c), s.d(c, a));
    let (g0, g1, g2) = (s.g(b, c), s.g(c, a), s.g(a, b));
    let sign = |x: u64| if positive { x } else { f::neg(x) };
    let (ka, kb, kc) = (sign(f::sub(dab, dca)), sign(f::sub(dbc, dab)), sign(f::sub(dca, dbc)));
    let (l01, l12, l02) = (f::sub(g0, g1), f::sub(g1, g2), f::sub(g0, g2));
    [(ka, kb), (l02, l12), (ka, l12), (kb, l02), (kc, l01), (kc, l12), (kc, l02), (kb, l01)]
}

/// The ways in which two triangles are seen to be similar. SSA wants the side that faces the angle strictly longer.
fn ways(x: &Keys, y: &Keys, key: (f64, f64)) -> impl Iterator<Item = u16> {
    const GAP: f64 = 1e-6;
    let longer = [key.1 < 1.0 - GAP, key.0 < 1.0 - GAP, key.0 < key.1 - GAP];
    (0..8).filter(move |&k| x[k] == y[k] && (k < 5 || longer[k - 5])).map(|k| k as u16)
}

fn root(p: &mut [u16], mut i: usize) -> usize {
    while p[i] as usize != i {
        p[i] = p[p[i] as usize];
        i = p[i] as usize;
    }
    i
}

pub fn run(s: &mut State) {
    let mut ks: Vec<Keys> = Vec::new();
    for b in 0..s.pic.busy.len() {
        let at = s.pic.busy[b] as usize;
        let n = s.pic.shapes[at].tris.len();
        let mut parent = std::mem::take(&mut s.sim[at]);
        // one class already?
        let r0 = root(&mut parent, 0);
        if !s.log_all && (1..n).all(|i| root(&mut parent, i) == r0) {
            s.sim[at] = parent;
            continue;
        }
        ks.clear();
        for t in &s.pic.shapes[at].tris {
            ks.push(keys(s, t.v, t.positive));
        }
        let key = s.pic.shapes[at].key;
        if s.log_all && n <= 16 {
            // every pair and every way, for the choice among proofs
            for i in 1..n {
                for j in 0..i {
                    let first = root(&mut parent, i) != root(&mut parent, j);
                    for h in ways(&ks[j], &ks[i], key) {
                        if first {
                            join(s, at, j, i, h, &mut parent);
                        } else {
                            again(s, at, j, i, h);
                        }
                    }
                }
            }
        } else if n <= 8 {
            for i in 1..n {
                for j in 0..i {
                    if root(&mut parent, i) != root(&mut parent, j)
                        && let Some(h) = ways(&ks[j], &ks[i], key).next()
                    {
                        join(s, at, j, i, h, &mut parent);
                    }
                }
            }
        } else {
            let mut ix: Vec<u32> = (0..n as u32).collect();
            for k in 0..8 {
                ix.sort_unstable_by_key(|&i| (ks[i as usize][k], i));
                for w in 1..n {
                    let (j, i) = (ix[w - 1] as usize, ix[w] as usize);
                    if ks[i][k] == ks[j][k]
                        && root(&mut parent, i) != root(&mut parent, j)
                        && let Some(h) = ways(&ks[j], &ks[i], key).next()
                    {
                        join(s, at, j, i, h, &mut parent);
                    }
                }
            }
        }
        s.sim[at] = parent;
    }
}

/// Records a similarity and emits its equations.
fn join(s: &mut State, at: usize, i: usize, j: usize, how: u16, parent: &mut [u16]) {
    let (ri, rj) = (root(parent, i), root(parent, j));
    parent[ri.max(rj)] = ri.min(rj) as u16;
    again(s, at, i, j, how);
}

/// Emits the equations of a similarity of two members.
fn again(s: &mut State, at: usize, i: usize, j: usize, how: u16) {
    let (x, y) = (s.pic.shapes[at].tris[i], s.pic.shapes[at].tris[j]);
    let opposite = x.positive != y.positive;
    let args = [x.v[0], x.v[1], x.v[2], y.v[0], y.v[1], y.v[2]];
    emit(s, args, opposite, how);
}

/// The equations of a similarity.
pub fn emit(s: &mut State, args: [u8; 6], opposite: bool, how: u16) {
    let e = if opposite { -1 } else { 1 };
    for out in 0..if s.log_all { 3 } else { 2usize } {
        let [p, q, r] = [args[out], args[(out + 1) % 3], args[(out + 2) % 3]];
        let [x, y, z] = [args[3 + out], args[3 + (out + 1) % 3], args[3 + (out + 2) % 3]];
        let reason = |by| Reason::new(by, &args).opp(opposite).how(how).out(out as u8);
        s.emit(T::Dir, &[(col(p, q), 1), (col(p, r), -1), (col(x, y), -e), (col(x, z), e)], reason(By::SimAngle));
        s.emit(T::Log, &[(col(p, q), 1), (col(x, y), -1), (col(p, r), -1), (col(x, z), 1)], reason(By::SimRatio));
    }
}
