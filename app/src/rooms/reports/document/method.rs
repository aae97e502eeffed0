//! How a report is to be read: what each figure means, and how it can be verified.

use domain::reports::Report;
use domain::score::{BASELINE, BandRange};
use domain::text;
use press::{Block, Note};

use super::parts::{heading, words};
use super::{Stamp, note};

pub(super) fn blocks(report: &Report, stamp: &Stamp) -> Vec<Block> {
    let mut blocks = vec![
        heading(1, "How to read this report"),
        Block::Notes(scores()),
        heading(2, "Over time"),
        Block::Notes(times(report)),
        heading(2, "Where the figures come from"),
    ];
    blocks.extend(verified(stamp));
    blocks
}

fn scores() -> Vec<Note> {
    let weights: Vec<String> = BASELINE.weights.iter().map(|weight| weight.to_string()).collect();
    let each = match weights.first() {
        Some(first) if weights.iter().all(|it| it == first) => format!("{first} points"),
        _ => format!("its weight ({} points)", text::list(&weights)),
    };
    let most = BASELINE.most();
    vec![
        note(
            "Claimed score",
            &format!(
                "Each question that a unit answers with no costs {each}: from 0, which hangs true, to {most}. \
                 Fewer are better."
            ),
        ),
        note(
            "Evidenced score",
            "The same, but a yes without at least one accepted and unexpired item of evidence counts as no. \
             What lies between both scores rests on claims.",
        ),
        note("Bands", &bands()),
        note(
            "Mean",
            "The mean of the scores of the units that have one, to a tenth of a point. A mean carries no \
             band, and stands beside the number of units in each band.",
        ),
        note(
            "Not assessed, stale",
            "A unit that was never assessed has no score and is counted as not assessed. One whose \
             assessment is older than its unit’s cadence is stale, whatever its score.",
        ),
    ]
}

fn bands() -> String {
    let range = |range: &BandRange| match range.to {
        Some(to) => format!("{} from {} to {to}", range.band.label(), range.from),
        None => format!("{} from {}", range.band.label(), range.from),
    };
    let ranges: Vec<String> = BASELINE.bands.iter().map(range).collect();
    format!("{} points. A band judges one assessment.", text::list(&ranges))
}

fn times(report: &Report) -> Vec<Note> {
    let (from, to) = (text::day(report.days.from), text::day(report.days.to));
    vec![
        note(
            "Periods",
            &format!(
                "What happened up to the end of {to} counts; the first figures are those of {from}."
            ),
        ),
        note(
            "Change",
            "Over the units that have a score on both days: a unit that joined or left is neither progress \
             nor a step back. “Why did it move?” has these as causes of their own.",
        ),
        note(
            "Units",
            "A unit counts where it lay on each day. Renaming, moving or retiring one later changes no past \
             figure.",
        ),
        note("Gaps", "A dash stands where nothing was measured, and no line is drawn through it."),
        note(
            "Forecast",
            "What the scores will be if every open task is verified on its due day, or as late as tasks \
             usually are; evidence that expires until then counts no longer.",
        ),
    ]
}

fn verified(stamp: &Stamp) -> Vec<Block> {
    let made = words(
        "Every figure follows from submissions, verdicts on evidence, and tasks, each of which is an entry of \
         the audit log. The workbook, the CSV files and the JSON of the same report hold the same figures.",
    );
    let sealed = match (&stamp.seal, stamp.back) {
        (Some(seal), _) => words(format!(
            "{} Keep this page: whoever rewrites the log later can’t give that entry this hash again. The \
             audit log and its export show the hash of each entry.",
            seal.stood()
        )),
        (None, Some(day)) => words(format!(
            "This is the report as it would have been made at the end of {}; the head of the audit log \
             belongs to reports of today.",
            text::day(day)
        )),
        (None, None) => words("The audit log had no entry."),
    };
    vec![made, sealed]
}
