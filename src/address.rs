//! Addresses of files and pages: percent-encoding as RFC 3986 has it.

use std::fmt::Write as _;
use std::path::Path;

/// `text` as UTF-8 with every byte percent-encoded that is no letter or digit, none of `-._~/`, and none of `kept`, which is
/// ASCII.
pub(crate) fn encoded(text: &str, kept: &[u8]) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) || kept.contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The address of the file at `path` (absolute). Everything but the plainest signs is percent-encoded, as UTF-8.
pub(crate) fn of_file(path: &Path) -> String {
    let path = path.to_string_lossy();
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.into_owned() };
    let slash = if path.starts_with('/') { "" } else { "/" };
    format!("file://{slash}{}", encoded(&path, if cfg!(windows) { b":" } else { b"" }))
}

#[cfg(test)]
mod tests {
    use super::encoded;

    #[test]
    fn bytes_are_encoded_one_by_one() {
        assert_eq!(encoded("草/a b#1%~", b"#"), "%E8%8D%89/a%20b#1%25~");
        assert_eq!(encoded("😀", b""), "%F0%9F%98%80");
    }
}
