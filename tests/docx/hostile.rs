//! Broken and hostile files: a clear answer, soon, within bounded memory.

use std::io::{Cursor, Write};

use wenfeng::problem::Problem;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::docx::{Docx, NAMESPACES, p, pack, pp, r, read, text_box};

fn refused(bytes: &[u8]) -> Problem {
    let problem = match read(bytes) {
        Err(problem) => problem,
        Ok((posts, _)) => panic!("{} posts were read", posts.len()),
    };
    assert!(problem.help.is_some(), "always a remedy: {}", problem.message.zh);
    assert!(problem.message.zh.contains("稿.docx"), "always the file: {}", problem.message.zh);
    problem
}

fn says(bytes: &[u8], words: &str) {
    let problem = refused(bytes);
    assert!(problem.message.zh.contains(words), "{words}: {}", problem.message.zh);
}

/// A document whose main part is `text`, and `times` more of `filler` before its end.
fn stuffed(begin: &str, filler: &[u8], times: usize, end: &str) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in Docx::default().entries() {
        writer.start_file(&name, options).expect("memory can be written");
        if name == "word/document.xml" {
            writer.write_all(begin.as_bytes()).expect("memory can be written");
            for _ in 0..times {
                writer.write_all(filler).expect("memory can be written");
            }
            writer.write_all(end.as_bytes()).expect("memory can be written");
        } else {
            writer.write_all(&bytes).expect("memory can be written");
        }
    }
    writer.finish().expect("memory can be written").into_inner()
}

fn document(body: &str) -> String {
    format!("<w:document {NAMESPACES}><w:body>{body}")
}

const END: &str = "</w:body></w:document>";

#[test]
fn a_gigabyte_of_xml_is_refused_without_unpacking_it() {
    let paragraph = p("今天停水。").repeat(20_000);
    let bytes = stuffed(&document(""), paragraph.as_bytes(), (1 << 30) / paragraph.len(), END);
    assert!(bytes.len() < 32 << 20);
    says(&bytes, "64MB");
}

#[test]
fn a_bomb_that_lies_about_its_size_is_stopped_all_the_same() {
    let mut bytes = stuffed(&document("<w:p><w:r><w:t>"), &vec![b'a'; 1 << 20], 200, END);
    // The size in the directory becomes a hundred bytes.
    let at = bytes.windows(4).rposition(|w| w == b"PK\x01\x02").expect("a directory");
    bytes[at + 24..at + 28].copy_from_slice(&100_u32.to_le_bytes());
    refused(&bytes);
}

#[test]
fn one_giant_text_is_refused_and_one_below_the_limit_is_too_long_for_a_post() {
    says(&stuffed(&document("<w:p><w:r><w:t>"), &vec![b'a'; 1 << 20], 80, ""), "64MB");
    let bytes = stuffed(&document("<w:p><w:r><w:t>"), &vec![b'a'; 1 << 20], 40, &format!("</w:t></w:r></w:p>{END}"));
    let (posts, problems) = read(&bytes).expect("it can be read");
    assert!(posts.is_empty());
    assert!(problems[0].message.zh.contains("32MB"), "{}", problems[0].message.zh);
}

#[test]
fn entities_are_never_expanded() {
    let laughs: String =
        (1..10).map(|i| format!("<!ENTITY l{i} \"{}\">", format!("&l{};", i - 1).repeat(10))).collect();
    let bomb = format!("<!DOCTYPE w:document [<!ENTITY l0 \"哈\">{laughs}]>{}{}{END}", document(""), p("x"));
    says(&stuffed(&bomb, b"", 0, ""), "实体");
    let outside = format!("<!DOCTYPE a SYSTEM \"file:///etc/passwd\">{}{END}", document(""));
    says(&stuffed(&outside, b"", 0, ""), "实体");
    says(&stuffed(&document("<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>"), b"", 0, END), "实体");
}

#[test]
fn a_million_levels_are_refused() {
    says(&stuffed(&document(""), b"<w:sdt>", 1_000_000, ""), "512层");
    says(&stuffed(&document(""), b"<w:p>", 1_000_000, ""), "512层");
    let mut boxes = p("里");
    for _ in 0..20 {
        boxes = pp(&(r("外") + &text_box(&boxes)));
        if boxes.len() > 1 << 20 {
            break;
        }
    }
    assert!(read(&Docx::new(&boxes).bytes()).is_ok(), "twenty boxes in each other are read");
}

#[test]
fn too_many_paragraphs_are_refused() {
    says(&stuffed(&document(""), p("a").as_bytes(), 250_001, END), "段以上");
}

#[test]
fn too_many_entries_are_refused() {
    let mut docx = Docx::of(&["甲"]);
    for i in 0..10_000 {
        docx = docx.entry(&format!("word/media/{i}.png"), []);
    }
    says(&docx.bytes(), "10000个以上");
}

#[test]
fn a_file_cut_off_anywhere_is_refused() {
    let bytes = Docx::of(&["今天停水。"]).bytes();
    for end in [4, 30, 100, bytes.len() / 2, bytes.len() - 30, bytes.len() - 1] {
        refused(&bytes[..end]);
    }
}

#[test]
fn a_wrong_checksum_is_noticed() {
    let mut bytes = Docx::of(&["今天停水。"]).bytes();
    // The checksum of the main part, in the directory: the third entry of three.
    let at = bytes.windows(4).rposition(|w| w == b"PK\x01\x02").expect("a directory");
    bytes[at + 16] ^= 0xFF;
    says(&bytes, "坏了");
}

#[test]
fn missing_parts_are_told_of() {
    let without = |name: &str| {
        let mut entries = Docx::of(&["甲"]).headings().entries();
        entries.retain(|(entry, _)| entry != name);
        read(&pack(&entries))
    };
    for name in ["[Content_Types].xml", "word/_rels/document.xml.rels", "word/styles.xml", "_rels/.rels"] {
        assert!(without(name).is_ok(), "{name} can be done without");
    }
    let problem = without("word/document.xml").expect_err("no body");
    assert!(problem.message.zh.contains("没有 Word 的正文"), "{}", problem.message.zh);
    says(&pack(&vec![("a.txt".to_owned(), b"a".to_vec())]), "没有 Word 的正文");
}

#[test]
fn two_entries_of_one_name_are_refused() {
    for name in ["word\\Document.xml", "/word/document.xml", "WORD/DOCUMENT.XML"] {
        says(&Docx::of(&["甲"]).entry(name, p("乙")).bytes(), "重名");
    }
    let mut bytes = Docx::of(&["甲"]).entry("word/dccument.xml", p("乙")).bytes();
    for at in 0..bytes.len() - 17 {
        if &bytes[at..at + 17] == b"word/dccument.xml" {
            bytes[at + 6] = b'o';
        }
    }
    says(&bytes, "重名");
}

#[test]
fn names_that_climb_out_lead_nowhere() {
    let docx = Docx::of(&["甲"]).entry("../../../../tmp/evil", b"x".to_vec()).entry("/etc/passwd", b"x".to_vec());
    assert_eq!(read(&docx.bytes()).expect("it can be read").0[0].text, "甲");
}

#[test]
fn a_directory_that_claims_to_be_huge_is_refused() {
    let bytes = Docx::of(&["甲"]).bytes();
    let end = bytes.windows(4).rposition(|w| w == b"PK\x05\x06").expect("an end");
    let start = u64::from(u32::from_le_bytes(bytes[end + 16..end + 20].try_into().expect("four bytes")));
    for (entries, size) in [(u64::MAX, u64::MAX), (1 << 40, 1 << 50), (20_000, 1 << 20)] {
        let mut lied = bytes[..end].to_vec();
        let record = lied.len() as u64;
        lied.extend(b"PK\x06\x06");
        lied.extend(44_u64.to_le_bytes());
        lied.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        for number in [entries, entries, size, start] {
            lied.extend(number.to_le_bytes());
        }
        lied.extend(b"PK\x06\x07\0\0\0\0");
        lied.extend(record.to_le_bytes());
        lied.extend(1_u32.to_le_bytes());
        lied.extend(b"PK\x05\x06\0\0\0\0\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\0\0");
        refused(&lied);
    }
}

#[test]
fn files_of_other_kinds_are_called_what_they_are() {
    let ole = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    let encrypted: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    says(&[ole.as_slice(), &[0; 4000]].concat(), ".doc");
    says(&[ole.as_slice(), &vec![0; 400_000], &encrypted, &[0; 900]].concat(), "密码");
    says(b"{\\rtf1\\ansi}", "不是 Word 文件");
    says("今天停水。".as_bytes(), "不是 Word 文件");
    let of = |name: &str, kind: &str| {
        let main = format!("application/vnd.openxmlformats-officedocument.{kind}.main+xml");
        let mut entries = Docx::of(&["甲"]).entries();
        for (_, bytes) in &mut entries {
            let text = String::from_utf8_lossy(bytes).replace("word/document.xml", name);
            let word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
            *bytes = text.replace(word, &main).into_bytes();
        }
        entries[2].0 = name.to_owned();
        pack(&entries)
    };
    says(&of("xl/workbook.xml", "spreadsheetml.sheet"), "Excel");
    says(&of("ppt/presentation.xml", "presentationml.presentation"), "演示文稿");
    let odt = vec![("mimetype".to_owned(), b"application/vnd.oasis.opendocument.text".to_vec())];
    says(&pack(&odt), "OpenDocument");
}

#[test]
fn damaged_xml_is_told_with_its_place() {
    for body in ["<w:p>", "<w:p></w:r>", "</w:p>", "<w:p><w:r><w:t>a</w:r>"] {
        says(&Docx::new(body).bytes(), "word/document.xml 在第");
    }
    let mut entries = Docx::of(&["甲"]).entries();
    entries[2].1 = b"\xFF\xFF\xFF".to_vec();
    says(&pack(&entries), "word/document.xml");
}

#[test]
fn no_damage_makes_it_panic() {
    let whole = Docx::new(&(p("今天停水。") + &pp(&text_box(&p("框"))))).headings().bytes();
    // Every byte of the headers and the directory in turn, set to what does most harm.
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] = 0xFF;
        let _ = read(&bytes);
    }
}
