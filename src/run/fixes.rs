//! `--fix` and `--diff`: the mechanical changes, made in the files or shown.
//!
//! Every file is read whole, its posts are settled on all cores, and the new bytes take its place in one step; a file that
//! cannot be written back exactly is left alone and told of. Nothing else of a file is touched.

use std::fs;
use std::io::{self, Cursor, IsTerminal, Read, Write};
use std::path::Path;
use std::sync::Arc;

use rayon::iter::{IntoParallelIterator, ParallelIterator};
use similar::TextDiff;

use crate::fix::file::{Edits, rewrite, row};
use crate::fix::{Allowed, settle};
use crate::post::Post;
use crate::problem::Problem;
use crate::say;
use crate::source::{Input, Kind, is_document, read_from, text_of};
use crate::terminal::{Ink, sanitise};
use crate::words::Words;

use super::check::Work;
use super::output::{Output, replace};
use super::pipeline::situation;
use super::{ExitStatus, Speech, Stop, cause};

/// A larger file is not changed, in bytes.
const MOST_BYTES: u64 = 512 << 20;
/// Posts settled at a time.
const BATCH: usize = 1024;
/// Lines shown around a change.
const AROUND: usize = 3;

/// Make the changes in `inputs`, or show them. Standard input becomes a [`Input::Given`] of the new text, which has been
/// written to standard output.
pub(super) fn make(work: &mut Work<'_>, inputs: &mut [Input], speech: Speech) -> Result<ExitStatus, Stop> {
    let diff = work.args.diff;
    let color = speech.color_out();
    let mut out = Output::stdout(diff && color);
    let (mut status, mut made, mut files, mut documents) = (ExitStatus::Clean, 0, 0, 0);
    for input in inputs.iter_mut() {
        if matches!(input, Input::File(path) if Kind::of_path(path) == Kind::Docx) {
            documents += 1;
            continue;
        }
        let (name, bytes) = match read(input) {
            Ok(Some(read)) => read,
            Err(problem) if diff || matches!(input, Input::Stdin { .. }) => {
                speech.complain(&[problem]);
                status = ExitStatus::Failure;
                continue;
            }
            // What cannot be read is told of by the check; with --diff there is none.
            Ok(None) | Err(_) => continue,
        };
        let stdin = matches!(input, Input::Stdin { .. });
        if stdin && is_document(&bytes) {
            return Err(document().into());
        }
        let (new, count) = match fixed(work, input, &name, &bytes) {
            Ok(fixed) => fixed,
            Err(problem) => {
                speech.complain(&[problem]);
                status = ExitStatus::Failure;
                (bytes.clone(), 0)
            }
        };
        let changed = new != bytes;
        made += count;
        files += usize::from(changed);
        if diff {
            if changed {
                show(work, &name, &bytes, &new, color, &mut out)?;
                status = status.max(ExitStatus::Findings);
            }
        } else if stdin {
            out.write_all(&new)?;
            *input = Input::Given { name, bytes: Arc::from(new) };
        } else if let Input::File(path) = input
            && changed
            && fs::read(&path).is_ok_and(|now| now != bytes)
        {
            // Someone saved it meanwhile; their words count.
            let problem = Problem::failure(say!(
                "「{name}」刚才被改过，没有动它",
                "“{name}” has just been changed; it was left alone"
            ));
            speech.complain(&[problem.help(say!("再运行一次", "run again"))]);
            status = ExitStatus::Failure;
        } else if let Input::File(path) = input
            && changed
            && let Err(error) = replace(path, &new)
        {
            let Words { zh, en } = cause(&error);
            speech.complain(&[Problem::failure(say!("写不了文件「{name}」：{zh}", "cannot write “{name}”: {en}"))]);
            status = ExitStatus::Failure;
        }
    }
    out.flush()?;
    if documents > 0 {
        speech.complain(&[untouched(documents)]);
    }
    if made > 0 && !work.args.quiet {
        speech.remark(&if diff {
            say!(
                "{files} 个文件里有 {made} 处可以直接改；用 --fix 来改",
                "{made} fixes in {files} files; --fix makes them"
            )
        } else {
            say!("改了 {files} 个文件里的 {made} 处", "made {made} fixes in {files} files")
        });
    }
    Ok(status)
}

/// The name and the bytes of an input; `None` if it is a device or the like.
fn read(input: &Input) -> Result<Option<(String, Vec<u8>)>, Problem> {
    let (name, bytes) = match input {
        Input::Stdin { name } => {
            let mut bytes = Vec::new();
            let read = io::stdin().lock().take(MOST_BYTES + 1).read_to_end(&mut bytes);
            (name.clone().unwrap_or_else(|| "-".to_owned()), read.map(|_| bytes))
        }
        Input::Given { name, bytes } => (name.clone(), Ok(bytes.to_vec())),
        Input::File(path) => {
            let name = path.to_string_lossy().into_owned();
            match fs::metadata(path) {
                Ok(found) if !found.is_file() => return Ok(None),
                Ok(found) if found.len() > MOST_BYTES => return Err(too_large(&name)),
                _ => {}
            }
            (name, fs::read(path))
        }
    };
    let bytes = bytes.map_err(|error| {
        let Words { zh, en } = cause(&error);
        Problem::failure(say!("「{name}」读不了：{zh}", "“{name}” cannot be read: {en}"))
    })?;
    if bytes.len() as u64 > MOST_BYTES { Err(too_large(&name)) } else { Ok(Some((name, bytes))) }
}

/// Word files among the inputs, which are checked and not changed.
fn untouched(documents: usize) -> Problem {
    Problem::note(say!("有 {documents} 个 Word 文件，没有改", "{documents} Word files were left as they are")).help(
        say!(
            "要在 Word 里看到每一处，用 wenfeng review 写成批注",
            "to see each place in Word, write comments with wenfeng review"
        ),
    )
}

/// A Word file on standard input.
fn document() -> Problem {
    Problem::failure(say!(
        "标准输入是 Word 文件，不能用 --fix 或 --diff",
        "standard input is a Word file, for which --fix and --diff do nothing"
    ))
    .help(say!("存成 .docx 文件，用 wenfeng review 写成批注", "save it as .docx and use wenfeng review"))
}

fn too_large(name: &str) -> Problem {
    Problem::failure(say!("「{name}」太大，没有改", "“{name}” is too large to be changed"))
        .help(say!("分成几个文件再改", "divide it into several files"))
}

/// The bytes of the input after its fixes, and how many were made.
fn fixed(work: &mut Work<'_>, input: &Input, name: &str, bytes: &[u8]) -> Result<(Vec<u8>, usize), Problem> {
    let path = match input {
        Input::File(path) => path.clone(),
        Input::Stdin { .. } | Input::Given { .. } => work.stdin.clone(),
    };
    let force = work.settings.force(&path);
    let known = work.known.of(&path);
    let typed = work.args.situation.map(|s| s.0);
    let allowed = if work.args.unsafe_fixes { Allowed::Unsafe } else { Allowed::Safe };
    let kind = Kind::of_path(Path::new(name));
    // What cannot be read at all is told of by the check.
    let Ok(posts) = read_from(Box::new(Cursor::new(bytes.to_vec())), name, kind, &work.options) else {
        return Ok((bytes.to_vec(), 0));
    };
    let mut posts = posts.flatten().filter(|post| !known.is_some_and(|k| k.contains(&super::changed::digest(post))));
    let (mut edits, mut made) = (Edits::new(), 0);
    loop {
        let batch: Vec<Post> = posts.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            break;
        }
        let settled: Vec<_> = batch
            .into_par_iter()
            .map(|post| {
                let check = |post: Post| {
                    let situation = situation(typed, &force, &post);
                    force.linter.check(post, situation)
                };
                (row(&post), settle(&post, allowed, check))
            })
            .collect();
        for (row, settled) in settled.into_iter().filter(|(_, settled)| !settled.edits.is_empty()) {
            made += settled.made;
            edits.insert(row, settled.edits);
        }
    }
    if edits.is_empty() {
        return Ok((bytes.to_vec(), 0));
    }
    Ok((rewrite(name, kind, bytes, &work.options, &edits)?, made))
}

/// The change as a unified diff, in UTF-8.
fn show(work: &Work<'_>, name: &str, old: &[u8], new: &[u8], color: bool, out: &mut Output) -> Result<(), Stop> {
    let raw = !color && !io::stdout().is_terminal();
    let text = |bytes: &[u8]| text_of(bytes, name, &work.options).map(|(_, text)| text);
    let (old, new) = (text(old)?, text(new)?);
    let diff = TextDiff::from_lines(&old, &new);
    let unified =
        diff.unified_diff().context_radius(AROUND).header(&format!("a/{name}"), &format!("b/{name}")).to_string();
    for line in unified.split_inclusive('\n') {
        let (line, end) = line.strip_suffix('\n').map_or((line, ""), |line| (line, "\n"));
        if raw {
            // For `git apply` and `patch`: byte for byte.
            write!(out, "{line}{end}")?;
            continue;
        }
        let line = sanitise(line.trim_end_matches('\r'));
        let ink = match line.as_bytes().first() {
            Some(b'+') => Some(Ink::Good),
            Some(b'-') => Some(Ink::Error),
            Some(b'@') => Some(Ink::Dim),
            _ => None,
        };
        let line = ink.map_or_else(|| line.to_string(), |ink| ink.paint(&line, color));
        write!(out, "{line}{end}")?;
    }
    Ok(())
}
