//! Proof sketches: a person leads, the closure fills the gaps, the kernel checks.
//!
//! Each `have` is proved from what stands before it. One that is not proved is reported, as false in the picture
//! or as not found, and the rest is checked as if it held. What was assumed in that way never enters the proof: the strict
//! closure goes on beside the lenient one, and only the strict one makes a certificate.
//!
//! A line is called proved when the kernel accepts a certificate for it: of the lemma whose hypotheses are
//! the statement's, the definitions of the sketch's points, and, in the lenient closure, the lines assumed before.

mod lemma;
pub mod numbers;

use crate::report::{SketchLine, SketchVerdict};
use crate::solve::{Clock, Config, DOUBT, coordinates, further};
use euclase_deduction::load::add_hypothesis;
use euclase_deduction::state::State;
use euclase_deduction::{Session, rules};
use euclase_diagram::{Figure, Status, eval};
use euclase_grammar::core::{Cond, DeclCond, Fact, GoalKind, Origin, PointInfo, Pt, SketchStep};
use euclase_grammar::words::{self, Style};
use euclase_kernel::Strength;
use euclase_kernel::auxiliary::define;

/// Follows a sketch from a saturated session. Returns the session with the sketch's auxiliary points, and a verdict
/// for each line.
pub fn follow<'a>(
    strict: Session<'a>,
    steps: &[SketchStep],
    config: &Config,
    clock: &Clock,
) -> (Session<'a>, Vec<SketchLine>) {
    let thm = strict.thm;
    let stage = Stage {
        place: (0..thm.statement_points as u32).map(|p| Some(Pt(p))).collect(),
        points: thm.points[..thm.statement_points].to_vec(),
        conds: thm.conds.clone(),
    };
    let mut walk = Walk { strict, stage, lenient: None, others: None, config, clock };
    let mut lines = Vec::new();
    for step in steps {
        let (text, judged) = match step {
            SketchStep::Let { origin, .. } => {
                (&origin.text, walk.point(step).map_err(|why| (SketchVerdict::BadConstruction, why)))
            }
            SketchStep::Have { claims, origin, .. } | SketchStep::Show { claims, origin, .. } => {
                (&origin.text, walk.claims(claims))
            }
            // Of numbers alone: `numbers` follows those.
            SketchStep::Case { .. } => continue,
        };
        let (verdict, note) = match judged {
            Ok(note) => (SketchVerdict::Proved, note),
            Err(failed) => failed,
        };
        lines.push(SketchLine { text: text.clone(), line: None, verdict, note });
    }
    (walk.strict, lines)
}

/// The steps in the order of their verdicts: those of a case after it.
pub fn in_order(steps: &[SketchStep]) -> Vec<&SketchStep> {
    let mut out = Vec::new();
    let mut todo: Vec<&SketchStep> = steps.iter().rev().collect();
    while let Some(step) = todo.pop() {
        out.push(step);
        if let SketchStep::Case { steps, .. } = step {
            todo.extend(steps.iter().rev());
        }
    }
    out
}

/// What is wrong with a line.
type Failed = (SketchVerdict, String);

/// The points of a closure, and the conditions that come with them.
#[derive(Clone)]
struct Stage {
    /// The theorem's points as points of the closure; None: one that is not there.
    place: Vec<Option<Pt>>,
    points: Vec<PointInfo>,
    conds: Vec<DeclCond>,
}

/// A point of the sketch in the terms of a closure.
struct Newcomer {
    args: Vec<Pt>,
    facts: Vec<Fact>,
    at: [f64; 2],
}

impl Stage {
    fn to(&self, p: Pt) -> Pt {
        self.place.get(p.ix()).copied().flatten().unwrap_or(p)
    }

    /// The first of some points that is not there.
    fn absent(&self, points: &[Pt]) -> Option<Pt> {
        points.iter().copied().find(|p| !matches!(self.place.get(p.ix()), Some(Some(_))))
    }

    fn enter(&mut self, point: Pt, name: &str, conds: Vec<Cond>) {
        if self.place.len() <= point.ix() {
            self.place.resize(point.ix() + 1, None);
        }
        self.place[point.ix()] = Some(Pt(self.points.len() as u32));
        self.points.push(PointInfo { name: name.into(), hidden: false, origin: Origin::default() });
        self.conds.extend(conds.into_iter().map(|cond| DeclCond { cond, origin: Origin::default(), explicit: false }));
    }
}

struct Walk<'a, 'b> {
    /// The closure whose proofs may enter the proof of the theorem.
    strict: Session<'a>,
    stage: Stage,
    /// The closure with what was assumed, once something was.
    lenient: Option<(State, Stage)>,
    /// Further pictures, once they were asked for.
    others: Option<Vec<Figure>>,
    config: &'b Config,
    clock: &'b Clock,
}

impl Walk<'_, '_> {
    /// Constructs a point; from then on its definition is known.
    fn point(&mut self, step: &SketchStep) -> Result<String, String> {
        let SketchStep::Let { point, def, args, .. } = step else { return Ok(String::new()) };
        let thm = self.strict.thm;
        let name = thm.name_of(*point);
        let spoken = mentioned(step);
        let here = self.stage.absent(&spoken).is_none();
        if here {
            let new = self.newcomer(step, &self.stage, &self.strict.state.pic.xy)?;
            if let Some(d) = define(def, Pt(self.stage.points.len() as u32), &new.args) {
                self.strict.add_aux(name, def, &new.args, new.at).map_err(|e| e.to_string())?;
                self.stage.enter(*point, name, d.exists.into_iter().chain(d.ensures).collect());
                self.strict.saturate_all(self.config.depth, &|| self.clock.over());
                if let Some((s, stage)) = &mut self.lenient {
                    // The lenient closure may hold more points: by its own numbers.
                    let args: Vec<Pt> = args.iter().map(|p| stage.to(*p)).collect();
                    if let Some(d) = define(def, Pt(stage.points.len() as u32), &args) {
                        let conds = d.exists.into_iter().chain(d.ensures).collect();
                        join(s, stage, *point, name, d.facts, conds, new.at, self.config, self.clock);
                    }
                }
                return Ok(String::new());
            }
        }
        // Not in the kernel's table: the lines that follow are judged with it, the proof of the theorem is not.
        if !here && self.lenient.is_none() {
            return Err(self.unplaced(&self.stage, &spoken));
        }
        let (mut s, mut stage) = self.lenient.take().unwrap_or_else(|| (self.strict.state.clone(), self.stage.clone()));
        let judged = if stage.absent(&spoken).is_some() {
            Err(self.unplaced(&stage, &spoken))
        } else {
            self.newcomer(step, &stage, &s.pic.xy)
        };
        let outcome = judged.map(|new| {
            let SketchStep::Let { conds, .. } = step else { return };
            let to = |p: Pt| if p == *point { Pt(stage.points.len() as u32) } else { stage.to(p) };
            let conds = conds.iter().map(|c| c.map_points(&to)).collect();
            join(&mut s, &mut stage, *point, name, new.facts, conds, new.at, self.config, self.clock);
        });
        self.lenient = Some((s, stage));
        outcome.map(|()| "the kernel's table has no such definition: the lines after it may use it, the proof of the theorem may not".into())
    }

    fn unplaced(&self, stage: &Stage, points: &[Pt]) -> String {
        let names: Vec<&str> = stage.absent(points).map(|p| self.strict.thm.name_of(p)).into_iter().collect();
        format!("it speaks of {}, which could not be constructed", names.concat())
    }

    /// The point in the terms of a closure that has the points it speaks of.
    fn newcomer(&self, step: &SketchStep, stage: &Stage, pts: &[[f64; 2]]) -> Result<Newcomer, String> {
        let SketchStep::Let { point, args, facts, conds, .. } = step else { return Err(String::new()) };
        let new = Pt(stage.points.len() as u32);
        if new.ix() >= euclase_deduction::pic::MAX_POINTS {
            return Err(format!("the closure takes at most {} points", euclase_deduction::pic::MAX_POINTS));
        }
        let to = |p: Pt| if p == *point { new } else { stage.to(p) };
        let facts: Vec<Fact> = facts.iter().map(|f| f.map_points(&to)).collect();
        let mapped: Vec<Cond> = conds.iter().map(|c| c.map_points(&to)).collect();
        if let Some(&at) = euclase_diagram::place_aux(pts, new, &facts, &mapped).first() {
            return Ok(Newcomer { args: args.iter().map(|p| to(*p)).collect(), facts, at });
        }
        // The condition that keeps the point from existing, where there is one.
        let before = |c: &Cond| c.points().iter().all(|p| *p != new);
        let missing = mapped.iter().position(|c| before(c) && eval::cond_holds(pts, c) != Some(true));
        let fixes = facts.iter().map(|f| if matches!(f, Fact::Vec(_) | Fact::Same(..)) { 2 } else { 1 }).sum::<usize>();
        Err(match missing {
            Some(i) => {
                format!(
                    "there is no such point in the picture: it needs {}",
                    words::cond(self.strict.thm, &conds[i], Style::Unicode)
                )
            }
            None if fixes < 2 => "this does not determine the point".into(),
            None => "there is no such point in the picture".into(),
        })
    }

    /// Judges the claims of a line; the ones that are not proved, unless false, are assumed from then on.
    fn claims(&mut self, claims: &[GoalKind]) -> Result<String, Failed> {
        let mut worst: Option<Failed> = None;
        let mut remark = String::new();
        for c in claims {
            match self.claim(c) {
                Ok(note) if remark.is_empty() => remark = note,
                Ok(_) => {}
                // What is false weighs more than what is merely not found.
                Err(f) if worst.as_ref().is_none_or(|w| w.0 == SketchVerdict::NotFound) => worst = Some(f),
                Err(_) => {}
            }
        }
        worst.map_or(Ok(remark), Err)
    }

    fn proved(&self, state: &State, stage: &Stage, claim: &GoalKind) -> Result<Strength, Option<String>> {
        lemma::proved(self.strict.thm, state, stage, claim, self.config, self.clock)
    }

    /// A further picture of the statement and of the sketch's points in which a claim is false, in words.
    fn false_elsewhere(&mut self, claim: &GoalKind) -> Option<String> {
        let thm = self.strict.thm;
        let others = self.others.get_or_insert_with(|| {
            let first = Figure { pts: self.strict.state.pic.xy.clone(), seed: self.config.seed, residual: 0.0 };
            further(thm, &first, self.config.seed, self.clock).collect()
        });
        let spoken = claim.points();
        let drawn = |f: &&Figure| spoken.iter().all(|p| p.ix() < f.pts.len());
        let other =
            others.iter().filter(drawn).find(|f| euclase_diagram::kind_status(claim, &f.pts) == Status::Fails)?;
        Some(format!("false in another: {}", coordinates(thm, other)))
    }

    fn claim(&mut self, claim: &GoalKind) -> Result<String, Failed> {
        let spoken = claim.points();
        let here = self.stage.absent(&spoken).is_none();
        let mut why = None;
        if here {
            let mine = moved(claim, &|p| self.stage.to(p));
            if euclase_diagram::kind_status(&mine, &self.strict.state.pic.xy) == Status::Fails {
                return Err((SketchVerdict::FalseInPicture, String::new()));
            }
            let mut judged = self.proved(&self.strict.state, &self.stage, &mine);
            if judged.is_err() {
                // The closure may have stopped at the goals; finish it before judging.
                self.strict.saturate_all(self.config.depth, &|| self.clock.over());
                judged = self.proved(&self.strict.state, &self.stage, &mine);
            }
            match judged {
                Ok(Strength::Configuration) => {
                    return match self.false_elsewhere(claim) {
                        Some(other) => Err((
                            SketchVerdict::FalseInPicture,
                            format!("it can be proved for the first picture, but not in general: {other}"),
                        )),
                        None => Ok(String::new()),
                    };
                }
                Ok(_) => return Ok(String::new()),
                Err(because) => why = because,
            }
        }
        if let Some((s, stage)) = &self.lenient
            && stage.absent(&spoken).is_none()
        {
            let mine = moved(claim, &|p| stage.to(p));
            if euclase_diagram::kind_status(&mine, &s.pic.xy) == Status::Fails {
                return Err((SketchVerdict::FalseInPicture, String::new()));
            }
            match self.proved(s, stage, &mine) {
                Ok(_) if here => return Ok("if the lines before it that were not found hold".into()),
                Ok(_) => return Ok(String::new()),
                Err(because) => why = why.or(because),
            }
        } else if !here {
            let stage = self.lenient.as_ref().map_or(&self.stage, |l| &l.1);
            return Err((SketchVerdict::BadConstruction, self.unplaced(stage, &spoken)));
        }
        if let Some(other) = self.false_elsewhere(claim) {
            return Err((SketchVerdict::FalseInPicture, format!("it is true in the first picture, but {other}")));
        }
        // What is hardly true is no lemma for the lines after it.
        if here {
            let mine = moved(claim, &|p| self.stage.to(p));
            if lemma::doubted(self.strict.thm, &self.strict.state, &self.stage, &mine) {
                return Err((SketchVerdict::NotFound, format!("it is true in the picture, but {DOUBT}")));
            }
        }
        if let GoalKind::Fact(f) = claim {
            let (s, stage) = self.lenient.get_or_insert_with(|| (self.strict.state.clone(), self.stage.clone()));
            add_hypothesis(s, f.map_points(&|p| stage.to(p)));
            rules::saturate(s, self.config.depth, &|_| self.clock.over());
        }
        let note = match why {
            _ if self.clock.over() => "there was no time to look for it".into(),
            Some(why) => why,
            None => "it is true in the picture, but does not follow from the lines before it by the rules; the rest is checked as if it held".into(),
        };
        Err((SketchVerdict::NotFound, note))
    }
}

/// Adds a point to a closure by its defining facts.
#[expect(clippy::too_many_arguments, reason = "all parts of one new point")]
fn join(
    s: &mut State,
    stage: &mut Stage,
    point: Pt,
    name: &str,
    facts: Vec<Fact>,
    conds: Vec<Cond>,
    at: [f64; 2],
    config: &Config,
    clock: &Clock,
) {
    s.add_points(&[at]);
    stage.enter(point, name, conds);
    for f in facts {
        add_hypothesis(s, f);
    }
    rules::saturate(s, config.depth, &|_| clock.over());
}

/// The points that a construction speaks of, without the new one.
fn mentioned(step: &SketchStep) -> Vec<Pt> {
    let SketchStep::Let { point, args, facts, conds, .. } = step else { return Vec::new() };
    let mut all: Vec<Pt> = args.clone();
    facts.iter().for_each(|f| all.extend(f.points()));
    conds.iter().for_each(|c| all.extend(c.points()));
    all.retain(|p| p != point);
    all
}

/// A claim with its points replaced.
fn moved(claim: &GoalKind, to: &dyn Fn(Pt) -> Pt) -> GoalKind {
    match claim {
        GoalKind::Fact(f) => GoalKind::Fact(f.map_points(to)),
        GoalKind::Cond(c) => GoalKind::Cond(c.map_points(to)),
        other => other.clone(),
    }
}
