//! `prove check`, `import`, `fmt`, `show`, `draw`: small commands around one room each.

use super::{DATA, Failure, files};
use crate::import::ggb;
use crate::report::{figure, with_aux};
use clap::Args;
use euclase_grammar::words::{Style, core_text};
use euclase_kernel::{Strength, Verdict};
use std::path::PathBuf;

#[derive(Args, Debug)]
pub struct CheckArgs {
    /// The file with the theorem
    #[arg(value_name = "theorem.fml")]
    pub file: PathBuf,
    /// Its certificate, as `prove --cert` writes it
    #[arg(value_name = "c.json")]
    pub cert: PathBuf,
}

#[derive(Args, Debug)]
pub struct ImportArgs {
    /// A problem or a file of problems, or a figure of GeoGebra's (.ggb); `-` reads standard input. Statements of algebra are JSON Lines:
    /// Lean's notation (`types`, `hyps`, `goal`, or one `statement`) or SymPy's (`goal_ge_0`, `ineq_ge_0`, `eq_0`)
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Write a .fml file for each problem into this folder (otherwise: print them all)
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Write only what the text says. Without this, where a goal depends on a choice that the text leaves to the
    /// drawing, the choice that makes the goal true is stated as a condition
    #[arg(long)]
    pub plain: bool,
    /// Of a GeoGebra figure, what is to be proved, in the language or as GeoGebra writes it: `cyclic(A, B, C, D)`, `f ∥ g`; may be
    /// said several times (otherwise: what the file's own Prove, Relation, Are… commands say)
    #[arg(long, value_name = "STATEMENT")]
    pub goal: Vec<String>,
    /// Look for what is true in a GeoGebra figure and can be proved, and write the best N as theorems; also in the figure of a theorem in
    /// a .fml file, whose goals are then forgotten
    #[arg(long, value_name = "N", num_args = 0..=1, default_missing_value = "10", conflicts_with = "goal",
        value_parser = clap::value_parser!(u16).range(1..=100))]
    pub conjectures: Option<u16>,
    /// The theorem's name, of a GeoGebra figure (otherwise: the file's)
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
}

#[derive(Args, Debug)]
pub struct FmtArgs {
    /// Files to format; `-` filters standard input to standard output
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Change nothing; exit 1 if a file is not formatted
    #[arg(long)]
    pub check: bool,
}

#[derive(Args, Debug)]
pub struct ShowArgs {
    /// A file of theorems; `-` reads standard input
    #[arg(value_name = "theorem.fml")]
    pub file: PathBuf,
    /// Only the theorem of this name
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
}

#[derive(Args, Debug)]
pub struct DrawArgs {
    /// A file of theorems; `-` reads standard input
    #[arg(value_name = "theorem.fml")]
    pub file: PathBuf,
    /// Only the theorem of this name
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Write the figure here: SVG, or PNG if the name ends so (otherwise: print it)
    #[arg(long, value_name = "f.svg|f.png")]
    pub out: Option<PathBuf>,
    /// Seed of the picture: another seed, another picture of the same theorem
    #[arg(long, default_value_t = 0, value_name = "N")]
    pub seed: u64,
}

/// `prove check theorem.fml c.json`: the kernel, then the figure; no prover.
pub fn check(a: &CheckArgs) -> Result<u8, Failure> {
    let (_, _, theorems) = files::theorems(&a.file, None)?;
    let text = files::certificate(&a.cert)?;
    let name = claimed_theorem(&text).map_err(|e| Failure::new(DATA, format!("{}: {e}", files::called(&a.cert))))?;
    let Some(thm) = theorems.iter().find(|t| t.name == name) else {
        return Err(Failure::new(
            DATA,
            format!("the certificate is for `{name}`, which {} does not have", files::called(&a.file)),
        ));
    };
    let cert = euclase_kernel::json::from_json(thm, &text)
        .map_err(|e| Failure::new(DATA, format!("{}: {e}", files::called(&a.cert))))?;
    match euclase_kernel::check(thm, &cert) {
        Verdict::Accepted(t) => {
            let strength = match t.strength() {
                Strength::General => "general",
                Strength::Generic => "generic",
                Strength::Configuration => "configuration",
            };
            let what = if thm.statement_points == 0 {
                "hypotheses that no checked value"
            } else {
                "conditions that no checked figure"
            };
            let vacuous = |why: &str| {
                let said = format!("declined: proved under {what} satisfies: {why}\n");
                files::print(&said).map(|_| 2)
            };
            let lines = cert.algebra.as_ref().map_or(0, |p| p.lines.len());
            let accepted = |witness: String| {
                let steps = match (cert.steps.len(), lines) {
                    (n, 0) => format!("{n} steps"),
                    (0, n) => format!("{n} lines"),
                    (n, m) => format!("{n} steps, {m} lines"),
                };
                files::print(&format!("accepted: {} ({steps}, strength {strength})\n{witness}\n", t.name())).map(|_| 0)
            };
            if thm.statement_points == 0 {
                use euclase_figure::numbers::{assumes_nothing, check_hypotheses};
                if assumes_nothing(thm) {
                    return accepted("it assumes nothing that could be impossible".into());
                }
                return match check_hypotheses(thm, &cert.values, cert.values_proof.as_ref()) {
                    Ok(()) => accepted("its hypotheses hold for the values in the certificate".into()),
                    Err(_) if cert.values.is_empty() => {
                        vacuous("the certificate has no values for which the hypotheses hold")
                    }
                    Err(why) => vacuous(&why.text(thm)),
                };
            }
            match euclase_figure::check_certificate(thm, &cert, &t) {
                None => vacuous("the certificate has no figure"),
                Some(v @ euclase_figure::Verdict::Declined(_)) => vacuous(&v.text(thm, &cert.aux)),
                Some(v) => accepted(format!("figure {}", v.text(thm, &cert.aux))),
            }
        }
        Verdict::Rejected { step, rule, expected, got } => {
            let place = step.map_or(String::new(), |s| format!("step {s}, "));
            files::print(&format!("rejected: {place}{rule}: expected {expected}, got {got}\n"))?;
            Ok(1)
        }
        Verdict::Declined { reason } => {
            files::print(&format!("declined: {reason}\n"))?;
            Ok(2)
        }
    }
}

/// The name in the certificate's field `theorem`, to choose among the theorems of the file; the kernel compares it again.
fn claimed_theorem(text: &str) -> Result<String, String> {
    #[derive(serde::Deserialize)]
    struct Head {
        theorem: String,
    }
    serde_json::from_str::<Head>(text).map(|h| h.theorem).map_err(|e| format!("not a certificate: {e}"))
}

/// `prove import FILE --out DIR`
pub fn import(a: &ImportArgs) -> Result<u8, Failure> {
    let bytes = files::bytes(&a.file)?;
    if ggb::is_figure(&bytes) {
        return super::figure::import(a, &bytes);
    }
    if let Some(most) = a.conjectures {
        return super::figure::conjectures_of_theorem(a, bytes, most);
    }
    if !a.goal.is_empty() || a.name.is_some() {
        return Err(Failure::new(
            super::USAGE,
            "--goal and --name are of GeoGebra figures: these problems say what is asked",
        ));
    }
    let text = files::utf8(&a.file, bytes)?;
    let problems = crate::import::import(&text);
    if problems.is_empty() {
        return Err(Failure::new(DATA, format!("{} has no problem", files::called(&a.file))));
    }
    if let Some(dir) = &a.out {
        std::fs::create_dir_all(dir)
            .map_err(|e| Failure::new(super::IO, format!("cannot make {}: {e}", files::called(dir))))?;
    }
    let (mut good, mut bad, mut outside) = (0, 0, 0);
    for p in &problems {
        match &p.result {
            Ok(fml) => {
                good += 1;
                let fml = &settled(fml, a.plain, &p.name);
                match &a.out {
                    Some(dir) => files::write(&dir.join(format!("{}.fml", p.name)), fml)?,
                    None => drop(files::print(&format!("{fml}\n"))?),
                }
            }
            Err(e) => {
                let scope = if e.out_of_scope { "out of scope: " } else { "" };
                outside += usize::from(e.out_of_scope);
                bad += usize::from(!e.out_of_scope);
                let place = format!("{}:{}:{}", files::called(&a.file), e.line, e.column);
                files::say(&format!("{place}: {}: {scope}{}", p.name, e.message));
            }
        }
    }
    let beside = if outside == 0 { String::new() } else { format!(", {outside} out of scope") };
    files::say(&format!("{good} imported, {bad} not understood{beside}"));
    Ok(if bad + outside == 0 { 0 } else { DATA })
}

/// The text with the choices that its source leaves to the drawing stated as conditions.
pub(super) fn settled(fml: &str, plain: bool, name: &str) -> String {
    if plain {
        return fml.into();
    }
    let s = crate::import::settle(fml);
    if !s.added.is_empty() {
        files::say(&format!("{name}: stated what the drawing chose: {}", s.added.join(", ")));
    }
    s.text
}

/// `prove fmt`
pub fn fmt(a: &FmtArgs) -> Result<u8, Failure> {
    let mut unformatted = 0;
    for path in &a.files {
        let source = files::text(path)?;
        let out =
            euclase_grammar::format(&source).map_err(|d| Failure::new(DATA, files::rendered(&d, &source, path)))?;
        if path.as_os_str() == "-" {
            files::print(&out)?;
        } else if out != source {
            if a.check {
                unformatted += 1;
                files::print(&format!("{} is not formatted\n", files::called(path)))?;
            } else {
                files::write(path, &out)?;
            }
        }
    }
    Ok(u8::from(unformatted > 0))
}

/// `prove show`
pub fn show(a: &ShowArgs) -> Result<u8, Failure> {
    let (_, _, theorems) = files::theorems(&a.file, a.name.as_deref())?;
    let parts: Vec<String> = theorems.iter().map(|t| core_text(t, Style::Unicode)).collect();
    files::print(&parts.join("\n"))?;
    Ok(0)
}

/// `prove draw`
pub fn draw(a: &DrawArgs) -> Result<u8, Failure> {
    let (_, _, theorems) = files::theorems(&a.file, a.name.as_deref())?;
    if theorems.len() > 1 {
        return Err(Failure::new(
            super::USAGE,
            format!("{} has several theorems; say which with --name", files::called(&a.file)),
        ));
    }
    let Some(thm) = theorems.first() else { return Ok(2) };
    let options = euclase_diagram::Options { seed: a.seed, ..Default::default() };
    let fig = match euclase_diagram::draw(thm, &options) {
        Ok(f) => f,
        Err(e) => return Err(Failure::new(2, e.to_string())),
    };
    let drawn = with_aux(thm, &[]);
    let n = drawn.points.len().min(fig.pts.len());
    let svg = figure::svg(&drawn, &fig.pts[..n], &figure::FigureOptions::of(&drawn));
    match &a.out {
        Some(p) => files::write_figure(p, &svg)?,
        None => drop(files::print(&svg)?),
    }
    Ok(0)
}
