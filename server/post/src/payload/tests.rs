//! The bodies, form by form.

use domain::notices::NoticeKind;

use super::*;

fn news() -> HookNews {
    HookNews {
        id: "msg_1".into(),
        kind: Some(NoticeKind::Assigned),
        title: "<@U1> & [x](https://evil.example) *now*".into(),
        unit: "Shop <EU>".into(),
        path: "/tasks/12?a=1&b=2".into(),
        at: "2026-03-02T09:00:00Z".parse().unwrap(),
    }
}

fn packed(form: HookForm, news: &HookNews) -> (Value, Packed) {
    let parcel = Parcel {
        form,
        secret: Some(b"secret"),
        news,
        organisation: "Example & Sons",
        base_url: "https://plumbline.example.org/",
        now: "2026-03-02T09:05:00Z".parse().unwrap(),
    };
    let packed = parcel.pack().unwrap();
    (serde_json::from_str(&packed.body).unwrap(), packed)
}

#[test]
fn the_signed_form_says_what_happened_where_and_when() {
    let (body, packed) = packed(HookForm::Signed, &news());
    assert_eq!(
        body,
        json!({
            "type": "assigned",
            "timestamp": "2026-03-02T09:00:00.000Z",
            "data": {
                "title": "<@U1> & [x](https://evil.example) *now*",
                "unit": "Shop <EU>",
                "url": "https://plumbline.example.org/tasks/12?a=1&b=2",
                "organisation": "Example & Sons",
            },
        })
    );
    assert_eq!(packed.headers["content-type"], "application/json");
    assert_eq!(packed.headers["webhook-id"], "msg_1");
    assert_eq!(packed.headers["webhook-timestamp"], "1772442300");
}

#[test]
fn a_try_of_the_channel_says_that_it_is_one() {
    let (body, _) = packed(HookForm::Signed, &HookNews { kind: None, ..news() });
    assert_eq!(body["type"], "test");
}

/// The example of the Standard Webhooks specification's own libraries.
#[test]
fn signatures_are_those_of_the_specification() {
    let secret = BASE64_STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
    let signed = r#"msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{"test": 2432232314}"#;
    assert_eq!(signature(&secret, signed), "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

#[test]
fn a_secret_is_shown_as_receivers_want_it() {
    let shown = shown_secret(&new_secret());
    let bytes = BASE64_STANDARD.decode(shown.strip_prefix("whsec_").unwrap()).unwrap();
    assert_eq!(bytes.len(), SECRET_BYTES);
    assert_ne!(new_secret(), new_secret());
}

#[test]
fn without_a_secret_or_an_id_nothing_is_signed() {
    let refused = |id: &str, secret: Option<&[u8]>| {
        let parcel = Parcel {
            form: HookForm::Signed,
            secret,
            news: &HookNews { id: id.into(), ..news() },
            organisation: "Example",
            base_url: "https://plumbline.example.org",
            now: "2026-03-02T09:05:00Z".parse().unwrap(),
        };
        matches!(parcel.pack(), Err(Refusal::Never { .. }))
    };
    assert!(refused("msg_1", None));
    for id in ["", "a.b", "a\nb"] {
        assert!(refused(id, Some(b"secret")), "{id:?}");
    }
    assert!(!refused("msg_1", Some(b"secret")));
}

#[test]
fn slack_gets_text_that_it_reads_nothing_into() {
    let (body, packed) = packed(HookForm::Slack, &news());
    let title = "&lt;@U1&gt; &amp; [x](https://evil.example) *now*";
    assert_eq!(body["text"], title);
    let text = |index: usize| &body["blocks"][index]["text"];
    assert_eq!(text(0)["text"], title);
    assert_eq!(text(0)["verbatim"], true);
    assert_eq!(text(1)["text"], "Shop &lt;EU&gt; · Example &amp; Sons");
    assert_eq!(
        text(2)["text"],
        "<https://plumbline.example.org/tasks/12?a=1&amp;b=2|Open in Plumbline>"
    );
    assert!(!packed.headers.contains_key("webhook-signature"));
}

#[test]
fn no_path_ends_the_link_of_slack() {
    let (body, _) = packed(HookForm::Slack, &HookNews { path: "/a|b>c".into(), ..news() });
    let link = &body["blocks"][2]["text"]["text"];
    assert_eq!(link, "<https://plumbline.example.org/a%7Cb&gt;c|Open in Plumbline>");
}

#[test]
fn teams_gets_runs_of_text_and_one_link() {
    let (body, _) = packed(HookForm::Teams, &news());
    assert_eq!(body["type"], "message");
    let attachment = &body["attachments"][0];
    assert_eq!(attachment["contentType"], "application/vnd.microsoft.card.adaptive");
    assert_eq!(attachment["contentUrl"], Value::Null);
    let card = &attachment["content"];
    assert_eq!((&card["type"], &card["version"]), (&json!("AdaptiveCard"), &json!("1.4")));
    for block in card["body"].as_array().unwrap() {
        assert_eq!(block["type"], "RichTextBlock");
        assert_eq!(block["inlines"][0]["type"], "TextRun");
    }
    assert_eq!(card["body"][0]["inlines"][0]["text"], news().title);
    assert_eq!(card["body"][1]["inlines"][0]["text"], "Shop <EU> · Example & Sons");
    assert_eq!(card["actions"][0]["type"], "Action.OpenUrl");
    assert_eq!(card["actions"][0]["url"], "https://plumbline.example.org/tasks/12?a=1&b=2");
}

#[test]
fn no_body_grows_beyond_what_receivers_take() {
    let long = "&".repeat(100_000);
    let news = HookNews { title: long.clone(), unit: long.clone(), path: long, ..news() };
    for form in HookForm::ALL {
        let (body, packed) = packed(*form, &news);
        assert!(packed.body.len() < 8_000, "{form}: {}", packed.body.len());
        // Slack takes 3,000 characters in a section.
        for block in body["blocks"].as_array().into_iter().flatten() {
            assert!(block["text"]["text"].as_str().unwrap().len() <= 3_000);
        }
    }
}
