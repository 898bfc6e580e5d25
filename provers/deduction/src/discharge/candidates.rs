//! Which rules for conditions, at which points, might give a condition.

use super::facts::{Facts, pair};
use crate::load::ep;
use euclase_diagram::eval;
use euclase_grammar::core::{Cond, Pt};

/// A rule for conditions with its points and the numbers of the facts that it cites.
#[derive(Clone)]
pub(super) struct Candidate {
    pub rule: &'static str,
    pub args: Vec<Pt>,
    pub opposite: bool,
    pub cites: Vec<usize>,
}

fn candidate(rule: &'static str, args: &[Pt], cites: &[usize]) -> Candidate {
    Candidate { rule, args: args.to_vec(), opposite: false, cites: cites.to_vec() }
}

/// A step from one triangle to another.
pub(super) struct Move {
    /// The other triangle, sorted.
    pub to: [Pt; 3],
    /// Whether it is turned the other way, both written in order.
    pub flips: bool,
    pub candidate: Candidate,
}

impl Facts {
    /// Candidates for a canonical condition, from facts that are early enough.
    pub fn candidates(&self, c: &Cond, before: usize) -> Vec<Candidate> {
        let mut out = Vec::new();
        match c {
            Cond::Distinct(a, b) => {
                self.in_similar(&[*a, *b], before, &mut out);
                for &n in self.with_pair.get(&pair(*a, *b)).into_iter().flatten() {
                    if self.early(n, before) {
                        out.push(candidate("pair_proper", &[*a, *b], &[n]));
                    }
                }
            }
            Cond::NotColl(a, b, c) => self.proper([*a, *b, *c], before, &mut out),
            Cond::NotPara(p, q) => self.not_parallel(*p, *q, before, &mut out),
            Cond::Between(a, m, b) => {
                for (n, t) in &self.colls {
                    if self.early(*n, before)
                        && [a, m, b].iter().all(|p| t.contains(p))
                        && let Some(e) = self.equality(pair(*m, *a), pair(*m, *b), before)
                    {
                        out.push(candidate("mid_order", &[*a, *m, *b], &[*n, e]));
                    }
                }
                for (n, t) in &self.vectors {
                    if self.early(*n, before) && t.len() == 3 && [a, m, b].iter().all(|p| t.contains(p)) {
                        out.push(candidate("vec_order", &[*a, *m, *b], &[*n]));
                    }
                }
            }
            _ => {}
        }
        out
    }

    /// Similarities with a triangle that has all these points.
    fn in_similar(&self, points: &[Pt], before: usize, out: &mut Vec<Candidate>) {
        for (n, x, y, opposite) in &self.sims {
            if self.early(*n, before) && [x, y].iter().any(|t| points.iter().all(|p| t.contains(p))) {
                out.push(Candidate { opposite: *opposite, ..candidate("sim_orient", &[*x, *y].concat(), &[*n]) });
            }
        }
    }

    /// For a triangle that should be proper.
    fn proper(&self, t: [Pt; 3], before: usize, out: &mut Vec<Candidate>) {
        self.in_similar(&t, before, out);
        for (n, on) in &self.cyclics {
            if self.early(*n, before) && t.iter().all(|p| on.contains(p)) {
                let fourth = on.iter().find(|p| !t.contains(p)).copied().unwrap_or(t[0]);
                out.push(candidate("circle_proper", &[t[0], t[1], t[2], fourth], &[*n]));
            }
        }
        for k in 0..3 {
            let (x, y, w) = (t[k], t[(k + 1) % 3], t[(k + 2) % 3]);
            for (a, c) in [(x, y), (y, x)] {
                self.not_parallel(pair(a, c), pair(a, w), before, out);
            }
            for (n, on) in &self.colls {
                if self.early(*n, before) && on.contains(&x) && on.contains(&y) && !on.contains(&w) {
                    let Some(&z) = on.iter().find(|p| **p != x && **p != y) else { continue };
                    for (a, c) in [(x, y), (y, x)] {
                        out.push(candidate("line_move", &[a, z, c, w], &[*n]));
                    }
                }
            }
            for (n, p, q) in &self.parallels {
                for (p, q) in [(p, q), (q, p)] {
                    // XY is the first line; the third point is an end of the other
                    if self.early(*n, before) && *p == pair(x, y) && q.contains(&w) {
                        let other = if q[0] == w { q[1] } else { q[0] };
                        out.push(candidate("parallel_turn", &[x, y, other, w], &[*n]));
                    }
                }
            }
        }
    }

    fn not_parallel(&self, l: [Pt; 2], m: [Pt; 2], before: usize, out: &mut Vec<Candidate>) {
        for (n, p, q) in &self.angles {
            if self.early(*n, before) && ((*p, *q) == (l, m) || (*p, *q) == (m, l)) {
                out.push(candidate("angle_lines", &[l, m].concat(), &[*n]));
            }
        }
        for (n, p, q) in &self.parallels {
            for (from, to) in [(p, q), (q, p)] {
                for (l, m) in [(l, m), (m, l)] {
                    if self.early(*n, before) && *to == l {
                        out.push(candidate("parallel_move", &[*from, l, m].concat(), &[*n]));
                    }
                }
            }
        }
    }

    /// Triangles whose orientation a rule compares with that of `t`.
    pub fn moves(&self, t: [Pt; 3], before: usize, pts: &[[f64; 2]]) -> Vec<Move> {
        let mut out = Vec::new();
        let mut push = |to: [Pt; 3], mut candidate: Candidate| {
            let mut sorted = to;
            sorted.sort_unstable();
            let turn = |t: [Pt; 3]| eval::orient(pts, t);
            if sorted == t || turn(t) == 0.0 || turn(sorted) == 0.0 {
                return;
            }
            if candidate.rule == "order_turn" {
                let [a, x, y, p] = [0, 1, 2, 3].map(|i| candidate.args[i]);
                candidate.opposite = turn([a, x, p]) * turn([a, y, p]) < 0.0;
            }
            out.push(Move { to: sorted, flips: turn(t) * turn(sorted) < 0.0, candidate });
        };
        for (n, x, y, opposite) in &self.sims {
            for (from, to) in [(x, y), (y, x)] {
                if self.early(*n, before) && t.iter().all(|p| from.contains(p)) {
                    let k = candidate("sim_orient", &[*x, *y].concat(), &[*n]);
                    push(*to, Candidate { opposite: *opposite, ..k });
                }
            }
        }
        for k in 0..3 {
            for (a, x, p) in [(t[k], t[(k + 1) % 3], t[(k + 2) % 3]), (t[k], t[(k + 2) % 3], t[(k + 1) % 3])] {
                for (_, on) in &self.colls {
                    if on.contains(&a) && on.contains(&x) && !on.contains(&p) {
                        let Some(&y) = on.iter().find(|q| **q != a && **q != x) else { continue };
                        push([a, y, p], candidate("order_turn", &[a, x, y, p], &[]));
                    }
                }
            }
            let (a, b, x) = (t[k], t[(k + 1) % 3], t[(k + 2) % 3]);
            for (n, p, q) in &self.parallels {
                for (p, q) in [(p, q), (q, p)] {
                    if self.early(*n, before) && *p == pair(a, b) && q.contains(&x) {
                        let y = if q[0] == x { q[1] } else { q[0] };
                        push([a, b, y], candidate("parallel_turn", &[a, b, x, y], &[*n]));
                    }
                }
            }
            for y in (0..pts.len() as u32).map(Pt) {
                if !t.contains(&y)
                    && let Some(m) = self.equality(pair(a, x), pair(a, y), before)
                    && let Some(n) = self.equality(pair(b, x), pair(b, y), before)
                    && ep(x) != ep(y)
                {
                    push([a, b, y], candidate("kite_turn", &[a, b, x, y], &[m, n]));
                }
            }
        }
        out
    }
}
