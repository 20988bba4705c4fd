//! XML as far as reports need it.

use std::fmt::Write as _;

/// `text` for an attribute or between tags. Characters that XML 1.0 cannot hold are left out.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            // As they stand, a reader would take them for spaces.
            '\n' | '\r' | '\t' => _ = write!(out, "&#{};", u32::from(c)),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn nothing_in_a_text_ends_an_attribute_or_breaks_a_reader() {
        assert_eq!(super::escape("<甲&\"'>\n\u{1b}\u{ffff}😀"), "&lt;甲&amp;&quot;&apos;&gt;&#10;😀");
    }
}
