//! Proportions with a known rational ratio pass between logarithms and lengths.

use crate::field as f;
use crate::state::{By, K, Reason, State, T};
use rustc_hash::FxHashMap;

pub fn run(s: &mut State) {
    let mut by_log: FxHashMap<u64, usize> = FxHashMap::default();
    let mut by_len: FxHashMap<u64, usize> = FxHashMap::default();
    for c in 0..s.pic.clusters.len() {
        let n = s.pic.clusters[c].pairs.len();
        if n == 2 {
            // the common case without hashing
            let [x, y] = [0, 1].map(|i| keys(s, c, i));
            match (x.0 == y.0, x.1 == y.1) {
                (true, false) => convert(s, c, 0, 1, T::Len),
                (false, true) => convert(s, c, 0, 1, T::Log),
                _ => {}
            }
            continue;
        }
        by_log.clear();
        by_len.clear();
        for i in 0..n {
            let (log, len) = keys(s, c, i);
            let first_log = *by_log.entry(log).or_insert(i);
            let first_len = *by_len.entry(len).or_insert(i);
            if first_log != i && first_len != first_log {
                convert(s, c, first_log, i, T::Len);
            }
            if first_len != i && first_len != first_log {
                convert(s, c, first_len, i, T::Log);
            }
        }
    }
}

/// (log − log ratio, length / ratio) as fingerprints.
fn keys(s: &State, c: usize, i: usize) -> (u64, u64) {
    let (p, _, _) = s.pic.clusters[c].pairs[i];
    let (k, inv) = s.cluster_k[c][i];
    let column = (K as u32) + p;
    (f::sub(s.t[T::Log as usize].fp(column), k), f::mul(s.t[T::Len as usize].fp(column), inv))
}

/// Emits the proportion of two members in another table.
pub fn convert(s: &mut State, c: usize, i: usize, j: usize, to: T) {
    let (p, a1, b1) = s.pic.clusters[c].pairs[i];
    let (q, a2, b2) = s.pic.clusters[c].pairs[j];
    // |p| / |q| = (a1/b1) / (a2/b2)
    let (num, den) = (a1 as u64 * b2 as u64, b1 as u64 * a2 as u64);
    emit_ratio(s, p, q, (num, den), 1, to);
}

/// Emits |p|^power : |q|^power = num : den in a table: of logarithms, or of these powers.
pub fn emit_ratio(s: &mut State, p: u32, q: u32, (num, den): (u64, u64), power: i32, to: T) {
    let g = num_integer::gcd(num, den);
    let (num, den) = (num / g, den / g);
    let (a, b) = s.pic.ends[p as usize];
    let (x, y) = s.pic.ends[q as usize];
    let reason = Reason::new(By::Convert, &[a, b, x, y]);
    let (cp, cq) = (K as u32 + p, K as u32 + q);
    if to != T::Log {
        s.emit(to, &[(cp, den as i32), (cq, -(num as i32))], reason);
    } else if let Some(mut terms) = log_terms(num, den) {
        let k = if terms.is_empty() { 1 } else { power };
        terms.extend([(cp, k), (cq, -k)]);
        s.emit(to, &terms, reason);
    }
}

/// −log(num/den) over the prime columns.
pub fn log_terms(num: u64, den: u64) -> Option<Vec<(u32, i32)>> {
    let mut out: Vec<(u32, i32)> = Vec::new();
    for (mut m, sign) in [(num, -1), (den, 1)] {
        for (i, &p) in crate::state::PRIMES.iter().enumerate() {
            let mut e = 0;
            while m % p == 0 {
                m /= p;
                e += sign;
            }
            if e != 0 {
                out.push((i as u32, e));
            }
        }
        if m != 1 {
            return None;
        }
    }
    Some(out)
}
