//! Notices when someone is about to write a secret into a field meant for its name or place.
//!
//! A guard against slips, not a scanner: it must never stand in the way of ordinary names, so it
//! knows the prefixes that providers put before their keys, and beyond those asks for a long run
//! of letters and digits that changes its kind as often as only chance does.

/// Prefixes of secrets, what they are, and how many characters of letters and digits in one run
/// must follow for it to be one.
const PREFIXES: &[(&str, &str, usize)] = &[
    ("sk-", "an API key", 16),
    ("sk_live_", "an API key", 16),
    ("sk_test_", "an API key", 16),
    ("rk_live_", "an API key", 16),
    ("AIza", "a Google API key", 30),
    ("GOCSPX-", "a Google client secret", 16),
    ("ya29.", "a Google access token", 16),
    ("ghp_", "a GitHub token", 20),
    ("gho_", "a GitHub token", 20),
    ("ghu_", "a GitHub token", 20),
    ("ghs_", "a GitHub token", 20),
    ("ghr_", "a GitHub token", 20),
    ("github_pat_", "a GitHub token", 20),
    ("glpat-", "a GitLab token", 16),
    ("hf_", "a Hugging Face token", 20),
    ("npm_", "an npm token", 30),
    ("pypi-", "a PyPI token", 30),
    ("xoxb-", "a Slack token", 8),
    ("xoxa-", "a Slack token", 8),
    ("xoxp-", "a Slack token", 8),
    ("xoxr-", "a Slack token", 8),
    ("xoxs-", "a Slack token", 8),
    ("r8_", "a Replicate token", 30),
    ("gsk_", "an API key", 30),
    ("pplx-", "an API key", 30),
    ("hvs.", "a Vault token", 20),
];

/// What the text looks like if it seems to hold a secret, ready to follow "This looks like".
#[must_use]
pub fn looks_like_a_secret(text: &str) -> Option<&'static str> {
    if text.contains("-----BEGIN") && text.contains("KEY") {
        return Some("a private key");
    }
    if text.split_whitespace().any(has_password_in_address) {
        return Some("an address with a password in it");
    }
    if names_its_password(text) {
        return Some("a password");
    }
    let tokens = text.split(|c: char| !(c.is_ascii_alphanumeric() || "-_.+/=".contains(c)));
    tokens.filter(|token| token.len() >= 12).find_map(|token| {
        // After a slash or an equals sign a secret may begin.
        let parts = token.split(['/', '=']).filter(|part| part.len() >= 12);
        parts.clone().find_map(known).or_else(|| {
            let is_number = names_a_version(text, token);
            token
                .split(|c: char| !c.is_ascii_alphanumeric())
                .any(
                    |run| {
                        if is_hex(run) { is_random_hex(run) && !is_number } else { is_random(run) }
                    },
                )
                .then_some("a key or token")
        })
    })
}

fn known(part: &str) -> Option<&'static str> {
    if is_web_token(part) {
        return Some("a signed token (JWT)");
    }
    if is_aws_key_id(part) {
        return Some("an AWS access key");
    }
    PREFIXES.iter().find_map(|(prefix, what, run)| {
        let rest = part.strip_prefix(prefix)?;
        let mut runs = rest.split(|c: char| !c.is_ascii_alphanumeric());
        // Words have neither digits nor capitals in their middle.
        let is_code =
            |text: &str| text.bytes().any(|b| b.is_ascii_digit() || b.is_ascii_uppercase());
        runs.any(|text| text.len() >= *run && is_code(text)).then_some(*what)
    })
}

/// Three parts with dots between them, the first two JSON objects in base64.
fn is_web_token(part: &str) -> bool {
    let mut parts = part.split('.');
    let mut next_is_object = || parts.next().is_some_and(|p| p.starts_with("eyJ") && p.len() > 10);
    next_is_object() && next_is_object()
}

fn is_aws_key_id(part: &str) -> bool {
    let is_code = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit();
    (part.starts_with("AKIA") || part.starts_with("ASIA"))
        && part.len() == 20
        && part.bytes().all(is_code)
}

/// `scheme://user:password@host`.
fn has_password_in_address(word: &str) -> bool {
    let authority = word
        .split_once("://")
        .map(|(_, rest)| rest.split(['/', '?', '#']).next().unwrap_or_default());
    authority
        .and_then(|authority| authority.rsplit_once('@'))
        .and_then(|(user, _)| user.split_once(':'))
        .is_some_and(|(_, password)| !password.is_empty())
}

/// `password: …`, in a few languages, with something behind it that mixes letters and digits.
fn names_its_password(text: &str) -> bool {
    const LABELS: [&str; 5] = ["password", "passphrase", "passwort", "pwd", "mot de passe"];
    let lower = text.to_lowercase();
    LABELS.iter().flat_map(|label| lower.split(label).skip(1)).any(|rest| {
        let value = rest.trim_start().strip_prefix([':', '=']).map(str::trim_start);
        let value = value.and_then(|value| value.split_whitespace().next()).unwrap_or_default();
        value.len() >= 8
            && value.bytes().any(|b| b.is_ascii_digit())
            && value.bytes().any(|b| b.is_ascii_alphabetic())
    })
}

/// Whether hexadecimal digits in the token are the number of a version: a digest that says that it
/// is one, or part of the path of an address, as vaults and registries have them.
fn names_a_version(text: &str, token: &str) -> bool {
    token.starts_with("//")
        || ["sha256:", "sha512:"].iter().any(|label| text.contains(&format!("{label}{token}")))
}

fn is_hex(run: &str) -> bool {
    run.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Whether hexadecimal digits are as many as in a key, and not one and the same again and again.
fn is_random_hex(run: &str) -> bool {
    let digits = run.bytes().filter(u8::is_ascii_digit).count();
    run.len() >= 32 && digits >= 6 && digits < run.len()
}

/// Whether a run of letters and digits looks drawn by chance.
fn is_random(run: &str) -> bool {
    let bytes = run.as_bytes();
    let count = |is: fn(&u8) -> bool| bytes.iter().filter(|b| is(b)).count();
    let digits = count(u8::is_ascii_digit);
    let (upper, lower) = (count(u8::is_ascii_uppercase), count(u8::is_ascii_lowercase));
    let class = |b: &u8| (b.is_ascii_digit(), b.is_ascii_uppercase());
    let changes = bytes.windows(2).filter(|pair| class(&pair[0]) != class(&pair[1])).count();
    // How often neighbours differ in kind, in hundredths: about 62 for letters of both cases with
    // digits, 40 for one case with digits, under 30 for words joined by capitals or numbers.
    let share = changes * 100 / bytes.len().max(1);
    if upper > 0 && lower > 0 {
        return bytes.len() >= 20 && digits >= 1 && share >= 40;
    }
    bytes.len() >= 24 && digits >= 4 && digits * 2 <= bytes.len() && share >= 28
}
