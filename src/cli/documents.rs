//! `prove export --to tex|typst|md|html`: statement, figure and proof as they would be handed in.

use super::{
    Failure, IO, USAGE,
    export::{ExportArgs, Target},
    files, prove,
    solving::SolveArgs,
};
use crate::batch;
use crate::document::{Document, Form};
use crate::solve::{Config, solve_readably};
use std::path::Path;
use std::sync::atomic::Ordering;

/// The form of a target, if it is a document.
pub fn form(target: Target) -> Option<Form> {
    Some(match target {
        Target::Tex => Form::Tex,
        Target::Typst => Form::Typst,
        Target::Md => Form::Md,
        Target::Html => Form::Html,
        _ => return None,
    })
}

pub fn run(a: &ExportArgs, form: Form) -> Result<u8, Failure> {
    if a.cert.is_some() {
        return Err(Failure::new(USAGE, "a document is made of a theorem that is proved: --cert is for Coq and Lean"));
    }
    super::PROVING.store(true, Ordering::Relaxed);
    let config = SolveArgs { timeout: a.timeout, ..SolveArgs::usual() }.config()?;
    let mut codes = Vec::new();
    let mut all: Vec<(String, Document)> = Vec::new();
    for path in batch::collect(&a.paths).map_err(|e| Failure::new(IO, e))? {
        let (source, tree, theorems) = files::theorems(&path, a.name.as_deref())?;
        for thm in &theorems {
            let text = crate::search::trace::statement(&tree, &thm.name);
            let solved = solve_readably(thm, &Config { text: Some(text.into()), ..config.clone() });
            codes.push(solved.answer.status.exit_code());
            all.push((thm.name.clone(), Document::of(thm, &tree, &source, &solved, a.language)));
        }
    }
    let folder = a.out.as_deref().filter(|p| p.is_dir() || (all.len() > 1 && p.extension().is_none()));
    match (folder, &a.out) {
        (Some(folder), _) => {
            std::fs::create_dir_all(folder)
                .map_err(|e| Failure::new(IO, format!("cannot make {}: {e}", files::called(folder))))?;
            for (name, d) in all {
                let figures = pictures(form, folder, &[(name.clone(), &d)])?;
                let path = folder.join(format!("{name}.{}", form.ending()));
                files::write(&path, &Document::write(&[d], form, &figures))?;
            }
        }
        (None, Some(path)) => {
            let named: Vec<(String, &Document)> = all.iter().map(|(n, d)| (n.clone(), d)).collect();
            let figures = pictures(form, path.parent().unwrap_or(Path::new("")), &named)?;
            let documents: Vec<Document> = all.into_iter().map(|d| d.1).collect();
            files::write(path, &Document::write(&documents, form, &figures))?;
        }
        (None, None) => {
            let documents: Vec<Document> = all.into_iter().map(|d| d.1).collect();
            files::print(&Document::write(&documents, form, &[]))?;
        }
    }
    Ok(prove::exit_code(&codes))
}

/// Writes the figures that stand beside a document; their names, in order.
fn pictures(form: Form, folder: &Path, all: &[(String, &Document)]) -> Result<Vec<String>, Failure> {
    if form != Form::Md {
        return Ok(Vec::new());
    }
    let mut out = Vec::new();
    for (name, d) in all {
        if let Some(svg) = d.svg() {
            let file = format!("{name}.svg");
            files::write(&folder.join(&file), &svg)?;
            out.push(file);
        }
    }
    Ok(out)
}
