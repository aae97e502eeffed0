//! Drawings: SVG is read with the document's own font and loads nothing; and pictures of pixels.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::{Database, Query, Weight as Heavy};
use resvg::usvg::{FontResolver, ImageHrefResolver, Options, Tree};
use rustybuzz::ttf_parser::Face;

use crate::face::{STRONG, TEXT, UNDRAWN};
use crate::fault::PressError;

/// More pixels than this are not drawn: four bytes each, it is 256 MiB.
const MOST_PIXELS: u64 = 64 << 20;

static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    fonts.load_font_data(TEXT.to_vec());
    fonts.load_font_data(STRONG.to_vec());
    Arc::new(fonts)
});

/// Draws an SVG as a PNG on a transparent ground, with the document's font. At a scale of 1 a unit of
/// the drawing is a pixel.
///
/// # Errors
/// The drawing is no SVG, or the picture would have no pixels or too many.
pub fn png(svg: &str, scale: f32) -> Result<Vec<u8>, PressError> {
    let tree = read(svg)?;
    let side = |length: f32| (length * scale).ceil() as u32;
    let (width, height) = (side(tree.size().width()), side(tree.size().height()));
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(PressError::TooLarge { width, height });
    }
    let mut pixels = Pixmap::new(width, height)
        .ok_or_else(|| PressError::Chart(format!("it has no pixels at a scale of {scale}")))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| PressError::Chart(error.to_string()))
}

/// Reads an SVG. Every text is set in the document's font, and pictures inside are left out.
pub(crate) fn read(svg: &str) -> Result<Tree, PressError> {
    let options = Options {
        font_family: "Inter".to_owned(),
        fontdb: Arc::clone(&FONTS),
        font_resolver: FontResolver {
            select_font: Box::new(|font, fonts| {
                let weight = if font.weight() >= 550 { Heavy::SEMIBOLD } else { Heavy::NORMAL };
                let families = [resvg::usvg::fontdb::Family::Name("Inter")];
                fonts.query(&Query { families: &families, weight, ..Query::default() })
            }),
            select_fallback: Box::new(|_, _, _| None),
        },
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    let svg = drawable(svg)?;
    Tree::from_str(&svg, &options).map_err(|error| PressError::Chart(error.to_string()))
}

/// The drawing with a box for every character that the font lacks: the writer of PDF refuses a glyph
/// that stands for nothing. What is written as a number (`&#x4e2d;`) is looked at as well.
fn drawable(svg: &str) -> Result<String, PressError> {
    let face = Face::parse(TEXT, 0).map_err(|_| PressError::Font)?;
    let draws = |character: char| character.is_ascii() || face.glyph_index(character).is_some();
    let boxed = |character: char| if draws(character) { character } else { UNDRAWN };
    let mut drawable = String::with_capacity(svg.len());
    let mut rest = svg;
    while let Some(start) = rest.find("&#") {
        drawable.extend(rest[..start].chars().map(boxed));
        rest = &rest[start..];
        let end = rest.find(';').map_or(rest.len(), |end| end + 1);
        match numbered(&rest[..end]) {
            Some(character) if !draws(character) => drawable.push(UNDRAWN),
            _ => drawable.push_str(&rest[..end]),
        }
        rest = &rest[end..];
    }
    drawable.extend(rest.chars().map(boxed));
    Ok(drawable)
}

/// The character of a numbered reference.
fn numbered(reference: &str) -> Option<char> {
    let number = reference.strip_prefix("&#")?.strip_suffix(';')?;
    let code = match number.strip_prefix('x') {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code)
}
