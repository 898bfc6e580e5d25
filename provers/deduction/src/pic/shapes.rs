//! Triangles by shape: sorted sides, so that ties give every order that the shape allows.

use super::{Pic, Shape, TOL, Tri};

/// Cell size for rounded shape keys.
const CELL: f64 = 1e-6;

impl Pic {
    pub(super) fn find_shapes(&mut self, x: u8) {
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
                let positive = self.area2(v[0], v[1], v[2]) > 0.0;
                let first = Tri { v, positive };
                let (at, new) = self.shape_at(key, first);
                let shape = &mut self.shapes[at];
                let even = |v: [u8; 3]| Tri { v, positive };
                let odd = |v: [u8; 3]| Tri { v, positive: !positive };
                let swapped = [odd([v[1], v[0], v[2]]), odd([v[0], v[2], v[1]])];
                let all = [
                    swapped[0],
                    swapped[1],
                    even([v[1], v[2], v[0]]),
                    even([v[2], v[0], v[1]]),
                    odd([v[2], v[1], v[0]]),
                ];
                let more = match (tie01, tie12) {
                    (true, true) => &all[..],
                    (true, false) => &swapped[..1],
                    (false, true) => &swapped[1..],
                    _ => &[],
                };
                if new && more.is_empty() {
                    continue;
                }
                if shape.tris.is_empty() {
                    shape.tris.push(shape.first);
                    self.busy.push(at as u32);
                }
                shape.tris.extend((!new).then_some(first).iter().chain(more));
            }
        }
    }

    /// The shape with this key, and whether it is new, and then has a first member.
    fn shape_at(&mut self, key: (f64, f64), first: Tri) -> (usize, bool) {
        let cell = |k: f64| {
            let c = k / CELL;
            let f = c.floor();
            let near = if c - f < 0.01 {
                -1
            } else if c - f > 0.99 {
                1
            } else {
                0
            };
            (f as i32, near)
        };
        let ((i, di), (j, dj)) = (cell(key.0), cell(key.1));
        let close = |s: &Shape| (s.key.0 - key.0).abs() < 4.0 * TOL && (s.key.1 - key.1).abs() < 4.0 * TOL;
        for (a, b) in [(i, j), (i + di, j), (i, j + dj), (i + di, j + dj)] {
            let mut k = self.shape_ix.get(&(a, b)).map_or(0, |&k| k + 1);
            while k > 0 {
                let at = k as usize - 1;
                if close(&self.shapes[at]) {
                    return (at, false);
                }
                k = self.shapes[at].next;
            }
        }
        let at = self.shapes.len();
        let next = self.shape_ix.insert((i, j), at as u32).map_or(0, |k| k + 1);
        self.shapes.push(Shape { key, tris: Vec::new(), first, next });
        (at, true)
    }
}
