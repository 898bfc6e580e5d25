//! Figures from text, hostile archives, the table of the document.

use super::*;
use crate::export::ggb::archive::archive;

/// The XML of a construction.
fn xml(construction: &str) -> String {
    format!("<?xml version=\"1.0\"?><geogebra format=\"5.0\"><construction>{construction}</construction></geogebra>")
}

/// Items in short: `A 0 1` a point with coordinates, `f: 1 2 3` a line's equation, `c = Circle A B` a command (outputs separated by commas),
/// `M := (A + B) / 2` an expression.
fn short(items: &[&str]) -> String {
    let escaped = |s: &str| s.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
    let numbered = |all: Vec<&str>| {
        let each = all.iter().enumerate().map(|(i, v)| format!("a{i}=\"{}\"", escaped(v)));
        each.collect::<Vec<_>>().join(" ")
    };
    let mut out = String::new();
    for item in items {
        if let Some((label, text)) = item.split_once(" := ") {
            out += &format!("<expression label=\"{label}\" exp=\"{}\"/>", escaped(text));
        } else if let Some((outputs, call)) = item.split_once(" = ") {
            let (name, inputs) = call.split_once(' ').expect("a command");
            let inputs = inputs.split(", ").collect();
            out += &format!("<command name=\"{name}\"><input {}/>", numbered(inputs));
            out += &format!("<output {}/></command>", numbered(outputs.split(", ").collect()));
        } else {
            let words: Vec<&str> = item.split(' ').collect();
            let (kind, label) = words[0].strip_suffix(':').map_or(("point", words[0]), |l| ("line", l));
            let z = words.get(3).unwrap_or(&"1");
            out += &format!(
                "<element type=\"{kind}\" label=\"{label}\"><coords x=\"{}\" y=\"{}\" z=\"{z}\"/></element>",
                words[1], words[2]
            );
        }
    }
    xml(&out)
}

fn figure(items: &[&str]) -> Figure {
    read(short(items).as_bytes(), false).unwrap_or_else(|e| panic!("{items:?}: {e}"))
}

/// The statements of the theorem with a goal.
fn statements(items: &[&str], goal: &str) -> Vec<String> {
    let mut f = figure(items);
    assert_eq!(f.not_understood(), [], "{items:?}");
    let t = f.theorem("t", "s", &[goal.to_string()]).unwrap_or_else(|e| panic!("{items:?}: {e}"));
    let inner = t.text.lines().filter_map(|l| l.strip_prefix("  ").map(str::to_string));
    inner.filter(|l| !l.starts_with("show")).collect()
}

const ABC: [&str; 3] = ["A 0 0", "B 4 0", "C 1 3"];

fn with(more: &[&str]) -> Vec<String> {
    let items: Vec<&str> = ABC.iter().chain(more).copied().collect();
    let all = statements(&items, "A = B");
    assert_eq!(all[0], "point A, B, C", "{all:?}");
    all[1..].to_vec()
}

#[test]
fn points_of_every_kind() {
    let cases: [(&[&str], &[&str]); 16] = [
        (&["M = Midpoint A, B", "M 2 0"], &["point M = midpoint(A, B)"]),
        (&["f = Segment A, B", "M = Midpoint f", "M 2 0"], &["point M = midpoint(A, B)"]),
        (&["f = Segment A, B", "M = Point f", "M 1.5 0"], &["point M on segment(A, B)"]),
        (&["f = Ray A, B", "M = Point f, 0.3", "M 1.5 0"], &["point M on ray(A, B)"]),
        (&["H = TriangleCenter A, B, C, 4", "H 1 1"], &["point H = orthocenter(A, B, C)"]),
        (&["M := (A + B) / 2", "M 2 0"], &["point M = midpoint(A, B)"]),
        (&["M := 2A - B", "M -4 0"], &["point M = 2*A - B"]),
        (&["M := A + B - C", "M 3 -3"], &["point M = A + B - C"]),
        (&["D = Dilate A, 1/3, B", "D 2.6666666667 0"], &["point D = 1/3*A + 2/3*B"]),
        (&["D = Rotate A, 60*°, B", "D 2 -3.4641016"], &["point D = rotation(A, B, 60 deg)"]),
        (&["D = Rotate A, -1.5707963267948966, B", "D 4 4"], &["point D = rotation(A, B, -90 deg)"]),
        (&["D = Rotate A, 180°, B", "D 8 0"], &["point D = mirror(A, B)"]),
        (&["D = Translate C, Vector[A,B]", "D 5 3"], &["point D = translation(C, A, B)"]),
        (&["f = Line A, B", "D = Mirror C, f", "D 1 -3"], &["point D = reflection(C, AB)"]),
        (&["f = Line A, B", "D = ClosestPoint f, C", "D 1 0"], &["point D = foot(C, AB)"]),
        (&["t = Polygon A, B, C", "D = PointIn t", "D 1 1"], &["point D", "assume D inside ABC"]),
    ];
    for (items, expected) in cases {
        let got = if items[0].starts_with("t = ") {
            let items: Vec<&str> = ABC.iter().chain(items).copied().collect();
            let all = statements(&items, "A = B");
            assert_eq!(all[0], "triangle ABC", "its corners are free");
            all[1..].to_vec()
        } else {
            with(items)
        };
        assert_eq!(got, expected, "{items:?}");
    }
}

#[test]
fn a_second_meeting_is_other_than_the_first() {
    let order = ["D = PointIn c", "D 3 2", "f = Line A, D"];
    let with_circle = |more: &[&str]| {
        let items: Vec<&str> = ["c = Circle A, B, C"].iter().chain(&order).chain(more).copied().collect();
        with(&items)
    };
    // The line y = 2x/3 through A meets the circle again; the file says where.
    let circle = curves::circumcenter([[0.0, 0.0], [4.0, 0.0], [1.0, 3.0]]);
    let t = 2.0 * (circle[0] * 3.0 + circle[1] * 2.0) / 13.0;
    let e = format!("E {} {}", 3.0 * t, 2.0 * t);
    let got = with_circle(&["E = Intersect c, f, 2", &e]);
    assert_eq!(got.last().map(String::as_str), Some("point E on AD, c other than A"), "{got:?}");
    // The other meeting is A itself.
    let got = with_circle(&["E, F = Intersect f, c", &e, "F 0 0", "G = Midpoint F, B", "G 2 0"]);
    assert_eq!(got.last().map(String::as_str), Some("point G = midpoint(A, B)"), "{got:?}");
}

#[test]
fn the_branch_is_the_one_of_the_figure() {
    // Two circles with different reference points: the side of the line of centres.
    let napoleon = |y: &str| {
        with(&["c = Circle A, B", "d = Circle B, A", "D = Intersect c, d, 1", &format!("D 2 {y}")])
            .pop()
            .unwrap_or_default()
    };
    assert_eq!(napoleon("3.4641016151377544"), "assume same_side(D, C, AB)");
    assert_eq!(napoleon("-3.4641016151377544"), "assume opposite_side(D, C, AB)");
    // A line from inside the circle: on which ray.
    let ray = |x: &str| {
        with(&["c = Circle A, C", "f = Line A, B", "D = Intersect f, c, 1", &format!("D {x} 0")])
            .pop()
            .unwrap_or_default()
    };
    assert_eq!(ray("3.1622776601683795"), "assume D on ray(A, B)");
    assert_eq!(ray("-3.1622776601683795"), "assume A between D, B");
    // A segment has one of the two.
    let got = with(&["c = Circle A, C", "f = Segment A, B", "D = Intersect f, c", "D 3.1622776601683795 0"]);
    assert_eq!(got.last().map(String::as_str), Some("assume D between A, B"));
    // Of two lines' bisectors, their equations say which is which.
    let internal = ["f = Line A, B", "g = Line A, C", "h, i = AngularBisector f, g", "h: 3.16227766 1 0 ", "i: -1 1 0"];
    assert!(with(&internal[..3]).is_empty(), "nothing uses them yet");
}

#[test]
fn plain_says_no_choice() {
    let items = [
        "A 0 0",
        "B 4 0",
        "C 1 3",
        "c = Circle A, B",
        "d = Circle B, A",
        "D = Intersect c, d, 1",
        "D 2 3.4641016151377544",
    ];
    let mut f = read(short(&items).as_bytes(), true).expect("a figure");
    let t = f.theorem("t", "s", &["AD = BD".into()]).expect("a theorem");
    assert!(!t.text.contains("assume"), "{}", t.text);
}

#[test]
fn goals_of_the_file_and_of_the_person() {
    let items = [
        "A 0 0",
        "B 4 0",
        "C 1 3",
        "M_{1} = Midpoint A, B",
        "M_{1} 2 0",
        "f = Line A, B",
        "g = OrthogonalLine C, f",
        "a = AreCollinear A, B, M_{1}",
        "b := f ⟂ g",
    ];
    let mut f = figure(&items);
    let shown = |t: Theorem| {
        t.text.lines().filter_map(|l| l.trim().strip_prefix("show ").map(str::to_string)).collect::<Vec<_>>()
    };
    let t = f.theorem("t", "s", &[]).expect("a theorem");
    assert_eq!(t.renamed, [("M_{1}".to_string(), "M_1".to_string())]);
    assert_eq!(shown(t), ["collinear(A, B, M_1)", "AB perp g"]);
    for (goal, expected) in [
        ("g perp f", "g perp AB"),
        ("AM_{1} = M_{1}B", "AM_1 = M_1B"),
        ("AreConcyclic[A, B, C, M_{1}]", "cyclic(A, B, C, M_1)"),
        ("M_{1} ∈ f", "M_1 on AB"),
        ("AreEqual(Distance(A, B)² + 1, Distance(A, C)²)", "AB^2 + 1 = AC^2"),
        ("show dangle(A, B, C) = 60 deg", "dangle(A, B, C) = 60 deg"),
    ] {
        let t = f.theorem("t", "s", &[goal.to_string()]).unwrap_or_else(|e| panic!("{goal}: {e}"));
        assert_eq!(shown(t), [expected], "{goal}");
    }
    let refused = f.theorem("t", "s", &["collinear(A, X)".into()]).expect_err("X is no point");
    assert!(refused.contains("unknown point `X`"), "{refused}");
    let mut none = figure(&ABC);
    assert!(none.theorem("t", "s", &[]).expect_err("no goal").contains("--goal"));
}

#[test]
fn texts_are_hypotheses_and_goals() {
    let items = [
        "A 0 0",
        "B 4 0",
        "C 1 3",
        "t1 := \"assume acute triangle ABC\"",
        "t2 := \"show AB + BC > CA\"",
        "t3 := \"a remark\"",
    ];
    let t = figure(&items).theorem("t", "s", &[]).expect("a theorem");
    assert!(t.text.contains("  assume acute triangle ABC\n  show AB + BC > CA\n"), "{}", t.text);
}

#[test]
fn what_is_not_understood_is_told_with_the_reason() {
    let mut f = figure(&[
        "A 0 0",
        "B 4 0",
        "C 1 3",
        "l = Locus A, B",
        "D = Point l",
        "D 1 1",
        "f = Line A, B",
        "E = Intersect f, C",
        "E 1 1",
        "g: 1 2 3",
        "F 1 0 0",
        "M = Midpoint A, F",
        "M 0 0",
        "c = Circle A, B, A",
        "k := x^2 + y^2 = 4",
    ]);
    let told: Vec<String> = f.not_understood().iter().map(|n| format!("{}: {}", n.what, n.why)).collect();
    let expected = [
        "l = Locus(A, B): the command `Locus` is not known here",
        "D = Point(l): it uses `l`, which was not understood",
        "E = Intersect(f, C): `Intersect` of a line, a point is not read; it is of: ",
        "g (line): a line that is given by its equation",
        "F (point): it is not defined in the figure",
        "M = Midpoint(A, F): it uses `F`",
        "c = Circle(A, B, A): two of its points are the same",
        "k = x^2 + y^2 = 4: ",
    ];
    assert_eq!(told.len(), expected.len(), "{told:#?}");
    for (t, e) in told.iter().zip(expected) {
        assert!(t.starts_with(e), "{t}\n{e}");
    }
    assert!(f.theorem("t", "s", &["A = B".into()]).is_ok(), "the rest is a theorem");
}

// --- hostile files --------------------------------------------------------------------------------------------------

fn refused(bytes: &[u8], words: &str) {
    let start = std::time::Instant::now();
    let e = read(bytes, false).expect_err(words);
    assert!(e.contains(words), "{e}");
    assert!(start.elapsed().as_secs_f64() < 10.0, "{words}: in time, even without optimisation");
}

#[test]
fn hostile_archives_are_refused() {
    let good = short(&ABC);
    let zip = |entries: &[(&str, &str)]| {
        let all: Vec<(&str, &[u8])> = entries.iter().map(|(n, c)| (*n, c.as_bytes())).collect();
        archive(&all)
    };
    assert!(read(&zip(&[("geogebra_thumbnail.png", "x"), ("geogebra.xml", &good)]), false).is_ok());
    refused(b"PK no archive", "no zip archive");
    refused(b"<geogebra", "XML");
    refused(&zip(&[("figure.xml", &good)]), "no entry `geogebra.xml`");
    refused(&zip(&[("geogebra.xml", &good), ("geogebra.xml", &good)]), "two entries");
    for name in ["../geogebra.xml", "/etc/passwd", "a/../../b", "C:\\x", "a\\..\\b"] {
        refused(&zip(&[("geogebra.xml", &good), (name, "x")]), "leads out");
    }
    let bomb = " ".repeat(12 << 20);
    refused(&zip(&[("geogebra.xml", &bomb)]), "grows");
    refused(&zip(&[("geogebra.xml", &" ".repeat(17 << 20))]), "MiB");
    let many: Vec<(String, &str)> = (0..2000).map(|i| (format!("f{i}"), "x")).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(n, c)| (n.as_str(), *c)).collect();
    refused(&zip(&many), "entries");
    // A lie about the size; damage; a cut.
    let honest = zip(&[("geogebra.xml", &good)]);
    let table = honest.windows(4).rposition(|w| w == b"PK\x01\x02").expect("a table");
    let changed = |at: usize, to: u8| {
        let mut b = honest.clone();
        b[at] = to;
        b
    };
    refused(&changed(table + 24, 3), "another size");
    refused(&changed(table + 16, 0), "checksum");
    refused(&changed(table + 8, 1), "encrypted");
    refused(&changed(table + 10, 12), "method");
    refused(&changed(table + 42, 200), "damaged");
    for cut in [honest.len() - 1, honest.len() / 2, 40, 4] {
        assert!(read(&honest[..cut], false).is_err(), "cut at {cut}");
    }
}

#[test]
fn hostile_constructions_are_refused() {
    let entities = "<?xml version=\"1.0\"?><!DOCTYPE g [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><geogebra><construction/></geogebra>";
    refused(entities.as_bytes(), "DOCTYPE");
    refused(xml("<expression label=\"a\" exp=\"&lol;\"/>").as_bytes(), "damaged");
    refused(xml(&"<element type=\"point\" label=\"A\"/>".repeat(100_000)).as_bytes(), "objects");
    refused(xml(&"<e/>".repeat(1_000_000)).as_bytes(), "tags");
    refused(xml(&format!("{}{}", "<e>".repeat(100), "</e>".repeat(100))).as_bytes(), "deep");
    refused(xml(&format!("<element label=\"{}\"/>", "a".repeat(10_000))).as_bytes(), "bytes");
    refused(xml("<element>").as_bytes(), "damaged");
    refused(format!("{}<construction/>", xml("")).as_bytes(), "");
    refused(b"<geogebra><construction/><construction/></geogebra>", "two constructions");
    refused(b"<html></html><geogebra/>", "not a GeoGebra construction");
    refused(b"\xff\xfe<geogebra>", "UTF-8");
}

/// Whatever is changed in a file, the answer is a figure or a reason.
#[test]
fn damaged_figures_stop_nothing() {
    let items = [
        "A 0 0",
        "B 4 0",
        "C 1 3",
        "t = Polygon A, B, C",
        "c = Circle A, B, C",
        "D = Rotate A, 60°, B",
        "D 2 -3.46",
        "E = Intersect c, f",
        "f, g = Tangent D, c",
        "f: 1 2 3",
        "M := (A + B) / 2",
        "M 2 0",
        "b := f ∥ g",
        "p = Prove b",
    ];
    let text = short(&items);
    let mut seed = 7u64;
    let mut next = |n: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % n
    };
    let signs = b"()[]{}*/+-=<>&;\"'AB019.,^_ \xc2\xb0";
    for _ in 0..2000 {
        let mut bytes = text.clone().into_bytes();
        for _ in 0..=next(4) {
            let (at, sign) = (next(bytes.len()), signs[next(signs.len())]);
            if next(2) == 0 { bytes[at] = sign } else { bytes.insert(at, sign) }
        }
        if let Ok(mut f) = read(&bytes, false) {
            drop(f.theorem("t", "s", &["A = B".into()]));
        }
    }
}

// --- the document ---------------------------------------------------------------------------------------------------

/// To renew it after a deliberate change: `EUCLASE_BLESS=1 cargo test ggb`.
#[test]
fn the_document_has_the_table() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/geogebra.md");
    let text = std::fs::read_to_string(&path).expect("the document is there");
    let (before, rest) = text.split_once("<!-- table -->\n").expect("a place for the table");
    let (_, after) = rest.split_once("<!-- end of the table -->").expect("its end");
    let made = format!("{before}<!-- table -->\n{}<!-- end of the table -->{after}", markdown());
    if std::env::var_os("EUCLASE_BLESS").is_some() {
        std::fs::write(&path, &made).expect("writable");
    } else {
        assert_eq!(text, made, "docs/geogebra.md (EUCLASE_BLESS=1 rewrites the table)");
    }
}
