//! `GET /people`

use domain::{Action, Role};
use store::PeopleFilter;

use super::list_page::{People, content};
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::Asked;
use crate::rooms::org::only_for;
use crate::shell::NavKey;
use crate::ui::Query;
use crate::ui::pager::Paging;

/// How many people a page shows.
const SIZE: usize = 50;

/// The list of people.
///
/// # Errors
/// When the database fails; not found for anyone but administrators.
pub async fn list(visitor: Visitor, Asked(query): Asked) -> PageResult {
    only_for(&visitor, Action::ManagePeople)?;
    let pairs = ["q", "role", "page"].map(|name| (name.to_owned(), query.get(name).to_owned()));
    let query = Query::from(pairs.to_vec());
    let filter = PeopleFilter {
        text: query.get("q").chars().take(200).collect(),
        role: query.get("role").parse::<Role>().ok(),
    };
    let read = visitor.read();
    let total = read.count_people(&filter).await?;
    let paging = Paging::new(&query, SIZE, total);
    let people = read.people(&filter, paging.offset(), SIZE).await?;
    let ids: Vec<_> = people.iter().map(|listed| listed.person.id).collect();
    let grants = read.grants_of(&ids).await?;
    let everybody = match total {
        0 => read.count_people(&PeopleFilter::default()).await?,
        _ => total,
    };
    let shown = People { people, grants, query, paging, everybody, now: visitor.state.now() };
    let frame = visitor.frame("People", NavKey::People).crumb("People", None);
    Ok(visitor.page(&frame, || content(&shown)))
}
