-- Evidence: what stands behind a yes. Bytes lie beside the database, named by their SHA-256.

CREATE TABLE evidence (
    id            INTEGER PRIMARY KEY,
    unit_id       INTEGER NOT NULL REFERENCES units (id),   -- where it was first attached
    kind          TEXT NOT NULL CHECK (kind IN ('file', 'link', 'note')),
    title         TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    file_name     TEXT,                     -- as uploaded; shown, never used as a path
    url           TEXT,
    body          TEXT,                     -- of a note
    media_type    TEXT NOT NULL,            -- sniffed from the content
    size          INTEGER NOT NULL,         -- bytes
    sha256        TEXT NOT NULL,            -- of the file, or of the link's or note's text
    collected_on  TEXT NOT NULL,
    valid_until   TEXT NOT NULL,            -- the last day on which it counts
    uploaded_by   INTEGER NOT NULL REFERENCES people (id),
    uploaded_at   TEXT NOT NULL,
    supersedes_id INTEGER REFERENCES evidence (id),
    withdrawn_at  TEXT,
    withdrawn_by  INTEGER REFERENCES people (id),
    withdrawn_reason TEXT
) STRICT;
CREATE INDEX evidence_by_unit ON evidence (unit_id, uploaded_at);
CREATE INDEX evidence_by_hash ON evidence (sha256);
CREATE UNIQUE INDEX evidence_superseded_once ON evidence (supersedes_id) WHERE supersedes_id IS NOT NULL;

-- Content never changes: only withdrawing is left, once.
CREATE TRIGGER evidence_content_stays BEFORE UPDATE OF unit_id, kind, title, file_name, url, body, media_type, size, sha256, collected_on, valid_until, uploaded_by, uploaded_at, supersedes_id ON evidence
BEGIN SELECT RAISE(ABORT, 'evidence never changes'); END;
CREATE TRIGGER evidence_remains BEFORE DELETE ON evidence
BEGIN SELECT RAISE(ABORT, 'evidence is never deleted'); END;

-- What an item supports: a unit's question, in this and in later assessments.
CREATE TABLE evidence_links (
    evidence_id   INTEGER NOT NULL REFERENCES evidence (id),
    unit_id       INTEGER NOT NULL REFERENCES units (id),
    question      INTEGER NOT NULL,
    assessment_id INTEGER REFERENCES assessments (id),      -- in which it was first attached
    linked_by     INTEGER NOT NULL REFERENCES people (id),
    linked_at     TEXT NOT NULL,
    PRIMARY KEY (unit_id, question, evidence_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX evidence_links_by_evidence ON evidence_links (evidence_id);

-- Verdicts per item, unit and question. Added, never changed; the newest stands.
CREATE TABLE verdicts (
    id          INTEGER PRIMARY KEY,
    evidence_id INTEGER NOT NULL REFERENCES evidence (id),
    unit_id     INTEGER NOT NULL REFERENCES units (id),
    question    INTEGER NOT NULL,
    verdict     TEXT NOT NULL CHECK (verdict IN ('accepted', 'rejected', 'asked')),
    reason      TEXT NOT NULL DEFAULT '' CHECK (length(reason) <= 4000),
    given_by    INTEGER NOT NULL REFERENCES people (id),
    given_at    TEXT NOT NULL
) STRICT;
CREATE INDEX verdicts_by_place ON verdicts (unit_id, question, evidence_id, id);
CREATE INDEX verdicts_by_evidence ON verdicts (evidence_id, id);

CREATE TRIGGER verdicts_stay BEFORE UPDATE ON verdicts
BEGIN SELECT RAISE(ABORT, 'a verdict is only ever added'); END;
CREATE TRIGGER verdicts_remain BEFORE DELETE ON verdicts
BEGIN SELECT RAISE(ABORT, 'a verdict is only ever added'); END;

-- The days on which a question of a unit was covered by an accepted item: derived from verdicts,
-- validity and withdrawal, rebuilt for its (unit, question, item) in the transaction of each change.
-- A yes is evidenced on a day D when a row has from_day <= D and D < until_day.
CREATE TABLE coverage (
    unit_id     INTEGER NOT NULL REFERENCES units (id),
    question    INTEGER NOT NULL,
    evidence_id INTEGER NOT NULL REFERENCES evidence (id),
    from_day    TEXT NOT NULL,
    until_day   TEXT NOT NULL,
    PRIMARY KEY (unit_id, question, evidence_id, from_day)
) STRICT, WITHOUT ROWID;
