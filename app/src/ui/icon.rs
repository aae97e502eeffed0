//! Icons from the sprite. Decorative beside text; one that stands alone carries a label.

use leptos::prelude::*;

use super::part::pieces;

/// An icon with everything that can be set; see [`icon`] for the common case.
#[derive(Debug, Clone)]
pub struct Icon {
    name: &'static str,
    size: &'static str,
    class: &'static str,
    label: Option<String>,
}

impl Icon {
    /// The sprite's symbol, at 16 px and decorative.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, size: "", class: "", label: None }
    }

    /// 14 px: inside small buttons and beside small text.
    #[must_use]
    pub const fn sm(mut self) -> Self {
        self.size = "icon--sm";
        self
    }

    /// 20 px: where the icon leads a block.
    #[must_use]
    pub const fn lg(mut self) -> Self {
        self.size = "icon--lg";
        self
    }

    /// 28 px: over an empty state.
    #[must_use]
    pub const fn xl(mut self) -> Self {
        self.size = "icon--xl";
        self
    }

    /// A further class, such as `chev` or `is-clash`.
    #[must_use]
    pub const fn class(mut self, class: &'static str) -> Self {
        self.class = class;
        self
    }

    /// What the icon says where no text stands beside it.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// The icon.
    #[must_use]
    pub fn view(self) -> AnyView {
        debug_assert!(is_in_sprite(self.name), "no icon is called {}", self.name);
        let class = ["icon", self.size, self.class].into_iter().filter(|c| !c.is_empty());
        let class = class.collect::<Vec<_>>().join(" ");
        let href = format!("{}#{}", crate::assets::urls().icons, self.name);
        let hidden = self.label.is_none().then_some("true");
        let role = self.label.is_some().then_some("img");
        view! {
            <svg class=class viewBox="0 0 24 24" aria-hidden=hidden role=role aria-label=self.label>
                <use href=href />
            </svg>
        }
        .into_any()
    }
}

pieces!(Icon);

/// A decorative icon at 16 px.
#[must_use]
pub fn icon(name: &'static str) -> AnyView {
    Icon::new(name).view()
}

/// A decorative icon at 14 px.
#[must_use]
pub fn icon_sm(name: &'static str) -> AnyView {
    Icon::new(name).sm().view()
}

/// A decorative icon at 20 px.
#[must_use]
pub fn icon_lg(name: &'static str) -> AnyView {
    Icon::new(name).lg().view()
}

/// The chevron that turns when its disclosure opens.
#[must_use]
pub fn chevron() -> AnyView {
    Icon::new("chevron-right").sm().class("chev").view()
}

/// Builds that check themselves know the sprite, so that a wrong name can't reach a release.
#[cfg(debug_assertions)]
fn is_in_sprite(name: &str) -> bool {
    const SPRITE: &str = include_str!("../../../style/icons.svg");
    SPRITE.contains(&format!("<symbol id=\"{name}\""))
}

#[cfg(not(debug_assertions))]
const fn is_in_sprite(_name: &str) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::*;

    fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push(path);
            }
        }
    }

    /// Every `"name"` that follows one of the ways to name an icon.
    fn names(source: &str) -> Vec<String> {
        let ways = ["icon(", "icon_sm(", "icon_lg(", "Icon::new(", "Empty::new(", "Empty::page("];
        let mut found = Vec::new();
        for way in ways {
            for (at, _) in source.match_indices(way) {
                let rest = source[at + way.len()..].trim_start();
                if let Some(name) = rest.strip_prefix('"').and_then(|r| r.split_once('"')) {
                    found.push(name.0.to_owned());
                }
            }
        }
        for (at, _) in source.match_indices("badge(Tone::") {
            let mut quoted = source[at..].splitn(3, '"');
            if quoted.next().is_some_and(|call| call.ends_with(", ")) {
                found.extend(quoted.next().map(str::to_owned));
            }
        }
        found
    }

    #[test]
    fn every_icon_that_the_source_names_is_in_the_sprite() {
        let mut files = Vec::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
        let mut checked = 0;
        for file in files {
            for name in names(&fs::read_to_string(&file).unwrap()) {
                let literal = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
                assert!(!literal || is_in_sprite(&name), "{} names {name}", file.display());
                checked += 1;
            }
        }
        assert!(checked > 30, "only {checked} icon names were found: the search is broken");
    }

    #[test]
    fn an_icon_is_silent_unless_it_has_a_label() {
        let silent = icon("lock").to_html();
        assert!(silent.contains(r#"aria-hidden="true""#) && !silent.contains("role"), "{silent}");
        let spoken = Icon::new("lock").label("Locked").view().to_html();
        assert!(spoken.contains(r#"role="img""#) && spoken.contains(r#"aria-label="Locked""#));
        assert!(!spoken.contains("aria-hidden"));
    }
}
