-- Review: answers to what an auditor asked, and samples drawn with a seed.

-- An answer to a question about an item. Added, never changed.
CREATE TABLE evidence_replies (
    id         INTEGER PRIMARY KEY,
    verdict_id INTEGER NOT NULL REFERENCES verdicts (id),   -- the question
    body       TEXT NOT NULL CHECK (length(body) BETWEEN 1 AND 4000),
    written_by INTEGER NOT NULL REFERENCES people (id),
    written_at TEXT NOT NULL
) STRICT;
CREATE INDEX evidence_replies_by_verdict ON evidence_replies (verdict_id, id);

CREATE TRIGGER evidence_replies_stay BEFORE UPDATE ON evidence_replies
BEGIN SELECT RAISE(ABORT, 'an answer to an auditor is only ever added'); END;
CREATE TRIGGER evidence_replies_remain BEFORE DELETE ON evidence_replies
BEGIN SELECT RAISE(ABORT, 'an answer to an auditor is only ever added'); END;

-- A sample: of which items, how many, by which seed. With the same three it can be drawn again.
CREATE TABLE samples (
    id                INTEGER PRIMARY KEY,
    filter            TEXT NOT NULL,            -- the queue's query, such as 'question=5&unit=3'
    size              INTEGER NOT NULL CHECK (size BETWEEN 1 AND 1000),
    seed              TEXT NOT NULL CHECK (length(seed) BETWEEN 1 AND 64),
    population        INTEGER NOT NULL,         -- of how many
    population_sha256 TEXT NOT NULL,            -- of their sorted names: domain::evidence::sample
    drawn_by          INTEGER NOT NULL REFERENCES people (id),
    drawn_at          TEXT NOT NULL
) STRICT;
CREATE INDEX samples_by_person ON samples (drawn_by, id);

CREATE TABLE sample_items (
    sample_id   INTEGER NOT NULL REFERENCES samples (id),
    position    INTEGER NOT NULL,
    unit_id     INTEGER NOT NULL REFERENCES units (id),
    question    INTEGER NOT NULL,
    evidence_id INTEGER NOT NULL REFERENCES evidence (id),
    PRIMARY KEY (sample_id, position)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER samples_stay BEFORE UPDATE ON samples
BEGIN SELECT RAISE(ABORT, 'a sample stays as it was drawn'); END;
CREATE TRIGGER samples_remain BEFORE DELETE ON samples
BEGIN SELECT RAISE(ABORT, 'a sample stays as it was drawn'); END;
CREATE TRIGGER sample_items_stay BEFORE UPDATE ON sample_items
BEGIN SELECT RAISE(ABORT, 'a sample stays as it was drawn'); END;
CREATE TRIGGER sample_items_remain BEFORE DELETE ON sample_items
BEGIN SELECT RAISE(ABORT, 'a sample stays as it was drawn'); END;
