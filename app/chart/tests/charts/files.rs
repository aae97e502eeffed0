//! What the files hold, read by a reader that is not the writer.

use chart::{Drawing, Size, svg};
use roxmltree::{Document, Node};

use crate::sample;

fn all() -> Vec<Drawing> {
    vec![
        Drawing::Lines(sample::gaps()),
        Drawing::Lines(sample::joined()),
        Drawing::Lines(sample::many()),
        Drawing::Multiples(sample::gaps()),
        Drawing::Bands(sample::bands()),
        Drawing::Flow(sample::flow()),
        Drawing::Ages(sample::ages()),
        Drawing::Heat(sample::heat()),
    ]
}

fn texts(svg: &str) -> Vec<String> {
    let document = Document::parse(svg).unwrap();
    let all = document
        .descendants()
        .filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "text")));
    all.map(|node| node.text().unwrap_or_default().to_owned()).collect()
}

fn titles(svg: &str) -> Vec<String> {
    let document = Document::parse(svg).unwrap();
    let all = document.descendants().filter(|node| node.tag_name().name() == "title");
    all.skip(1).map(|node| node.text().unwrap_or_default().to_owned()).collect()
}

fn number(node: Node<'_, '_>, name: &str) -> f64 {
    node.attribute(name).unwrap().parse().unwrap()
}

#[test]
fn every_file_is_well_formed_named_and_described_whatever_the_names() {
    for drawing in all() {
        for size in [Size::new(960, 300), Size::new(360, 220).headed(), Size::new(0, 0)] {
            let file = svg(&drawing, size);
            let document = Document::parse(&file).unwrap_or_else(|fault| panic!("{fault}: {file}"));
            let root = document.root_element();
            let named: Vec<_> = root.children().filter(Node::is_element).take(2).collect();
            assert_eq!(
                named.iter().map(|n| n.tag_name().name()).collect::<Vec<_>>(),
                ["title", "desc"]
            );
            assert!(named.iter().all(|node| node.text().is_some_and(|text| !text.is_empty())));
            let (width, height) = (number(root, "width"), number(root, "height"));
            assert!(width >= f64::from(size.width) && height > 80.0);
        }
    }
}

#[test]
fn files_stand_alone_in_plain_svg() {
    let plain = [
        "svg", "title", "desc", "g", "defs", "pattern", "path", "rect", "circle", "line",
        "polyline", "text",
    ];
    for drawing in all() {
        let file = svg(&drawing, Size::new(800, 300));
        let document = Document::parse(&file).unwrap();
        let ids: Vec<_> = document.descendants().filter_map(|node| node.attribute("id")).collect();
        for node in document.descendants().filter(Node::is_element) {
            assert!(plain.contains(&node.tag_name().name()), "{:?}", node.tag_name());
            for attribute in node.attributes() {
                let value = attribute.value();
                assert!(!["class", "style", "href"].contains(&attribute.name()), "{value}");
                assert!(
                    !value.contains("var(") && !value.contains("NaN") && !value.contains("inf")
                );
                if let Some(id) = value.strip_prefix("url(#") {
                    assert!(ids.contains(&id.trim_end_matches(')')), "{value}");
                }
            }
            if node.tag_name().name() == "text" {
                assert!(
                    ["x", "y", "text-anchor", "fill"].iter().all(|name| node.has_attribute(*name))
                );
            }
        }
    }
}

#[test]
fn the_same_figures_are_the_same_bytes() {
    for (one, other) in all().iter().zip(&all()) {
        assert_eq!(svg(one, Size::new(800, 300)), svg(other, Size::new(800, 300)));
    }
}

#[test]
fn lines_hold_every_point_by_name_and_every_name_with_its_value() {
    let file = svg(&Drawing::Lines(sample::gaps()), Size::new(900, 300));
    let said = titles(&file);
    assert_eq!(said.len(), 15, "{said:?}");
    assert!(said.contains(&"No middle, Q2 2026: 10".to_owned()), "{said:?}");
    let texts = texts(&file);
    for words in ["Whole", "20", "No last", "30 in Q1 ’26", "Nothing", "Moderate 11–20", "Q3 ’25"]
    {
        assert!(texts.iter().any(|text| text == words), "{words} in {texts:?}");
    }
}

#[test]
fn a_point_lies_at_its_value() {
    let file = svg(&Drawing::Lines(sample::gaps()), Size::new(900, 300));
    let document = Document::parse(&file).unwrap();
    let of = |says: &str| {
        let title = document.descendants().find(|node| node.text() == Some(says)).unwrap();
        title.parent().unwrap()
    };
    let (high, low) = (of("Whole, Q3 2025: 80"), of("Whole, Q2 2026: 20"));
    let value = |node| (274.0 - number(node, "cy")) / 264.0 * 100.0;
    assert!((value(high) - 80.0).abs() < 0.01 && (value(low) - 20.0).abs() < 0.01);
    // A plot of 900 less the axis and the names, in four columns.
    let plot = 900.0 - 32.0 - 192.0;
    assert!((number(high, "cx") - plot * 0.125).abs() < 0.01, "{high:?}");
}

#[test]
fn a_narrow_file_has_a_legend_instead_of_names_at_the_ends() {
    let wide = svg(&Drawing::Lines(sample::joined()), Size::new(900, 300));
    let narrow = svg(&Drawing::Lines(sample::joined()), Size::new(400, 300));
    let sum = |svg: &str| texts(svg).iter().filter(|text| text.ends_with("40")).count();
    assert_eq!((sum(&wide), sum(&narrow)), (1, 1));
    assert!(texts(&narrow).iter().any(|text| text == "R&D <script>\"'</text> ]]> 40"));
    for words in ["Target 20 by 30 Sep 2026", "Baseline 2"] {
        let said = |svg: &str| texts(svg).iter().filter(|text| *text == words).count();
        assert_eq!((said(&wide), said(&narrow)), (1, 1), "{words}, in the plot or in the legend");
    }
}

#[test]
fn more_lines_than_can_be_told_apart_become_multiples() {
    let file = svg(&Drawing::Lines(sample::many()), Size::new(900, 300));
    assert_eq!(file, svg(&Drawing::Multiples(sample::many()), Size::new(900, 300)));
    let texts = texts(&file);
    assert_eq!(texts.iter().filter(|text| text.starts_with("Unit ")).count(), 11);
    assert_eq!(texts.iter().filter(|text| *text == "Q3 ’25").count(), 11);
}

#[test]
fn multiples_say_the_band_in_words() {
    let texts = texts(&svg(&Drawing::Multiples(sample::gaps()), Size::new(900, 300)));
    assert_eq!(texts.iter().filter(|text| *text == "Moderate").count(), 1);
    assert_eq!(texts.iter().filter(|text| *text == "Not assessed").count(), 1);
}

#[test]
fn bands_flow_and_ages_hold_their_counts() {
    let bands = titles(&svg(&Drawing::Bands(sample::bands()), Size::new(700, 260)));
    assert_eq!(bands.len(), 11);
    for said in
        ["Q1 2026, Moderate: 2 units", "Q1 2026, Stale: 1 unit", "Q3 2025, Not assessed: 3 units"]
    {
        assert!(bands.contains(&said.to_owned()), "{said} in {bands:?}");
    }
    let flow = titles(&svg(&Drawing::Flow(sample::flow()), Size::new(700, 260)));
    assert_eq!(flow.len(), 4);
    let ages = texts(&svg(&Drawing::Ages(sample::ages()), Size::new(500, 260)));
    assert_eq!(ages[..2], ["Up to 30 days", "31 to 90 days"]);
    assert_eq!(ages[3..], ["10", "5", "0"]);
}

#[test]
fn a_heat_map_says_every_cell_and_counts_what_is_not_proven() {
    let file = svg(&Drawing::Heat(sample::heat()), Size::new(700, 260));
    let cells = titles(&file);
    assert_eq!(cells.len(), 6);
    assert!(cells.contains(
        &"Whole, Training data & systems: Yes, evidence expired, inventory disagrees".to_owned()
    ));
    assert!(
        cells.iter().any(|cell| cell.ends_with("Inventory: No, 10 points, worse")),
        "{cells:?}"
    );
    let texts = texts(&file);
    let foot = texts.iter().position(|text| text == "Units not proven").unwrap();
    assert_eq!(texts[foot + 1..foot + 3], ["2", "2"]);
}

#[test]
fn a_narrow_heat_map_numbers_its_questions_and_names_them_below() {
    let texts = texts(&svg(&Drawing::Heat(sample::heat()), Size::new(290, 260)));
    assert!(texts.contains(&"2 Training data & systems".to_owned()), "{texts:?}");
    assert!(!texts.contains(&"Inventory".to_owned()), "{texts:?}");
}
