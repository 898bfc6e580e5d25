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
}
