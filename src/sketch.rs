//! Proof sketches: a person leads, the closure fills the gaps, the kernel checks.
//!
//! Each `have` is proved from what stands before it. One that is not proved is reported, as false in the picture
//! or as not found, and the rest is checked as if it held. What was assumed in that way never enters the proof: the strict
//! closure goes on beside the lenient one, and only the strict one makes a certificate.
//!
//! A line is called proved when the kernel accepts a certificate for it: of the lemma whose hypotheses are
//! the statement's, the definitions of the sketch's points, and, in the lenient closure, the lines assumed before.

use crate::report::{SketchLine, SketchVerdict};
use crate::solve::{Clock, Config, unfit};
use euclase_deduction::load::add_hypothesis;
use euclase_deduction::session::{goal_proved, lemma_certificate};
use euclase_deduction::state::State;
use euclase_deduction::{Session, rules};
use euclase_diagram::{Status, eval};
use euclase_grammar::core::{Cond, CoreTheorem, DeclCond, Fact, Goal, GoalKind, Hyp, Origin, PointInfo, Pt, SketchStep};
use euclase_grammar::words::{self, Style};
use euclase_kernel::Verdict;
use euclase_kernel::auxiliary::define;

/// Follows a sketch from a saturated session. Returns the session with the sketch's auxiliary points, and a verdict
/// for each line.
pub fn follow<'a>(strict: Session<'a>, steps: &[SketchStep], config: &Config, clock: &Clock) -> (Session<'a>, Vec<SketchLine>) {
    let place = (0..strict.thm.statement_points as u32).map(|p| Some(Pt(p))).collect();
    let mut walk = Walk { strict, lenient: None, place, config, clock, lines: Vec::new() };
    for step in steps {
        let (text, judged) = match step {
            SketchStep::Let { point, def, args, facts, conds, origin } => {
                let at = walk.point(*point, def, args, facts, conds);
                (&origin.text, at.map_err(|why| (SketchVerdict::BadConstruction, why)))
            }
            SketchStep::Have { claims, origin, .. } | SketchStep::Show { claims, origin, .. } => (&origin.text, walk.claims(claims)),
        };
        let (verdict, note) = match judged {
            Ok(note) => (SketchVerdict::Proved, note),
            Err(failed) => failed,
        };
        walk.lines.push(SketchLine { text: text.clone(), line: None, verdict, note });
    }
    (walk.strict, walk.lines)
}

/// What is wrong with a line.
type Failed = (SketchVerdict, String);

struct Walk<'a, 'b> {
    strict: Session<'a>,
    /// The closure with what was assumed, once something was.
    lenient: Option<State>,
    /// The theorem's points as points of the closure; None: a point of the sketch that could not be constructed.
    place: Vec<Option<Pt>>,
    config: &'b Config,
    clock: &'b Clock,
    lines: Vec<SketchLine>,
}

impl Walk<'_, '_> {
    /// A point as one of the closure, or why there is none.
    fn placed(&self, p: Pt) -> Result<Pt, String> {
        match self.place.get(p.ix()) {
            Some(Some(q)) => Ok(*q),
            _ => Err(format!("it speaks of {}, which could not be constructed", self.strict.thm.name_of(p))),
        }
    }

    fn all_placed(&self, points: &[Pt]) -> Result<(), String> {
        points.iter().try_for_each(|p| self.placed(*p).map(|_| ()))
    }

    /// Constructs a point; from then on its definition is known.
    fn point(&mut self, point: Pt, def: &str, args: &[Pt], facts: &[Fact], conds: &[Cond]) -> Result<String, String> {
        let new = Pt(self.strict.state.pic.n() as u32);
        if self.place.len() <= point.ix() {
            self.place.resize(point.ix() + 1, None);
        }
        let to = |p: Pt| if p == point { new } else { self.place.get(p.ix()).copied().flatten().unwrap_or(p) };
        let mut mentioned: Vec<Pt> = args.to_vec();
        facts.iter().for_each(|f| mentioned.extend(f.points()));
        conds.iter().for_each(|c| mentioned.extend(c.points()));
        mentioned.retain(|p| *p != point);
        self.all_placed(&mentioned)?;
        let facts: Vec<Fact> = facts.iter().map(|f| f.map_points(&to)).collect();
        let mapped: Vec<Cond> = conds.iter().map(|c| c.map_points(&to)).collect();
        let args: Vec<Pt> = args.iter().map(|p| to(*p)).collect();
        let pts = &self.strict.state.pic.xy;
        let Some(&at) = euclase_diagram::place_aux(pts, new, &facts, &mapped).first() else {
            // The condition that keeps the point from existing, where there is one.
            let before = |c: &Cond| c.points().iter().all(|p| *p != new);
            let missing = mapped.iter().position(|c| before(c) && eval::cond_holds(pts, c) != Some(true));
            return Err(match missing {
                Some(i) => format!("there is no such point in the picture: it needs {}", words::cond(self.strict.thm, &conds[i], Style::Unicode)),
                None => "there is no such point in the picture".into(),
            });
        };
        let name = self.strict.thm.name_of(point).to_string();
        let before = self.strict.state.hyps.len();
        self.strict.add_aux(&name, def, &args, at).map_err(|e| e.to_string())?;
        self.place[point.ix()] = Some(new);
        let defining = self.strict.state.hyps[before..].to_vec();
        self.strict.saturate_all(self.config.depth, &|| self.clock.over());
        if let Some(s) = &mut self.lenient {
            s.add_points(&[at]);
            for f in defining {
                add_hypothesis(s, f);
            }
            rules::saturate(s, self.config.depth, &|_| self.clock.over());
        }
        Ok(String::new())
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

    fn claim(&mut self, claim: &GoalKind) -> Result<String, Failed> {
        self.all_placed(&points_of(claim)).map_err(|why| (SketchVerdict::BadConstruction, why))?;
        let claim = &moved(claim, &|p| self.place.get(p.ix()).copied().flatten().unwrap_or(p));
        if euclase_diagram::kind_status(claim, &self.strict.state.pic.xy) == Status::Fails {
            return Err((SketchVerdict::FalseInPicture, String::new()));
        }
        let mut why = match self.proved(&self.strict.state, claim) {
            Ok(()) => return Ok(String::new()),
            Err(why) => why,
        };
        if let Some(s) = &self.lenient
            && self.proved(s, claim).is_ok()
        {
            return Ok("if the lines before it that were not found hold".into());
        }
        // The closure may have stopped at the goals; finish it before judging.
        self.strict.saturate_all(self.config.depth, &|| self.clock.over());
        match self.proved(&self.strict.state, claim) {
            Ok(()) => return Ok(String::new()),
            Err(later) => why = why.or(later),
        }
        if let GoalKind::Fact(f) = claim {
            let s = self.lenient.get_or_insert_with(|| self.strict.state.clone());
            add_hypothesis(s, f.clone());
            rules::saturate(s, self.config.depth, &|_| self.clock.over());
        }
        let note = match why {
            _ if self.clock.over() => "there was no time to look for it".into(),
            Some(why) => why,
            None => "it is true in the picture, but does not follow from the lines before it by the rules; the rest is checked as if it held".into(),
        };
        Err((SketchVerdict::NotFound, note))
    }

    /// Whether the kernel accepts the claim from the hypotheses of a closure, for figures like the picture.
    ///
    /// # Errors
    /// Not reached by the closure (None), or reached without an accepted proof: why.
    fn proved(&self, state: &State, claim: &GoalKind) -> Result<(), Option<String>> {
        let declared = matches!(claim, GoalKind::Cond(_));
        if !declared && !goal_proved(state, claim) {
            return Err(None);
        }
        let lemma = self.lemma(state, claim);
        let cert = if declared {
            // A condition of the statement needs no step.
            euclase_kernel::cert::Certificate { theorem: lemma.name.clone(), aux: vec![], steps: vec![], goals: vec![0] }
        } else {
            lemma_certificate(state, &lemma.name, std::slice::from_ref(claim))
                .map_err(|e| Some(format!("its proof could not be rebuilt (please report this): {e}")))?
        };
        match euclase_kernel::check(&lemma, &cert) {
            Verdict::Accepted(t) => match unfit(&t, lemma.statement_points, &state.pic.xy) {
                None => Ok(()),
                Some(c) => {
                    let c = words::cond(&lemma, c, Style::Unicode);
                    Err(Some(format!("its proof needs {c}, which does not hold clearly in the picture")))
                }
            },
            Verdict::Declined { .. } => Err(None),
            Verdict::Rejected { rule, expected, got, .. } => {
                Err(Some(format!("the kernel rejected its proof ({rule}): expected {expected}, got {got}; please report this")))
            }
        }
    }

    /// The lemma that a line states: the statement and the definitions of the sketch's points (and what a lenient closure
    /// assumes) imply the claim.
    fn lemma(&self, state: &State, claim: &GoalKind) -> CoreTheorem {
        let thm = self.strict.thm;
        let given = thm.statement_points;
        let mut points: Vec<PointInfo> = thm.points[..given].to_vec();
        let mut conds: Vec<DeclCond> = thm.conds.clone();
        for (i, aux) in self.strict.aux.iter().enumerate() {
            points.push(PointInfo { name: aux.name.clone(), hidden: false, origin: Origin::default() });
            if let Some(d) = define(&aux.def, Pt((given + i) as u32), &aux.args) {
                let all = d.exists.into_iter().chain(d.ensures);
                conds.extend(all.map(|cond| DeclCond { cond, origin: Origin::default(), explicit: false }));
            }
        }
        CoreTheorem {
            name: thm.name.clone(),
            statement_points: points.len(),
            points,
            reals: Vec::new(),
            hyps: state.hyps.iter().map(|f| Hyp { fact: f.clone(), origin: Origin::default() }).collect(),
            conds,
            goals: vec![Goal { kind: claim.clone(), origin: Origin::default() }],
            coords: Vec::new(),
            shapes: Vec::new(),
            sketch: None,
            source: None,
            expect: None,
            unsupported: Vec::new(),
        }
    }
}

/// The points of a claim.
fn points_of(claim: &GoalKind) -> Vec<Pt> {
    match claim {
        GoalKind::Fact(f) => f.points(),
        GoalKind::Cond(c) => c.points(),
        // A sketch claims; it does not ask.
        GoalKind::Find(_) | GoalKind::Solve(_) => Vec::new(),
    }
}

/// A claim with its points replaced.
fn moved(claim: &GoalKind, to: &dyn Fn(Pt) -> Pt) -> GoalKind {
    match claim {
        GoalKind::Fact(f) => GoalKind::Fact(f.map_points(to)),
        GoalKind::Cond(c) => GoalKind::Cond(c.map_points(to)),
        other => other.clone(),
    }
}
