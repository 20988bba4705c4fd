//! From the paragraphs of a document to its posts.

use std::collections::HashMap;
use std::sync::Arc;

use super::super::place::shown;
use super::super::{MAX_POST_BYTES, over_limit};
use super::problems::unread;
use super::story::{NoteReference, Paragraph, Piece, Spot, Story};
use crate::post::{self, Bytes, Meta, Post, PostId, Spot as Place};
use crate::problem::Problem;
use crate::say;

/// The most characters of a heading that name a post.
const TITLE: usize = 40;

/// A post of a document, with where its characters stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Draft {
    /// The post.
    pub(crate) post: Post,
    /// By their place in its text. Line ends between paragraphs belong to none.
    pub(crate) pieces: Vec<Piece>,
}

/// Divide the paragraphs of `body` into posts; `foot` and `end` are the paragraphs of its notes.
pub(super) fn divide(path: &str, body: Story, foot: &[Paragraph], end: &[Paragraph]) -> (Vec<Draft>, Vec<Problem>) {
    let mut notes: HashMap<(bool, i64), Vec<&Paragraph>> = HashMap::new();
    for (is_end, paragraph) in foot.iter().map(|p| (false, p)).chain(end.iter().map(|p| (true, p))) {
        if let Some(id) = paragraph.note {
            notes.entry((is_end, id)).or_default().push(paragraph);
        }
    }
    let mut divider = Divider {
        path: Arc::from(path),
        notes,
        seen: HashMap::new(),
        flows: body.flows,
        number: 0,
        title: None,
        text: String::new(),
        pieces: Vec::new(),
        paragraphs: Vec::new(),
        referred: Vec::new(),
        drafts: Vec::new(),
        problems: Vec::new(),
        bare: Vec::new(),
    };
    let is_text = |p: &Paragraph| p.rank.is_none() && !p.text.trim().is_empty() && !is_rule(&p.text);
    let headed = body.paragraphs.iter().any(is_text);
    let mut paragraphs = body.paragraphs.into_iter().peekable();
    while let Some(mut paragraph) = paragraphs.next() {
        paragraph.rank = paragraph.rank.filter(|_| headed);
        // A line below several paragraphs in a row is drawn once, below the last.
        let more = |next: &Paragraph| next.ruled && !next.text.trim().is_empty();
        let ruled = paragraph.ruled && (paragraph.text.trim().is_empty() || !paragraphs.peek().is_some_and(more));
        divider.take(paragraph);
        if ruled {
            divider.cut();
        }
    }
    divider.end()
}

struct Divider<'n> {
    path: Arc<str>,
    notes: HashMap<(bool, i64), Vec<&'n Paragraph>>,
    /// The number of each note that was referred to, from 1.
    seen: HashMap<(bool, i64), u32>,
    flows: u32,
    /// Paragraphs with words in them, so far.
    number: u64,
    title: Option<Title>,
    text: String,
    pieces: Vec<Piece>,
    paragraphs: Vec<post::Paragraph>,
    referred: Vec<(NoteReference, u64)>,
    drafts: Vec<Draft>,
    problems: Vec<Problem>,
    /// Headings with nothing below them.
    bare: Vec<Title>,
}

struct Title {
    text: String,
    rank: u8,
    number: u64,
}

impl Divider<'_> {
    fn take(&mut self, paragraph: Paragraph) {
        let words = paragraph.text.trim();
        self.number += u64::from(!words.is_empty() && paragraph.spot != Spot::Box);
        let number = self.number.max(1);
        if let Some(rank) = paragraph.rank.filter(|_| !words.is_empty()) {
            self.cut();
            let title = Title { text: title(words), rank, number };
            // One heading above another of a lower rank names a group of posts.
            self.bare.extend(self.title.replace(title).filter(|before| before.rank >= rank));
        } else if paragraph.spot == Spot::Body && is_rule(words) {
            self.cut();
        } else if !words.is_empty() {
            let place = match paragraph.spot {
                Spot::Body => Place::Body,
                Spot::Cell { table, row, column } => Place::Cell { table, row, column },
                Spot::Box => Place::TextBox,
            };
            self.add(&paragraph.text, paragraph.pieces.iter().copied(), number, place);
        }
        self.referred.extend(paragraph.notes.into_iter().map(|note| (note, number)));
    }

    fn add(&mut self, text: &str, pieces: impl Iterator<Item = Piece>, number: u64, place: Place) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let start = self.text.len();
        let shift = u32::try_from(start).unwrap_or(u32::MAX);
        self.paragraphs.push(post::Paragraph { start, number, spot: place });
        self.text.push_str(text);
        self.pieces.extend(pieces.map(|piece| Piece { at: piece.at.saturating_add(shift), ..piece }));
    }

    /// The post at hand is complete; without one, the heading at hand waits for what comes.
    fn cut(&mut self) {
        for (reference, number) in std::mem::take(&mut self.referred) {
            self.note(reference, number);
        }
        if self.text.is_empty() {
            return;
        }
        let title = self.title.take();
        let order = self.drafts.len() as u64 + 1;
        let (text, pieces) = (std::mem::take(&mut self.text), std::mem::take(&mut self.pieces));
        let paragraphs = std::mem::take(&mut self.paragraphs);
        let first = paragraphs.first().map_or(1, |paragraph| paragraph.number);
        if text.len() > MAX_POST_BYTES {
            let (zh, en) = shown(&self.path);
            self.problems.push(over_limit(
                &format!("{zh}第 {first} 段起的一篇"),
                &format!("the post from paragraph {first} of {en}"),
            ));
            return;
        }
        self.drafts.push(Draft {
            post: Post {
                path: Arc::clone(&self.path),
                id: title.map_or(PostId::Number(order), |title| PostId::Name(title.text)),
                row: Some(first),
                line: None,
                bytes: Bytes::Other,
                text,
                front: 0,
                markdown: false,
                meta: Meta::default(),
                paragraphs,
            },
            pieces,
        });
    }

    /// A note, where it is first referred to. Its characters are told from the reference.
    fn note(&mut self, reference: NoteReference, number: u64) {
        let key = (reference.end, reference.id);
        let Some(paragraphs) = self.notes.get(&key).cloned() else { return };
        if self.seen.contains_key(&key) {
            return;
        }
        let order = 1 + self.seen.keys().filter(|seen| seen.0 == reference.end).count();
        let order = u32::try_from(order).unwrap_or(u32::MAX);
        self.seen.insert(key, order);
        self.flows += 1;
        let place = if reference.end { Place::Endnote(order) } else { Place::Footnote(order) };
        let own = |piece: Piece, flow| Piece { slot: reference.slot, flow, divisible: false, ..piece };
        for paragraph in paragraphs {
            let flow = self.flows;
            self.add(&paragraph.text, paragraph.pieces.iter().map(|piece| own(*piece, flow)), number, place);
        }
    }

    fn end(mut self) -> (Vec<Draft>, Vec<Problem>) {
        self.cut();
        self.bare.extend(self.title.take());
        if self.drafts.len() == 1 {
            // A document that holds one post is a draft, not a container.
            self.drafts[0].post.row = None;
        }
        if let (Some(Title { text, number, .. }), count) = (self.bare.first(), self.bare.len()) {
            self.problems.push(
                unread(
                    &self.path,
                    &say!(
                        "有 {count} 个标题下面没有内容，标题本身没有查，如第 {number} 段「{text}」",
                        "{count} headings have nothing below them and were not checked, such as paragraph {number}, “{text}”"
                    ),
                )
                .help(say!("要发出去的话不要用标题样式，用「正文」", "give what is to be published the style of body text")),
            );
        }
        (self.drafts, self.problems)
    }
}

/// Whether a paragraph is a line of dashes or the like that divides posts: three of them or more, or two of the long ones.
fn is_rule(text: &str) -> bool {
    let mut signs = text.chars().filter(|c| !c.is_whitespace());
    let Some(first) = signs.next() else { return false };
    let enough = if matches!(first, '—' | '―' | '─' | '━' | '═') { 1 } else { 2 };
    "-–—―─━═_＿=＝*＊~～－".contains(first) && signs.clone().count() >= enough && signs.all(|c| c == first)
}

/// The name that a heading gives: on one line, and not too long.
fn title(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ");
    match text.char_indices().nth(TITLE) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_dashes_divides_and_nothing_else_does() {
        for text in ["---", "-----------", "- - -", "——", "———", "──", "***", "===", "___", "～～～", "－－－"]
        {
            assert!(is_rule(text), "{text}");
        }
        for text in ["", "-", "--", "—", "-—-", "—— 完 ——", "……", "1-2", "###", "……", "--- 甲"] {
            assert!(!is_rule(text), "{text}");
        }
    }

    #[test]
    fn a_heading_becomes_a_short_name_on_one_line() {
        assert_eq!(title("周一\n  早上"), "周一 早上");
        assert_eq!(title(&"长".repeat(99)), format!("{}…", "长".repeat(40)));
    }
}
