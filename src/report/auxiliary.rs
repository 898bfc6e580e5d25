//! The kernel's definitions of auxiliary points: in the words of the language, and what to draw.
//!
//! Letters stand for the arguments in the kernel's order, X for the new point.

use euclase_grammar::core::{CoreTheorem, Origin, PointInfo, Pt, Shape};
use euclase_grammar::words::Names;
use euclase_kernel::cert::AuxPoint;

use super::reasons::fill;

/// A definition in words.
struct Row {
    def: &'static str,
    args: &'static str,
    words: &'static str,
    /// Two letters: a segment; three: the circle through them; `O:A`: the circle round O through A.
    draw: &'static [&'static str],
}

const fn row(def: &'static str, args: &'static str, words: &'static str, draw: &'static [&'static str]) -> Row {
    Row { def, args, words, draw }
}

const TABLE: &[Row] = &[
    row("midpoint", "AB", "midpoint({A,B})", &["AX", "XB"]),
    row("third_point", "AB", "point of segment {AB} at one third from {A}", &["AX", "XB"]),
    row("mirror", "PC", "mirror({P,C})", &["PX"]),
    row("translation", "PAB", "translation({P,A,B})", &["PX", "AB"]),
    row("parallelogram_vertex", "ABC", "parallelogram_vertex({A,B,C})", &["AX", "CX"]),
    row("centroid", "ABC", "centroid({A,B,C})", &["AX", "BX", "CX"]),
    row("foot", "PAB", "foot({P}, {AB})", &["PX", "AX", "BX"]),
    row("reflection", "PAB", "reflection({P}, {AB})", &["PX"]),
    row("circumcenter", "ABC", "circumcenter({A,B,C})", &["ABC", "AX", "BX", "CX"]),
    row("orthocenter", "ABC", "orthocenter({A,B,C})", &["AX", "BX", "CX"]),
    row("incenter", "ABC", "incenter({A,B,C})", &["AX", "BX", "CX"]),
    row("excenter", "ABC", "excenter({A,B,C})", &["AX", "BX", "CX"]),
    row("arc_midpoint", "ABC", "arc_midpoint({A,B,C})", &["ABC", "BX", "CX"]),
    row("equilateral_vertex", "AB", "third vertex of an equilateral triangle on {AB}", &["AX", "BX", "AB"]),
    row("inverse", "POA", "inverse({P}, circle({O,A}))", &["O:A", "OX"]),
    row("meet", "ABCD", "meet({AB}, {CD})", &["AX", "BX", "CX", "DX"]),
    row("meet_parallel", "PABCD", "meet(parallel_line({P}, {AB}), {CD})", &["PX", "CX", "DX"]),
    row("meet_perpendicular", "PABCD", "meet(perpendicular_line({P}, {AB}), {CD})", &["PX", "CX", "DX"]),
    row("meet_bisector", "ABCDE", "meet(bisector({A,B,C}), {DE})", &["BX", "DX", "EX"]),
    row("meet_perpendicular_bisector", "ABCD", "meet(perpendicular_bisector({A,B}), {CD})", &["AX", "BX", "CX", "DX"]),
    row("parallels_meet", "PABQCD", "meet(parallel_line({P}, {AB}), parallel_line({Q}, {CD}))", &["PX", "QX"]),
    row(
        "perpendiculars_meet",
        "PABQCD",
        "meet(perpendicular_line({P}, {AB}), perpendicular_line({Q}, {CD}))",
        &["PX", "QX"],
    ),
    row(
        "parallel_perpendicular_meet",
        "PABQCD",
        "meet(parallel_line({P}, {AB}), perpendicular_line({Q}, {CD}))",
        &["PX", "QX"],
    ),
    row(
        "perpendicular_bisectors_meet",
        "ABCD",
        "meet(perpendicular_bisector({A,B}), perpendicular_bisector({C,D}))",
        &["AX", "BX", "CX", "DX"],
    ),
    row(
        "meet_antiparallel",
        "PABCDEFGH",
        "point of {GH} in a direction from {P} that adds with {EF} to {AB} and {CD}",
        &["PX", "GX", "HX"],
    ),
    row("spiral_center", "ABCD", "centre of the spiral similarity of {AB} to {CD}", &["AX", "BX", "CX", "DX"]),
    row("similar_vertex", "ABCDE", "third vertex of a triangle on {AB} directly similar to {C,D,E}", &["AX", "BX"]),
    row("second_line_circle", "PDAB", "second point of {PD} on circle({P,A,B})", &["PAB", "PX", "DX"]),
    row("second_line_center", "PDO", "second point of {PD} on circle({O,P})", &["O:P", "PX", "DX"]),
    row("second_circles", "PABCD", "second point of circle({P,A,B}) on circle({P,C,D})", &["PAB", "PCD"]),
    row("similitude_inner", "APBQ", "point of segment {AB} that divides it in the ratio {AP} to {BQ}", &["AX", "BX"]),
    row(
        "similitude_outer",
        "APBQ",
        "point of line {AB} outside the segment that divides it in the ratio {AP} to {BQ}",
        &["AX", "BX"],
    ),
    row("contact", "POA", "point of contact of a tangent from {P} to circle({O,A})", &["O:A", "PX", "OX"]),
    row("isogonal_conjugate", "PABC", "isogonal_conjugate({P,A,B,C})", &["AX", "BX", "CX"]),
];

/// `K = meet(MN, AB)`. A definition without a row is written with its arguments as they are.
pub fn text(aux: &AuxPoint, names: &dyn Names) -> String {
    let row = TABLE.iter().find(|r| r.def == aux.def && r.args.len() == aux.args.len());
    let words = match row {
        Some(r) => fill(r.words, r.args, &aux.args, names),
        None => {
            let args: Vec<String> = aux.args.iter().map(|p| names.point(*p)).collect();
            format!("{}({})", aux.def, args.join(", "))
        }
    };
    format!("{} = {words}", aux.name)
}

/// The theorem with a certificate's auxiliary points in place of its sketch's, and with what
/// their definitions draw: for the figure.
pub fn with_aux(thm: &CoreTheorem, aux: &[AuxPoint]) -> CoreTheorem {
    let mut out = thm.clone();
    let n = thm.statement_points;
    out.points.truncate(n);
    let inside = |s: &Shape| match *s {
        Shape::Segment(a, b) | Shape::Line(a, b) | Shape::CircleAt(a, b) => a.ix().max(b.ix()) < n,
        Shape::Circle3(a, b, c) => a.ix().max(b.ix()).max(c.ix()) < n,
    };
    out.shapes.retain(inside);
    for a in aux {
        let me = Pt(out.points.len() as u32);
        out.points.push(PointInfo { name: a.name.clone(), hidden: false, origin: Origin::default() });
        let Some(row) = TABLE.iter().find(|r| r.def == a.def && r.args.len() == a.args.len()) else {
            out.shapes.extend(a.args.iter().map(|p| Shape::Segment(*p, me)));
            continue;
        };
        for d in row.draw {
            let letter = |c: char| row.args.find(c).map_or(me, |i| a.args[i]);
            let points: Vec<Pt> = d.chars().filter(|c| *c != ':').map(letter).collect();
            out.shapes.push(match points[..] {
                [o, p] if d.contains(':') => Shape::CircleAt(o, p),
                [p, q] => Shape::Segment(p, q),
                [p, q, r] => Shape::Circle3(p, q, r),
                _ => continue,
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixtures::Build;
    use euclase_kernel::auxiliary::DEFINITIONS;

    #[test]
    fn every_definition_of_the_kernel_has_words_and_a_drawing() {
        for (name, points) in DEFINITIONS {
            let row = TABLE.iter().find(|r| r.def == *name);
            let row = row.unwrap_or_else(|| panic!("no words for {name}"));
            assert_eq!(row.args.len(), *points, "arguments of {name}");
            for c in row.draw.iter().flat_map(|d| d.chars()).filter(|c| *c != ':') {
                assert!(c == 'X' || row.args.contains(c), "{name} draws {c}");
            }
        }
        assert_eq!(TABLE.len(), DEFINITIONS.len());
    }

    #[test]
    fn a_definition_in_words_and_lines() {
        let b = Build::new("t").pt("A", 0., 0.).pt("B", 1., 0.).pt("C", 0., 1.).pt("D", 1., 1.);
        let mut aux = AuxPoint { name: "K".into(), def: "meet".into(), args: b.p("ADBC") };
        assert_eq!(text(&aux, &b.thm), "K = meet(AD, BC)");
        let thm = with_aux(&b.thm, std::slice::from_ref(&aux));
        assert_eq!((thm.points.len(), thm.shapes.len()), (5, 4));
        assert_eq!(thm.shapes[0], Shape::Segment(Pt(0), Pt(4)));
        aux.def = "unheard_of".into();
        assert_eq!(text(&aux, &b.thm), "K = unheard_of(A, D, B, C)");
    }
}
