-- Requests: an auditor or a manager asks a unit for something specific by a day. The answer closes it.

CREATE TABLE evidence_requests (
    id           INTEGER PRIMARY KEY,
    unit_id      INTEGER NOT NULL REFERENCES units (id),
    question     INTEGER NOT NULL CHECK (question BETWEEN 1 AND 999),
    wanted       TEXT NOT NULL CHECK (length(wanted) BETWEEN 1 AND 4000),
    due_on       TEXT NOT NULL,
    asked_by     INTEGER NOT NULL REFERENCES people (id),
    asked_at     TEXT NOT NULL,
    -- How it was closed: answered by an item, by words, or by both; or withdrawn by whoever asked.
    closed       TEXT CHECK (closed IN ('answered', 'withdrawn')),
    evidence_id  INTEGER REFERENCES evidence (id),
    words        TEXT NOT NULL DEFAULT '' CHECK (length(words) <= 4000),
    closed_by    INTEGER REFERENCES people (id),
    closed_at    TEXT,
    CHECK ((closed IS NULL) = (closed_at IS NULL)),
    CHECK ((closed IS NULL) = (closed_by IS NULL))
) STRICT;
CREATE INDEX evidence_requests_open ON evidence_requests (due_on, id) WHERE closed IS NULL;
CREATE INDEX evidence_requests_by_unit ON evidence_requests (unit_id, question, id);

CREATE TRIGGER evidence_requests_stay BEFORE UPDATE OF unit_id, question, wanted, due_on, asked_by, asked_at ON evidence_requests
BEGIN SELECT RAISE(ABORT, 'a request stays as it was asked'); END;
CREATE TRIGGER evidence_requests_close_once BEFORE UPDATE ON evidence_requests WHEN OLD.closed IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a request is closed once'); END;
CREATE TRIGGER evidence_requests_remain BEFORE DELETE ON evidence_requests
BEGIN SELECT RAISE(ABORT, 'a request is never deleted'); END;
