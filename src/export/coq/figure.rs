//! Points and numbers of a figure, as the support's part about the plane has them.
//!
//! A line may speak of coordinates in a frame. The theorem does not: its points are any points of the plane, `seen O E` is how they look
//! in the frame, and the support shows that facts say the same there. A *spot* is a pair of expressions, a *place* the proof
//! that these are the coordinates of a point in a frame.

use crate::export::NotExported;
use euclase_grammar::core::{Axis, Num, Pt};

/// Names of points, and the places that a proof uses.
pub struct Places {
    names: Vec<String>,
    frames: Vec<[Pt; 2]>,
    met: Vec<(usize, Pt)>,
    text: String,
}

impl Places {
    pub fn new(names: Vec<String>) -> Places {
        Places { names, frames: Vec::new(), met: Vec::new(), text: String::new() }
    }

    pub fn name(&self, p: Pt) -> &str {
        self.names.get(p.ix()).map_or("", |s| s)
    }

    pub fn list(&self, ps: &[Pt], by: &str) -> String {
        ps.iter().map(|p| self.name(*p)).collect::<Vec<_>>().join(by)
    }

    /// All points, one after the other.
    pub fn all(&self) -> String {
        self.names.join(" ")
    }

    /// A number of a figure over the Reals.
    pub fn number(&self, n: &Num) -> Result<String, NotExported> {
        let named = |head: &str, ps: &[Pt]| format!("{head} {}", self.list(ps, " "));
        Ok(match n {
            Num::Len(a, b) => named("len", &[*a, *b]),
            Num::Ang(a, b, c) => named("angle", &[*a, *b, *c]),
            Num::DistLine(p, a, b) => named("dist_line", &[*p, *a, *b]),
            Num::Circumradius(a, b, c) => named("circumradius", &[*a, *b, *c]),
            Num::Inradius(a, b, c) => named("inradius", &[*a, *b, *c]),
            Num::Area(ps) => format!("area [{}]", self.list(ps, "; ")),
            Num::Coordinate { axis, of, frame: [o, e] } => {
                let part = if *axis == Axis::X { "fst" } else { "snd" };
                format!("{part} ({})", named("seen", &[*o, *e, *of]))
            }
            _ => return Err(NotExported::new("a number that the export does not know")),
        })
    }

    /// The spot and the place of a point with these coordinates; `sorted`: the length of the frame's segment is written from its origin.
    pub fn place(&mut self, frame: [Pt; 2], p: Pt, [x, y]: &[String; 2], sorted: bool) -> (String, String) {
        let known = self.frames.iter().position(|f| *f == frame);
        let f = known.unwrap_or(self.frames.len());
        if known.is_none() {
            self.frames.push(frame);
        }
        let (name, [o, e]) = (self.name(p).to_string(), frame.map(|q| self.name(q).to_string()));
        let (spot, place) = (format!("spot{f}_{name}"), format!("place{f}_{name}"));
        if !self.met.contains(&(f, p)) {
            self.met.push((f, p));
            let proof = match () {
                () if p == frame[0] => format!("seen_origin {o} {e}"),
                () if p == frame[1] && sorted => format!("seen_end {o} {e}"),
                () if p == frame[1] => format!("seen_end_sym {o} {e}"),
                () => "eq_refl".into(),
            };
            self.text += &format!("  pose ({spot} := (({x})%expr, ({y})%expr) : spot).\n");
            self.text += &format!("  assert ({place} : place env {o} {e} {spot} {name}) by exact ({proof}).\n");
        }
        (spot, place)
    }

    /// The spots and places.
    pub fn text(&self) -> String {
        self.text.clone()
    }

    /// The proof that a number is what its leaf is; both as they are written.
    pub fn same(&self, n: &Num, leaf: &Num, written: &str, first: &str) -> String {
        let permuted = |lemma: &str, ps: &[Pt]| {
            format!("(change ({written} = {first}); permuted ({lemma} {}))", self.list(ps, " "))
        };
        match (n, leaf) {
            (Num::Len(..), _) => "exact (len_sym _ _)".into(),
            (Num::Ang(..), _) => "exact (angle_sym _ _ _)".into(),
            (Num::DistLine(..), _) => "exact (dist_line_sym _ _ _)".into(),
            (_, Num::Area(ps)) => permuted("area_permuted", ps),
            (_, Num::Circumradius(a, b, c)) => permuted("circumradius_permuted", &[*a, *b, *c]),
            (_, Num::Inradius(a, b, c)) => permuted("inradius_permuted", &[*a, *b, *c]),
            _ => "reflexivity".into(),
        }
    }
}
