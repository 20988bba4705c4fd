//! Offices and the persons who hold them, and persons named beside an age or a role.
//!
//! In: the text and a character that offices end with, or a family name. Out: the office with what stands before it (县委书记,
//! 副县长) and the name behind it; persons by 姓某, by a role before (民警李强) or an age behind the name.

use super::class;
use super::scan::Text;
use super::times::Range;

/// The last characters of [`OFFICES`].
pub(super) const LAST: &str = "记长任委导人志子席理员务政专";

/// Family names in one character.
pub(super) const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程\
苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施牛樊葛邢安齐易乔伍\
庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤\
阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和洪仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻";

/// Titles of office, longer before those they end with.
#[rustfmt::skip]
const OFFICES: &[&str] = &[
    "党组副书记", "党组书记", "党委书记", "总书记", "副书记", "支部书记", "书记", "副省长", "省长", "副市长",
    "市长", "副县长", "县长", "副区长", "区长", "副镇长", "镇长", "副乡长", "乡长", "州长", "村长", "局长",
    "厅长", "部长", "处长", "科长", "所长", "站长", "馆长", "台长", "会长", "行长", "董事长", "总经理", "经理",
    "秘书长", "组长", "司长", "署长", "检察长", "审判长", "支队长", "大队长", "中队长", "队长", "指挥长", "院长",
    "校长", "政委", "副主任", "主任", "副主席", "主席", "总理", "巡视员", "调研员", "常务委员", "主任委员",
    "政协委员", "委员", "常委", "主要负责同志", "负责同志", "主要负责人", "负责人", "发言人", "主要领导",
    "分管领导", "领导同志", "领导", "班子成员", "四套班子",
];

/// What stands before an office and belongs to it.
#[rustfmt::skip]
const BEFORE: &[&str] = &[
    "省委", "市委", "县委", "区委", "州委", "镇委", "乡党委", "党委", "党组", "党总支", "党支部", "纪委",
    "政法委", "组织部", "宣传部", "统战部", "中共", "人大常委会", "人大", "政协", "政府", "人民政府", "办公室",
    "委员会", "常务副", "常务", "副", "原", "时任", "现任", "代", "代理", "省", "市", "县", "区", "州", "镇",
    "乡", "街道", "村", "主要", "分管", "上级", "各级", "有关", "相关", "新闻", "第一", "班子", "单位", "总",
    "执行", "名誉", "兼", "常委", "成员",
];

/// The office that ends with the character at `i`, and the name behind it. `bodies` and `places`
/// are those found so far, by their end.
pub(super) fn office(t: &Text<'_>, i: usize, bodies: &[Range], places: &[Range]) -> Option<(Range, Option<Range>)> {
    let end = i + 1;
    let length = t.ends_any(end, OFFICES)?;
    if goes_on_as_a_word(t, end, length) {
        return None;
    }
    let start = office_start(t, end - length, bodies, places);
    // 王主任
    let surname =
        (start == end - length && is_surname(t, start.wrapping_sub(1)) && begins_phrase(t, start.wrapping_sub(1)))
            .then(|| start - 1);
    let start = surname.unwrap_or(start);
    let person = name_at(t, end).map(|e| (end, e));
    Some(((start, person.map_or(end, |p| p.1)), person))
}

fn goes_on_as_a_word(t: &Text<'_>, end: usize, length: usize) -> bool {
    let next = t.get(end);
    let start = end - length;
    match t.before(end) {
        // 城市长期, 市长热线
        '长' => {
            "期途江远者春沙城久假足势度大辈三年短治河安".contains(next)
                || t.starts_any(end, &["热线", "信箱", "专线", "公开电话", "电话"]).is_some()
                || length == 2
                    && matches!(
                        (t.before(start), t.get(start)),
                        ('城' | '都' | '全', '市') | ('全' | '地' | '城', '区')
                    )
                || length == 2
                    && matches!(
                        (t.before(start), t.get(start)),
                        ('机' | '社', '会') | ('全' | '内', '部') | ('增' | '成', _)
                    )
        }
        '导' => {
            "下小力作权核体机层地者".contains(next)
                || t.ends_any(
                    start,
                    &["坚强", "统一", "集中", "党的", "正确", "组织", "直接", "全面", "加强", "党", "的"],
                )
                .is_some()
                || t.starts(end, "干部")
        }
        '记' => "员者录".contains(next),
        '任' => t.starts_any(end, &["医师", "护师", "药师", "技师", "委员"]).is_some() || "何务".contains(next),
        '委' => "会".contains(next) || t.starts(end, "书记") || t.starts(end, "副"),
        '员' => "会".contains(next),
        '理' => "性论解念由".contains(next),
        _ => false,
    }
}

/// The start of the office whose title begins at `start`.
fn office_start(t: &Text<'_>, mut start: usize, bodies: &[Range], places: &[Range]) -> usize {
    const STEPS: usize = 6;
    const RECENT: usize = 6;
    let name_to = |names: &[Range], end: usize| {
        names.iter().rev().take(RECENT).find(|n| n.1 == end && n.0 + 1 < end).map(|n| n.0)
    };
    for _ in 0..STEPS {
        let name = name_to(bodies, start).or_else(|| name_to(places, start));
        // 云台县委书记, 云台县长: the place ends within the words of the office.
        let committee = || (t.before(start) == '委').then(|| name_to(places, start - 1)).flatten();
        let level = || "省市县区镇乡".contains(t.get(start)).then(|| name_to(places, start + 1)).flatten();
        // 党组书记、局长: two offices of one person.
        let joined = || {
            let end = start.checked_sub(1).filter(|_| t.before(start) == '、')?;
            t.ends_any(end, OFFICES).map(|l| end - l)
        };
        let word = || t.ends_any(start, BEFORE).map(|l| start - l);
        match name.or_else(committee).or_else(level).or_else(word).or_else(joined) {
            Some(earlier) => start = earlier,
            None => break,
        }
    }
    start
}

fn is_surname(t: &Text<'_>, i: usize) -> bool {
    class::of(t.get(i)) & class::SURNAME != 0
}

fn begins_phrase(t: &Text<'_>, i: usize) -> bool {
    let before = t.before(i);
    !crate::text::layout::is_han(before) || class::of(before) & class::STOP != 0
}

#[rustfmt::skip]
const TWO_SURNAMES: &[&str] = &["欧阳", "上官", "司马", "诸葛", "司徒", "皇甫", "尉迟", "令狐"];

/// Whether a family name of two characters ends with `c`.
pub(super) fn ends_two(c: char) -> bool {
    TWO_SURNAMES.iter().any(|name| name.ends_with(c))
}

/// Words that follow a name and are not part of it.
#[rustfmt::skip]
const AFTER_NAME: &[&str] = &[
    "主持", "带领", "率领", "率", "赴", "到", "在", "表示", "说", "指出", "强调", "介绍", "陪同", "对", "向",
    "就", "带队", "出席", "参加", "作", "宣布", "要求", "调研", "检查", "深入", "来到", "一行", "等", "第一时间",
    "亲自", "亲临", "立即", "迅速", "的", "和", "与", "及", "告诉", "称", "透露", "回应", "通报", "同志", "先生",
    "女士", "为", "是", "被", "将", "已", "从", "也", "讲", "提醒", "呼吁", "受邀", "担任", "任", "前往", "摄",
    "报道", "因",
];

fn is_after_name(t: &Text<'_>, i: usize) -> bool {
    t.starts_any(i, AFTER_NAME).is_some()
}

fn ends_name(t: &Text<'_>, i: usize) -> bool {
    !crate::text::layout::is_han(t.get(i)) || is_after_name(t, i)
}

/// The end of the name that begins at `i`, where a name is expected.
fn name_at(t: &Text<'_>, i: usize) -> Option<usize> {
    let two = t.starts_any(i, TWO_SURNAMES);
    if two.is_none() && !is_surname(t, i) {
        return None;
    }
    let given = i + two.unwrap_or(1);
    if let Some(end) = masked(t, given) {
        return Some(end);
    }
    let han = |n: usize| t.all_han(given, given + n) && !is_after_name(t, given);
    [2, 1].into_iter().find(|&n| han(n) && ends_name(t, given + n)).map(|n| given + n)
}

/// 某, 某某, 某甲 at `i`.
fn masked(t: &Text<'_>, i: usize) -> Option<usize> {
    if t.get(i) != '某' {
        return None;
    }
    // 张某某, 张某甲, 张某A; 邓某辉 with what closes a name behind it.
    let more = matches!(t.get(i + 1), '某' | '甲' | '乙' | '丙' | '丁')
        || t.get(i + 1).is_ascii_uppercase()
        || t.all_han(i + 1, i + 2)
            && !NOT_A_NAME.contains(t.get(i + 1))
            && !is_after_name(t, i + 1)
            && ends_name(t, i + 2);
    Some(i + 1 + usize::from(more))
}

/// Roles before which a name is a name.
#[rustfmt::skip]
const ROLES: &[&str] = &[
    "民警", "辅警", "警员", "居民", "村民", "市民", "司机", "驾驶员", "消防员", "记者", "医生", "护士", "教师",
    "老师", "学生", "业主", "乘客", "患者", "嫌疑人", "犯罪嫌疑人", "被告人", "当事人", "网民", "男子", "女子",
    "职工", "员工", "志愿者", "教授", "专家", "研究员", "队员", "同志", "店主", "电工", "焊工", "工人", "保安",
    "保洁员", "快递员", "外卖员", "骑手", "网格员", "调解员", "讲解员", "巡查员", "战士", "老板", "村医", "站长",
    "名叫", "叫", "叫做", "姓名", "姓名：",
];
/// Forms of address behind a family name.
#[rustfmt::skip]
const ADDRESSES: &[&str] = &[
    "先生", "女士", "小姐", "同学", "老师", "医生", "大爷", "奶奶", "阿姨", "师傅", "教授", "大妈",
];
/// Family names that are commoner as other words; 于某日 is a day.
const DOUBTFUL: &str = "于和从向对时成方应关由安解任全有经查单景时明华尚管边连党农简师商路江阳古车";
const NOT_A_NAME: &str = "日时地种些个处年月次市县区省人一位天名家村镇";

/// The person whose family name stands at `i`.
pub(super) fn person(t: &Text<'_>, i: usize) -> Option<Range> {
    let two = t.starts_any(i, TWO_SURNAMES).unwrap_or(1);
    let given = i + two;
    let doubtful = two == 1 && DOUBTFUL.contains(t.get(i));
    if let Some(end) = masked(t, given) {
        let other = end == given + 1 && NOT_A_NAME.contains(t.get(end));
        let unsure = doubtful && crate::text::layout::is_han(t.get(end)) && end == given + 1;
        return (!other && !unsure).then_some((i, end));
    }
    let role = t.ends_any(i, ROLES).is_some();
    if role && !doubtful {
        return name_at(t, i).map(|end| (i, end));
    }
    if begins_phrase(t, i) && !doubtful && t.starts_any(given, ADDRESSES).is_some() {
        let length = t.starts_any(given, ADDRESSES).unwrap_or(0);
        return Some((i, given + length));
    }
    // 张三（男，35岁）
    if begins_phrase(t, i) && !doubtful {
        return [1, 2]
            .into_iter()
            .map(|n| given + n)
            .find(|&e| t.all_han(i, e) && has_age_behind(t, e))
            .map(|e| (i, e));
    }
    None
}

fn has_age_behind(t: &Text<'_>, end: usize) -> bool {
    let bracket = matches!(t.get(end), '（' | '(' | '，');
    let at = end + 1;
    let digits = t.digits(at);
    bracket && (matches!(t.get(at), '男' | '女') || matches!(digits, 1 | 2) && t.get(at + digits) == '岁')
}
