//! Paging: links between the pages of a list, in the address as `page`.

use leptos::prelude::*;

use super::icon::icon_sm;
use super::query::Query;

/// Which part of a list is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paging {
    /// The page, counted from 1.
    pub page: usize,
    /// How many things a page holds.
    pub size: usize,
    /// How many things there are on all pages.
    pub total: usize,
    /// The name of the page in the address: another one for a second list on the same page.
    pub key: &'static str,
}

impl Paging {
    /// The page that the query asks for, within what there is.
    #[must_use]
    pub fn new(query: &Query, size: usize, total: usize) -> Self {
        Self::named("page", query, size, total)
    }

    /// The same of a further list, whose page has a name of its own in the address.
    #[must_use]
    pub fn named(key: &'static str, query: &Query, size: usize, total: usize) -> Self {
        let asked = query.get(key).parse().unwrap_or(1);
        let mut paging = Self { page: 1, size, total, key };
        paging.page = asked.clamp(1, paging.pages());
        paging
    }

    /// How many pages there are; an empty list has one.
    #[must_use]
    pub const fn pages(self) -> usize {
        let pages = self.total.div_ceil(if self.size == 0 { 1 } else { self.size });
        if pages == 0 { 1 } else { pages }
    }

    /// How many things lie before the page.
    #[must_use]
    pub const fn offset(self) -> usize {
        (self.page - 1) * self.size
    }

    /// The pages that get a link: the first, the last and those around this one; `None` is a gap.
    fn links(self) -> Vec<Option<usize>> {
        let pages = self.pages();
        let near = |page: usize| page == 1 || page == pages || page.abs_diff(self.page) <= 1;
        let mut links: Vec<Option<usize>> = Vec::new();
        for page in 1..=pages {
            if near(page) {
                links.push(Some(page));
            } else if links.last() != Some(&None) {
                links.push(None);
            }
        }
        links
    }
}

fn grouped(n: usize) -> String {
    domain::text::number(n.try_into().unwrap_or(u64::MAX))
}

/// "1–24 of 41" and links to the pages; only the count where there is one page.
#[must_use]
pub fn pager(path: &str, query: &Query, paging: Paging) -> AnyView {
    let Paging { page, size, total, key } = paging;
    let pages = paging.pages();
    let first = if total == 0 { 0 } else { paging.offset() + 1 };
    let count = format!("{first}–{} of {}", (page * size).min(total), grouped(total));
    if pages == 1 {
        let all = format!("{} in all", grouped(total));
        return view! { <div class="pager"><span>{all}</span></div> }.into_any();
    }
    let href = |page: usize| match page {
        1 => query.without(key).href(path),
        page => query.with(key, page.to_string()).href(path),
    };
    let numbers = paging.links().into_iter().map(|link| match link {
        None => view! { <li><span class="p">"…"</span></li> }.into_any(),
        Some(n) => {
            let current = (n == page).then_some("page");
            let label = format!("Page {n}");
            let text = n.to_string();
            view! { <li><a href=href(n) aria-current=current aria-label=label>{text}</a></li> }
                .into_any()
        }
    });
    let numbers = numbers.collect_view();
    let step = |to: usize, there: bool, label: &'static str, glyph: &'static str| {
        if there {
            view! { <li><a href=href(to) aria-label=label>{icon_sm(glyph)}</a></li> }.into_any()
        } else {
            view! { <li><span class="p">{icon_sm(glyph)}</span></li> }.into_any()
        }
    };
    let back = step(page.saturating_sub(1), page > 1, "Previous page", "chevron-left");
    let on = step(page + 1, page < pages, "Next page", "chevron-right");
    view! {
        <nav class="pager" aria-label="Pages"><span>{count}</span><ol>{back}{numbers}{on}</ol></nav>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_stays_within_what_there_is() {
        let ask = |page: &str, total| Paging::new(&Query::new().with("page", page), 24, total);
        assert_eq!(ask("2", 41).offset(), 24);
        assert_eq!(ask("99", 41).page, 2);
        assert_eq!(ask("-1", 41).page, 1);
        assert_eq!(ask("3", 0), Paging { page: 1, size: 24, total: 0, key: "page" });
    }

    #[test]
    fn far_pages_are_left_out() {
        let at = |page| Paging { page, size: 10, total: 100, key: "page" }.links();
        assert_eq!(at(1), [Some(1), Some(2), None, Some(10)]);
        assert_eq!(at(5), [Some(1), None, Some(4), Some(5), Some(6), None, Some(10)]);
    }

    #[test]
    fn two_lists_of_a_page_turn_apart() {
        let query = Query::new().with("page", "2").with("periods", "3");
        let (first, second) =
            (Paging::new(&query, 10, 100), Paging::named("periods", &query, 10, 100));
        assert_eq!((first.page, second.page), (2, 3));
        let html = pager("/reports", &query, second).to_html();
        assert!(html.contains("/reports?page=2&amp;periods=4"), "{html}");
    }

    #[test]
    fn links_keep_the_filters() {
        let query = Query::new().with("q", "chat").with("page", "2");
        let html = pager("/models", &query, Paging::new(&query, 24, 60)).to_html();
        assert!(html.contains("25–48 of 60"), "{html}");
        assert!(html.contains(r#"href="/models?q=chat""#), "{html}");
        assert!(html.contains("/models?q=chat&amp;page=3"), "{html}");
    }
}
