//! People, links that work once, sessions, and the pace of signing in.

mod world;

use chrono::Duration;
use domain::models::ModelDetails;
use domain::{AppError, Role};
use store::{HandedOver, NewPerson, PeopleFilter, StoredSession, Turn};
use world::{World, said_about, told};

fn emil(world: &World) -> NewPerson {
    NewPerson {
        name: "Emil Sato".to_owned(),
        email: "emil.sato@aldermoor.example".to_owned(),
        role: Role::Assessor,
        unit: Some(world.logistics),
    }
}

#[tokio::test]
async fn an_invitation_works_once_and_gives_the_role() {
    let world = World::new().await;
    let invitation = world.store.invite(&world.admin, &emil(&world)).await.unwrap();
    let link = world.store.link(&invitation.token).await.unwrap();
    assert_eq!((link.person_id, link.name.as_str()), (invitation.person, "Emil Sato"));

    world.store.spend_link(&invitation.token, "his hash").await.unwrap();
    assert_eq!(told(world.store.link(&invitation.token).await), AppError::NotFound);
    assert_eq!(told(world.store.spend_link(&invitation.token, "x").await), AppError::NotFound);

    let account = world.store.sign_in("EMIL.SATO@aldermoor.example").await.unwrap().unwrap();
    assert_eq!(account.password_hash.as_deref(), Some("his hash"));
    let actor = world.again(invitation.person).await;
    assert_eq!(actor.grants.len(), 1);
    world.verified().await;
}

#[tokio::test]
async fn a_link_expires_and_a_new_one_replaces_it() {
    let world = World::new().await;
    let first = world.store.invite(&world.admin, &emil(&world)).await.unwrap();
    world.clock.advance(Duration::days(7) - Duration::seconds(1));
    assert!(world.store.link(&first.token).await.is_ok());
    world.clock.advance(Duration::seconds(1));
    assert_eq!(told(world.store.link(&first.token).await), AppError::NotFound);
    assert_eq!(told(world.store.spend_link(&first.token, "x").await), AppError::NotFound);

    let second = world.store.renew_link(&world.admin, first.person).await.unwrap();
    let third = world.store.renew_link(&world.admin, first.person).await.unwrap();
    assert_eq!(told(world.store.link(&second.token).await), AppError::NotFound);
    assert!(world.store.link(&third.token).await.is_ok());
}

#[tokio::test]
async fn a_reset_ends_sessions_and_lasts_a_day() {
    let world = World::new().await;
    open_session(&world, "one").await;
    let reset = world.store.renew_link(&world.admin, world.assessor.person).await.unwrap();
    world.clock.advance(Duration::hours(23));
    world.store.spend_link(&reset.token, "new").await.unwrap();
    assert_eq!(world.store.load_session("one").await.unwrap(), None);
    let late = world.store.renew_link(&world.admin, world.assessor.person).await.unwrap();
    world.clock.advance(Duration::hours(24));
    assert_eq!(told(world.store.link(&late.token).await), AppError::NotFound);
}

#[tokio::test]
async fn a_changed_password_ends_other_sessions_and_an_open_reset() {
    let world = World::new().await;
    open_session(&world, "here").await;
    open_session(&world, "elsewhere").await;
    let reset = world.store.renew_link(&world.admin, world.assessor.person).await.unwrap();
    world.store.change_password(&world.assessor, Some("hash"), "new", "here").await.unwrap();
    assert!(world.store.load_session("here").await.unwrap().is_some());
    assert_eq!(world.store.load_session("elsewhere").await.unwrap(), None);
    assert_eq!(told(world.store.link(&reset.token).await), AppError::NotFound);
}

#[tokio::test]
async fn a_password_that_was_replaced_while_it_was_checked_signs_nobody_in() {
    let world = World::new().await;
    let checked = world.store.sign_in(&world.assessor.email).await.unwrap().unwrap();
    world.store.signed_in(&checked, "192.0.2.1", Some("made anew")).await.unwrap();
    let stale = world.store.signed_in(&checked, "192.0.2.1", None).await;
    assert_eq!(told(stale), AppError::Unauthenticated);
    let checked = world.store.sign_in(&world.assessor.email).await.unwrap().unwrap();
    assert_eq!(checked.password_hash.as_deref(), Some("made anew"));

    let reset = world.store.renew_link(&world.admin, checked.id).await.unwrap();
    world.store.spend_link(&reset.token, "new").await.unwrap();
    let entries = world.verified().await;
    let overtaken = world.store.signed_in(&checked, "192.0.2.1", Some("made anew again")).await;
    assert_eq!(told(overtaken), AppError::Unauthenticated);
    let known = world.store.sign_in(&world.assessor.email).await.unwrap().unwrap();
    assert_eq!(known.password_hash.as_deref(), Some("new"));
    world.store.deactivate_person(&world.admin, known.id).await.unwrap();
    let switched_off = world.store.signed_in(&known, "192.0.2.1", None).await;
    assert_eq!(told(switched_off), AppError::Unauthenticated);
    assert_eq!(world.verified().await, entries + 1, "only the deactivation is in the log");
}

#[tokio::test]
async fn a_session_begun_just_after_a_reset_or_a_deactivation_is_not_confirmed() {
    let world = World::new().await;
    let checked = world.store.sign_in(&world.assessor.email).await.unwrap().unwrap();
    let confirm = |known| world.store.confirm_session("one", known, "Firefox", "192.0.2.1");
    assert!(!confirm(&checked).await.unwrap(), "there is no such session");
    let reset = world.store.renew_link(&world.admin, checked.id).await.unwrap();
    world.store.spend_link(&reset.token, "new").await.unwrap();
    open_session(&world, "one").await;
    assert!(!confirm(&checked).await.unwrap());
    let known = world.store.sign_in(&world.assessor.email).await.unwrap().unwrap();
    assert!(confirm(&known).await.unwrap());
    world.store.deactivate_person(&world.admin, known.id).await.unwrap();
    open_session(&world, "one").await;
    assert!(!confirm(&known).await.unwrap());
}

#[tokio::test]
async fn a_password_is_changed_only_from_a_session_that_lasts_and_from_the_one_that_was_checked() {
    let world = World::new().await;
    open_session(&world, "here").await;
    let change = |present, session| {
        world.store.change_password(&world.assessor, Some(present), "mine", session)
    };
    assert_eq!(told(change("older", "here").await), AppError::Unauthenticated);
    assert_eq!(told(change("hash", "ended").await), AppError::Unauthenticated);
    let others = world.store.change_password(&world.manager, Some("hash"), "mine", "here").await;
    assert_eq!(told(others), AppError::Unauthenticated);
    for actor in [&world.assessor, &world.manager] {
        let hash = world.store.own_password_hash(actor).await.unwrap();
        assert_eq!(hash.as_deref(), Some("hash"));
    }
    change("hash", "here").await.unwrap();
}

#[tokio::test]
async fn only_administrators_invite_and_an_address_has_one_account() {
    let world = World::new().await;
    for actor in [&world.manager, &world.assessor, &world.auditor, &world.viewer] {
        assert_eq!(told(world.store.invite(actor, &emil(&world)).await), AppError::NotFound);
        assert_eq!(
            told(world.store.read(actor).people(&PeopleFilter::default(), 0, 10).await),
            AppError::NotFound
        );
        assert_eq!(told(world.store.read(actor).person(actor.person).await), AppError::NotFound);
    }
    world.store.invite(&world.admin, &emil(&world)).await.unwrap();
    let again = NewPerson { email: "Emil.Sato@Aldermoor.example".to_owned(), ..emil(&world) };
    let said = said_about("email", world.store.invite(&world.admin, &again).await);
    assert!(said.contains("already has an account"), "{said}");
}

#[tokio::test]
async fn deactivation_ends_sessions_and_links_and_keeps_the_history() {
    let world = World::new().await;
    let person = world.assessor.person;
    open_session(&world, "one").await;
    let reset = world.store.renew_link(&world.admin, person).await.unwrap();
    world.store.deactivate_person(&world.admin, person).await.unwrap();

    assert_eq!(world.store.load_session("one").await.unwrap(), None);
    assert_eq!(told(world.store.link(&reset.token).await), AppError::NotFound);
    assert_eq!(world.store.actor(person).await.unwrap(), None);
    assert!(world.store.sign_in(&world.assessor.email).await.unwrap().unwrap().deactivated);
    assert_eq!(
        told(world.store.rename_self(&world.assessor, "P").await),
        AppError::Unauthenticated
    );
    assert!(matches!(
        told(world.store.renew_link(&world.admin, person).await),
        AppError::Conflict(_)
    ));
    assert!(matches!(
        told(world.store.deactivate_person(&world.admin, person).await),
        AppError::Conflict(_)
    ));

    world.store.reactivate_person(&world.admin, person).await.unwrap();
    assert_eq!(world.again(person).await.grants, world.assessor.grants);
    assert!(matches!(
        told(world.store.reactivate_person(&world.admin, person).await),
        AppError::Conflict(_)
    ));
    world.verified().await;
}

#[tokio::test]
async fn the_last_administrator_stays() {
    let world = World::new().await;
    let admin = world.admin.person;
    let revoke = || world.store.revoke_role(&world.admin, admin, Role::Administrator, None);
    assert!(matches!(told(revoke().await), AppError::Conflict(_)));
    assert!(matches!(
        told(world.store.deactivate_person(&world.admin, admin).await),
        AppError::Conflict(_)
    ));

    // Invited is not enough: who has no password can't let anybody in.
    let second = NewPerson { role: Role::Administrator, unit: None, ..emil(&world) };
    let invitation = world.store.invite(&world.admin, &second).await.unwrap();
    assert!(matches!(told(revoke().await), AppError::Conflict(_)));
    world.store.spend_link(&invitation.token, "hash").await.unwrap();
    revoke().await.unwrap();

    let second = world.again(invitation.person).await;
    world.store.deactivate_person(&second, admin).await.unwrap();
    let left = world.store.revoke_role(&second, second.person, Role::Administrator, None).await;
    assert!(matches!(told(left), AppError::Conflict(_)));
}

#[tokio::test]
async fn roles_are_given_once_to_people_who_exist() {
    let world = World::new().await;
    let give = |person, role, unit| world.store.grant_role(&world.admin, person, role, unit);
    let nobody = domain::PersonId(999);
    let nowhere = domain::UnitId(999);
    let (priya, store) = (world.assessor.person, world.online_store);
    assert_eq!(told(give(nobody, Role::Viewer, Some(store)).await), AppError::NotFound);
    assert_eq!(told(give(priya, Role::Viewer, Some(nowhere)).await), AppError::NotFound);
    said_about("unit", give(priya, Role::Administrator, Some(store)).await);
    said_about("unit", give(priya, Role::Viewer, None).await);
    let said = said_about("role", give(priya, Role::Assessor, Some(store)).await);
    assert_eq!(said, "Priya Raman is Assessor already in Online Store.");

    give(priya, Role::Manager, Some(store)).await.unwrap();
    assert_eq!(world.again(priya).await.grants.len(), 2);
    let take = |role| world.store.revoke_role(&world.admin, priya, role, Some(store));
    take(Role::Manager).await.unwrap();
    assert_eq!(told(take(Role::Manager).await), AppError::NotFound);
    assert_eq!(told(take(Role::Administrator).await), AppError::NotFound);
}

#[tokio::test]
async fn the_list_is_filtered_and_paged() {
    let world = World::new().await;
    let read = world.store.read(&world.admin);
    let names = async |text: &str, role, offset, limit| {
        let filter = PeopleFilter { text: text.to_owned(), role };
        let found = read.people(&filter, offset, limit).await.unwrap();
        let count = read.count_people(&filter).await.unwrap();
        (found.into_iter().map(|p| p.person.name).collect::<Vec<_>>(), count)
    };
    let all = [
        "Callum Reyes",
        "Dele Adeyemi",
        "Hana Novak",
        "Ingrid Solheim",
        "Kenji Ota",
        "Priya Raman",
    ];
    assert_eq!(names("", None, 0, 99).await, (all.map(String::from).to_vec(), 6));
    assert_eq!(names("", None, 2, 2).await.0, ["Hana Novak", "Ingrid Solheim"]);
    assert_eq!(names("RAMAN", None, 0, 99).await.0, ["Priya Raman"]);
    assert_eq!(names("kenji.ota@", None, 0, 99).await.0, ["Kenji Ota"]);
    assert_eq!(names("%", None, 0, 99).await, (Vec::new(), 0));
    assert_eq!(names("_", None, 0, 99).await.1, 0);
    assert_eq!(names("", Some(Role::Assessor), 0, 99).await.0, ["Kenji Ota", "Priya Raman"]);
    assert_eq!(names("o", Some(Role::Auditor), 0, 99).await.0, ["Dele Adeyemi"]);
    let grants = read.grants_of(&[world.auditor.person, world.assessor.person]).await.unwrap();
    assert_eq!(grants.len(), 2);
    assert!(grants.iter().any(|g| g.role == Role::Auditor && g.is_organisation));
    assert!(read.grants_of(&[]).await.unwrap().is_empty());
}

#[tokio::test]
async fn open_work_goes_to_someone_who_can_do_it() {
    let world = World::new().await;
    let model = ModelDetails {
        owner: Some(world.assessor.person),
        ..ModelDetails::named("Shop Assistant")
    };
    let model =
        world.store.register_model(&world.assessor, world.online_store, model).await.unwrap();
    let (from, read) = (world.assessor.person, world.store.read(&world.admin));
    assert_eq!(read.person(from).await.unwrap().models, 1);

    // Kenji holds no role in Online Store, the auditor could not edit, the manager can.
    let successors = read.successors_of(from).await.unwrap();
    assert_eq!(successors, [(world.manager.person, "Ingrid Solheim".to_owned())]);
    let hand = |to| world.store.hand_over(&world.admin, from, to);
    said_about("to", hand(from).await);
    let said = said_about("to", hand(world.outsider.person).await);
    assert!(said.contains("neither assessor nor manager in Online Store"), "{said}");
    said_about("to", hand(world.auditor.person).await);
    assert_eq!(told(world.store.hand_over(&world.manager, from, from).await), AppError::NotFound);

    let done = hand(world.manager.person).await.unwrap();
    assert_eq!(done, HandedOver { models: 1, questions: 0, tasks: 0 });
    assert_eq!(read.person(from).await.unwrap().models, 0);
    assert_eq!(read.person(world.manager.person).await.unwrap().models, 1);
    let history = world.store.read(&world.manager).history_of("model", model.0, 9).await.unwrap();
    assert_eq!(history[0].action, "model.handed-over");
    world.verified().await;
}

/// As the app's policy: after three failures, a minute from the last one.
fn wait(failures: u32, since: Duration) -> Option<Duration> {
    let left = Duration::minutes(1) - since.min(Duration::minutes(1));
    (failures >= 3 && left > Duration::zero()).then_some(left)
}

#[tokio::test]
async fn attempts_are_counted_before_they_are_judged() {
    let world = World::new().await;
    let turn = |email: &'static str| world.store.take_turn(email, "192.0.2.1", wait);
    assert_eq!(failures(turn("a@b.example").await.unwrap()), 0);
    assert_eq!(failures(turn("A@b.example").await.unwrap()), 1);
    assert_eq!(failures(turn("c@b.example").await.unwrap()), 0);
    world.clock.advance(Duration::seconds(10));
    // The address has to wait; being told so counts as nothing.
    for _ in 0..3 {
        assert_eq!(turn("d@b.example").await.unwrap(), Turn::Wait(Duration::seconds(50)));
    }
    // Another address does not, and sees how the account fared.
    let elsewhere = world.store.take_turn("a@b.example", "192.0.2.2", wait).await.unwrap();
    assert_eq!(failures(elsewhere), 2);
    world.clock.advance(Duration::minutes(16));
    assert_eq!(failures(turn("a@b.example").await.unwrap()), 0);
}

#[expect(clippy::panic, reason = "an attempt that may not go on has failed the test")]
fn failures(turn: Turn) -> u32 {
    match turn {
        Turn::Go { failures, .. } => failures,
        Turn::Wait(left) => panic!("has to wait for {left}"),
    }
}

#[tokio::test]
async fn the_right_password_forgives_its_own_slips_and_nobody_elses() {
    let world = World::new().await;
    let turn = |email: &'static str| world.store.take_turn(email, "192.0.2.1", wait);
    for email in ["victim@b.example", "victim@b.example"] {
        turn(email).await.unwrap();
    }
    let own = turn("own@b.example").await.unwrap();
    world.store.forgive("own@b.example", "192.0.2.1", Some(own)).await.unwrap();
    assert_eq!(failures(turn("own@b.example").await.unwrap()), 0);
    assert!(matches!(turn("victim@b.example").await.unwrap(), Turn::Wait(_)));
}

#[tokio::test]
async fn a_sign_in_with_the_right_password_leaves_the_address_as_it_was() {
    let world = World::new().await;
    let turn = |email: &'static str| world.store.take_turn(email, "192.0.2.1", wait);
    for _ in 0..3 {
        turn("victim@b.example").await.unwrap();
    }
    // Colleagues sign in every five minutes; nobody has to wait after any of them.
    for _ in 0..3 {
        world.clock.advance(Duration::minutes(5));
        for email in ["one@b.example", "two@b.example"] {
            let taken = turn(email).await.unwrap();
            assert!(matches!(taken, Turn::Go { .. }), "{email}: {taken:?}");
            world.clock.advance(Duration::seconds(1));
            world.store.forgive(email, "192.0.2.1", Some(taken)).await.unwrap();
        }
    }
    // By now the last failure is over fifteen minutes ago, whoever signed in since.
    for _ in 0..3 {
        assert!(matches!(turn("victim@b.example").await.unwrap(), Turn::Go { .. }));
    }
}

#[tokio::test]
async fn a_right_password_in_between_hides_no_failure() {
    let world = World::new().await;
    let turn = |email: &'static str| world.store.take_turn(email, "192.0.2.1", wait);
    for _ in 0..2 {
        let own = turn("own@b.example").await.unwrap();
        // A failure that comes while the right password is still being looked at counts too.
        world.clock.advance(Duration::seconds(1));
        assert!(matches!(turn("victim@b.example").await.unwrap(), Turn::Go { .. }));
        world.store.forgive("own@b.example", "192.0.2.1", Some(own)).await.unwrap();
    }
    let own = turn("own@b.example").await.unwrap();
    world.store.forgive("own@b.example", "192.0.2.1", Some(own)).await.unwrap();
    assert!(matches!(turn("victim@b.example").await.unwrap(), Turn::Go { .. }));
    world.clock.advance(Duration::seconds(10));
    assert_eq!(turn("own@b.example").await.unwrap(), Turn::Wait(Duration::seconds(50)));
}

#[tokio::test]
async fn a_person_lists_and_ends_their_own_sessions_only() {
    let world = World::new().await;
    for id in ["one", "two", "three"] {
        open_session(&world, id).await;
    }
    let known = world.store.sign_in(&world.assessor.email).await.unwrap().unwrap();
    let confirm = |id| world.store.confirm_session(id, &known, "Firefox", "192.0.2.1");
    assert!(confirm("one").await.unwrap());
    let sessions = world.store.sessions_of(&world.assessor).await.unwrap();
    assert_eq!(sessions.len(), 3);
    let key = store::Store::session_key("one");
    assert!(sessions.iter().any(|s| s.id == key && s.agent == "Firefox"));
    assert_eq!(told(world.store.end_session(&world.manager, &key).await), AppError::NotFound);
    world.store.end_session(&world.assessor, &key).await.unwrap();
    assert_eq!(world.store.end_other_sessions(&world.assessor, "two").await.unwrap(), 1);
    assert!(world.store.load_session("two").await.unwrap().is_some());
    world.clock.advance(Duration::days(15));
    assert!(world.store.sessions_of(&world.assessor).await.unwrap().is_empty());
    assert_eq!(world.store.sweep_sessions().await.unwrap(), 1);
}

#[expect(clippy::unwrap_used, reason = "a test that can't be set up has failed")]
async fn open_session(world: &World, id: &str) {
    let now = world.store.now();
    let session = StoredSession {
        person_id: Some(world.assessor.person),
        data: "{}".to_owned(),
        created_at: now,
        seen_at: now,
        expires_at: now.plus(Duration::days(14)),
    };
    assert!(world.store.create_session(id, &session).await.unwrap());
    assert!(!world.store.create_session(id, &session).await.unwrap());
}
