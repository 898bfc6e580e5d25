//! Mistakes, each with its own message.

use super::errors;

/// `source` is refused with exactly these messages (`code: message`, and ` / mend` where it matters).
fn check(source: &str, expected: &[&str]) {
    let got: Vec<String> = match euclase_grammar::load(source) {
        Ok(_) => vec!["accepted".into()],
        Err(es) => es
            .iter()
            .map(|e| match &e.help {
                Some(h) => format!("{}: {} / {h}", e.code, e.message),
                None => format!("{}: {}", e.code, e.message),
            })
            .collect(),
    };
    let ok = got.len() == expected.len() && got.iter().zip(expected).all(|(g, e)| g.starts_with(e));
    assert!(ok, "for `{source}`\n got {got:#?}\n expected {expected:#?}");
}

/// The same for the body of a theorem about A, B, C.
fn check_body(body: &str, expected: &[&str]) {
    check(&format!("theorem t {{ point A, B, C {body} show AB = AC }}"), expected);
}

#[test]
fn bad_input_of_whole_files() {
    check("", &["empty: the file holds no theorem"]);
    check("# nothing but a comment\n", &["empty: the file holds no theorem"]);
    check("theorem t { point A, B }", &["no-goal: the theorem `t` has no goal / say what is to be proved"]);
    check(
        "theorem t { point A, B show AB = BA",
        &["syntax: the file ends in the middle of a theorem or a statement / close the theorem with `}`"],
    );
    check("point A", &["syntax: unexpected `point`"]);
    let not_utf8 = euclase_grammar::load_bytes(b"theorem t {\n  point \xff }").unwrap_err();
    assert_eq!(not_utf8[0].code, "not-utf8");
    assert_eq!(not_utf8[0].message, "the file is not UTF-8: byte 20 (0xff) on line 2");
    check(
        "theorem t { point A show A = A } theorem t { point A show A = A }",
        &["duplicate-name: `t` is the name of two items"],
    );
}

#[test]
fn unknown_names() {
    check_body("assume AB = AD", &["unknown-name: unknown point `D` / introduce it first: `point D`"]);
    check_body("point D1 assume AB = AD", &["unknown-name: unknown point `D` / did you mean `D1`?"]);
    check_body("point X on cirlce(A, B)", &["unknown-name: unknown construction `cirlce` / did you mean `circle`?"]);
    check_body(
        "point M = midpiont(A, B)",
        &["unknown-name: unknown construction `midpiont` / did you mean `midpoint`?"],
    );
    check_body("circle g1 point X on g2", &["unknown-name: unknown name `g2` / did you mean `g1`?"]);
    check_body(
        "assume colinear(A, B, C)",
        &["unknown-name: unknown construction `colinear` / did you mean `collinear`?"],
    );
    check_body("point X on AB point Y on d1", &["unknown-name: unknown name `d1`"]);
    check_body("point X on midpoint", &["unknown-name: unknown name `midpoint` / `midpoint` is a construction"]);
    // One message is enough for a name, and none for what was built on a mistake.
    check_body("assume AB = AD, BD = CD", &["unknown-name: unknown point `D`"]);
    check_body("point M = midpiont(A, B) assume MA = MB, cyclic(A, B, C, M)", &["unknown-name: unknown construction"]);
}

#[test]
fn order_of_introduction() {
    check_body("assume AD = AB point D", &["used-before: point `D` is used before it exists"]);
    check_body("point X on AX", &["used-before: point `X` is used before it exists"]);
    check_body("point X = midpoint(X, A)", &["used-before: point `X` is used before it exists"]);
    check_body("point X on g circle g", &["used-before: name `g` is used before it exists"]);
}

#[test]
fn goals_about_nothing() {
    check("theorem t { point A, B show AB = AQ }", &["unknown-in-goal: the goal is about an unknown point `Q`"]);
    check("theorem t { point A, B find angle(A, B, Q) }", &["unknown-in-goal: the goal is about an unknown point `Q`"]);
    check("theorem t { real x solve y }", &["unknown-name: unknown name `y`"]);
    check("theorem t { point A, B find dangle(A, B, A) }", &["wrong-kind: a directed angle cannot be asked for"]);
}

#[test]
fn arity_and_sorts() {
    check_body(
        "point M = midpoint(A)",
        &["wrong-arity: `midpoint` takes 2 arguments, not 1 / it is written `midpoint(point A, point B)`"],
    );
    check_body(
        "point M = midpoint(AB, C)",
        &["wrong-sort: argument 1 of `midpoint` must be a point; `AB` is a line or a length"],
    );
    check_body("point M = foot(A, B)", &["wrong-sort: argument 2 of `foot` must be a line; `B` is a point"]);
    check_body("point M, N = midpoint(A, B)", &["wrong-arity: `midpoint` gives 1 result, but 2 are named"]);
    check_body("point M = square_vertices(A, B)", &["wrong-arity: `square_vertices` gives 2 results, but 1 is named"]);
    check_body(
        "point M = bisector(A, B, C)",
        &["wrong-sort: `bisector` is a line, not a point / for a point on it write `point M on bisector(A, B, C)`"],
    );
    check_body("point X on midpoint(A, B)", &["wrong-sort: `midpoint(A, B)` is a point, not a line or a circle"]);
    check_body("assume AB on C", &["wrong-sort: `AB` is a line or a length, not a point"]);
    check_body("assume AB parallel C", &["wrong-sort: `C` is a point, not a line"]);
    check_body(
        "assume cyclic(A, B, C)",
        &["wrong-arity: `cyclic` cannot take these arguments / it is written cyclic(A"],
    );
    check_body(
        "assume angle(A, B) = 90 deg",
        &["wrong-arity: `angle` cannot take these arguments / it is written angle"],
    );
    check_body(
        "assume ABC = 90 deg",
        &["wrong-sort: `ABC` is a figure of several points, not a number / for the angle"],
    );
    check_body("triangle AB", &["wrong-arity: a triangle has three vertices"]);
    check_body("assume AB similar AC", &["wrong-arity: this relates two triangles"]);
    check_body("assume A between AB, C", &["wrong-sort: `AB` is a line or a length, not a point / `AB` is read as"]);
    check_body(
        "let m = midpoint(A, B)",
        &["wrong-sort: `let` names lines, circles and numbers / for a point write `point M = midpoint(A, B)`"],
    );
}

#[test]
fn kinds_of_numbers() {
    check_body("assume angle ABC = 90", &["wrong-kind: an angle needs its unit: write `90 deg`"]);
    check_body("assume angle ABC = AB", &["wrong-kind: an angle and a length cannot be added or compared"]);
    check_body("assume angle ABC = dangle(A, B, C)", &["wrong-kind: `angle` is undirected and `dangle` is directed"]);
    check_body(
        "assume dangle(A, B, C) = dangle(C, A, B)/2",
        &["half-direction: a directed angle, known modulo 180 deg"],
    );
    check_body(
        "assume dangle(A, B, C) < 90 deg",
        &["wrong-kind: directed angles are known modulo 180 deg and have no"],
    );
    check_body("assume A + B = C", &["unbalanced: in an equation between points both sides must have the same weight"]);
    check_body("assume A = AB", &["wrong-kind: a point or a sum of points and a length cannot be added or compared"]);
    check_body("assume AB/0 = 1", &["wrong-kind: division by zero"]);
    check_body("assume AB = 2^1000000000", &["wrong-kind: this power is too large a number"]);
}

#[test]
fn names() {
    check_body("point A", &["duplicate-name: `A` already has a meaning"]);
    check_body("circle g line g", &["duplicate-name: `g` already has a meaning"]);
    check_body(
        "point DE",
        &["bad-name: `DE` is no name of a point / several points are separated by commas: `point D, E`"],
    );
    check_body("point d", &["bad-name: `d` is no name of a point / write `D`"]);
    check_body("circle midpoint", &["duplicate-name: `midpoint` is the name of a construction"]);
    check_body("let D = AB", &["bad-name: `D` is no name of a line"]);
    check_body("circle G", &["syntax: unexpected `G` / a name here begins with a small letter: `g`"]);
    check("theorem angle { point A show A = A }", &["syntax: unexpected `angle` / `angle` is a reserved word"]);
    check("theorem Thales { point A show A = A }", &["syntax: unexpected `Thales`"]);
}

#[test]
fn degenerate_constructions() {
    check_body("point M = midpoint(A, A)", &["degenerate: `M = midpoint(A, A)` is degenerate: it needs A != A"]);
    check_body(
        "point M = meet(AB, BA)",
        &["degenerate: `M = meet(AB, BA)` is degenerate: it needs lines that are not parallel"],
    );
    check_body("point M = meet(AA, BC)", &["degenerate: `M = meet(AA, BC)` is degenerate: it needs A != A"]);
    check_body("point M = circumcenter(A, B, A)", &["degenerate: `M = circumcenter(A, B, A)` is degenerate: it needs"]);
    check_body("triangle ABB", &["degenerate: `triangle ABB` is degenerate: it needs A, B, B are not collinear"]);
    check_body("point X on circle(A, A)", &["degenerate: `circle(A, A)` is degenerate: it needs A != A"]);
    check_body(
        "point M = rotation(A, B, 180 deg)",
        &["degenerate: in `M = rotation(A, B, 180 deg)`: a turn by a multiple"],
    );
}

#[test]
fn contradictions() {
    check_body("assume A = B, A != B", &["contradiction: `A != B` contradicts `A = B`: no figure satisfies both"]);
    check_body("assume A = B, B = C, A != C", &["contradiction: `A != C` contradicts `A = B`"]);
    check_body("assume AB = 3, AB = 4", &["contradiction: `AB = 4` contradicts `AB = 3`"]);
    check_body(
        "triangle ABC assume collinear(A, B, C)",
        &["contradiction: `triangle ABC` contradicts `collinear(A, B, C)`"],
    );
    check_body(
        "point D assume not AB parallel CD, AB parallel CD",
        &["contradiction: `not AB parallel CD` contradicts"],
    );
    check_body("assume AB > AC, AB < AC", &["contradiction: `AB < AC` contradicts `AB > AC`"]);
    check_body(
        "point D assume same_side(C, D, AB), opposite_side(C, D, AB)",
        &["contradiction: `opposite_side(C, D, AB)`"],
    );
    check_body(
        "assume A between B, C, B between A, C",
        &["contradiction: `B between A, C` contradicts `A between B, C`"],
    );
    check_body("assume angle ABC = 60 deg, angle CBA = 50 deg", &["contradiction: `angle CBA = 50 deg` contradicts"]);
    check("theorem t { real x assume x > 1, x < 1 show x = 2 }", &["contradiction: `x < 1` contradicts `x > 1`"]);
    check_body("assume 1 < 0", &["never: this comparison of constants does not hold"]);
}

#[test]
fn syntax() {
    check_body("asume AB = AC", &["syntax: unexpected `asume` / did you mean `assume`?"]);
    check_body("assume AB AC", &["syntax: unexpected `AC`"]);
    check_body("assume AB =", &["syntax: unexpected `show`"]);
    check_body("assume AB == AC", &["syntax: unexpected `=` / equality is written `=`"]);
    check_body("assume 2AB = AC", &["syntax: unexpected `AB`"]);
    check_body("point Q = Meet(AB, AC)", &["syntax: unexpected `Meet` / `Meet` is no point: a point is a capital"]);
    check_body("assume AB = AC;", &["bad-character: `;` has no meaning here / statements need no separator"]);
    check_body("point A₁", &["duplicate-name: `A`", "bad-character: `₁` has no meaning here / an index is written"]);
    check_body("assume AB perp AC perp BC", &["no-chain: `perp` does not form chains"]);
    check_body("assume AB", &["no-statement: `AB` is no statement"]);
    check_body("assume midpoint(A, B)", &["no-statement: `midpoint(A, B)` is no statement"]);
    check_body("have AB = AC", &["misplaced: this statement belongs in `proof { … }`"]);
    check_body("require A != B", &["misplaced: this statement belongs in a definition"]);
    check("@source(\"x)\ntheorem t { point A show A = A }", &["bad-character: the text in quotes does not end"]);
}

#[test]
fn all_errors_in_one_run() {
    // Syntax errors and unknown names, in several statements and theorems, and no echo of a broken statement.
    check(
        "theorem t {
           point A, B
           point M n AB
           assume MA = MB, MA = AX
           asume AB = 3
           show AM = BM
         }
         theorem s { point A show A = B }
         theorem { point A show A = A }
         theorem u { point A, B show AB = AD }",
        &[
            "syntax: unexpected `n`",
            "unknown-name: unknown point `X`",
            "syntax: unexpected `asume`",
            "unknown-in-goal: the goal is about an unknown point `B`",
            "syntax: unexpected `{`",
            "unknown-in-goal: the goal is about an unknown point `D`",
        ],
    );
}

#[test]
fn a_message_shows_line_caret_and_mend() {
    let text = errors("theorem t {\n  point A, B, d1\n  show AB = AC\n}\n").join("");
    assert_eq!(
        text,
        "\
error[bad-name]: `d1` is no name of a point
 --> test.fml:2:15
  |
2 |   point A, B, d1
  |               ^^ points are capitals: `A`, `B1`, `C_ab`, `D'`
  = help: write `D1`
error[unknown-in-goal]: the goal is about an unknown point `C`
 --> test.fml:3:14
  |
3 |   show AB = AC
  |              ^ not introduced
  = help: introduce it first: `point C`
"
    );
}

/// Where another word was probably meant, it can be put in its place: the mistake is gone then.
#[test]
fn mends_can_be_made() {
    for (source, mended) in [
        ("theorem t { triangle ABC point D = midpiont(B, C) show DB = DC }", "midpoint(B, C)"),
        ("theorem t { triangle ABC point D1 = midpoint(B, C) show DB = D1C }", "show D1B"),
        ("theorem t { triangle ABC shwo AB = AC }", "show AB = AC"),
        ("@expect(Theorm) theorem t { triangle ABC show AB = AC }", "@expect(Theorem)"),
        ("@sourc(\"x\") theorem t { triangle ABC show AB = AC }", "@source("),
        ("@at(D1, 0, 1) theorem t { triangle ABC point D on AB show AD = AC }", "@at(D, 0"),
        ("theorem t { real x show x = x proof { have [key] x = x show x = x by [kye] } }", "by [key]"),
    ] {
        let checked = euclase_grammar::check(source);
        let said = checked.errors.iter().chain(&checked.warnings).find(|d| d.mend.is_some());
        let said = said.unwrap_or_else(|| panic!("no mend for {source}: {:?}", checked.errors));
        let mut text = source.to_string();
        text.replace_range(said.span.start..said.span.end, said.mend.as_deref().unwrap_or_default());
        assert!(text.contains(mended), "{text}");
        let again = euclase_grammar::check(&text);
        let left = again.errors.iter().chain(&again.warnings).filter(|d| d.mend.is_some()).count();
        assert_eq!(left, 0, "{text}: {:?}", again.errors);
    }
}

/// What is wrong in one theorem takes nothing from the others.
#[test]
fn what_can_be_read_is_there() {
    let source = "theorem a { triangle ABC show AB = AX } theorem b { triangle ABC show AB = AC }";
    let checked = euclase_grammar::check(source);
    assert_eq!(checked.errors.len(), 1);
    assert_eq!(checked.theorems.iter().map(|t| t.name.as_str()).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(checked.theorems[1].goals.len(), 1);
}
