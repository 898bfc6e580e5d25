//! Goals as GeoGebra's `Prove`, or as texts.

use super::objects::Scene;
use euclase_grammar::ast::{Claim, Expr, ExprKind, RelOp};
use euclase_grammar::print;

impl Scene<'_> {
    pub(super) fn goals(&mut self, claim: &Claim) {
        let plain = claim.equality.is_empty();
        for prop in &claim.props {
            let asked = if plain { self.asked(prop) } else { None };
            match asked {
                Some(text) => {
                    let label = self.fresh("b");
                    self.out.command("Prove", &[text], std::slice::from_ref(&label));
                    self.out.other("boolean", &label);
                }
                None => {
                    let mut text = format!("show {}", print::expr(prop));
                    if !plain {
                        let cases: Vec<String> = claim.equality.iter().map(print::expr).collect();
                        text += &format!(" equality iff {}", cases.join(", "));
                    }
                    self.say(&text);
                }
            }
        }
    }

    /// The statement as a command of GeoGebra's.
    fn asked(&mut self, e: &Expr) -> Option<String> {
        match &e.kind {
            ExprKind::Call(head, args) => {
                let command = match (head.name.as_str(), args.len()) {
                    ("collinear", 3) => "AreCollinear",
                    ("cyclic", 4) => "AreConcyclic",
                    ("concurrent", 3) => {
                        let lines = args.iter().map(|l| self.line(l)).collect::<Option<Vec<_>>>()?;
                        return Some(format!("AreConcurrent[{}]", lines.join(", ")));
                    }
                    _ => return None,
                };
                let points = args.iter().map(|p| self.point(p)).collect::<Option<Vec<_>>>()?;
                Some(format!("{command}[{}]", points.join(", ")))
            }
            ExprKind::Chain(first, links) => {
                let [(op, second)] = links.as_slice() else { return None };
                let both = |command: &str, a: String, b: String| Some(format!("{command}[{a}, {b}]"));
                match op {
                    RelOp::Parallel => both("AreParallel", self.line(first)?, self.line(second)?),
                    RelOp::Perp => both("ArePerpendicular", self.line(first)?, self.line(second)?),
                    RelOp::Eq => match (segment(first), segment(second)) {
                        (Some(a), Some(b)) => both("AreCongruent", a, b),
                        _ => match (super::objects::point_name(first), super::objects::point_name(second)) {
                            (Some(_), Some(_)) => both("AreEqual", self.point(first)?, self.point(second)?),
                            _ => None,
                        },
                    },
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// A line in an argument.
    fn line(&mut self, e: &Expr) -> Option<String> {
        match pair(e) {
            Some([a, b]) => Some(format!("Line[{a}, {b}]")),
            None => self.curve(e).map(|c| c.label),
        }
    }
}

/// The labels of two points written together.
fn pair(e: &Expr) -> Option<[String; 2]> {
    match &e.kind {
        ExprKind::Points(all) => match all.as_slice() {
            [a, b] => Some([a, b].map(|p| super::objects::label(&p.name))),
            _ => None,
        },
        _ => None,
    }
}

fn segment(e: &Expr) -> Option<String> {
    pair(e).map(|[a, b]| format!("Segment[{a}, {b}]"))
}
