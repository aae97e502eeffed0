//! What a mail says: short, plain, in one voice as text and as HTML, and nothing of it is markup.

use domain::notices::{CHOICES, DigestLine, INBOX, MAIL_LINES, NoticeKind, digest, single};
use proptest::prelude::*;

const BASE: &str = "https://plumbline.aldermoor.example";

fn line(kind: NoticeKind, title: &str, about: &str, path: &str) -> DigestLine {
    let own = |text: &str| text.to_owned();
    let said = String::new();
    DigestLine { kind, title: own(title), about: own(about), said, path: own(path) }
}

#[test]
fn a_digest_groups_the_day_by_kind_the_pressing_first() {
    let lines = [
        line(NoticeKind::Assigned, "Rotate the keys", "Payments, due 18 Dec 2026", "/tasks/12"),
        line(NoticeKind::Overdue, "Scope the refund agent", "", "/tasks/7"),
        line(NoticeKind::Assigned, "Write a response plan", "Retail", "/tasks/13"),
    ];
    let mail = digest(&lines, "Aldermoor Group", BASE);
    assert_eq!(mail.subject, "3 notices from Plumbline at Aldermoor Group");
    let text = "\
Overdue

Scope the refund agent
https://plumbline.aldermoor.example/tasks/7

Assigned to you

Rotate the keys
Payments, due 18 Dec 2026
https://plumbline.aldermoor.example/tasks/12

Write a response plan
Retail
https://plumbline.aldermoor.example/tasks/13

You have an account in Plumbline at Aldermoor Group.
Choose what you get by mail: https://plumbline.aldermoor.example/account/notices
";
    assert_eq!(mail.text, text);
    let html = "\
<!doctype html>
<html lang=\"en\">
<head><meta charset=\"utf-8\"><title>3 notices from Plumbline at Aldermoor Group</title></head>
<body>
<h2>Overdue</h2>
<p><a href=\"https://plumbline.aldermoor.example/tasks/7\">Scope the refund agent</a></p>
<h2>Assigned to you</h2>
<p><a href=\"https://plumbline.aldermoor.example/tasks/12\">Rotate the keys</a><br>Payments, due 18 Dec 2026</p>
<p><a href=\"https://plumbline.aldermoor.example/tasks/13\">Write a response plan</a><br>Retail</p>
<hr>
<p>You have an account in Plumbline at Aldermoor Group.<br><a href=\"https://plumbline.aldermoor.example/account/notices\">Choose what you get by mail</a></p>
</body>
</html>
";
    assert_eq!(mail.html, html);
}

#[test]
fn a_single_notice_says_it_in_the_subject() {
    let title = "Priya Raman mentions you in “Rotate the keys”";
    let told = line(NoticeKind::Mentioned, title, "Payments", "tasks/12");
    let mail = single(&told, "Aldermoor Group", "https://host.example/");
    assert_eq!(mail.subject, title);
    let begin = format!("{title}\nPayments\nhttps://host.example/tasks/12\n");
    assert!(mail.text.starts_with(&begin), "{}", mail.text);
    let said = format!("<p><a href=\"https://host.example/tasks/12\">{title}</a><br>Payments");
    assert!(mail.html.contains(&said), "{}", mail.html);
    assert!(mail.text.ends_with(&format!("https://host.example{CHOICES}\n")));
}

#[test]
fn what_was_said_stands_apart_from_what_the_program_says() {
    let told = DigestLine {
        said: "When?\n\n<b>Soon</b>, I hope.\u{202e}\n".to_owned(),
        ..line(NoticeKind::Mentioned, "Priya Raman mentions you", "", "/tasks/12")
    };
    let mail = single(&told, "Aldermoor Group", BASE);
    assert!(mail.text.contains("/tasks/12\n\n> When?\n>\n> <b>Soon</b>, I hope.\n\nYou have"));
    let quote = "<blockquote>When?<br><br>&lt;b&gt;Soon&lt;/b&gt;, I hope.</blockquote>";
    assert!(mail.html.contains(quote), "{}", mail.html);
    let mail = digest(&[told], "Aldermoor Group", BASE);
    assert!(!mail.text.contains("Soon"), "a digest is read at a glance");
}

#[test]
fn what_people_wrote_is_escaped_and_stays_in_its_line() {
    let told = line(
        NoticeKind::Assigned,
        "<img src=x onerror=\"alert('1')\"> & Co\r\nBcc: everybody@example.com",
        "one\n\nhttps://evil.example\u{202e}",
        "//evil.example/\"><script>",
    );
    for mail in [single(&told, "A & <b>", BASE), digest(&[told], "A & <b>", BASE)] {
        assert!(!mail.subject.contains(['\r', '\n']), "{}", mail.subject);
        for raw in ["<img", "<b>", "<script", "onerror=\"", "'1'", "& Co", "\u{202e}"] {
            assert!(!mail.html.contains(raw), "{raw} in {}", mail.html);
        }
        let escaped = "&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp; Co Bcc:";
        assert!(mail.html.contains(escaped), "{}", mail.html);
        assert!(mail.html.contains("Plumbline at A &amp; &lt;b&gt;."));
        let link = format!("href=\"{BASE}/evil.example/&quot;&gt;&lt;script&gt;\"");
        assert!(mail.html.contains(&link), "a path never leads elsewhere: {}", mail.html);
        assert!(mail.text.contains("& Co Bcc: everybody@example.com\none https://evil.example\n"));
        assert!(!mail.html.contains("<style") && !mail.html.contains("style="));
    }
}

#[test]
fn a_long_day_is_counted_and_a_long_title_cut_in_the_subject_alone() {
    let many: Vec<DigestLine> = (0..MAIL_LINES + 1200)
        .map(|n| line(NoticeKind::Watched, &format!("Task {n}"), "", &format!("/tasks/{n}")))
        .collect();
    let mail = digest(&many, "Aldermoor Group", BASE);
    assert_eq!(mail.subject, "1,250 notices from Plumbline at Aldermoor Group");
    assert_eq!(mail.text.matches("\nTask ").count(), MAIL_LINES);
    assert!(mail.text.contains(&format!("And 1,200 more: {BASE}{INBOX}\n")), "{}", mail.text);
    assert!(mail.html.contains("And 1,200 more</a>"));
    let title = "long ".repeat(40);
    let mail = single(&line(NoticeKind::Overdue, &title, "", "/tasks/1"), "Aldermoor Group", BASE);
    assert!(mail.subject.chars().count() <= 120 && mail.subject.ends_with("long…"));
    assert!(mail.text.contains(title.trim()));
}

fn any_line() -> impl Strategy<Value = DigestLine> {
    (prop::sample::select(NoticeKind::ALL), any::<String>(), any::<String>(), "/[a-z/<>\"&']{0,9}")
        .prop_map(|(kind, title, about, path)| line(kind, &title, &about, &path))
}

proptest! {
    #[test]
    fn nothing_that_was_written_becomes_a_tag_or_a_header(
        lines in prop::collection::vec(any_line(), 1..8),
        organisation in any::<String>(),
    ) {
        let own: Vec<String> =
            ["<!doctype", "<html", "<head", "<meta", "<title", "<body", "<h2", "<p", "<a", "<br", "<hr"]
                .map(str::to_owned)
                .into();
        for mail in [digest(&lines, &organisation, BASE), single(&lines[0], &organisation, BASE)] {
            prop_assert!(!mail.subject.chars().any(char::is_control));
            for (at, _) in mail.html.match_indices('<') {
                let tag = &mail.html[at..];
                prop_assert!(tag.starts_with("</") || own.iter().any(|own| tag.starts_with(own)));
            }
            let links = mail.html.matches("href=\"").count();
            prop_assert_eq!(mail.html.matches(&format!("href=\"{BASE}/")).count(), links);
        }
    }
}
