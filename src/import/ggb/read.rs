//! From the items of a construction to what they mean, one after the other; nothing that is not understood stops the reading.

use super::expr::{self, Expr};
use super::number::Q;
use super::points::weighted;
use super::scene::{Number, Object, Out, P, Scene};
use super::table;
use super::value::is_constant;
use super::xml::{Element, Item};
use std::collections::{BTreeMap, BTreeSet};

/// Kinds of elements that draw or control and say nothing of the figure.
const SILENT: &[&str] = &[
    "text",
    "image",
    "button",
    "textfield",
    "boolean",
    "penstroke",
    "video",
    "audio",
    "inlinetext",
    "embed",
    "formula",
];

/// Something that was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotUnderstood {
    /// As the file writes it: `d = Locus(P, Q)`.
    pub what: String,
    /// Why, and where possible how to mend it.
    pub why: String,
}

/// What has been read.
#[derive(Debug, Default)]
pub(super) struct Reader {
    pub scene: Scene,
    pub objects: BTreeMap<String, Object>,
    /// Labels that stand for nothing, and why.
    pub unknown: BTreeMap<String, String>,
    pub understood: Vec<String>,
    pub not: Vec<NotUnderstood>,
    /// Statements that the file wants to be proved; those that it makes.
    pub to_prove: Vec<Vec<String>>,
    pub claims: Vec<Vec<String>>,
    /// Statements in text objects: hypotheses, goals.
    pub assumed: Vec<String>,
    pub shown: Vec<String>,
    elements: BTreeMap<String, Element>,
}

impl Reader {
    pub(super) fn new(items: &[Item], plain: bool) -> Reader {
        let mut reader = Reader::default();
        reader.scene.plain = plain;
        for item in items {
            if let Item::Element(e) = item {
                reader.elements.insert(e.label.clone(), e.clone());
            }
        }
        reader.look_ahead(items);
        let mut made: BTreeSet<&str> = BTreeSet::new();
        for item in items {
            match item {
                Item::Command { name, inputs, outputs } => {
                    made.extend(outputs.iter().map(String::as_str));
                    reader.command(name, inputs, outputs);
                }
                Item::Expression { label, text } => {
                    made.insert(label);
                    reader.expression(label, text);
                }
                Item::Element(e) if !made.contains(e.label.as_str()) => reader.free(e),
                Item::Element(_) => {}
            }
        }
        reader.scene.place_free_points();
        reader
    }

    /// Triangles, and statements in text objects.
    fn look_ahead(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Command { name, inputs, .. } if name == "Polygon" => {
                    if let [a, b, c] = inputs.as_slice() {
                        self.scene.triangles.push([a.clone(), b.clone(), c.clone()]);
                    }
                }
                Item::Expression { text, .. } => {
                    let Some(words) = text.trim().strip_prefix('"').and_then(|t| t.strip_suffix('"')) else { continue };
                    let words = words.trim();
                    match words.split_once(' ').map(|w| w.0) {
                        Some("assume") => {
                            self.scene.said.extend(words.strip_prefix("assume ").map(str::to_string));
                            self.assumed.push(words.to_string());
                        }
                        // A name for the statements after it.
                        Some("let") if words.contains('=') => self.assumed.push(words.to_string()),
                        Some("show" | "find") => self.shown.push(words.to_string()),
                        _ => {}
                    }
                }
                _ => {}
            }
        }
    }

    fn out(&self, label: &str) -> Out {
        let Some(e) = self.elements.get(label) else { return Out { label: label.into(), ..Out::default() } };
        let is_point = e.kind == "point";
        let finite = e.coords.filter(|c| c.iter().all(|x| x.is_finite()));
        // A point that is not defined has z = 0, or no numbers; of one without coordinates nothing is known.
        let nowhere = (is_point && e.coords.is_some()).then_some([f64::NAN; 2]);
        let at = finite.filter(|c| is_point && c[2] != 0.0).map(|c| [c[0] / c[2], c[1] / c[2]]).or(nowhere);
        let no_line = if is_point { None } else { e.coords.map(|_| [f64::NAN; 3]) };
        let line = if is_point { None } else { finite.or(no_line) };
        Out { label: label.into(), kind: e.kind.clone(), at, line }
    }

    /// An object without a definition.
    fn free(&mut self, e: &Element) {
        let out = self.out(&e.label);
        let made = match e.kind.as_str() {
            "point" => self.scene.free(&out).map(Object::Point),
            "numeric" | "angle" => number(e),
            kind if SILENT.contains(&kind) || e.label.is_empty() => return,
            kind => Err(format!("a {kind} that is given by its equation; construct it from points")),
        };
        match made {
            Ok(object) => {
                self.objects.insert(e.label.clone(), object);
            }
            Err(why) => self.refuse(std::slice::from_ref(&e.label), format!("{} ({})", e.label, e.kind), why),
        }
    }

    fn refuse(&mut self, labels: &[String], what: String, why: String) {
        for label in labels {
            self.unknown.insert(label.clone(), why.clone());
        }
        self.not.push(NotUnderstood { what: expr::clipped(&what), why });
    }

    fn command(&mut self, name: &str, inputs: &[String], outputs: &[String]) {
        let what = format!("{} = {name}({})", outputs.first().map_or("", String::as_str), inputs.join(", "));
        // An output without a label is not used by anything.
        let outs: Vec<Out> = outputs.iter().filter(|o| !o.is_empty()).map(|o| self.out(o)).collect();
        let made = self.arguments(inputs).and_then(|args| self.call(name, &args, &outs));
        let made = match made {
            Ok(made) => made,
            Err(why) => return self.refuse(outputs, what, why),
        };
        let named = what.split(" = ").nth(1).map(str::to_string).unwrap_or_default();
        self.understood.push(format!("{} = {named}", outputs.join(", ")));
        if let Some(Object::Truth(facts)) = made.first() {
            let false_there = outs
                .first()
                .and_then(|o| self.elements.get(&o.label))
                .is_some_and(|e| e.value.as_deref() == Some("false"));
            if matches!(name, "Prove" | "ProveDetails") {
                self.to_prove.push(facts.clone());
            } else if !false_there {
                self.claims.push(facts.clone());
            }
        }
        for (out, object) in outs.iter().zip(made) {
            match object {
                Object::Missing(why) => {
                    self.unknown.insert(out.label.clone(), why);
                }
                object => {
                    self.objects.insert(out.label.clone(), object);
                }
            }
        }
    }

    fn arguments(&mut self, inputs: &[String]) -> Result<Vec<Object>, String> {
        let mut all = Vec::new();
        for text in inputs {
            // A label may hold signs that an expression does not.
            if let Some(known) = self.objects.get(text) {
                all.push(known.clone());
            } else {
                all.push(self.value(&expr::parse(text)?)?);
            }
        }
        Ok(all)
    }

    pub(super) fn call(&mut self, name: &str, args: &[Object], outs: &[Out]) -> Result<Vec<Object>, String> {
        let Some(command) = table::find(name) else {
            return Err(format!("the command `{}` is not known here", expr::clipped(name)));
        };
        let Some(form) = table::fitting(command, &self.scene, args) else {
            let given: Vec<&str> = args.iter().map(table::kind_word).collect();
            let wanted: Vec<String> = command.forms.iter().map(|f| table::arguments(f.args)).collect();
            return Err(format!("`{name}` of {} is not read; it is of: {}", given.join(", "), wanted.join("; ")));
        };
        let made = (form.build)(&mut self.scene, args, outs)?;
        let round = made.iter().all(|o| match o {
            Object::Point(p) => self.scene.at(*p).iter().all(|x| x.is_finite()),
            _ => true,
        });
        if round { Ok(made) } else { Err("it is not defined in the figure".into()) }
    }

    /// An expression: a point, a vector, a number, a statement.
    fn expression(&mut self, label: &str, text: &str) {
        if text.trim().starts_with('"') {
            return;
        }
        let what = format!("{label} = {text}");
        // `a: …` gives a name, too.
        let body = text.split_once(": ").filter(|(l, _)| *l == label).map_or(text, |(_, b)| b);
        let made = expr::parse(body).and_then(|e| self.defined_by(label, &e));
        match made {
            Ok(object) => {
                if let Object::Truth(facts) = &object {
                    self.claims.push(facts.clone());
                }
                if !matches!(object, Object::Number(Number::Plain(_) | Number::Degrees(_))) {
                    self.understood.push(expr::clipped(&what));
                }
                self.objects.insert(label.to_string(), object);
            }
            Err(why) => self.refuse(&[label.to_string()], what, why),
        }
    }

    fn defined_by(&mut self, label: &str, e: &Expr) -> Result<Object, String> {
        let out = self.out(label);
        match e {
            // Coordinates alone: a free point.
            Expr::Tuple(all) if out.kind == "point" && all.iter().all(is_constant) => {
                self.scene.free(&out).map(Object::Point)
            }
            Expr::Call(name, args) => {
                let args = args.iter().map(|a| self.value(a)).collect::<Result<Vec<_>, _>>()?;
                self.call(name, &args, &[out])?.into_iter().next().ok_or_else(|| "it makes nothing".into())
            }
            _ => match self.value(e)? {
                Object::Vector(w) if out.kind == "point" => weighted(&mut self.scene, &w, &out),
                Object::Point(p) => Ok(self.scene.known(&out, p)),
                other => Ok(other),
            },
        }
    }

    /// The points by their labels.
    pub(super) fn labels(&self) -> impl Iterator<Item = (&str, P)> {
        self.objects.iter().filter_map(|(l, o)| match o {
            Object::Point(p) => Some((l.as_str(), *p)),
            _ => None,
        })
    }
}

/// A number of the file: its value now.
fn number(e: &Element) -> Result<Object, String> {
    let value = e.value.as_deref().ok_or("the file gives it no value")?;
    if e.kind == "angle" {
        let degrees = value.parse::<f64>().ok().and_then(|v| Q::near(v.to_degrees()));
        return degrees
            .map(|q| Object::Number(Number::Degrees(q)))
            .ok_or_else(|| "its angle is no fraction of degrees".into());
    }
    let q = Q::decimal(value).or_else(|| value.parse::<f64>().ok().and_then(Q::near));
    q.map(|q| Object::Number(Number::Plain(q))).ok_or_else(|| "its value has too many digits".into())
}
