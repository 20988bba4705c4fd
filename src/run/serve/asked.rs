//! The configuration that a request brings: `wenfeng.toml` as a JSON object.
//!
//! It is written out as TOML and read as a file is, so that both mean the same and are told the same about; where each key
//! came to stand is noted, so that a problem finds its way back to the key. What would reach files of this machine is refused.

use std::fmt::Write as _;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use axum::http::StatusCode;
use serde_json::{Map, Value};

use super::fault::Fault;
use crate::config::Config;
use crate::config::read;
use crate::problem::{Problem, ProblemSource};
use crate::say;
use crate::words::Words;

/// The name of the configuration in places.
const NAME: &str = "config";
/// The most bytes of the configuration as TOML.
const MOST_BYTES: usize = 256 << 10;
/// Nothing in `wenfeng.toml` is nested deeper.
const MOST_DEPTH: usize = 5;
/// What a request cannot say: it would read files of this machine, or speaks of files.
pub(super) const REFUSED: [&str; 5] = ["extends", "packs", "baseline", "exclude", "path"];

/// A configuration that a request brings.
pub(super) struct Asked {
    /// What it says.
    pub(super) config: Config,
    /// The same as one text, for equal ones to be known by.
    pub(super) text: String,
    places: Places,
}

/// Where keys and values stand in the text, the outer before the inner.
#[derive(Default)]
struct Places(Vec<(Range<usize>, String)>);

impl Asked {
    /// Read the configuration `object`.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub(super) fn read(object: &Map<String, Value>) -> Result<Self, Fault> {
        if let Some(key) = REFUSED.iter().find(|key| object.contains_key(**key)) {
            return Err(refused(key));
        }
        let mut out = Out::default();
        for (key, value) in object {
            out.pair(key, value, NAME, 1)?;
            out.text.push('\n');
        }
        if out.text.len() > MOST_BYTES {
            let most = MOST_BYTES >> 10;
            let message = say!("配置太长，最多 {most} KB", "the configuration is too long; {most} KiB at the most");
            return Err(misfit(message).at(NAME));
        }
        let source = Arc::new(ProblemSource::new(NAME, out.text.as_str()));
        let parsed = read::parse(&source, Path::new("/"));
        let asked = Self { config: parsed.config, text: out.text, places: out.places };
        if parsed.problems.is_empty() { Ok(asked) } else { Err(asked.fault(&parsed.problems)) }
    }

    /// The answer where `problems` were met with this configuration.
    pub(super) fn fault(&self, problems: &[Problem]) -> Fault {
        Fault::of_problems("config", problems, |problem| self.place(problem))
    }

    /// The key of the request that `problem` is about.
    fn place(&self, problem: &Problem) -> Option<String> {
        let own = problem.source.as_ref().is_some_and(|source| source.name == NAME && source.text == self.text);
        let at = problem.labels.first().filter(|_| own)?.span.start;
        let inner = self.places.0.iter().rev().find(|(range, _)| range.contains(&at));
        Some(inner.map_or_else(|| NAME.to_owned(), |(_, path)| path.clone()))
    }
}

fn misfit(message: Words) -> Fault {
    Fault::new(StatusCode::UNPROCESSABLE_ENTITY, "config", message)
}

fn refused(key: &str) -> Fault {
    let message = match key {
        "exclude" | "path" => {
            say!("「{key}」是按文件说的，请求里没有文件", "“{key}” speaks of files, and a request has none")
        }
        _ => say!(
            "「{key}」要读这台电脑上的文件，请求里不能写",
            "“{key}” reads files of this machine; a request cannot ask for it"
        ),
    };
    misfit(message).at(format!("{NAME}.{key}")).help(say!(
        "写进服务所用的 wenfeng.toml，再重新启动",
        "write it into the wenfeng.toml of the server and start it again"
    ))
}

/// TOML on its way.
#[derive(Default)]
struct Out {
    text: String,
    places: Places,
}

impl Out {
    fn pair(&mut self, key: &str, value: &Value, above: &str, depth: usize) -> Result<(), Fault> {
        let path = format!("{above}.{key}");
        let slot = self.open(&path);
        self.quoted(key);
        self.text.push_str(" = ");
        self.value(value, &path, depth)?;
        self.close(slot);
        Ok(())
    }

    fn value(&mut self, value: &Value, path: &str, depth: usize) -> Result<(), Fault> {
        if depth > MOST_DEPTH {
            return Err(misfit(say!("套得太深", "nested too deep")).at(path));
        }
        match value {
            Value::Null => {
                return Err(misfit(say!("这里是空的（null）", "there is null here"))
                    .at(path)
                    .help(say!("不要这一项，就不写它", "to leave it out, do not name it")));
            }
            Value::Bool(flag) => _ = write!(self.text, "{flag}"),
            Value::Number(number) => _ = write!(self.text, "{number}"),
            Value::String(text) => self.quoted(text),
            Value::Array(items) => {
                self.text.push('[');
                for (i, item) in items.iter().enumerate() {
                    let path = format!("{path}[{i}]");
                    let slot = self.open(&path);
                    self.value(item, &path, depth + 1)?;
                    self.close(slot);
                    self.text.push_str(", ");
                }
                self.text.push(']');
            }
            Value::Object(pairs) => {
                self.text.push('{');
                for (i, (key, value)) in pairs.iter().enumerate() {
                    if i > 0 {
                        self.text.push_str(", ");
                    }
                    self.pair(key, value, path, depth + 1)?;
                }
                self.text.push('}');
            }
        }
        Ok(())
    }

    fn open(&mut self, path: &str) -> usize {
        let at = self.text.len();
        self.places.0.push((at..at, path.to_owned()));
        self.places.0.len() - 1
    }

    fn close(&mut self, slot: usize) {
        self.places.0[slot].0.end = self.text.len();
    }

    fn quoted(&mut self, text: &str) {
        self.text.push('"');
        for c in text.chars() {
            match c {
                '"' | '\\' => self.text.extend(['\\', c]),
                c if c.is_control() => _ = write!(self.text, "\\U{:08X}", u32::from(c)),
                c => self.text.push(c),
            }
        }
        self.text.push('"');
    }
}
