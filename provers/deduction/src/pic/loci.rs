//! Lines and circles of the picture, and points at equal distances.

use super::{Locus, Mask, Pic, TOL, bit, close_len, dir_gap, members, pair};

impl Pic {
    pub(super) fn find_lines(&mut self, x: u8) {
        let v = self.sorted_by(x, |y| self.dir[pair(x, y)]);
        for group in cyclic_groups(&v, TOL) {
            if group.len() < 2 {
                continue;
            }
            let mut mask: Mask = group.iter().fold(0, |m, &y| m | bit(y));
            // Twins of each other alone do not make a line.
            let (p, q) =
                match group.iter().flat_map(|&p| group.iter().map(move |&q| (p, q))).find(|&(p, q)| !self.same(p, q)) {
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
    pub(super) fn find_circles(&mut self, x: u8) {
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
                let known = self.circles_of[pair(y, group[0])].iter().copied().find(|&c| {
                    (self.circles[c as usize].mask & mask).count_ones() >= 3
                        && self.three_distinct(self.circles[c as usize].mask & mask)
                });
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
                        if a < b && before >> a & before >> b & 1 == 0 {
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

    pub(super) fn find_rays(&mut self, x: u8) {
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
