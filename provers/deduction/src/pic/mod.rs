//! What is true in the picture: the numeric coincidences that the closure may try to prove.
//!
//! A coincidence of the picture is never a proof. It only limits the work: two triangles can
//! only be proved similar when they look similar, four points concyclic when they look so. All
//! classes are found once, when a point is added, and the rounds of the closure then compare
//! fingerprints inside the classes only.

mod clusters;
mod loci;
mod shapes;

use rustc_hash::FxHashMap;

/// A set of points (at most 128).
pub type Mask = u128;

/// Relative tolerance of a coincidence. Figures are polished to about 1e-15.
pub const TOL: f64 = 2e-9;

/// Most points that the closure accepts.
pub const MAX_POINTS: usize = 128;

/// Index of the pair {a, b}.
#[inline(always)]
pub fn pair(a: u8, b: u8) -> usize {
    let (lo, hi) = if a < b { (a as usize, b as usize) } else { (b as usize, a as usize) };
    hi * (hi - 1) / 2 + lo
}

/// The points of a mask, ascending.
pub fn members(mut m: Mask) -> impl Iterator<Item = u8> {
    std::iter::from_fn(move || {
        (m != 0).then(|| {
            let b = m.trailing_zeros() as u8;
            m &= m - 1;
            b
        })
    })
}

/// One bit.
#[inline(always)]
pub fn bit(p: u8) -> Mask {
    1 << p
}

/// A line or circle of the picture: its points.
#[derive(Clone, Debug, Default)]
pub struct Locus {
    /// The points on it.
    pub mask: Mask,
    /// The same; on a line ordered along it.
    pub pts: Vec<u8>,
}

/// A triangle with its vertices in the order of the opposite sides, shortest side first.
#[derive(Clone, Copy, Debug)]
pub struct Tri {
    /// Vertices.
    pub v: [u8; 3],
    /// Orientation of the vertices in this order.
    pub positive: bool,
}

/// Triangles of one shape (each in every order that the shape allows).
#[derive(Clone, Debug)]
pub struct Shape {
    /// Ratios of the shortest and the middle side to the longest.
    pub key: (f64, f64),
    /// Members, if there are at least two: most shapes have one, and clones of a picture need not make a list of it.
    pub tris: Vec<Tri>,
    /// The first member.
    first: Tri,
    /// The next shape of its cell of rounded keys, plus one.
    next: u32,
}

/// Pairs with a common length, up to simple rational factors.
#[derive(Clone, Debug)]
pub struct Commensurable {
    /// (pair, a, b): length = a/b · the base length of the cluster.
    pub pairs: Vec<(u32, u16, u16)>,
}

/// The picture.
#[derive(Clone, Debug, Default)]
pub struct Pic {
    /// Coordinates.
    pub xy: Vec<[f64; 2]>,
    /// Direction of a pair in half-turns, [0, 1); NaN for coinciding points.
    pub dir: Vec<f64>,
    /// Length of a pair; 0 for coinciding points.
    pub len: Vec<f64>,
    /// The points of a pair.
    pub ends: Vec<(u8, u8)>,
    /// Lines with at least three points.
    pub lines: Vec<Locus>,
    /// Circles with at least four points.
    pub circles: Vec<Locus>,
    /// For each pair, the circles through both points.
    circles_of: Vec<Vec<u16>>,
    /// For each pair, the line (with three points or more) through it, plus one.
    line_of: Vec<u16>,
    /// Triangle shapes.
    pub shapes: Vec<Shape>,
    /// Shapes by rounded key: the first of each cell.
    shape_ix: FxHashMap<(i32, i32), u32>,
    /// Shapes with at least two members.
    pub busy: Vec<u32>,
    /// Points at equal distance from a centre: (centre, mask), at least two points.
    pub rays: Vec<(u8, Mask)>,
    /// Points equidistant from the two points of a pair.
    pub apexes: Vec<Mask>,
    /// Clusters of commensurable lengths (at least two pairs each).
    pub clusters: Vec<Commensurable>,
    /// The same for squared lengths.
    pub sq_clusters: Vec<Commensurable>,
    /// Pairs of coinciding points.
    pub twins: Vec<(u8, u8)>,
}

/// |a − b| as directions, in half-turns.
#[inline]
pub fn dir_gap(a: f64, b: f64) -> f64 {
    let d = (a - b).rem_euclid(1.0);
    d.min(1.0 - d)
}

impl Pic {
    /// Number of points.
    pub fn n(&self) -> usize {
        self.xy.len()
    }

    /// Twice the signed area.
    #[inline]
    pub fn area2(&self, a: u8, b: u8, c: u8) -> f64 {
        let [ax, ay] = self.xy[a as usize];
        let [bx, by] = self.xy[b as usize];
        let [cx, cy] = self.xy[c as usize];
        (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
    }

    /// Whether the three points are distinct and not on a line.
    pub fn proper(&self, a: u8, b: u8, c: u8) -> bool {
        if a == b || b == c || a == c {
            return false;
        }
        let (ab, ac, bc) = (self.len[pair(a, b)], self.len[pair(a, c)], self.len[pair(b, c)]);
        let longest = ab.max(ac).max(bc);
        ab > 0.0 && ac > 0.0 && bc > 0.0 && self.area2(a, b, c).abs() > TOL * longest * longest
    }

    /// Whether the two points coincide in the picture.
    #[inline]
    pub fn same(&self, a: u8, b: u8) -> bool {
        a == b || self.len[pair(a, b)] == 0.0
    }

    /// The first of the points at each place.
    pub fn places(&self, pts: &[u8]) -> Vec<u8> {
        let mut out: Vec<u8> = Vec::with_capacity(pts.len());
        for &p in pts {
            if out.iter().all(|&q| !self.same(p, q)) {
                out.push(p);
            }
        }
        out
    }

    /// Direction of a pair.
    #[inline]
    pub fn d(&self, a: u8, b: u8) -> f64 {
        self.dir[pair(a, b)]
    }

    /// Length of a pair.
    #[inline]
    pub fn l(&self, a: u8, b: u8) -> f64 {
        self.len[pair(a, b)]
    }

    /// Circles of the picture through both points.
    pub fn circles_through(&self, a: u8, b: u8) -> &[u16] {
        &self.circles_of[pair(a, b)]
    }

    /// The line with at least three points through a pair.
    pub fn line_through(&self, a: u8, b: u8) -> Option<usize> {
        match self.line_of[pair(a, b)] {
            0 => None,
            k => Some(k as usize - 1),
        }
    }

    /// Adds a point and classifies everything new. [`Pic::finish`] must follow the last one.
    pub fn push(&mut self, xy: [f64; 2], scale: f64) {
        let x = self.n() as u8;
        self.xy.push(xy);
        for y in 0..x {
            let [px, py] = self.xy[y as usize];
            let (dx, dy) = (xy[0] - px, xy[1] - py);
            let len = (dx * dx + dy * dy).sqrt();
            let twin = len < 1e-7 * scale;
            self.len.push(if twin { 0.0 } else { len });
            let mut d = dy.atan2(dx) / std::f64::consts::PI;
            d = d.rem_euclid(1.0);
            if d >= 1.0 {
                d = 0.0;
            }
            self.dir.push(if twin { f64::NAN } else { d });
            self.ends.push((y, x));
            self.circles_of.push(Vec::new());
            self.line_of.push(0);
            self.apexes.push(0);
            if twin {
                self.twins.push((y, x));
            }
        }
        self.find_lines(x);
        self.find_circles(x);
        self.find_shapes(x);
        self.find_rays(x);
    }

    /// Points of the picture other than `x` and its twins, sorted by a key.
    fn sorted_by(&self, x: u8, key: impl Fn(u8) -> f64) -> Vec<(f64, u8)> {
        let mut v: Vec<(f64, u8)> = (0..x).filter(|&y| !self.same(x, y)).map(|y| (key(y), y)).collect();
        v.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        v
    }
}

/// Equal up to the tolerance, relatively.
#[inline]
pub fn close_len(a: f64, b: f64) -> bool {
    (a - b).abs() <= TOL * a.max(b)
}
