//! The drawing as TikZ: a picture in points of TeX, y downwards as on paper.

use crate::report::figure::labels::{DOT, Label, baseline};
use crate::report::figure::marks::{Mark, STEP, TICK};
use crate::report::figure::plane::{P2, along};
use crate::report::figure::strokes::Role;
use crate::report::figure::write::{Scene, num};
use std::fmt::Write;

/// Units of the drawing to points: the figure is as wide as half a page.
const SCALE: f64 = 0.55;

/// What the pictures of a document take, for its preamble.
pub const PREAMBLE: &str = "\\usepackage{tikz}\n\
    \\definecolor{goal}{HTML}{B3202C}\n\
    \\tikzset{a given/.style={line width=.4pt},an aux/.style={line width=.4pt,dash pattern=on 2.6pt off 1.8pt},a goal/.style={draw=goal,line width=1pt},\
    a mark/.style={line width=.4pt},a mark goal/.style={draw=goal,line width=.6pt},a lead/.style={draw=gray,line width=.2pt}}\n";

/// The picture.
pub fn picture(scene: &Scene) -> String {
    let mut o = String::new();
    let [w, h] = scene.size.map(num);
    // Writing into a String cannot fail.
    let _ = writeln!(o, "\\begin{{tikzpicture}}[x={SCALE}pt,y=-{SCALE}pt,line cap=round]");
    let _ = writeln!(
        o,
        "\\useasboundingbox (0,0) rectangle ({w},{h});\n\\begin{{scope}}\n\\clip (0,0) rectangle ({w},{h});"
    );
    for role in [Role::Given, Role::Aux, Role::Goal] {
        for r in scene.rings.iter().filter(|r| r.role == role) {
            let _ = writeln!(o, "\\draw[{}] {} circle[radius={}];", style(role), at(r.c), num(r.r));
        }
        for s in scene.strokes.iter().filter(|s| s.role == role) {
            line(&mut o, style(role), &[s.a, s.b]);
        }
    }
    for m in &scene.marks {
        mark(&mut o, m);
    }
    for (tip, d) in &scene.arrows {
        let side = |s: f64| along(along(*tip, *d, -7.0), [-d[1], d[0]], 3.0 * s);
        line(&mut o, "a mark", &[side(1.0), *tip, side(-1.0)]);
    }
    for l in scene.labels.iter().filter(|l| l.leader) {
        let near = |i: usize| l.point[i].clamp(l.area.min[i], l.area.max[i]);
        line(&mut o, "a lead", &[l.point, [near(0), near(1)]]);
    }
    o.push_str("\\end{scope}\n");
    for (p, role) in &scene.dots {
        let style = match role {
            Role::Given => "\\fill",
            Role::Aux => "\\draw[fill=white,line width=.4pt]",
            Role::Goal => "\\fill[goal]",
        };
        let _ = writeln!(o, "{style} {} circle[radius={DOT}];", at(*p));
    }
    for m in &scene.marks {
        if let Mark::Arc { text: Some((text, p)), .. } = m {
            let _ = writeln!(
                o,
                "\\node[inner sep=0pt,font=\\scriptsize] at {} {{${}$}};",
                at(*p),
                text.replace('°', "^{\\circ}")
            );
        }
    }
    for l in &scene.labels {
        let _ = writeln!(
            o,
            "\\node[anchor=base west,inner sep=.5pt,font=\\small,fill=white,fill opacity=.75,text opacity=1] at {} {{${}$}};",
            at(baseline(l)),
            name(l)
        );
    }
    o.push_str("\\end{tikzpicture}\n");
    o
}

/// (TikZ has styles of its own by the shorter names.)
fn style(role: Role) -> &'static str {
    match role {
        Role::Given => "a given",
        Role::Aux => "an aux",
        Role::Goal => "a goal",
    }
}

fn at(p: P2) -> String {
    format!("({},{})", num(p[0]), num(p[1]))
}

fn line(o: &mut String, style: &str, points: &[P2]) {
    let all: Vec<String> = points.iter().map(|p| at(*p)).collect();
    let _ = writeln!(o, "\\draw[{style}] {};", all.join(" -- "));
}

fn name(l: &Label) -> String {
    let t = &l.text;
    let word = |s: &str| s.chars().filter(|c| c.is_alphanumeric() || ",= ".contains(*c)).collect::<String>();
    let index = if t.sub.is_empty() { String::new() } else { format!("_{{{}}}", word(&t.sub)) };
    let primes: String = t.primes.chars().map(|_| '\'').collect();
    format!("{}{index}{primes}", word(&t.base))
}

fn mark(o: &mut String, m: &Mark) {
    let style = |r: Role| if r == Role::Goal { "a mark goal" } else { "a mark" };
    match m {
        Mark::Ticks { at, dir, count, role } => {
            let across = [-dir[1], dir[0]];
            for i in 0..*count {
                let t = (i as f64 - (*count as f64 - 1.0) / 2.0) * STEP;
                let c = along(*at, *dir, t);
                line(o, style(*role), &[along(c, across, TICK), along(c, across, -TICK)]);
            }
        }
        Mark::Square { at, u, v, side, role } => {
            let (a, b) = (along(*at, *u, *side), along(*at, *v, *side));
            line(o, style(*role), &[a, along(a, *v, *side), b]);
        }
        Mark::Arc { at: p, u, v, r, count, role, .. } => {
            // As TikZ sees it, with y downwards: from the one direction, the shorter way, to the other.
            let degrees = |d: P2| d[1].atan2(d[0]).to_degrees();
            let from = degrees(*u);
            let mut turn = degrees(*v) - from;
            if turn > 180.0 {
                turn -= 360.0;
            } else if turn < -180.0 {
                turn += 360.0;
            }
            for i in 0..*count {
                let r = r + STEP * i as f64;
                let start = along(*p, *u, r);
                let _ = writeln!(
                    o,
                    "\\draw[{}] {} arc[start angle={},end angle={},radius={}];",
                    style(*role),
                    at(start),
                    num(from),
                    num(from + turn),
                    num(r)
                );
            }
        }
    }
}
