-- Tasks that return: each occurrence is a task of its own, the missed ones too. A series begins with a
-- task that is there; the next one says what the newest one says by then.

CREATE TABLE task_series (
    id        INTEGER PRIMARY KEY,
    unit_id   INTEGER NOT NULL REFERENCES units (id),
    rhythm    TEXT NOT NULL,                -- domain::tasks::Rhythm, such as 'days:90'
    first_on  TEXT NOT NULL,                -- the due day of the first
    lead_days INTEGER NOT NULL CHECK (lead_days BETWEEN 0 AND 90),
    begun_by  INTEGER NOT NULL REFERENCES people (id),
    begun_at  TEXT NOT NULL,
    ended_by  INTEGER REFERENCES people (id),
    ended_at  TEXT,
    CHECK ((ended_at IS NULL) = (ended_by IS NULL))
) STRICT;
CREATE TRIGGER task_series_stay BEFORE UPDATE OF unit_id, rhythm, first_on, lead_days, begun_by, begun_at ON task_series
BEGIN SELECT RAISE(ABORT, 'a series stays as it was begun'); END;
CREATE TRIGGER task_series_end_once BEFORE UPDATE OF ended_by, ended_at ON task_series WHEN OLD.ended_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'what ended stays ended'); END;
CREATE TRIGGER task_series_remain BEFORE DELETE ON task_series
BEGIN SELECT RAISE(ABORT, 'a series is never deleted'); END;

CREATE TABLE task_occurrences (
    series_id INTEGER NOT NULL REFERENCES task_series (id),
    number    INTEGER NOT NULL CHECK (number >= 1),
    due_on    TEXT NOT NULL,                -- as the rhythm has it; the task may be re-dated
    task_id   INTEGER NOT NULL UNIQUE REFERENCES tasks (id),
    PRIMARY KEY (series_id, number)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER task_occurrences_stay BEFORE UPDATE ON task_occurrences
BEGIN SELECT RAISE(ABORT, 'an occurrence stays one'); END;
CREATE TRIGGER task_occurrences_remain BEFORE DELETE ON task_occurrences
BEGIN SELECT RAISE(ABORT, 'an occurrence stays one'); END;
