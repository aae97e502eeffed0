//! What a first visit may weigh, and whether it does.

use std::io::{self, Write};

use crate::site::{Asset, Site};

/// Bytes of script and wasm together that the first page may load.
const SCRIPTS: usize = 160 * 1024;
/// Bytes of CSS that the first page may load.
const STYLES: usize = 25 * 1024;

/// Prints a table of the site and returns a sentence for each budget that is exceeded.
///
/// Brotli counts: every browser that can run the islands asks for it over HTTPS and on localhost.
/// Over plain HTTP from elsewhere gzip is sent, about a fifth more; the table shows it.
pub fn report(site: &Site, to: &mut impl Write) -> io::Result<Vec<String>> {
    writeln!(to, "{:<32} {:>9} {:>9} {:>9}", "site", "plain", "gzip", "brotli")?;
    let or_dash = |size: Option<usize>| size.map_or_else(|| "-".to_owned(), |it| it.to_string());
    for (path, asset) in site.assets() {
        let (gz, br) = (or_dash(asset.gz), or_dash(asset.br));
        writeln!(to, "{path:<32} {:>9} {gz:>9} {br:>9}", asset.size)?;
    }
    let mut over = Vec::new();
    for (what, budget, size) in [
        ("scripts and wasm", SCRIPTS, weight(site, &["js", "wasm"])),
        ("stylesheets", STYLES, weight(site, &["css"])),
    ] {
        writeln!(to, "{what}: {size} of {budget} bytes with brotli")?;
        if size > budget {
            over.push(format!("{what} weigh {size} bytes with brotli; the budget is {budget}"));
        }
    }
    Ok(over)
}

fn weight(site: &Site, extensions: &[&str]) -> usize {
    site.assets()
        .iter()
        .filter(|(path, _)| path.rsplit('.').next().is_some_and(|it| extensions.contains(&it)))
        .map(|(_, asset): (_, &Asset)| asset.br.unwrap_or(asset.size))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heavy_stylesheet_is_named() {
        let out = std::env::temp_dir().join(format!("plumbline-budget-{}", std::process::id()));
        let mut site = Site::open(&out).unwrap();
        // A list of digests hardly shrinks.
        let heavy: String = (0..8_000_u32)
            .map(|it| format!(".a{}{{}}", crate::site::short_digest(&it.to_be_bytes())))
            .collect();
        site.add("main.css", heavy.as_bytes()).unwrap();
        site.add("app.js", b"export {}").unwrap();
        let over = report(&site, &mut Vec::new()).unwrap();
        assert_eq!(over.len(), 1, "{over:?}");
        assert!(over[0].starts_with("stylesheets weigh"), "{over:?}");
        std::fs::remove_dir_all(&out).unwrap();
    }
}
