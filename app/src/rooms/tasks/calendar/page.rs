//! The page on which a person looks after the address of their calendar.

use domain::{Timestamp, text};
use leptos::prelude::*;

use super::PAGE;
use crate::ui::{Button, Facts, Field, Notice, PageHead, Panel, Tone, Typed, post_button};

const LEDE: &str = "What of yours has a day, in the calendar program that you use anyway.";

/// What is in it.
const HOLDS: [&str; 4] = [
    "Your tasks, on the day on which they are due",
    "Assessments that you can finish, on the day on which they are due",
    "Requests for evidence that you can answer",
    "Evidence that you attached, on the last day on which it counts",
];

/// Where programs take an address.
const WHERE: [(&str, &str); 4] = [
    ("Google Calendar", "Other calendars, From URL"),
    ("Outlook", "Add calendar, Subscribe from web"),
    ("Apple Calendar", "File, New Calendar Subscription"),
    ("Thunderbird", "New Calendar, On the Network"),
];

/// The page of an address that was made at this moment, or of none.
pub(super) fn content(made_at: Option<Timestamp>) -> AnyView {
    let held = HOLDS.map(|line| view! { <li>{line}</li> }).collect_view();
    let about = view! {
        <div class="prose"><ul>{held}</ul></div>
        <p class="small muted">
            "It follows your roles: what you no longer see leaves it. Programs ask again about every hour."
        </p>
    };
    view! {
        {PageHead::new("Calendar").lede(LEDE)}
        <div class="cols cols--2">
            {Panel::new("Address").stacked(state(made_at)).view()}
            {Panel::new("What is in it").stacked(about).view()}
        </div>
    }
    .into_any()
}

fn state(made_at: Option<Timestamp>) -> AnyView {
    let make = |button: Button| post_button(PAGE, [("do", "make".to_owned())], button);
    let Some(made_at) = made_at else {
        let button = Button::submit("Make an address").primary().icon("calendar");
        return view! {
            <p>
                "Your calendar has no address yet. A calendar program subscribes to the address; whoever has it reads what is in the calendar, without signing in."
            </p>
            <div class="actions">{make(button)}</div>
        }
        .into_any();
    };
    let remove = Button::submit("Remove the address").danger();
    view! {
        {Facts::new().text("Made", text::moment(made_at)).view()}
        <p>
            "Whoever has the address reads what is in the calendar, without signing in. It was shown when it was made and can't be shown again. Replace it if it was lost or seen by others: the old one stops working at once."
        </p>
        <div class="actions">
            {make(Button::submit("Replace the address"))}
            {post_button(PAGE, [("do", "remove".to_owned())], remove)}
        </div>
    }
    .into_any()
}

/// The page that shows a new address, once.
pub(super) fn address(address: &str) -> AnyView {
    let head = PageHead::new("Address of your calendar")
        .lede("Give it to your calendar program, as a calendar to subscribe to.");
    let notice = Notice::new(
        Tone::Off,
        "Copy it now. Whoever has it reads your calendar without signing in.",
    )
    .head("This address is shown only here and only once.");
    let typed = Typed::new([("address", address)]);
    let field = Field::text("address", "Address").readonly().mono().autocomplete("off").hint(
        "Works until you replace or remove it. An address that you had before has stopped working.",
    );
    let places =
        WHERE.into_iter().fold(Facts::new(), |facts, (program, place)| facts.text(program, place));
    let body = view! {
        {notice}
        {field.view(&typed)}
        {places}
        <div class="actions">{Button::link("/work", "Back to my work").primary()}</div>
    };
    view! { {head}{Panel::untitled("To subscribe to").stacked(body).view()} }.into_any()
}
