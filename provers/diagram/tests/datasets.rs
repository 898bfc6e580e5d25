//! Every geometric statement of `datasets/` is drawn, accurately, and soon.

use euclase_diagram::{Options, Status, draw, eval, goal_status};
use euclase_grammar::core::CoreTheorem;
use std::path::{Path, PathBuf};

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

#[test]
fn all_statements_are_drawn() {
    let mut wrong = Vec::new();
    for folder in ["classic", "imo", "false"] {
        for thm in theorems(folder) {
            for seed in [1, 2] {
                match draw(&thm, &Options { seed, ..Options::default() }) {
                    Err(e) => wrong.push(format!("{}, seed {seed}: {e}", thm.name)),
                    Ok(fig) => {
                        for h in &thm.hyps {
                            let r = eval::fact_residual(&fig.pts, &h.fact);
                            if r > 1e-12 {
                                wrong.push(format!("{}, seed {seed}: `{}` is off by {r:e}", thm.name, h.origin.text));
                            }
                        }
                        for c in thm.conds.iter().filter(|c| eval::cond_holds(&fig.pts, &c.cond) != Some(true)) {
                            wrong.push(format!("{}, seed {seed}: `{}` does not hold", thm.name, c.origin.text));
                        }
                        let fails = goal_status(&thm, &fig).contains(&Status::Fails);
                        if fails && thm.expect.as_deref() == Some("Theorem") {
                            wrong.push(format!("{}, seed {seed}: a goal fails", thm.name));
                        }
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
