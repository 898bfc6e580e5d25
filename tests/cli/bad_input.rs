//! Nonsense of every size: its own message and exit code, never a panic, never a hang, never a theorem. (The small
//! cases are files of `datasets/bad`, with their `.expect`; here are the generated ones.)

use crate::run::{THALES, dataset, prove, prove_with, proved_text};

const MEGA: usize = 1_000_000;

#[test]
fn a_line_of_a_megabyte() {
    let name = "a".repeat(MEGA);
    proved_text(&name).assert_no_theorem().expect(65, &["a name of 1000000 characters"]);
    proved_text(&" ".repeat(MEGA)).assert_no_theorem().expect(65, &["the file holds no theorem"]);
    proved_text(&format!("# {}", "x".repeat(MEGA))).assert_no_theorem().expect(65, &["the file holds no theorem"]);
    let digits = format!("theorem t {{ triangle ABC show AB = {}*AC }}", "7".repeat(MEGA));
    proved_text(&digits).assert_no_theorem().expect(65, &["a number of 1000000 digits"]);
    // The message shows a window of the line, not all of it.
    let long = format!("theorem t {{ triangle ABC {} show AB = AX }}", "assume AB = AC ".repeat(MEGA / 15));
    let said = proved_text(&long);
    said.assert_no_theorem().expect(65, &["unknown point `X`"]);
    assert!(said.all().len() < 4000, "{} bytes of message", said.all().len());
}

#[test]
fn many_statements_are_read_in_time() {
    let long = format!("theorem t {{ triangle ABC {} show AB = AC }}", "assume AB = AC ".repeat(20_000));
    let said = prove_with(&["-", "--timeout", "5"], long);
    assert!(said.code.is_some_and(|c| [0, 2, 65].contains(&c)), "{:?}", said.code);
    assert!(said.seconds < 30.0, "{} s", said.seconds);
}

#[test]
fn a_million_parentheses() {
    for (open, close) in
        [("(", ")"), ("(", ""), ("{", "}"), ("[", "]"), ("sqrt(", ")"), ("-", ""), ("not ", ""), ("2^", "")]
    {
        let (open, close) = (open.repeat(MEGA), close.repeat(MEGA));
        let said = proved_text(&format!("theorem t {{ triangle ABC show {open}AB{close} = AC }}"));
        said.assert_no_theorem().expect(65, &["error"]);
        assert!(said.seconds < 20.0, "{} s", said.seconds);
    }
    proved_text(&format!("theorem t {{ triangle ABC show {}AB{} = AC }}", "(".repeat(MEGA), ")".repeat(MEGA)))
        .expect(65, &["nested deeper than 256"]);
}

#[test]
fn text_that_is_no_text() {
    prove_with(&["-"], vec![0xff, 0xfe, 0x00]).assert_no_theorem().expect(65, &["not UTF-8"]);
    prove_with(&["-"], [THALES.as_bytes(), &[0xc3]].concat()).assert_no_theorem().expect(65, &["not UTF-8", "line 8"]);
    prove_with(&["-"], vec![0u8; MEGA]).assert_no_theorem().expect(65, &["error"]);
    // 17 MiB: more than is read.
    prove_with(&["-"], vec![b' '; 17 << 20]).assert_no_theorem().expect(65, &["larger than 16 MiB"]);
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    let said = proved_text("theorem t { triangle ABC show AB = \u{1b}[31mAC }");
    said.assert_no_theorem().expect(65, &["error"]);
    assert!(!said.all().contains('\u{1b}'), "{:?}", said.all());
    let said = proved_text("@source(\"red \u{1b}[31m\")\ntheorem t { triangle ABC show AB = AC }");
    assert!(!said.all().contains('\u{1b}'), "{:?}", said.all());
}

#[test]
fn truncated_files() {
    for path in [&dataset("imo")[0], &dataset("sketch")[0]] {
        let text = std::fs::read(path).expect("readable");
        let end = text.iter().rposition(|b| *b == b'}').expect("a theorem ends in a brace");
        for cut in (0..end).step_by(17) {
            prove_with(&["-", "--timeout", "5"], &text[..cut]).assert_no_theorem().expect(65, &["error"]);
        }
    }
}

#[test]
fn damaged_files() {
    // Every 23rd byte of a file in turn is replaced; whatever comes of it, it is an answer.
    let path =
        dataset("classic").into_iter().find(|p| p.ends_with("nine_point_circle_feet.fml")).expect("the file is there");
    let text = std::fs::read(path).expect("readable");
    for (i, junk) in
        (0..text.len()).step_by(23).zip([b'(', b'}', b'A', b'9', b'=', 0x80, b',', b'"', b'#'].into_iter().cycle())
    {
        let mut bad = text.clone();
        bad[i] = junk;
        let said = prove_with(&["-", "--timeout", "5"], bad);
        assert!(
            said.code.is_some_and(|c| [0, 1, 2, 65].contains(&c)) && !said.all().contains("internal"),
            "byte {i}: {said:?}"
        );
    }
}

#[test]
fn statements_without_a_figure() {
    // Exit code 2, and the hypothesis that cannot be satisfied with the others.
    let said = proved_text("theorem t { triangle ABC assume AB = 3, BC = 4, CA = 8 show angle(A, B, C) = 90 deg }");
    said.assert_no_theorem().expect(2, &["SZS status Unknown", "no figure"]);
    assert!(["AB = 3", "BC = 4", "CA = 8"].iter().any(|h| said.out.contains(&format!("`{h}`"))), "{}", said.out);
    let said = proved_text("theorem t { triangle ABC assume AB perp BC, AB perp CA show AB = AC }");
    said.assert_no_theorem().expect(2, &["no figure", "perp"]);
    // The triangle inequality by an open condition.
    let said = proved_text("theorem t { triangle ABC assume AB + BC < CA show AB = AC }");
    said.assert_no_theorem().expect(2, &["no figure", "`AB + BC < CA`"]);
}

#[test]
fn hypotheses_that_contradict_each_other() {
    for text in [
        "theorem t { triangle ABC assume collinear(A, B, C) show AB = AC }",
        "theorem t { triangle ABC point M = midpoint(A, B) assume 3*AM = AB show AB = AC }",
        "theorem t { triangle ABC assume angle(A, B, C) = 100 deg, angle(B, C, A) = 100 deg show AB = AC }",
        "theorem t { triangle ABC assume AB = AC, AB != AC show AB = BC }",
        "theorem t { triangle ABC point P on AB assume PC = PA, PC = PB, AC perp AB show AB = BC }",
    ] {
        let said = proved_text(text);
        said.assert_no_theorem();
        assert!(said.code == Some(2) || said.code == Some(65), "{text}: {said:?}");
    }
}

#[test]
fn several_errors_in_one_run() {
    let said =
        proved_text("theorem t {\n  triangle ABC\n  assume AD = BC\n  show AB = AE\n  show midpiont(A, B) = C\n}\n");
    said.assert_no_theorem().expect(65, &["3 errors", "`D`", "`E`", "midpiont", "-->", "^"]);
}

#[test]
fn numbers_out_of_range() {
    for goal in
        ["AB = -3", "AB = 0*AC", "AB = 1/0", "angle(A, B, C) = -90 deg", "angle(A, B, C) = 200 deg", "AB^99999999 = 1"]
    {
        proved_text(&format!("theorem t {{ triangle ABC show {goal} }}")).assert_no_theorem();
    }
}

#[test]
fn wrong_usage() {
    prove(&[]).expect(64, &["Usage"]);
    prove(&["--timeout", "-1", "x.fml"]).expect(64, &["--timeout wants a number of seconds"]);
    prove(&["--timeout", "nan", "x.fml"]).expect(64, &["--timeout"]);
    prove(&["--timeout", "soon", "x.fml"]).expect(64, &["invalid value"]);
    prove(&["--seed", "-1", "x.fml"]).expect(64, &[]);
    prove(&["batch", "--jobs", "0", "datasets/bad"]).expect(64, &["--jobs"]);
    prove(&["--format", "pdf", "x.fml"]).expect(64, &["text", "json", "md"]);
    prove(&["--help"]).expect(0, &["Exit codes"]);
    prove(&["--version"]).expect(0, &["prove"]);
}
