//! What is true in the picture: the numeric coincidences that the closure may try to prove.
//!
//! A coincidence of the picture is never a proof. It only limits the work: two triangles can
//! only be proved similar when they look similar, four points concyclic when they look so. All
//! classes are found once, when a point is added, and the rounds of the closure then compare
//! fingerprints inside the classes only (ENGINE.md, "Numeric classes first").

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
    /// Members.
    pub tris: Vec<Tri>,
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
    /// Shapes by rounded key.
    shape_ix: FxHashMap<(i32, i32), Vec<u32>>,
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

/// Cell size for rounded shape keys.
const CELL: f64 = 1e-6;

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
        let mut v: Vec<(f64, u8)> =
            (0..x).filter(|&y| !self.same(x, y)).map(|y| (key(y), y)).collect();
        v.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        v
    }

    fn find_lines(&mut self, x: u8) {
        let v = self.sorted_by(x, |y| self.dir[pair(x, y)]);
        for group in cyclic_groups(&v, TOL) {
            if group.len() < 2 {
                continue;
            }
            let mut mask: Mask = group.iter().fold(0, |m, &y| m | bit(y));
            // Twins of each other alone do not make a line.
            let (p, q) = match group.iter().flat_map(|&p| group.iter().map(move |&q| (p, q))).find(|&(p, q)| !self.same(p, q)) {
                Some(pq) => pq,
                None => continue,
            };
            let at = match self.line_of[pair(p, q)] {
                0 => {
                    self.lines.push(Locus::default());
                    self.lines.len() - 1
                }
                k => k as usize - 1,
            };
            mask |= bit(x) | self.lines[at].mask;
            let horizontal = {
                let d = self.d(p, q);
                !(0.25..=0.75).contains(&d)
            };
            let mut pts: Vec<u8> = members(mask).collect();
            let ix = usize::from(!horizontal);
            pts.sort_by(|&a, &b| self.xy[a as usize][ix].total_cmp(&self.xy[b as usize][ix]).then(a.cmp(&b)));
            for &a in &pts {
                for &b in &pts {
                    if a < b && !self.same(a, b) {
                        self.line_of[pair(a, b)] = at as u16 + 1;
                    }
                }
            }
            self.lines[at] = Locus { mask, pts };
        }
    }

    /// Circles through `x`: inversion in `x` turns them into lines.
    fn find_circles(&mut self, x: u8) {
        let [cx, cy] = self.xy[x as usize];
        let inv: Vec<[f64; 2]> = (0..x)
            .map(|y| {
                let l2 = self.l(x, y).powi(2);
                let [px, py] = self.xy[y as usize];
                if l2 == 0.0 { [f64::NAN; 2] } else { [(px - cx) / l2, (py - cy) / l2] }
            })
            .collect();
        let mut v: Vec<(f64, u8)> = Vec::with_capacity(x as usize);
        for y in 0..x {
            if self.same(x, y) {
                continue;
            }
            v.clear();
            for z in y + 1..x {
                if self.same(x, z) || self.same(y, z) || self.dir_near(x, y, z) {
                    continue;
                }
                let (dx, dy) = (inv[z as usize][0] - inv[y as usize][0], inv[z as usize][1] - inv[y as usize][1]);
                // pseudo-direction: monotone in the angle, cheaper than atan2
                let k = if dx.abs() >= dy.abs() { dy / dx } else { 2.0 - dx / dy };
                v.push((k, z));
            }
            if v.len() < 2 {
                continue;
            }
            v.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            let mut i = 0;
            while i < v.len() {
                let mut j = i + 1;
                while j < v.len() && v[j].0 - v[j - 1].0 < 8.0 * TOL {
                    j += 1;
                }
                let mut group: Vec<u8> = v[i..j].iter().map(|e| e.1).collect();
                if i == 0 {
                    // -1 and 3 are the same direction
                    group.extend(v.iter().rev().take_while(|e| e.0 - 4.0 > v[0].0 - 8.0 * TOL).map(|e| e.1));
                }
                i = j;
                let distinct = {
                    let a = group[0];
                    group.iter().any(|&b| !self.same(a, b))
                };
                if !distinct {
                    continue;
                }
                let mask = group.iter().fold(bit(x) | bit(y), |m, &z| m | bit(z));
                // Found already from an earlier y, or extending a circle without x?
                let known = self.circles_of[pair(y, group[0])]
                    .iter()
                    .copied()
                    .find(|&c| (self.circles[c as usize].mask & mask).count_ones() >= 3 && self.three_distinct(self.circles[c as usize].mask & mask));
                let at = match known {
                    Some(c) => c as usize,
                    None => {
                        self.circles.push(Locus::default());
                        self.circles.len() - 1
                    }
                };
                let before = self.circles[at].mask;
                let mask = mask | before;
                if mask == before {
                    continue;
                }
                let pts: Vec<u8> = members(mask).collect();
                for &a in &pts {
                    for &b in &pts {
                        if a < b && !(before >> a & before >> b & 1 == 1) {
                            self.circles_of[pair(a, b)].push(at as u16);
                        }
                    }
                }
                self.circles[at] = Locus { mask, pts };
            }
        }
    }

    /// Whether some three points of the mask are pairwise distinct in the picture.
    fn three_distinct(&self, m: Mask) -> bool {
        let mut reps: Vec<u8> = Vec::new();
        for p in members(m) {
            if reps.iter().all(|&r| !self.same(p, r)) {
                reps.push(p);
            }
        }
        reps.len() >= 3
    }

    #[inline]
    fn dir_near(&self, x: u8, y: u8, z: u8) -> bool {
        dir_gap(self.d(x, y), self.d(x, z)) < TOL
    }

    fn find_shapes(&mut self, x: u8) {
        for z in 0..x {
            if self.same(x, z) {
                continue;
            }
            let xz = self.l(x, z);
            for y in 0..z {
                let (xy, yz) = (self.l(x, y), self.l(y, z));
                if xy == 0.0 || yz == 0.0 {
                    continue;
                }
                let area = self.area2(x, y, z);
                let longest = xy.max(xz).max(yz);
                if area.abs() <= 1e-7 * longest * longest {
                    continue;
                }
                // Vertices by opposite side, ascending.
                let mut s = [(yz, x), (xz, y), (xy, z)];
                if s[0].0 > s[1].0 {
                    s.swap(0, 1);
                }
                if s[1].0 > s[2].0 {
                    s.swap(1, 2);
                }
                if s[0].0 > s[1].0 {
                    s.swap(0, 1);
                }
                let key = (s[0].0 / s[2].0, s[1].0 / s[2].0);
                let tie01 = s[1].0 - s[0].0 <= TOL * longest;
                let tie12 = s[2].0 - s[1].0 <= TOL * longest;
                let v = [s[0].1, s[1].1, s[2].1];
                let at = self.shape_at(key);
                let positive = |v: [u8; 3]| self.area2(v[0], v[1], v[2]) > 0.0;
                let mut add: [Option<[u8; 3]>; 6] = [Some(v), None, None, None, None, None];
                match (tie01, tie12) {
                    (true, true) => {
                        add[1] = Some([v[1], v[0], v[2]]);
                        add[2] = Some([v[0], v[2], v[1]]);
                        add[3] = Some([v[1], v[2], v[0]]);
                        add[4] = Some([v[2], v[0], v[1]]);
                        add[5] = Some([v[2], v[1], v[0]]);
                    }
                    (true, false) => add[1] = Some([v[1], v[0], v[2]]),
                    (false, true) => add[1] = Some([v[0], v[2], v[1]]),
                    _ => {}
                }
                let tris: Vec<Tri> = add.into_iter().flatten().map(|v| Tri { v, positive: positive(v) }).collect();
                let shape = &mut self.shapes[at];
                let was = shape.tris.len();
                shape.tris.extend(tris);
                if was < 2 && shape.tris.len() >= 2 {
                    self.busy.push(at as u32);
                }
            }
        }
    }

    /// The shape with this key, made when it is new.
    fn shape_at(&mut self, key: (f64, f64)) -> usize {
        let cell = |k: f64| {
            let c = k / CELL;
            let f = c.floor();
            let near = if c - f < 0.01 { -1 } else if c - f > 0.99 { 1 } else { 0 };
            (f as i32, near)
        };
        let ((i, di), (j, dj)) = (cell(key.0), cell(key.1));
        let close = |s: &Shape| (s.key.0 - key.0).abs() < 4.0 * TOL && (s.key.1 - key.1).abs() < 4.0 * TOL;
        for (a, b) in [(i, j), (i + di, j), (i, j + dj), (i + di, j + dj)] {
            if let Some(v) = self.shape_ix.get(&(a, b))
                && let Some(&k) = v.iter().find(|&&k| close(&self.shapes[k as usize]))
            {
                return k as usize;
            }
        }
        self.shapes.push(Shape { key, tris: Vec::new() });
        let at = self.shapes.len() - 1;
        self.shape_ix.entry((i, j)).or_default().push(at as u32);
        at
    }

    fn find_rays(&mut self, x: u8) {
        // x as a new point on circles around c
        for k in 0..self.rays.len() {
            let (c, m) = self.rays[k];
            let y = m.trailing_zeros() as u8;
            if !self.same(c, x) && close_len(self.l(c, x), self.l(c, y)) {
                self.rays[k].1 |= bit(x);
                for z in members(m) {
                    self.apexes[pair(x, z)] |= bit(c);
                }
            }
        }
        for c in 0..x {
            if self.same(c, x) {
                continue;
            }
            for y in 0..x {
                if y != c
                    && !self.same(c, y)
                    && close_len(self.l(c, x), self.l(c, y))
                    && self.apexes[pair(x, y)] & bit(c) == 0
                {
                    self.rays.push((c, bit(x) | bit(y)));
                    self.apexes[pair(x, y)] |= bit(c);
                }
            }
        }
        // x as a centre
        let v = self.sorted_by(x, |y| self.l(x, y));
        let mut i = 0;
        while i < v.len() {
            let mut j = i + 1;
            while j < v.len() && close_len(v[j].0, v[j - 1].0) {
                j += 1;
            }
            if j - i >= 2 {
                let m = v[i..j].iter().fold(0, |m, e| m | bit(e.1));
                self.rays.push((x, m));
                for a in i..j {
                    for b in a + 1..j {
                        self.apexes[pair(v[a].1, v[b].1)] |= bit(x);
                    }
                }
            }
            i = j;
        }
    }

    /// Recomputes the clusters of commensurable lengths and squares.
    pub fn finish(&mut self) {
        const LENGTHS: [(u16, u16); 7] = [(1, 1), (2, 1), (3, 2), (3, 1), (4, 3), (4, 1), (5, 2)];
        const SQUARES: [(u16, u16); 6] = [(1, 1), (2, 1), (3, 1), (4, 1), (4, 3), (5, 1)];
        self.clusters = self.clusters_by(&LENGTHS, 1.0);
        self.sq_clusters = self.clusters_by(&SQUARES, 2.0);
    }

    /// Clusters of pairs whose lengths to a power are in simple rational ratios.
    fn clusters_by(&self, ratios: &[(u16, u16)], power: f64) -> Vec<Commensurable> {
        let mut v: Vec<(f64, u32)> = (0..self.len.len())
            .filter(|&p| self.len[p] > 0.0)
            .map(|p| (power * self.len[p].ln(), p as u32))
            .collect();
        v.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let n = v.len();
        // links to an earlier position with the ratio to it
        let mut base: Vec<(usize, u64, u64)> = (0..n).map(|i| (i, 1, 1)).collect();
        for &(a, b) in ratios {
            let shift = (a as f64 / b as f64).ln();
            let mut j = 0;
            for i in 0..n {
                let target = v[i].0 + shift;
                while j < n && v[j].0 < target - TOL {
                    j += 1;
                }
                let k = if (a, b) == (1, 1) { i + 1 } else { j };
                if k >= n || (v[k].0 - target).abs() > TOL {
                    continue;
                }
                // quantity[k] = a/b · quantity[i]
                let (ri, ai, bi) = root(&base, i);
                let (rk, ak, bk) = root(&base, k);
                if ri != rk {
                    let (num, den) = (bk * a as u64 * ai, ak * b as u64 * bi);
                    let g = gcd(num, den);
                    if num / g < 1000 && den / g < 1000 {
                        base[rk] = (ri, num / g, den / g);
                    }
                }
            }
        }
        let mut of_root: Vec<usize> = vec![usize::MAX; n];
        let mut clusters: Vec<Commensurable> = Vec::new();
        for i in 0..n {
            let (r, a, b) = root(&base, i);
            if a > 1000 || b > 1000 {
                continue;
            }
            if of_root[r] == usize::MAX {
                of_root[r] = clusters.len();
                clusters.push(Commensurable { pairs: Vec::new() });
            }
            clusters[of_root[r]].pairs.push((v[i].1, a as u16, b as u16));
        }
        clusters.retain(|c| c.pairs.len() > 1);
        clusters
    }
}

/// Root of a position with the ratio length/length[root].
fn root(base: &[(usize, u64, u64)], mut i: usize) -> (usize, u64, u64) {
    let (mut a, mut b) = (1u64, 1u64);
    while base[i].0 != i {
        a *= base[i].1;
        b *= base[i].2;
        let g = gcd(a, b);
        a /= g;
        b /= g;
        i = base[i].0;
    }
    (i, a, b)
}

fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// Equal up to the tolerance, relatively.
#[inline]
pub fn close_len(a: f64, b: f64) -> bool {
    (a - b).abs() <= TOL * a.max(b)
}

/// Groups of equal keys in a sorted list of directions (0 and 1 are the same).
fn cyclic_groups(v: &[(f64, u8)], tol: f64) -> Vec<Vec<u8>> {
    let mut out: Vec<Vec<u8>> = Vec::new();
    let mut i = 0;
    while i < v.len() {
        let mut j = i + 1;
        while j < v.len() && v[j].0 - v[j - 1].0 < tol {
            j += 1;
        }
        out.push(v[i..j].iter().map(|e| e.1).collect());
        i = j;
    }
    if out.len() > 1 && v[0].0 + 1.0 - v[v.len() - 1].0 < tol {
        let last = out.pop().unwrap_or_default();
        out[0].extend(last);
    }
    out
}
