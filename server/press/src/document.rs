//! What a document says, in an order and in words; nothing of how it is drawn.

use chrono::{DateTime, Utc};

/// Everything that a printed report says. The page's print view and the PDF are drawn from the same
/// one, so that they agree to the digit.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The name of the report. Never empty.
    pub title: String,
    /// Whose report it is: on the cover, and at the head of each page.
    pub organisation: String,
    /// The language of all its words, as a BCP 47 tag such as `en`.
    pub lang: String,
    /// One sentence of what it is about, for the file's own description.
    pub subject: String,
    /// Who made it, for the file's own description.
    pub author: String,
    /// Who made it, when and of which range: at the foot of each page.
    pub stamp: String,
    /// The moment at which it was made. Nothing else in the bytes depends on time.
    pub created: DateTime<Utc>,
    /// The sheets that it is meant to be printed on.
    pub paper: Paper,
    /// The first page.
    pub cover: Cover,
    /// What follows the cover, from top to bottom.
    pub blocks: Vec<Block>,
}

/// A size of paper, upright.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paper {
    /// 210 by 297 mm (ISO 216).
    #[default]
    A4,
    /// 8.5 by 11 inches (ANSI A).
    Letter,
}

impl Paper {
    /// Width and height in points of 1/72 inch.
    #[must_use]
    pub fn size(self) -> (f32, f32) {
        match self {
            Self::A4 => (595.276, 841.89),
            Self::Letter => (612.0, 792.0),
        }
    }
}

/// The first page: beside the title and the organisation of the document, what it is of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cover {
    /// The range that the report covers, such as "1 Jan to 31 Mar 2026".
    pub range: String,
    /// The day whose knowledge it shows, such as "As of 31 Mar 2026".
    pub as_of: String,
    /// What else belongs on the first page: units, questionnaire, who asked for it.
    pub facts: Vec<Note>,
    /// How much of the first page all this takes.
    pub opening: Opening,
}

/// How a document opens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Opening {
    /// With a page of its own.
    #[default]
    Page,
    /// With a few lines, below which the rest follows.
    Head,
}

/// One thing of a document, as wide as the page.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading, never left alone at the foot of a page.
    Heading {
        /// 1 is a chapter. A step that is skipped is closed up, as PDF/UA asks.
        level: u8,
        /// Its words. Never empty.
        text: String,
    },
    /// The sentence that says what a chapter found, larger than the text below it.
    Say(String),
    /// A paragraph.
    Words(Vec<Run>),
    /// A few numbers that stand out, side by side.
    Figures(Vec<Figure>),
    /// A drawing with the words of what it shows.
    Chart(Chart),
    /// Rows and columns.
    Table(Table),
    /// Terms and what they mean.
    Notes(Vec<Note>),
    /// What follows begins on a new page.
    PageBreak,
}

/// A stretch of a paragraph.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Run {
    /// Its words, with the spaces that separate them from the next run.
    pub text: String,
    /// Whether it is set in the stronger weight.
    pub strong: bool,
}

/// A number that stands out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figure {
    /// What is counted.
    pub label: String,
    /// The number as it is to be read.
    pub value: String,
    /// What follows the number in small type, such as "of 12 units". May be empty.
    pub unit: String,
    /// What the number means, such as a band.
    pub state: Option<Sign>,
    /// How it moved since the day that it is compared with.
    pub change: Option<Sign>,
}

/// A mark with the words that say the same: colour and shape are never the only signal.
#[derive(Clone, Debug, PartialEq)]
pub struct Sign {
    /// The shape, and by it the colour.
    pub mark: Mark,
    /// The words beside it. Never empty.
    pub words: String,
}

/// A small drawn shape. The first four are the plumb of the design language, hanging further out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// On the line.
    True,
    /// A little off.
    Off,
    /// Far off.
    High,
    /// Between two of them: an open bob, in ink.
    Gap,
    /// An arrow in the colour of what is well.
    Better(Way),
    /// An arrow in the colour of what is not.
    Worse(Way),
    /// An arrow that judges nothing.
    Moved(Way),
    /// A dash: nothing moved.
    Same,
    /// Two sources that disagree.
    Clash,
}

/// Which way a number went: fewer risk points are better, less evidence is worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// It is higher than before.
    Up,
    /// It is lower than before.
    Down,
}

impl Mark {
    /// The colour that goes with the shape.
    #[must_use]
    pub fn tone(self) -> Tone {
        match self {
            Self::True | Self::Better(_) => Tone::True,
            Self::Off => Tone::Off,
            Self::High | Self::Worse(_) => Tone::High,
            Self::Gap => Tone::Plain,
            Self::Same | Self::Moved(_) => Tone::Quiet,
            Self::Clash => Tone::Clash,
        }
    }
}

/// A colour role of the design language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Ink.
    #[default]
    Plain,
    /// Supporting text.
    Quiet,
    /// Advanced, accepted, done.
    True,
    /// Moderate, expiring, unknown.
    Off,
    /// High risk, no, rejected, overdue.
    High,
    /// Pending, in progress.
    Info,
    /// Sources disagree.
    Clash,
}

/// A drawing, as wide as the text at most.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chart {
    /// A standalone SVG with a size of its own. Its text is set in the document's font whatever family
    /// it names, and it loads nothing.
    pub svg: String,
    /// What it shows, for whoever doesn't see it. Never empty.
    pub alt: String,
    /// The height that it is given, in points; none for its own, at which a pixel of the drawing is
    /// three quarters of a point and a text of 12 pixels is one of 9 points. Its proportions are kept;
    /// what would be wider than the text or higher than the page is made smaller.
    pub height: Option<f32>,
}

/// Rows and columns. The first cell of a row is its head.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// What the table is of. May be empty.
    pub caption: String,
    /// Its columns, from left to right.
    pub columns: Vec<Column>,
    /// Its rows, each with a cell for every column.
    pub rows: Vec<Vec<Cell>>,
    /// Rows that sum up, below the last one.
    pub foot: Vec<Vec<Cell>>,
    /// What is said where there are no rows.
    pub empty: String,
}

/// A column of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    /// Its head.
    pub name: String,
    /// To which side its cells are set.
    pub align: Align,
    /// How much of the width it takes, in comparison with the others; 0 counts as 1. A column is never
    /// narrower than its longest word as long as there is room.
    pub share: u16,
}

/// To which side text is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// To the left.
    #[default]
    Start,
    /// In the middle.
    Middle,
    /// To the right, as numbers are.
    End,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// What it says. With a mark, never empty.
    pub text: String,
    /// A mark before the text.
    pub mark: Option<Mark>,
    /// The colour of the text, which has to say the same in words.
    pub tone: Tone,
    /// Whether it is set in the stronger weight.
    pub strong: bool,
}

impl From<Sign> for Cell {
    fn from(sign: Sign) -> Self {
        Self { text: sign.words, tone: sign.mark.tone(), mark: Some(sign.mark), strong: false }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self { text, ..Self::default() }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

/// A term and what is said of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Note {
    /// The term.
    pub term: String,
    /// What it means, or its value.
    pub words: String,
}
