//! Square systems for an enclosure: which equations, which coordinates, in which order.
//!
//! Facts are taken in the order of construction; an equation whose derivative depends on those before it is left out (the checker
//! must then find that it follows from the others). Each equation gets a coordinate to be solved for, a late one if it may be. Then
//! equations and coordinates are matched, and the strongly connected parts of the matching are the blocks: mostly
//! two coordinates of one point. Floating-point numbers choose; a bad choice is declined by the checker.

use crate::float::gradients;
use euclase_grammar::core::{Fact, Pt};
use euclase_kernel::cert::{Block, Equation, Source};

/// Relative size of a derivative that counts as zero.
const ZERO: f64 = 1e-8;
/// A pivot of this part of the greatest one is good enough, if it is a later coordinate.
const GOOD: f64 = 0.05;

/// Blocks, in the order in which they are solved, and the facts that are left out.
pub struct System {
    pub blocks: Vec<Block>,
    /// approximate inverses of the blocks' derivatives: `[unknown][equation]`
    pub inverses: Vec<Vec<Vec<f64>>>,
    pub left_out: Vec<Source>,
}

/// One scalar equation with its derivatives.
struct Row<'a> {
    equation: Equation,
    fact: &'a Fact,
    slopes: Vec<(usize, f64)>,
}

/// Chooses a system. `rank` is the place of each point in the order of construction; `first` are facts that are
/// taken before all others.
pub fn choose(facts: &[(Source, Fact)], rank: &[usize], pts: &[[f64; 2]], first: &[Source]) -> Result<System, String> {
    let width = 2 * pts.len();
    let mut order: Vec<&(Source, Fact)> = facts.iter().collect();
    let last = |f: &Fact| f.points().iter().map(|p| rank[p.ix()]).max().unwrap_or(0);
    order.sort_by_key(|(s, f)| (!first.contains(s), last(f)));
    let mut rows: Vec<Row> = Vec::new();
    let mut left_out = Vec::new();
    // echelon form: reduced rows with their pivots
    let mut echelon: Vec<(usize, Vec<f64>)> = Vec::new();
    for (source, fact) in order {
        let all = gradients(fact, pts);
        if all.is_empty() {
            return Err("a hypothesis is beyond exact arithmetic, or degenerate in the figure".into());
        }
        for (component, slopes) in all.into_iter().enumerate() {
            let peak = slopes.iter().fold(0f64, |m, (_, v)| m.max(v.abs()));
            if !peak.is_finite() {
                return Err("a hypothesis is degenerate in the figure".into());
            }
            let mut dense = vec![0.0; width];
            if peak > 0.0 {
                slopes.iter().for_each(|(c, v)| dense[*c] = v / peak);
            }
            for (c, row) in &echelon {
                let f = dense[*c] / row[*c];
                if f != 0.0 {
                    dense.iter_mut().zip(row).for_each(|(x, y)| *x -= f * y);
                    dense[*c] = 0.0;
                }
            }
            let most = dense.iter().fold(0f64, |m, v| m.max(v.abs()));
            if most < ZERO {
                if !left_out.contains(source) {
                    left_out.push(*source);
                }
                continue;
            }
            let late = |c: &usize| (rank[c / 2], (dense[*c].abs() * 1e9 / most) as u64);
            let pivot = (0..width).filter(|c| dense[*c].abs() >= GOOD * most).max_by_key(late);
            echelon.push((pivot.unwrap_or(0), dense));
            rows.push(Row { equation: Equation { fact: *source, component }, fact, slopes });
        }
    }
    let unknown: Vec<usize> = {
        let mut u: Vec<usize> = echelon.iter().map(|e| e.0).collect();
        u.sort_unstable();
        u
    };
    let (mut blocks, mut inverses) = (Vec::new(), Vec::new());
    for part in parts(&rows, &unknown)? {
        let cols: Vec<usize> = part.iter().map(|(_, c)| *c).collect();
        let square = part.iter().map(|(r, _)| {
            let slope = |c: &usize| rows[*r].slopes.iter().find(|s| s.0 == *c).map_or(0.0, |s| s.1);
            cols.iter().map(slope).collect()
        });
        inverses.push(invert(square.collect()).ok_or("the equations are singular in the figure")?);
        blocks.push(Block {
            unknowns: cols.iter().map(|c| (Pt((c / 2) as u32), c % 2)).collect(),
            equations: part.iter().map(|(r, _)| rows[*r].equation).collect(),
        });
    }
    Ok(System { blocks, inverses, left_out })
}

/// Matches rows and unknowns, and groups the pairs that need each other; a group comes after those that it uses.
fn parts(rows: &[Row], unknown: &[usize]) -> Result<Vec<Vec<(usize, usize)>>, String> {
    let place = |c: usize| unknown.binary_search(&c).ok();
    // by coordinate: the row that it is matched with
    let mut owner: Vec<Option<usize>> = vec![None; unknown.len()];
    let edges: Vec<Vec<usize>> = rows
        .iter()
        .map(|r| {
            let peak = r.slopes.iter().fold(0f64, |m, s| m.max(s.1.abs()));
            let mut e: Vec<(f64, usize)> = r
                .slopes
                .iter()
                .filter(|s| s.1.abs() > ZERO * peak)
                .filter_map(|s| place(s.0).map(|j| (s.1.abs(), j)))
                .collect();
            e.sort_by(|a, b| b.0.total_cmp(&a.0));
            e.into_iter().map(|x| x.1).collect()
        })
        .collect();
    for r in 0..rows.len() {
        let mut seen = vec![false; unknown.len()];
        if !augment(r, &edges, &mut owner, &mut seen) {
            return Err("no order of the equations was found".into());
        }
    }
    // a row uses all coordinates of its points
    let uses: Vec<Vec<usize>> = rows
        .iter()
        .map(|r| {
            let coords = r.fact.points().into_iter().flat_map(|p| [2 * p.ix(), 2 * p.ix() + 1]);
            coords.filter_map(place).filter_map(|j| owner[j]).collect()
        })
        .collect();
    let mut mine = vec![0; rows.len()];
    for (j, r) in owner.iter().enumerate() {
        mine[r.unwrap_or(0)] = unknown[j];
    }
    Ok(components(&uses).into_iter().map(|p| p.into_iter().map(|r| (r, mine[r])).collect()).collect())
}

/// Kuhn's augmenting path.
fn augment(r: usize, edges: &[Vec<usize>], owner: &mut [Option<usize>], seen: &mut [bool]) -> bool {
    for &j in &edges[r] {
        if !std::mem::replace(&mut seen[j], true) && owner[j].is_none_or(|s| augment(s, edges, owner, seen)) {
            owner[j] = Some(r);
            return true;
        }
    }
    false
}

/// Strongly connected components (Tarjan), each after those that it reaches; members sorted.
fn components(uses: &[Vec<usize>]) -> Vec<Vec<usize>> {
    struct State<'a> {
        uses: &'a [Vec<usize>],
        index: Vec<Option<usize>>,
        low: Vec<usize>,
        on: Vec<bool>,
        stack: Vec<usize>,
        next: usize,
        out: Vec<Vec<usize>>,
    }
    fn visit(s: &mut State, v: usize) {
        s.index[v] = Some(s.next);
        s.low[v] = s.next;
        s.next += 1;
        s.stack.push(v);
        s.on[v] = true;
        for &w in &s.uses[v] {
            match s.index[w] {
                None => {
                    visit(s, w);
                    s.low[v] = s.low[v].min(s.low[w]);
                }
                Some(i) if s.on[w] => s.low[v] = s.low[v].min(i),
                Some(_) => {}
            }
        }
        if Some(s.low[v]) == s.index[v] {
            let at = s.stack.iter().position(|w| *w == v).unwrap_or(0);
            let mut part = s.stack.split_off(at);
            part.iter().for_each(|w| s.on[*w] = false);
            part.sort_unstable();
            s.out.push(part);
        }
    }
    let n = uses.len();
    let mut s = State {
        uses,
        index: vec![None; n],
        low: vec![0; n],
        on: vec![false; n],
        stack: Vec::new(),
        next: 0,
        out: Vec::new(),
    };
    for v in 0..n {
        if s.index[v].is_none() {
            visit(&mut s, v);
        }
    }
    s.out
}

/// Gauss–Jordan with partial pivoting.
fn invert(mut a: Vec<Vec<f64>>) -> Option<Vec<Vec<f64>>> {
    let n = a.len();
    for (i, row) in a.iter_mut().enumerate() {
        row.extend((0..n).map(|j| f64::from(u8::from(i == j))));
    }
    for c in 0..n {
        let p = (c..n).max_by(|i, j| a[*i][c].abs().total_cmp(&a[*j][c].abs()))?;
        a.swap(c, p);
        let d = a[c][c];
        if d == 0.0 || !d.is_finite() {
            return None;
        }
        a[c].iter_mut().for_each(|v| *v /= d);
        let pivot = a[c].clone();
        for (r, row) in a.iter_mut().enumerate() {
            if r != c && row[c] != 0.0 {
                let f = row[c];
                row.iter_mut().zip(&pivot).for_each(|(v, p)| *v -= f * p);
            }
        }
    }
    Some(a.into_iter().map(|r| r[n..].to_vec()).collect())
}
