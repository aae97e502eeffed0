//! Passwords that guessers try first: a list of whole ones, and the words and habits behind most.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Whole passwords of twelve characters and more, one a line, in lower case.
const WHOLE: &str = include_str!("../../content/common-passwords.txt");

/// Words that people build passwords from, one a line, in lower-case letters.
const BASES: &str = include_str!("../../content/common-password-words.txt");

/// Rows and ladders along which fingers and thoughts run.
const RUNS: [&str; 9] = [
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiop[]",
    "qwertzuiop",
    "azertyuiop",
    "asdfghjkl;'",
    "zxcvbnm,./",
    "1q2w3e4r5t6y7u8i9o0p",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
];

/// The most characters of decoration around a word, such as a year with an exclamation mark.
const DECORATION: usize = 8;

/// The most characters outside of any run, such as the end of "qwertyuiop!1".
const LEFT: usize = 2;

struct Lists {
    whole: HashSet<&'static str>,
    bases: HashSet<&'static str>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let lines = |text: &'static str| text.lines().map(str::trim).filter(|line| !line.is_empty());
    Lists { whole: lines(WHOLE).collect(), bases: lines(BASES).collect() }
});

/// Whether a password is a common one: listed, a run of keys, a repetition, or one or two common
/// words with the usual decoration.
pub(super) fn is_common(password: &str) -> bool {
    let lower = password.to_lowercase();
    let compact: String = lower.chars().filter(|c| !c.is_whitespace()).collect();
    LISTS.whole.contains(lower.as_str())
        || LISTS.whole.contains(compact.as_str())
        || is_repetition(&compact)
        || is_all_runs(&compact)
        || is_decorated_word(&compact)
}

/// Three different characters at most, or a piece of at most four characters again and again.
fn is_repetition(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    let different: HashSet<&char> = chars.iter().collect();
    different.len() <= 3 || (1..=4).any(|n| repeats(&chars, n))
}

fn repeats(chars: &[char], piece: usize) -> bool {
    chars.iter().zip(chars.iter().skip(piece)).all(|(a, b)| a == b)
}

/// Whether next to nothing is left when runs of three or more keys are taken away.
fn is_all_runs(text: &str) -> bool {
    let (mut rest, mut left) = (text, 0);
    while let Some(next) = rest.chars().next() {
        let run = longest_run(rest);
        let taken = if run < 3 { next.len_utf8() } else { run };
        left += usize::from(run < 3);
        rest = rest.get(taken..).unwrap_or_default();
    }
    left <= LEFT
}

/// The length in bytes of the longest run, in either direction, with which the text begins.
fn longest_run(text: &str) -> usize {
    let backwards = |run: &str| run.chars().rev().collect::<String>();
    let mut longest = 0;
    for run in RUNS.iter().flat_map(|run| [(*run).to_owned(), backwards(run)]) {
        let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
        let fitting = ends.take_while(|end| run.contains(text.get(..*end).unwrap_or("\0")));
        longest = longest.max(fitting.last().unwrap_or(0));
    }
    longest
}

/// One or two common words, or one repeated, in the usual disguises and with decoration around.
fn is_decorated_word(text: &str) -> bool {
    // A disguise at an end, as in "$unshine" and "hell0", is not to be taken for decoration, so
    // every way of taking it off is tried.
    let not_letter = |c: char| !c.is_alphabetic();
    let cores = [
        text,
        text.trim_matches(not_letter),
        text.trim_start_matches(not_letter),
        text.trim_end_matches(not_letter),
    ];
    cores.iter().any(|core| {
        let decoration = text.chars().count() - core.chars().count();
        decoration <= DECORATION && is_words(&undisguised(core))
    })
}

fn undisguised(text: &str) -> String {
    let letter = |c: char| match c {
        '0' => 'o',
        '1' | '!' | '|' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' | '+' => 't',
        other => other,
    };
    text.chars().map(letter).filter(|c| c.is_alphabetic()).collect()
}

fn is_words(text: &str) -> bool {
    let is_base = |part: &str| LISTS.bases.contains(part);
    let piece = (1..=text.len() / 2)
        .find(|n| text.len().is_multiple_of(*n) && repeats(&text.chars().collect::<Vec<_>>(), *n));
    is_base(text)
        || piece.and_then(|n| text.get(..n)).is_some_and(is_base)
        || text.char_indices().any(|(at, _)| {
            let (head, tail) = text.split_at(at);
            is_base(head) && is_base(tail)
        })
}
