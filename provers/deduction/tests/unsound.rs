//! What the engine must not prove, and what it must be able to prove once it has said so.
//!
//! A statement that is false, or true in one configuration only, is either not proved, or its certificate names the
//! condition that tells the configurations apart. And whatever the closure says it proves has a proof that the
//! kernel accepts: on the project's problems and on random conjectures.

mod common;
#[path = "common/conjecture.rs"]
mod conjecture;

use common::{accepted, closed, dataset, figure, read, rules, statement};
use euclase_deduction::load::proves;
use euclase_deduction::session::lemma_certificate;
use euclase_deduction::{Depth, Session};
use euclase_diagram::eval::{coincide, cond_holds, fact_residual};
use euclase_diagram::{Figure, Options, Status, draw, figures, kind_status};
use euclase_grammar::core::{CoreTheorem, Fact, Goal, GoalKind, Pt};
use euclase_kernel::{Class, Strength, Theorem, Verdict, check};
use std::collections::BTreeMap;

/// A condition of the theorem that fails in a picture.
fn fails(t: &Theorem, pts: &[[f64; 2]]) -> Option<String> {
    t.conditions().iter().find(|c| cond_holds(pts, &c.cond) == Some(false)).map(|c| format!("{:?}", c.cond))
}

/// Whether a picture contradicts an accepted theorem without auxiliary points: every condition holds, the goal does not.
/// Goals about points that coincide in the picture are left out, being measured against rounding errors there.
fn contradicts(thm: &CoreTheorem, t: &Theorem, pts: &[[f64; 2]]) -> bool {
    let fails = |g: &GoalKind| {
        let apart =
            |all: &[Pt]| all.iter().enumerate().all(|(i, p)| all[..i].iter().all(|q| p == q || !coincide(pts, *p, *q)));
        let clear = !matches!(g, GoalKind::Fact(f) if !matches!(f, Fact::Same(..)) && !apart(&f.points()));
        clear && kind_status(g, pts) == Status::Fails
    };
    t.conditions().iter().all(|c| cond_holds(pts, &c.cond) == Some(true)) && thm.goals.iter().any(|g| fails(&g.kind))
}

/// Pictures of a theorem with every choice of branch.
fn pictures(thm: &CoreTheorem, n: usize) -> Vec<Figure> {
    let opts = Options { attempts: 3 * n as u32, prefer_goal: false, ..Options::default() };
    figures(thm, &opts).take(n).collect()
}

/// Proves a false statement where its picture allows; a proof must carry a condition that fails wherever the goal
/// fails, and holds in its own picture.
fn trap(thm: &CoreTheorem, pictures: &[Figure]) -> Result<bool, String> {
    let mut proved = false;
    for f in pictures {
        let s = closed(thm, f);
        if !s.done() {
            continue;
        }
        proved = true;
        let cert = s.certificate().map_err(|e| format!("{}: {e}", thm.name))?;
        let t = accepted(thm, &cert)?;
        if t.strength() == Strength::General {
            return Err(format!("{}: proved with strength {:?} by {}", thm.name, t.strength(), rules(&cert)));
        }
        if let Some(bad) = pictures.iter().find(|g| contradicts(thm, &t, &g.pts)) {
            return Err(format!("{}: the conditions hold and the goal fails, in picture {}", thm.name, bad.seed));
        }
        if let Some(c) = fails(&t, &f.pts) {
            return Err(format!("{}: {c} does not hold in the picture it was read off", thm.name));
        }
    }
    Ok(proved)
}

/// False in some picture, by a body.
fn traps(bodies: &[&str]) {
    traps_at(&bodies.iter().map(|b| (*b, &[][..])).collect::<Vec<_>>());
}

/// The same with one more picture, where the goal fails in a way that is not drawn by chance.
fn traps_at(bodies: &[(&str, &[[f64; 2]])]) {
    let mut bad = Vec::new();
    for (body, pts) in bodies {
        let thm = statement(body);
        let mut all = vec![figure(&thm)];
        all.extend(pictures(&thm, 6));
        if !pts.is_empty() {
            all.push(Figure { pts: pts.to_vec(), seed: 0, residual: 0.0 });
        }
        if all.iter().all(|f| thm.goals.iter().all(|g| kind_status(&g.kind, &f.pts) != Status::Fails)) {
            bad.push(format!("true in every picture tried, so no trap: {body}"));
        }
        if let Err(e) = trap(&thm, &all) {
            bad.push(format!("{e}: {body}"));
        }
    }
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}

#[test]
fn side_side_angle() {
    traps(&[
        "triangle ABC triangle DEF assume dangle(B, A, C) = dangle(E, D, F), AB/BC = DE/EF show dangle(A, B, C) = dangle(D, E, F)",
        "triangle ABC triangle DEF assume angle(B, A, C) = angle(E, D, F), AB = DE, BC = EF show AC = DF",
        "triangle ABC point F on ray(A, C), circle(B, C) other than A show AC = AF",
    ]);
}

#[test]
fn similarity_without_orientation() {
    traps(&[
        "triangle ABC triangle DEF assume AB/AC = DE/DF, BA/BC = ED/EF show dangle(A, B, C) = dangle(D, E, F)",
        "triangle ABC triangle DEF assume dangle(B, A, C) = dangle(E, D, F), AB/AC = DE/DF show dangle(A, B, C) = dangle(D, E, F)",
    ]);
}

#[test]
fn halved_and_thirded_angles_of_lines() {
    traps(&[
        "point A, B, C, D assume 2*dangle(A, B, C) = 2*dangle(A, D, C) show dangle(A, B, C) = dangle(A, D, C)",
        "point A, B, C, D assume 3*dangle(A, B, C) = 3*dangle(A, D, C) show dangle(A, B, C) = dangle(A, D, C)",
        "triangle ABC point I, J assume 2*dangle(AB, AI) = dangle(AB, AC), 2*dangle(AB, AJ) = dangle(AB, AC) show collinear(A, I, J)",
        "point A, B, C assume 3*dangle(A, B, C) = 90 deg show angle(A, B, C) = 30 deg",
        "point A, B, C, D assume 2*dangle(AB, CD) = 0 deg show AB parallel CD",
        "point A, B, C, D assume 4*dangle(AB, CD) = 0 deg show AB perp CD",
    ]);
}

#[test]
fn the_other_meeting() {
    let y = [48.0 / 13.0, 32.0 / 13.0];
    traps_at(&[
        (
            "triangle ABC point I = incenter(A, B, C) point M = arc_midpoint(A, B, C) point X on AI, circle(A, B, C) show X = M",
            &[],
        ),
        ("point O, P, A point X on circle(O, A), circle(P, A) show X = A", &[]),
        (
            "triangle ABC point D point X on AD, circle(A, B, C) point Y on AD, circle(A, B, C) other than A show X = Y",
            &[[0.0, 0.0], [4.0, 0.0], [1.0, 3.0], [3.0, 2.0], [0.0, 0.0], y],
        ),
        (
            "point O, A, B point X on AB, circle(O, A) point Y on AB, circle(O, A) show X = Y",
            &[[0.0, 0.0], [1.0, 0.0], [0.5, 0.5], [1.0, 0.0], [0.0, 1.0]],
        ),
    ]);
}

#[test]
fn wrong_arcs_and_sides() {
    traps(&[
        "point O, A let w = circle(O, A) point B, C, D, P on w assume AB = CD show angle(A, P, B) = angle(C, P, D)",
        "triangle ABC point P on circle(A, B, C) assume P != B show angle(A, P, B) = angle(A, C, B)",
        "triangle ABC point M on circle(A, B, C), perpendicular_bisector(B, C) show angle(B, A, M) = angle(M, A, C)",
        "point A, B, C, D assume AB parallel CD, AD = BC show AC = BD",
        "point A, B, C assume collinear(A, B, C) show AB + BC = AC",
        "point A, B, C, D assume AB parallel CD, AB = CD show AD parallel BC",
    ]);
}

/// R is the circumcentre of PQ and another point, where a third of a right angle is left open: from 60° at Q of a figure, the angle
/// at R is 60° only by a division by three.
#[test]
fn a_third_of_a_right_angle_stays_a_condition() {
    let text =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../datasets/sketch/morley_bare_claim.fml"))
            .expect("the file");
    let body = text[text.find("triangle ABC").expect("it begins so")..text.find("show PQ = QR").expect("its goal")]
        .to_string();
    // The directed claim follows from the first one up to thirds of a half-turn.
    let thm = statement(&format!("{body} assume dangle(P, Q, R) = 60 deg show dangle(Q, R, P) = 60 deg"));
    let mut all = vec![figure(&thm)];
    all.extend(pictures(&thm, 4));
    for f in &all {
        let s = closed(&thm, f);
        if !s.done() {
            continue;
        }
        let cert = s.certificate().expect("what is proved has a proof");
        let t = accepted(&thm, &cert).expect("that the kernel accepts");
        assert_eq!(t.strength(), Strength::Configuration, "by {}", rules(&cert));
        assert!(fails(&t, &f.pts).is_none(), "{:?}", fails(&t, &f.pts));
    }
}

#[test]
fn false_statements_of_the_data_sets() {
    let mut bad = Vec::new();
    for path in dataset("false") {
        for thm in read(&path) {
            let Ok(f) = draw(&thm, &Options::default()) else { continue };
            let mut all = vec![f];
            all.extend(pictures(&thm, 3));
            if let Err(e) = trap(&thm, &all) {
                bad.push(e);
            }
        }
    }
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}

#[test]
fn what_is_proved_has_an_accepted_proof() {
    let mut bad = Vec::new();
    let mut proved = 0;
    for folder in ["imo", "classic", "sketch"] {
        for path in dataset(folder) {
            for thm in read(&path) {
                let Ok(f) = draw(&thm, &Options::default()) else { continue };
                let s = closed(&thm, &f);
                if !s.done() {
                    continue;
                }
                proved += 1;
                match s.certificate().map_err(|e| e.to_string()).and_then(|c| accepted(&thm, &c)) {
                    Err(e) => bad.push(format!("{}: {e}", thm.name)),
                    Ok(t) => bad.extend(fails(&t, &f.pts).map(|c| format!("{}: {c} fails in the picture", thm.name))),
                }
            }
        }
    }
    assert!(bad.is_empty(), "{}", bad.join("\n"));
    assert!(proved >= 120, "the closure alone proved {proved} of the data sets");
}

/// What became of random conjectures.
#[derive(Default, Debug)]
struct Tally {
    constructions: usize,
    conjectures: usize,
    proved: usize,
    pictures: usize,
    /// class of failure → a case and how many
    bad: BTreeMap<String, (String, usize)>,
}

impl Tally {
    fn fail(&mut self, class: String, case: String) {
        let e = self.bad.entry(class).or_insert((case.clone(), 0));
        e.1 += 1;
        // the shortest case is the one to look at
        if case.len() < e.0.len() {
            e.0 = case;
        }
    }
}

/// Every true fact of a construction that the engine says it proves.
fn conjectures(seed: u64, text: &str, most: usize, tally: &mut Tally) {
    let Ok(file) = euclase_grammar::load(text) else { return };
    let mut thm = file.theorems.into_iter().next().expect("one");
    let Ok(f) = draw(&thm, &Options { attempts: 20, samples: 2, ..Options::default() }) else { return };
    let mut s = Session::new(&thm, &f.pts).expect("few points");
    s.saturate_all(Depth::Full, &|| false);
    let state = s.state;
    // Points that the hypotheses make one contradict a condition that tells them apart: nothing is to be proved of such a statement.
    let vacuous =
        |pts: &[Pt]| pts.iter().enumerate().any(|(i, p)| pts[..i].iter().any(|q| p != q && coincide(&f.pts, *p, *q)));
    if thm.conds.iter().any(|c| vacuous(&c.cond.points())) {
        return;
    }
    let others: Vec<Figure> = figures(&thm, &Options { attempts: 4, ..Options::default() }).take(3).collect();
    tally.constructions += 1;
    tally.pictures += others.len();
    for fact in conjecture::true_facts(&thm, &f.pts, most, seed) {
        tally.conjectures += 1;
        if !proves(&state, &fact) {
            continue;
        }
        tally.proved += 1;
        let goal = GoalKind::Fact(fact.clone());
        let words = || format!("seed {seed}, {fact:?}\n{text}");
        let cert = match lemma_certificate(&state, &thm.name, std::slice::from_ref(&goal)) {
            Ok(c) => c,
            Err(e) => {
                let e = e.to_string();
                let class = e
                    .split_once(" at time ")
                    .map_or(e.as_str(), |x| x.1)
                    .trim_start_matches(|c: char| !c.is_alphabetic());
                let class: String =
                    class.chars().take_while(|c| c.is_alphanumeric() || *c == '_' || *c == ' ').collect();
                tally.fail(format!("no proof: {}", class.trim()), format!("{e}\n{}", words()));
                continue;
            }
        };
        thm.goals = vec![Goal { kind: goal.clone(), origin: Default::default() }];
        match check(&thm, &cert) {
            Verdict::Accepted(t) => {
                if let Some(c) = fails(&t, &f.pts) {
                    tally.fail("a condition fails in the picture".into(), format!("{c}\n{}", words()));
                }
                if others.iter().any(|g| contradicts(&thm, &t, &g.pts)) {
                    let conditions: Vec<_> =
                        t.conditions().iter().filter(|c| c.class != Class::Declared).map(|c| &c.cond).collect();
                    tally.fail(
                        "contradicted by another picture".into(),
                        format!("{conditions:?} {}\n{}", rules(&cert), words()),
                    );
                }
            }
            Verdict::Rejected { rule, expected, got, step } => {
                tally.fail(
                    format!("rejected: {rule}"),
                    format!("step {step:?}: expected {expected}, got {got}\n{}", words()),
                );
            }
            Verdict::Declined { reason } => tally.fail("declined".into(), format!("{reason}\n{}", words())),
        }
    }
}

/// The construction without the steps that a failure does not need.
fn shrunk(class: &str, seed: u64, text: &str, most: usize) -> Option<String> {
    let mut lines: Vec<&str> = text.lines().collect();
    let mut best = None;
    for at in (2..lines.len().saturating_sub(2)).rev() {
        let mut fewer = lines.clone();
        fewer.remove(at);
        let mut t = Tally::default();
        conjectures(seed, &fewer.join("\n"), most, &mut t);
        if let Some((case, _)) = t.bad.remove(class) {
            lines = fewer;
            best = Some(case);
        }
    }
    best
}

fn random(seeds: std::ops::Range<u64>, constructions: usize, steps: usize, most: usize) -> Tally {
    let mut tally = Tally::default();
    for seed in seeds {
        if tally.constructions >= constructions {
            break;
        }
        conjectures(seed, &conjecture::construction(seed, steps), most, &mut tally);
    }
    for (class, (case, _)) in &mut tally.bad {
        if let Some((_, text)) = case.split_once("theorem random_")
            && let Some((seed, _)) = text.split_once(' ')
            && let Ok(number) = seed.parse()
            && let Some(shorter) = shrunk(class, number, &format!("theorem random_{text}"), most)
        {
            *case = shorter;
        }
    }
    tally
}

fn report(t: &Tally) -> String {
    let mut out = format!(
        "{} constructions, {} true facts, {} proved, {} further pictures",
        t.constructions, t.conjectures, t.proved, t.pictures
    );
    for (class, (case, n)) in &t.bad {
        out += &format!("\n\n{n} × {class}\n{case}");
    }
    out
}

#[test]
fn random_conjectures() {
    let t = random(0..400, 60, 5, 40);
    assert!(t.constructions == 60 && t.proved > 2000 && t.pictures > 60, "{}", report(&t));
    assert!(t.bad.is_empty(), "{}", report(&t));
}

/// The same at length: `cargo test --release -p euclase-deduction --test unsound -- --ignored --nocapture`.
#[test]
#[ignore = "minutes"]
fn random_conjectures_at_length() {
    let mut bad = 0;
    for (seeds, steps) in [(1000..3000, 4), (3000..5000, 6), (5000..7000, 8)] {
        let t = random(seeds, 400, steps, 60);
        println!("{}\n", report(&t));
        bad += t.bad.len();
    }
    assert_eq!(bad, 0, "see above");
}

/// The picture alone proves nothing: a fact that only its picture has is not proved.
#[test]
fn an_accident_of_the_picture_is_not_proved() {
    let thm = theorem_at(
        "@at(A, 0, 0) @at(B, 4, 0) @at(C, 4, 3) theorem t { triangle ABC point M = midpoint(A, B) show AB perp BC }",
    );
    let f = Figure { pts: vec![[0.0, 0.0], [4.0, 0.0], [4.0, 3.0], [2.0, 0.0]], seed: 0, residual: 0.0 };
    let goal = &thm.goals[0].kind;
    let GoalKind::Fact(fact) = goal else { panic!("a fact") };
    assert!(fact_residual(&f.pts, fact) < 1e-9, "it is true in the picture");
    assert!(!closed(&thm, &f).done());
}

fn theorem_at(text: &str) -> CoreTheorem {
    common::theorem(text)
}
