//! The reference written into a folder.

use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::Path;

use crate::problem::Problem;
use crate::rule::doc::{GENERATOR, Page};
use crate::say;
use crate::words::Words;

use super::output::replace;
use super::{Stop, cause};

/// Every file of the reference says what it is within so many bytes.
const HEAD: u64 = 1024;

/// Put `pages` into `folder`, which is made if there is none. A file of that name that is no page of the reference is left
/// alone, and nothing is written at all.
pub(super) fn write(folder: &Path, pages: &[Page]) -> Result<(), Stop> {
    let name = folder.display();
    let failed = |error: std::io::Error| {
        let Words { zh, en } = cause(&error);
        Stop::from(
            Problem::failure(say!("写不进文件夹「{name}」：{zh}", "cannot write into “{name}”: {en}"))
                .help(say!("换一个文件夹", "name another folder")),
        )
    };
    fs::create_dir_all(folder).map_err(failed)?;
    for page in pages {
        if !is_ours(&folder.join(&page.name)).map_err(failed)? {
            let file = &page.name;
            return Err(Problem::failure(say!(
                "「{name}」里已经有别的 {file}，没有动它",
                "there is another {file} in “{name}”; it was left alone"
            ))
            .help(say!("换一个空文件夹", "name an empty folder"))
            .into());
        }
    }
    pages.iter().try_for_each(|page| replace(&folder.join(&page.name), page.text.as_bytes())).map_err(failed)
}

/// Whether there is nothing at `file`, or a page that was written before.
fn is_ours(file: &Path) -> std::io::Result<bool> {
    let mut head = Vec::new();
    match File::open(file) {
        Ok(found) => found.take(HEAD).read_to_end(&mut head)?,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(true),
        Err(error) => return Err(error),
    };
    Ok(String::from_utf8_lossy(&head).contains(GENERATOR))
}
