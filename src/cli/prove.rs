//! `prove theorem.fml`

use super::{DATA, Failure, Format, IO, ProveArgs, ReplayArgs, USAGE, Without, files};
use crate::policy::{Choice, replay};
use crate::report::{self, Answer, Status, figure, md, tex, text};
use crate::search::frames::Frames;
use crate::search::trace::{self, Line, Trace};
use crate::sketch;
use crate::solve::{Config, Solved, solve};
use crate::study::{held, ways};
use euclase_deduction::Depth;
use euclase_grammar::core::CoreTheorem;
use euclase_grammar::diag::locate;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

pub fn run(a: &ProveArgs) -> Result<u8, Failure> {
    let path = a.file.as_deref().unwrap_or(Path::new("-"));
    let mut config = Config { shorten: !a.no_shorten, ..a.solve.config()? };
    if a.without.contains(&Without::Aux) {
        config.nodes = 0;
    }
    if a.without.contains(&Without::Coordinates) {
        (config.wu, config.area, config.groebner) = (0, 0, 0);
    }
    let (source, tree, theorems) =
        files::theorems(path, a.name.as_deref()).inspect_err(|f| refuse(a.format, path, f))?;
    let output = Output {
        format: a.format,
        figure: a.figure.as_deref(),
        cert: a.cert.as_deref(),
        proofs: usize::from(a.proofs),
        all_cases: a.all_cases,
    };
    let texts: Vec<Arc<str>> = theorems.iter().map(|t| trace::statement(&tree, &t.name).into()).collect();
    let trace = a.trace.as_deref().map(|p| (p, a.trace_limit.saturating_mul(1 << 20)));
    answer(&output, trace, &config, &source, theorems.iter().zip(texts).collect())
}

/// `prove replay trace.jsonl`
pub fn replay(a: &ReplayArgs) -> Result<u8, Failure> {
    let (config, theorem) = replayed(&a.file, a.timeout, drop)?;
    let (figure, cert) = (a.figure.as_deref(), a.cert.as_deref());
    let output = Output { format: a.format, figure, cert, proofs: 1, all_cases: false };
    let text = config.text.clone().unwrap_or_default();
    answer(&output, None, &config, &text, vec![(&theorem, text.clone())])
}

/// How the theorem of a trace is proved again, and the theorem: with the points that are recorded there, and no search.
/// Each line is handed on.
pub fn replayed(path: &Path, timeout: f64, then: impl FnMut(Line)) -> Result<(Config, CoreTheorem), Failure> {
    let wrong = |e: String| Failure::new(DATA, format!("{}: {e}", files::called(path)));
    let recorded = replay::read_with(files::trace(path)?, then).map_err(wrong)?;
    let header = recorded.header.clone();
    let depth = match header.depth.as_str() {
        "cheap" => Depth::Cheap,
        "dear" => Depth::Dear,
        "full" => Depth::Full,
        other => return Err(wrong(format!("line 1: the depth is cheap, dear or full, not `{other}`"))),
    };
    if !timeout.is_finite() || timeout < 0.0 {
        return Err(Failure::new(USAGE, format!("--timeout wants a number of seconds, got {timeout}")));
    }
    let file = euclase_grammar::load(&header.theorem).map_err(|d| {
        let first = d.first().map_or(String::new(), |d| d.render(&header.theorem, "the theorem of the trace"));
        wrong(format!("the theorem cannot be read\n{first}"))
    })?;
    let theorem = file.theorems.into_iter().find(|t| t.name == header.name);
    let theorem = theorem.ok_or_else(|| wrong(format!("its text has no theorem `{}`", header.name)))?;
    let config = Config {
        text: Some(header.theorem.as_str().into()),
        seed: header.seed,
        timeout: Some(Duration::from_secs_f64(timeout.min(1e9))),
        generic_only: header.strength == "generic",
        depth,
        // Three nodes a point.
        nodes: 100,
        asks: header.asks,
        policy: Choice::Replay(path.to_path_buf(), Some(recorded.into())),
        ..Config::default()
    };
    Ok((config, theorem))
}

/// `prove inspect trace.jsonl`, on a screen
pub fn inspect(a: &super::inspect::InspectArgs) -> Result<u8, Failure> {
    let again = || -> Result<crate::report::Answer, String> {
        let (config, theorem) = replayed(&a.file, a.solve.timeout, drop).map_err(|f| f.message)?;
        Ok(solve(&theorem, &config).answer)
    };
    super::screen::run(&a.file, Box::new(again))
}

/// What is wanted of the answers.
struct Output<'a> {
    format: Format,
    figure: Option<&'a Path>,
    cert: Option<&'a Path>,
    /// How many different proofs, at most.
    proofs: usize,
    /// Whether to measure the conditions, and prove other cases.
    all_cases: bool,
}

/// Solves theorems, each with its text, and tells the answers.
fn answer(
    a: &Output,
    trace: Option<(&Path, u64)>,
    config: &Config,
    source: &str,
    theorems: Vec<(&CoreTheorem, Arc<str>)>,
) -> Result<u8, Failure> {
    super::PROVING.store(true, Ordering::Relaxed);
    let several = theorems.len() > 1;
    let mut codes = Vec::new();
    let mut parts = Vec::new();
    for (thm, text) in theorems {
        let path = trace.map(|(p, most)| (if several { inserted(p, &thm.name) } else { p.to_path_buf() }, most));
        let trace = path.as_ref().map(|(p, most)| begin((p, *most), thm, &text, config)).transpose()?;
        let config = Config { text: Some(text), trace: trace.clone(), ..config.clone() };
        let mut solved = solve(thm, &config);
        if let (Some(t), Some((p, _))) = (&trace, &path) {
            t.end(&solved.answer.status.to_string(), proof_points(thm, &solved))
                .map_err(|e| Failure::new(IO, format!("cannot write {}: {e}", files::called(p))))?;
        }
        place_lines(&mut solved, thm, source);
        let mut told = Told { word: "Case", measured: None };
        if a.proofs > 1 && solved.cases.is_empty() {
            told.word = "Proof";
            solved.cases = ways::further(thm, &solved, &config, a.proofs - 1);
        }
        if a.all_cases && solved.answer.status == Status::Theorem {
            let (found, further) = held::cases(thm, &solved, &config);
            solved.cases.extend(further);
            told.measured = Some(found);
        }
        let link = write_beside(a, thm, &solved, several)?;
        parts.push(told.of(a.format, &solved, link.as_deref()));
        codes.push(solved.answer.status.exit_code());
        if solved.answer.status == Status::User {
            break;
        }
    }
    let whole = match a.format {
        Format::Json if several => format!("[\n{}\n]\n", parts.join(",\n")),
        Format::Json => format!("{}\n", parts.concat()),
        Format::Tex => tex::document(&parts),
        _ => parts.join("\n"),
    };
    files::print(&whole)?;
    Ok(exit_code(&codes))
}

/// Begins a trace.
fn begin((path, most): (&Path, u64), thm: &CoreTheorem, text: &str, config: &Config) -> Result<Trace, Failure> {
    let file = std::fs::File::create(path)
        .map_err(|e| Failure::new(IO, format!("cannot write {}: {e}", files::called(path))))?;
    let header = header(thm, text, config);
    let compressed = path.extension().is_some_and(|e| e == "zst");
    Ok(if compressed { Trace::new(Frames::new(file), header, most) } else { Trace::new(file, header, most) })
}

/// The first line of a trace.
pub fn header(thm: &CoreTheorem, text: &str, config: &Config) -> trace::Header {
    trace::Header {
        version: trace::VERSION,
        program: env!("CARGO_PKG_VERSION").into(),
        name: thm.name.clone(),
        theorem: text.into(),
        seed: config.seed,
        nodes: config.nodes,
        timeout: config.timeout.map(|t| t.as_secs_f64()),
        depth: format!("{:?}", config.depth).to_lowercase(),
        strength: if config.generic_only { "generic" } else { "configuration" }.into(),
        policy: config.policy.to_string(),
        policy_after: config.policy_after,
        asks: config.asks,
    }
}

/// The auxiliary points of a proof, with their places.
pub fn proof_points(thm: &CoreTheorem, solved: &Solved) -> Vec<trace::Point> {
    match (&solved.certificate, &solved.figure) {
        (Some(c), Some(f)) => trace::points(thm, &c.aux, &f.pts).split_off(thm.statement_points.min(f.pts.len())),
        _ => Vec::new(),
    }
}

/// The answer for a file that cannot be read or is wrong; the reasons go to standard error.
fn refuse(format: Format, path: &Path, failure: &Failure) {
    let status = if failure.code == DATA { Status::InputError } else { Status::Error };
    let answer = Answer::error(&files::called(path), status, failure.message.trim_end());
    let out = match format {
        Format::Text => format!("{}\n", answer.status_line()),
        Format::Json => format!("{}\n", answer.json()),
        Format::Md => md::render(&answer, None),
        Format::Tex => tex::document(&[tex::body(&answer)]),
    };
    // The exit code is the failure's, whether or not anyone reads this.
    drop(files::print(&out));
}

/// Writes the figure and the certificate that were asked for, of each case; returns the path of the first figure.
fn write_beside(a: &Output, thm: &CoreTheorem, solved: &Solved, several: bool) -> Result<Option<PathBuf>, Failure> {
    let mut link = None;
    for (i, case) in std::iter::once(solved).chain(&solved.cases).enumerate() {
        let own = |p: &Path| {
            let p = if several { inserted(p, &thm.name) } else { p.to_path_buf() };
            if i == 0 { p } else { inserted(&p, &format!("case{}", i + 1)) }
        };
        match (a.figure, picture(thm, case)) {
            (Some(p), Some(svg)) => {
                files::write_figure(&own(p), &svg)?;
                link.get_or_insert(own(p));
            }
            (Some(p), None) => files::say(&format!(
                "prove: {}: there is no figure; {} was not written",
                thm.name,
                files::called(&own(p))
            )),
            (None, _) => {}
        }
        match (a.cert, &case.certificate) {
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

/// How an answer is told, with what comes after it.
struct Told {
    /// What its further answers are.
    word: &'static str,
    /// What random figures say of its conditions.
    measured: Option<held::Cases>,
}

impl Told {
    fn of(&self, format: Format, solved: &Solved, figure: Option<&Path>) -> String {
        let link = figure.map(|p| p.display().to_string());
        let all = solved.cases.len() + 1;
        let cases = solved.cases.iter().enumerate().map(|(i, c)| (format!("{} {} of {all}", self.word, i + 2), c));
        let measured = self.measured.as_ref().map(held::Cases::text);
        match format {
            Format::Text => {
                let mut out = text::render(&solved.answer, &text_options());
                out.extend(measured.map(|m| format!("\n{m}")));
                for (heading, c) in cases {
                    out += &format!("\n% {heading}\n{}", text::render(&c.answer, &text_options()));
                }
                out
            }
            Format::Json => self.json(solved),
            Format::Tex => {
                let mut out = tex::body(&solved.answer);
                out.extend(measured.map(|m| format!("\n{}\n", tex::listing(&solved.answer, &m))));
                for (heading, c) in cases {
                    out += &format!("\n\\bigskip {heading}\n\n{}", tex::body(&c.answer));
                }
                out
            }
            Format::Md => {
                let mut out = md::render(&solved.answer, link.as_deref());
                out.extend(measured.map(|m| format!("\n```\n{m}```\n")));
                for (heading, c) in cases {
                    out += &format!("\n---\n\n{heading}\n\n{}", md::render(&c.answer, None));
                }
                out
            }
        }
    }

    fn json(&self, solved: &Solved) -> String {
        let value = |s: &Solved| serde_json::to_value(&s.answer).unwrap_or_default();
        let mut whole = value(solved);
        let Some(fields) = whole.as_object_mut().filter(|_| !solved.cases.is_empty() || self.measured.is_some()) else {
            return solved.answer.json();
        };
        if !solved.cases.is_empty() {
            fields.insert("cases".into(), solved.cases.iter().map(value).collect());
        }
        if let Some(m) = &self.measured {
            let told =
                serde_json::json!({"figures": m.figures, "conditions": m.held, "first": m.first, "covered": m.covered});
            fields.insert("measured".into(), told);
        }
        serde_json::to_string_pretty(&whole).unwrap_or_default()
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
pub fn place_lines(solved: &mut Solved, thm: &CoreTheorem, source: &str) {
    use euclase_grammar::core::SketchStep as S;
    let Some(steps) = &thm.sketch else { return };
    for (line, step) in solved.answer.sketch.iter_mut().zip(sketch::in_order(steps)) {
        let (S::Let { origin, .. } | S::Have { origin, .. } | S::Show { origin, .. } | S::Case { origin, .. }) = step;
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
pub fn inserted(p: &Path, word: &str) -> PathBuf {
    if p.extension().is_some_and(|e| e == "zst") {
        let mut inner = inserted(&p.with_extension(""), word).into_os_string();
        inner.push(".zst");
        return inner.into();
    }
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
