//! The linter: rules and a lexicon in, findings out.

use crate::finding::{Checked, Recognised};
use crate::post::{Post, Situation};
use crate::rule::Rule;
use crate::rule::lexicon::Lexicon;
use crate::say;
use crate::text::segment::Segmenter;
use crate::text::units::units;

/// A linter made of rules, ready to check any number of posts from any number of threads.
pub struct Linter {
    rules: Vec<Rule>,
    #[expect(dead_code, reason = "until the matchers come")]
    lexicon: Lexicon,
    #[expect(dead_code, reason = "until the matchers come")]
    segmenter: Segmenter,
}

impl Linter {
    /// A linter of `rules`, with the word classes and situation cues of `lexicon`.
    #[must_use]
    pub fn new(rules: Vec<Rule>, lexicon: Lexicon) -> Self {
        Self { rules, lexicon, segmenter: Segmenter::new() }
    }

    /// The rules.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// Check one post. `situation` overrides what the post's own metadata and text say, with the reason to show.
    #[must_use]
    pub fn check(&self, post: Post, situation: Option<Recognised>) -> Checked {
        let situation = situation.unwrap_or_else(|| Recognised {
            situation: Situation::Everyday,
            reason: say!("没有别的线索", "nothing says otherwise"),
        });
        let units = units(&post.text[post.front..]);
        Checked { post, situation, units, findings: Vec::new(), suppressed: 0 }
    }
}
