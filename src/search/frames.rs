//! Compressed traces: zstd frames of whole lines, so that what was cut off can be read up to there, and any line without all before it.

use std::io::{self, Read, Write};

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
        Err(e) => Err(io::Error::other(format!("it begins like a compressed trace, but is none: {e}"))),
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
        }
        assert!(text(bytes, 1000).is_err(), "a limit is a limit");
        assert_eq!(text(b"plain".to_vec(), 10).expect("text"), b"plain");
    }
}
