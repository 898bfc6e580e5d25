//! The problems: read, settled and drawn before anything is timed.

use crate::clock::timed;
use euclase::import::{import, settle};
use euclase_diagram::{Options, Status, draw, goal_status};
use euclase_grammar::core::CoreTheorem;
use std::path::{Path, PathBuf};

/// A theorem with its picture.
pub struct Problem {
    /// The statement.
    pub thm: CoreTheorem,
    /// Coordinates of its points.
    pub pts: Vec<[f64; 2]>,
    /// Whether no goal is false in the picture.
    pub agrees: bool,
}

/// The problems of one source.
pub struct Set {
    /// How the tables name it.
    pub name: String,
    /// Where the problems came from.
    pub from: String,
    /// Those with a picture, in order.
    pub problems: Vec<Problem>,
    /// Those that could not be read or drawn, with the reason.
    pub lost: Vec<String>,
    /// CPU seconds that each drawing took.
    pub drawing: Vec<f64>,
}

/// The set `imo` or `jgex`: public data beside the repository if it is there, otherwise the repository's own problems.
pub fn named(name: &str) -> std::io::Result<Set> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (data, own) = match name {
        "imo" => ("../shared/data/imo_ag_30.txt", "datasets/imo"),
        _ => ("../shared/data/jgex_ag_231.txt", "datasets/classic"),
    };
    let set = if root.join(data).is_file() {
        Set { from: data.into(), ..at(&root.join(data))? }
    } else {
        Set {
            from: format!("{own} ({data} is not there: the figures are not those of the published problems)"),
            ..at(&root.join(own))?
        }
    };
    Ok(Set { name: name.into(), ..set })
}

/// The problems of a file in AlphaGeometry's language, of an `.fml` file, or of all `.fml` files of a folder.
pub fn at(path: &Path) -> std::io::Result<Set> {
    let mut set = Set {
        name: path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
        from: path.display().to_string(),
        problems: Vec::new(),
        lost: Vec::new(),
        drawing: Vec::new(),
    };
    if path.is_dir() {
        let mut files: Vec<PathBuf> = std::fs::read_dir(path)?.filter_map(|e| e.ok().map(|e| e.path())).collect();
        files.retain(|f| f.extension().is_some_and(|e| e == "fml"));
        files.sort();
        for f in files {
            set.add(&std::fs::read_to_string(&f)?, &f.display().to_string());
        }
    } else if path.extension().is_some_and(|e| e == "fml") {
        set.add(&std::fs::read_to_string(path)?, &path.display().to_string());
    } else {
        for p in import(&std::fs::read_to_string(path)?) {
            match p.result {
                Ok(text) => set.add(&settle(&text).text, &p.name),
                Err(e) => set.lost.push(format!("{}: {e}", p.name)),
            }
        }
    }
    Ok(set)
}

impl Set {
    /// Adds the theorems of one text.
    fn add(&mut self, text: &str, name: &str) {
        let file = match euclase_grammar::load(text) {
            Ok(f) => f,
            Err(d) => {
                let first = d.first().map_or(String::new(), |d| d.message.clone());
                return self.lost.push(format!("{name}: {first}"));
            }
        };
        for thm in file.theorems {
            let (drawn, spent) = timed(|| picture(&thm));
            match drawn {
                Ok((pts, agrees)) => {
                    self.problems.push(Problem { thm, pts, agrees });
                    self.drawing.push(spent.cpu);
                }
                Err(e) => self.lost.push(format!("{name}: {e}")),
            }
        }
    }
}

/// The picture that `prove` draws first, and whether no goal is false in it.
fn picture(thm: &CoreTheorem) -> Result<(Vec<[f64; 2]>, bool), euclase_diagram::NoFigure> {
    let figure = draw(thm, &Options { seed: 0, ..Options::default() })?;
    let agrees = !goal_status(thm, &figure).contains(&Status::Fails);
    Ok((figure.pts, agrees))
}
