//! What every field promises.

use domain::Invalid;
use leptos::prelude::*;

use super::*;

#[test]
fn a_mistake_stands_beside_its_field_and_what_was_typed_stays() {
    let typed = Typed::new([("name", "<b>\"Shop\"")]).wrong(Invalid::one("name", "Too short."));
    let field = Field::text("name", "Name").hint("As your team says it.").max(120);
    let html = field.view(&typed).to_html();
    assert!(html.contains("value=\"&lt;b&gt;&quot;Shop&quot;\""), "{html}");
    assert!(html.contains("aria-invalid=\"true\""), "{html}");
    assert!(html.contains("aria-describedby=\"name-hint name-error\""), "{html}");
    assert!(html.contains("for=\"name\"") && html.contains("maxlength=\"120\""), "{html}");
    assert!(html.find("As your team") < html.find("Too short."), "{html}");
}

#[test]
fn a_text_area_keeps_its_first_line_break_and_can_not_be_left() {
    let typed = Typed::new([("note", "\nfirst </textarea><script>alert(1)</script> &lt;")]);
    let html = Field::textarea("note", "Note").view(&typed).to_html();
    assert!(html.contains(">\n\nfirst &lt;/textarea&gt;&lt;script&gt;"), "{html}");
    assert!(html.contains("&amp;lt;</textarea>"), "{html}");
}

#[test]
fn a_password_never_comes_back() {
    let typed = Typed::new([("password", "correct horse")]);
    let html = Field::password("password", "Password").view(&typed).to_html();
    assert!(!html.contains("correct") && html.contains("type=\"password\""), "{html}");
}

#[test]
fn choices_show_what_was_chosen_and_the_first_has_the_id() {
    let typed = Typed::new([("kind", "b")]);
    let kinds = || [("a", "First"), ("b", "Second")];
    let select = Field::select("kind", "Kind", kinds()).view(&typed).to_html();
    assert!(select.contains("<option value=\"b\" selected>"), "{select}");
    let radios = Field::radios("kind", "Kind", kinds()).prefix("new").view(&typed).to_html();
    assert_eq!(radios.matches("id=\"new-kind\"").count(), 1, "{radios}");
    assert!(radios.contains("value=\"b\" checked"), "{radios}");
    let none = Field::radios("kind", "Kind", kinds()).view(&Typed::default()).to_html();
    assert!(!none.contains("checked"), "{none}");
}

#[test]
fn the_summary_names_the_field_of_each_mistake() {
    let typed = Typed::new([("title", "")]).wrong(Invalid::one("title", "This can’t be empty."));
    let form = Form::post("/tasks/new")
        .summary(&typed)
        .body(Field::text("title", "What is to be done").view(&typed))
        .view()
        .to_html();
    let summary = form.find("What is to be done: ").expect("the mistake has a name");
    assert!(summary < form.find("<label").unwrap(), "above the fields: {form}");
}
