//! What is told of the thing under the cursor: its meaning, and what the figure says of it.

use super::analysis::{Analysis, TheoremAt};
use super::constructions;
use super::documents::Document;
use super::figures::Drawn;
use super::proving::Known;
use super::symbols::{Kind, Symbol};
use super::words;
use crate::report::escape::clipped;
use crate::report::text::{self, TextOptions};
use euclase_diagram::{Status, eval, kind_status};
use euclase_grammar::ast::Span;
use euclase_grammar::core::{CoreTheorem, GoalKind, SketchStep};
use euclase_grammar::lexer::{Sign, Tok, lex, split_points};
use euclase_grammar::words::{Style, goal};
use lsp_types::{Hover, HoverContents, MarkupContent, MarkupKind};

/// Longest hover, in characters: a proof may have thousands of lines.
const LONGEST: usize = 6000;
/// Most statements that are told at a place.
const MOST: usize = 12;

/// What is told at a byte; `figure` is that of the theorem there, where it has been drawn.
pub fn at(d: &Document, byte: usize, figure: Option<&Drawn>, known: &Known) -> Option<Hover> {
    let a = d.analysis();
    let theorem = a.theorem_at(byte).filter(|t| t.clean);
    let here = Here { d, a, byte, theorem, core: theorem.and_then(|t| a.core(t)), figure };
    let (span, told) = here.symbol(known).or_else(|| here.word())?;
    let contents = HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value: clipped(&told, LONGEST) });
    Some(Hover { contents, range: Some(d.range(span)) })
}

struct Here<'a> {
    d: &'a Document,
    a: &'a Analysis,
    byte: usize,
    theorem: Option<TheoremAt>,
    core: Option<&'a CoreTheorem>,
    figure: Option<&'a Drawn>,
}

impl Here<'_> {
    fn code(text: &str) -> String {
        format!("```fml\n{}\n```\n", clipped(text.trim(), 1000))
    }

    fn symbol(&self, known: &Known) -> Option<(Span, String)> {
        let o = self.a.index.at(self.byte)?;
        let s = self.a.index.symbol(o)?;
        let told = match s.kind {
            Kind::Point => self.point(s),
            Kind::Prelude | Kind::Definition => {
                let all = constructions::named(self.a, &self.d.text, &s.name).join("\n---\n");
                format!("{all}{}", self.said())
            }
            Kind::Predicate | Kind::Builtin => {
                let tables = euclase_grammar::PREDICATES.iter().chain(euclase_grammar::FUNCTIONS);
                let usage: Vec<&str> = tables.filter(|w| w.0 == s.name).map(|w| w.1).collect();
                let meaning = words::called(&s.name).unwrap_or_default();
                format!("{}{meaning}\n\n{}", Self::code(&usage.join("\n")), self.said())
            }
            Kind::Theorem => self.whole(s, known),
            _ => self.introduced(s),
        };
        Some((o.span, told))
    }

    /// The words that introduce a name.
    fn introduced(&self, s: &Symbol) -> String {
        let what = match s.kind {
            Kind::Point => "point",
            Kind::Line => "line",
            Kind::Circle => "circle",
            Kind::Real => "real variable",
            Kind::Function => "function",
            Kind::Label => "label",
            _ => "value",
        };
        let words = s.by.and_then(|by| self.d.text.get(by.start..by.end)).unwrap_or_default();
        format!("{what} `{}`\n\n{}", s.name, Self::code(words))
    }

    fn point(&self, s: &Symbol) -> String {
        let mut out = self.introduced(s);
        let Some(core) = self.core else { return out };
        let Some(p) = core.find(&s.name) else { return out };
        // What its own statement says of it.
        if let (Some(by), Some(own)) = (s.by, core.points.get(p.ix())) {
            let inside = |o: (usize, usize)| (by.start <= o.0 && o.1 <= by.end) || o == own.origin.span;
            let facts = core.hyps.iter().filter(|h| inside(h.origin.span) && h.fact.points().contains(&p));
            let said: Vec<String> = facts
                .take(MOST)
                .map(|h| format!("- `{}`", goal(core, &GoalKind::Fact(h.fact.clone()), Style::Ascii)))
                .collect();
            if !said.is_empty() {
                out += &format!("{}\n\n", said.join("\n"));
            }
        }
        out + &self.coordinates(core, &s.name)
    }

    /// Where the point is in the figure, and the length or the angle that the points written together are.
    fn coordinates(&self, core: &CoreTheorem, name: &str) -> String {
        let figure = match self.figure {
            Some(Ok(f)) => f,
            Some(Err(why)) => return format!("no figure: {why}\n"),
            None => return "the figure is being drawn\n".into(),
        };
        let at = |name: &str| core.find(name).filter(|p| p.ix() < figure.pts.len());
        let Some([x, y]) = at(name).and_then(|p| figure.pts.get(p.ix()).copied()) else { return String::new() };
        let mut out = format!("in the figure {name} = ({x:.4}, {y:.4})");
        if let Some((run, ps)) = self.run().and_then(|run| {
            let names = split_points(&run)?.into_iter().filter_map(|(a, b)| run.get(a..b));
            let ps: Option<Vec<_>> = names.map(|n| at(&n.replace('′', "'"))).collect();
            Some((run, ps?))
        }) {
            match ps[..] {
                [a, b] => out += &format!(", |{run}| = {:.4}", eval::len(&figure.pts, a, b)),
                [a, b, c] => out += &format!(", ∠{run} = {:.2}°", eval::angle(&figure.pts, a, b, c) * 180.0),
                _ => {}
            }
        }
        out + "\n"
    }

    /// The points written together at the cursor.
    fn run(&self) -> Option<String> {
        let item = self.theorem.and_then(|t| self.a.item(t))?;
        let text = self.d.text.get(item.span.start..item.span.end)?;
        let at = self.byte.checked_sub(item.span.start)?;
        let tokens = lex(text).tokens;
        let found = tokens.into_iter().find(|(a, t, b)| *a <= at && at <= *b && matches!(t, Tok::Points(_)))?;
        text.get(found.0..found.2).map(String::from)
    }

    /// A reserved word or a sign: what it means, and what is said with it.
    fn word(&self) -> Option<(Span, String)> {
        let tokens = lex(&self.d.text).tokens;
        let (a, token, b) = tokens.into_iter().find(|(a, _, b)| *a <= self.byte && self.byte < *b)?;
        let told = match token {
            Tok::Key(k) => format!("{}\n\n{}", words::keyword(k), self.said()),
            Tok::Sign(Sign::Eq | Sign::Ne | Sign::Lt | Sign::Le | Sign::Gt | Sign::Ge) => self.said(),
            _ => return None,
        };
        (!told.is_empty()).then_some((Span::new(a, b), told))
    }

    /// What the statement at the cursor says in core form, and whether it holds in the figure.
    fn said(&self) -> String {
        let Some(core) = self.core else { return String::new() };
        let hyps = core.hyps.iter().map(|h| (h.origin.span, GoalKind::Fact(h.fact.clone())));
        let conds = core.conds.iter().map(|c| (c.origin.span, GoalKind::Cond(c.cond.clone())));
        let props = core.props.iter().map(|p| (p.origin.span, GoalKind::Prop(p.prop.clone())));
        let goals = core.goals.iter().map(|g| (g.origin.span, g.kind.clone()));
        let mut claims = Vec::new();
        core.sketch.iter().flatten().for_each(|s| each_claim(s, &mut |span, k| claims.push((span, k.clone()))));
        let all = hyps.chain(conds).chain(props).chain(goals).chain(claims);
        let there: Vec<_> = all.filter(|(s, _)| s.0 <= self.byte && self.byte < s.1).collect();
        let Some(least) = there.iter().map(|(s, _)| s.1 - s.0).min() else { return String::new() };
        let lines = there.iter().filter(|(s, _)| s.1 - s.0 == least).take(MOST);
        lines.map(|(_, k)| format!("- `{}`{}\n", goal(core, k, Style::Ascii), self.truth(k))).collect()
    }

    fn truth(&self, kind: &GoalKind) -> &'static str {
        let Some(Ok(figure)) = self.figure else { return "" };
        let mut there = true;
        let mut see = |p: euclase_grammar::core::Pt| there &= p.ix() < figure.pts.len();
        match kind {
            GoalKind::Fact(f) => f.each_point(&mut see),
            GoalKind::Cond(c) => c.each_point(&mut see),
            _ => return "",
        }
        if !there {
            return "";
        }
        match kind_status(kind, &figure.pts) {
            Status::Holds => ": holds in the figure",
            Status::Fails => ": **false in the figure**",
            Status::Unclear => ": too close to call in the figure",
        }
    }

    /// A theorem: what has come of it.
    fn whole(&self, s: &Symbol, known: &Known) -> String {
        let mut out = format!("theorem `{}`\n\n", s.name);
        let Some(core) = self.core else { return out };
        if let Some(source) = &core.source {
            out += &format!("{}\n\n", crate::report::escape::markdown(source));
        }
        let answer = self.theorem.and_then(|t| self.a.unit(t)).and_then(|u| known.answer(&u).cloned());
        out += &match answer {
            Some(answer) => {
                let told = text::render(&answer, &TextOptions { width: 90, colour: false });
                format!("```\n{}\n```\n", clipped(told.trim_end(), LONGEST - 500))
            }
            None => {
                let [points, hyps, conds] = [core.statement_points, core.hyps.len(), core.conds.len()];
                format!("{points} points, {hyps} facts and {conds} conditions; not proved yet\n")
            }
        };
        out
    }
}

/// The claims of a line of a sketch, those of its cases too.
fn each_claim(step: &SketchStep, f: &mut dyn FnMut((usize, usize), &GoalKind)) {
    match step {
        SketchStep::Have { claims, origin, .. } | SketchStep::Show { claims, origin, .. } => {
            claims.iter().for_each(|c| f(origin.span, c));
        }
        SketchStep::Case { claims, steps, origin, .. } => {
            claims.iter().for_each(|c| f(origin.span, c));
            steps.iter().for_each(|s| each_claim(s, f));
        }
        SketchStep::Let { .. } => {}
    }
}
