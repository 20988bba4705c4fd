//! Files that are no text: what they are, by their first bytes, and what their owner can do.

use super::place::shown;
use crate::problem::Problem;
use crate::say;
use crate::words::Words;

/// Refuse a file whose first bytes say that it is not text.
pub(super) fn refuse_binary(path: &str, head: &[u8]) -> Result<(), Problem> {
    let Some((what, remedy)) = binary(head) else { return Ok(()) };
    let (zh, en) = shown(path);
    let Words { zh: what, en: what_en } = what;
    Err(Problem::failure(say!("{zh}是{what}，还不能直接查", "{en} is {what_en}, which cannot be read directly"))
        .help(remedy))
}

/// How much of a file tells what it is, in bytes.
pub(super) const HEAD: u64 = 64 * 1024;

/// Whether the first bytes are those of a Word file.
pub(crate) fn is_docx(head: &[u8]) -> bool {
    let head = &head[..head.len().min(usize::try_from(HEAD).unwrap_or(usize::MAX))];
    head.starts_with(b"PK\x03\x04") && head.windows(5).any(|window| window == b"word/")
}

fn binary(head: &[u8]) -> Option<(Words, Words)> {
    let word = || {
        say!(
            "在 Word 或 WPS 里另存为「Word 文档（.docx）」，再查那个文件",
            "save it as a Word document (.docx) from Word or WPS, and check that file"
        )
    };
    let sheet = || {
        say!(
            "在 Excel 或 WPS 里另存为「CSV UTF-8（.csv）」，再查那个文件",
            "save it as CSV UTF-8 (.csv) from Excel or WPS, and check that file"
        )
    };
    let copy = || {
        say!(
            "把里面的文字复制到一个 .txt 文件里，存为 UTF-8，再查那个文件",
            "copy its words into a .txt file in UTF-8, and check that file"
        )
    };
    let unpack = || say!("先解压，再查里面的文件", "unpack it first, and check the files inside");
    let rename = || say!("把名字改成 .docx 再查", "give it a name that ends in .docx, and check it again");
    let start = &head[..head.len().min(usize::try_from(HEAD).unwrap_or(usize::MAX))];
    let holds = |name: &[u8]| start.windows(name.len()).any(|window| window == name);
    let is = |magic: &[u8]| head.starts_with(magic);
    Some(if is_docx(start) {
        (say!("Word文件（.docx）", "a Word file (.docx)"), rename())
    } else if is(b"PK\x03\x04") && holds(b"application/vnd.oasis.opendocument.text") {
        (say!("OpenDocument文件（.odt）", "an OpenDocument file (.odt)"), word())
    } else if is(b"PK\x03\x04") && holds(b"xl/") {
        (say!("Excel文件（.xlsx）", "an Excel file (.xlsx)"), sheet())
    } else if is(b"PK\x03\x04") && holds(b"ppt/") {
        (say!("演示文稿（.pptx）", "a slide deck (.pptx)"), copy())
    } else if is(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        (say!("旧版的Word、Excel或WPS文件", "an old Word, Excel or WPS file"), word())
    } else if is(b"{\\rtf") {
        (say!("RTF文件", "an RTF file"), word())
    } else if is(b"%PDF-") {
        (say!("PDF文件", "a PDF file"), copy())
    } else if is(b"\x89PNG") || is(b"\xFF\xD8\xFF") || is(b"GIF8") {
        (say!("图片", "a picture"), copy())
    } else if is(b"PK\x03\x04") || is(b"\x1F\x8B") || is(b"Rar!\x1A") || is(b"7z\xBC\xAF\x27\x1C") {
        (say!("压缩文件", "a compressed file"), unpack())
    } else {
        return None;
    })
}
