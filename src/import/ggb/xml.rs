//! From the XML of a construction to a list of what it says: elements, commands, expressions.
//!
//! Read as a stream with limits, so that a hostile file is refused soon and in little memory. A document type is refused: with it come
//! entities, and a GeoGebra export has none.

use super::archive::LARGEST;
use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

/// Most tags of a document.
const TAGS: usize = 200_000;
/// Most objects of a construction.
const ITEMS: usize = 5_000;
/// Deepest nesting.
const DEPTH: usize = 32;
/// Most attributes of a tag.
const ATTRIBUTES: usize = 128;
/// Longest value of an attribute that is looked at, in bytes.
const VALUE: usize = 4_000;

/// An object as it is drawn.
#[derive(Clone, Debug, Default)]
pub(super) struct Element {
    /// `point`, `line`, `conic`, …
    pub kind: String,
    pub label: String,
    /// Homogeneous coordinates: of a point; of a line, the coefficients of its equation.
    pub coords: Option<[f64; 3]>,
    /// A number's value (an angle's, in radians), as written.
    pub value: Option<String>,
}

/// What a construction consists of, in order.
#[derive(Clone, Debug)]
pub(super) enum Item {
    Element(Element),
    Command { name: String, inputs: Vec<String>, outputs: Vec<String> },
    Expression { label: String, text: String },
}

/// What the reader is inside of.
#[derive(Default)]
struct Open {
    element: Option<Element>,
    command: Option<(String, Vec<String>, Vec<String>)>,
}

/// The items of the construction, and its title.
pub(super) fn items(xml: &[u8]) -> Result<(Vec<Item>, String), String> {
    if xml.len() > LARGEST {
        return Err(format!("its construction has {} bytes; at most {} MiB are read", xml.len(), LARGEST >> 20));
    }
    let xml = std::str::from_utf8(xml).map_err(|_| "its XML is not UTF-8".to_string())?;
    let mut reader = Reader::from_str(xml);
    let (mut path, mut tags): (Vec<String>, usize) = (Vec::new(), 0);
    let (mut open, mut items, mut title) = (Open::default(), Vec::new(), String::new());
    let mut constructions = 0;
    let mut seen_root = false;
    loop {
        let event = reader.read_event().map_err(|e| format!("its XML is damaged: {e}"))?;
        let tag = match &event {
            Event::Start(t) => {
                path.push(t.name().into_inner().to_string());
                t
            }
            Event::Empty(t) => t,
            Event::End(_) => {
                if path.len() == 3 && path.get(1).is_some_and(|p| p == "construction") {
                    close(&mut open, &mut items);
                }
                path.pop();
                continue;
            }
            Event::DocType(_) => {
                return Err("it has a document type (DOCTYPE), which no figure of GeoGebra's has".into());
            }
            Event::Eof => break,
            _ => continue,
        };
        tags += 1;
        if tags > TAGS || path.len() > DEPTH {
            return Err(format!("its XML is too large: at most {TAGS} tags, {DEPTH} deep, are read"));
        }
        let empty = matches!(event, Event::Empty(_));
        // The depth at which the tag stands: the root is 0.
        let depth = path.len() - usize::from(!empty);
        let name = tag.name().into_inner().to_string();
        if depth == 0 {
            if name != "geogebra" {
                return Err("its XML is not a GeoGebra construction (the first tag is not <geogebra>)".into());
            }
            seen_root = true;
        }
        if path.first().is_none_or(|p| p != "geogebra") {
            continue;
        }
        if depth == 1 && name == "construction" {
            constructions += 1;
            if constructions > 1 {
                return Err("it has two constructions: which is meant cannot be told".into());
            }
            title = pick(attributes(tag)?, "title");
        }
        if path.get(1).is_none_or(|p| p != "construction") {
            continue;
        }
        if depth == 2 {
            begin(tag, &name, &mut open, &mut items)?;
            if empty {
                close(&mut open, &mut items);
            }
            if items.len() > ITEMS {
                return Err(format!("its construction has too many objects; at most {ITEMS} are read"));
            }
        } else if depth == 3 {
            inside(tag, &name, &mut open)?;
        }
    }
    if !seen_root || !path.is_empty() {
        return Err("its XML ends too early; save the figure anew".into());
    }
    Ok((items, title))
}

/// A tag right below the construction.
fn begin(tag: &BytesStart<'_>, name: &str, open: &mut Open, items: &mut Vec<Item>) -> Result<(), String> {
    match name {
        "element" => {
            let a = attributes(tag)?;
            let (kind, label) = (pick(a.clone(), "type"), pick(a, "label"));
            open.element = Some(Element { kind, label, ..Element::default() });
        }
        "command" => open.command = Some((pick(attributes(tag)?, "name"), Vec::new(), Vec::new())),
        "expression" => {
            let a = attributes(tag)?;
            items.push(Item::Expression { label: pick(a.clone(), "label"), text: pick(a, "exp") });
        }
        _ => {}
    }
    Ok(())
}

/// A tag of an element or a command.
fn inside(tag: &BytesStart<'_>, name: &str, open: &mut Open) -> Result<(), String> {
    if let Some((_, inputs, outputs)) = &mut open.command {
        let list = match name {
            "input" => inputs,
            "output" => outputs,
            _ => return Ok(()),
        };
        let mut numbered: Vec<(usize, String)> =
            attributes(tag)?.into_iter().filter_map(|(k, v)| Some((k.strip_prefix('a')?.parse().ok()?, v))).collect();
        numbered.sort();
        list.extend(numbered.into_iter().map(|(_, v)| v));
    } else if let Some(element) = &mut open.element {
        match name {
            "coords" => {
                let a = attributes(tag)?;
                let number = |k: &str| a.iter().find(|(n, _)| n == k).and_then(|(_, v)| v.parse::<f64>().ok());
                if let (Some(x), Some(y), Some(z)) = (number("x"), number("y"), number("z")) {
                    element.coords = Some([x, y, z]);
                }
            }
            "value" => element.value = Some(pick(attributes(tag)?, "val")),
            _ => {}
        }
    }
    Ok(())
}

fn close(open: &mut Open, items: &mut Vec<Item>) {
    if let Some(element) = open.element.take() {
        items.push(Item::Element(element));
    }
    if let Some((name, inputs, outputs)) = open.command.take() {
        items.push(Item::Command { name, inputs, outputs });
    }
}

/// The attributes of a tag, in order.
fn attributes(tag: &BytesStart<'_>) -> Result<Vec<(String, String)>, String> {
    let mut all = Vec::new();
    for a in tag.attributes() {
        let a = a.map_err(|e| format!("its XML is damaged: {e}"))?;
        if all.len() == ATTRIBUTES || a.value.len() > VALUE {
            return Err(format!(
                "its XML has a tag with more than {ATTRIBUTES} attributes, or one of more than {VALUE} bytes"
            ));
        }
        let key = a.key.into_inner().to_string();
        let value = unescape(&a.value).map_err(|e| format!("its XML is damaged: {e}"))?;
        all.push((key, value.into_owned()));
    }
    Ok(all)
}

/// The value of an attribute; empty where there is none.
fn pick(all: Vec<(String, String)>, key: &str) -> String {
    all.into_iter().find(|(k, _)| k == key).map(|(_, v)| v).unwrap_or_default()
}
