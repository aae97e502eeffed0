//! Which addresses are taken, and how they are shown.

use super::*;

fn check(text: &str, allowed: &str) -> Result<HookAddress, NoHook> {
    HookAddress::parse(text, &allowed.parse().unwrap())
}

#[test]
fn addresses_of_the_open_internet_are_taken_over_tls_alone() {
    for good in [
        "https://hooks.slack.com/services/T0/B0/x",
        " https://Chat.example.org:8443/hooks?key=x#y ",
        "https://1.1.1.1/",
        "https://[2606:4700:4700::1111]:1/x",
        "https://chat.müller.example/",
    ] {
        assert!(check(good, "").is_ok(), "{good}");
    }
    assert_eq!(check("http://chat.example.org/", ""), Err(NoHook::Unencrypted));
    assert_eq!(check("http://1.1.1.1/", ""), Err(NoHook::Unencrypted));
}

#[test]
fn addresses_inside_are_refused_however_they_are_written() {
    for bad in [
        "https://2130706433/",
        "https://0x7f.1/",
        "https://0177.0.0.1/",
        "https://127.1/",
        "https://127.0.0.1./",
        "https://0/",
        "https://[::1]/",
        "https://[::]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:a9fe:a9fe]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[fe80::1]/",
        "https://[fd00:ec2::254]/",
        "https://169.254.169.254/latest/meta-data",
        "https://10.0.0.1:8443/",
        "https://192.168.0.1/",
        "https://１２７.0.0.1/",
        "https://localhost/",
        "https://LOCALHOST./",
        "https://localhost../",
        "https://a.localhost/",
        "http://localhost/",
    ] {
        assert_eq!(check(bad, "").unwrap_err(), NoHook::Inside, "{bad}");
    }
}

#[test]
fn what_is_no_address_is_said() {
    for (bad, why) in [
        ("", NoHook::Unreadable),
        ("chat.example.org/x", NoHook::Unreadable),
        ("https://", NoHook::Unreadable),
        ("https://./", NoHook::Unreadable),
        ("https://a b/", NoHook::Unreadable),
        ("https://999.1.1.1/", NoHook::Unreadable),
        ("https://chat.example.org:99999/", NoHook::Unreadable),
        ("ftp://chat.example.org/", NoHook::Unreadable),
        ("file:///etc/passwd", NoHook::Unreadable),
        ("javascript:alert(1)", NoHook::Unreadable),
        ("https://ann@chat.example.org/", NoHook::User),
        ("https://ann:s3cret@chat.example.org/", NoHook::User),
        ("https://chat.example.org@127.0.0.1/", NoHook::User),
    ] {
        assert_eq!(check(bad, "").unwrap_err(), why, "{bad}");
    }
    let long = format!("https://chat.example.org/{}", "x".repeat(2_000));
    assert_eq!(check(&long, ""), Err(NoHook::TooLong));
}

#[test]
fn what_the_operator_allowed_is_taken_and_may_go_in_the_clear() {
    let list = "chat.corp.example, .intra.example, 10.0.0.0/8, localhost";
    for good in [
        "https://chat.corp.example/x",
        "http://chat.corp.example/x",
        "http://CHAT.corp.example.:8065/x",
        "http://a.intra.example/",
        "https://10.1.2.3/",
        "http://[::ffff:10.1.2.3]/",
        "http://localhost:8065/",
    ] {
        assert!(check(good, list).is_ok(), "{good}");
    }
    assert_eq!(check("http://intra.example/", list), Err(NoHook::Unencrypted));
    assert_eq!(check("https://192.168.0.1/", list), Err(NoHook::Inside));
    assert_eq!(check("https://a.localhost/", list), Err(NoHook::Inside));
    assert_eq!(check("http://ann@localhost/", list), Err(NoHook::User));
}

#[test]
fn an_address_is_shown_without_its_secrets() {
    let address = check("https://Chat.example.org:8443/s3cret?key=s3cret#s3cret", "").unwrap();
    assert_eq!(address.to_string(), "https://chat.example.org");
    assert_eq!(format!("{address:?}"), "https://chat.example.org");
    assert_eq!(address.secret(), "https://chat.example.org:8443/s3cret?key=s3cret");
    let address = check("https://[2606:4700:4700::1111]/s3cret", "").unwrap();
    assert_eq!(address.to_string(), "https://[2606:4700:4700::1111]");
}
