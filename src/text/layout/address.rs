//! Web and mail addresses.
//!
//! In: a byte offset where a word of ASCII letters and digits begins. Out: how far the word goes, and the address in it. Each
//! byte is looked at a bounded number of times.

use crate::position::Span;

/// Endings of host names that are trusted without a path behind them.
const ENDINGS: [&str; 14] =
    ["cn", "com", "edu", "gov", "hk", "info", "int", "mil", "mo", "mobi", "net", "org", "tw", "wang"];
/// Endings that are also words or units; they need `www.` or a path.
const DOUBTFUL_ENDINGS: [&str; 12] =
    ["app", "biz", "cc", "club", "io", "me", "site", "shop", "top", "tv", "vip", "xyz"];

/// What stands at the start of a word.
pub(super) struct Word {
    /// The address in the word.
    pub(super) address: Option<Span>,
    /// Where to go on.
    pub(super) end: usize,
}

/// Read the word that begins at `start`.
pub(super) fn read(bytes: &[u8], start: usize) -> Word {
    let end = start + bytes[start..].iter().take_while(|&&b| in_word(b)).count();
    let address = if bytes[end..].starts_with(b"://") {
        with_scheme(bytes, start, end)
    } else if bytes.get(end) == Some(&b'@') {
        mail(bytes, start, end)
    } else {
        host(bytes, start, end)
    };
    Word { address, end: address.map_or(end, |a| a.end) }
}

fn in_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'%' | b'+' | b'-')
}

fn with_scheme(bytes: &[u8], start: usize, end: usize) -> Option<Span> {
    let word = &bytes[start..end];
    let scheme = [&b"https"[..], b"http", b"ftp"]
        .into_iter()
        .find(|s| word.len() >= s.len() && word[word.len() - s.len()..].eq_ignore_ascii_case(s))?;
    let stop = address_end(bytes, end + 3);
    (stop > end + 3).then(|| Span::new(end - scheme.len(), stop))
}

fn mail(bytes: &[u8], start: usize, at: usize) -> Option<Span> {
    let domain = &bytes[at + 1..];
    let length = domain.iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-')).count();
    let domain = trim(&domain[..length]);
    let (name, ending) = domain.split_at(domain.iter().rposition(|&b| b == b'.')?);
    let plausible = !name.is_empty() && ending.len() > 2 && ending[1..].iter().all(u8::is_ascii_alphabetic);
    plausible.then(|| Span::new(start, at + 1 + domain.len()))
}

fn host(bytes: &[u8], start: usize, end: usize) -> Option<Span> {
    let name = trim(&bytes[start..end]);
    let name_end = start + name.len();
    let ending = name.iter().rposition(|&b| b == b'.').map(|dot| &name[dot + 1..])?;
    let sound = name.split(|&b| b == b'.').all(|label| {
        label.first().is_some_and(u8::is_ascii_alphanumeric)
            && label.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'-')
    });
    let has_path = name_end == end && matches!(bytes.get(end), Some(b'/' | b'?'));
    let among = |list: &[&str]| list.iter().any(|e| ending.eq_ignore_ascii_case(e.as_bytes()));
    let www = name.len() > 4 && name[..4].eq_ignore_ascii_case(b"www.") && ending.iter().all(u8::is_ascii_alphabetic);
    if !sound || !(among(&ENDINGS) || www || has_path && among(&DOUBTFUL_ENDINGS)) {
        return None;
    }
    let port = name_end == end && bytes.get(end) == Some(&b':') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
    let stop = if has_path || port { address_end(bytes, end) } else { name_end };
    Some(Span::new(start, stop))
}

/// Where the address ends whose host or path goes on at `from`. A `#` belongs to it unless it opens a topic,
/// which shows in the second `#` or in Chinese behind it.
fn address_end(bytes: &[u8], from: usize) -> usize {
    let part = |from: usize| from + bytes[from..].iter().take_while(|&&b| in_address(b)).count();
    let mut end = part(from);
    if bytes.get(end) == Some(&b'#') {
        let after = part(end + 1);
        if after > end + 1 && !matches!(bytes.get(after), Some(b'#' | 0xE4..=0xE9)) {
            end = after;
        }
    }
    from + trim_path(&bytes[from..end]).len()
}

fn in_address(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_.~:/?@!$&'()*+,;=%".contains(&byte)
}

fn trim(word: &[u8]) -> &[u8] {
    let kept = word.iter().rposition(u8::is_ascii_alphanumeric).map_or(0, |last| last + 1);
    &word[..kept]
}

/// Leaves off the punctuation of the sentence around the address.
fn trim_path(path: &[u8]) -> &[u8] {
    let kept = path.iter().rposition(|b| !b".,;:!?'()".contains(b)).map_or(0, |last| last + 1);
    // A bracket opened within the address is closed within it.
    let closes = path.get(kept) == Some(&b')') && path[..kept].contains(&b'(');
    &path[..kept + usize::from(closes)]
}
