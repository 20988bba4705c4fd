//! Named bodies: offices of government, police and fire brigades, hospitals, schools, companies.
//!
//! In: the text, a character that such names end with, and the places found so far. Out: the span of the name with the place
//! or level before it (县住建局, 云台县人民医院, 我局). What names nobody (有关部门, 干部, 医院 alone) is no body.

use super::scan::Text;
use super::times::Range;
use crate::text::layout::{BODY_ENDINGS, NO_BODY, WordList};

/// The last characters of the endings below and of [`BODY_ENDINGS`].
pub(super) const LAST: &str = "局厅委部院办室会府党司团心队所校学园行馆台处组方安防警员控社专班署察机关视";

/// Bodies known by their own name, whoever's they are: the place before them may be missing. Longer before shorter.
#[rustfmt::skip]
static KNOWN: WordList = WordList::by_end(&[
    "公安分局", "公安局", "公安厅", "公安部", "派出所", "应急管理局", "应急管理厅", "应急管理部", "应急局",
    "住房和城乡建设局", "住房和城乡建设厅", "住房和城乡建设委员会", "住房和城乡建设部", "住建局", "住建厅",
    "住建委", "住建部", "教育局", "教育厅", "教育部", "教委", "民政局", "民政厅", "民政部", "财政局", "财政厅",
    "财政部", "司法局", "司法厅", "司法部", "水利局", "水利厅", "水利部", "水务局", "交通运输局", "交通运输厅",
    "交通运输部", "交通局", "交通委", "农业农村局", "农业农村厅", "农业农村部", "商务局", "商务厅", "商务部",
    "文化和旅游局", "文化和旅游厅", "文化和旅游部", "文旅局", "文旅厅", "文广新局", "卫生健康委员会",
    "卫生健康委", "卫生健康局", "卫健委", "卫健局", "卫计委", "市场监督管理局", "市场监管局", "市监局",
    "市场监管总局", "食品药品监督管理局", "药监局", "生态环境局", "生态环境厅", "生态环境部", "环保局", "环保部",
    "自然资源局", "自然资源厅", "自然资源部", "自然资源和规划局", "规划局", "城市管理局", "城管局",
    "城市管理委员会", "综合行政执法局", "人力资源和社会保障局", "人力资源和社会保障厅", "人力资源和社会保障部",
    "人社局", "人社厅", "人社部", "医疗保障局", "医保局", "税务局", "税务总局", "统计局", "审计局", "审计厅",
    "审计署", "气象局", "气象台", "地震局", "林业局", "林业和草原局", "发展和改革委员会", "发展改革委", "发改委",
    "发改局", "国资委", "科技局", "科技厅", "科技部", "工业和信息化局", "工信局", "工信厅", "工信部", "外交部",
    "国防部", "组织部", "宣传部", "统战部", "网信办", "信访局", "退役军人事务局", "粮食和物资储备局", "海事局",
    "铁路局", "邮政管理局", "供电局", "供电公司", "自来水公司", "燃气公司", "水务集团", "公交集团", "地铁集团",
    "疾病预防控制中心", "疾控中心", "急救中心", "消防救援总队", "消防救援支队", "消防救援大队", "消防救援站",
    "消防支队", "消防大队", "消防中队", "消防总队", "交警支队", "交警大队", "交警总队", "交警中队", "刑警支队",
    "刑警大队", "特警支队", "武警部队", "救援队", "国务院", "中央政法委", "纪委监委", "最高人民法院",
    "最高人民检察院", "公交公司", "新华社", "央视",
]);
/// Short forms that stand for a body by themselves.
#[rustfmt::skip]
static SHORT: WordList = WordList::by_end(&[
    "警方", "公安机关", "检察机关", "消防救援人员", "消防队员", "消防员", "公安", "消防", "交警", "民警", "特警",
    "网警", "疾控",
]);
/// What makes a matter of a short form: 消防安全, 公安工作.
#[rustfmt::skip]
static MATTERS: WordList = WordList::by_start(&[
    "察", "安全", "知识", "设施", "器材", "通道", "栓", "车", "演练", "演习", "设备", "工作", "宣传", "隐患",
    "水", "产品", "法", "条例", "标准", "验收", "常识", "技能", "教育", "培训", "登高", "意识", "站", "志愿",
    "科普", "英模", "英烈", "院校", "大学", "学院", "题材", "题", "审核", "责任", "管理", "执法", "系统",
]);
/// Words for the issuer itself.
#[rustfmt::skip]
static ITSELF: WordList = WordList::by_end(&[
    "我们公司", "我们医院", "我们学校", "我们局", "我们院", "我局", "本局", "我厅", "我委", "我院", "本院",
    "我校", "本校", "我馆", "本馆", "我所", "我办", "我中心", "本中心", "我公司", "本公司", "我司", "我支队",
    "我大队",
]);
/// Levels that stand for the place before a name: 市住建局.
#[rustfmt::skip]
const LEVEL_WORDS: &[&str] = &[
    "国家", "中国", "全国", "中央", "街道", "省", "市", "县", "区", "州", "镇", "乡", "村", "旗", "总", "铁路",
    "民航", "国务院", "武警", "最高", "我", "本",
];
static LEVELS: WordList = WordList::by_end(LEVEL_WORDS);
static LEVELS_FIRST: WordList = WordList::by_start(LEVEL_WORDS);
/// Endings that need a level or place alone before them: 市局, 省厅, 县委.
#[rustfmt::skip]
const AFTER_LEVEL: &[&str] = &["政府", "委", "局", "厅", "纪委", "党委", "团委"];
/// Endings before which a name of its own is enough: 云台燃气有限公司, 武汉大学.
#[rustfmt::skip]
static NAMED: WordList = WordList::by_end(&[
    "有限公司", "有限责任公司", "股份公司", "公司", "集团", "大学", "学院", "银行", "医院", "中学", "小学",
    "幼儿园",
]);
/// What stands before these endings without naming one.
#[rustfmt::skip]
static UNNAMED: WordList = WordList::by_end(&[
    "犯罪", "诈骗", "传销", "分", "子", "总", "母", "家", "上市", "保险", "物流", "快递", "燃气", "物业", "旅游",
    "科技", "大", "中", "小", "上", "考", "读", "名牌", "重点", "普通", "各大", "所有", "定点", "公立", "私立",
    "专科", "综合", "三甲", "发热门诊", "社区", "乡镇", "到", "送", "住", "附近", "全市", "商业", "人民", "方舱",
    "希望", "民办",
]);
/// How far a name may reach before its ending.
const LONGEST: usize = 20;

/// The body that ends with the character at `i`. `places` are the places found so far, by their end.
pub(super) fn ending_at(t: &Text<'_>, i: usize, places: &[Range]) -> Option<Range> {
    let end = i + 1;
    if let Some(length) = t.ends_in(end, &ITSELF) {
        return Some((end - length, end));
    }
    if let Some(length) = t.ends_in(end, &KNOWN) {
        return Some((with_level(t, end - length, places), end));
    }
    if let Some(length) = t.ends_in(end, &SHORT) {
        let matter = t.starts_in(end, &MATTERS).is_some();
        return (!matter).then(|| (with_level(t, end - length, places), end));
    }
    let yard = t.ends_any(end, &["家属院", "大院", "庭院", "影院", "剧院", "四合院"]).is_some();
    if yard || goes_on_as_a_word(t, end) || t.ends_in(end, &NO_BODY).is_some() {
        return None;
    }
    // 云台县 + 委, 柏树村 + 委会
    let committee = t.ends_any(end, &["省委", "市委", "县委", "区委", "镇委", "州委"]).map(|_| 1);
    let committee = committee.or_else(|| t.ends_any(end, &["村委会", "居委会"]).map(|_| 2));
    let other = || t.ends_any(end, &["委", "站", "队", "馆"]);
    let length = committee.or_else(|| t.ends_in(end, &BODY_ENDINGS)).or_else(other)?;
    let suffix = end - length;
    prefixed(t, suffix, end, places).or_else(|| named(t, end, places))
}

/// Endings that are the beginnings of other words: 县委书记, 部分, 中心思想.
fn goes_on_as_a_word(t: &Text<'_>, end: usize) -> bool {
    let next = t.get(end);
    match t.before(end) {
        '委' => "书常员屈托派副会".contains(next),
        '部' => "分门委队署位件落".contains(next),
        '局' => "部面势限长".contains(next),
        '院' => "长子落士".contains(next),
        '会' => "议场员长计见谈".contains(next),
        '府' => "邸".contains(next),
        '心' => "思情理态脏城".contains(next),
        '学' => "生习会位历者术费".contains(next) || next == '校' && t.get(end + 1) != '长',
        '校' => t.ends(end, "大学校"),
        '办' => "法理公事".contains(next),
        '处' => "理置罚分于".contains(next),
        '所' => "有以在谓需属长".contains(next),
        '队' => "员长伍友".contains(next),
        '组' => "织成长合".contains(next),
        '党' => "员".contains(next),
        '行' => "为动业驶政人程".contains(next),
        _ => false,
    }
}

/// The start of the name whose own words begin at `start`, with the places and levels directly before it.
fn with_level(t: &Text<'_>, mut start: usize, places: &[Range]) -> usize {
    /// 国家, 省, 市, 县 and what stands between do not follow each other more often.
    const STEPS: usize = 4;
    for _ in 0..STEPS {
        match place_before(t, start, places).or_else(|| level_before(t, start)) {
            Some(earlier) => start = earlier,
            None => break,
        }
    }
    start
}

/// The start of the place that ends at `end`.
fn place_before(_t: &Text<'_>, end: usize, places: &[Range]) -> Option<usize> {
    const RECENT: usize = 4;
    places.iter().rev().take(RECENT).find(|p| p.1 == end && p.0 < end).map(|p| p.0)
}

fn level_before(t: &Text<'_>, end: usize) -> Option<usize> {
    t.ends_in(end, &LEVELS).map(|l| end - l)
}

/// A name that begins with a place or level and has other words before its ending: 市第一人民医院.
fn prefixed(t: &Text<'_>, suffix: usize, end: usize, places: &[Range]) -> Option<Range> {
    // 市中心 is a place in a town, 省会 another.
    let bare = t.ends_any(end, AFTER_LEVEL).is_some_and(|l| end - l == suffix)
        || t.ends_any(end, &["人民政府", "委会"]).is_some();
    let limit = suffix.saturating_sub(LONGEST);
    if let Some(place) = places.iter().rev().take(4).find(|p| limit <= p.0 && p.1 <= suffix && p.0 < p.1) {
        let middle = t.floor(end) <= place.1 && (place.1 == suffix || t.all_han(place.1, suffix));
        if middle && (place.1 < suffix || bare || t.ends_in(end, &NAMED).is_some()) {
            return Some((with_level(t, place.0, places), end));
        }
    }
    let floor = t.floor(suffix).max(limit);
    let level = t.starts_in(floor, &LEVELS_FIRST).filter(|l| floor + l <= suffix)?;
    let named = floor + level < suffix;
    let weak = matches!(t.get(floor), '总' | '我' | '本') || t.starts(floor, "铁路");
    if named && weak || !named && !bare {
        return None;
    }
    let generic = t.ends_any(suffix, &["各级", "有关", "相关", "全体", "多个", "基层"]).is_some()
        || t.starts_any(
            floor,
            &["市场", "区别", "区域", "村民", "市民", "县级", "省级", "市级", "区级", "乡村", "总体", "州际"],
        )
        .is_some()
            && t.ends_any(end, &["委员会", "协会", "管理局"]).is_none();
    (!generic).then_some((floor, end))
}

/// A name of its own: 云台燃气有限公司.
fn named(t: &Text<'_>, end: usize, places: &[Range]) -> Option<Range> {
    let length = t.ends_in(end, &NAMED)?;
    let suffix = end - length;
    let floor = t.floor(suffix).max(suffix.saturating_sub(LONGEST)).min(suffix);
    let name = suffix - floor;
    let short = matches!(length, 2 | 3) && name > 6;
    let unnamed = (t.ends(suffix, "方舱")
        && (name == 2 || t.ends_any(suffix, &["座方舱", "个方舱", "所方舱", "家方舱"]).is_some()))
        || t.ends_in(suffix, &UNNAMED).is_some_and(|l| l == name || length == 2 && name < l + 2);
    (name >= 2 && !short && !unnamed).then(|| (with_level(t, floor, places), end))
}

/// Whether the body that ends at `end` is also a building one can go to.
pub(super) fn is_building(t: &Text<'_>, end: usize) -> bool {
    t.ends_any(end, &["医院", "学校", "大学", "学院", "中学", "小学", "幼儿园", "博物馆", "图书馆", "派出所"]).is_some()
}
