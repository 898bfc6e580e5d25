//! From text to problems: lines, words with their places, clauses and goals.
//!
//! Nothing is known here of what a construction or a predicate means.

use super::ImportError;

/// The language's own limit on points; a longer list is refused before anything is built.
const MAX_POINTS: usize = 2_000;

/// A word of the text, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub text: String,
    pub line: usize,
    pub column: usize,
}

impl Word {
    /// The word as a message shows it: not longer than a line.
    pub(super) fn shown(&self) -> String {
        match self.text.char_indices().nth(60) {
            Some((end, _)) => format!("{}…", &self.text[..end]),
            None => self.text.clone(),
        }
    }

    pub(super) fn error(&self, message: impl Into<String>) -> ImportError {
        ImportError::new(self.line, self.column, message)
    }
}

/// A point as a clause declares it, with its coordinates as they are written.
#[derive(Clone, Debug)]
pub(super) struct Declared {
    pub name: Word,
    pub at: Option<(String, String)>,
}

/// A construction or a predicate with its arguments.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub head: Word,
    pub args: Vec<Word>,
}

/// `points = call, call`
#[derive(Clone, Debug)]
pub(super) struct Clause {
    pub points: Vec<Declared>,
    pub calls: Vec<Call>,
}

/// A problem's clauses and goals.
#[derive(Clone, Debug)]
pub(super) struct Problem {
    pub clauses: Vec<Clause>,
    /// Newclid's clauses after `|`.
    pub auxiliary: Vec<Clause>,
    pub goals: Vec<Call>,
}

/// A problem or the reason why there is none, under its name.
pub(super) struct Entry {
    pub name: Option<String>,
    pub line: usize,
    pub problem: Result<Problem, ImportError>,
}

/// Splits the text into problems. A line with `=` or `?` is a problem (it goes on to the next line
/// when it ends in `;` `,` `=` `|` or `?`); any other line is the name of the problem after it; blank
/// lines and lines that begin with `#` say nothing.
pub(super) fn problems(text: &str) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut name: Option<(String, usize)> = None;
    let mut lines = text.lines().enumerate();
    while let Some((index, line)) = lines.next() {
        let line_no = index + 1;
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        if !trimmed.contains(['=', '?']) {
            if let Some((old, old_line)) = name.replace((trimmed.to_string(), line_no)) {
                entries.push(no_problem(old, old_line));
            }
            continue;
        }
        let mut words = words(line, line_no);
        while ends_open(&words) {
            let Some((next_index, next)) = lines.next() else { break };
            words.extend(self::words(next, next_index + 1));
        }
        entries.push(Entry { name: name.take().map(|(text, _)| text), line: line_no, problem: problem(&words) });
    }
    if let Some((old, old_line)) = name {
        entries.push(no_problem(old, old_line));
    }
    entries
}

fn no_problem(name: String, line: usize) -> Entry {
    let shown: String = name.chars().take(60).collect();
    let message = format!(
        "`{shown}` is read as a problem's name, but no problem follows it (a problem has clauses `point = construction` and `? goal`)"
    );
    Entry { name: Some(name), line, problem: Err(ImportError::new(line, 1, message)) }
}

fn is_mark(c: char) -> bool {
    matches!(c, '=' | ';' | ',' | '?' | '|')
}

/// Words and punctuation marks of one line.
fn words(line: &str, line_no: usize) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut open = false;
    for (index, c) in line.chars().enumerate() {
        if c.is_whitespace() {
            open = false;
        } else if is_mark(c) {
            words.push(Word { text: c.to_string(), line: line_no, column: index + 1 });
            open = false;
        } else if let (true, Some(word)) = (open, words.last_mut()) {
            word.text.push(c);
        } else {
            words.push(Word { text: c.to_string(), line: line_no, column: index + 1 });
            open = true;
        }
    }
    words
}

fn ends_open(words: &[Word]) -> bool {
    words.last().is_some_and(|w| w.text.len() == 1 && w.text.chars().all(is_mark))
}

/// The words between marks of one kind.
fn split<'a>(words: &'a [Word], mark: &str) -> Vec<&'a [Word]> {
    words.split(|w| w.text == mark).collect()
}

fn problem(words: &[Word]) -> Result<Problem, ImportError> {
    let parts = split(words, "?");
    let (body, goal) = match parts[..] {
        [body, goal] => (body, goal),
        [body] => {
            let place = body.last().or(words.first());
            return Err(at(place, "there is no goal: write `?` and a goal after the last clause"));
        }
        [_, _, third, ..] => {
            return Err(at(
                third.first().or(words.last()),
                "a second `?`: one problem has one list of goals; separate goals by `;`",
            ));
        }
        [] => return Err(at(words.first(), "nothing to read")),
    };
    let halves = split(body, "|");
    if halves.len() > 2 {
        return Err(at(halves[2].first().or(words.last()), "a second `|`: auxiliary clauses come once, before `?`"));
    }
    let clauses = clauses(halves[0])?;
    let auxiliary = match halves.get(1) {
        Some(half) => self::clauses(half)?,
        None => Vec::new(),
    };
    let count: usize = clauses.iter().chain(&auxiliary).map(|c| c.points.len()).sum();
    if count > MAX_POINTS {
        return Err(at(words.first(), &format!("{count} points; at most {MAX_POINTS} are read")));
    }
    let mut goals = Vec::new();
    for part in goal.split(|w| w.text == ";" || w.text == ",") {
        if let Some(mark) = part.iter().find(|w| w.text == "=" || w.text == "|") {
            return Err(mark.error(format!(
                "`{}` in a goal: a goal is a predicate and its points, such as `cong a b c d`",
                mark.shown()
            )));
        }
        goals.extend(call(part));
    }
    if goals.is_empty() {
        let place = goal.first().or(words.last());
        return Err(at(place, "there is no goal after `?`"));
    }
    Ok(Problem { clauses, auxiliary, goals })
}

fn at(place: Option<&Word>, message: &str) -> ImportError {
    match place {
        Some(word) => word.error(message),
        None => ImportError::new(1, 1, message),
    }
}

fn call(words: &[Word]) -> Option<Call> {
    let (head, args) = words.split_first()?;
    Some(Call { head: head.clone(), args: args.to_vec() })
}

fn clauses(words: &[Word]) -> Result<Vec<Clause>, ImportError> {
    let mut clauses = Vec::new();
    for part in split(words, ";") {
        if part.is_empty() {
            continue;
        }
        let Some(equals) = part.iter().position(|w| w.text == "=" || w.text == ":") else {
            return Err(part[0].error("a clause without `=`: write `points = construction`"));
        };
        let (points, right) = (&part[..equals], &part[equals + 1..]);
        if points.is_empty() {
            return Err(part[equals].error("no point before `=`"));
        }
        if let Some(extra) = right.iter().find(|w| w.text == "=") {
            return Err(extra.error("a second `=` in one clause; is a `;` missing before it?"));
        }
        if let Some(comma) = points.iter().find(|w| w.text == ",") {
            return Err(comma.error("points before `=` are separated by spaces"));
        }
        let points = points.iter().map(declared).collect::<Result<Vec<_>, _>>()?;
        let calls = split(right, ",").into_iter().filter_map(call).collect();
        clauses.push(Clause { points, calls });
    }
    Ok(clauses)
}

/// `name` or `name@x_y`
fn declared(word: &Word) -> Result<Declared, ImportError> {
    let Some((name, at)) = word.text.split_once('@') else {
        return Ok(Declared { name: word.clone(), at: None });
    };
    let coordinates = at.split_once('_').and_then(|(x, y)| Some((decimal(x)?, decimal(y)?)));
    let Some(coordinates) = coordinates else {
        return Err(
            word.error(format!("`{}`: coordinates are written `name@x_y`, such as `a@0.5_-1.25`", word.shown()))
        );
    };
    let name = Word { text: name.to_string(), ..word.clone() };
    Ok(Declared { name, at: Some(coordinates) })
}

/// A coordinate as a plain decimal: exponents are written out, everything else is kept as it is.
fn decimal(text: &str) -> Option<String> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let plain = digits.chars().all(|c| c.is_ascii_digit() || c == '.')
        && digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.ends_with(|c: char| c.is_ascii_digit());
    let value: f64 = text.parse().ok()?;
    if !value.is_finite() || text.len() > 100 {
        return None;
    }
    Some(if plain { text.trim_start_matches('+').to_string() } else { format!("{value}") })
}
