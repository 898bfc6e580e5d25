//! GeoGebra's figures: `.ggb` files become theorems.
//!
//! A `.ggb` file is a zip archive (`archive`) whose entry `geogebra.xml` (`xml`) lists commands with inputs and outputs, and where every object is
//! drawn. The commands are the meaning (`table`, and a module for each kind); the coordinates only choose between the two points, lines or sides
//! that a command leaves open (`branch`), and say where the figure is to be drawn first (`@at`).
//!
//! What is not understood is listed with the reason and leaves no trace in the theorem: a theorem with fewer hypotheses says more, so that
//! this cannot make a false one true.
//!
//! *Invariant:* nothing is written to disk, one entry is inflated, and every list has a limit.

mod archive;
mod args;
mod branch;
mod curves;
mod expr;
mod labels;
mod meets;
mod moves;
mod number;
mod objects;
mod points;
mod polygons;
mod read;
mod scene;
mod table;
mod tangents;
#[cfg(test)]
mod tests;
mod truths;
mod value;
mod xml;

pub use read::NotUnderstood;
pub use table::markdown;

use super::lower::quoted;
use super::names::is_keyword;
use expr::Expr;
use read::Reader;
use scene::{Object, named, point_of};

/// A figure that has been read, and asks for goals.
#[derive(Debug)]
pub struct Figure {
    reader: Reader,
    title: String,
    /// The goals of the file, as the language writes them (`show …`).
    goals: Vec<String>,
}

/// A theorem from a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theorem {
    /// The text of the theorem.
    pub text: String,
    /// Points that have other names than in the file: there, here.
    pub renamed: Vec<(String, String)>,
    /// The choices that the figure makes, as conditions of the theorem.
    pub choices: Vec<String>,
}

/// Is this a GeoGebra file, or the XML of one?
pub fn is_figure(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(2000)).unwrap_or_default();
    archive::is_zip(bytes) || head.windows(9).any(|w| w == b"<geogebra")
}

/// Reads a figure. `plain`: choices that the figure makes are left unsaid.
pub fn read(bytes: &[u8], plain: bool) -> Result<Figure, String> {
    let (items, title) =
        if archive::is_zip(bytes) { xml::items(&archive::construction(bytes)?)? } else { xml::items(bytes)? };
    let reader = Reader::new(&items, plain);
    let asked = if reader.to_prove.is_empty() { &reader.claims } else { &reader.to_prove };
    let mut goals: Vec<String> = Vec::new();
    for facts in asked {
        let goal = format!("show {}", facts.join(", "));
        if !goals.contains(&goal) {
            goals.push(goal);
        }
    }
    Ok(Figure { reader, title, goals })
}

impl Figure {
    /// The commands that were understood, as the file writes them.
    pub fn understood(&self) -> &[String] {
        &self.reader.understood
    }

    /// What was not understood.
    pub fn not_understood(&self) -> &[NotUnderstood] {
        &self.reader.not
    }

    /// What should be known about the reading.
    pub fn notes(&self) -> &[String] {
        &self.reader.scene.notes
    }

    /// How many points it has.
    pub fn points(&self) -> usize {
        self.reader.scene.points.len()
    }

    /// Does the file itself say what is to be proved?
    pub fn has_goals(&self) -> bool {
        !self.goals.is_empty() || !self.reader.shown.is_empty()
    }

    /// The theorem with the goals of the file, or with those given: in the language, or in GeoGebra's (`AreCollinear(A, B, C)`, `f ∥ g`).
    pub fn theorem(&mut self, name: &str, source: &str, goals: &[String]) -> Result<Theorem, String> {
        let mut shown = Vec::new();
        if goals.is_empty() {
            let said = std::mem::take(&mut self.reader.shown);
            shown.extend(self.goals.iter().cloned());
            shown.extend(said.iter().map(|s| self.in_the_language(s)));
            self.reader.shown = said;
        }
        for goal in goals {
            shown.push(self.goal(goal));
        }
        if shown.is_empty() {
            return Err(
                "nothing is to be proved: the file has no Prove, Relation or Are… command, and there is no --goal; \
                        --conjectures looks for what is true in it"
                    .into(),
            );
        }
        let assumed = self.reader.assumed.clone();
        let assumed: Vec<String> = assumed.iter().map(|s| self.in_the_language(s)).collect();
        let statements = self.reader.scene.statements.iter().chain(&assumed).chain(&shown);
        let body: String = statements.map(|s| format!("  {s}\n")).collect();
        self.written(name, source, &body)
    }

    /// The figure's statements without a goal: the text up to where goals belong, and the names of its points.
    pub fn without_goal(&mut self, name: &str, source: &str) -> Result<Theorem, String> {
        let p = self.reader.scene.points.len();
        if p < 2 {
            return Err("a figure of fewer than two points says nothing".into());
        }
        let assumed = self.reader.assumed.clone();
        let assumed: Vec<String> = assumed.iter().map(|s| self.in_the_language(s)).collect();
        let goal = format!("show {} > 0", scene::word(&[0, 1]));
        let statements = self.reader.scene.statements.iter().chain(&assumed).chain(std::iter::once(&goal));
        let body: String = statements.map(|s| format!("  {s}\n")).collect();
        self.written(name, source, &body)
    }

    fn written(&mut self, name: &str, source: &str, body: &str) -> Result<Theorem, String> {
        let scene = &mut self.reader.scene;
        let used = std::mem::take(&mut scene.names);
        scene.names = used.clone();
        let names = scene.finish();
        scene.names = used;
        let scene = &self.reader.scene;
        let title = if self.title.trim().is_empty() { source } else { self.title.trim() };
        let mut text = format!("@source(\"{}\")\n", quoted(title));
        for (p, name) in scene.points.iter().zip(&names) {
            text.push_str(&format!("@at({name}, {}, {})\n", decimal(p.at[0]), decimal(p.at[1])));
        }
        text.push_str(&format!("theorem {name} {{\n{}}}\n", named(body, &names)));
        let labels = self.reader.labels();
        let renamed = labels.filter_map(|(l, p)| names.get(p).filter(|n| *n != l).map(|n| (l.to_string(), n.clone())));
        let renamed = renamed.collect();
        let wrong = |d: Vec<euclase_grammar::Diagnostic>| match d.first() {
            Some(d) => format!("the language refuses the statement: {}", d.render(&text, "the theorem")),
            None => "the language refuses the statement".to_string(),
        };
        euclase_grammar::load(&text).map_err(wrong)?;
        let text = euclase_grammar::format(&text).map_err(wrong)?;
        let choices = scene.choices.iter().map(|c| named(c, &names)).collect();
        Ok(Theorem { text, renamed, choices })
    }

    /// A goal of a person's: in GeoGebra's notation if it is one, otherwise in the language.
    fn goal(&mut self, text: &str) -> String {
        let told = text.trim();
        let told = told.strip_prefix("show ").unwrap_or(told);
        if let Ok(e @ (Expr::Call(..) | Expr::Relation('∥' | '⟂' | '∈', ..))) = expr::parse(told)
            && let Ok(Object::Truth(facts)) = self.reader.value(&e)
        {
            return format!("show {}", facts.join(", "));
        }
        let told = self.in_the_language(told);
        if told.starts_with("find ") { told } else { format!("show {told}") }
    }

    /// A statement of the language with labels that are no names there: those become what they stand for.
    fn in_the_language(&mut self, text: &str) -> String {
        let mut out = String::new();
        let signs: Vec<char> = text.chars().filter(|c| point_of(*c).is_none()).collect();
        let mut i = 0;
        while let Some(&c) = signs.get(i) {
            if !c.is_alphabetic() {
                out.push(c);
                i += 1;
                continue;
            }
            let end = label_end(&signs, i);
            let word: String = signs.get(i..end).unwrap_or_default().iter().collect();
            let called = signs.get(end) == Some(&'(');
            match self.reader.objects.get(&word).cloned() {
                Some(Object::Point(p)) if !labels::is_point_name(&word) => out.push(scene::sign(p)),
                Some(Object::Line(l)) if !called && !is_keyword(&word) => out.push_str(&self.reader.scene.line_text(l)),
                Some(Object::Circle(c)) if !called && !is_keyword(&word) => {
                    out.push_str(&self.reader.scene.circle_text(c))
                }
                _ if c.is_ascii_lowercase() => out.push_str(&word),
                _ => {
                    // Points written together.
                    let rest: String = signs.get(i..).unwrap_or_default().iter().collect();
                    let label = self
                        .reader
                        .labels()
                        .filter(|(l, _)| !l.is_empty() && rest.starts_with(l))
                        .max_by_key(|(l, _)| l.len());
                    match label {
                        Some((l, p)) => {
                            out.push(scene::sign(p));
                            i += l.chars().count();
                        }
                        None => {
                            out.push(c);
                            i += 1;
                        }
                    }
                    continue;
                }
            }
            i = end;
        }
        out
    }
}

/// Where the label ends that begins at a place: letters, digits, `_`, primes, and braces after `_`.
fn label_end(signs: &[char], start: usize) -> usize {
    let mut end = start;
    while let Some(&c) = signs.get(end) {
        if c.is_alphanumeric() || "_'′".contains(c) {
            end += 1;
        } else if c == '{' && end > start && signs.get(end - 1) == Some(&'_') {
            match signs.iter().skip(end).position(|d| *d == '}') {
                Some(close) => end += close + 1,
                None => break,
            }
        } else {
            break;
        }
    }
    end
}

/// A coordinate for the picture.
fn decimal(x: f64) -> String {
    let text = format!("{x:.9}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".into() } else { text.to_string() }
}
