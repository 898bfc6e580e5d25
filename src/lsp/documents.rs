//! Documents that are open, and places in them.
//!
//! The protocol counts lines, and within a line UTF-16 units (or bytes, where the client offers that); the language counts bytes.
//! A place that is not in the text, or in the middle of a character, is moved to the nearest one before it that is.

use super::analysis::Analysis;
use euclase_grammar::Kept;
use euclase_grammar::ast::Span;
use lsp_types::{Position, Range, TextDocumentContentChangeEvent, Uri};
use std::cell::{OnceCell, RefCell};

/// How characters of a line are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// In UTF-16 units: what every client can do.
    #[default]
    Utf16,
    /// In bytes.
    Utf8,
}

impl Encoding {
    fn width(self, c: char) -> usize {
        match self {
            Encoding::Utf16 => c.len_utf16(),
            Encoding::Utf8 => c.len_utf8(),
        }
    }

    /// How many units the characters have that begin in these bytes.
    fn units(self, bytes: &[u8]) -> usize {
        match self {
            Encoding::Utf8 => bytes.len(),
            // What continues a character counts nothing, what begins one of four bytes counts twice.
            Encoding::Utf16 => bytes.iter().map(|b| usize::from(b & 0xc0 != 0x80) + usize::from(*b >= 0xf0)).sum(),
        }
    }
}

/// After so many bytes units are counted in advance, so that a line of a megabyte is not counted through for each place in it.
const STEP: usize = 256;

/// A text with its lines.
#[derive(Debug)]
pub struct Document {
    /// Its address.
    pub uri: Uri,
    /// The client's number of this text.
    pub version: i32,
    /// The text.
    pub text: String,
    encoding: Encoding,
    /// Where lines begin.
    lines: Vec<usize>,
    /// Units before every [`STEP`]th byte.
    counted: Vec<usize>,
    analysis: OnceCell<Analysis>,
    /// What of it may still hold for the next text.
    kept: RefCell<Kept>,
}

/// Where lines begin: after `\n`, `\r\n` and a lone `\r`.
fn lines(text: &str) -> Vec<usize> {
    let b = text.as_bytes();
    let ends = (0..b.len()).filter(|i| b[*i] == b'\n' || (b[*i] == b'\r' && b.get(i + 1) != Some(&b'\n')));
    std::iter::once(0).chain(ends.map(|i| i + 1)).collect()
}

fn counted(text: &str, encoding: Encoding) -> Vec<usize> {
    let mut sum = 0;
    let steps = text.as_bytes().chunks(STEP).map(|c| {
        sum += encoding.units(c);
        sum
    });
    std::iter::once(0).chain(steps).collect()
}

impl Document {
    /// A document that has been opened.
    pub fn new(uri: Uri, version: i32, text: String, encoding: Encoding) -> Document {
        let (lines, counted) = (lines(&text), counted(&text, encoding));
        Document { uri, version, text, encoding, lines, counted, analysis: OnceCell::new(), kept: RefCell::default() }
    }

    /// What the text says; found out once for each text.
    pub fn analysis(&self) -> &Analysis {
        self.analysis.get_or_init(|| Analysis::again(&self.text, &mut self.kept.borrow_mut()))
    }

    /// Changes the text.
    pub fn change(&mut self, version: i32, changes: Vec<TextDocumentContentChangeEvent>) {
        for change in changes {
            match change.range {
                None => self.text = change.text,
                Some(range) => {
                    let (a, b) = (self.offset(range.start), self.offset(range.end));
                    self.text.replace_range(a.min(b)..a.max(b), &change.text);
                }
            }
            self.lines = lines(&self.text);
            self.counted = counted(&self.text, self.encoding);
        }
        self.version = version;
        self.analysis = OnceCell::new();
    }

    /// The byte at a position.
    pub fn offset(&self, at: Position) -> usize {
        let line = at.line as usize;
        let Some(start) = self.lines.get(line).copied() else { return self.text.len() };
        let end = self.lines.get(line + 1).copied().unwrap_or(self.text.len());
        let text = self.text.get(start..end).unwrap_or_default();
        let text = text.trim_end_matches(['\n', '\r']);
        let mut left = at.character as usize;
        for (i, c) in text.char_indices() {
            let width = self.encoding.width(c);
            if left < width {
                return start + i;
            }
            left -= width;
        }
        start + text.len()
    }

    /// The position of a byte.
    pub fn position(&self, at: usize) -> Position {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let line = self.lines.partition_point(|start| *start <= at).saturating_sub(1);
        let start = self.lines.get(line).copied().unwrap_or(0);
        Position { line: line as u32, character: (self.units(at) - self.units(start)) as u32 }
    }

    /// Units before a byte.
    fn units(&self, at: usize) -> usize {
        let step = at / STEP;
        let rest = self.text.as_bytes().get(step * STEP..at).unwrap_or_default();
        self.counted.get(step).copied().unwrap_or(0) + self.encoding.units(rest)
    }

    /// The range of a span.
    pub fn range(&self, span: Span) -> Range {
        Range { start: self.position(span.start), end: self.position(span.end) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(text: &str, encoding: Encoding) -> Document {
        Document::new("file:///f.fml".parse().expect("an address"), 0, text.into(), encoding)
    }

    fn at(line: u32, character: u32) -> Position {
        Position { line, character }
    }

    #[test]
    fn places_in_utf_16() {
        // ∠ is three bytes and one unit, 𝛼 four bytes and two units.
        let d = document("a∠B\r\n𝛼β c\rx\n", Encoding::Utf16);
        for (position, byte) in
            [((0, 0), 0), ((0, 1), 1), ((0, 2), 4), ((0, 3), 5), ((1, 0), 7), ((1, 2), 11), ((1, 3), 13), ((2, 1), 17)]
        {
            assert_eq!(d.offset(at(position.0, position.1)), byte, "{position:?}");
            assert_eq!(d.position(byte), at(position.0, position.1), "{byte}");
        }
        // In the middle of a pair, past the end of a line, past the end of the text.
        assert_eq!(d.offset(at(1, 1)), 7);
        assert_eq!(d.offset(at(0, 99)), 5);
        assert_eq!(d.offset(at(99, 0)), d.text.len());
        assert_eq!(d.offset(at(u32::MAX, u32::MAX)), d.text.len());
        // In the middle of a character.
        assert_eq!(d.position(2), at(0, 1));
        assert_eq!(d.position(usize::MAX), at(3, 0));
    }

    #[test]
    fn places_in_bytes() {
        let d = document("a∠B\n", Encoding::Utf8);
        assert_eq!(d.offset(at(0, 4)), 4);
        assert_eq!(d.offset(at(0, 2)), 1);
        assert_eq!(d.position(5), at(0, 5));
    }

    #[test]
    fn places_in_long_lines() {
        let text = format!("x\n{}\ny", "a∠𝛼".repeat(1000));
        for encoding in [Encoding::Utf16, Encoding::Utf8] {
            let d = document(&text, encoding);
            let mut units = 0;
            for (i, c) in text.char_indices().skip(2).take(3000) {
                assert_eq!(d.position(i), at(1, units), "{i}");
                assert_eq!(d.offset(at(1, units)), i);
                units += encoding.width(c) as u32;
            }
            assert_eq!(d.position(text.len()), at(2, 1));
        }
    }

    #[test]
    fn changes_follow_one_another() {
        let mut d = document("point A\nshow AB = AC\n", Encoding::Utf16);
        let change = |a: Position, b: Position, text: &str| TextDocumentContentChangeEvent {
            range: Some(Range { start: a, end: b }),
            range_length: None,
            text: text.into(),
        };
        d.change(1, vec![change(at(0, 7), at(0, 7), ", B\npoint C"), change(at(2, 5), at(2, 7), "∠ABC")]);
        assert_eq!(d.text, "point A, B\npoint C\nshow ∠ABC = AC\n");
        // Backwards, and beyond the text.
        d.change(2, vec![change(at(9, 9), at(2, 0), "")]);
        assert_eq!(d.text, "point A, B\npoint C\n");
        assert_eq!(d.version, 2);
    }
    /// Random changes against the same changes of a text that is a list of UTF-16 units.
    #[test]
    fn changes_are_those_of_the_client() {
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let mut random = |n: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state % n.max(1) as u64) as usize
        };
        let pieces = ["a", "B'", "∠", "𝛼", "\n", "\r\n", "\r", "point D on AB", "", "é𝛼\n∡"];
        let mut d = document("theorem t {\r\n  𝛼\n}", Encoding::Utf16);
        for step in 0..3000 {
            let units: Vec<u16> = d.text.encode_utf16().collect();
            // Lines as the protocol has them: (begin, end without the sign that ends it).
            let mut rows = vec![];
            let (mut from, mut i) = (0, 0);
            while i < units.len() {
                let (cr, lf) = (units[i] == 13, units[i] == 10);
                if cr || lf {
                    rows.push((from, i));
                    i += usize::from(cr && units.get(i + 1) == Some(&10));
                    from = i + 1;
                }
                i += 1;
            }
            rows.push((from, units.len()));
            let mut any = || {
                let line = random(rows.len());
                let (from, to) = rows[line];
                let mut column = random(to - from + 1);
                // Not between the halves of a character.
                if units.get(from + column).is_some_and(|u| (0xdc00..0xe000).contains(u)) {
                    column -= 1;
                }
                (from + column, at(line as u32, column as u32))
            };
            let (mut a, mut b) = (any(), any());
            if b.0 < a.0 {
                std::mem::swap(&mut a, &mut b);
            }
            let text = pieces[random(pieces.len())];
            let mut wanted = units[..a.0].to_vec();
            wanted.extend(text.encode_utf16());
            wanted.extend(&units[b.0..]);
            let range = Some(Range { start: a.1, end: b.1 });
            d.change(step, vec![TextDocumentContentChangeEvent { range, range_length: None, text: text.into() }]);
            assert_eq!(d.text.encode_utf16().collect::<Vec<_>>(), wanted, "step {step}");
            if d.text.len() > 400 {
                d.change(
                    step,
                    vec![TextDocumentContentChangeEvent { range: None, range_length: None, text: "𝛼\n".into() }],
                );
            }
        }
    }
}
