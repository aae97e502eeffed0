//! Writing a pack, file after file in the order of their paths.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Write;

use ::pack::oscal::{OscalFile, has_results};
use ::pack::report::{Beside, Held, Listed, index, submission};
use ::pack::{JsonList, PackWriter, SubmissionRecord, how_to, newest, path};
use domain::evidence::Kind;
use domain::{AppError, EvidenceId};

use super::TakenPack;
use super::audited;
use super::evidence::STEP;
use super::submissions::Chosen;
use crate::error::Result;
use crate::open::Store;

/// What a pack holds: ids and what lists need, and nothing whose size grows with its content.
struct Contents {
    /// The assessments that it is bounded to, where it is of an audit.
    within: Option<Vec<i64>>,
    chosen: Vec<Chosen>,
    items: BTreeSet<i64>,
    ids: Vec<i64>,
}

/// Where the bytes of an item come from: a file of the vault, or the text of a link or a note.
type Sources = BTreeMap<String, Option<EvidenceId>>;

impl Store {
    /// Writes a pack that was taken, and gives back what it was written into. It waits for the disk and
    /// for the other end, so it belongs on a thread of its own.
    ///
    /// # Errors
    /// When a row or a file is not as it was sealed, or the other end takes no more.
    pub async fn write_pack<W: Write>(&self, taken: &TakenPack, sink: W) -> Result<W> {
        let key = self.signing_key().await?;
        let fingerprint = key.public().fingerprint();
        let within = self.assessments_within(taken).await?;
        let chosen = self.pack_submissions(taken, within.as_deref()).await?;
        let mut items = self.named_evidence(&chosen).await?;
        items.extend(match taken.audit() {
            Some(of) => self.evidence_of_audit(taken, of).await?,
            None => self.attached_evidence(taken, taken.round()).await?,
        });
        let ids = items.iter().copied().collect();
        let contents = Contents { within, chosen, items, ids };
        let mut writer = PackWriter::new(sink, taken.as_of());
        let how_to = how_to(&fingerprint, self.older_entries(taken).await?);
        writer.bytes(path::HOW_TO, how_to.as_bytes())?;
        self.write_submissions(taken, &contents, &mut writer).await?;
        audited::write_page(taken, &mut writer)?;
        let collected = &taken.told.collected;
        audited::write_list(taken, path::CONCLUSIONS, &collected.conclusions, &mut writer)?;
        self.write_decisions(taken, &contents, &mut writer).await?;
        let sources = self.write_evidence_list(taken, &contents, &mut writer).await?;
        self.write_evidence(&sources, &mut writer).await?;
        let verdicts = self.count_verdicts(taken, &contents).await?;
        audited::write_list(taken, path::FINDINGS, &collected.findings, &mut writer)?;
        let listed: Vec<Listed> = contents.chosen.iter().map(|made| made.listed.clone()).collect();
        let results = has_results(listed.len(), collected);
        let held = Held { evidence: contents.ids.len() as u64, verdicts, results };
        let page = index(&taken.about, &fingerprint, &listed, held);
        writer.bytes(path::INDEX, page.as_bytes())?;
        let pem = key.public().to_pem().map_err(::pack::PackError::from)?;
        writer.bytes(&path::key(&fingerprint), pem.as_bytes())?;
        let shown = self
            .shown(taken, &contents.chosen, &contents.items, contents.within.as_deref())
            .await?;
        self.write_log(taken, &shown, writer.file(path::LOG)?).await?;
        if results {
            self.write_oscal(taken, &contents, &mut writer).await?;
        }
        audited::write_list(taken, path::REQUESTS, &collected.requests, &mut writer)?;
        write_list_of_submissions(&contents, &mut writer)?;
        self.write_verdicts(taken, &contents, &mut writer).await?;
        Ok(writer.finish(taken.about.clone(), &key)?)
    }

    async fn write_submissions<W: Write>(
        &self,
        taken: &TakenPack,
        contents: &Contents,
        writer: &mut PackWriter<W>,
    ) -> Result<()> {
        for chosen in &contents.chosen {
            let (made, content) = self.pack_submission(taken, chosen).await?;
            let named: BTreeSet<i64> = made
                .frozen
                .answers
                .iter()
                .flat_map(|answer| answer.evidence.iter().map(|item| item.id.0))
                .collect();
            let named: Vec<i64> = named.into_iter().collect();
            let evidence = self.pack_evidence(taken, &named).await?;
            let verdicts = self.pack_verdicts(taken, &named).await?;
            let beside = Beside { evidence: &evidence, verdicts: &verdicts };
            let page = submission(&taken.about, &made, beside);
            writer.bytes(&format!("{}.html", chosen.listed.path), page.as_bytes())?;
            writer.bytes(&json_path(chosen), content.as_bytes())?;
        }
        Ok(())
    }

    async fn write_decisions<W: Write>(
        &self,
        taken: &TakenPack,
        contents: &Contents,
        writer: &mut PackWriter<W>,
    ) -> Result<()> {
        let mut list = JsonList::new(writer.file(path::DECISIONS)?)?;
        for chosen in &contents.chosen {
            for decision in self.pack_decisions(taken, chosen).await? {
                list.push(&decision)?;
            }
        }
        list.finish()?.finish()?;
        Ok(())
    }

    async fn write_evidence_list<W: Write>(
        &self,
        taken: &TakenPack,
        contents: &Contents,
        writer: &mut PackWriter<W>,
    ) -> Result<Sources> {
        let mut sources = Sources::new();
        let mut list = JsonList::new(writer.file(path::EVIDENCE)?)?;
        for ids in contents.ids.chunks(STEP) {
            for item in self.pack_evidence(taken, ids).await? {
                let text = (item.kind != Kind::File).then_some(item.id);
                list.push(&item)?;
                sources.insert(item.sha256, text);
            }
        }
        list.finish()?.finish()?;
        Ok(sources)
    }

    async fn write_evidence<W: Write>(
        &self,
        sources: &Sources,
        writer: &mut PackWriter<W>,
    ) -> Result<()> {
        for (sha256, text) in sources {
            if let Some(id) = text {
                writer.evidence(sha256, self.evidence_text(*id).await?.as_bytes())?;
                continue;
            }
            let path = self.vault.path_of(sha256).ok_or(AppError::Internal)?;
            writer.evidence(sha256, File::open(path)?)?;
        }
        Ok(())
    }

    async fn count_verdicts(&self, taken: &TakenPack, contents: &Contents) -> Result<u64> {
        let mut count = 0;
        for ids in contents.ids.chunks(STEP) {
            count += self.pack_verdicts(taken, ids).await?.len() as u64;
        }
        Ok(count)
    }

    async fn write_oscal<W: Write>(
        &self,
        taken: &TakenPack,
        contents: &Contents,
        writer: &mut PackWriter<W>,
    ) -> Result<()> {
        let mut oscal = OscalFile::new(writer.file(path::OSCAL)?, &taken.about)?;
        let records: Vec<SubmissionRecord> =
            contents.chosen.iter().map(|made| made.record.clone()).collect();
        let newest = newest(&records);
        for chosen in contents.chosen.iter().filter(|made| newest.contains(&made.record.id)) {
            let (made, _) = self.pack_submission(taken, chosen).await?;
            let answers = made.frozen.answers.iter();
            let named: Vec<i64> =
                answers.flat_map(|answer| answer.evidence.iter().map(|item| item.id.0)).collect();
            let verdicts = self.pack_verdicts(taken, &named).await?;
            oscal.result(&made, &json_path(chosen), &verdicts)?;
        }
        oscal.audit(&taken.about, &taken.told.collected)?;
        for ids in contents.ids.chunks(STEP) {
            for item in self.pack_evidence(taken, ids).await? {
                oscal.evidence(&item)?;
            }
        }
        oscal.finish()?.finish()?;
        Ok(())
    }

    async fn write_verdicts<W: Write>(
        &self,
        taken: &TakenPack,
        contents: &Contents,
        writer: &mut PackWriter<W>,
    ) -> Result<()> {
        let mut list = JsonList::new(writer.file(path::VERDICTS)?)?;
        for ids in contents.ids.chunks(STEP) {
            for verdict in self.pack_verdicts(taken, ids).await? {
                list.push(&verdict)?;
            }
        }
        list.finish()?.finish()?;
        Ok(())
    }
}

fn write_list_of_submissions<W: Write>(
    contents: &Contents,
    writer: &mut PackWriter<W>,
) -> Result<()> {
    let mut list = JsonList::new(writer.file(path::SUBMISSIONS)?)?;
    for chosen in &contents.chosen {
        list.push(&chosen.record)?;
    }
    list.finish()?.finish()?;
    Ok(())
}

fn json_path(chosen: &Chosen) -> String {
    format!("{}.json", chosen.listed.path)
}
