//! The list of tasks: its groups and the filters that somebody keeps; and watching a task.

use tests::html::{Piece, forms, pieces, tags, visible_text};
use tests::{Browser, Site, Who};

/// The headings of the groups of a page of the list.
async fn headings(browser: &Browser, path: &str) -> Vec<String> {
    let page = browser.get(path).await.must_be(200).text();
    let mut found = Vec::new();
    let mut inside: Option<String> = None;
    for piece in pieces(&page) {
        match (piece, &mut inside) {
            (Piece::Open(tag), None) if tag.get("scope") == Some("rowgroup") => {
                inside = Some(String::new());
            }
            (Piece::Text(text), Some(words)) => words.push_str(&text),
            (Piece::Close(name), Some(words)) if name == "th" => {
                found.push(words.split_whitespace().collect::<Vec<_>>().join(" "));
                inside = None;
            }
            _ => {}
        }
    }
    found
}

#[tokio::test]
async fn the_list_stands_in_groups_with_their_counts() {
    let site = Site::start().await;
    let manager = site.sign_in(Who::Manager).await;
    let by = async |group: &str| headings(&manager, &format!("/tasks?group={group}")).await;
    assert_eq!(by("due").await, ["Due within 30 days 6 tasks"]);
    assert_eq!(by("unit").await, ["Logistics 3 tasks", "Online Store 3 tasks"]);
    assert_eq!(by("person").await, ["Kenji Ota 3 tasks", "Priya Raman 3 tasks"]);
    let questions =
        ["1. Inventory 2 tasks", "2. Least privilege 2 tasks", "3. Data sources 2 tasks"];
    assert_eq!(by("question").await, questions);
    for nothing in ["", "nonsense", "UNIT", "%F0%9F%92%A9"] {
        assert!(by(nothing).await.is_empty(), "{nothing}");
    }
    let both = "/tasks?group=unit&standing=all&q=access";
    assert_eq!(headings(&manager, both).await, ["Logistics 1 task", "Online Store 1 task"]);
    let assessor = site.sign_in(Who::Assessor).await;
    assert_eq!(headings(&assessor, "/tasks?group=unit").await, ["Online Store 3 tasks"]);
}

#[tokio::test]
async fn a_group_that_goes_on_over_the_page_says_so() {
    let site = Site::start().await;
    let manager = site.sign_in(Who::Manager).await;
    let actor = site.store.actor(site.known.person(Who::Manager)).await.unwrap().unwrap();
    let row = site.store.read(&actor).task(site.known.near.task).await.unwrap().row;
    let one = domain::tasks::NewTask {
        title: "One of many".to_owned(),
        about: String::new(),
        question: row.question,
        assignee: row.assignee,
        due_on: row.due_on,
        priority: row.priority,
        effort: row.effort,
        models: std::collections::BTreeSet::new(),
        steps: Vec::new(),
        cause: None,
    };
    let many = vec![one; 60];
    site.store.create_tasks(&actor, site.known.near.unit, &many).await.unwrap();
    let path = "/tasks?group=question&q=many";
    assert_eq!(headings(&manager, path).await, ["1. Inventory 60 tasks"]);
    let second = format!("{path}&page=2");
    assert_eq!(headings(&manager, &second).await, ["1. Inventory, continued 60 tasks"]);
    let page = manager.get(&second).await.must_be(200).text();
    assert!(visible_text(&page).contains("From task 51 on"), "{}", visible_text(&page));
}

#[tokio::test]
async fn the_file_of_the_list_is_the_same_in_groups() {
    let site = Site::start().await;
    let manager = site.sign_in(Who::Manager).await;
    let file = async |query: &str| {
        manager.get(&format!("/tasks/export.csv?{query}")).await.must_be(200).text()
    };
    let unit = site.known.near.unit;
    let plain = file(&format!("unit={unit}")).await;
    assert_eq!(plain.lines().count(), 4, "{plain}");
    assert_eq!(file(&format!("unit={unit}&group=person")).await, plain);
}

#[tokio::test]
async fn a_task_is_watched_by_a_button_and_told_of_until_it_is_pressed_again() {
    let site = Site::start().await;
    let (viewer, assessor) = (site.sign_in(Who::Viewer).await, site.sign_in(Who::Assessor).await);
    let path = format!("/tasks/{}", site.known.near.task);
    let page = viewer.get(&path).await.must_be(200).text();
    assert!(
        visible_text(&page).contains("Watched by 1 IS Ingrid Solheim"),
        "{}",
        visible_text(&page)
    );
    let form = |watching| [("watching", watching)];
    let watch = format!("{path}/watch");
    let next = viewer.post(&watch, &form("yes")).await.must_be(303);
    let page = viewer.get(next.location()).await.must_be(200).text();
    assert!(page.contains("You watch this task"), "{}", visible_text(&page));
    assert!(visible_text(&page).contains("Hana Novak"), "{}", visible_text(&page));
    assert!(page.contains("Stop watching"));
    let list = viewer.get("/tasks?watching=me").await.must_be(200).text();
    assert!(list.contains("Name every model") && !list.contains("Review who has access"));
    let said = [("comment", "The list comes on Monday.")];
    let _ = assessor.post(&format!("{path}/comment"), &said).await.must_be(303);
    let inbox = viewer.get("/notices").await.must_be(200).text();
    assert!(inbox.contains("Priya Raman commented on “Name every model”"));
    for nothing in [&[][..], &form("perhaps")] {
        let _ = viewer.post(&watch, nothing).await.must_be(404);
    }
    let _ = viewer.post(&watch, &form("no")).await.must_be(303);
    let list = viewer.get("/tasks?watching=me").await.must_be(200).text();
    assert!(list.contains("Nothing matches these filters"), "{}", visible_text(&list));
    site.verified().await;
}

/// The saved filter that the page marks as the one that is on; none where none is.
fn marked(page: &str) -> Option<String> {
    let mut tabs = false;
    let mut on = false;
    for piece in pieces(page) {
        match piece {
            Piece::Open(tag) if tag.name == "nav" => tabs = tag.text("class") == "tabs",
            Piece::Open(tag) if tabs && tag.name == "a" => on = tag.get("aria-current").is_some(),
            Piece::Text(text) if tabs && on => return Some(text),
            _ => {}
        }
    }
    None
}

#[tokio::test]
async fn filters_are_kept_under_a_name_marked_replaced_and_removed() {
    let site = Site::start().await;
    let manager = site.sign_in(Who::Manager).await;
    let plain = manager.get("/tasks").await.must_be(200).text();
    assert!(!plain.contains("Save these filters") && !plain.contains(r#"class="tabs""#));
    let back = format!("/tasks?unit={}&assignee=me&group=due&page=2&evil=1", site.known.near.unit);
    let page = manager.get(&back).await.must_be(200).text();
    let form = forms(&page).into_iter().find(|form| form.action == "/tasks/filters").unwrap();
    let saved = manager.submit(&form.with("name", "Mine in the shop")).await.must_be(303);
    let kept = format!("/tasks?unit={}&assignee=me&group=due", site.known.near.unit);
    assert_eq!(saved.location(), format!("{kept}&done=saved"));
    let page = manager.get(saved.location()).await.must_be(200).text();
    assert_eq!(marked(&page).as_deref(), Some("Mine in the shop"));
    assert!(!page.contains("Save these filters"), "they are saved");
    let plain = manager.get("/tasks").await.must_be(200).text();
    assert_eq!(marked(&plain).as_deref(), Some("All open"));
    let link = tags(&plain).into_iter().find(|tag| tag.get("href") == Some(kept.as_str()));
    assert!(link.is_some(), "{}", visible_text(&plain));
    // In another order, on another page, it is the same.
    let turned = format!("/tasks?group=due&unit={}&assignee=me", site.known.near.unit);
    let page = manager.get(&turned).await.must_be(200).text();
    assert_eq!(marked(&page).as_deref(), Some("Mine in the shop"));
    let other = manager.get("/tasks?group=due").await.must_be(200).text();
    assert_eq!(marked(&other), None);
    let fields = [("name", "Mine in the shop"), ("back", "/tasks?group=due")];
    let _ = manager.post("/tasks/filters", &fields).await.must_be(303);
    let page = manager.get("/tasks?group=due").await.must_be(200).text();
    assert_eq!(marked(&page).as_deref(), Some("Mine in the shop"), "it was replaced");
    let is_remove = |action: &str| action.ends_with("/remove");
    let form = forms(&page).into_iter().find(|form| is_remove(&form.action)).unwrap();
    let removed = manager.submit(&form).await.must_be(303);
    assert_eq!(removed.location(), "/tasks?group=due&done=removed");
    let page = manager.get(removed.location()).await.must_be(200).text();
    assert!(!page.contains("Mine in the shop"), "{}", visible_text(&page));
    site.verified().await;
}

#[tokio::test]
async fn what_can_not_be_kept_is_told_and_the_name_stays() {
    let site = Site::start().await;
    let manager = site.sign_in(Who::Manager).await;
    let save = async |name: &str, back: &str| {
        let fields = [("name", name), ("back", back)];
        manager.post("/tasks/filters", &fields).await
    };
    let long = "x".repeat(61);
    for (name, back, said) in [
        ("", "/tasks?group=due", "can’t be empty"),
        (long.as_str(), "/tasks?group=due", "60 characters"),
        ("Everything", "/tasks", "Choose a filter"),
        ("Elsewhere", "https://evil.example/?next=//evil.example", "Choose a filter"),
        ("Nonsense", "/tasks?unit=x&standing=nonsense&group=nonsense", "Choose a filter"),
    ] {
        let answer = save(name, back).await.must_be(422);
        let page = answer.text();
        assert!(visible_text(&page).contains(said), "{name}: {}", answer.said());
        let form = forms(&page).into_iter().find(|form| form.action == "/tasks/filters").unwrap();
        assert_eq!(form.get("name"), Some(name));
    }
    for number in 1..=20 {
        let _ = save(&format!("Number {number}"), "/tasks?group=due").await.must_be(303);
    }
    let answer = save("Number 21", "/tasks?group=due").await.must_be(422);
    assert!(visible_text(&answer.text()).contains("Remove one first"), "{}", answer.said());
    let _ = save("number 20", "/tasks?group=unit").await.must_be(303);
}

#[tokio::test]
async fn kept_filters_follow_whoever_looks() {
    let site = Site::start().await;
    let colleague = site.sign_in(Who::Assessor).await;
    let fields = [("name", "Mine"), ("back", "/tasks?assignee=me")];
    let _ = colleague.post("/tasks/filters", &fields).await.must_be(303);
    let page = colleague.get("/tasks?assignee=me").await.must_be(200).text();
    assert_eq!(marked(&page).as_deref(), Some("Mine"));
    assert!(page.contains("Name every model"));
    let viewer = site.sign_in(Who::Viewer).await;
    let page = viewer.get("/tasks?assignee=me").await.must_be(200).text();
    assert!(!page.contains("Name every model") && marked(&page).is_none());
}
