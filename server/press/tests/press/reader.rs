//! A reader of PDF that is not the writer: pages with what is drawn on them, and the structure.

use std::collections::{HashMap, HashSet};

use hayro::hayro_interpret::font::GlyphRun;
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, interpret_page,
};
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::object::{
    Array, Dict, Name, Number, ObjRef, Object, Stream, String as Text,
};
use hayro::kurbo::{Affine, BezPath, Rect};

/// A document, read.
pub struct Book {
    pub pages: Vec<Page>,
    pub tree: Node,
    pub lang: String,
    pub title: String,
    pub marked: bool,
    /// The names of fonts, and whether the file brings their outlines.
    pub fonts: Vec<(String, bool)>,
    /// The names of bookmarks, from top to bottom, each below those of its own parents.
    pub outline: Vec<(usize, String)>,
}

/// A page.
#[derive(Default)]
pub struct Page {
    pub size: (f32, f32),
    /// What is drawn and not read out.
    pub aside: String,
    /// What is read out, by its mark.
    marked: HashMap<i64, String>,
    /// What is drawn without a mark of either kind.
    pub stray: String,
    /// Marks that more than one thing has.
    pub doubled: usize,
}

impl Page {
    /// What is read out, in the order in which it is drawn.
    pub fn text(&self) -> String {
        let mut all: Vec<_> = self.marked.iter().collect();
        all.sort();
        all.into_iter().map(|(_, text)| format!("{text}\n")).collect()
    }
}

/// An element of the structure.
#[derive(Debug, Default)]
pub struct Node {
    pub role: String,
    pub alt: Option<String>,
    pub scope: Option<String>,
    /// The pages on which its own content stands.
    pub on: Vec<usize>,
    /// Its own text and that of its children, in the order in which it is read.
    pub text: String,
    pub children: Vec<Node>,
}

impl Node {
    /// All elements of a role, from top to bottom.
    pub fn all<'a>(&'a self, role: &str) -> Vec<&'a Node> {
        let below = self.children.iter().flat_map(|child| child.all(role));
        (self.role == role).then_some(self).into_iter().chain(below).collect()
    }

    /// The texts of all elements of a role.
    pub fn texts(&self, role: &str) -> Vec<&str> {
        self.all(role).into_iter().map(|node| node.text.as_str()).collect()
    }

    /// Marks that the structure holds.
    pub fn count(&self) -> usize {
        self.on.len() + self.children.iter().map(Node::count).sum::<usize>()
    }
}

/// Reads a file.
pub fn read(bytes: &[u8]) -> Book {
    let pdf = Pdf::new(bytes.to_vec()).unwrap();
    let root: Dict<'_> = pdf.xref().get(pdf.xref().root_id()).unwrap();
    let pages: Vec<Page> = pdf.pages().iter().map(|page| draw(page, &pdf)).collect();
    let numbers = pdf.pages().iter().enumerate();
    let numbers = numbers.map(|(number, page)| (page.raw().obj_id().unwrap().into(), number));
    let tree = root.get::<Dict<'_>>("StructTreeRoot").unwrap();
    let tree = node(&tree, None, &numbers.collect(), &pages);
    let info = root.get::<Dict<'_>>("MarkInfo").unwrap();
    let mut outline = Vec::new();
    if let Some(top) = root.get::<Dict<'_>>("Outlines") {
        bookmarks(&top, 0, &mut outline);
    }
    Book {
        tree,
        lang: string(&root, "Lang").unwrap(),
        title: decoded(pdf.metadata().title.as_deref().unwrap()),
        marked: info.get::<bool>("Marked").unwrap(),
        fonts: fonts(&pdf),
        outline,
        pages,
    }
}

fn bookmarks(parent: &Dict<'_>, depth: usize, all: &mut Vec<(usize, String)>) {
    let mut next = parent.get::<Dict<'_>>("First");
    while let Some(one) = next {
        all.push((depth, string(&one, "Title").unwrap()));
        bookmarks(&one, depth + 1, all);
        next = one.get("Next");
    }
}

fn fonts(pdf: &Pdf) -> Vec<(String, bool)> {
    let mut fonts = Vec::new();
    for object in pdf.objects() {
        let Object::Dict(dict) = object else { continue };
        if dict.get::<Name<'_>>("Type").is_some_and(|name| name.as_str() == "FontDescriptor") {
            let name = dict.get::<Name<'_>>("FontName").unwrap().as_str().to_owned();
            let inside = ["FontFile2", "FontFile3"];
            fonts.push((name, inside.iter().any(|key| dict.get::<Stream<'_>>(key).is_some())));
        }
    }
    fonts
}

fn node(
    dict: &Dict<'_>,
    page: Option<usize>,
    numbers: &HashMap<ObjRef, usize>,
    pages: &[Page],
) -> Node {
    let page = dict.get_ref("Pg").map(|page| numbers[&page]).or(page);
    let mut node = Node {
        role: dict.get::<Name<'_>>("S").map(|name| name.as_str().to_owned()).unwrap_or_default(),
        alt: string(dict, "Alt"),
        scope: scope(dict),
        ..Node::default()
    };
    let single = dict.get::<Array<'_>>("K").is_none();
    let kids: Vec<Object<'_>> = match dict.get::<Array<'_>>("K") {
        Some(kids) => kids.iter::<Object<'_>>().collect(),
        None => dict.get::<Object<'_>>("K").into_iter().collect(),
    };
    assert!(!single || kids.len() <= 1);
    for kid in kids {
        let held = match &kid {
            Object::Number(mark) => Some((page, mark.as_i64())),
            Object::Dict(kid) if kid.contains_key("MCID") => {
                let own = kid.get_ref("Pg").map(|page| numbers[&page]);
                Some((own.or(page), kid.get::<Number>("MCID").unwrap().as_i64()))
            }
            Object::Dict(kid) => {
                let child = self::node(kid, page, numbers, pages);
                node.text.push_str(&child.text);
                node.children.push(child);
                None
            }
            other => panic!("{other} in the structure"),
        };
        if let Some((page, mark)) = held {
            let page = page.unwrap();
            node.on.push(page);
            node.text.push_str(pages[page].marked.get(&mark).map_or("", String::as_str));
        }
    }
    node
}

fn scope(dict: &Dict<'_>) -> Option<String> {
    let attributes: Vec<Dict<'_>> = match dict.get::<Array<'_>>("A") {
        Some(all) => all.iter::<Dict<'_>>().collect(),
        None => dict.get::<Dict<'_>>("A").into_iter().collect(),
    };
    let scope = attributes.iter().find_map(|one| one.get::<Name<'_>>("Scope"));
    scope.map(|scope| scope.as_str().to_owned())
}

fn string(dict: &Dict<'_>, key: &str) -> Option<String> {
    dict.get::<Text<'_>>(key).map(|text| decoded(text.as_bytes()))
}

/// A text string of PDF: UTF-16 after its mark, or ASCII.
fn decoded(bytes: &[u8]) -> String {
    let Some(wide) = bytes.strip_prefix(&[0xfe, 0xff]) else {
        return String::from_utf8(bytes.to_vec()).unwrap();
    };
    let units: Vec<_> = wide.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    String::from_utf16(&units).unwrap()
}

fn draw<'a>(page: &hayro::hayro_syntax::page::Page<'a>, pdf: &'a Pdf) -> Page {
    let size = page.render_dimensions();
    let bounds = Rect::new(0.0, 0.0, f64::from(size.0), f64::from(size.1));
    let cache = InterpreterCache::new();
    let settings = InterpreterSettings::default();
    let mut context = Context::new(Affine::IDENTITY, bounds, &cache, pdf.xref(), settings);
    let mut ear = Ear { page: Page { size, ..Page::default() }, ..Ear::default() };
    interpret_page(page, &mut context, &mut ear);
    ear.page
}

/// Where text belongs.
#[derive(Clone, Copy, Default, PartialEq)]
enum Held {
    #[default]
    Nowhere,
    Aside,
    Mark(i64),
}

/// Listens to the text of a page.
#[derive(Default)]
struct Ear {
    page: Page,
    seen: HashSet<i64>,
    /// For each open mark, where text belongs and whether it was said in other words already.
    open: Vec<(Held, bool)>,
}

impl Ear {
    fn say(&mut self, text: &str) {
        let target = match self.open.last().map_or(Held::Nowhere, |(held, _)| *held) {
            Held::Nowhere => &mut self.page.stray,
            Held::Aside => &mut self.page.aside,
            Held::Mark(mark) => self.page.marked.entry(mark).or_default(),
        };
        target.push_str(text);
    }
}

impl<'a> Device<'a> for Ear {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {
        if self.open.last().is_some_and(|(_, said)| *said) {
            return;
        }
        for glyph in run.glyphs() {
            match glyph.as_unicode().unwrap() {
                BfString::Char(character) => self.say(character.encode_utf8(&mut [0; 4])),
                BfString::String(text) => self.say(&text),
            }
        }
    }

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        let (mut held, said) = self.open.last().copied().unwrap_or_default();
        if tag == b"Artifact" {
            held = Held::Aside;
        }
        if let Some(mark) = properties.and_then(|all| all.get::<Number>("MCID")) {
            let mark = mark.as_i64();
            held = Held::Mark(mark);
            self.page.doubled += usize::from(!self.seen.insert(mark));
        }
        self.open.push((held, said));
        if let Some(words) = properties.and_then(|all| string(all, "ActualText")) {
            self.say(&words);
            self.open.pop();
            self.open.push((held, true));
        }
    }

    fn end_marked_content(&mut self) {
        self.open.pop();
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {
        if self.open.is_empty() {
            self.page.stray.push('/');
        }
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
