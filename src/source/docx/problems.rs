//! What to say of a Word file that cannot be read.

use super::super::place::shown;
use super::{MAX_DEPTH, MAX_ENTRIES, MAX_PARAGRAPHS, MAX_PART_BYTES};
use crate::problem::Problem;
use crate::say;
use crate::words::Words;

/// Why a part or a package was refused, before the name of the file is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// The container is broken: cut off, wrong checksum, no ZIP file at all.
    Damaged(String),
    /// A part is not well-formed XML; the part, and the byte of it.
    Malformed(String, usize),
    /// A part has a document type declaration or an entity of its own.
    Entities(String),
    /// A part is larger than [`MAX_PART_BYTES`].
    PartTooLarge(String),
    /// Elements nest deeper than [`MAX_DEPTH`].
    TooDeep(String),
    /// More than [`MAX_PARAGRAPHS`] paragraphs.
    TooManyParagraphs,
    /// More than [`MAX_ENTRIES`] entries.
    TooManyEntries,
    /// Two entries of one name: programs differ in which of them they read.
    Twice,
    /// The entry is encrypted.
    Encrypted,
    /// A package, but of something else.
    Other(Words),
    /// A package without the part that every Word file has.
    NoDocument,
}

impl Fault {
    /// The problem with the file that is called `path` in reports.
    pub(super) fn of(self, path: &str) -> Problem {
        let (zh, en) = shown(path);
        let open = || {
            say!(
                "用 Word、WPS 或 LibreOffice 打开看看，另存为 .docx 再查",
                "open it in Word, WPS or LibreOffice, save it as .docx, and check that file"
            )
        };
        let limit = || {
            say!(
                "正常的稿子不会这样，文件可能是坏的或有意做成的；把文字复制到新的 .docx 再查",
                "no draft is like that; the file may be damaged or made to harm. Copy its words into a new .docx"
            )
        };
        let (what, help) = match self {
            Self::Damaged(why) => (say!("坏了，读不全：{why}", "is damaged: {why}"), open()),
            Self::Malformed(part, at) => (
                say!("坏了：里面的 {part} 在第{at}个字节处不合 XML 写法", "is damaged: {part} is not XML at byte {at}"),
                open(),
            ),
            Self::Entities(part) => (
                say!(
                    "里面的 {part} 自己定义了实体，Word 文件不许这样",
                    "defines entities in {part}, which no Word file may"
                ),
                limit(),
            ),
            Self::PartTooLarge(part) => {
                let mib = MAX_PART_BYTES >> 20;
                (
                    say!(
                        "里面的 {part} 展开后超过{mib}MB，没有读",
                        "holds {part}, which unpacks to more than {mib} MiB; it was not read"
                    ),
                    say!(
                        "稿子真有这么长的，分成几个文件；否则文件可能是有意做成的，不要打开",
                        "divide a draft that is truly so long into several files; else the file may be made to harm"
                    ),
                )
            }
            Self::TooDeep(part) => (
                say!(
                    "里面的 {part} 套了{MAX_DEPTH}层以上，没有读",
                    "nests more than {MAX_DEPTH} levels in {part}; it was not read"
                ),
                limit(),
            ),
            Self::TooManyParagraphs => (
                say!("有{MAX_PARAGRAPHS}段以上，没有读", "has more than {MAX_PARAGRAPHS} paragraphs; it was not read"),
                say!("分成几个文件再查", "divide it into several files"),
            ),
            Self::TooManyEntries => (
                say!("里面有{MAX_ENTRIES}个以上的文件，没有读", "holds more than {MAX_ENTRIES} files; it was not read"),
                limit(),
            ),
            Self::Twice => (
                say!(
                    "里面有重名的文件，不知道该读哪个",
                    "holds two files of one name, and it is not clear which counts"
                ),
                open(),
            ),
            Self::Encrypted => (say!("有密码，读不了", "is protected by a password"), unprotect()),
            Self::Other(Words { zh: what, en: what_en }) => (
                say!("是{what}，不是 Word 文件", "is {what_en}, not a Word file"),
                say!("在原来的程序里另存为 .docx 再查", "save it as .docx from its own program, and check that file"),
            ),
            Self::NoDocument => (say!("里面没有 Word 的正文", "holds no Word document"), open()),
        };
        Problem::failure(Words { zh: format!("{zh}{}", what.zh), en: format!("{en} {}", what.en) }).help(help)
    }
}

fn unprotect() -> Words {
    say!(
        "在 Word 或 WPS 里打开，去掉密码（文件、信息、保护文档），另存后再查",
        "open it in Word or WPS, take the password off (File, Info, Protect Document), save it, and check again"
    )
}

/// The problem with a file that is no ZIP file at all, by its first bytes.
pub(super) fn not_a_package(path: &str, head: &[u8]) -> Problem {
    let (zh, en) = shown(path);
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    if name.starts_with("~$") {
        return Problem::failure(say!(
            "{zh}是 Word 打开稿子时留下的临时文件",
            "{en} is a file Word keeps beside a draft while it is open"
        ))
        .help(say!("去掉「~$」，查那个文件", "check the file whose name has no “~$”"));
    }
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let encrypted = utf16("EncryptedPackage");
    if head.starts_with(super::OLE) {
        if head.windows(encrypted.len()).any(|window| window == encrypted) {
            return Fault::Encrypted.of(path);
        }
        return Problem::failure(say!(
            "{zh}是旧版的 .doc 或 .wps，只是名字叫 .docx",
            "{en} is an old .doc or .wps file under the name of .docx"
        ))
        .help(say!(
            "在 Word 或 WPS 里打开，另存为「Word 文档（.docx）」，再查那个文件",
            "open it in Word or WPS, save it as a Word document (.docx), and check that file"
        ));
    }
    Problem::failure(say!("{zh}不是 Word 文件", "{en} is not a Word file")).help(say!(
        "在 Word 或 WPS 里打开，另存为「Word 文档（.docx）」；纯文本就把名字改成 .txt",
        "open it in Word or WPS and save it as a Word document (.docx); name plain text .txt"
    ))
}

/// Something in the document that was not read.
pub(super) fn unread(path: &str, what: &Words) -> Problem {
    let (zh, en) = shown(path);
    Problem::note(Words { zh: format!("{zh}{}", what.zh), en: format!("{en}: {}", what.en) })
}

/// A document that is too large to be held in memory whole.
pub(super) fn too_large(path: &str) -> Problem {
    let (zh, en) = shown(path);
    let limit = super::MAX_STREAM_BYTES >> 20;
    Problem::failure(say!("{zh}太大，超过了{limit}MB", "{en} is larger than {limit} MiB"))
        .help(say!("图片先压缩或拿掉，再查", "make its pictures smaller, or take them out"))
}
