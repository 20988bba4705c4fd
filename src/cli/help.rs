//! The help in Chinese.
//!
//! clap writes its help in English and offers no translations, so the finished command is walked through once and every
//! sentence is replaced: descriptions by the table below, headings and placeholders by the help template.

use clap::{Command, builder::StyledStr};

use crate::words::Lang;

const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

const EXAMPLES_ZH: &str = "\
例子：
  wenfeng 通报.txt              看一份草稿
  wenfeng check 草稿/           看一个文件夹
  wenfeng explain RULE          一条规则为什么有、怎么改

退出码：0 没有问题；1 有问题；2 没能运行，或有文件没读成。";

const EXAMPLES_EN: &str = "\
Examples:
  wenfeng notice.txt            check one draft
  wenfeng check drafts/         check a folder
  wenfeng explain RULE          why a rule is there and what to write instead

Exit codes: 0 clean; 1 findings; 2 could not run, or a file could not be read.";

/// `command` speaking `lang`.
pub(super) fn speak(command: Command, lang: Lang) -> Command {
    match lang {
        Lang::En => command.after_help(EXAMPLES_EN),
        Lang::Zh => translate(command, "wenfeng").after_help(EXAMPLES_ZH),
    }
}

/// A finished help text, with the colons behind clap's headings as `lang` writes them.
pub(super) fn polish(text: &str, lang: Lang) -> String {
    match lang {
        Lang::En => text.to_owned(),
        Lang::Zh => ["命令", "参数", "选项"]
            .iter()
            .fold(text.to_owned(), |text, heading| text.replace(&format!("{heading}:"), &format!("{heading}："))),
    }
}

fn translate(command: Command, path: &str) -> Command {
    let name = command.get_name().to_owned();
    let mut usage = format!("{path} [选项]");
    if command.get_subcommands().next().is_some() {
        usage = format!("{path} <命令>");
        if path == "wenfeng" {
            usage.push_str("\n      wenfeng [选项] <文件>...");
        }
    }
    for arg in command.get_positionals() {
        let value = value_name(arg.get_id().as_str()).unwrap_or("值");
        let many = arg.get_num_args().is_some_and(|n| n.max_values() > 1) || arg.get_id() == "paths";
        let text = if arg.is_required_set() { format!(" <{value}>") } else { format!(" [{value}]") };
        usage.push_str(&text);
        if many {
            usage.push_str("...");
        }
    }
    let subcommands: Vec<String> = command.get_subcommands().map(|c| c.get_name().to_owned()).collect();
    let mut command = command
        .override_usage(StyledStr::from(usage))
        .help_template(TEMPLATE)
        .subcommand_help_heading("命令")
        .mut_args(|arg| {
            let id = arg.get_id().as_str().to_owned();
            let heading = if arg.is_positional() { "参数" } else { "选项" };
            // Its arguments are those of its neighbours, not those of `wenfeng check`.
            let own = if path.ends_with("baseline check") { "prune" } else { name.as_str() };
            let arg = match describe(own, &id) {
                Some(text) => arg.help(text),
                None => arg,
            };
            let arg = match value_name(&id) {
                Some(value) if arg.get_action().takes_values() => arg.value_name(value),
                _ => arg,
            };
            arg.help_heading(heading)
        });
    if let Some(text) = about(&name, path) {
        command = command.about(text);
    }
    for sub in subcommands {
        let path = format!("{path} {sub}");
        command = command.mut_subcommand(sub, |c| translate(c, &path));
    }
    command
}

fn about(command: &str, path: &str) -> Option<&'static str> {
    Some(match command {
        "wenfeng" => "看一看官方微博草稿的文风：谦逊、平实、坦诚、尊重",
        "check" if path.ends_with("baseline check") => "看基线里哪些问题已经没有了；有就退出 1",
        "check" => "检查草稿（也可以省去命令：wenfeng 草稿.txt）",
        "rules" => "列出规则",
        "explain" => "说明一条规则，附例子",
        "test-rules" => "用规则自带的例子测试一个规则包",
        "init" => "在这个文件夹里写一份带说明的 wenfeng.toml",
        "config" => "查看配置",
        "baseline" => "记下可以先放着的问题，只看新的",
        "write" => "把现有的问题都记进基线",
        "prune" => "把已经没有的问题从基线里去掉",
        "show" => "显示生效的配置，以及每一项从哪里来",
        "lsp" => "启动语言服务，供编辑器通过标准输入输出使用",
        "serve" => "在这台电脑上打开网页看草稿，也给别的程序用（HTTP）",
        "schema" => "输出 JSON Schema：配置、规则包、JSON 结果、基线的写法",
        "completions" => "输出命令行补全脚本",
        _ => return None,
    })
}

fn value_name(arg: &str) -> Option<&'static str> {
    Some(match arg {
        "paths" | "output" | "config" | "baseline" | "token_file" => "文件",
        "path" => "路径",
        "format" => "格式",
        "column_unit" => "单位",
        "select" | "ignore" | "rule" => "规则",
        "situation" | "encoding" | "stdin_filename" | "name" | "host" => "名称",
        "fail_on" => "级别",
        "max_warnings" => "条数",
        "text_field" => "字段",
        "exclude" => "模式",
        "changed_since" => "版本",
        "port" => "端口",
        "bind" => "地址",
        "timeout" => "秒",
        "lang" => "语言",
        "color" => "何时",
        "pack" | "pages" => "文件夹",
        "shell" => "外壳",
        _ => return None,
    })
}

fn describe(command: &str, arg: &str) -> Option<&'static str> {
    Some(match (command, arg) {
        (_, "lang") => "界面语言：zh 或 en",
        (_, "color") => "颜色：auto、always 或 never",
        (_, "help") => "显示帮助",
        (_, "version") => "显示版本",
        (_, "config") => "用这份配置文件",
        (_, "isolated") => "不用任何配置文件",
        (_, "select") => "只用这些规则：规则名、类别或“类别/*”，用逗号隔开",
        (_, "ignore") => "不用这些规则",
        ("write" | "prune", "paths") => "文件或文件夹；不写就是当前文件夹",
        ("write" | "prune", "baseline") => "基线文件；不写就用 wenfeng-baseline.json",
        ("check", "baseline") => "不报这份基线里已经记下的问题",
        ("check", "strict_baseline") => "基线里有已经没有的问题，就退出 1",
        ("check", "force_exclude") => "不看的文件，点名写出来也不看",
        ("check", "changed_since") => "只看从这个 git 版本以来改过的文件，表格只看改过的那几条",
        ("check", "fix") => "把不会出错的小毛病（如半角标点）直接改在文件里",
        ("check", "unsafe_fixes") => "连改后要看一眼的也改（和 --fix 或 --diff 一起用）",
        ("check", "diff") => "只显示会怎么改，不动文件",
        ("check", "watch") => "文件一保存就再查一遍",
        ("check", "paths") => "文件或文件夹；“-”表示标准输入",
        ("check", "format") => {
            "输出格式：full、concise、json、jsonl、sarif、rdjson、rdjsonl、github、gitlab、junit 或 checkstyle；可以写几次，也可以写进文件：sarif=结果.sarif"
        }
        ("check", "column_unit") => "concise 里的列按什么数：char（默认）、byte 或 utf16",
        ("check", "output") => "把结果写进文件（UTF-8）",
        (_, "situation") => "情形：日常、政策、突发、个人或回复",
        ("check", "fail_on") => "到哪一级就退出 1：error（默认）、warning、info 或 never",
        ("check", "max_warnings") => "提醒超过这么多条就退出 1",
        ("check", "quiet") => "只显示错误，不要结尾的话",
        ("check", "verbose") => "说明每个文件的编码和所用配置（标准错误）",
        ("check", "statistics") => "加一张按规则统计的表",
        (_, "encoding") => "文件编码；不写就自动识别",
        (_, "text_field") => ".jsonl、.csv 里正文所在的字段或列",
        ("check", "stdin_filename") => "标准输入的名称，决定文件类型和配置",
        (_, "exclude") => "不看符合这个模式的文件",
        ("serve", "port") => "端口；不写就由系统挑一个空着的",
        ("serve", "no_open") => "不要打开浏览器",
        ("serve", "bind") => "在哪个地址上开；别的电脑要用启动时显示的口令",
        ("serve", "token_file") => "口令写在这个文件里；不写，别的电脑能打开时就现生成一个",
        ("serve", "host") => "网页还叫什么名称，如代理服务器的域名；可以写几次",
        ("serve", "timeout") => "一个请求最多等几秒（30）",
        ("lsp", "stdio") => "有的编辑器总会加上它；没有别的通信方式",
        ("rules", "format") => "输出格式：text、json 或 markdown",
        ("rules", "pages") => "把规则说明写成网页，放进这个文件夹",
        ("explain", "rule") => "规则名，如 modesty/personal-attention",
        ("test-rules", "pack") => "规则包所在的文件夹；不写就测试自带的规则",
        ("show", "path") => "看哪个文件或文件夹的配置；不写就看当前文件夹",
        ("schema", "name") => "config、rules、pack、lexicon、report 或 baseline",
        ("completions", "shell") => "bash、zsh、fish、elvish 或 powershell",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every(command: &Command, check: &mut impl FnMut(&Command)) {
        check(command);
        for sub in command.get_subcommands() {
            every(sub, check);
        }
    }

    #[test]
    fn everything_in_the_help_has_a_chinese_sentence() {
        let command = super::super::command(Lang::Zh);
        every(&command, &mut |c| {
            assert!(about(c.get_name(), c.get_name()).is_some(), "{} has no Chinese description", c.get_name());
            for arg in c.get_arguments() {
                let id = arg.get_id().as_str();
                assert!(describe(c.get_name(), id).is_some(), "{} {id} has no Chinese help", c.get_name());
                let named = value_name(id).is_some() || !arg.get_action().takes_values();
                assert!(named, "{} {id} has no Chinese placeholder", c.get_name());
            }
        });
    }

    #[test]
    fn the_chinese_help_has_no_english_heading() {
        let mut command = super::super::command(Lang::Zh);
        command.build();
        every(&command, &mut |c| {
            let help = c.clone().render_long_help().to_string();
            for word in ["Usage", "Options", "Arguments", "Commands", "Print", "possible", "default", "OPTIONS"] {
                assert!(!help.contains(word), "{word} in the help of {}:\n{help}", c.get_name());
            }
            assert!(help.contains("用法："), "{help}");
        });
    }

    #[test]
    fn the_english_help_has_no_chinese() {
        let mut command = super::super::command(Lang::En);
        command.build();
        every(&command, &mut |c| {
            let help = c.clone().render_long_help().to_string();
            assert!(help.chars().all(|c| u32::from(c) < 0x2E80), "{help}");
        });
    }
}
