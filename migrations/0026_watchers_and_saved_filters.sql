-- Who is told of what happens to a task besides those who have to do something, and which filters of the
-- list of tasks each person keeps.

CREATE TABLE task_watchers (
    task_id   INTEGER NOT NULL REFERENCES tasks (id),
    person_id INTEGER NOT NULL REFERENCES people (id),
    since_at  TEXT NOT NULL,                -- since when it stands as it does
    stopped   INTEGER NOT NULL DEFAULT 0 CHECK (stopped IN (0, 1)),  -- they said so: only they begin again
    PRIMARY KEY (task_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX task_watchers_by_person ON task_watchers (person_id, task_id) WHERE stopped = 0;
CREATE TRIGGER task_watchers_keep_their_place BEFORE UPDATE OF task_id, person_id ON task_watchers
BEGIN SELECT RAISE(ABORT, 'whoever watches a task stops, or begins again'); END;
CREATE TRIGGER task_watchers_remain BEFORE DELETE ON task_watchers
BEGIN SELECT RAISE(ABORT, 'that somebody stopped watching is remembered'); END;

-- Whoever made a task that is not settled, or said something about it, watches it, as of any made later.
INSERT INTO task_watchers (task_id, person_id, since_at)
SELECT id, created_by, created_at FROM tasks WHERE settled_at IS NULL;
INSERT INTO task_watchers (task_id, person_id, since_at)
SELECT y.task_id, y.by_id, min(y.at)
  FROM task_activity y JOIN tasks k ON k.id = y.task_id
 WHERE y.what = 'comment' AND k.settled_at IS NULL AND k.created_by <> y.by_id
 GROUP BY y.task_id, y.by_id;

CREATE TABLE task_filters (
    id        INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people (id),
    name      TEXT NOT NULL COLLATE NOCASE CHECK (length(name) BETWEEN 1 AND 60),
    query     TEXT NOT NULL CHECK (length(query) BETWEEN 1 AND 3000 AND query NOT GLOB '*[^A-Za-z0-9._~%&=-]*'),
    saved_at  TEXT NOT NULL,
    UNIQUE (person_id, name)
) STRICT;
