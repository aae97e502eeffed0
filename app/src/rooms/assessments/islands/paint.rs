//! The score panel, the index and the bar after every change: the same sums as on the server.

use domain::text::count;
use domain::{Band, QuestionNo};
use leptos::prelude::document;
use web_sys::Element;

use super::desk::{Desk, Standing};
use super::dom::{all, by_id, draw_icon, first, set_attribute, set_text, show};
use super::saving::Held;
use super::sums;

impl Desk {
    /// Brings everything that follows from the answers up to date.
    pub fn paint(&self) {
        if !self.0.edits {
            return;
        }
        self.paint_score();
        self.paint_tally();
        self.paint_index();
        self.paint_bar();
        self.paint_saving();
    }

    fn paint_score(&self) {
        let sheet = self.0.sheet.borrow();
        let so_far = sheet.so_far();
        let (evidenced, claimed) = (so_far.evidenced.0, so_far.claimed.0);
        let complete = sheet.progress().is_complete();
        set_text(by_id("score-evidenced"), &evidenced.to_string());
        set_text(by_id("score-claimed"), &claimed.to_string());
        set_text(by_id("score-title"), if complete { "Score" } else { "Score so far" });
        set_text(by_id("score-progress"), &sums::progress(&sheet));
        set_text(by_id("score-outlook"), &sums::outlook(&sheet));
        show(by_id("score-outlook"), !complete);
        show(by_id("bands"), complete);
        for (key, points) in [("evidenced", so_far.evidenced), ("claimed", so_far.claimed)] {
            let here = sheet.rules().band(points, complete);
            for band in Band::ALL {
                let badge = format!("[data-band=\"{key}-{}\"]", band.key());
                show(first(&self.0.work, &badge), here == Some(*band));
            }
        }
        set_text(by_id("gauge-title"), &sums::gauge(evidenced, claimed));
        for (bob, points) in [(".plumb .bob", evidenced), (".plumb .bob-claimed", claimed)] {
            let hung = first(&self.0.work, bob).and_then(|bob| bob.parent_element());
            if let Some(hung) = hung {
                set_attribute(&hung, "transform", Some(&sums::hang(points)));
            }
        }
    }

    fn paint_tally(&self) {
        for row in sums::tally(&self.0.sheet.borrow()) {
            let shown = row.questions > 0;
            show(first(&self.0.work, &format!("[data-tally=\"{}\"]", row.key)), shown);
            let Some(sum) = first(&self.0.work, &format!("[data-sum=\"{}\"]", row.key)) else {
                continue;
            };
            let (before, number, after) = &row.sum;
            let mut parts = all(&sum, "span, b").into_iter();
            for text in [before, number, after] {
                set_text(parts.next(), text);
            }
            show(Some(sum), shown);
        }
    }

    fn paint_index(&self) {
        let sheet = self.0.sheet.borrow();
        let contradicted = self.0.contradicted.get();
        for line in sheet.lines() {
            let no = line.question;
            let (glyph, class, label) = sums::mark(line.answer, contradicted.has(no));
            let Some(link) = self.index_link(no) else { continue };
            if let Some(mark) = first(&link, "svg") {
                set_attribute(&mark, "class", Some(class));
                set_attribute(&mark, "aria-label", Some(label));
            }
            draw_icon(&link, glyph);
            let here = (self.0.on.get() == Some(no)).then_some("true");
            set_attribute(&link, "aria-current", here);
        }
        if let Some(pips) = by_id("pips") {
            for (pip, line) in all(&pips, "i").iter().zip(sheet.lines()) {
                set_attribute(pip, "class", Some(sums::pip(line.answer, line.support)));
            }
        }
    }

    fn index_link(&self, no: QuestionNo) -> Option<Element> {
        first(&self.0.work, &format!("[data-index=\"{no}\"]"))
    }

    fn paint_bar(&self) {
        let sheet = self.0.sheet.borrow();
        let contradicted = self.0.contradicted.get();
        let disagreements = sheet.yes().iter().filter(|no| contradicted.has(*no)).count();
        let (count, what, flags) = sums::left(&sheet, disagreements);
        set_text(by_id("left-count"), &count);
        set_text(by_id("left-what"), what);
        set_text(by_id("left-flags"), &flags);
        let why = sums::why_not_yet(&sheet);
        if let Some(submit) = by_id("submit") {
            set_attribute(&submit, "aria-disabled", (!why.is_empty()).then_some("true"));
        }
        set_text(by_id("submit-why"), &why);
    }

    /// Says what is saved and what is not.
    fn paint_saving(&self) {
        let waiting = self.count(match self.0.failures.get() {
            0 => &[Standing::Waiting],
            // What is typed or tried meanwhile waits as well, until something has got through.
            _ => &[Standing::Waiting, Standing::Changed, Standing::Sending],
        });
        let torn = self.count(&[Standing::Torn]);
        let refused = self.count(&[Standing::Refused]);
        self.paint_held(waiting, refused);
        let at = self.0.saved_at.borrow();
        let text = if waiting > 0 {
            format!("{} not saved yet", count(waiting, "answer", "answers"))
        } else if torn > 0 {
            format!("{} to choose between", count(torn, "answer", "answers"))
        } else if refused > 0 {
            format!("{} not saved", count(refused, "answer", "answers"))
        } else if self.any(&[Standing::Changed, Standing::Sending]) {
            "Saving".to_owned()
        } else if at.is_empty() {
            return;
        } else {
            format!("Saved {at}")
        };
        if let Some(line) = by_id("saved") {
            let quiet = waiting + torn + refused == 0;
            let _ = line.class_list().toggle_with_force("hide-narrow", quiet);
            set_text(first(&line, "span"), &text);
            draw_icon(&line, if quiet { "cloud-check" } else { "cloud-off" });
        }
    }

    /// Says why changes stay in the browser, and what goes on from there.
    fn paint_held(&self, waiting: usize, refused: usize) {
        let held = self.0.held.get();
        let wait = count(waiting, "change waits", "changes wait");
        let (shown, glyph, text) = match held {
            Held::Away => {
                let text = format!("{wait} in this browser until the server can be reached.");
                (waiting, "wifi-off", text)
            }
            Held::SignedOut => {
                let text = format!(
                    "Your session has ended. {wait} in this browser until you sign in again."
                );
                (waiting, "log-in", text)
            }
            Held::Forbidden => {
                let stay = count(refused, "change stays", "changes stay");
                let text =
                    format!("You may no longer answer here: {stay} in this browser, unsaved.");
                (refused, "lock", text)
            }
        };
        let Some(bar) = by_id("offline") else { return };
        set_text(by_id("offline-text"), &text);
        draw_icon(&bar, glyph);
        show(by_id("offline-signin"), held == Held::SignedOut);
        show(Some(bar), shown > 0);
    }
}

/// Whether the page is in sight.
pub fn in_sight() -> bool {
    !document().hidden()
}
