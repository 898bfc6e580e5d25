//! Reading and writing, with errors for people.

use super::{DATA, Failure, IO};
use euclase_grammar::core::CoreTheorem;
use euclase_grammar::{Diagnostic, SourceFile};
use std::io::{Read, Write};
use std::path::Path;

/// Largest file that is read (the parser's cap).
const LARGEST: u64 = 16 << 20;

/// Reads a file; `-` is standard input.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let fail = |e: std::io::Error| Failure::new(IO, format!("cannot read {}: {e}", path.display()));
    let mut out = Vec::new();
    if path.as_os_str() == "-" {
        std::io::stdin().take(LARGEST + 1).read_to_end(&mut out).map_err(fail)?;
    } else {
        let file = std::fs::File::open(path).map_err(fail)?;
        file.take(LARGEST + 1).read_to_end(&mut out).map_err(fail)?;
    }
    if out.len() as u64 > LARGEST {
        return Err(Failure::new(DATA, format!("{} is larger than 16 MiB, the most that is read", path.display())));
    }
    Ok(out)
}

/// Writes a file, whole or not at all: through a neighbour that is renamed.
pub fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let fail = |e: std::io::Error| Failure::new(IO, format!("cannot write {}: {e}", path.display()));
    let mut near = path.as_os_str().to_owned();
    near.push(".part");
    let near = std::path::PathBuf::from(near);
    std::fs::write(&near, text).map_err(fail)?;
    std::fs::rename(&near, path).map_err(fail)
}

/// Prints to standard output; a closed pipe ends the printing quietly.
pub fn print(text: &str) -> Result<(), Failure> {
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => Err(Failure::new(IO, format!("cannot write the answer: {e}"))),
        _ => Ok(()),
    }
}

/// Renders all diagnostics of a file.
pub fn rendered(diagnostics: &[Diagnostic], source: &str, path: &Path) -> String {
    diagnostics.iter().map(|d| d.render(source, &path.display().to_string())).collect::<Vec<_>>().join("\n")
}

/// Reads and elaborates a file.
pub fn load(path: &Path) -> Result<(String, SourceFile), Failure> {
    let bytes = bytes(path)?;
    match euclase_grammar::load_bytes(&bytes) {
        Ok(loaded) => {
            if !loaded.1.warnings.is_empty() {
                eprintln!("{}", rendered(&loaded.1.warnings, &loaded.0, path));
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

/// The theorems of a file, or the one that is asked for.
pub fn theorems(path: &Path, name: Option<&str>) -> Result<(String, Vec<CoreTheorem>), Failure> {
    let (source, file) = load(path)?;
    let all = file.theorems;
    let Some(name) = name else {
        if all.is_empty() {
            return Err(Failure::new(DATA, format!("{} has no theorem", path.display())));
        }
        return Ok((source, all));
    };
    let names: Vec<String> = all.iter().map(|t| t.name.clone()).collect();
    let chosen: Vec<CoreTheorem> = all.into_iter().filter(|t| t.name == name).collect();
    if chosen.is_empty() {
        return Err(Failure::new(DATA, format!("{} has no theorem `{name}`; it has: {}", path.display(), names.join(", "))));
    }
    Ok((source, chosen))
}
