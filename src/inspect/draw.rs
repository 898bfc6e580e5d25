//! What stands on the screen: 80 columns and 24 lines are enough, more are used.

use super::app::{App, View};
use super::tables::{progress, rejected, values};
use super::tree::Row;
use crate::report::escape::terminal;
use crate::report::figure::strokes::Role;
use crate::report::figure::write::Scene;
use crate::report::{Answer, Ref};
use crate::search::trace::Line as TraceLine;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::{Color, Modifier, Style, Stylize};
use ratatui::symbols::Marker;
use ratatui::text::{Line, Span, Text};
use ratatui::widgets::canvas::{Canvas, Circle, Line as Straight, Points};
use ratatui::widgets::{Axis, Block, Chart, Clear, Dataset, GraphType, Paragraph, Wrap};

const HELP: &str = "\
 ↑ ↓  k j      a line up, down        PgUp PgDn  a page
 g G           first, last line
 → l  Enter    open a state, list the rest of its candidates
 ← h           close it, or go to what it belongs to
 1 2 3 4  Tab  tree, proof, rejected, value
 p             to the proof in the tree (its way is marked ●)
 b             to the candidate that gained most
 /             filter by sort, verdict or task (refused, meet, expand …)
 v             only one verdict, the next one with each press
 s             order of candidates: rank, time, gain, visits
 Esc           no filter
 q             quit

 Columns of the tree: point or step · verdict · relations gained ·
 prior · visits below. A value is the chance, as the policy sees it,
 that one more point (in algebra: one more step) is enough.";

/// Draws the whole screen.
pub fn draw(frame: &mut Frame, app: &mut App) {
    let [top, middle, bottom] =
        Layout::vertical([Constraint::Length(1), Constraint::Min(3), Constraint::Length(1)]).areas(frame.area());
    title(frame, app, top);
    match app.view {
        View::Tree => {
            let [left, right] = Layout::horizontal([Constraint::Percentage(58), Constraint::Min(24)]).areas(middle);
            let lower = if middle.height > 30 { 14 } else { 10 };
            let [upper, under] = Layout::vertical([Constraint::Min(5), Constraint::Length(lower)]).areas(right);
            tree(frame, app, left);
            figure(frame, app, upper);
            details(frame, app, under);
        }
        View::Proof => proof(frame, app, middle),
        View::Rejected => {
            let lines = rejected(&app.book);
            list(
                frame,
                app,
                middle,
                " What was not gone on from, and why ",
                lines.into_iter().map(Line::from).collect(),
            );
        }
        View::Curve => curves(frame, app, middle),
    }
    keys(frame, app, bottom);
    if app.help {
        let area = centred(frame.area(), 72, HELP.lines().count() as u16 + 2);
        frame.render_widget(Clear, area);
        frame.render_widget(Paragraph::new(HELP).block(Block::bordered().title(" Keys ")), area);
    }
}

fn centred(area: Rect, width: u16, height: u16) -> Rect {
    let (w, h) = (width.min(area.width), height.min(area.height));
    Rect { x: area.x + (area.width - w) / 2, y: area.y + (area.height - h) / 2, width: w, height: h }
}

fn title(frame: &mut Frame, app: &App, area: Rect) {
    let b = &app.book;
    let status = b.end.as_ref().map_or("not ended".to_string(), |e| e.status.clone());
    let colour = match status.as_str() {
        "Theorem" => Color::Green,
        "CounterSatisfiable" => Color::Red,
        _ => Color::Yellow,
    };
    let mut spans = vec![
        Span::from(format!(" {} ", terminal(&b.header.name))).bold(),
        Span::from(terminal(&status).to_string()).fg(colour),
        Span::from(format!(" · {} nodes · {} states · {}", b.nodes.len(), b.states.len(), terminal(&b.header.policy))),
    ];
    if let Some(e) = &b.end {
        spans.push(format!(" · {:.1} s", e.seconds).into());
    }
    frame.render_widget(Line::from(spans), area);
}

fn keys(frame: &mut Frame, app: &App, area: Rect) {
    let line = match &app.typing {
        Some(typed) => Line::from(vec![
            " filter: ".bold(),
            typed.as_str().into(),
            "▏".into(),
            "  Enter to look, Esc to leave".dim(),
        ]),
        None => {
            let mut spans: Vec<Span> = Vec::new();
            for (i, (view, name)) in View::ALL.iter().enumerate() {
                let span = Span::from(format!(" {} {name} ", i + 1));
                spans.push(if *view == app.view { span.reversed() } else { span.dim() });
            }
            if app.view == View::Tree {
                spans.push(format!("  by {}", app.tree.sort.name()).into());
            }
            if !app.tree.filter.is_empty() {
                spans.push(format!("  /{}", app.tree.filter).yellow());
            }
            if let Some(v) = app.tree.verdict {
                spans.push(format!("  only {}", app.book.word(v)).yellow());
            }
            spans.push("   ? help  q quit".dim());
            if let Some(why) = &app.book.cut {
                spans.push(format!("  ({why})").yellow());
            }
            Line::from(spans)
        }
    };
    frame.render_widget(line, area);
}

/// Lines of which one is chosen; the part around it is seen.
fn list(frame: &mut Frame, app: &mut App, area: Rect, title: &str, lines: Vec<Line>) {
    let block = Block::bordered().title(title.to_string());
    let inner = block.inner(area);
    let height = usize::from(inner.height).max(1);
    app.page = height;
    let chosen = app.chosen();
    let first = chosen.saturating_sub(height / 2).min(lines.len().saturating_sub(height));
    let seen = lines.into_iter().enumerate().skip(first).take(height);
    let seen: Vec<Line> = seen.map(|(i, l)| if i == chosen { l.reversed() } else { l }).collect();
    frame.render_widget(Paragraph::new(seen).block(block), area);
}

fn tree(frame: &mut Frame, app: &mut App, area: Rect) {
    let block = Block::bordered().title(" States and candidates ");
    let height = usize::from(block.inner(area).height).max(1);
    let width = usize::from(block.inner(area).width);
    let chosen = app.chosen();
    let first = chosen.saturating_sub(height / 2).min(app.rows.len().saturating_sub(height));
    let mut lines = Vec::new();
    for i in first..(first + height).min(app.rows.len()) {
        let line = row(app, app.rows[i], width);
        lines.push(if i == chosen { line.reversed() } else { line });
    }
    app.page = height;
    frame.render_widget(Paragraph::new(lines).block(block), area);
}

fn row(app: &mut App, row: Row, width: usize) -> Line<'static> {
    let sign = |open: bool| if open { "▾ " } else { "▸ " };
    match row {
        Row::Root(s) => {
            let what = match app.book.state(s) {
                Ok(TraceLine::Position(p)) => terminal(&p.goal).to_string(),
                Ok(TraceLine::State(st)) if s > 0 => {
                    let aux: Vec<String> =
                        st.points.iter().filter(|p| p.def.is_some()).map(|p| p.name.clone()).collect();
                    format!("again, with {}", if aux.is_empty() { "no points".into() } else { aux.join(", ") })
                }
                _ => "the statement".into(),
            };
            let text = format!("{}{what}", sign(app.tree.open.contains(&s)));
            columns(text, format!("{} visits", app.tree.visits[s]), width, Style::new().bold())
        }
        Row::More { count, depth, .. } => {
            Line::from(format!("{}… {count} more (→ lists them)", "  ".repeat(depth.min(12)))).dim()
        }
        Row::Candidate { state, order, depth } => {
            let nodes = app.tree.nodes(&app.book, state, order);
            let child = app.tree.child(state, order);
            let what = nodes.first().map_or(String::new(), |n| match app.book.node(*n) {
                Ok(TraceLine::Node(n)) => format!("{} = {}({})", n.name, n.def, n.args.join(", ")),
                Ok(TraceLine::Step(s)) if s.with.is_empty() => s.kind,
                Ok(TraceLine::Step(s)) => format!("{}: {}", s.kind, s.with),
                _ => String::new(),
            });
            let last = nodes.iter().map(|n| app.book.nodes[*n]).collect::<Vec<_>>();
            let verdict = last.iter().map(|n| app.book.word(n.verdict)).find(|v| *v == "proved");
            let verdict = verdict.or(last.last().map(|n| app.book.word(n.verdict))).unwrap_or_default().to_string();
            let gain = last.iter().map(|n| n.gain).max().unwrap_or(0);
            let prior = last.iter().find_map(|n| n.prior);
            let way = if app.tree.proof.contains(&(state, order)) { "● " } else { "" };
            let open = child.map_or("  ", |c| sign(app.tree.open.contains(&c)));
            let mut right = verdict.clone();
            if gain > 0 {
                right = format!("{right} +{gain}");
            }
            if let Some(p) = prior {
                right = format!("{right} {p:.2}");
            }
            if let Some(c) = child {
                right = format!("{right} v{}", app.tree.visits[c]);
            }
            let style = match verdict.as_str() {
                "proved" => Style::new().fg(Color::Green).add_modifier(Modifier::BOLD),
                "refused" | "unsound" => Style::new().fg(Color::Red),
                "repeated" | "nothing" => Style::new().add_modifier(Modifier::DIM),
                _ => Style::new(),
            };
            let text = format!("{}{open}{way}{}", "  ".repeat(depth.min(12)), terminal(&what));
            columns(text, terminal(&right).to_string(), width, style)
        }
    }
}

/// Text at the left, cut where it is long, and more at the right.
fn columns(left: String, right: String, width: usize, style: Style) -> Line<'static> {
    let count = |s: &str| s.chars().count();
    let room = width.saturating_sub(count(&right) + 1);
    let left = if count(&left) > room {
        left.chars().take(room.saturating_sub(1)).chain(['…']).collect::<String>()
    } else {
        left
    };
    let gap = " ".repeat(width.saturating_sub(count(&left) + count(&right)));
    Line::from(vec![Span::styled(left, style), gap.into(), Span::styled(right, style)])
}

fn figure(frame: &mut Frame, app: &mut App, area: Rect) {
    let block = Block::bordered().title(" Figure ");
    match app.figure() {
        Some(scene) => canvas(frame, &scene, area, block, &[]),
        None => {
            let (state, _) = app.selected();
            let text = match app.book.state(state) {
                Ok(TraceLine::Position(p)) => format!("To be shown\n\n{}", terminal(&p.goal)),
                _ => "no figure".into(),
            };
            frame.render_widget(Paragraph::new(text).wrap(Wrap { trim: false }).block(block), area);
        }
    }
}

/// A drawing; points with these names stand out.
fn canvas(frame: &mut Frame, scene: &Scene, area: Rect, block: Block, named: &[String]) {
    let [w, h] = scene.size;
    // A cell is about twice as high as it is wide: the whole drawing is seen undistorted.
    let inner = block.inner(area);
    let (cols, rows) = (f64::from(inner.width.max(1)), 2.0 * f64::from(inner.height.max(1)));
    let scale = (w / cols).max(h / rows);
    let (x, y) = (scale * cols / 2.0, scale * rows / 2.0);
    let colour = |r: Role| match r {
        Role::Goal => Color::LightRed,
        Role::Aux => Color::Cyan,
        Role::Given => Color::Gray,
    };
    let drawing = Canvas::default()
        .block(block)
        .marker(Marker::Braille)
        .x_bounds([w / 2.0 - x, w / 2.0 + x])
        .y_bounds([h / 2.0 - y, h / 2.0 + y])
        .paint(|ctx| {
            let up = |p: [f64; 2]| (p[0], h - p[1]);
            for r in &scene.rings {
                let (x, y) = up(r.c);
                ctx.draw(&Circle { x, y, radius: r.r, color: colour(r.role) });
            }
            for s in &scene.strokes {
                let ((x1, y1), (x2, y2)) = (up(s.a), up(s.b));
                ctx.draw(&Straight { x1, y1, x2, y2, color: colour(s.role) });
            }
            ctx.layer();
            for (p, role) in &scene.dots {
                ctx.draw(&Points { coords: &[up(*p)], color: colour(*role) });
            }
            for l in &scene.labels {
                let name = format!("{}{}{}", l.text.base, l.text.sub, l.text.primes);
                let (x, y) = up(l.point);
                let style = if named.contains(&name) {
                    Style::new().fg(Color::Black).bg(Color::Yellow).bold()
                } else {
                    Style::new().bold()
                };
                ctx.print(x, y, Line::styled(name, style));
            }
        });
    frame.render_widget(drawing, area);
}

fn details(frame: &mut Frame, app: &mut App, area: Rect) {
    let (state, nodes) = app.selected();
    let mut lines: Vec<String> = Vec::new();
    let number = |x: Option<f32>| x.map_or("–".to_string(), |x| format!("{x:.3}"));
    if nodes.is_empty()
        && let Some(s) = app.book.states.get(state)
    {
        lines.push(format!("state {state}: {} candidates", s.candidates));
        lines.push(format!("value {}  cost {:.2}  visits {}", number(s.value), s.cost, app.tree.visits[state]));
        if let Ok(TraceLine::Position(p)) = app.book.state(state) {
            lines.push(format!("{} open; {} dropped as false, {} idle", p.open, p.wrong, p.idle));
            lines.push(p.goal);
        }
    }
    for n in nodes {
        let row = app.book.nodes[n];
        let (task, verdict) = (app.book.word(row.task).to_string(), app.book.word(row.verdict).to_string());
        if lines.is_empty() {
            match app.book.node(n) {
                Ok(TraceLine::Node(l)) => lines.push(format!("{} = {}({})", l.name, l.def, l.args.join(", "))),
                Ok(TraceLine::Step(l)) => lines.push(format!("{}: {}", l.kind, l.with)),
                _ => {}
            }
            lines.push(format!(
                "rank {} of state {state}  score {:.2}  prior {}",
                row.order,
                row.score,
                number(row.prior)
            ));
        }
        lines.push(format!("{task}: {verdict}, cost {:.2}, {:.1} ms", row.cost, f64::from(row.micros) / 1000.0));
        match app.book.node(n) {
            Ok(TraceLine::Node(l)) => {
                if let Some(g) = l.gain.filter(|g| g.relations + g.circles + g.total > 0) {
                    lines.push(format!(
                        "  {} relations, {} circles; {} of the statement",
                        g.relations, g.circles, g.total
                    ));
                }
                lines.extend(l.reason.map(|r| format!("  {r}")));
            }
            Ok(TraceLine::Step(l)) if l.open > 0 => lines.push(format!("  {} left open", l.open)),
            _ => {}
        }
    }
    let text: Vec<Line> = lines.iter().map(|l| Line::from(terminal(l).to_string())).collect();
    frame.render_widget(
        Paragraph::new(text).wrap(Wrap { trim: false }).block(Block::bordered().title(" Selected ")),
        area,
    );
}

fn proof(frame: &mut Frame, app: &mut App, area: Rect) {
    let [left, right] = Layout::horizontal([Constraint::Percentage(55), Constraint::Min(24)]).areas(area);
    let answer = match &app.answer {
        Some(Ok(a)) if !a.steps.is_empty() => a.clone(),
        other => {
            let why = match other {
                Some(Err(why)) => why.clone(),
                Some(Ok(a)) => format!("{}\n{}", a.status_line(), a.notes.join("\n")),
                None => String::new(),
            };
            let text = format!("There is no proof to show.\n\n{}", terminal(&why));
            let block = Block::bordered().title(" Proof ");
            frame.render_widget(Paragraph::new(text).wrap(Wrap { trim: false }).block(block), area);
            return;
        }
    };
    let lines = answer.steps.iter().map(|s| Line::from(format!("{:>3}. {}", s.number, terminal(&s.claim)))).collect();
    list(frame, app, left, " Proof ", lines);
    let chosen = app.chosen();
    let [upper, under] = Layout::vertical([Constraint::Percentage(50), Constraint::Min(6)]).areas(right);
    if let Some(step) = answer.steps.get(chosen) {
        if let Some(scene) = app.proof_figure() {
            let named = names(&step.claim);
            canvas(frame, &scene, upper, Block::bordered().title(" Figure "), &named);
        }
        let text = Text::from(step_lines(&answer, chosen));
        let block = Block::bordered().title(format!(" Step {} ", step.number));
        frame.render_widget(Paragraph::new(text).wrap(Wrap { trim: false }).block(block), under);
    }
}

/// A step with the facts that it used.
fn step_lines(answer: &Answer, at: usize) -> Vec<Line<'static>> {
    let Some(step) = answer.steps.get(at) else { return Vec::new() };
    let mut out = vec![Line::from(terminal(&step.claim).to_string()).bold()];
    let mut refs: Vec<Ref> = Vec::new();
    let mut because = |cites: &[crate::report::Cite]| -> String {
        let said: Vec<String> = cites.iter().map(|c| c.reason.clone()).filter(|r| !r.is_empty()).collect();
        cites.iter().for_each(|c| refs.extend(c.refs.iter().copied()));
        said.join("; ")
    };
    let reason = because(&step.because);
    if !reason.is_empty() {
        out.push(Line::from(terminal(&reason).to_string()));
    }
    if let Some(c) = &step.chain {
        out.push(Line::from(format!("  {}", terminal(&c.start))));
        for l in &c.links {
            let why = because(&l.because);
            out.push(Line::from(format!("  {} {}   {}", l.sign(), terminal(&l.to), terminal(&why))));
        }
    }
    refs.sort_by_key(ToString::to_string);
    refs.dedup();
    if !refs.is_empty() {
        out.push(Line::from("uses").dim());
    }
    for r in refs {
        let said = match r {
            Ref::Given(n) => answer.given.get((n as usize).wrapping_sub(1)).map(|g| g.text.clone()),
            Ref::Aux(n) => answer.aux.get((n as usize).wrapping_sub(1)).map(|a| a.text.clone()),
            Ref::Step(n) => answer.steps.iter().find(|s| s.number == n).map(|s| s.claim.clone()),
        };
        out.push(Line::from(format!("  ({r}) {}", terminal(&said.unwrap_or_default()))));
    }
    out
}

/// The names of points in words: capitals with what belongs to them.
fn names(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for c in text.chars() {
        match out.last_mut() {
            _ if c.is_ascii_uppercase() => out.push(c.to_string()),
            Some(last) if (c.is_ascii_digit() || c == '′') && !last.is_empty() => last.push(c),
            _ => out.push(String::new()),
        }
    }
    out.retain(|n| !n.is_empty());
    out
}

fn curves(frame: &mut Frame, app: &mut App, area: Rect) {
    let (state, _) = app.selected();
    let state = app.below().unwrap_or(state);
    let (values, near) = (values(&app.book, state), progress(&app.book));
    let [upper, lower] = Layout::vertical([Constraint::Percentage(50), Constraint::Percentage(50)]).areas(area);
    let depth = values.last().map_or(1.0, |v| v.0.max(1.0));
    let title = if values.is_empty() {
        " Value on the way to the chosen state: this policy gives none ".to_string()
    } else {
        format!(" Value on the way to state {state}, by points added ")
    };
    chart(frame, upper, title, &values, [0.0, depth], [0.0, 1.0], "0%", "100%");
    let most = near.last().map_or(1.0, |p| p.1.max(1.0));
    let nodes = near.last().map_or(1.0, |p| p.0.max(1.0));
    let title = " Most relations of the statement's points that one node gained, by nodes ".to_string();
    chart(frame, lower, title, &near, [0.0, nodes], [0.0, most], "0", &format!("{most}"));
}

#[allow(clippy::too_many_arguments)]
fn chart(
    frame: &mut Frame,
    area: Rect,
    title: String,
    data: &[(f64, f64)],
    x: [f64; 2],
    y: [f64; 2],
    low: &str,
    high: &str,
) {
    let set = Dataset::default().marker(Marker::Braille).graph_type(GraphType::Line).green().data(data);
    let ends = [format!("{}", x[0]), format!("{}", x[1])];
    let chart = Chart::new(vec![set])
        .block(Block::bordered().title(title))
        .x_axis(Axis::default().bounds(x).labels(ends))
        .y_axis(Axis::default().bounds(y).labels([low.to_string(), high.to_string()]));
    frame.render_widget(chart, area);
}
