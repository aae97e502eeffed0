//! Filters: a form that asks by GET, chips that each take one filter away, and the empty state
//! that names the filters when nothing matches.

use leptos::prelude::*;

use super::form::{Field, Typed};
use super::icon::{Icon, icon, icon_sm};
use super::part::pieces;
use super::query::Query;
use super::{Button, Empty, Part};

/// One choice of a facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetOption {
    /// The value in the address.
    pub key: String,
    /// What a person reads.
    pub label: String,
    /// How many things have it, where that is known.
    pub count: Option<u64>,
}

/// One property to filter by; several of its choices may be ticked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// The name in the address.
    pub name: &'static str,
    /// What a person reads.
    pub title: &'static str,
    /// The choices.
    pub options: Vec<FacetOption>,
    /// Whether it is unfolded although nothing in it is ticked.
    pub open: bool,
}

/// A filter that is on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chip {
    /// The property.
    pub title: String,
    /// The value.
    pub value: String,
    /// The address without it.
    pub href: String,
}

/// The filters that are on: the search text under `q` and every ticked choice.
#[must_use]
pub fn active(path: &str, query: &Query, facets: &[Facet]) -> Vec<Chip> {
    let query = query.without("page");
    let mut chips = Vec::new();
    if !query.get("q").is_empty() {
        chips.push(Chip {
            title: "Search".to_owned(),
            value: query.get("q").to_owned(),
            href: query.without("q").href(path),
        });
    }
    for facet in facets {
        for option in facet.options.iter().filter(|option| query.has(facet.name, &option.key)) {
            chips.push(Chip {
                title: facet.title.to_owned(),
                value: option.label.clone(),
                href: query.without_pair(facet.name, &option.key).href(path),
            });
        }
    }
    chips
}

/// The filters that are on, each with a link that takes it away; nothing when none is.
#[must_use]
pub fn chips(path: &str, chips: &[Chip]) -> Option<AnyView> {
    if chips.is_empty() {
        return None;
    }
    let tags = chips.iter().cloned().map(|chip| {
        let label = format!("Remove filter {}: {}", chip.title, chip.value);
        view! {
            <span class="tag">
                {format!("{}: ", chip.title)}<b>{chip.value}</b>
                <a href=chip.href aria-label=label>{icon_sm("x")}</a>
            </span>
        }
    });
    let tags = tags.collect_view();
    let clear = path.to_owned();
    let view = view! {
        <div class="chips">
            <span>"Filtered by"</span>{tags}<a class="link" href=clear>"Clear all"</a>
        </div>
    };
    Some(view.into_any())
}

/// Nothing matches: says what the filters hide. `what` is the plural, such as "models".
#[must_use]
pub fn no_match(path: &str, what: &str, hidden: u64, chips: &[Chip]) -> AnyView {
    let named = chips.iter().map(|chip| format!("“{}”", chip.value)).collect::<Vec<_>>();
    let named = match named.split_last() {
        None => "these filters".to_owned(),
        Some((only, [])) => only.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
    };
    let verb = if hidden == 1 { "is" } else { "are" };
    let text = format!("{hidden} {what} {verb} hidden by {named}.");
    Empty::new("search-x", "Nothing matches these filters", text)
        .section()
        .actions(Button::link(path, "Clear filters"))
        .view()
}

/// The filters of a list: a bar with a search field and lists, and facets beside the list where
/// there are any. Everything submits one GET form.
pub struct Filters<'a> {
    path: &'a str,
    query: &'a Query,
    typed: Typed,
    bar: Vec<AnyView>,
    end: Option<AnyView>,
    button: &'static str,
}

impl<'a> Filters<'a> {
    const FORM: &'static str = "filters";

    /// An empty bar for the list at `path`.
    #[must_use]
    pub fn new(path: &'a str, query: &'a Query) -> Self {
        let typed = Typed::new(query.pairs());
        Self { path, query, typed, bar: Vec::new(), end: None, button: "Apply" }
    }

    /// A search field under `q`. The label is for screen readers.
    #[must_use]
    pub fn search(mut self, label: &'static str, placeholder: &'static str) -> Self {
        let value = self.query.get("q").to_owned();
        let field = view! {
            <div class="with-icon">
                {icon("search")}
                <input
                    class="input input--sm"
                    type="search"
                    name="q"
                    value=value
                    form=Self::FORM
                    placeholder=placeholder
                    aria-label=label
                />
            </div>
        };
        self.bar.push(field.into_any());
        self.button = "Search";
        self
    }

    /// A list of choices; `any` is the one that filters nothing.
    #[must_use]
    pub fn select<K: Into<String>, L: Into<String>>(
        mut self,
        name: &'static str,
        label: &'static str,
        any: &'static str,
        options: impl IntoIterator<Item = (K, L)>,
    ) -> Self {
        let field = Field::select(name, label, options).placeholder(any);
        self.bar.push(field.bare(Self::FORM, &self.typed));
        self
    }

    /// A day.
    #[must_use]
    pub fn date(mut self, name: &'static str, label: &'static str) -> Self {
        self.bar.push(Field::date(name, label).bare_named(Self::FORM, &self.typed));
        self
    }

    /// Something at the end of the bar, such as a choice between views.
    #[must_use]
    pub fn end(mut self, end: impl Part) -> Self {
        self.end = Some(end.part());
        self
    }

    fn bar(&mut self) -> AnyView {
        let bar = std::mem::take(&mut self.bar);
        let end = self.end.take().map(|end| view! { <div class="push">{end}</div> });
        let button = Button::submit(self.button).of_form(Self::FORM);
        view! { <div class="filters">{bar}{button}{end}</div> }.into_any()
    }

    /// The sorting survives a new search; the page does not.
    fn form(&self, class: Option<&'static str>, content: AnyView) -> AnyView {
        let action = self.path.to_owned();
        let sort = self.query.get("sort");
        let sort = (!sort.is_empty()).then(|| {
            let sort = sort.to_owned();
            view! { <input type="hidden" name="sort" value=sort /> }
        });
        view! {
            <form method="get" id=Self::FORM action=action class=class>{sort}{content}</form>
        }
        .into_any()
    }

    /// The bar alone, over the list.
    #[must_use]
    pub fn view(mut self) -> AnyView {
        let bar = self.bar();
        self.form(None, bar)
    }

    /// The facets beside the bar, the chips and the list.
    #[must_use]
    pub fn beside(mut self, facets: &[Facet], list: impl Part) -> AnyView {
        let on = active(self.path, self.query, facets);
        let folds = facets.iter().map(|facet| self.facet(facet)).collect_view();
        let clear = Button::link(self.path, "Clear").quiet().small();
        let box_of_facets = view! {
            <details class="facets-box">
                <summary class="btn">{icon("list-filter")}"Filters"</summary>
                <div class="facets">
                    {folds}
                    <div class="facets__go">{Button::submit("Apply filters").small()}{clear}</div>
                </div>
            </details>
        };
        let side = self.form(None, box_of_facets.into_any());
        let chips = chips(self.path, &on);
        let bar = self.bar();
        view! {
            <div class="cols cols--side register">
                {side}
                <div class="stack stack--3">{bar}{chips}{list.part()}</div>
            </div>
        }
        .into_any()
    }

    fn facet(&self, facet: &Facet) -> AnyView {
        let ticked = |option: &FacetOption| self.query.has(facet.name, &option.key);
        let open = facet.open || facet.options.iter().any(ticked);
        let options = facet.options.iter().map(|option| {
            let (checked, option) = (ticked(option), option.clone());
            let count = option.count.map(|n| view! { <span class="n">{n.to_string()}</span> });
            view! {
                <label class="check">
                    <input class="box" type="checkbox" name=facet.name value=option.key checked=checked />
                    <span>{option.label}</span>
                    {count}
                </label>
            }
        });
        let options = options.collect_view();
        view! {
            <details class="facet" open=open>
                <summary>{facet.title}{Icon::new("chevron-down").sm().class("chev")}</summary>
                <div role="group" aria-label=facet.title>{options}</div>
            </details>
        }
        .into_any()
    }
}

pieces!(Filters<'_>);
