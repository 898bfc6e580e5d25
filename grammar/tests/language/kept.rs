//! What is kept from one text to the next changes nothing of what is said.

use euclase_grammar::{Kept, check, check_again};

/// The problems of some folders.
fn problems() -> Vec<String> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../datasets");
    let mut files: Vec<_> = ["classic", "sketch", "bad", "imo", "rules"]
        .iter()
        .flat_map(|d| std::fs::read_dir(root.join(d)).expect("a folder").map(|e| e.expect("readable").path()))
        .filter(|p| p.extension().is_some_and(|e| e == "fml"))
        .collect();
    files.sort();
    files.iter().filter_map(|f| std::fs::read_to_string(f).ok()).collect()
}

#[test]
fn after_every_change_the_same_is_said() {
    let mut state = 7_u64;
    let mut random = |n: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) % n.max(1) as u64) as usize
    };
    let pieces = [
        "",
        "x",
        "A",
        " ",
        "\n",
        "∠",
        "(",
        ")",
        "{",
        "}",
        "=",
        "#",
        "\"",
        " point Q",
        " show AB = AC",
        "def f(point A) -> point B { assume A = B }\n",
        "theorem t { triangle ABC show AB = AC }\n",
        "@at(A, 0, 1)\n",
    ];
    let all = problems();
    let (mut taken, mut asked) = (0, 0);
    for round in 0..60 {
        let mut text: String = (0..8).map(|_| all[random(all.len())].as_str()).collect();
        let mut kept = Kept::default();
        for step in 0..12 {
            assert_eq!(check_again(&text, &mut kept), check(&text), "round {round}, step {step}:\n{text}");
            taken += kept.taken.0;
            asked += kept.taken.1;
            let mut a = random(text.len() + 1);
            if step % 4 == 3 {
                // At the beginning: everything moves.
                a = 0;
            }
            while !text.is_char_boundary(a) {
                a -= 1;
            }
            let mut b = (a + random(3)).min(text.len());
            while !text.is_char_boundary(b) {
                b += 1;
            }
            text.replace_range(a..b, pieces[random(pieces.len())]);
        }
    }
    assert!(taken * 3 > asked, "{taken} of {asked} were taken over");
}

#[test]
fn definitions_before_a_theorem_count() {
    let theorem = "theorem t { triangle ABC point D = mid(B, C) show DB = DC }\n";
    let def = "def mid(point A, point B) -> point M { assume 2*M = A + B }\n";
    let other = def.replace("2*M = A + B", "M on AB, MA = MB");
    let mut kept = Kept::default();
    for text in [
        format!("{def}{theorem}"),
        format!("{other}{theorem}"),
        theorem.to_string(),
        format!("{theorem}{def}"),
        format!("# moved\n{theorem}{def}"),
        format!("{def}{theorem}{theorem}"),
    ] {
        assert_eq!(check_again(&text, &mut kept), check(&text), "{text}");
    }
}
