//! Weibo's own measure of length.
//!
//! The web page of the platform counts half-width characters as half a unit, wide ones as one, and what lies beyond the
//! basic plane as two (it counts UTF-16). Addresses cost what the short link costs that takes their place. The rules are
//! those of the page's own script of 2012, read as follows where it leaves room:
//!
//! * that script knew `http` only; `https` is treated alike, since the short link is the same;
//! * `·`, `×` and `°` (up to U+00FF) cost half a unit, as on the page, not one, as in some of its imitations;
//! * an address is `http://`, at least two labels of ASCII letters and digits, and then ASCII characters that may stand in an
//!   address; it ends before the first Chinese character or space. `weibo.com` and the others count as the platform's own
//!   only directly behind the scheme (`www.weibo.com` does not), and by their beginning, as in the script;
//! * CRLF counts as one line feed.
//!
//! Measured on the source text, not on the folded view.

/// What the short link costs that takes the place of an address, in half-units.
const SHORT_LINK: usize = 20;
/// Up to this many bytes an address costs no more than the short link.
const LONG_ADDRESS: usize = 140;
/// Up to this many bytes an address of the platform's own costs its own length.
const OWN_ADDRESS: usize = 41;

/// The length of `text` in weibo half-units (two make a unit), as weibo's web page counts.
#[must_use]
pub fn half_units(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut total, mut at) = (0, 0);
    while let Some((length, cost)) = step(bytes, at) {
        total += cost;
        at += length;
    }
    total
}

/// The byte of `text` at which begins what no longer fits into `limit` units: the first character, or address, that goes
/// beyond them. `None` where all of it fits.
#[must_use]
pub fn beyond(text: &str, limit: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut total, mut at) = (0, 0);
    while let Some((length, cost)) = step(bytes, at) {
        total += cost;
        if total.div_ceil(2) > limit {
            return Some(at);
        }
        at += length;
    }
    None
}

/// How many bytes the character or address at byte `at` has, and what it costs in half-units; `None` at the end.
#[inline]
fn step(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    Some(match *bytes.get(at)? {
        b'h' | b'H' => match address_length(&bytes[at..]) {
            Some(length) => (length, address_cost(&bytes[at..at + length])),
            None => (1, 1),
        },
        b'\r' if bytes.get(at + 1) == Some(&b'\n') => (1, 0),
        0..=0x7F => (1, 1),
        byte @ 0x80..=0xDF => (2, if byte <= 0xC3 { 1 } else { 2 }),
        0xE0..=0xEF => (3, 2),
        0xF0..=0xFF => (4, 4),
    })
}

/// The length of `text` in weibo units, rounded up.
#[must_use]
pub fn units(text: &str) -> usize {
    half_units(text).div_ceil(2)
}

/// How many bytes the address at the start of `bytes` has, if there is one.
fn address_length(bytes: &[u8]) -> Option<usize> {
    let host = scheme_length(bytes)?;
    let label = |from: usize| bytes[from..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
    let mut at = host + label(host);
    if at == host {
        return None;
    }
    let mut labels = 1;
    while bytes.get(at) == Some(&b'.') {
        let length = label(at + 1);
        if length == 0 {
            break;
        }
        at += 1 + length;
        labels += 1;
    }
    if labels < 2 {
        return None;
    }
    let rest = bytes[at..].iter().take_while(|b| b.is_ascii_alphanumeric() || b"-_$.+!*()/,:;@&=?~#%".contains(b));
    Some(at + rest.count())
}

fn scheme_length(bytes: &[u8]) -> Option<usize> {
    [&b"http://"[..], b"https://"]
        .into_iter()
        .find(|scheme| bytes.get(..scheme.len()).is_some_and(|b| b.eq_ignore_ascii_case(scheme)))
        .map(<[u8]>::len)
}

fn address_cost(address: &[u8]) -> usize {
    let host = &address[scheme_length(address).unwrap_or(0)..];
    let length = address.len();
    if host.starts_with(b"t.cn") {
        return length;
    }
    let own = [&b"weibo.com"[..], b"weibo.cn", b"t.sina.com.cn", b"t.sina.cn"].iter().any(|h| host.starts_with(h));
    match length {
        0..=OWN_ADDRESS if own => length,
        0..=LONG_ADDRESS => SHORT_LINK,
        _ => SHORT_LINK + length - LONG_ADDRESS,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_known_from_the_platform_are_reproduced() {
        assert_eq!(units("Test"), 2);
        assert_eq!(units("我司CEO与我司吉祥物...好大一坨！"), 16);
        assert_eq!(half_units("one two 🀂一二三四五🀀"), 26);
    }

    #[test]
    fn each_character_costs_what_the_page_says() {
        for (text, half) in [
            ("", 0),
            ("a", 1),
            ("·×°", 3),
            ("ÿ", 1),
            ("Ā", 2),
            ("中", 2),
            ("！", 2),
            ("𠮷", 4),
            ("😀", 4),
            ("一\r\n二", 5),
            ("一\n二", 5),
            ("一\r二", 5),
            ("\u{7ff}", 2),
        ] {
            assert_eq!(half_units(text), half, "{text:?}");
        }
        assert_eq!(units("abc"), 2, "half a unit is rounded up");
    }

    #[test]
    fn what_no_longer_fits_begins_at_the_first_character_beyond_the_limit() {
        let text = "中".repeat(139);
        for (tail, expected) in [
            ("", None),
            ("文", None),
            ("ab", None),
            ("abc", Some(2)),
            ("文a", Some(3)),
            ("😀", Some(0)),
            ("文\r\n", Some(4)),
            ("http://www.example.gov.cn/a", Some(0)),
        ] {
            let whole = format!("{text}{tail}");
            assert_eq!(beyond(&whole, 140), expected.map(|at| text.len() + at), "{tail:?}");
            assert_eq!(beyond(&whole, 140).is_some(), units(&whole) > 140, "{tail:?}");
        }
        assert_eq!(beyond("中", 0), Some(0));
    }

    #[test]
    fn an_address_costs_the_short_link_that_takes_its_place() {
        let long = format!("http://www.example.gov.cn/{}", "a".repeat(200));
        for (text, half) in [
            ("http://www.example.gov.cn/a/b.html", 20),
            ("https://www.example.gov.cn/a/b.html", 20),
            ("http://a.cn", 20),
            (long.as_str(), 20 + long.len() - 140),
            ("http://t.cn/A6abcde", 19),
            ("https://t.cn/A6abcde", 20),
            ("http://weibo.com/12345", 22),
            ("http://weibo.com/1234567890123456789012345678901234567890", 20),
            ("http://www.weibo.com/1", 20),
            ("http://localhost/", 17),
            ("http://", 7),
            ("看http://www.example.cn/a看", 24),
            ("http://www.example.cn/a http://www.example.cn/a", 41),
        ] {
            assert_eq!(half_units(text), half, "{text:?}");
        }
    }
}
