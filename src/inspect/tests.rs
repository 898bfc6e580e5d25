//! The screen, drawn into memory; traces whole, compressed, cut.

use super::app::{App, Key, View};
use super::draw;
use super::read::Book;
use crate::search::frames::Frames;
use crate::search::trace::{self, Line, Trace};
use crate::solve::{Config, solve};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use std::io::Write;
use std::path::{Path, PathBuf};

const SIMSON: &str = include_str!("../../datasets/classic/simson_line_bisects_ph.fml");

/// A file of a test's own, removed at the end.
struct Temporary(PathBuf);

impl Temporary {
    fn new(name: &str) -> Temporary {
        Temporary(std::env::temp_dir().join(format!("euclase-inspect-{}-{name}", std::process::id())))
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// The trace of a search for a theorem's proof.
fn traced(path: &Path, text: &str, nodes: u64) {
    let file = euclase_grammar::load(text).expect("a theorem");
    let thm = &file.theorems[0];
    let header = trace::Header {
        version: trace::VERSION,
        program: "0".into(),
        name: thm.name.clone(),
        theorem: text.into(),
        seed: 0,
        nodes,
        timeout: None,
        depth: "full".into(),
        strength: "configuration".into(),
        policy: "heuristic".into(),
        policy_after: 2000,
        asks: 100,
    };
    let out = std::fs::File::create(path).expect("a file");
    let compressed = path.extension().is_some_and(|e| e == "zst");
    let t = if compressed { Trace::new(Frames::new(out), header, 1 << 30) } else { Trace::new(out, header, 1 << 30) };
    let config = Config { nodes, wu: 0, timeout: None, asks: 100, trace: Some(t.clone()), ..Config::default() };
    let solved = solve(thm, &config);
    let aux = match (&solved.certificate, &solved.figure) {
        (Some(c), Some(f)) => trace::points(thm, &c.aux, &f.pts).split_off(thm.statement_points),
        _ => Vec::new(),
    };
    t.end(&solved.answer.status.to_string(), aux).expect("written");
}

/// What stands on a screen of this size.
fn seen(app: &mut App, width: u16, height: u16) -> String {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("memory");
    terminal.draw(|f| draw(f, app)).expect("memory");
    terminal.backend().to_string()
}

fn answer() -> Result<crate::report::Answer, String> {
    let file = euclase_grammar::load(SIMSON).expect("a theorem");
    Ok(solve(&file.theorems[0], &Config { wu: 0, nodes: 2000, ..Config::default() }).answer)
}

#[test]
fn a_search_that_found_a_proof() {
    let file = Temporary::new("proof.jsonl");
    traced(&file.0, SIMSON, 2000);
    let book = Book::open(&file.0).expect("a trace");
    assert!(book.cut.is_none() && book.states.len() >= 2 && book.nodes.len() > 50);
    let mut app = App::new(book, Box::new(answer));
    // It begins at the node that is the proof.
    let first = seen(&mut app, 80, 24);
    for part in ["simson_line_bisects_ph", "Theorem", "●", "proved", "Figure", "rank", "1 Tree", "? help"] {
        assert!(first.contains(part), "no `{part}` in\n{first}");
    }
    assert!(first.lines().count() == 24 && first.chars().any(|c| ('\u{2801}'..='\u{28ff}').contains(&c)), "{first}");
    // The statement is the first row; closed, it is the only one.
    app.press(Key::Home);
    assert!(matches!(app.rows[app.chosen()], super::tree::Row::Root(0)));
    assert!(seen(&mut app, 80, 24).contains("▾ the statement"));
    let rows = app.rows.len();
    app.press(Key::Left);
    assert_eq!(app.rows.len(), 1);
    app.press(Key::Enter);
    assert_eq!(app.rows.len(), rows);
    // Only what was refused, or of a sort; then everything.
    app.press(Key::Char('/'));
    "reflection".chars().for_each(|c| app.press(Key::Char(c)));
    assert!(seen(&mut app, 80, 24).contains("filter: reflection"));
    app.press(Key::Enter);
    assert!(app.rows.len() > 1 && app.rows.len() < rows);
    assert!(!seen(&mut app, 80, 24).contains("similar_vertex"));
    app.press(Key::Esc);
    assert_eq!(app.rows.len(), rows);
    for sort in ["by time", "by gain", "by visits", "by rank"] {
        app.press(Key::Char('s'));
        assert!(seen(&mut app, 80, 24).contains(sort));
    }
    // The proof, a step after another, with what it uses.
    app.press(Key::Char('2'));
    let proof = seen(&mut app, 80, 24);
    for part in ["Proof", "  1. ", "Step 1", "uses"] {
        assert!(proof.contains(part), "no `{part}` in\n{proof}");
    }
    app.press(Key::End);
    assert!(seen(&mut app, 100, 40).contains("collinear"));
    app.press(Key::Char('3'));
    let rejected = seen(&mut app, 80, 24);
    for part in ["degenerate", "duplicate", "candidates listed in all"] {
        assert!(rejected.contains(part), "no `{part}` in\n{rejected}");
    }
    app.press(Key::End);
    let who = seen(&mut app, 80, 24);
    assert!(who.contains("Nodes by who proposed them") && who.contains("the hand-made order: "), "{who}");
    app.press(Key::Tab);
    assert!(app.view == View::Curve && seen(&mut app, 80, 24).contains("Most relations"));
    app.press(Key::Char('?'));
    assert!(seen(&mut app, 80, 24).contains("Keys"));
    app.press(Key::Char('q'));
    assert!(!app.quit, "any key leaves the help");
    app.press(Key::Char('q'));
    assert!(app.quit);
}

#[test]
fn compressed_and_cut_traces() {
    let (plain, packed) = (Temporary::new("plain.jsonl"), Temporary::new("packed.jsonl.zst"));
    traced(&plain.0, SIMSON, 300);
    traced(&packed.0, SIMSON, 300);
    let (mut a, mut b) = (Book::open(&plain.0).expect("a trace"), Book::open(&packed.0).expect("a trace"));
    let untimed = |l: Line| match l {
        Line::Node(n) => Line::Node(trace::NodeLine { micros: 0, ..n }),
        l => l,
    };
    assert_eq!((a.states.len(), a.nodes.len()), (b.states.len(), b.nodes.len()));
    for i in (0..a.nodes.len()).step_by(17) {
        assert_eq!(a.node(i).map(untimed), b.node(i).map(untimed));
    }
    assert!(std::fs::metadata(&packed.0).expect("there").len() * 3 < std::fs::metadata(&plain.0).expect("there").len());
    // Cut anywhere, it opens with what is there, and says so.
    for file in [&plain, &packed] {
        let whole = std::fs::read(&file.0).expect("there");
        let part = Temporary::new("part.jsonl");
        for k in 1..20 {
            std::fs::write(&part.0, &whole[..whole.len() * k / 20]).expect("a file");
            match Book::open(&part.0) {
                Ok(book) => {
                    assert!(book.cut.is_some() && book.end.is_none());
                    let mut app = App::new(book, Box::new(|| Err("no proof".into())));
                    [Key::End, Key::Right, Key::Char('b'), Key::Char('2'), Key::Char('3'), Key::Char('4')]
                        .into_iter()
                        .for_each(|k| {
                            app.press(k);
                            seen(&mut app, 80, 24);
                        });
                }
                Err(e) => assert!(e.contains("empty") || e.contains("header"), "{e}"),
            }
        }
        // Something else in the middle is told with its line.
        if file.0.extension().is_some_and(|e| e == "jsonl") {
            let text = String::from_utf8(whole).expect("text");
            let broken = text.lines().enumerate().map(|(i, l)| if i == 7 { "nonsense" } else { l });
            std::fs::write(&part.0, broken.collect::<Vec<_>>().join("\n") + "\n").expect("a file");
            assert!(Book::open(&part.0).err().is_some_and(|e| e.contains("line 8")));
        }
    }
}

#[test]
fn a_failed_search_and_small_screens() {
    let file = Temporary::new("failed.jsonl");
    let text = "theorem open { triangle ABC point D = midpoint(B, C) point E on segment(A, D) show BE = CE }";
    traced(&file.0, &text.replace("segment(A, D)", "line(A, D)").replace("BE = CE", "collinear(B, E, C)"), 40);
    let mut app = App::new(Book::open(&file.0).expect("a trace"), Box::new(|| Err("it has none".into())));
    app.press(Key::Char('2'));
    assert!(seen(&mut app, 80, 24).contains("it has none"));
    app.press(Key::Char('1'));
    for (w, h) in [(1, 1), (10, 4), (40, 12), (80, 24), (200, 60)] {
        for view in ['1', '2', '3', '4', '?'] {
            app.press(Key::Char(view));
            seen(&mut app, w, h);
        }
    }
    // Algebra has states of another sort.
    let file = Temporary::new("algebra.jsonl");
    traced(&file.0, "theorem t { real a, b, c > 0 show a^3*b + b^3*c + c^3*a >= a*b*c*(a + b + c) }", 8);
    let mut app = App::new(Book::open(&file.0).expect("a trace"), Box::new(|| Err("it has none".into())));
    for k in [Key::Home, Key::Right, Key::Down, Key::Char('3'), Key::Char('4'), Key::Char('1')] {
        app.press(k);
        seen(&mut app, 80, 24);
    }
}

#[test]
#[ignore = "slow"]
fn a_million_nodes_open_within_two_seconds() {
    let (small, big) = (Temporary::new("small.jsonl"), Temporary::new("big.jsonl"));
    traced(&small.0, SIMSON, 200);
    let text = std::fs::read_to_string(&small.0).expect("there");
    let of = |sort: &str| text.lines().filter(|l| l.contains(&format!("\"type\":\"{sort}\""))).collect::<Vec<_>>();
    let (states, nodes) = (of("state"), of("node"));
    let mut out = std::io::BufWriter::new(std::fs::File::create(&big.0).expect("a file"));
    writeln!(out, "{}\n{}", text.lines().next().expect("a header"), states[0]).expect("written");
    for i in 0..1_000_000 {
        let line = nodes[i % nodes.len().min(50)];
        let state = line.split_once("\"state\":").and_then(|s| s.1.split_once(',')).expect("a state").0;
        let line = line.replacen(&format!("\"state\":{state},"), "\"state\":0,", 1);
        writeln!(out, "{line}").expect("written");
    }
    drop(out);
    let start = std::time::Instant::now();
    let book = Book::open(&big.0).expect("a trace");
    println!("{} nodes in {:?}", book.nodes.len(), start.elapsed());
    assert_eq!(book.nodes.len(), 1_000_000);
    let mut app = App::new(book, Box::new(|| Err(String::new())));
    seen(&mut app, 80, 24);
    println!("drawn after {:?}; {:?} MiB", start.elapsed(), memory_stats::memory_stats().map(|m| m.physical_mem >> 20));
}
