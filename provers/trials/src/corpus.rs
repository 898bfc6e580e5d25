//! The certificates that are mutated: theorems of the datasets, as the engine proves them.
//!
//! Each theorem is drawn, closed and certified anew, so that the trials follow the engine and the kernel as they are. The work is
//! bounded by counting, not by a clock.

use crate::figures::V;
use crate::twins::twins;
use euclase_deduction::discharge::discharge;
use euclase_deduction::{Depth, Session};
use euclase_diagram::{Options, draw, eval, place_aux, rng::Rng};
use euclase_grammar::ast;
use euclase_grammar::core::{CoreTheorem, GoalKind, Pt, SketchStep};
use euclase_kernel::auxiliary::{DEFINITIONS, define};
use euclase_kernel::cert::Certificate;
use euclase_kernel::{Verdict, check};
use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A theorem with its certificate.
pub struct Entry {
    /// Its file, from the folder of the datasets on.
    pub path: String,
    /// The theorem in core form.
    pub thm: Arc<CoreTheorem>,
    /// Definitions, and the theorem alone.
    pub source: ast::File,
    /// An accepted certificate.
    pub cert: Certificate,
    /// The figure it was found in (the statement's points).
    pub first: Vec<V>,
}

/// A theorem of a file, before it is proved.
pub struct Statement {
    /// Its file, from the folder of the datasets on.
    pub path: String,
    /// The theorem in core form.
    pub thm: Arc<CoreTheorem>,
    /// What stands in the file: definitions, and the theorem alone.
    pub source: ast::File,
}

/// Folders whose theorems are true.
pub const FOLDERS: [&str; 3] = ["classic", "imo", "sketch"];
/// Rounds of the closure after which a theorem is given up.
const ROUNDS: u32 = 200;
/// Auxiliary points tried on a theorem that the closure alone does not reach.
const TRIES: u64 = 60;

/// All theorems of some folders below `root`, in order of their paths.
///
/// # Errors
/// A folder or file that cannot be read. (A file with mistakes is left out.)
pub fn statements(root: &Path, folders: &[&str]) -> anyhow::Result<Vec<Statement>> {
    let mut files: Vec<PathBuf> = Vec::new();
    for folder in folders {
        for entry in std::fs::read_dir(root.join(folder))? {
            files.push(entry?.path());
        }
    }
    files.retain(|p| p.extension().is_some_and(|e| e == "fml"));
    files.sort();
    let mut out = Vec::new();
    for file in files {
        let Ok(loaded) = euclase_grammar::load(&std::fs::read_to_string(&file)?) else { continue };
        let path =
            file.strip_prefix(root.parent().unwrap_or(root)).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        for thm in loaded.theorems {
            let mut source = loaded.ast.clone();
            source.items.retain(|i| i.kind != ast::ItemKind::Theorem || i.name.name == thm.name);
            out.push(Statement { path: path.clone(), thm: Arc::new(thm), source });
        }
    }
    Ok(out)
}

/// Proves what can be proved, and adds proofs that are made to lean on an auxiliary point.
pub fn proved(statements: Vec<Statement>) -> Vec<Entry> {
    let mut out = Vec::new();
    for s in statements {
        if let Some((cert, first)) = certificate(&s.thm, 0) {
            let e = Entry { path: s.path, thm: s.thm, source: s.source, cert, first };
            let more = twins(&e);
            out.push(e);
            out.extend(more);
        }
    }
    out
}

/// An accepted certificate and the figure it was found in.
pub fn certificate(thm: &CoreTheorem, seed: u64) -> Option<(Certificate, Vec<V>)> {
    let figure = draw(thm, &Options { seed, ..Options::default() }).ok()?;
    let mut pts = figure.pts;
    pts.truncate(thm.statement_points);
    for depth in [Depth::Full, Depth::Dear, Depth::Cheap] {
        let mut s = Session::new(thm, &pts).ok()?;
        close(&mut s, depth);
        led(&mut s, depth);
        if !s.done() && depth == Depth::Full {
            s = with_points(s, seed).unwrap_or_else(|| Session::new(thm, &pts).expect("as before"));
        }
        if let Some(cert) = s.done().then(|| accepted(&s)).flatten() {
            return Some((cert, pts));
        }
    }
    None
}

/// Saturates within bounds that do not depend on the machine.
pub fn close(s: &mut Session, depth: Depth) {
    let asked = Cell::new(0);
    s.saturate(depth, &|| {
        asked.set(asked.get() + 1);
        asked.get() > ROUNDS
    });
}

/// The certificate of a closure that the kernel accepts, with the conditions that follow discharged.
pub fn accepted(s: &Session) -> Option<Certificate> {
    let fits = |c: Certificate| match check(s.thm, &c) {
        Verdict::Accepted(t) => Some((c, t)),
        _ => None,
    };
    let (cert, theorem) = s.short_certificate().ok().and_then(fits).or_else(|| s.certificate().ok().and_then(fits))?;
    let (xy, given) = (&s.state.pic.xy, s.thm.statement_points);
    let place = |name: &str| s.aux.iter().position(|a| a.name == name).map(|i| xy[given + i]);
    let aux: Option<Vec<_>> = cert.aux.iter().map(|a| place(&a.name)).collect();
    let pts = [&xy[..given], &aux?].concat();
    Some(discharge(s.thm, cert, theorem, &pts).0)
}

/// Adds the points of the theorem's sketch, as far as the kernel's table has them.
fn led(s: &mut Session, depth: Depth) {
    let thm = s.thm;
    for step in thm.sketch.iter().flatten() {
        if s.done() {
            return;
        }
        let SketchStep::Let { point, def, args, .. } = step else { continue };
        // The sketch's numbers are those of the session only while no point was left out.
        if point.ix() != s.state.pic.n() || !add(s, thm.name_of(*point), def, args) {
            return;
        }
        close(s, depth);
    }
}

/// Adds an auxiliary point at its first place in the picture.
fn add(s: &mut Session, name: &str, def: &str, args: &[Pt]) -> bool {
    let xy = s.state.pic.xy.clone();
    let x = Pt(xy.len() as u32);
    let Some(d) = define(def, x, args) else { return false };
    if d.exists.iter().any(|c| eval::cond_holds(&xy, c) != Some(true)) {
        return false;
    }
    match place_aux(&xy, x, &d.facts, &d.ensures).first() {
        Some(at) => s.add_aux(name, def, args, *at).is_ok(),
        None => false,
    }
}

/// Random auxiliary points, one or two at a time, until one helps.
fn with_points<'a>(s: Session<'a>, seed: u64) -> Option<Session<'a>> {
    let thm = s.thm;
    let facts = thm.goals.iter().all(|g| matches!(g.kind, GoalKind::Fact(_)));
    if !facts || thm.statement_points > 14 || !s.aux.is_empty() {
        return None;
    }
    (0..TRIES).find_map(|k| {
        let mut rng = Rng::new(seed, k);
        let mut s = s.clone();
        for name in ["Z_1", "Z_2"].iter().take(1 + k as usize % 2) {
            let (def, n) = DEFINITIONS[rng.below(DEFINITIONS.len())];
            let args = distinct(&mut rng, n, s.state.pic.n())?;
            if thm.find(name).is_some() || !add(&mut s, name, def, &args) {
                return None;
            }
        }
        close(&mut s, Depth::Dear);
        s.done().then_some(s)
    })
}

/// Some different points among the first n.
fn distinct(rng: &mut Rng, k: usize, n: usize) -> Option<Vec<Pt>> {
    let mut all: Vec<Pt> = (0..n as u32).map(Pt).collect();
    rng.shuffle(&mut all);
    (k <= n).then(|| all[..k].to_vec())
}
