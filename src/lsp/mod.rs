//! `prove lsp`: a language server for `.fml` files, over standard input and output.
//!
//! One thread answers; it does nothing that takes long. Reading and writing ([`transport`]), proving ([`proving`]) and drawing
//! ([`figures`]) have threads of their own, and what comes of them is an [`Event`] like a message of the client.
//! What is wrong with a text is told when all messages that have come are read, so a fast typist is not told what was
//! wrong three keystrokes ago.
//!
//! *Architecture invariant:* nothing that a client sends ends the server but `exit` and the end of its input.

mod analysis;
mod cache;
mod complete;
mod constructions;
mod definitions;
mod diagnostics;
mod documents;
mod figures;
mod format;
mod hover;
mod outline;
mod proving;
mod rename;
mod requests;
mod sketches;
mod status;
mod symbols;
mod transport;
mod words;

use crate::batch::worker::Workers;
use crossbeam::channel::{Receiver, Sender, unbounded};
use documents::{Document, Encoding};
use figures::{Drawn, Figures};
use lsp_types::{
    ClientCapabilities, DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    ExecuteCommandParams, HoverParams,
};
use proving::{News, Proving, Running};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::{Duration, Instant};
use transport::Incoming;

/// How long a hover waits for a figure that is being drawn.
const WAIT: Duration = Duration::from_millis(400);
/// How long the server may go on with what it is at when the client has gone.
const GRACE: Duration = Duration::from_secs(5);

/// What the server is to know.
#[derive(Debug)]
pub struct Options {
    /// How theorems are proved.
    pub workers: Workers,
    /// Seed of the figures.
    pub seed: u64,
}

/// Something that has happened.
enum Event {
    Client(Incoming),
    Proving(News),
    Drawn(String, Drawn),
}

/// An error that a request is answered with.
#[derive(Debug)]
struct Fault {
    code: i32,
    message: String,
}

impl Fault {
    const PARSE: i32 = -32700;
    const INVALID: i32 = -32600;
    const UNKNOWN: i32 = -32601;
    const PARAMS: i32 = -32602;
    const INTERNAL: i32 = -32603;
    const EARLY: i32 = -32002;
    const CANCELLED: i32 = -32800;
    const FAILED: i32 = -32803;

    fn new(code: i32, message: impl Into<String>) -> Fault {
        Fault { code, message: message.into() }
    }

    fn failed(message: impl Into<String>) -> Fault {
        Fault::new(Fault::FAILED, message)
    }
}

/// Where the conversation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Begin,
    Open,
    Shut,
}

/// A request that waits for a figure.
struct Waiting {
    id: Value,
    wanted: Wanted,
    until: Instant,
}

/// What it asks for.
enum Wanted {
    Hover(HoverParams),
    Figure(ExecuteCommandParams),
}

struct Server {
    out: Sender<Value>,
    events: Sender<Event>,
    phase: Phase,
    client: ClientCapabilities,
    encoding: Encoding,
    documents: BTreeMap<String, Document>,
    /// Documents of which something new may be told.
    dirty: BTreeSet<String>,
    proving: Proving,
    figures: Figures,
    waiting: Vec<Waiting>,
    seed: u64,
    cache: Option<PathBuf>,
    next_request: u64,
}

/// Serves standard input and output until the client says `exit` or goes. Returns the exit code: 0 after `shutdown`, 1 without.
pub fn run(options: Options) -> u8 {
    let (events, receive) = unbounded();
    let from_client = events.clone();
    std::thread::spawn(move || {
        transport::read(std::io::stdin().lock(), |i| from_client.send(Event::Client(i)).is_ok());
        // The client has gone. Whoever still reads a text that takes long does that for nobody.
        std::thread::sleep(GRACE);
        std::process::exit(1);
    });
    let (out, writer) = transport::writer(std::io::stdout());
    let news = events.clone();
    let proving = Proving::new(options.workers, move |n| news.send(Event::Proving(n)).is_ok());
    let mut server = Server {
        out,
        events,
        phase: Phase::Begin,
        client: ClientCapabilities::default(),
        encoding: Encoding::default(),
        documents: BTreeMap::new(),
        dirty: BTreeSet::new(),
        proving,
        figures: Figures::default(),
        waiting: Vec::new(),
        seed: options.seed,
        cache: cache::folder(),
        next_request: 1,
    };
    let code = server.serve(&receive);
    drop(server.proving.stop(|_| true));
    let Server { out, .. } = server;
    drop(out);
    // The last answers are written before the process ends, if anybody reads them.
    let end = Instant::now() + Duration::from_secs(1);
    while !writer.is_finished() && Instant::now() < end {
        std::thread::sleep(Duration::from_millis(1));
    }
    code
}

/// Reads the parameters of a message.
fn read<P: DeserializeOwned>(params: Value) -> Result<P, Fault> {
    serde_json::from_value(params).map_err(|e| Fault::new(Fault::PARAMS, format!("the parameters cannot be read: {e}")))
}

impl Server {
    fn serve(&mut self, events: &Receiver<Event>) -> u8 {
        loop {
            let next = self.waiting.iter().map(|w| w.until).min();
            let event = match next {
                Some(until) => events.recv_deadline(until).ok(),
                None => events.recv().ok(),
            };
            match event {
                Some(Event::Client(Incoming::End)) => return u8::from(self.phase != Phase::Shut),
                Some(Event::Client(Incoming::Broken(why))) => self.refuse(&Value::Null, &Fault::new(Fault::PARSE, why)),
                Some(Event::Client(Incoming::Message(m))) => {
                    if let Some(code) = self.guarded(m) {
                        return code;
                    }
                }
                Some(Event::Proving(news)) => self.heard(news),
                Some(Event::Drawn(unit, drawn)) => {
                    self.figures.drawn(&unit, drawn);
                    self.answer_waiting(Some(&unit));
                }
                None => {}
            }
            self.answer_waiting(None);
            if events.is_empty() {
                self.tell_all();
            }
        }
    }

    /// A message, so that a fault of the program costs one answer and not the session.
    fn guarded(&mut self, message: Value) -> Option<u8> {
        let id = message.get("id").cloned();
        let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| self.message(message)));
        caught.unwrap_or_else(|_| {
            if let Some(id) = id {
                self.refuse(
                    &id,
                    &Fault::new(Fault::INTERNAL, "a fault of the program; please report it with the file"),
                );
            }
            None
        })
    }

    /// A message of the client; the exit code, if it is the last.
    fn message(&mut self, mut message: Value) -> Option<u8> {
        let id = message.get("id").cloned();
        let params = message.get_mut("params").map(Value::take).unwrap_or_default();
        let method = message.get("method").and_then(Value::as_str);
        match (method, id) {
            (Some(method), Some(id)) if id.is_string() || id.is_number() => {
                match self.request(method, &id, params) {
                    Ok(Some(result)) => self.reply(&id, result),
                    // It is answered later.
                    Ok(None) => {}
                    Err(fault) => self.refuse(&id, &fault),
                }
                None
            }
            (Some("exit"), None) => Some(u8::from(self.phase != Phase::Shut)),
            (Some(method), None) => {
                if self.phase == Phase::Open {
                    self.notified(method, params);
                }
                None
            }
            // Answers to what the server asks: nothing depends on them.
            (None, Some(_)) if message.get("result").is_some() || message.get("error").is_some() => None,
            (_, id) => {
                self.refuse(
                    &id.unwrap_or_default(),
                    &Fault::new(Fault::INVALID, "neither a request nor a notification"),
                );
                None
            }
        }
    }

    fn request(&mut self, method: &str, id: &Value, params: Value) -> Result<Option<Value>, Fault> {
        match (self.phase, method) {
            (Phase::Begin, "initialize") => self.initialize(params).map(Some),
            (Phase::Begin, _) => Err(Fault::new(Fault::EARLY, "the server wants `initialize` first")),
            (Phase::Open, "initialize") => Err(Fault::new(Fault::INVALID, "the server has been initialized")),
            (Phase::Open, "shutdown") => {
                self.phase = Phase::Shut;
                self.stop(|_| true);
                Ok(Some(Value::Null))
            }
            (Phase::Open, _) => self.asked(method, id, params),
            (Phase::Shut, _) => Err(Fault::new(Fault::INVALID, "the server has been shut down")),
        }
    }

    /// A notification. One that cannot be read changes nothing: there is nobody to be told.
    fn notified(&mut self, method: &str, params: Value) {
        match method {
            "textDocument/didOpen" => {
                if let Ok(p) = read::<DidOpenTextDocumentParams>(params) {
                    let t = p.text_document;
                    let key = t.uri.as_str().to_string();
                    self.documents.insert(key.clone(), Document::new(t.uri, t.version, t.text, self.encoding));
                    self.dirty.insert(key);
                }
            }
            "textDocument/didChange" => {
                if let Ok(p) = read::<DidChangeTextDocumentParams>(params)
                    && let Some(d) = self.documents.get_mut(p.text_document.uri.as_str())
                {
                    d.change(p.text_document.version, p.content_changes);
                    self.dirty.insert(p.text_document.uri.as_str().to_string());
                }
            }
            "textDocument/didClose" => {
                if let Ok(p) = read::<DidCloseTextDocumentParams>(params)
                    && let Some(d) = self.documents.remove(p.text_document.uri.as_str())
                {
                    self.dirty.remove(d.uri.as_str());
                    self.notify("textDocument/publishDiagnostics", json!({ "uri": d.uri, "diagnostics": [] }));
                }
            }
            "$/cancelRequest" => {
                if let Some(id) = params.get("id") {
                    self.cancel(id);
                }
            }
            "window/workDoneProgress/cancel" => {
                let token = params.get("token").and_then(Value::as_str).unwrap_or_default();
                self.stop(|r| r.token == token);
            }
            _ => {}
        }
    }

    /// Tells what is wrong with the texts that have changed.
    fn tell_all(&mut self) {
        for key in std::mem::take(&mut self.dirty) {
            let Some(d) = self.documents.get(&key) else { continue };
            let known = &self.proving.known;
            let told = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| diagnostics::all(d, known)));
            let message = json!({ "uri": d.uri, "version": d.version, "diagnostics": told.unwrap_or_default() });
            self.notify("textDocument/publishDiagnostics", message);
        }
    }

    fn cancel(&mut self, id: &Value) {
        let before = self.waiting.len();
        self.waiting.retain(|w| w.id != *id);
        if self.proving.cancel(id) || self.waiting.len() < before {
            self.refuse(id, &Fault::new(Fault::CANCELLED, "cancelled"));
        }
    }

    /// Stops proofs; those who wait for them are told.
    fn stop(&mut self, which: impl Fn(&Running) -> bool) {
        for id in self.proving.stop(which) {
            self.refuse(&id, &Fault::new(Fault::CANCELLED, "stopped"));
        }
        self.refresh();
    }

    fn send(&self, message: Value) {
        // Where nobody reads any more, the input ends soon, too.
        let _ = self.out.send(message);
    }

    fn reply(&self, id: &Value, result: Value) {
        self.send(json!({ "jsonrpc": "2.0", "id": id, "result": result }));
    }

    fn refuse(&self, id: &Value, fault: &Fault) {
        let error = json!({ "code": fault.code, "message": fault.message });
        self.send(json!({ "jsonrpc": "2.0", "id": id, "error": error }));
    }

    fn notify(&self, method: &str, params: Value) {
        self.send(json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Asks the client for something; nothing depends on its answer.
    fn ask(&mut self, method: &str, params: Value) {
        let id = format!("euclase/{}", self.next_request);
        self.next_request += 1;
        self.send(json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
    }
}
