//! The modular filter: no goal of a true theorem is taken for false on every component; nearly all false claims made from them are.

#[path = "../examples/filter/perturbed.rs"]
mod perturbed;

use euclase_grammar::core::{CoreTheorem, GoalKind};
use euclase_wu::filter::{Filter, Generic};

fn load(text: &str) -> CoreTheorem {
    euclase_grammar::load(text).unwrap_or_else(|e| panic!("{text}: {e:?}")).theorems.remove(0)
}

fn folder(name: &str) -> Vec<CoreTheorem> {
    let dir = format!("{}/../../datasets/{name}", env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<_> = std::fs::read_dir(dir).expect("a folder").map(|e| e.expect("a file").path()).collect();
    files.sort();
    files.iter().map(|f| load(&std::fs::read_to_string(f).expect("a file"))).collect()
}

fn judged(text: &str) -> Vec<Generic> {
    let thm = load(text);
    let filter = Filter::new(&thm).expect("figures");
    thm.goals.iter().map(|g| filter.judge(&thm, &g.kind)).collect()
}

#[test]
fn always_sometimes_never() {
    use Generic::{Always, Never, Sometimes};
    let text = "theorem t { triangle ABC  point M = midpoint(B, C)  assume AB = AC
        show AM perp BC, AM parallel BC, AB = BC }";
    assert_eq!(judged(text), [Always, Never, Never]);
    // The centre of the inscribed circle or of an escribed one: the filter does not see which is meant.
    let text = "theorem t { triangle ABC  point I = incenter(A, B, C)  point D = arc_midpoint(A, B, C)
        show DB = DC, DI = DB }";
    assert_eq!(judged(text), [Always, Sometimes]);
    // Common tangents: two points are determined together.
    let text = "theorem t { circle g, h  point A on g  point B on h  assume AB tangent g, AB tangent h
        point M on g, h  point N on g, h other than M  point P = meet(AB, MN)  show PA = PB, PA = AB }";
    assert_eq!(judged(text), [Always, Never]);
    // Whole degrees; directions do not tell C from its mirror image in A.
    let text = "theorem t { point A, B  point C = rotation(B, A, 40 deg)  show angle(A, B, C) = 70 deg, angle(A, B, C) = 71 deg }";
    assert_eq!(judged(text), [Sometimes, Never]);
}

#[test]
fn what_is_no_equation_in_coordinates() {
    let sums = load("theorem t { triangle ABC  assume AB + BC = 2*CA  show AB = BC }");
    assert!(Filter::new(&sums).is_none());
    // Without what it does not know, the goal does not follow.
    let known = Filter::of_equations(&sums).expect("figures");
    assert!(known.doubts(&sums));
    let text = "theorem t { triangle ABC  show AB + BC = 2*CA }";
    assert_eq!(judged(text), [Generic::Unknown]);
    // Contradictory ones have no figures.
    let none = load("theorem t { triangle ABC  assume AB = BC, BC = CA, AB perp BC  show AB = CA }");
    assert!(Filter::new(&none).is_none());
}

/// Several points move until something holds that is said of points after them: three pairs of trisectors.
#[test]
fn several_points_that_move() {
    use Generic::{Never, Sometimes};
    let text = "theorem t { triangle ABC  point D, E = trisectors(B, A, C)  point F, G = trisectors(C, B, A)
        point H, I = trisectors(A, C, B)  point J = meet(BF, CI)  point K = meet(AE, CH)  point L = meet(AD, BG)
        show JL = JK, JL perp JK, collinear(J, K, L) }";
    assert_eq!(judged(text), [Sometimes, Never, Never]);
}

/// The point that moves has places in a larger field whatever is free (AC is the cube root of 2, which is none modulo the prime): the
/// others are another component, and say nothing.
#[test]
fn a_component_that_is_never_met() {
    let text =
        "theorem t { point A, B  point C on perpendicular_line(B, AB) other than B  point D on AC where C between A, D
        assume CD = AB, angle(C, B, D) = 30 deg  show AC^3 = 2*AB^3 }";
    let thm = load(text);
    assert!(!Filter::new(&thm).is_some_and(|f| f.doubts(&thm)));
}

/// True goals are not doubted; of the false claims made from them nearly all are.
#[test]
fn perturbed_theorems() {
    let (mut goals, mut claims, mut flagged, mut without) = (0, 0, 0, 0);
    for thm in folder("classic").into_iter().chain(folder("imo")) {
        let Some(filter) = Filter::new(&thm) else {
            without += 1;
            continue;
        };
        goals += thm.goals.len();
        assert!(!filter.doubts(&thm), "{} is a theorem", thm.name);
        for claim in perturbed::false_claims(&thm) {
            match filter.judge(&thm, &claim) {
                Generic::Unknown => {}
                said => {
                    claims += 1;
                    flagged += usize::from(said == Generic::Never);
                }
            }
        }
    }
    assert!(goals > 190 && without < 2, "{goals} {without}");
    assert!(claims > 1000 && flagged * 100 >= claims * 99, "{flagged} of {claims}");
}

#[test]
fn false_theorems_are_doubted() {
    let (mut claims, mut flagged) = (0, 0);
    for thm in folder("false") {
        let goals: Vec<GoalKind> = thm.goals.iter().map(|g| g.kind.clone()).collect();
        let failing = perturbed::failing(&thm, goals);
        let Some(filter) = Filter::new(&thm).filter(|_| !failing.is_empty()) else { continue };
        claims += 1;
        flagged += usize::from(filter.doubts(&thm));
        if filter.doubts(&thm) {
            let figure = euclase_diagram::draw(&thm, &Default::default()).expect("a picture");
            let out = euclase_wu::prove(&thm, &figure.pts, 400, &|| false);
            assert!(out.proof.is_none() && out.work == 0, "{}", thm.name);
        }
    }
    assert!(claims > 25 && flagged == claims, "{flagged} of {claims}");
}

#[test]
fn the_same_theorem_the_same_answer() {
    for thm in folder("imo").iter().take(5) {
        let said = || {
            let filter = Filter::new(thm)?;
            Some(thm.goals.iter().map(|g| filter.judge(thm, &g.kind)).collect::<Vec<_>>())
        };
        assert_eq!(said(), said());
    }
}

/// True goals of problems by people are not doubted either.
#[test]
fn true_goals_of_people() {
    let (mut goals, mut without) = (0, 0);
    for thm in folder("people") {
        let Some(filter) = Filter::new(&thm) else {
            without += 1;
            continue;
        };
        goals += thm.goals.len();
        assert!(!filter.doubts(&thm), "{} is a theorem", thm.name);
    }
    assert!(goals > 150 && without < 16, "{goals} {without}");
}
