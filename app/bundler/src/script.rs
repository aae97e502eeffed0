//! The small modules: the one that wakes islands, with the two addresses it needs filled in, and the
//! one that keeps the number of unread notices true.

use anyhow::{Result, ensure};

const SOURCE: &str = include_str!("start.js");

/// The module that every page with an inbox loads.
const INBOX: &str = include_str!("inbox.js");

/// The source of `start.js` for bindings and wasm at these addresses. Comments stay behind.
pub fn start(js: &str, wasm: &str) -> Result<String> {
    ensure!(
        SOURCE.contains("BINDINGS_URL") && SOURCE.contains("WASM_URL"),
        "start.js has lost the places for its addresses"
    );
    Ok(bare(SOURCE).replace("BINDINGS_URL", js).replace("WASM_URL", wasm))
}

/// The source of `inbox.js`, without its comments.
pub fn inbox() -> String {
    bare(INBOX)
}

fn bare(source: &str) -> String {
    let lines = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_addresses_are_filled_in() {
        let script = start("/assets/app.1.js", "/assets/app_bg.2.wasm").unwrap();
        assert!(script.contains("\"/assets/app.1.js\""), "{script}");
        assert!(script.contains("\"/assets/app_bg.2.wasm\""), "{script}");
        assert!(!script.contains("_URL") && !script.contains("//"), "{script}");
    }
}
