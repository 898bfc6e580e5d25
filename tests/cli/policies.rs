//! Policies and traces: what is proposed from outside is tried or rejected, never believed; what was found can be found again.

use crate::run::{Folder, Said, command, finish, prove};
#[cfg(unix)]
use crate::stopping::interrupt;
use serde_json::Value;
use std::path::Path;
use std::time::{Duration, Instant};

/// A theorem that needs an auxiliary point.
const SIMSON: &str = "datasets/classic/simson_line_bisects_ph.fml";
/// One that needs two.
const TWO: &str = "datasets/people/balkan_1987_p4.fml";

/// The nodes of the last line of an answer.
fn nodes(said: &Said) -> u64 {
    let last = said.out.lines().last().unwrap_or_default();
    let words: Vec<&str> = last.split_whitespace().collect();
    words[words.len() - 2].parse().unwrap_or_else(|_| panic!("{said:?}"))
}

/// What was said, with its lines joined.
fn unbroken(said: &Said) -> String {
    said.all().split_whitespace().collect::<Vec<_>>().join(" ").replace(" % ", " ")
}

/// What was said but for the time.
fn timeless(said: &Said) -> String {
    said.out.lines().map(|l| l.split(" s: ").last().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// A command for a Python program, if there is Python.
fn python(f: &Folder, name: &str, text: &str) -> Option<String> {
    if std::process::Command::new("python3").arg("--version").output().is_err() {
        eprintln!("python3 is not there: the test is skipped");
        return None;
    }
    Some(format!("external:python3 '{}'", f.file(name, text)))
}

/// A program that greets, then does `rest` for each state `m`.
fn greeting(rest: &str) -> String {
    format!(
        "import json, os, sys, time\ndef say(**m):\n    print(json.dumps(m), flush=True)\nfor line in sys.stdin:\n    m = json.loads(line)\n    \
         if m['type'] == 'hello':\n        say(type='hello', version=1)\n    elif m['type'] == 'state':\n        {}\n",
        rest.trim().replace('\n', "\n        ")
    )
}

/// The example of the documentation.
fn example() -> String {
    let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/protocol.md")).expect("there");
    page.split("```python\n").nth(1).and_then(|t| t.split("```").next()).expect("an example").to_string()
}

#[test]
fn policies_by_name() {
    let said = prove(&[SIMSON, "--policy", "best"]);
    said.expect(64, &["wanted: heuristic, random, replay:FILE, external:COMMAND"]);
    prove(&[SIMSON, "--policy", "replay:no.jsonl"]).expect(74, &["cannot read no.jsonl"]);
    prove(&[SIMSON, "--policy", "external:'a"]).expect(64, &["not closed"]);
    prove(&[SIMSON, "--policy-timeout", "0"]).expect(64, &["--policy-timeout"]);
}

#[test]
fn a_random_order_is_the_same_for_a_seed() {
    let run = |more: &[&str]| prove(&[&[SIMSON, "--policy", "random"], more].concat());
    let one = run(&["--threads", "1"]);
    one.expect(0, &["SZS status Theorem"]);
    assert_eq!(timeless(&one), timeless(&run(&["--threads", "2"])));
    assert_ne!(nodes(&one), nodes(&run(&["--seed", "1"])));
    assert_ne!(nodes(&one), nodes(&prove(&[SIMSON])));
}

#[test]
fn a_batch_records_its_policy() {
    let f = Folder::new("batch-policy");
    let run = |policy| prove(&["batch", SIMSON, "--policy", policy, "--quiet", "--out", &f.path("r.jsonl")]);
    run("random").expect(0, &["Theorem"]);
    assert_eq!(f.lines("r.jsonl", "results")[0]["data"]["policy"], "random");
    run("heuristic").expect(65, &["a run with other options"]);
}

#[test]
fn what_was_promising_is_told() {
    let said = prove(&[TWO, "--prover", "search", "--nodes", "60"]);
    said.assert_no_theorem().expect(2, &[]);
    let words = unbroken(&said);
    assert!(
        words.contains("the most promising of ")
            && words.contains(" states adds X = ")
            && words.contains(" new relation"),
        "{words}"
    );
}

// --- traces ---------------------------------------------------------------------------------------------------------

/// A trace without its times.
fn without_times(mut lines: Vec<Value>) -> Vec<Value> {
    for l in &mut lines {
        for time in ["micros", "seconds"] {
            if let Some(x) = l.get_mut(time) {
                assert!(x.is_number());
                *x = 0.into();
            }
        }
    }
    lines
}

/// The fields that docs/trace.md has for a type of lines.
fn documented(kind: &str) -> Vec<String> {
    let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/trace.md")).expect("there");
    let section = page.split("\n## `").find(|s| s.starts_with(kind)).expect("a section");
    let cells = section.lines().filter_map(|l| l.strip_prefix("| `")).filter_map(|l| l.split(" |").next());
    cells.flat_map(|c| c.split(", ")).map(|c| c.trim_matches('`').to_string()).collect()
}

#[test]
fn a_trace_has_the_documented_fields_and_is_the_same_twice() {
    let f = Folder::new("trace");
    for (name, threads) in [("a.jsonl", "1"), ("b.jsonl", "2")] {
        prove(&[TWO, "--threads", threads, "--trace", &f.path(name)]).expect(0, &["SZS status Theorem"]);
    }
    let trace = without_times(f.lines("a.jsonl", "trace"));
    assert_eq!(trace, without_times(f.lines("b.jsonl", "trace")));
    for l in &trace {
        let kind = l["type"].as_str().expect("a type");
        let known = documented(kind);
        for field in l.as_object().expect("an object").keys().filter(|k| *k != "type") {
            assert!(known.contains(field), "{kind} has the field {field}, docs/trace.md {known:?}");
        }
    }
    let of = |kind: &str| trace.iter().filter(|l| l["type"] == kind).collect::<Vec<_>>();
    assert_eq!((of("header").len(), of("end").len()), (1, 1));
    assert_eq!(trace[0]["policy"], "heuristic");
    let end = &trace[trace.len() - 1];
    assert_eq!((end["status"].as_str(), end["aux"].as_array().map(Vec::len)), (Some("Theorem"), Some(2)));
    let closed = of("node").iter().filter(|n| n["verdict"] != "repeated").count();
    assert_eq!(end["nodes"], closed);
    assert_eq!(end["visits"].as_array().map(Vec::len), Some(of("state").len()));
    assert_eq!(of("node").last().map(|n| n["verdict"].as_str()), Some(Some("proved")));
}

#[test]
fn a_trace_that_cannot_be_written() {
    prove(&[SIMSON, "--trace", "no/such/t.jsonl"]).expect(74, &["cannot write no/such/t.jsonl"]);
    if Path::new("/dev/full").exists() {
        prove(&[SIMSON, "--trace", "/dev/full"]).expect(74, &["cannot write /dev/full"]);
    }
}

#[test]
fn each_theorem_of_a_file_has_a_trace() {
    let f = Folder::new("traces");
    let text = "theorem a { triangle ABC show AB = AB }\ntheorem b { triangle ABC show BC = CB }\n";
    let thm = f.file("t.fml", text);
    prove(&[&thm, "--trace", &f.path("t.jsonl")]).expect(0, &[]);
    assert_eq!(f.names(), ["t-a.jsonl", "t-b.jsonl", "t.fml"]);
    prove(&["replay", &f.path("t-b.jsonl")]).expect(0, &["SZS status Theorem for b"]);
}

#[test]
fn a_trace_is_replayed() {
    let f = Folder::new("replay");
    let first = prove(&[TWO, "--trace", &f.path("t.jsonl"), "--cert", &f.path("a.json")]);
    let again = prove(&["replay", &f.path("t.jsonl"), "--cert", &f.path("b.json")]);
    again.expect(0, &["SZS status Theorem for balkan_1987_p4"]);
    assert!(nodes(&again) < 10 && nodes(&first) > 50, "{again:?}");
    prove(&["check", TWO, &f.path("b.json")]).expect(0, &["accepted"]);
    let policy = format!("replay:{}", f.path("t.jsonl"));
    prove(&[TWO, "--policy", &policy, "--seed", "3"]).expect(0, &["SZS status Theorem"]);
    // Of another theorem.
    prove(&[SIMSON, "--prover", "search", "--policy", &policy]).expect(2, &["the trace is of `balkan_1987_p4`"]);
}

#[test]
fn a_trace_that_is_damaged() {
    let f = Folder::new("damaged");
    prove(&[SIMSON, "--trace", &f.path("t.jsonl")]).expect(0, &[]);
    let whole = f.read("t.jsonl");
    let run = |text: &str| prove(&["replay", &f.file("d.jsonl", text)]);
    run("").assert_no_theorem().expect(65, &["the trace is empty"]);
    run("no trace\n").assert_no_theorem().expect(65, &["line 1: not the header of a trace"]);
    // Cut behind the first nodes, and within a line.
    let cut: String = whole.lines().take(10).collect::<Vec<_>>().join("\n");
    run(&cut[..cut.len() - 5]).assert_no_theorem().expect(2, &["the trace has no end"]);
    // Cut before the end only: the proof is there.
    let endless = whole.trim_end().rsplit_once('\n').expect("lines").0;
    run(endless).expect(0, &["SZS status Theorem", "the trace has no end"]);
    let middle = whole.replacen("\"task\":\"try\"", "\"task\":3", 1);
    run(&middle).assert_no_theorem().expect(65, &["line 3: not a line of a trace"]);
    run(&whole.replace("\"version\":1", "\"version\":2")).assert_no_theorem().expect(65, &["format version 2"]);
    run(&whole.replace("triangle ABC", "triangle A")).assert_no_theorem().expect(65, &["the theorem cannot be read"]);
    // The end names the points of the proof: wrong ones.
    let (before, end) = whole.trim_end().rsplit_once('\n').expect("lines");
    for (right, wrong, why) in [
        ("\"args\":[\"P\"", "\"args\":[\"Q\"", "there is no point `Q`"),
        ("\"args\":[\"P\"", "\"args\":[\"B\"", "cannot be followed|the closure does not reach it"),
        ("\"args\":[\"P\",", "\"args\":[", "no definition `reflection` of 2 points"),
        ("\"reflection\"", "\"reflexion\"", "no definition `reflexion`"),
        ("\"args\":[\"P\"", "\"args\":[\"A\"", "point 1 of the figure is there"),
    ] {
        let damaged = end.replace(right, wrong);
        assert_ne!(damaged, end, "{right}");
        let said = run(&format!("{before}\n{damaged}\n"));
        said.assert_no_theorem().expect(2, &[]);
        let all = unbroken(&said);
        assert!(why.split('|').any(|w| all.contains(w)), "{why}: {all}");
    }
}

// --- programs -------------------------------------------------------------------------------------------------------

/// A run with a program that does something for each state; the same with two threads.
fn with_program(name: &str, rest: &str, more: &[&str]) -> Option<(Said, Vec<Value>)> {
    let f = Folder::new(name);
    let policy = python(&f, "policy.py", &greeting(rest))?;
    let trace = f.path("t.jsonl");
    let run = |threads: &str| {
        let said = prove(&[&[SIMSON, "--policy", &policy, "--threads", threads, "--trace", &trace], more].concat());
        (said, f.lines("t.jsonl", "trace"))
    };
    let (one, two) = (run("1"), run("2"));
    assert_eq!(timeless(&one.0), timeless(&two.0));
    assert_eq!(without_times(one.1.clone()), without_times(two.1));
    Some(one)
}

fn rejected(trace: &[Value], reason: &str) -> u64 {
    trace[trace.len() - 1]["rejected"][reason].as_u64().unwrap_or(0)
}

#[test]
fn the_example_of_the_documentation_finds_a_proof() {
    let f = Folder::new("example");
    let Some(policy) = python(&f, "policy.py", &example()) else { return };
    let one = prove(&[SIMSON, "--policy", &policy, "--threads", "1"]);
    one.expect(0, &["SZS status Theorem", "reflection(P, AC)"]);
    assert!(nodes(&one) < 40, "{one:?}");
    assert_eq!(timeless(&one), timeless(&prove(&[SIMSON, "--policy", &policy, "--threads", "2"])));
    let files = [SIMSON, "datasets/classic/bottema.fml"];
    prove(&[&["batch", "--jobs", "2", "--quiet", "--policy", &policy], &files[..]].concat())
        .expect(0, &["\"Theorem\":2"]);
}

#[test]
fn the_winning_point_is_tried_first() {
    let rest =
        "say(type='proposals', id=m['id'], value=0.9, proposals=[{'def':'midpoint','args':['A','P'],'prior':0.1},
        {'def':'reflection','args':['P','A','C'],'prior':0.9}])";
    let Some((said, trace)) = with_program("winning", rest, &[]) else { return };
    said.expect(0, &["SZS status Theorem"]);
    assert_eq!(nodes(&said), 1);
    let node = trace.iter().find(|l| l["type"] == "node").expect("a node");
    assert_eq!((node["verdict"].as_str(), node["order"].as_u64()), (Some("proved"), Some(0)));
    assert!((node["prior"].as_f64().expect("a prior") - 0.9).abs() < 1e-6);
    assert!(trace[1]["value"].as_f64().is_some_and(|v| (v - 0.9).abs() < 1e-6));
}

#[test]
fn proposals_are_rejected_one_by_one() {
    let rest = "say(type='proposals', id=m['id'], proposals=[7, {'def':'midpoint'}, {'def':'midpoint','args':['A','P'],'prior':2},
        {'def':'midpoint','args':['A','P'],'prior':float('nan')}, {'def':'abyss','args':['A']}, {'def':'midpoint','args':['A']},
        {'def':'midpoint','args':['A','Q9']}, {'def':'meet','args':['A','B','A','B']}, {'def':'midpoint','args':['P','H']},
        {'def':'midpoint','args':['A','P']}, {'def':'midpoint','args':['P','A']}] if m['id'] == 0 else [])";
    let Some((said, trace)) = with_program("rejected", rest, &[]) else { return };
    // NaN is not JSON: the whole line is lost, and Python says `NaN`.
    said.expect(0, &["SZS status Theorem", "malformed"]);
    assert!(said.all().contains("did not answer") || rejected(&trace, "malformed") > 0, "{said:?}");
    let rest = rest.replace("{'def':'midpoint','args':['A','P'],'prior':float('nan')}, ", "");
    let Some((said, trace)) = with_program("rejected-each", &rest, &[]) else { return };
    said.expect(0, &["SZS status Theorem", "rejected"]);
    let all = [
        ("malformed", 3),
        ("unknown-definition", 2),
        ("unknown-point", 1),
        ("impossible", 1),
        ("existing", 1),
        ("duplicate", 1),
    ];
    for (reason, n) in all {
        assert_eq!(rejected(&trace, reason), n, "{reason}: {}", trace[trace.len() - 1]);
    }
}

#[test]
fn a_program_that_is_told_can_correct_itself() {
    let f = Folder::new("correct");
    let text = greeting("say(type='proposals', id=m['id'], proposals=[{'def':'foot','args':['A','B']}][m['id']:])")
        + "    else:\n        open(sys.argv[0] + '.log', 'a').write(line)\n";
    let Some(policy) = python(&f, "policy.py", &text) else { return };
    prove(&[SIMSON, "--policy", &policy, "--nodes", "96"]).expect(0, &["unknown-definition 1"]);
    let told: Vec<Value> = f.read("policy.py.log").lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    assert_eq!(told[0]["verdict"], "unknown-definition");
    assert_eq!((told[0]["id"].as_u64(), told[0]["proposal"].as_u64()), (Some(0), Some(0)));
    assert!(told[0]["reason"].as_str().is_some_and(|r| r.contains("takes 3 points, not 2")), "{told:?}");
}

const WITHOUT: &str = "the hand-made score";

#[test]
fn programs_that_talk_nonsense() {
    let much = "for i in range(500):\n    print('nonsense %d' % i, flush=True)";
    let Some((said, trace)) = with_program("nonsense", much, &[]) else { return };
    said.expect(0, &["SZS status Theorem", "warning", "malformed 200"]);
    assert!(unbroken(&said).contains(WITHOUT), "{said:?}");
    assert_eq!(nodes(&said), nodes(&prove(&[SIMSON])), "as without a policy");
    assert_eq!(rejected(&trace, "malformed"), 200);
    let little = "print('{]')\nprint('[' * 100000)\nprint('x' * 3000000)\nsys.stdout.buffer.write(b'\\xff\\n')\n\
                  say(type='proposals', id=m['id'] + 1, proposals=[])\nsay(type='proposals', id='a', proposals=[])\n\
                  say(type='proposals', id=m['id'], proposals=[{'def':'reflection','args':['P','A','C'],'prior':1}])";
    let Some((said, trace)) = with_program("little-nonsense", little, &[]) else { return };
    said.expect(0, &["SZS status Theorem"]);
    assert_eq!((nodes(&said), rejected(&trace, "malformed")), (1, 6));
}

#[test]
fn a_liar_proves_nothing() {
    let f = Folder::new("liar");
    let lies = "say(type='proved', id=m['id'])\nsay(type='verdict', id=m['id'], proposal=0, verdict='proved')\n\
                say(type='proposals', id=m['id'], verdict='proved', proposals=[{'def':'midpoint','args':['A','B'],'prior':1,'proved':True}])";
    let Some(policy) = python(&f, "policy.py", &greeting(lies)) else { return };
    // True, but not by these points.
    let said = prove(&[TWO, "--prover", "search", "--policy", &policy, "--nodes", "5"]);
    said.assert_no_theorem().expect(2, &["malformed 2"]);
    // Not true at all.
    let thm = f.file("false.fml", "theorem false {\n  triangle ABC\n  show AB = AC\n}\n");
    prove(&[&thm, "--policy", &policy]).assert_no_theorem().expect(1, &["CounterSatisfiable"]);
}

#[test]
fn programs_that_flood_hang_die_or_do_not_start() {
    let quick: &[&str] = &["--policy-timeout", "0.4"];
    let without = nodes(&prove(&[SIMSON]));
    for (name, rest, why) in [
        ("flood", "while True:\n    print('y' * 1000)", "200 lines"),
        ("endless", "while True:\n    sys.stdout.write('y' * 100000)", "did not answer within 0.4 s"),
        ("hang", "time.sleep(1000)", "did not answer within 0.4 s"),
        ("close", "os.close(1)\ntime.sleep(1000)", "has ended"),
        ("die", "sys.exit(3)", "has ended"),
        ("die-later", "say(type='proposals', id=m['id'], proposals=[])\nsys.exit(3)", ""),
    ] {
        let Some((said, _)) = with_program(name, rest, quick) else { return };
        said.expect(0, &["SZS status Theorem"]);
        let all = unbroken(&said);
        assert!(all.contains(why) && (why.is_empty() || all.contains("warning")), "{name}: {all}");
        assert_eq!(nodes(&said), without, "{name}: as without a policy");
    }
    let said = prove(&[SIMSON, "--policy", "external:no-such-program --x"]);
    said.expect(0, &["SZS status Theorem", "`no-such-program` cannot be started"]);
    assert!(unbroken(&said).contains(WITHOUT), "{said:?}");
    let said = prove(&[SIMSON, "--policy", "external:true"]);
    said.expect(0, &["SZS status Theorem", "has ended"]);
    let said = prove(&[SIMSON, "--policy", "external:cat", "--policy-timeout", "0.5"]);
    said.expect(0, &["SZS status Theorem"]);
}

/// Whether none of the processes is there whose numbers a file has.
fn gone(f: &Folder, pids: &str) -> bool {
    let there = |pid: &str| {
        let state = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        // What its own child left behind is taken away by the system's first process, sooner or later.
        !state.is_empty() && !state.contains(") Z ")
    };
    !f.read(pids).split_whitespace().any(there)
}

/// A program that hangs, after it has written down its number and that of a program of its own.
const HANGS: &str = "child = os.fork()
if child == 0: time.sleep(1000)
open(sys.argv[0] + '.part', 'w').write('%d %d' % (os.getpid(), child))
os.rename(sys.argv[0] + '.part', sys.argv[0] + '.pid')
time.sleep(1000)";

#[test]
fn no_process_is_left_behind() {
    let f = Folder::new("left");
    let Some(policy) = python(&f, "policy.py", &greeting(HANGS)) else { return };
    // The time of the theorem ends while the program thinks.
    let said = prove(&[SIMSON, "--policy", &policy, "--timeout", "2"]);
    said.assert_no_theorem().expect(2, &["SZS status Timeout"]);
    assert!(said.seconds < 4.0, "{said:?}");
    assert!(gone(&f, "policy.py.pid"));
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_the_wait_for_a_program() {
    let f = Folder::new("interrupted-policy");
    let Some(policy) = python(&f, "policy.py", &greeting(HANGS)) else { return };
    let trace = f.path("t.jsonl");
    let mut run = command(&[SIMSON, "--policy", &policy, "--policy-timeout", "40", "--trace", &trace]);
    let child = run.spawn().expect("starts");
    let start = Instant::now();
    while !Path::new(&f.path("policy.py.pid")).exists() && start.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(10));
    }
    interrupt(child.id());
    finish(child, Vec::new()).assert_no_theorem().expect(130, &["SZS status User"]);
    assert!(gone(&f, "policy.py.pid"));
    let trace = f.lines("t.jsonl", "trace");
    assert_eq!(trace[trace.len() - 1]["status"], "User");
}
