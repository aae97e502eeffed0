//! The output folder: files under hashed names, their packed variants, and the manifest.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::{MOUNT, compress};

const MANIFEST: &str = "manifest.json";

/// One file of the site.
pub struct Asset {
    /// Its media type, as the server sends it.
    pub media_type: &'static str,
    /// SHA-256 of the plain content, in hex.
    pub sha256: String,
    /// Bytes, plain.
    pub size: usize,
    /// Bytes after brotli, if that helps.
    pub br: Option<usize>,
    /// Bytes after gzip, if that helps.
    pub gz: Option<usize>,
}

/// A site that is being built.
pub struct Site {
    out: PathBuf,
    /// By file name below `out`.
    assets: BTreeMap<String, Asset>,
    /// What the run before left, to be removed unless it is written again.
    before: BTreeSet<String>,
}

/// The part of the digest that goes into a name: 48 bits, far more than one site needs.
pub fn short_digest(content: &[u8]) -> String {
    let mut digest = hex::encode(Sha256::digest(content));
    digest.truncate(12);
    digest
}

impl Site {
    /// Starts a site in this folder, which need not exist.
    pub fn open(out: &Path) -> Result<Self> {
        let before = match fs::read(out.join(MANIFEST)) {
            // A broken manifest is as good as none: nothing is reused and nothing removed.
            Ok(bytes) => serde_json::from_slice(&bytes).map(|it| listed(&it)).unwrap_or_default(),
            Err(_) => BTreeSet::new(),
        };
        Ok(Self { out: out.to_owned(), assets: BTreeMap::new(), before })
    }

    /// The files so far, by name.
    pub fn assets(&self) -> &BTreeMap<String, Asset> {
        &self.assets
    }

    /// Adds a file under its hashed name and returns its address on the server.
    pub fn add(&mut self, name: &str, content: &[u8]) -> Result<String> {
        let Some((stem, extension)) = name.rsplit_once('.') else {
            bail!("{name} has no extension to tell its type by");
        };
        self.add_at(&format!("{stem}.{}.{extension}", short_digest(content)), content)
    }

    /// Adds a file under exactly this path, which must change whenever the content does.
    pub fn add_at(&mut self, path: &str, content: &[u8]) -> Result<String> {
        let address = format!("{MOUNT}{path}");
        if self.assets.contains_key(path) {
            return Ok(address);
        }
        let asset = Asset {
            media_type: media_type(path)?,
            sha256: hex::encode(Sha256::digest(content)),
            size: content.len(),
            br: self.pack(path, "br", content, compress::brotli)?,
            gz: self.pack(path, "gz", content, compress::gzip)?,
        };
        self.write(path, content)?;
        self.assets.insert(path.to_owned(), asset);
        Ok(address)
    }

    /// Writes a packed variant and returns its size. One left by the run before is reused: equal
    /// names mean equal content, and the best settings take a while.
    fn pack(
        &self,
        path: &str,
        suffix: &str,
        content: &[u8],
        pack: impl FnOnce(&[u8]) -> Result<Option<Vec<u8>>>,
    ) -> Result<Option<usize>> {
        let packed_path = format!("{path}.{suffix}");
        if self.before.contains(&packed_path)
            && let Ok(metadata) = fs::metadata(self.out.join(&packed_path))
        {
            return Ok(usize::try_from(metadata.len()).ok());
        }
        if path.ends_with(".woff2") {
            return Ok(None);
        }
        let packed = pack(content).with_context(|| format!("cannot pack {path}"))?;
        packed.map(|bytes| self.write(&packed_path, &bytes).map(|()| bytes.len())).transpose()
    }

    /// Writes a file whole or not at all; leaves one with the same content alone, so that the
    /// server is not built again for nothing.
    fn write(&self, path: &str, content: &[u8]) -> Result<()> {
        let target = self.out.join(path);
        if fs::read(&target).is_ok_and(|existing| existing == content) {
            return Ok(());
        }
        let put = || {
            if let Some(folder) = target.parent() {
                fs::create_dir_all(folder)?;
            }
            let unfinished = self.out.join(".unfinished");
            fs::write(&unfinished, content)?;
            fs::rename(&unfinished, &target)
        };
        put().with_context(|| format!("cannot write {}", target.display()))
    }

    /// Writes the manifest, in which the named addresses stand first, and removes what the run
    /// before listed and this one does not.
    pub fn finish(&self, named: &[(&str, &str)]) -> Result<()> {
        let mut manifest = serde_json::Map::new();
        for (name, address) in named {
            manifest.insert((*name).to_owned(), json!(address));
        }
        let files: Vec<Value> =
            self.assets.iter().map(|(path, asset)| entry(path, asset)).collect();
        manifest.insert("files".to_owned(), json!(files));
        let manifest = Value::Object(manifest);
        self.write(MANIFEST, format!("{manifest:#}\n").as_bytes())?;

        for stale in self.before.difference(&listed(&manifest)) {
            let path = self.out.join(stale);
            match fs::remove_file(&path) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(error).with_context(|| format!("cannot remove {}", path.display()));
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// A file as the manifest lists it; `br` and `gz` are names below the site's root, or null.
fn entry(path: &str, asset: &Asset) -> Value {
    json!({
        "path": format!("{MOUNT}{path}"),
        "file": path,
        "type": asset.media_type,
        "sha256": asset.sha256,
        "size": asset.size,
        "br": asset.br.map(|_| format!("{path}.br")),
        "gz": asset.gz.map(|_| format!("{path}.gz")),
    })
}

/// Every file that a manifest names, variants included. A name that leaves the folder is not ours.
fn listed(manifest: &Value) -> BTreeSet<String> {
    manifest["files"]
        .as_array()
        .into_iter()
        .flatten()
        .flat_map(|file| [&file["file"], &file["br"], &file["gz"]])
        .filter_map(Value::as_str)
        .filter(|name| !name.starts_with('/') && !name.split('/').any(|part| part == ".."))
        .map(str::to_owned)
        .collect()
}

fn media_type(path: &str) -> Result<&'static str> {
    Ok(match path.rsplit_once('.').map(|(_, extension)| extension) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("wasm") => "application/wasm",
        Some("woff2") => "font/woff2",
        _ => bail!("{path}: no media type is known for this extension"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        std::env::temp_dir().join(format!("plumbline-site-{}-{name}", std::process::id()))
    }

    #[test]
    fn a_second_run_changes_nothing_and_a_third_removes_what_went() {
        let out = folder("runs");
        let css = "a { color: inherit }\n".repeat(50);
        let build = |content: &str| {
            let mut site = Site::open(&out).unwrap();
            let address = site.add("main.css", content.as_bytes()).unwrap();
            site.finish(&[("css", &address)]).unwrap();
            address
        };
        let first = build(&css);
        assert!(first.starts_with("/assets/main.") && first.ends_with(".css"));
        let stamp = || fs::metadata(out.join(MANIFEST)).unwrap().modified().unwrap();
        let written = stamp();
        assert_eq!(build(&css), first);
        assert_eq!(stamp(), written);

        let second = build(&css.replace("inherit", "canvastext"));
        assert_ne!(second, first);
        let mut left: Vec<_> = fs::read_dir(&out)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        left.sort();
        let name = second.strip_prefix(MOUNT).unwrap();
        assert_eq!(left, [name, &format!("{name}.br"), &format!("{name}.gz"), MANIFEST]);
        fs::remove_dir_all(&out).unwrap();
    }

    #[test]
    fn a_manifest_cannot_name_a_file_outside() {
        let manifest = json!({"files": [{"file": "../a"}, {"file": "/etc/b"}, {"file": "c.js"}]});
        assert_eq!(listed(&manifest), BTreeSet::from(["c.js".to_owned()]));
    }

    #[test]
    fn an_unknown_extension_is_refused() {
        let mut site = Site::open(&folder("types")).unwrap();
        assert!(site.add("notes.txt", b"x").unwrap_err().to_string().contains("media type"));
    }
}
