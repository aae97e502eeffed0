//! Pages as lists of what is drawn on them, and the pen that goes from one to the next.

use krilla::tagging::ArtifactType;

use crate::document::{Mark, Paper};
use crate::face::Faces;
use crate::ink::Ink;
use crate::lines::{Line, Style};
use crate::structure::{Drawn, Place, Structure};

/// From the edges of the paper to the text, in points.
pub(crate) const SIDE: f32 = 54.0;
pub(crate) const HEAD: f32 = 76.0;
pub(crate) const FOOT: f32 = 66.0;

/// Something on a page. Lengths are in points from its upper left corner.
pub(crate) enum Shape {
    /// A line of text, by its base line.
    Text { x: f32, y: f32, line: Line, size: f32, ink: Ink },
    /// A filled rectangle; hairlines are thin ones.
    Fill { x: f32, y: f32, width: f32, height: f32, ink: Ink },
    /// A mark of a given size, by its upper left corner.
    Mark { x: f32, y: f32, size: f32, mark: Mark },
    /// The sign of the product.
    Bob { x: f32, y: f32, size: f32 },
    /// A chart, stretched to a rectangle of its own proportions.
    Chart { x: f32, y: f32, width: f32, height: f32, tree: Box<resvg::usvg::Tree> },
}

/// A shape, and whether it is read out.
pub(crate) struct Item {
    pub(crate) shape: Shape,
    /// None for what belongs to the structure.
    pub(crate) artifact: Option<ArtifactType>,
}

/// A page.
#[derive(Default)]
pub(crate) struct Sheet {
    pub(crate) items: Vec<Item>,
}

/// An entry of the outline.
pub(crate) struct Bookmark {
    pub(crate) level: u8,
    pub(crate) text: String,
    pub(crate) page: usize,
    pub(crate) y: f32,
}

/// The pages so far, and how far down the last one is filled.
pub(crate) struct Pen {
    pub(crate) faces: Faces,
    pub(crate) structure: Structure,
    pub(crate) sheets: Vec<Sheet>,
    pub(crate) bookmarks: Vec<Bookmark>,
    /// Of the next thing on the last page, from its top.
    pub(crate) y: f32,
    paper: Paper,
}

impl Pen {
    pub(crate) fn new(faces: Faces, paper: Paper) -> Self {
        Self {
            faces,
            structure: Structure::new(),
            sheets: vec![Sheet::default()],
            bookmarks: Vec::new(),
            y: HEAD,
            paper,
        }
    }

    /// The width of the text.
    pub(crate) fn width(&self) -> f32 {
        self.paper.size().0 - 2.0 * SIDE
    }

    /// The height of the text on a page.
    pub(crate) fn height(&self) -> f32 {
        self.bottom() - HEAD
    }

    /// Where the text of a page ends.
    pub(crate) fn bottom(&self) -> f32 {
        self.paper.size().1 - FOOT
    }

    /// What is left of the page.
    pub(crate) fn room(&self) -> f32 {
        self.bottom() - self.y
    }

    /// Whether nothing stands on the page yet.
    pub(crate) fn at_top(&self) -> bool {
        self.y <= HEAD
    }

    /// Begins a page.
    pub(crate) fn turn(&mut self) {
        self.sheets.push(Sheet::default());
        self.y = HEAD;
    }

    /// Begins a page if there is less room than asked for, unless a page gives no more of it.
    pub(crate) fn need(&mut self, height: f32) {
        if self.room() < height && !self.at_top() {
            self.turn();
        }
    }

    /// The page that is being filled.
    pub(crate) fn page(&self) -> usize {
        self.sheets.len() - 1
    }

    /// Draws something that is read out as part of a place.
    pub(crate) fn put(&mut self, place: Place, shape: Shape) {
        let page = self.page();
        let items = &mut self.sheets[page].items;
        items.push(Item { shape, artifact: None });
        self.structure.hold(place, Drawn { page, index: items.len() - 1 });
    }

    /// Draws something that isn't read out: what it says is said elsewhere, or it is an ornament.
    pub(crate) fn ornament(&mut self, shape: Shape) {
        let page = self.page();
        self.furnish(page, ArtifactType::Layout, shape);
    }

    /// Draws what belongs to a page and not to the text.
    pub(crate) fn furnish(&mut self, page: usize, kind: ArtifactType, shape: Shape) {
        self.sheets[page].items.push(Item { shape, artifact: Some(kind) });
    }

    /// A hairline over the width of the text or a part of it.
    pub(crate) fn rule(&mut self, x: f32, y: f32, width: f32, ink: Ink) {
        self.ornament(Shape::Fill { x, y, width, height: 0.6, ink });
    }

    /// Draws lines one below the other from the pen's place on and moves the pen below them.
    pub(crate) fn lines(&mut self, place: Place, x: f32, lines: Vec<Line>, style: Style) {
        let mut y = self.y;
        for line in lines {
            self.put(place, text(x, y, line, style));
            y += style.leading;
        }
        self.y = y;
    }
}

/// A line of text by its upper left corner.
pub(crate) fn text(x: f32, top: f32, line: Line, style: Style) -> Shape {
    Shape::Text { x, y: top + style.drop(), line, size: style.size, ink: style.ink }
}
