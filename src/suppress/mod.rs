//! Suppressions: what a draft or a configuration asks the linter to pass over, for one rule or for one match of it.
//!
//! Written as a [`Silence`]: a rule selector, or a selector with the very words (`modesty/self-praise:圆满成功`). Silences come
//! from front matter and the fields of a record (`ignore`), from the configuration, and, in Markdown only, from comments
//! ([`comment`]). A plain text is published as it stands, so a comment in it does nothing, and is told of. [`Suppressions`]
//! answers for one post which findings are passed over, and afterwards which silences had nothing to do.

pub mod comment;

use std::collections::{HashMap, HashSet};

use crate::finding::{Passed, Slip};
use crate::position::Span;
use crate::post::Post;
use crate::problem::nearest;
use crate::rule::selector::Selector;
use crate::rule::{Rule, RuleId};
use crate::say;
use crate::text::fold::fold_term;
use crate::words::Words;

use self::comment::{Comment, Verb};

/// A rule selector, and the words it is about if it is about one match only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Silence {
    /// Which rules.
    pub selector: Selector,
    /// The words that a finding must mark, folded; `None`: any.
    pub words: Option<String>,
}

impl Silence {
    /// The silence that `text` writes: `selector` or `selector:words`. The words may stand in quotation marks; a colon without
    /// words is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (selector, words) = split(text);
        let words = words.map(|w| fold_term(unquoted(w.trim()).trim()));
        if words.as_ref().is_some_and(String::is_empty) {
            return None;
        }
        Some(Self { selector: Selector::parse(selector)?, words })
    }

    /// Whether it passes over what the rule `id` says about `excerpt`, the words marked.
    #[must_use]
    pub fn covers(&self, id: &RuleId, excerpt: &str) -> bool {
        self.covers_folded(id, &fold_term(excerpt.trim()))
    }

    fn covers_folded(&self, id: &RuleId, excerpt: &str) -> bool {
        self.selector.selects(id) && self.words.as_deref().is_none_or(|words| words == excerpt)
    }

    /// How the silence for this one match is written; `excerpt` are the words marked. Line breaks cannot be written.
    #[must_use]
    pub fn written(id: &RuleId, excerpt: &str) -> String {
        let excerpt = excerpt.trim();
        if excerpt.contains([',', '，', '、', ']', '"']) {
            format!("{id}:「{excerpt}」")
        } else {
            format!("{id}:{excerpt}")
        }
    }
}

/// The part of a written silence that names rules; all of what is none.
#[must_use]
pub fn selector_of(text: &str) -> &str {
    let (selector, words) = split(text);
    if words.is_some() && Silence::parse(text).is_none() && Selector::parse(selector).is_some() {
        return text.trim();
    }
    selector
}

fn split(text: &str) -> (&str, Option<&str>) {
    match text.split_once([':', '：']) {
        Some((selector, words)) => (selector.trim(), Some(words)),
        None => (text.trim(), None),
    }
}

fn unquoted(words: &str) -> &str {
    [('"', '"'), ('“', '”'), ('「', '」')]
        .into_iter()
        .find_map(|(open, close)| words.strip_prefix(open)?.strip_suffix(close))
        .unwrap_or(words)
}

/// Where a silence speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    Everywhere,
    /// Findings that begin here.
    In(Span),
}

#[derive(Debug)]
struct Entry {
    silence: Silence,
    written: String,
    scope: Scope,
    /// Where it is written in the post; `None`: in the configuration, which speaks for other posts too.
    place: Option<Span>,
    reason: String,
    used: bool,
}

/// What one post passes over.
#[derive(Debug, Default)]
pub struct Suppressions {
    entries: Vec<Entry>,
    slips: Vec<Slip>,
}

impl Suppressions {
    /// What `post` itself and `configured` pass over.
    #[must_use]
    pub fn of(post: &Post, configured: &[Silence]) -> Self {
        let mut own = Self::default();
        for silence in configured {
            let silence = silence.clone();
            own.entries.push(Entry {
                silence,
                written: String::new(),
                scope: Scope::Everywhere,
                place: None,
                reason: String::new(),
                used: false,
            });
        }
        for written in post.meta.ignore.iter().take(comment::MOST) {
            own.add(written, Scope::Everywhere, Span::new(0, post.front), "");
        }
        let comments = comment::read(post);
        if post.markdown {
            own.comments(post, &comments);
        } else if let Some(first) = comments.first() {
            own.slips.push(Slip {
                span: first.span,
                message: say!(
                    "纯文本里的 wenfeng 注释不起作用，还会随文发出去",
                    "a wenfeng comment in a plain text does nothing and is published with it"
                ),
                help: say!(
                    "删去它；要略过，写进 wenfeng.toml 的 ignore，或用基线",
                    "remove it; use `ignore` in wenfeng.toml or a baseline instead"
                ),
            });
        }
        own
    }

    /// Whether a finding of the rule `id` at `span` of `text`, the post's text, is passed over.
    pub fn covers(&mut self, id: &RuleId, span: Span, text: &str) -> bool {
        if self.entries.is_empty() {
            return false;
        }
        let excerpt = fold_term(text.get(span.range()).unwrap_or_default().trim());
        let mut covered = false;
        for entry in &mut self.entries {
            let here = match entry.scope {
                Scope::Everywhere => true,
                Scope::In(scope) => scope.start <= span.start && span.start < scope.end,
            };
            if here && entry.silence.covers_folded(id, &excerpt) {
                entry.used = true;
                covered = true;
            }
        }
        covered
    }

    /// What the post itself passed over, with the reasons written there.
    #[must_use]
    pub fn passed(&self) -> Vec<Passed> {
        let used = self.entries.iter().filter(|entry| entry.used);
        let own = used.filter_map(|entry| Some((entry, entry.place?)));
        own.map(|(entry, span)| Passed { span, written: entry.written.clone(), reason: entry.reason.clone() }).collect()
    }

    /// What is wrong with the suppressions of the post after all findings were asked about; `rules` are those that were run.
    /// One for a rule that was not run is not judged.
    #[must_use]
    pub fn slips(self, rules: &[Rule]) -> Vec<Slip> {
        let mut slips = self.slips;
        for entry in self.entries {
            let Some(span) = entry.place.filter(|_| !entry.used) else { continue };
            if rules.iter().any(|rule| entry.silence.selector.selects(&rule.id)) {
                let written = entry.written;
                slips.push(Slip {
                    span,
                    message: say!("略过「{written}」没有用上", "nothing here needs to pass over “{written}”"),
                    help: say!("问题已经没有了，可以删去", "the finding has gone; it can be removed"),
                });
            }
        }
        slips.sort_by_key(|slip| slip.span);
        slips
    }

    fn add(&mut self, written: &str, scope: Scope, place: Span, reason: &str) {
        // What is no selector at all is told by whoever knows all rules, see `unknown`.
        if let Some(silence) = Silence::parse(written) {
            let written = written.trim().to_owned();
            let reason = reason.to_owned();
            self.entries.push(Entry { silence, written, scope, place: Some(place), reason, used: false });
        }
    }

    fn comments(&mut self, post: &Post, comments: &[Comment]) {
        // Where each name is enabled next, seen from the last comment to the first.
        let mut ends: HashMap<&str, usize> = HashMap::new();
        let mut stretches: HashMap<(usize, &str), Span> = HashMap::new();
        for (at, comment) in comments.iter().enumerate().rev() {
            for (name, _) in &comment.names {
                match comment.verb {
                    Some(Verb::Enable) => _ = ends.insert(name, comment.span.start),
                    Some(Verb::Disable) => {
                        let end = ends.get(name.as_str()).copied().unwrap_or(post.text.len());
                        stretches.insert((at, name), Span::new(comment.span.end, end));
                    }
                    _ => {}
                }
            }
        }
        let mut open: HashSet<&str> = HashSet::new();
        for (at, comment) in comments.iter().enumerate() {
            let Some(verb) = comment.verb else {
                self.slips.push(not_understood(comment));
                continue;
            };
            if comment.names.is_empty() {
                self.slips.push(nameless(comment.span));
            }
            for (name, place) in &comment.names {
                let scope = match verb {
                    Verb::Ignore => Scope::In(comment.paragraph),
                    Verb::FileIgnore => Scope::Everywhere,
                    Verb::Disable => {
                        open.insert(name);
                        Scope::In(stretches.get(&(at, name.as_str())).copied().unwrap_or_default())
                    }
                    Verb::Enable => {
                        if !open.remove(name.as_str()) {
                            self.slips.push(Slip {
                                span: *place,
                                message: say!("前面没有 disable[{name}]", "there is no disable[{name}] before"),
                                help: say!("删去这个 enable", "remove this enable"),
                            });
                        }
                        continue;
                    }
                };
                self.add(name, scope, *place, &comment.reason);
            }
        }
    }
}

fn not_understood(comment: &Comment) -> Slip {
    let (word, near) = (&comment.word, nearest(&comment.word, Verb::NAMES.map(|(name, _)| name)));
    Slip {
        span: comment.span,
        message: say!("看不懂注释里的「{word}」", "“{word}” in this comment is not understood"),
        help: match near {
            Some(near) => say!("是不是「{near}」？", "did you mean “{near}”?"),
            None => {
                say!("可以写 ignore、disable、enable、file-ignore", "known are ignore, disable, enable, file-ignore")
            }
        },
    }
}

fn nameless(span: Span) -> Slip {
    Slip {
        span,
        message: say!("注释里没有写略过哪条规则", "this comment does not say which rule to pass over"),
        help: say!("写成 <!-- wenfeng: ignore[规则名] 理由 -->", "write <!-- wenfeng: ignore[rule] reason -->"),
    }
}

/// Everything `post` asks to pass over, as written, with its place; for telling of rules that there are not.
#[must_use]
pub fn names(post: &Post) -> Vec<(String, Span)> {
    let front = Span::new(0, post.front);
    let mut names: Vec<_> = post.meta.ignore.iter().map(|name| (name.clone(), front)).collect();
    if post.markdown {
        names.extend(comment::read(post).into_iter().flat_map(|c| c.names));
    }
    names
}

/// The comment that passes over one match: `words` are those marked. For the line before the paragraph, without a line end.
#[must_use]
pub fn comment_for(id: &RuleId, words: &str, reason: &Words, lang: crate::words::Lang) -> String {
    let name = if words.contains(['\n', '\r']) || words.contains("-->") {
        id.to_string()
    } else {
        Silence::written(id, words)
    };
    format!("<!-- wenfeng: ignore[{name}] {} -->", reason.get(lang))
}

#[cfg(test)]
mod tests;
