-- Tasks: what was found is somebody's work up to a day.

CREATE TABLE tasks (
    id            INTEGER PRIMARY KEY,
    unit_id       INTEGER NOT NULL REFERENCES units (id),
    question      INTEGER NOT NULL CHECK (question BETWEEN 1 AND 999),
    title         TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    about         TEXT NOT NULL DEFAULT '' CHECK (length(about) <= 4000),
    cause         TEXT,                     -- domain::tasks::Cause; none: made by hand
    assessment_id INTEGER REFERENCES assessments (id),      -- in which it was seen
    round_id      INTEGER REFERENCES rounds (id),
    assignee_id   INTEGER NOT NULL REFERENCES people (id),
    priority      TEXT NOT NULL CHECK (priority IN ('high', 'medium', 'low')),
    effort        TEXT NOT NULL CHECK (effort IN ('S', 'M', 'L')),
    due_on        TEXT NOT NULL,            -- the last day on which it is in time
    state         TEXT NOT NULL CHECK (state IN ('open', 'in-progress', 'blocked', 'done', 'verified', 'cancelled', 'accepted')),
    words         TEXT NOT NULL DEFAULT '' CHECK (length(words) <= 4000),   -- of the last step: a reason, a note
    revision      INTEGER NOT NULL DEFAULT 1,               -- raised by every change: a stale form is told
    created_by    INTEGER NOT NULL REFERENCES people (id),
    created_at    TEXT NOT NULL,
    done_by       INTEGER REFERENCES people (id),
    done_at       TEXT,
    settled_at    TEXT,                     -- when it was verified or cancelled
    CHECK ((state IN ('verified', 'cancelled')) = (settled_at IS NOT NULL))
) STRICT;
-- The same cause never has two tasks that are not settled.
CREATE UNIQUE INDEX tasks_once_a_cause ON tasks (cause) WHERE cause IS NOT NULL AND settled_at IS NULL;
CREATE INDEX tasks_by_cause ON tasks (cause, id) WHERE cause IS NOT NULL;
-- The orders of the list, covering what decides whether a person sees the task.
CREATE INDEX tasks_open_by_due ON tasks (due_on, id, unit_id, state, assignee_id, question, settled_at) WHERE settled_at IS NULL;
CREATE INDEX tasks_settled ON tasks (settled_at, id, unit_id) WHERE settled_at IS NOT NULL;
CREATE INDEX tasks_by_unit ON tasks (unit_id, settled_at, due_on, id);
CREATE INDEX tasks_by_assignee ON tasks (assignee_id, settled_at, due_on, id);
CREATE INDEX tasks_by_question ON tasks (unit_id, question, settled_at);
-- What is waiting to be verified, and how punctual a unit was.
CREATE INDEX tasks_by_state ON tasks (state, due_on, id, unit_id, assignee_id, question, settled_at) WHERE settled_at IS NULL;
CREATE INDEX tasks_done ON tasks (unit_id, done_at, due_on) WHERE done_at IS NOT NULL AND settled_at IS NOT NULL;
CREATE TRIGGER tasks_keep_their_place BEFORE UPDATE OF unit_id, question, cause, created_by, created_at ON tasks
BEGIN SELECT RAISE(ABORT, 'a task stays where it was made'); END;
CREATE TRIGGER tasks_remain BEFORE DELETE ON tasks
BEGIN SELECT RAISE(ABORT, 'a task is never deleted'); END;

CREATE TABLE task_models (
    task_id  INTEGER NOT NULL REFERENCES tasks (id),
    model_id INTEGER NOT NULL REFERENCES models (id),
    PRIMARY KEY (task_id, model_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX task_models_by_model ON task_models (model_id);

-- The checklist.
CREATE TABLE task_steps (
    task_id   INTEGER NOT NULL REFERENCES tasks (id),
    position  INTEGER NOT NULL CHECK (position >= 1),
    words     TEXT NOT NULL CHECK (length(words) BETWEEN 1 AND 300),
    ticked_by INTEGER REFERENCES people (id),
    ticked_at TEXT,
    PRIMARY KEY (task_id, position)
) STRICT, WITHOUT ROWID;

-- What shows that it is done. An item supports the task's question, too.
CREATE TABLE task_evidence (
    task_id     INTEGER NOT NULL REFERENCES tasks (id),
    evidence_id INTEGER NOT NULL REFERENCES evidence (id),
    added_by    INTEGER NOT NULL REFERENCES people (id),
    added_at    TEXT NOT NULL,
    PRIMARY KEY (task_id, evidence_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX task_evidence_by_item ON task_evidence (evidence_id);
CREATE TRIGGER task_evidence_stays BEFORE UPDATE ON task_evidence
BEGIN SELECT RAISE(ABORT, 'what a task was done with stays known'); END;
CREATE TRIGGER task_evidence_remains BEFORE DELETE ON task_evidence
BEGIN SELECT RAISE(ABORT, 'what a task was done with stays known'); END;

-- Who ever worked on it: they don't verify it, whatever changed since.
CREATE TABLE task_doers (
    task_id   INTEGER NOT NULL REFERENCES tasks (id),
    person_id INTEGER NOT NULL REFERENCES people (id),
    PRIMARY KEY (task_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER task_doers_stay BEFORE UPDATE ON task_doers
BEGIN SELECT RAISE(ABORT, 'who worked on a task stays known'); END;
CREATE TRIGGER task_doers_remain BEFORE DELETE ON task_doers
BEGIN SELECT RAISE(ABORT, 'who worked on a task stays known'); END;

-- Everything that happened to a task, comments among it. Added, never changed.
CREATE TABLE task_activity (
    id      INTEGER PRIMARY KEY,
    task_id INTEGER NOT NULL REFERENCES tasks (id),
    what    TEXT NOT NULL,                  -- 'created', 'comment', 'assigned', 're-dated', 'edited', 'evidence', 'ticked', 'unticked', or a domain::tasks::TaskStep
    words   TEXT NOT NULL DEFAULT '' CHECK (length(words) <= 4000),
    was     TEXT NOT NULL DEFAULT '',       -- what stood before: a name, a day, a state
    is_now  TEXT NOT NULL DEFAULT '',
    by_id   INTEGER NOT NULL REFERENCES people (id),
    at      TEXT NOT NULL
) STRICT;
CREATE INDEX task_activity_by_task ON task_activity (task_id, id);
CREATE TRIGGER task_activity_stays BEFORE UPDATE ON task_activity
BEGIN SELECT RAISE(ABORT, 'what happened to a task is only ever added'); END;
CREATE TRIGGER task_activity_remains BEFORE DELETE ON task_activity
BEGIN SELECT RAISE(ABORT, 'what happened to a task is only ever added'); END;

-- Every version of a task, so that a page can be drawn as of a day: see 0011.
CREATE TABLE tasks_past (
    id            INTEGER NOT NULL,
    unit_id       INTEGER NOT NULL,
    question      INTEGER NOT NULL,
    title         TEXT NOT NULL,
    about         TEXT NOT NULL,
    cause         TEXT,
    assessment_id INTEGER,
    round_id      INTEGER,
    assignee_id   INTEGER NOT NULL,
    priority      TEXT NOT NULL,
    effort        TEXT NOT NULL,
    due_on        TEXT NOT NULL,
    state         TEXT NOT NULL,
    words         TEXT NOT NULL,
    revision      INTEGER NOT NULL,
    created_by    INTEGER NOT NULL,
    created_at    TEXT NOT NULL,
    done_by       INTEGER,
    done_at       TEXT,
    settled_at    TEXT,
    from_at       TEXT NOT NULL,
    until_at      TEXT NOT NULL,
    PRIMARY KEY (id, from_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX tasks_past_by_unit ON tasks_past (unit_id);
CREATE TRIGGER tasks_begins AFTER INSERT ON tasks
BEGIN
    DELETE FROM tasks_past WHERE id = NEW.id AND from_at = (SELECT at FROM moment);
    INSERT INTO tasks_past
    VALUES (NEW.id, NEW.unit_id, NEW.question, NEW.title, NEW.about, NEW.cause, NEW.assessment_id,
            NEW.round_id, NEW.assignee_id, NEW.priority, NEW.effort, NEW.due_on, NEW.state, NEW.words,
            NEW.revision, NEW.created_by, NEW.created_at, NEW.done_by, NEW.done_at, NEW.settled_at,
            (SELECT at FROM moment), '9999');
END;
CREATE TRIGGER tasks_changes AFTER UPDATE ON tasks
BEGIN
    UPDATE tasks_past SET until_at = (SELECT at FROM moment) WHERE id = OLD.id AND until_at = '9999';
    DELETE FROM tasks_past WHERE id = NEW.id AND from_at = (SELECT at FROM moment);
    INSERT INTO tasks_past
    VALUES (NEW.id, NEW.unit_id, NEW.question, NEW.title, NEW.about, NEW.cause, NEW.assessment_id,
            NEW.round_id, NEW.assignee_id, NEW.priority, NEW.effort, NEW.due_on, NEW.state, NEW.words,
            NEW.revision, NEW.created_by, NEW.created_at, NEW.done_by, NEW.done_at, NEW.settled_at,
            (SELECT at FROM moment), '9999');
END;
CREATE TRIGGER tasks_ends AFTER DELETE ON tasks
BEGIN
    UPDATE tasks_past SET until_at = (SELECT at FROM moment) WHERE id = OLD.id AND until_at = '9999';
END;
