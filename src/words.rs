//! What users read, in Chinese and in English.
//!
//! A sentence the tool says stands at the place where it is said, in both languages side by side, made by [`say!`](crate::say). Which
//! one is shown is decided at the edge, by [`Lang`]. Rule texts are data and come from the packs.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The language of what the user reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// Simplified Chinese, the default.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// Its code: `zh` or `en`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
        }
    }

    /// The language that a POSIX locale name asks for. Chinese unless the locale plainly names another language: the
    /// users are Chinese offices, and many of their machines set no locale at all.
    #[must_use]
    pub fn from_locale(locale: &str) -> Self {
        let name = locale.split(['.', '@', '_', '-']).next().unwrap_or_default();
        match name {
            "" | "C" | "POSIX" | "zh" => Self::Zh,
            _ => Self::En,
        }
    }
}

/// One sentence in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Words {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Words {
    /// The sentence in `lang`; Chinese where there is no English.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En if !self.en.is_empty() => &self.en,
            _ => &self.zh,
        }
    }

    /// The same text in both languages, for names and numbers.
    #[must_use]
    pub fn same(text: impl fmt::Display) -> Self {
        let zh = text.to_string();
        Self { en: zh.clone(), zh }
    }
}

/// A sentence in both languages: `say!("没有文件「{path}」", "no file “{path}”")`. Both take inline format arguments.
#[macro_export]
macro_rules! say {
    ($zh:literal, $en:literal $(,)?) => {
        $crate::words::Words { zh: format!($zh), en: format!($en) }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_spoken_unless_the_locale_names_another_language() {
        for locale in ["", "C", "C.UTF-8", "POSIX", "zh_CN.UTF-8", "zh-Hant"] {
            assert_eq!(Lang::from_locale(locale), Lang::Zh, "{locale}");
        }
        assert_eq!(Lang::from_locale("en_GB.UTF-8"), Lang::En);
        assert_eq!(Lang::from_locale("de_DE"), Lang::En);
    }
}
