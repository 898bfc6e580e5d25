//! Limits and interrupts: the program stops when it is told to, and says what it was doing.

use crate::run::{Folder, THALES, command, finish, prove, prove_with};
use std::time::{Duration, Instant};

/// A statement whose figure is long to look for: many points, many equations, no order of construction.
pub fn heavy(points: usize, equations: usize) -> String {
    let mut state = 12345u64;
    let mut pick = |n: usize| {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 33) as usize % n
    };
    let names: Vec<String> = (1..=points).map(|i| format!("P_{i}")).collect();
    let mut text = format!("theorem heavy {{\n  point {}\n", names.join(", "));
    for k in 0..equations {
        let mut four: Vec<usize> = Vec::new();
        while four.len() < 4 {
            let p = pick(points);
            if !four.contains(&p) {
                four.push(p);
            }
        }
        let [a, b, c, d] = [0, 1, 2, 3].map(|i| &names[four[i]]);
        text += &match k % 3 {
            0 => format!("  assume cyclic({a}, {b}, {c}, {d})\n"),
            1 => format!("  assume {a}{b} perp {c}{d}\n"),
            _ => format!("  assume {a}{b} = {c}{d}\n"),
        };
    }
    text + "  show P_1P_2 = P_3P_4\n}\n"
}

#[test]
fn time_is_up_within_a_second_of_the_limit() {
    // Some of them are answered in time on a fast machine; none may be late.
    for (points, equations) in [(12, 40), (60, 50), (100, 90), (100, 300)] {
        let said = prove_with(&["-", "--timeout", "1"], heavy(points, equations));
        said.assert_no_theorem();
        assert!(said.code == Some(2) || said.code == Some(1), "{said:?}");
        assert!(said.seconds < 2.5, "{points} points, {equations} equations: {} s", said.seconds);
    }
    let said = prove_with(&["-", "--timeout", "0.4"], heavy(140, 130));
    // How far it comes in that time depends on the machine.
    said.expect(2, &["SZS status Timeout for heavy", "time was up while"]);
}

#[test]
fn no_time_and_all_time() {
    prove_with(&["-", "--timeout", "0"], THALES).assert_no_theorem().expect(2, &["SZS status Timeout"]);
    for long in ["1e300", "99999999999", "1e9"] {
        prove_with(&["-", "--timeout", long], THALES).expect(0, &["SZS status Theorem"]);
    }
}

#[test]
fn memory() {
    prove_with(&["-", "--memory", "0"], THALES).expect(0, &["SZS status Theorem"]);
    let said = prove_with(&["-", "--memory", "1", "--timeout", "20"], heavy(140, 130));
    said.assert_no_theorem().expect(2, &["SZS status MemoryOut", "--memory"]);
    assert!(said.seconds < 5.0, "{}", said.seconds);
}

#[cfg(unix)]
pub fn interrupt(id: u32) {
    let done = std::process::Command::new("kill").args(["-INT", &id.to_string()]).status().expect("kill runs");
    assert!(done.success());
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_a_proof() {
    let f = Folder::new("interrupt");
    let thm = f.file("heavy.fml", heavy(140, 130));
    let child = command(&[&thm]).spawn().expect("starts");
    std::thread::sleep(Duration::from_millis(200));
    let start = Instant::now();
    interrupt(child.id());
    let said = finish(child, Vec::new());
    said.assert_no_theorem().expect(130, &["SZS status User for heavy", "interrupted while ", "To prove"]);
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_what_cannot_be_asked() {
    // Waiting for standard input: nothing is there to be told.
    let child = command(&["-"]).stdin(std::process::Stdio::piped()).spawn().expect("starts");
    std::thread::sleep(Duration::from_millis(300));
    interrupt(child.id());
    let mut child = child;
    let start = Instant::now();
    while child.try_wait().expect("waiting works").is_none() {
        assert!(start.elapsed() < Duration::from_secs(5), "it does not end");
        std::thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(child.wait().expect("it ended").code(), Some(130));
}

#[cfg(unix)]
#[test]
fn an_interrupted_batch_goes_on() {
    let f = Folder::new("interrupted-batch");
    f.file("a.fml", THALES);
    f.file("b.fml", heavy(140, 130));
    f.file("c.fml", THALES.replace("thales", "c"));
    let args = ["batch", &f.path(""), "--out", &f.path("r.jsonl"), "--timeout", "0.5"].map(String::from);
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let child = command(&args).spawn().expect("starts");
    let results = || std::fs::read_to_string(f.path("r.jsonl")).map_or(0, |t| t.matches("\"result\"").count());
    let start = Instant::now();
    while results() < 1 && start.elapsed() < Duration::from_secs(10) {
        std::thread::sleep(Duration::from_millis(5));
    }
    std::thread::sleep(Duration::from_millis(50));
    interrupt(child.id());
    finish(child, Vec::new()).expect(130, &["interrupted after 1 results", "run the same command again"]);
    assert_eq!((results(), f.read("r.jsonl").matches("\"end\"").count()), (1, 0));
    prove(&args).expect(0, &["1 results are in", "2 to go"]);
    let text = f.read("r.jsonl");
    assert_eq!((results(), text.matches("\"type\":\"end\"").count()), (3, 1));
    assert!(text.contains("\"Timeout\"") && text.matches("\"Theorem\"").count() >= 2, "{text}");
}
