//! The small module that every page loads, with the two addresses it needs filled in.

use anyhow::{Result, ensure};

const SOURCE: &str = include_str!("start.js");

/// The source of `start.js` for bindings and wasm at these addresses. Comments stay behind.
pub fn start(js: &str, wasm: &str) -> Result<String> {
    ensure!(
        SOURCE.contains("BINDINGS_URL") && SOURCE.contains("WASM_URL"),
        "start.js has lost the places for its addresses"
    );
    let code: String = SOURCE
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| [line, "\n"])
        .collect();
    Ok(code.replace("BINDINGS_URL", js).replace("WASM_URL", wasm))
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
