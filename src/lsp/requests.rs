//! Requests: which is answered by what.

use super::documents::{Document, Encoding};
use super::symbols::Kind;
use super::{Event, Fault, Phase, Server, WAIT, Waiting, Wanted, read};
use super::{complete, definitions, diagnostics, format, hover, outline, rename, status};
use lsp_types::*;
use serde::Serialize;
use serde_json::{Value, json};
use std::time::Instant;

/// What a request comes to, as JSON.
fn told<T: Serialize>(value: T) -> Result<Option<Value>, Fault> {
    serde_json::to_value(value).map(Some).map_err(|e| Fault::new(Fault::INTERNAL, e.to_string()))
}

impl Server {
    pub(super) fn initialize(&mut self, params: Value) -> Result<Value, Fault> {
        // Capabilities that cannot be read are none: what else there is in the parameters is not asked for.
        self.client =
            params.get("capabilities").and_then(|c| serde_json::from_value(c.clone()).ok()).unwrap_or_default();
        let offered = self.client.general.as_ref().and_then(|g| g.position_encodings.as_ref());
        if offered.is_some_and(|o| o.contains(&PositionEncodingKind::UTF8)) {
            self.encoding = Encoding::Utf8;
        }
        self.phase = Phase::Open;
        let encoding = match self.encoding {
            Encoding::Utf16 => "utf-16",
            Encoding::Utf8 => "utf-8",
        };
        Ok(json!({
            "capabilities": {
                "positionEncoding": encoding,
                "textDocumentSync": { "openClose": true, "change": 2 },
                "completionProvider": { "resolveProvider": true, "triggerCharacters": ["@", "[", "(", "="] },
                "hoverProvider": true,
                "definitionProvider": true,
                "referencesProvider": true,
                "documentHighlightProvider": true,
                "documentSymbolProvider": true,
                "foldingRangeProvider": true,
                "documentFormattingProvider": true,
                "renameProvider": { "prepareProvider": true },
                "codeActionProvider": { "codeActionKinds": ["quickfix", "source"] },
                "codeLensProvider": {},
                "inlayHintProvider": true,
                "executeCommandProvider": { "commands": status::COMMANDS, "workDoneProgress": true },
                "semanticTokensProvider": {
                    "legend": { "tokenTypes": outline::TOKEN_TYPES, "tokenModifiers": outline::TOKEN_MODIFIERS },
                    "full": true,
                },
            },
            "serverInfo": { "name": "euclase", "version": env!("CARGO_PKG_VERSION") },
        }))
    }

    /// The document of an address.
    pub(super) fn document(&self, uri: &Uri) -> Result<&Document, Fault> {
        let missing = || Fault::failed(format!("{} is not open", uri.as_str()));
        self.documents.get(uri.as_str()).ok_or_else(missing)
    }

    /// The document and the byte of a place.
    fn place(&self, p: &TextDocumentPositionParams) -> Result<(&Document, usize), Fault> {
        let d = self.document(&p.text_document.uri)?;
        Ok((d, d.offset(p.position)))
    }

    /// A request; `None`: it is answered later.
    pub(super) fn asked(&mut self, method: &str, id: &Value, params: Value) -> Result<Option<Value>, Fault> {
        match method {
            "textDocument/hover" => self.hover(id, params),
            "textDocument/completion" => {
                let p: CompletionParams = read(params)?;
                let (d, byte) = self.place(&p.text_document_position)?;
                told(complete::at(d, byte, self.snippets()))
            }
            "completionItem/resolve" => told(complete::resolve(read(params)?)),
            "textDocument/definition" => {
                let p: GotoDefinitionParams = read(params)?;
                let (d, byte) = self.place(&p.text_document_position_params)?;
                told(definitions::of(d, byte, self.cache.as_deref()).map_err(Fault::failed)?)
            }
            "textDocument/references" => {
                let p: ReferenceParams = read(params)?;
                let (d, byte) = self.place(&p.text_document_position)?;
                told(definitions::references(d, byte, p.context.include_declaration))
            }
            "textDocument/documentHighlight" => {
                let p: DocumentHighlightParams = read(params)?;
                let (d, byte) = self.place(&p.text_document_position_params)?;
                told(definitions::highlights(d, byte))
            }
            "textDocument/prepareRename" => {
                let (d, byte) = self.place(&read(params)?)?;
                told(rename::prepare(d, byte).map_err(Fault::failed)?)
            }
            "textDocument/rename" => {
                let p: RenameParams = read(params)?;
                let (d, byte) = self.place(&p.text_document_position)?;
                told(rename::rename(d, byte, &p.new_name).map_err(Fault::failed)?)
            }
            "textDocument/formatting" => {
                let p: DocumentFormattingParams = read(params)?;
                told(format::edits(self.document(&p.text_document.uri)?).map_err(Fault::failed)?)
            }
            "textDocument/documentSymbol" => {
                let p: DocumentSymbolParams = read(params)?;
                told(outline::symbols(self.document(&p.text_document.uri)?))
            }
            "textDocument/foldingRange" => {
                let p: FoldingRangeParams = read(params)?;
                told(outline::folds(self.document(&p.text_document.uri)?))
            }
            "textDocument/semanticTokens/full" => {
                let p: SemanticTokensParams = read(params)?;
                told(outline::tokens(self.document(&p.text_document.uri)?))
            }
            "textDocument/codeAction" => {
                let p: CodeActionParams = read(params)?;
                let d = self.document(&p.text_document.uri)?;
                let mut all = diagnostics::mends(d, p.range);
                all.extend(status::actions(d, d.offset(p.range.start), &self.proving));
                told(all)
            }
            "textDocument/codeLens" => {
                let p: CodeLensParams = read(params)?;
                told(status::lenses(self.document(&p.text_document.uri)?, &self.proving))
            }
            "textDocument/inlayHint" => {
                let p: InlayHintParams = read(params)?;
                told(status::hints(self.document(&p.text_document.uri)?, p.range, &self.proving))
            }
            "workspace/executeCommand" => {
                let p: ExecuteCommandParams = read(params)?;
                self.command(id, &p)
            }
            _ => Err(Fault::new(Fault::UNKNOWN, format!("`{method}` is not known here"))),
        }
    }

    fn snippets(&self) -> bool {
        let completion = self.client.text_document.as_ref().and_then(|t| t.completion.as_ref());
        completion.and_then(|c| c.completion_item.as_ref()).and_then(|i| i.snippet_support).unwrap_or(false)
    }

    /// A hover waits a little for the figure, where there is none yet.
    fn hover(&mut self, id: &Value, params: Value) -> Result<Option<Value>, Fault> {
        let p: HoverParams = read(params)?;
        let (d, byte) = self.place(&p.text_document_position_params)?;
        let a = d.analysis();
        let theorem = a.theorem_at(byte).filter(|t| t.clean).and_then(|t| Some((a.unit(t)?, a.core(t)?.clone())));
        let of_figure = a.index.at(byte).and_then(|o| a.index.symbol(o)).is_none_or(|s| s.kind != Kind::Theorem);
        if let Some((unit, core)) = theorem
            && of_figure
            && !core.points.is_empty()
        {
            let events = self.events.clone();
            let tell = move |unit, drawn| drop(events.send(Event::Drawn(unit, drawn)));
            if self.figures.ask(&unit, &core, self.seed, tell) {
                self.waiting.push(Waiting { id: id.clone(), wanted: Wanted::Hover(p), until: Instant::now() + WAIT });
                return Ok(None);
            }
        }
        self.hover_now(&p).map(Some)
    }

    fn hover_now(&self, p: &HoverParams) -> Result<Value, Fault> {
        let (d, byte) = self.place(&p.text_document_position_params)?;
        let a = d.analysis();
        let unit = a.theorem_at(byte).and_then(|t| a.unit(t));
        let figure = unit.and_then(|u| self.figures.get(&u));
        Ok(json!(hover::at(d, byte, figure, &self.proving.known)))
    }

    /// Answers the requests whose figures are there, and those that have waited long enough.
    pub(super) fn answer_waiting(&mut self, drawn: Option<&str>) {
        let now = Instant::now();
        let ready = |w: &Waiting| w.until <= now || drawn.is_some_and(|unit| self.wants(&w.wanted, unit));
        let ready: Vec<bool> = self.waiting.iter().map(ready).collect();
        if !ready.contains(&true) {
            return;
        }
        let all = std::mem::take(&mut self.waiting).into_iter().zip(ready);
        let (ready, waiting): (Vec<_>, Vec<_>) = all.partition(|(_, ready)| *ready);
        self.waiting = waiting.into_iter().map(|(w, _)| w).collect();
        for (w, _) in ready {
            let answer = match &w.wanted {
                Wanted::Hover(p) => self.hover_now(p),
                Wanted::Figure(p) => self.figure(p),
            };
            match answer {
                Ok(result) => self.reply(&w.id, result),
                Err(fault) => self.refuse(&w.id, &fault),
            }
        }
    }

    /// Whether a request waits for a figure that has been drawn. One whose text has changed waits for nothing.
    fn wants(&self, wanted: &Wanted, unit: &str) -> bool {
        let theorem = || match wanted {
            Wanted::Hover(p) => {
                let (d, byte) = self.place(&p.text_document_position_params).ok()?;
                d.analysis().unit(d.analysis().theorem_at(byte)?)
            }
            Wanted::Figure(p) => self.named(p).ok().map(|(_, _, unit)| unit),
        };
        theorem().is_none_or(|u| u == unit || self.figures.get(&u).is_some())
    }
}
