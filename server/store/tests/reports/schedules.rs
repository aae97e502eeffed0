//! Reports that are sent by themselves: by whom, to whom, when, and what each reader is told.

use domain::assessment::Round;
use domain::notices::NoticeKind;
use domain::reports::Occasion;
use domain::{Actor, AppError, PersonId, SavedReportId, UnitId};
use store::{NewRound, NoticeRow};

use super::day;
use crate::world::{World, said_about, told};

impl World {
    /// A report of the manager's, of everything or of fixed days, shared with a unit.
    async fn report_of(&self, query: &str, unit: Option<UnitId>) -> SavedReportId {
        self.store.save_report(&self.manager, "Board", query, unit).await.unwrap();
        self.store.read(&self.manager).saved_reports().await.unwrap()[0].id
    }

    async fn sends(&self, id: SavedReportId, when: Occasion, to: &[&Actor]) {
        let to: Vec<PersonId> = to.iter().map(|actor| actor.person).collect();
        self.store.schedule_report(&self.manager, id, Some(when), &to).await.unwrap();
    }

    async fn reports_to(&self, actor: &Actor) -> Vec<NoticeRow> {
        let all = self.store.read(actor).inbox(None).await.unwrap();
        all.into_iter().filter(|notice| notice.kind == NoticeKind::Report).collect()
    }
}

#[tokio::test]
async fn a_monthly_report_is_sent_once_when_the_month_has_ended_to_those_chosen() {
    let world = World::new().await;
    let id = world.report_of("frame=quarter", Some(world.commerce)).await;
    world.sends(id, Occasion::Month, &[&world.manager, &world.viewer]).await;
    assert_eq!(world.store.send_reports().await.unwrap(), 0, "November has not ended");

    world.clock.set("2026-12-01T00:10:00Z");
    assert_eq!(world.store.send_reports().await.unwrap(), 2);
    assert_eq!(world.store.send_reports().await.unwrap(), 0, "a day run twice");
    let got = &world.reports_to(&world.viewer).await[0];
    assert_eq!(got.title, "Report “Board” as of 30 Nov 2026");
    assert_eq!(got.href, "/reports/document?frame=quarter&as_of=2026-11-30");
    assert!(world.reports_to(&world.auditor).await.is_empty(), "who was not chosen");

    world.clock.set("2027-03-09T00:10:00Z");
    assert_eq!(world.store.send_reports().await.unwrap(), 2, "of three months one report");
    assert_eq!(world.reports_to(&world.viewer).await[0].title, "Report “Board” as of 28 Feb 2027");
}

#[tokio::test]
async fn each_is_told_what_they_may_see_and_nobody_of_what_they_may_not() {
    let world = World::new().await;
    let id = world.report_of("", Some(world.commerce)).await;
    world.sends(id, Occasion::Month, &[&world.manager, &world.viewer]).await;
    world.clock.set("2026-12-01T00:10:00Z");
    world.store.send_reports().await.unwrap();
    let words = |notices: Vec<NoticeRow>| notices[0].words.clone();
    let (whole, part) = (
        words(world.reports_to(&world.manager).await),
        words(world.reports_to(&world.viewer).await),
    );
    assert!(whole.contains("Aldermoor Group") && whole.contains("of 5"), "{whole}");
    assert!(part.contains("All your units") && part.contains("of 3"), "{part}");

    let read = world.store.read(&world.manager);
    let names: Vec<String> =
        read.report_schedule(id).await.unwrap().readers.into_iter().map(|it| it.name).collect();
    assert!(!names.contains(&"Kenji Ota".to_owned()), "they don't see Commerce: {names:?}");
    let to = [world.outsider.person];
    let sent = world.store.schedule_report(&world.manager, id, Some(Occasion::Month), &to).await;
    assert!(said_about("to", sent).contains("see the unit"));
}

#[tokio::test]
async fn a_round_is_reported_on_the_day_after_it_was_over() {
    let world = World::new().await;
    let id = world.report_of("", None).await;
    world.sends(id, Occasion::Round, &[&world.manager]).await;
    let round = Round {
        name: "Q4 2026".to_owned(),
        opens_on: day("2026-11-23"),
        due_on: day("2026-12-11"),
        cadence_days: 92,
    };
    let new = NewRound { unit: world.root, round };
    world.store.open_round(&world.manager, &new).await.unwrap();
    world.clock.set("2026-12-11T23:00:00Z");
    assert_eq!(world.store.send_reports().await.unwrap(), 0, "its last day");
    world.clock.set("2026-12-12T00:10:00Z");
    assert_eq!(world.store.send_reports().await.unwrap(), 1);
    let got = &world.reports_to(&world.manager).await[0];
    assert_eq!(got.href, "/reports/document?as_of=2026-12-11");
}

#[tokio::test]
async fn one_sends_ones_own_to_oneself_and_only_a_manager_to_others() {
    let world = World::new().await;
    let shared = world.report_of("", Some(world.commerce)).await;
    let refused = [(&world.viewer, AppError::NotFound), (&world.outsider, AppError::NotFound)];
    for (actor, why) in refused {
        let sent = world
            .store
            .schedule_report(actor, shared, Some(Occasion::Month), &[actor.person])
            .await;
        assert_eq!(told(sent), why, "a report of somebody else's");
    }
    world.store.save_report(&world.viewer, "Mine", "", None).await.unwrap();
    let kept = world.store.read(&world.viewer).saved_reports().await.unwrap();
    let mine = kept.iter().find(|it| it.is_own).unwrap().id;
    let month = Some(Occasion::Month);
    world.store.schedule_report(&world.viewer, mine, month, &[world.viewer.person]).await.unwrap();
    let to = [world.viewer.person, world.manager.person];
    let others = world.store.schedule_report(&world.viewer, mine, month, &to).await;
    assert!(said_about("to", others).contains("see the unit"));
    let nobody = world.store.schedule_report(&world.viewer, mine, month, &[]).await;
    assert!(said_about("to", nobody).contains("who gets it"));

    // A manager who is one no longer sends to nobody else any more.
    let manager = world.join("Bo Lindqvist", domain::Role::Manager, world.commerce).await;
    world.store.save_report(&manager, "Ours", "", Some(world.commerce)).await.unwrap();
    let kept = world.store.read(&manager).saved_reports().await.unwrap();
    let ours = kept.iter().find(|it| it.is_own).unwrap().id;
    let (person, unit) = (manager.person, Some(world.commerce));
    world.store.revoke_role(&world.admin, person, domain::Role::Manager, unit).await.unwrap();
    world.store.grant_role(&world.admin, person, domain::Role::Viewer, unit).await.unwrap();
    let to = [world.viewer.person];
    let sent = world.store.schedule_report(&world.again(person).await, ours, month, &to).await;
    assert!(matches!(told(sent), AppError::Refused(_)));
}

#[tokio::test]
async fn fixed_days_are_not_sent_and_what_is_stopped_is_sent_no_more() {
    let world = World::new().await;
    let fixed = world.report_of("from=2026-01-31&to=2026-06-30", None).await;
    let to = [world.manager.person];
    let sent = world.store.schedule_report(&world.manager, fixed, Some(Occasion::Month), &to).await;
    assert!(said_about("", sent).contains("fixed days"));

    let id = world.report_of("", Some(world.commerce)).await;
    world.sends(id, Occasion::Month, &[&world.manager, &world.viewer]).await;
    world.store.save_report(&world.manager, "Board", "", Some(world.logistics)).await.unwrap();
    world.clock.set("2026-12-01T00:10:00Z");
    assert_eq!(world.store.send_reports().await.unwrap(), 1, "shared with another unit by now");
    world.store.schedule_report(&world.manager, id, None, &[]).await.unwrap();
    world.clock.set("2027-01-01T00:10:00Z");
    assert_eq!(world.store.send_reports().await.unwrap(), 0);
}
