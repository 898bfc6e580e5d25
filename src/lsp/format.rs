//! Formatting: what `prove fmt` does, as the least change of lines.

use super::documents::Document;
use euclase_grammar::ast::Span;
use lsp_types::TextEdit;

/// The changes that give a document its canonical form.
///
/// # Errors
/// It cannot be read: why.
pub fn edits(d: &Document) -> Result<Vec<TextEdit>, String> {
    let formatted = euclase_grammar::format(&d.text).map_err(|errors| {
        let first = errors.first().map_or("", |e| e.message.as_str());
        format!("a file with errors is not formatted: {first}")
    })?;
    Ok(difference(&d.text, &formatted)
        .map(|(span, new_text)| TextEdit { range: d.range(span), new_text })
        .into_iter()
        .collect())
}

/// What has to be replaced by what, in whole lines: the lines before and after that are the same stay as they are, and the
/// cursor with them.
fn difference(old: &str, new: &str) -> Option<(Span, String)> {
    if old == new {
        return None;
    }
    let same = |a: &mut dyn Iterator<Item = &str>, b: &mut dyn Iterator<Item = &str>| {
        a.zip(b).take_while(|(x, y)| x == y).map(|(x, _)| x.len()).sum::<usize>()
    };
    let lines = |s| str::split_inclusive(s, '\n');
    let head = same(&mut lines(old), &mut lines(new));
    let (old_rest, new_rest) = (old.get(head..)?, new.get(head..)?);
    let tail = same(&mut lines(old_rest).rev(), &mut lines(new_rest).rev());
    Some((Span::new(head, old.len() - tail), new_rest.get(..new_rest.len() - tail)?.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_are_the_same_stay() {
        let (span, text) = difference("a\nb\nc\n", "a\nx\ny\nc\n").expect("a change");
        assert_eq!((span, text.as_str()), (Span::new(2, 4), "x\ny\n"));
        assert_eq!(difference("a\n", "a\n"), None);
        for (old, new) in [("a\na\n", "a\n"), ("a", "a\n"), ("", "x\n"), ("a\n\n\nb\n", "a\n\nb\n"), ("b\na\n", "a\n")]
        {
            let (span, text) = difference(old, new).expect("a change");
            let mut changed = old.to_string();
            changed.replace_range(span.start..span.end, &text);
            assert_eq!(changed, new);
        }
    }
}
