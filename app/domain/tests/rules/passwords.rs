//! Passwords: long, not about the person, not among those guessed first, and nothing else.

use domain::password::{PasswordFault, check};

fn fault(password: &str) -> Option<PasswordFault> {
    check(password, "priya.raman@aldermoor.example", "Priya Raman").err()
}

#[test]
fn length_is_counted_in_characters_from_12_to_128() {
    assert_eq!(fault("wharf-lilt-9"), None);
    assert_eq!(fault("wharf-lilt9"), Some(PasswordFault::TooShort));
    assert_eq!(fault(""), Some(PasswordFault::TooShort));
    assert_eq!(fault("žluťoučký kůň"), None, "thirteen characters, more bytes");
    let long: String = "wharf lilt brine oak ".chars().cycle().take(129).collect();
    assert_eq!(fault(&long), Some(PasswordFault::TooLong));
    assert_eq!(fault(long.strip_suffix(|_: char| true).unwrap()), None);
}

#[test]
fn there_are_no_rules_of_composition() {
    for fine in ["wharf lilt brine oak", "uvmzkwqrhtbd", "8204719365028157", "ΑΒΓΔΕΖΗΘΙΚΛΜ…"]
    {
        assert_eq!(fault(fine), None, "{fine}");
    }
}

#[test]
fn it_leaves_out_the_person_and_the_product() {
    for wrong in ["priya.raman@aldermoor.example", "x priya.raman x 77", "PriyaRaman-2026-x"] {
        assert_eq!(fault(wrong), Some(PasswordFault::Email), "{wrong}");
    }
    for wrong in ["my name is priya, hi", "raman raman wharf"] {
        assert_eq!(fault(wrong), Some(PasswordFault::Name), "{wrong}");
    }
    for wrong in ["Plumbline-wharf", "plumb line wharf", "PLUMB-LINE-77-x"] {
        assert_eq!(fault(wrong), Some(PasswordFault::Product), "{wrong}");
    }
    let short = check("belonging to nobody", "li@x.example", "Li Ong");
    assert_eq!(short, Ok(()), "short names are parts of other words");
    assert_eq!(check("li ong of the harbour", "li@x.example", "Li Ong"), Err(PasswordFault::Name));
}

#[test]
fn faults_are_sentences() {
    let short = fault("short").unwrap().to_string();
    assert_eq!(short, "Use at least 12 characters. Several unrelated words are easy to remember.");
}

#[cfg(feature = "content")]
#[test]
fn those_that_are_guessed_first_are_refused_in_their_usual_disguises() {
    for common in [
        "passwordpassword",
        "Password123456",
        "P@ssw0rd2026!",
        "p a s s w o r d 1 2 3 4",
        "correct horse battery staple",
        "CorrectHorseBatteryStaple",
        "qwertyuiop123",
        "qwertyuiop[]",
        "1q2w3e4r5t6y",
        "123456789012",
        "098765432109",
        "abcdefghijkl",
        "aaaaaaaaaaaa",
        "abababababab",
        "abcabcabcabc",
        "111222333444",
        "Welcome2026!!",
        "WelcomePassword1",
        "adminadmin!2024",
        "Summer2026!!!",
        "letmein-letmein",
        "$unshine2026",
        "iloveyou12345",
        "dragonmonkey12",
        "2026Manchester!",
    ] {
        assert_eq!(fault(common), Some(PasswordFault::Common), "{common}");
    }
}

#[cfg(feature = "content")]
#[test]
fn a_common_word_among_others_is_no_reason_to_refuse() {
    for fine in [
        "summer brine wharf lilt",
        "admin of seven harbours",
        "password made of pewter",
        "password 8203 4471 9920 1163",
        "dragons-eat-42-pewter-spoons",
    ] {
        assert_eq!(fault(fine), None, "{fine}");
    }
}

#[cfg(feature = "content")]
#[test]
fn every_listed_password_is_refused() {
    let whole = include_str!("../../content/common-passwords.txt");
    let long = whole.lines().filter(|line| line.chars().count() >= 12);
    assert!(long.clone().count() > 150);
    for listed in long {
        let fault = check(listed, "li@x.example", "Li Ong").err();
        assert_eq!(fault, Some(PasswordFault::Common), "{listed}");
        let shouted = check(&listed.to_uppercase(), "li@x.example", "Li Ong").err();
        assert_eq!(shouted, Some(PasswordFault::Common), "{listed}");
    }
}
