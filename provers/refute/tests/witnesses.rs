//! Figures of the project's theorems: every statement with a picture has one that is exact or enclosed, nothing in it is
//! idle, and one theorem's figure is no other's.

use euclase_diagram::{Options, draw};
use euclase_figure::{Verdict, check_figure};
use euclase_grammar::core::CoreTheorem;
use euclase_kernel::cert::{Figure, Label};
use euclase_refute::witness;
use std::path::Path;

fn judge(thm: &CoreTheorem, figure: &Figure) -> Verdict {
    check_figure(thm, &[], &[], &[], figure)
}

fn declined(thm: &CoreTheorem, figure: &Figure) -> bool {
    matches!(judge(thm, figure), Verdict::Declined(_))
}

/// The statements of two data sets, with the figures found for them.
fn figures() -> Vec<(CoreTheorem, Figure)> {
    let mut out = Vec::new();
    for folder in ["classic", "imo"] {
        let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../datasets").join(folder);
        let mut files: Vec<_> = std::fs::read_dir(&dir).unwrap().map(|e| e.unwrap().path()).collect();
        files.sort();
        for f in files {
            let text = std::fs::read_to_string(&f).unwrap();
            let thm = euclase_grammar::load(&text).unwrap().theorems.remove(0);
            let picture = draw(&thm, &Options::default()).unwrap_or_else(|e| panic!("{}: {e}", thm.name));
            match witness(&thm, &[], &picture.pts, &|f| judge(&thm, f)) {
                Ok((figure, verdict)) => {
                    assert_eq!(judge(&thm, &figure), verdict);
                    if verdict == Verdict::Approximate {
                        println!("{}: approximate", thm.name);
                    }
                    out.push((thm, figure));
                }
                Err(why) => println!("{}: {why}", thm.name),
            }
        }
    }
    out
}

#[test]
fn statements_have_figures_in_which_nothing_is_idle() {
    let all = figures();
    let count = |label: Label| all.iter().filter(|(_, f)| f.label == label).count();
    let labels = [Label::Exact, Label::Enclosed, Label::Approximate].map(count);
    println!("exact, enclosed, approximate: {labels:?}");
    assert!(all.len() >= 180 && labels[2] <= 2, "{labels:?} of 186");
    let (mut blocks, mut idle) = (0, 0);
    for (thm, figure) in &all {
        for k in 0..figure.blocks.len() {
            // without a block its coordinates must be the true ones, as rational points may be
            let mut f = figure.clone();
            f.blocks.remove(k);
            blocks += 1;
            idle += usize::from(!declined(thm, &f));
            // an equation for another
            let mut f = figure.clone();
            let last = f.blocks[k].equations.len() - 1;
            f.blocks[k].equations[last].component += 2;
            assert!(declined(thm, &f), "{}: block {k} needs no equation", thm.name);
        }
        // one point for all
        let one = Figure { points: vec![figure.points[0].clone(); figure.points.len()], ..figure.clone() };
        assert!(declined(thm, &one), "{}: one point is a figure", thm.name);
    }
    println!("{idle} of {blocks} blocks are idle");
    assert!(blocks > 100 && idle * 20 < blocks);
    // a figure of another statement
    let (mut pairs, mut strange) = (0, Vec::new());
    for (i, (thm, _)) in all.iter().enumerate() {
        for (other, figure) in &all[i + 1..] {
            if other.statement_points == thm.statement_points && other.hyps != thm.hyps {
                pairs += 1;
                if !declined(thm, figure) {
                    strange.push(format!("{} by {}", thm.name, other.name));
                }
            }
        }
    }
    println!("{pairs} pairs; a figure serves for two: {strange:?}");
    assert!(pairs > 1000 && strange.len() * 20 < pairs, "{strange:?}");
}
