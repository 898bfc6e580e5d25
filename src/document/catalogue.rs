//! The words of a language: a catalogue of labels, sentences, nouns and facts, and of what the report says.
//!
//! A catalogue is a text in sections. In all but the last a line is `key = text`, where `{0}`, `{1}`, … are arguments, `{*}` all of them as a
//! list, `{**}` all of them side by side. `[messages]` translates what the report says in English: `pattern => text`; `{a}` and `{b}` are
//! lists of names, `{1}` to `{4}` single things without spaces, `{r}` the rest. What no line translates stays as it is.

use regex::Regex;
use std::collections::BTreeMap;

/// A language of documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Language {
    /// English
    En,
    /// Chinese
    Zh,
}

/// The words of a language.
pub struct Catalogue {
    /// Which.
    pub language: Language,
    texts: BTreeMap<String, String>,
    messages: Vec<(Regex, String)>,
}

/// A name of points, or another thing without spaces: no comma, no bracket that is not closed.
const THING: &str = r"(?:[^\s,;()]|\([^()\s]*\))+";

impl Catalogue {
    /// That of a language.
    pub fn of(language: Language) -> Catalogue {
        let text = match language {
            Language::En => include_str!("catalogue/en.txt"),
            Language::Zh => include_str!("catalogue/zh.txt"),
        };
        let mut out = Catalogue { language, texts: BTreeMap::new(), messages: Vec::new() };
        let mut section = "";
        for line in text.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                section = name;
            } else if section == "messages" {
                if let Some((pattern, said)) = line.split_once(" => ")
                    && let Some(message) = message(pattern, said)
                {
                    out.messages.push(message);
                }
            } else if let Some((key, said)) = line.split_once(" = ") {
                out.texts.insert(format!("{section}.{key}"), said.to_string());
            }
        }
        out
    }

    /// The text of a key, with its arguments; `None`: there is none.
    pub fn find(&self, key: &str, args: &[String]) -> Option<String> {
        let mut out = self.texts.get(key)?.clone();
        if out.contains("{**}") {
            out = out.replace("{**}", &args.concat());
        }
        if out.contains("{*}") {
            out = out.replace("{*}", &self.list(args));
        }
        // An argument may itself have braces: all are put in at once.
        let mut filled = String::with_capacity(out.len());
        let mut rest = out.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            filled += before;
            let (number, tail) = after.split_once('}')?;
            filled += args.get(number.parse::<usize>().ok()?)?;
            rest = tail;
        }
        filled += rest;
        Some(if self.language == Language::Zh { spaced(&filled) } else { filled })
    }

    /// The same; where there is none, the arguments.
    pub fn say(&self, key: &str, args: &[String]) -> String {
        self.find(key, args).unwrap_or_else(|| args.join(" "))
    }

    /// A list in words: `A, B and C`.
    pub fn list(&self, items: &[String]) -> String {
        let Some((last, before)) = items.split_last() else { return String::new() };
        let more = |a: String, b: &String| self.say("labels.list.more", &[a, b.clone()]);
        let Some((first, middle)) = before.split_first() else { return last.clone() };
        let all = middle.iter().fold(first.clone(), more);
        self.say("labels.list.last", &[all, last.clone()])
    }

    /// What the report says in English.
    pub fn translated(&self, text: &str) -> String {
        let mut out = text.to_string();
        for (pattern, said) in &self.messages {
            if pattern.is_match(&out) {
                out = pattern.replace_all(&out, said.as_str()).into_owned();
            }
        }
        if self.language == Language::Zh { spaced(&out) } else { out }
    }
}

/// Chinese beside Latin letters has a space, and none beside Chinese.
pub fn spaced(text: &str) -> String {
    let east = |c: char| matches!(c, '\u{3400}'..='\u{9fff}');
    let punctuation = |c: char| matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}');
    let latin = |c: char| c.is_ascii_alphanumeric() || "∠∡△′'_".contains(c);
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    for (i, c) in chars.iter().enumerate() {
        let (before, after) = (out.chars().next_back(), chars.get(i + 1));
        if *c == ' ' {
            let wide = |c: char| east(c) || punctuation(c);
            let between = before.is_some_and(wide) && after.is_some_and(|c| wide(*c));
            let beside = before.is_some_and(punctuation) || after.is_some_and(|c| punctuation(*c));
            if between || beside {
                continue;
            }
        } else if before.is_some_and(|b| east(b) && latin(*c) || latin(b) && east(*c)) {
            out.push(' ');
        }
        out.push(*c);
    }
    out
}

/// A pattern as a regular expression, and what stands for it.
fn message(pattern: &str, said: &str) -> Option<(Regex, String)> {
    let list = format!("{THING}(?:, {THING})*");
    let mut out = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, tail) = after.split_once('}')?;
        let what = match name {
            "r" => ".*",
            "a" | "b" => &list,
            _ => THING,
        };
        out += &regex::escape(before);
        out += &format!("(?P<g{name}>{what})");
        rest = tail;
    }
    out += &regex::escape(rest);
    // Words are whole.
    if pattern.starts_with(char::is_alphabetic) {
        out.insert_str(0, r"\b");
    }
    if pattern.ends_with(char::is_alphabetic) {
        out += r"\b";
    }
    let mut text = said.replace('$', "$$");
    for name in ["a", "b", "r", "1", "2", "3", "4"] {
        text = text.replace(&format!("{{{name}}}"), &format!("${{g{name}}}"));
    }
    Some((Regex::new(&out).ok()?, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_says_the_same_things() {
        let (en, zh) = (Catalogue::of(Language::En), Catalogue::of(Language::Zh));
        let keys = |c: &Catalogue| c.texts.keys().cloned().collect::<Vec<_>>();
        assert_eq!(keys(&en), keys(&zh));
        let holes = |s: &str| {
            let mut all: Vec<String> = s.split('{').skip(1).filter_map(|p| Some(p.split_once('}')?.0.into())).collect();
            all.sort();
            all.dedup();
            all
        };
        for (key, text) in &en.texts {
            assert_eq!(holes(text), holes(&zh.texts[key]), "{key}");
        }
        let lines = include_str!("catalogue/zh.txt").lines().filter(|l| l.contains(" => ")).count();
        assert_eq!(zh.messages.len(), lines, "a pattern cannot be read");
    }

    #[test]
    fn every_construction_of_the_language_has_words() {
        let c = Catalogue::of(Language::En);
        let prelude = include_str!("../../grammar/prelude.fml");
        let names = prelude.lines().filter_map(|l| l.strip_prefix("def ")?.split_once('(').map(|t| t.0));
        for name in names {
            let known = ["", "/2", "/3", "/length"].iter().any(|s| c.texts.contains_key(&format!("nouns.{name}{s}")));
            assert!(known, "{name}");
        }
    }

    #[test]
    fn messages_are_translated_wherever_they_stand() {
        let c = Catalogue::of(Language::Zh);
        let said =
            c.translated("A, T, X are not collinear (since A, B, X are collinear, A, B, T are not collinear, A ≠ X)");
        assert_eq!(said, "A, T, X 不共线 (因为 A, B, X 共线, A, B, T 不共线, A ≠ X)");
        assert_eq!(c.translated("inscribed angles over chord AB of circle ABCD"), "圆 ABCD 中弦 AB 所对的圆周角");
        assert_eq!(c.translated("D between E and X"), "D 在 E 与 X 之间");
        assert_eq!(Catalogue::of(Language::En).translated("D between E and X"), "D between E and X");
    }
}
