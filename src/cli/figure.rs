//! GeoGebra figures: `prove import figure.ggb`, with a report of what was understood; conjectures; `prove export --to ggb`.

use super::export::ExportArgs;
use super::tools::{self, ImportArgs};
use super::{DATA, Failure, IO, USAGE, files};
use crate::batch;
use crate::conjecture::{self, Conjecture};
use crate::export::ggb as ggb_out;
use crate::import::ggb::{self, Figure};
use crate::import::theorem_name;
use crate::solve::INTERRUPTED;
use euclase_grammar::ast::{Item, ItemKind};
use std::sync::atomic::Ordering;

/// Most points of a figure whose goal is tried in further drawings.
const SETTLED: usize = 60;
/// What was not understood is told in full up to this number.
const TOLD: usize = 20;

pub fn import(a: &ImportArgs, bytes: &[u8]) -> Result<u8, Failure> {
    let called = files::called(&a.file);
    let wrong = |why: String| Failure::new(DATA, format!("{called}: {why}"));
    let mut figure = ggb::read(bytes, a.plain).map_err(wrong)?;
    let stem = a.file.file_stem().map(|s| s.to_string_lossy().into_owned()).filter(|s| s != "-");
    let name = theorem_name(a.name.as_deref().or(stem.as_deref()).unwrap_or("figure"));
    report(&figure, &called);
    let source = format!("GeoGebra: {}", stem.as_deref().unwrap_or("figure"));
    if let Some(most) = a.conjectures {
        let bare = figure.without_goal(&name, &source).map_err(wrong)?;
        let found = conjectures(a, &bare.text, most)?;
        if figure.has_goals() {
            let own = figure.theorem(&name, &source, &[]).map_err(wrong)?;
            told_ranks(&own.text, &found);
        }
        return Ok(code());
    }
    let theorem = figure.theorem(&name, &source, &a.goal).map_err(wrong)?;
    for (there, here) in &theorem.renamed {
        files::say(&format!("{called}: the point `{there}` is called {here}"));
    }
    if !theorem.choices.is_empty() {
        files::say(&format!("{name}: stated what the figure chose: {}", theorem.choices.join(", ")));
    }
    let large = figure.points() > SETTLED;
    if large && !a.plain {
        files::say(&format!(
            "{name}: of more than {SETTLED} points, whether the goal depends on the drawing is not looked into"
        ));
    }
    let text = tools::settled(&theorem.text, a.plain || large, &name);
    let text = euclase_grammar::format(&text).unwrap_or(text);
    match &a.out {
        Some(dir) => {
            std::fs::create_dir_all(dir)
                .map_err(|e| Failure::new(IO, format!("cannot make {}: {e}", files::called(dir))))?;
            files::write(&dir.join(format!("{name}.fml")), &text)?;
        }
        None => drop(files::print(&text)?),
    }
    Ok(if figure.not_understood().is_empty() { 0 } else { DATA })
}

/// `prove import theorem.fml --conjectures`
pub fn conjectures_of_theorem(a: &ImportArgs, bytes: Vec<u8>, most: u16) -> Result<u8, Failure> {
    let text = files::utf8(&a.file, bytes)?;
    euclase_grammar::load(&text).map_err(|d| Failure::new(DATA, files::rendered(&d, &text, &a.file)))?;
    let why =
        || Failure::new(DATA, format!("{} is neither a figure nor a theorem with points", files::called(&a.file)));
    let found = conjectures(a, &conjecture::forgetful(&text).ok_or_else(why)?, most)?;
    told_ranks(&text, &found);
    Ok(code())
}

/// Where a theorem's own goals are among the conjectures of its figure.
fn told_ranks(text: &str, found: &[Conjecture]) {
    for (i, rank) in conjecture::ranks(text, found).iter().enumerate() {
        let which = rank.map_or("not among them".to_string(), |r| format!("conjecture {r}"));
        files::say(&format!("its own goal {}: {which}", i + 1));
    }
}

/// 130 after an interruption.
fn code() -> u8 {
    if INTERRUPTED.load(Ordering::Relaxed) { 130 } else { 0 }
}

/// Finds conjectures, and writes them: a list for people, the theorems for `prove`.
fn conjectures(a: &ImportArgs, text: &str, most: u16) -> Result<Vec<Conjecture>, Failure> {
    super::PROVING.store(true, Ordering::Relaxed);
    let stop = || INTERRUPTED.load(Ordering::Relaxed);
    let called = files::called(&a.file);
    let found = conjecture::find(text, usize::from(most), &stop)
        .map_err(|why| Failure::new(DATA, format!("{called}: {why}")))?;
    for (i, c) in found.iter().enumerate() {
        let by = format!("{} steps, {} points, {}", c.steps, c.objects, c.prover);
        files::say(&format!("{:>3}. {}   ({by})", i + 1, c.statement));
        match &a.out {
            Some(dir) => {
                std::fs::create_dir_all(dir)
                    .map_err(|e| Failure::new(IO, format!("cannot make {}: {e}", files::called(dir))))?;
                files::write(&dir.join(format!("{}.fml", c.name)), &c.text)?;
            }
            None => drop(files::print(&format!("{}\n", c.text))?),
        }
    }
    files::say(&format!("{called}: {} conjectures, each proved", found.len()));
    Ok(found)
}

/// What was understood, and what was not.
fn report(figure: &Figure, called: &str) {
    let (good, bad) = (figure.understood().len(), figure.not_understood().len());
    for n in figure.not_understood().iter().take(TOLD) {
        files::say(&format!("{called}: not understood: {}: {}", n.what, n.why));
    }
    if bad > TOLD {
        files::say(&format!("{called}: and {} more", bad - TOLD));
    }
    for note in figure.notes() {
        files::say(&format!("{called}: {note}"));
    }
    files::say(&format!("{called}: {} points, {good} commands understood, {bad} not", figure.points()));
}

/// `prove export --to ggb`
pub fn export(a: &ExportArgs) -> Result<u8, Failure> {
    let Some(out) = &a.out else {
        return Err(Failure::new(
            USAGE,
            "a figure is no text: say where it goes, --out FILE.ggb, or a folder for several theorems",
        ));
    };
    let paths = batch::collect(&a.paths).map_err(|e| Failure::new(IO, e))?;
    let mut theorems = Vec::new();
    for p in &paths {
        let (_, file) = files::load(p)?;
        let items: Vec<Item> = file.ast.items.into_iter().filter(|i| i.kind == ItemKind::Theorem).collect();
        let wanted = |name: &str| a.name.as_ref().is_none_or(|n| n == name);
        theorems.extend(items.into_iter().zip(file.theorems).filter(|(_, t)| wanted(&t.name)));
    }
    let several = theorems.len() != 1;
    if several {
        std::fs::create_dir_all(out)
            .map_err(|e| Failure::new(IO, format!("cannot make {}: {e}", files::called(out))))?;
    }
    let (mut written, mut same) = (0, 0);
    for (item, thm) in &theorems {
        if INTERRUPTED.load(Ordering::Relaxed) {
            return Ok(130);
        }
        match ggb_out::export(item, thm) {
            Ok(e) => {
                written += 1;
                same += usize::from(e.same);
                let path = if several { out.join(format!("{}.ggb", thm.name)) } else { out.clone() };
                files::write_bytes(&path, &e.bytes)?;
                if !several {
                    for t in &e.texts {
                        files::say(&format!(
                            "{}: stands in the figure as a text, which dragging does not keep: {t}",
                            thm.name
                        ));
                    }
                    let how =
                        if e.same { "to the same hypotheses and goals" } else { "to the same problem in other words" };
                    files::say(&format!("{}: reads back {how}", thm.name));
                }
            }
            Err(why) => files::say(&format!("prove: {}: not exported: {}", thm.name, why.reason)),
        }
    }
    let all = theorems.len();
    files::say(&format!("{written} of {all} exported, {same} of them read back to the same core form"));
    Ok(if written == all || several { 0 } else { 2 })
}
