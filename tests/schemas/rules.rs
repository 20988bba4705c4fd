//! The schemas of a pack's files.

use serde_json::{Value, json};
use wenfeng::post::Situation;

use super::build::{count, document, filled, flag, list, number, object, one_of, refer, rule_id, some, table, text};

const SEVERITIES: [&str; 3] = ["info", "warning", "error"];
const STRETCHES: [&str; 6] = ["clause", "sentence", "next-sentence", "neighbours", "post", "lead"];

fn situations() -> Value {
    one_of(&Situation::ALL.map(Situation::name))
}

fn kebab() -> Value {
    json!({ "type": "string", "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$" })
}

fn texts() -> Value {
    list(&text())
}

fn pair() -> Value {
    json!({ "type": "array", "items": count(), "minItems": 2, "maxItems": 2 })
}

fn surroundings() -> Value {
    let keys = vec![
        ("before", texts(), "Directly before the match."),
        ("after", texts(), "Directly behind the match."),
        ("near", texts(), "Within eight characters, in the same sentence."),
        ("clause", texts(), "In its clause."),
        ("sentence", texts(), "In its sentence."),
        ("next-sentence", texts(), "In its sentence or the one behind it."),
        ("neighbours", texts(), "In its sentence or one beside it."),
        ("lead", texts(), "In the headline or the first sentence."),
        ("post", texts(), "Anywhere in the post."),
    ];
    object("Cues by where they stand.", keys, &[])
}

fn matchers() -> Vec<(&'static str, Value)> {
    let phrase = vec![
        ("terms", texts(), "Wordings."),
        ("swap", table(&text(), &list(&text())), "Wordings with what to write instead, best first."),
    ];
    let pattern = vec![
        ("any", some(&filled()), "Regular expressions; a match lies in one sentence."),
        ("text", one_of(&["raw", "folded"]), "What is matched: the draft as it stands, or folded (usual)."),
        ("replace", text(), "A wording made from groups: ${verb}."),
    ];
    let sequence = vec![
        ("steps", some(&refer("step")), "Words in a row."),
        ("replace", text(), "A wording made from named steps: {verb}."),
    ];
    let step = vec![
        ("words", texts(), "Alternatives for one word of the segmenter."),
        ("tags", texts(), "jieba tags; v* for all that begin with v."),
        ("not", texts(), "Words that do not count."),
        ("chars", pair(), "Least and greatest length in characters."),
        ("times", pair(), "Least and greatest number of words; usual [1, 1]."),
        ("name", text(), "A name for `replace`."),
        ("mark", flag(), "Whether the step is part of the marked place."),
    ];
    let kinds = ["length", "stretch", "count", "parts", "share", "run", "parallel", "repeat", "totals", "weigh"];
    let measure = vec![
        ("of", one_of(&kinds), "What is measured."),
        ("max", number(), "The limit."),
        ("within", one_of(&STRETCHES), "The stretch."),
        ("terms", texts(), "Wordings counted."),
        ("patterns", texts(), "Regular expressions counted."),
        ("min", count(), "At least so many."),
        ("per-100", number(), "At least so many for every 100 weibo units."),
        ("distinct", count(), "At least so many different ones."),
        ("mark", one_of(&["each", "first", "beyond", "all"]), "Which places are marked."),
        ("part", text(), "A part of the post."),
        ("cues", texts(), "Cues that make a clause count."),
        ("chars", count(), "Characters."),
        ("known", texts(), "Literals of which some must be there."),
        ("min-known", count(), "So many phrases hold a known literal."),
        ("weights", weights(), "Cues with their weights; below zero: against."),
    ];
    let relation = vec![
        ("find", texts(), "What is marked."),
        ("without", texts(), "What should stand near it."),
        ("near", texts(), "What makes it a fault."),
        ("then", texts(), "What should have come before it."),
        ("lead", count(), "How far the lead goes, in weibo units."),
        ("missing", texts(), "What should stand in the post."),
        ("within", one_of(&STRETCHES), "The stretch."),
        ("chars", count(), "The greatest distance in characters."),
    ];
    vec![
        ("phrase", object("Wordings.", phrase, &[])),
        ("pattern", object("Regular expressions.", pattern, &["any"])),
        ("sequence", object("Words in a row.", sequence, &["steps"])),
        ("step", object("One word of a sequence.", step, &[])),
        ("measure", object("A measure of the post.", measure, &["of"])),
        ("relation", object("What stands, or does not stand, beside what.", relation, &[])),
    ]
}

fn rule() -> Value {
    let levels = one_of(&["off", "info", "warning", "error"]);
    let keys = vec![
        ("id", rule_id(), "category/slug; names the problem, not the cure."),
        ("title", filled(), "Chinese title."),
        ("severity", one_of(&SEVERITIES), "How grave it is."),
        ("severity-in", table(&situations(), &levels), "How grave it is in some situations."),
        ("message", filled(), "What stands here, with {match} and the like."),
        ("why", filled(), "What it does to a reader, in one sentence."),
        ("instead", filled(), "What to write instead."),
        ("source", some(&filled()), "The advice, norm or documented case behind it."),
        ("weight", json!({ "type": "integer" }), "The greater speaks where several rules meet on one place."),
        ("replaces", text(), "pack:category/slug of the rule whose place this one takes."),
        ("en", refer("english"), "English texts."),
        ("phrase", refer("phrase"), "Matcher: wordings."),
        ("pattern", refer("pattern"), "Matcher: regular expressions."),
        ("sequence", refer("sequence"), "Matcher: words in a row."),
        ("measure", refer("measure"), "Matcher: a measure."),
        ("relation", refer("relation"), "Matcher: a relation."),
        ("guard", refer("guard"), "Where the rule holds its tongue."),
        ("when", refer("surroundings"), "Cues that must be there."),
        ("unless", refer("surroundings"), "Cues that excuse the match."),
        ("fix", refer("fix"), "How safe the replacement is."),
        ("example", some(&refer("example")), "Examples: the rule's tests and documentation."),
    ];
    let required = ["id", "title", "severity", "message", "why", "instead", "source", "example"];
    let mut rule = object("A rule.", keys, &required);
    let kinds = ["phrase", "pattern", "sequence", "measure", "relation"];
    rule["oneOf"] = kinds.iter().map(|kind| json!({ "required": [kind] })).collect();
    rule
}

pub(crate) fn rules() -> Value {
    let english = vec![
        ("title", text(), "English title."),
        ("message", text(), "English message."),
        ("why", text(), "English why."),
        ("instead", text(), "English instead."),
    ];
    let policy = || one_of(&["skip", "keep"]);
    let guard = vec![
        ("parts", texts(), "Parts looked at; usual headline and body."),
        ("quotation", policy(), "Words in quotation marks."),
        ("reported", policy(), "Words after 网友称, 记者问 and the like."),
        ("negated", policy(), "What is negated or criticised."),
        ("boundary", one_of(&["auto", "always", "never"]), "Match only where words begin and end."),
        ("except", texts(), "Longer wordings that hold the match and excuse it."),
        ("situations", some(&situations()), "The situations in which the rule speaks."),
        ("min-units", count(), "The least length of the post in weibo units."),
        ("most", count(), "The most places of a post that are told one by one."),
    ];
    let fix = vec![(
        "safe",
        flag(),
        "true: --fix may apply the replacement; false: --unsafe-fixes may; not given: it is only offered.",
    )];
    let example = vec![
        ("bad", filled(), "A text with the places marked by ⟦ and ⟧."),
        ("good", filled(), "A text on which the rule is silent."),
        ("trap", flag(), "Whether the good text looks like a fault."),
        ("situation", situations(), "The situation it is read in."),
        ("fixed", text(), "The text after the first fix of every finding."),
        ("note", text(), "A remark for readers."),
    ];
    let mut example = object("An example.", example, &[]);
    example["oneOf"] = json!([{ "required": ["bad"] }, { "required": ["good"] }]);
    let mut definitions = vec![
        ("rule", rule()),
        ("english", object("English texts.", english, &[])),
        ("guard", object("Where the rule holds its tongue.", guard, &[])),
        ("surroundings", surroundings()),
        ("fix", object("How safe the replacement is.", fix, &[])),
        ("example", example),
    ];
    definitions.extend(matchers());
    let root = object("Rules of a wenfeng pack.", vec![("rule", list(&refer("rule")), "The rules.")], &[]);
    document("wenfeng rules", root, definitions)
}

pub(crate) fn pack() -> Value {
    let keys = vec![
        ("id", kebab(), "Kebab-case ASCII."),
        ("title", filled(), "The name shown."),
        ("language", text(), "The language of the posts."),
        ("version", text(), "The version of the pack."),
        ("licence", text(), "The licence of its texts."),
        ("requires", texts(), "Packs whose word classes it uses."),
    ];
    document("wenfeng pack.toml", object("A wenfeng pack.", keys, &["id", "title"]), Vec::new())
}

fn weights() -> Value {
    table(&text(), &json!({ "type": "integer" }))
}

pub(crate) fn lexicon() -> Value {
    let situation = vec![
        ("is", situations(), "The situation it speaks for."),
        ("weight", json!({ "type": "integer" }), "How much; negative: against."),
        ("within", one_of(&["lead", "post"]), "Where it counts."),
        ("find", texts(), "Cues; one met is enough."),
        ("with", texts(), "Cues that must stand in the same sentence."),
        ("without", texts(), "Cues that must not."),
        ("words", weights(), "Wordings with a weight each, instead of `find` and `weight`."),
        ("title", text(), "What it is, in Chinese."),
        ("en", text(), "What it is, in English."),
    ];
    let element = vec![
        ("is", text(), "The element of a notice it speaks for."),
        ("find", texts(), "Cues; each place found counts."),
        ("with", texts(), "Cues that must stand in the same sentence."),
        ("without", texts(), "Cues that must not."),
        ("signature", flag(), "Whether a place in the signature counts."),
    ];
    let keys = vec![
        ("names", texts(), "Words that hold a shorter term by accident."),
        ("class", table(&text(), &texts()), "Word classes: name → cues."),
        ("base", table(&situations(), &json!({ "type": "integer" })), "What every post has of a situation."),
        ("situation", list(&refer("situation-sign")), "Signs of situations."),
        ("element", list(&refer("element-sign")), "Signs of the elements of a notice."),
    ];
    let definitions = vec![
        ("situation-sign", object("A sign of a situation.", situation, &["is"])),
        ("element-sign", object("A sign of an element.", element, &["is"])),
    ];
    document("wenfeng lexicon.toml", object("The words of a wenfeng pack.", keys, &[]), definitions)
}
