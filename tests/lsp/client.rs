//! A client that speaks the protocol with the program over its standard input and output.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// What hangs is a failure, not a test run that never ends.
pub const PATIENCE: Duration = Duration::from_secs(60);

pub struct Client {
    child: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Value>,
    next: i64,
    /// What the server has said that nobody has asked about yet.
    pub heard: Vec<Value>,
    /// Where the server puts files.
    pub cache: PathBuf,
}

/// What a usual client can do.
pub fn capabilities() -> Value {
    json!({
        "textDocument": { "completion": { "completionItem": { "snippetSupport": true } } },
        "window": { "workDoneProgress": true, "showDocument": { "support": true } },
        "workspace": { "codeLens": { "refreshSupport": true }, "inlayHint": { "refreshSupport": true } },
    })
}

impl Client {
    /// Starts the program; nothing has been said.
    pub fn silent(args: &[&str]) -> Client {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let n = COUNT.fetch_add(1, Ordering::Relaxed);
        let cache = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("lsp-{}-{n}", std::process::id()));
        let mut command = Command::new(env!("CARGO_BIN_EXE_prove"));
        command.arg("lsp").args(args).env("EUCLASE_POLICY", "none").env("EUCLASE_CACHE", &cache);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("`prove lsp` starts");
        let (input, output) = (child.stdin.take(), child.stdout.take().expect("output"));
        let (send, messages) = channel();
        std::thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Some(message) = frame(&mut output) {
                if send.send(message).is_err() {
                    return;
                }
            }
        });
        Client { child, input, messages, next: 1, heard: Vec::new(), cache }
    }

    /// Starts the program, and the conversation.
    pub fn start(args: &[&str]) -> Client {
        let mut client = Client::silent(args);
        let said =
            client.request("initialize", json!({ "processId": null, "rootUri": null, "capabilities": capabilities() }));
        assert_eq!(said["serverInfo"]["name"], "euclase", "{said}");
        client.notify("initialized", json!({}));
        client
    }

    /// Sends bytes as they are.
    pub fn raw(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().expect("input");
        input.write_all(bytes).and_then(|()| input.flush()).expect("the server reads");
    }

    pub fn send(&mut self, message: &Value) {
        let text = message.to_string();
        self.raw(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes());
    }

    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request and does not wait; its number.
    pub fn ask(&mut self, method: &str, params: Value) -> i64 {
        let id = self.next;
        self.next += 1;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        id
    }

    /// The first message that fits; others are kept.
    pub fn until(&mut self, what: &str, fits: impl Fn(&Value) -> bool) -> Value {
        if let Some(i) = self.heard.iter().position(&fits) {
            return self.heard.remove(i);
        }
        let end = Instant::now() + PATIENCE;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            match self.messages.recv_timeout(left) {
                Ok(m) if fits(&m) => return m,
                Ok(m) => self.heard.push(m),
                Err(e) => panic!("{what}: {e}; heard {:#?}", self.heard),
            }
        }
    }

    /// The answer to a request: `result` or `error`.
    pub fn answer(&mut self, id: i64) -> Value {
        self.until("an answer", |m| m["id"] == id && m.get("method").is_none())
    }

    /// A request that succeeds.
    pub fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        let answer = self.answer(id);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    /// A request that fails; the error.
    pub fn refused(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        let answer = self.answer(id);
        assert!(answer.get("result").is_none(), "{method}: {answer}");
        answer["error"].clone()
    }

    pub fn open(&mut self, uri: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": "fml", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Changes a part of a document: lines and characters from, to.
    pub fn change(&mut self, uri: &str, version: i32, (from, to): ((u32, u32), (u32, u32)), text: &str) {
        let range = json!({ "start": place(from), "end": place(to) });
        self.notify(
            "textDocument/didChange",
            json!({
                "textDocument": { "uri": uri, "version": version },
                "contentChanges": [{ "range": range, "text": text }],
            }),
        );
    }

    /// What is wrong with a version of a document.
    pub fn diagnostics(&mut self, uri: &str, version: i32) -> Vec<Value> {
        let told = self.until("diagnostics", |m| {
            m["method"] == "textDocument/publishDiagnostics"
                && m["params"]["uri"] == uri
                && m["params"]["version"] == version
        });
        told["params"]["diagnostics"].as_array().cloned().unwrap_or_default()
    }

    /// A request about a place.
    pub fn at(&mut self, method: &str, uri: &str, at: (u32, u32)) -> Value {
        self.request(method, json!({ "textDocument": { "uri": uri }, "position": place(at) }))
    }

    pub fn command(&mut self, command: &str, arguments: Value) -> i64 {
        self.ask("workspace/executeCommand", json!({ "command": command, "arguments": arguments }))
    }

    /// Says goodbye; the exit code.
    pub fn end(mut self) -> Option<i32> {
        assert_eq!(self.request("shutdown", Value::Null), Value::Null);
        self.notify("exit", Value::Null);
        self.wait()
    }

    /// Goes without a word; the exit code.
    pub fn vanish(mut self) -> Option<i32> {
        self.input = None;
        self.wait()
    }

    /// Ends the server without a word, as the system does.
    #[cfg(target_os = "linux")]
    pub fn kill(mut self) {
        self.child.kill().expect("a child");
        self.child.wait().expect("a child");
    }

    pub fn wait(&mut self) -> Option<i32> {
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            if let Some(status) = self.child.try_wait().expect("a child") {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        panic!("the server does not end");
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        self.input = None;
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.cache);
    }
}

pub fn place((line, character): (u32, u32)) -> Value {
    json!({ "line": line, "character": character })
}

fn frame(stream: &mut impl BufRead) -> Option<Value> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim().split_once(':') {
            Some(("Content-Length", n)) => length = n.trim().parse::<usize>().ok(),
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length?];
    stream.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).expect("the server speaks JSON"))
}
