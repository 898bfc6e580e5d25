//! From messages to tensors.

use crate::net::Batch;
use euclase_protocol::{ITEM_FEATURES, Item, KINDS, PARTS, POINT_FEATURES, ROWS, View};
use tch::Tensor;

/// Why a message is not taken.
#[derive(Debug, PartialEq, Eq)]
pub struct Malformed(pub String);

impl std::fmt::Display for Malformed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
impl std::error::Error for Malformed {}

/// Sizes that states are padded to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sizes {
    /// Points.
    pub points: usize,
    /// Rows.
    pub rows: usize,
    /// Candidates.
    pub items: usize,
}

/// Looks a state over: numbers in range.
///
/// # Errors
/// What is out of range.
pub fn check(view: &View, items: &[Item]) -> Result<(), Malformed> {
    let n = view.points.len();
    let bad = |what: &str| Err(Malformed(format!("{what} out of range")));
    if view.rows.iter().any(|(k, m)| usize::from(*k) >= ROWS || m.iter().any(|&p| usize::from(p) >= n)) {
        return bad("a row");
    }
    for i in items {
        let parts = i.parts.iter().all(|(k, m)| usize::from(*k) < PARTS && m.iter().all(|&p| usize::from(p) < n));
        if !parts || usize::from(i.kind) >= KINDS || i.features.iter().any(|x| !x.is_finite()) {
            return bad("a candidate");
        }
    }
    Ok(())
}

/// Packs states that have been looked over, each with some of its candidates.
pub fn pack(states: &[(&View, &[Item])], size: Sizes) -> Batch {
    let (b, n, r, c) = (states.len(), size.points, size.rows, size.items);
    let mut points = vec![0f32; b * n * POINT_FEATURES];
    let mut there = vec![0f32; b * n];
    let mut row_kinds = vec![0i64; b * r];
    let mut rows = vec![0f32; b * r * n];
    let mut kinds = vec![0i64; b * c];
    let mut parts = vec![0f32; b * PARTS * c * n];
    let mut features = vec![0f32; b * c * ITEM_FEATURES];
    for (k, (view, items)) in states.iter().enumerate() {
        for (i, p) in view.points.iter().enumerate() {
            there[k * n + i] = 1.0;
            points[(k * n + i) * POINT_FEATURES..][..POINT_FEATURES].copy_from_slice(p);
        }
        for (i, (kind, members)) in view.rows.iter().enumerate() {
            row_kinds[k * r + i] = i64::from(*kind);
            members.iter().for_each(|&p| rows[(k * r + i) * n + usize::from(p)] = 1.0);
        }
        for (i, item) in items.iter().enumerate() {
            kinds[k * c + i] = i64::from(item.kind);
            features[(k * c + i) * ITEM_FEATURES..][..ITEM_FEATURES].copy_from_slice(&item.features);
            for (part, members) in &item.parts {
                let share = 1.0 / members.len().max(1) as f32;
                let at = ((k * PARTS + usize::from(*part)) * c + i) * n;
                members.iter().for_each(|&p| parts[at + usize::from(p)] += share);
            }
        }
    }
    let [b, n, r, c] = [b, n, r, c].map(|x| x as i64);
    Batch {
        points: Tensor::from_slice(&points).view([b, n, POINT_FEATURES as i64]),
        there: Tensor::from_slice(&there).view([b, n]),
        row_kinds: Tensor::from_slice(&row_kinds).view([b, r]),
        rows: Tensor::from_slice(&rows).view([b, r, n]),
        kinds: Tensor::from_slice(&kinds).view([b, c]),
        parts: Tensor::from_slice(&parts).view([b, PARTS as i64, c, n]),
        features: Tensor::from_slice(&features).view([b, c, ITEM_FEATURES as i64]),
    }
}
