//! One place, one finding: the one that says it best. Remarks of other rules on the same place fold into it, and of those that
//! say the same kind of thing about the same words, the weightiest.

use std::cmp::Reverse;

use crate::finding::{Finding, Related};

/// A finding with what decides between it and others on its place.
pub(super) struct Ranked {
    pub(super) finding: Finding,
    /// The weight of its rule.
    pub(super) weight: i32,
    /// Whether it speaks about the words it marks. Findings about the post or a whole sentence stand beside others.
    pub(super) about_place: bool,
    /// Whether it is worth a remark where another finding stands on its place.
    pub(super) remarks: bool,
}

/// The findings to show, by start, then the longer first, then by rule.
pub(super) fn one_for_each_place(mut ranked: Vec<Ranked>) -> Vec<Finding> {
    ranked.sort_by(|a, b| rank(a).cmp(&rank(b)));
    let mut kept: Vec<Finding> = Vec::with_capacity(ranked.len());
    // Starts of the kept findings about a place, in order; kept spans never overlap, so two neighbours are all to look at.
    let mut places = std::collections::BTreeMap::<usize, usize>::new();
    let mut said = Vec::new();
    for Ranked { finding, about_place, remarks, .. } in ranked {
        if !about_place {
            kept.push(finding);
            continue;
        }
        let before = places.range(..finding.span.end.max(finding.span.start + 1)).next_back();
        match before.map(|(_, &i)| i).filter(|&i| kept[i].span.overlaps(finding.span)) {
            Some(i) if kept[i].rule == finding.rule || !remarks => {}
            Some(i) => {
                let category = finding.rule.category();
                if !said.iter().any(|&(of, span, by)| of == i && by == category && finding.span.overlaps(span)) {
                    said.push((i, finding.span, category));
                    kept[i].related.push(Related { span: finding.span, message: finding.message });
                }
            }
            None => {
                places.insert(finding.span.start, kept.len());
                kept.push(finding);
            }
        }
    }
    kept.sort_by(|a, b| {
        let key = |f: &Finding| (f.span.start, Reverse(f.span.end));
        key(a).cmp(&key(b)).then_with(|| a.rule.cmp(&b.rule))
    });
    kept
}

/// The smaller speaks first: graver, weightier, longer, earlier, then by the rule's name so that the order is settled.
fn rank(r: &Ranked) -> (Reverse<crate::rule::Severity>, Reverse<i32>, Reverse<usize>, usize, &str) {
    let f = &r.finding;
    (Reverse(f.severity), Reverse(r.weight), Reverse(f.span.len()), f.span.start, f.rule.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::position::Span;
    use crate::rule::{RuleId, Severity};
    use crate::text::layout::PartKind;
    use crate::words::Words;

    fn ranked(rule: &str, span: Span, weight: i32) -> Ranked {
        let rule = RuleId::new(rule).expect("a rule's id");
        let message = Words { zh: rule.as_str().to_owned(), ..Words::default() };
        let finding = Finding {
            category: rule.category(),
            severity: Severity::Warning,
            rule,
            message,
            why: Words::default(),
            instead: Words::default(),
            span,
            part: PartKind::Body,
            related: Vec::new(),
            fixes: Vec::new(),
        };
        Ranked { finding, weight, about_place: true, remarks: true }
    }

    /// Each finding with the rules whose remarks it carries.
    fn told(ranked: Vec<Ranked>) -> Vec<(String, Vec<String>)> {
        let remarks = |f: &Finding| f.related.iter().map(|r| r.message.zh.clone()).collect();
        one_for_each_place(ranked).iter().map(|f| (f.rule.to_string(), remarks(f))).collect()
    }

    #[test]
    fn a_weightier_finding_takes_the_others_on_its_place_as_remarks() {
        let place = Span::new(0, 12);
        let all = vec![ranked("plainness/a", Span::new(6, 18), 0), ranked("candour/b", place, 5)];
        assert_eq!(told(all), [("candour/b".to_owned(), vec!["plainness/a".to_owned()])]);
    }

    #[test]
    fn of_remarks_that_say_the_same_kind_of_thing_about_the_same_words_one_is_told() {
        let all = vec![
            ranked("candour/a", Span::new(0, 12), 9),
            ranked("plainness/b", Span::new(6, 18), 3),
            ranked("plainness/c", Span::new(6, 18), 2),
            ranked("modesty/d", Span::new(6, 18), 1),
            ranked("plainness/e", Span::new(0, 6), 0),
        ];
        let remarks = ["plainness/b", "modesty/d", "plainness/e"].map(str::to_owned);
        assert_eq!(told(all), [("candour/a".to_owned(), remarks.to_vec())]);
    }
}
