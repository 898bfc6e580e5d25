//! The project's false statements are refuted, its true ones are not, and a counterexample that was tampered with is rejected.

use euclase_figure::Verdict;
use euclase_grammar::core::{CoreTheorem, Q};
use euclase_kernel::cert::{Figure, Label};
use euclase_refute::{Counterexample, Limits, NotRefuted, check, refute};
use std::path::{Path, PathBuf};

/// Theorems of a folder of `datasets/` that have points and no real variables.
fn theorems(folder: &str) -> Vec<CoreTheorem> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../datasets").join(folder);
    let mut files: Vec<PathBuf> = std::fs::read_dir(&dir).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    let mut out = Vec::new();
    for f in files.iter().filter(|f| f.extension().is_some_and(|e| e == "fml")) {
        let text = std::fs::read_to_string(f).unwrap();
        let file = euclase_grammar::load(&text).unwrap_or_else(|e| panic!("{}: {:?}", f.display(), e[0].message));
        out.extend(file.theorems.into_iter().filter(|t| t.statement_points > 0 && t.reals.is_empty()));
    }
    assert!(out.len() > 20, "{folder} is nearly empty");
    out
}

fn one(text: &str) -> CoreTheorem {
    let file = euclase_grammar::load(text).unwrap_or_else(|e| panic!("{text}: {:?}", e[0].message));
    file.theorems.into_iter().next().unwrap()
}

#[test]
fn false_statements_are_refuted() {
    let mut wrong = Vec::new();
    let (mut exact, mut enclosed) = (0, 0);
    for thm in theorems("false") {
        match refute(&thm, &Limits::default()) {
            Ok(c) => {
                match c.verdict {
                    Verdict::Exact => exact += 1,
                    Verdict::Enclosed { .. } => enclosed += 1,
                    other => panic!("{other:?}"),
                }
                if let Err(e) = check(&thm, &c) {
                    wrong.push(format!("{}: its own counterexample is rejected: {e}", thm.name));
                }
            }
            Err(e) => wrong.push(format!("{}: {e}", thm.name)),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // both ways are in use
    assert!(exact > 20 && enclosed > 3, "{exact} exact, {enclosed} enclosed");
}

#[test]
fn true_statements_are_not_refuted() {
    for folder in ["classic", "imo"] {
        for thm in theorems(folder).into_iter().filter(|t| t.expect.as_deref() == Some("Theorem")) {
            match refute(&thm, &Limits { pictures: 6, ..Limits::default() }) {
                Err(NotRefuted::HoldsInPictures { .. }) => {}
                other => panic!("{}: {other:?}", thm.name),
            }
        }
    }
}

const MEDIANS: &str = "theorem t { triangle ABC
  point M = midpoint(B, C)
  show AM perp BC }";

#[test]
fn tampering_with_exact_coordinates_is_noticed() {
    let thm = one(MEDIANS);
    let good = refute(&thm, &Limits::default()).unwrap();
    assert_eq!(good.verdict, Verdict::Exact);
    let points = &good.witness.points;
    assert_eq!(check(&thm, &good), Ok(()));
    let with = |points: Vec<[Q; 2]>| Counterexample {
        witness: Figure { label: Label::Exact, points, blocks: Vec::new() },
        ..good.clone()
    };
    let q = |n: i64| Q::from_integer(n.into());
    // the midpoint moved by a hair
    let mut off = points.clone();
    off[3][0] += Q::new(1.into(), num_bigint::BigInt::from(10).pow(60));
    assert!(check(&thm, &with(off)).unwrap_err().contains("midpoint(B, C)"));
    // a triangle in which the goal happens to hold
    let isosceles = vec![[q(0), q(5)], [q(-1), q(0)], [q(1), q(0)], [q(0), q(0)]];
    assert!(check(&thm, &with(isosceles)).unwrap_err().contains("not certain that"));
    // a flat triangle
    let flat = vec![[q(7), q(0)], [q(-1), q(0)], [q(1), q(0)], [q(0), q(0)]];
    assert!(check(&thm, &with(flat)).is_err());
    // a point missing
    assert!(check(&thm, &with(points[..3].to_vec())).is_err());
    // another goal
    assert!(check(&thm, &Counterexample { goal: 1, ..good.clone() }).is_err());
    // another theorem, which is true
    let other = one("theorem t { triangle ABC
      point M = midpoint(B, C)
      show MB = MC }");
    assert!(check(&other, &good).is_err());
}

#[test]
fn an_enclosure_is_proved_anew() {
    // a regular triangle has no rational coordinates
    let text = "theorem t { point A, B
      point C = rotation(B, A, 60°)
      point M = midpoint(B, C)
      show AM = AB }";
    let thm = one(text);
    let good = refute(&thm, &Limits::default()).unwrap();
    assert!(matches!(good.verdict, Verdict::Enclosed { digits } if digits > 50), "{:?}", good.verdict);
    assert_eq!(check(&thm, &good), Ok(()));
    let with = |change: &dyn Fn(&mut Figure)| {
        let mut witness = good.witness.clone();
        change(&mut witness);
        check(&thm, &Counterexample { witness, ..good.clone() })
    };
    // a place where nothing is
    let q = |n: i64| Q::from_integer(n.into());
    let junk = with(&|w| w.points = (0..4).map(|i| [q(i), q(i * i)]).collect());
    assert!(junk.is_err());
    // without what shows that the figure exists
    assert!(with(&|w| w.blocks.clear()).unwrap_err().contains("only then"));
    assert!(with(&|w| drop(w.blocks.pop())).is_err());
    assert!(with(&|w| w.label = Label::Approximate).unwrap_err().contains("refutes nothing"));
    // the same picture does not refute what is true in it
    let truth = one(&text.replace("AM = AB", "AB = BC"));
    assert!(check(&truth, &good).is_err());
}

#[test]
fn a_hypothesis_that_may_be_degenerate_proves_nothing() {
    // X = A satisfies both loci of X, and the directions from A to itself are no directions
    let thm = one("theorem t { triangle ABC
      point X on AB, AC
      show X = A }");
    assert!(matches!(refute(&thm, &Limits::default()), Err(NotRefuted::HoldsInPictures { .. })));
}

#[test]
fn what_is_out_of_scope_is_said() {
    let thm = one("theorem t { real x, y
      show x + y = y }");
    assert_eq!(refute(&thm, &Limits::default()), Err(NotRefuted::OutOfScope));
}

#[test]
fn nearly_true_is_false() {
    // too close for floating-point pictures
    let thm = one("theorem t { point A, B
      point C = rotation(A, B, 90°)
      show AC = 1.41421356237309504880168872420969807856967*AB }");
    let c = refute(&thm, &Limits::default());
    // the difference is 2e-42: below the pictures' tolerance, so they call it true and nobody looks further
    assert!(matches!(c, Err(NotRefuted::HoldsInPictures { .. })), "{c:?}");
    let coarser = one("theorem t { point A, B
      point C = rotation(A, B, 90°)
      show AC = 1.41421356*AB }");
    assert_eq!(refute(&coarser, &Limits::default()).map(|c| c.goal), Ok(0));
}
