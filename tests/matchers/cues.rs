//! What cues mean, in every place where they may stand.

use crate::support::speaks;

/// A rule that finds 甲事 unless the cue stands in the sentence.
fn unless(cue: &str) -> String {
    format!("[rule.phrase]\nterms = ['甲事件']\n[rule.unless]\nsentence = ['{cue}']")
}

#[test]
fn each_cue_is_recognised_in_the_sentence() {
    for (cue, there) in [
        ("(详情|全文)见", "甲事件，全文见图。"),
        ("@date", "甲事件，6月3日。"),
        ("@clock", "甲事件，18时。"),
        ("@number", "甲事件，3人。"),
        ("@percent", "甲事件，80%。"),
        ("@money", "甲事件，300元。"),
        ("@phone", "甲事件，0571-85123456。"),
        ("@link", "甲事件，http://t.cn/abc 。"),
        ("@place", "甲事件，中山路。"),
        ("@body", "甲事件，县住建局。"),
        ("@office", "甲事件，县委书记。"),
        ("@person", "甲事件，民警李强。"),
        ("@law", "甲事件，《道路交通安全法》第十二条。"),
        ("@document", "甲事件，国办发〔2016〕61号。"),
        ("@contact", "甲事件，打电话。"),
        ("@contact", "甲事件，@某某公安 。"),
        ("@hashtag", "甲事件，#话题#。"),
        ("@mention", "甲事件，@某某 。"),
        ("@sticker", "甲事件[微笑]。"),
        ("@quotation", "甲事件，“好”。"),
        ("@book-title", "甲事件，《好书》。"),
        ("@hazard", "甲事件，高压线。"),
        ("/[0-9]{4}号/", "甲事件，1234号。"),
        ("/.方案/", "甲事件，新方案。"),
        ("@element:place", "甲事件，中山路。"),
        ("\\@date", "甲事件，@date"),
    ] {
        speaks(&unless(cue), &[there, "⟦甲事件⟧，好。"]);
    }
}

#[test]
fn each_kind_of_cue_may_stand_directly_before_and_behind() {
    let at = |key: &str, cue: &str| format!("[rule.phrase]\nterms = ['甲事件']\n[rule.unless]\n{key} = ['{cue}']");
    for (cue, before, other) in [
        ("高压线", "高压线甲事件。", "高压线的⟦甲事件⟧。"),
        ("@hazard", "高压线甲事件。", "高压线的⟦甲事件⟧。"),
        ("@date", "6月3日甲事件。", "6月3日的⟦甲事件⟧。"),
        ("@hashtag", "#话题#甲事件。", "#话题#的⟦甲事件⟧。"),
        ("/第.起/", "第三起甲事件。", "第三起的⟦甲事件⟧。"),
        ("/.起/", "第三起甲事件。", "第三起的⟦甲事件⟧。"),
        ("@element:issuer", "县供电局甲事件。", "县供电局的⟦甲事件⟧。"),
    ] {
        speaks(&at("before", cue), &[before, other, "⟦甲事件⟧。"]);
    }
    for (cue, behind, other) in [
        ("高压线", "甲事件高压线。", "⟦甲事件⟧，高压线。"),
        ("@date", "甲事件6月3日。", "⟦甲事件⟧，6月3日。"),
        ("@sticker", "甲事件[微笑]", "⟦甲事件⟧，[微笑]"),
        ("/第.起/", "甲事件第三起。", "⟦甲事件⟧，第三起。"),
    ] {
        speaks(&at("after", cue), &[behind, other]);
    }
}

#[test]
fn an_element_is_what_its_signs_say() {
    let missing = |element: &str| format!("[rule.relation]\nmissing = ['@element:{element}']");
    speaks(
        &missing("who-acts"),
        &[
            "县供电局正在抢修。",
            "⟦县供电局知道了。⟧",
            "⟦县供电局未派人抢修。⟧",
            "⟦今天停电，抢修了。⟧\n\n县供电局\n2024年6月3日",
        ],
    );
    speaks(&missing("issuer"), &["今天停电，抢修了。\n\n县供电局\n2024年6月3日", "⟦今天停电了。⟧"]);
}
