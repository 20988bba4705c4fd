//! The schema of `wenfeng.toml`. Its users are offices, so it speaks Chinese.

use serde_json::{Value, json};
use wenfeng::config::FailOn;
use wenfeng::post::Situation;
use wenfeng::rule::Category;

use super::build::{document, list, number, object, one_of, one_or_more, refer, rule_id, table, text};

const LEVELS: [&str; 4] = ["off", "info", "warning", "error"];

/// A rule, a category or all rules.
fn selector(words: bool) -> Value {
    let mut names: Vec<String> = vec!["all".to_owned(), "*".to_owned()];
    for category in Category::ALL {
        names.extend([category.name().to_owned(), format!("{}/*", category.name())]);
        names.extend([category.title().to_owned(), format!("{}/*", category.title())]);
    }
    let mut any = vec![json!({ "enum": names }), rule_id()];
    if words {
        any.push(json!({ "type": "string", "pattern": "^[^:：]+[:：].+$" }));
    }
    json!({ "type": "string", "anyOf": any })
}

pub(crate) fn schema() -> Value {
    let situations: Vec<&str> = Situation::ALL.iter().flat_map(|s| [s.name(), s.title()]).collect();
    let selectors = || one_or_more(&refer("selector"));
    let silences = || one_or_more(&refer("silence"));
    let severity = || table(&refer("selector"), &one_of(&LEVELS));
    let path = object(
        "某些文件另作规定；写在后面的优先。",
        vec![
            ("glob", text(), "哪些文件，从这份配置所在的文件夹算起，如 突发/**。"),
            ("situation", one_of(&situations), "这些微博的情形。"),
            ("select", selectors(), "只用这些规则。"),
            ("ignore", silences(), "不用这些规则，或略过一处：规则名:词语。"),
            ("severity", severity(), "调整级别。"),
        ],
        &["glob"],
    );
    let texts = || one_or_more(&text());
    let rule = object(
        "调整一条规则。",
        vec![
            ("severity", one_of(&LEVELS), "级别；off 是关掉。"),
            ("add", texts(), "增加的词语。"),
            ("remove", texts(), "去掉的词语。"),
            ("max", number(), "最多多少。"),
            ("min", number(), "至少多少。"),
            ("per-100", number(), "每一百字至少多少。"),
            ("chars", number(), "多少个字。"),
            ("units", number(), "微博字数。"),
            ("min-units", number(), "短于这么多微博字数的不查。"),
        ],
        &[],
    );
    let fail_on = FailOn::NAMES.map(|(name, _)| name);
    let root = object(
        "wenfeng 的配置：这个文件夹和下面各层文件夹里的草稿都按它检查。",
        vec![
            ("$schema", text(), "这份文件的 JSON Schema。"),
            ("version", json!({ "type": ["integer", "string"] }), "写法的版本，现在不用写。"),
            ("extends", texts(), "在别的配置上修改；路径从本文件所在的文件夹算起。"),
            ("packs", texts(), "本单位自己的规则包（文件夹）。"),
            ("select", selectors(), "只用这些规则；不写就用全部规则。"),
            ("ignore", silences(), "不用这些规则，或略过一处：规则名:词语。"),
            ("fail-on", one_of(&fail_on), "到哪一级算没通过；不写就是 error。"),
            ("lang", one_of(&["zh", "en"]), "提示用的语言。"),
            (
                "docs-url",
                json!({ "type": "string", "pattern": "^([Hh][Tt][Tt][Pp][Ss]?|[Ff][Ii][Ll][Ee])://([^{}\\s]|\\{category\\}|\\{rule\\})+$" }),
                "规则说明的网址；{category} 是类别，{rule} 是规则名里“/”后面的部分。",
            ),
            ("exclude", texts(), "不检查的文件。"),
            ("baseline", text(), "基线文件：里面记下的问题先放着。"),
            ("situation", one_of(&situations), "没有写明情形、也不想自动识别时用这个。"),
            ("accept", texts(), "本单位认可的名称和说法。"),
            ("severity", severity(), "按规则或类别调整级别。"),
            ("rule", table(&rule_id(), &refer("rule")), "调整单条规则。"),
            ("path", list(&refer("path")), "某些文件另作规定。"),
        ],
        &[],
    );
    let definitions = vec![("selector", selector(false)), ("silence", selector(true)), ("rule", rule), ("path", path)];
    document("wenfeng.toml", root, definitions)
}
