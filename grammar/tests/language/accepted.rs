//! What statements mean: each case is the body of a theorem about the triangle ABC and the free
//! points P, Q, R, S, and the lines of the core form that it adds.

use super::{core_lines, load};

/// The lines that `body` adds to `triangle ABC  point P, Q, R, S  show P = Q`.
fn check(body: &str, expected: &[&str]) {
    let frame = |body: &str| format!("theorem t {{ triangle ABC point P, Q, R, S {body} show P = Q }}");
    let lines = core_lines(&load(&frame(body))[0]);
    let base = ["implied A, B, C are not collinear", "goal P = Q"];
    let mut got: Vec<&str> = lines.iter().map(String::as_str).collect();
    for b in base {
        let i = got.iter().position(|g| *g == b).unwrap_or_else(|| panic!("no `{b}` in {got:?}"));
        got.remove(i);
    }
    assert_eq!(got, expected, "for `{body}`");
}

/// The lines of the goals of `show goal`, and what the goal adds besides.
fn check_goal(goal: &str, expected: &[&str]) {
    let lines =
        core_lines(&load(&format!("theorem t {{ triangle ABC point P, Q, R, S circle g point M on g {goal} }}"))[0]);
    let base = ["implied A, B, C are not collinear", "implied O_g != M"];
    let got: Vec<&str> = lines.iter().map(String::as_str).filter(|l| !base.contains(l)).collect();
    assert_eq!(got, expected, "for `{goal}`");
}

#[test]
fn incidence() {
    check("point X on AB", &["hyp A, B, X are collinear", "implied A != B"]);
    check("assume P, Q on AB", &["hyp A, B, P are collinear", "hyp A, B, Q are collinear", "implied A != B"]);
    check(
        "point X on AB other than A, B",
        &["hyp A, B, X are collinear", "implied A != B", "stated X != A", "stated X != B"],
    );
    check(
        "point X on AB where XA = XP, XA < XQ",
        &["hyp A, B, X are collinear", "hyp XA = XP", "implied A != B", "stated XQ > XA"],
    );
    check("assume P between A, B", &["hyp A, P, B are collinear", "stated P is between A and B"]);
    check("assume P between A and B", &["hyp A, P, B are collinear", "stated P is between A and B"]);
    check("assume P inside AB", &["hyp A, P, B are collinear", "stated P is between A and B"]);
    check("assume P outside AB", &["hyp A, P, B are collinear", "stated P is on line AB, outside the segment"]);
    check("point X on segment(A, B)", &["hyp A, X, B are collinear", "implied A != B", "implied X is between A and B"]);
    check(
        "point X on ray(A, B)",
        &["hyp B, A, X are collinear", "implied A != B", "implied A is on line BX, outside the segment"],
    );
    check("assume collinear(P, Q, R)", &["hyp P, Q, R are collinear"]);
    check(
        "assume collinear(P, Q, R, S)",
        &["hyp P, Q, R are collinear", "hyp P, Q, S are collinear", "implied P != Q"],
    );
    check("assume cyclic(A, B, C, P)", &["hyp A, B, C, P are concyclic"]);
    check("assume cyclic(A, B, C, P, Q)", &["hyp A, B, C, P are concyclic", "hyp A, B, C, Q are concyclic"]);
}

#[test]
fn directions() {
    check("assume PQ parallel AB", &["hyp PQ parallel AB", "implied P != Q", "implied A != B"]);
    check(
        "assume PQ ∥ AB ∥ RS",
        &["hyp PQ parallel AB", "hyp AB parallel RS", "implied P != Q", "implied A != B", "implied R != S"],
    );
    check("assume PQ ⟂ AB", &["hyp PQ perp AB", "implied P != Q", "implied A != B"]);
    check("point X on parallel_line(P, AB)", &["hyp PX parallel AB", "implied A != B"]);
    check("point X on perpendicular_line(P, AB)", &["hyp PX perp AB", "implied A != B"]);
    check("point X on line_at_angle(P, AB, 30°)", &["hyp dangle(AB, PX) = 30 deg", "implied A != B"]);
    check(
        "point X on line_at_angle(P, AB, dangle(Q, R, S))",
        &["hyp dangle(AB, PX) = dangle(Q, R, S)", "implied Q != R", "implied S != R", "implied A != B"],
    );
    check(
        "let t = parallel_line(P, AB) point X on t point Y on perpendicular_line(Q, t)",
        &["hyp PX parallel AB", "hyp QY perp AB", "implied A != B"],
    );
    check(
        "line l point X on l, AB",
        &["hyp P_l, Q_l, X are collinear", "hyp A, B, X are collinear", "implied P_l != Q_l", "implied A != B"],
    );
    check("assume not PQ parallel AB", &["implied P != Q", "implied A != B", "stated PQ is not parallel to AB"]);
    check("assume not PQ perp AB", &["implied P != Q", "implied A != B", "stated PQ is not perpendicular to AB"]);
    check(
        "assume concurrent(AP, BQ, CR)",
        &[
            "hyp A, P, X_1 are collinear",
            "hyp B, Q, X_1 are collinear",
            "hyp C, R, X_1 are collinear",
            "implied A != P",
            "implied B != Q",
            "implied C != R",
            "implied AP is not parallel to BQ",
        ],
    );
}

#[test]
fn numbers_of_each_kind() {
    check("assume AP = BQ = CR", &["hyp AP = BQ", "hyp BQ = CR"]);
    check("assume AP + PB = 2*QR - 1", &["hyp AP + PB + 1 = 2*QR"]);
    check("assume AP^2 + BP^2 = 2*QR²", &["hyp AP^2 + BP^2 = 2*QR^2"]);
    check("assume AP*BP = QR^2", &["hyp AP*BP = QR^2"]);
    check("assume AP/BP = 2", &["hyp AP/BP = 2", "implied B != P"]);
    check("assume AP/BP = CQ/CR", &["hyp AP/BP = CQ/CR", "implied B != P", "implied C != R"]);
    check("assume AP = sqrt(2)*BP", &["hyp AP/BP = sqrt(2)"]);
    check("assume AP = 3", &["hyp AP = 3"]);
    check("assume AP*BQ + PQ*AB = AQ*BP", &["hyp AP*BQ + PQ*AB = AQ*BP"]);
    check("assume AP*(BQ + CR) = 0.5*PQ^2", &["hyp AP*(BQ + CR) = 1/2*PQ^2"]);
    check("assume distance(P, AB) = distance(P, Q)", &["hyp distance(P, AB) = PQ", "implied A != B"]);
    check("assume area(A, B, P) = 2*area(A, B, Q)", &["hyp area(A, B, P) = 2*area(A, B, Q)"]);
    check(
        "assume AP < BP, AP != CP, AP > 0, 2*AP >= BP",
        &["stated BP > AP", "stated AP != CP", "stated A != P", "stated 2*AP >= BP"],
    );
}

#[test]
fn angles() {
    check("assume angle(A, B, P) = 90 deg", &["hyp angle ABP = 90 deg", "implied A != B", "implied P != B"]);
    check(
        "assume ∠ABP = 2*angle CBQ - pi/6",
        &[
            "hyp angle ABP + 30 deg = 2*angle CBQ",
            "implied A != B",
            "implied P != B",
            "implied C != B",
            "implied Q != B",
        ],
    );
    check("assume angle ABP < 60 deg", &["implied A != B", "implied P != B", "stated angle ABP < 60 deg"]);
    check(
        "assume dangle(A, P, B) = dangle(A, Q, B)",
        &[
            "hyp dangle(A, P, B) = dangle(A, Q, B)",
            "implied A != P",
            "implied B != P",
            "implied A != Q",
            "implied B != Q",
        ],
    );
    check("assume dangle(PQ, RS) = 45 deg", &["hyp dangle(PQ, RS) = 45 deg", "implied P != Q", "implied R != S"]);
    check("assume acute(A, P, B)", &["implied A != P", "implied B != P", "stated angle APB < 90 deg"]);
    check(
        "assume acute triangle PQR",
        &[
            "stated P, Q, R are not collinear",
            "stated angle QPR < 90 deg",
            "stated angle PQR < 90 deg",
            "stated angle PRQ < 90 deg",
        ],
    );
    check(
        "obtuse triangle XYZ",
        &["implied X, Y, Z are not collinear", "stated angle YXZ > 90 deg or angle XYZ > 90 deg or angle XZY > 90 deg"],
    );
}

#[test]
fn points_as_vectors() {
    check("assume P = R", &["hyp P = R"]);
    check("assume P != R", &["stated P != R"]);
    check("assume P + Q = R + S", &["hyp P + Q = R + S as vectors"]);
    check("assume 2*P = A + B", &["hyp P is the midpoint of AB"]);
    check("point X = A + B - C", &["hyp X + C = A + B as vectors"]);
}

#[test]
fn circles() {
    check("circle g point X, Y on g", &["hyp O_gY = O_gX", "implied O_g != X"]);
    check("point X on circle(P, Q)", &["hyp PX = PQ", "implied P != Q"]);
    check("point X on circle(P, AB)", &["hyp PX = AB", "implied A != B"]);
    check("point X on circle(A, B, C)", &["hyp A, B, C, X are concyclic"]);
    check(
        "circle g = circle(A, B, C) point O = center(g) point X on g",
        &["hyp OA = OB", "hyp OB = OC", "hyp OX = OA"],
    );
    check("circle g point O = center(g) point X on g", &["implied O != X"]);
    check("point X on diameter_circle(P, Q)", &["hyp XP perp XQ", "implied P != Q"]);
    check(
        "circle g point X on g assume P inside g, Q outside g",
        &["implied O_g != X", "stated O_gX > O_gP", "stated O_gQ > O_gX"],
    );
    check(
        "point X on radical_axis(circle(A, B), circle(P, Q))",
        &["hyp XA^2 + PQ^2 = AB^2 + XP^2", "implied A != B", "implied P != Q", "implied A != P"],
    );
}

#[test]
fn tangency() {
    // The end of the segment that the statement has put on the circle is the point of contact.
    check("circle g point X on g assume PX tangent g", &["hyp PX perp O_gX", "implied O_g != X", "implied P != X"]);
    check(
        "circle g point X on g assume PQ tangent g",
        &[
            "hyp P, Q, T_g are collinear",
            "hyp O_gT_g = O_gX",
            "hyp PQ perp O_gT_g",
            "implied O_g != X",
            "implied P != Q",
        ],
    );
    check(
        "circle g, h point X on g, h assume g tangent h",
        &["hyp O_g, O_h, X are collinear", "implied O_g != X", "implied O_h != X"],
    );
    check(
        "assume PA tangent circle(A, B, C)",
        &["hyp O_1A = O_1B", "hyp O_1B = O_1C", "hyp PA perp O_1A", "implied P != A"],
    );
    check("point X on tangent_line(P, circle(Q, P))", &["hyp PX perp QP", "implied Q != P"]);
}

#[test]
fn order_and_orientation() {
    check(
        "assume P inside ABC",
        &[
            "stated A and P are on the same side of BC",
            "stated B and P are on the same side of CA",
            "stated C and P are on the same side of AB",
        ],
    );
    check(
        "assume same_side(P, Q, AB), opposite_side(R, S, AB)",
        &["implied A != B", "stated P and Q are on the same side of AB", "stated R and S are on opposite sides of AB"],
    );
    check(
        "assume convex(A, B, C, P)",
        &[
            "stated A and P are on the same side of BC",
            "stated B and P are on opposite sides of CA",
            "stated C and P are on the same side of AB",
        ],
    );
    check(
        "assume counterclockwise(A, B, P), clockwise(A, B, Q)",
        &["stated ABP is counter-clockwise", "stated AQB is counter-clockwise"],
    );
    check("assume same_orientation(A, B, C, P, Q, R)", &["stated ABC and PQR have the same orientation"]);
    check("assume not P inside ABC", &["unsupported not P inside ABC"]);
}

#[test]
fn figures() {
    check("assume ABC similar PQR", &["hyp AB/PQ = BC/QR", "hyp AB/PQ = CA/RP", "implied P, Q, R are not collinear"]);
    check(
        "assume triangle ABC ~ triangle PQR",
        &["hyp AB/PQ = BC/QR", "hyp AB/PQ = CA/RP", "implied P, Q, R are not collinear"],
    );
    check("assume ABC congruent PQR", &["hyp AB = PQ", "hyp BC = QR", "hyp CA = RP"]);
    check("assume directly_similar(A, B, C, P, Q, R)", &["hyp triangle ABC similar triangle PQR (same orientation)"]);
    check("triangle PQX", &["implied P, Q, X are not collinear"]);
    check("assume triangle PQR", &["stated P, Q, R are not collinear"]);
}

#[test]
fn logic() {
    check("assume P != Q or R != S", &["stated P != Q or R != S"]);
    check("assume AP = BP or AP != CP", &["statement AP = BP or AP != CP"]);
    check("assume AP = BP implies P = Q", &["statement AP = BP implies PQ = 0"]);
    check("assume AP = BP and CP = AP", &["hyp AP = BP", "hyp CP = AP"]);
    check(
        "assume not cyclic(A, B, C, P), not collinear(P, Q, R)",
        &["stated A, B, C, P are not concyclic", "stated P, Q, R are not collinear"],
    );
}

#[test]
fn constructions() {
    check(
        "point X = midpoint(P, Q)",
        &["hyp P, Q, X are collinear", "hyp XP = XQ", "implied P != Q", "implied X is between P and Q"],
    );
    check(
        "point X = meet(AP, BQ)",
        &[
            "hyp A, P, X are collinear",
            "hyp B, Q, X are collinear",
            "implied A != P",
            "implied B != Q",
            "implied AP is not parallel to BQ",
        ],
    );
    check(
        "point X = meet(bisector(A, B, C), AC)",
        &[
            "hyp dangle(A, B, X) = dangle(X, B, C)",
            "hyp A, C, X are collinear",
            "implied A != C",
            "implied A and C are on opposite sides of XB",
        ],
    );
    check("point X = foot(P, AB)", &["hyp A, B, X are collinear", "hyp PX perp AB", "implied A != B"]);
    // A line known only by its points gets a hidden second point when its direction is asked for.
    check(
        "point X = foot(P, bisector(A, B, C))",
        &[
            "hyp dangle(A, B, X) = dangle(X, B, C)",
            "hyp PX perp BX",
            "implied A and C are on opposite sides of XB",
            "implied B != X",
        ],
    );
    check(
        "point X = reflection(P, AB)",
        &[
            "hyp AP = AX",
            "hyp BP = BX",
            "hyp PX perp AB",
            "implied A != B",
            "implied P, A, B are not collinear",
            "implied X != P",
            "implied P and X are on opposite sides of AB",
        ],
    );
    check(
        "point X = incenter(A, B, C)",
        &[
            "hyp dangle(A, B, X) = dangle(X, B, C)",
            "hyp dangle(B, C, X) = dangle(X, C, A)",
            "hyp dangle(C, A, X) = dangle(X, A, B)",
            "implied A and X are on the same side of BC",
            "implied B and X are on the same side of CA",
            "implied C and X are on the same side of AB",
        ],
    );
    check(
        "point X = rotation(P, Q, 60°)",
        &["hyp QX = QP", "hyp dangle(P, Q, X) = 60 deg", "implied Q != P", "implied QPX is counter-clockwise"],
    );
    check(
        "point X = rotation(P, Q, -90°)",
        &["hyp QX = QP", "hyp QX perp QP", "implied Q != P", "implied QXP is counter-clockwise"],
    );
    check(
        "point X, Y = square_vertices(P, Q)",
        &[
            "hyp QX = PQ",
            "hyp QX perp PQ",
            "hyp Y + Q = P + X as vectors",
            "hyp PY parallel QX",
            "hyp XY parallel PQ",
            "hyp PY = PQ",
            "hyp XY = PQ",
            "hyp PX perp QY",
            "hyp PX = QY",
            "hyp PY perp PQ",
            "implied P != Q",
        ],
    );
    // The same expression is the same point.
    check(
        "assume PQ parallel line(P, midpoint(A, B)), Q != midpoint(A, B)",
        &[
            "hyp A, B, M_1 are collinear",
            "hyp M_1A = M_1B",
            "hyp PQ parallel PM_1",
            "implied P != Q",
            "implied A != B",
            "implied M_1 is between A and B",
            "implied P != M_1",
            "stated Q != M_1",
        ],
    );
}

#[test]
fn goals() {
    check_goal("show P on AB", &["implied A != B", "goal A, B, P are collinear"]);
    check_goal("show P, Q on g", &["goal O_gP = O_gM", "goal O_gQ = O_gM"]);
    check_goal("show P = midpoint(A, B)", &["implied A != B", "goal A, B, P are collinear", "goal PA = PB"]);
    check_goal("show P = orthocenter(A, B, C)", &["goal AP perp BC", "goal BP perp CA"]);
    // A line touches a circle when the foot of the perpendicular from the centre is on the circle.
    check_goal(
        "show PQ tangent g",
        &["hyp P, Q, T_g are collinear", "hyp PQ perp O_gT_g", "implied P != Q", "goal O_gT_g = O_gM"],
    );
    check_goal("show MP tangent g", &["implied M != P", "goal MP perp O_gM"]);
    check_goal(
        "show concurrent(AP, BQ, CR)",
        &[
            "hyp A, P, X_1 are collinear",
            "hyp B, Q, X_1 are collinear",
            "implied A != P",
            "implied B != Q",
            "implied C != R",
            "implied AP is not parallel to BQ",
            "goal C, R, X_1 are collinear",
        ],
    );
    check_goal("show AP = BP, P != Q", &["goal AP = BP", "goal P != Q"]);
    check_goal("find angle ABP", &["implied A != B", "implied P != B", "find angle ABP"]);
    check_goal("find AP/BP, AP", &["implied B != P", "find AP/BP", "find AP"]);
    check_goal("find area(A, B, P)", &["find area(A, B, P)"]);
    // A goal never says that a point is on a circle: the next goal does not lean on it.
    check_goal("show P on g, P on g", &["goal O_gP = O_gM", "goal O_gP = O_gM"]);
}

#[test]
fn algebra() {
    let lines = |body: &str| core_lines(&load(&format!("theorem t {{ {body} }}"))[0]);
    assert_eq!(
        lines("real x, y assume x + y = 3, x^2 + y^2 = 5 solve x, y"),
        ["hyp x + y = 3", "hyp x^2 + y^2 = 5", "goal all solutions for x, y",]
    );
    assert_eq!(
        lines("real a, b > 0 show a/b + b/a >= 2 equality iff a = b"),
        ["stated a > 0", "stated b > 0", "goal a/b + b/a >= 2", "goal a/b + b/a = 2 iff a = b",]
    );
    assert_eq!(
        lines("real t in [0, 1] show t*(1 - t) <= 1/4"),
        ["stated t >= 0", "stated t <= 1", "goal t*(1 - t) <= 1/4",]
    );
    assert_eq!(
        lines("real x function f(u) = u^2 + 1 show f(x + 1) >= max(x, 1)"),
        ["goal (x + 1)^2 + 1 >= max(x, 1)",]
    );
    assert_eq!(lines("real x assume for all y: x*y = y show x = 1"), ["statement for all y: x*y = y", "goal x = 1"]);
    assert_eq!(
        lines(
            "real x show for all x: x^2 >= 0, x^2 = 1 iff x = 1 or x = -1, x > 1 and x < 2 implies not (x < 0 or x > 3)"
        ),
        [
            "goal for all x': x'^2 >= 0",
            "goal x^2 = 1 iff x = 1 or x = -1",
            "goal x > 1 and x < 2 implies not (x < 0 or x > 3)",
        ]
    );
    assert_eq!(
        lines("real x, y > 0 show root(3, x) + sqrt(y) = x^(1/3) + y^0.5, x^y > 0"),
        ["stated x > 0", "stated y > 0", "goal root(3, x) + sqrt(y) = x^(1/3) + y^(1/2)", "goal x^y > 0",]
    );
}
