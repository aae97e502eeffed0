//! Embeds the site that `bundler` left in `target/site` into the binary.
//!
//! A checkout without a site still compiles, for lints and unit tests: its table is empty and a
//! warning says so. `PLUMBLINE_SITE_DIR` names another folder.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use serde_json::Value;

/// The manifest's named addresses, in the order of the generated constants.
const NAMED: [&str; 8] = ["css", "start", "inbox", "js", "wasm", "icons", "font", "favicon"];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let site = match env::var_os("PLUMBLINE_SITE_DIR") {
        Some(folder) => PathBuf::from(folder),
        None => PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("../target/site"),
    };
    let manifest = site.join("manifest.json");
    tell("rerun-if-env-changed", "PLUMBLINE_SITE_DIR");
    // The files need no watching: a name changes with its content, and the manifest with both.
    tell("rerun-if-changed", &manifest.display().to_string());
    tell("rerun-if-changed", "build.rs");

    let table = match fs::read(&manifest) {
        Ok(bytes) => table(&site.canonicalize()?, &serde_json::from_slice(&bytes)?)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            tell("warning", "the binary has no stylesheets or scripts: run `make site` first");
            "const URLS: Option<[&str; 8]> = None;\nstatic FILES: &[File] = &[];\n".to_owned()
        }
        Err(error) => return Err(format!("{}: {error}", manifest.display()).into()),
    };
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("site.rs"), table)?;
    Ok(())
}

fn tell(key: &str, value: &str) {
    println!("cargo:{key}={value}");
}

/// The Rust source of the table of files, sorted by path as the manifest is.
fn table(site: &Path, manifest: &Value) -> Result<String, Box<dyn std::error::Error>> {
    let urls = NAMED.iter().map(|name| text(manifest, name)).collect::<Result<Vec<_>, _>>()?;
    let mut source = format!("const URLS: Option<[&str; 8]> = Some({urls:?});\n");
    source.push_str("static FILES: &[File] = &[\n");
    for file in manifest["files"].as_array().ok_or("the manifest lists no files")? {
        let plain = text(file, "file")?;
        let variant = |key: &str| match file[key].as_str() {
            Some(name) => format!("Some(include_bytes!({:?}))", site.join(name)),
            None => "None".to_owned(),
        };
        writeln!(
            source,
            "File {{ path: {plain:?}, media_type: {:?}, digest: {:?}, \
             plain: include_bytes!({:?}), br: {}, gz: {} }},",
            text(file, "type")?,
            text(file, "sha256")?,
            site.join(plain),
            variant("br"),
            variant("gz"),
        )?;
    }
    source.push_str("];\n");
    Ok(source)
}

fn text<'a>(of: &'a Value, key: &str) -> Result<&'a str, String> {
    of[key].as_str().ok_or_else(|| format!("the site's manifest has no {key:?}"))
}
