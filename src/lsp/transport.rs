//! Messages over two streams: frames of JSON, as the protocol has them.
//!
//! What is not a message does not end the connection: it is handed on as [`Incoming::Broken`], to be answered with an error, and
//! reading goes on with the next frame. Reading and writing have threads of their own, so that neither a client that sends
//! half a message nor one that does not read stops the server.

use crossbeam::channel::{Receiver, Sender, unbounded};
use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};

/// Largest message that is read: a file of the largest size, escaped.
const LARGEST: usize = 128 << 20;
/// Longest line of a header.
const LONGEST_LINE: u64 = 8 << 10;

/// What comes from the client.
#[derive(Debug)]
pub enum Incoming {
    /// JSON.
    Message(Value),
    /// Something else: why it cannot be read.
    Broken(String),
    /// The client has gone.
    End,
}

/// Reads frames until the stream ends.
pub fn read(stream: impl Read, mut each: impl FnMut(Incoming) -> bool) {
    let mut stream = BufReader::new(stream);
    loop {
        let incoming = frame(&mut stream).unwrap_or(Incoming::End);
        let end = matches!(incoming, Incoming::End);
        if !each(incoming) || end {
            return;
        }
    }
}

/// The next frame.
fn frame(stream: &mut impl BufRead) -> std::io::Result<Incoming> {
    let mut length = None;
    let mut wrong = None;
    let mut lines = 0usize;
    loop {
        let mut line = Vec::new();
        if stream.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line)? == 0 {
            return Ok(Incoming::End);
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim();
        if line.is_empty() {
            // Blank lines between frames are no frames.
            if lines == 0 {
                continue;
            }
            break;
        }
        lines += 1;
        match line.split_once(':') {
            Some((name, value)) if name.trim().eq_ignore_ascii_case("content-length") => {
                match value.trim().parse::<usize>() {
                    Ok(n) => length = Some(n),
                    Err(_) => wrong = Some(format!("`Content-Length: {}` is no number of bytes", clip(value.trim()))),
                }
            }
            Some(_) => {}
            None => wrong = Some(format!("`{}` is no line of a header", clip(line))),
        }
    }
    let Some(length) = length else {
        return Ok(Incoming::Broken(wrong.unwrap_or_else(|| "a header without Content-Length".into())));
    };
    if length > LARGEST {
        std::io::copy(&mut stream.by_ref().take(length as u64), &mut std::io::sink())?;
        return Ok(Incoming::Broken(format!("a message of {length} bytes; at most {LARGEST} are read")));
    }
    let mut body = Vec::new();
    stream.by_ref().take(length as u64).read_to_end(&mut body)?;
    if body.len() < length {
        return Ok(Incoming::End);
    }
    Ok(match serde_json::from_slice(&body) {
        Ok(value) => Incoming::Message(value),
        Err(e) => Incoming::Broken(format!("the message is no JSON: {e}")),
    })
}

fn clip(text: &str) -> String {
    text.chars().take(60).collect()
}

/// Starts a thread that writes what is sent to it, until the channel is closed or nobody reads.
pub fn writer(mut stream: impl Write + Send + 'static) -> (Sender<Value>, std::thread::JoinHandle<()>) {
    let (send, receive): (Sender<Value>, Receiver<Value>) = unbounded();
    let handle = std::thread::spawn(move || {
        for message in receive {
            let text = message.to_string();
            let written = write!(stream, "Content-Length: {}\r\n\r\n{text}", text.len()).and_then(|()| stream.flush());
            if written.is_err() {
                return;
            }
        }
    });
    (send, handle)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &[u8]) -> Vec<String> {
        let mut out = Vec::new();
        read(text, |i| {
            out.push(match i {
                Incoming::Message(v) => v.to_string(),
                Incoming::Broken(_) => "broken".into(),
                Incoming::End => "end".into(),
            });
            true
        });
        out
    }

    #[test]
    fn what_is_broken_ends_nothing() {
        assert_eq!(all(b"Content-Length: 2\r\n\r\n{}"), ["{}", "end"]);
        assert_eq!(all(b"content-length:1\nX: y\n\n1Content-Length: 2\r\n\r\n[]"), ["1", "[]", "end"]);
        assert_eq!(all(b"Content-Length: 3\r\n\r\n{]}Content-Length: 2\r\n\r\n{}"), ["broken", "{}", "end"]);
        assert_eq!(all(b"Content-Length: x\r\n\r\nContent-Length: 2\r\n\r\n{}"), ["broken", "{}", "end"]);
        assert_eq!(all(b"rubbish\r\n\r\nContent-Length: 2\r\n\r\n{}"), ["broken", "{}", "end"]);
        assert_eq!(all(b"Content-Length: 9\r\n\r\n{}"), ["end"]);
        assert_eq!(all(b""), ["end"]);
        let deep = "[".repeat(100_000);
        let frame = format!("Content-Length: {}\r\n\r\n{deep}", deep.len());
        assert_eq!(all(frame.as_bytes()), ["broken", "end"]);
    }
}
