//! The reference of the language and of the rules: `docs/reference.md`, made from the prelude, the words of documents, and the kernel's own
//! rules as theorems, with a figure for each.
//!
//! `EUCLASE_BLESS=1 cargo test --test book` writes it, and its figures, anew.

use euclase::document::catalogue::{Catalogue, Language};
use euclase::report::figure::{FigureOptions, svg};
use euclase_diagram::{Options, draw};
use euclase_grammar::ast::{Item, ItemKind, Sort};
use euclase_grammar::core::CoreTheorem;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Examples of those constructions whose arguments have to lie well.
const EXAMPLES: &[(&str, &str)] = &[
    ("segment", "point A, B point X on segment(A, B)"),
    ("ray", "point A, B point X on ray(A, B)"),
    ("line", "point A, B point X on line(A, B)"),
    ("angle_circle", "point A, B point X on angle_circle(A, B, 50 deg)"),
    ("apollonius_circle", "point A, B point X on apollonius_circle(A, B, 2)"),
    ("antipode", "point O, P let g = circle(O, P) point Q = antipode(P, g)"),
    ("tangent_line", "point O, P let g = circle(O, P) point X on tangent_line(P, g)"),
    (
        "tangent_points",
        "point O, R, P where P outside circle(O, R) let g = circle(O, R) point X, Y = tangent_points(P, g)",
    ),
    ("polar", "point O, R, P where P outside circle(O, R) let g = circle(O, R) point X on polar(P, g)"),
    ("inverse", "point O, R, P where P outside circle(O, R) let g = circle(O, R) point Q = inverse(P, g)"),
    ("radical_axis", "point O, P, A, B let g = circle(O, A) let h = circle(P, B) point X on radical_axis(g, h)"),
    (
        "external_tangent",
        "point O, P, A, B let g = circle(O, A) let h = circle(P, B) point X, Y = external_tangent(g, h)",
    ),
    (
        "internal_tangent",
        "point O, P, A, B let g = circle(O, A) let h = circle(P, B) point X, Y = internal_tangent(g, h)",
    ),
    ("second_meet", "triangle OPR point B on circle(O, P) other than P point X = second_meet(P, PR, circle(O, P))"),
    ("isogonal_conjugate", "triangle ABC point P where P inside ABC point Q = isogonal_conjugate(P, A, B, C)"),
    ("rotation", "point P, O point Q = rotation(P, O, 50 deg)"),
    ("line_at_angle", "point P, U, V point X on line_at_angle(P, UV, 50 deg)"),
];

/// A statement that shows a construction.
fn example(item: &Item) -> String {
    let name = item.name.name.as_str();
    if let Some((_, text)) = EXAMPLES.iter().find(|e| e.0 == name) {
        return text.to_string();
    }
    let (mut said, mut args, mut points) = (String::new(), Vec::new(), Vec::new());
    for p in &item.params {
        match p.sort {
            Some(Sort::Line) if p.name.name.starts_with(char::is_uppercase) => {
                points.extend(p.name.name.chars().map(String::from));
                args.push(p.name.name.clone());
            }
            Some(Sort::Line) => {
                let line = if args.iter().any(|a| a == "UV") { "ST" } else { "UV" };
                points.extend(line.chars().map(String::from));
                args.push(line.into());
            }
            Some(Sort::Circle) => {
                points.extend(["O".into(), "R".into()]);
                args.push("circle(O, R)".into());
            }
            Some(Sort::Angle) => args.push("50 deg".into()),
            Some(Sort::Length) => {
                points.extend(["S".into(), "T".into()]);
                args.push("ST".into());
            }
            _ => {
                points.push(p.name.name.clone());
                args.push(p.name.name.clone());
            }
        }
    }
    points.dedup();
    if points.len() == 3 {
        said += &format!("triangle {} ", points.concat());
    } else {
        said += &format!("point {} ", points.join(", "));
    }
    let call = format!("{name}({})", args.join(", "));
    let results: Vec<String> = item.results.iter().map(|r| r.name.name.clone()).collect();
    match item.results.first().and_then(|r| r.sort) {
        Some(Sort::Point) => said + &format!("point {} = {call}", results.join(", ")),
        _ => said + &format!("point X on {call}"),
    }
}

/// The figure of a statement.
fn figure(text: &str, goal: bool) -> Option<String> {
    let loaded = euclase_grammar::load(text).unwrap_or_else(|d| panic!("{text}: {d:?}"));
    let thm: &CoreTheorem = loaded.theorems.first()?;
    let f = draw(thm, &Options::default()).ok()?;
    Some(svg(thm, &f.pts, &FigureOptions { goal, size: 260.0, ..FigureOptions::of(thm) }))
}

/// The definitions of the prelude as they stand there, with the comment before each, in order.
fn definitions() -> Vec<(String, String)> {
    let text = include_str!("../grammar/prelude.fml");
    let mut out: Vec<(String, String)> = Vec::new();
    let (mut comment, mut open) = (String::new(), None::<(String, String)>);
    for line in text.lines() {
        if let Some((_, body)) = &mut open {
            body.push_str(line);
            body.push('\n');
            if line == "}" {
                out.extend(open.take());
            }
        } else if let Some(rest) = line.strip_prefix("def ") {
            let name = rest.split('(').next().unwrap_or_default().to_string();
            open = Some((name, format!("{}{line}\n", std::mem::take(&mut comment))));
        } else if line.starts_with("# ---") || line.is_empty() {
            comment.clear();
        } else {
            comment += &format!("{line}\n");
        }
    }
    out
}

/// The reference, and its figures by name.
fn reference() -> (String, BTreeMap<String, String>) {
    let words = Catalogue::of(Language::En);
    let mut figures = BTreeMap::new();
    let mut out = String::from(
        "# Constructions and rules\n\n\
         Made from the prelude of the language, the words of documents and the kernel's rules as theorems; `EUCLASE_BLESS=1 cargo test --test book` makes it anew.\n\n\
         ## Constructions\n\
         `require` says when a construction is defined, `assume` what defines its result, `have` what follows and is worth knowing, `locus X` what it means that X lies on it.\n",
    );
    let items: Vec<&Item> = euclase_grammar::prelude().items.iter().filter(|i| i.kind == ItemKind::Def).collect();
    let texts = definitions();
    assert_eq!(items.len(), texts.len(), "the prelude is read as the language reads it");
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for (item, (name, text)) in items.iter().zip(&texts) {
        assert_eq!(item.name.name, *name);
        let count = seen.entry(name).or_insert(0);
        *count += 1;
        let params: Vec<String> = item.params.iter().map(|p| p.name.name.clone()).collect();
        let keys = [name.clone(), format!("{name}/{}", params.len()), format!("{name}/length")];
        let said = keys.iter().find_map(|k| words.find(&format!("nouns.{k}"), &params)).unwrap_or_default();
        let file = if *count > 1 { format!("{name}-{count}") } else { name.clone() };
        let statement = example(item);
        let drawn = figure(&format!("theorem t {{ {statement} find {} }}", asked(&statement)), false);
        out += &format!("\n### {name}({})\n{said}\n\n```\n{text}```\n", params.join(", "));
        let svg = drawn.unwrap_or_else(|| panic!("no figure of {name}: {statement}"));
        out += &format!("![{name}](figures/{file}.svg)\n");
        figures.insert(file, svg);
    }
    out += "\n## Rules\nThe rules of geometry that the kernel knows, as theorems ([rules.md](rules.md) says how each is proved, [SOUNDNESS.md](../SOUNDNESS.md) argues it). Of a rule with several forms the first is shown.\n";
    let mut names: Vec<String> = euclase_kernel::rules::all().map(|r| r.name.to_string()).collect();
    // Those that draw conditions from facts are a table of their own.
    let mut others: Vec<String> = fs::read_dir(root().join("datasets/rules"))
        .expect("a folder")
        .flatten()
        .filter_map(|e| e.file_name().to_string_lossy().strip_suffix(".fml").map(String::from))
        .filter(|n| !names.contains(n))
        .collect();
    others.sort();
    names.extend(others);
    for name in names {
        let Ok(text) = fs::read_to_string(root().join(format!("datasets/rules/{name}.fml"))) else { continue };
        let loaded = euclase_grammar::load(&text).expect("well-formed");
        let first = loaded.ast.items.iter().find(|i| i.kind == ItemKind::Theorem).expect("a theorem");
        let statement = &text[first.name.span.start..first.span.end];
        out += &format!("\n### {name}\n```\ntheorem {statement}\n```\n");
        let svg = figure(&text, true).unwrap_or_else(|| panic!("no figure of the rule {name}"));
        out += &format!("![{name}](figures/rule-{name}.svg)\n");
        figures.insert(format!("rule-{name}"), svg);
    }
    (out, figures)
}

/// Something to ask of a statement: a goal is wanted, and is not drawn.
fn asked(statement: &str) -> String {
    let names: Vec<char> = statement.chars().filter(char::is_ascii_uppercase).collect();
    let first = names[0];
    let other = names.iter().rev().find(|c| **c != first).expect("two points");
    format!("{first}{other}")
}

#[test]
fn the_reference_is_that_of_the_language() {
    let (text, figures) = reference();
    let path = root().join("docs/reference.md");
    let folder: PathBuf = root().join("docs/figures");
    if std::env::var_os("EUCLASE_BLESS").is_some() {
        drop(fs::remove_dir_all(&folder));
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(&path, &text).expect("docs/reference.md can be written");
        for (name, svg) in &figures {
            fs::write(folder.join(format!("{name}.svg")), svg).expect("a figure can be written");
        }
        return;
    }
    assert_eq!(fs::read_to_string(&path).unwrap_or_default(), text, "EUCLASE_BLESS=1 cargo test --test book");
    // (Their last decimals may differ from system to system.)
    for name in figures.keys() {
        let kept = fs::read_to_string(folder.join(format!("{name}.svg"))).unwrap_or_default();
        assert!(kept.starts_with("<svg"), "docs/figures/{name}.svg");
    }
}

/// Every chapter is there, and every document is a chapter.
#[test]
fn the_book_has_every_document() {
    let summary = fs::read_to_string(root().join("docs/SUMMARY.md")).expect("a summary");
    let listed: Vec<&str> = summary.split("](").skip(1).filter_map(|p| p.split(')').next()).collect();
    for name in &listed {
        assert!(root().join("docs").join(name).exists(), "{name}");
    }
    for entry in fs::read_dir(root().join("docs")).expect("a folder").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let chapter = name.ends_with(".md") && name != "SUMMARY.md";
        assert!(!chapter || listed.contains(&name.as_str()), "docs/SUMMARY.md lacks {name}");
    }
}
