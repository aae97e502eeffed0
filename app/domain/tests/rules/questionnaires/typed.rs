//! What is typed into the form of a draft.

use domain::Points;
use domain::questionnaires::{Citation, Reach, key_of};

#[test]
fn a_band_is_typed_as_its_first_and_last_points_or_open_above() {
    let reach = |from, to: Option<u16>| Some(Reach { from: Points(from), to: to.map(Points) });
    assert_eq!(Reach::typed(" 11 - 20 "), reach(11, Some(20)));
    assert_eq!(Reach::typed("11–20"), reach(11, Some(20)));
    assert_eq!(Reach::typed("21-"), reach(21, None));
    for odd in ["", "21", "-", "a-b", "1-2-3", "99999-"] {
        assert_eq!(Reach::typed(odd), None, "{odd}");
    }
    for typed in ["0-10", "21-"] {
        assert_eq!(Reach::typed(typed).map(Reach::as_typed).as_deref(), Some(typed));
    }
}

#[test]
fn a_reference_is_typed_in_a_line_and_said_the_same_way() {
    let line = "MITRE ATLAS | 5.1.0 | AML.M0000";
    assert_eq!(Citation::typed(line).as_typed(), line);
    assert!(!Citation::typed("something else").is_known());
}

#[test]
fn a_question_without_a_name_gets_one_from_its_title() {
    assert_eq!(key_of("Output handling"), "output-handling");
    assert_eq!(key_of("  Who's on call? (24/7) "), "who-s-on-call-24-7");
    assert_eq!(key_of("3rd parties"), "q-3rd-parties");
    assert_eq!(key_of("???"), "");
    assert_eq!(key_of(&"a b ".repeat(60)).len(), 59);
}
