//! Drawings: as vectors in a document, and as pictures of pixels.

use press::{Block, Chart, PressError, pdf, png};

use crate::plain::{of, printed};

fn svg(inside: &str) -> String {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"200\" height=\"100\">{inside}</svg>")
}

fn chart(svg: &str, height: Option<f32>) -> Block {
    Block::Chart(Chart { svg: svg.to_owned(), alt: "What it shows".to_owned(), height })
}

/// Width and height of a PNG, from its header.
fn pixels(png: &[u8]) -> (u32, u32) {
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    let side = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    (side(16), side(20))
}

#[test]
fn what_is_no_drawing_is_refused_and_nothing_breaks() {
    let bomb = "<!DOCTYPE svg [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">\
                <!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\">\
                <!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;\"><!ENTITY f \"&e;&e;&e;&e;&e;&e;&e;&e;\">]>\
                <svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><text>&f;</text></svg>";
    let broken = [
        "",
        "no drawing",
        "<svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><g></svg>",
        "<html/>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"0\" height=\"5\"/>",
        bomb,
    ];
    for broken in broken {
        let error = pdf(&of(vec![chart(broken, None)]));
        assert!(matches!(error, Err(PressError::Chart(_))), "{broken}: {error:?}");
        assert!(matches!(png(broken, 1.0), Err(PressError::Chart(_))), "{broken}");
    }
}

#[test]
fn a_height_that_is_none_is_refused() {
    for height in [0.0, -1.0, f32::NAN, f32::INFINITY] {
        let error = pdf(&of(vec![chart(&svg(""), Some(height))]));
        assert!(matches!(error, Err(PressError::Chart(_))), "{height}");
    }
}

#[test]
fn text_of_a_drawing_is_text_in_the_document_with_its_font() {
    let drawing =
        svg("<text y=\"20\" font-family=\"Comic Sans\" font-weight=\"600\">Łódź 12.5</text>\
                       <text y=\"50\" font-style=\"italic\">Ahead 中</text>");
    let book = printed(vec![chart(&drawing, None)]);
    assert_eq!(book.tree.texts("Figure"), ["Łódź 12.5Ahead □"]);
    assert!(book.fonts.iter().all(|(name, inside)| *inside && name.contains("Inter")));
}

#[test]
fn a_drawing_higher_or_wider_than_the_page_is_made_smaller() {
    let tall = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100\" height=\"90000\"/>";
    let wide = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90000\" height=\"100\"/>";
    for drawing in [tall, wide] {
        assert_eq!(printed(vec![chart(drawing, None)]).pages.len(), 2);
    }
}

#[test]
fn a_picture_has_the_pixels_that_are_asked_for() {
    for (scale, size) in [(1.0, (200, 100)), (2.0, (400, 200)), (0.015, (3, 2))] {
        assert_eq!(pixels(&png(&svg(""), scale).unwrap()), size);
    }
}

#[test]
fn a_picture_shows_text_and_loads_nothing() {
    let empty = png(&svg(""), 1.0).unwrap();
    let text = svg("<text y=\"50\" font-family=\"None\">Words</text>");
    assert_ne!(png(&text, 1.0).unwrap(), empty);
    assert_eq!(png(&text, 1.0).unwrap(), png(&text, 1.0).unwrap());
    let pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    for source in
        ["file:///etc/hostname", "/etc/hostname", &format!("data:image/png;base64,{pixel}")]
    {
        let image = svg(&format!("<image href=\"{source}\" width=\"200\" height=\"100\"/>"));
        assert_eq!(png(&image, 1.0).unwrap(), empty, "{source}");
    }
}

#[test]
fn a_picture_too_large_or_without_pixels_is_refused() {
    assert!(matches!(png(&svg(""), 100.0), Err(PressError::TooLarge { .. })));
    assert!(matches!(png(&svg(""), f32::INFINITY), Err(PressError::TooLarge { .. })));
    for scale in [0.0, -1.0, f32::NAN] {
        assert!(matches!(png(&svg(""), scale), Err(PressError::Chart(_))), "{scale}");
    }
}
