//! What has come of theorems, beside them; and the commands that have them proved.

use super::analysis::{Analysis, TheoremAt};
use super::documents::Document;
use super::proving::{News, Proving, decided, summary};
use super::{Event, Fault, Server, Waiting, Wanted, cache};
use crate::report::text::{self, TextOptions};
use crate::report::{Answer, figure, with_aux};
use euclase_grammar::ast::Ident;
use euclase_grammar::core::CoreTheorem;
use lsp_types::{
    CodeAction, CodeActionKind, CodeLens, Command, ExecuteCommandParams, InlayHint, InlayHintLabel, InlayHintTooltip,
    Range, Uri,
};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Prove a theorem: (address, name). Answered when it is done.
pub const PROVE: &str = "euclase.prove";
/// Prove all theorems of a document: (address).
const PROVE_ALL: &str = "euclase.proveAll";
/// Stop proving: (address, name), or everything.
const STOP: &str = "euclase.stop";
/// Show the proof: (address, name).
const PROOF: &str = "euclase.proof";
/// Show the figure: (address, name).
const FIGURE: &str = "euclase.figure";
/// All commands.
pub const COMMANDS: &[&str] = &[PROVE, PROVE_ALL, STOP, PROOF, FIGURE];

/// Most theorems beside which something stands, in one document.
const MOST: usize = 2000;
/// How long a figure is waited for.
const PATIENCE: Duration = Duration::from_secs(60);

fn command(d: &Document, title: &str, command: &str, name: &str) -> Command {
    Command { title: title.into(), command: command.into(), arguments: Some(vec![json!(d.uri), json!(name)]) }
}

/// A theorem that can be proved.
struct Provable<'a> {
    name: &'a Ident,
    /// Its text, with the definitions that it may use.
    unit: String,
    core: &'a CoreTheorem,
}

/// The theorems between two bytes that can be proved.
fn provable(a: &Analysis, from: usize, to: usize) -> impl Iterator<Item = Provable<'_>> {
    let clean = a.theorems.iter().filter(|t| t.clean).filter_map(|t| Some((*t, a.item(*t)?)));
    let there = clean.filter(move |(_, i)| from <= i.span.end && i.span.start <= to).take(MOST);
    there.filter_map(|(t, i)| Some(Provable { name: &i.name, unit: a.unit(t)?, core: a.core(t)? }))
}

/// The commands for a theorem, as it stands.
fn offers(d: &Document, p: &Provable, proving: &Proving) -> Vec<Command> {
    let offer = |title: &str, what: &str| command(d, title, what, &p.name.name);
    if proving.is_running(&p.unit) {
        return vec![offer("stop proving", STOP)];
    }
    let mut out = Vec::new();
    let answer = proving.known.answer(&p.unit);
    out.extend(answer.map(|a| offer(&summary(a), PROOF)));
    match answer {
        None => out.push(offer("prove", PROVE)),
        Some(a) if !decided(a) => out.push(offer("prove again", PROVE)),
        Some(_) => {}
    }
    // What is not about points is not drawn.
    if !p.core.points.is_empty() {
        out.push(offer("figure", FIGURE));
    }
    out
}

/// Commands above the theorems.
pub fn lenses(d: &Document, proving: &Proving) -> Vec<CodeLens> {
    let mut out = Vec::new();
    for p in provable(d.analysis(), 0, usize::MAX) {
        let range = d.range(p.name.span);
        out.extend(offers(d, &p, proving).into_iter().map(|c| CodeLens { range, command: Some(c), data: None }));
    }
    out
}

/// The same commands for clients without lenses.
pub fn actions(d: &Document, byte: usize, proving: &Proving) -> Vec<CodeAction> {
    let a = d.analysis();
    let name = a.theorem_at(byte).and_then(|t| a.item(t)).map(|i| &i.name);
    let Some(p) = name.and_then(|n| provable(a, n.span.start, n.span.end).find(|p| p.name == n)) else {
        return Vec::new();
    };
    let title = |c: &Command| match c.command.as_str() {
        PROVE => format!("Prove `{}`", p.name.name),
        PROOF => format!("Show the answer for `{}`", p.name.name),
        FIGURE => format!("Show the figure of `{}`", p.name.name),
        _ => format!("Stop proving `{}`", p.name.name),
    };
    let all = offers(d, &p, proving).into_iter();
    all.map(|c| CodeAction {
        title: title(&c),
        kind: Some(CodeActionKind::SOURCE),
        command: Some(c),
        ..CodeAction::default()
    })
    .collect()
}

/// The status beside the names of theorems, the verdicts beside the lines of their sketches.
pub fn hints(d: &Document, range: Range, proving: &Proving) -> Vec<InlayHint> {
    let (from, to) = (d.offset(range.start), d.offset(range.end));
    let mut out = Vec::new();
    if proving.known.is_empty() && proving.running.is_empty() {
        return out;
    }
    for Provable { name, unit, core, .. } in provable(d.analysis(), from, to) {
        let at = name.span.end;
        let label = match proving.known.answer(&unit) {
            _ if proving.is_running(&unit) => "proving …".to_string(),
            Some(answer) => summary(answer),
            None => continue,
        };
        let tooltip = proving.known.answer(&unit).map(|a| a.notes.join("\n")).filter(|n| !n.is_empty());
        out.push(InlayHint {
            position: d.position(at),
            label: InlayHintLabel::String(label),
            kind: None,
            text_edits: None,
            tooltip: tooltip.map(InlayHintTooltip::String),
            padding_left: Some(true),
            padding_right: Some(true),
            data: None,
        });
        if let Some(answer) = proving.known.answer(&unit) {
            out.extend(super::sketches::hints(d, core, answer));
        }
    }
    out
}

/// What a command that proves is answered with.
fn outcome(answer: &Answer) -> Value {
    json!({
        "name": answer.name,
        "status": answer.status,
        "strength": answer.strength,
        "seconds": answer.seconds,
        "summary": summary(answer),
        "text": text::render(answer, &TextOptions::default()),
    })
}

impl Server {
    /// The document and the theorem that a command names.
    pub(super) fn named(&self, p: &ExecuteCommandParams) -> Result<(&Document, TheoremAt, String), Fault> {
        let d = self.addressed(p)?;
        let name = p.arguments.get(1).and_then(Value::as_str);
        let name = name.ok_or_else(|| Fault::new(Fault::PARAMS, "the command wants an address and a name"))?;
        let a = d.analysis();
        let t = a.theorem_named(name).ok_or_else(|| Fault::failed(format!("there is no theorem `{name}`")))?;
        let unit = a.unit(t).filter(|_| t.clean);
        Ok((
            d,
            t,
            unit.ok_or_else(|| Fault::failed(format!("`{name}`, or a definition that it may use, has an error")))?,
        ))
    }

    fn addressed(&self, p: &ExecuteCommandParams) -> Result<&Document, Fault> {
        let uri = p.arguments.first().and_then(|v| serde_json::from_value::<Uri>(v.clone()).ok());
        self.document(&uri.ok_or_else(|| Fault::new(Fault::PARAMS, "the command wants an address"))?)
    }

    pub(super) fn command(&mut self, id: &Value, p: &ExecuteCommandParams) -> Result<Option<Value>, Fault> {
        match p.command.as_str() {
            PROVE => {
                let (d, t, unit) = self.named(p)?;
                if let Some(answer) = self.proving.known.answer(&unit).filter(|a| decided(a)) {
                    return Ok(Some(outcome(answer)));
                }
                let name = d.analysis().item(t).map(|i| i.name.name.clone()).unwrap_or_default();
                let job = self.begin(unit, &name);
                if let Some(r) = self.proving.running.get_mut(&job) {
                    r.waiting.push(id.clone());
                }
                self.refresh();
                Ok(None)
            }
            PROVE_ALL => {
                let all = provable(self.addressed(p)?.analysis(), 0, usize::MAX);
                let all: Vec<(String, String)> = all.map(|p| (p.name.name.clone(), p.unit)).collect();
                for (name, unit) in all {
                    if self.proving.known.answer(&unit).is_none() {
                        self.begin(unit, &name);
                    }
                }
                self.refresh();
                Ok(Some(Value::Null))
            }
            STOP => {
                let unit = if p.arguments.is_empty() { None } else { Some(self.named(p)?.2) };
                self.stop(|r| unit.as_ref().is_none_or(|u| *u == r.unit));
                Ok(Some(Value::Null))
            }
            PROOF => {
                let (_, _, unit) = self.named(p)?;
                let answer = self.proving.known.answer(&unit);
                let answer = answer.ok_or_else(|| Fault::failed("it has not been proved yet"))?.clone();
                self.show(&answer.name, "txt", &text::render(&answer, &TextOptions::default()))?;
                Ok(Some(outcome(&answer)))
            }
            FIGURE => {
                let (d, t, unit) = self.named(p)?;
                let core = d.analysis().core(t).ok_or_else(|| Fault::failed("it cannot be drawn"))?.clone();
                let events = self.events.clone();
                let tell = move |unit, drawn| drop(events.send(Event::Drawn(unit, drawn)));
                if self.figures.ask(&unit, &core, self.seed, tell) {
                    let until = Instant::now() + PATIENCE;
                    self.waiting.push(Waiting { id: id.clone(), wanted: Wanted::Figure(p.clone()), until });
                    return Ok(None);
                }
                self.figure(p).map(Some)
            }
            other => Err(Fault::new(Fault::PARAMS, format!("there is no command `{other}`"))),
        }
    }

    /// The figure of a theorem, which has been drawn.
    pub(super) fn figure(&mut self, p: &ExecuteCommandParams) -> Result<Value, Fault> {
        let (d, t, unit) = self.named(p)?;
        let core = d.analysis().core(t).ok_or_else(|| Fault::failed("it cannot be drawn"))?;
        let drawn = match self.figures.get(&unit) {
            Some(Ok(drawn)) => drawn,
            Some(Err(why)) => return Err(Fault::failed(format!("no figure: {why}"))),
            None => return Err(Fault::failed("no figure: other figures are being drawn")),
        };
        let whole = with_aux(core, &[]);
        let n = whole.points.len().min(drawn.pts.len());
        let points = drawn.pts.get(..n).unwrap_or_default();
        let svg = figure::svg(&whole, points, &figure::FigureOptions::of(&whole));
        let name = core.name.clone();
        self.show(&name, "svg", &svg)?;
        Ok(json!({ "name": name, "svg": svg }))
    }

    /// Has the client show a text.
    fn show(&mut self, name: &str, extension: &str, text: &str) -> Result<(), Fault> {
        let window = self.client.window.as_ref();
        if !window.and_then(|w| w.show_document.as_ref()).is_some_and(|s| s.support) {
            return Ok(());
        }
        let folder = self.cache.as_deref().ok_or_else(|| Fault::failed("there is no folder for it"))?;
        let path = cache::place(folder, name, extension, text).map_err(Fault::failed)?;
        let uri = cache::address(&path).ok_or_else(|| Fault::failed("its file has no address"))?;
        let external = extension == "svg";
        self.ask("window/showDocument", json!({ "uri": uri, "external": external, "takeFocus": false }));
        Ok(())
    }

    fn begin(&mut self, unit: String, name: &str) -> u64 {
        let (job, new) = self.proving.ask(unit, name);
        let progress = self.client.window.as_ref().and_then(|w| w.work_done_progress).unwrap_or(false);
        if new
            && progress
            && let Some(r) = self.proving.running.get_mut(&job)
        {
            r.shown = true;
            let token = r.token.clone();
            self.ask("window/workDoneProgress/create", json!({ "token": token }));
            let value = json!({ "kind": "begin", "title": format!("proving {name}"), "cancellable": true });
            self.notify("$/progress", json!({ "token": token, "value": value }));
        }
        job
    }

    /// What the prover tells.
    pub(super) fn heard(&mut self, news: News) {
        match news {
            News::Going(id, seconds) => {
                if let Some(r) = self.proving.running.get(&id).filter(|r| r.shown) {
                    let value = json!({ "kind": "report", "message": format!("{seconds} s") });
                    self.notify("$/progress", json!({ "token": r.token, "value": value }));
                }
            }
            News::Done(id, result) => {
                let Some((r, result)) = self.proving.done(id, result) else { return };
                if r.shown {
                    let message = result.as_ref().map_or_else(Clone::clone, |a| summary(a));
                    self.notify(
                        "$/progress",
                        json!({ "token": r.token, "value": { "kind": "end", "message": message } }),
                    );
                }
                for id in &r.waiting {
                    self.answered(id, &result);
                }
                self.refresh();
                // A refutation is told beside what is wrong.
                self.dirty.extend(self.documents.keys().cloned());
            }
        }
    }

    fn answered(&self, id: &Value, result: &Result<Arc<Answer>, String>) {
        match result {
            Ok(answer) => self.reply(id, outcome(answer)),
            Err(why) if why == "stopped" => self.refuse(id, &Fault::new(Fault::CANCELLED, why.as_str())),
            Err(why) => self.refuse(id, &Fault::failed(why.as_str())),
        }
    }

    /// Asks the client to look again at what stands beside theorems.
    pub(super) fn refresh(&mut self) {
        let workspace = self.client.workspace.as_ref();
        let lenses = workspace.and_then(|w| w.code_lens.as_ref()).and_then(|c| c.refresh_support).unwrap_or(false);
        let hints = workspace.and_then(|w| w.inlay_hint.as_ref()).and_then(|c| c.refresh_support).unwrap_or(false);
        if lenses {
            self.ask("workspace/codeLens/refresh", Value::Null);
        }
        if hints {
            self.ask("workspace/inlayHint/refresh", Value::Null);
        }
    }
}
