//! `VERIFY.md` is true: its very commands, run in the unfolded pack with tools that everybody has.

use std::path::Path;
use std::process::{Command, Output};

use pack::path;
use tempfile::TempDir;

use crate::sample::{FILE, key, sha256};
use crate::tampered::Files;

/// Unfolds the pack into a folder.
fn unfolded(files: &Files) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, content) in &files.0 {
        let file = dir.path().join(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, content).unwrap();
    }
    dir
}

/// The commands of the text, in their order.
fn commands(dir: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(dir.join(path::HOW_TO)).unwrap();
    let blocks = text.split("```sh\n").skip(1);
    blocks.map(|block| block.split("\n```").next().unwrap().to_owned()).collect()
}

fn run(dir: &Path, command: &str) -> Output {
    Command::new("sh").arg("-c").arg(command).current_dir(dir).output().unwrap()
}

fn said(output: &Output) -> String {
    let both = [&output.stdout[..], &output.stderr[..]].concat();
    String::from_utf8_lossy(&both).into_owned()
}

/// What the last command says of a pack, and whether it is content.
pub fn by_hand(zip: &[u8]) -> (bool, String) {
    let dir = unfolded(&Files::of(zip));
    let output = run(dir.path(), &commands(dir.path())[3]);
    (output.status.success(), said(&output))
}

#[test]
fn every_command_of_the_text_agrees_with_an_untouched_pack() {
    let dir = unfolded(&Files::sample());
    let commands = commands(dir.path());
    assert_eq!(commands.len(), 4);
    let outputs: Vec<Output> = commands.iter().map(|command| run(dir.path(), command)).collect();
    for (command, output) in commands.iter().zip(&outputs) {
        assert!(output.status.success(), "{command}\n{}", said(output));
    }
    assert_eq!(said(&outputs[0]), "");
    assert!(said(&outputs[1]).contains("Signature Verified Successfully"));
    assert!(said(&outputs[2]).starts_with(&key().public().fingerprint()));
    assert_eq!(said(&outputs[3]), "Everything matches.\n");
}

#[test]
fn the_commands_find_what_was_changed() {
    let dir = unfolded(&Files::sample());
    let commands = commands(dir.path());
    let evidence = path::evidence(&sha256(FILE));
    std::fs::write(dir.path().join(&evidence), "another register").unwrap();
    for command in [&commands[0], &commands[3]] {
        let output = run(dir.path(), command);
        assert!(!output.status.success() && said(&output).contains(&evidence), "{}", said(&output));
    }
    let manifest = dir.path().join(path::MANIFEST);
    let text = std::fs::read_to_string(&manifest).unwrap();
    std::fs::write(&manifest, text.replace("Aldermoor", "Oldermoor")).unwrap();
    assert!(!run(dir.path(), &commands[1]).status.success());
}

#[test]
fn the_commands_recompute_the_chain_and_what_it_records() {
    type Change = fn(&mut Files);
    let changes: [(Change, &str); 4] = [
        (
            |files| {
                let log = String::from_utf8(files.get(path::LOG).clone()).unwrap();
                *files.get(path::LOG) = log.replace("Online Store", "Online Stare").into_bytes();
            },
            "entry 3 was changed",
        ),
        (
            |files| {
                let log = String::from_utf8(files.get(path::LOG).clone()).unwrap();
                let lines: Vec<&str> = log.lines().collect();
                let shorter = lines[..lines.len() - 1].join("\n") + "\n";
                *files.get(path::LOG) = shorter.into_bytes();
            },
            "does not end at the head",
        ),
        (
            |files| {
                let list = String::from_utf8(files.get(path::VERDICTS).clone()).unwrap();
                *files.get(path::VERDICTS) = list.replace("rejected", "accepted").into_bytes();
            },
            "verdict 2 is not what the log records",
        ),
        (|files| files.0.push(("zz.txt".to_owned(), Vec::new())), "zz.txt is not in the manifest"),
    ];
    for (change, expected) in changes {
        let mut files = Files::sample();
        change(&mut files);
        // A manifest that fits, as the holder of the key could make it.
        let mut signed = Files::of(&files.signed(&key()));
        if expected.starts_with("zz") {
            signed = Files::sample();
            change(&mut signed);
        }
        let dir = unfolded(&signed);
        let output = run(dir.path(), &commands(dir.path())[3]);
        assert!(!output.status.success() && said(&output).contains(expected), "{}", said(&output));
    }
}
