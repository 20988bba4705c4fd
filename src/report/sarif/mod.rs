//! SARIF 2.1.0, as GitHub code scanning takes it.
//!
//! Columns are Unicode code points (`columnKind` says so), 1-based, the end exclusive. Addresses of files are percent-encoded,
//! with `/`. All rules in force are described, so that a clean run describes the tool too. GitHub refuses a run with more
//! than [`MOST_RESULTS`] results: of more, the gravest are kept and a remark is made. Results are kept as text until the end,
//! which bounds the memory.

mod rules;

use std::collections::HashMap;
use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Value, json};

use crate::address::encoded;
use crate::baseline::fingerprint::fingerprints;
use crate::finding::{Checked, Finding, Fix};
use crate::position::Span;
use crate::problem::Problem;
use crate::report::concise::name;
use crate::report::place::{Finder, Paths, Place, advice};
use crate::report::{Render, Summary};
use crate::rule::docs::Docs;
use crate::rule::{Rule, RuleId, Severity};
use crate::say;
use crate::words::Lang;

/// GitHub takes so many results in a run.
pub const MOST_RESULTS: usize = 25_000;
/// So many bytes of results are kept. GitHub takes a report of 10 MB after gzip, which leaves about an eighth of real results.
const MOST_BYTES: usize = 48 << 20;
/// GitHub keeps so many further places of a result.
const MOST_RELATED: usize = 99;

/// The format `sarif`.
pub struct Sarif {
    lang: Lang,
    paths: Paths,
    rules: Vec<Value>,
    index: HashMap<RuleId, usize>,
    /// Results with their number, for info, warning and error.
    results: [Vec<(usize, String)>; 3],
    count: usize,
    /// Bytes of all results that are kept.
    bytes: usize,
    /// How many results were written.
    told: usize,
}

impl Sarif {
    /// The format, with texts in `lang` and paths as `paths` writes them.
    #[must_use]
    pub fn new(lang: Lang, paths: Paths) -> Self {
        Self {
            lang,
            paths,
            rules: Vec::new(),
            index: HashMap::new(),
            results: Default::default(),
            count: 0,
            bytes: 0,
            told: 0,
        }
    }

    fn kept(&self) -> usize {
        self.results.iter().map(Vec::len).sum()
    }

    /// The least grave level of which results are kept, if it is below `severity`.
    fn lower(&self, severity: Severity) -> Option<usize> {
        (0..severity as usize).find(|&level| !self.results[level].is_empty())
    }

    /// Let less grave results go until one of `bytes` fits; false if it does not fit then.
    fn make_room(&mut self, bytes: usize, severity: Severity) -> bool {
        while self.kept() >= MOST_RESULTS || self.bytes + bytes > MOST_BYTES {
            let gone = self.lower(severity).and_then(|lower| self.results[lower].pop());
            let Some((_, gone)) = gone else { return false };
            self.bytes -= gone.len();
        }
        true
    }

    fn result(&self, checked: &Checked, finder: &Finder<'_>, finding: &Finding, fingerprint: &str) -> Value {
        let uri = uri(&self.paths.write(&checked.post.path));
        let location = |span: Span| {
            let mut location = json!({
                "physicalLocation": { "artifactLocation": { "uri": uri }, "region": region(finder.place(span)) }
            });
            if finder.in_container() {
                let name = name(&checked.post);
                location["logicalLocations"] = json!([{ "fullyQualifiedName": name, "kind": "object" }]);
            }
            location
        };
        let message = [finder.message(finding, self.lang), advice(finding, self.lang)].join("\n");
        let mut result = json!({
            "ruleId": finding.rule.as_str(),
            "level": level(finding.severity),
            "message": { "text": message.trim_end() },
            "locations": [location(finding.span)],
            "partialFingerprints": { "wenfengFingerprint/v1": fingerprint.trim_start_matches("v1:") },
        });
        if let Some(index) = self.index.get(&finding.rule) {
            result["ruleIndex"] = json!(index);
        }
        // The places within a record all stand on its one line.
        if !finder.in_container() {
            let related: Vec<Value> = finding
                .related
                .iter()
                .take(MOST_RELATED)
                .map(|related| {
                    let mut location = location(related.span);
                    location["message"] = json!({ "text": related.message.get(self.lang) });
                    location
                })
                .collect();
            if !related.is_empty() {
                result["relatedLocations"] = Value::Array(related);
            }
            let fixes: Vec<Value> = finding.fixes.iter().map(|fix| self.fix(fix, finder, &uri)).collect();
            if !fixes.is_empty() {
                result["fixes"] = Value::Array(fixes);
            }
        }
        result
    }

    fn fix(&self, fix: &Fix, finder: &Finder<'_>, uri: &str) -> Value {
        let replacements: Vec<Value> = fix
            .edits
            .iter()
            .map(|edit| json!({ "deletedRegion": region(finder.place(edit.span)), "insertedContent": { "text": edit.text } }))
            .collect();
        json!({
            "description": { "text": fix.title.get(self.lang) },
            "artifactChanges": [{ "artifactLocation": { "uri": uri }, "replacements": replacements }],
        })
    }
}

/// The level of a result.
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn region(place: Place) -> Value {
    match place {
        Place::Range(start, end) => json!({
            "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column
        }),
        Place::Record(line) => json!({ "startLine": line }),
    }
}

/// `path` as a relative address, or as one of a file where it begins at the root. Everything but letters, digits and
/// `-._~/` is percent-encoded.
fn uri(path: &str) -> String {
    let path = path.strip_prefix("./").unwrap_or(path);
    format!("{}{}", if path.starts_with('/') { "file://" } else { "" }, encoded(path, b""))
}

impl Render for Sarif {
    fn tells_rules(&self) -> bool {
        true
    }

    fn rules(&mut self, rules: &[Rule], docs: Option<&Docs>) {
        for rule in rules {
            if !self.index.contains_key(&rule.id) {
                self.index.insert(rule.id.clone(), self.rules.len());
                self.rules.push(rules::describe(rule, docs, self.lang));
            }
        }
    }

    fn post(&mut self, checked: &Checked, _out: &mut dyn Write) -> io::Result<()> {
        if checked.findings.is_empty() {
            return Ok(());
        }
        let finder = Finder::new(checked);
        for (finding, fingerprint) in checked.findings.iter().zip(fingerprints(checked)) {
            let number = self.count;
            self.count += 1;
            if self.kept() >= MOST_RESULTS && self.lower(finding.severity).is_none() {
                continue;
            }
            let result = self.result(checked, &finder, finding, &fingerprint).to_string();
            if self.make_room(result.len(), finding.severity) {
                self.bytes += result.len();
                self.results[finding.severity as usize].push((number, result));
            }
        }
        Ok(())
    }

    fn end(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        #[derive(Serialize)]
        #[serde(rename_all = "camelCase")]
        struct Driver<'a> {
            name: &'static str,
            semantic_version: &'static str,
            rules: &'a [Value],
        }
        let driver = Driver { name: "wenfeng", semantic_version: env!("CARGO_PKG_VERSION"), rules: &self.rules };
        out.write_all(b"{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":")?;
        serde_json::to_writer(&mut *out, &driver)?;
        out.write_all(b"},\"columnKind\":\"unicodeCodePoints\",\"automationDetails\":{\"id\":\"wenfeng/\"},")?;
        write!(out, "\"invocations\":[{{\"executionSuccessful\":{}}}],\"results\":[", summary.failures == 0)?;
        self.told = self.kept();
        let mut results: Vec<(usize, String)> = self.results.iter_mut().flat_map(std::mem::take).collect();
        results.sort_unstable_by_key(|(number, _)| *number);
        for (i, (_, result)) in results.iter().enumerate() {
            out.write_all(if i == 0 { b"\n" } else { b",\n" })?;
            out.write_all(result.as_bytes())?;
        }
        out.write_all(b"\n]}]}\n")
    }

    fn remarks(&self) -> Vec<Problem> {
        let (count, most) = (self.count, self.told);
        if count <= most {
            return Vec::new();
        }
        vec![
            Problem::note(say!(
                "SARIF 里只写了 {count} 个问题中最重的 {most} 个",
                "the SARIF report holds the gravest {most} of {count} findings"
            ))
            .help(say!(
                "GitHub 一次只收这么多；分成几个文件夹来查",
                "GitHub takes no more at once; check fewer files in one run"
            )),
        ]
    }
}

#[cfg(test)]
mod tests;
