//! Escaping for the formats that reports are written in.

use super::algebra::TIMES;

/// Text for XML content and attribute values. Characters that XML 1.0 forbids are dropped.
pub fn xml(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    for c in s.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(c),
            c if c < ' ' || c == '\u{fffe}' || c == '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}

/// Text for a Markdown paragraph, list or table cell.
pub fn markdown(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    for c in s.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '&' | '$' => {
                out.push('\\');
                out.push(c);
            }
            '\n' | '\r' => out.push(' '),
            TIMES => {}
            c if c < ' ' => {}
            c => out.push(c),
        }
    }
    out
}

/// Text for a terminal: control characters, which could move the cursor or recolour what
/// follows, become spaces. Factors side by side have nothing between them.
pub fn terminal(s: &str) -> String {
    s.chars().filter(|c| *c != TIMES).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Text of so many characters at most: what is quoted may be a line of a megabyte.
pub fn clipped(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((i, _)) => format!("{}…", &text[..i]),
        None => text.to_string(),
    }
}

/// What is wrong with a line of JSON.
pub fn fault(e: &serde_json::Error) -> String {
    clipped(&e.to_string(), 200)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn special_characters_lose_their_meaning() {
        assert_eq!(xml("a<b & \"c'\u{1}"), "a&lt;b &amp; &quot;c&#39;");
        assert_eq!(markdown("A_1 = a*b|c\n"), "A\\_1 = a\\*b\\|c ");
        assert_eq!(terminal("a\u{1b}[31mb"), "a [31mb");
    }
}
