//! A stream of news ends when the right to read it does.

use std::net::SocketAddr;
use std::time::Duration;

use app::live::Live;
use app::rooms::assessments::wire::News;
use app::state::AppState;
use tests::organisation::PASSWORD;
use tests::{Browser, Site, Who, site};
use tokio::task::JoinHandle;

/// The site once more, with streams that look at their readers all the time, and a sheet on which
/// something happens all the time.
struct Busy {
    origin: String,
    tasks: [JoinHandle<()>; 2],
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

impl Busy {
    async fn start(site: &Site) -> Self {
        let mut state = AppState::new(site.store.clone(), site.clock.clone(), site::settings());
        state.live = Live::looking_again_every(Duration::from_millis(300));
        let pages = plumbline::http::router(&state);
        let service = pages.into_make_service_with_connect_info::<SocketAddr>();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let server = tokio::spawn(async move { axum::serve(listener, service).await.unwrap() });
        let draft = site.known.near.draft;
        let news = tokio::spawn(async move {
            let mut often = tokio::time::interval(Duration::from_millis(20));
            loop {
                often.tick().await;
                state.live.tell(draft, News::Moved);
            }
        });
        Self { origin, tasks: [server, news] }
    }

    /// Somebody in front of the sheet, with the stream open and news coming in.
    async fn reader(&self, site: &Site, who: Who) -> (Browser, reqwest::Response) {
        let browser = Browser::new(&self.origin);
        browser.sign_in(&who.email(), PASSWORD).await;
        let mut news = browser.listen(&events(site)).await;
        while !next(&mut news).await.unwrap().contains("moved") {}
        (browser, news)
    }
}

fn events(site: &Site) -> String {
    format!("/assessments/{}/events", site.known.near.draft)
}

/// What comes next on a stream; nothing when it ended. One that goes on for too long breaks off.
async fn next(news: &mut reqwest::Response) -> Option<String> {
    let chunk = news.chunk().await.unwrap();
    chunk.map(|bytes| String::from_utf8_lossy(&bytes).to_lowercase())
}

async fn must_end(mut news: reqwest::Response) {
    while next(&mut news).await.is_some() {}
}

#[tokio::test]
async fn a_stream_ends_with_its_session_and_with_the_account_however_much_happens() {
    let site = Site::start().await;
    let busy = Busy::start(&site).await;
    let (kept, mut more) = busy.reader(&site, Who::Assessor).await;

    let (browser, news) = busy.reader(&site, Who::Assessor).await;
    let _ = browser.post("/signout", &[]).await.must_be(303);
    must_end(news).await;

    let (_other, news) = busy.reader(&site, Who::Assessor).await;
    let _ = kept.post("/account", &[("do", "end-others")]).await.must_be(303);
    must_end(news).await;
    // The person's other session goes on, and so does its stream.
    assert!(next(&mut more).await.is_some());

    let (browser, news) = busy.reader(&site, Who::Viewer).await;
    let admin = site.store.actor(site.known.person(Who::Admin)).await.unwrap().unwrap();
    let viewer = site.known.person(Who::Viewer);
    site.store.deactivate_person(&admin, viewer).await.unwrap();
    must_end(news).await;
    let _ = browser.get(&events(&site)).await.must_lead_to("/signin");
}
