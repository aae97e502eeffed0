//! What a piece accepts as its content: markup, text, or another piece.

use leptos::prelude::*;

/// Anything that can stand inside a piece of a page.
pub trait Part {
    /// The content as a view.
    fn part(self) -> AnyView;
}

impl<T> Part for T
where
    T: IntoRender,
    T::Output: RenderHtml + Send,
{
    fn part(self) -> AnyView {
        self.into_render().into_any()
    }
}

/// Lets builders stand in a `view!` without a closing call: each needs a method `view(self)`.
macro_rules! pieces {
    ($($piece:ty),+ $(,)?) => {$(
        impl leptos::prelude::IntoRender for $piece {
            type Output = leptos::prelude::AnyView;

            fn into_render(self) -> leptos::prelude::AnyView {
                self.view()
            }
        }
    )+};
}

pub(crate) use pieces;
