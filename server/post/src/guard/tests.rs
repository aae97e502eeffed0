//! The guard, address by address.

use super::*;

fn ip(text: &str) -> IpAddr {
    text.parse().unwrap()
}

fn allowed(text: &str) -> Allowed {
    text.parse().unwrap()
}

#[test]
fn the_open_internet_is_public() {
    for text in [
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "93.184.215.14",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2001:200::1",
        "2606:4700:4700::1111",
        "2a00:1450::1",
        "::ffff:1.1.1.1",
    ] {
        assert!(is_public(ip(text)), "{text}");
    }
}

#[test]
fn what_the_registries_set_aside_is_not_public() {
    for text in [
        "0.0.0.0",
        "0.255.255.255",
        "10.0.0.0",
        "10.255.255.255",
        "100.64.0.0",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.255",
        "169.254.169.254",
        "172.16.0.0",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.255.255",
        "198.18.0.0",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.255",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.0",
        "255.255.255.255",
    ] {
        assert!(!is_public(ip(text)), "{text}");
        assert!(!is_public(ip(&format!("::ffff:{text}"))), "{text} mapped");
        assert!(!is_public(ip(&format!("::{text}"))), "{text} in compatible form");
        assert!(!is_public(ip(&format!("64:ff9b::{text}"))), "{text} behind NAT64");
    }
}

#[test]
fn of_ipv6_only_global_unicast_is_public() {
    for text in [
        "::",
        "::1",
        "64:ff9b::1.1.1.1",
        "64:ff9b:1::1",
        "100::1",
        "1fff:ffff::1",
        "2001::1",
        "2001:1ff:ffff::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "3fff::1",
        "3fff:fff::1",
        "4000::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
    ] {
        assert!(!is_public(ip(text)), "{text}");
    }
}

#[test]
fn a_list_names_hosts_those_below_addresses_and_networks() {
    let list = allowed(" Chat.Example.org, .corp.example ,10.1.2.3,fd00:1::/32, ::1,[::2],");
    let named = |text: &str| list.names(&Host::parse(text).unwrap());
    for yes in [
        "chat.example.org",
        "chat.example.org.",
        "CHAT.example.org",
        "a.corp.example",
        "a.b.corp.example",
        "10.1.2.3",
        "[::ffff:10.1.2.3]",
        "[fd00:1::7]",
        "[::1]",
        "[::2]",
    ] {
        assert!(named(yes), "{yes}");
    }
    for no in [
        "example.org",
        "a.chat.example.org",
        "chat.example.org.evil.example",
        "corp.example",
        "evilcorp.example",
        "10.1.2.4",
        "[fd00:2::7]",
    ] {
        assert!(!named(no), "{no}");
    }
}

#[test]
fn an_allowed_name_may_lead_inside_and_an_allowed_network_counts_under_any_name() {
    let (name, other) = (Host::Name("chat.example".into()), Host::Name("other.example".into()));
    let list = allowed("chat.example, 10.0.0.0/8");
    assert!(list.may_reach(&name, ip("192.168.0.7")));
    assert!(list.may_reach(&other, ip("10.9.9.9")));
    assert!(list.may_reach(&other, ip("::ffff:10.9.9.9")));
    assert!(!list.may_reach(&other, ip("192.168.0.7")));
    assert!(!allowed("").may_reach(&name, ip("10.9.9.9")));
}

#[test]
fn what_is_no_host_address_or_network_is_said() {
    for bad in [
        "https://chat.example.org",
        "chat.example.org:8443",
        "chat.example.org/x",
        "*.example.org",
        "ann@example.org",
        "10.0.0.0/33",
        ".10.0.0.1",
        ".",
        "a b",
        "300.1.1.1",
    ] {
        let error = format!("ok.example, {bad}").parse::<Allowed>().unwrap_err();
        assert!(error.to_string().contains(&format!("“{bad}”")), "{error}");
    }
}
