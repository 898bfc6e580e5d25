//! The drawing as SVG text.

use std::fmt::Write;

use super::labels::{DOT, FONT, Label, LabelText, baseline};
use super::marks::{Mark, STEP, TICK};
use super::plane::{P2, along};
use super::strokes::{Ring, Role, Stroke};
use crate::report::escape::xml;

/// All that is drawn, in units of the drawing.
#[derive(Debug, Default)]
pub struct Scene {
    /// Width and height of the paper.
    pub size: P2,
    /// Name, for assistive technology.
    pub title: String,
    /// Longer description.
    pub about: String,
    /// Circles.
    pub rings: Vec<Ring>,
    /// Lines.
    pub strokes: Vec<Stroke>,
    /// Marks.
    pub marks: Vec<Mark>,
    /// Points, with the role of each.
    pub dots: Vec<(P2, Role)>,
    /// Names.
    pub labels: Vec<Label>,
    /// Arrows at the frame towards points outside: tip and unit direction.
    pub arrows: Vec<(P2, P2)>,
}

const STYLE: &str = "\
.given{stroke:#1a1a1a;stroke-width:.9}\
.aux{stroke:#1a1a1a;stroke-width:.9;stroke-dasharray:5 3.2}\
.goal{stroke:#b3202c;stroke-width:2}\
.mark{stroke:#1a1a1a;stroke-width:.8}\
.mark-goal{stroke:#b3202c;stroke-width:1.2}\
.lead{stroke:#8a8a8a;stroke-width:.5}\
.dot{fill:#1a1a1a;stroke:#1a1a1a}\
.dot-aux{fill:#fff;stroke:#1a1a1a}\
.dot-goal{fill:#b3202c;stroke:#b3202c}\
.name{fill:#000;font-style:italic}\
.name,.value{stroke:#fff;stroke-width:2.6;paint-order:stroke;stroke-linejoin:round}\
.value{fill:#1a1a1a;font-size:11px;text-anchor:middle}\
.sub{font-style:normal}";

/// Two decimals, without trailing zeros or a negative zero.
pub fn num(x: f64) -> String {
    let s = format!("{x:.2}");
    let s = s.trim_end_matches('0').trim_end_matches('.');
    if s == "-0" || s.is_empty() { "0".into() } else { s.into() }
}

/// Writes the whole document.
pub fn svg(scene: &Scene) -> String {
    let mut o = String::new();
    let [w, h] = scene.size;
    let (w, h) = (num(w), num(h));
    // Writing into a String cannot fail.
    let _ = write!(
        o,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" \
         viewBox=\"0 0 {w} {h}\" role=\"img\" \
         font-family=\"'Latin Modern Roman','STIX Two Text','Liberation Serif','Times New Roman',serif\" \
         font-size=\"{}\">\n<title>{}</title>\n<desc>{}</desc>\n<style>{STYLE}</style>\n\
         <clipPath id=\"paper\"><rect width=\"{w}\" height=\"{h}\"/></clipPath>\n\
         <rect width=\"{w}\" height=\"{h}\" fill=\"#fff\"/>\n",
        num(FONT),
        xml(&scene.title),
        xml(&scene.about),
    );
    o.push_str("<g fill=\"none\" stroke-linecap=\"round\" clip-path=\"url(#paper)\">\n");
    for role in [Role::Given, Role::Aux, Role::Goal] {
        for r in scene.rings.iter().filter(|r| r.role == role) {
            let [x, y] = r.c.map(num);
            let _ = writeln!(o, "<circle class=\"{}\" cx=\"{x}\" cy=\"{y}\" r=\"{}\"/>", role.word(), num(r.r));
        }
        for s in scene.strokes.iter().filter(|s| s.role == role) {
            line(&mut o, role.word(), s.a, s.b);
        }
    }
    for m in &scene.marks {
        mark(&mut o, m);
    }
    for (tip, d) in &scene.arrows {
        let side = |s: f64| along(along(*tip, *d, -7.0), [-d[1], d[0]], 3.0 * s);
        let (a, b) = (side(1.0), side(-1.0));
        let p = [a, *tip, b].map(|p| format!("{},{}", num(p[0]), num(p[1]))).join(" ");
        let _ = writeln!(o, "<polyline class=\"mark\" points=\"{p}\"/>");
    }
    for l in scene.labels.iter().filter(|l| l.leader) {
        let near = |i: usize| l.point[i].clamp(l.area.min[i], l.area.max[i]);
        line(&mut o, "lead", l.point, [near(0), near(1)]);
    }
    o.push_str("</g>\n<g stroke-width=\".9\">\n");
    for (p, role) in &scene.dots {
        let class = match role {
            Role::Given => "dot",
            Role::Aux => "dot-aux",
            Role::Goal => "dot-goal",
        };
        let _ = writeln!(o, "<circle class=\"{class}\" cx=\"{}\" cy=\"{}\" r=\"{DOT}\"/>", num(p[0]), num(p[1]));
    }
    o.push_str("</g>\n<g>\n");
    for m in &scene.marks {
        if let Mark::Arc { text: Some((text, p)), .. } = m {
            let _ =
                writeln!(o, "<text class=\"value\" x=\"{}\" y=\"{}\">{}</text>", num(p[0]), num(p[1] + 3.8), xml(text));
        }
    }
    for l in &scene.labels {
        let [x, y] = baseline(l);
        let _ = writeln!(o, "<text class=\"name\" x=\"{}\" y=\"{}\">{}</text>", num(x), num(y), name(&l.text));
    }
    o.push_str("</g>\n</svg>\n");
    o
}

/// A name with its subscript lowered; `dy` is understood everywhere, `baseline-shift` is not.
fn name(t: &LabelText) -> String {
    let mut o = xml(&t.base);
    if !t.sub.is_empty() {
        let class = if t.sub.starts_with(|c: char| c.is_ascii_digit()) { " class=\"sub\"" } else { "" };
        let _ = write!(o, "<tspan{class} font-size=\"70%\" dy=\"3\">{}</tspan>", xml(&t.sub));
    }
    if !t.primes.is_empty() {
        let dy = if t.sub.is_empty() { "" } else { " dy=\"-3\"" };
        let _ = write!(o, "<tspan{dy}>{}</tspan>", t.primes);
    }
    o
}

fn line(o: &mut String, class: &str, a: P2, b: P2) {
    let [x1, y1] = a.map(num);
    let [x2, y2] = b.map(num);
    let _ = writeln!(o, "<line class=\"{class}\" x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\"/>");
}

fn mark(o: &mut String, m: &Mark) {
    let style = |r: Role| if r == Role::Goal { "mark-goal" } else { "mark" };
    match m {
        Mark::Ticks { at, dir, count, role } => {
            let across = [-dir[1], dir[0]];
            for i in 0..*count {
                let t = (i as f64 - (*count as f64 - 1.0) / 2.0) * STEP;
                let c = along(*at, *dir, t);
                line(o, style(*role), along(c, across, TICK), along(c, across, -TICK));
            }
        }
        Mark::Square { at, u, v, side, role } => {
            let (a, b) = (along(*at, *u, *side), along(*at, *v, *side));
            let points = [a, along(a, *v, *side), b];
            let p = points.map(|p| format!("{},{}", num(p[0]), num(p[1]))).join(" ");
            let _ = writeln!(o, "<polyline class=\"{}\" points=\"{p}\"/>", style(*role));
        }
        Mark::Arc { at, u, v, r, count, role, .. } => {
            let sweep = u8::from(u[0] * v[1] - u[1] * v[0] > 0.0);
            for i in 0..*count {
                let r = r + STEP * i as f64;
                let [x1, y1] = along(*at, *u, r).map(num);
                let [x2, y2] = along(*at, *v, r).map(num);
                let r = num(r);
                let _ =
                    writeln!(o, "<path class=\"{}\" d=\"M{x1} {y1}A{r} {r} 0 0 {sweep} {x2} {y2}\"/>", style(*role));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        assert_eq!([1.0, -0.001, 2.5, 10.0, 0.126].map(num), ["1", "0", "2.5", "10", "0.13"]);
    }

    #[test]
    fn text_cannot_break_out_of_the_document() {
        let scene = Scene { title: "</title><script>".into(), size: [10.0, 10.0], ..Scene::default() };
        let s = svg(&scene);
        assert!(!s.contains("<script>") && s.contains("&lt;script&gt;"));
    }
}
