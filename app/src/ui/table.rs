//! Tables: the frame, the head and the caption. Rows are written by the page, each with its first
//! cell as `<th scope="row">`. Columns that leave on narrow panels carry a priority (`p4` leaves
//! first); what leaves comes back as `.only-narrow` under the row's title.

use leptos::prelude::*;

use super::Part;
use super::part::pieces;
use super::sort::Sorting;

/// The head of a column.
#[derive(Debug, Clone)]
pub struct Col {
    title: String,
    class: String,
    hidden: bool,
    scale: bool,
    key: Option<&'static str>,
}

impl Col {
    /// A column that stays.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), class: String::new(), hidden: false, scale: false, key: None }
    }

    fn and(mut self, class: &str) -> Self {
        if !self.class.is_empty() {
            self.class.push(' ');
        }
        self.class.push_str(class);
        self
    }

    /// A column of [`super::score::gap`] marks, with their scale as its title. Give the cells
    /// `gapcol` too.
    #[must_use]
    pub fn gaps() -> Self {
        let mut col = Self::new("").and("gapcol");
        col.scale = true;
        col
    }

    /// Leaves below 540 px of panel.
    #[must_use]
    pub fn p2(self) -> Self {
        self.and("p2")
    }

    /// Leaves below 700 px of panel.
    #[must_use]
    pub fn p3(self) -> Self {
        self.and("p3")
    }

    /// Leaves below 940 px of panel.
    #[must_use]
    pub fn p4(self) -> Self {
        self.and("p4")
    }

    /// Numbers, aligned at their end; give the cells `is-num` too.
    #[must_use]
    pub fn num(self) -> Self {
        self.and("is-num")
    }

    /// As narrow as its content; give the cells `is-fit` too.
    #[must_use]
    pub fn fit(self) -> Self {
        self.and("is-fit")
    }

    /// A further class.
    #[must_use]
    pub fn class(self, class: &str) -> Self {
        self.and(class)
    }

    /// A title for screen readers only, such as "Actions".
    #[must_use]
    pub const fn hidden(mut self) -> Self {
        self.hidden = true;
        self
    }

    /// Sorts the table under this key; the table must know the [`Sorting`].
    #[must_use]
    pub const fn sorts(mut self, key: &'static str) -> Self {
        self.key = Some(key);
        self
    }

    fn view(self, sorting: Option<&Sorting>) -> AnyView {
        let class = (!self.class.is_empty()).then_some(self.class);
        match (self.key, sorting) {
            (Some(key), Some(sorting)) => sorting.th(key, self.title, class),
            _ if self.scale => {
                view! { <th scope="col" class=class>{super::score::gap_scale()}</th> }.into_any()
            }
            _ if self.hidden => {
                view! { <th scope="col" class=class><span class="sr">{self.title}</span></th> }
                    .into_any()
            }
            _ => view! { <th scope="col" class=class>{self.title}</th> }.into_any(),
        }
    }
}

/// A table with a caption for screen readers.
///
/// `Table::new("Registered models").cols([Col::new("Model").sorts("name")]).sorted(&sorting).rows(rows)`
pub struct Table {
    caption: String,
    class: &'static str,
    cols: Vec<Col>,
    head: Option<AnyView>,
    rows: AnyView,
    grouped: bool,
    foot: Option<AnyView>,
    scrolls: bool,
}

impl Table {
    /// An empty table; the caption says what a row is and how the rows are ordered.
    pub fn new(caption: impl Into<String>) -> Self {
        Self {
            caption: caption.into(),
            class: "table",
            cols: Vec::new(),
            head: None,
            rows: ().into_any(),
            grouped: false,
            foot: None,
            scrolls: false,
        }
    }

    /// The whole class of the table, such as `table tree` or `table is-compact`.
    #[must_use]
    pub const fn class(mut self, class: &'static str) -> Self {
        self.class = class;
        self
    }

    /// The columns.
    #[must_use]
    pub fn cols(mut self, cols: impl IntoIterator<Item = Col>) -> Self {
        self.cols = cols.into_iter().collect();
        self
    }

    /// The columns, those with a key as links that sort. Call it after [`Table::cols`].
    #[must_use]
    pub fn sorted(mut self, sorting: &Sorting) -> Self {
        let cols = std::mem::take(&mut self.cols).into_iter();
        self.head = Some(cols.map(|col| col.view(Some(sorting))).collect_view().into_any());
        self
    }

    /// The rows, as `<tr>` elements.
    #[must_use]
    pub fn rows(mut self, rows: impl Part) -> Self {
        self.rows = rows.part();
        self
    }

    /// The rows in groups, as `<tbody>` elements, each with a [`group_head`] as its first row.
    #[must_use]
    pub fn groups(mut self, bodies: impl Part) -> Self {
        self.rows = bodies.part();
        self.grouped = true;
        self
    }

    /// Rows of totals.
    #[must_use]
    pub fn foot(mut self, rows: impl Part) -> Self {
        self.foot = Some(rows.part());
        self
    }

    /// The table may be wider than its panel: it scrolls in a region that takes the focus.
    #[must_use]
    pub const fn scrolls(mut self) -> Self {
        self.scrolls = true;
        self
    }

    /// The table.
    #[must_use]
    pub fn view(self) -> AnyView {
        let head = self.head.unwrap_or_else(|| {
            self.cols.into_iter().map(|col| col.view(None)).collect_view().into_any()
        });
        let rows = self.rows;
        let body = if self.grouped { rows } else { view! { <tbody>{rows}</tbody> }.into_any() };
        let foot = self.foot.map(|rows| view! { <tfoot>{rows}</tfoot> });
        let label = self.scrolls.then(|| self.caption.clone());
        let tabindex = self.scrolls.then_some("0");
        let role = self.scrolls.then_some("region");
        view! {
            <div class="table-wrap" tabindex=tabindex role=role aria-label=label>
                <table class=self.class>
                    <caption class="sr">{self.caption}</caption>
                    <thead>
                        <tr>{head}</tr>
                    </thead>
                    {body}
                    {foot}
                </table>
            </div>
        }
        .into_any()
    }
}

pieces!(Table);

/// The first row of a group: a heading over `columns` columns, with how many things are in it.
#[must_use]
pub fn group_head(title: impl Into<String>, count: impl Into<String>, columns: usize) -> AnyView {
    let (title, count, columns) = (title.into(), count.into(), columns.to_string());
    view! {
        <tr class="group">
            <th scope="rowgroup" colspan=columns>{title}" "<span class="n">{count}</span></th>
        </tr>
    }
    .into_any()
}
