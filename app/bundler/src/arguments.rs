//! The command line: three folders, each with a default that suits the repository's root.

use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::{Result, bail};

/// What `--help` prints.
pub const USAGE: &str = "\
Makes the site that the server embeds.

Usage: bundler [--wasm FILE] [--style FOLDER] [--out FOLDER]

  --wasm FILE     the compiled islands
                  [target/wasm32-unknown-unknown/wasm/app.wasm]
  --style FOLDER  stylesheets, icons and font [style]
  --out FOLDER    where the site goes [target/site]";

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
pub enum Request {
    /// Print how the program is used.
    Help,
    /// Build the site.
    Bundle(Arguments),
}

/// Where to read from and where to write to.
#[derive(Debug, PartialEq, Eq)]
pub struct Arguments {
    /// The wasm file as cargo leaves it.
    pub wasm: PathBuf,
    /// The folder with `main.css`, the icons and the font.
    pub style: PathBuf,
    /// The folder that receives the site.
    pub out: PathBuf,
}

/// Reads the command line, without the program's own name; refuses anything unknown.
pub fn parse(words: impl Iterator<Item = OsString>) -> Result<Request> {
    let mut arguments = Arguments {
        wasm: "target/wasm32-unknown-unknown/wasm/app.wasm".into(),
        style: "style".into(),
        out: "target/site".into(),
    };
    let mut words = words;
    while let Some(word) = words.next() {
        let target = match word.to_str() {
            Some("--wasm") => &mut arguments.wasm,
            Some("--style") => &mut arguments.style,
            Some("--out") => &mut arguments.out,
            Some("--help" | "-h") => return Ok(Request::Help),
            _ => bail!("{} is not an option; see --help", word.display()),
        };
        let Some(value) = words.next() else {
            bail!("{} needs a value; see --help", word.display());
        };
        *target = value.into();
    }
    Ok(Request::Bundle(arguments))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Request> {
        parse(line.split_whitespace().map(OsString::from))
    }

    #[test]
    fn every_option_has_a_default_and_can_be_set() {
        let Request::Bundle(defaults) = parsed("").unwrap() else { panic!("asked for a bundle") };
        assert_eq!(defaults.style, PathBuf::from("style"));
        let Request::Bundle(set) = parsed("--out a --wasm b --style c").unwrap() else {
            panic!("asked for a bundle")
        };
        assert_eq!(set, Arguments { wasm: "b".into(), style: "c".into(), out: "a".into() });
    }

    #[test]
    fn a_wrong_option_and_a_missing_value_are_refused() {
        assert!(parsed("--outt a").unwrap_err().to_string().contains("--outt is not an option"));
        assert!(parsed("--out").unwrap_err().to_string().contains("--out needs a value"));
        assert_eq!(parsed("--help").unwrap(), Request::Help);
    }
}
