//! The figures that the engine is judged by: `cargo bench --bench closure`.
//!
//! For the IMO-AG-30 and the JGEX-231 problems (see `problems`): the time of load and closure on one core to every
//! depth, how many problems the closure solves by itself, how many of the proofs the kernel accepts and what they cost
//! (`closures`); and how the closure grows with the number of points (`growth`). Reading, settling and drawing are
//! outside the timed part.
//!
//! ```text
//! cargo bench --bench closure                               everything
//! cargo bench --bench closure -- imo --reps 50              one set: imo, jgex, growth, a file, or a folder of .fml
//! cargo bench --bench closure -- imo --json raw.json        the raw figures too
//! cargo bench --bench closure -- imo --pass full            one pass to one depth, for an instruction counter:
//!     valgrind --tool=callgrind --toggle-collect='*load_and_saturate*' target/release/deps/closure-… imo --pass full
//! ```

mod clock;
mod closures;
mod growth;
mod problems;

use closures::{DEPTHS, Until};
use serde_json::{Map, Value, json};
use std::path::Path;
use std::process::ExitCode;

/// What the command line asks for.
struct Ask {
    what: Vec<String>,
    reps: usize,
    json: Option<String>,
    pass: Option<String>,
    end: bool,
}

fn ask() -> Result<Ask, String> {
    let mut a = Ask { what: Vec::new(), reps: 15, json: None, pass: None, end: false };
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        let mut value = || args.next().ok_or(format!("{arg} wants a value"));
        match arg.as_str() {
            // cargo says so to every benchmark
            "--bench" => {}
            "--reps" => a.reps = value()?.parse().map_err(|_| "--reps wants a number".to_string())?,
            "--json" => a.json = Some(value()?),
            "--pass" => a.pass = Some(value()?),
            "--end" => a.end = true,
            _ if arg.starts_with('-') => {
                return Err(format!("unknown option {arg}; there are --reps N, --json FILE, --pass DEPTH, --end"));
            }
            _ => a.what.push(arg),
        }
    }
    if a.what.is_empty() {
        a.what = ["imo", "jgex", "growth"].map(String::from).to_vec();
    }
    Ok(a)
}

fn set(what: &str) -> Result<problems::Set, String> {
    let set = if matches!(what, "imo" | "jgex") { problems::named(what) } else { problems::at(Path::new(what)) };
    set.map_err(|e| format!("{what}: {e}"))
}

/// One pass over the sets, to one depth: nothing but the closures happens in `load_and_saturate`.
fn pass(a: &Ask, depth: &str) -> Result<(), String> {
    let names = DEPTHS.map(|d| d.1).join(", ");
    let (depth, name) = DEPTHS.into_iter().find(|d| d.1 == depth).ok_or(format!("--pass wants one of {names}"))?;
    let until = if a.end { Until::End } else { Until::Goals };
    for what in &a.what {
        let set = set(what)?;
        let solved = |p| closures::load_and_saturate(p, depth, until).is_some_and(|s| s.done());
        let n = set.problems.iter().filter(|p| solved(p)).count();
        println!("{what}, {name}: {n} of {} solved", set.problems.len());
    }
    Ok(())
}

fn run() -> Result<(), String> {
    let a = ask()?;
    if let Some(depth) = &a.pass {
        return pass(&a, depth);
    }
    let mut raw = Map::new();
    for what in &a.what {
        let figures = if what == "growth" { growth::measure(a.reps) } else { closures::measure(&set(what)?, a.reps) };
        raw.insert(what.clone(), figures);
    }
    if let Some(path) = &a.json {
        std::fs::write(path, format!("{}\n", json!(Value::Object(raw)))).map_err(|e| format!("{path}: {e}"))?;
    }
    Ok(())
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("closure: {e}");
            ExitCode::from(64)
        }
    }
}
