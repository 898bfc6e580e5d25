//! The data sets keep their promises: every file loads, says where it comes from and what is
//! expected of it; no statement occurs twice under other names; bad input gets the exit code
//! and the words that its `.expect` file asks for.

use euclase_grammar::core::{Cond, CoreTheorem, Fact, GoalKind, Num, Pt, Quantity};
use euclase_grammar::load;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Folder, least number of theorems, allowed expectations.
const FOLDERS: [(&str, usize, &[&str]); 7] = [
    ("imo", 30, &["Theorem"]),
    ("classic", 60, &["Theorem"]),
    ("people", 70, &["Theorem"]),
    ("false", 25, &["CounterSatisfiable"]),
    ("sketch", 8, &["Theorem", "CounterSatisfiable"]),
    ("algebra", 300, &["Theorem", "CounterSatisfiable"]),
    ("mixed", 60, &["Theorem", "CounterSatisfiable"]),
];

const IMO: [&str; 30] = [
    "2000_p1", "2000_p6", "2002_p2a", "2002_p2b", "2003_p4", "2004_p1", "2004_p5", "2005_p5", "2007_p4", "2008_p1a",
    "2008_p1b", "2008_p6", "2009_p2", "2010_p2", "2010_p4", "2011_p6", "2012_p1", "2012_p5", "2013_p4", "2014_p4",
    "2015_p3", "2015_p4", "2016_p1", "2017_p4", "2018_p1", "2019_p2", "2019_p6", "2020_p1", "2021_p3", "2022_p4",
];

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("datasets").join(name)
}

fn files(dir: &str, ending: &str) -> Vec<PathBuf> {
    let mut v: Vec<PathBuf> = std::fs::read_dir(folder(dir))
        .expect("the folder exists")
        .map(|e| e.expect("readable").path())
        .filter(|p| p.extension().is_some_and(|e| e == ending))
        .collect();
    v.sort();
    v
}

fn stem(path: &Path) -> String {
    path.file_stem().expect("a name").to_string_lossy().into_owned()
}

/// The one theorem of a file.
fn theorem(path: &Path) -> CoreTheorem {
    let text = std::fs::read_to_string(path).expect("UTF-8");
    let name = path.display().to_string();
    match load(&text) {
        Ok(f) => {
            assert!(f.warnings.is_empty(), "{}", f.warnings[0].render(&text, &name));
            assert_eq!(f.theorems.len(), 1, "{name} holds one theorem");
            f.theorems.into_iter().next().expect("counted")
        }
        Err(errors) => panic!("{}", errors[0].render(&text, &name)),
    }
}

#[test]
fn every_file_loads_and_says_what_it_is() {
    for (dir, least, allowed) in FOLDERS {
        let files = files(dir, "fml");
        assert!(files.len() >= least, "{dir}: {} of {least} theorems", files.len());
        for path in files {
            let t = theorem(&path);
            assert_eq!(t.name, stem(&path), "{dir}: the theorem is named like its file");
            assert!(t.source.as_ref().is_some_and(|s| !s.trim().is_empty()), "{dir}/{}: no @source", t.name);
            let expect = t.expect.clone().unwrap_or_default();
            assert!(allowed.contains(&expect.as_str()), "{dir}/{}: @expect({expect})", t.name);
            let carried = t.unsupported.is_empty() || ["algebra", "mixed"].contains(&dir);
            assert!(carried, "{dir}/{}: {:?}", t.name, t.unsupported);
        }
    }
}

#[test]
fn files_are_formatted() {
    for dir in FOLDERS.iter().map(|(dir, ..)| *dir).chain(["rules", "traps"]) {
        for path in files(dir, "fml") {
            let text = std::fs::read_to_string(&path).expect("UTF-8");
            let once = euclase_grammar::format(&text).expect("it loads");
            assert_eq!(once, text, "{}: run `prove fmt`", path.display());
        }
    }
}

#[test]
fn the_imo_set_is_complete() {
    let found: BTreeSet<String> = files("imo", "fml").iter().map(|p| stem(p)).collect();
    let wanted: BTreeSet<String> = IMO.iter().map(|s| format!("imo_{s}")).collect();
    assert_eq!(found, wanted);
}

#[test]
fn the_readme_counts_right() {
    let readme = std::fs::read_to_string(folder("README.md")).expect("UTF-8");
    let rows: Vec<Vec<&str>> =
        readme.lines().filter(|l| l.starts_with("| `")).map(|l| l.split('|').map(str::trim).collect()).collect();
    assert_eq!(rows.len(), FOLDERS.len() + 4, "a row for each folder: also bad, geogebra, rules and traps");
    for row in rows {
        let dir = row[1].trim_matches(|c| "`/".contains(c));
        let ending = if dir == "geogebra" { "ggb" } else { "fml" };
        assert_eq!(row[3], files(dir, ending).len().to_string(), "README.md, row {dir}");
    }
}

#[test]
fn false_statements_say_what_was_changed() {
    for path in files("false", "fml") {
        let text = std::fs::read_to_string(&path).expect("UTF-8");
        assert!(text.starts_with("# False"), "{}: what was changed?", path.display());
    }
}

#[test]
fn false_algebra_says_where_it_fails() {
    let mut least = 50;
    for path in files("algebra", "fml").into_iter().chain(files("mixed", "fml")) {
        let text = std::fs::read_to_string(&path).expect("UTF-8");
        if text.contains("@expect(CounterSatisfiable)") {
            assert!(text.starts_with("# fails at "), "{}: where?", path.display());
            assert!(text.contains("@source(\"From "), "{}: from what?", path.display());
            least -= 1;
        }
    }
    assert!(least <= 0, "{least} false statements are missing");
}

#[test]
fn sketches_say_what_each_step_deserves() {
    const VERDICTS: [&str; 6] =
        ["proved", "false in the picture", "false", "supposed", "not found", "bad construction"];
    for path in files("sketch", "fml") {
        let text = std::fs::read_to_string(&path).expect("UTF-8");
        let said: Vec<&str> = text.lines().filter_map(|l| l.split_once("# expect: ")).map(|(_, v)| v).collect();
        assert!(!said.is_empty() && said.iter().all(|v| VERDICTS.contains(v)), "{}: {said:?}", path.display());
        let sketch = theorem(&path).sketch.unwrap_or_default();
        let steps = euclase::sketch::in_order(&sketch).len();
        assert_eq!(said.len(), steps, "{}: a verdict for each step", path.display());
    }
}

/// A part of a statement, under which points can be renamed. The word is its part in the
/// statement: hypothesis, condition or goal.
enum Part {
    Fact(&'static str, Fact),
    Cond(&'static str, Cond),
    Find(Num),
}

impl Part {
    fn points(&self) -> BTreeSet<Pt> {
        let mut all = BTreeSet::new();
        match self {
            Part::Fact(_, f) => all.extend(f.points()),
            Part::Cond(_, c) => all.extend(c.points()),
            Part::Find(n) => n.each_point(&mut |p| {
                all.insert(p);
            }),
        }
        all
    }

    /// A canonical text after the points are renamed.
    fn text(&self, to: &dyn Fn(Pt) -> Pt) -> String {
        match self {
            Part::Fact(word, f) => format!("{word} {:?}", f.map_points(to).normalized()),
            Part::Cond(word, c) => format!("{word} {:?}", c.map_points(to).normalized()),
            Part::Find(n) => format!("find {:?}", n.map_points(to).normalized()),
        }
    }

    /// What does not depend on names: the kind and the number of points.
    fn shape(&self) -> String {
        let text = self.text(&|p| p);
        let kind: String = text.chars().take_while(|c| !"({[".contains(*c)).collect();
        format!("{kind}{}", self.points().len())
    }
}

/// A statement without the names of its points.
struct Statement {
    name: String,
    points: usize,
    parts: Vec<Part>,
    /// What has no points: algebra, compared by its words.
    words: Vec<String>,
}

impl Statement {
    fn of(t: &CoreTheorem) -> Statement {
        let mut parts: Vec<Part> = t.hyps.iter().map(|h| Part::Fact("assume", h.fact.clone())).collect();
        // Conditions that a construction brings along follow from it.
        parts.extend(t.conds.iter().filter(|c| c.explicit).map(|c| Part::Cond("where", c.cond.clone())));
        let mut words: Vec<String> = t.unsupported.iter().map(|o| o.text.clone()).collect();
        for goal in &t.goals {
            match &goal.kind {
                GoalKind::Fact(f) => parts.push(Part::Fact("show", f.clone())),
                GoalKind::Cond(c) => parts.push(Part::Cond("show", c.clone())),
                GoalKind::Find(q) => parts.push(Part::Find(number(q))),
                GoalKind::Prop(_) => words.push(goal.origin.text.clone()),
                GoalKind::Solve(v) => words.push(format!("solve {v:?}")),
            }
        }
        Statement { name: t.name.clone(), points: t.statement_points, parts, words }
    }

    /// For each point the shapes of the parts that mention it, sorted.
    fn signatures(&self) -> Vec<Vec<String>> {
        let mut all = vec![vec![]; self.points];
        for part in &self.parts {
            for p in part.points() {
                all[p.ix()].push(part.shape());
            }
        }
        all.iter_mut().for_each(|v| v.sort());
        all
    }
}

fn number(q: &Quantity) -> Num {
    match q {
        Quantity::Angle([a, b, c]) => Num::Ang(*a, *b, *c),
        Quantity::Ratio([a, b], [c, d]) => Num::Div(Box::new(Num::Len(*a, *b)), Box::new(Num::Len(*c, *d))),
        Quantity::Length([a, b]) => Num::Len(*a, *b),
        Quantity::Num(n) => n.clone(),
    }
}

/// Whether a renaming of points takes one statement to the other: backtracking over points of
/// equal signature; a part is compared as soon as all its points have been renamed.
fn alike(a: &Statement, b: &Statement) -> bool {
    if a.points != b.points || a.parts.len() != b.parts.len() || a.words != b.words {
        return false;
    }
    let (of_a, of_b) = (a.signatures(), b.signatures());
    let sorted = |v: &[Vec<String>]| {
        let mut v = v.to_vec();
        v.sort();
        v
    };
    if sorted(&of_a) != sorted(&of_b) {
        return false;
    }
    let wanted: BTreeSet<String> = b.parts.iter().map(|p| p.text(&|p| p)).collect();
    // The parts of `a` that are complete once point number i is renamed.
    let mut complete: Vec<Vec<&Part>> = vec![vec![]; a.points.max(1)];
    for part in &a.parts {
        complete[part.points().last().map_or(0, |p| p.ix())].push(part);
    }
    fn extend(names: &mut Vec<Pt>, n: usize, fits: &dyn Fn(&[Pt]) -> bool) -> bool {
        if names.len() == n {
            return n > 0 || fits(names);
        }
        (0..n as u32).map(Pt).any(|p| {
            if names.contains(&p) {
                return false;
            }
            names.push(p);
            let found = fits(names) && extend(names, n, fits);
            names.pop();
            found
        })
    }
    let fits = |names: &[Pt]| {
        let i = names.len().saturating_sub(1);
        let same_signature = names.is_empty() || of_a[i] == of_b[names[i].ix()];
        same_signature && complete[i].iter().all(|part| wanted.contains(&part.text(&|p| names[p.ix()])))
    };
    extend(&mut Vec::new(), a.points, &fits)
}

#[test]
fn no_two_statements_differ_by_names_alone() {
    // A sketch may repeat a statement: there the proof is the point.
    let mut groups: BTreeMap<(usize, usize), Vec<Statement>> = BTreeMap::new();
    for dir in ["imo", "classic", "people", "false", "algebra", "mixed"] {
        for path in files(dir, "fml") {
            let s = Statement::of(&theorem(&path));
            groups.entry((s.points, s.parts.len())).or_default().push(s);
        }
    }
    let mut twins = Vec::new();
    for group in groups.values() {
        for (i, a) in group.iter().enumerate() {
            for b in &group[..i] {
                if alike(a, b) {
                    twins.push(format!("{} and {}", a.name, b.name));
                }
            }
        }
    }
    assert!(twins.is_empty(), "one statement under two names: {twins:?}");
}

#[test]
fn renamed_statements_are_recognised() {
    let read = |text: &str| Statement::of(&load(text).expect("well-formed").theorems[0]);
    let a = read("theorem a { triangle ABC  point M = midpoint(A, B)  assume MC = MA  show AC perp BC }");
    let b = read("theorem b { triangle XYZ  point T = midpoint(Z, Y)  assume TY = XT  show YX perp ZX }");
    let c = read("theorem c { triangle XYZ  point T = midpoint(Z, Y)  assume TY = XT  show YX perp ZT }");
    assert!(alike(&a, &b));
    assert!(!alike(&a, &c));
}

/// The answer of a command, which must be what `x.expect` beside `path` says.
fn answers(path: &Path, command: &mut Command) -> String {
    let expect = std::fs::read_to_string(path.with_extension("expect")).expect("UTF-8");
    let out = command.output().expect("`prove` runs");
    let said = String::from_utf8_lossy(&out.stdout) + String::from_utf8_lossy(&out.stderr);
    for line in expect.lines() {
        match line.split_once(' ') {
            Some(("exit", code)) => {
                assert_eq!(out.status.code(), code.parse().ok(), "{}: {said}", path.display());
            }
            Some(("says", words)) => {
                assert!(said.contains(words), "{}: `{words}` is not in\n{said}", path.display());
            }
            _ => panic!("{}: `{line}` is neither `exit N` nor `says …`", path.display()),
        }
    }
    said.into_owned()
}

#[test]
fn bad_input_gets_its_message() {
    let inputs = files("bad", "fml");
    assert!(inputs.len() >= 8);
    let named: BTreeSet<String> = inputs.iter().map(|p| stem(p)).collect();
    let expected: BTreeSet<String> = files("bad", "expect").iter().map(|p| stem(p)).collect();
    assert_eq!(named, expected, "each input has an .expect file");
    for path in inputs {
        let said = answers(&path, Command::new(env!("CARGO_BIN_EXE_prove")).args(["--timeout", "10"]).arg(&path));
        assert!(!said.contains("SZS status Theorem"), "{}: {said}", path.display());
    }
}

/// Certificates that a careless checker accepts.
#[test]
fn every_trap_is_refused_for_its_reason() {
    let traps = files("traps", "expect");
    assert!(traps.len() >= 9, "{} traps", traps.len());
    for path in traps {
        let file = |ext: &str| path.with_extension(ext);
        let said =
            answers(&path, Command::new(env!("CARGO_BIN_EXE_prove")).arg("check").args([file("fml"), file("json")]));
        assert!(!said.contains("accepted"), "{}: {said}", path.display());
    }
}
