//! What folding does to single characters.
//!
//! The table of traditional characters is made from that of `OpenCC` (`tests/traditional.rs`). A lone character is all it looks at,
//! so it leaves out those that are simplified characters as well: `OpenCC` makes 干 of a lone 乾, but 乾隆 is plain simplified
//! Chinese. jieba's dictionary decides: a character is left alone if words spelt with it, otherwise simplified, and more
//! frequent than their other spelling, have a frequency of at least 25 together (words rarer than 10 do not count: they come
//! from lists, not from use). These are 乾 (乾隆), 吒 (哪吒), 薹 (蒜薹) and 蹠 (跗蹠). 著, 藉, 瞭 and 覆 are not touched by
//! `OpenCC` itself. 於 and 徵 are folded though names hold them (文徵明): traditional text is full of them.

/// Traditional characters and their simplified forms, sorted.
const TRADITIONAL: &[(char, char)] = include!("traditional.in");

/// A bit for every character of the basic plane that folding may treat in some way or other. Nearly every character of
/// ordinary text is none of them, and one look tells.
static SPECIAL: [u64; 1024] = special();

const fn special() -> [u64; 1024] {
    const RANGES: &[(char, char)] = &[
        ('A', 'Z'),
        ('\t', '\t'),
        (' ', '!'),
        ('(', ')'),
        (',', ','),
        (':', ';'),
        ('?', '?'),
        ('\u{a0}', '\u{a0}'),
        ('\u{ad}', '\u{ad}'),
        ('\u{34f}', '\u{34f}'),
        ('\u{180e}', '\u{180e}'),
        ('\u{2000}', '\u{200f}'),
        ('\u{202a}', '\u{202f}'),
        ('\u{205f}', '\u{2069}'),
        ('\u{3000}', '\u{3000}'),
        ('\u{fe00}', '\u{fe0f}'),
        ('\u{feff}', '\u{feff}'),
        ('\u{ff01}', '\u{ff64}'),
    ];
    let mut bits = [0; 1024];
    let mut i = 0;
    while i < RANGES.len() {
        let mut c = RANGES[i].0 as usize;
        while c <= RANGES[i].1 as usize {
            bits[c / 64] |= 1 << (c % 64);
            c += 1;
        }
        i += 1;
    }
    i = 0;
    while i < TRADITIONAL.len() {
        let c = TRADITIONAL[i].0 as usize;
        if c < 0x1_0000 {
            bits[c / 64] |= 1 << (c % 64);
        }
        i += 1;
    }
    bits
}

/// Whether folding may treat `c` in some way; if not, it stays as it is wherever it stands.
pub(super) fn is_special(c: char) -> bool {
    let c = c as usize;
    SPECIAL.get(c / 64).map_or(c >= 0x2_0000, |bits| bits >> (c % 64) & 1 == 1)
}

/// Whether `c` shows nothing and is removed: zero-width characters, soft hyphens, marks of direction, variation selectors.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0100}'..='\u{e01ef}')
}

/// Whether `c` is white space that does not end a line.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

/// Whether `c` is a Chinese character.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '々' | '〇' | '\u{3400}'..='\u{4dbf}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}')
}

/// Whether `c` is a punctuation mark of Chinese text.
pub(super) fn is_han_punctuation(c: char) -> bool {
    matches!(c, '，' | '。' | '；' | '：' | '！' | '？' | '、' | '（' | '）' | '〈'..='】' | '〔'..='〟' | '…' | '—' | '·'
        | '“' | '”' | '‘' | '’')
}

/// The full-width form of a mark that is typed in half width by mistake behind Chinese text.
pub(super) fn widen(c: char) -> Option<char> {
    Some(match c {
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '!' => '！',
        '?' => '？',
        '(' => '（',
        ')' => '）',
        _ => return None,
    })
}

/// Width, case and traditional characters; every other character is itself.
pub(super) fn fold_char(c: char) -> char {
    match c {
        'A'..='Z' => c.to_ascii_lowercase(),
        '０'..='９'
        | 'Ａ'..='Ｚ'
        | 'ａ'..='ｚ'
        | '＃'
        | '＠'
        | '％'
        | '＆'
        | '＋'
        | '－'
        | '／'
        | '＝'
        | '＿'
        | '～' => {
            // The block of full-width forms is ASCII, from `!` on, in ASCII's order.
            char::from_u32(u32::from(c) - 0xfee0).map_or(c, |c| c.to_ascii_lowercase())
        }
        '｡' => '。',
        '､' => '、',
        '\u{3400}'.. => TRADITIONAL.binary_search_by_key(&c, |&(from, _)| from).map_or(c, |i| TRADITIONAL[i].1),
        _ => c,
    }
}
