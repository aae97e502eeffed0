//! Reading what the server says: the browser parses the JSON, and this picks out what is needed.

use domain::{Answer, QuestionNo};
use js_sys::{Array, JSON, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};

use super::wire::{AnswerNow, Outcome, Present, SavedAnswer};

/// News, as far as the page acts on them.
pub enum Heard {
    /// See `News::Picture`: the state's key, the mark, the answers.
    Picture(String, String, Vec<AnswerNow>),
    /// See `News::Answer`.
    Answer(AnswerNow),
    /// See `News::Changed`.
    Changed,
    /// See `News::Moved`.
    Moved,
    /// See `News::Here`.
    Here(Vec<Present>),
}

/// The value of a text in JSON.
fn parse(text: &str) -> JsValue {
    JSON::parse(text).unwrap_or(JsValue::UNDEFINED)
}

fn field(of: &JsValue, name: &str) -> JsValue {
    // What is no object has no fields.
    Reflect::get(of, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

fn text(of: &JsValue, name: &str) -> String {
    field(of, name).as_string().unwrap_or_default()
}

/// A whole number that is never negative.
fn number(of: &JsValue) -> Option<u32> {
    let number = of.as_f64()?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "cut off at both ends"
    )]
    let whole = number as u32;
    Some(whole)
}

fn question(of: &JsValue) -> Option<QuestionNo> {
    u16::try_from(number(&field(of, "question"))?).ok().map(QuestionNo)
}

fn list(of: &JsValue, name: &str) -> Array {
    field(of, name).dyn_into().unwrap_or_default()
}

fn answer(of: &JsValue) -> Option<AnswerNow> {
    let said: Option<Answer> = text(of, "answer").parse().ok();
    Some(AnswerNow {
        question: question(of)?,
        answer: said,
        note: text(of, "note"),
        version: number(&field(of, "version"))?,
        by: text(of, "by"),
        at: text(of, "at"),
        time: text(of, "time"),
        tab: text(of, "tab"),
    })
}

/// News as they come.
pub fn news(said: &str) -> Option<Heard> {
    let said = parse(said);
    let of = field(&said, "of");
    Some(match text(&said, "news").as_str() {
        "picture" => {
            let answers = list(&of, "answers").iter().filter_map(|one| answer(&one)).collect();
            Heard::Picture(text(&of, "state"), text(&of, "mark"), answers)
        }
        "answer" => Heard::Answer(answer(&of)?),
        "changed" => Heard::Changed,
        "moved" => Heard::Moved,
        "here" => Heard::Here(list(&said, "of").iter().map(|one| present(&one)).collect()),
        _ => return None,
    })
}

fn present(of: &JsValue) -> Present {
    Present { name: text(of, "name"), initials: text(of, "initials"), question: question(of) }
}

/// What became of one answer of a save.
pub fn saved(reply: &str, no: QuestionNo) -> Option<SavedAnswer> {
    let all = list(&parse(reply), "saved");
    let one = all.iter().find(|one| question(one) == Some(no))?;
    let outcome = match text(&one, "outcome").as_str() {
        "kept" => Outcome::Kept,
        "unchanged" => Outcome::Unchanged,
        "stale" => Outcome::Stale,
        _ => Outcome::Invalid,
    };
    let message = field(&one, "message").as_string();
    let version = number(&field(&one, "version")).unwrap_or_default();
    Some(SavedAnswer { question: no, outcome, version, now: answer(&field(&one, "now")), message })
}

/// The sentence of a refusal, as the server's outermost layer words it.
pub fn message(reply: &str) -> Option<String> {
    field(&parse(reply), "message").as_string()
}
