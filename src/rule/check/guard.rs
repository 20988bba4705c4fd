//! Where a rule holds its tongue: `guard`, `when`, `unless`, and how safe its fix is.

use toml::Spanned;

use super::{Checker, texts};
use crate::problem::Problem;
use crate::rule::schema::{RawRule, RawSurroundings, Text};
use crate::rule::{Boundary, Guard, Matcher, Policy, Surroundings, Within};
use crate::say;
use crate::text::layout::PartKind;
use crate::words::Words;

const POLICIES: [(&str, Policy); 2] = [("skip", Policy::Skip), ("keep", Policy::Keep)];
const BOUNDARIES: [(&str, Boundary); 3] =
    [("auto", Boundary::Auto), ("always", Boundary::Always), ("never", Boundary::Never)];

/// Parts that a guard and a measure may name.
pub(super) const PARTS: [(&str, PartKind); 10] = [
    ("headline", PartKind::Headline),
    ("body", PartKind::Body),
    ("hashtag", PartKind::Hashtag),
    ("mention", PartKind::Mention),
    ("link", PartKind::Link),
    ("sticker", PartKind::Sticker),
    ("quotation", PartKind::Quotation),
    ("book-title", PartKind::BookTitle),
    ("forward", PartKind::Forward),
    ("signature", PartKind::Signature),
];

impl Checker<'_> {
    pub(super) fn guard(&mut self, raw: &RawRule, matcher: Option<&Matcher>) -> Guard {
        let guard = &raw.guard;
        let parts = match &guard.parts {
            Some(list) => {
                if list.get_ref().is_empty() {
                    self.empty_list(list.span(), "parts");
                }
                list.get_ref().iter().filter_map(|text| self.choose(text, &PARTS, &say!("部分", "part"))).collect()
            }
            None => vec![PartKind::Headline, PartKind::Body],
        };
        let boundary = guard.boundary.as_ref();
        let boundary = boundary.and_then(|text| self.choose(text, &BOUNDARIES, &say!("边界", "boundary")));
        Guard {
            parts,
            quotation: self.policy(guard.quotation.as_ref()),
            reported: self.policy(guard.reported.as_ref()),
            negated: self.policy(guard.negated.as_ref()),
            boundary: boundary.unwrap_or(Boundary::Auto),
            except: self.except(&guard.except, matcher),
            when: self.surroundings(&raw.when),
            unless: self.surroundings(&raw.unless),
            min_units: guard.min_units.as_ref().map_or(0, |n| *n.get_ref() as usize),
        }
    }

    fn policy(&mut self, text: Option<&Text>) -> Policy {
        text.and_then(|text| self.choose(text, &POLICIES, &say!("取值", "value"))).unwrap_or(Policy::Skip)
    }

    /// An exception that holds none of the rule's words would never be asked.
    fn except(&mut self, texts: &[Text], matcher: Option<&Matcher>) -> Vec<String> {
        let mut all = Vec::new();
        for text in texts {
            let Some(literals) = self.literals(text) else { continue };
            if let Some(Matcher::Phrase(phrase)) = matcher {
                let mut own = phrase.terms.iter().flat_map(|term| &term.literals);
                if !own.any(|literal| literals.iter().any(|longer| longer.contains(literal.as_str()))) {
                    let written = text.get_ref();
                    let problem = Problem::note(say!(
                        "except 里的「{written}」不含这条规则要找的词语",
                        "“{written}” in except holds none of the rule's wordings"
                    ));
                    let problem = problem.at(self.source, text.span().into(), say!("永远用不上", "it never excuses"));
                    self.note(problem.help(say!(
                        "except 写更长的词语；旁边的词语写在 [rule.unless] 里",
                        "except takes longer wordings; words beside the match go to [rule.unless]"
                    )));
                }
            }
            all.extend(literals);
        }
        all
    }

    fn surroundings(&mut self, raw: &RawSurroundings) -> Surroundings {
        let stretches = [
            (Within::Clause, &raw.clause),
            (Within::Sentence, &raw.sentence),
            (Within::NextSentence, &raw.next_sentence),
            (Within::Neighbours, &raw.neighbours),
            (Within::Lead, &raw.lead),
            (Within::Post, &raw.post),
        ];
        Surroundings {
            before: self.cues(&raw.before),
            after: self.cues(&raw.after),
            near: self.cues(&raw.near),
            within: stretches
                .into_iter()
                .filter(|(_, texts)| !texts.is_empty())
                .map(|(within, texts)| (within, self.cues(texts)))
                .collect(),
        }
    }

    pub(super) fn fix(&mut self, raw: &RawRule, matcher: Option<&Matcher>) -> Option<bool> {
        let safe = raw.fix.safe.as_ref()?;
        if matcher.is_some_and(|matcher| !texts::replaces(matcher)) {
            let problem = Problem::failure(say!("没有替换词，不能设 safe", "safe needs something to write instead"));
            let problem = problem.at(self.source, Spanned::span(safe).into(), Words::default());
            self.fail(problem.help(say!(
                "先写 swap 或 replace，或删去 [rule.fix]",
                "write swap or replace, or leave [rule.fix] out"
            )));
        }
        Some(*safe.get_ref())
    }
}
