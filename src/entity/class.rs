//! What a character can be the beginning or the end of.
//!
//! One table for all recognisers, so that most characters cost one look. It says where it is worth to look closer, no more.

/// A Chinese numeral.
pub(super) const NUMERAL: u16 = 1;
/// Ends the phrase before a name.
pub(super) const STOP: u16 = 1 << 1;
/// Begins a word that ends the phrase before a name.
pub(super) const STOP_WORD: u16 = 1 << 2;
/// The last character of the names of places.
pub(super) const PLACE: u16 = 1 << 3;
/// The last character of the names of bodies.
pub(super) const BODY: u16 = 1 << 4;
/// The last character of offices.
pub(super) const OFFICE: u16 = 1 << 5;
/// A family name.
pub(super) const SURNAME: u16 = 1 << 6;
/// Begins a day given by a word (今天, 周三).
pub(super) const DAY: u16 = 1 << 7;
/// Begins the name of a province or a great city.
pub(super) const CITY: u16 = 1 << 8;
/// Begins an article of law (第).
pub(super) const ARTICLE: u16 = 1 << 9;

const FIRST: u32 = 0x4E00;
const COUNT: usize = 0x5200;

/// The classes of `c`.
pub(super) fn of(c: char) -> u16 {
    u32::from(c).checked_sub(FIRST).and_then(|i| TABLE.get(i as usize)).copied().unwrap_or(0)
}

static TABLE: [u16; COUNT] = {
    let mut table = [0; COUNT];
    mark(&mut table, "零一二三四五六七八九十百千万亿两半", NUMERAL);
    mark(&mut table, super::scan::stops(), STOP);
    mark_first(&mut table, super::scan::stop_words(), STOP_WORD);
    mark(&mut table, super::places::LAST, PLACE);
    mark(&mut table, super::bodies::LAST, BODY);
    mark(&mut table, super::persons::LAST, OFFICE);
    mark(&mut table, super::persons::SURNAMES, SURNAME);
    mark(&mut table, "今明昨后前周星礼农阴正腊", DAY);
    mark_first(&mut table, super::places::CITIES, CITY);
    mark(&mut table, "第", ARTICLE);
    table
};

const fn mark_first(table: &mut [u16; COUNT], words: &[&str], class: u16) {
    let mut i = 0;
    while i < words.len() {
        mark_at(table, words[i].as_bytes(), 0, class);
        i += 1;
    }
}

const fn mark(table: &mut [u16; COUNT], chars: &str, class: u16) {
    let bytes = chars.as_bytes();
    let mut i = 0;
    while i < bytes.len() {
        mark_at(table, bytes, i, class);
        i += 3;
    }
}

/// The lists hold characters of three bytes only.
const fn mark_at(table: &mut [u16; COUNT], bytes: &[u8], i: usize, class: u16) {
    let code = (bytes[i] as u32 & 0x0F) << 12 | (bytes[i + 1] as u32 & 0x3F) << 6 | bytes[i + 2] as u32 & 0x3F;
    table[(code - FIRST) as usize] |= class;
}
