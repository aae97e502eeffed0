//! From many stylesheets to one, minified.
//!
//! Nothing is rewritten for old browsers: the product supports the browsers of 2025 and later,
//! and lowering would replace `light-dark()` and the cascade layers by something else.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use lightningcss::bundler::{Bundler, FileProvider};
use lightningcss::dependencies::{Dependency, DependencyOptions};
use lightningcss::printer::PrinterOptions;
use lightningcss::stylesheet::{MinifyOptions, ParserOptions};

use crate::site::Site;

/// Bundles the entry with all that it imports. Files named in `url()` are added to the site and
/// the address is replaced by the hashed one.
pub fn bundle(entry: &Path, site: &mut Site) -> Result<String> {
    let files = FileProvider::new();
    let mut sheet = Bundler::new(&files, None, ParserOptions::default())
        .bundle(entry)
        // The error borrows the sources; its text is what we need.
        .map_err(|error| anyhow!("{error}"))
        .with_context(|| format!("cannot bundle {}", entry.display()))?;
    sheet.minify(MinifyOptions::default()).map_err(|error| anyhow!("{error}"))?;
    let printed = sheet
        .to_css(PrinterOptions {
            minify: true,
            analyze_dependencies: Some(DependencyOptions { remove_imports: false }),
            ..PrinterOptions::default()
        })
        .map_err(|error| anyhow!("{error}"))?;

    let mut css = printed.code;
    for dependency in printed.dependencies.unwrap_or_default() {
        let (placeholder, address) = match dependency {
            Dependency::Import(import) => (import.placeholder, import.url),
            Dependency::Url(url) => {
                let address = resolve(&url.url, Path::new(&url.loc.file_path), site)?;
                (url.placeholder, address)
            }
        };
        css = css.replace(&placeholder, &address);
    }
    Ok(css)
}

/// The address that a `url()` gets in the bundle.
fn resolve(url: &str, sheet: &Path, site: &mut Site) -> Result<String> {
    if url.starts_with('#') || url.starts_with('/') || url.contains(':') {
        return Ok(url.to_owned());
    }
    let path: PathBuf = sheet.parent().unwrap_or(Path::new("")).join(url);
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or(url).to_owned();
    let content = std::fs::read(&path)
        .with_context(|| format!("{} names {}", sheet.display(), path.display()))?;
    site.add(&name, &content)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bundled(css: &str) -> String {
        let folder = std::env::temp_dir().join(format!(
            "plumbline-bundler-{}-{}",
            std::process::id(),
            crate::site::short_digest(css.as_bytes())
        ));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("font.woff2"), b"not really a font").unwrap();
        std::fs::write(folder.join("main.css"), css).unwrap();
        let mut site = Site::open(&folder.join("site")).unwrap();
        let bundled = bundle(&folder.join("main.css"), &mut site).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        bundled
    }

    #[test]
    fn modern_css_stays_as_it_is_written() {
        let css = bundled(
            "@layer pages { :root { color: light-dark(oklch(0.5 0.1 200), \
             oklch(0.8 0.1 200)); } details::details-content { display: block; } \
             .menu { &:popover-open { margin: 0; } &::backdrop { opacity: 0; } } }",
        );
        for kept in ["@layer pages{", "light-dark(oklch(", "::details-content", "&:popover-open"] {
            assert!(css.contains(kept), "{kept} is gone from {css}");
        }
    }

    #[test]
    fn a_file_named_in_url_gets_its_hashed_address() {
        let css = bundled("@font-face { font-family: A; src: url('font.woff2'); }");
        let digest = crate::site::short_digest(b"not really a font");
        assert!(css.contains(&format!("/assets/font.{digest}.woff2")), "{css}");
    }

    #[test]
    fn a_missing_file_is_named() {
        let mut site = Site::open(&std::env::temp_dir().join("plumbline-none")).unwrap();
        let error = resolve("gone.woff2", Path::new("style/fonts.css"), &mut site).unwrap_err();
        assert!(error.to_string().contains("style/gone.woff2"), "{error}");
    }
}
