//! Reading and writing, with errors for people.

use super::{DATA, Failure, IO};
use crate::batch::results::neighbour;
use crate::search::frames::Lines;
use euclase_grammar::ast::File;
use euclase_grammar::core::CoreTheorem;
use euclase_grammar::{Diagnostic, SourceFile};
use std::io::{ErrorKind, Read, Write};
use std::path::Path;

/// Largest file that is read (the parser's cap).
const LARGEST: u64 = 16 << 20;
/// Largest certificate that is read.
const CERTIFICATE: u64 = 64 << 20;

/// A path as people call it, without control characters; `-` is standard input.
pub fn called(path: &Path) -> String {
    if path.as_os_str() == "-" {
        return "<standard input>".into();
    }
    crate::report::escape::terminal(&path.display().to_string()).to_string()
}

/// Says something on standard error; nobody may be listening.
pub fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "{}", text.trim_end());
}

/// Reads a file; `-` is standard input.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    at_most(path, LARGEST)
}

fn at_most(path: &Path, most: u64) -> Result<Vec<u8>, Failure> {
    let fail = |e: std::io::Error| Failure::new(IO, format!("cannot read {}: {e}", called(path)));
    let mut out = Vec::new();
    if path.as_os_str() == "-" {
        std::io::stdin().take(most + 1).read_to_end(&mut out).map_err(fail)?;
    } else {
        let file = std::fs::File::open(path).map_err(fail)?;
        file.take(most + 1).read_to_end(&mut out).map_err(fail)?;
    }
    if out.len() as u64 > most {
        let said = format!("{} is larger than {} MiB, the most that is read", called(path), most >> 20);
        return Err(Failure::new(DATA, said));
    }
    Ok(out)
}

/// Reads a file that must be UTF-8.
pub fn text(path: &Path) -> Result<String, Failure> {
    utf8(path, bytes(path)?)
}

/// Reads a certificate: those of Wu's method may be long.
pub fn certificate(path: &Path) -> Result<String, Failure> {
    utf8(path, at_most(path, CERTIFICATE)?)
}

/// A file's bytes as text.
pub fn utf8(path: &Path, bytes: Vec<u8>) -> Result<String, Failure> {
    String::from_utf8(bytes).map_err(|e| {
        Failure::new(DATA, format!("{}: not UTF-8 at byte {}", called(path), e.utf8_error().valid_up_to()))
    })
}

/// Reads a file that this program wrote, however long it is; `-` is standard input.
pub fn whole(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut all = Vec::new();
    let read = match path.as_os_str() == "-" {
        true => std::io::stdin().read_to_end(&mut all).map(|_| all),
        false => std::fs::read(path),
    };
    read.map_err(|e| Failure::new(IO, format!("cannot read {}: {e}", called(path))))
}

/// The lines of a trace, compressed or not, as they are asked for; `-` is standard input.
pub fn trace(path: &Path) -> Result<Lines, Failure> {
    let fail = |e| Failure::new(IO, format!("cannot read {}: {e}", called(path)));
    match path.as_os_str() == "-" {
        true => Lines::new(std::io::stdin()).map_err(fail),
        false => std::fs::File::open(path).and_then(Lines::new).map_err(fail),
    }
}

/// Writes a file, whole or not at all: through a neighbour that is renamed. What is not a regular file (a device, a pipe) is
/// written in place; a file that is read-only stays as it is.
pub fn write(path: &Path, text: &str) -> Result<(), Failure> {
    write_bytes(path, text.as_bytes())
}

/// The same for what is no text.
pub fn write_bytes(path: &Path, text: &[u8]) -> Result<(), Failure> {
    let fail = |e: std::io::Error| Failure::new(IO, format!("cannot write {}: {e}", called(path)));
    let target = match std::fs::metadata(path) {
        Ok(m) if !m.is_file() => {
            let mut there = std::fs::OpenOptions::new().write(true).open(path).map_err(fail)?;
            return there.write_all(text).map_err(fail);
        }
        Ok(m) if m.permissions().readonly() => {
            return Err(Failure::new(IO, format!("cannot write {}: it is read-only", called(path))));
        }
        // Through a link to what it names.
        Ok(_) => std::fs::canonicalize(path).map_err(fail)?,
        Err(e) if e.kind() == ErrorKind::NotFound => path.to_path_buf(),
        Err(e) => return Err(fail(e)),
    };
    let near = neighbour(&target);
    let written = std::fs::write(&near, text).and_then(|()| std::fs::rename(&near, &target));
    if written.is_err() {
        let _ = std::fs::remove_file(&near);
    }
    written.map_err(fail)
}

/// Writes a figure: as PNG where the name ends so, otherwise as SVG.
pub fn write_figure(path: &Path, svg: &str) -> Result<(), Failure> {
    if super::png::wanted(path) { write_bytes(path, &super::png::of(svg)?) } else { write(path, svg) }
}

/// Prints to standard output. Ok(false): the reader has gone (`prove … | head`), which is no fault.
pub fn print(text: &str) -> Result<bool, Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => Ok(true),
        Err(e) if e.kind() == ErrorKind::BrokenPipe => Ok(false),
        Err(e) => Err(Failure::new(IO, format!("cannot write the answer: {e}"))),
    }
}

/// Renders all diagnostics of a file.
pub fn rendered(diagnostics: &[Diagnostic], source: &str, path: &Path) -> String {
    diagnostics.iter().map(|d| d.render(source, &called(path))).collect::<Vec<_>>().join("\n")
}

/// Reads and elaborates a file.
pub fn load(path: &Path) -> Result<(String, SourceFile), Failure> {
    let bytes = bytes(path)?;
    match euclase_grammar::load_bytes(&bytes) {
        Ok(loaded) => {
            if !loaded.1.warnings.is_empty() {
                say(&rendered(&loaded.1.warnings, &loaded.0, path));
            }
            Ok(loaded)
        }
        Err(d) => Err(Failure::new(DATA, complain(&d, &String::from_utf8_lossy(&bytes), path))),
    }
}

/// A count and the diagnostics.
fn complain(d: &[Diagnostic], source: &str, path: &Path) -> String {
    let n = d.len();
    format!("{} {}\n{}", n, if n == 1 { "error" } else { "errors" }, rendered(d, source, path))
}

/// The theorems of a file, or the one that is asked for; with the text and the tree of the file.
pub fn theorems(path: &Path, name: Option<&str>) -> Result<(String, File, Vec<CoreTheorem>), Failure> {
    let (source, file) = load(path)?;
    let (all, tree) = (file.theorems, file.ast);
    let Some(name) = name else {
        if all.is_empty() {
            return Err(Failure::new(DATA, format!("{} has no theorem", called(path))));
        }
        return Ok((source, tree, all));
    };
    let names: Vec<String> = all.iter().map(|t| t.name.clone()).collect();
    let chosen: Vec<CoreTheorem> = all.into_iter().filter(|t| t.name == name).collect();
    if chosen.is_empty() {
        return Err(Failure::new(
            DATA,
            format!("{} has no theorem `{name}`; it has: {}", called(path), names.join(", ")),
        ));
    }
    Ok((source, tree, chosen))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_are_written_in_place() {
        assert!(write(Path::new("/dev/null"), "x").is_ok());
        assert!(!std::fs::metadata("/dev/null").is_ok_and(|m| m.is_file()));
    }

    #[test]
    fn names_lose_their_control_characters() {
        assert_eq!(called(Path::new("-")), "<standard input>");
        assert!(!called(Path::new("a\u{1b}[31m")).contains('\u{1b}'));
    }
}
