//! Rule selectors: a rule id, a category (`modesty`, `modesty/*`, 谦逊) or `all`.

use super::{Category, RuleId};

/// What a selector selects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selector {
    /// Every rule.
    All,
    /// The rules of a category.
    Category(Category),
    /// One rule.
    Rule(RuleId),
}

impl Selector {
    /// The selector that `text` writes; `None` where it can be none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text == "all" || text == "*" {
            return Some(Self::All);
        }
        let name = text.strip_suffix("/*").unwrap_or(text);
        let category = Category::ALL.into_iter().find(|c| c.name() == name || c.title() == name);
        category.map(Self::Category).or_else(|| RuleId::new(text).map(Self::Rule))
    }

    /// Whether it selects the rule `id`.
    #[must_use]
    pub fn selects(&self, id: &RuleId) -> bool {
        match self {
            Self::All => true,
            Self::Category(category) => id.category() == *category,
            Self::Rule(rule) => rule == id,
        }
    }

    /// How specific it is; the greater wins.
    #[must_use]
    pub fn rank(&self) -> u8 {
        match self {
            Self::All => 1,
            Self::Category(_) => 2,
            Self::Rule(_) => 3,
        }
    }
}
