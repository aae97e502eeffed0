//! Makes the site that the server embeds: browser bindings, one stylesheet, icons, font.
//!
//! Every file gets a name that carries the digest of its content, so that a browser may keep it
//! for ever, and is compressed here once instead of on every request. How the server sends the
//! files is the server's concern, not this one's.

mod arguments;
mod bindings;
mod budget;
mod compress;
mod script;
mod site;
mod stylesheet;

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::{Context, Result};
use arguments::{Arguments, Request};
use site::Site;

/// Where the server mounts the site; part of every address written into a file.
const MOUNT: &str = "/assets/";

fn main() -> ExitCode {
    let outcome = match arguments::parse(std::env::args_os().skip(1)) {
        Ok(Request::Help) => writeln!(io::stdout(), "{}", arguments::USAGE).map_err(Into::into),
        Ok(Request::Bundle(arguments)) => bundle(&arguments),
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nothing is left to tell if even stderr is gone.
            let _ = writeln!(io::stderr(), "bundler: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Builds the whole site into the output folder and prints what it weighs.
fn bundle(arguments: &Arguments) -> Result<()> {
    let mut site = Site::open(&arguments.out)?;

    let bindings = bindings::generate(&arguments.wasm)?;
    for (path, source) in &bindings.snippets {
        site.add_at(path, source.as_bytes())?;
    }
    let wasm = site.add("app_bg.wasm", &bindings.wasm)?;
    let js = site.add("app.js", bindings.js.as_bytes())?;
    let start = site.add("start.js", script::start(&js, &wasm)?.as_bytes())?;
    let inbox = site.add("inbox.js", script::inbox().as_bytes())?;

    let font = add_from(&mut site, arguments, "fonts/inter.woff2", "inter.woff2")?;
    let icons = add_from(&mut site, arguments, "icons.svg", "icons.svg")?;
    let favicon = add_from(&mut site, arguments, "favicon.svg", "favicon.svg")?;
    let sheet = stylesheet::bundle(&arguments.style.join("main.css"), &mut site)?;
    let css = site.add("main.css", sheet.as_bytes())?;

    site.finish(&[
        ("css", &css),
        ("start", &start),
        ("inbox", &inbox),
        ("js", &js),
        ("wasm", &wasm),
        ("icons", &icons),
        ("font", &font),
        ("favicon", &favicon),
    ])?;
    let over = budget::report(&site, &mut io::stdout().lock())?;
    if over.is_empty() {
        return Ok(());
    }
    anyhow::bail!("{}", over.join("; "))
}

/// Adds one file of the style folder under a new name.
fn add_from(site: &mut Site, arguments: &Arguments, from: &str, name: &str) -> Result<String> {
    let path = arguments.style.join(from);
    let content =
        std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    site.add(name, &content)
}
