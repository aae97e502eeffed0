//! Handing out a picture: an item that is one, or a page of a PDF. It can be looked at and nothing
//! else: no browser runs what is in it, whatever it holds besides.

use axum::body::{Body, Bytes};
use axum::response::IntoResponse as _;
use domain::evidence::Kind;
use domain::{AppError, EvidenceId, text};
use http::header::{
    CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, X_CONTENT_TYPE_OPTIONS,
};
use preview::{FRAMES_MAX, Form, PICTURE_MAX, PIXELS_MAX, PictureError, form, measure};
use store::{EvidenceItem, Seal};
use tokio_util::io::ReaderStream;

use crate::context::Visitor;
use crate::failure::PageResult;
use crate::request::{Asked, At};

/// `GET /evidence/{id}/preview`
///
/// # Errors
/// [`AppError::NotFound`] when there is nothing to look at, or not for this person.
pub async fn picture(visitor: Visitor, At(id): At<EvidenceId>, Asked(asked): Asked) -> PageResult {
    let item = visitor.read().evidence_item(id).await?;
    let form = form(&item.item.media_type);
    if item.item.kind != Kind::File || !matches!(form, Form::Picture | Form::Pages) {
        return Err(AppError::NotFound.into());
    }
    if visitor.store().glance_at_evidence(&visitor.actor, &item).await? != Seal::Whole {
        return Err(AppError::Conflict("This file is not what arrived.".to_owned()).into());
    }
    let page = asked.get("page").parse().unwrap_or(1);
    let (media_type, body) = match form {
        Form::Pages => ("image/png", page_of(&visitor, &item, page).await?),
        _ => (picture_type(&item.item.media_type), whole(&visitor, &item).await?),
    };
    let headers = [
        (CONTENT_TYPE, media_type),
        (CONTENT_DISPOSITION, "inline"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    Ok((headers, body).into_response())
}

async fn page_of(visitor: &Visitor, item: &EvidenceItem, page: u32) -> PageResult<Body> {
    let pages = visitor.state.pages.as_ref().ok_or(AppError::NotFound)?;
    let drawn = pages.draw(visitor.store(), visitor.actor.person, &item.item.sha256, page).await;
    let drawn = drawn.map_err(|error| {
        tracing::info!(%error, "a page is not shown");
        AppError::NotFound
    })?;
    Ok(Body::from(Bytes::copy_from_slice(&drawn.png)))
}

async fn whole(visitor: &Visitor, item: &EvidenceItem) -> PageResult<Body> {
    if why_not(visitor, item).await.is_some() {
        return Err(AppError::NotFound.into());
    }
    let file = visitor.store().vault().read(&item.item.sha256).await?;
    Ok(Body::from_stream(ReaderStream::new(file)))
}

/// Why a picture is not handed to a browser; none when it is.
pub(super) async fn why_not(visitor: &Visitor, item: &EvidenceItem) -> Option<String> {
    if item.item.size > PICTURE_MAX {
        return Some("It is too large to be shown here.".to_owned());
    }
    let path = visitor.store().vault().path_of(&item.item.sha256);
    let media_type = item.item.media_type.clone();
    let measured = tokio::task::spawn_blocking(move || {
        let file = path.and_then(|path| std::fs::File::open(path).ok());
        file.map_or(Err(PictureError::Unmeasured), |file| measure(&media_type, file))
    });
    match measured.await.unwrap_or(Err(PictureError::Unmeasured)) {
        Ok(_) => None,
        Err(PictureError::TooLarge { width, height }) => Some(format!(
            "It unfolds to {} × {} pixels; up to {} million are shown here.",
            text::number(width.into()),
            text::number(height.into()),
            PIXELS_MAX / 1_000_000,
        )),
        Err(PictureError::TooLong) => {
            let most = text::number(FRAMES_MAX.into());
            Some(format!("It is an animation of more than {most} frames."))
        }
        Err(PictureError::Unmeasured) => {
            Some("It doesn’t say how large it is, or is broken.".to_owned())
        }
    }
}

/// The type was told from the content; only these are ever handed out to be looked at.
fn picture_type(media_type: &str) -> &'static str {
    match media_type {
        "image/png" => "image/png",
        "image/jpeg" => "image/jpeg",
        "image/gif" => "image/gif",
        "image/webp" => "image/webp",
        _ => "application/octet-stream",
    }
}
