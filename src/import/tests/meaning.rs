//! What the imported text means, by the figures of its core form.

use euclase_diagram::eval::{cond_holds, fact_residual};
use euclase_diagram::{Figure, Options, Status, draw, figures, kind_status};
use euclase_grammar::core::{CoreTheorem, GoalKind};
use euclase_grammar::load;

use super::super::{import, settle};
use super::{SAMPLES, sample, shared, text};

/// The core form of one imported problem.
pub(super) fn core(fml: &str) -> CoreTheorem {
    match load(fml) {
        Ok(mut file) => file.theorems.remove(0),
        Err(errors) => panic!("{fml}\n{:?}", errors.first()),
    }
}

/// Pictures with any choice of branches, the first of them drawn with care.
fn pictures(theorem: &CoreTheorem, count: usize) -> Vec<Figure> {
    let opts = Options { prefer_goal: false, ..Options::default() };
    let first = match draw(theorem, &opts) {
        Ok(figure) => figure,
        Err(e) => panic!("{}: {e}", theorem.name),
    };
    std::iter::once(first).chain(figures(theorem, &opts).take(count)).collect()
}

/// In no picture is a goal false, and each that a picture can judge is true in most.
pub(super) fn assert_true(theorem: &CoreTheorem, count: usize, context: &str) {
    let pictures = pictures(theorem, count);
    for goal in &theorem.goals {
        if matches!(goal.kind, GoalKind::Find(_) | GoalKind::Solve(_)) {
            continue;
        }
        let status: Vec<Status> = pictures.iter().map(|f| kind_status(&goal.kind, &f.pts)).collect();
        let fails = status.iter().filter(|s| **s == Status::Fails).count();
        let holds = status.iter().filter(|s| **s == Status::Holds).count();
        assert_eq!(fails, 0, "`{}` fails in {fails} of {} pictures\n{context}", goal.origin.text, status.len());
        assert!(
            2 * holds > status.len(),
            "`{}` holds only in {holds} of {} pictures\n{context}",
            goal.origin.text,
            status.len()
        );
    }
}

/// Every sample is a theorem: its goals hold in all pictures, whatever branches they take.
#[test]
fn samples_are_true_in_all_pictures() {
    for problem in SAMPLES.iter().flat_map(|name| import(&sample(name))) {
        let fml = problem.result.unwrap();
        assert_true(&core(&fml), 6, &fml);
    }
}

/// AlphaGeometry2's problems come with a picture: hypotheses and goals hold at the coordinates given, signs and
/// constants included. (The coordinates of the samples were worked out by hand.)
#[test]
fn predicates_hold_at_the_given_coordinates() {
    for problem in import(&sample("alphageometry2")) {
        let fml = problem.result.unwrap();
        let theorem = core(&fml);
        let mut pts = vec![[f64::NAN; 2]; theorem.points.len()];
        for &(p, x, y) in &theorem.coords {
            pts[p.ix()] = [x, y];
        }
        assert!(pts.iter().flatten().all(|x| x.is_finite()), "{fml}");
        for hyp in &theorem.hyps {
            let residual = fact_residual(&pts, &hyp.fact);
            assert!(residual < 1e-9, "`{}` is off by {residual:e}\n{fml}", hyp.origin.text);
        }
        for cond in theorem.conds.iter().filter(|c| c.explicit) {
            assert_eq!(cond_holds(&pts, &cond.cond), Some(true), "`{}`\n{fml}", cond.origin.text);
        }
        for goal in &theorem.goals {
            let asked = matches!(goal.kind, GoalKind::Find(_));
            assert!(asked || kind_status(&goal.kind, &pts) == Status::Holds, "`{}`\n{fml}", goal.origin.text);
        }
    }
}

/// The kind of fact that the engines read, for what could as well be written in another.
#[test]
fn facts_are_of_the_kind_that_engines_read() {
    let goal = |g: &str| {
        let fml = text(&format!("a@0_0 = ; b@1_0 = ; c@0_1 = ; d@1_1 = cong a b c d ? {g}"));
        format!("{:?}", core(&fml).goals[0].kind)
    };
    for (predicate, kind) in [
        ("coll a b c", "Coll("),
        ("cyclic a b c d", "Cyclic("),
        ("para a b c d", "Dir "),
        ("perp a b c d", "Dir "),
        ("eqangle a b a c d c d b", "Dir "),
        ("aconst a b c d 30", "Dir "),
        ("angeq a b c d 2 -2 30", "Dir "),
        ("eqratio a b c d a c b d", "Log "),
        ("distmeq a b c d a c 2 -1 -1 3", "Log "),
        ("distseq a b c d a c 1 1 -1", "Len "),
        ("lequation 1 a b * a b 1 a c * a c -1 b c * b c 0", "Sq "),
        ("overlap a b", "Same("),
    ] {
        let got = goal(predicate);
        assert!(got.starts_with(&format!("Fact({kind}")), "{predicate}: {got}");
    }
}

/// Each construction implies all facts that its definition lists.
#[test]
fn constructions_imply_the_facts_of_their_definitions() {
    let Some(defs) = shared("alphageometry-defs.txt") else { return };
    let lines: Vec<&str> = defs.lines().collect();
    let mut count = 0;
    for definition in lines.chunks(6).filter(|d| d.len() >= 5) {
        let (name, args) = definition[0].split_once(' ').unwrap();
        let facts: Vec<String> = definition[3]
            .split([';', ','])
            .map(|f| f.rsplit(':').next().unwrap_or("").trim().to_string())
            .filter(|f| !f.is_empty())
            .collect();
        if facts.is_empty() {
            continue;
        }
        let construction = super::super::table::find(name).unwrap();
        let outputs: Vec<&str> = construction.outputs.split(' ').collect();
        // An angle stands where the definition has `y`; two definitions want special points.
        let number = construction.args.ends_with('°');
        let with_number = |s: &str| if number { format!("{} 40", s.trim_end_matches(" y")) } else { s.to_string() };
        let given = match name {
            "2l1c" => "a b c = triangle a b c; o = circle o a b c".to_string(),
            "e5128" => "a b = segment a b; c = on_tline c b a b; d = on_circle d c b".to_string(),
            _ => {
                let inputs = args.split(' ').filter(|a| !(outputs.contains(a) || number && *a == "y"));
                inputs.map(|a| format!("{a} = free {a}")).collect::<Vec<_>>().join("; ")
            }
        };
        let goals: Vec<String> = facts.iter().map(|f| with_number(f)).collect();
        let clause = format!("{} = {name} {}", outputs.join(" "), with_number(args));
        let problem = [given, clause].into_iter().filter(|c| !c.is_empty()).collect::<Vec<_>>().join("; ");
        let fml = text(&format!("{problem} ? {}", goals.join("; ")));
        assert_true(&core(&fml), 6, &fml);
        count += 1;
    }
    assert!(count > 55, "only {count} definitions with facts were found");
}

/// All public problems elaborate.
#[test]
fn the_shared_problems_are_theorems_of_the_language() {
    for name in ["imo_ag_30.txt", "jgex_ag_231.txt"] {
        let Some(problems) = shared(name) else { continue };
        for problem in import(&problems) {
            let fml = problem.result.unwrap();
            let theorem = core(&fml);
            assert!(theorem.unsupported.is_empty() && !theorem.goals.is_empty(), "{fml}");
        }
    }
}

/// All public problems can be drawn, with the goal true; and once they are settled, the goal is true in all figures.
#[test]
#[ignore = "draws some 30,000 figures: half a minute"]
fn the_shared_problems_can_be_drawn() {
    let mut bad = Vec::new();
    for name in ["imo_ag_30.txt", "jgex_ag_231.txt"] {
        let Some(problems) = shared(name) else { continue };
        for problem in import(&problems) {
            let fml = problem.result.unwrap();
            let theorem = core(&fml);
            let settled = settle(&fml);
            if settled.open {
                bad.push(format!("{}: false in some figures", problem.name));
            }
            let theorem_settled = core(&settled.text);
            let options = Options { seed: 99, ..Options::default() };
            let fails = figures(&theorem_settled, &options)
                .take(50)
                .filter(|f| theorem_settled.goals.iter().any(|g| kind_status(&g.kind, &f.pts) == Status::Fails));
            let fails = fails.count();
            if fails > 0 {
                bad.push(format!("{}: false in {fails} fresh figures", problem.name));
            }
            match draw(&theorem, &Options::default()) {
                Ok(figure) => {
                    let holds = theorem.goals.iter().all(|g| kind_status(&g.kind, &figure.pts) == Status::Holds);
                    if !holds {
                        bad.push(format!("{}: the goal does not hold in the figure", problem.name));
                    }
                }
                Err(e) => bad.push(format!("{}: {e}", problem.name)),
            }
        }
    }
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}
