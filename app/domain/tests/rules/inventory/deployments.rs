//! Questions 4 to 6: where models run, how they are watched and from where they are reached.

use super::*;

#[test]
fn question_4_a_production_deployment_is_not_monitored() {
    for environment in Environment::ALL {
        for switch in Switch::ALL {
            let found = against(4, |m| {
                m.deployments[0].environment = *environment;
                m.deployments[0].runtime_monitoring = *switch;
            });
            let expected = *environment == Environment::Production && *switch != Switch::On;
            assert_eq!(!found.is_empty(), expected, "{environment} {switch}");
        }
    }
    let off = |m: &mut ModelFacts| m.deployments[0].runtime_monitoring = Switch::Off;
    let place = "1 deployment (Production, shop cluster, eu-west)";
    assert_eq!(against(4, off), [format!("Shop Assistant has runtime monitoring off in {place}.")]);
}

#[test]
fn question_5_a_deployment_has_unknown_exposure() {
    for environment in Environment::ALL {
        for exposure in Exposure::ALL {
            let found = against(5, |m| {
                m.deployments[0].environment = *environment;
                m.deployments[0].exposure = *exposure;
            });
            assert_eq!(!found.is_empty(), *exposure == Exposure::Unknown, "{exposure}");
        }
    }
    let three = |m: &mut ModelFacts| {
        m.deployments = vec![Deployment { exposure: Exposure::Unknown, ..deployment() }; 3];
    };
    assert_eq!(
        against(5, three),
        ["Shop Assistant has unknown exposure in 3 deployments \
          (Production, shop cluster, eu-west and 2 more)."]
    );
}

#[test]
fn question_6_a_cloud_deployment_lacks_the_providers_monitoring() {
    for hosting in Hosting::ALL {
        for switch in Switch::ALL {
            let found = against(6, |m| {
                m.deployments[0].hosting = *hosting;
                m.deployments[0].provider_monitoring = *switch;
            });
            let expected = *hosting == Hosting::Cloud && *switch != Switch::On;
            assert_eq!(!found.is_empty(), expected, "{hosting} {switch}");
        }
    }
}
