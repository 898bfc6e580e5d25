//! The figure: an SVG that a teacher would print.
//!
//! White paper, thin dark lines, italic names. What the statement draws is solid, auxiliary
//! objects are dashed, the goal is thick and coloured; equal segments, right angles and equal
//! angles are marked where the statement or the goal says so ([`meaning`]). The steps are:
//! lines to draw ([`implied`]) → frame ([`frame`]) → lines and circles ([`strokes`]) → marks ([`marks`]) → names ([`labels`]) →
//! text ([`write`]). All floats, and all deterministic.

mod arcs;
pub mod frame;
pub mod implied;
pub mod labels;
pub mod marks;
pub mod meaning;
pub mod plane;
pub mod strokes;
pub mod write;

#[cfg(test)]
mod tests;

use euclase_grammar::core::{CoreTheorem, Pt, Shape};

use labels::{LabelText, Obstacles};
use marks::Ground;
use meaning::Sign;
use plane::{P2, dist, dot, sub};
use strokes::Role;
use write::Scene;

/// How the figure is drawn.
#[derive(Clone, Debug)]
pub struct FigureOptions {
    /// Points from this index on are auxiliary: they and what is drawn with them are dashed.
    pub aux_from: usize,
    /// Emphasise the goal.
    pub goal: bool,
    /// Larger side of the paper in units (pixels at the usual scale).
    pub size: f64,
    /// Turn the figure so that a natural base line is level. Where the author suggests
    /// coordinates for the points, the figure stays as it is.
    pub level: bool,
}

impl FigureOptions {
    /// The usual figure of a theorem.
    pub fn of(thm: &CoreTheorem) -> FigureOptions {
        FigureOptions { aux_from: thm.statement_points, goal: true, size: 460.0, level: true }
    }
}

/// Draws the theorem with these coordinates, one for each point (x to the right, y upwards).
pub fn svg(thm: &CoreTheorem, pts: &[P2], opts: &FigureOptions) -> String {
    write::svg(&scene(thm, pts, opts))
}

/// Two dots this near on paper get one common label.
const COINCIDE: f64 = 1.2;

/// What is drawn, before it is laid out.
pub struct Parts {
    /// Lines and circles, each with its role; the same may occur twice.
    pub shapes: Vec<(Shape, Role)>,
    /// What the goal asks to show.
    pub goal: Vec<Sign>,
    /// What the hypotheses ask to show.
    pub given: Vec<Sign>,
    /// For each point, whether it has a dot.
    pub shown: Vec<bool>,
}

/// Gathers what is drawn.
pub fn parts(thm: &CoreTheorem, pts: &[P2], opts: &FigureOptions) -> Parts {
    let mut pts = pts.to_vec();
    pts.resize(thm.points.len(), [f64::NAN; 2]);
    let goal: Vec<Sign> =
        if opts.goal { thm.goals.iter().flat_map(|g| meaning::goal_signs(&g.kind)).collect() } else { Vec::new() };
    let given: Vec<Sign> = thm.hyps.iter().flat_map(|h| meaning::signs(&h.fact)).collect();
    let role = |ps: &[Pt]| {
        if ps.iter().any(|p| p.ix() >= opts.aux_from) { Role::Aux } else { Role::Given }
    };
    let implied = implied::implied(thm);
    let mut shapes: Vec<(Shape, Role)> =
        thm.shapes.iter().chain(&implied).map(|s| (s.clone(), role(&shape_points(s)))).collect();
    let emphasised = emphasis(thm, &goal, &pts);
    shapes.extend(emphasised.iter().map(|s| (s.clone(), Role::Goal)));
    // Arms of the goal's angles have to be seen, but need no emphasis.
    for s in &goal {
        if let Sign::Angles(a, b) = s {
            for [x, y, z] in [*a, *b] {
                for (p, q) in [(y, x), (y, z)] {
                    shapes.push((Shape::Segment(p, q), role(&[p, q])));
                }
            }
        }
    }
    let shown = shown(thm, &shapes, &goal);
    Parts { shapes, goal, given, shown }
}

/// Lays the drawing out.
pub fn scene(thm: &CoreTheorem, pts: &[P2], opts: &FigureOptions) -> Scene {
    let Parts { shapes, goal, given, shown } = parts(thm, pts, opts);
    let mut pts = pts.to_vec();
    pts.resize(thm.points.len(), [f64::NAN; 2]);
    let plain: Vec<Shape> = shapes.iter().map(|s| s.0.clone()).collect();
    let level = opts.level && thm.coords.is_empty();
    let frame = frame::fit(thm, &pts, &shown, &plain, opts.size, level);
    let strokes = strokes::strokes(&shapes, &frame, &shown);
    let rings = strokes::rings(&shapes, &frame);
    let ground = Ground { frame: &frame, strokes: &strokes, rings: &rings, shown: &shown };
    let marks = marks::marks(&ground, &goal, &given);
    let mut scene = Scene {
        size: frame.size,
        title: thm.name.clone(),
        about: thm.goals.iter().map(|g| g.origin.text.as_str()).collect::<Vec<_>>().join(", "),
        rings,
        strokes,
        marks,
        ..Scene::default()
    };
    let mut names: Vec<(LabelText, P2)> = Vec::new();
    let goal_points: Vec<Pt> =
        goal.iter().filter_map(|s| if let Sign::Point(p) = s { Some(*p) } else { None }).collect();
    for (i, info) in thm.points.iter().enumerate() {
        let (Some(p), true) = (frame.at[i], shown[i]) else {
            continue;
        };
        if frame.far[i] {
            if let Some((tip, dir)) = exit(&scene, &frame, &shapes, Pt(i as u32)) {
                scene.arrows.push((tip, dir));
                names.push((LabelText::of(&info.name), tip));
            }
            continue;
        }
        let role = if goal_points.contains(&Pt(i as u32)) {
            Role::Goal
        } else if i >= opts.aux_from {
            Role::Aux
        } else {
            Role::Given
        };
        scene.dots.push((p, role));
        if info.hidden {
            continue;
        }
        match names.iter_mut().find(|(_, q)| dist(p, *q) < COINCIDE) {
            Some((text, _)) => join_names(text, &info.name),
            None => names.push((LabelText::of(&info.name), p)),
        }
    }
    let mut dots: Vec<P2> = scene.dots.iter().map(|d| d.0).collect();
    dots.extend(scene.arrows.iter().map(|a| a.0));
    let obstacles = Obstacles::new(scene.size, &dots, &scene.strokes, &scene.rings, &scene.marks);
    scene.labels = labels::place(&names, &obstacles);
    scene
}

/// `X = Y` for points that lie on one another.
fn join_names(text: &mut LabelText, other: &str) {
    let plain = |t: &LabelText| format!("{}{}{}", t.base, t.sub, t.primes);
    let joined = format!("{} = {}", plain(text), plain(&LabelText::of(other)));
    *text = LabelText { base: joined, ..LabelText::default() };
}

fn shape_points(s: &Shape) -> Vec<Pt> {
    match *s {
        Shape::Segment(a, b) | Shape::Line(a, b) | Shape::CircleAt(a, b) => vec![a, b],
        Shape::Circle3(a, b, c) => vec![a, b, c],
    }
}

/// Named points, and hidden ones that a line goes through on purpose or that the goal names.
/// The hidden centre of a circle, or the hidden points of a free line, are not shown.
fn shown(thm: &CoreTheorem, shapes: &[(Shape, Role)], goal: &[Sign]) -> Vec<bool> {
    let mut shown: Vec<bool> = thm.points.iter().map(|p| !p.hidden).collect();
    let mut use_point = |p: Pt| {
        if let Some(s) = shown.get_mut(p.ix()) {
            *s = true;
        }
    };
    for (s, _) in shapes {
        if let Shape::Segment(a, b) = s {
            use_point(*a);
            use_point(*b);
        }
    }
    for s in goal {
        if let Sign::Point(p) = s {
            use_point(*p);
        }
    }
    shown
}

/// What is drawn in the goal's colour.
fn emphasis(thm: &CoreTheorem, goal: &[Sign], pts: &[P2]) -> Vec<Shape> {
    let hidden = |p: Pt| thm.points.get(p.ix()).is_some_and(|i| i.hidden);
    let mut out = Vec::new();
    for sign in goal {
        match sign {
            Sign::Equal(p, q) => {
                out.extend([Shape::Segment(p[0], p[1]), Shape::Segment(q[0], q[1])]);
            }
            // A hidden point only gives the line its direction.
            Sign::Right(p, q) | Sign::Parallel(p, q) => {
                for [a, b] in [*p, *q] {
                    out.push(if hidden(a) || hidden(b) { Shape::Line(a, b) } else { Shape::Segment(a, b) });
                }
            }
            Sign::Segment(p) => out.push(Shape::Segment(p[0], p[1])),
            Sign::OnLine(on) => {
                if let Some((a, b)) = extremes(on, pts) {
                    out.push(Shape::Segment(a, b));
                }
            }
            Sign::OnCircle([a, b, c, _]) => out.push(Shape::Circle3(*a, *b, *c)),
            Sign::Triangle([a, b, c]) => {
                out.extend([Shape::Segment(*a, *b), Shape::Segment(*b, *c), Shape::Segment(*c, *a)])
            }
            Sign::Value([a, b, c], _) => {
                out.extend([Shape::Segment(*a, *b), Shape::Segment(*b, *c)]);
            }
            Sign::Angles(..) | Sign::Point(_) => {}
        }
    }
    out
}

/// The two that are farthest apart.
fn extremes(on: &[Pt], pts: &[P2]) -> Option<(Pt, Pt)> {
    let mut best: Option<(f64, Pt, Pt)> = None;
    for (i, a) in on.iter().enumerate() {
        for b in &on[..i] {
            let d = dist(*pts.get(a.ix())?, *pts.get(b.ix())?);
            if best.is_none_or(|(e, ..)| d > e) {
                best = Some((d, *b, *a));
            }
        }
    }
    best.map(|(_, a, b)| (a, b))
}

/// Where a drawn line leaves the frame on its way to a point outside.
fn exit(scene: &Scene, frame: &frame::Frame, shapes: &[(Shape, Role)], far: Pt) -> Option<(P2, P2)> {
    let target = frame.at[far.ix()]?;
    let leads = shapes.iter().find_map(|(s, _)| match *s {
        Shape::Segment(a, b) | Shape::Line(a, b) if a == far || b == far => frame.at[if a == far { b } else { a }.ix()],
        _ => None,
    })?;
    let dir = plane::unit(leads, target)?;
    let ends = scene.strokes.iter().flat_map(|s| [s.a, s.b]);
    let on_it = |p: &P2| plane::cross(dir, sub(*p, leads)).abs() < 0.5;
    let tip = ends.filter(on_it).max_by(|p, q| dot(dir, sub(*p, leads)).total_cmp(&dot(dir, sub(*q, leads))))?;
    Some((tip, dir))
}
