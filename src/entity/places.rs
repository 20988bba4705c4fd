//! Places: administrative units, roads, waters, buildings, and the great cities by their bare names.
//!
//! In: the text and a character that places end with. Out: the span from where the name can have begun. Neighbouring places make
//! one (云台县建设路与西山街路口). There is no dictionary of places, so the beginning of a name is known by what stands before it:
//! punctuation, a word no name holds, or the end of another place; where nothing tells, the usual two characters are taken.

use super::scan::Text;
use super::times::Range;
use crate::text::layout::WordList;

/// The last characters of [`SUFFIXES`].
pub(super) const LAST: &str = "省市县区州旗镇乡村道路街巷弄站场园厦桥隧速头港江河湖山岛库苑府寓同立交";

/// A telling ending and how long the names before it are, in characters.
struct Suffix {
    word: &'static str,
    least: usize,
    most: usize,
}

const fn suffix(word: &'static str, least: usize, most: usize) -> Suffix {
    Suffix { word, least, most }
}

/// Longer endings before those they end with.
#[rustfmt::skip]
const SUFFIXES: &[Suffix] = &[
    suffix("特别行政区", 2, 2), suffix("自治区", 2, 6), suffix("自治州", 2, 10), suffix("自治县", 2, 8),
    suffix("自治旗", 2, 6), suffix("经济技术开发区", 2, 4), suffix("技术产业开发区", 2, 6),
    suffix("开发区", 2, 6), suffix("度假区", 2, 6), suffix("示范区", 2, 4), suffix("高新区", 2, 4),
    suffix("工业区", 2, 4), suffix("经开区", 2, 4), suffix("新区", 2, 4), suffix("矿区", 2, 4),
    suffix("林区", 2, 4), suffix("服务区", 2, 4), suffix("风景区", 2, 6), suffix("景区", 2, 6),
    suffix("小区", 2, 6), suffix("社区", 2, 4), suffix("园区", 2, 6), suffix("校区", 2, 4), suffix("院区", 2, 4),
    suffix("左旗", 2, 5), suffix("右旗", 2, 5), suffix("前旗", 2, 5), suffix("后旗", 2, 5), suffix("街道", 2, 4),
    suffix("大道", 2, 5), suffix("国道", 2, 2), suffix("省道", 2, 2), suffix("县道", 2, 2), suffix("隧道", 2, 6),
    suffix("匝道", 2, 4), suffix("大街", 2, 4), suffix("立交", 2, 5), suffix("路口", 2, 6),
    suffix("高速公路", 2, 6), suffix("高速", 2, 4), suffix("公路", 2, 4), suffix("铁路", 2, 4),
    suffix("地铁站", 2, 6), suffix("火车站", 2, 4), suffix("高铁站", 2, 4), suffix("汽车站", 2, 4),
    suffix("客运站", 2, 4), suffix("收费站", 2, 4), suffix("东站", 2, 3), suffix("西站", 2, 3),
    suffix("南站", 2, 3), suffix("北站", 2, 3), suffix("机场", 2, 6), suffix("广场", 2, 6), suffix("市场", 2, 6),
    suffix("商场", 2, 5), suffix("体育场", 2, 5), suffix("牧场", 2, 4), suffix("林场", 2, 4),
    suffix("农场", 2, 4), suffix("渔港", 2, 4), suffix("公园", 2, 6), suffix("花园", 2, 5),
    suffix("工业园", 2, 6), suffix("产业园", 2, 8), suffix("大厦", 2, 6), suffix("立交桥", 2, 5),
    suffix("特大桥", 2, 5), suffix("大桥", 2, 6), suffix("码头", 2, 5), suffix("胡同", 2, 4),
    suffix("公寓", 2, 5), suffix("水库", 2, 4), suffix("省", 2, 3), suffix("市", 2, 4), suffix("县", 1, 4),
    suffix("区", 2, 4), suffix("镇", 2, 3), suffix("乡", 2, 5),
];
/// Endings of one character that are also the ends of common words; the name must begin where a phrase does.
#[rustfmt::skip]
const WEAK: &[Suffix] = &[
    suffix("村", 1, 4), suffix("路", 2, 4), suffix("街", 2, 4), suffix("巷", 1, 4), suffix("桥", 1, 4),
    suffix("江", 1, 3), suffix("河", 1, 3), suffix("湖", 1, 3), suffix("山", 1, 3), suffix("岛", 1, 4),
    suffix("港", 2, 3), suffix("苑", 2, 4), suffix("府", 3, 4), suffix("站", 3, 5),
];

/// The words of both lists, the strong first.
static ENDING_WORDS: [&str; SUFFIXES.len() + WEAK.len()] = {
    let mut words = [""; SUFFIXES.len() + WEAK.len()];
    let mut i = 0;
    while i < words.len() {
        words[i] = if i < SUFFIXES.len() { SUFFIXES[i].word } else { WEAK[i - SUFFIXES.len()].word };
        i += 1;
    }
    words
};
static ENDINGS: WordList = WordList::by_end(&ENDING_WORDS);

/// Words that end like places and are none: the ending with what stands before it.
#[rustfmt::skip]
static COMMON: WordList = WordList::by_end(&[
    "城市", "都市", "超市", "门市", "上市", "夜市", "股市", "楼市", "集市", "早市", "车市", "全市", "县市",
    "省市", "区市", "两市", "地市", "外市", "跨市", "入市", "位市", "救市", "后市", "牛市", "熊市", "菜市",
    "花市", "灯市", "闹市", "直辖市", "地级市", "中心城市", "全省", "外省", "反省", "节省", "邻省", "跨省",
    "两省", "出省", "入省", "区县", "市县", "全县", "郡县", "两县", "出县", "城区", "市区", "地区", "山区",
    "灾区", "疫区", "老区", "特区", "全区", "辖区", "牧区", "片区", "郊区", "战区", "禁区", "误区", "时区",
    "分区", "专区", "住区", "宅区", "两区", "盲区", "雷区", "库区", "港区", "商区", "街区", "厂区", "震区",
    "险区", "控区", "范区", "护区", "离区", "活区", "公区", "停车区", "务区", "论区", "县区", "居民区", "作业区",
    "重点区", "等候区", "沿线区", "乡镇", "城镇", "古镇", "小镇", "重镇", "坐镇", "村镇", "集镇", "全镇", "城乡",
    "家乡", "老乡", "故乡", "下乡", "返乡", "水乡", "同乡", "异乡", "还乡", "全乡", "他乡", "农村", "乡村",
    "山村", "全村", "驻村", "进村", "下村", "新村", "渔村", "出村", "入村", "村村", "两村", "贫困村", "行政村",
    "自然村", "道路", "马路", "线路", "思路", "出路", "一路", "半路", "走路", "让路", "问路", "网路", "电路",
    "套路", "门路", "来路", "去路", "回路", "上路", "修路", "拦路", "赶路", "陆路", "水路", "航路", "绕路",
    "堵路", "封路", "断路", "短路", "通路", "末路", "引路", "带路", "迷路", "后路", "丝路", "大路", "小路",
    "山路", "主路", "辅路", "支路", "沿路", "丝绸之路", "上街", "逛街", "扫街", "长街", "过桥", "架桥", "搭桥",
    "天桥", "小桥", "江山", "登山", "爬山", "上山", "下山", "进山", "火山", "冰山", "雪山", "高山", "青山",
]);
#[rustfmt::skip]
static COMMON_NATURE: WordList = WordList::by_end(&[
    "深山", "大山", "群山", "靠山", "名山", "封山", "开山", "河山", "矿山", "荒山", "江河", "银河", "先河",
    "拔河", "山河", "过河", "内河", "大河", "小河", "沿河", "运河", "大江", "过江", "跨江", "滨江", "江湖",
    "大湖", "环湖", "网站", "离岛", "孤岛", "花果山", "香港", "政府", "祖国大好河山",
]);
/// Endings that name a thing, not a place, unless a name stands before them.
#[rustfmt::skip]
static KINDS: WordList = WordList::by_end(&[
    "各大", "大型", "小型", "部分", "老旧", "封闭", "住宅", "居民", "一线", "国家", "省级", "市级", "人民",
    "国际", "国内", "沿线", "山区", "城市", "农村", "普通", "属地", "所在", "隔壁", "当天", "周边", "全国",
    "我国", "世界", "高速", "农贸", "消费", "文明", "智慧", "美丽",
]);

/// What may not follow an ending: 市场, 市民, 区别, 路面, 山上.
fn goes_on_as_a_word(t: &Text<'_>, end: usize) -> bool {
    let next = t.get(end);
    match t.before(end) {
        '市' => {
            "值面容井侩".contains(next)
                || next == '民' && t.get(end + 1) != '政'
                || next == '场' && t.get(end + 1) != '监'
        }
        '区' => "别域间块隔号划".contains(next),
        '省' => "力钱心略得下去电水".contains(next),
        '镇' => "静压痛定馆".contains(next),
        '乡' => "村镇亲土音愁贤".contains(next),
        '村' => "民干支里子落庄镇".contains(next),
        '路' => "面程线途过人径况灯透由演标数费上".contains(next),
        '街' => "坊头边区".contains(next),
        '山' => "水东西区火林体庄脚洪寨河顶".contains(next),
        '江' => "西苏南北湖河山水".contains(next),
        '河' => "南北道流山水长床堤湖".contains(next),
        '湖' => "南北泊水".contains(next),
        '桥' => "梁段墩面头".contains(next),
        '港' => "口澳股珠".contains(next),
        '园' => "林区丁艺地".contains(next),
        '站' => "在点台起立岗位着稳长".contains(next),
        '速' => "增发度铁列行运推成".contains(next),
        '道' => "路德理歉".contains(next),
        _ => false,
    }
}

/// A place this short may be the beginning of a road's name.
const SHORT_PLACE: usize = 3;
/// Counties whose names have one character.
const SHORT_COUNTIES: &str = "和泾歙滑浚杞睢息雄易蔚赵献莘冠单曹莒费沛丰萧泗祁绛蒲岚磁涉眉岐彬徽岷珙黟蠡郏淇";

/// The place that ends with the character at `i`; `last` is the place found before it and `body` the end of the last body.
pub(super) fn ending_at(t: &Text<'_>, i: usize, last: Option<Range>, body: usize) -> Option<Range> {
    let end = i + 1;
    if goes_on_as_a_word(t, end) {
        return None;
    }
    let (index, _) = ENDINGS.find(t.get(i), |w| t.ends(end, w))?;
    let is_weak = index >= SUFFIXES.len();
    let kind = if is_weak { &WEAK[index - SUFFIXES.len()] } else { &SUFFIXES[index] };
    let suffix_at = end - kind.word.chars().count();
    let behind_last = last.filter(|l| l.1 <= suffix_at);
    let mut floor =
        t.floor(end).max(behind_last.map_or(0, |l| l.1)).max(if body <= suffix_at { body } else { 0 }).min(suffix_at);
    // 312国道, 第三小学
    let numbered = matches!(kind.word, "国道" | "省道" | "县道" | "高速" | "高速公路");
    if numbered && floor == suffix_at {
        floor = road_number(t, suffix_at);
        return (floor < suffix_at).then_some((floor, end));
    }
    let chained = behind_last.is_some_and(|l| l.1 == floor);
    let name = suffix_at - floor;
    // 长春 + 市, 西山 + 街
    let extends = |l: &Range| name == 0 && l.1 == suffix_at && (!is_weak || l.1 - l.0 <= SHORT_PLACE);
    if let Some(l) = behind_last.filter(extends) {
        return Some((l.0, end));
    }
    let known = t.ends_in(end, &COMMON).or_else(|| t.ends_in(end, &COMMON_NATURE)).is_some();
    let short_county = kind.word == "县" && name == 1 && !chained && !SHORT_COUNTIES.contains(t.get(floor));
    if known || short_county || name < kind.least && !(chained && name > 0) {
        return None;
    }
    if name > kind.most {
        // The phrase is longer than any name. Two characters are the usual length; the weak endings are then no sign.
        if is_weak || kind.most < 3 && !numbered {
            return None;
        }
        floor = suffix_at - 2.max(kind.least);
    }
    if !chained && t.ends_in(suffix_at, &KINDS).is_some() {
        return None;
    }
    Some((floor, end))
}

/// Where the number of a road (G30, 312) begins that ends at `end`.
fn road_number(t: &Text<'_>, end: usize) -> usize {
    const LONGEST: usize = 5;
    let plain = |j: &usize| t.get(*j).is_ascii_alphanumeric();
    (end.saturating_sub(LONGEST)..end).rev().take_while(plain).last().unwrap_or(end)
}

/// What belongs to a place that ends at `end`: a house number, a crossing, a building.
pub(super) fn tail(t: &Text<'_>, mut end: usize) -> usize {
    #[rustfmt::skip]
    const WORDS: &[&str] = &[
        "交叉口", "交汇处", "交界处", "路口", "路段", "段", "东侧", "西侧", "南侧", "北侧", "入口", "出口",
    ];
    #[rustfmt::skip]
    const NUMBERED: &[&str] = &[
        "号楼", "号院", "号线", "号", "弄", "栋", "幢", "单元", "室", "组", "层", "公里处", "公里", "米处",
    ];
    /// A house has a street number, a building, an entrance and a room.
    const STEPS: usize = 5;
    for _ in 0..STEPS {
        if let Some(length) = t.starts_any(end, WORDS) {
            end += length;
            continue;
        }
        let digits = t.digits(end);
        match t.starts_any(end + digits, NUMBERED) {
            Some(length) if digits > 0 => end += digits + length,
            _ => break,
        }
    }
    end
}

/// Whether the words from `end` to `start` join two places into one: 建设路与西山街路口.
pub(super) fn joins(t: &Text<'_>, end: usize, start: usize, behind: usize) -> bool {
    end == start
        || start == end + 1
            && matches!(t.get(end), '与' | '和')
            && t.starts_any(behind, &["路口", "交叉口", "交汇处"]).is_some()
        || start == end + 1 && t.get(end) == '与' && t.ends(behind, "路口")
}

/// The province or great city whose bare name begins at `i`.
pub(super) fn city(t: &Text<'_>, i: usize) -> Option<Range> {
    let end = i + t.starts_in(i, &CITY_LIST)?;
    // 南京路, 中国上海: names may be parts of names; 大连 in 大连队. What is taken is true as a place either way.
    let inside = matches!((t.before(i), t.get(i)), ('不' | '以' | '对', '重' | '大' | '长'));
    let other = matches!((t.ends(end, "海南") || t.ends(end, "青海"), t.before(i)), (true, '上' | '黄' | '渤' | '东'))
        || t.ends(end, "长春") && t.get(end) == '花'
        || t.ends(end, "大同") && matches!(t.get(end), '小' | '世')
        || t.ends(end, "长安") && t.get(end) == '街';
    (!inside && !other).then_some((i, end))
}

static CITY_LIST: WordList = WordList::by_start(CITIES);

/// Provinces and great cities whose bare names mean nothing else.
#[rustfmt::skip]
pub(super) const CITIES: &[&str] = &[
    "北京", "上海", "天津", "重庆", "河北", "山西", "辽宁", "吉林", "黑龙江", "江苏", "浙江", "安徽", "福建",
    "江西", "山东", "河南", "湖北", "湖南", "广东", "海南", "四川", "贵州", "云南", "陕西", "甘肃", "青海",
    "台湾", "内蒙古", "广西", "西藏", "宁夏", "新疆", "香港", "澳门", "石家庄", "太原", "沈阳", "大连", "长春",
    "哈尔滨", "南京", "苏州", "无锡", "杭州", "宁波", "温州", "绍兴", "合肥", "福州", "厦门", "泉州", "南昌",
    "济南", "青岛", "烟台", "郑州", "洛阳", "武汉", "宜昌", "襄阳", "长沙", "株洲", "广州", "深圳", "珠海",
    "佛山", "东莞", "南宁", "桂林", "海口", "三亚", "成都", "绵阳", "贵阳", "昆明", "大理", "拉萨", "西安",
    "兰州", "西宁", "银川", "乌鲁木齐", "徐州", "南通", "常州", "嘉兴", "金华", "台州", "湖州", "芜湖", "赣州",
    "九江", "潍坊", "临沂", "唐山", "保定", "邯郸", "呼和浩特", "包头", "大同", "遵义", "牡丹江", "齐齐哈尔",
    "大庆",
];
