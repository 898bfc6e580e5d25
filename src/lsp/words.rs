//! The words of the language with what they mean, in a line each: for hovers and completions.

use euclase_grammar::lexer::Key;

/// What a reserved word means.
pub fn keyword(k: Key) -> &'static str {
    match k {
        Key::Theorem => "`theorem name { … }`: statements, with at least one goal (`show`, `find`, `solve`)",
        Key::Def => "`def name(point A, …) -> point X { … }`: a construction of your own, for what follows it",
        Key::Rule => "`rule name(point A, …) { … }`: a theorem about its parameters",
        Key::Lemma => "`lemma name(point A, …) { … }`: a theorem about its parameters",
        Key::Point => {
            "`point A, B` free points; `point X on L1, L2` a point of loci; `point X = noun(…)` a construction"
        }
        Key::Triangle => {
            "`triangle ABC`: A, B, C are not collinear; as a statement it introduces the points that are new"
        }
        Key::Circle => "`circle g` a free circle, `circle g = circle(O, A)` a named one",
        Key::Line => "`line l` a free line, `line l = AB` a named one",
        Key::Let => "`let v = …`: a name for a line, a circle, a number",
        Key::Real => "`real x, y`, `real a > 0`, `real t in [0, 1]`: real variables",
        Key::Function => "`function f(x) = …`: a named function; its uses are expanded",
        Key::Assume => "`assume S, S, …`: hypotheses",
        Key::Require => "`require S`, in a definition: when the construction is defined",
        Key::Locus => "`locus X { assume … }`, in a definition: what it means for X to lie on the line or circle",
        Key::Show => "`show S, S, …`: goals; all must be proved",
        Key::Have => "`have [k] S by …`, in a sketch: a claim on the way; in a definition: what follows from it",
        Key::Find => "`find E`: the value is derived",
        Key::Solve => "`solve x, y`: all solutions of the hypotheses",
        Key::Case => "`case S { … }`, in a sketch: what follows where S holds",
        Key::Calc => "`calc E = F by h <= G by h`, in a sketch: each link is a claim",
        Key::Proof => "`proof { … }`: a sketch, last in a theorem; each line is checked, and the gaps are filled",
        Key::On => "`X on l`: X lies on the line or circle",
        Key::Other | Key::Than => "`other than P, Q`: the new point differs from each of them",
        Key::Where => "`where S, S`: conditions that select the new point",
        Key::Equality => "`show E >= F equality iff S`: also when equality holds, a second goal",
        Key::By => "`by [k]` proves a line from labelled claims first; a hint, never trusted",
        Key::In => "`real t in [a, b]`: bounds of a real variable",
        Key::For | Key::All => "`for all x, y: S`: S holds for all real x, y",
        Key::Iff => "`S iff T`: each where the other holds",
        Key::Implies => "`S implies T`: T where S holds",
        Key::Or => "`S or T`: at least one of them",
        Key::And => "`S and T`: both",
        Key::Not => "`not S`: S does not hold",
        Key::Parallel => "`AB parallel CD`: the lines have the same direction",
        Key::Perp => "`AB perp CD`: the lines are perpendicular",
        Key::Tangent => "`l tangent g`, `g tangent h`: they touch",
        Key::Similar => "`ABC similar DEF`: similar, vertices in this order, of either orientation",
        Key::Congruent => "`ABC congruent DEF`: equal sides, vertices in this order",
        Key::Between => "`X between A, B`: strictly inside the segment AB",
        Key::Inside => {
            "`X inside ABC`, `X inside g`: strictly inside a triangle, a convex polygon, a circle, a segment"
        }
        Key::Outside => "`X outside g`, `X outside AB`: outside a circle or polygon; on line AB, outside the segment",
        Key::Angle => "`angle ABC`, `angle(A, B, C)`: the undirected angle at B, from 0° to 180°",
        Key::Acute => "`acute triangle ABC`: all angles are acute",
        Key::Obtuse => "`obtuse triangle ABC`: one angle is obtuse",
        Key::Length => "`length r`: a parameter of a definition that is a length",
        Key::Deg => "`90 deg`: degrees",
        Key::Pi => "`pi`: the number; beside angles a half-turn",
    }
}

/// What a predicate or a function of the language means.
pub fn called(name: &str) -> Option<&'static str> {
    Some(match name {
        "collinear" => "the points lie on one line; from four points on, the first two differ",
        "cyclic" => "the points lie on one circle; from five points on, the first three are not collinear",
        "concurrent" => "the lines pass through one point; the first two meet",
        "same_side" => "P and Q lie strictly on the same side of the line AB",
        "opposite_side" => "P and Q lie strictly on opposite sides of the line AB",
        "same_orientation" => "triangles ABC and DEF have the same orientation",
        "opposite_orientation" => "triangles ABC and DEF have opposite orientations",
        "counterclockwise" => "triangle ABC is counter-clockwise",
        "clockwise" => "triangle ABC is clockwise",
        "directly_similar" => "triangles ABC and DEF are similar and have the same orientation",
        "oppositely_similar" => "triangles ABC and DEF are similar and have opposite orientations",
        "acute" => "the angle at B is acute",
        "obtuse" => "the angle at B is obtuse",
        "convex" => "the points are a convex polygon, in this order",
        "turns" => "triangle ABC has the orientation of the sign of the constant angle d",
        "angle" => "the undirected angle at B, from 0° to 180°",
        "dangle" => "the directed angle from line BA to line BC (from l to m), modulo 180°, counter-clockwise",
        "distance" => "the distance of two points, or of a point from a line",
        "area" => "the area of a polygon",
        "radius" => "the radius of a circle",
        "center" => "the centre of a circle",
        "inradius" => "the radius of the inscribed circle",
        "circumradius" => "the radius of the circumscribed circle",
        "sqrt" => "the square root, for x ≥ 0",
        "root" => "the n-th root: for even n of x ≥ 0, for odd n of every x",
        "abs" => "the absolute value",
        "min" => "the least of the numbers",
        "max" => "the greatest of the numbers",
        _ => return None,
    })
}

/// What an attribute says.
pub fn attribute(name: &str) -> Option<&'static str> {
    Some(match name {
        "source" => "where the problem comes from",
        "expect" => "the SZS status that is expected",
        "at" => "suggested coordinates of a point, a hint for the picture only",
        "note" => "a remark",
        "tag" => "a word to sort by",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_word_is_explained() {
        let words = euclase_grammar::PREDICATES.iter().chain(euclase_grammar::FUNCTIONS);
        let missing: Vec<_> = words.filter(|w| super::called(w.0).is_none()).collect();
        assert!(missing.is_empty(), "{missing:?}");
        assert!(euclase_grammar::ATTRIBUTES.iter().all(|a| super::attribute(a).is_some()));
    }
}
