//! What an office settles for itself, written into `wenfeng.toml` (or front matter): the text of the file in, the changed text
//! out. Comments, order and spacing stay; what is settled already is settled once. A file that is not TOML is left alone.

use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, Value};

use crate::position::Span;

/// `file` with `phrase` among the names that are accepted; `None` if it is already or the file cannot be changed.
pub(super) fn accept(file: &str, phrase: &str) -> Option<String> {
    listed(file, "accept", phrase)
}

/// `file` with `rule` among those left out everywhere.
pub(super) fn leave_out(file: &str, rule: &str) -> Option<String> {
    listed(file, "ignore", rule)
}

/// `file` with `rule` left out for the drafts that `glob` matches.
pub(super) fn leave_out_for(file: &str, glob: &str, rule: &str) -> Option<String> {
    edited(file, |document| {
        let paths = document.entry("path").or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
        let paths = paths.as_array_of_tables_mut()?;
        // Only an entry that says nothing but this may get more to say.
        let own = paths.iter().position(|table| {
            table.get("glob").and_then(Item::as_str) == Some(glob)
                && table.iter().all(|(k, _)| k == "glob" || k == "ignore")
        });
        let at = own.unwrap_or_else(|| {
            let mut table = Table::new();
            table.insert("glob", glob.into());
            if !paths.is_empty() || !file.trim().is_empty() {
                table.decor_mut().set_prefix("\n");
            }
            paths.push(table);
            paths.len() - 1
        });
        push(paths.get_mut(at)?, "ignore", rule)
    })
}

/// The one replacement that turns `old` into `new`.
pub(super) fn difference<'n>(old: &str, new: &'n str) -> (Span, &'n str) {
    let same = |(a, b): &(char, char)| a == b;
    let size = |(a, _): (char, char)| a.len_utf8();
    let before: usize = old.chars().zip(new.chars()).take_while(same).map(size).sum();
    let ends = old[before..].chars().rev().zip(new[before..].chars().rev());
    let after: usize = ends.take_while(same).map(size).sum();
    (Span::new(before, old.len() - after), &new[before..new.len() - after])
}

fn listed(file: &str, key: &str, value: &str) -> Option<String> {
    let bare = |document: &DocumentMut| document.iter().next().is_none();
    if file.parse::<DocumentMut>().is_ok_and(|document| bare(&document)) {
        // Behind the comments, which speak of the whole file.
        let line = edited("", |document| push(document, key, value))?;
        let end = if file.contains("\r\n") { "\r\n" } else { "\n" };
        let gap = if file.is_empty() || file.ends_with('\n') { "" } else { end };
        return Some(format!("{file}{gap}{}{end}", line.trim_end()));
    }
    edited(file, |document| {
        let table = document.as_table_mut();
        let is_new = !table.contains_key(key);
        push(table, key, value)?;
        if is_new {
            below_the_comments(table, key);
        }
        Some(())
    })
}

/// Where a file begins with a section, its comments stand before that. A new key goes behind those of them that speak of the
/// whole file: all up to an empty line.
fn below_the_comments(table: &mut Table, key: &str) {
    if table.iter().any(|(name, item)| name != key && item.is_value()) {
        return;
    }
    let first = table.iter_mut().filter(|(name, _)| name.get() != key);
    let first = first.min_by_key(|(_, item)| match item {
        Item::Table(table) => table.position(),
        Item::ArrayOfTables(tables) => tables.get(0).and_then(Table::position),
        _ => None,
    });
    let section = match first {
        Some((_, Item::Table(table))) => Some(table),
        Some((_, Item::ArrayOfTables(tables))) => tables.get_mut(0),
        _ => None,
    };
    let Some(section) = section else { return };
    let comments = section.decor().prefix().and_then(|p| p.as_str()).unwrap_or_default().to_owned();
    let end = comments.rfind("\n\n").map_or(0, |at| at + 2);
    let (whole, own) = comments.split_at(end);
    let (whole, own) = (whole.to_owned(), format!("\n{}", own.trim_start_matches('\n')));
    section.decor_mut().set_prefix(own);
    if let Some(mut key) = table.key_mut(key) {
        key.leaf_decor_mut().set_prefix(whole);
    }
}

/// Add `value` to the list `key` of `table`; `None` if it is in it, or what stands there is no list.
fn push(table: &mut Table, key: &str, value: &str) -> Option<()> {
    let item = table.entry(key).or_insert_with(|| Item::Value(Value::Array(Array::new())));
    // One text stands for a list of one.
    if let Some(only) = item.as_str().map(str::to_owned) {
        *item = Item::Value(Value::Array(Array::from_iter([only])));
    }
    let list = item.as_array_mut()?;
    if list.iter().any(|v| v.as_str() == Some(value)) {
        return None;
    }
    let before = list.iter().last().and_then(|v| v.decor().prefix()).and_then(|p| p.as_str()).map(str::to_owned);
    match before.filter(|prefix| prefix.contains('\n')) {
        // A list written one below the other goes on like that.
        Some(prefix) => {
            let line = prefix.rfind('\n').unwrap_or(0);
            list.push_formatted(Value::from(value).decorated(prefix[line..].to_owned(), ""));
        }
        None => list.push(value),
    }
    Some(())
}

/// `file` with `change` made; `None` if it is not TOML, there is nothing to change, or the change did not take.
fn edited(file: &str, change: impl FnOnce(&mut DocumentMut) -> Option<()>) -> Option<String> {
    let mut document: DocumentMut = file.parse().ok()?;
    change(&mut document)?;
    let mut text = document.to_string();
    if file.contains("\r\n") {
        text = text.replace("\r\n", "\n").replace('\n', "\r\n");
    }
    text.parse::<DocumentMut>().is_ok().then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_accepted_wherever_the_file_has_its_list() {
        for (file, expected) in [
            ("", "accept = [\"甲\"]\n"),
            ("# 说明\n#:schema x\n", "# 说明\n#:schema x\naccept = [\"甲\"]\n"),
            ("# 没有换行", "# 没有换行\naccept = [\"甲\"]\n"),
            ("accept = [\"乙\"] # 名称\n", "accept = [\"乙\", \"甲\"] # 名称\n"),
            ("accept = [\n  \"乙\",\n  \"丙\",\n]\n", "accept = [\n  \"乙\",\n  \"丙\",\n  \"甲\",\n]\n"),
            ("accept = \"乙\"\n", "accept = [\"乙\", \"甲\"]\n"),
            ("ignore = []\n\n[severity]\n", "ignore = []\naccept = [\"甲\"]\n\n[severity]\n"),
            (
                "# 全局\n\n# 轻重\n[severity]\nform = \"off\"\n",
                "# 全局\n\naccept = [\"甲\"]\n\n# 轻重\n[severity]\nform = \"off\"\n",
            ),
            ("[[path]]\nglob = \"x\"\n", "accept = [\"甲\"]\n\n[[path]]\nglob = \"x\"\n"),
            ("ignore = []\r\nlang = \"zh\"\r\n", "ignore = []\r\nlang = \"zh\"\r\naccept = [\"甲\"]\r\n"),
        ] {
            assert_eq!(accept(file, "甲").as_deref(), Some(expected), "{file:?}");
            assert_eq!(accept(expected, "甲"), None, "once is enough: {file:?}");
        }
    }

    #[test]
    fn a_rule_is_left_out_for_one_draft() {
        for (file, expected) in [
            ("", "[[path]]\nglob = \"./a.txt\"\nignore = [\"form/x\"]\n"),
            (
                "lang = \"zh\"\n\n[[path]]\nglob = \"b/**\"\nsituation = \"incident\"\n",
                "lang = \"zh\"\n\n[[path]]\nglob = \"b/**\"\nsituation = \"incident\"\n\n[[path]]\nglob = \"./a.txt\"\n\
                 ignore = [\"form/x\"]\n",
            ),
            (
                "[[path]]\nglob = \"./a.txt\"\nignore = [\"form/y\"]\n\n[severity]\nform = \"off\"\n",
                "[[path]]\nglob = \"./a.txt\"\nignore = [\"form/y\", \"form/x\"]\n\n[severity]\nform = \"off\"\n",
            ),
            (
                "[[path]]\nglob = \"./a.txt\"\nselect = [\"modesty\"]\n",
                "[[path]]\nglob = \"./a.txt\"\nselect = [\"modesty\"]\n\n[[path]]\nglob = \"./a.txt\"\nignore = [\"form/x\"]\n",
            ),
        ] {
            assert_eq!(leave_out_for(file, "./a.txt", "form/x").as_deref(), Some(expected), "{file:?}");
            assert_eq!(leave_out_for(expected, "./a.txt", "form/x"), None, "once is enough: {file:?}");
        }
    }

    #[test]
    fn a_file_that_cannot_be_understood_is_left_alone() {
        for file in ["accept = [", "accept = 3\n", "[accept]\n", "accept = {}\n"] {
            assert_eq!(accept(file, "甲"), None, "{file:?}");
        }
        assert_eq!(leave_out_for("path = 3\n", "a", "form/x"), None);
    }

    #[test]
    fn the_change_is_no_larger_than_needed() {
        for (old, new) in
            [("", "甲"), ("甲乙", "甲"), ("甲甲", "甲甲甲"), ("一甲二", "一乙二"), ("同", "同"), ("甲", "")]
        {
            let (span, text) = difference(old, new);
            let mut made = old.to_owned();
            made.replace_range(span.range(), text);
            assert_eq!(made, new);
        }
        assert_eq!(difference("a = [\"甲\"]\n", "a = [\"甲\", \"乙\"]\n"), (Span::new(10, 10), ", \"乙\""));
    }
}
