-- Rounds, assessments, answers, and the frozen submissions.

CREATE TABLE rounds (
    id            INTEGER PRIMARY KEY,
    name          TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    unit_id       INTEGER NOT NULL REFERENCES units (id),   -- the top of the subtree in scope
    questionnaire TEXT NOT NULL,                            -- id and version, such as 'baseline/1'
    opens_on      TEXT NOT NULL,
    due_on        TEXT NOT NULL,
    cadence_days  INTEGER NOT NULL CHECK (cadence_days BETWEEN 1 AND 1100),
    opened_by     INTEGER REFERENCES people (id),
    opened_at     TEXT NOT NULL,
    closed_at     TEXT
) STRICT;
CREATE INDEX rounds_by_due ON rounds (due_on, id);
CREATE INDEX rounds_by_unit ON rounds (unit_id, opened_at);

CREATE TABLE assessments (
    id            INTEGER PRIMARY KEY,
    unit_id       INTEGER NOT NULL REFERENCES units (id),
    round_id      INTEGER REFERENCES rounds (id),           -- none: ad hoc
    name          TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    questionnaire TEXT NOT NULL,
    state         TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'approved')),
    due_on        TEXT,
    cadence_days  INTEGER NOT NULL,
    opened_by     INTEGER REFERENCES people (id),
    opened_at     TEXT NOT NULL,
    -- Set while a returned or revised draft waits to be submitted again.
    returned_reason TEXT,
    returned_by   INTEGER REFERENCES people (id),
    returned_at   TEXT
) STRICT;
CREATE UNIQUE INDEX assessments_once_a_round ON assessments (round_id, unit_id) WHERE round_id IS NOT NULL;
CREATE INDEX assessments_by_unit ON assessments (unit_id, opened_at);
CREATE INDEX assessments_by_state ON assessments (state, due_on);

-- The draft's answers. `version` rises with every save, so that a stale save is told.
CREATE TABLE answers (
    assessment_id INTEGER NOT NULL REFERENCES assessments (id),
    question      INTEGER NOT NULL CHECK (question BETWEEN 1 AND 999),
    answer        TEXT CHECK (answer IN ('yes', 'no')),     -- none: a note without an answer yet
    note          TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 8000),
    version       INTEGER NOT NULL CHECK (version >= 1),
    answered_by   INTEGER NOT NULL REFERENCES people (id),
    answered_at   TEXT NOT NULL,
    PRIMARY KEY (assessment_id, question)
) STRICT, WITHOUT ROWID;

CREATE TABLE delegations (
    assessment_id INTEGER NOT NULL REFERENCES assessments (id),
    question      INTEGER NOT NULL,
    person_id     INTEGER NOT NULL REFERENCES people (id),
    delegated_by  INTEGER NOT NULL REFERENCES people (id),
    delegated_at  TEXT NOT NULL,
    PRIMARY KEY (assessment_id, question)
) STRICT, WITHOUT ROWID;
CREATE INDEX delegations_by_person ON delegations (person_id);

-- A submitted revision: a frozen fact with its own hash. `content` is canonical JSON
-- (domain::assessment::Frozen); the other columns repeat what lists and charts need.
CREATE TABLE submissions (
    id            INTEGER PRIMARY KEY,
    assessment_id INTEGER NOT NULL REFERENCES assessments (id),
    unit_id       INTEGER NOT NULL REFERENCES units (id),
    revision      INTEGER NOT NULL CHECK (revision >= 1),
    questionnaire TEXT NOT NULL,
    claimed       INTEGER NOT NULL,         -- points
    evidenced     INTEGER NOT NULL,         -- points, on the day of submission
    yes_mask      INTEGER NOT NULL,         -- bit n-1 set: question n was answered yes
    clash_mask    INTEGER NOT NULL,         -- bit n-1 set: the inventory disagreed with question n
    cadence_days  INTEGER NOT NULL,
    submitted_by  INTEGER NOT NULL REFERENCES people (id),
    submitted_at  TEXT NOT NULL,
    content       TEXT NOT NULL,
    sha256        TEXT NOT NULL,
    UNIQUE (assessment_id, revision)
) STRICT;
CREATE INDEX submissions_by_unit ON submissions (unit_id, submitted_at);

CREATE TRIGGER submissions_stay BEFORE UPDATE ON submissions
BEGIN SELECT RAISE(ABORT, 'a submission is frozen'); END;
CREATE TRIGGER submissions_remain BEFORE DELETE ON submissions
BEGIN SELECT RAISE(ABORT, 'a submission is frozen'); END;

-- Decisions on a submission: approved or returned. Added, never changed.
CREATE TABLE decisions (
    id            INTEGER PRIMARY KEY,
    submission_id INTEGER NOT NULL REFERENCES submissions (id),
    decision      TEXT NOT NULL CHECK (decision IN ('approved', 'returned')),
    reason        TEXT NOT NULL DEFAULT '',
    decided_by    INTEGER NOT NULL REFERENCES people (id),
    decided_at    TEXT NOT NULL
) STRICT;
CREATE INDEX decisions_by_submission ON decisions (submission_id);
