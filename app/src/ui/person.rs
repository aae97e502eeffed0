//! People: initials beside a name.

use leptos::prelude::*;

/// The first letters of the first and the last word.
#[must_use]
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().and_then(|word| word.chars().next());
    let last = words.next_back().and_then(|word| word.chars().next());
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

fn circle(class: &'static str, name: &str) -> AnyView {
    view! { <span class=class aria-hidden="true">{initials(name)}</span> }.into_any()
}

/// A person's initials; decorative, so the name must stand nearby.
#[must_use]
pub fn avatar(name: &str) -> AnyView {
    circle("avatar", name)
}

/// The larger size.
#[must_use]
pub fn avatar_lg(name: &str) -> AnyView {
    circle("avatar avatar--lg", name)
}

/// Somebody who has the page open at this moment.
#[must_use]
pub fn avatar_here(name: &str) -> AnyView {
    circle("avatar avatar--here", name)
}

/// Initials and name.
#[must_use]
pub fn person(name: &str) -> AnyView {
    let text = name.to_owned();
    view! { <span class="person">{avatar(name)}<span>{text}</span></span> }.into_any()
}

/// Initials, name and a line below it, such as the address.
pub fn person_with(name: &str, line: impl Into<String>) -> AnyView {
    let (text, line) = (name.to_owned(), line.into());
    view! {
        <span class="person">
            {avatar(name)}
            <span><span class="nowrap">{text}</span><span class="sub">{line}</span></span>
        </span>
    }
    .into_any()
}

/// Several people as overlapping initials; a screen reader hears the names.
#[must_use]
pub fn people(names: &[String]) -> AnyView {
    let spoken = names.join(", ");
    let circles = names.iter().map(|name| avatar(name)).collect_view();
    view! { <span class="people">{circles}</span><span class="sr">{spoken}</span> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_those_of_the_first_and_the_last_name() {
        assert_eq!(initials("Priya Raman"), "PR");
        assert_eq!(initials("ana maria da silva"), "AS");
        assert_eq!(initials("Plumbline"), "P");
        assert_eq!(initials("  "), "");
    }
}
