//! Texts that the editor shows as files: the prelude, proofs, figures.

use lsp_types::Uri;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Most letters of a theorem's name in a file's name.
const LONGEST: usize = 80;

/// The folder for them: `EUCLASE_CACHE`, or the one that the system has for such things.
pub fn folder() -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    let ours = set("EUCLASE_CACHE");
    let system = || set("XDG_CACHE_HOME").or_else(|| set("LOCALAPPDATA")).or_else(|| Some(set("HOME")?.join(".cache")));
    ours.or_else(|| Some(system()?.join("euclase"))).map(|f| f.join("lsp"))
}

/// Puts a text into a file that nobody is to edit, and tells its path. A file that says so already is left as it is.
///
/// # Errors
/// It cannot be written: why, in words.
pub fn place(folder: &Path, name: &str, extension: &str, text: &str) -> Result<PathBuf, String> {
    // Names of theorems have no other characters; a name from elsewhere leads nowhere else.
    let name: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').take(LONGEST).collect();
    let path = folder.join(format!("{name}.{extension}"));
    if std::fs::read(&path).is_ok_and(|old| old == text.as_bytes()) {
        return Ok(path);
    }
    let write = || {
        std::fs::create_dir_all(folder)?;
        let near = folder.join(format!(".{name}.{}", std::process::id()));
        std::fs::write(&near, text)?;
        let mut permissions = std::fs::metadata(&near)?.permissions();
        permissions.set_readonly(true);
        std::fs::set_permissions(&near, permissions)?;
        std::fs::rename(&near, &path).inspect_err(|_| drop(std::fs::remove_file(&near)))
    };
    write().map_err(|e: std::io::Error| format!("cannot write {}: {e}", path.display()))?;
    Ok(path)
}

/// The address of a file.
pub fn address(path: &Path) -> Option<Uri> {
    let path = std::path::absolute(path).ok()?;
    let mut out = String::from("file://");
    let text = path.to_str()?.replace('\\', "/");
    if !text.starts_with('/') {
        out.push('/');
    }
    for b in text.bytes() {
        if b.is_ascii_alphanumeric() || b"/-_.~".contains(&b) {
            out.push(char::from(b));
        } else {
            write!(out, "%{b:02X}").ok()?;
        }
    }
    out.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        let of = |p: &str| address(Path::new(p)).map(|u| u.as_str().to_string());
        assert_eq!(of("/a b/ç%.fml").as_deref(), Some("file:///a%20b/%C3%A7%25.fml"));
    }

    #[test]
    fn files_stay_in_their_folder() {
        let folder = std::env::temp_dir().join(format!("euclase-cache-{}", std::process::id()));
        let path = place(&folder, "../../x", "txt", "one").expect("written");
        assert_eq!(path, folder.join("x.txt"));
        assert_eq!(place(&folder, "x", "txt", "two").as_ref(), Ok(&path));
        assert_eq!(std::fs::read_to_string(&path).expect("there"), "two");
        drop(std::fs::remove_dir_all(&folder));
    }
}
