//! `prove theorem.fml`

use super::{DATA, Failure, Format, ProveArgs, files};
use crate::report::{self, Answer, Status, figure, md, text};
use crate::solve::{Solved, solve};
use euclase_grammar::core::CoreTheorem;
use euclase_grammar::diag::locate;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

pub fn run(a: &ProveArgs) -> Result<u8, Failure> {
    let path = a.file.as_deref().unwrap_or(Path::new("-"));
    let config = crate::solve::Config { shorten: !a.no_shorten, ..a.solve.config()? };
    let (source, theorems) = files::theorems(path, a.name.as_deref()).inspect_err(|f| refuse(a.format, path, f))?;
    super::PROVING.store(true, Ordering::Relaxed);
    let several = theorems.len() > 1;
    let mut codes = Vec::new();
    let mut parts = Vec::new();
    for thm in &theorems {
        let mut solved = solve(thm, &config);
        place_lines(&mut solved, thm, &source);
        let link = write_beside(a, thm, &solved, several)?;
        parts.push(told(a.format, &solved, link.as_deref()));
        codes.push(solved.answer.status.exit_code());
        if solved.answer.status == Status::User {
            break;
        }
    }
    let whole = match a.format {
        Format::Json if several => format!("[\n{}\n]\n", parts.join(",\n")),
        Format::Json => format!("{}\n", parts.concat()),
        _ => parts.join("\n"),
    };
    files::print(&whole)?;
    Ok(exit_code(&codes))
}

/// The answer for a file that cannot be read or is wrong; the reasons go to standard error.
fn refuse(format: Format, path: &Path, failure: &Failure) {
    let status = if failure.code == DATA { Status::InputError } else { Status::Error };
    let answer = Answer::error(&files::called(path), status, failure.message.trim_end());
    let out = match format {
        Format::Text => format!("{}\n", answer.status_line()),
        Format::Json => format!("{}\n", answer.json()),
        Format::Md => md::render(&answer, None),
    };
    // The exit code is the failure's, whether or not anyone reads this.
    drop(files::print(&out));
}

/// Writes the figure and the certificate that were asked for, of each case; returns the path of the first figure.
fn write_beside(a: &ProveArgs, thm: &CoreTheorem, solved: &Solved, several: bool) -> Result<Option<PathBuf>, Failure> {
    let mut link = None;
    for (i, case) in std::iter::once(solved).chain(&solved.cases).enumerate() {
        let own = |p: &Path| {
            let p = if several { inserted(p, &thm.name) } else { p.to_path_buf() };
            if i == 0 { p } else { inserted(&p, &format!("case{}", i + 1)) }
        };
        match (&a.figure, picture(thm, case)) {
            (Some(p), Some(svg)) => {
                files::write(&own(p), &svg)?;
                link.get_or_insert(own(p));
            }
            (Some(p), None) => files::say(&format!(
                "prove: {}: there is no figure; {} was not written",
                thm.name,
                files::called(&own(p))
            )),
            (None, _) => {}
        }
        match (&a.cert, &case.certificate) {
            (Some(p), Some(c)) => files::write(&own(p), &euclase_kernel::json::to_json(thm, c))?,
            (Some(p), None) => {
                files::say(&format!(
                    "prove: {}: there is no certificate; {} was not written",
                    thm.name,
                    files::called(&own(p))
                ));
            }
            (None, _) => {}
        }
    }
    Ok(link)
}

/// An answer, with its further cases after it.
fn told(format: Format, solved: &Solved, figure: Option<&Path>) -> String {
    let link = figure.map(|p| p.display().to_string());
    let cases = solved.cases.iter().enumerate();
    match format {
        Format::Text => {
            let mut out = text::render(&solved.answer, &text_options());
            for (i, c) in cases {
                out += &format!(
                    "\n% Case {} of {}\n{}",
                    i + 2,
                    solved.cases.len() + 1,
                    text::render(&c.answer, &text_options())
                );
            }
            out
        }
        Format::Json => {
            let mut value = serde_json::to_value(&solved.answer).unwrap_or_default();
            if let Some(fields) = value.as_object_mut()
                && !solved.cases.is_empty()
            {
                let cases = solved.cases.iter().map(|c| serde_json::to_value(&c.answer).unwrap_or_default());
                fields.insert("cases".into(), cases.collect());
                return serde_json::to_string_pretty(&value).unwrap_or_default();
            }
            solved.answer.json()
        }
        Format::Md => {
            let mut out = md::render(&solved.answer, link.as_deref());
            for (i, c) in cases {
                out += &format!(
                    "\n---\n\nCase {} of {}\n\n{}",
                    i + 2,
                    solved.cases.len() + 1,
                    md::render(&c.answer, None)
                );
            }
            out
        }
    }
}

/// Exit code of several theorems: trouble first, then refuted, then undecided.
pub fn exit_code(codes: &[u8]) -> u8 {
    let trouble = codes.iter().copied().filter(|c| *c > 2).max();
    trouble.unwrap_or(if codes.contains(&1) {
        1
    } else if codes.contains(&2) {
        2
    } else {
        0
    })
}

fn text_options() -> text::TextOptions {
    let terminal = std::io::stdout().is_terminal();
    let color = terminal && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
    let asked = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
    let columns = asked.or_else(|| terminal.then(|| usize::from(console::Term::stdout().size().1))).unwrap_or(100);
    text::TextOptions { width: columns.clamp(40, 120), colour: color }
}

/// Sketch lines get the line of the source that they stand on.
fn place_lines(solved: &mut Solved, thm: &CoreTheorem, source: &str) {
    use euclase_grammar::core::SketchStep as S;
    let Some(steps) = &thm.sketch else { return };
    for (line, step) in solved.answer.sketch.iter_mut().zip(steps) {
        let (S::Let { origin, .. } | S::Have { origin, .. } | S::Show { origin, .. }) = step;
        line.line = u32::try_from(locate(source, origin.span.0).0).ok();
    }
}

/// The figure as SVG.
fn picture(thm: &CoreTheorem, solved: &Solved) -> Option<String> {
    let f = solved.figure.as_ref()?;
    let aux = solved.certificate.as_ref().map_or(&[][..], |c| &c.aux);
    let drawn = report::with_aux(thm, aux);
    let n = drawn.points.len().min(f.pts.len());
    Some(figure::svg(&drawn, &f.pts[..n], &figure::FigureOptions::of(&drawn)))
}

/// `f.svg` becomes `f-WORD.svg`: several theorems, or several cases, get files of their own.
fn inserted(p: &Path, word: &str) -> PathBuf {
    let stem = p.file_stem().unwrap_or_default().to_string_lossy();
    let file = match p.extension() {
        Some(e) => format!("{stem}-{word}.{}", e.to_string_lossy()),
        None => format!("{stem}-{word}"),
    };
    p.with_file_name(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_code_of_several_theorems() {
        assert_eq!(exit_code(&[0, 0]), 0);
        assert_eq!(exit_code(&[0, 2]), 2);
        assert_eq!(exit_code(&[2, 1, 0]), 1);
        assert_eq!(exit_code(&[1, 130]), 130);
    }

    #[test]
    fn names_of_further_files() {
        assert_eq!(inserted(Path::new("d/f.svg"), "x"), Path::new("d/f-x.svg"));
        assert_eq!(inserted(Path::new("f"), "x"), Path::new("f-x"));
    }
}
