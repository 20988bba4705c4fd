//! Comments that speak to the linter: `<!-- wenfeng: ignore[rule, rule:words] reason -->`.
//!
//! In: a post. Out: its comments, in order, with the bytes of each name and the paragraph it is about. `ignore` is about the
//! line it stands in, or, alone on its line, about the paragraph behind it; `disable` and `enable` bound a stretch;
//! `file-ignore` is about the whole post. Linear in the text.

use crate::position::Span;
use crate::post::Post;

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";

/// What a comment asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// For its line or the next paragraph.
    Ignore,
    /// From here on.
    Disable,
    /// No longer.
    Enable,
    /// For the whole post.
    FileIgnore,
}

impl Verb {
    /// All verbs with their names.
    pub const NAMES: [(&'static str, Self); 4] = [
        ("ignore", Self::Ignore),
        ("disable", Self::Disable),
        ("enable", Self::Enable),
        ("file-ignore", Self::FileIgnore),
    ];
}

/// A comment that speaks to the linter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// The whole comment, in bytes of the post's text.
    pub span: Span,
    /// What it asks for; `None`: not understood.
    pub verb: Option<Verb>,
    /// The word that stands where the verb should.
    pub word: String,
    /// What is named, as written, with its bytes.
    pub names: Vec<(String, Span)>,
    /// Why, as written; may be empty.
    pub reason: String,
    /// What `ignore` is about.
    pub paragraph: Span,
}

/// Of the comments in a post, so many are read; nobody writes more by hand.
pub const MOST: usize = 1_000;

/// The first [`MOST`] comments in `post` that speak to the linter.
#[must_use]
pub fn read(post: &Post) -> Vec<Comment> {
    let text = post.text.as_str();
    let mut found: Vec<Comment> = Vec::new();
    let mut lines: Vec<Line> = Vec::new();
    let mut at = post.front.min(text.len());
    let mut line = Line { start: text[..at].rfind(['\n', '\r']).map_or(0, |i| i + 1), alone: true };
    while found.len() < MOST
        && let Some(start) = text[at..].find(OPEN).map(|i| at + i)
    {
        let inner = start + OPEN.len();
        let Some(close) = text[inner..].find(CLOSE).map(|i| inner + i) else { break };
        line.pass(text, Span::new(at, start));
        at = close + CLOSE.len();
        if let Some(comment) = understand(text, Span::new(start, at), Span::new(inner, close)) {
            found.push(comment);
            lines.push(line);
        }
        line.pass(text, Span::new(at, at));
    }
    // From the last to the first, so that what stands behind a run of comments is looked at once.
    let mut behind = Behind::default();
    for (comment, line) in found.iter_mut().zip(&lines).rev() {
        let (end, blank) = behind.line_end(text, comment.span.end);
        comment.paragraph = if line.alone && blank {
            behind.paragraph(text, comment.span.end, line.start)
        } else {
            Span::new(line.start, end)
        };
        behind.line = Some((comment.span.start, end, blank));
    }
    found
}

/// The line that a comment begins in, as far as it has been read.
#[derive(Clone, Copy)]
struct Line {
    start: usize,
    /// Whether nothing but comments stands in it so far.
    alone: bool,
}

impl Line {
    /// Go over `gap`, text that is no comment.
    fn pass(&mut self, text: &str, gap: Span) {
        let said = &text[gap.range()];
        let last = said.rfind(['\n', '\r']).map(|i| gap.start + i + 1);
        if let Some(start) = last {
            self.start = start;
        }
        let rest = &text[last.unwrap_or(gap.start)..gap.end];
        self.alone = (self.alone || last.is_some()) && rest.trim().is_empty();
    }
}

/// What is known of the text behind the comment at hand.
#[derive(Default)]
struct Behind {
    /// The next comment that speaks to the linter: where it begins, where its line ends, and whether nothing follows there.
    line: Option<(usize, usize, bool)>,
    /// The next comment alone on its line: where the line begins, and the paragraph behind it.
    next: Option<(usize, Span)>,
}

impl Behind {
    /// Where the line goes on to from `from`, and whether nothing but comments stands in the rest of it.
    fn line_end(&self, text: &str, from: usize) -> (usize, bool) {
        let stop = self.line.map_or(text.len(), |(start, ..)| start);
        if let Some(at) = text[from..stop].find(['\n', '\r']).map(|i| from + i) {
            return (at, text[from..at].trim().is_empty());
        }
        let blank = text[from..stop].trim().is_empty();
        self.line.map_or((text.len(), blank), |(_, end, rest)| (end, blank && rest))
    }

    /// The paragraph behind a comment that ends at `from` and is alone on the line that begins at `line`.
    fn paragraph(&mut self, text: &str, from: usize, line: usize) -> Span {
        let mut start = None;
        let mut at = from;
        for piece in text[from..].split_inclusive(['\n', '\r']) {
            if let Some((_, known)) = self.next.filter(|(begin, _)| *begin == at && at > from) {
                // The comment behind this one has looked already.
                let found = Span::new(start.unwrap_or(known.start), known.end);
                self.next = Some((line, found));
                return found;
            }
            let said = piece.trim();
            let silent = said.is_empty() || (said.starts_with(OPEN) && said.ends_with(CLOSE));
            // A line end of two bytes is seen as a blank line behind the first.
            let blank = said.is_empty() && !(piece == "\n" && text[..at].ends_with('\r'));
            match start {
                None if !silent => start = Some(at),
                Some(_) if blank => break,
                _ => {}
            }
            at += piece.len();
        }
        let found = Span::new(start.unwrap_or(at), at);
        self.next = Some((line, found));
        found
    }
}

fn understand(text: &str, span: Span, inner: Span) -> Option<Comment> {
    let said = &text[inner.range()];
    let begun = said.trim_start();
    let rest = begun.strip_prefix("wenfeng")?.trim_start();
    let rest = rest.strip_prefix([':', '：'])?.trim_start();
    let word = &rest[..rest.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(rest.len())];
    let verb = Verb::NAMES.iter().find(|(name, _)| *name == word).map(|(_, verb)| *verb);
    let mut comment =
        Comment { span, verb, word: word.to_owned(), names: Vec::new(), reason: String::new(), paragraph: span };
    let behind = rest[word.len()..].trim_start();
    // Where `behind` begins in the post: it is a tail of the inner text.
    let base = inner.end - behind.len();
    let mut reason = behind;
    if let Some(list) = behind.strip_prefix('[') {
        let end = list_end(list);
        for piece in pieces(&list[..end]) {
            let name = list[piece.range()].trim();
            if !name.is_empty() {
                let lead = list[piece.range()].len() - list[piece.range()].trim_start().len();
                let start = base + 1 + piece.start + lead;
                comment.names.push((name.to_owned(), Span::new(start, start + name.len())));
            }
        }
        reason = list[end..].strip_prefix(']').unwrap_or_default();
    }
    reason.trim().clone_into(&mut comment.reason);
    Some(comment)
}

/// Where the `]` that closes `list` stands; its end where there is none.
fn list_end(list: &str) -> usize {
    let mut quote = None;
    for (at, c) in list.char_indices() {
        match quote {
            Some(close) if c == close => quote = None,
            None if c == ']' => return at,
            None => quote = closing(c),
            Some(_) => {}
        }
    }
    list.find(']').unwrap_or(list.len())
}

/// The pieces of `list` between its commas; commas in quotation marks divide nothing.
fn pieces(list: &str) -> Vec<Span> {
    let mut pieces = Vec::new();
    let (mut start, mut quote) = (0, None);
    for (at, c) in list.char_indices() {
        match quote {
            Some(close) if c == close => quote = None,
            None if matches!(c, ',' | '，' | '、') => {
                pieces.push(Span::new(start, at));
                start = at + c.len_utf8();
            }
            None => quote = closing(c),
            Some(_) => {}
        }
    }
    pieces.push(Span::new(start, list.len()));
    pieces
}

fn closing(open: char) -> Option<char> {
    match open {
        '"' => Some('"'),
        '“' => Some('”'),
        '「' => Some('」'),
        _ => None,
    }
}
