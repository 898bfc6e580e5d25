//! Writing a claim as a combination of logged equations.
//!
//! The equations of a table are triangularised in the order of time: the independent ones make a basis, and a claim has
//! one combination over it, which uses only what was known when the claim first held. Every redundant
//! equation closes a *circuit* with earlier ones; adding circuits trades equations of the combination for others.
//! A descent on a weighted count makes the combination short ([`Basis::express_cheaply`]). Multipliers are
//! found modulo the prime and reconstructed as fractions; the kernel checks the result over the rationals.

use crate::field as f;
use crate::state::{State, T};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Bound on numerators and denominators of reconstructed multipliers.
const BOUND: i64 = 1 << 28;
/// Most improvements of one combination.
const DESCENTS: usize = 60;

/// A combination of equations: number in the log → (numerator, denominator).
pub type Combination = Vec<(u32, i64, i64)>;

/// What a circuit can gain, and the multiple of it that does.
type Use = (f64, (i64, i64));

/// A row reduced by the earlier ones, with what it took.
#[derive(Debug, Clone)]
struct Row {
    /// Index in the log.
    eq: u32,
    /// Entries after reduction, by column.
    entries: Vec<(u32, u64)>,
    /// (earlier row, multiplier): row = equation − Σ multiplier · earlier row.
    used: Vec<(u32, u64)>,
}

/// The equations of one table, triangularised in the order of time.
#[derive(Debug, Clone, Default)]
pub struct Basis {
    rows: Vec<Row>,
    pivot: FxHashMap<u32, u32>,
    /// Redundant equations: number, and its combination over the basis.
    circuits: Vec<(u32, Combination)>,
    /// For each basis equation, the circuits that have it.
    through: FxHashMap<u32, Vec<u32>>,
    /// Columns below this are constants: what a value is read off, so never a pivot while there is another.
    constants: u32,
}

impl Basis {
    /// Triangularises all logged equations of a table.
    pub fn new(s: &State, table: T) -> Self {
        let mut b = Basis { constants: table.constants() as u32, ..Basis::default() };
        for (i, e) in s.eqs.iter().enumerate() {
            if e.table == table {
                b.push(i as u32, s.terms_of(e));
            }
        }
        b
    }

    /// Adds an equation; later ones may use it.
    pub fn push(&mut self, eq: u32, terms: &[(u32, i32)]) {
        let (left, used) = self.reduce(terms);
        let mut entries: Vec<(u32, u64)> = left.into_iter().filter(|e| e.1 != 0).collect();
        entries.sort_unstable();
        let unit = |e: &&(u32, u64)| e.1 == 1 || e.1 == f::P - 1;
        let open = |e: &&(u32, u64)| e.0 >= self.constants;
        let first = entries.iter().rev().filter(open).find(unit).or(entries.last());
        let Some(&(pivot, _)) = first else {
            if let Some(c) = self.unwind(used) {
                for e in &c {
                    self.through.entry(e.0).or_default().push(self.circuits.len() as u32);
                }
                self.circuits.push((eq, c));
            }
            return;
        };
        self.pivot.insert(pivot, self.rows.len() as u32);
        self.rows.push(Row { eq, entries, used });
    }

    /// Reduces an expression by the rows; returns what is left and the multipliers of rows.
    fn reduce(&self, terms: &[(u32, i32)]) -> (FxHashMap<u32, u64>, Vec<(u32, u64)>) {
        let mut v: FxHashMap<u32, u64> = FxHashMap::default();
        let mut heap = BinaryHeap::new();
        for &(c, k) in terms {
            let e = v.entry(c).or_insert(0);
            *e = f::add(*e, f::from_i64(k as i64));
            if let Some(&r) = self.pivot.get(&c) {
                heap.push(Reverse((r, c)));
            }
        }
        let mut used = Vec::new();
        while let Some(Reverse((r, c))) = heap.pop() {
            let k = v.get(&c).copied().unwrap_or(0);
            if k == 0 {
                continue;
            }
            let row = &self.rows[r as usize];
            let lead = row.entries.iter().find(|e| e.0 == c).map_or(1, |e| e.1);
            let m = f::mul(k, f::inv(lead));
            used.push((r, m));
            for &(d, x) in &row.entries {
                let e = v.entry(d).or_insert(0);
                *e = f::sub(*e, f::mul(m, x));
                if d != c
                    && let Some(&q) = self.pivot.get(&d)
                {
                    heap.push(Reverse((q, d)));
                }
            }
        }
        (v, used)
    }

    /// Multipliers of rows as multipliers of equations.
    fn unwind(&self, used: Vec<(u32, u64)>) -> Option<Combination> {
        let mut need: FxHashMap<u32, u64> = FxHashMap::default();
        let mut heap = BinaryHeap::new();
        for (r, m) in used {
            *need.entry(r).or_insert(0) = m;
            heap.push(r);
        }
        let mut out = Vec::new();
        let mut last = u32::MAX;
        while let Some(r) = heap.pop() {
            if r == last {
                continue;
            }
            last = r;
            let m = need[&r];
            if m == 0 {
                continue;
            }
            let row = &self.rows[r as usize];
            let (num, den) = f::to_fraction(m, BOUND)?;
            out.push((row.eq, num, den));
            // row = equation − Σ used · earlier
            for &(q, u) in &row.used {
                let e = need.entry(q).or_insert(0);
                *e = f::sub(*e, f::mul(m, u));
                heap.push(q);
            }
        }
        out.reverse();
        Some(out)
    }

    /// The combination of basis equations that is the claim;
    /// None when the claim does not follow, or a multiplier is beyond the bound.
    pub fn express(&self, claim: &[(u32, i32)]) -> Option<Combination> {
        let (left, used) = self.reduce(claim);
        if left.values().any(|&x| x != 0) {
            return None;
        }
        self.unwind(used)
    }

    /// A combination of small total cost, of equations earlier than `time`. `cost` is asked for an
    /// equation and its multiplier.
    pub fn express_cheaply(
        &self,
        claim: &[(u32, i32)],
        time: u32,
        cost: &dyn Fn(u32, i64, i64) -> f64,
    ) -> Option<Combination> {
        let first = self.express(claim)?;
        if first.iter().any(|e| e.0 >= time) {
            return None;
        }
        let mut x: FxHashMap<u32, (i64, i64)> = first.into_iter().map(|(e, n, d)| (e, (n, d))).collect();
        // The best use of each circuit met so far (with the round in which it was asked), and where each circuit's is,
        // counted from 1. After a move only the circuits that it touched are asked again.
        let mut uses: Vec<(u32, usize, Option<Use>)> = Vec::new();
        let mut place = vec![0u32; self.circuits.len()];
        let mut ask: Vec<u32> = x.keys().copied().collect();
        for round in 0..DESCENTS {
            for &k in ask.iter().filter_map(|e| self.through.get(e)).flatten() {
                if self.circuits[k as usize].0 >= time {
                    continue;
                }
                let at = &mut place[k as usize];
                if *at == 0 {
                    uses.push((k, round, self.best_use(k, &x, cost)));
                    *at = uses.len() as u32;
                } else if let Some(u) = uses.get_mut(*at as usize - 1).filter(|u| u.1 != round) {
                    (u.1, u.2) = (round, self.best_use(k, &x, cost));
                }
            }
            // the greatest gain; of equal ones the first circuit
            let mut best: Option<(u32, Use)> = None;
            for (k, _, u) in &uses {
                let Some(u) = u else { continue };
                if best.is_none_or(|(l, b)| u.0 > b.0 + 1e-12 || u.0 > b.0 - 1e-12 && *k < l) {
                    best = Some((*k, *u));
                }
            }
            let Some((k, (_, a))) = best else { break };
            let (eq, circuit) = &self.circuits[k as usize];
            ask = std::iter::once(*eq).chain(circuit.iter().map(|e| e.0)).collect();
            let add = |x: &mut FxHashMap<u32, (i64, i64)>, e: u32, m: (i64, i64)| -> Option<()> {
                let then = plus(x.get(&e).copied().unwrap_or((0, 1)), m)?;
                if then.0 == 0 {
                    x.remove(&e);
                } else {
                    x.insert(e, then);
                }
                Some(())
            };
            add(&mut x, *eq, a)?;
            for &(b, n, d) in circuit {
                add(&mut x, b, fraction(-a.0 * n, a.1 * d)?)?;
            }
            // A circuit is reached through its basis equations; its own equation may have changed too.
            ask.retain(|e| self.through.contains_key(e));
        }
        let mut out: Combination = x.into_iter().map(|(e, (n, d))| (e, n, d)).collect();
        out.sort_unstable();
        Some(out)
    }

    /// The multiple of a circuit that lowers the cost most by dropping one equation, and by how much.
    /// Adding a·(equation − Σ c·basis) leaves the claim as it is; a = x/c drops a basis equation.
    fn best_use(&self, k: u32, x: &FxHashMap<u32, (i64, i64)>, cost: &dyn Fn(u32, i64, i64) -> f64) -> Option<Use> {
        let (eq, circuit) = &self.circuits[k as usize];
        let mut best: Option<Use> = None;
        let own = x.get(eq).copied().unwrap_or((0, 1));
        for &(b, n, d) in circuit {
            let Some(&(xn, xd)) = x.get(&b) else { continue };
            let Some(a) = fraction(xn * d, xd * n) else { continue };
            let gain = (|| {
                let mut gain = price(cost, *eq, own) - price(cost, *eq, plus(own, a)?);
                for &(b, n, d) in circuit {
                    let now = x.get(&b).copied().unwrap_or((0, 1));
                    let then = plus(now, fraction(-a.0 * n, a.1 * d)?)?;
                    gain += price(cost, b, now) - price(cost, b, then);
                }
                Some(gain)
            })();
            if let Some(gain) = gain
                && gain > 1e-9
                && best.is_none_or(|v| gain > v.0 + 1e-12)
            {
                best = Some((gain, a));
            }
        }
        best
    }
}

fn price(cost: &dyn Fn(u32, i64, i64) -> f64, eq: u32, (n, d): (i64, i64)) -> f64 {
    if n == 0 { 0.0 } else { cost(eq, n, d) }
}

/// A reduced fraction of moderate size. Both parts come from products of two numbers up to [`BOUND`], or sums
/// of two such products, so 64 bits hold them.
fn fraction(n: i64, d: i64) -> Option<(i64, i64)> {
    let (n, d) = match d {
        0 => return None,
        1 => (n, 1),
        -1 => (-n, 1),
        _ => {
            let g = num_integer::gcd(n, d) * d.signum();
            (n / g, d / g)
        }
    };
    (n.abs() <= BOUND && d <= BOUND).then_some((n, d))
}

fn plus(a: (i64, i64), b: (i64, i64)) -> Option<(i64, i64)> {
    if a.1 == 1 && b.1 == 1 {
        return fraction(a.0 + b.0, 1);
    }
    fraction(a.0 * b.1 + b.0 * a.1, a.1 * b.1)
}
