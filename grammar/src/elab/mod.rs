//! Elaboration: from the syntax tree to the core form.
//!
//! One [`Elab`] elaborates one theorem. Names are resolved in order, every construction is
//! expanded by its definition (the prelude's or the file's), lines and circles dissolve into
//! facts about points. What a definition `require`s, and that a line `AB` of the statement has
//! A ≠ B, become declared conditions. Errors are collected, never fatal: an object that could
//! not be elaborated is poisoned and stays silent afterwards.

mod attributes;
mod check;
mod defs;
mod expr;
mod introduce;
mod kept;
mod logic;
mod number;
mod poly;
mod predicate;
mod prop;
mod recognise;
mod sketch;
mod stmt;
mod value;

use crate::ast::*;
use crate::core::{Cond, CoreTheorem, DeclCond, Fact, GoalKind, Hyp, Origin, PointInfo, Prop, PropHyp, Pt, Shape};
use crate::diag::Diagnostic;
use crate::words::{self, Style};
use std::collections::{HashMap, HashSet};
use value::{Circle, CircleId, Line, LineId, Value};

pub use attributes::{KNOWN as ATTRIBUTES, STATUSES};
pub(crate) use defs::Defs;
pub use defs::head;
pub use expr::FUNCTIONS;
pub use kept::Kept;
pub use predicate::PREDICATES;

/// Most points of a theorem.
pub const MAX_POINTS: usize = 2000;
/// Most expansions of definitions and functions in a theorem.
const MAX_EXPANSIONS: usize = 100_000;
/// Most operations of arithmetic in a theorem.
const MAX_STEPS: usize = 2_000_000;
/// Most messages of a file.
pub const MAX_ERRORS: usize = 100;

/// Why an expression has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// An error, already reported.
    Reported,
    /// It is correct, but the core form cannot carry it yet.
    Unsupported,
}

pub(crate) type Res<T> = Result<T, Stop>;

/// One thing that is assumed or claimed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Lit {
    Fact(Fact),
    Cond(Cond),
    /// Of numbers, with connectives.
    Prop(Prop),
}

impl Lit {
    fn into_goal(self) -> GoalKind {
        match self {
            Lit::Fact(f) => GoalKind::Fact(f),
            Lit::Cond(c) => GoalKind::Cond(c),
            Lit::Prop(p) => GoalKind::Prop(p),
        }
    }
}

/// What a name stands for.
#[derive(Clone, Debug)]
pub(crate) enum Named<'a> {
    Value(Value),
    Real(u32),
    Function(&'a [Ident], &'a Expr),
    /// Something that could not be elaborated: errors about it would be noise.
    Poison,
}

/// Facts and conditions that were said, waiting for the statement to end.
#[derive(Debug, Default)]
pub(crate) struct Sink {
    facts: Vec<(Fact, Origin)>,
    conds: Vec<(Cond, Origin, bool)>,
    props: Vec<PropHyp>,
}

/// Something to draw, before lines and circles are resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Drawn {
    Segment(Pt, Pt),
    Line(LineId),
    Circle(CircleId),
}

/// The elaborator of one theorem.
pub(crate) struct Elab<'a> {
    defs: &'a Defs<'a>,
    /// How many of the definitions may be used here.
    visible: usize,
    thm: CoreTheorem,
    scope: HashMap<&'a str, Named<'a>>,
    /// Where names are introduced that are not in scope yet.
    later: HashMap<&'a str, Span>,
    /// Where the names in scope were introduced.
    places: HashMap<&'a str, Span>,
    /// Names that a hidden point must not take.
    taken: HashSet<String>,
    lines: Vec<Line<'a>>,
    circles: Vec<Circle<'a>>,
    pairs: HashMap<(Pt, Pt), LineId>,
    /// Results of calls, so that the same expression means the same object.
    calls: HashMap<String, Vec<Value>>,
    errors: Vec<Diagnostic>,
    warnings: Vec<Diagnostic>,
    origin: Origin,
    /// Depth of definitions being expanded; 0 in the text of the theorem itself.
    in_def: usize,
    /// Hypotheses are being read, so that points may be recorded on lines and circles.
    assuming: bool,
    /// In a condition that only guards a construction.
    guarding: bool,
    /// While `X = noun(…)` is claimed: what defines X.
    collect: Option<Vec<Lit>>,
    /// Unknown names that were reported.
    poisoned: HashSet<String>,
    /// A definition itself is being checked: its mistakes are told where they stand.
    checking: bool,
    /// In a goal.
    in_goal: bool,
    /// How points were constructed: the definition and the points of its arguments.
    made: HashMap<Pt, (String, Vec<Pt>)>,
    expansions: usize,
    /// Nesting of the expression that is being evaluated.
    depth: usize,
    steps: usize,
    sink: Sink,
    drawing: Vec<Drawn>,
    drawn: HashSet<Drawn>,
    seen_facts: HashSet<Fact>,
    seen_conds: HashMap<Cond, usize>,
}

/// Everything that a file elaborates to.
#[derive(Debug, Default)]
pub(crate) struct Elaborated {
    pub theorems: Vec<CoreTheorem>,
    pub rules: Vec<CoreTheorem>,
    pub errors: Vec<Diagnostic>,
    pub warnings: Vec<Diagnostic>,
}

/// Elaborates a file after the prelude. `broken` are the places of what could not be read.
pub(crate) fn file(
    source: &str,
    ast: &File,
    prelude: &File,
    broken: &[Span],
    mut kept: Option<&mut Kept>,
) -> Elaborated {
    let mut out = Elaborated::default();
    if let Some(k) = &mut kept {
        k.begin(source, &ast.items);
    }
    let mut defs = Defs::new(&prelude.items);
    let base = defs.len();
    defs.add_file(ast, &mut out.errors);
    let mut visible = base;
    let mut names: HashMap<&str, Span> = HashMap::new();
    for item in &ast.items {
        if item.kind == ItemKind::Error {
            continue;
        }
        if item.kind != ItemKind::Def
            && let Some(first) = names.insert(&item.name.name, item.name.span)
        {
            out.errors.push(
                Diagnostic::error(
                    "duplicate-name",
                    item.name.span,
                    format!("`{}` is the name of two items", item.name.name),
                )
                .note(first, "first used")
                .help("give each theorem its own name"),
            );
        }
        match item.kind {
            ItemKind::Theorem | ItemKind::Rule | ItemKind::Lemma => {
                let (mut errors, mut warnings) = (vec![], vec![]);
                let thm = match kept.as_mut().and_then(|k| k.get(source, item, visible)) {
                    Some(known) => {
                        (errors, warnings) = (known.errors, known.warnings);
                        known.thm
                    }
                    None => {
                        let mut e = Elab::new(&defs, visible, item);
                        if item.kind == ItemKind::Theorem {
                            e.theorem(item)
                        } else {
                            e.rule(item)
                        }
                        let thm = e.finish(&mut errors, &mut warnings);
                        let whole = !broken.iter().any(|b| b.start < item.span.end && item.span.start <= b.end);
                        if let Some(k) = kept.as_mut().filter(|_| whole) {
                            k.put(source, item, visible, &thm, (&errors, &warnings));
                        }
                        thm
                    }
                };
                out.errors.append(&mut errors);
                out.warnings.append(&mut warnings);
                if item.kind == ItemKind::Theorem { out.theorems.push(thm) } else { out.rules.push(thm) }
            }
            ItemKind::Def => {
                let mut e = Elab::new(&defs, visible, item);
                e.check_definition(item, visible);
                if !e.errors.is_empty() {
                    defs.set_broken(visible);
                }
                e.finish(&mut out.errors, &mut out.warnings);
                visible += 1;
            }
            ItemKind::Error => {}
        }
    }
    if let Some(k) = kept {
        k.end();
    }
    if ast.items.is_empty() && out.errors.is_empty() {
        out.errors.push(
            Diagnostic::error("empty", Span::default(), "the file holds no theorem")
                .help("a theorem looks like this: `theorem name { triangle ABC  show … }`"),
        );
    }
    out
}

/// Messages quote the source, which may be a line of a megabyte.
fn clipped(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((i, _)) => format!("{}…", &text[..i]),
        None => text.to_string(),
    }
}

impl<'a> Elab<'a> {
    fn new(defs: &'a Defs<'a>, visible: usize, item: &'a Item) -> Elab<'a> {
        let mut later = HashMap::new();
        let mut taken = HashSet::new();
        stmt::declared_names(&item.body, &mut |id: &'a Ident| {
            later.entry(id.name.as_str()).or_insert(id.span);
            taken.insert(id.name.clone());
        });
        for p in item.params.iter().chain(&item.results) {
            taken.insert(p.name.name.clone());
        }
        Elab {
            defs,
            visible,
            thm: CoreTheorem {
                name: item.name.name.clone(),
                points: vec![],
                statement_points: 0,
                reals: vec![],
                hyps: vec![],
                conds: vec![],
                props: vec![],
                goals: vec![],
                coords: vec![],
                shapes: vec![],
                sketch: None,
                source: None,
                expect: None,
                unsupported: vec![],
            },
            scope: HashMap::new(),
            later,
            places: HashMap::new(),
            taken,
            lines: vec![],
            circles: vec![],
            pairs: HashMap::new(),
            calls: HashMap::new(),
            errors: vec![],
            warnings: vec![],
            origin: Origin::default(),
            in_def: 0,
            assuming: true,
            guarding: false,
            collect: None,
            poisoned: HashSet::new(),
            checking: false,
            in_goal: false,
            made: HashMap::new(),
            expansions: 0,
            depth: 0,
            steps: 0,
            sink: Sink::default(),
            drawing: vec![],
            drawn: HashSet::new(),
            seen_facts: HashSet::new(),
            seen_conds: HashMap::new(),
        }
    }

    fn finish(self, errors: &mut Vec<Diagnostic>, warnings: &mut Vec<Diagnostic>) -> CoreTheorem {
        errors.extend(self.errors);
        warnings.extend(self.warnings);
        self.thm
    }

    /// Records an error. Inside a definition's expansion it is told at the place of the call.
    fn report(&mut self, mut d: Diagnostic) -> Stop {
        if self.in_def > 0 && !self.checking {
            d.span = Span::new(self.origin.span.0, self.origin.span.1);
            d.message = format!("in `{}`: {}", clipped(&self.origin.text, 80), d.message);
            d.label = String::new();
            d.mend = None;
        }
        d.message = clipped(&d.message, 400);
        d.help = d.help.map(|h| clipped(&h, 400));
        // More than can be shown are counted no further.
        if self.errors.len() < 10 * MAX_ERRORS && !self.errors.iter().any(|e| e.span == d.span && e.code == d.code) {
            self.errors.push(d);
        }
        Stop::Reported
    }

    /// An error at the current origin.
    fn fail(&mut self, code: &'static str, message: impl Into<String>) -> Stop {
        let span = Span::new(self.origin.span.0, self.origin.span.1);
        self.report(Diagnostic::error(code, span, message))
    }

    fn new_point(&mut self, name: String, hidden: bool) -> Res<Pt> {
        if self.thm.points.len() >= MAX_POINTS {
            return Err(self.fail("too-many", format!("a theorem may have {MAX_POINTS} points")));
        }
        let p = Pt(self.thm.points.len() as u32);
        self.taken.insert(name.clone());
        self.thm.points.push(PointInfo { name, hidden, origin: self.origin.clone() });
        Ok(p)
    }

    /// Says something: facts become hypotheses, conditions declared conditions.
    fn emit(&mut self, lits: Vec<Lit>, explicit: bool) -> Res<()> {
        for l in lits {
            match l {
                Lit::Fact(f) => {
                    if f.is_absurd() {
                        if explicit && self.in_def == 0 {
                            let text = clipped(&self.origin.text, 80);
                            return Err(self.fail("never", format!("`{text}` can never hold")));
                        }
                        let text = words::fact(&self.thm, &f, Style::Ascii);
                        return Err(self.degenerate(&text));
                    }
                    if f.is_trivial() {
                        if self.in_def == 0 && explicit {
                            let span = Span::new(self.origin.span.0, self.origin.span.1);
                            let text = format!("`{}` always holds: it says nothing", clipped(&self.origin.text, 80));
                            self.warnings.push(Diagnostic::warning("says-nothing", span, text));
                        }
                        continue;
                    }
                    self.sink.facts.push((f, self.origin.clone()));
                }
                Lit::Cond(c) => {
                    if c.is_absurd() {
                        let text = match &c {
                            Cond::DirNe { .. } => "lines that are not parallel".into(),
                            c => words::cond(&self.thm, c, Style::Ascii),
                        };
                        return Err(self.degenerate(&text));
                    }
                    self.sink.conds.push((c, self.origin.clone(), explicit && self.in_def == 0));
                }
                Lit::Prop(prop) => self.sink.props.push(PropHyp { prop, origin: self.origin.clone() }),
            }
        }
        Ok(())
    }

    fn degenerate(&mut self, needed: &str) -> Stop {
        let text = clipped(&self.origin.text, 80);
        let depth = std::mem::replace(&mut self.in_def, 0);
        let stop = self.fail("degenerate", format!("`{text}` is degenerate: it needs {needed}"));
        self.in_def = depth;
        stop
    }

    /// A condition that a construction needs.
    fn declare(&mut self, c: Cond) -> Res<()> {
        self.emit(vec![Lit::Cond(c)], false)
    }

    /// Moves what was said into the statement.
    fn flush(&mut self) {
        let sink = std::mem::take(&mut self.sink);
        for (fact, origin) in sink.facts {
            if self.seen_facts.insert(fact.normalized()) {
                self.thm.hyps.push(Hyp { fact, origin });
            }
        }
        self.thm.props.extend(sink.props);
        for (cond, origin, explicit) in sink.conds {
            match self.seen_conds.get(&cond.normalized()) {
                // Said again, now by the author: it counts as his.
                Some(i) if explicit && !self.thm.conds[*i].explicit => {
                    self.thm.conds[*i] = DeclCond { cond, origin, explicit };
                }
                Some(_) => {}
                None => {
                    self.seen_conds.insert(cond.normalized(), self.thm.conds.len());
                    self.thm.conds.push(DeclCond { cond, origin, explicit });
                }
            }
        }
    }

    /// Shapes in order of mention, lines and circles resolved to points.
    fn shapes(&self) -> Vec<Shape> {
        let mut out: Vec<Shape> = Vec::new();
        let mut seen = HashSet::new();
        for d in &self.drawing {
            let s = match d {
                Drawn::Segment(a, b) => Some(Shape::Segment(*a.min(b), *a.max(b))),
                Drawn::Line(l) => {
                    let line = &self.lines[l.0];
                    let pts: Vec<Pt> = line.through.iter().chain(&line.members).copied().collect();
                    let pair = line.pair.or(match pts[..] {
                        [a, b, ..] => Some((a, b)),
                        _ => None,
                    });
                    pair.map(|(a, b)| Shape::Line(a.min(b), a.max(b)))
                }
                Drawn::Circle(g) => {
                    let circle = &self.circles[g.0];
                    let pts: Vec<Pt> = circle.through.iter().chain(&circle.members).copied().collect();
                    match (&circle.center, &pts[..]) {
                        (value::Center::Known(o), [m, ..]) => Some(Shape::CircleAt(*o, *m)),
                        (_, [a, b, c, ..]) => Some(Shape::Circle3(*a, *b, *c)),
                        _ => None,
                    }
                }
            };
            if let Some(s) = s
                && seen.insert(s.clone())
            {
                out.push(s);
            }
        }
        // A line drawn whole covers its segments.
        let lines: HashSet<(Pt, Pt)> =
            out.iter().filter_map(|s| if let Shape::Line(a, b) = s { Some((*a, *b)) } else { None }).collect();
        out.retain(|s| !matches!(s, Shape::Segment(a, b) if lines.contains(&(*a, *b))));
        out
    }
}
