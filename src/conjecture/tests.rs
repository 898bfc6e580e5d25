//! What is found in figures whose theorem is known, and what is left out.

use super::*;
use crate::{export, import};
use std::path::Path;

/// Famous theorems of `datasets/classic`.
const KNOWN: [&str; 20] = [
    "brahmagupta",
    "butterfly",
    "desargues",
    "euler_line",
    "feuerbach_point",
    "gergonne_point",
    "miquel_triangle",
    "monge",
    "nagel_line",
    "napoleon",
    "newton_gauss_line",
    "nine_point_circle_feet",
    "pappus",
    "pascal_circle",
    "radical_axes_concur",
    "reim",
    "simson_line",
    "steiner_line",
    "van_aubel",
    "varignon",
];

fn classic(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("datasets/classic/{name}.fml"));
    std::fs::read_to_string(path).expect("the theorem is there")
}

/// The conjectures of the figure that a theorem is exported to, and where its own goals are among them.
fn through_geogebra(name: &str) -> (Vec<Conjecture>, Vec<Option<usize>>) {
    let file = load(&classic(name)).expect("it loads");
    let item = file.ast.items.iter().find(|i| i.name.name == name).expect("its item");
    let made = export::ggb::export(item, &file.theorems[0]).expect("a figure");
    let mut figure = import::ggb::read(&made.bytes, false).expect("it reads back");
    let own = figure.theorem(name, name, &[]).expect("its goal").text;
    let bare = figure.without_goal(name, name).expect("its figure").text;
    let found = find(&bare, 10, &|| false).expect("conjectures");
    let at = ranks(&own, &found);
    (found, at)
}

#[test]
fn known_theorems_are_among_the_ten_best_of_their_figures() {
    let (mut missed, mut whole) = (Vec::new(), 0);
    for name in KNOWN {
        let (found, at) = through_geogebra(name);
        assert!(found.len() <= 10, "{name}");
        whole += usize::from(!at.is_empty() && at.iter().all(Option::is_some));
        if at.is_empty() || at.iter().all(Option::is_none) {
            missed.push(name);
        }
    }
    let found = KNOWN.len() - missed.len();
    println!("a goal is among them: {found} of {}, all goals: {whole}; missed: {missed:?}", KNOWN.len());
    assert!(missed.len() <= 2, "{missed:?}");
}

#[test]
fn each_is_a_theorem_and_none_is_a_definition() {
    let text = "theorem t { triangle ABC point M = midpoint(A, B) point N = midpoint(A, C) show A = B }";
    let found = find(&forgetful(text).expect("a statement"), 10, &|| false).expect("conjectures");
    let said: Vec<&str> = found.iter().map(|c| c.statement.as_str()).collect();
    assert!(said.contains(&"BC parallel MN") && said.contains(&"BC = 2*MN"), "{said:?}");
    for definition in ["AM = BM", "AB = 2*AM", "collinear(A, B, M)"] {
        assert!(!said.contains(&definition), "{said:?}");
    }
    for (i, c) in found.iter().enumerate() {
        let thm = load(&c.text).expect("it loads").theorems.remove(0);
        assert_eq!((thm.name.as_str(), c.name.as_str()), (format!("t_{}", i + 1).as_str(), c.name.as_str()));
        let config = Config { nodes: NODES, wu: WU, ..Config::default() };
        assert_eq!(solve(&thm, &config).answer.status, Status::Theorem, "{}", c.text);
    }
}

#[test]
fn a_figure_without_theorems_has_none() {
    let found = find("theorem t {\n  point A, B, C, D\n  show AB > 0\n}\n", 10, &|| false).expect("an answer");
    assert!(found.is_empty(), "{found:?}");
    assert!(find("theorem t {\n", 10, &|| false).is_err());
}
