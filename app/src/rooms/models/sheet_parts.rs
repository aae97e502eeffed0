//! The sections of a model's page: one table for each kind of part, and the question of reach.

use domain::Day;
use domain::models::{
    Credential, DataSource, Deployment, Exposure, Permission, UsageQuestion, Validation,
};
use domain::text;
use leptos::prelude::*;
use store::{Part, PartKind};

use super::sheet::{Sheet, most_exposed, section};
use super::{address, marks};
use crate::ui::{Button, Col, Facts, Panel, Table, Tone, badge};

/// A section with the model's parts of one kind.
pub(super) fn part_panel(sheet: &Sheet, kind: PartKind) -> AnyView {
    let parts = sheet.model.parts(kind);
    let (number, title) = heading(kind);
    let all = address(sheet.model.facts.id, kind);
    let add = sheet.is_open().then(|| {
        let label = format!("Add a {}", kind.noun());
        Button::link(format!("{all}/new"), "Add").small().icon("plus").label(label).view()
    });
    let panel = Panel::new(title).id(section(kind)).end(add);
    let panel = match number {
        Some(number) => panel.lead(view! { <span class="qno" aria-hidden="true">{number}</span> }),
        None => panel,
    };
    if parts.is_empty() {
        return panel.body(view! { <p class="muted">{nothing(kind)}</p> }).view();
    }
    let rows = parts.iter().map(|(id, part)| {
        let edit = sheet.is_open().then(|| {
            let button = Button::link(format!("{all}/{id}"), "Edit").quiet().small();
            button.label(format!("Edit {}", part.label())).view()
        });
        row(part, edit, sheet.today)
    });
    let rows = rows.collect_view();
    let columns = columns(kind).into_iter().chain([Col::new("Change").hidden().fit()]);
    let table = Table::new(format!("{title}, oldest first")).cols(columns).rows(rows);
    panel.note(text::count(parts.len(), kind.noun(), kind.plural())).flush(table).view()
}

const fn heading(kind: PartKind) -> (Option<&'static str>, &'static str) {
    match kind {
        PartKind::Deployment => (Some("1"), "Where is it used?"),
        PartKind::DataSource => (Some("3"), "What data does it reach, and how is that protected?"),
        PartKind::Permission => (Some("4"), "What may it do, and who consumes it?"),
        PartKind::Credential => (None, "Credentials"),
        PartKind::Validation => (None, "Checks before use"),
    }
}

const fn nothing(kind: PartKind) -> &'static str {
    match kind {
        PartKind::Deployment => "No deployment is recorded.",
        PartKind::DataSource => "No data source is recorded.",
        PartKind::Permission => "No permission is recorded.",
        PartKind::Credential => "No credential is recorded.",
        PartKind::Validation => "No validation is recorded.",
    }
}

fn columns(kind: PartKind) -> Vec<Col> {
    let col = |title: &str| Col::new(title.to_owned());
    match kind {
        PartKind::Deployment => vec![
            col("Deployment"),
            col("Environment").p2(),
            col("Exposure"),
            col("Region").p4(),
            col("Runtime monitoring").p2(),
            col("Provider’s monitoring").p3(),
        ],
        PartKind::DataSource => vec![
            col("Source"),
            col("Class"),
            col("Personal").p2(),
            col("Encryption").p2(),
            col("Access control").p3(),
        ],
        PartKind::Permission => {
            vec![col("Who or what"), col("Level"), col("Reason").p3(), col("Last reviewed").p2()]
        }
        PartKind::Credential => {
            vec![col("Name"), col("Kept in"), col("Last rotated").p3(), col("Rotate by").p2()]
        }
        PartKind::Validation => vec![col("Method"), col("Result"), col("Checked on").p2()],
    }
}

fn row(part: &Part, edit: Option<AnyView>, today: Day) -> AnyView {
    let cells = match part {
        Part::Deployment(part) => deployment(part),
        Part::DataSource(part) => data_source(part),
        Part::Permission(part) => permission(part, today),
        Part::Credential(part) => credential(part, today),
        Part::Validation(part) => validation(part),
    };
    view! { <tr>{cells}<td class="is-fit">{edit}</td></tr> }.into_any()
}

/// A quiet line under a row's title; nothing where there is nothing to say.
fn sub(text: String) -> Option<AnyView> {
    (!text.is_empty()).then(|| view! { <span class="sub">{text}</span> }.into_any())
}

fn narrow(text: String) -> AnyView {
    view! { <span class="only-narrow">{text}</span> }.into_any()
}

fn deployment(part: &Deployment) -> AnyView {
    let title = if part.platform.is_empty() { part.environment.label() } else { &part.platform };
    let about = [part.hosting.label(), &part.authentication];
    let about: Vec<&str> =
        about.into_iter().filter(|text| !text.is_empty() && *text != "Unknown").collect();
    let watched =
        format!("{}, monitoring {}", part.environment.label(), part.runtime_monitoring.key());
    view! {
        <th scope="row">{title.to_owned()}{sub(about.join(" · "))}{narrow(watched)}</th>
        <td class="p2 nowrap">{part.environment.label()}</td>
        <td>{marks::exposure(Some(part.exposure))}</td>
        <td class="p4">{marks::text_or_quiet(&part.region)}</td>
        <td class="p2">{marks::switch(part.runtime_monitoring)}</td>
        <td class="p3">{marks::switch(part.provider_monitoring)}</td>
    }
    .into_any()
}

fn data_source(part: &DataSource) -> AnyView {
    let class = marks::data(Some(part.classification), false);
    let narrowly = format!(
        "Personal data: {}. Encrypted at rest: {}, in transit: {}.",
        part.personal_data.key(),
        part.encrypted_at_rest.key(),
        part.encrypted_in_transit.key()
    );
    view! {
        <th scope="row">{part.name.clone()}{narrow(narrowly)}</th>
        <td>{class}</td>
        <td class="p2">{marks::known(part.personal_data)}</td>
        <td class="p2">{encryption(part)}</td>
        <td class="p3">{marks::text_or_quiet(&part.access_control)}</td>
    }
    .into_any()
}

fn encryption(part: &DataSource) -> AnyView {
    use domain::models::YesNoUnknown::{No, Unknown, Yes};
    match (part.encrypted_at_rest, part.encrypted_in_transit) {
        (Yes, Yes) => "At rest and in transit".into_any(),
        (Unknown, Unknown) => marks::unknown("Unknown"),
        (at_rest, in_transit) => {
            let word = |name: &str, known| match known {
                Yes => format!("{name}: yes"),
                No => format!("{name}: no"),
                Unknown => format!("{name}: unknown"),
            };
            let words = [word("At rest", at_rest), word("in transit", in_transit)].join(", ");
            let worry = part.is_sensitive() && (at_rest == No || in_transit == No);
            if worry { badge(Tone::High, "triangle-alert", words) } else { words.into_any() }
        }
    }
}

fn permission(part: &Permission, today: Day) -> AnyView {
    let reason = if part.level.is_broad() && part.reason.is_empty() {
        badge(Tone::Off, "triangle-alert", "No reason given")
    } else {
        marks::text_or_quiet(&part.reason)
    };
    let reviewed = part
        .last_reviewed
        .map_or_else(|| "Never reviewed".to_owned(), |day| format!("Reviewed {}", text::day(day)));
    view! {
        <th scope="row">{part.holder.clone()}{narrow(reviewed)}</th>
        <td class="nowrap">{marks::access(Some(part.level))}</td>
        <td class="p3">{reason}</td>
        <td class="p2 nowrap num">{marks::reviewed(part, today)}</td>
    }
    .into_any()
}

fn credential(part: &Credential, today: Day) -> AnyView {
    let rotated = part
        .last_rotated
        .map_or_else(|| marks::quiet("Not recorded"), |day| text::day(day).into_any());
    let by =
        part.rotate_by().map_or_else(String::new, |day| format!("Rotate by {}", text::day(day)));
    view! {
        <th scope="row">{part.name.clone()}{sub(part.place.clone())}{narrow(by)}</th>
        <td>{marks::place(part.kept_in)}</td>
        <td class="p3 nowrap num">{rotated}</td>
        <td class="p2 nowrap num">{marks::rotation(part, today)}</td>
    }
    .into_any()
}

fn validation(part: &Validation) -> AnyView {
    let day = text::day(part.checked_on);
    view! {
        <th scope="row">{part.method.clone()}{narrow(day.clone())}</th>
        <td>{marks::result(part.result)}</td>
        <td class="p2 nowrap num">{day}</td>
    }
    .into_any()
}

/// The second question: what the deployments say together.
pub(super) fn reach_panel(sheet: &Sheet) -> AnyView {
    let deployments = &sheet.model.facts.deployments;
    let count = |exposure: Exposure| deployments.iter().filter(|d| d.exposure == exposure).count();
    let said: Vec<String> = Exposure::ALL
        .iter()
        .map(|exposure| (exposure, count(*exposure)))
        .filter(|(_, n)| *n > 0)
        .map(|(exposure, n)| format!("{n} {}", exposure.label().to_lowercase()))
        .collect();
    let mut doors: Vec<&str> = deployments
        .iter()
        .map(|deployment| deployment.authentication.as_str())
        .filter(|words| !words.is_empty())
        .collect();
    doors.dedup();
    let facts =
        Facts::new().row("Deployments", text::list(&said)).text("Authentication", doors.join("; "));
    let lead = view! { <span class="qno" aria-hidden="true">"2"</span> };
    let panel = Panel::new("Internal, or reachable from outside?")
        .id(UsageQuestion::Reach.key())
        .lead(lead);
    if deployments.is_empty() {
        let text = "Not known until a deployment is recorded.";
        return panel.body(view! { <p class="muted">{text}</p> }).view();
    }
    panel.end(marks::exposure(most_exposed(&sheet.model))).body(facts).view()
}
