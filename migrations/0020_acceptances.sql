-- Accepting the risk behind a task: asked for with a reason, decided by somebody else, in force up to a
-- day. Rows are added; the decision and the end are each marked once.

CREATE TABLE acceptances (
    id            INTEGER PRIMARY KEY,
    task_id       INTEGER NOT NULL REFERENCES tasks (id),
    unit_id       INTEGER NOT NULL REFERENCES units (id),   -- the task's, which never changes
    question      INTEGER NOT NULL,
    reason        TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 4000),
    until_on      TEXT NOT NULL,            -- the last day on which the risk is accepted
    asked_by      INTEGER NOT NULL REFERENCES people (id),
    asked_at      TEXT NOT NULL,
    decision      TEXT CHECK (decision IN ('granted', 'declined')),
    decided_words TEXT CHECK (length(decided_words) <= 4000),
    decided_by    INTEGER REFERENCES people (id) CHECK (decided_by <> asked_by),
    decided_at    TEXT,
    ended         TEXT CHECK (ended IN ('lapsed', 'withdrawn')),
    ended_words   TEXT CHECK (length(ended_words) <= 4000),
    ended_by      INTEGER REFERENCES people (id),           -- none: its day was over
    ended_at      TEXT,
    CHECK ((decision IS NULL) = (decided_at IS NULL) AND (decision IS NULL) = (decided_by IS NULL)),
    CHECK ((ended IS NULL) = (ended_at IS NULL)),
    CHECK (decision IS NOT 'declined' OR ended IS NULL)
) STRICT;
-- One that waits or is in force for a task at a time.
CREATE UNIQUE INDEX acceptances_once_a_task ON acceptances (task_id)
 WHERE ended IS NULL AND decision IS NOT 'declined';
CREATE INDEX acceptances_by_task ON acceptances (task_id, id);
CREATE INDEX acceptances_by_place ON acceptances (unit_id, question);
CREATE INDEX acceptances_by_day ON acceptances (until_on) WHERE ended IS NULL AND decision IS NOT 'declined';

CREATE TRIGGER acceptances_stay BEFORE UPDATE OF task_id, unit_id, question, reason, until_on, asked_by, asked_at ON acceptances
BEGIN SELECT RAISE(ABORT, 'what was asked for stays as it was asked'); END;
CREATE TRIGGER acceptances_are_decided_once BEFORE UPDATE OF decision, decided_words, decided_by, decided_at ON acceptances
WHEN OLD.decided_at IS NOT NULL OR OLD.ended_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a decision on a risk stays'); END;
CREATE TRIGGER acceptances_end_once BEFORE UPDATE OF ended, ended_words, ended_by, ended_at ON acceptances
WHEN OLD.ended_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'what ended stays ended'); END;
CREATE TRIGGER acceptances_remain BEFORE DELETE ON acceptances
BEGIN SELECT RAISE(ABORT, 'an acceptance is never deleted'); END;
