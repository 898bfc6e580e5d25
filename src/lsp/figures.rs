//! Figures of theorems, drawn beside the editing and kept for as long as the theorem says the same.

use euclase_diagram::{Figure, Options};
use euclase_grammar::core::CoreTheorem;
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

/// Most figures that are kept.
const KEPT: usize = 200;
/// Most that are drawn at a time.
const AT_A_TIME: usize = 2;
/// Theorems with more points are not drawn: that could take minutes.
const MOST_POINTS: usize = 200;
/// Stack of the thread that draws.
const STACK: usize = 64 << 20;

/// A figure, or why there is none.
pub type Drawn = Result<Arc<Figure>, String>;

/// What is known of figures, by the text of the theorem with its definitions.
#[derive(Debug, Default)]
pub struct Figures {
    /// `None`: it is being drawn.
    known: HashMap<String, Option<Drawn>>,
    order: VecDeque<String>,
    drawing: usize,
}

impl Figures {
    /// The figure, if it has been drawn.
    pub fn get(&self, unit: &str) -> Option<&Drawn> {
        self.known.get(unit)?.as_ref()
    }

    /// Has the figure drawn, unless it has been or others are being drawn; `tell` is called when it is there. Returns whether it is on
    /// its way.
    pub fn ask(
        &mut self,
        unit: &str,
        core: &CoreTheorem,
        seed: u64,
        tell: impl FnOnce(String, Drawn) + Send + 'static,
    ) -> bool {
        if let Some(known) = self.known.get(unit) {
            return known.is_none();
        }
        if core.points.is_empty() {
            self.put(unit, Err("it has no points".into()));
            return false;
        }
        if core.points.len() > MOST_POINTS {
            self.put(unit, Err(format!("it has more than {MOST_POINTS} points")));
            return false;
        }
        if self.drawing >= AT_A_TIME {
            return false;
        }
        let (core, key) = (core.clone(), unit.to_string());
        let work = move || {
            let options = Options { seed, ..Options::default() };
            // A fault in there is told by the hook, and costs this figure alone.
            let drawn = std::panic::catch_unwind(|| euclase_diagram::draw(&core, &options));
            let drawn = match drawn {
                Ok(Ok(figure)) => Ok(Arc::new(figure)),
                Ok(Err(e)) => Err(e.to_string()),
                Err(_) => Err("a fault of the program".into()),
            };
            tell(key, drawn);
        };
        if std::thread::Builder::new().name("figure".into()).stack_size(STACK).spawn(work).is_err() {
            return false;
        }
        self.drawing += 1;
        self.known.insert(unit.into(), None);
        true
    }

    /// Takes note of a figure that has been drawn.
    pub fn drawn(&mut self, unit: &str, drawn: Drawn) {
        self.drawing = self.drawing.saturating_sub(1);
        self.put(unit, drawn);
    }

    fn put(&mut self, unit: &str, drawn: Drawn) {
        self.known.insert(unit.into(), Some(drawn));
        self.order.push_back(unit.into());
        while self.order.len() > KEPT {
            let oldest = self.order.pop_front();
            oldest.and_then(|u| self.known.remove(&u));
        }
    }
}
