//! Choices that the words leave open, and the conditions that settle them.

use super::super::settle;
use super::meaning::{assert_true, core};
use super::text;

#[test]
fn a_choice_on_which_the_goal_depends_is_stated() {
    // Equilateral triangles on both sides: BE = CD only if they stand alike.
    let fml = text("a b c = triangle; d = eq_triangle d a b; e = eq_triangle e a c ? cong d c b e");
    let settled = settle(&fml);
    assert_eq!(settled.added, ["opposite_orientation(A, B, D, A, C, E)"]);
    assert!(
        !settled.open && settled.text.contains("  assume opposite_orientation(A, B, D, A, C, E)\n  show"),
        "{}",
        settled.text
    );
    assert_true(&core(&settled.text), 30, &settled.text);
}

#[test]
fn a_choice_on_a_line_is_stated_too() {
    let fml = text("a b = segment; c = on_line a b; m = midpoint a b; n = midpoint b c ? distseq m n n b m b 1 1 -1");
    let settled = settle(&fml);
    assert!(!settled.open && settled.added.len() == 1, "{settled:?}");
    assert_true(&core(&settled.text), 30, &settled.text);
}

#[test]
fn what_is_true_everywhere_is_left_alone() {
    let fml = text("a b c = triangle; h = orthocenter a b c; d = reflect h b c ? cyclic a b c d");
    let settled = settle(&fml);
    assert_eq!((settled.text.as_str(), settled.added.len(), settled.open), (fml.as_str(), 0, false));
}

#[test]
fn what_cannot_be_settled_is_left_open() {
    // False in every figure.
    let fml = text("a b c = triangle; m = midpoint a b ? cong a m a c");
    let settled = settle(&fml);
    assert_eq!((settled.text.as_str(), settled.added.len(), settled.open), (fml.as_str(), 0, true));
    // No theorem at all.
    assert!(settle("theorem nothing {").open);
}

#[test]
fn the_same_problem_gets_the_same_conditions() {
    let fml = text(
        "a b c = triangle; o = circle a b c; d = on_line a b; e = on_line a c, on_circle a d; f = on_bline b d, on_circle o a; g = on_bline e c, on_circle o a ? para d e f g",
    );
    let first = settle(&fml);
    assert!(!first.open && !first.added.is_empty(), "{first:?}");
    assert_eq!(first, settle(&fml));
    assert_true(&core(&first.text), 30, &first.text);
}
