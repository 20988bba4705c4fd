//! What clap says about wrong arguments, said in our two languages.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::post::Situation;
use crate::problem::Problem;
use crate::say;
use crate::words::Words;

/// The problem that `error` is.
pub(super) fn explain(error: &clap::Error) -> Problem {
    let get = |kind| error.get(kind).map(plain).filter(|s| !s.is_empty());
    let arg = get(ContextKind::InvalidArg).unwrap_or_default();
    let value = get(ContextKind::InvalidValue).unwrap_or_default();
    let message = match error.kind() {
        ErrorKind::UnknownArgument => say!("没有参数「{arg}」", "there is no argument “{arg}”"),
        ErrorKind::InvalidSubcommand => {
            let name = get(ContextKind::InvalidSubcommand).unwrap_or_default();
            say!("没有命令「{name}」", "there is no command “{name}”")
        }
        ErrorKind::InvalidValue | ErrorKind::NoEquals | ErrorKind::TooFewValues if value.is_empty() => {
            say!("参数「{arg}」后面少了一个值", "the argument “{arg}” needs a value")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            say!("参数「{arg}」不能是「{value}」", "the argument “{arg}” cannot be “{value}”")
        }
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues => {
            say!("参数「{arg}」的值个数不对", "the argument “{arg}” has the wrong number of values")
        }
        ErrorKind::ArgumentConflict => {
            let other = get(ContextKind::PriorArg).unwrap_or_default();
            if other.is_empty() || other == arg {
                say!("参数「{arg}」只能写一次", "the argument “{arg}” can be given only once")
            } else {
                say!("「{arg}」和「{other}」不能一起用", "“{arg}” cannot be used together with “{other}”")
            }
        }
        ErrorKind::MissingRequiredArgument => {
            say!("还缺参数：{arg}", "an argument is missing: {arg}")
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let known = get(ContextKind::ValidSubcommand).unwrap_or_default();
            if known.is_empty() {
                say!("还缺一个命令", "a command is missing")
            } else {
                say!("还缺一个命令：{known}", "a command is missing: {known}")
            }
        }
        ErrorKind::InvalidUtf8 => say!("有一个参数不是有效的文字", "one argument is not valid text"),
        _ => say!("看不懂这些参数", "these arguments cannot be understood"),
    };
    Problem::failure(message).help(advice(error, &arg))
}

fn advice(error: &clap::Error, arg: &str) -> Words {
    let get = |kind| error.get(kind).map(plain).filter(|s| !s.is_empty());
    let near = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    if let Some(near) = near.into_iter().find_map(get) {
        return say!("是不是「{near}」？", "did you mean “{near}”?");
    }
    if arg.contains("--situation") {
        let titles = Situation::ALL.map(Situation::title).join("、");
        let names = Situation::ALL.map(Situation::name).join(", ");
        return say!("可以是：{titles}", "it may be: {names}");
    }
    if let Some(known) = get(ContextKind::ValidValue) {
        return say!("可以是：{known}", "it may be: {known}");
    }
    if arg.contains("max-warnings") {
        return say!("要写一个不小于 0 的整数", "it must be a whole number, 0 or more");
    }
    say!("用 wenfeng --help 看所有命令和参数", "wenfeng --help lists all commands and arguments")
}

/// A value of the error's context without colours, its parts divided by commas.
fn plain(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(all) => all.join(", "),
        ContextValue::StyledStr(text) => text.to_string(),
        ContextValue::StyledStrs(all) => all.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::super::{Parsed, parse};
    use crate::words::Lang;

    #[test]
    fn every_slip_at_the_command_line_is_explained_in_both_languages() {
        for (line, zh, en) in [
            ("check --formt json", "没有参数「--formt」", "--format"),
            ("check --format xml", "不能是「xml」", "full, concise, json, jsonl"),
            ("check --format", "少了一个值", "full"),
            ("check --config a --isolated", "不能一起用", "together"),
            ("check --quiet --quiet", "只能写一次", "only once"),
            ("check --max-warnings many", "不能是「many」", "whole number"),
            ("check --max-warnings -1", "不能是「-1」", "0 or more"),
            ("check --situation incidnt", "不能是「incidnt」", "incident"),
            ("explain", "还缺参数", "missing"),
            ("config", "还缺一个命令", "command"),
            ("config shwo", "没有命令「shwo」", "show"),
            ("completions tcsh", "不能是「tcsh」", "zsh"),
        ] {
            let args = std::iter::once("wenfeng").chain(line.split(' ')).map(OsString::from).collect();
            let Parsed::Wrong(problem) = parse(args, Lang::Zh) else { panic!("{line} was understood") };
            let help = problem.help.expect("every slip has advice");
            let said = format!("{} {}", problem.message.zh, help.zh);
            assert!(said.contains(zh), "{line}: {said}");
            let said = format!("{} {}", problem.message.en, help.en);
            assert!(said.contains(en), "{line}: {said}");
        }
    }
}
