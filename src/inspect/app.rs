//! What the screen knows, and what keys do to it.

use super::read::Book;
use super::tree::{Row, Tree};
use crate::report::Answer;
use crate::report::figure::{FigureOptions, scene, write::Scene};
use crate::report::with_aux;
use crate::search::trace::{Line, Point};
use euclase_grammar::core::{CoreTheorem, Pt};
use euclase_kernel::cert::AuxPoint;

/// What fills the left part of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// The tree of states and candidates.
    Tree,
    /// The proof, rebuilt without a search.
    Proof,
    /// What was not gone on from, and why.
    Rejected,
    /// How promising the states were, and how the search came nearer.
    Curve,
}

impl View {
    /// All, in the order of their keys.
    pub const ALL: [(View, &'static str); 4] =
        [(View::Tree, "Tree"), (View::Proof, "Proof"), (View::Rejected, "Rejected"), (View::Curve, "Value")];
}

/// A key, as the screen understands it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// A letter or another sign.
    Char(char),
    /// Arrows and their kin.
    Up,
    /// One line down.
    Down,
    /// Closes, or goes to what it belongs to.
    Left,
    /// Opens.
    Right,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// To the first line.
    Home,
    /// To the last line.
    End,
    /// Opens or closes; ends typing.
    Enter,
    /// Leaves what one is in.
    Esc,
    /// To the next view.
    Tab,
    /// Takes back a letter.
    Backspace,
}

/// Makes the proof of the trace again: an answer, or why there is none.
pub type Replay<'a> = Box<dyn FnMut() -> Result<Answer, String> + 'a>;

/// The screen.
pub struct App<'a> {
    /// The trace.
    pub book: Book,
    /// The tree of it.
    pub tree: Tree,
    /// The theorem, where its text can be read.
    pub theorem: Option<CoreTheorem>,
    /// What is shown.
    pub view: View,
    /// Is the help on top of it?
    pub help: bool,
    /// The filter that is being typed.
    pub typing: Option<String>,
    /// The rows of the tree, and the line that is chosen in each view.
    pub rows: Vec<Row>,
    /// The line that is chosen, by view.
    pub at: [usize; 4],
    /// Lines that fit on the screen: for pages.
    pub page: usize,
    /// The proof, once it was asked for.
    pub answer: Option<Result<Answer, String>>,
    replay: Replay<'a>,
    /// Has the user had enough?
    pub quit: bool,
}

impl<'a> App<'a> {
    /// Of a trace.
    pub fn new(book: Book, replay: Replay<'a>) -> App<'a> {
        let tree = Tree::new(&book);
        let file = euclase_grammar::load(&book.header.theorem).ok();
        let theorem = file.and_then(|f| f.theorems.into_iter().find(|t| t.name == book.header.name));
        let rows = tree.rows(&book);
        let mut app = App {
            book,
            tree,
            theorem,
            view: View::Tree,
            help: false,
            typing: None,
            rows,
            at: [0; 4],
            page: 20,
            answer: None,
            replay,
            quit: false,
        };
        app.go_to_proof();
        app
    }

    /// The index of the view.
    fn index(&self) -> usize {
        View::ALL.iter().position(|v| v.0 == self.view).unwrap_or(0)
    }

    /// The line that is chosen.
    pub fn chosen(&self) -> usize {
        self.at[self.index()]
    }

    /// How many lines the view has.
    pub fn lines(&self) -> usize {
        match self.view {
            View::Tree => self.rows.len(),
            View::Proof => match &self.answer {
                Some(Ok(a)) => a.steps.len(),
                _ => 0,
            },
            View::Rejected => super::tables::rejected(&self.book).len(),
            View::Curve => 0,
        }
    }

    fn choose(&mut self, line: usize) {
        let i = self.index();
        self.at[i] = line.min(self.lines().saturating_sub(1));
    }

    /// A key was pressed.
    pub fn press(&mut self, key: Key) {
        if let Some(typed) = &mut self.typing {
            match key {
                Key::Char(c) => typed.push(c),
                Key::Backspace => drop(typed.pop()),
                Key::Enter => {
                    self.tree.filter = self.typing.take().unwrap_or_default();
                    self.rebuilt();
                }
                Key::Esc => self.typing = None,
                _ => {}
            }
            return;
        }
        if self.help {
            self.help = false;
            return;
        }
        let here = self.chosen();
        match key {
            Key::Char('q') => self.quit = true,
            Key::Char('?') => self.help = true,
            Key::Char('/') => self.typing = Some(self.tree.filter.clone()),
            Key::Esc => {
                self.tree.filter.clear();
                self.tree.verdict = None;
                self.rebuilt();
            }
            Key::Char(c @ '1'..='4') => self.show(View::ALL[c as usize - '1' as usize].0),
            Key::Tab => self.show(View::ALL[(self.index() + 1) % View::ALL.len()].0),
            Key::Up | Key::Char('k') => self.choose(here.saturating_sub(1)),
            Key::Down | Key::Char('j') => self.choose(here + 1),
            Key::PageUp => self.choose(here.saturating_sub(self.page)),
            Key::PageDown => self.choose(here + self.page),
            Key::Home | Key::Char('g') => self.choose(0),
            Key::End | Key::Char('G') => self.choose(usize::MAX),
            Key::Char('p') => {
                self.view = View::Tree;
                self.go_to_proof();
            }
            Key::Char('b') => self.go_to_best(),
            Key::Char('s') => {
                self.tree.sort = self.tree.sort.next();
                self.rebuilt();
            }
            Key::Char('v') => self.next_verdict(),
            Key::Enter => self.toggle(),
            Key::Right | Key::Char('l') => self.expand(true),
            Key::Left | Key::Char('h') => self.expand(false),
            Key::Char(_) | Key::Backspace => {}
        }
    }

    /// Changes the view; the proof is made when it is first looked at.
    fn show(&mut self, view: View) {
        self.view = view;
        if view == View::Proof && self.answer.is_none() {
            self.answer = Some((self.replay)());
        }
    }

    /// The rows anew; what was chosen stays so, if it is there.
    fn rebuilt(&mut self) {
        let was = self.rows.get(self.at[0]).copied();
        self.rows = self.tree.rows(&self.book);
        self.at[0] = was.and_then(|w| self.rows.iter().position(|r| *r == w)).unwrap_or(0);
    }

    fn next_verdict(&mut self) {
        let mut seen: Vec<u16> = self.book.nodes.iter().map(|n| n.verdict).collect();
        seen.sort_unstable();
        seen.dedup();
        self.tree.verdict = match self.tree.verdict {
            None => seen.first().copied(),
            Some(v) => seen.into_iter().find(|w| *w > v),
        };
        self.rebuilt();
    }

    fn toggle(&mut self) {
        if let Some(state) = self.below().filter(|s| self.tree.open.contains(s)) {
            self.tree.open.remove(&state);
            self.rebuilt();
        } else {
            self.expand(true);
        }
    }

    /// The state that the chosen row is, or leads to.
    pub fn below(&self) -> Option<usize> {
        match self.rows.get(self.at[0])? {
            Row::Root(s) => Some(*s),
            Row::Candidate { state, order, .. } => self.tree.child(*state, *order),
            Row::More { .. } => None,
        }
    }

    fn expand(&mut self, open: bool) {
        if self.view != View::Tree {
            return;
        }
        match (self.rows.get(self.at[0]).copied(), self.below(), open) {
            (Some(Row::More { state, .. }), _, true) => drop(self.tree.all.insert(state)),
            (_, Some(s), true) => drop(self.tree.open.insert(s)),
            (_, Some(s), false) if self.tree.open.contains(&s) => drop(self.tree.open.remove(&s)),
            (Some(Row::Candidate { state, .. } | Row::More { state, .. }), _, false) => {
                // to the row that the state belongs to
                let parent = self.rows[..self.at[0]].iter().rposition(|r| match r {
                    Row::Root(s) => *s == state,
                    Row::Candidate { state: s, order, .. } => self.tree.child(*s, *order) == Some(state),
                    Row::More { .. } => false,
                });
                self.at[0] = parent.unwrap_or(0);
                return;
            }
            _ => return,
        }
        self.rebuilt();
    }

    fn go_to(&mut self, state: usize, order: u32) {
        let path = self.book.path(state);
        self.tree.open.extend(&path);
        self.rows = self.tree.rows(&self.book);
        let wanted = |r: &Row| matches!(r, Row::Candidate { state: s, order: o, .. } if (*s, *o) == (state, order));
        self.at[0] = self.rows.iter().position(wanted).unwrap_or(0);
    }

    /// To the node that is the proof, where there is one.
    fn go_to_proof(&mut self) {
        if let Some((state, order)) = self.tree.proof.last().copied() {
            self.go_to(state, order);
        }
    }

    /// To the node that gained most.
    fn go_to_best(&mut self) {
        self.view = View::Tree;
        let best = self.book.nodes.iter().enumerate().max_by_key(|(i, n)| (n.gain, std::cmp::Reverse(*i)));
        if let Some((state, order)) = best.map(|(_, n)| (n.state as usize, n.order)) {
            self.go_to(state, order);
        }
    }

    /// The state of the chosen row, and the nodes of the candidate that it is.
    pub fn selected(&self) -> (usize, Vec<usize>) {
        match self.rows.get(self.at[0]) {
            Some(Row::Candidate { state, order, .. }) => (*state, self.tree.nodes(&self.book, *state, *order)),
            Some(Row::Root(s)) | Some(Row::More { state: s, .. }) => (*s, Vec::new()),
            None => (0, Vec::new()),
        }
    }

    /// The figure of the proof: the statement with the auxiliary points that the proof has.
    pub fn proof_figure(&mut self) -> Option<Scene> {
        let Ok(Line::State(s)) = self.book.state(0) else { return None };
        let aux = self.book.end.as_ref().map_or(Vec::new(), |e| e.aux.clone());
        let thm = self.theorem.as_ref()?;
        Some(picture(thm, &[s.points, aux].concat()))
    }

    /// The figure of the chosen state, with the candidate's point as the last one.
    pub fn figure(&mut self) -> Option<Scene> {
        let (state, nodes) = self.selected();
        let Ok(Line::State(s)) = self.book.state(state) else { return None };
        let mut points = s.points;
        if let Some(Ok(Line::Node(n))) = nodes.first().map(|n| self.book.node(*n)) {
            // A pair of points has no place of its own.
            if n.at.iter().all(|x| x.is_finite()) && !n.name.contains(',') {
                points.push(Point { name: n.name, def: Some(n.def), args: n.args, at: n.at });
            }
        }
        let thm = self.theorem.as_ref()?;
        Some(picture(thm, &points))
    }
}

/// The drawing of a statement with auxiliary points.
fn picture(thm: &CoreTheorem, points: &[Point]) -> Scene {
    let place = |name: &String| points.iter().position(|p| p.name == *name).map(|i| Pt(i as u32));
    let made = points.iter().skip(thm.statement_points);
    let aux: Vec<AuxPoint> = made
        .map(|p| AuxPoint {
            name: p.name.clone(),
            def: p.def.clone().unwrap_or_default(),
            args: p.args.iter().filter_map(place).collect(),
        })
        .collect();
    let at: Vec<[f64; 2]> = points.iter().map(|p| p.at).collect();
    let size = 200.0;
    scene(&with_aux(thm, &aux), &at, &FigureOptions { size, ..FigureOptions::of(thm) })
}
