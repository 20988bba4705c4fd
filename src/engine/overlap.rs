//! One place, one finding: the one that says it best. Remarks of other rules on the same place fold into it.

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
    for Ranked { finding, about_place, remarks, .. } in ranked {
        if !about_place {
            kept.push(finding);
            continue;
        }
        let before = places.range(..finding.span.end.max(finding.span.start + 1)).next_back();
        match before.map(|(_, &i)| i).filter(|&i| kept[i].span.overlaps(finding.span)) {
            Some(i) if kept[i].rule == finding.rule || !remarks => {}
            Some(i) => kept[i].related.push(Related { span: finding.span, message: finding.message }),
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
