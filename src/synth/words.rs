//! Auxiliary definitions in the words of the language, so that a random figure is a theorem that a person can read.

use crate::search::candidates::Kind;

/// How a kind is written; digits stand for the points of its definition. None: the language has no short word for it.
const fn template(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Midpoint => "midpoint(0, 1)",
        Kind::Mirror => "mirror(0, 1)",
        Kind::Foot => "foot(0, 12)",
        Kind::Reflection => "reflection(0, 12)",
        Kind::Circumcenter => "circumcenter(0, 1, 2)",
        Kind::Orthocenter => "orthocenter(0, 1, 2)",
        Kind::Incenter => "incenter(0, 1, 2)",
        Kind::Excenter => "excenter(0, 1, 2)",
        Kind::ArcMidpoint => "arc_midpoint(0, 1, 2)",
        Kind::Parallelogram => "parallelogram_vertex(0, 1, 2)",
        Kind::Inverse => "inverse(0, circle(1, 2))",
        Kind::Meet => "meet(01, 23)",
        Kind::MeetParallel => "meet(parallel_line(0, 12), 34)",
        Kind::MeetPerpendicular => "meet(perpendicular_line(0, 12), 34)",
        Kind::MeetBisector => "meet(bisector(0, 1, 2), 34)",
        Kind::MeetPerpendicularBisector => "meet(perpendicular_bisector(0, 1), 23)",
        Kind::PerpendicularsMeet => "meet(perpendicular_line(0, 12), perpendicular_line(3, 45))",
        Kind::PerpendicularBisectorsMeet => "meet(perpendicular_bisector(0, 1), perpendicular_bisector(2, 3))",
        Kind::SecondLineCircle => "second_meet(0, 01, circle(0, 2, 3))",
        Kind::SecondLineCenter => "second_meet(0, 01, circle(2, 0))",
        Kind::SecondCircles => "second_meet(0, circle(0, 1, 2), circle(0, 3, 4))",
        Kind::IsogonalConjugate => "isogonal_conjugate(0, 1, 2, 3)",
        _ => return None,
    })
}

/// `X = midpoint(A, B)`, without the name of the result.
pub fn definition(kind: Kind, args: &[u8], names: &[String]) -> Option<String> {
    let mut out = String::new();
    for c in template(kind)?.chars() {
        match c.to_digit(10) {
            Some(d) => out.push_str(&names[usize::from(*args.get(d as usize)?)]),
            None => out.push(c),
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::candidates::{KINDS, arity};

    #[test]
    fn every_definition_in_words_is_read_and_makes_one_point() {
        let names: Vec<String> = "ABCDEF".chars().map(String::from).collect();
        for &(kind, ..) in &KINDS {
            let args: Vec<u8> = (0..arity(kind) as u8).collect();
            if let Some(words) = definition(kind, &args, &names) {
                let text = format!("theorem t {{ point A, B, C, D, E, F point X = {words} show collinear(X, A, B) }}");
                let thm = euclase_grammar::load(&text).unwrap_or_else(|e| panic!("{words}: {e:?}"));
                assert_eq!(thm.theorems[0].statement_points, 7, "{words}");
            }
        }
    }
}
