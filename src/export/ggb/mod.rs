//! Theorems as GeoGebra figures: constructions as commands, what no command says as texts that the import reads.
//!
//! A figure is drawn first, for its coordinates. Then each statement becomes GeoGebra's command for it (`statements`, `objects`), so that the figure moves as
//! the theorem says. A hypothesis that is no construction stands in the figure as a text `assume …`: GeoGebra does not keep it when a point is
//! dragged, but it reads back. The goals become `Prove` commands where GeoGebra has a command for them (`goals`), otherwise texts `show …`.
//!
//! What is written is read back before it is handed on.

pub mod archive;
mod goals;
mod objects;
mod statements;
#[cfg(test)]
mod tests;
mod write;

use super::NotExported;
use crate::import::ggb as import;
use euclase_diagram::{Options, draw};
use euclase_grammar::ast::{Item, StmtKind};
use euclase_grammar::core::CoreTheorem;
use objects::Scene;

/// A figure of a theorem.
#[derive(Clone, Debug)]
pub struct Exported {
    /// The `.ggb` file.
    pub bytes: Vec<u8>,
    /// Hypotheses that the figure does not keep when points are dragged.
    pub texts: Vec<String>,
    /// The theorem that the file reads back to.
    pub again: String,
    /// Whether that has the same hypotheses and goals in core form, but for names (a point that the statement hides may have one).
    pub same: bool,
}

/// A theorem as a GeoGebra figure; `item` is its tree.
pub fn export(item: &Item, thm: &CoreTheorem) -> Result<Exported, NotExported> {
    if thm.statement_points == 0 {
        return Err(NotExported::new("it has no points: there is nothing to draw"));
    }
    if !thm.reals.is_empty() || item.body.iter().any(|s| matches!(s.kind, StmtKind::Function { .. })) {
        return Err(NotExported::new("real variables and functions have no place in a figure"));
    }
    let figure = draw(thm, &Options::default()).map_err(|e| NotExported::new(e.to_string()))?;
    written(item, thm, &figure.pts, false).or_else(|_| written(item, thm, &figure.pts, true))
}

fn written(item: &Item, thm: &CoreTheorem, pts: &[[f64; 2]], cautious: bool) -> Result<Exported, NotExported> {
    let mut scene = Scene::new(thm, pts);
    scene.cautious = cautious;
    for stmt in &item.body {
        scene.look_ahead(&stmt.kind);
    }
    for stmt in &item.body {
        scene.statement(&stmt.kind)?;
    }
    scene.finish()?;
    let title = thm.source.clone().unwrap_or_else(|| thm.name.clone());
    let xml = scene.out.document(&title);
    let bytes = archive::archive(&[("geogebra.xml", xml.as_bytes())]);
    let lost = |why: String| NotExported::new(format!("the figure does not read back: {why}"));
    let mut read = import::read(&bytes, true).map_err(lost)?;
    if let Some(n) = read.not_understood().first() {
        return Err(lost(format!("{}: {}", n.what, n.why)));
    }
    let again = read.theorem(&thm.name, &title, &[]).map_err(lost)?.text;
    let loaded = euclase_grammar::load(&again).ok().and_then(|mut f| f.theorems.pop());
    let same = loaded.is_some_and(|t| crate::synth::shape::of(&t) == crate::synth::shape::of(&bare(thm)));
    Ok(Exported { bytes, texts: scene.texts, again, same })
}

/// The statement without its sketch.
fn bare(thm: &CoreTheorem) -> CoreTheorem {
    let mut points = thm.points.clone();
    points.truncate(thm.statement_points);
    CoreTheorem { points, sketch: None, ..thm.clone() }
}
