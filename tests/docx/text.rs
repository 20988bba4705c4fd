//! What of a document is text.

use crate::docx::{Docx, NAMESPACES, WORD, p, pack, pp, r, read, table, text_box, texts};

fn text(body: &str) -> String {
    texts(&Docx::new(body)).join("¶")
}

#[test]
fn paragraphs_are_lines_and_runs_are_joined() {
    assert_eq!(text(&(pp(&(r("建设路") + &r("塌陷"))) + &p("") + &p("没有人受伤。"))), "建设路塌陷\n没有人受伤。");
}

#[test]
fn a_table_is_read_cell_by_cell_in_rows() {
    let rows = [[p("时间"), p("地点")], [p("8时"), p("建设路") + &p("西口")]];
    let body = p("前") + &table(&[&rows[0], &rows[1]]) + &p("后");
    assert_eq!(text(&body), "前\n时间\n地点\n8时\n建设路\n西口\n后");
    let inner = table(&[&[p("内")]]);
    assert_eq!(text(&table(&[&[inner + &p("外")]])), "内\n外");
}

#[test]
fn a_text_box_is_read_once_behind_the_paragraph_that_holds_it() {
    let body = pp(&(r("前半，") + &text_box(&(p("框里") + &p("两段"))) + &r("后半"))) + &p("下一段");
    assert_eq!(text(&body), "前半，后半\n框里\n两段\n下一段");
    let older = "<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>旧框</w:t></w:r></w:p>\
                 </w:txbxContent></v:textbox></v:shape></w:pict></w:r>";
    assert_eq!(text(&pp(older)), "旧框");
    let nested = text_box(&pp(&(r("外框") + &text_box(&p("内框")))));
    assert_eq!(text(&pp(&(r("正文") + &nested))), "正文\n外框\n内框");
}

#[test]
fn tracked_insertions_are_read_and_deletions_are_not() {
    let body = pp(&format!(
        "{}<w:del w:id=\"1\" w:author=\"甲\"><w:r><w:delText>高度重视</w:delText></w:r></w:del>\
         <w:ins w:id=\"2\" w:author=\"甲\">{}</w:ins>\
         <w:moveFrom w:id=\"3\">{}</w:moveFrom><w:moveTo w:id=\"4\">{}</w:moveTo>",
        r("县里"),
        r("派了两个人"),
        r("移走"),
        r("移来")
    ));
    assert_eq!(text(&body), "县里派了两个人移来");
}

#[test]
fn paragraphs_whose_division_is_deleted_are_one() {
    let end = |mark: &str| format!("<w:pPr><w:rPr>{mark}</w:rPr></w:pPr>");
    let cut = end("<w:del w:id=\"1\"/>");
    assert_eq!(text(&(pp(&(cut.clone() + &r("高度"))) + &p("重视") + &p("二"))), "高度重视\n二");
    assert_eq!(text(&(pp(&(end("<w:ins w:id=\"1\"/>") + &r("一"))) + &p("二"))), "一\n二");
    // What cannot go on in the next paragraph is not lost.
    assert_eq!(text(&(pp(&(cut.clone() + &r("前"))) + &table(&[&[p("格")]]))), "前\n格");
    assert_eq!(text(&(table(&[&[pp(&(cut.clone() + &r("甲"))), p("乙")]]) + &p("丙"))), "甲\n乙\n丙");
    assert_eq!(text(&pp(&(cut + &r("末")))), "末");
}

#[test]
fn deleted_rows_and_cells_are_left_out() {
    let row = |properties: &str, cell: &str, text: &str| {
        format!("<w:tr><w:trPr>{properties}</w:trPr><w:tc><w:tcPr>{cell}</w:tcPr>{}</w:tc></w:tr>", p(text))
    };
    let rows = row("", "", "一") + &row("<w:del w:id=\"1\"/>", "", "二") + &row("", "<w:cellDel w:id=\"2\"/>", "三");
    assert_eq!(text(&format!("<w:tbl>{rows}{}</w:tbl>", row("<w:ins w:id=\"3\"/>", "", "四"))), "一\n四");
}

#[test]
fn hidden_text_is_left_out_however_it_is_hidden() {
    let run = |properties: &str, text: &str| format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>");
    let body = pp(&(run("<w:vanish/>", "藏") + &run("<w:vanish w:val=\"0\"/>", "露") + &run("<w:b/>", "粗")));
    assert_eq!(text(&body), "露粗");
    let former = run("<w:rPrChange w:id=\"1\"><w:rPr><w:vanish/></w:rPr></w:rPrChange>", "从前藏过");
    assert_eq!(text(&pp(&former)), "从前藏过");
    let styles = "<w:style w:type=\"character\" w:styleId=\"h\"><w:rPr><w:vanish/></w:rPr></w:style>";
    let body =
        pp(&(run("<w:rStyle w:val=\"h\"/>", "藏") + &run("<w:rStyle w:val=\"h\"/><w:vanish w:val=\"false\"/>", "露")));
    assert_eq!(texts(&Docx::new(&body).styles(styles)), ["露"]);
    // A hidden paragraph mark does not hide the paragraph.
    assert_eq!(text(&pp(&format!("<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>{}", r("看得见")))), "看得见");
}

#[test]
fn signs_written_as_elements_are_characters() {
    let body = "<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:cr/><w:t>0000</w:t><w:noBreakHyphen/>\
                <w:t>1234</w:t><w:softHyphen/><w:sym w:font=\"Wingdings\" w:char=\"263A\"/><w:lastRenderedPageBreak/></w:r>";
    assert_eq!(text(&pp(body)), "甲\t乙\n丙\n0000-1234☺");
    // Tab stops of a paragraph are no tabs.
    assert_eq!(
        text(&pp(&format!("<w:pPr><w:tabs><w:tab w:val=\"left\" w:pos=\"1\"/></w:tabs></w:pPr>{}", r("甲")))),
        "甲"
    );
}

#[test]
fn characters_are_those_of_the_xml() {
    let run = |inner: &str| pp(&format!("<w:r><w:t>{inner}</w:t></w:r>"));
    assert_eq!(text(&run("A&amp;B&lt;&#x4E2D;&#22269;<![CDATA[<文>]]>")), "A&B<中国<文>");
    assert_eq!(text(&run("  甲 乙\n ")), "甲 乙", "spaces at the ends count only where they are asked for");
    assert_eq!(text(&run("甲\r\n乙\n丙\t丁")), "甲 乙 丙 丁");
    assert_eq!(text(&pp("<w:r><w:t xml:space=\"preserve\"> 甲 </w:t></w:r>")), " 甲 ");
    assert_eq!(text(&run("😀e\u{301}")), "😀e\u{301}");
}

#[test]
fn links_controls_and_the_like_are_read_through() {
    let body = pp(&format!(
        "<w:hyperlink r:id=\"rId9\">{}</w:hyperlink><w:smartTag>{}</w:smartTag><w:fldSimple w:instr=\"DATE\">{}</w:fldSimple>\
         <w:sdt><w:sdtPr><w:rPr><w:vanish/></w:rPr></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>\
         <w:customXml>{}</w:customXml><w:bookmarkStart w:id=\"0\" w:name=\"x\"/><w:bookmarkEnd w:id=\"0\"/>\
         <m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>",
        r("一"),
        r("二"),
        r("三"),
        r("四"),
        r("五")
    ));
    assert_eq!(text(&body), "一二三四五x");
    let block = format!("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", p("控件里的一段"));
    assert_eq!(text(&block), "控件里的一段");
    let ruby = "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>pīn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>拼</w:t></w:r></w:rubyBase></w:ruby></w:r>";
    assert_eq!(text(&pp(&(ruby.to_owned() + &r("音")))), "拼音");
}

#[test]
fn of_a_field_the_result_is_read_and_the_code_is_not() {
    let sign = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let code = "<w:r><w:instrText>HYPERLINK \"http://x\"</w:instrText></w:r>";
    let field = |code: &str, result: &str| sign("begin") + code + &sign("separate") + &r(result) + &sign("end");
    assert_eq!(text(&pp(&(r("见") + &field(code, "链接") + &r("。")))), "见链接。");
    let nested = field(&field(code, "条件"), "结果");
    assert_eq!(text(&pp(&(nested + &r("完")))), "结果完");
    // A field over two paragraphs, and one that never ends.
    let body = pp(&(sign("begin") + code + &sign("separate") + &r("一"))) + &pp(&(r("二") + &sign("end"))) + &p("三");
    assert_eq!(text(&body), "一\n二\n三");
    assert_eq!(text(&(pp(&(sign("begin") + code + &r("甲"))) + &p("乙"))), "甲\n乙");
}

#[test]
fn what_the_writer_did_not_write_is_left_out() {
    let control = |properties: &str, text: &str| {
        format!("<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>", p(text))
    };
    let contents = "<w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/></w:docPartObj>";
    let body = control("<w:showingPlcHdr/>", "单击此处输入文字") + &control(contents, "目录") + &p("正文");
    assert_eq!(text(&body), "正文");
    let styles = "<w:style w:styleId=\"TOC1\"><w:name w:val=\"toc 1\"/></w:style>";
    let body = pp(&format!("<w:pPr><w:pStyle w:val=\"TOC1\"/></w:pPr>{}", r("一、起因 1"))) + &p("正文");
    assert_eq!(texts(&Docx::new(&body).styles(styles)), ["正文"]);
}

#[test]
fn notes_stand_at_the_end_of_the_post_that_refers_to_them() {
    let note = |id: i64, text: &str| format!("<w:footnote w:id=\"{id}\">{}</w:footnote>", p(text));
    let separator = "<w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>";
    let refer = |kind: &str, id: i64| format!("<w:r><w:{kind}Reference w:id=\"{id}\"/></w:r>");
    let body = pp(&(r("第一篇") + &refer("footnote", 7) + &r("。")))
        + &p("还有一段")
        + &p("---")
        + &pp(&(r("第二篇") + &refer("endnote", 7) + &refer("footnote", 2) + &refer("footnote", 7)));
    let end = format!("<w:endnote w:id=\"7\">{}</w:endnote>", p("尾注"));
    let docx = Docx::new(&body)
        .notes("footnotes", &(separator.to_owned() + &note(2, "注二") + &note(7, "注七") + &note(9, "没人提到")))
        .notes("endnotes", &end);
    assert_eq!(texts(&docx), ["第一篇。\n还有一段\n注七", "第二篇\n尾注\n注二"]);
    let (posts, _) = read(&docx.bytes()).expect("it can be read");
    let names = |i: usize| posts[i].paragraphs.iter().map(|p| p.name().zh).collect::<Vec<_>>();
    assert_eq!(names(0), ["第 1 段", "第 2 段", "第 1 段的脚注 1"]);
    assert_eq!(names(1), ["第 4 段", "第 4 段的尾注 1", "第 4 段的脚注 2"]);
}

#[test]
fn the_main_part_is_found_wherever_it_is_and_whatever_its_prefixes_are() {
    let strict = "http://purl.oclc.org/ooxml";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let entries = vec![
        ("word/document.xml".to_owned(), b"<trap/>".to_vec()),
        (
            "_rels/.rels".to_owned(),
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"a\" \
                 Type=\"{strict}/officeDocument/relationships/officeDocument\" Target=\"/Doc\\Main.xml\"/></Relationships>"
            )
            .into_bytes(),
        ),
        (
            "doc/main.xml".to_owned(),
            format!("<document xmlns=\"{strict}/wordprocessingml/main\"><body><p><r><t>严格</t></r></p></body></document>")
                .into_bytes(),
        ),
    ];
    let (posts, _) = read(&pack(&entries)).expect("it can be read");
    assert_eq!(posts[0].text, "严格");
    // Without relationships, the content type tells.
    let mut entries = Docx::of(&["按类型"]).entries();
    entries.retain(|(name, _)| name != "_rels/.rels");
    assert_eq!(read(&pack(&entries)).expect("it can be read").0[0].text, "按类型");
}

#[test]
fn parts_in_utf_16_are_read() {
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-16\"?><w:document {NAMESPACES}><w:body>{}</w:body></w:document>",
        p("宽字节😀")
    );
    assert!(document.contains(WORD));
    for mark in [u16::to_le_bytes as fn(u16) -> [u8; 2], u16::to_be_bytes] {
        let bytes: Vec<u8> = std::iter::once(0xFEFF).chain(document.encode_utf16()).flat_map(mark).collect();
        let mut entries = Docx::default().entries();
        entries[2].1 = bytes;
        assert_eq!(read(&pack(&entries)).expect("it can be read").0[0].text, "宽字节😀");
    }
}

#[test]
fn what_is_embedded_is_told_of() {
    let docx = Docx::new(&(p("正文") + "<w:altChunk r:id=\"rId5\"/>"));
    let (posts, problems) = read(&docx.bytes()).expect("it can be read");
    assert_eq!((posts.len(), problems.len()), (1, 1));
    assert!(problems[0].message.zh.contains("没有读") && problems[0].help.is_some());
}
