//! How the posts of a document are told apart, and what they are called.

use wenfeng::post::{Post, PostId};

use crate::docx::{Docx, p, pp, r, read, styled, table, text_box, texts};

fn posts(docx: &Docx) -> Vec<Post> {
    let (posts, problems) = read(&docx.bytes()).expect("it can be read");
    assert!(problems.is_empty(), "{problems:?}");
    posts
}

fn names(docx: &Docx) -> Vec<(String, String)> {
    let name = |id: PostId| match id {
        PostId::Name(name) => name,
        PostId::Number(number) => number.to_string(),
    };
    posts(docx).into_iter().map(|post| (name(post.id), post.text)).collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

#[test]
fn a_document_without_divisions_is_one_post() {
    let docx = Docx::of(&["一", "二"]);
    assert_eq!(names(&docx), pairs(&[("1", "一\n二")]));
    assert_eq!(posts(&docx)[0].row, None, "a draft of its own");
}

#[test]
fn a_line_of_dashes_divides() {
    let docx = Docx::of(&["一", "---", "---", "二", "三", "——", "四", "***"]);
    assert_eq!(names(&docx), pairs(&[("1", "一"), ("2", "二\n三"), ("3", "四")]));
    let rows: Vec<Option<u64>> = posts(&docx).iter().map(|post| post.row).collect();
    assert_eq!(rows, [Some(1), Some(4), Some(7)], "the paragraph each begins with");
}

#[test]
fn the_line_that_word_draws_for_typed_dashes_divides_too() {
    let below = |border: &str| format!("<w:pPr><w:pBdr>{border}</w:pBdr></w:pPr>");
    let typed = below("<w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"1\" w:color=\"auto\"/>");
    let other = below("<w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"1\" w:color=\"FF0000\"/>");
    let boxed = below(
        "<w:top w:val=\"single\" w:sz=\"6\" w:color=\"auto\"/><w:bottom w:val=\"single\" w:sz=\"6\" w:color=\"auto\"/>",
    );
    assert_eq!(names(&Docx::new(&(pp(&(typed.clone() + &r("一"))) + &p("二")))), pairs(&[("1", "一"), ("2", "二")]));
    // The line below several paragraphs stands below the last.
    let body = pp(&(typed.clone() + &r("一"))) + &pp(&(typed.clone() + &r("二"))) + &p("三");
    assert_eq!(names(&Docx::new(&body)), pairs(&[("1", "一\n二"), ("2", "三")]));
    assert_eq!(names(&Docx::new(&(p("一") + &pp(&typed) + &p("二")))), pairs(&[("1", "一"), ("2", "二")]));
    for border in [other, boxed] {
        assert_eq!(names(&Docx::new(&(pp(&(border + &r("一"))) + &p("二")))), pairs(&[("1", "一\n二")]));
    }
    let line = pp("<w:r><w:pict><v:rect o:hr=\"t\"/></w:pict></w:r>");
    assert_eq!(names(&Docx::new(&(p("一") + &line + &p("二")))), pairs(&[("1", "一"), ("2", "二")]));
}

#[test]
fn a_heading_begins_a_post_and_names_it_and_is_not_its_text() {
    let body = styled("1", "周一：停水") + &p("一") + &p("二") + &styled("1", " 周二 \n演练") + &p("三");
    assert_eq!(names(&Docx::new(&body).headings()), pairs(&[("周一：停水", "一\n二"), ("周二 演练", "三")]));
    let body = p("前言") + &styled("1", "甲") + &p("一") + &p("---") + &p("二");
    assert_eq!(names(&Docx::new(&body).headings()), pairs(&[("1", "前言"), ("甲", "一"), ("3", "二")]));
    let body = styled("1", "甲") + &p("---") + &p("一");
    assert_eq!(names(&Docx::new(&body).headings()), pairs(&[("甲", "一")]));
}

#[test]
fn a_document_whose_only_heading_is_its_title_is_one_post() {
    let docx = Docx::new(&(styled("1", "情况通报") + &p("一") + &p("二"))).headings();
    assert_eq!(names(&docx), pairs(&[("情况通报", "一\n二")]));
    assert_eq!(posts(&docx)[0].row, None);
}

#[test]
fn a_heading_above_other_headings_names_a_group_of_them() {
    let styles = "<w:style w:styleId=\"T\"><w:name w:val=\"Title\"/></w:style>\
                  <w:style w:styleId=\"1\"><w:name w:val=\"heading 1\"/></w:style>\
                  <w:style w:styleId=\"2\"><w:name w:val=\"标题 2\"/></w:style>";
    let body = styled("T", "一周计划")
        + &styled("1", "上半周")
        + &styled("2", "周一")
        + &p("一")
        + &styled("2", "周二")
        + &p("二")
        + &styled("1", "下半周")
        + &p("三");
    assert_eq!(names(&Docx::new(&body).styles(styles)), pairs(&[("周一", "一"), ("周二", "二"), ("下半周", "三")]));
}

#[test]
fn an_outline_level_makes_a_heading_without_a_style() {
    let level = |level: u8, text: &str| pp(&format!("<w:pPr><w:outlineLvl w:val=\"{level}\"/></w:pPr>{}", r(text)));
    let body = level(0, "甲") + &p("一") + &level(9, "正文") + &level(3, "乙") + &p("二");
    assert_eq!(names(&Docx::new(&body)), pairs(&[("甲", "一\n正文"), ("乙", "二")]));
}

#[test]
fn headings_and_dashes_in_tables_and_boxes_divide_nothing() {
    let body = p("一") + &table(&[&[styled("1", "表头"), p("---")]]) + &pp(&text_box(&styled("1", "框"))) + &p("二");
    assert_eq!(names(&Docx::new(&body).headings()), pairs(&[("1", "一\n表头\n---\n框\n二")]));
}

#[test]
fn a_document_of_headings_only_is_taken_for_text() {
    let docx = Docx::new(&(styled("1", "今天停水。") + &styled("1", "明天来水。"))).headings();
    assert_eq!(texts(&docx), ["今天停水。\n明天来水。"]);
}

#[test]
fn headings_with_nothing_below_them_are_told_of() {
    let body = styled("1", "周一") + &styled("1", "周二") + &p("一") + &styled("1", "周三");
    let (posts, problems) = read(&Docx::new(&body).headings().bytes()).expect("it can be read");
    assert_eq!(posts.len(), 1);
    assert_eq!(problems.len(), 1);
    assert!(problems[0].message.zh.contains("2 个标题") && problems[0].message.zh.contains("周一"));
}

#[test]
fn paragraphs_are_counted_as_a_reader_counts_them() {
    let body = styled("1", "题")
        + &p("")
        + &p("一")
        + &table(&[&[p("甲"), p("")], &[p(""), p("乙")]])
        + &pp(&(r("二") + &text_box(&p("框"))))
        + &p("三");
    let post = &posts(&Docx::new(&body).headings())[0];
    let names: Vec<String> = post.paragraphs.iter().map(|p| p.name().zh).collect();
    assert_eq!(
        names,
        [
            "第 2 段",
            "第 3 段（表 1 第 1 行第 1 格）",
            "第 4 段（表 1 第 2 行第 2 格）",
            "第 5 段",
            "第 5 段的文本框",
            "第 6 段"
        ]
    );
    let at = post.text.find('乙').expect("part of the text");
    assert_eq!(post.paragraph(at).map(|p| p.number), Some(4));
    assert_eq!(post.paragraph(0).map(|p| p.number), Some(2));
    assert_eq!(post.paragraph(post.text.len()).map(|p| p.number), Some(6));
}

#[test]
fn a_document_without_words_has_nothing_to_check() {
    for docx in [Docx::new(""), Docx::of(&["", " "]), Docx::of(&["---"])] {
        let problem = read(&docx.bytes()).expect_err("nothing there");
        assert!(problem.message.zh.contains("没有内容"), "{}", problem.message.zh);
    }
}
