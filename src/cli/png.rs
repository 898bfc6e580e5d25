//! Figures as PNG: the SVG, drawn by resvg with the fonts of the system.

use super::{Failure, IO};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};
use std::path::Path;

/// Pixels for a unit of the drawing.
const SCALE: f32 = 2.0;
/// Families for the names of points, the best first.
const SERIF: &[&str] = &[
    "Latin Modern Roman",
    "STIX Two Text",
    "Liberation Serif",
    "Times New Roman",
    "Libertinus Serif",
    "DejaVu Serif",
    "Noto Serif",
    "Georgia",
];

/// Whether a file is to be a PNG, by its name.
pub fn wanted(path: &Path) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case("png"))
}

/// The picture of an SVG.
///
/// # Errors
/// There is no font on this machine, or the picture cannot be drawn.
pub fn of(svg: &str) -> Result<Vec<u8>, Failure> {
    let fail = |what: String| Failure::new(IO, format!("the figure cannot be drawn as PNG: {what}"));
    let mut fonts = fontdb::Database::new();
    fonts.load_system_fonts();
    let family = |name: &str| fonts.faces().any(|f| f.families.iter().any(|n| n.0 == name));
    let first = || fonts.faces().next().and_then(|f| f.families.first()).map(|n| n.0.clone());
    let serif = SERIF.iter().find(|n| family(n)).map(|n| n.to_string()).or_else(first);
    let Some(serif) = serif else {
        return Err(fail("no font is installed for the names of the points; write SVG instead, or install one".into()));
    };
    fonts.set_serif_family(serif);
    let options = Options { fontdb: std::sync::Arc::new(fonts), ..Options::default() };
    let tree = Tree::from_str(svg, &options).map_err(|e| fail(e.to_string()))?;
    let size = tree.size().to_int_size().scale_by(SCALE).ok_or_else(|| fail("it has no size".into()))?;
    let mut pixels = Pixmap::new(size.width(), size.height()).ok_or_else(|| fail("it is too large".into()))?;
    resvg::render(&tree, Transform::from_scale(SCALE, SCALE), &mut pixels.as_mut());
    pixels.encode_png().map_err(|e| fail(e.to_string()))
}
