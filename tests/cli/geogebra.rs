//! GeoGebra figures: those of `datasets/geogebra` are imported and proved; hostile ones are refused in time and memory.

use crate::run::{Folder, Said, command, finish, prove};
use euclase::export::ggb::archive::archive;

/// The figures of the data set.
fn figures() -> Vec<String> {
    let dir = std::fs::read_dir("datasets/geogebra").expect("the folder is there");
    let mut all: Vec<String> = dir.map(|e| e.expect("readable").path().display().to_string()).collect();
    all.retain(|p| p.ends_with(".ggb"));
    all.sort();
    all
}

#[test]
fn figures_of_the_data_set_are_proved() {
    let f = Folder::new("geogebra");
    let all = figures();
    assert!(all.len() >= 6);
    for path in all {
        let said = prove(&["import", &path, "--out", &f.path("out")]);
        said.expect(0, &["commands understood, 0 not"]);
        let stem = std::path::Path::new(&path).file_stem().expect("a name").to_string_lossy().into_owned();
        let theorem = f.path(&format!("out/{stem}.fml"));
        prove(&["fmt", "--check", &theorem]).expect(0, &[]);
        prove(&[&theorem, "--timeout", "20"]).expect(0, &["SZS status Theorem"]);
    }
}

#[test]
fn a_goal_may_be_given() {
    let f = Folder::new("goal");
    let figure = "datasets/geogebra/euler_line.ggb";
    let goal = ["import", figure, "--name", "mine", "--goal", "AH = 2*OX", "--out", &f.path("")];
    prove(&goal).expect(65, &["unknown point", "OX"]);
    prove(&["import", figure, "--name", "mine", "--goal", "GH = 2*OG", "--goal", "f ⟂ a", "--out", &f.path("")])
        .expect(0, &[]);
    prove(&[&f.path("mine.fml")]).expect(0, &["Theorem for mine", "GH = 2*OG"]);
    prove(&["import", "datasets/import-samples/newclid.txt", "--goal", "A = B"]).expect(64, &["GeoGebra figures"]);
    let bare = f.file("bare.ggb", "<geogebra><construction><element type=\"point\" label=\"A\"><coords x=\"0\" y=\"0\" z=\"1\"/></element></construction></geogebra>");
    prove(&["import", &bare]).expect(65, &["nothing is to be proved", "--goal"]);
}

/// `prove import` with 100 MB of address space.
fn import_in_100_mb(path: &str) -> Said {
    let mut c = std::process::Command::new("sh");
    c.args(["-c", "ulimit -v 102400; exec \"$@\"", "sh"]);
    let asked = command(&["import", path, "--goal", "A = B"]);
    c.arg(asked.get_program()).args(asked.get_args()).current_dir(env!("CARGO_MANIFEST_DIR"));
    c.stdin(std::process::Stdio::null()).stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
    finish(c.spawn().expect("`sh` starts"), Vec::new())
}

fn figure(construction: &str) -> String {
    format!("<?xml version=\"1.0\"?><geogebra format=\"5.0\"><construction>{construction}</construction></geogebra>")
}

#[test]
fn hostile_figures_are_refused_within_a_second_and_100_mb() {
    let f = Folder::new("hostile-ggb");
    let good = figure("<element type=\"point\" label=\"A\"><coords x=\"0\" y=\"0\" z=\"1\"/></element>");
    let point = "<element type=\"point\" label=\"A\"><coords x=\"0\" y=\"0\" z=\"1\"/></element>";
    let zip = |name: &str, text: &str| archive(&[(name, text.as_bytes())]);
    let twice = archive(&[("geogebra.xml", good.as_bytes()), ("geogebra.xml", good.as_bytes())]);
    let outside = archive(&[("../../geogebra.xml", good.as_bytes()), ("geogebra.xml", good.as_bytes())]);
    let laughs =
        (1..10).map(|i| format!("<!ENTITY a{i} \"{}\">", format!("&a{};", i - 1).repeat(10))).collect::<String>();
    let laughs =
        format!("<?xml version=\"1.0\"?><!DOCTYPE g [<!ENTITY a0 \"ha\">{laughs}]>{}", figure("<e a=\"&a9;\"/>"));
    let honest = zip("geogebra.xml", &good);
    let cases: [(&str, Vec<u8>, &str); 9] = [
        ("a zip bomb", zip("geogebra.xml", &" ".repeat(100 << 20)), "most"),
        ("a smaller bomb", zip("geogebra.xml", &figure(&" ".repeat(15 << 20))), "grows"),
        ("a path out of the folder", outside, "leads out"),
        ("an entity expansion", zip("geogebra.xml", &laughs), "DOCTYPE"),
        ("a million elements", zip("geogebra.xml", &figure(&point.repeat(1_000_000))), "most"),
        ("a million short elements", figure(&"<element/>".repeat(1_000_000)).into_bytes(), "at most"),
        ("two constructions", twice, "two entries"),
        ("cut off", honest[..honest.len() / 2].to_vec(), "cut off"),
        ("no archive", b"PK and nothing more".to_vec(), "no zip archive"),
    ];
    for (what, bytes, words) in cases {
        let said = import_in_100_mb(&f.file("hostile.ggb", bytes));
        assert_eq!(said.code, Some(65), "{what}: {said:?}");
        assert!(said.err.contains(words) && said.seconds < 1.0, "{what}: {said:?}");
    }
}

#[test]
fn conjectures_are_theorems() {
    let f = Folder::new("conjectures");
    let said =
        prove(&["import", "datasets/geogebra/second_meetings.ggb", "--conjectures", "3", "--out", &f.path("out")]);
    said.expect(0, &["  1. ", "3 conjectures, each proved", "its own goal 1: conjecture "]);
    for k in 1..=3 {
        let theorem = f.path(&format!("out/second_meetings_{k}.fml"));
        prove(&["fmt", "--check", &theorem]).expect(0, &[]);
        prove(&[&theorem]).expect(0, &["SZS status Theorem"]);
    }
    let own = prove(&["import", "datasets/classic/simson_line.fml", "--conjectures"]);
    own.expect(0, &["its own goal 1: conjecture 1", "theorem simson_line_1 {"]);
    prove(&["import", "datasets/algebra/absolute_value_additive.fml", "--conjectures"])
        .expect(65, &["neither a figure nor a theorem with points"]);
    prove(&["import", "datasets/geogebra/euler_line.ggb", "--conjectures", "--goal", "A = B"]).expect(64, &[]);
}

#[test]
fn theorems_become_figures() {
    let f = Folder::new("figures");
    let figure = f.path("simson.ggb");
    let said = prove(&["export", "datasets/classic/simson_line.fml", "--to", "ggb", "--out", &figure]);
    said.expect(0, &["reads back to the same hypotheses and goals"]);
    prove(&["import", &figure, "--out", &f.path("")]).expect(0, &["0 not"]);
    prove(&[&f.path("simson.fml")]).expect(0, &["SZS status Theorem"]);
    prove(&["export", "datasets/imo", "--to", "ggb", "--out", &f.path("imo")])
        .expect(0, &["of 30 exported", "external_tangent"]);
    prove(&["export", "datasets/classic/simson_line.fml", "--to", "ggb"]).expect(64, &["--out FILE.ggb"]);
    let said = prove(&["export", "datasets/imo/imo_2008_p6.fml", "--to", "ggb", "--out", &f.path("x.ggb")]);
    said.expect(2, &["has no figure"]);
}
