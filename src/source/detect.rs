//! Which encoding a file is in, and whether it is text at all.
//!
//! Order: an encoding the user named; a byte order mark; valid UTF-8; GB18030 if every byte decodes. A regular file is
//! validated to its last byte before the first post is read, in a pass with a fixed buffer. A stream is judged by its first
//! [`HEAD`] bytes; a byte that turns up later and does not fit is a problem at its place. Files of office programs and other
//! binary files are told by their first bytes, so that the user learns what to do with them.

use std::fs::File;
use std::io::{self, BufRead, Cursor, Read, Seek, SeekFrom};

use encoding_rs::{GB18030, UTF_8};

use super::binary::refuse_binary;
use super::decode::{DecodedReader, Encoding, Fault, FaultKind, fault_of};
use super::place::shown;
use crate::problem::{Problem, nearest};
use crate::say;
use crate::words::Words;

/// How much of a stream decides its encoding, in bytes.
const HEAD: usize = 1 << 20;

/// So many characters beyond ASCII that are valid UTF-8 do not happen by chance in GB18030: a fault after them is damage to a
/// UTF-8 file, although the same bytes may well decode as rare characters of GB18030.
const SURELY_UTF8: usize = 8;

/// A decoded input of any origin.
pub(super) type Source = DecodedReader<Box<dyn Read + Send>>;

/// The encoding of that label, as in `--encoding`: any label of the WHATWG Encoding Standard, and the names Windows uses.
///
/// # Errors
/// A problem that names the nearest known label.
pub fn encoding_for_label(label: &str) -> Result<&'static encoding_rs::Encoding, Problem> {
    let name = label.trim().to_ascii_lowercase();
    let name = match name.as_str() {
        "ansi" | "936" | "cp936" | "ms936" => "gbk",
        "utf-8-sig" | "utf8-bom" | "utf-8-bom" => "utf-8",
        other => other,
    };
    encoding_rs::Encoding::for_label_no_replacement(name.as_bytes()).ok_or_else(|| {
        let known = ["utf-8", "gbk", "gb2312", "gb18030", "big5", "utf-16le", "utf-16be", "utf-16"];
        let problem = Problem::failure(say!("不认识编码「{label}」", "unknown encoding “{label}”"));
        match nearest(name, known) {
            Some(near) => problem.help(say!("是不是「{near}」？", "did you mean “{near}”?")),
            None => {
                problem.help(say!("常用的有 utf-8、gbk、gb18030、big5", "common ones are utf-8, gbk, gb18030, big5"))
            }
        }
    })
}

/// Read a regular file from its start.
pub(super) fn from_file(
    mut file: File,
    path: &str,
    forced: Option<&'static encoding_rs::Encoding>,
) -> Result<Source, Problem> {
    let head = read_head(&mut file).map_err(|error| read_problem(path, &error))?;
    refuse_binary(path, &head)?;
    if head.len() < HEAD {
        return from_head(head, path, forced);
    }
    let encoding = known(&head, forced).map_or_else(
        || {
            decide(path, &mut |base| {
                file.rewind()?;
                scan(DecodedReader::new(&mut file, Encoding::new(base, false)))
            })
        },
        Ok,
    )?;
    file.seek(SeekFrom::Start(0)).map_err(|error| read_problem(path, &error))?;
    Ok(DecodedReader::new(Box::new(file), encoding))
}

/// Read a stream, which cannot be read twice.
pub(super) fn from_stream(
    mut stream: Box<dyn Read + Send>,
    path: &str,
    forced: Option<&'static encoding_rs::Encoding>,
) -> Result<Source, Problem> {
    let head = read_head(&mut stream).map_err(|error| read_problem(path, &error))?;
    refuse_binary(path, &head)?;
    if head.len() < HEAD {
        return from_head(head, path, forced);
    }
    let encoding = known(&head, forced).map_or_else(
        || decide(path, &mut |base| scan(DecodedReader::of_beginning(head.as_slice(), Encoding::new(base, false)))),
        Ok,
    )?;
    Ok(DecodedReader::new(Box::new(Cursor::new(head).chain(stream)), encoding))
}

/// An input that is in memory whole.
fn from_head(head: Vec<u8>, path: &str, forced: Option<&'static encoding_rs::Encoding>) -> Result<Source, Problem> {
    let encoding = known(&head, forced).map_or_else(
        || decide(path, &mut |base| scan(DecodedReader::new(head.as_slice(), Encoding::new(base, false)))),
        Ok,
    )?;
    Ok(DecodedReader::new(Box::new(Cursor::new(head)), encoding))
}

fn read_head(reader: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    reader.take(HEAD as u64).read_to_end(&mut head)?;
    Ok(head)
}

/// The encoding that need not be guessed.
fn known(head: &[u8], forced: Option<&'static encoding_rs::Encoding>) -> Option<Encoding> {
    let marked = Encoding::from_mark(head);
    match forced {
        Some(base) => Some(Encoding::new(base, marked.is_some_and(|mark| mark.base() == base))),
        None => marked,
    }
}

/// What a validating pass has seen.
struct Scan {
    fault: Option<Fault>,
    /// Characters beyond ASCII before the fault, counted up to [`SURELY_UTF8`] or a little more.
    wide: usize,
}

fn scan<R: Read>(mut reader: DecodedReader<R>) -> io::Result<Scan> {
    let mut wide = 0;
    loop {
        let piece = match reader.fill_buf() {
            Ok(piece) => piece,
            Err(error) => match fault_of(&error) {
                Some(fault) => return Ok(Scan { fault: Some(fault), wide }),
                None => return Err(error),
            },
        };
        if piece.is_empty() {
            return Ok(Scan { fault: None, wide });
        }
        if wide < SURELY_UTF8 && !piece.is_ascii() {
            wide += piece.iter().filter(|&&byte| byte >= 0xC0).take(SURELY_UTF8).count();
        }
        let length = piece.len();
        reader.consume(length);
    }
}

type Pass<'a> = dyn FnMut(&'static encoding_rs::Encoding) -> io::Result<Scan> + 'a;

fn decide(path: &str, pass: &mut Pass<'_>) -> Result<Encoding, Problem> {
    let utf8 = pass(UTF_8).map_err(|error| read_problem(path, &error))?;
    let Some(fault) = utf8.fault else { return Ok(Encoding::new(UTF_8, false)) };
    if fault.kind == FaultKind::Nul || utf8.wide >= SURELY_UTF8 {
        return Err(fault_problem(path, fault));
    }
    let chinese = pass(GB18030).map_err(|error| read_problem(path, &error))?;
    match chinese.fault {
        None => Ok(Encoding::new(GB18030, false)),
        Some(fault) if fault.kind == FaultKind::Nul => Err(fault_problem(path, fault)),
        Some(other) => {
            let fault = if other.offset > fault.offset { other } else { fault };
            Err(neither_problem(path, fault))
        }
    }
}

/// The problem that reading `path` failed with `error`.
pub(super) fn read_problem(path: &str, error: &io::Error) -> Problem {
    if let Some(fault) = fault_of(error) {
        return fault_problem(path, fault);
    }
    let (zh, en) = shown(path);
    match error.kind() {
        io::ErrorKind::NotFound => Problem::failure(say!("没有{zh}这个文件", "no file {en}"))
            .help(say!("看看名字和所在的文件夹对不对", "check the name and the folder")),
        io::ErrorKind::PermissionDenied => Problem::failure(say!("没有权限读{zh}", "no permission to read {en}"))
            .help(say!("请文件的主人给您读的权限", "ask its owner for permission to read it")),
        io::ErrorKind::IsADirectory => Problem::failure(say!("{zh}是文件夹，不是文件", "{en} is a folder, not a file")),
        _ => Problem::failure(say!("读{zh}时出错：{error}", "cannot read {en}: {error}")),
    }
}

fn fault_problem(path: &str, fault: Fault) -> Problem {
    let (zh, en) = shown(path);
    let (line, byte) = (fault.line, fault.offset + 1);
    if fault.kind == FaultKind::Nul {
        return Problem::failure(say!(
            "{zh}不像文字：第{line}行（第{byte}个字节）是空字节",
            "{en} does not look like text: NUL in line {line} (byte {byte})"
        ))
        .help(say!(
            "把文字另存为 .txt（UTF-8）再查；如果它是 UTF-16，请加 --encoding utf-16le",
            "save the words as a .txt file in UTF-8; if it is UTF-16, add --encoding utf-16le"
        ));
    }
    let Words { zh: name, en: name_en } = fault.encoding.title();
    Problem::failure(say!(
        "{zh}第{line}行有读不出的字：第{byte}个字节不合{name}编码",
        "{en}: byte {byte} (line {line}) is not valid {name_en}"
    ))
    .help(resave())
}

fn neither_problem(path: &str, fault: Fault) -> Problem {
    let (zh, en) = shown(path);
    let (line, byte) = (fault.line, fault.offset + 1);
    Problem::failure(say!(
        "{zh}第{line}行（第{byte}个字节）有读不出的字：既不是UTF-8，也不是GB18030",
        "{en} is neither UTF-8 nor GB18030: byte {byte} (line {line})"
    ))
    .help(resave())
}

fn resave() -> Words {
    say!(
        "文件可能不完整。用记事本打开看看，另存为 UTF-8 再查；知道编码的，加 --encoding，如 --encoding gbk",
        "the file may be damaged: open it, save it as UTF-8, and try again; or name its encoding, such as --encoding gbk"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(bytes: &[u8]) -> Result<(String, String), Problem> {
        read_as(bytes, None)
    }

    fn read_as(bytes: &[u8], forced: Option<&'static encoding_rs::Encoding>) -> Result<(String, String), Problem> {
        let mut source = from_stream(Box::new(Cursor::new(bytes.to_vec())), "稿.txt", forced)?;
        let mut text = String::new();
        source.read_to_string(&mut text).map_err(|error| read_problem("稿.txt", &error))?;
        Ok((text, source.encoding().title().zh))
    }

    fn gbk(text: &str) -> Vec<u8> {
        GB18030.encode(text).0.into_owned()
    }

    #[test]
    fn the_encoding_is_told_from_the_bytes() {
        let text = "【提醒】明天有雨，出门带伞。";
        let utf16: Vec<u8> = "\u{FEFF}甲\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let utf16_big: Vec<u8> = "\u{FEFF}甲\r\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let cases: [(Vec<u8>, &str, &str); 7] = [
            (text.as_bytes().to_vec(), text, "UTF-8"),
            (format!("\u{FEFF}{text}").into_bytes(), text, "UTF-8（带BOM）"),
            (gbk(text), text, "GB18030"),
            (gbk("㐀𠀀镕"), "㐀𠀀镕", "GB18030"),
            (utf16, "甲\r\n", "UTF-16LE"),
            (utf16_big, "甲\r\n", "UTF-16BE"),
            (b"plain".to_vec(), "plain", "UTF-8"),
        ];
        for (bytes, text, name) in cases {
            assert_eq!(read(&bytes), Ok((text.to_owned(), name.to_owned())));
        }
    }

    #[test]
    fn gbk_bytes_that_famously_look_like_utf_8_are_read_right_or_by_the_users_word() {
        // 联通 fooled programs that took overlong sequences for UTF-8.
        assert_eq!(read(&gbk("联通")).map(|(text, _)| text).as_deref(), Ok("联通"));
        // 通知 is truly valid UTF-8. UTF-8 goes first; the user has the last word.
        let bytes = gbk("通知");
        assert_eq!(read(&bytes).map(|(_, name)| name).as_deref(), Ok("UTF-8"));
        assert_eq!(read_as(&bytes, Some(encoding_rs::GBK)), Ok(("通知".to_owned(), "GBK".to_owned())));
        // In a sentence the doubt is gone.
        assert_eq!(read(&gbk("关于停水的通知")).map(|(text, _)| text).as_deref(), Ok("关于停水的通知"));
    }

    #[test]
    fn truncated_gbk_is_refused_at_its_last_byte() {
        let mut bytes = gbk("第一行\n第二行");
        bytes.pop();
        let problem = read(&bytes).expect_err("cut in the middle of a character");
        assert!(problem.message.zh.contains("第2行（第12个字节）"), "{}", problem.message.zh);
        assert!(problem.help.is_some());
    }

    #[test]
    fn truncated_utf_8_is_not_taken_for_rare_characters_of_gb18030() {
        let text = "今天上午全市供水恢复正常请放心";
        let bytes = &text.as_bytes()[..text.len() - 1];
        assert!(!GB18030.decode(bytes).2, "the trap: it decodes");
        let problem = read(bytes).expect_err("damaged");
        assert!(problem.message.zh.contains("UTF-8"), "{}", problem.message.zh);
    }

    #[test]
    fn a_forced_encoding_wins_over_everything() {
        assert_eq!(read_as("é".as_bytes(), Some(GB18030)).map(|(text, _)| text).as_deref(), Ok("茅"));
        assert!(read_as(&gbk("甲乙"), Some(UTF_8)).is_err());
        let unmarked: Vec<u8> = "甲a".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read_as(&unmarked, Some(encoding_rs::UTF_16LE)).map(|(text, _)| text).as_deref(), Ok("甲a"));
    }

    #[test]
    fn labels_are_those_people_type() {
        for label in ["gbk", "GBK", " gb2312 ", "GB18030", "utf8", "utf-16", "big5", "ansi", "cp936"] {
            assert!(encoding_for_label(label).is_ok(), "{label}");
        }
        let problem = encoding_for_label("gdk").expect_err("a slip");
        assert!(problem.help.expect("a hint").zh.contains("gbk"));
        assert!(encoding_for_label("replacement").is_err());
    }

    #[test]
    fn a_file_that_is_no_text_is_called_what_it_is() {
        let cases: [(&[u8], &str, &str); 8] = [
            (b"PK\x03\x04....word/document.xml", "Word文件（.docx）", "名字"),
            (b"PK\x03\x04....xl/workbook.xml", "Excel", "CSV"),
            (b"PK\x03\x04....a.txt", "压缩文件", "解压"),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0", "旧版", "另存为"),
            (b"%PDF-1.7", "PDF", "复制"),
            (b"{\\rtf1\\ansi", "RTF", "另存为"),
            (b"\x89PNG\r\n", "图片", "复制"),
            (b"abc\0def", "不像文字", "utf-16le"),
        ];
        for (bytes, what, remedy) in cases {
            let problem = read(bytes).expect_err("no text");
            let help = problem.help.expect("always a remedy");
            assert!(problem.message.zh.contains(what), "{}", problem.message.zh);
            assert!(help.zh.contains(remedy), "{}", help.zh);
            let forced = read_as(bytes, Some(encoding_rs::GBK)).expect_err("no text in any encoding");
            assert_eq!(forced.message.zh, problem.message.zh);
        }
    }

    #[test]
    fn a_stream_is_judged_by_its_beginning_and_a_later_fault_has_its_place() {
        let mut bytes = "字\n".repeat(HEAD / 4 + 7).into_bytes();
        let offset = bytes.len();
        bytes.extend(gbk("中文"));
        let problem = read(&bytes).expect_err("the end is GBK");
        let line = HEAD / 4 + 8;
        assert!(problem.message.zh.contains(&format!("第{line}行")), "{}", problem.message.zh);
        assert!(problem.message.zh.contains(&format!("第{}个字节", offset + 1)), "{}", problem.message.zh);
        // A character that straddles the end of the beginning is no fault.
        for shift in 0..3 {
            let text = format!("{}{}", "a".repeat(shift), "字".repeat(HEAD / 3 + 9));
            assert_eq!(read(text.as_bytes()).map(|(_, name)| name).as_deref(), Ok("UTF-8"));
            assert_eq!(read(&gbk(&text.repeat(2))).map(|(_, name)| name).as_deref(), Ok("GB18030"));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn a_chinese_text_in_gb18030_comes_back_as_it_was(text in "[一-龥，。！？0-9a-zA-Z\\n]{0,200}") {
            let text = format!("中文：{text}");
            prop_assert_eq!(read(&gbk(&text)), Ok((text, "GB18030".to_owned())));
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = read(&bytes);
        }
    }
}
