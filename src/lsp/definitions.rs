//! Where a name comes from, and where it stands.

use super::cache;
use super::constructions::prelude;
use super::documents::{Document, Encoding};
use super::symbols::{Kind, Symbol};
use euclase_grammar::PRELUDE;
use euclase_grammar::ast::Span;
use lsp_types::{DocumentHighlight, DocumentHighlightKind, Location, Uri};
use std::path::Path;

fn symbol(d: &Document, byte: usize) -> Option<(usize, &Symbol)> {
    let index = &d.analysis().index;
    let o = index.at(byte)?;
    Some((o.symbol, index.symbol(o)?))
}

/// Where the name at a byte is introduced. A construction of the prelude is in a file of its own, which nobody is to edit.
///
/// # Errors
/// That file cannot be written: why.
pub fn of(d: &Document, byte: usize, cache: Option<&Path>) -> Result<Vec<Location>, String> {
    let Some((_, s)) = symbol(d, byte) else { return Ok(Vec::new()) };
    let own = s.places.iter().map(|span| Location { uri: d.uri.clone(), range: d.range(*span) });
    let mut all: Vec<Location> = own.collect();
    let also = s.kind == Kind::Definition && super::symbols::word(&s.name) == Some(Kind::Prelude);
    if s.kind == Kind::Prelude || (also && !d.analysis().is_prelude) {
        let folder = cache.ok_or("there is no folder for the prelude: set EUCLASE_CACHE")?;
        let path = cache::place(folder, "prelude", "fml", PRELUDE)?;
        let uri = cache::address(&path).ok_or("the file of the prelude has no address")?;
        all.extend(in_prelude(&uri, &s.name));
    }
    Ok(all)
}

fn in_prelude(uri: &Uri, name: &str) -> Vec<Location> {
    // Its text is ASCII, so however characters are counted it is the same.
    let d = Document::new(uri.clone(), 0, PRELUDE.into(), Encoding::Utf8);
    let items = prelude().checked.ast.items.iter().filter(|i| i.name.name == name);
    items.map(|i| Location { uri: uri.clone(), range: d.range(i.name.span) }).collect()
}

/// Where the name at a byte stands.
pub fn references(d: &Document, byte: usize, introduction: bool) -> Vec<Location> {
    let Some((i, s)) = symbol(d, byte) else { return Vec::new() };
    let places = d.analysis().index.places(i).filter(|p| introduction || !s.places.contains(p));
    places.map(|p| Location { uri: d.uri.clone(), range: d.range(p) }).collect()
}

/// The places of the name at a byte, to be lit up.
pub fn highlights(d: &Document, byte: usize) -> Vec<DocumentHighlight> {
    let Some((i, s)) = symbol(d, byte) else { return Vec::new() };
    let kind = |p: &Span| if s.places.contains(p) { DocumentHighlightKind::WRITE } else { DocumentHighlightKind::READ };
    let places = d.analysis().index.places(i);
    places.map(|p| DocumentHighlight { range: d.range(p), kind: Some(kind(&p)) }).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_prelude_is_ascii() {
        assert!(euclase_grammar::PRELUDE.is_ascii());
    }
}
