//! The modular filter: is a claim true in random figures over a finite field?
//!
//! Points are placed one after the other, each where the curves of its equations meet, with random values modulo a prime for what they
//! leave free: a solution of the hypotheses, at a price of microseconds. All choices of a meeting are followed, so that all
//! components of the hypotheses are met that have points over the field. A claim that fails in all of these figures is very likely false on every component, that is, not
//! generically true (Schwartz 1980; Hong 1986 for geometry).
//!
//! That is no refutation: inequalities are not seen, nor which of several meetings is meant, nor components whose points lie in larger
//! fields. So the filter says where effort is likely to be wasted, and nothing more.

mod curve;
mod excess;
mod expression;

use crate::modular::Dice;
use curve::{Curve, Meetings, Place, meetings};
use euclase_grammar::core::{CoreTheorem, GoalKind, Pt};
use euclase_kernel::algebra::statement::{given_in_coordinates, obligations_in_coordinates};
use excess::Pair;
use expression::{Alternatives, Expression, fact};

/// Choices of the free values, at most and at least; each may have several figures. Of such that nothing is hidden from, as a rule all are
/// seen, so that few are enough.
const BASES: u32 = 8;
const ENOUGH: u32 = 4;
const OPEN: u32 = 2;
/// Attempts at them.
const TRIES: u32 = 64;
/// Orders that are tried besides that of the statement.
const ORDERS: usize = 4;
/// Figures of one choice of the free values: that many choices of meetings are followed. (To follow a part of them would flag true theorems.)
const FIGURES: usize = 1024;
/// Meetings that are calculated for a theorem, in all orders together.
const MEETINGS: usize = 20_000;
/// Most points of a statement (a set of them is a machine word).
const MOST: usize = 100;

/// What figures over a finite field say of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Generic {
    /// It holds in all of them.
    Always,
    /// It holds in some of them: perhaps on some component.
    Sometimes,
    /// It holds in none of them: very likely it is false on every component.
    Never,
    /// It is no equation in coordinates.
    Unknown,
}

/// Figures of a theorem's hypotheses over a finite field.
#[derive(Clone, Debug)]
pub struct Filter {
    figures: Vec<Vec<Place>>,
}

impl Filter {
    /// Figures for the hypotheses; `None` where they are no equations in coordinates, or do not determine one point after the other.
    pub fn new(theorem: &CoreTheorem) -> Option<Filter> {
        System::new(theorem, false)?.any_figures()
    }

    /// Figures for those hypotheses that are equations in coordinates: all that Wu's method knows.
    pub fn of_equations(theorem: &CoreTheorem) -> Option<Filter> {
        System::new(theorem, true)?.any_figures()
    }

    /// What the figures say of a claim about the statement's points.
    pub fn judge(&self, theorem: &CoreTheorem, kind: &GoalKind) -> Generic {
        let frame = [Pt(0), Pt(1)];
        let clauses = match kind {
            _ if kind.points().iter().any(|p| p.ix() >= theorem.statement_points) => None,
            GoalKind::Fact(f) => fact(theorem, f),
            _ => obligations_in_coordinates(theorem, kind, frame)
                .and_then(|all| all.iter().map(|o| Alternatives::of(&o.clause)).collect()),
        };
        let Some(clauses) = clauses else { return Generic::Unknown };
        let holds = |at: &&Vec<Place>| clauses.iter().all(|c| c.hold(at));
        match self.figures.iter().filter(holds).count() {
            0 => Generic::Never,
            n if n == self.figures.len() => Generic::Always,
            _ => Generic::Sometimes,
        }
    }

    /// Does one of the goals hold in none of the figures?
    pub fn doubts(&self, theorem: &CoreTheorem) -> bool {
        theorem.goals.iter().any(|g| self.judge(theorem, &g.kind) == Generic::Never)
    }
}

/// The hypotheses.
struct System {
    points: usize,
    equations: Vec<(Expression, u128)>,
    /// What else holds.
    others: Vec<Alternatives>,
    /// Of each equation the degree in the coordinates of each of its points.
    degrees: Vec<Vec<(usize, usize)>>,
}

fn bit(p: usize) -> u128 {
    1 << p
}

impl System {
    /// `equations`: others are left out, instead of giving up.
    fn new(theorem: &CoreTheorem, equations_alone: bool) -> Option<System> {
        let points = theorem.statement_points;
        if !(2..=MOST).contains(&points) || (!theorem.props.is_empty() && !equations_alone) {
            return None;
        }
        let (mut equations, mut others) = (Vec::new(), Vec::new());
        let mut sort = |a: Alternatives| match a.equation() {
            Some(e) => equations.push((e.clone(), a.points)),
            None => others.push(a),
        };
        for h in &theorem.hyps {
            if h.fact.points().iter().any(|p| p.ix() >= points) {
                return None;
            }
            match fact(theorem, &h.fact) {
                Some(all) => all.into_iter().for_each(&mut sort),
                None if equations_alone => {}
                None => return None,
            }
        }
        // Of conditions that are no polynomials nothing is known: there are more figures.
        for k in 0..theorem.conds.len() {
            let clauses = given_in_coordinates(theorem, theorem.hyps.len() + k, [Pt(0), Pt(1)]);
            clauses.iter().flatten().filter_map(Alternatives::of).for_each(&mut sort);
        }
        let mut dice = Dice::new(4);
        let anywhere: Vec<Place> = (0..points).map(|_| [dice.roll(), dice.roll()]).collect();
        let degree = |e: &Expression, p: usize| e.curve(&anywhere, p).map_or(usize::MAX, |c| c.degree());
        let degrees = equations
            .iter()
            .map(|(e, of)| (0..points).filter(|p| of & bit(*p) != 0).map(|p| (p, degree(e, p))).collect());
        let degrees = degrees.collect();
        Some(System { points, equations, others, degrees })
    }

    /// Degrees of the equations that determine a point when others are known, the least first.
    fn ready(&self, p: usize, known: u128) -> Vec<usize> {
        let all = self.equations.iter().zip(&self.degrees);
        let own = all.filter(|((_, of), _)| of & bit(p) != 0 && of & !known & !bit(p) == 0);
        let mut out: Vec<usize> =
            own.filter_map(|(_, d)| d.iter().find(|d| d.0 == p).map(|d| d.1)).filter(|d| *d > 0).collect();
        out.sort_unstable();
        out
    }

    /// What more is said of a point when others are known than determines it.
    fn excess(&self, p: usize, known: u128) -> usize {
        self.ready(p, known).len().saturating_sub(2)
    }

    /// After two points: those that are determined first, then those on lines, free ones, those on curves (or such as are
    /// determined by curves before free ones); and what is said in excess.
    fn greedy(&self, first: [usize; 2], curves: bool) -> (usize, Vec<usize>) {
        let (mut known, mut excess) = (0, 0);
        let mut out: Vec<usize> = Vec::new();
        let mut rest: Vec<usize> = (0..self.points).collect();
        while !rest.is_empty() {
            let class = |p: &usize| match self.ready(*p, known)[..] {
                [] => 3,
                [1] => 2,
                [_] => 4,
                [1, 1] => 0,
                [1, 1, ..] => 1,
                [_, _] if curves => 1,
                [1, ..] => 5,
                _ => 6,
            };
            let next = first.get(out.len()).copied().or_else(|| rest.iter().copied().min_by_key(|p| (class(p), *p)));
            let Some(p) = next else { break };
            excess += self.excess(p, known);
            known |= bit(p);
            rest.retain(|q| *q != p);
            out.push(p);
        }
        (excess, out)
    }

    /// Figures in one of the orders.
    fn any_figures(&self) -> Option<Filter> {
        let mut left = MEETINGS;
        self.orders().find_map(|order| self.figures(&order, &mut left))
    }

    /// Orders, the most promising first.
    fn orders(&self) -> impl Iterator<Item = Vec<usize>> {
        let stated = std::iter::once_with(|| (0..self.points).collect());
        let others = std::iter::once_with(|| {
            let pairs = (0..self.points).flat_map(|a| (0..self.points).filter(move |b| *b != a).map(move |b| [a, b]));
            let mut all: Vec<_> = pairs.flat_map(|p| [self.greedy(p, false), self.greedy(p, true)]).collect();
            all.sort();
            all.dedup();
            all.into_iter().take(ORDERS).map(|o| o.1)
        });
        stated.chain(others.flatten())
    }

    /// Figures, if there are enough, and not more than so many meetings are needed.
    fn figures(&self, order: &[usize], left: &mut usize) -> Option<Filter> {
        // What is ready at each point.
        let mut known = 0;
        let stages: Vec<Stage> = order
            .iter()
            .map(|p| {
                let new = |of: u128| of & bit(*p) != 0 && of & !known & !bit(*p) == 0;
                let equations = self.equations.iter().filter(|e| new(e.1)).map(|e| &e.0).collect();
                let others = self.others.iter().filter(|o| new(o.points)).collect();
                known |= bit(*p);
                Stage { point: *p, equations, others }
            })
            .collect();
        let mut dice = Dice::new(5);
        let mut figures = Vec::new();
        let (mut bases, mut open) = (0, 0);
        let mut pairs: Vec<Pair> = Vec::new();
        let mut complete: Vec<usize> = Vec::new();
        for _ in 0..TRIES {
            let mut run = Run::new(self.points, &stages, &pairs, *left);
            let done = run.extend(0, &mut dice);
            *left = run.left;
            done?;
            let Run { out, hidden, stuck, complete: also, .. } = run;
            complete.extend(also);
            if !out.is_empty() {
                bases += 1;
                open += u32::from(!hidden);
                figures.extend(out);
            } else if let Some(pair) = stuck {
                // The equations of some point contradict one another, unless one before it moves.
                pairs.push(pair);
            } else if !hidden {
                return None;
            }
            if bases == BASES || open == OPEN {
                break;
            }
        }
        // (What is never in the field, such as the cube root of a number, would be a component that is not met.)
        let met = pairs.iter().all(|p| complete.contains(&p.first));
        (met && (bases >= ENOUGH || open >= OPEN)).then_some(Filter { figures })
    }
}

/// A point and what it has to satisfy.
struct Stage<'a> {
    point: usize,
    equations: Vec<&'a Expression>,
    others: Vec<&'a Alternatives>,
}

/// The figures of one choice of free values.
struct Run<'a> {
    stages: &'a [Stage<'a>],
    /// Points that move.
    pairs: &'a [Pair],
    at: Vec<Place>,
    known: Vec<Place>,
    out: Vec<Vec<Place>>,
    /// Whether places were missed that are in larger fields.
    hidden: bool,
    /// Points that move, of which all places were seen at least once.
    complete: Vec<usize>,
    /// A point that has no place, with one that may move.
    stuck: Option<Pair>,
    /// Meetings that may still be calculated.
    left: usize,
}

impl<'a> Run<'a> {
    fn new(points: usize, stages: &'a [Stage<'a>], pairs: &'a [Pair], left: usize) -> Run<'a> {
        let at = vec![[0, 0]; points];
        Run {
            stages,
            pairs,
            at,
            known: Vec::new(),
            out: Vec::new(),
            hidden: false,
            complete: Vec::new(),
            stuck: None,
            left,
        }
    }

    /// The equations of a point, given those before it.
    fn curves(&self, stage: &Stage) -> Option<Vec<Curve>> {
        stage.equations.iter().map(|e| e.curve(&self.at, stage.point)).collect()
    }

    /// Where they meet.
    fn meetings(&mut self, curves: Vec<Curve>, dice: &mut Dice) -> Option<Meetings> {
        self.left = self.left.checked_sub(1)?;
        meetings(curves, &self.known, dice)
    }

    /// Those of some places that satisfy what else is said of a point; if there are such, places that are no point yet.
    fn fitting(&mut self, stage: &Stage, mut places: Vec<Place>) -> Vec<Place> {
        places.retain(|xy| {
            self.at[stage.point] = *xy;
            stage.others.iter().all(|o| o.hold(&self.at))
        });
        if places.iter().any(|xy| !self.known.contains(xy)) {
            places.retain(|xy| !self.known.contains(xy));
        }
        places
    }

    fn place(&mut self, stage: &Stage, xy: Place) {
        self.at[stage.point] = xy;
        self.known.push(xy);
    }

    /// All figures that go on from the points that are known, by the number of those. `None`: too hard, or too many.
    fn extend(&mut self, i: usize, dice: &mut Dice) -> Option<()> {
        let Some(stage) = self.stages.get(i) else {
            self.out.push(self.at.clone());
            return (self.out.len() <= FIGURES).then_some(());
        };
        let places = match self.pairs.iter().find(|p| p.first == i) {
            Some(pair) => self.moved(*pair, dice)?,
            None => {
                let found = self.meetings(self.curves(stage)?, dice)?;
                self.hidden |= found.hidden;
                let places = self.fitting(stage, found.points);
                if places.is_empty() && !found.hidden && self.stuck.is_none() {
                    self.stuck = self.moving(i, dice);
                }
                places
            }
        };
        for xy in places {
            self.place(stage, xy);
            let more = self.extend(i + 1, dice);
            self.known.truncate(i);
            more?;
        }
        Some(())
    }
}
