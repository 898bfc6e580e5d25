//! The XML of a construction, as GeoGebra writes it.

use crate::plane::P2;

/// Elements and commands so far.
#[derive(Debug, Default)]
pub(super) struct Document {
    body: String,
}

/// A text as an attribute's value.
fn quoted(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

fn numbered(all: &[String]) -> String {
    all.iter().enumerate().map(|(i, v)| format!("a{i}=\"{}\"", quoted(v))).collect::<Vec<_>>().join(" ")
}

impl Document {
    /// A command with its outputs.
    pub(super) fn command(&mut self, name: &str, inputs: &[String], outputs: &[String]) {
        self.body += &format!(
            "<command name=\"{name}\">\n\t<input {}/>\n\t<output {}/>\n</command>\n",
            numbered(inputs),
            numbered(outputs)
        );
    }

    pub(super) fn expression(&mut self, label: &str, text: &str, kind: &str) {
        self.body += &format!("<expression label=\"{}\" exp=\"{}\" type=\"{kind}\"/>\n", quoted(label), quoted(text));
    }

    fn element(&mut self, kind: &str, label: &str, shown: bool, named: bool, more: &str) {
        self.body += &format!(
            "<element type=\"{kind}\" label=\"{}\">\n\t<show object=\"{shown}\" label=\"{named}\"/>\n\t<objColor r=\"77\" g=\"77\" b=\"255\" alpha=\"0\"/>\n\
             \t<layer val=\"0\"/>\n\t<labelMode val=\"0\"/>\n{more}</element>\n",
            quoted(label)
        );
    }

    /// A point; `at`: where it is, if that is known.
    pub(super) fn point(&mut self, label: &str, at: Option<P2>, named: bool) {
        let coords = at.map_or(String::new(), |p| format!("\t<coords x=\"{}\" y=\"{}\" z=\"1\"/>\n", p[0], p[1]));
        self.element(
            "point",
            label,
            named,
            named,
            &format!("\t<pointSize val=\"5\"/>\n\t<pointStyle val=\"0\"/>\n{coords}"),
        );
    }

    /// A line or a segment, with the coefficients of its equation if they are known.
    pub(super) fn line(&mut self, kind: &str, label: &str, equation: Option<[f64; 3]>) {
        let coords =
            equation.map_or(String::new(), |e| format!("\t<coords x=\"{}\" y=\"{}\" z=\"{}\"/>\n", e[0], e[1], e[2]));
        self.element(
            kind,
            label,
            true,
            false,
            &format!("\t<lineStyle thickness=\"3\" type=\"0\" typeHidden=\"1\" opacity=\"178\"/>\n{coords}"),
        );
    }

    /// A circle, a polygon, a truth value.
    pub(super) fn other(&mut self, kind: &str, label: &str) {
        self.element(kind, label, kind != "boolean", false, "");
    }

    /// A text in a line of its own, from the top left.
    pub(super) fn text(&mut self, label: &str, text: &str, place: P2) {
        self.expression(label, &format!("\"{}\"", text.replace('"', "'")), "text");
        let start =
            format!("\t<isLaTeX val=\"false\"/>\n\t<startPoint x=\"{}\" y=\"{}\" z=\"1\"/>\n", place[0], place[1]);
        self.element("text", label, true, false, &start);
    }

    /// The whole document.
    pub(super) fn document(&self, title: &str) -> String {
        format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<geogebra format=\"5.0\" app=\"classic\">\n<euclidianView>\n\
             \t<coordSystem xZero=\"400\" yZero=\"300\" scale=\"100\" yscale=\"100\"/>\n\
             \t<evSettings axes=\"false\" grid=\"false\"/>\n</euclidianView>\n\
             <kernel>\n\t<continuous val=\"false\"/>\n\t<decimals val=\"2\"/>\n\t<angleUnit val=\"degree\"/>\n</kernel>\n\
             <construction title=\"{}\" author=\"\" date=\"\">\n{}</construction>\n</geogebra>\n",
            quoted(title),
            self.body
        )
    }
}
