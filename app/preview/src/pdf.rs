//! Drawing a page of a PDF. Its scripts, links, forms and attachments are never looked at.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

use crate::confined::{DrawError, Drawn};

/// How wide or high a picture may be, in pixels.
const LONGEST: f32 = 1_600.0;

/// Draws the page `number`, from 1.
///
/// # Errors
/// When it is no PDF, asks for a password, or has no such page.
pub(crate) fn draw(pdf: Vec<u8>, number: u32) -> Result<Drawn, DrawError> {
    let pdf = Pdf::new(pdf).map_err(|_| DrawError::Unreadable)?;
    let pages = pdf.pages();
    let count = u32::try_from(pages.len()).unwrap_or(u32::MAX);
    let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
    let page = index.and_then(|index| pages.get(index)).ok_or(DrawError::NoSuchPage)?;
    let (width, height) = page.render_dimensions();
    let longest = width.max(height);
    if !longest.is_finite() || width < 1.0 || height < 1.0 {
        return Err(DrawError::Unreadable);
    }
    let scale = (LONGEST / longest).min(2.0);
    let size = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let cache = RenderCache::new();
    let drawn =
        render(page, &cache, &InterpreterSettings::default(), &RenderSettings::default(), &size);
    let png = drawn.into_png().map_err(|_| DrawError::Unreadable)?;
    Ok(Drawn { pages: count, png })
}
