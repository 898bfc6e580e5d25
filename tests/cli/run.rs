//! Running the program under watch: what hangs is a failure, not a test run that never ends.

use serde_json::Value;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Longest run of any test.
const PATIENCE: Duration = Duration::from_secs(50);

/// What a run came to.
#[derive(Debug)]
pub struct Said {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
    pub seconds: f64,
}

impl Said {
    /// Everything that was said.
    pub fn all(&self) -> String {
        format!("{}{}", self.out, self.err)
    }

    /// No panic, no signal, and no theorem.
    pub fn assert_no_theorem(&self) -> &Said {
        assert!(self.code.is_some_and(|c| [0, 1, 2, 64, 65, 74, 130].contains(&c)), "{self:?}");
        assert!(!self.all().contains("internal error") && !self.all().contains("SZS status Theorem"), "{self:?}");
        self
    }

    /// Exit code, and words that must be said somewhere.
    pub fn expect(&self, code: i32, words: &[&str]) -> &Said {
        let all = self.all();
        assert_eq!(self.code, Some(code), "{all}");
        for w in words {
            assert!(all.contains(w), "`{w}` is not in\n{all}");
        }
        self
    }
}

/// The program, to be started by the test itself.
pub fn command(args: &[&str]) -> Command {
    let mut c = Command::new(env!("CARGO_BIN_EXE_prove"));
    c.args(args).current_dir(env!("CARGO_MANIFEST_DIR")).env_remove("COLUMNS");
    // The answers are the same whether the learned policy's program has been built or not.
    c.env("EUCLASE_POLICY", "none");
    c.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    c
}

pub fn prove(args: &[&str]) -> Said {
    finish(command(args).spawn().expect("`prove` starts"), Vec::new())
}

/// With text on standard input.
pub fn prove_with(args: &[&str], input: impl Into<Vec<u8>>) -> Said {
    finish(command(args).stdin(Stdio::piped()).spawn().expect("`prove` starts"), input.into())
}

/// A theorem on standard input.
pub fn proved_text(text: &str) -> Said {
    prove_with(&["-", "--timeout", "20"], text)
}

/// Feeds a process and waits for its end.
pub fn finish(mut child: Child, input: Vec<u8>) -> Said {
    let start = Instant::now();
    if let Some(mut pipe) = child.stdin.take() {
        // A program that refuses early closes its end.
        std::thread::spawn(move || drop(pipe.write_all(&input)));
    }
    fn gather(pipe: Option<impl Read + Send + 'static>) -> std::thread::JoinHandle<Vec<u8>> {
        std::thread::spawn(move || {
            let mut text = Vec::new();
            if let Some(mut p) = pipe {
                p.read_to_end(&mut text).expect("readable");
            }
            text
        })
    }
    let (out, err) = (gather(child.stdout.take()), gather(child.stderr.take()));
    let status = loop {
        if let Some(status) = child.try_wait().expect("waiting works") {
            break status;
        }
        if start.elapsed() > PATIENCE {
            child.kill().expect("it can be ended");
            panic!("`prove` hangs");
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let text = |t: std::thread::JoinHandle<Vec<u8>>| {
        String::from_utf8(t.join().expect("read")).expect("the program writes UTF-8")
    };
    Said { code: status.code(), out: text(out), err: text(err), seconds: start.elapsed().as_secs_f64() }
}

/// A folder of a test's own, removed at the end.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new(name: &str) -> Folder {
        // Tests run side by side, and two of them may have thought of the same name.
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let unique = format!("{name}-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(unique);
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a folder can be made");
        Folder(path)
    }

    /// A path inside, as an argument.
    pub fn path(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }

    /// Writes a file inside; its path.
    pub fn file(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        std::fs::write(self.0.join(name), text).expect("a file can be written");
        self.path(name)
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.0.join(name)).expect("a file is there")
    }

    /// The lines of a file inside, each an object that the schema `docs/SCHEMA.schema.json` accepts.
    pub fn lines(&self, name: &str, schema: &str) -> Vec<Value> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("docs/{schema}.schema.json"));
        let text = std::fs::read_to_string(path).expect("a schema");
        let valid = jsonschema::validator_for(&serde_json::from_str(&text).expect("JSON")).expect("a schema");
        let line = |l: &str| {
            let v: Value = serde_json::from_str(l).unwrap_or_else(|e| panic!("{e}: {l}"));
            if let Err(e) = valid.validate(&v) {
                panic!("{}: {e}: {l}", e.instance_path);
            }
            v
        };
        self.read(name).lines().map(line).collect()
    }

    /// Names of the files inside, sorted.
    pub fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(&self.0).expect("a folder");
        let mut names: Vec<String> =
            entries.map(|e| e.expect("readable").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The `.fml` files of a data set, sorted.
pub fn dataset(dir: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("datasets").join(dir);
    let entries = std::fs::read_dir(folder).expect("the data set is there");
    let mut all: Vec<PathBuf> =
        entries.map(|e| e.expect("readable").path()).filter(|p| p.extension().is_some_and(|e| e == "fml")).collect();
    all.sort();
    all
}

/// A theorem that is proved at once.
pub const THALES: &str = "theorem thales {
  point A, B, C
  assume not collinear(A, B, C)
  point O = midpoint(A, B)
  assume OC = OA
  show AC perp BC
}
";
