//! What is true in a drawing, among the points that have names.

use crate::plane::{P2, along, cross, dist, norm, sub};
use crate::synth::goals::{Base, Sort, open};
use euclase_deduction::Session;
use euclase_deduction::pic::Mask;
use euclase_deduction::state::State;
use euclase_grammar::core::{CoreTheorem, Fact, Pt};

/// Most points between which meetings of lines are looked for.
const MEETINGS: usize = 14;
/// Most multiples of lengths that are listed.
const MULTIPLES: usize = 200;
/// Two places are the same, in parts of the figure's size.
const SAME: f64 = 1e-8;

/// The kinds of candidates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Same,
    Collinear,
    Concurrent,
    Cyclic,
    Direction,
    Length,
    Multiple,
    Constant,
    Product,
    Ratio,
    Sum,
    Angle,
}

impl Kind {
    /// How much a statement of this kind tells.
    pub(super) fn weight(self) -> f64 {
        match self {
            Kind::Same => 1.6,
            Kind::Collinear | Kind::Concurrent | Kind::Cyclic => 1.3,
            Kind::Direction | Kind::Length => 1.0,
            Kind::Multiple => 0.9,
            Kind::Constant => 0.8,
            Kind::Product | Kind::Ratio | Kind::Sum => 0.7,
            Kind::Angle => 0.6,
        }
    }

    /// Is it a statement that is told for itself, even where others give it together?
    pub(super) fn is_plain(self) -> bool {
        matches!(
            self,
            Kind::Same | Kind::Collinear | Kind::Concurrent | Kind::Cyclic | Kind::Direction | Kind::Multiple
        )
    }
}

/// A candidate.
#[derive(Clone, Debug)]
pub(super) struct Claimed {
    /// As it is written after `show`.
    pub text: String,
    pub kind: Kind,
    /// Points that it speaks of.
    pub objects: usize,
}

impl Claimed {
    /// Are all provers asked for it, where the closure is not enough? Of angles and ratios there are too many.
    pub(super) fn is_asked(&self) -> bool {
        match self.kind {
            Kind::Multiple | Kind::Product | Kind::Ratio | Kind::Sum => false,
            Kind::Angle | Kind::Constant => self.objects <= 4,
            _ => true,
        }
    }
}

/// What is true in a drawing.
pub(super) fn of(thm: &CoreTheorem, pts: &[P2]) -> Result<Vec<Claimed>, String> {
    let whole = Session::new(thm, pts).map_err(|e| e.to_string())?.state;
    let n = thm.statement_points.min(pts.len());
    let names: Vec<String> = thm.points.iter().map(|p| p.name.clone()).collect();
    let hidden: Mask = (0..n).filter(|i| thm.points.get(*i).is_none_or(|p| p.hidden)).fold(0, |m, i| m | 1 << i);
    let mut out = same(thm, pts, hidden);
    for k in 2..n {
        if hidden >> k & 1 == 1 {
            continue;
        }
        // Nothing is known to these states: all that is true of the last point is listed.
        let (mut older, mut all) = (State::new(whole.scale), State::new(whole.scale));
        older.add_points(pts.get(..k).unwrap_or_default());
        all.add_points(pts.get(..=k).unwrap_or_default());
        for claim in open(&Base::new(&older), &all) {
            if claim.points() & hidden == 0 {
                let kind = match claim.sort {
                    Sort::Collinear => Kind::Collinear,
                    Sort::Cyclic => Kind::Cyclic,
                    Sort::Direction => Kind::Direction,
                    Sort::Length => Kind::Length,
                    Sort::Angle => Kind::Angle,
                    Sort::Ratio => Kind::Ratio,
                    Sort::Product => Kind::Product,
                    Sort::Sum => Kind::Sum,
                    Sort::Constant => Kind::Constant,
                };
                let objects = claim.points().count_ones() as usize;
                out.push(Claimed { text: claim.text(&all, &names), kind, objects });
            }
        }
    }
    out.extend(multiples(thm, pts, hidden));
    out.extend(meetings(thm, pts, hidden));
    Ok(out)
}

/// Points in the same place.
fn same(thm: &CoreTheorem, pts: &[P2], hidden: Mask) -> Vec<Claimed> {
    let named: Vec<usize> = (0..thm.statement_points).filter(|i| hidden >> i & 1 == 0).collect();
    let tiny = SAME * size(pts);
    let mut out = Vec::new();
    for (j, &b) in named.iter().enumerate() {
        for &a in &named[..j] {
            if let (Some(p), Some(q)) = (pts.get(a), pts.get(b))
                && dist(*p, *q) < tiny
            {
                let text = format!("{} = {}", thm.name_of(Pt(a as u32)), thm.name_of(Pt(b as u32)));
                out.push(Claimed { text, kind: Kind::Same, objects: 2 });
            }
        }
    }
    out
}

/// Lengths of which one is twice or three times the other.
fn multiples(thm: &CoreTheorem, pts: &[P2], hidden: Mask) -> Vec<Claimed> {
    let named: Vec<usize> = (0..thm.statement_points.min(pts.len())).filter(|i| hidden >> i & 1 == 0).collect();
    let tiny = SAME * size(pts);
    let mut pairs: Vec<(f64, [usize; 2])> = Vec::new();
    for (j, &b) in named.iter().enumerate() {
        pairs.extend(named[..j].iter().map(|&a| (dist(pts[a], pts[b]), [a, b])));
    }
    let word = |l: &[usize; 2]| l.iter().map(|p| thm.name_of(Pt(*p as u32))).collect::<String>();
    let mut out = Vec::new();
    for (length, long) in &pairs {
        for k in [2.0, 3.0] {
            for (_, short) in pairs.iter().filter(|(s, _)| *s > tiny && (s * k - length).abs() < tiny) {
                let objects = 4 - long.iter().filter(|p| short.contains(p)).count();
                let text = format!("{} = {k}*{}", word(long), word(short));
                out.push(Claimed { text, kind: Kind::Multiple, objects });
            }
        }
        if out.len() > MULTIPLES {
            break;
        }
    }
    out
}

fn size(pts: &[P2]) -> f64 {
    pts.iter().flat_map(|p| pts.iter().map(|q| dist(*p, *q))).fold(0.0, f64::max)
}

/// Three lines through six points that meet where no point has a name.
fn meetings(thm: &CoreTheorem, pts: &[P2], hidden: Mask) -> Vec<Claimed> {
    let named: Vec<usize> = (0..thm.statement_points.min(pts.len())).filter(|i| hidden >> i & 1 == 0).collect();
    let tiny = SAME * size(pts);
    let mut out = Vec::new();
    if named.len() > MEETINGS {
        return out;
    }
    let away = |p: P2, [a, b]: [usize; 2]| {
        let v = sub(pts[b], pts[a]);
        cross(v, sub(p, pts[a])).abs() / norm(v)
    };
    let mut lines: Vec<[usize; 2]> = Vec::new();
    for (j, &b) in named.iter().enumerate() {
        for &a in &named[..j] {
            let known = lines.iter().any(|l| away(pts[a], *l) < tiny && away(pts[b], *l) < tiny);
            if !known && dist(pts[a], pts[b]) > tiny {
                lines.push([a, b]);
            }
        }
    }
    let apart = |l: &[usize; 2], m: &[usize; 2]| l.iter().all(|p| !m.contains(p));
    let mut seen: Vec<P2> = Vec::new();
    for (i, l) in lines.iter().enumerate() {
        for (j, m) in lines.iter().enumerate().skip(i + 1).filter(|(_, m)| apart(l, m)) {
            let (u, v) = (sub(pts[l[1]], pts[l[0]]), sub(pts[m[1]], pts[m[0]]));
            let d = cross(u, v);
            if d.abs() < 1e-6 * norm(u) * norm(v) {
                continue;
            }
            let x = along(pts[l[0]], u, cross(sub(pts[m[0]], pts[l[0]]), v) / d);
            if named.iter().any(|p| dist(pts[*p], x) < tiny) || seen.iter().any(|s| dist(*s, x) < tiny) {
                continue;
            }
            let third = lines.iter().skip(j + 1).find(|n| apart(l, n) && apart(m, n) && away(x, **n) < tiny);
            if let Some(third) = third {
                seen.push(x);
                let word = |l: &[usize; 2]| l.iter().map(|p| thm.name_of(Pt(*p as u32))).collect::<String>();
                let text = format!("concurrent({}, {}, {})", word(l), word(m), word(third));
                out.push(Claimed { text, kind: Kind::Concurrent, objects: 6 });
            }
        }
    }
    out
}

/// The points of a fact.
pub(super) fn points(fact: &Fact) -> Vec<Pt> {
    match fact {
        Fact::Same(a, b) => vec![*a, *b],
        Fact::Coll(a, b, c) => vec![*a, *b, *c],
        Fact::Cyclic(a, b, c, d) => vec![*a, *b, *c, *d],
        Fact::Sim { a, b, .. } => a.iter().chain(b).copied().collect(),
        Fact::Dir { terms, .. } => terms.iter().flat_map(|t| [t.1, t.2]).collect(),
        Fact::Log { terms, .. } | Fact::Len { terms, .. } | Fact::Sq { terms, .. } => {
            terms.iter().flat_map(|t| [t.1, t.2]).collect()
        }
        Fact::Vec(terms) => terms.iter().map(|t| t.1).collect(),
        Fact::Ang { terms, .. } => terms.iter().flat_map(|t| t.1).collect(),
        Fact::Num(..) => vec![Pt(u32::MAX)],
    }
}
