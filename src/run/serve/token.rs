//! The token that lets other machines in.

use std::net::IpAddr;
use std::path::Path;

use crate::problem::Problem;
use crate::say;

/// Fewer characters than these are guessed too easily.
const LEAST: usize = 16;
/// No token is longer, in bytes; a file that is was meant for something else.
const MOST: usize = 512;

/// The token that requests must carry where the server listens on `ip`: the one in `file`, else a new one where other
/// machines can reach it; none on this machine alone.
pub(super) fn of(file: Option<&Path>, ip: IpAddr) -> Result<Option<String>, Problem> {
    if let Some(file) = file {
        return read(file).map(Some);
    }
    if ip.is_loopback() {
        return Ok(None);
    }
    let (mut low, mut high) = ([0; 8], [0; 8]);
    getrandom::fill(&mut low).and_then(|()| getrandom::fill(&mut high)).map_err(|_| {
        Problem::failure(say!("系统给不出随机数，没法生成口令", "the system gives no random numbers for a token"))
            .help(say!("用 --token-file 给一个", "give one with --token-file"))
    })?;
    Ok(Some(format!("{:016x}{:016x}", u64::from_ne_bytes(low), u64::from_ne_bytes(high))))
}

fn read(file: &Path) -> Result<String, Problem> {
    let name = file.display();
    let text = std::fs::read_to_string(file).map_err(|_| {
        Problem::failure(say!("口令文件「{name}」读不了", "the token file “{name}” cannot be read"))
            .help(say!("看看路径和权限对不对", "check the path and the permissions"))
    })?;
    let token = text.trim();
    if (LEAST..=MOST).contains(&token.len()) && token.bytes().all(|b| b.is_ascii_graphic()) {
        return Ok(token.to_owned());
    }
    Err(Problem::failure(say!("「{name}」里不是能用的口令", "“{name}” holds no usable token")).help(say!(
        "写一行，{LEAST} 个以上的英文字母、数字或符号，中间不留空",
        "one line of {LEAST} or more ASCII letters, digits or signs, without spaces"
    )))
}

/// Whether `given` is `token`, in a time that does not tell how much of it is.
pub(super) fn same(given: &str, token: &str) -> bool {
    given.len() == token.len() && given.bytes().zip(token.bytes()).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0
}
