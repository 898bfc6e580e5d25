//! A proof rebuilt from a trace: exactly the points that are recorded there, and no others.

use super::{Entered, Policy, Ranked};
use crate::report::escape::fault;
use crate::search::candidates::{Candidate, Judge, Kind, Unfit, arity};
use crate::search::frames::Lines;
use crate::search::score;
use crate::search::trace::{Header, Line, NodeLine, Point, PositionLine, StateLine, VERSION};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is read of a trace.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    /// Its first line.
    pub header: Header,
    /// The auxiliary points of its proof, or of its most promising state.
    pub points: Vec<Point>,
    /// In algebra, the steps that led to proofs: what was to be shown, the sort of the step, with what.
    pub steps: Vec<(String, String, String)>,
    /// Whether it has an end.
    pub whole: bool,
    /// Whether it has a proof.
    pub proved: bool,
}

/// Reads a trace. A last line that was cut off is left out; then, and where there is no end, the most promising state so far is taken.
///
/// # Errors
/// What is wrong, and on which line.
pub fn read(lines: Lines) -> Result<Recorded, String> {
    read_with(lines, drop)
}

/// Reads a trace, and hands each line on.
///
/// # Errors
/// As [`read`].
pub fn read_with(mut lines: Lines, mut then: impl FnMut(Line)) -> Result<Recorded, String> {
    let (_, first) = lines.next().ok_or("the trace is empty")?;
    let header = match serde_json::from_str(&first.map_err(|e| format!("line 1: {e}"))?) {
        Ok(Line::Header(h)) => h,
        Ok(_) => return Err("line 1: a trace begins with a header".into()),
        Err(e) => return Err(format!("line 1: not the header of a trace: {}", fault(&e))),
    };
    if header.version != VERSION {
        return Err(format!("line 1: the trace has format version {}; this program reads {VERSION}", header.version));
    }
    then(Line::Header(header.clone()));
    let (mut states, mut best, mut end): (Vec<StateLine>, Option<(_, NodeLine)>, _) = (Vec::new(), None, None);
    let (mut positions, mut steps): (Vec<PositionLine>, Vec<_>) = (Vec::new(), Vec::new());
    let mut made: BTreeMap<(usize, usize), (String, String)> = BTreeMap::new();
    while let Some((n, line)) = lines.next() {
        let line = line.map_err(|e| format!("line {n}: {e}"))?;
        if end.is_some() {
            return Err(format!("line {n}: nothing may follow the end of a trace"));
        }
        let line = match serde_json::from_str::<Line>(&line) {
            Ok(line) => line,
            Err(_) if lines.over() => break,
            Err(e) => return Err(format!("line {n}: not a line of a trace: {}", fault(&e))),
        };
        match &line {
            Line::Header(_) => return Err(format!("line {n}: a second header")),
            Line::State(s) => {
                if s.id != states.len() {
                    return Err(format!("line {n}: state {} where {} was wanted", s.id, states.len()));
                }
                states.push(s.clone());
            }
            Line::Node(node) => {
                if node.state >= states.len() {
                    return Err(format!("line {n}: there is no state {}", node.state));
                }
                let gain = node.gain.map_or((0, 0), |g| (g.goals, g.total));
                let points = states[node.state].points.iter().filter(|p| p.def.is_some()).count();
                let worth = (node.verdict == "proved", gain, Reverse(points));
                if (worth.0 || gain > (0, 0)) && best.as_ref().is_none_or(|(w, _)| worth > *w) {
                    best = Some((worth, node.clone()));
                }
            }
            Line::Position(p) => positions.push(p.clone()),
            Line::Step(step) => {
                // The last steps of proofs, and those that led to where they were made.
                let mut at =
                    Some((step.state, step.kind.clone(), step.with.clone())).filter(|_| step.verdict == "proved");
                while let Some((state, kind, with)) = at {
                    let Some(p) = positions.get(state) else {
                        return Err(format!("line {n}: there is no state {state}"));
                    };
                    steps.push((p.goal.clone(), kind, with));
                    let from = p.parent.zip(p.order);
                    at = from
                        .and_then(|f| made.get(&f).cloned())
                        .map(|(kind, with)| (from.map_or(0, |f| f.0), kind, with));
                }
                made.insert((step.state, step.order), (step.kind.clone(), step.with.clone()));
            }
            Line::End(e) => end = Some(e.clone()),
        }
        then(line);
    }
    let (whole, proved, points) = match (end, best) {
        (Some(e), _) if e.status == "Theorem" => (true, true, e.aux),
        (Some(e), _) => (true, false, e.best.map_or(Vec::new(), |b| b.aux)),
        (None, None) => (false, false, Vec::new()),
        (None, Some((worth, node))) => {
            let mut points: Vec<Point> =
                states[node.state].points.iter().filter(|p| p.def.is_some()).cloned().collect();
            points.push(Point { name: node.name, def: Some(node.def), args: node.args, at: node.at });
            (false, worth.0, points)
        }
    };
    Ok(Recorded { header, points, steps, whole, proved })
}

/// Tries the recorded points one after the other.
pub struct Replay {
    recorded: Arc<Recorded>,
    trouble: Option<String>,
}

impl Replay {
    /// Of a trace.
    pub fn new(recorded: Arc<Recorded>) -> Replay {
        Replay { recorded, trouble: None }
    }

    fn next(&self, state: &Entered) -> Result<Vec<Candidate>, String> {
        let r = &self.recorded;
        let (thm, s) = (state.session.thm, state.session);
        if r.header.name != thm.name {
            return Err(format!("the trace is of `{}`, not of `{}`", r.header.name, thm.name));
        }
        let Some(p) = r.points.get(s.aux.len()) else { return Ok(Vec::new()) };
        let def = p.def.as_deref().unwrap_or_default();
        let words = format!("{} = {def}({})", p.name, p.args.join(", "));
        let kind = Kind::of(def).filter(|k| arity(*k) == p.args.len());
        let kind = kind.ok_or_else(|| format!("{words}: there is no definition `{def}` of {} points", p.args.len()))?;
        let number = |name: &String| {
            let given = thm.points[..thm.statement_points].iter().position(|q| q.name == *name);
            let added = || r.points[..s.aux.len()].iter().position(|q| q.name == *name);
            let at = given.or_else(|| Some(thm.statement_points + added()?));
            at.map(|i| i as u8).ok_or_else(|| format!("{words}: there is no point `{name}`"))
        };
        let args = p.args.iter().map(number).collect::<Result<Vec<u8>, String>>()?;
        let judge = Judge::new(&s.state, state.goal);
        judge.judge(kind, &args, Some(p.at), &score::by_hand).map_err(|why| match why {
            Unfit::Impossible => format!("{words}: no place in the picture satisfies the definition"),
            Unfit::Degenerate => format!("{words}: it is far outside the picture, or too near to a point"),
            Unfit::Existing(q) => format!("{words}: point {} of the figure is there", usize::from(q) + 1),
        })
    }
}

impl Policy for Replay {
    fn enter(&mut self, state: &Entered, _: Vec<Candidate>) -> Ranked {
        match self.next(state) {
            Ok(list) => list.into(),
            Err(why) => {
                self.trouble.get_or_insert(why);
                Ranked::default()
            }
        }
    }

    fn notes(&self) -> Vec<String> {
        let r = &self.recorded;
        let cut = (!r.whole).then(|| "the trace has no end: the search that wrote it was cut off".to_string());
        let none = r.points.is_empty().then(|| "the trace has no point to add".to_string());
        let unproved = (!r.proved).then(|| "the trace has no proof; its most promising state was tried".to_string());
        let trouble = self.trouble.as_ref().map(|t| format!("the trace cannot be followed: {t}"));
        trouble.into_iter().chain(cut).chain(none.or(unproved)).collect()
    }
}
