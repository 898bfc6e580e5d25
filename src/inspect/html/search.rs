//! The search as data: all states, of the nodes the best of each state, and counts of everything.
//!
//! A trace is read line by line and may be long; a page is small. What a person looks for is kept: nodes that proved, that were refused
//! by the kernel, that were gone on from, and of the others those that gained most.

use crate::report::escape::clipped;
use crate::search::candidates::Filtered;
use crate::search::trace::{EndLine, Header, Line, NodeLine, Point, PositionLine, StateLine, StepLine};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Nodes of one state that are kept.
const OF_A_STATE: usize = 24;
/// Nodes that are kept.
const NODES: usize = 1500;
/// States that are kept.
const STATES: usize = 1500;
/// Longest text of a trace that a page repeats.
const TEXT: usize = 240;
/// Different reasons that are told apart.
const REASONS: usize = 40;

/// A candidate, and what came of it.
#[derive(Debug)]
struct Node {
    id: u64,
    order: usize,
    label: String,
    at: Option<[f64; 2]>,
    prior: Option<f32>,
    score: f32,
    tasks: Vec<String>,
    verdict: String,
    /// New relations and circles, relations in total, goals; statements left open.
    gain: Option<[u32; 4]>,
    open: Option<usize>,
    reason: Option<String>,
    micros: u64,
    child: Option<usize>,
    worth: f64,
}

/// What is counted of a node.
struct Tried<'a> {
    kind: &'a str,
    task: &'a str,
    verdict: &'a str,
    /// By a policy; otherwise by the hand-made score.
    ranked: bool,
    gained: bool,
    micros: u64,
    reason: Option<&'a str>,
}

#[derive(Debug, Default)]
struct State {
    parent: Option<usize>,
    order: Option<usize>,
    label: String,
    at: Vec<Value>,
    value: Option<f32>,
    cost: f64,
    entered: u64,
    candidates: usize,
    tried: u64,
    total: Option<u32>,
    open: Option<usize>,
    nodes: Vec<Node>,
}

/// What is kept of a trace.
#[derive(Debug, Default)]
pub struct Digest {
    header: Option<Header>,
    end: Option<EndLine>,
    states: Vec<State>,
    algebra: bool,
    nodes: u64,
    verdicts: BTreeMap<String, u64>,
    reasons: BTreeMap<String, u64>,
    /// Of each kind of point or step: tried, gained something, repeated, refused.
    kinds: BTreeMap<String, [u64; 4]>,
    /// The same of candidates that the hand-made score has ranked, and of those that a policy has.
    by: [[u64; 4]; 2],
    /// Microseconds and number by task.
    tasks: BTreeMap<String, (u64, u64)>,
    filtered: Filtered,
    wrong: u64,
    idle: u64,
    /// After how many nodes a state had got farther than all before, and how far.
    best: Vec<(u64, u32)>,
    proved: Option<usize>,
    /// The node that proved, or that gained most: its number, state and label.
    last: Option<(u64, usize, String)>,
}

/// Text of a trace, not longer than a page repeats.
fn short(text: &str) -> String {
    clipped(text, TEXT)
}

fn definition(name: &str, def: &str, args: &[String]) -> String {
    short(&format!("{name} = {def}({})", args.join(", ")))
}

fn point_text(p: &Point) -> String {
    definition(&p.name, p.def.as_deref().unwrap_or_default(), &p.args)
}

impl Digest {
    /// Takes the next line.
    pub fn take(&mut self, line: Line) {
        match line {
            Line::Header(h) => self.header = Some(h),
            Line::State(s) => self.state(s),
            Line::Position(p) => self.position(p),
            Line::Node(n) => self.node(n),
            Line::Step(s) => self.step(s),
            Line::End(e) => self.end = Some(e),
        }
    }

    /// The auxiliary points of the most promising state, where there is no proof.
    pub fn best_points(&self) -> &[Point] {
        self.end.as_ref().and_then(|e| e.best.as_ref()).map_or(&[], |b| &b.aux)
    }

    fn enter(&mut self, parent: Option<usize>, order: Option<usize>, new: State) {
        let id = self.states.len();
        let parent = parent.filter(|p| *p < id);
        let mut total = None;
        if let Some(above) = parent.and_then(|p| self.states.get_mut(p))
            && let Some(node) = above.nodes.iter_mut().find(|n| Some(n.order) == order)
        {
            node.child = Some(id);
            total = node.gain.map(|g| g[2]);
        }
        self.states.push(State { parent, order, entered: self.nodes, total, ..new });
    }

    fn state(&mut self, s: StateLine) {
        self.filtered += s.filtered;
        let aux: Vec<&Point> = s.points.iter().filter(|p| p.def.is_some()).collect();
        let label = aux.last().map_or(String::new(), |p| point_text(p));
        let at =
            aux.iter().take(12).map(|p| json!({"name": short(&p.name), "at": p.at, "text": point_text(p)})).collect();
        let new = State { label, at, value: s.value, cost: s.cost, candidates: s.candidates, ..State::default() };
        self.enter(s.parent, s.order, new);
    }

    fn position(&mut self, p: PositionLine) {
        self.algebra = true;
        self.wrong += p.wrong as u64;
        self.idle += p.idle as u64;
        let new = State {
            label: short(&p.goal),
            value: p.value,
            cost: p.cost,
            candidates: p.steps,
            open: Some(p.open),
            ..State::default()
        };
        self.enter(p.parent, p.order, new);
    }

    fn node(&mut self, n: NodeLine) {
        let gain = n.gain.map(|g| [g.relations, g.circles, g.total, g.goals]);
        let gained = gain.is_some_and(|g| g[0] + g[1] > 0);
        self.count(&Tried {
            kind: &n.def,
            task: &n.task,
            verdict: &n.verdict,
            ranked: n.prior.is_some(),
            gained,
            micros: n.micros,
            reason: n.reason.as_deref(),
        });
        if let Some([_, _, total, _]) = gain
            && total > self.best.last().map_or(0, |b| b.1)
        {
            self.best.push((self.nodes, total));
            self.last = Some((self.nodes, n.state, definition(&n.name, &n.def, &n.args)));
        }
        if n.verdict == "proved" {
            self.last = Some((self.nodes, n.state, definition(&n.name, &n.def, &n.args)));
        }
        let worth = gain.map_or(-1.0, |[r, c, t, g]| {
            1000.0 * f64::from(g) + 10.0 * f64::from(t) + f64::from(r) + 0.5 * f64::from(c)
        });
        let node = Node {
            id: n.id,
            order: n.order,
            label: definition(&n.name, &n.def, &n.args),
            at: Some(n.at),
            prior: n.prior,
            score: n.score,
            tasks: vec![n.task],
            verdict: n.verdict,
            gain,
            open: None,
            reason: n.reason.as_deref().map(short),
            micros: n.micros,
            child: None,
            worth,
        };
        self.keep(n.state, node);
    }

    fn step(&mut self, s: StepLine) {
        self.algebra = true;
        self.count(&Tried {
            kind: &s.kind,
            task: &s.task,
            verdict: &s.verdict,
            ranked: s.prior.is_some(),
            gained: s.verdict == "left" || s.verdict == "proved",
            micros: s.micros,
            reason: None,
        });
        if s.verdict == "proved" {
            self.last = Some((self.nodes, s.state, short(&format!("{} {}", s.kind, s.with))));
        }
        let node = Node {
            id: s.id,
            order: s.order,
            label: short(&format!("{} {}", s.kind, s.with)),
            at: None,
            prior: s.prior,
            score: s.score,
            tasks: vec![s.task],
            verdict: s.verdict,
            gain: None,
            open: Some(s.open),
            reason: None,
            micros: s.micros,
            child: None,
            worth: -(s.open as f64),
        };
        self.keep(s.state, node);
    }

    fn count(&mut self, n: &Tried) {
        self.nodes += 1;
        *self.verdicts.entry(short(n.verdict)).or_default() += 1;
        if n.task == "try" {
            let of = [true, n.gained, n.verdict == "repeated", n.verdict == "refused"].map(u64::from);
            let add = |to: &mut [u64; 4]| to.iter_mut().zip(of).for_each(|(to, n)| *to += n);
            add(&mut self.by[usize::from(n.ranked)]);
            if self.kinds.len() < REASONS || self.kinds.contains_key(n.kind) {
                add(self.kinds.entry(short(n.kind)).or_default());
            }
        }
        let t = self.tasks.entry(short(n.task)).or_default();
        t.0 += n.micros;
        t.1 += 1;
        if let Some(r) = n.reason {
            let r = short(r);
            let key =
                if self.reasons.len() < REASONS || self.reasons.contains_key(&r) { r } else { "other reasons".into() };
            *self.reasons.entry(key).or_default() += 1;
        }
    }

    /// Joins a node with what is known of its candidate, or keeps it if it is among the best.
    fn keep(&mut self, state: usize, mut new: Node) {
        if new.verdict == "proved" {
            self.proved = Some(state);
        }
        new.worth += match (new.verdict.as_str(), new.tasks.first().map(String::as_str)) {
            ("proved", _) => 1e9,
            ("refused", _) => 1e7,
            (_, Some("expand")) => 1e8,
            (_, Some("deepen")) => 1e3,
            _ => -1e-3 * new.order as f64,
        };
        let Some(s) = self.states.get_mut(state) else { return };
        s.tried += u64::from(new.tasks.iter().any(|t| t == "try"));
        if let Some(old) = s.nodes.iter_mut().find(|n| n.order == new.order) {
            // A candidate is worked on three times at most; a trace may say anything.
            if old.tasks.len() < 8 {
                old.tasks.append(&mut new.tasks);
            }
            old.micros += new.micros;
            old.worth = old.worth.max(new.worth);
            old.verdict = new.verdict;
            old.gain = new.gain.or(old.gain);
            old.open = new.open.or(old.open);
            old.reason = new.reason.or(old.reason.take());
            return;
        }
        s.nodes.push(new);
        if s.nodes.len() > 2 * OF_A_STATE {
            s.nodes.sort_by(|a, b| b.worth.total_cmp(&a.worth));
            s.nodes.truncate(OF_A_STATE);
        }
    }

    /// All that a page shows of it.
    pub fn data(mut self) -> Option<Value> {
        if self.states.is_empty() && self.nodes == 0 {
            return None;
        }
        let mut worths: Vec<f64> = self.states.iter().flat_map(|s| &s.nodes).map(|n| n.worth).collect();
        worths.sort_by(|a, b| b.total_cmp(a));
        let least = worths.get(NODES).copied().unwrap_or(f64::NEG_INFINITY);
        let all = self.states.len();
        self.states.truncate(STATES);
        let (path, chance) = (self.path(), self.chance());
        let states: Vec<Value> = self.states.iter().map(|s| state_data(s, least)).collect();
        let e = self.end.as_ref();
        let h = self.header.as_ref();
        // In algebra one statement of several may be proved.
        let found = e.map_or(self.proved.is_some() && !self.algebra, |e| e.status == "Theorem");
        Some(json!({
            "kind": if self.algebra { "algebra" } else { "geometry" },
            "chance": chance,
            "states": states,
            "allStates": all,
            "nodes": self.nodes,
            "path": path,
            "found": found,
            "best": self.best,
            "last": self.last.as_ref().map(|(node, state, label)| json!({
                "node": node, "state": state, "label": label, "proved": found,
                "worth": self.best.last().map_or(0, |b| b.1),
            })),
            "verdicts": self.verdicts,
            "filtered": self.filtered,
            "wrong": self.wrong,
            "idle": self.idle,
            "rejected": e.map(|e| &e.rejected),
            "reasons": self.reasons,
            "kinds": self.kinds,
            "by": self.by,
            "tasks": self.tasks,
            "seconds": e.map(|e| e.seconds),
            "cut": e.is_none(),
            "promising": e.and_then(|e| e.best.as_ref()).map(|b| json!({
                "points": b.aux.iter().map(point_text).collect::<Vec<_>>(), "relations": b.relations, "goals": b.goals,
            })),
            "options": h.map(|h| json!({
                "policy": short(&h.policy), "after": h.policy_after, "nodes": h.nodes, "seed": h.seed, "depth": short(&h.depth),
                "program": short(&h.program), "timeout": h.timeout,
            })),
        }))
    }

    /// How the values of the policy are read as a chance: `odds` (a logarithm), `chance`, or not at all.
    fn chance(&self) -> Option<&'static str> {
        let mut values = self.states.iter().filter_map(|s| s.value).peekable();
        values.peek()?;
        let learned =
            self.header.as_ref().is_some_and(|h| h.policy.starts_with("learned") || h.policy.starts_with("prior"));
        let inside = values.all(|v| (0.0..=1.0).contains(&v));
        Some(if inside && !learned { "chance" } else { "odds" })
    }

    /// The states on the way to the proof, or to the node that gained most.
    fn path(&self) -> Vec<usize> {
        let farthest = || self.last.as_ref().map(|l| l.1);
        let mut at = self.proved.or_else(farthest).filter(|s| *s < self.states.len());
        let mut path = Vec::new();
        while let Some(s) = at {
            path.push(s);
            at = self.states.get(s).and_then(|x| x.parent);
        }
        path.reverse();
        path
    }
}

fn state_data(s: &State, least: f64) -> Value {
    let mut nodes: Vec<&Node> = s.nodes.iter().filter(|n| n.worth > least || n.child.is_some()).collect();
    nodes.sort_by(|a, b| b.worth.total_cmp(&a.worth).then(a.order.cmp(&b.order)));
    let shown = nodes.iter().map(|n| {
        let mut v = json!({
            "id": n.id, "order": n.order, "label": n.label, "verdict": n.verdict, "tasks": n.tasks, "micros": n.micros,
        });
        let mut set = |key: &str, x: Option<Value>| {
            if let Some(x) = x {
                v[key] = x;
            }
        };
        set("at", n.at.map(|a| json!(a)));
        set("prior", n.prior.map(|p| json!(p)));
        set("score", Some(json!(n.score)));
        set("gain", n.gain.map(|g| json!(g)));
        set("open", n.open.map(|o| json!(o)));
        set("reason", n.reason.as_ref().map(|r| json!(r)));
        set("child", n.child.map(|c| json!(c)));
        v
    });
    json!({
        "parent": s.parent, "order": s.order, "label": s.label, "points": s.at, "value": s.value, "cost": s.cost, "entered": s.entered,
        "candidates": s.candidates, "tried": s.tried, "total": s.total, "open": s.open, "nodes": shown.collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(state: usize, order: usize, id: u64) -> Line {
        let label = "a name that is as long as it may be".repeat(40);
        Line::Node(NodeLine {
            id,
            state,
            order,
            name: label.clone(),
            def: "meet".into(),
            args: vec![label; 8],
            at: [0.123_456_789_012_345_6; 2],
            score: 0.123_456,
            prior: Some(0.123_456),
            cost: 1.234_567_890_123,
            task: "try".into(),
            verdict: if order.is_multiple_of(7) { "refused" } else { "closed" }.into(),
            gain: Some(crate::search::trace::GainLine { relations: 3, circles: 1, total: order as u32, goals: 0 }),
            reason: Some(format!("reason {id}")),
            micros: 1_000,
        })
    }

    fn state(id: usize) -> Line {
        Line::State(StateLine {
            id,
            parent: id.checked_sub(1),
            order: Some(0),
            points: Vec::new(),
            candidates: 4000,
            filtered: Filtered { listed: 10, ..Filtered::default() },
            value: Some(-1.0),
            cost: 1.0,
        })
    }

    /// However long a search was and whatever it says, its page is small, and the counts are of all.
    #[test]
    fn long_searches_make_small_pages() {
        let mut digest = Digest::default();
        for s in 0..2_000 {
            digest.take(state(s));
            (0..20).for_each(|k| digest.take(node(s, k, (20 * s + k) as u64)));
        }
        let data = digest.data().expect("there was a search");
        let size = data.to_string().len();
        assert!(size < 1_700_000, "{size} bytes");
        assert_eq!((&data["nodes"], &data["allStates"]), (&json!(40_000), &json!(2_000)));
        assert_eq!(data["filtered"]["listed"], 20_000);
        assert_eq!(data["chance"], "odds");
    }

    #[test]
    fn the_way_to_the_best_node_is_kept() {
        let mut digest = Digest::default();
        digest.take(state(0));
        (0..200).for_each(|k| digest.take(node(0, k, k as u64)));
        digest.take(state(1));
        digest.take(node(1, 500, 300));
        let data = digest.data().expect("there was a search");
        assert_eq!(data["path"], json!([0, 1]));
        assert_eq!(data["last"]["worth"], 500);
        let kept = data["states"][0]["nodes"].as_array().expect("nodes");
        assert!(
            kept.len() <= 2 * OF_A_STATE && kept.iter().any(|n| n["order"] == 196),
            "what the kernel refused stays"
        );
    }
}
