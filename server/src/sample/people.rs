//! Names for people of organisations that are drawn.

use super::draw::Draw;

const FIRST: [&str; 24] = [
    "Ada", "Bruno", "Chiara", "Dmitri", "Elin", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Kaori",
    "Leila", "Milan", "Nadia", "Otto", "Paula", "Quentin", "Rania", "Sven", "Thea", "Umar", "Vera",
    "Wanda", "Yusuf",
];
const LAST: [&str; 24] = [
    "Alder", "Berg", "Costa", "Dahl", "Engel", "Fischer", "Garcia", "Holm", "Ivanov", "Jensen",
    "Keller", "Lindt", "Moreau", "Novak", "Olsen", "Petrov", "Quist", "Rossi", "Schmidt",
    "Toivonen", "Urban", "Vogel", "Weber", "Zeman",
];

/// A name. The number keeps people of one name apart.
pub(super) fn name(draw: Draw, index: usize) -> String {
    format!("{} {} {index}", draw.of(1).one(&FIRST), draw.of(2).one(&LAST))
}

/// The address of a person of the sample organisation.
pub(super) fn email(name: &str) -> String {
    let local: String = name
        .chars()
        .filter_map(|c| match c {
            ' ' => Some('.'),
            c if c.is_ascii_alphanumeric() => Some(c.to_ascii_lowercase()),
            _ => None,
        })
        .collect();
    format!("{local}@aldermoor.example")
}
