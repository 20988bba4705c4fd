//! Fingerprints: a name for a finding that stays when the text around it moves.
//!
//! `v1:` and 16 hexadecimal digits: the 64-bit FNV-1a hash (offset basis `cbf29ce484222325`, prime `100000001b3`) over the
//! UTF-8 bytes of five fields, each followed by a zero byte: the rule id; the folded text found; up to 12 characters of the
//! folded post before it in the same line; up to 12 behind it in the same line; and, in decimal, how many findings of the same post with the same four fields
//! come before it. No path, no line number: the same sentence in a moved file keeps its name.

use std::collections::HashMap;

use crate::finding::{Checked, Finding};
use crate::text::fold::View;

const CONTEXT: usize = 12;

/// The fingerprints of the findings of `checked`, in their order.
#[must_use]
pub fn fingerprints(checked: &Checked) -> Vec<String> {
    if checked.findings.is_empty() {
        return Vec::new();
    }
    let view = View::new(&checked.post.text);
    let mut seen: HashMap<u64, usize> = HashMap::new();
    let fields = checked.findings.iter().map(|finding| {
        let same = fields(finding, &view);
        let ordinal = seen.entry(same).or_default();
        let hash = add(same, &ordinal.to_string());
        *ordinal += 1;
        format!("v1:{hash:016x}")
    });
    fields.collect()
}

fn fields(finding: &Finding, view: &View<'_>) -> u64 {
    let text = view.text();
    let span = view.to_view(finding.span);
    let start = floor(text, span.start);
    let end = floor(text, span.end).max(start);
    // A line put in above or below is another matter.
    let inside = |c: &char| !matches!(c, '\n' | '\r');
    let before = text[..start].chars().rev().take(CONTEXT).take_while(inside).map(char::len_utf8).sum::<usize>();
    let after = text[end..].chars().take(CONTEXT).take_while(inside).map(char::len_utf8).sum::<usize>();
    let fields = [finding.rule.as_str(), &text[start..end], &text[start - before..start], &text[end..end + after]];
    fields.into_iter().fold(0xcbf2_9ce4_8422_2325, add)
}

/// The hash of one text, as one field of a fingerprint.
#[must_use]
pub fn hash(text: &str) -> u64 {
    add(0xcbf2_9ce4_8422_2325, text)
}

fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn add(hash: u64, field: &str) -> u64 {
    field.bytes().chain([0]).fold(hash, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample::{checked, finding};

    #[test]
    fn the_hash_is_the_published_one() {
        // FNV-1a of "a" is af63dc4c8601ec8c; the zero byte behind it is part of our form.
        let of_a = 0xaf63_dc4c_8601_ec8c_u64;
        assert_eq!(add(0xcbf2_9ce4_8422_2325, "a"), of_a.wrapping_mul(0x100_0000_01b3));
    }

    #[test]
    fn a_finding_keeps_its_name_when_text_far_away_changes() {
        let text = "昨天的活动办完了，大家说取得圆满成功，明天继续开展下一场活动，欢迎来。";
        let moved = format!("【快讯】\n\n今天。{text}还有。");
        let one = fingerprints(&checked(text, vec![finding(text, "圆满成功")]));
        let other = fingerprints(&checked(&moved, vec![finding(&moved, "圆满成功")]));
        assert_eq!(one, other);
        let short = "取得圆满成功。";
        let between = format!("【快讯】\r\n{short}\n\n今天。");
        let one_short = fingerprints(&checked(short, vec![finding(short, "圆满成功")]));
        assert_eq!(one_short, fingerprints(&checked(&between, vec![finding(&between, "圆满成功")])), "lines around it");
        let near = text.replace("大家", "我们");
        assert_ne!(one, fingerprints(&checked(&near, vec![finding(&near, "圆满成功")])));
    }

    #[test]
    fn equal_findings_in_equal_surroundings_have_different_names() {
        let text = "圆满成功";
        let names = fingerprints(&checked(text, vec![finding(text, text), finding(text, text)]));
        assert_ne!(names[0], names[1]);
        assert!(names.iter().all(|n| n.len() == 19 && n.starts_with("v1:")), "{names:?}");
    }
}
