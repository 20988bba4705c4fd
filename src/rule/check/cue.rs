//! Wordings, patterns and cues.

use super::Checker;
use super::guard::PARTS;
use crate::entity::EntityKind;
use crate::problem::{Problem, nearest};
use crate::rule::schema::Text;
use crate::rule::{Cue, Element, Term, pattern, term};
use crate::say;
use crate::text::layout::PartKind;
use crate::words::Words;

/// Parts of a post that cues may name. Running text is everywhere, and `@link` is a recogniser.
fn parts() -> impl Iterator<Item = (&'static str, PartKind)> {
    PARTS.into_iter().filter(|(_, kind)| !matches!(kind, PartKind::Body | PartKind::Link))
}

impl Checker<'_> {
    /// A wording with what to write instead.
    pub(super) fn term(&mut self, text: &Text, instead: Vec<String>) -> Option<Term> {
        let literals = self.literals(text)?;
        Some(Term { written: text.get_ref().clone(), literals, instead })
    }

    /// Every literal of a wording.
    pub(super) fn literals(&mut self, text: &Text) -> Option<Vec<String>> {
        match term::expand(text.get_ref()) {
            Ok(expansion) => {
                if let Some(twice) = expansion.twice {
                    let problem =
                        Problem::note(say!("这条词语两次写出「{twice}」", "the wording spells “{twice}” twice"));
                    let problem = problem.at(self.source, text.span().into(), Words::default());
                    self.note(problem.help(say!("去掉重复的写法", "leave one out")));
                }
                if let Some(doubt) = expansion.doubt {
                    let mut problem = Problem::note(say!("词语里有全角的括号或竖线", "full-width signs in a wording"))
                        .at(self.source, self.inside(text, doubt.range), doubt.message);
                    problem.help = doubt.help;
                    self.note(problem);
                }
                Some(expansion.literals)
            }
            Err(slip) => {
                let written = shorten(text.get_ref());
                self.slip(text, slip, say!("词语「{written}」的写法不对", "the wording “{written}” cannot be read"));
                None
            }
        }
    }

    /// All literals of a list of wordings.
    pub(super) fn all_literals(&mut self, texts: &[Text]) -> Vec<String> {
        texts.iter().filter_map(|text| self.literals(text)).flatten().collect()
    }

    /// A regular expression, as it is matched: folded, if it is matched against folded text.
    pub(super) fn pattern(&mut self, text: &Text, folded: bool) -> Option<String> {
        let written = text.get_ref();
        self.pattern_in(text, 0, written, folded)
    }

    fn pattern_in(&mut self, text: &Text, offset: usize, written: &str, folded: bool) -> Option<String> {
        match pattern::compile(written, folded) {
            Ok(regex) => Some(regex.as_str().to_owned()),
            Err(mut slip) => {
                slip.range = slip.range.start + offset..slip.range.end + offset;
                let shown = shorten(written);
                self.slip(text, slip, say!("正则「{shown}」不能用", "the pattern “{shown}” cannot be used"));
                None
            }
        }
    }

    /// All cues of a list.
    pub(super) fn cues(&mut self, texts: &[Text]) -> Vec<Cue> {
        texts.iter().flat_map(|text| self.cue(text)).collect()
    }

    /// What one entry asks for; `@contact` is several cues, any of which will do.
    fn cue(&mut self, text: &Text) -> Vec<Cue> {
        let written = text.get_ref();
        if let Some(name) = written.strip_prefix('@') {
            return self.named(text, name);
        }
        if let Some(inner) = written.strip_prefix('/').and_then(|w| w.strip_suffix('/')) {
            return self.pattern_in(text, 1, inner, true).map(Cue::Pattern).into_iter().collect();
        }
        self.literals(text).map(Cue::Literals).into_iter().collect()
    }

    fn named(&mut self, text: &Text, name: &str) -> Vec<Cue> {
        if let Some(element) = name.strip_prefix("element:") {
            let found = Element::NAMES.iter().find(|(known, _)| *known == element);
            if let Some((_, element)) = found {
                return vec![Cue::Element(*element)];
            }
            self.unknown(text, element, &Element::NAMES.map(|(n, _)| n), "@element:");
            return Vec::new();
        }
        if name == "contact" {
            let class = self.class("contact").unwrap_or_default();
            return vec![
                Cue::Entity(EntityKind::Phone),
                Cue::Entity(EntityKind::Link),
                Cue::Part(PartKind::Mention),
                Cue::Class(String::from("contact"), class),
            ];
        }
        if let Some((_, kind)) = EntityKind::NAMES.iter().find(|(known, _)| *known == name) {
            return vec![Cue::Entity(*kind)];
        }
        if let Some((_, part)) = parts().find(|(known, _)| *known == name) {
            return vec![Cue::Part(part)];
        }
        if let Some(class) = self.class(name) {
            return vec![Cue::Class(name.to_owned(), class)];
        }
        let classes = self.against.classes;
        let mut known: Vec<&str> = reserved().collect();
        known.extend(classes.keys().map(String::as_str));
        self.unknown(text, name, &known, "@");
        Vec::new()
    }

    fn class(&self, name: &str) -> Option<Vec<Cue>> {
        self.against.classes.get(name).cloned()
    }

    fn unknown(&mut self, text: &Text, name: &str, known: &[&str], prefix: &str) {
        let label = match nearest(name, known.iter().copied()) {
            Some(meant) => say!("是不是「{prefix}{meant}」？", "perhaps `{prefix}{meant}`?"),
            None => say!("不认识的名称", "unknown name"),
        };
        let list = known.join(" ");
        self.fail(
            Problem::failure(say!("没有「{prefix}{name}」这种线索", "there is no cue `{prefix}{name}`"))
                .at(self.source, text.span().into(), label)
                .help(say!(
                    "可用：{list}。词语类写在 lexicon.toml 的 [class] 里；要找 @ 本身写 \\@",
                    "known: {list}. Word classes are in [class] of lexicon.toml; write \\@ for the sign itself"
                )),
        );
    }
}

/// Names of cues that a word class cannot have.
pub(super) fn reserved() -> impl Iterator<Item = &'static str> {
    let entities = EntityKind::NAMES.iter().map(|(name, _)| *name);
    entities.chain(parts().map(|(name, _)| name)).chain(["contact"])
}

/// A quotation that fits in a sentence.
pub(super) fn shorten(text: &str) -> String {
    const MOST: usize = 24;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
