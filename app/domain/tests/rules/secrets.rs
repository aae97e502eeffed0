//! The guard against secrets in fields that are meant for names and places.

use domain::secret::looks_like_a_secret;
use proptest::prelude::*;

/// A made-up secret, put together here so that none stands in the source.
fn made(prefix: &str, alphabet: &str, length: usize) -> String {
    // A fixed walk with a step that shares no factor with the alphabets' lengths.
    let letters: Vec<char> = alphabet.chars().collect();
    let walk = (0..length).map(|n| letters[(n * 41 + n * n * 7 + 11) % letters.len()]);
    prefix.chars().chain(walk).collect()
}

const BASE62: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const CAPITALS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const HEX: &str = "0123456789abcdef";

#[test]
fn known_prefixes_are_named() {
    for (prefix, length, what) in [
        ("sk-", 48, "an API key"),
        ("sk-proj-", 64, "an API key"),
        ("sk-ant-api03-", 93, "an API key"),
        ("sk_live_", 24, "an API key"),
        ("ghp_", 36, "a GitHub token"),
        ("gho_", 36, "a GitHub token"),
        ("ghs_", 36, "a GitHub token"),
        ("github_pat_", 60, "a GitHub token"),
        ("glpat-", 20, "a GitLab token"),
        ("hf_", 34, "a Hugging Face token"),
        ("xoxb-", 24, "a Slack token"),
        ("xoxa-", 24, "a Slack token"),
        ("xoxp-", 24, "a Slack token"),
        ("xoxr-", 24, "a Slack token"),
        ("xoxs-", 24, "a Slack token"),
        ("AIza", 35, "a Google API key"),
        ("npm_", 36, "an npm token"),
        ("hvs.", 24, "a Vault token"),
    ] {
        let secret = made(prefix, BASE62, length);
        assert_eq!(looks_like_a_secret(&secret), Some(what), "{secret}");
        for around in ["key: {}", "OPENAI_API_KEY={}", "\"{}\"", "(in vault/kv/{})", "is {}."] {
            let text = around.replace("{}", &secret);
            assert_eq!(looks_like_a_secret(&text), Some(what), "{text}");
        }
    }
    for prefix in ["AKIA", "ASIA"] {
        let id = made(prefix, CAPITALS, 16);
        assert_eq!(looks_like_a_secret(&id), Some("an AWS access key"), "{id}");
    }
}

#[test]
fn tokens_keys_and_addresses_with_passwords_are_named() {
    let part = |n| made("eyJ", BASE62, n);
    let jwt = format!("{}.{}.{}", part(30), part(60), made("", BASE62, 43));
    assert_eq!(looks_like_a_secret(&jwt), Some("a signed token (JWT)"));
    for kind in ["RSA PRIVATE KEY", "PRIVATE KEY", "OPENSSH PRIVATE KEY", "PGP PRIVATE KEY BLOCK"] {
        let pem = format!("{}BEGIN {kind}-----", "-".repeat(5));
        assert_eq!(looks_like_a_secret(&pem), Some("a private key"), "{pem}");
    }
    let address = "postgres://app:hunter2@db.example/app";
    assert_eq!(looks_like_a_secret(address), Some("an address with a password in it"));
    for text in ["hunter2 password: Tr0ub4dor&3", "PWD=s3cretword", "Passwort : Sommer2026!"] {
        assert_eq!(looks_like_a_secret(text), Some("a password"), "{text}");
    }
}

#[test]
fn long_runs_drawn_by_chance_are_noticed() {
    for (alphabet, length) in [(BASE62, 24), (BASE62, 40), (HEX, 32), (HEX, 64)] {
        let secret = made("", alphabet, length);
        assert_eq!(looks_like_a_secret(&secret), Some("a key or token"), "{secret}");
        let place = format!("vault: {secret}");
        assert_eq!(looks_like_a_secret(&place), Some("a key or token"), "{place}");
    }
}

#[test]
fn names_places_and_prose_pass() {
    for fine in [
        "",
        "OpenAI key of the shop",
        "vault/kv/prod/openai",
        "arn:aws:secretsmanager:eu-west-1:123456789012:secret:name",
        "arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/openai-key-AbC123",
        "projects/123456789012/secrets/openai-api-key/versions/latest",
        "https://shop-prod.vault.azure.net/secrets/openai-key/4387e9f3d6e14c459867679a90fd0f79",
        "550e8400-e29b-41d4-a716-446655440000",
        "secret/data/ai/550E8400-E29B-41D4-A716-446655440000",
        "https://wiki.example/spaces/AI/pages/123456789/API+key+rotation?from=menu#owner",
        "AZURE_OPENAI_API_KEY",
        "AzureOpenAIProductionKey2026Q4Rotation",
        "sk-learn-pipeline-production-2026",
        "sk-",
        "task-force-key-for-the-recommender",
        "ghp_ tokens are kept by the platform team",
        "hf_inference_endpoint_token",
        "kubernetes secret ai-gateway/openai in namespace shop-production-eu-west-1",
        "doppler://shop/prd/OPENAI_API_KEY",
        "op://Engineering/OpenAI production/credential",
        "gpt-4o-2026-preview-20260101-production",
        "claude-sonnet-4-5-20260929",
        "meta-llama/Llama-3.3-70B-Instruct",
        "1Password, vault “AI platform”, item “Tessera key”",
        "Rotated by Priya Raman on 23 Nov 2026, next on 21 Feb 2027",
        "AccountingDepartmentInvoiceClassifierV2",
        "s3://company-ml-models-eu-west-1/prod/2026/11/23/model.safetensors",
        "Pneumonoultramicroscopicsilicovolcanoconiosis",
        "ssh://git@code.example/ml/models.git",
        "https://user@wiki.example/",
        "password: see the vault, item 4711",
        "Password=in 1Password",
        "+49 30 901820 extension 4711",
        "00000000000000000000000000000000",
    ] {
        assert_eq!(looks_like_a_secret(fine), None, "{fine}");
    }
    let in_query = format!("https://api.example/v1?key={}", made("", HEX, 32));
    assert_eq!(looks_like_a_secret(&in_query), Some("a key or token"), "{in_query}");
    let image = format!("registry.example/ranker@sha256:{}", made("", HEX, 64));
    assert_eq!(looks_like_a_secret(&image), None, "a digest that says that it is one");
}

const LABEL: &str = "words before a colon that name a password";

/// "pwd:" with something behind it is noticed, and rightly so.
fn names_no_password(word: &str) -> bool {
    !["password", "passwort", "pwd"].iter().any(|label| word.contains(label))
}

proptest! {
    #[test]
    fn words_joined_in_any_usual_way_pass(
        words in prop::collection::vec("[a-z]{3,9}".prop_filter(LABEL, |word| names_no_password(word)), 1..8),
        joint in prop::sample::select(vec!["-", "_", "/", ".", " ", ":"]),
        year in 2020_u16..2030,
    ) {
        let name = format!("{}{joint}{year}", words.join(joint));
        prop_assert_eq!(looks_like_a_secret(&name), None, "{}", name);
        prop_assert_eq!(looks_like_a_secret(&name.to_uppercase()), None, "{}", name);
    }

    #[test]
    fn anything_at_all_is_looked_at_without_harm(text in "\\PC{0,200}") {
        let _ = looks_like_a_secret(&text);
    }

    #[test]
    fn nearly_every_key_of_forty_letters_and_digits_is_noticed(
        keys in prop::collection::vec("[A-Za-z0-9]{40}", 50)
    ) {
        let noticed = keys.iter().filter(|key| looks_like_a_secret(key).is_some()).count();
        prop_assert!(noticed >= 47, "{} of 50", noticed);
    }
}
