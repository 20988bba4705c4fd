//! One thing in relation to another.

use crate::support::{one, only, speaks};

#[test]
fn something_is_missed_where_it_should_stand() {
    let without = |within: &str| {
        format!("[rule.relation]\nfind = ['有关部门']\nwithout = ['@contact', '拨打']\nwithin = '{within}'")
    };
    speaks(&without("sentence"), &["请联系⟦有关部门⟧。拨打咨询。", "请联系有关部门，电话在这里。"]);
    speaks(&without("clause"), &["请联系⟦有关部门⟧，拨打咨询。", "请拨打有关部门咨询。"]);
    speaks(&without("next-sentence"), &["请联系有关部门。拨打咨询。", "拨打咨询。请联系⟦有关部门⟧。"]);
    speaks(&without("neighbours"), &["拨打咨询。请联系有关部门。", "拨打咨询。好。请联系⟦有关部门⟧。"]);
    speaks(&without("post"), &["拨打咨询。好。请联系有关部门。", "好。请联系⟦有关部门⟧。"]);
    speaks(&without("lead"), &["可以拨打咨询。好。请联系有关部门。", "今天真好。拨打。请联系⟦有关部门⟧。"]);
}

#[test]
fn something_is_found_beside_another() {
    let near = |keys: &str| {
        format!("[rule.relation]\nfind = ['领导']\nnear = ['@casualty', '受伤']\n{keys}").replace("'@casualty', ", "")
    };
    speaks(&near(""), &["⟦领导⟧来看受伤的人。", "领导来看了那么多那么多的受伤的人。", "领导来了。受伤的人走了。"]);
    speaks(&near("chars = 2"), &["领导来看望受伤的人。", "⟦领导⟧看望受伤的人。", "受伤看望⟦领导⟧。"]);
    speaks(&near("within = 'clause'"), &["领导来了，受伤。"]);
    speaks(&near("within = 'post'"), &["⟦领导⟧来了。受伤。"]);
}

#[test]
fn what_comes_before_the_main_thing_is_found_once() {
    speaks(
        "[rule.relation]\nfind = ['县长']\nthen = ['受伤', '@number']",
        &["⟦县长⟧到了，县长又来了，3人送医。", "有人受伤，县长到了。", "县长到了。"],
    );
}

#[test]
fn the_lead_is_counted_in_weibo_units() {
    let tables = "[rule.relation]\nfind = ['县长']\nlead = 5";
    speaks(tables, &["今天来了⟦县长⟧。", "今天又来了县长。", "abcdefgh⟦县长⟧。", "abcdefghij县长。"]);
}

#[test]
fn what_is_missing_is_told_in_the_lead() {
    let tables = "[rule.relation]\nmissing = ['@contact', '@element:place']";
    speaks(tables, &["⟦【停电通知】⟧今天停电。", "⟦今天停电了。⟧明天来电。", "有事请打电话。"]);
}

#[test]
fn a_rule_about_the_whole_post_hears_its_conditions() {
    let missing = "[rule.relation]\nmissing = ['@contact']";
    speaks(&format!("{missing}\n[rule.when]\npost = ['停电']"), &["⟦今天停电了。⟧", "今天来电了。"]);
    speaks(
        &format!("{missing}\n[rule.unless]\npost = ['详见', '@clock']"),
        &["今天停电，详见公告。", "18时停电。", "⟦今天停电了。⟧"],
    );
    speaks(
        "[rule.measure]\nof = 'length'\nmax = 3\n[rule.unless]\npost = ['详见']",
        &["今天停电，详见公告。", "⟦今天停电了。⟧"],
    );
}

#[test]
fn a_finding_names_what_it_stands_in_relation_to() {
    let finding = only(&one("[rule.relation]\nfind = ['县长']\nthen = ['受伤']"), "县长到了，有人受伤。");
    assert_eq!(finding.related.len(), 1);
}
