use super::run::{self, Line};
use super::*;
use euclase_protocol::{PARTS, ROWS};

fn quick() -> Options {
    Options { points: (6, 8), tries: 120, most: 3, ..Options::default() }
}

/// Problems of the first figures that have some.
fn some(leave_out: &FxHashSet<u64>) -> Vec<Problem> {
    (0..24).flat_map(|k| problems(&quick(), leave_out, k).0).collect()
}

#[test]
fn every_problem_is_true_open_to_the_closure_and_has_a_checked_proof() {
    let all = some(&FxHashSet::default());
    let solved: Vec<&Problem> = all.iter().filter(|p| p.solution.is_some()).collect();
    assert!(solved.len() >= 5, "{} of {}", solved.len(), all.len());
    for p in &solved {
        // Read anew from its text, with a figure of its own.
        let thm = euclase_grammar::load(&p.text).expect("well-formed").theorems.remove(0);
        assert_eq!(thm.hyps, p.thm.hyps);
        let holds = |c: &euclase_grammar::core::Cond| euclase_diagram::eval::cond_holds(&p.pts, c) == Some(true);
        assert!(thm.conds.iter().all(|c| holds(&c.cond)), "{}", p.text);
        let figure = euclase_diagram::draw(&thm, &euclase_diagram::Options { seed: 3, ..Default::default() });
        if let Ok(f) = figure {
            let fails = |s: &euclase_diagram::Status| *s == euclase_diagram::Status::Fails;
            assert!(!euclase_diagram::goal_status(&thm, &f).iter().any(fails), "{}", p.text);
        }
        let mut root = Session::new(&thm, &p.pts).expect("a session");
        root.saturate(Depth::Full, &|| false);
        assert!(!root.done(), "{}", p.text);
        let s = p.solution.as_ref().expect("solved");
        assert_eq!(s.proof.aux.len(), 1);
        assert!(matches!(euclase_kernel::check(&thm, &s.proof), Verdict::Accepted(_)));
    }
}

#[test]
fn the_same_figure_gives_the_same_problems_and_what_is_left_out_is_gone() {
    let none = FxHashSet::default();
    let texts = |v: &[Problem]| v.iter().map(|p| p.text.clone()).collect::<Vec<_>>();
    let first = some(&none);
    assert_eq!(texts(&first), texts(&some(&none)));
    let out: FxHashSet<u64> = [first[0].shape].into_iter().collect();
    assert!(!some(&out).iter().any(|p| p.shape == first[0].shape));
}

#[test]
fn blocks_are_the_same_on_any_number_of_threads_and_are_not_made_twice() {
    let folder = std::env::temp_dir().join(format!("euclase-synth-{}", std::process::id()));
    let none = FxHashSet::default();
    let options = Options { points: (5, 6), tries: 30, most: 1, ..Options::default() };
    let dirs = [folder.join("one"), folder.join("two")];
    for (dir, threads) in dirs.iter().zip([1, 2]) {
        run::blocks(dir, &[0, 1], &options, &none, true, threads, &|_, _| true).expect("made");
    }
    for block in 0..2 {
        for file in [run::problems_file, run::states_file] {
            let bytes = |d: &std::path::Path| std::fs::read(file(d, block)).expect("a file");
            assert_eq!(bytes(&dirs[0]), bytes(&dirs[1]));
        }
    }
    let text = std::fs::read_to_string(run::problems_file(&dirs[0], 0)).expect("problems");
    let lines: Vec<Line> = text.lines().map(|l| serde_json::from_str(l).expect("a line")).collect();
    assert!(matches!(lines[0], Line::Header { version: run::VERSION, block: 0, .. }));
    assert!(matches!(lines.last(), Some(Line::End(t)) if t.figures == run::BLOCK));
    let made = std::sync::atomic::AtomicU64::new(0);
    let count = |_, _| made.fetch_add(1, std::sync::atomic::Ordering::Relaxed) < 10;
    run::blocks(&dirs[0], &[0, 1], &options, &none, true, 2, &count).expect("nothing to do");
    assert_eq!(made.into_inner(), 0);
    std::fs::remove_dir_all(&folder).expect("removed");
}

#[test]
fn a_sweep_knows_every_solver_and_weighs_the_rest() {
    let all = some(&FxHashSet::default());
    let p = all.iter().find(|p| p.solution.as_ref().is_some_and(|s| s.rank.is_some_and(|r| r > 0))).expect("one");
    let mut rng = Rng::new(1, 1);
    let e = run::state(&p.thm, &p.pts, false, &mut rng).expect("a state");
    assert_eq!(Some(e.rank as usize), p.solution.as_ref().expect("solved").rank);
    assert!(e.solvers as usize >= e.solved.len() && !e.solved.is_empty());
    assert_eq!(e.items.len(), e.weights.len());
    let sum: f32 = e.weights.iter().sum();
    assert!((sum - e.listed as f32).abs() < 1e-3 * sum, "{sum} of {}", e.listed);
    let n = e.view.points.len();
    assert!(e.view.rows.iter().all(|(k, m)| usize::from(*k) < ROWS && m.iter().all(|&p| usize::from(p) < n)));
    assert!(e.items.iter().flat_map(|i| &i.parts).all(|(k, m)| usize::from(*k) < PARTS && !m.is_empty()));
}
