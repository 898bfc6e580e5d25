//! What is true in a picture and not proved: conjectures, as goals in the language.
//!
//! The picture is random, so what is true in it to rounding error is true; whether it can be proved is for the search to find out.
//! Many points are tried on one figure, so what can be measured among its own points is measured once, and put in order
//! ([`Base`]); a new point's angles, lengths, ratios are then looked up.

use euclase_deduction::field;
use euclase_deduction::pic::{Mask, bit, dir_gap};
use euclase_deduction::state::{State, T, col};

/// A fact worth asking for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The points that it speaks of, in the order of its sort; the first [`Claim::count`].
    args: [u8; 6],
    /// Its sort, for drawing evenly: collinear, cyclic, …
    pub sort: Sort,
}

/// The sorts of claims. The first four are rarer than the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Sort {
    /// Three points on a line.
    Collinear,
    /// Four points on a circle.
    Cyclic,
    /// Parallel or perpendicular lines.
    Direction,
    /// Equal lengths.
    Length,
    /// Equal directed angles at vertices.
    Angle,
    /// Equal ratios of two sides of a triangle.
    Ratio,
    /// Equal products of two lengths from one point, as in the power of a point.
    Product,
    /// A length that is the sum of two others.
    Sum,
    /// An angle of a whole number of degrees.
    Constant,
}

/// Number of sorts.
const SORTS: usize = 9;
/// Most claims of a sort that are listed.
const MOST: usize = 64;
/// Two directions, or logarithms of lengths, are the same in the picture.
const SAME: f64 = 1e-9;

impl Claim {
    /// The points that it speaks of.
    pub fn points(&self) -> Mask {
        self.args[..self.count()].iter().fold(0, |m, &p| m | bit(p))
    }

    /// The same of other points.
    pub fn renamed(mut self, to: impl Fn(u8) -> u8) -> Claim {
        let n = self.count();
        self.args[..n].iter_mut().for_each(|p| *p = to(*p));
        self
    }

    /// How many points it is written with.
    fn count(&self) -> usize {
        match self.sort {
            Sort::Collinear | Sort::Constant => 3,
            Sort::Cyclic | Sort::Direction | Sort::Length => 4,
            _ => 6,
        }
    }

    /// As written after `show`.
    pub fn text(&self, s: &State, names: &[String]) -> String {
        let list = |points: &[u8], between: &str| {
            points.iter().map(|&p| names[p as usize].as_str()).collect::<Vec<_>>().join(between)
        };
        let [a, b, c, d, e, f] = self.args;
        let (first, second) = (list(&[a, b], ""), list(&[c, d], ""));
        match self.sort {
            Sort::Collinear => format!("collinear({})", list(&[a, b, c], ", ")),
            Sort::Cyclic => format!("cyclic({})", list(&[a, b, c, d], ", ")),
            Sort::Direction => {
                let parallel = dir_gap(s.pic.d(a, b), s.pic.d(c, d)) < 0.25;
                format!("{first} {} {second}", if parallel { "parallel" } else { "perp" })
            }
            Sort::Length => format!("{first} = {second}"),
            Sort::Angle => format!("dangle({}) = dangle({})", list(&[a, b, c], ", "), list(&[d, e, f], ", ")),
            Sort::Ratio | Sort::Product => {
                let sign = if self.sort == Sort::Ratio { "/" } else { "*" };
                let write = |[a, b, c]: [u8; 3]| format!("{}{sign}{}", list(&[b, a], ""), list(&[b, c], ""));
                format!("{} = {}", write([a, b, c]), write([d, e, f]))
            }
            Sort::Sum => format!("{first} + {second} = {}", list(&[e, f], "")),
            Sort::Constant => {
                let degrees = (turn(s, [a, b, c]) * 180.0).round();
                format!("dangle({}) = {degrees}°", list(&[a, b, c], ", "))
            }
        }
    }

    /// Whether a closure does not know it.
    pub fn is_open(&self, s: &State) -> bool {
        let [a, b, c, d, e, f] = self.args;
        let (x, y) = ([a, b, c], [d, e, f]);
        match self.sort {
            Sort::Collinear => !s.is_coll(a, b, c),
            Sort::Cyclic => !s.is_cyclic(bit(a) | bit(b) | bit(c) | bit(d)),
            Sort::Direction => s.d(a, b) != s.d(c, d),
            Sort::Length => s.g(a, b) != s.g(c, d),
            Sort::Angle => {
                let by_arms = s.d(b, a) == s.d(e, d) || s.d(b, a) == s.d(b, c);
                let turn = |[a, b, c]: [u8; 3]| field::sub(s.d(b, c), s.d(b, a));
                turn(x) != turn(y) && !by_arms
            }
            Sort::Ratio => {
                let trivial = s.g(b, a) == s.g(e, d) || s.g(b, a) == s.g(b, c);
                let ratio = |[a, b, c]: [u8; 3]| field::sub(s.g(b, a), s.g(b, c));
                ratio(x) != ratio(y) && !trivial
            }
            Sort::Product => {
                let sides = |[a, b, c]: [u8; 3]| [s.g(b, a), s.g(b, c)];
                let product = |t| sides(t).into_iter().fold(0, field::add);
                let trivial = sides(x).iter().any(|k| sides(y).contains(k));
                product(x) != product(y) && !trivial
            }
            Sort::Sum => s.t[T::Len as usize].eval(&[(col(a, b), 1), (col(c, d), 1), (col(e, f), -1)]) != 0,
            Sort::Constant => s.d(b, a) != s.d(b, c),
        }
    }
}

/// The directed angle ABC in the picture, in half-turns.
fn turn(s: &State, [a, b, c]: [u8; 3]) -> f64 {
    (s.pic.d(b, c) - s.pic.d(b, a)).rem_euclid(1.0)
}

/// Numbers to be looked up, each with what it measures.
#[derive(Debug)]
struct Index<I> {
    least: f64,
    /// Cells in a unit.
    fine: f64,
    /// Where each cell begins; one more at the end.
    from: Vec<u32>,
    items: Vec<(f64, I)>,
}

impl<I: Copy> Index<I> {
    fn new(all: Vec<(f64, I)>) -> Index<I> {
        let least = all.iter().fold(f64::MAX, |m, e| m.min(e.0));
        let most = all.iter().fold(f64::MIN, |m, e| m.max(e.0));
        let cells = (2 * all.len()).max(1);
        let fine = if most > least { cells as f64 / (most - least) } else { 1.0 };
        let mut index = Index { least, fine, from: vec![0; cells + 1], items: Vec::with_capacity(all.len()) };
        let of: Vec<usize> = all.iter().map(|e| index.cell(e.0)).collect();
        for &c in &of {
            index.from[c + 1] += 1;
        }
        for c in 0..cells {
            index.from[c + 1] += index.from[c];
        }
        // The items of a cell stay in their order.
        let mut at = index.from.clone();
        let mut order = vec![0; all.len()];
        for (i, &c) in of.iter().enumerate() {
            order[at[c] as usize] = i;
            at[c] += 1;
        }
        index.items.extend(order.into_iter().map(|i| all[i]));
        index
    }

    fn cell(&self, x: f64) -> usize {
        // A negative number becomes 0, and so does one that is none.
        (((x - self.least) * self.fine) as usize).min(self.from.len() - 2)
    }

    /// What measures the same.
    fn near(&self, x: f64) -> impl Iterator<Item = I> {
        let (from, to) = (self.from[self.cell(x - SAME)], self.from[self.cell(x + SAME) + 1]);
        let of_cells = &self.items[from as usize..to as usize];
        of_cells.iter().filter(move |e| (e.0 - x).abs() < SAME).map(|e| e.1)
    }
}

type Pair = [u8; 2];
type Triple = [u8; 3];

/// What is measured among the points of a figure.
#[derive(Debug)]
pub struct Base {
    /// Points that stand for themselves.
    heads: Vec<u8>,
    /// Of pairs: twice the direction, the logarithm of the length, the length.
    directions: Index<Pair>,
    logarithms: Index<Pair>,
    lengths: Index<Pair>,
    /// Of two pairs: the sum of their lengths, and the second less the first.
    sums: Index<[Pair; 2]>,
    differences: Index<[Pair; 2]>,
    /// Of triples with the vertex in the middle.
    angles: Index<Triple>,
    ratios: Index<Triple>,
    products: Index<Triple>,
}

impl Base {
    /// Measures a figure.
    pub fn new(s: &State) -> Base {
        let heads: Vec<u8> = (0..s.pic.n() as u8).filter(|&p| (0..p).all(|q| !s.pic.same(p, q))).collect();
        let h = &heads;
        let pairs: Vec<Pair> = (0..h.len()).flat_map(|j| (0..j).map(move |i| [h[i], h[j]])).collect();
        let of_pairs = |f: &dyn Fn(Pair) -> f64| Index::new(pairs.iter().map(|&p| (f(p), p)).collect());
        let length = |[a, b]: Pair| s.pic.l(a, b);
        let two: Vec<[Pair; 2]> =
            (0..pairs.len()).flat_map(|j| (0..j).map(|i| [pairs[i], pairs[j]]).collect::<Vec<_>>()).collect();
        let ordered = |[p, q]: [Pair; 2]| if length(p) <= length(q) { [p, q] } else { [q, p] };
        let mut triples = Vec::new();
        for &b in h {
            for &a in h.iter().filter(|&&a| a != b) {
                triples.extend(h.iter().filter(|&&c| c != a && c != b).map(|&c| [a, b, c]));
            }
        }
        let of_triples = |f: &dyn Fn(Triple) -> Option<f64>| {
            Index::new(triples.iter().filter_map(|&t| f(t).map(|x| (x, t))).collect())
        };
        let log = |a: u8, b: u8| s.pic.l(a, b).ln();
        Base {
            directions: of_pairs(&|[a, b]| half_turns(s, a, b)),
            logarithms: of_pairs(&|[a, b]| log(a, b)),
            lengths: of_pairs(&length),
            sums: Index::new(two.iter().map(|&[p, q]| (length(p) + length(q), [p, q])).collect()),
            differences: Index::new(
                two.iter().map(|&t| ordered(t)).map(|[p, q]| (length(q) - length(p), [p, q])).collect(),
            ),
            angles: of_triples(&|t| s.pic.proper(t[0], t[1], t[2]).then(|| turn(s, t))),
            ratios: of_triples(&|[a, b, c]| Some(log(b, a) - log(b, c))),
            products: of_triples(&|[a, b, c]| (a < c).then(|| log(b, a) + log(b, c))),
            heads,
        }
    }
}

/// Twice the direction of a pair: parallels and perpendiculars are the same.
fn half_turns(s: &State, a: u8, b: u8) -> f64 {
    (s.pic.d(a, b) * 2.0).rem_euclid(1.0)
}

/// Keeps those of some numbers that may be equal to another: nearly all are alone.
fn alike<T>(all: &mut Vec<(f64, T, bool)>) {
    const CELLS: usize = 1 << 15;
    let cells = |v: f64| {
        let cell = |v: f64| (v * (CELLS / 4) as f64).floor() as i64 as usize % CELLS;
        (cell(v - SAME), cell(v + SAME))
    };
    let (mut once, mut twice) = ([0u64; CELLS / 64], [0u64; CELLS / 64]);
    let mut mark = |c: usize| {
        let (word, bit) = (c / 64, 1 << (c % 64));
        twice[word] |= once[word] & bit;
        once[word] |= bit;
    };
    for e in all.iter() {
        let (a, b) = cells(e.0);
        mark(a);
        if b != a {
            mark(b);
        }
    }
    all.retain(|e| {
        let (a, b) = cells(e.0);
        [a, b].iter().any(|c| twice[c / 64] >> (c % 64) & 1 == 1)
    });
}

struct Claims<'a> {
    s: &'a State,
    base: &'a Base,
    /// The new point, and its logarithms of lengths.
    me: u8,
    logs: Vec<f64>,
    counts: [usize; SORTS],
    out: Vec<Claim>,
}

/// What is true in the picture of a closure and not known to it, and speaks of its last point. `base`: the others.
pub fn open(base: &Base, s: &State) -> Vec<Claim> {
    let me = (s.pic.n() - 1) as u8;
    let logs = (0..me).map(|p| s.pic.l(p, me).ln()).collect();
    let mut c = Claims { s, base, me, logs, counts: [0; SORTS], out: Vec::new() };
    c.collinear();
    c.cyclic();
    c.pairs();
    c.triples();
    c.sums();
    c.out
}

impl Claims<'_> {
    fn add(&mut self, sort: Sort, points: &[u8]) {
        let mut args = [0; 6];
        args[..points.len()].copy_from_slice(points);
        let claim = Claim { args, sort };
        let count = &mut self.counts[sort as usize];
        if *count < MOST && claim.is_open(self.s) {
            *count += 1;
            self.out.push(claim);
        }
    }

    /// The heads of a mask that are older.
    fn older(&self, m: Mask) -> Vec<u8> {
        self.base.heads.iter().copied().filter(|&p| m & bit(p) != 0).collect()
    }

    fn collinear(&mut self) {
        let (s, x) = (self.s, self.me);
        for line in s.pic.lines.iter().filter(|l| l.mask & bit(x) != 0) {
            let on = self.older(line.mask);
            for (j, &b) in on.iter().enumerate() {
                for &a in &on[..j] {
                    self.add(Sort::Collinear, &[a, b, x]);
                }
            }
        }
    }

    fn cyclic(&mut self) {
        let (s, x) = (self.s, self.me);
        for circle in s.pic.circles.iter().filter(|c| c.mask & bit(x) != 0) {
            let on = self.older(circle.mask);
            for first in 0..on.len() {
                for w in on[first + 1..].windows(2) {
                    self.add(Sort::Cyclic, &[on[first], w[0], w[1], x]);
                }
            }
        }
    }

    /// Parallel and perpendicular lines, equal lengths.
    fn pairs(&mut self) {
        let (s, base, x) = (self.s, self.base, self.me);
        let mine: Vec<(f64, u8)> = base.heads.iter().map(|&p| (half_turns(s, p, x), p)).collect();
        for &(v, p) in &mine {
            for q in base.directions.near(v).filter(|q| !q.contains(&p)) {
                self.add(Sort::Direction, &[q[0], q[1], p, x]);
            }
        }
        for (j, &p) in base.heads.iter().enumerate() {
            let v = self.logs[p as usize];
            for q in base.logarithms.near(v) {
                self.add(Sort::Length, &[q[0], q[1], p, x]);
            }
            for &q in &base.heads[..j] {
                if (self.logs[q as usize] - v).abs() < SAME {
                    self.add(Sort::Length, &[q, x, p, x]);
                }
            }
        }
    }

    /// Angles, ratios and products at vertices.
    fn triples(&mut self) {
        let (s, base, x) = (self.s, self.base, self.me);
        let n = base.heads.len();
        // Those with the new point: at the vertex, or at an arm. The mirrored ones say the same.
        let mut mine: Vec<Triple> = Vec::with_capacity(3 * n * n / 2);
        for (j, &b) in base.heads.iter().enumerate() {
            mine.extend(base.heads[..j].iter().map(|&a| [a, x, b]));
            mine.extend(base.heads.iter().filter(|&&a| a != b).map(|&a| [a, b, x]));
        }
        let log = |a: u8, b: u8| {
            let (older, newer) = (a.min(b), a.max(b));
            if newer == x { self.logs[older as usize] } else { s.pic.l(older, newer).ln() }
        };
        let sides: Vec<[f64; 2]> = mine.iter().map(|&[a, b, c]| [log(b, a), log(b, c)]).collect();
        let proper = mine.iter().filter(|t| s.pic.proper(t[0], t[1], t[2]));
        let angles: Vec<(f64, Triple)> = proper.map(|&t| (turn(s, t), t)).collect();
        let ratios: Vec<(f64, Triple)> = sides.iter().zip(&mine).map(|(l, &t)| (l[0] - l[1], t)).collect();
        let products: Vec<(f64, Triple)> = sides.iter().zip(&mine).map(|(l, &t)| (l[0] + l[1], t)).collect();
        for &(v, t) in &angles {
            let degrees = v * 180.0;
            if (degrees - degrees.round()).abs() < 1e-7 && degrees.round() % 90.0 != 0.0 {
                self.add(Sort::Constant, &t);
            }
        }
        self.equal(Sort::Angle, &base.angles, &angles, Some(&|v| 1.0 - v));
        self.equal(Sort::Ratio, &base.ratios, &ratios, Some(&|v| -v));
        self.equal(Sort::Product, &base.products, &products, None);
    }

    /// Triples that measure the same: new ones and older ones, then new ones among themselves. `mirrored`: what a triple measures from
    /// its other end, where that is another number.
    fn equal(
        &mut self,
        sort: Sort,
        base: &Index<Triple>,
        mine: &[(f64, Triple)],
        mirrored: Option<&dyn Fn(f64) -> f64>,
    ) {
        for &(v, y) in mine {
            for x in base.near(v) {
                self.add(sort, &[x[0], x[1], x[2], y[0], y[1], y[2]]);
            }
        }
        let other = |f: &dyn Fn(f64) -> f64| mine.iter().map(|&(v, [a, b, c])| (f(v), [c, b, a])).collect::<Vec<_>>();
        let mut all: Vec<(f64, Triple, bool)> = mine.iter().map(|&(v, t)| (v, t, true)).collect();
        all.extend(mirrored.map_or(Vec::new(), other).into_iter().map(|(v, t)| (v, t, false)));
        alike(&mut all);
        all.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        for run in all.chunk_by(|a, b| b.0 - a.0 < SAME) {
            for &(_, y, _) in run.iter().filter(|e| e.2) {
                // Of two that are as they are, one comes first.
                for &(_, x, _) in run.iter().filter(|e| !e.2 || e.1 < y) {
                    self.add(sort, &[x[0], x[1], x[2], y[0], y[1], y[2]]);
                }
            }
        }
    }

    fn sums(&mut self) {
        let (s, base, x) = (self.s, self.base, self.me);
        for (j, &p) in base.heads.iter().enumerate() {
            let v = s.pic.l(p, x);
            for [a, b] in base.sums.near(v) {
                self.add(Sort::Sum, &[a[0], a[1], b[0], b[1], p, x]);
            }
            for [a, b] in base.differences.near(v) {
                self.add(Sort::Sum, &[a[0], a[1], p, x, b[0], b[1]]);
            }
            for &q in &base.heads[..j] {
                let u = s.pic.l(q, x);
                for a in base.lengths.near(u + v) {
                    self.add(Sort::Sum, &[q, x, p, x, a[0], a[1]]);
                }
                let (less, more) = if u < v { (q, p) } else { (p, q) };
                for a in base.lengths.near((u - v).abs()) {
                    self.add(Sort::Sum, &[a[0], a[1], less, x, more, x]);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use euclase_deduction::{Depth, Session};

    #[test]
    fn an_index_finds_what_is_near_and_nothing_else() {
        let index = Index::new((0..100u8).map(|k| (f64::from(k % 10) * 0.37 - 1.0, k)).collect());
        for k in 0..10u8 {
            let found: Vec<u8> = index.near(f64::from(k) * 0.37 - 1.0 + 1e-12).collect();
            assert_eq!(found, (0..10).map(|t| 10 * t + k).collect::<Vec<_>>());
        }
        assert_eq!(index.near(-7.0).count() + index.near(0.1).count() + index.near(7.0).count(), 0);
        assert_eq!(Index::<u8>::new(Vec::new()).near(0.0).count(), 0);
    }

    #[test]
    fn what_is_true_of_the_last_point_and_not_loaded_is_listed_and_reads_as_it_should() {
        // Nothing is closed: all that is true is open.
        let text = "theorem t { triangle ABC point M = midpoint(A, B) point N = midpoint(A, C) show A = B }";
        let thm = euclase_grammar::load(text).expect("well-formed").theorems.remove(0);
        let pts = [[0.0, 0.0], [1.0, 0.1], [0.3, 0.8], [0.5, 0.05], [0.15, 0.4]];
        let whole = Session::new(&thm, &pts).expect("a session").state;
        let mut older = State::new(whole.scale);
        older.add_points(&pts[..4]);
        let mut all = State::new(whole.scale);
        all.add_points(&pts);
        let names: Vec<String> = thm.points.iter().map(|p| p.name.clone()).collect();
        let base = Base::new(&older);
        let claims = open(&base, &all);
        let texts: Vec<String> = claims.iter().map(|c| c.text(&all, &names)).collect();
        for want in [
            "collinear(A, C, N)",
            "BC parallel MN",
            "AN = CN",
            "AN + CN = AC",
            "dangle(A, C, B) = dangle(A, N, M)",
            "AB/AC = AM/AN",
            "AC*AM = AB*AN",
        ] {
            assert!(texts.iter().any(|t| t == want), "{want} is not among {texts:?}");
        }
        assert!(claims.iter().all(|c| c.points() & bit(4) != 0 && c.is_open(&all)));
        // What is true is so in the core form too, and once it is closed it is known.
        let mut closed = Session::new(&thm, &pts).expect("a session");
        closed.saturate_all(Depth::Full, &|| false);
        for (claim, text) in claims.iter().zip(&texts) {
            let text =
                format!("theorem t {{ triangle ABC point M = midpoint(A, B) point N = midpoint(A, C) show {text} }}");
            let thm = euclase_grammar::load(&text).unwrap_or_else(|e| panic!("{text}: {e:?}")).theorems.remove(0);
            let euclase_grammar::core::GoalKind::Fact(f) = &thm.goals[0].kind else { panic!("{text}") };
            assert!(euclase_diagram::eval::fact_holds(&pts, f), "{text}");
            assert!(!claim.is_open(&closed.state), "{text}");
        }
    }
}
