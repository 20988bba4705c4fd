//! `lexicon.toml` and `lexicon-….toml`: names, word classes, situation cues and the signs of elements.

use std::collections::BTreeMap;
use std::sync::Arc;

use toml::Spanned;
use toml::de::DeValue;

use super::{Against, Checker, Rigour, cue};
use crate::problem::{Problem, ProblemSource};
use crate::rule::decode;
use crate::rule::lexicon::{Classes, ElementSign, Lexicon, SituationCue, SituationWords};
use crate::rule::schema::{RawElementSign, RawLexicon, RawSituationCue, Text, Texts};
use crate::rule::{Element, Within};
use crate::say;
use crate::words::Words;

/// The lexicon of the files of a pack. Problems go to `problems`; what is sound is kept.
pub fn check_lexicon(sources: &[Arc<ProblemSource>], against: Against<'_>, problems: &mut Vec<Problem>) -> Lexicon {
    let read: Vec<_> = sources.iter().filter_map(|source| Some((source, raw(source, problems)?))).collect();
    let mut lexicon = Lexicon::default();
    for (source, raw) in &read {
        // A class may not name another one: its content would depend on the order of packs.
        let against = Against { classes: &Classes::new(), ..against };
        let mut checker = Checker { source, against, problems, place: 0..0, failed: false };
        lexicon.names.extend(checker.all_literals(&raw.names));
        for (name, cues) in checker.classes(&raw.class) {
            lexicon.classes.entry(name).or_default().extend(cues);
        }
    }
    // Situations and elements may name the classes that this very pack makes.
    let mut classes = against.classes.clone();
    for (name, cues) in &lexicon.classes {
        classes.entry(name.clone()).or_default().extend(cues.iter().cloned());
    }
    let against = Against { classes: &classes, ..against };
    for (source, raw) in &read {
        let mut checker = Checker { source, against, problems, place: 0..0, failed: false };
        for cue in &raw.situation {
            checker.place = cue.span();
            checker.situation_sign(cue.get_ref(), &mut lexicon);
        }
        for (name, &base) in &raw.base {
            if let Some(situation) = checker.situation(name) {
                lexicon.base[situation as usize] = base;
            }
        }
        for sign in &raw.element {
            checker.place = sign.span();
            lexicon.elements.extend(checker.element_sign(sign.get_ref()));
        }
    }
    lexicon
}

fn raw(source: &Arc<ProblemSource>, problems: &mut Vec<Problem>) -> Option<RawLexicon> {
    let table = match decode::parse(source) {
        Ok(table) => table,
        Err(faults) => {
            problems.extend(faults);
            return None;
        }
    };
    let span = table.span();
    let value = Spanned::new(span, DeValue::Table(table.into_inner()));
    decode::read::<RawLexicon>(source, value, problems).map(|read| read.value)
}

impl Checker<'_> {
    fn classes(&mut self, raw: &BTreeMap<Text, Texts>) -> Classes {
        let mut classes = Classes::new();
        for (name, texts) in raw {
            let written = name.get_ref();
            let kebab = written.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
            // `contact` is both: the class is one of the things that the cue of this name stands for.
            let taken = written != "contact" && cue::reserved().any(|known| known == written);
            if !kebab || taken {
                let label = if taken {
                    say!("程序自己的名称", "a name of the program's own")
                } else {
                    say!("用小写字母、数字和 -", "use lower-case letters, digits and `-`")
                };
                let problem =
                    Problem::failure(say!("词语类不能叫「{written}」", "a word class cannot be named `{written}`"));
                self.fail(problem.at(self.source, name.span().into(), label).help(say!("换个名", "rename it")));
                continue;
            }
            if texts.is_empty() {
                self.empty_list(name.span(), written);
            }
            classes.insert(written.clone(), self.cues(texts));
        }
        classes
    }

    fn element_sign(&mut self, raw: &RawElementSign) -> Option<ElementSign> {
        if raw.is.is_none() {
            self.missing_in(self.place.clone(), "is");
        }
        let element = raw.is.as_ref().and_then(|text| self.choose(text, &Element::NAMES, &say!("要素", "element")));
        if raw.find.is_empty() {
            self.missing_in(self.place.clone(), "find");
        }
        let (find, with, without) = (self.cues(&raw.find), self.cues(&raw.with), self.cues(&raw.without));
        Some(ElementSign { element: element?, find, with, without, signature: raw.signature })
    }

    /// A `[[situation]]`: cues of one weight, or words with a weight each.
    fn situation_sign(&mut self, raw: &RawSituationCue, lexicon: &mut Lexicon) {
        if raw.is.is_none() {
            self.missing_in(self.place.clone(), "is");
        }
        let situation = raw.is.as_ref().and_then(|text| self.situation(text));
        let known = [("lead", Within::Lead), ("post", Within::Post)];
        let within = raw.within.as_ref().and_then(|text| self.choose(text, &known, &say!("范围", "stretch")));
        let within = within.unwrap_or(Within::Post);
        if raw.find.is_empty() && raw.words.is_empty() {
            self.missing_in(self.place.clone(), "find");
        }
        let (find, with, without) = (self.cues(&raw.find), self.cues(&raw.with), self.cues(&raw.without));
        let words: Vec<_> = raw
            .words
            .iter()
            .flat_map(|(text, &weight)| self.literals(text).unwrap_or_default().into_iter().map(move |l| (l, weight)))
            .collect();
        let title = self.situation_title(raw);
        let weight = raw.weight.as_ref().map_or(1, |w| *w.get_ref());
        if weight == 0
            && let Some(raw) = &raw.weight
        {
            let problem = Problem::failure(say!("weight 不能是 0", "`weight` cannot be 0"));
            let help = say!("正数是支持，负数是反对", "positive speaks for the situation, negative against it");
            self.fail(problem.at(self.source, raw.span().into(), Words::default()).help(help));
        }
        let Some(situation) = situation else { return };
        if !find.is_empty() {
            let title = title.clone();
            lexicon.cues.push(SituationCue { situation, weight, within, find, with, without, title });
        }
        if !words.is_empty() {
            lexicon.words.push(SituationWords { situation, within, words, title });
        }
    }

    fn situation_title(&mut self, raw: &RawSituationCue) -> Words {
        let text = |text: &Option<Text>| text.as_ref().map(|t| t.get_ref().trim().to_owned()).unwrap_or_default();
        let (zh, en) = (text(&raw.title), text(&raw.en));
        if zh.is_empty() {
            self.missing_in(self.place.clone(), "title");
        }
        if en.is_empty() && self.against.rigour == Rigour::Strict {
            self.missing_in(self.place.clone(), "en");
        }
        Words { zh, en }
    }
}
