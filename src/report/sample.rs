//! Posts and findings for the tests of the formats.

use crate::finding::{Applicability, Checked, Edit, Finding, Fix, Recognised, Related};
use crate::position::Span;
use crate::post::{Post, Situation};
use crate::rule::{RuleId, Severity};
use crate::say;
use crate::text::layout::PartKind;
use crate::text::units::units;

/// A finding at the first place of `words` in `text`.
pub(crate) fn finding(text: &str, words: &str) -> Finding {
    let start = text.find(words).expect("the words stand in the text");
    let rule = RuleId::new("modesty/self-praise").expect("a good id");
    Finding {
        category: rule.category(),
        rule,
        severity: Severity::Warning,
        message: say!("「{words}」是自己给自己的评语", "“{words}” is praise for oneself"),
        why: say!("读者想知道办成了什么，评价留给他们", "readers want to know what was done"),
        instead: say!("写结果：来了多少人，办成几件事", "write what came of it"),
        span: Span::new(start, start + words.len()),
        part: PartKind::Body,
        related: Vec::new(),
        fixes: Vec::new(),
    }
}

/// The finding as an error of another rule.
pub(crate) fn error(mut finding: Finding, rule: &str) -> Finding {
    finding.rule = RuleId::new(rule).expect("a good id");
    finding.category = finding.rule.category();
    finding.severity = Severity::Error;
    finding
}

/// The finding with wordings on offer and a place that belongs to it.
pub(crate) fn with_fixes(mut finding: Finding, texts: &[&str], related: Span) -> Finding {
    let fix = |t: &&str| Fix {
        title: say!("改成「{t}」", "write “{t}”"),
        applicability: Applicability::DisplayOnly,
        edits: vec![Edit { span: finding.span, text: (*t).to_owned() }],
    };
    finding.fixes = texts.iter().map(fix).collect();
    finding.related = vec![Related { span: related, message: say!("这里也是", "here too") }];
    finding
}

/// `text` checked with these findings.
pub(crate) fn checked(text: &str, findings: Vec<Finding>) -> Checked {
    let mut post = Post::from_text(text);
    post.path = "通报.txt".into();
    Checked {
        units: units(text),
        post,
        situation: Recognised::set(Situation::Incident, say!("写到事故", "reports an accident")),
        findings,
        suppressed: 0,
        passed: Vec::new(),
        slips: Vec::new(),
        docs: None,
        elements: None,
    }
}
