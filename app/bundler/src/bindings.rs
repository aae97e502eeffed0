//! From the compiled islands to what a browser loads: a module of bindings and a lean wasm file.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::site;

/// What the browser needs to run the islands.
pub struct Bindings {
    /// The ES module that loads and calls the wasm.
    pub js: String,
    /// The wasm without names, producers or debug information.
    pub wasm: Vec<u8>,
    /// Modules that the first imports, by path below the site's root. The folder's name carries
    /// the digest of all of them, because their own names must stay: they may import each other.
    pub snippets: BTreeMap<String, String>,
}

/// Generates the bindings for a wasm file that cargo built for `wasm32-unknown-unknown`.
pub fn generate(wasm: &Path) -> Result<Bindings> {
    if !wasm.is_file() {
        bail!("there is no wasm at {}; `make site` builds it first", wasm.display());
    }
    let mut output = Bindgen::new()
        .input_path(wasm)
        .out_name("app")
        .web(true)
        .and_then(|bindgen| {
            bindgen
                .typescript(false)
                .demangle(false)
                .remove_name_section(true)
                .remove_producers_section(true)
                .omit_default_module_path(true)
                .generate_output()
        })
        .with_context(|| format!("cannot make bindings for {}", wasm.display()))?;

    let mut found = BTreeMap::new();
    for (identifier, list) in output.snippets() {
        for (number, source) in list.iter().enumerate() {
            found.insert(format!("{identifier}/inline{number}.js"), source.clone());
        }
    }
    for (path, source) in output.local_modules() {
        found.insert(path.clone(), source.clone());
    }
    if !output.npm_dependencies().is_empty() {
        bail!("a dependency imports an npm package; the site is built without npm");
    }
    let (js, snippets) = relocate(output.js(), found);
    Ok(Bindings { js, wasm: output.wasm_mut().emit_wasm(), snippets })
}

/// Moves the snippets into a folder named by their digest and points the imports there.
fn relocate(js: &str, found: BTreeMap<String, String>) -> (String, BTreeMap<String, String>) {
    if found.is_empty() {
        return (js.to_owned(), found);
    }
    let all: String = found.iter().map(|(path, source)| format!("{path}\n{source}\n")).collect();
    let folder = format!("snippets.{}", site::short_digest(all.as_bytes()));
    let mut moved = BTreeMap::new();
    let mut js = js.to_owned();
    for (path, source) in found {
        for quote in ['"', '\''] {
            js = js.replace(
                &format!("{quote}./snippets/{path}{quote}"),
                &format!("{quote}./{folder}/{path}{quote}"),
            );
        }
        moved.insert(format!("{folder}/{path}"), source);
    }
    (js, moved)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_wasm_says_what_builds_it() {
        let error = generate(Path::new("nowhere/app.wasm")).map(|_| ()).unwrap_err();
        assert!(error.to_string().contains("`make site` builds it"), "{error}");
    }

    #[test]
    fn snippets_move_into_a_folder_named_by_their_content() {
        let found = BTreeMap::from([("a-1/inline0.js".to_owned(), "export let a;".to_owned())]);
        let source = "import { a } from './snippets/a-1/inline0.js';";
        let (js, moved) = relocate(source, found.clone());
        let path = moved.keys().next().unwrap();
        assert!(js.contains(&format!("'./{path}'")), "{js}");
        let (again, _) = relocate(source, found);
        assert_eq!(js, again);
        let changed = BTreeMap::from([("a-1/inline0.js".to_owned(), "export let b;".to_owned())]);
        assert_ne!(relocate(source, changed).0, js);
    }
}
