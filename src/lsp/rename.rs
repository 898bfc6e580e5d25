//! Renaming: a name everywhere in its theorem, or nowhere.
//!
//! A new name must be one that the language reads as such, and must mean nothing yet. Whether the file still says the same is
//! not argued but seen: it is read again with the new name, and its core form, in which points are numbers, must be what it was.

use super::analysis::Analysis;
use super::documents::Document;
use super::symbols::{Kind, Symbol, word};
use euclase_grammar::ast::Span;
use euclase_grammar::core::{CoreTheorem, GoalKind, SketchStep};
use euclase_grammar::lexer::{Key, Tok, lex, split_points};
use lsp_types::{PrepareRenameResponse, TextEdit, WorkspaceEdit};
use std::collections::HashMap;

/// The name at a byte, if it can be renamed.
///
/// # Errors
/// Why it cannot.
pub fn prepare(d: &Document, byte: usize) -> Result<PrepareRenameResponse, String> {
    let (span, _, s) = found(d, byte)?;
    Ok(PrepareRenameResponse::RangeWithPlaceholder { range: d.range(span), placeholder: s.name.clone() })
}

fn found(d: &Document, byte: usize) -> Result<(Span, usize, &Symbol), String> {
    let index = &d.analysis().index;
    let o = index.at(byte).ok_or("there is no name here")?;
    let s = index.symbol(o).ok_or("there is no name here")?;
    match s.kind {
        Kind::Prelude | Kind::Builtin | Kind::Predicate => Err(format!("`{}` is a word of the language", s.name)),
        Kind::Definition if word(&s.name).is_some() => Err(format!("`{}` is a word of the language, too", s.name)),
        _ if d.analysis().is_prelude => Err("the prelude is part of the program".into()),
        _ => Ok((o.span, o.symbol, s)),
    }
}

/// The changes that give the name at a byte another form.
///
/// # Errors
/// Why it cannot have that form.
pub fn rename(d: &Document, byte: usize, new: &str) -> Result<WorkspaceEdit, String> {
    let (_, i, s) = found(d, byte)?;
    let new = new.trim();
    let a = d.analysis();
    let places: Vec<Span> = a.index.places(i).collect();
    if new != s.name {
        fits(s.kind, new)?;
        is_free(a, s, new)?;
        unchanged(&d.text, a, &places, new)?;
    }
    let edits = places.iter().map(|p| TextEdit { range: d.range(*p), new_text: new.into() }).collect();
    #[allow(clippy::mutable_key_type)] // the protocol's own type
    let changes = HashMap::from([(d.uri.clone(), edits)]);
    Ok(WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() })
}

/// Whether the language reads a name as one of that kind.
fn fits(kind: Kind, new: &str) -> Result<(), String> {
    if Key::from_text(new).is_some() {
        return Err(format!("`{new}` is a reserved word"));
    }
    let lexed = lex(new);
    let whole = |t: &str| t == new && lexed.errors.is_empty() && lexed.comments.is_empty();
    let one = match lexed.tokens[..] {
        [(_, token, _)] => Some(token),
        _ => None,
    };
    match (kind, one) {
        (Kind::Point, Some(Tok::Points(t))) if whole(t) && split_points(t).is_some_and(|s| s.len() == 1) => Ok(()),
        (Kind::Point, _) => Err(format!(
            "`{new}` is no point: a point is a capital with digits, `_` and an index, primes (`A`, `B1`, `C_ab`, `D'`)"
        )),
        (_, Some(Tok::Name(t))) if whole(t) => Ok(()),
        _ => Err(format!("`{new}` is no name: a name here begins with a small letter (`g1`, `t`)")),
    }
}

/// Whether a name means nothing where the other one is known.
fn is_free(a: &Analysis, s: &Symbol, new: &str) -> Result<(), String> {
    let clash = || Err(format!("`{new}` has a meaning already"));
    let of_kind = |kind: Kind| a.index.symbols.iter().any(|o| o.kind == kind && o.name == new && o.item == s.item);
    match s.kind {
        // Labels and titles have name spaces of their own.
        Kind::Label | Kind::Theorem => return if of_kind(s.kind) { clash() } else { Ok(()) },
        Kind::Point => {}
        _ if word(new).is_some() || of_kind(Kind::Definition) => return clash(),
        _ if a.index.symbols.iter().any(|o| o.kind == Kind::Definition && o.name == new) => return clash(),
        _ => {}
    }
    let used = match s.item {
        Some(item) => a.index.used.get(item).is_some_and(|u| u.contains(new)),
        None => a.index.used.iter().any(|u| u.contains(new)),
    };
    if used { clash() } else { Ok(()) }
}

/// Whether the file says the same with the new name. (Of a file with errors: whether it has as many.)
fn unchanged(text: &str, a: &Analysis, places: &[Span], new: &str) -> Result<(), String> {
    let mut changed = String::with_capacity(text.len() + places.len() * new.len());
    let mut at = 0;
    for p in places {
        changed += text.get(at..p.start).ok_or("the name stands in itself")?;
        changed += new;
        at = p.end;
    }
    changed += text.get(at..).unwrap_or_default();
    let again = euclase_grammar::check(&changed);
    let statements = |all: &[CoreTheorem]| all.iter().map(statement).collect::<Vec<_>>();
    let same = again.errors.len() == a.checked.errors.len()
        && statements(&again.theorems) == statements(&a.checked.theorems)
        && statements(&again.rules) == statements(&a.checked.rules);
    if same { Ok(()) } else { Err(format!("with `{new}` the file would say something else")) }
}

/// What a theorem says, without names and places.
fn statement(t: &CoreTheorem) -> String {
    let hyps: Vec<_> = t.hyps.iter().map(|h| &h.fact).collect();
    let conds: Vec<_> = t.conds.iter().map(|c| (&c.cond, c.explicit)).collect();
    let props: Vec<_> = t.props.iter().map(|p| &p.prop).collect();
    let goals: Vec<_> = t.goals.iter().map(|g| &g.kind).collect();
    let mut sketch: Vec<&GoalKind> = Vec::new();
    t.sketch.iter().flatten().for_each(|s| claims(s, &mut sketch));
    let sizes = (t.points.len(), t.statement_points, t.reals.len(), &t.coords, t.unsupported.len());
    format!("{sizes:?} {hyps:?} {conds:?} {props:?} {goals:?} {sketch:?}")
}

fn claims<'a>(s: &'a SketchStep, out: &mut Vec<&'a GoalKind>) {
    match s {
        SketchStep::Have { claims: c, .. } | SketchStep::Show { claims: c, .. } => out.extend(c),
        SketchStep::Case { claims: c, steps, .. } => {
            out.extend(c);
            steps.iter().for_each(|s| claims(s, out));
        }
        SketchStep::Let { .. } => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lsp::documents::Encoding;

    /// The text after the name at `|` has been changed, or why not.
    fn renamed(marked: &str, new: &str) -> Result<String, String> {
        let at = marked.find('|').expect("a mark");
        let text = marked.replacen('|', "", 1);
        let d = Document::new("file:///f.fml".parse().expect("an address"), 0, text.clone(), Encoding::Utf16);
        let edit = rename(&d, at, new)?;
        let mut edits: Vec<TextEdit> = edit.changes.expect("changes").into_values().flatten().collect();
        edits.sort_by_key(|e| std::cmp::Reverse((e.range.start.line, e.range.start.character)));
        let mut out = text;
        for e in edits {
            out.replace_range(d.offset(e.range.start)..d.offset(e.range.end), &e.new_text);
        }
        Ok(out)
    }

    #[test]
    fn a_point_in_all_its_forms() {
        let text = "@at(B, 0, 1)\ntheorem t { acute triangle A|BC point D on ∠_line where ∠ABD = ∠DBC show 2*area(A, B, D) = area(ABC) }";
        // Not even what cannot be read keeps a name from being changed.
        let text = text.replace("on ∠_line ", "on AC ");
        assert_eq!(
            renamed(&text, "B_1").expect("renamed"),
            "@at(B_1, 0, 1)\ntheorem t { acute triangle AB_1C point D on AC where ∠AB_1D = ∠DB_1C show 2*area(A, B_1, D) = area(AB_1C) }"
        );
        let two = "theorem a { triangle ABC show |AB = AC } theorem b { triangle ABC show AB = AC }";
        assert_eq!(
            renamed(two, "X").expect("renamed"),
            "theorem a { triangle XBC show XB = XC } theorem b { triangle ABC show AB = AC }"
        );
    }

    #[test]
    fn names_that_are_refused() {
        let text = "theorem t { triangle |ABC circle k = circle(A, B, C) point D on k show cyclic(A, B, C, D) }";
        for (new, why) in [
            ("B", "has a meaning"),
            ("AB", "no point"),
            ("a", "no point"),
            ("A_", "no point"),
            ("", "no point"),
            ("Ω", "no point"),
            ("A # x", "no point"),
            ("∠", "no point"),
            ("point", "reserved"),
        ] {
            let e = renamed(text, new).expect_err(new);
            assert!(e.contains(why), "{new}: {e}");
        }
        let circle = text.replacen('|', "", 1).replacen("circle k", "circle |k", 1);
        for (new, why) in
            [("K", "no name"), ("midpoint", "has a meaning"), ("cyclic", "has a meaning"), ("real", "reserved")]
        {
            let e = renamed(&circle, new).expect_err(new);
            assert!(e.contains(why), "{new}: {e}");
        }
        assert!(renamed(&circle, "k'").is_ok_and(|t| t.contains("circle k' = ") && t.contains("on k' ")));
        let word = text.replacen('|', "", 1).replacen("cyclic", "|cyclic", 1);
        assert!(renamed(&word, "x").is_err_and(|e| e.contains("word of the language")));
    }

    #[test]
    fn definitions_labels_and_theorems() {
        let text = "def mid(point A, point B) -> point M { assume 2*M = A + B } theorem t { triangle ABC point D = |mid(B, C) show DB = DC }";
        let out = renamed(text, "centre").expect("renamed");
        assert!(out.contains("def centre(") && out.contains("= centre(B"), "{out}");
        assert!(renamed(text, "midpoint").is_err());
        let sketch = "theorem t { real x show x = x proof { have [|k] x = x show x = x by [k] } }";
        assert!(renamed(sketch, "x").is_ok_and(|t| t.contains("[x] x = x") && t.contains("by [x]")));
        assert!(renamed("theorem |t { real x show x = x }", "x").is_ok());
        assert!(renamed("theorem |t { real x show x = x } theorem u { real x show x = x }", "u").is_err());
        // Inside a definition its points are its own.
        let own = "def mid(point A, point |B) -> point M { assume 2*M = A + B } theorem t { triangle ABC point D = mid(B, C) show DB = DC }";
        assert!(
            renamed(own, "Q")
                .is_ok_and(|t| t.contains("point Q) -> point M { assume 2*M = A + Q } theorem t { triangle ABC"))
        );
    }
}
