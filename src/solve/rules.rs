//! Rules of the user: checked, never trusted.
//!
//! A `rule` is a theorem about its points. It is held against random figures, then proved; and it is used only where its proof is by steps of
//! geometry. Where such a proof takes no auxiliary point, the closure draws its conclusions anyhow. Where it takes some, the rule is a way to
//! find them: wherever its hypotheses are known of points of the figure, these points are added there too, and the closure, being monotone,
//! comes to the rule's conclusion by the steps of its proof. So nothing of a rule ever enters a certificate, and the kernel knows of none.

use super::{Clock, Config, conclude, solve};
use crate::report::Status;
use euclase_deduction::Session;
use euclase_deduction::session::goal_proved;
use euclase_diagram::{Figure, Options, Status as Measured, eval, figures, goal_status, place_aux};
use euclase_grammar::core::{CoreTheorem, Fact, GoalKind, Pt};
use euclase_kernel::auxiliary::define;
use euclase_kernel::cert::AuxPoint;
use std::time::Duration;

/// Figures that a rule is held against.
const FIGURES: usize = 40;
/// Nodes for the proof of a rule, and time.
const NODES: u64 = 2_000;
const PATIENCE: Duration = Duration::from_secs(20);
/// Places in a figure where a rule is used, and assignments of its points that are looked at.
const PLACES: usize = 24;
const ASSIGNMENTS: usize = 200_000;
/// Most points of a rule.
const POINTS: usize = 10;

/// A rule that was accepted, with the points that its proof adds.
struct Rule {
    statement: CoreTheorem,
    aux: Vec<AuxPoint>,
}

/// What became of the rules of a file.
pub(super) struct Rules {
    usable: Vec<Rule>,
    /// What is said of each.
    pub notes: Vec<String>,
}

impl Rules {
    /// Those of a theorem's text, each tested and proved.
    pub fn of(config: &Config, clock: &Clock) -> Rules {
        let mut out = Rules { usable: Vec::new(), notes: Vec::new() };
        let text = config.text.as_deref().unwrap_or_default();
        if !text.contains("rule") {
            return out;
        }
        let Ok(file) = euclase_grammar::load(text) else { return out };
        for statement in file.rules.into_iter().filter(|r| r.statement_points > 0) {
            if clock.over() {
                break;
            }
            let name = statement.name.clone();
            match judged(statement, config) {
                Ok(Some(rule)) => {
                    let names: Vec<&str> = rule.aux.iter().map(|a| a.def.as_str()).collect();
                    out.notes.push(format!("rule `{name}`: proved; it brings points ({})", names.join(", ")));
                    out.usable.push(rule);
                }
                Ok(None) => out.notes.push(format!("rule `{name}`: proved; it follows from the rules that are there")),
                Err(why) => out.notes.push(format!("rule `{name}` is not used: {why}")),
            }
        }
        out
    }

    /// A proof with the points that the rules bring, where their hypotheses are known.
    pub fn proof(
        &self,
        thm: &CoreTheorem,
        session: &Session,
        figure: &Figure,
        config: &Config,
        clock: &Clock,
    ) -> Option<Box<conclude::Proof>> {
        let mut grown = session.clone();
        let mut places = 0;
        for rule in &self.usable {
            let statement = thm.statement_points;
            for at in matches(rule, &grown, statement, clock) {
                if places == PLACES || clock.over() {
                    break;
                }
                let goals = rule.statement.goals.iter().filter_map(|g| match &g.kind {
                    GoalKind::Fact(f) => Some(f.map_points(&|p| at[p.ix()])),
                    _ => None,
                });
                // What is known need not be found.
                if goals.into_iter().all(|f| goal_proved(&grown.state, &GoalKind::Fact(f))) {
                    continue;
                }
                let before = grown.clone();
                if add(rule, &at, &mut grown, thm).is_none() {
                    grown = before;
                    continue;
                }
                places += 1;
                grown.saturate(config.depth, &|| clock.over());
                if grown.done() {
                    return match conclude::proof(thm, &grown, figure.clone(), config, clock) {
                        conclude::Outcome::Proved(p) => Some(p),
                        _ => None,
                    };
                }
            }
        }
        None
    }
}

/// Tests and proves a rule. `None`: there is nothing to be gained from it.
///
/// # Errors
/// Why it is not used.
fn judged(statement: CoreTheorem, config: &Config) -> Result<Option<Rule>, String> {
    if statement.statement_points > POINTS {
        return Err(format!("it has more than {POINTS} points"));
    }
    if statement.goals.iter().any(|g| !matches!(g.kind, GoalKind::Fact(_))) || !statement.props.is_empty() {
        return Err("it says more than equations of geometry".into());
    }
    let drawn = Options { seed: config.seed, attempts: 2 * FIGURES as u32, ..Options::default() };
    let mut count = 0;
    for f in figures(&statement, &drawn).take(FIGURES) {
        count += 1;
        if let Some(i) = goal_status(&statement, &f).iter().position(|s| *s == Measured::Fails) {
            let goal = &statement.goals[i].origin.text;
            return Err(format!("in a figure `{goal}` is false: {}", super::coordinates(&statement, &f)));
        }
    }
    if count == 0 {
        return Err("no figure of it could be drawn".into());
    }
    let own = Config {
        nodes: NODES,
        wu: 0,
        area: 0,
        groebner: 0,
        alone: false,
        timeout: Some(PATIENCE),
        // (The rules of a rule would be tried without end.)
        text: None,
        trace: None,
        ..config.clone()
    };
    let solved = solve(&statement, &own);
    match (solved.answer.status, solved.certificate) {
        (Status::Theorem, Some(c)) if c.algebra.is_none() => {
            Ok((!c.aux.is_empty()).then_some(Rule { statement, aux: c.aux }))
        }
        (Status::Theorem, _) => Err("its proof is not by steps of geometry".into()),
        (Status::CounterSatisfiable, _) => Err("it is false".into()),
        (status, _) => Err(format!("it was not proved by steps of geometry ({status})")),
    }
}

/// Points of a figure of which the hypotheses of a rule are known.
fn matches(rule: &Rule, session: &Session, points: usize, clock: &Clock) -> Vec<Vec<Pt>> {
    let mut m = Matching { rule, session, points, at: Vec::new(), looked: 0, found: Vec::new() };
    m.extend(clock);
    m.found
}

struct Matching<'a> {
    rule: &'a Rule,
    session: &'a Session<'a>,
    /// Of the figure: those of the statement.
    points: usize,
    at: Vec<Pt>,
    looked: usize,
    found: Vec<Vec<Pt>>,
}

impl Matching<'_> {
    fn extend(&mut self, clock: &Clock) {
        let k = self.at.len();
        if k == self.rule.statement.statement_points {
            if self.known() {
                self.found.push(self.at.clone());
            }
            return;
        }
        for p in (0..self.points as u32).map(Pt) {
            self.looked += 1;
            if self.looked > ASSIGNMENTS || self.found.len() >= PLACES || clock.over() {
                return;
            }
            if self.at.contains(&p) {
                continue;
            }
            self.at.push(p);
            if self.true_so_far() {
                self.extend(clock);
            }
            self.at.pop();
        }
    }

    /// What a rule says of its newest point is true in the figure.
    fn true_so_far(&self) -> bool {
        let newest = self.at.len() - 1;
        let settled =
            |points: Vec<Pt>| points.iter().any(|p| p.ix() == newest) && points.iter().all(|p| p.ix() <= newest);
        let xy = &self.session.state.pic.xy;
        let to = |p: Pt| self.at.get(p.ix()).copied().unwrap_or(p);
        let s = &self.rule.statement;
        s.hyps.iter().filter(|h| settled(h.fact.points())).all(|h| eval::fact_holds(xy, &h.fact.map_points(&to)))
            && s.conds
                .iter()
                .filter(|c| settled(c.cond.points()))
                .all(|c| eval::cond_holds(xy, &c.cond.map_points(&to)) != Some(false))
    }

    /// Its hypotheses are known to the closure.
    fn known(&self) -> bool {
        let to = |p: Pt| self.at.get(p.ix()).copied().unwrap_or(p);
        let known = |f: &Fact| goal_proved(&self.session.state, &GoalKind::Fact(f.map_points(&to)));
        self.rule.statement.hyps.iter().all(|h| known(&h.fact))
    }
}

/// Adds the points of a rule's proof at a place. `None`: one of them is not there, or there is no room.
fn add(rule: &Rule, at: &[Pt], session: &mut Session, thm: &CoreTheorem) -> Option<()> {
    let mut images = at.to_vec();
    for a in &rule.aux {
        let args: Vec<Pt> = a.args.iter().map(|p| images.get(p.ix()).copied()).collect::<Option<_>>()?;
        let xy = session.state.pic.xy.clone();
        let new = Pt(xy.len() as u32);
        let d = define(&a.def, new, &args)?;
        let conds: Vec<_> = d.exists.iter().chain(&d.ensures).cloned().collect();
        let place = place_aux(&xy, new, &d.facts, &conds).into_iter().next()?;
        // A point that is there already.
        let there = |q: &u32| {
            let [x, y] = xy[*q as usize];
            (x - place[0]).hypot(y - place[1]) < 1e-9 * eval::size(&xy)
        };
        let image = match (0..new.0).find(there) {
            Some(q) => Pt(q),
            None => session.add_aux(&fresh(thm, session), &a.def, &args, place).ok()?,
        };
        images.push(image);
    }
    Some(())
}

/// A name that no point has.
fn fresh(thm: &CoreTheorem, session: &Session) -> String {
    let taken = |n: &String| thm.points.iter().any(|p| p.name == *n) || session.aux.iter().any(|a| a.name == *n);
    let letters = ["X", "Y", "Z", "U", "V", "W"].map(String::from).into_iter();
    let numbered = (1..).map(|i| format!("X{i}"));
    letters.chain(numbered).find(|n| !taken(n)).unwrap_or_default()
}
