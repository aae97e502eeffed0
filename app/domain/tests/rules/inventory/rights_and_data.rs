//! Questions 1 to 3: owners, permissions and data sources.

use super::*;

#[test]
fn question_1_a_model_has_no_owner() {
    let orphan = |m: &mut ModelFacts| m.details.owner = None;
    assert_eq!(against(1, orphan), ["Shop Assistant has no owner."]);
    assert_eq!(against(1, on_paper(orphan)), ["Shop Assistant has no owner."]);
}

#[test]
fn question_2_permissions_are_missing_unreviewed_or_broad_without_a_reason() {
    let none = |m: &mut ModelFacts| m.permissions.clear();
    assert_eq!(against(2, none), ["Shop Assistant has no recorded permissions."]);
    assert!(against(2, on_paper(none)).is_empty());

    assert_eq!(REVIEW_DAYS, 180);
    let reviewed = |days| {
        move |m: &mut ModelFacts| {
            m.permissions[0].last_reviewed = Some(ago(days, today()));
        }
    };
    assert!(against(2, reviewed(180)).is_empty());
    let late = "Shop Assistant has 1 permission last reviewed over 180 days ago: basket-service.";
    assert_eq!(against(2, reviewed(181)), [late]);
    assert_eq!(against(2, on_paper(reviewed(181))), [late], "what is recorded counts on paper too");
    let never = |m: &mut ModelFacts| m.permissions[0].last_reviewed = None;
    assert_eq!(
        against(2, never),
        ["Shop Assistant has 1 permission that nobody ever reviewed: basket-service."]
    );

    for level in AccessLevel::ALL {
        let bare = against(2, |m| m.permissions[0].level = *level);
        let reasoned = against(2, |m| {
            m.permissions[0].level = *level;
            m.permissions[0].reason = "Runs the nightly export".to_owned();
        });
        let is_broad = matches!(level, AccessLevel::Admin | AccessLevel::Broad);
        assert_eq!(!bare.is_empty(), is_broad, "{level}");
        assert!(reasoned.is_empty(), "{level}");
    }
    let broad = |m: &mut ModelFacts| m.permissions[0].level = AccessLevel::Broad;
    assert_eq!(
        against(2, broad),
        ["Shop Assistant has 1 broad right without a reason: basket-service."]
    );
}

#[test]
fn question_3_data_sources_are_missing_unclassified_or_unprotected() {
    let none = |m: &mut ModelFacts| m.data_sources.clear();
    assert_eq!(against(3, none), ["Shop Assistant has no recorded data source."]);
    assert!(against(3, on_paper(none)).is_empty());
    let vague = |m: &mut ModelFacts| {
        m.data_sources[0].classification = Classification::Unknown;
    };
    let unknown = "Shop Assistant has 1 data source of unknown classification: Orders.";
    assert_eq!(against(3, vague), [unknown]);

    for classification in Classification::ALL {
        for personal in YesNoUnknown::ALL {
            for (at_rest, in_transit, control) in [
                (YesNoUnknown::Yes, YesNoUnknown::Yes, "Row filter"),
                (YesNoUnknown::No, YesNoUnknown::Yes, "Row filter"),
                (YesNoUnknown::Yes, YesNoUnknown::Unknown, "Row filter"),
                (YesNoUnknown::Yes, YesNoUnknown::Yes, " "),
            ] {
                let found = against(3, |m| {
                    m.data_sources[0] = DataSource {
                        name: "Orders".to_owned(),
                        classification: *classification,
                        personal_data: *personal,
                        encrypted_at_rest: at_rest,
                        encrypted_in_transit: in_transit,
                        access_control: control.to_owned(),
                    };
                });
                let sensitive = ["confidential", "restricted"].contains(&classification.key())
                    || *personal == YesNoUnknown::Yes;
                let protected = [at_rest, in_transit] == [YesNoUnknown::Yes; 2] && control != " ";
                let expected = usize::from(*classification == Classification::Unknown)
                    + usize::from(sensitive && !protected);
                assert_eq!(found.len(), expected, "{classification} {personal} {found:?}");
            }
        }
    }
    let clear = |m: &mut ModelFacts| m.data_sources[0].encrypted_at_rest = YesNoUnknown::Unknown;
    let sentence = "Shop Assistant reads 1 sensitive data source without encryption at rest and \
                    in transit: Orders.";
    assert_eq!(against(3, clear), [sentence]);
}

#[test]
fn one_sentence_speaks_of_many_things_without_growing_without_end() {
    let many = |m: &mut ModelFacts| {
        let named = |n| Permission { holder: format!("h{n}"), last_reviewed: None, ..permission() };
        m.permissions = (1..=50).map(named).collect();
    };
    assert_eq!(
        against(2, many),
        ["Shop Assistant has 50 permissions that nobody ever reviewed: h1, h2, h3 and 47 more."]
    );
}
