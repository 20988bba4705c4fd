//! `wenfeng init`, `wenfeng config show` and `wenfeng schema`.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;

use crate::cli::{ConfigAction, ConfigArgs, SchemaName};
use crate::config::find::NAMES;
use crate::config::show::{self, TEMPLATE};
use crate::problem::Problem;
use crate::say;
use crate::words::Words;

use super::output::replace;
use super::settings::Settings;
use super::{ExitStatus, Speech, Stop, cause, status_of};

/// The name that the template gives to the schema beside it.
const SCHEMA_FILE: &str = ".wenfeng.schema.json";

/// Write the template into this folder.
pub(super) fn init(speech: Speech) -> Result<ExitStatus, Stop> {
    if let Some(name) = NAMES.into_iter().find(|name| Path::new(name).exists()) {
        return Err(there_is(name).into());
    }
    let name = NAMES[0];
    let mut file = match OpenOptions::new().write(true).create_new(true).open(name) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return Err(there_is(name).into()),
        Err(error) => {
            let Words { zh, en } = cause(&error);
            return Err(Problem::failure(say!("写不了文件「{name}」：{zh}", "cannot write “{name}”: {en}")).into());
        }
    };
    file.write_all(TEMPLATE.as_bytes())?;
    // The template names the schema beside it, so that an editor needs no network.
    replace(Path::new(SCHEMA_FILE), text_of(SchemaName::Config).as_bytes())?;
    let said = say!(
        "写好了 {name}。里面每一项都有说明，现在都没有生效。\n编辑器用的 {SCHEMA_FILE} 也写在旁边。\n",
        "Wrote {name}. Every setting in it is explained, and none is in force yet.\nBeside it stands {SCHEMA_FILE}, for editors.\n"
    );
    speech.print(said.get(speech.lang))?;
    Ok(ExitStatus::Clean)
}

/// Print a schema.
pub(super) fn schema(name: SchemaName, speech: Speech) -> Result<ExitStatus, Stop> {
    speech.print(text_of(name))?;
    Ok(ExitStatus::Clean)
}

fn text_of(name: SchemaName) -> &'static str {
    match name {
        SchemaName::Config => include_str!("../../schemas/wenfeng.schema.json"),
        SchemaName::Rules => include_str!("../../schemas/rules.schema.json"),
        SchemaName::Pack => include_str!("../../schemas/pack.schema.json"),
        SchemaName::Lexicon => include_str!("../../schemas/lexicon.schema.json"),
        SchemaName::Report => include_str!("../../schemas/report.schema.json"),
        SchemaName::Baseline => include_str!("../../schemas/baseline.schema.json"),
    }
}

fn there_is(name: &str) -> Problem {
    Problem::failure(say!("这里已经有「{name}」，没有动它", "there is already a “{name}” here; it was left alone"))
        .help(say!("要重写，先把它改名或删去", "to write a new one, rename or remove it first"))
}

/// Show the configuration in force.
pub(super) fn show(args: &ConfigArgs, mut speech: Speech) -> Result<ExitStatus, Stop> {
    let ConfigAction::Show(args) = &args.action;
    let path = args.path.as_deref().unwrap_or(Path::new("."));
    let mut settings = Settings::new(&args.config, &args.choice);
    if !speech.settled {
        speech.lang = settings.lang(path).unwrap_or(speech.lang);
    }
    // Applied to the rules as well, so that names of rules that do not exist are told.
    let _ = settings.rules(path);
    let (config, layer) = settings.config(path);
    let problems = settings.take_problems();
    speech.complain(&problems);
    speech.print(&show::show(&config, &layer, speech.lang))?;
    Ok(status_of(&problems))
}
