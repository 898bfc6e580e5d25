//! A trace as a book: an index of its lines in little memory, the lines themselves when they are wanted.
//!
//! Of a node 48 bytes are kept, whatever its line has; a million of them open within two seconds. Compressed traces are read frame by frame
//! ([`crate::search::frames`]), so that a line in the middle costs one frame.

use crate::report::escape::fault;
use crate::search::frames;
use crate::search::trace::{EndLine, Header, Line, VERSION};
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

/// Text that is read at a time.
const CHUNK: usize = 8 << 20;
/// Most text of a frame that was made by another program.
const FRAME: u64 = 1 << 30;

/// A state: of points, or in algebra of open statements.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct State {
    /// Where its line begins in the text.
    place: u64,
    /// The state that it was made from.
    pub parent: Option<u32>,
    /// Rank of the candidate there.
    pub order: u32,
    /// How promising the policy finds it.
    pub value: Option<f32>,
    /// Its cost.
    pub cost: f32,
    /// Candidates that are listed for it.
    pub candidates: u32,
    /// Its nodes: a part of [`Book::by_state`].
    from: u32,
    to: u32,
}

/// A node, or in algebra a step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Node {
    /// Where its line begins in the text.
    place: u64,
    /// Its state.
    pub state: u32,
    /// Rank of the candidate in the state.
    pub order: u32,
    /// The hand-made score.
    pub score: f32,
    /// The policy's prior.
    pub prior: Option<f32>,
    /// Its cost.
    pub cost: f32,
    /// New relations among the points of the statement.
    pub gain: u32,
    /// Time in microseconds.
    pub micros: u32,
    /// Index of its sort (definition, kind of step) among [`Book::kinds`].
    pub kind: u16,
    /// Index of its task among [`Book::words`].
    pub task: u16,
    /// Index of its verdict among [`Book::words`].
    pub verdict: u16,
}

/// A trace.
pub struct Book {
    text: Text,
    /// Its first line.
    pub header: Header,
    /// Its last line; a trace that was cut off has none.
    pub end: Option<EndLine>,
    /// Why the rest of it could not be read, where it is not whole.
    pub cut: Option<String>,
    /// The states, by number.
    pub states: Vec<State>,
    /// The nodes, in the order of the trace.
    pub nodes: Vec<Node>,
    /// Indices of nodes, by state, in the order of the trace.
    by_state: Vec<u32>,
    /// Sorts of nodes: definitions of points, kinds of steps.
    pub kinds: Vec<String>,
    /// Names of tasks and verdicts.
    pub words: Vec<String>,
}

/// Where the text is.
enum Text {
    Plain(File),
    /// For each frame: where it begins in the text and in the file, and its length there; and the text of the last one that was wanted.
    Frames(File, Vec<(u64, u64, usize)>, Option<(usize, Vec<u8>)>),
}

/// What is kept of a line.
#[derive(Deserialize)]
struct Scan<'a> {
    #[serde(rename = "type", borrow)]
    sort: Cow<'a, str>,
    #[serde(default)]
    id: u64,
    #[serde(default)]
    state: Option<u32>,
    #[serde(default)]
    parent: Option<u32>,
    #[serde(default)]
    order: Option<u32>,
    #[serde(default)]
    candidates: u32,
    #[serde(default)]
    steps: u32,
    #[serde(default, borrow)]
    def: Option<Cow<'a, str>>,
    #[serde(default, borrow)]
    kind: Option<Cow<'a, str>>,
    #[serde(default, borrow)]
    task: Option<Cow<'a, str>>,
    #[serde(default, borrow)]
    verdict: Option<Cow<'a, str>>,
    #[serde(default)]
    score: f32,
    #[serde(default)]
    prior: Option<f32>,
    #[serde(default)]
    value: Option<f32>,
    #[serde(default)]
    cost: f32,
    #[serde(default)]
    gain: Option<ScanGain>,
    #[serde(default)]
    micros: u64,
}

#[derive(Deserialize)]
struct ScanGain {
    total: u32,
}

/// Words with numbers.
#[derive(Default)]
struct Interned(Vec<String>, BTreeMap<String, u16>);

impl Interned {
    fn of(&mut self, word: &str) -> u16 {
        if let Some(i) = self.1.get(word) {
            return *i;
        }
        let i = u16::try_from(self.0.len()).unwrap_or(u16::MAX);
        if i < u16::MAX {
            self.0.push(word.to_string());
            self.1.insert(word.to_string(), i);
        }
        i
    }
}

impl Book {
    /// Opens a trace. What was cut off is left out, and told ([`Book::cut`]).
    ///
    /// # Errors
    /// What is wrong, and on which line.
    pub fn open(path: &Path) -> Result<Book, String> {
        let mut file = File::open(path).map_err(|e| e.to_string())?;
        let mut first = [0; 4];
        let magic = file.read(&mut first).map_err(|e| e.to_string())?;
        file.seek(SeekFrom::Start(0)).map_err(|e| e.to_string())?;
        let mut draft = Draft::default();
        let text = if frames::compressed(&first[..magic]) {
            draft.frames(&mut file).map(|table| Text::Frames(file, table, None))?
        } else {
            draft.plain(&mut file)?;
            Text::Plain(file)
        };
        draft.book(text)
    }

    /// The nodes of a state, in the order of the trace.
    pub fn of_state(&self, state: usize) -> impl Iterator<Item = usize> + '_ {
        let s = self.states.get(state);
        let part = s.and_then(|s| self.by_state.get(s.from as usize..s.to as usize)).unwrap_or_default();
        part.iter().map(|i| *i as usize)
    }

    /// How many nodes a state has.
    pub fn visits(&self, state: usize) -> usize {
        self.states.get(state).map_or(0, |s| (s.to - s.from) as usize)
    }

    /// The line of a node.
    ///
    /// # Errors
    /// It cannot be read any more.
    pub fn node(&mut self, node: usize) -> Result<Line, String> {
        let place = self.nodes.get(node).ok_or("there is no such node")?.place;
        self.line(place)
    }

    /// The line of a state.
    ///
    /// # Errors
    /// It cannot be read any more.
    pub fn state(&mut self, state: usize) -> Result<Line, String> {
        let place = self.states.get(state).ok_or("there is no such state")?.place;
        self.line(place)
    }

    /// The words of a task or a verdict.
    pub fn word(&self, i: u16) -> &str {
        self.words.get(usize::from(i)).map_or("", String::as_str)
    }

    /// The words of a node's sort.
    pub fn kind(&self, i: u16) -> &str {
        self.kinds.get(usize::from(i)).map_or("", String::as_str)
    }

    /// The states from the first one to this one.
    pub fn path(&self, state: usize) -> Vec<usize> {
        let mut out = vec![state];
        while let Some(p) = out.last().and_then(|s| self.states.get(*s)?.parent).map(|p| p as usize) {
            // Parents come before their children.
            if out.last().is_some_and(|s| p >= *s) {
                break;
            }
            out.push(p);
        }
        out.reverse();
        out
    }

    fn line(&mut self, place: u64) -> Result<Line, String> {
        let bytes = match &mut self.text {
            Text::Plain(file) => {
                let mut out = Vec::new();
                file.seek(SeekFrom::Start(place)).map_err(|e| e.to_string())?;
                let mut piece = [0; 4096];
                loop {
                    let n = file.read(&mut piece).map_err(|e| e.to_string())?;
                    let end = piece[..n].iter().position(|b| *b == b'\n');
                    out.extend_from_slice(&piece[..end.unwrap_or(n)]);
                    if n == 0 || end.is_some() {
                        break out;
                    }
                }
            }
            Text::Frames(file, table, last) => {
                let i = table.partition_point(|f| f.0 <= place).saturating_sub(1);
                let (text, at, len) = *table.get(i).ok_or("the trace is empty")?;
                if last.as_ref().is_none_or(|l| l.0 != i) {
                    let mut bytes = vec![0; len];
                    let read = file.seek(SeekFrom::Start(at)).and_then(|_| file.read_exact(&mut bytes));
                    let whole = read.and_then(|()| frames::text(bytes, FRAME)).map_err(|e| e.to_string())?;
                    *last = Some((i, whole));
                }
                let whole = last.as_ref().map_or(&[][..], |l| &l.1[..]);
                let from = usize::try_from(place.saturating_sub(text)).unwrap_or(usize::MAX);
                let rest = whole.get(from..).unwrap_or_default();
                rest.split(|b| *b == b'\n').next().unwrap_or_default().to_vec()
            }
        };
        serde_json::from_slice(&bytes).map_err(|e| format!("not a line of a trace any more: {}", fault(&e)))
    }
}

/// A book being made.
#[derive(Default)]
struct Draft {
    header: Option<Header>,
    end: Option<EndLine>,
    cut: Option<String>,
    states: Vec<State>,
    nodes: Vec<Node>,
    kinds: Interned,
    words: Interned,
    /// Lines and bytes so far.
    lines: u64,
    place: u64,
}

impl Draft {
    fn plain(&mut self, file: &mut File) -> Result<(), String> {
        let mut text: Vec<u8> = Vec::new();
        loop {
            let before = text.len();
            let n = file.by_ref().take(CHUNK as u64).read_to_end(&mut text).map_err(|e| e.to_string())?;
            let end = text[before..].iter().rposition(|b| *b == b'\n').map(|i| before + i + 1);
            if let Some(end) = end {
                self.text(&text[..end])?;
                text.drain(..end);
            }
            if n == 0 {
                break;
            }
        }
        if !text.trim_ascii().is_empty() {
            self.cut = Some("its last line was cut off".into());
        }
        Ok(())
    }

    /// Reads frame after frame; where they are.
    fn frames(&mut self, file: &mut File) -> Result<Vec<(u64, u64, usize)>, String> {
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(|e| e.to_string())?;
        let (mut table, mut at) = (Vec::new(), 0usize);
        while at < bytes.len() {
            let rest = bytes.get(at..).unwrap_or_default();
            let Ok(len) = zstd::zstd_safe::find_frame_compressed_size(rest) else {
                self.cut = Some("its last part was cut off".into());
                break;
            };
            let frame = rest.get(..len).unwrap_or_default().to_vec();
            let text = frames::text(frame, FRAME).map_err(|e| e.to_string())?;
            table.push((self.place, at as u64, len));
            self.text(&text)?;
            at += len;
        }
        Ok(table)
    }

    /// Reads whole lines.
    fn text(&mut self, text: &[u8]) -> Result<(), String> {
        for line in text.split_inclusive(|b| *b == b'\n') {
            self.lines += 1;
            if !line.trim_ascii().is_empty() {
                self.line(line).map_err(|e| format!("line {}: {e}", self.lines))?;
            }
            self.place += line.len() as u64;
        }
        Ok(())
    }

    fn line(&mut self, line: &[u8]) -> Result<(), String> {
        if self.end.is_some() {
            return Err("nothing may follow the end of a trace".into());
        }
        if self.header.is_none() {
            return match serde_json::from_slice(line) {
                Ok(Line::Header(h)) if h.version == VERSION => {
                    self.header = Some(h);
                    Ok(())
                }
                Ok(Line::Header(h)) => {
                    Err(format!("the trace has format version {}; this program reads {VERSION}", h.version))
                }
                Ok(_) => Err("a trace begins with a header".into()),
                Err(e) => Err(format!("not the header of a trace: {}", fault(&e))),
            };
        }
        let scan: Scan = serde_json::from_slice(line).map_err(|e| format!("not a line of a trace: {}", fault(&e)))?;
        match &*scan.sort {
            "state" | "position" => {
                if scan.id != self.states.len() as u64 {
                    return Err(format!("state {} where {} was wanted", scan.id, self.states.len()));
                }
                self.states.push(State {
                    place: self.place,
                    parent: scan.parent,
                    order: scan.order.unwrap_or_default(),
                    value: scan.value,
                    cost: scan.cost,
                    candidates: scan.candidates.max(scan.steps),
                    from: 0,
                    to: 0,
                });
            }
            "node" | "step" => {
                let state = scan.state.filter(|s| (*s as usize) < self.states.len()).ok_or("there is no such state")?;
                let kind = scan.def.as_deref().or(scan.kind.as_deref()).unwrap_or_default();
                self.nodes.push(Node {
                    place: self.place,
                    state,
                    order: scan.order.unwrap_or_default(),
                    score: scan.score,
                    prior: scan.prior,
                    cost: scan.cost,
                    gain: scan.gain.map_or(0, |g| g.total),
                    micros: u32::try_from(scan.micros).unwrap_or(u32::MAX),
                    kind: self.kinds.of(kind),
                    task: self.words.of(scan.task.as_deref().unwrap_or_default()),
                    verdict: self.words.of(scan.verdict.as_deref().unwrap_or_default()),
                });
            }
            "end" => match serde_json::from_slice(line) {
                Ok(Line::End(e)) => self.end = Some(e),
                Ok(_) => return Err("not an end".into()),
                Err(e) => return Err(format!("not the end of a trace: {}", fault(&e))),
            },
            "header" => return Err("a second header".into()),
            // Readers tolerate what is new.
            _ => {}
        }
        Ok(())
    }

    fn book(mut self, text: Text) -> Result<Book, String> {
        let why = self.cut.as_ref().map_or(String::new(), |why| format!(": {why}"));
        let header = self.header.ok_or_else(|| format!("the trace is empty{why}"))?;
        if self.end.is_none() && self.cut.is_none() {
            self.cut = Some("it has no end: the search was ended from outside, or is still at work".into());
        }
        // Nodes by state, by counting.
        let mut count = vec![0u32; self.states.len() + 1];
        for n in &self.nodes {
            count[n.state as usize + 1] += 1;
        }
        for i in 1..count.len() {
            count[i] += count[i - 1];
        }
        for (s, bounds) in self.states.iter_mut().zip(count.windows(2)) {
            (s.from, s.to) = (bounds[0], bounds[1]);
        }
        let mut by_state = vec![0u32; self.nodes.len()];
        for (i, n) in (0u32..).zip(&self.nodes) {
            let next = &mut count[n.state as usize];
            by_state[*next as usize] = i;
            *next += 1;
        }
        Ok(Book {
            text,
            header,
            end: self.end,
            cut: self.cut,
            states: self.states,
            nodes: self.nodes,
            by_state,
            kinds: self.kinds.0,
            words: self.words.0,
        })
    }
}
