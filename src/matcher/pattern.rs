//! Regular expressions over the folded text, or over the draft as it stands.

use serde::{Deserialize, Serialize};

use super::regexes::{Captured, LazyRegex};
use super::vocabulary::{SetId, VocabularyBuilder};
use super::{Ask, Candidate};
use crate::position::Span;
use crate::rule::{Pattern, Target};

#[derive(Serialize, Deserialize)]
pub(super) struct Compiled {
    any: Vec<LazyRegex>,
    target: Target,
    replace: Option<String>,
}

impl Compiled {
    pub(super) fn new(pattern: &Pattern, builder: &mut VocabularyBuilder) -> Self {
        let any = pattern
            .any
            .iter()
            .map(|source| match pattern.target {
                Target::Folded => LazyRegex::new(source, builder),
                Target::Raw => LazyRegex::raw(source, builder),
            })
            .collect();
        Self { any, target: pattern.target, replace: pattern.replace.clone() }
    }

    pub(super) fn triggers(&self) -> Option<Vec<SetId>> {
        if self.target == Target::Raw { None } else { self.any.iter().map(LazyRegex::trigger).collect() }
    }

    pub(super) fn find(&self, ask: &Ask<'_>) -> Vec<Candidate> {
        let mut out = Vec::new();
        for regex in &self.any {
            match self.target {
                Target::Folded if !regex.may_match(ask.cx) => {}
                Target::Folded => {
                    for found in regex.find_all(ask.cx).into_iter().filter(|f| ask.allows(f.span)) {
                        out.push(self.candidate(regex, &found, ask.cx.text, found.span));
                    }
                }
                Target::Raw => {
                    let source = ask.cx.post.text.as_str();
                    for found in regex.find_raw(ask.cx) {
                        let span = ask.cx.view.to_view(found.span);
                        if ask.allows(span) {
                            out.push(Candidate {
                                source: Some(found.span),
                                ..self.candidate(regex, &found, source, span)
                            });
                        }
                    }
                }
            }
        }
        out
    }

    fn candidate(&self, regex: &LazyRegex, found: &Captured, text: &str, span: Span) -> Candidate {
        let alternatives = self.replace.iter().map(|template| regex.expand(found, template, text)).collect();
        Candidate { alternatives, ..Candidate::at(span) }
    }
}
