//! The words for every rule of the kernel: one table, and the only place for such words.
//!
//! A phrase may name the points of its instance: `{ABC}` stands for the arguments called A, B, C
//! in the row, in that order (see [`fill`] for the rest). A test goes through the kernel's rules and
//! fails when one has no phrase here, or when a phrase names a letter that its row does not have.

use euclase_grammar::core::Pt;
use euclase_grammar::words::Names;

/// How a step appears in the printed proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A numbered step.
    Step,
    /// At once from its premise: printed as a reason inside the step that uses it.
    Inside,
    /// The same thing in other notation: not printed; its premises are cited instead.
    Hidden,
}

/// A rule in words.
#[derive(Clone, Copy, Debug)]
pub struct Reason {
    /// Name of the rule.
    pub rule: &'static str,
    /// Its arguments, one letter each, in the order of SOUNDNESS.md.
    pub args: &'static str,
    /// The phrase.
    pub phrase: &'static str,
    /// The phrase of the mirrored form, where it reads differently.
    pub mirrored: Option<&'static str>,
    /// Where it is printed.
    pub place: Place,
}

const fn row(rule: &'static str, args: &'static str, place: Place, phrase: &'static str) -> Reason {
    Reason { rule, args, phrase, mirrored: None, place }
}

const fn two(
    rule: &'static str,
    args: &'static str,
    place: Place,
    phrase: &'static str,
    mirrored: &'static str,
) -> Reason {
    Reason { rule, args, phrase, mirrored: Some(mirrored), place }
}

use Place::{Hidden, Inside, Step};

/// The table, in the order of SOUNDNESS.md.
pub const TABLE: &[Reason] = &[
    row("hyp", "", Hidden, "given"),
    row("aux", "", Hidden, "by construction"),
    row("congruence", "", Step, "replacing points by points that coincide with them"),
    row("linear", "", Step, "combining these equations"),
    row("divide", "", Step, "dividing the equation of angles; the other values are excluded by conditions"),
    row("coll_dir", "ABC", Inside, "{A,B,C} are collinear"),
    row("dir_coll", "ABC", Step, "{AB} and {AC} have the same direction"),
    row("isosceles", "ABC", Inside, "base angles of the isosceles triangle {ABC}"),
    row("isosceles_conv", "ABC", Step, "equal base angles in triangle {ABC}"),
    row("bisectors", "ABCI", Step, "the bisectors of triangle {ABC} meet in one point"),
    row("cyclic_trans", "ABCWXYZ", Step, "{W,X,Y,Z} are on circle {ABC}"),
    row("inscribed", "ABCD", Inside, "inscribed angles over chord {AB} of circle {ABCD}"),
    row("inscribed_conv", "ABCD", Step, "{AB} is seen from {C} and from {D} under equal angles"),
    row("radius_circle", "OABCD", Step, "equal distances from {O}"),
    row("center_angle", "OABC", Inside, "central and inscribed angle in the circle with centre {O}"),
    row("center_angle_conv", "OABC", Step, "converse of the theorem on central and inscribed angles, centre {O}"),
    row("equal_arcs", "ABPCDR", Step, "equal inscribed angles stand on equal chords {AB} and {CD}"),
    row("equal_chords", "ABPCDR", Inside, "equal chords {AB} and {CD} subtend equal inscribed angles"),
    row(
        "bisector_circle",
        "ABCM",
        Step,
        "the bisector at {A} and the perpendicular bisector of {BC} meet on circle {ABC}",
    ),
    row("sim_aa", "ABCDEF", Step, "two equal angles"),
    row("sim_sas", "ABCDEF", Step, "proportional sides and the equal angle between them"),
    row("sim_sss", "ABCDEF", Step, "three proportional sides"),
    row("sim_ssa", "ABCDEF", Step, "two proportional sides and equal angles opposite the longer one"),
    row("sim_angle", "ABCDEF", Inside, "angles of the similar triangles {ABC} and {DEF}"),
    row("sim_ratio", "ABCDEF", Inside, "sides of the similar triangles {ABC} and {DEF}"),
    row("between_sum", "ABC", Inside, "{B} between {A} and {C}"),
    row("sum_coll", "ABC", Step, "equality in the triangle inequality"),
    row("log_len", "ABCD", Hidden, "the same ratio, as an equation of lengths"),
    row("len_log", "ABCD", Hidden, "the same equation, as a ratio of lengths"),
    row("log_sq", "ABCD", Hidden, "the same ratio, squared"),
    row("sq_log", "ABCD", Hidden, "the same equation of squares, as a ratio of lengths"),
    row("len_sq", "ABCD", Hidden, "squaring both sides"),
    row("sq_len", "ABCD", Hidden, "square roots of both sides"),
    row("log_len1", "AB", Hidden, "the same length"),
    row("len_log1", "AB", Hidden, "the same length"),
    row("log_sq1", "AB", Hidden, "the same length, squared"),
    row("sq_log1", "AB", Hidden, "the same length, from its square"),
    row("len_sq1", "AB", Hidden, "squaring both sides"),
    row("sq_len1", "AB", Hidden, "square roots of both sides"),
    row("pythagoras", "ABCD", Inside, "Pythagoras, {AB} perpendicular to {CD}"),
    row("pythagoras_conv", "ABCD", Step, "converse of Pythagoras: equal differences of squares"),
    two("ratio_vec", "ABC", Inside, "{B} divides {AC} in this ratio", "{B} divides {AC} externally in this ratio"),
    row("parallelogram_vec", "ABCD", Inside, "parallelogram {ABCD}"),
    two(
        "para_vec",
        "ABCD",
        Inside,
        "{AB} and {CD} are parallel, with this ratio of lengths",
        "{AB} and {CD} are parallel, with this ratio of lengths, opposite sense",
    ),
    row("vec_dir", "ABCD", Inside, "the vectors from {A} to {B} and from {C} to {D} are proportional"),
    row("vec_len", "ABCD", Inside, "lengths of proportional vectors"),
    row("vec_same", "AB", Step, "the vector from {A} to {B} is zero"),
    row("vec_sq", "PR", Inside, "squared distances from {P} and {R}, by Leibniz"),
    row("same_lines", "XYABCD", Step, "the lines {AB} and {CD} meet in one point only"),
    row("same_line_circle", "XYAPQ", Step, "a line through {A} meets circle {APQ} in one further point only"),
    row("same_circles", "XYAPQRS", Step, "two circles through {A} have one further common point only"),
    row("thales3", "ABCDEF", Step, "intercept theorem, parallels {AD}, {BE}, {CF}"),
    row("thales3_conv", "ABCDEF", Step, "converse of the intercept theorem"),
    row("intercept", "OABCD", Step, "intercept theorem with apex {O}, parallels {AC} and {BD}"),
    row("intercept_conv", "OABCD", Step, "converse of the intercept theorem with apex {O}"),
    row("menelaus", "ABCDEF", Step, "Menelaus, triangle {ABC} and line {DEF}"),
    row("menelaus_conv", "ABCDEF", Step, "converse of Menelaus, triangle {ABC}"),
    row("ceva", "ABCDEFP", Step, "Ceva, triangle {ABC} and point {P}"),
    row("ceva_conv", "ABCDEFP", Step, "converse of Ceva, triangle {ABC} and point {P}"),
    row("bisector_ratio", "ABCD", Inside, "angle bisector theorem in triangle {ABC}"),
    row("bisector_ratio_conv", "ABCD", Step, "converse of the angle bisector theorem in triangle {ABC}"),
    row("law_of_sines", "", Step, "law of sines in the triangles {*}"),
    row("law_of_sines_known", "", Step, "law of sines with known angles in the triangles {*}"),
    row("law_of_sines_angle", "", Step, "equal sines, by the law of sines in the triangles {*}"),
    row("power", "POXYCZT", Step, "{P} has the same power for the circles round {O} and {C}"),
    row("power_tangent", "POXYT", Step, "power of {P} for the circle round {O}: chord and tangent"),
    row(
        "three_circles",
        "ABCDEFP",
        Step,
        "three circles with the common chords {AB}, {CD}, {EF} that do not meet in one point",
    ),
    row("radical_axis", "ABCDEFP", Step, "radical axes of three circles with the common chords {AB}, {CD}, {EF}"),
    row("iso_trapezoid", "ABCD", Step, "diagonals of the isosceles trapezoid {ABCD}"),
    row("halfway_feet", "ABPVXQWY", Step, "{X} and {Y} are halfway from {P} and {Q} to line {AB}"),
    row("halfway_mid", "ABPVXQWY", Step, "{X} and {Y} are halfway from {P} and {Q} to line {AB}"),
    row("ang_dir", "", Hidden, "the same angles, as angles of lines"),
    row("dir_ang", "", Hidden, "the same angles, with their orientation"),
];

/// The row of a rule.
pub fn find(rule: &str) -> Option<&'static Reason> {
    TABLE.iter().find(|r| r.rule == rule)
}

/// The phrase of an instance. A rule without a row is named as it is: an answer is never
/// withheld for want of words.
pub fn phrase(rule: &str, args: &[Pt], opposite: bool, names: &dyn Names) -> String {
    let Some(row) = find(rule) else {
        return format!("rule {rule}");
    };
    let template = if opposite { row.mirrored.unwrap_or(row.phrase) } else { row.phrase };
    fill(template, row.args, args, names)
}

/// Puts names of points into a template: `{ABC}` the points called A, B, C in `letters`, `{A,B,C}`
/// with commas, `{*}` all arguments in threes.
pub(super) fn fill(template: &str, letters: &str, args: &[Pt], names: &dyn Names) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        let (before, from) = rest.split_at(open);
        let close = from.find('}').unwrap_or(from.len() - 1);
        out.push_str(before);
        if &from[1..close] == "*" {
            let triple = |t: &[Pt]| t.iter().map(|p| names.point(*p)).collect::<String>();
            let all: Vec<String> = args.chunks(3).map(triple).collect();
            out.push_str(&all.join(", "));
            rest = &from[close + 1..];
            continue;
        }
        let mut points: Vec<Pt> = Vec::new();
        for letter in from[1..close].chars() {
            let at = letters.find(letter).and_then(|i| args.get(i));
            // A circle named by a point twice would look like a mistake.
            points.extend(at.filter(|p| !points.contains(p)));
        }
        let list: Vec<String> = points.iter().map(|p| names.point(*p)).collect();
        let comma = if from[1..close].contains(',') { ", " } else { "" };
        out.push_str(&list.join(comma));
        rest = &from[close + 1..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixtures::Build;
    use euclase_kernel::rules::Arity;

    #[test]
    fn every_rule_of_the_kernel_has_a_phrase() {
        let mut seen = vec!["hyp", "aux", "congruence", "linear", "divide"];
        for rule in euclase_kernel::rules::all() {
            let row = find(rule.name).unwrap_or_else(|| panic!("no phrase for rule {}", rule.name));
            match rule.arity {
                Arity::Exactly(n) => assert_eq!(row.args.len(), n, "arguments of {}", rule.name),
                Arity::Triples => assert_eq!(row.args, "", "arguments of {}", rule.name),
            }
            seen.push(rule.name);
        }
        for row in TABLE {
            assert!(seen.contains(&row.rule), "the kernel has no rule {}", row.rule);
        }
    }

    #[test]
    fn phrases_use_only_letters_of_their_rule() {
        for row in TABLE {
            for phrase in [Some(row.phrase), row.mirrored].into_iter().flatten() {
                for part in phrase.split('{').skip(1) {
                    let letters = part.split('}').next().unwrap();
                    for c in letters.chars().filter(|c| !",*".contains(*c)) {
                        assert!(row.args.contains(c), "{}: {{{letters}}}", row.rule);
                    }
                }
            }
            assert_eq!(TABLE.iter().filter(|r| r.rule == row.rule).count(), 1, "{}", row.rule);
        }
    }

    #[test]
    fn phrases_name_the_points() {
        let t = Build::new("t").pt("A", 0., 0.).pt("B_1", 1., 0.).pt("C'", 0., 1.).pt("D", 1., 1.);
        let p = t.p("C'DAB_1");
        let got = phrase("inscribed", &p, false, &t.thm);
        assert_eq!(got, "inscribed angles over chord C'D of circle C'DAB_1");
        assert_eq!(phrase("no_such", &p, false, &t.thm), "rule no_such");
        assert!(phrase("ratio_vec", &p, true, &t.thm).contains("externally"));
    }
}
