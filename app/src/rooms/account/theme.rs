//! The choice of colours, kept in a cookie so that it holds before anyone signs in.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use http::HeaderValue;
use http::header::SET_COOKIE;

use super::local_path::local_path;
use crate::request::Sent;
use crate::shell::Theme;
use crate::state::AppState;

/// `POST /account/theme`
pub async fn choose(State(state): State<AppState>, Sent(typed): Sent) -> Response {
    let theme = Theme::from_key(typed.get("theme"));
    let mut response = Redirect::to(local_path(typed.get("back"))).into_response();
    if let Ok(cookie) = HeaderValue::from_str(&cookie(theme, state.settings.secure_cookies)) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

/// A year is long enough to be forgotten and short enough to be cleared.
fn cookie(theme: Theme, secure: bool) -> String {
    let secure = if secure { "; Secure" } else { "" };
    format!("theme={}; Path=/; Max-Age=31536000; SameSite=Lax{secure}", theme.key())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_says_the_theme_and_travels_over_tls_where_the_site_does() {
        let plain = cookie(Theme::Dark, false);
        assert_eq!(plain, "theme=dark; Path=/; Max-Age=31536000; SameSite=Lax");
        assert!(cookie(Theme::Auto, true).ends_with("; Secure"));
    }
}
