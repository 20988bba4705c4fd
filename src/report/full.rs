//! The report for people: each post with its marked places, what stands there, why it matters and what to write instead.
//!
//! A post without findings is only counted, unless it was the only one. Everything from the draft, its path included, is
//! made safe to print.

use std::io::{self, Write};
use std::path::Path;

use crate::finding::{Checked, Finding};
use crate::position::{LineIndex, Span};
use crate::report::{Render, Summary};
use crate::rule::{Category, Severity};
use crate::say;
use crate::source::Kind;
use crate::terminal::{Ink, columns, sanitise, wrap};
use crate::words::{Lang, Words};

use super::draw::{Mark, draw};
use super::view::View;

/// Columns of the excerpts: forty full-width characters, less where the terminal is narrower.
const WIDTH: usize = 80;

/// Columns of the names before reasons and advice.
const NAMES: usize = 8;

/// The format `full`.
#[derive(Debug, Clone, Copy)]
pub struct Full {
    lang: Lang,
    color: bool,
    quiet: bool,
}

impl Full {
    /// The format, with texts in `lang`, in colour or not. `quiet` leaves out the closing lines.
    #[must_use]
    pub fn new(lang: Lang, color: bool, quiet: bool) -> Self {
        Self { lang, color, quiet }
    }

    fn say(self, words: &Words) -> &str {
        words.get(self.lang)
    }

    fn heading(self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        let name = super::concise::name(&checked.post);
        let name = Ink::Bold.paint(&name, self.color);
        match checked.post.row {
            Some(row) => {
                let row = match Kind::of_path(Path::new(&*checked.post.path)) {
                    Kind::Csv => say!("第 {row} 条", "record {row}"),
                    Kind::Docx => say!("第 {row} 段起", "from paragraph {row}"),
                    _ => say!("文件第 {row} 行", "line {row} of the file"),
                };
                writeln!(out, "{name} {}", Ink::Dim.paint(self.say(&row), self.color))
            }
            None => writeln!(out, "{name}"),
        }
    }

    fn finding(
        self,
        number: usize,
        checked: &Checked,
        finding: &Finding,
        index: &LineIndex,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let (title, ink) = severity(finding.severity);
        let mut lines = wrap(&sanitise(self.say(&finding.message)), WIDTH - 8).into_iter();
        let message = lines.next().unwrap_or_default();
        writeln!(out, "{number:>3} {} {message}", ink.paint(self.say(&title), self.color))?;
        let indent = " ".repeat(columns(self.say(&title)) + 5);
        for line in lines {
            writeln!(out, "{indent}{line}")?;
        }
        self.field(&say!("为什么", "why"), self.say(&finding.why), out)?;
        self.field(&say!("怎么改", "instead"), self.say(&finding.instead), out)?;
        let wordings: Vec<&str> = finding
            .fixes
            .iter()
            .map(|fix| super::json::wording(fix, self.lang))
            .map(|w| if w.is_empty() { self.lang_text("（删去）", "(leave it out)") } else { w })
            .collect();
        self.field(&say!("可以写", "wording"), &wordings.join(self.lang_text(" ／ ", " / ")), out)?;
        for related in &finding.related {
            let place = self.place(checked, related.span, index);
            let message = self.say(&related.message);
            self.field(&say!("另见", "see also"), &format!("{place} {message}"), out)?;
        }
        let place = self.place(checked, finding.span, index);
        writeln!(out, "    {}", Ink::Dim.paint(&format!("{} · {place}", finding.rule), self.color))
    }

    fn field(self, name: &Words, text: &str, out: &mut dyn Write) -> io::Result<()> {
        if text.is_empty() {
            return Ok(());
        }
        let name = self.say(name);
        let name = format!("{name}{}", " ".repeat(NAMES.saturating_sub(columns(name))));
        let indent = 4 + NAMES + 2;
        for (i, line) in wrap(&sanitise(text), WIDTH - indent).iter().enumerate() {
            if i == 0 {
                writeln!(out, "    {}  {line}", Ink::Dim.paint(&name, self.color))?;
            } else {
                writeln!(out, "{}{line}", " ".repeat(indent))?;
            }
        }
        Ok(())
    }

    fn place(self, checked: &Checked, span: Span, index: &LineIndex) -> String {
        if whole(checked, span) {
            return self.lang_text("全文", "the whole post").to_owned();
        }
        if let Some(place) = super::place::paragraph(&checked.post, span) {
            return sanitise(self.say(&place)).into_owned();
        }
        let at = index.position(&checked.post.text, span.start);
        let (line, column) = (at.line, at.column);
        self.say(&say!("第 {line} 行第 {column} 字", "line {line}, column {column}")).to_owned()
    }

    fn closing(self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        let Checked { situation, units, .. } = checked;
        let (title, name) = (situation.situation.title(), situation.situation.name());
        let (zh, en) = (sanitise(&situation.reason.zh), sanitise(situation.reason.get(Lang::En)));
        let kind = say!("情形：{title}（{zh}）", "situation: {name} ({en})");
        let units = thousands(*units);
        let length = match checked.units {
            0..=140 => say!("长 {units} 字，在 140 字以内", "length {units}, within 140"),
            141..=2000 => say!("长 {units} 字，超过 140，在 2000 以内", "length {units}, over 140, within 2000"),
            _ => say!("长 {units} 字，超过 2000", "length {units}, over 2000"),
        };
        let mut counts = [0; 6];
        for finding in &checked.findings {
            counts[finding.category as usize] += 1;
        }
        let parts = [self.say(&kind), self.say(&length), &self.categories(counts)];
        let mut line = String::new();
        for part in parts {
            if !line.is_empty() && columns(&line) + columns(part) + 3 > WIDTH - 4 {
                self.dim(&std::mem::take(&mut line), out)?;
            }
            if !line.is_empty() {
                line.push_str(" · ");
            }
            line.push_str(part);
        }
        self.dim(&line, out)
    }

    fn dim(self, text: &str, out: &mut dyn Write) -> io::Result<()> {
        for line in wrap(text, WIDTH - 4) {
            writeln!(out, "    {}", Ink::Dim.paint(&line, self.color))?;
        }
        Ok(())
    }

    fn categories(self, counts: [usize; 6]) -> String {
        let some = Category::ALL.iter().zip(counts).filter(|(_, n)| *n > 0);
        let named = some.map(|(c, n)| format!("{} {n}", self.lang_text(c.title(), c.name())));
        named.collect::<Vec<_>>().join(self.lang_text("、", ", "))
    }

    fn lang_text<'t>(self, zh: &'t str, en: &'t str) -> &'t str {
        match self.lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }
}

impl Render for Full {
    fn post(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        if checked.findings.is_empty() {
            return Ok(());
        }
        self.heading(checked, out)?;
        let text = &checked.post.text;
        let marks: Vec<Mark> = checked
            .findings
            .iter()
            .enumerate()
            .filter(|(_, f)| !whole(checked, f.span))
            .map(|(i, f)| Mark { span: f.span, number: i + 1, severity: f.severity })
            .collect();
        let index = LineIndex::new(text);
        if !marks.is_empty() {
            let spans: Vec<Span> = marks.iter().map(|m| m.span).collect();
            let view = View::new(text, &spans, WIDTH - 5).numbered(|line| {
                let paragraph = checked.post.paragraph(index.start(line)?)?;
                usize::try_from(paragraph.number).ok()
            });
            draw(&view, &marks, self.color, out)?;
        }
        for (i, finding) in checked.findings.iter().enumerate() {
            writeln!(out)?;
            self.finding(i + 1, checked, finding, &index, out)?;
        }
        if !self.quiet {
            writeln!(out)?;
            self.closing(checked, out)?;
        }
        writeln!(out)
    }

    fn end(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        if self.quiet {
            return Ok(());
        }
        if summary.posts > 0 {
            writeln!(out, "{}", self.say(&looked_at(summary)))?;
        }
        let [infos, warnings, errors] = summary.by_severity;
        if errors + warnings + infos == 0 {
            let fine = match (summary.posts, summary.failures) {
                (0, _) => say!("没有可以检查的微博。", "There was nothing to check."),
                _ if summary.rules == 0 => say!(
                    "没有一条规则在用，什么也没查。看看 select 和 ignore 写得对不对。",
                    "No rule was in use, so nothing was looked for. See whether select and ignore say what is meant."
                ),
                (1, 0) => say!(
                    "没有发现问题。发出以前，数字、姓名和时间请再核对一遍。",
                    "Nothing to change. Before it goes out, please check numbers, names and times once more."
                ),
                _ => say!("没有发现问题。", "Nothing to change."),
            };
            writeln!(out, "{}", Ink::Good.paint(self.say(&fine), self.color))?;
        } else {
            let mut found = Vec::new();
            for (n, level) in [(errors, Severity::Error), (warnings, Severity::Warning), (infos, Severity::Info)] {
                if n > 0 {
                    let (title, ink) = severity(level);
                    let (zh, n) = (&title.zh, thousands(n));
                    let en = if n == "1" { title.en.clone() } else { format!("{}s", title.en) };
                    found.push(ink.paint(self.say(&say!("{zh} {n} 处", "{n} {en}")), self.color));
                }
            }
            let found = found.join(self.lang_text("、", ", "));
            let by = self.categories(summary.by_category);
            writeln!(out, "{}", self.say(&say!("发现{found}（{by}）。", "Found {found} ({by}).")))?;
            if let Some(all) = summary.per_100_units() {
                let line = self.say(&densities(all)).to_owned();
                writeln!(out, "{}", Ink::Dim.paint(&line, self.color))?;
            }
        }
        if summary.suppressed > 0 {
            let n = thousands(summary.suppressed);
            let words = say!("另有 {n} 处按草稿的要求没有列出。", "{n} more left out, as the drafts ask.");
            writeln!(out, "{}", Ink::Dim.paint(self.say(&words), self.color))?;
        }
        if summary.baselined > 0 {
            let n = thousands(summary.baselined);
            let words = say!("另有 {n} 处基线里已经记下，没有列出。", "{n} more left out, known to the baseline.");
            writeln!(out, "{}", Ink::Dim.paint(self.say(&words), self.color))?;
        }
        if summary.failures > 0 {
            let n = summary.failures;
            let words = say!(
                "有 {n} 个问题使检查不完整，请看前面的说明。",
                "{n} problems kept the check from being complete; see above."
            );
            writeln!(out, "{}", Ink::Error.paint(self.say(&words), self.color))?;
        }
        Ok(())
    }
}

/// How dense the findings are, by category.
fn densities(all: [f64; 6]) -> Words {
    let total: f64 = all.iter().sum();
    let found = || Category::ALL.into_iter().map(|c| (c, all[c as usize])).filter(|(_, n)| *n >= 0.005);
    let zh = found().map(|(c, n)| format!("{} {n:.2}", c.title())).collect::<Vec<_>>().join("、");
    let en = found().map(|(c, n)| format!("{} {n:.2}", c.name())).collect::<Vec<_>>().join(", ");
    say!("平均每百字 {total:.2} 处：{zh}。", "{total:.2} for each 100 weibo units: {en}.")
}

/// What was checked, in one sentence.
#[must_use]
pub fn looked_at(summary: &Summary) -> Words {
    let [files, posts, chars, rules] = [summary.files, summary.posts, summary.chars, summary.rules].map(thousands);
    let plural = |n: usize| if n == 1 { "" } else { "s" };
    let (f, p, r) = (plural(summary.files), plural(summary.posts), plural(summary.rules));
    say!(
        "查了 {files} 个文件、{posts} 条微博、{chars} 字，用 {rules} 条规则。",
        "Checked {files} file{f}, {posts} post{p}, {chars} characters with {rules} rule{r}."
    )
}

/// The name of a severity for people, and its ink.
#[must_use]
pub fn severity(severity: Severity) -> (Words, Ink) {
    match severity {
        Severity::Error => (say!("错误", "error"), Ink::Error),
        Severity::Warning => (say!("提醒", "warning"), Ink::Warning),
        Severity::Info => (say!("建议", "suggestion"), Ink::Info),
    }
}

/// Whether a finding is about the post as a whole, and marking all of it would say nothing.
fn whole(checked: &Checked, span: Span) -> bool {
    let post = &checked.post;
    let body = post.text.get(post.front..).unwrap_or_default();
    let start = post.text.len() - body.trim_start().len();
    let end = post.front + body.trim_end().len();
    span.is_empty() || (span.start <= start && end <= span.end && body.trim().chars().count() > 40)
}

fn thousands(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::sample::{checked, error, finding, with_fixes};
    use super::*;

    fn render(posts: &[Checked], lang: Lang, color: bool, quiet: bool) -> String {
        let mut format = Full::new(lang, color, quiet);
        let (mut out, mut summary) = (Vec::new(), Summary { files: posts.len(), rules: 61, ..Summary::default() });
        for post in posts {
            summary.add(post);
            format.post(post, &mut out).expect("memory can be written");
        }
        format.end(&summary, &mut out).expect("memory can be written");
        String::from_utf8(out).expect("UTF-8")
    }

    const TEXT: &str = "【我县全力以赴做好“6·3”道路塌陷处置工作】事件发生后，县委县政府高度重视，主要领导第一时间赶赴现场，亲自指挥，多部门联动，全力以赴开展处置工作。目前现场秩序井然，群众情绪稳定，事故原因正在进一步调查中。请广大市民不信谣、不传谣。";

    #[test]
    fn a_draft_is_shown_with_its_places_reasons_and_advice() {
        let findings = vec![
            finding(TEXT, "高度重视，主要领导"),
            error(with_fixes(finding(TEXT, "群众情绪稳定"), &["", "亲友在场"], Span::new(0, 3)), "respect/calm"),
            finding(TEXT, "正在进一步调查中"),
            finding(TEXT, TEXT),
        ];
        insta::assert_snapshot!(render(&[checked(TEXT, findings)], Lang::Zh, false, false));
    }

    #[test]
    fn the_same_draft_in_english() {
        let post = checked("活动取得圆满成功。", vec![finding("活动取得圆满成功。", "圆满成功")]);
        insta::assert_snapshot!(render(&[post], Lang::En, false, false));
    }

    #[test]
    fn a_clean_post_gets_a_kind_word_and_many_get_a_count() {
        let one = render(&[checked("今天停水。", Vec::new())], Lang::Zh, false, false);
        assert!(one.contains("没有发现问题。发出以前"), "{one}");
        let two = render(&[checked("今天停水。", Vec::new()), checked("好", Vec::new())], Lang::Zh, false, false);
        assert_eq!(two, "查了 2 个文件、2 条微博、6 字，用 61 条规则。\n没有发现问题。\n");
        assert_eq!(render(&[checked("今天停水。", Vec::new())], Lang::Zh, false, true), "");
    }

    #[test]
    fn nothing_of_a_draft_reaches_the_terminal_raw() {
        let nasty = "一\u{1b}[2J\u{202e}二圆满\u{200b}成功三\u{7}";
        let mut post = checked(nasty, vec![finding(nasty, "圆满\u{200b}成功")]);
        post.post.path = "a\u{1b}]0;x\u{7}.txt".into();
        post.situation.reason = say!("写到「\u{202e}」", "says “\u{202e}”");
        for color in [false, true] {
            let said = render(&[post.clone()], Lang::Zh, color, false);
            let bad = |c: &char| *c != '\n' && *c != '\u{1b}' && crate::terminal::visible(*c).is_some();
            assert_eq!(said.chars().find(bad), None, "{said:?}");
            let codes = said.split('\u{1b}').skip(1);
            assert!(codes.clone().all(|c| c.starts_with('[') && c.contains('m')), "{said:?}");
            assert!(color || codes.count() == 0, "{said:?}");
        }
    }

    #[test]
    fn a_very_long_post_full_of_findings_is_drawn_in_linear_time() {
        let text = "活动取得圆满成功，".repeat(4000);
        let place = |i: usize| i * "活动取得圆满成功，".len();
        let findings = (0..4000)
            .map(|i| Finding { span: Span::new(place(i) + 12, place(i) + 24), ..finding(&text, "圆满成功") });
        let said = render(&[checked(&text, findings.collect())], Lang::Zh, false, false);
        assert!(said.contains("4000 提醒"), "every finding is listed");
    }
}
