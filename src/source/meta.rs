//! What a file says about a post beside its text, the same in front matter, JSON lines and tables.
//!
//! Each format turns its own values into a [`Value`]; what the keys are called, what each may hold and what to say when it
//! holds something else is settled here once.

use crate::post::{Meta, Situation};
use crate::problem::nearest;
use crate::say;
use crate::words::Words;

/// The names as documented, in the order of the documentation.
pub(super) const NAMES: [&str; 6] = ["situation", "account", "published", "event_time", "question", "ignore"];

/// What a post may be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    Situation,
    Account,
    Published,
    EventTime,
    Question,
    Ignore,
}

impl Key {
    /// The key of that name; a hyphen is as good as an underscore.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "situation" => Self::Situation,
            "account" => Self::Account,
            "published" => Self::Published,
            "event_time" | "event-time" => Self::EventTime,
            "question" => Self::Question,
            "ignore" => Self::Ignore,
            _ => return None,
        })
    }

    pub(super) fn name(self) -> &'static str {
        NAMES[self as usize]
    }

    /// The key of a table's column, in either language.
    pub(super) fn from_column(name: &str) -> Option<Self> {
        Some(match name {
            "情形" | "场合" => Self::Situation,
            "账号" | "帐号" => Self::Account,
            "发布时间" => Self::Published,
            "事件时间" => Self::EventTime,
            "问题" => Self::Question,
            _ => return Self::from_name(&name.to_ascii_lowercase()).filter(|&key| key != Self::Ignore),
        })
    }
}

/// A value of any format, as far as a post cares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Text(String),
    /// A number, as written.
    Number(String),
    List(Vec<String>),
    Null,
    Other,
}

/// What is wrong with a value, and what to do.
pub(super) struct Wrong {
    pub(super) what: Words,
    pub(super) help: Words,
}

/// Set `key` to `value`, or say why not. Null and blank values set nothing.
pub(super) fn set(meta: &mut Meta, key: Key, value: Value) -> Result<(), Wrong> {
    let value = match value {
        Value::Null => return Ok(()),
        Value::Text(text) if text.trim().is_empty() => return Ok(()),
        value => value,
    };
    match key {
        Key::Situation => meta.situation = Some(situation(value)?),
        Key::Account => meta.account = Some(text(key, value)?),
        Key::Published => meta.published = Some(text(key, value)?),
        Key::EventTime => meta.event_time = Some(text(key, value)?),
        Key::Question => meta.question = Some(text(key, value)?),
        Key::Ignore => {
            meta.ignore = match value {
                Value::List(list) => list,
                Value::Text(text) => vec![text],
                _ => {
                    return Err(Wrong {
                        what: say!("ignore 要写成规则名的列表", "ignore must be a list of rule names"),
                        help: say!(
                            "例如 [\"candour/under-investigation\"]",
                            "for example [\"candour/under-investigation\"]"
                        ),
                    });
                }
            }
        }
    }
    Ok(())
}

fn text(key: Key, value: Value) -> Result<String, Wrong> {
    match value {
        Value::Text(text) | Value::Number(text) => Ok(text.trim().to_owned()),
        _ => {
            let name = key.name();
            Err(Wrong {
                what: say!("{name} 要写成一段文字", "{name} must be a text"),
                help: say!("给它加上英文引号，例如 \"…\"", "put it in quotes, such as \"…\""),
            })
        }
    }
}

fn situation(value: Value) -> Result<Situation, Wrong> {
    let name = match value {
        Value::Text(text) => text.trim().to_owned(),
        Value::Number(text) => text,
        _ => String::new(),
    };
    if let Some(situation) = Situation::from_name(&name).or_else(|| Situation::from_name(&name.to_ascii_lowercase())) {
        return Ok(situation);
    }
    let list: Vec<String> = Situation::ALL.iter().map(|s| format!("{}（{}）", s.name(), s.title())).collect();
    let list_en = Situation::ALL.map(Situation::name).join(", ");
    let list = list.join("、");
    Err(Wrong {
        what: if name.is_empty() {
            say!("情形要写成一个词", "the situation must be one word")
        } else {
            let name: String = name.chars().take(40).collect();
            say!("没有「{name}」这种情形", "no situation “{name}”")
        },
        help: match nearest(&name, Situation::ALL.into_iter().flat_map(|s| [s.name(), s.title()])) {
            Some(near) => say!("是不是「{near}」？可以写：{list}", "did you mean “{near}”? One of: {list_en}"),
            None => say!("可以写：{list}", "one of: {list_en}"),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_documented_name_is_a_key() {
        for name in NAMES {
            assert_eq!(Key::from_name(name).map(Key::name), Some(name));
        }
        assert_eq!(Key::from_name("event-time"), Some(Key::EventTime));
        assert_eq!(Key::from_column("Event_Time"), Some(Key::EventTime));
        assert_eq!(Key::from_column("发布时间"), Some(Key::Published));
    }

    #[test]
    fn a_situation_may_be_named_in_either_language_and_a_slip_is_recognised() {
        for name in ["incident", "Incident", " 突发 "] {
            let mut meta = Meta::default();
            assert!(set(&mut meta, Key::Situation, Value::Text(name.to_owned())).is_ok());
            assert_eq!(meta.situation, Some(Situation::Incident));
        }
        let Err(wrong) = set(&mut Meta::default(), Key::Situation, Value::Text("incidnet".to_owned())) else {
            panic!("a slip is no situation");
        };
        assert!(wrong.help.zh.contains("是不是「incident」"), "{}", wrong.help.zh);
    }

    #[test]
    fn nothing_is_set_by_nothing() {
        let mut meta = Meta::default();
        for value in [Value::Null, Value::Text("　".to_owned())] {
            assert!(
                set(&mut meta, Key::Situation, value.clone()).is_ok() && set(&mut meta, Key::Account, value).is_ok()
            );
        }
        assert_eq!(meta, Meta::default());
    }
}
