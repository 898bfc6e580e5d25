//! What cannot be read: said with its place, and never the end of the file.

use super::super::{ImportError, import};
use super::sample;

fn error(problem: &str) -> ImportError {
    let mut all = import(problem);
    assert_eq!(all.len(), 1, "{problem}");
    match all.remove(0).result {
        Err(e) => e,
        Ok(text) => panic!("{problem} was read:\n{text}"),
    }
}

#[test]
fn each_mistake_has_its_place_and_its_mend() {
    let cases = [
        (
            "a b c = triangle; d = midpiont d a b ? cong a d b d",
            23,
            "unknown construction `midpiont`; did you mean `midpoint`?",
        ),
        (
            "a b c = triangle; d = midpoint d a b c ? cong a d b d",
            23,
            "4 arguments where 3 are expected: `midpoint` takes `x a b`",
        ),
        (
            "a b c = triangle; d = midpoint a ? cong a d b d",
            23,
            "1 argument where 2 are expected: `midpoint` takes `x a b`, where `x` is new and may be left out",
        ),
        ("a b c = triangle; d = midpoint a e ? cong a d b d", 34, "the point `e` is not defined"),
        (
            "a b c1 = triangle; d = midpoint a c2 ? cong a d b d",
            35,
            "the point `c2` is not defined; did you mean `c1`?",
        ),
        ("a b c = triangle; d = midpoint d a d ? cong a d b d", 36, "`d` stands for two new points"),
        ("a b c = triangle; d e = on_line d a e ? coll a d e", 25, "`on_line` defines 1 point, not 2"),
        ("a b = triangle ? cong a b a b", 1, "`triangle` defines 3 points, not 2"),
        ("a b c = triangle; a = midpoint b c ? cong a b a c", 19, "the point `a` is defined twice"),
        ("a b c = triangle; d = s_angle a b d x ? cong a b a c", 37, "`x` is not an angle"),
        ("a b c = triangle; d = rconst a b c d 1/0 ? cong a b a c", 38, "`1/0` is not a number"),
        (
            "a b c = triangle ? cong a b a",
            20,
            "3 points where 4 points are expected: `cong` is written like `cong a b c d`",
        ),
        ("a b c = triangle ? kong a b a c", 20, "unknown predicate `kong`; did you mean `cong`?"),
        ("a b c = triangle ? cong a b a d", 31, "the point `d` is not defined"),
        ("a b c = triangle", 9, "there is no goal"),
        ("a b c = triangle ?", 18, "there is no goal after `?`"),
        ("a b c = triangle ? cong a b a c ? cong a b a c", 35, "a second `?`"),
        ("a b c triangle ? cong a b a c", 1, "a clause without `=`"),
        ("= triangle ? cong a b a c", 1, "no point before `=`"),
        ("a b c = triangle d = foot a b c ? cong a b a c", 20, "a second `=` in one clause"),
        ("a@1 b c = triangle ? cong a b a c", 1, "coordinates are written `name@x_y`"),
        ("a@nan_1 b c = triangle ? cong a b a c", 1, "coordinates are written `name@x_y`"),
        ("a@0_0 = ; b@1_0 = ; c = midpoint a b ? cong a c b c", 25, "`midpoint` is a construction, but"),
        ("a@0_0 = ; b@1_0 = acompute a b a b ? cong a b a b", 19, "`acompute` asks for a value"),
        (
            "a@0_0 = ; b@1_0 = ; c@1_1 = ; d@0_1 = cong a b c d ? acompute a b c d",
            54,
            "only an angle of lines with a common point",
        ),
        ("a@0_0 = ; b@1_0 = angeq a b 1 0 ? cong a b a b", 19, "the coefficients must add up to 0"),
        ("a@0_0 = ; b@1_0 = ; c@1_1 = angeq a b a c 1/2 -1/2 0 ? cong a b a b", 43, "must be whole numbers"),
        ("a@0_0 = ; b@1_0 = distmeq a b 1 -2 ? cong a b a b", 33, "a positive constant"),
        ("a@0_0 = ; b@1_0 = distmeq a b 1000 1 ? cong a b a b", 19, "beyond 64"),
        ("a@0_0 = ; b@1_0 = distseq a b 1 2 ? cong a b a b", 19, "one coefficient for each, and no constant"),
        ("a@0_0 = ; b@1_0 = cyclic_with_centers a b 2 ? cong a b a b", 43, "not a number of centres"),
    ];
    for (problem, column, message) in cases {
        let e = error(problem);
        assert!(e.message.contains(message), "{problem}\n{e}\nexpected: {message}");
        assert_eq!((e.line, e.column), (1, column), "{problem}\n{e}");
    }
}

#[test]
fn the_next_problem_is_read() {
    let all = import(
        "one\na = free ? diff a\n\n# two\ntwo\na b = segment ? diff a b\nthree\nfour\na b = sgment ? diff a b\n",
    );
    let seen: Vec<(&str, usize, bool)> = all.iter().map(|p| (p.name.as_str(), p.line, p.result.is_ok())).collect();
    assert_eq!(seen, [("one", 2, false), ("two", 6, true), ("three", 7, false), ("four", 9, false)]);
    let lines: Vec<usize> = all.iter().filter_map(|p| p.result.as_ref().err()).map(|e| e.line).collect();
    assert_eq!(lines, [2, 7, 9]);
    assert!(import("").is_empty() && import("\n# nothing\n").is_empty());
}

#[test]
fn no_text_is_too_odd() {
    let mut odd = vec![
        "?".to_string(),
        "=".to_string(),
        "a = ".to_string(),
        "= ? = ?".to_string(),
        "a = free ? ;;;".to_string(),
        "@ = free ? cong".to_string(),
        "é = free ? cong é é é é".to_string(),
        "a = free ? cong a a a a |".to_string(),
        "'".repeat(1000) + " = free ? diff a a",
        "a = free ? diff ".to_string() + &"a".repeat(1_000_000),
        "a = free; ".repeat(100_000) + "? diff a a",
        format!("a = free ? rconst a a a a 1{}", "0".repeat(1000)),
        (0..3000).map(|i| format!("a{i} = free;")).collect::<String>() + " ? diff a1 a2",
    ];
    // Every sample cut off at every eleventh place.
    for text in super::SAMPLES.map(sample) {
        let ends: Vec<usize> = text.char_indices().map(|(i, _)| i).step_by(11).collect();
        let line_start = |end: usize| text[..end].rfind('\n').map_or(0, |i| i + 1);
        odd.extend(ends.into_iter().map(|end| text[line_start(end)..end].to_string()));
    }
    for text in odd {
        for problem in import(&text) {
            if let Err(e) = problem.result {
                assert!(e.line >= 1 && e.column >= 1 && !e.message.is_empty());
                assert!(e.message.len() < 1000, "a message of {} bytes", e.message.len());
            }
        }
    }
}
