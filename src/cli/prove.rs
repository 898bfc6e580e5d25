//! `prove theorem.fml`

use super::{Failure, Format, ProveArgs, files};
use crate::report::{self, Status, figure, md, text};
use crate::solve::{Solved, solve};
use euclase_grammar::core::CoreTheorem;
use euclase_grammar::diag::locate;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

pub fn run(a: &ProveArgs) -> Result<u8, Failure> {
    let path = a.file.as_deref().unwrap_or(Path::new("-"));
    let (source, theorems) = files::theorems(path, a.name.as_deref())?;
    let config = crate::solve::Config { shorten: !a.no_shorten, ..a.solve.config()? };
    let several = theorems.len() > 1;
    let mut codes = Vec::new();
    let mut parts = Vec::new();
    for thm in &theorems {
        let mut solved = solve(thm, &config);
        place_lines(&mut solved, thm, &source);
        if let Some(p) = &a.figure
            && let Some(svg) = picture(thm, &solved)
        {
            files::write(&own_path(p, &thm.name, several), &svg)?;
        }
        if let Some(p) = &a.cert
            && let Some(c) = &solved.certificate
        {
            files::write(&own_path(p, &thm.name, several), &euclase_kernel::json::to_json(thm, c))?;
        }
        let figure_link = a.figure.as_ref().map(|p| own_path(p, &thm.name, several).display().to_string());
        parts.push(match a.format {
            Format::Text => text::render(&solved.answer, &text_options()),
            Format::Json => solved.answer.json(),
            Format::Md => md::render(&solved.answer, figure_link.as_deref()),
        });
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
    let out = std::io::stdout();
    let color = out.is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let columns = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok()).unwrap_or(100usize);
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

/// With several theorems each gets a file of its own: `f.svg` becomes `f-NAME.svg`.
fn own_path(p: &Path, name: &str, several: bool) -> PathBuf {
    if !several {
        return p.to_path_buf();
    }
    let stem = p.file_stem().unwrap_or_default().to_string_lossy();
    let file = match p.extension() {
        Some(e) => format!("{stem}-{name}.{}", e.to_string_lossy()),
        None => format!("{stem}-{name}"),
    };
    p.with_file_name(file)
}
