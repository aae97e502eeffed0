//! The drop zone: a file field that looks like a place to drop things on. With the upload island
//! around it files are sent as they are dropped; without, it is part of the form that it stands in.

use leptos::prelude::*;

use super::plan::Names;
use crate::ui::{Typed, icon_lg, icon_sm};
use domain::text::limit;

/// A drop zone for `label`, such as "Add evidence files for Exposure".
pub(super) struct DropZone<'a> {
    pub(super) names: &'a Names,
    pub(super) label: String,
    /// Whether several files may be chosen at once.
    pub(super) several: bool,
    /// The largest file, in bytes.
    pub(super) max_upload: u64,
}

impl DropZone<'_> {
    pub(super) fn view(self, typed: &Typed) -> AnyView {
        let name = self.names.field("files");
        let error = typed.error(&name).map(str::to_owned);
        let (hint_id, error_id) = (format!("{name}-hint"), format!("{name}-error"));
        let described = match error {
            Some(_) => format!("{hint_id} {error_id}"),
            None => hint_id.clone(),
        };
        let invalid = error.is_some().then_some("true");
        let error = error.map(|message| {
            let glyph = icon_sm("circle-alert");
            view! { <p class="error" id=error_id>{glyph}<span>{message}</span></p> }
        });
        let (paste, here, choose, each) = if self.several {
            // Pasting is the island's: it shows these words.
            let paste = view! { <span hidden=true data-live="">" or paste"</span> };
            (Some(paste), " files here, or ", "choose files", " each")
        } else {
            (None, " a file here, or ", "choose one", "")
        };
        let most = limit(self.max_upload);
        let hint = format!(
            "PDF, image, CSV, JSON, log. Up to {most}{each}. Hashed with SHA-256 on arrival."
        );
        view! {
            <div class="field">
                <div class="drop">
                    <input
                        type="file"
                        multiple=self.several
                        id=name.clone()
                        name=name
                        aria-label=self.label
                        aria-invalid=invalid
                        aria-describedby=described
                    />
                    {icon_lg("upload")}
                    <span>"Drop"{paste}{here}<u>{choose}</u></span>
                    <small id=hint_id>{hint}</small>
                </div>
                {error}
            </div>
        }
        .into_any()
    }
}
