-- What somebody is told of, in the write that made it happen or by a daily run; and the jobs that the
-- program does by itself.

CREATE TABLE notices (
    id        INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people (id),
    kind      TEXT NOT NULL,                -- domain::notices::NoticeKind
    once      TEXT NOT NULL,                -- what it tells of: nobody is told of it twice
    unit_id   INTEGER REFERENCES units (id),    -- where it happened: shown as long as they see the unit
    title     TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 400),
    words     TEXT NOT NULL DEFAULT '' CHECK (length(words) <= 4000),
    href      TEXT NOT NULL CHECK (href LIKE '/%' AND href NOT LIKE '//%'),
    at        TEXT NOT NULL,
    read_at   TEXT,
    UNIQUE (person_id, once)
) STRICT;
CREATE INDEX notices_by_person ON notices (person_id, id);
CREATE INDEX notices_unread ON notices (person_id, unit_id) WHERE read_at IS NULL;
CREATE TRIGGER notices_stay BEFORE UPDATE OF person_id, kind, once, unit_id, title, words, href, at ON notices
BEGIN SELECT RAISE(ABORT, 'what somebody was told stays as it was told'); END;

-- The last run of each job.
CREATE TABLE jobs (
    name     TEXT PRIMARY KEY,              -- domain::jobs::Job
    begun_at TEXT NOT NULL,
    ended_at TEXT NOT NULL,
    failed   INTEGER NOT NULL CHECK (failed IN (0, 1)),
    said     TEXT NOT NULL DEFAULT ''       -- what it did, or why it failed
) STRICT, WITHOUT ROWID;
