//! The list of models: what its address asks for, and what is shown for it.

use domain::Action;
use domain::PersonId;
use store::{MODELS_A_PAGE, ModelFilter, ModelSort};

use super::list_page::{Register, content};
use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::Asked;
use crate::shell::NavKey;
use crate::ui::Query;
use crate::ui::pager::Paging;
use crate::ui::sort::Sorting;

/// Where the list lies.
pub(super) const PATH: &str = "/models";

/// The value of a facet for what has none: no deployment, no source, no owner.
pub(super) const NONE: &str = "none";

/// `GET /models`
///
/// # Errors
/// When the database fails.
pub async fn show(visitor: Visitor, Asked(asked): Asked) -> PageResult {
    let query = Query::from(asked.pairs()).without("done");
    let filter = filter(&query, visitor.actor.person);
    let sorting = Sorting::new(PATH, &query, "name");
    let page = query.get("page").parse().unwrap_or(1);
    let read = visitor.read();
    let figures = read.register_figures().await?;
    let found = read.models(&filter, sort_of(sorting.key()), sorting.descending(), page).await?;
    let counts = read.model_counts(&filter, &figures).await?;
    let units = read.units().await?;
    let may_register = visitor.actor.allows_somewhere(Action::EditModels);
    let size = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
    let paging = Paging {
        page: size(found.page),
        size: MODELS_A_PAGE as usize,
        total: size(found.total),
        key: "page",
    };
    let frame = visitor.frame("Models", NavKey::Models).crumb("Models", None);
    let me = (visitor.actor.person, visitor.actor.name.clone());
    let register = Register {
        query,
        filter,
        sorting,
        figures,
        found,
        counts,
        units,
        may_register,
        paging,
        me,
    };
    Ok(visitor.page(&frame, || content(&register)))
}

fn sort_of(key: &str) -> ModelSort {
    match key {
        "unit" => ModelSort::Unit,
        "exposure" => ModelSort::Exposure,
        "data" => ModelSort::Data,
        "profile" => ModelSort::Profile,
        "updated" => ModelSort::Updated,
        _ => ModelSort::Name,
    }
}

/// What the address asks for. What it can't mean counts as not asked.
fn filter(query: &Query, me: PersonId) -> ModelFilter {
    fn known<T: std::str::FromStr>(query: &Query, name: &str) -> Vec<T> {
        query.all(name).into_iter().filter_map(|key| key.parse().ok()).collect()
    }
    fn or_none<T: std::str::FromStr>(query: &Query, name: &str) -> Vec<Option<T>> {
        let value = |key: &str| {
            if key == NONE { Some(None) } else { key.parse().ok().map(Some) }
        };
        query.all(name).into_iter().filter_map(value).collect()
    }
    let owner = |key: &str| match key {
        NONE => Some(None),
        "me" => Some(Some(me)),
        id => id.parse().ok().map(Some),
    };
    let complete = |key: &str| match key {
        "complete" => Some(true),
        "incomplete" => Some(false),
        _ => None,
    };
    ModelFilter {
        text: query.get("q").chars().take(200).collect(),
        units: known(query, "unit"),
        exposures: or_none(query, "exposure"),
        data: or_none(query, "data"),
        access: or_none(query, "access"),
        kinds: known(query, "kind"),
        provenances: known(query, "origin"),
        lifecycles: known(query, "stage"),
        complete: query.all("profile").into_iter().filter_map(complete).collect(),
        owners: query.all("owner").into_iter().filter_map(owner).collect(),
        tags: query.all("tag").into_iter().take(20).map(str::to_owned).collect(),
        retired: query.has("status", "retired"),
    }
}

#[cfg(test)]
mod tests {
    use domain::UnitId;
    use domain::models::{Exposure, Kind};

    use super::*;

    #[test]
    fn an_address_is_read_and_nonsense_in_it_is_not() {
        let query = Query::from(
            [
                ("q", "chat"),
                ("unit", "3"),
                ("unit", "x"),
                ("exposure", "none"),
                ("exposure", "public"),
                ("exposure", "everywhere"),
                ("kind", "agent"),
                ("owner", "me"),
                ("owner", "none"),
                ("profile", "incomplete"),
                ("status", "retired"),
            ]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .to_vec(),
        );
        let expected = ModelFilter {
            text: "chat".to_owned(),
            units: vec![UnitId(3)],
            exposures: vec![None, Some(Exposure::Public)],
            kinds: vec![Kind::Agent],
            owners: vec![Some(PersonId(7)), None],
            complete: vec![false],
            retired: true,
            ..ModelFilter::default()
        };
        assert_eq!(filter(&query, PersonId(7)), expected);
        assert_eq!(filter(&Query::new(), PersonId(7)), ModelFilter::default());
    }
}
