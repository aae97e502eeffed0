//! What is typed to set up a channel, and what of it is taken.

use super::{HookForm, NoticeKind};
use crate::secret::looks_like_a_secret;
use crate::{Invalid, text};

/// The most characters of a channel's name.
pub const CHANNEL_NAME: usize = 80;

/// A channel as it was typed, without its address, which is checked where it is called.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChannelEntry {
    /// The name.
    pub name: String,
    /// The key of the form.
    pub form: String,
    /// The keys of the kinds.
    pub kinds: Vec<String>,
}

/// A channel as it is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedChannel {
    /// The name.
    pub name: String,
    /// The form.
    pub form: HookForm,
    /// What it is told of, at least one.
    pub kinds: Vec<NoticeKind>,
}

/// Checks what was typed.
///
/// # Errors
/// A sentence for each field that can't be taken.
pub fn channel(entry: &ChannelEntry) -> Result<CheckedChannel, Invalid> {
    let mut invalid = Invalid::new();
    let name = invalid.check("name", text::name(&entry.name, CHANNEL_NAME)).unwrap_or_default();
    if let Some(what) = looks_like_a_secret(&name) {
        invalid.add("name", format!("This looks like {what}. Secrets belong in the address."));
    }
    let form = entry.form.parse::<HookForm>().map_err(|_| "Choose one of the forms.");
    let form = invalid.check("form", form).unwrap_or(HookForm::Signed);
    let known =
        |key: &String| key.parse::<NoticeKind>().ok().filter(|it| it.in_channel().is_some());
    let kinds: Option<Vec<NoticeKind>> = entry.kinds.iter().map(known).collect();
    let kinds = match kinds {
        None => Err("Choose from the list."),
        Some(kinds) if kinds.is_empty() => Err("Choose at least one kind of news."),
        Some(kinds) => Ok(kinds),
    };
    let kinds = invalid.check("kinds", kinds).unwrap_or_default();
    invalid.or(CheckedChannel { name, form, kinds })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(name: &str, form: &str, kinds: &[&str]) -> ChannelEntry {
        let kinds = kinds.iter().map(|key| (*key).to_owned()).collect();
        ChannelEntry { name: name.to_owned(), form: form.to_owned(), kinds }
    }

    #[track_caller]
    fn wrong(entry: &ChannelEntry) -> Vec<String> {
        channel(entry).unwrap_err().0.into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn a_channel_has_a_name_a_form_and_something_to_tell() {
        let taken = channel(&entry(" Security ", "slack", &["overdue", "assigned"])).unwrap();
        assert_eq!((taken.name.as_str(), taken.form), ("Security", HookForm::Slack));
        assert_eq!(taken.kinds, [NoticeKind::Overdue, NoticeKind::Assigned]);
        assert_eq!(wrong(&entry("", "post", &[])), ["name", "form", "kinds"]);
        assert_eq!(wrong(&entry(&"x".repeat(CHANNEL_NAME + 1), "slack", &["overdue"])), ["name"]);
    }

    #[test]
    fn what_is_one_persons_own_is_no_news_for_a_channel() {
        assert_eq!(wrong(&entry("Security", "teams", &["mentioned"])), ["kinds"]);
        assert_eq!(wrong(&entry("Security", "teams", &["overdue", "nonsense"])), ["kinds"]);
    }

    #[test]
    fn a_secret_is_no_name() {
        let name = "xoxb-2345678901-abcdEFGH1234";
        assert_eq!(wrong(&entry(name, "slack", &["overdue"])), ["name"]);
    }
}
