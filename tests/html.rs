//! Reading pages: their tags, their forms, their text. Made for the well-formed pages of this site;
//! it is no parser for the web at large.

/// An opening tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// Its name in lower case.
    pub name: String,
    /// Its attributes in their order, unescaped; one without a value has an empty one.
    pub attributes: Vec<(String, String)>,
}

impl Tag {
    /// The value of an attribute; none when it isn't there.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The value of an attribute, or nothing.
    #[must_use]
    pub fn text(&self, name: &str) -> String {
        self.get(name).unwrap_or_default().to_owned()
    }
}

/// What a page is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// An opening tag.
    Open(Tag),
    /// A closing tag.
    Close(String),
    /// Text, unescaped.
    Text(String),
}

/// The content of these is text, whatever it looks like.
const RAW: [&str; 4] = ["script", "style", "textarea", "title"];

/// Takes a page apart.
#[must_use]
pub fn pieces(html: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = html;
    while !rest.is_empty() {
        let Some(at) = rest.find('<') else {
            pieces.push(Piece::Text(unescape(rest)));
            break;
        };
        if at > 0 {
            pieces.push(Piece::Text(unescape(&rest[..at])));
        }
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
        } else if rest.starts_with("<!") {
            rest = rest.split_once('>').map_or("", |(_, after)| after);
        } else if let Some(closing) = rest.strip_prefix("</") {
            let (name, after) = closing.split_once('>').unwrap_or((closing, ""));
            pieces.push(Piece::Close(name.trim().to_ascii_lowercase()));
            rest = after;
        } else {
            let (tag, after) = open_tag(&rest[1..]);
            let raw = RAW.contains(&tag.name.as_str()).then(|| format!("</{}", tag.name));
            pieces.push(Piece::Open(tag));
            rest = after;
            if let Some(end) = raw {
                let length = rest.find(&end).unwrap_or(rest.len());
                pieces.push(Piece::Text(unescape(&rest[..length])));
                rest = &rest[length..];
            }
        }
    }
    pieces
}

/// The opening tag that begins after its angle bracket, and what comes after it.
fn open_tag(text: &str) -> (Tag, &str) {
    let is_end = |c: char| c.is_whitespace() || c == '>' || c == '/' || c == '=';
    let cut = |text: &'_ str| text.find(is_end).unwrap_or(text.len());
    let (name, mut rest) = text.split_at(cut(text));
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if let Some(after) = rest.strip_prefix('>') {
            return (Tag { name: name.to_ascii_lowercase(), attributes }, after);
        }
        if rest.is_empty() {
            return (Tag { name: name.to_ascii_lowercase(), attributes }, "");
        }
        let (attribute, after) = rest.split_at(cut(rest).max(1));
        let (value, after) = value(after);
        attributes.push((attribute.to_ascii_lowercase(), unescape(value)));
        rest = after;
    }
}

/// The value after an attribute's name, and what comes after it.
fn value(text: &str) -> (&str, &str) {
    let Some(text) = text.trim_start().strip_prefix('=') else { return ("", text) };
    let text = text.trim_start();
    for quote in ['"', '\''] {
        if let Some(quoted) = text.strip_prefix(quote) {
            return quoted.split_once(quote).unwrap_or((quoted, ""));
        }
    }
    text.split_at(text.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(text.len()))
}

/// The text behind the few escapes that this site writes.
#[must_use]
pub fn unescape(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&#39;", "'")
        .replace("&nbsp;", "\u{a0}")
        .replace("&amp;", "&")
}

/// All opening tags of a page.
#[must_use]
pub fn tags(html: &str) -> Vec<Tag> {
    let open = |piece| match piece {
        Piece::Open(tag) => Some(tag),
        _ => None,
    };
    pieces(html).into_iter().filter_map(open).collect()
}

/// The text of a page's main part, on one line: what a person reads.
#[must_use]
pub fn visible_text(html: &str) -> String {
    let mut text = String::new();
    let (mut in_main, mut unseen) = (!html.contains("<main"), 0_usize);
    for piece in pieces(html) {
        match piece {
            Piece::Open(tag) if tag.name == "main" => in_main = true,
            Piece::Open(tag) if tag.name == "script" => unseen += 1,
            Piece::Close(name) if name == "script" => unseen = unseen.saturating_sub(1),
            Piece::Text(piece) if in_main && unseen == 0 => {
                text.push_str(&piece);
                text.push(' ');
            }
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every link of a page: where it leads, and its words.
#[must_use]
pub fn links(html: &str) -> Vec<(String, String)> {
    let (mut links, mut open) = (Vec::new(), None::<(String, String)>);
    for piece in pieces(html) {
        match piece {
            Piece::Open(tag) if tag.name == "a" => open = Some((tag.text("href"), String::new())),
            Piece::Text(text) => {
                if let Some((_, words)) = &mut open {
                    words.push_str(&text);
                }
            }
            Piece::Close(name) if name == "a" => links.extend(open.take()),
            _ => {}
        }
    }
    links
}

/// Where the link of these words leads.
///
/// # Panics
/// When the page has none.
#[must_use]
pub fn link_named(html: &str, words: &str) -> String {
    let found = links(html).into_iter().find(|(_, said)| said.trim() == words);
    let Some((href, _)) = found else { panic!("no link {words:?}") };
    href
}

/// A form as the page draws it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// Where it is sent.
    pub action: String,
    /// `get`, `post` or `dialog`.
    pub method: String,
    /// Whether it can carry files.
    pub multipart: bool,
    /// What a browser would send if nothing were touched.
    pub fields: Vec<(String, String)>,
    /// The names of its file fields.
    pub files: Vec<String>,
    /// Its named buttons.
    pub buttons: Vec<(String, String)>,
    /// Its id, by which fields elsewhere on the page belong to it.
    pub id: Option<String>,
}

impl Form {
    /// A form without fields, sent to this address.
    #[must_use]
    pub fn blank(action: &str) -> Self {
        Self {
            action: action.to_owned(),
            method: "post".to_owned(),
            multipart: false,
            fields: Vec::new(),
            files: Vec::new(),
            buttons: Vec::new(),
            id: None,
        }
    }

    /// The form with another value in a field, which is added when it isn't there.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        match self.fields.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => value.clone_into(old),
            None => self.fields.push((name.to_owned(), value.to_owned())),
        }
        self
    }

    /// The value of a field; none when it isn't sent.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The fields as a request takes them.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&str, &str)> {
        self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
    }

    fn take(&mut self, tag: &Tag, text: &str) {
        let name = tag.text("name");
        if name.is_empty() || tag.get("disabled").is_some() {
            return;
        }
        let kind = if tag.name == "input" { tag.text("type") } else { tag.name.clone() };
        match kind.as_str() {
            "file" => self.files.push(name),
            "button" | "submit" | "image" => self.buttons.push((name, tag.text("value"))),
            "checkbox" | "radio" if tag.get("checked").is_none() => {}
            "checkbox" | "radio" => {
                self.fields.push((name, tag.get("value").unwrap_or("on").to_owned()));
            }
            "textarea" => {
                let text = text.strip_prefix('\n').unwrap_or(text);
                self.fields.push((name, text.to_owned()));
            }
            "select" => self.fields.push((name, text.to_owned())),
            _ => self.fields.push((name, tag.text("value"))),
        }
    }
}

/// All forms of a page.
#[must_use]
pub fn forms(html: &str) -> Vec<Form> {
    let pieces = pieces(html);
    let mut forms: Vec<Form> = Vec::new();
    let mut open: Option<usize> = None;
    // First the forms themselves, since a field may name one that comes later.
    for piece in &pieces {
        if let Piece::Open(tag) = piece
            && tag.name == "form"
        {
            forms.push(Form {
                action: tag.text("action"),
                method: tag.text("method").to_ascii_lowercase(),
                multipart: tag.text("enctype") == "multipart/form-data",
                fields: Vec::new(),
                files: Vec::new(),
                buttons: Vec::new(),
                id: tag.get("id").map(str::to_owned),
            });
        }
    }
    let mut seen = 0;
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Open(tag) if tag.name == "form" => {
                open = Some(seen);
                seen += 1;
            }
            Piece::Close(name) if name == "form" => open = None,
            Piece::Open(tag)
                if ["input", "textarea", "select", "button"].contains(&tag.name.as_str()) =>
            {
                let named = tag
                    .get("form")
                    .and_then(|id| forms.iter().position(|form| form.id.as_deref() == Some(id)));
                let text = match tag.name.as_str() {
                    "textarea" => text_after(&pieces, at),
                    "select" => chosen(&pieces, at),
                    _ => String::new(),
                };
                if let Some(form) = named.or(open).and_then(|index| forms.get_mut(index)) {
                    form.take(tag, &text);
                }
            }
            _ => {}
        }
    }
    forms
}

fn text_after(pieces: &[Piece], at: usize) -> String {
    match pieces.get(at + 1) {
        Some(Piece::Text(text)) => text.clone(),
        _ => String::new(),
    }
}

/// The option that a browser would send: the selected one, else the first.
fn chosen(pieces: &[Piece], at: usize) -> String {
    let options =
        pieces[at..].iter().take_while(|piece| **piece != Piece::Close("select".to_owned()));
    let options: Vec<&Tag> = options
        .filter_map(|piece| match piece {
            Piece::Open(tag) if tag.name == "option" => Some(tag),
            _ => None,
        })
        .collect();
    let selected = options.iter().find(|option| option.get("selected").is_some());
    selected.or_else(|| options.first()).map(|option| option.text("value")).unwrap_or_default()
}

/// The form that is sent there by POST.
///
/// # Panics
/// When the page has none.
#[must_use]
pub fn form_to(html: &str, action: &str) -> Form {
    let found = forms(html).into_iter().find(|form| form.action == action && form.method == "post");
    match found {
        Some(form) => form,
        None => panic!("no form is sent to {action} from: {}", visible_text(html)),
    }
}

/// The form whose hidden field `do` says this.
///
/// # Panics
/// When the page has none.
#[must_use]
pub fn form_that(html: &str, does: &str) -> Form {
    match forms(html).into_iter().find(|form| form.get("do") == Some(does)) {
        Some(form) => form,
        None => panic!("no form does {does} on: {}", visible_text(html)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!doctype html><title>a &lt; b</title><main><!-- <p> -->
        <form method="post" action="/a?b=1&amp;c=2" id="f">
        <input name="one" value="1 &quot;x&quot;"><input type=checkbox name=box value=yes checked>
        <input type="radio" name="r" value="n"><textarea name="t">
</b> &amp;</textarea>
        <select name="s"><option value="p"><option value="q" selected></select>
        <input type="file" name="doc"><button name="do" value="go">Go</button></form>
        <input form="f" name="far" value="2"></main>"#;

    #[test]
    fn a_form_is_read_as_a_browser_would_send_it() {
        let form = form_to(PAGE, "/a?b=1&c=2");
        let expected =
            [("one", "1 \"x\""), ("box", "yes"), ("t", "</b> &"), ("s", "q"), ("far", "2")];
        assert_eq!(form.pairs(), expected);
        assert_eq!(form.files, ["doc"]);
        assert_eq!(form.buttons, [("do".to_owned(), "go".to_owned())]);
        assert_eq!(form.with("one", "2").get("one"), Some("2"));
    }

    #[test]
    fn text_is_what_a_person_reads() {
        assert_eq!(visible_text(PAGE), "</b> & Go");
        assert_eq!(visible_text("<p>a <b>b</b></p>"), "a b");
    }
}
