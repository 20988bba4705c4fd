//! Where a report goes: standard output, or a file that is there whole or not at all.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::problem::Problem;
use crate::say;
use crate::words::Words;

use super::{Stop, cause};

/// So many files may stand beside the one they are to replace: those of other runs that write it at the same time.
const MOST_BESIDE: usize = 100;

/// A report on its way.
pub(super) enum Output {
    /// To standard output.
    Stdout(BufWriter<Box<dyn Write>>),
    /// To standard error.
    Stderr(BufWriter<Box<dyn Write>>),
    /// To a file, which gets its name when the report is complete.
    File(Whole),
    /// To something that is not a file (a device, a pipe), as it comes.
    Device(BufWriter<File>),
}

impl Output {
    /// Standard output, in colour or not.
    pub(super) fn stdout(color: bool) -> Self {
        let out: Box<dyn Write> = if color {
            Box::new(anstream::AutoStream::always(io::stdout()))
        } else {
            // Nothing to strip, and a report may be long.
            Box::new(io::stdout())
        };
        Self::Stdout(BufWriter::with_capacity(1 << 16, out))
    }

    /// Standard error, in colour or not.
    pub(super) fn stderr(color: bool) -> Self {
        let out: Box<dyn Write> =
            if color { Box::new(anstream::AutoStream::always(io::stderr())) } else { Box::new(io::stderr()) };
        Self::Stderr(BufWriter::new(out))
    }

    /// The end of the file `path`, as it comes.
    pub(super) fn append(path: &Path) -> io::Result<Self> {
        Ok(Self::Device(BufWriter::new(OpenOptions::new().append(true).create(true).open(path)?)))
    }

    /// The file `path`, which is left as it is until the report is complete.
    pub(super) fn file(path: &Path) -> Result<Self, Stop> {
        let name = path.display().to_string();
        let failed = |error: io::Error| {
            let Words { zh, en } = cause(&error);
            let problem = Problem::failure(say!("写不了文件「{name}」：{zh}", "cannot write “{name}”: {en}"))
                .help(say!("看看文件夹在不在、有没有权限", "check that the folder is there and may be written"));
            Stop::from(problem)
        };
        match fs::metadata(path) {
            Ok(found) if found.is_dir() => Err(Problem::failure(say!(
                "「{name}」是文件夹，不能写成文件",
                "“{name}” is a folder and cannot be written"
            ))
            .into()),
            Ok(found) if !found.is_file() => {
                let file = OpenOptions::new().write(true).open(path).map_err(failed)?;
                Ok(Self::Device(BufWriter::new(file)))
            }
            _ => Whole::create(path).map(Self::File).map_err(failed),
        }
    }

    /// The report is complete.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.flush()?;
        match self {
            Self::File(whole) => whole.finish(),
            Self::Stdout(_) | Self::Stderr(_) | Self::Device(_) => Ok(()),
        }
    }

    fn writer(&mut self) -> &mut dyn Write {
        match self {
            Self::Stdout(out) | Self::Stderr(out) => out,
            Self::File(whole) => &mut whole.file,
            Self::Device(file) => file,
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer().write(bytes)
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.writer().write_all(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer().flush()
    }
}

/// A file written beside its place and renamed at the end.
pub(super) struct Whole {
    file: BufWriter<File>,
    beside: PathBuf,
    path: PathBuf,
    done: bool,
}

/// Put `bytes` in the place of the file `path`, whole or not at all.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut whole = Whole::create(path)?;
    whole.file.write_all(bytes)?;
    whole.finish()
}

impl Whole {
    fn create(path: &Path) -> io::Result<Self> {
        // Through a link, the file it points to is replaced, not the link.
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_string_lossy().into_owned();
        let mut attempt = 0;
        loop {
            let beside = path.with_file_name(format!(".{name}.wenfeng-{attempt}.tmp"));
            match OpenOptions::new().write(true).create_new(true).open(&beside) {
                Ok(file) => {
                    // Locked while it is in use, so that what is not locked was left by a run that was killed. Where files
                    // cannot be locked, nobody takes such a file away.
                    if matches!(file.try_lock(), Err(TryLockError::WouldBlock)) || !beside.exists() {
                        attempt += 1;
                        continue;
                    }
                    if let Ok(old) = fs::metadata(&path) {
                        let _ = file.set_permissions(old.permissions());
                    }
                    return Ok(Self { file: BufWriter::new(file), beside, path, done: false });
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && attempt < MOST_BESIDE => {
                    if !cleared(&beside) {
                        attempt += 1;
                    }
                }
                Err(error) => return Err(error),
            }
        }
    }

    fn finish(mut self) -> io::Result<()> {
        self.file.flush()?;
        self.file.get_ref().sync_all()?;
        fs::rename(&self.beside, &self.path)?;
        self.done = true;
        Ok(())
    }
}

/// Take away `beside`, which a run that was killed has left; false if it is in use, or is something else.
fn cleared(beside: &Path) -> bool {
    fs::symlink_metadata(beside).is_ok_and(|found| found.is_file())
        && File::open(beside).is_ok_and(|file| file.try_lock().is_ok() && fs::remove_file(beside).is_ok())
}

impl Drop for Whole {
    fn drop(&mut self) {
        if !self.done {
            let _ = fs::remove_file(&self.beside);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("wenfeng-output-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a writable folder");
        folder
    }

    #[test]
    fn a_report_file_is_replaced_whole_or_not_at_all() {
        let folder = folder("whole");
        let path = folder.join("结果.json");
        fs::write(&path, "old").expect("a writable folder");
        let mut output = Output::file(&path).expect("a writable folder");
        output.write_all(b"half").expect("a writable folder");
        drop(output);
        assert_eq!(fs::read_to_string(&path).expect("there"), "old");
        let mut output = Output::file(&path).expect("a writable folder");
        output.write_all(b"new").expect("a writable folder");
        output.finish().expect("a writable folder");
        assert_eq!(fs::read_to_string(&path).expect("there"), "new");
        assert_eq!(fs::read_dir(&folder).expect("there").count(), 1, "nothing is left beside it");
        let _ = fs::remove_dir_all(folder);
    }

    #[test]
    fn what_a_killed_run_has_left_is_taken_away_and_what_is_in_use_is_not() {
        let folder = folder("left");
        let path = folder.join("结果.json");
        let left = folder.join(".结果.json.wenfeng-0.tmp");
        fs::write(&left, "half of a report").expect("a writable folder");
        let mut first = Output::file(&path).expect("a writable folder");
        let mut second = Output::file(&path).expect("both may write");
        assert_eq!(fs::read_dir(&folder).expect("there").count(), 2);
        first.write_all(b"first").expect("a writable folder");
        second.write_all(b"second").expect("a writable folder");
        first.finish().expect("a writable folder");
        second.finish().expect("a writable folder");
        assert_eq!(fs::read_to_string(&path).expect("there"), "second");
        assert_eq!(fs::read_dir(&folder).expect("there").count(), 1, "nothing is left beside it");
        fs::create_dir(&left).expect("a writable folder");
        replace(&path, b"third").expect("something else in the way is passed by");
        assert!(left.is_dir());
        let _ = fs::remove_dir_all(folder);
    }

    #[test]
    fn a_place_that_cannot_be_written_is_a_problem() {
        assert!(Output::file(Path::new("/no/such/folder/x.json")).is_err());
        assert!(Output::file(&std::env::temp_dir()).is_err());
    }
}
