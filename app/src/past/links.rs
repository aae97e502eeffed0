//! Links and forms of a page of the past stay in it: wherever they lead to a page that has one, its
//! day is added to the address.
//!
//! This is done to the document as it is drawn, so that no page has to think of it, and none can
//! forget to. Text and values are escaped by then: a `<` always begins a tag, a `"` always ends a
//! value.

use domain::Day;
use domain::past::AS_OF;

use super::PAGES;

/// On a link that leads out of the past.
const OUT: &str = "data-present";

/// The document with its links and its forms that ask by GET kept on a day.
#[must_use]
pub fn keep(html: &str, day: Day) -> String {
    let mut kept = String::with_capacity(html.len() + html.len() / 16);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        kept.push_str(before);
        let end = end_of(tag);
        let (tag, after) = tag.split_at(end);
        push(&mut kept, tag, day);
        rest = after;
    }
    kept.push_str(rest);
    kept
}

/// Where a tag ends: after the `>` that stands outside its values.
fn end_of(tag: &str) -> usize {
    let mut quoted = false;
    for (at, byte) in tag.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return at + 1,
            _ => {}
        }
    }
    tag.len()
}

fn push(kept: &mut String, tag: &str, day: Day) {
    if tag.starts_with("<a ") {
        match value(tag, "href") {
            Some((from, href)) if has_past(href) && value(tag, OUT).is_none() => {
                kept.push_str(&tag[..from]);
                push_address(kept, href, day);
                kept.push_str(&tag[from + href.len()..]);
            }
            _ => kept.push_str(tag),
        }
        return;
    }
    kept.push_str(tag);
    let asks = |tag| value(tag, "method").is_none_or(|(_, method)| method == "get");
    let stays = || value(tag, "action").is_some_and(|(_, action)| has_past(action));
    if tag.starts_with("<form ") && asks(tag) && value(tag, OUT).is_none() && stays() {
        kept.push_str(&format!("<input type=\"hidden\" name=\"{AS_OF}\" value=\"{day}\">"));
    }
}

/// The value of a tag's attribute as it stands there, and where.
fn value<'a>(tag: &'a str, name: &str) -> Option<(usize, &'a str)> {
    let mut from = 0;
    // Attributes are looked for outside of values: a quote opens one and closes it.
    for (index, piece) in tag.split('"').enumerate() {
        if index % 2 == 0 {
            let words = piece.split([' ', '\n']).filter(|word| !word.is_empty());
            let mut words = words.map(|word| word.trim_end_matches(['=', '>', '/']));
            if words.clone().any(|word| word == name) {
                let is_last = words.next_back() == Some(name) && piece.ends_with('=');
                let start = from + piece.len() + 1;
                let found = tag.get(start..).filter(|_| is_last).unwrap_or_default();
                return Some((start, found.split('"').next().unwrap_or_default()));
            }
        }
        from += piece.len() + 1;
    }
    None
}

/// Whether an address leads to a page that has a past.
fn has_past(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    PAGES.iter().any(|page| matches(page, path))
}

/// Whether a path is a page's: parameters are ids, hence numbers.
fn matches(page: &str, path: &str) -> bool {
    let (mut wanted, mut found) = (page.split('/'), path.split('/'));
    loop {
        match (wanted.next(), found.next()) {
            (None, None) => return true,
            (Some(wanted), Some(found)) if wanted.starts_with('{') => {
                if found.is_empty() || !found.bytes().all(|byte| byte.is_ascii_digit()) {
                    return false;
                }
            }
            (Some(wanted), Some(found)) if wanted == found => {}
            _ => return false,
        }
    }
}

/// An address with the day, which takes the place of another; escaped as it came.
fn push_address(kept: &mut String, address: &str, day: Day) {
    let (address, fragment) = match address.split_once('#') {
        Some((address, fragment)) => (address, Some(fragment)),
        None => (address, None),
    };
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    kept.push_str(&format!("{path}?{AS_OF}={day}"));
    let others = query.split("&amp;").flat_map(|pair| pair.split('&'));
    for pair in others.filter(|pair| !pair.is_empty() && pair.split('=').next() != Some(AS_OF)) {
        kept.push_str("&amp;");
        kept.push_str(pair);
    }
    if let Some(fragment) = fragment {
        kept.push('#');
        kept.push_str(fragment);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(html: &str) -> String {
        keep(html, "2026-09-30".parse().unwrap())
    }

    fn link(href: &str) -> String {
        let html = kept(&format!("<p><a class=\"link\" href=\"{href}\" title=\"x\">y</a></p>"));
        let from = html.find("href=\"").unwrap() + 6;
        html[from..].split('"').next().unwrap().to_owned()
    }

    #[test]
    fn links_to_pages_with_a_past_stay_in_it() {
        assert_eq!(link("/"), "/?as_of=2026-09-30");
        assert_eq!(link("/units/3"), "/units/3?as_of=2026-09-30");
        assert_eq!(link("/models?q=a&amp;page=2"), "/models?as_of=2026-09-30&amp;q=a&amp;page=2");
        assert_eq!(link("/assessments/7#q3"), "/assessments/7?as_of=2026-09-30#q3");
        assert_eq!(
            link("/assessments/7?open=3#q3"),
            "/assessments/7?as_of=2026-09-30&amp;open=3#q3"
        );
        assert_eq!(
            link("/assessments/7/revisions/2"),
            "/assessments/7/revisions/2?as_of=2026-09-30"
        );
    }

    #[test]
    fn an_address_that_has_a_day_gets_no_second_one() {
        assert_eq!(link("/units?as_of=2026-09-30&amp;q=x"), "/units?as_of=2026-09-30&amp;q=x");
        assert_eq!(link("/units?q=x&amp;as_of=2020-01-01"), "/units?as_of=2026-09-30&amp;q=x");
    }

    #[test]
    fn all_other_links_stay_as_they_are() {
        for href in [
            "/account",
            "/models/new",
            "/models/3/edit",
            "/evidence/3/file",
            "/units/",
            "/settings/units/3",
            "#main",
            "",
            "https://example.org/units/3",
            "//units/3",
            "units/3",
        ] {
            assert_eq!(link(href), href);
        }
        let out = "<a class=\"btn\" data-present=\"\" href=\"/units/3\">Back to today</a>";
        assert_eq!(kept(out), out);
        let out = "<a data-present href=\"/units/3\">Back to today</a>";
        assert_eq!(kept(out), out);
    }

    #[test]
    fn forms_that_ask_stay_in_the_past_and_forms_that_change_something_do_not() {
        let day = "<input type=\"hidden\" name=\"as_of\" value=\"2026-09-30\">";
        let asks = "<form role=\"search\" action=\"/models\">";
        assert_eq!(kept(asks), format!("{asks}{day}"));
        let asks = "<form method=\"get\" action=\"/units\">";
        assert_eq!(kept(asks), format!("{asks}{day}"));
        for other in [
            "<form method=\"post\" action=\"/models\">",
            "<form method=\"get\" action=\"/people\">",
            "<form method=\"get\" action=\"/units\" data-present=\"\">",
        ] {
            assert_eq!(kept(other), other);
        }
    }

    #[test]
    fn what_a_person_wrote_is_no_link() {
        for text in [
            "<p>see href=\"/units/3\" &lt;a href=\"/units/3\"&gt;</p>",
            "<p title=\"&lt;a href=&quot;/units&quot;&gt; > /units\">x</p>",
            "<input value=\"a > b\"><!-- <p> -->a \" b < c",
            "<a title=\" href=\" class=\"x\">no address</a>",
        ] {
            assert_eq!(kept(text), text);
        }
        let link = "<a title=\"a > b\" href=\"/units\">“units”</a>";
        let expected = "<a title=\"a > b\" href=\"/units?as_of=2026-09-30\">“units”</a>";
        assert_eq!(kept(link), expected);
    }
}
