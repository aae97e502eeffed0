//! Two revisions of an item side by side: what is said of each, and what is in it.

use std::collections::HashSet;

use domain::{AppError, EvidenceId, text};
use leptos::prelude::*;
use store::EvidenceItem;

use super::Content;
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::{Asked, At};
use crate::shell::NavKey;
use crate::ui::badge::evidence_badge;
use crate::ui::{Facts, PageHead};

/// A revision that was opened.
struct Side {
    title: &'static str,
    item: EvidenceItem,
    content: Content,
    /// Which of its lines the other has not.
    only: HashSet<String>,
}

impl Side {
    async fn load(visitor: &Visitor, title: &'static str, id: EvidenceId) -> PageResult<Self> {
        let item = visitor.read().evidence_item(id).await?;
        let content = Content::open(visitor, id, None, &crate::ui::Typed::default()).await?;
        Ok(Self { title, item, content, only: HashSet::new() })
    }

    fn view(&self) -> AnyView {
        let item = &self.item.item;
        let name = self.item.file_name.clone().unwrap_or_else(|| item.title.clone());
        let only = match self.only.len() {
            0 => "None".to_owned(),
            n => text::count(n, "line, marked", "lines, marked"),
        };
        let link = format!("/evidence/{}", item.id);
        let facts = Facts::new()
            .row("Title", view! { <a class="link" href=link>{item.title.clone()}</a> })
            .text("Name", name)
            .row("State", evidence_badge(item.state))
            .text("Collected", text::day(item.collected_on))
            .text("Valid until", text::day(item.valid_until))
            .text(
                "Added by",
                format!("{}, {}", item.uploaded_by_name, text::moment(item.uploaded_at)),
            )
            .text("Size", text::bytes(item.size))
            .text("Only here", only);
        view! {
            <section class="stack stack--4" aria-label=self.title>
                <h2>{self.title}</h2>
                {facts}
                {self.content.seal(&self.item)}
                {self.content.view_beside(&self.item, &self.only)}
            </section>
        }
        .into_any()
    }
}

/// `GET /evidence/{id}/compare`: an item beside the one whose place it took. Both are opened.
///
/// # Errors
/// [`AppError::NotFound`] when it took no place, or the person may not open both.
pub(in crate::rooms::evidence) async fn compare(
    visitor: Visitor,
    At(id): At<EvidenceId>,
    Asked(_): Asked,
) -> PageResult {
    let newer = visitor.read().evidence_item(id).await?;
    let older = newer.supersedes.ok_or(AppError::NotFound)?;
    let mut before = Side::load(&visitor, "The earlier revision", older).await?;
    let mut after = Side::load(&visitor, "The newer revision", id).await?;
    let (old, new) = (before.content.lines(), after.content.lines());
    before.only = old.difference(&new).cloned().collect();
    after.only = new.difference(&old).cloned().collect();
    let title = newer.item.title.clone();
    let frame = visitor
        .frame(format!("{title}, compared"), NavKey::Evidence)
        .crumb("Evidence", Some("/evidence".to_owned()))
        .crumb(title.clone(), Some(format!("/evidence/{id}")))
        .crumb("Compared", None);
    let lede = "Content never changes: a newer revision takes the place of an earlier one, which stays \
                readable. Opening both is entered into the audit log.";
    Ok(visitor.page(&frame, || {
        view! {
            {PageHead::new(title).lede(lede)}
            <div class="compare">{before.view()}{after.view()}</div>
        }
        .into_any()
    }))
}
