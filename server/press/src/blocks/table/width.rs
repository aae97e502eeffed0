//! How wide the columns of a table are.

use super::row::{head, marked, pad};
use crate::document::Table;
use crate::face::Faces;
use crate::lines::Style;

/// Divides a width among the columns by their shares, but leaves none narrower than its longest word
/// as long as there is room. A word asks for a third of the width at most.
pub(super) fn widths(faces: &mut Faces, table: &Table, style: Style, width: f32) -> Vec<f32> {
    let most = width / 3.0;
    let mut least: Vec<f32> = table
        .columns
        .iter()
        .map(|column| faces.longest_word(&column.name, head(style), most))
        .collect();
    for row in table.rows.iter().chain(&table.foot) {
        for (least, cell) in least.iter_mut().zip(row) {
            let mark = cell.mark.map_or(0.0, |_| marked(style));
            // The stronger weight is the wider one, and a sum is set in it.
            *least = least.max(faces.longest_word(&cell.text, head(style), most) + mark);
        }
    }
    for least in &mut least {
        *least += 2.0 * pad(style);
    }
    let shares: Vec<f32> =
        table.columns.iter().map(|column| f32::from(column.share.max(1))).collect();
    divide(&least, &shares, width)
}

/// Gives every column its share; those that would get less than they need get what they need, and the
/// others share the rest. Where the needs exceed the width, all are cut alike.
fn divide(least: &[f32], shares: &[f32], width: f32) -> Vec<f32> {
    let needed: f32 = least.iter().sum();
    if needed >= width {
        return least.iter().map(|least| least / needed * width).collect();
    }
    let mut held = vec![false; least.len()];
    loop {
        let free: f32 = width - sum(least, &held, true);
        let over: f32 = sum(shares, &held, false);
        let tight = (0..least.len())
            .find(|&column| !held[column] && shares[column] / over * free < least[column]);
        let Some(column) = tight else {
            let part = |column: usize| shares[column] / over * free;
            return (0..least.len())
                .map(|column| if held[column] { least[column] } else { part(column) })
                .collect();
        };
        held[column] = true;
    }
}

fn sum(values: &[f32], held: &[bool], which: bool) -> f32 {
    values.iter().zip(held).filter(|(_, held)| **held == which).map(|(value, _)| value).sum()
}

#[cfg(test)]
mod tests {
    use super::divide;

    #[test]
    fn columns_have_their_shares_where_words_allow_it() {
        assert_eq!(divide(&[10.0, 10.0, 10.0], &[2.0, 1.0, 1.0], 200.0), [100.0, 50.0, 50.0]);
        assert_eq!(divide(&[10.0, 80.0, 10.0], &[2.0, 1.0, 1.0], 200.0), [80.0, 80.0, 40.0]);
    }

    #[test]
    fn columns_that_need_more_than_there_is_are_cut_alike() {
        assert_eq!(divide(&[100.0, 300.0], &[1.0, 1.0], 200.0), [50.0, 150.0]);
    }
}
