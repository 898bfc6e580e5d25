//! The whole core form on a page: what `prove show` prints.

use super::{Style, cond, fact, goal, prop};
use crate::core::{CoreTheorem, GoalKind, SketchStep};

/// The whole core form in words: what `prove show` prints, with every implicit condition.
pub fn core_text(theorem: &CoreTheorem, style: Style) -> String {
    let t = theorem;
    let mut out = format!("theorem {}\n", t.name);
    if let Some(s) = &t.source {
        out += &format!("source: {s}\n");
    }
    let points = &t.points[..t.statement_points.min(t.points.len())];
    let named: Vec<&str> = points.iter().filter(|p| !p.hidden).map(|p| p.name.as_str()).collect();
    if !named.is_empty() {
        out += &format!("points: {}\n", named.join(", "));
    }
    for p in points.iter().filter(|p| p.hidden) {
        out += &format!("hidden point: {}  [{}]\n", p.name, p.origin.text);
    }
    if !t.reals.is_empty() {
        out += &format!("real variables: {}\n", t.reals.join(", "));
    }
    let mut section = |title: &str, lines: Vec<(String, String)>| {
        if lines.is_empty() {
            return;
        }
        out += &format!("{title}\n");
        let width = lines.iter().map(|l| l.0.chars().count()).filter(|w| *w <= 48).max().unwrap_or(0);
        for (i, (text, source)) in lines.iter().enumerate() {
            let pad = " ".repeat(width.saturating_sub(text.chars().count()));
            let from = if source == text || source.is_empty() { String::new() } else { format!("{pad}  [{source}]") };
            out += &format!("  {:>2}. {text}{from}\n", i + 1);
        }
    };
    section("hypotheses", t.hyps.iter().map(|h| (fact(t, &h.fact, style), h.origin.text.clone())).collect());
    let conds = |explicit: bool| {
        t.conds
            .iter()
            .filter(|c| c.explicit == explicit)
            .map(|c| (cond(t, &c.cond, style), c.origin.text.clone()))
            .collect()
    };
    section("conditions stated", conds(true));
    section("conditions implied by the constructions", conds(false));
    section("statements", t.props.iter().map(|h| (prop(t, &h.prop, style), h.origin.text.clone())).collect());
    section("goals", t.goals.iter().map(|g| (goal(t, &g.kind, style), g.origin.text.clone())).collect());
    section("not carried by the core form", t.unsupported.iter().map(|o| (o.text.clone(), String::new())).collect());
    if let Some(steps) = &t.sketch {
        section("sketch", steps.iter().flat_map(|s| sketched(t, s, style)).collect());
    }
    out
}

/// A step of a sketch, with where it stands; of a case, its steps after it.
fn sketched(t: &CoreTheorem, step: &SketchStep, style: Style) -> Vec<(String, String)> {
    let join = |claims: &[GoalKind]| claims.iter().map(|c| goal(t, c, style)).collect::<Vec<_>>().join("; ");
    match step {
        SketchStep::Let { point, facts, origin, .. } => {
            let facts: Vec<String> = facts.iter().map(|f| fact(t, f, style)).collect();
            vec![(format!("let {}: {}", t.name_of(*point), facts.join("; ")), origin.text.clone())]
        }
        SketchStep::Have { label, claims, .. } => {
            let label = label.as_ref().map_or(String::new(), |l| format!("[{l}] "));
            vec![(format!("have {label}{}", join(claims)), String::new())]
        }
        SketchStep::Show { claims, .. } => vec![(format!("show {}", join(claims)), String::new())],
        SketchStep::Case { claims, steps, .. } => {
            let case = join(claims);
            let inner = steps.iter().flat_map(|s| sketched(t, s, style));
            std::iter::once((format!("case {case}"), String::new()))
                .chain(inner.map(|(text, from)| (format!("  {text}"), from)))
                .collect()
        }
    }
}
