//! Every rule that the engine can emit, by a small theorem that needs it: the closure proves the theorem,
//! the kernel accepts the proof, and the rule is in it.

mod common;
use common::{prove, rules, statement, uses};
use std::collections::BTreeSet;

/// A theorem with the rule that its proof must use.
struct Case {
    rule: &'static str,
    mirrored: bool,
    body: &'static str,
}

const fn case(rule: &'static str, body: &'static str) -> Case {
    Case { rule, mirrored: false, body }
}

const fn mirrored(rule: &'static str, body: &'static str) -> Case {
    Case { rule, mirrored: true, body }
}

/// Proves the theorems of one family.
fn family(cases: &[Case]) {
    let mut bad = Vec::new();
    for c in cases {
        match prove(statement(c.body)) {
            Err(e) => bad.push(format!("{}: {e}", c.rule)),
            Ok(None) => bad.push(format!("{}: not proved: {}", c.rule, c.body)),
            Ok(Some(p)) if !uses(&p.cert, c.rule, c.mirrored) => {
                bad.push(format!("{} does not occur in: {}", c.rule, rules(&p.cert)));
            }
            Ok(Some(_)) => {}
        }
    }
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}

const LINES: &[Case] = &[
    case("coll_dir", "point A, B, C assume collinear(A, B, C) show AB parallel AC"),
    case("dir_coll", "point A, B, C assume AB parallel AC show collinear(A, B, C)"),
    case("sum_coll", "point A, B, C, D assume AB + BC = AC, AB perp AD show AC perp AD"),
    case("linear", "point A, B, C, D, E, F assume AB parallel CD, CD parallel EF show AB parallel EF"),
    case(
        "divide",
        "point A, B, C, D assume 2*dangle(A, B, C) = 2*dangle(A, D, C) show dangle(A, B, C) = dangle(A, D, C)",
    ),
    case(
        "bisectors",
        "triangle ABC point I assume dangle(A, B, I) = dangle(I, B, C), dangle(B, C, I) = dangle(I, C, A)
        show dangle(B, A, I) = dangle(I, A, C)",
    ),
    case(
        "halfway_feet",
        "triangle ABC point X = foot(A, bisector(A, B, C)) point Y = foot(A, bisector(B, C, A)) show XY parallel BC",
    ),
    case(
        "halfway_mid",
        "triangle ABC point X = foot(A, bisector(A, B, C)) point Y = midpoint(A, C) show XY parallel BC",
    ),
];

const CIRCLES: &[Case] = &[
    case("inscribed", "point A, B, C, D assume cyclic(A, B, C, D) show dangle(A, C, B) = dangle(A, D, B)"),
    case("inscribed_conv", "point A, B, C, D assume dangle(A, C, B) = dangle(A, D, B) show cyclic(A, B, C, D)"),
    case("radius_circle", "point O, A, B, C, D assume OA = OB = OC = OD show cyclic(A, B, C, D)"),
    case("cyclic_trans", "point A, B, C, D, E, F assume cyclic(A, B, C, D), cyclic(A, B, C, E), cyclic(A, B, C, F) show cyclic(A, D, E, F)"),
    case("center_angle", "point O, A, B, C assume OA = OB = OC show dangle(AO, AB) + dangle(CB, CA) = 90 deg"),
    case("center_angle_conv", "point O, A, B, C assume OA = OB, dangle(AO, AB) + dangle(CB, CA) = 90 deg show OA = OC"),
    case("equal_chords", "point A, B, C, D, P assume cyclic(A, B, C, P), cyclic(A, B, C, D), AB = CD show dangle(A, P, B) = dangle(C, P, D)"),
    mirrored("equal_chords", "point A, B, C, D, P, Q triangle ABC
        assume cyclic(A, B, C, P), cyclic(A, B, C, D), cyclic(A, B, C, Q), AB = CD show dangle(A, P, B) = dangle(D, Q, C)"),
    case("bisector_circle", "triangle ABC point M on bisector(B, A, C), perpendicular_bisector(B, C) show cyclic(A, B, C, M)"),
    case("three_circles", "point A, B, C, D, E, F point P = meet(AB, CD) triangle PEF triangle ABC
        assume cyclic(C, D, E, F), cyclic(E, F, A, B), cyclic(A, B, C, D) show cyclic(A, B, C, E)"),
    case("radical_axis", "triangle ABC point D on circle(A, B, C) other than A, B, C point E
        point F on circle(A, B, E), circle(C, D, E) other than E point P = meet(AB, CD) show collinear(E, F, P)"),
];

const SIMILAR: &[Case] = &[
    case("sim_angle", "triangle ABC triangle DEF assume directly_similar(A, B, C, D, E, F) show dangle(A, B, C) = dangle(D, E, F)"),
    mirrored("sim_ratio", "triangle ABC triangle DEF assume oppositely_similar(A, B, C, D, E, F) show AB/DE = BC/EF"),
    case("sim_aa", "triangle ABC triangle DEF
        assume dangle(B, A, C) = dangle(E, D, F), dangle(A, B, C) = dangle(D, E, F) show AB/AC = DE/DF"),
    mirrored("sim_aa", "triangle ABC triangle DEF
        assume dangle(B, A, C) = dangle(F, D, E), dangle(A, B, C) = dangle(F, E, D) show AB/AC = DE/DF"),
    case("sim_sas", "triangle ABC triangle DEF
        assume dangle(B, A, C) = dangle(E, D, F), AB/AC = DE/DF, same_orientation(A, B, C, D, E, F) show dangle(A, B, C) = dangle(D, E, F)"),
    mirrored("sim_sas", "triangle ABC triangle DEF
        assume dangle(B, A, C) = dangle(F, D, E), AB/AC = DE/DF, opposite_orientation(A, B, C, D, E, F) show dangle(A, B, C) = dangle(F, E, D)"),
    case("sim_sss", "triangle ABC triangle DEF
        assume AB/AC = DE/DF, BA/BC = ED/EF, same_orientation(A, B, C, D, E, F) show dangle(A, B, C) = dangle(D, E, F)"),
    mirrored("sim_sss", "triangle ABC triangle DEF
        assume AB/AC = DE/DF, BA/BC = ED/EF, opposite_orientation(A, B, C, D, E, F) show dangle(A, B, C) = dangle(F, E, D)"),
    case("sim_ssa", "triangle ABC triangle DEF
        assume dangle(B, A, C) = dangle(E, D, F), AB/BC = DE/EF, BC > AB, same_orientation(A, B, C, D, E, F)
        show dangle(A, B, C) = dangle(D, E, F)"),
    mirrored("sim_ssa", "triangle ABC triangle DEF
        assume dangle(B, A, C) = dangle(F, D, E), AB/BC = DE/EF, BC > AB, opposite_orientation(A, B, C, D, E, F)
        show dangle(A, B, C) = dangle(F, E, D)"),
    case("sim_angle", "triangle ABC triangle DEF
        assume AB/AC = DE/DF, BA/BC = ED/EF, same_orientation(A, B, C, D, E, F) show dangle(B, A, C) = dangle(E, D, F)"),
    case("isosceles", "triangle ABC assume AB = AC show dangle(A, B, C) = dangle(B, C, A)"),
    case("sim_ratio", "triangle ABC triangle DEF
        assume dangle(B, A, C) = dangle(E, D, F), dangle(A, B, C) = dangle(D, E, F) show BC/AC = EF/DF"),
    case("isosceles_conv", "triangle ABC assume dangle(A, B, C) = dangle(B, C, A) show AB = AC"),
];

const LENGTHS: &[Case] = &[
    case("between_sum", "point A, C point B on segment(A, C) show AB + BC = AC"),
    case("log_len", "point A, B, C, D assume AB^2 = BC*CD, BC = CD show AB = CD"),
    case("len_log1", "point A, B, C assume AB = 2, AB*AC = 6 show AC = 3"),
    case("log_len1", "point A, B, C assume AB = 2, AB*AC = 6 show AC = 3"),
    case("len_sq1", "triangle ABC assume AB perp BC, AB = 3, BC = 4 show AC = 5"),
    case("sq_len1", "triangle ABC assume AB perp BC, AB = 3, BC = 4 show AC = 5"),
    case("sq_log1", "triangle ABC assume AB perp BC, AB = 2, BC = 3 find AC"),
    case("log_sq1", "triangle ABC point D, E assume AB perp BC, DE = 2, AB*DE = 2*sqrt(2), BC*DE = 2*sqrt(7) show AC = 3"),
    case("len_log", "point A, C point B on segment(A, C) point D, E assume AB = 2*BC, DE*BC = AB*AC show DE = 2*AC"),
    case("log_sq", "point A, B, P, Q assume PA = PB, QA = QB show PQ perp AB"),
    case("sq_log", "point A, B, P, Q assume PA = PB, PQ perp AB show QA = QB"),
    case("sq_log", "triangle ABC assume AB perp BC, AB = BC show AC/AB = sqrt(2)"),
    case("pythagoras", "point A, B, C assume AB perp BC show AB^2 + BC^2 = AC^2"),
    case("pythagoras_conv", "point A, B, C assume AB^2 + BC^2 = AC^2 show AB perp BC"),
    case("power", "point O, C, X, Y, Z, T, P
        assume OX = OY, CZ = CT, collinear(P, X, Y), collinear(P, Z, T), PO^2 - OX^2 = PC^2 - CZ^2 show PX * PY = PZ * PT"),
    case("power_tangent", "point O, X, Y, P, T assume OX = OY, collinear(P, X, Y), PO^2 - OX^2 = PT^2 show PX * PY = PT^2"),
    case("iso_trapezoid", "point A, B, C, D assume AB parallel CD, AD = BC, AB > CD, same_side(C, D, AB) show AC = BD"),
];

const VECTORS: &[Case] = &[
    case("ratio_vec", "point A, C point B on segment(A, C) assume AB = 2*BC show B - A = 2*C - 2*B"),
    case(
        "para_vec",
        "triangle ABC point D assume AB parallel CD, AB = 2*CD, same_side(C, D, AB) show B - A = 2*C - 2*D",
    ),
    case("vec_dir", "point A, B, C, D assume A + C = B + D show AB parallel CD"),
    case("vec_dir", "point A, B, C assume 3*B = 2*A + C show collinear(A, B, C)"),
    case("vec_len", "point A, B, C, D assume A + C = B + D show AB = CD"),
    case("vec_sq", "point A, B, C, D, P assume A + C = B + D show PA^2 + PC^2 - PB^2 - PD^2 = AC^2 - AB^2 - AD^2"),
    case("vec_same", "point A, B, C, X, Y assume X = A + B - C, Y = A + B - C show X = Y"),
];

const COINCIDENCES: &[Case] = &[
    case("same_lines", "triangle ABC point D on BC point E on CA point X on AD, BE point Y on AD, BE show X = Y"),
    case("same_circles", "triangle ABC triangle ADE
        point X on circle(A, B, C), circle(A, D, E) other than A point Y on circle(A, B, C), circle(A, D, E) other than A show X = Y"),
    case("congruence", "triangle ABC point X, Y, D assume X = A + B - C, Y = A + B - C
        point Z on circle(A, B, X) other than A, B, X show cyclic(A, B, Y, Z), CX = CY, DX parallel DY"),
    // The second point has angles and lengths of its own, so these need no rule of their own.
    case("same_lines", "point D triangle ABC
        point X on AD, circle(A, B, C) other than A point Y on AD, circle(A, B, C) other than A show X = Y"),
    case("sim_ratio", "triangle ABC point D point X on AD, circle(A, B, C) other than A point Y on AD, circle(A, B, C) other than A
        point Z on circle(B, C, X) other than B, C, X show cyclic(B, C, Y, Z), CX = CY, DX parallel DY"),
];

const RATIOS: &[Case] = &[
    case(
        "thales3",
        "point A, B, C assume collinear(A, B, C)
        point D, E, F assume collinear(D, E, F), AD parallel BE parallel CF show AB/BC = DE/EF",
    ),
    mirrored(
        "thales3_conv",
        "point C, F, B, E, A, D assume B outside AC, E outside DF, AD parallel BE, AB/BC = DE/EF show CF parallel AD",
    ),
    case("intercept", "triangle OAC point B on OA point D on OC assume BD parallel AC show OA/AB = OC/CD"),
    case(
        "intercept_conv",
        "triangle OBD point A on segment(O, B) point C on segment(O, D) assume OA/AB = OC/CD show AC parallel BD",
    ),
    mirrored(
        "intercept_conv",
        "triangle OBD point A, C assume A outside OB, C outside OD, OA/AB = OC/CD show AC parallel BD",
    ),
    case("bisector_ratio", "triangle ABC point D on BC assume dangle(B, A, D) = dangle(D, A, C) show AB/AC = DB/DC"),
    case(
        "bisector_ratio_conv",
        "triangle ABC point D on BC assume AB/AC = DB/DC show dangle(B, A, D) = dangle(D, A, C)",
    ),
    case("menelaus", "triangle ABC point D on BC point E on CA point F on AB, DE show AF*BD*CE = FB*DC*EA"),
    case(
        "menelaus_conv",
        "triangle ABC point D on segment(B, C) point E on segment(C, A) point F on AB
        assume F outside AB, AF*BD*CE = FB*DC*EA show collinear(D, E, F)",
    ),
    mirrored(
        "menelaus_conv",
        "triangle ABC point D, E, F
        assume D outside BC, E outside CA, F outside AB, AF*BD*CE = FB*DC*EA show collinear(D, E, F)",
    ),
    mirrored(
        "ceva_conv",
        "triangle ABC point F on segment(A, B) point D on segment(B, C) point E on segment(C, A) point P = meet(AD, BE)
        assume AF*BD*CE = FB*DC*EA show collinear(C, F, P)",
    ),
    case(
        "law_of_sines",
        "triangle ABC triangle DEF
        assume dangle(B, A, C) = dangle(E, D, F), dangle(A, B, C) = dangle(F, E, D) show BC/CA = EF/FD",
    ),
    case(
        "law_of_sines",
        "triangle ABC point D on BC point E on BC
        assume dangle(B, A, D) = dangle(E, A, C) show AB^2 * DC * EC = AC^2 * BD * BE",
    ),
    case(
        "law_of_sines_known",
        "triangle ABC assume dangle(B, A, C) = 45 deg, dangle(A, B, C) = 120 deg show BC/AC = sqrt(2)/sqrt(3)",
    ),
    case(
        "law_of_sines_angle",
        "triangle ABC triangle DEF
        assume AB/BC = DE/EF, AB > BC, angle(B, A, C) = angle(E, D, F) show angle(A, C, B) = angle(D, F, E)",
    ),
];

const ANGLES: &[Case] = &[
    case(
        "ang_dir",
        "triangle ABC triangle DEF assume angle ABC = angle DEF, angle BCA = angle EFD show ABC similar DEF",
    ),
    case("dir_ang", "triangle ABC assume AB perp BC show angle ABC = 90 deg"),
    case("dir_ang", "triangle ABC show angle ABC + angle BCA + angle CAB = 180 deg"),
];

#[test]
fn lines() {
    family(LINES);
}

#[test]
fn circles() {
    family(CIRCLES);
}

#[test]
fn similar_triangles() {
    family(SIMILAR);
}

#[test]
fn lengths_and_squares() {
    family(LENGTHS);
}

#[test]
fn vectors() {
    family(VECTORS);
}

#[test]
fn coincidences() {
    family(COINCIDENCES);
}

#[test]
fn ratios() {
    family(RATIOS);
}

#[test]
fn undirected_angles() {
    family(ANGLES);
}

/// Rules with an expansion whose result the rules that run before always give first, with the reason. A theorem that
/// reaches one belongs above; a name that has one above must go from here.
const PREEMPTED: &[(&str, &str)] = &[
    ("equal_arcs", "triangles on one circle over the two arcs are similar by two inscribed angles"),
    ("parallelogram_vec", "ABC and CDA are similar, so the sides are equal and para_vec gives the vectors"),
    ("ceva", "Menelaus in two of the triangles"),
    (
        "same_line_circle",
        "inscribed angles give both points the same line to another point of the circle, and same_lines is found",
    ),
    ("len_sq", "a proportion of lengths is a proportion of logarithms first"),
    ("sq_len", "a proportion of squares is a proportion of logarithms first"),
];

/// The names of kernel rules in the engine's sources.
fn emitted() -> BTreeSet<String> {
    let sources = [
        include_str!("../src/expand.rs"),
        include_str!("../src/expand_dear.rs"),
        include_str!("../src/extract/mod.rs"),
        include_str!("../src/extract/incidence.rs"),
        include_str!("../src/extract/scale.rs"),
        include_str!("../src/rules/similar.rs"),
    ];
    let quoted: BTreeSet<&str> = sources.iter().flat_map(|s| s.split('"')).collect();
    euclase_kernel::rules::all().map(|r| r.name).filter(|n| quoted.contains(n)).map(String::from).collect()
}

#[test]
fn every_rule_with_an_expansion_has_a_theorem() {
    let all = [LINES, CIRCLES, SIMILAR, LENGTHS, VECTORS, COINCIDENCES, RATIOS, ANGLES];
    let tested: BTreeSet<&str> = all.iter().flat_map(|f| f.iter()).map(|c| c.rule).collect();
    let excused: BTreeSet<&str> = PREEMPTED.iter().map(|e| e.0).collect();
    assert!(
        tested.is_disjoint(&excused),
        "tested and excused: {:?}",
        tested.intersection(&excused).collect::<Vec<_>>()
    );
    let emitted = emitted();
    assert!(emitted.len() > 50, "the sources are read: {emitted:?}");
    let missing: Vec<&String> =
        emitted.iter().filter(|n| !tested.contains(n.as_str()) && !excused.contains(n.as_str())).collect();
    assert!(missing.is_empty(), "rules without a theorem: {missing:?}");
}
