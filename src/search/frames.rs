//! Compressed traces: zstd frames of whole lines, so that what was cut off can be read up to there, and any line without all before it.

use std::io::{self, BufRead, BufReader, Read, Write};

/// Level of compression: JSON lines shrink to a seventh at the speed of the disk.
const LEVEL: i32 = 3;
/// A frame has at least so much text where nobody asks for it sooner.
const FULL: usize = 1 << 20;

/// Writes text as zstd frames; each flush ends one, so flush after whole lines.
pub struct Frames<W: Write> {
    out: W,
    text: Vec<u8>,
}

impl<W: Write> Frames<W> {
    /// Frames written to this.
    pub fn new(out: W) -> Frames<W> {
        Frames { out, text: Vec::new() }
    }

    fn frame(&mut self, upto: usize) -> io::Result<()> {
        if upto > 0 {
            let frame = zstd::bulk::compress(&self.text[..upto], LEVEL)?;
            self.text.drain(..upto);
            self.out.write_all(&frame)?;
        }
        Ok(())
    }
}

impl<W: Write> Write for Frames<W> {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        self.text.extend_from_slice(text);
        if self.text.len() >= FULL
            && let Some(end) = self.text.iter().rposition(|b| *b == b'\n')
        {
            self.frame(end + 1)?;
        }
        Ok(text.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.frame(self.text.len())?;
        self.out.flush()
    }
}

/// Does a file begin like zstd's?
pub fn compressed(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x28, 0xb5, 0x2f, 0xfd])
}

/// Text that may be compressed; what was cut off is read up to there. More than `most` bytes are refused.
///
/// # Errors
/// It is longer than that, or not zstd's.
pub fn text(bytes: Vec<u8>, most: u64) -> io::Result<Vec<u8>> {
    if !compressed(&bytes) {
        return Ok(bytes);
    }
    let mut out = Vec::new();
    let mut decoder = zstd::stream::read::Decoder::new(&bytes[..])?.take(most + 1);
    match decoder.read_to_end(&mut out) {
        Ok(_) if out.len() as u64 > most => Err(io::Error::other(format!("it is longer than {} MiB", most >> 20))),
        Ok(_) => Ok(out),
        // The last frame was cut off.
        Err(e) if e.kind() == io::ErrorKind::UnexpectedEof && !out.is_empty() => Ok(out),
        Err(e) => Err(none(e)),
    }
}

fn none(e: io::Error) -> io::Error {
    io::Error::other(format!("it begins like a compressed trace, but is none: {e}"))
}

/// A line of a trace has at most so many bytes.
const LINE: u64 = 64 << 20;

/// The lines of a trace, compressed or not, one at a time, numbered from 1; empty ones are passed over.
pub struct Lines {
    text: Box<dyn BufRead>,
    /// The next line, read ahead: whether there is one is known before it is asked for.
    next: Option<io::Result<String>>,
    number: usize,
}

impl Lines {
    /// Of what is read from here.
    ///
    /// # Errors
    /// Of reading.
    pub fn new(from: impl Read + 'static) -> io::Result<Lines> {
        let mut plain = BufReader::with_capacity(1 << 16, from);
        let text: Box<dyn BufRead> = match compressed(plain.fill_buf()?) {
            true => {
                Box::new(BufReader::with_capacity(1 << 16, Unpacked(zstd::stream::read::Decoder::with_buffer(plain)?)))
            }
            false => Box::new(plain),
        };
        let mut lines = Lines { text, next: None, number: 0 };
        lines.next = lines.read();
        Ok(lines)
    }

    fn read(&mut self) -> Option<io::Result<String>> {
        loop {
            let mut line = Vec::new();
            match self.text.by_ref().take(LINE).read_until(b'\n', &mut line) {
                Ok(0) => return None,
                Ok(n) if n as u64 == LINE => {
                    return Some(Err(io::Error::other(format!("it is longer than {} MiB", LINE >> 20))));
                }
                Ok(_) => {}
                Err(e) => return Some(Err(e)),
            }
            self.number += 1;
            line.pop_if(|b| *b == b'\n');
            match String::from_utf8(line) {
                Ok(l) if l.trim().is_empty() => {}
                Ok(l) => return Some(Ok(l)),
                Err(e) => {
                    let at = e.utf8_error().valid_up_to() + 1;
                    return Some(Err(io::Error::other(format!("not UTF-8 at byte {at} of it"))));
                }
            }
        }
    }

    /// Was that the last one?
    pub fn over(&self) -> bool {
        self.next.is_none()
    }
}

impl Iterator for Lines {
    type Item = (usize, io::Result<String>);

    fn next(&mut self) -> Option<Self::Item> {
        let (line, number) = (self.next.take()?, self.number);
        if line.is_ok() {
            self.next = self.read();
        }
        Some((number, line))
    }
}

/// Ends where it was cut off.
struct Unpacked<R>(R);

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self.0.read(into) {
            Err(e) if e.kind() == io::ErrorKind::UnexpectedEof => Ok(0),
            Err(e) if e.kind() == io::ErrorKind::Interrupted => Err(e),
            Err(e) => Err(none(e)),
            read => read,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_wherever_it_was_cut() {
        let mut bytes = Vec::new();
        let mut frames = Frames::new(&mut bytes);
        let lines: Vec<String> = (0..5000).map(|i| format!("{{\"id\":{i},\"verdict\":\"closed\"}}\n")).collect();
        for (i, line) in lines.iter().enumerate() {
            frames.write_all(line.as_bytes()).expect("memory");
            if i % 100 == 99 {
                frames.flush().expect("memory");
            }
        }
        let whole = lines.concat();
        assert!(bytes.len() * 4 < whole.len(), "{} of {}", bytes.len(), whole.len());
        assert_eq!(text(bytes.clone(), 1 << 20).expect("zstd"), whole.as_bytes());
        for cut in [bytes.len() - 1, bytes.len() / 2, 200] {
            let read = text(bytes[..cut].to_vec(), 1 << 20).expect("zstd");
            assert!(whole.as_bytes().starts_with(&read) && !read.is_empty());
            let lines: String = Lines::new(io::Cursor::new(bytes[..cut].to_vec()))
                .expect("zstd")
                .map(|(_, l)| l.expect("a line") + "\n")
                .collect();
            assert_eq!(lines.as_bytes(), read);
        }
        assert!(text(bytes, 1000).is_err(), "a limit is a limit");
        assert_eq!(text(b"plain".to_vec(), 10).expect("text"), b"plain");
    }

    #[test]
    fn lines_are_numbered_and_what_is_wrong_is_told() {
        let of = |bytes: &'static [u8]| {
            Lines::new(bytes).expect("memory").map(|(n, l)| (n, l.map_err(|e| e.to_string()))).collect::<Vec<_>>()
        };
        assert_eq!(of(b"a\n\n b\nc"), [(1, Ok("a".into())), (3, Ok(" b".into())), (4, Ok("c".into()))]);
        assert_eq!(of(b"\n"), []);
        assert_eq!(of(b"a\nb\xff\nc"), [(1, Ok("a".into())), (2, Err("not UTF-8 at byte 2 of it".into()))]);
        assert!(matches!(&of(b"\x28\xb5\x2f\xfdno zstd")[..], [(_, Err(e))] if e.contains("is none")));
        // A bomb: a line without an end.
        let bomb = zstd::bulk::compress(&vec![b'x'; LINE as usize + 1], 3).expect("zstd");
        let told = Lines::new(io::Cursor::new(bomb)).expect("memory").next();
        assert!(matches!(told, Some((_, Err(e))) if e.to_string().contains("longer than")));
    }
}
