//! Where an office keeps the reference of its rules: an address with places to fill in.

use std::sync::Arc;

use super::RuleId;
use crate::address::encoded;
use crate::say;
use crate::words::Words;

/// What is filled in: the category (`modesty`), and the name of the rule in it (`self-praise`).
pub const PLACES: [&str; 2] = ["{category}", "{rule}"];
/// How an address may begin.
pub const SCHEMES: [&str; 3] = ["https://", "http://", "file://"];
/// The pattern of the pages that `wenfeng rules --pages` writes, below the folder they lie in.
pub const PAGE: &str = "{category}.html#{rule}";

/// What an address is made of besides letters and digits.
const KEPT: &[u8] = b":?#[]@!$&'()*+,;=%";

/// The address of the reference, with places for a rule. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Docs(Arc<str>);

impl Docs {
    /// An address as it is written in a configuration, such as `https://example.org/{category}.html#{rule}`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn new(written: &str) -> Result<Self, Words> {
        let Some(scheme) = SCHEMES.iter().find(|s| written.get(..s.len()).is_some_and(|t| t.eq_ignore_ascii_case(s)))
        else {
            return Err(say!(
                "网址要用 https://、http:// 或 file:// 开头",
                "an address begins with https://, http:// or file://"
            ));
        };
        let rest = &written[scheme.len()..];
        if rest.is_empty() || (rest.starts_with('/') && *scheme != "file://") {
            return Err(say!("网址里没有写主机名", "the address names no host"));
        }
        if written.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return Err(say!("网址里不能有空格", "there are no spaces in an address"));
        }
        let bare = PLACES.iter().fold(written.to_owned(), |text, place| text.replace(place, ""));
        if bare.contains(['{', '}']) {
            let [category, rule] = PLACES;
            return Err(say!("花括号里只能写 {category} 和 {rule}", "only {category} and {rule} may stand in braces"));
        }
        Ok(Self(written.into()))
    }

    /// As it was written.
    #[must_use]
    pub fn written(&self) -> &str {
        &self.0
    }

    /// The address where `rule` is explained, percent-encoded.
    #[must_use]
    pub fn of(&self, rule: &RuleId) -> String {
        let id = rule.as_str();
        let (category, slug) = id.split_once('/').unwrap_or((id, id));
        let [a, b] = PLACES;
        let address = encoded(&self.0.replace(a, category).replace(b, slug), KEPT);
        lone_signs_encoded(&address)
    }

    /// The same for a report that is read on another machine: none where the address is that of a file.
    #[must_use]
    pub fn for_all(&self, rule: &RuleId) -> Option<String> {
        let there = self.0.get(..5).is_some_and(|t| t.eq_ignore_ascii_case("file:"));
        (!there).then(|| self.of(rule))
    }
}

/// A `%` that begins no encoded byte is one itself.
fn lone_signs_encoded(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for (at, c) in address.char_indices() {
        let hex = |digits: &str| digits.bytes().all(|b| b.is_ascii_hexdigit());
        let begins = address.get(at + 1..at + 3).is_some_and(hex);
        out.push_str(if c == '%' && !begins { "%25" } else { address.get(at..at + c.len_utf8()).unwrap_or_default() });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(written: &str) -> String {
        let rule = RuleId::new("modesty/self-praise").expect("a good id");
        Docs::new(written).unwrap_or_else(|e| panic!("{written}: {}", e.zh)).of(&rule)
    }

    #[test]
    fn the_rule_is_filled_in_and_everything_is_encoded_once() {
        for (written, address) in [
            ("https://a.example/{category}.html#{rule}", "https://a.example/modesty.html#self-praise"),
            ("http://内网/文风?r={rule}&x=100%", "http://%E5%86%85%E7%BD%91/%E6%96%87%E9%A3%8E?r=self-praise&x=100%25"),
            ("https://a/%E6%96%87/{rule}", "https://a/%E6%96%87/self-praise"),
            ("FILE:///d:/说明/{category}/{rule}.html", "FILE:///d:/%E8%AF%B4%E6%98%8E/modesty/self-praise.html"),
            ("https://[::1]:8080/规则\"<>`|^\\", "https://[::1]:8080/%E8%A7%84%E5%88%99%22%3C%3E%60%7C%5E%5C"),
        ] {
            assert_eq!(of(written), address);
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for wrong in [
            "",
            "文风/{rule}.html",
            "ftp://a/{rule}",
            "javascript:alert(1)",
            "https://",
            "https:///a",
            "file://",
            "https://a b/",
            "https://a/\n",
            "https://a/{rules}",
            "https://a/{rule",
            "https://a/{{rule}}",
        ] {
            assert!(Docs::new(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_address_of_a_file_is_for_this_machine_only() {
        let rule = RuleId::new("form/x").expect("a good id");
        let docs = |written| Docs::new(written).expect("an address");
        assert_eq!(docs("file:///a/{rule}").for_all(&rule), None);
        assert_eq!(docs("https://a/{rule}").for_all(&rule).as_deref(), Some("https://a/x"));
    }
}
