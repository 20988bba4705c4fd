//! The modules depend on each other in one direction, and stay short enough to read at one sitting.

use std::fs;
use std::path::{Path, PathBuf};

/// The modules of `src/`, lowest first: a module may use itself and those before it.
const ORDER: [&str; 20] = [
    "built_in", "address", "words", "position", "terminal", "problem", "post", "source", "text", "entity", "rule",
    "finding", "suppress", "matcher", "engine", "config", "baseline", "fix", "report", "cli",
];
/// `run` and `main` stand above them all.
const TOP: [&str; 3] = ["run", "main", "lib"];
/// No source file is longer than this, its tests included.
const LINES: usize = 450;

fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> =
        fs::read_dir(folder).expect("src can be listed").map(|e| e.expect("entry").path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

fn all() -> Vec<(PathBuf, String)> {
    let mut paths = Vec::new();
    sources(Path::new("src"), &mut paths);
    paths.into_iter().map(|p| (p.clone(), fs::read_to_string(&p).expect("source is UTF-8"))).collect()
}

fn module(path: &Path) -> String {
    let inner = path.strip_prefix("src").expect("under src");
    let first = inner.components().next().expect("a name").as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

#[test]
fn modules_use_only_modules_below_them() {
    let rank = |name: &str| ORDER.iter().position(|m| *m == name);
    let mut faults = Vec::new();
    for (path, text) in all() {
        let own = module(&path);
        // Tests may look at their module from anywhere.
        if TOP.contains(&own.as_str())
            || path.ends_with("tests.rs")
            || path.components().any(|c| c.as_os_str() == "tests")
        {
            continue;
        }
        let Some(own_rank) = rank(&own) else {
            faults.push(format!("{}: module `{own}` has no place in the order", path.display()));
            continue;
        };
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for line in code.lines().filter(|l| !l.trim_start().starts_with("//")) {
            for used in line.split("crate::").skip(1) {
                let name: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if rank(&name).is_some_and(|r| r > own_rank) || TOP.contains(&name.as_str()) {
                    faults.push(format!("{}: uses `{name}`, which stands above `{own}`", path.display()));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_file_has_grown_past_reading_at_one_sitting() {
    let long: Vec<String> = all()
        .into_iter()
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(_, lines)| *lines > LINES)
        .map(|(path, lines)| format!("{}: {lines} lines", path.display()))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}
