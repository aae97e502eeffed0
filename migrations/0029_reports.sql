-- The manager's report: what units are to reach, and reports that are kept under a name.

-- A target is never changed: the newest row of a unit and day counts, and one without points takes it
-- back.
CREATE TABLE targets (
    id      INTEGER PRIMARY KEY,
    unit_id INTEGER NOT NULL REFERENCES units (id),
    on_day  TEXT NOT NULL,                 -- the last day on which it can be reached
    points  INTEGER CHECK (points BETWEEN 0 AND 9999),     -- at most so many, evidenced
    set_by  INTEGER NOT NULL REFERENCES people (id),
    set_at  TEXT NOT NULL
) STRICT;
CREATE INDEX targets_by_unit ON targets (unit_id, on_day, id);
CREATE TRIGGER targets_stay BEFORE UPDATE ON targets
BEGIN SELECT RAISE(ABORT, 'a target is only ever added'); END;
CREATE TRIGGER targets_remain BEFORE DELETE ON targets
BEGIN SELECT RAISE(ABORT, 'a target is only ever added'); END;

CREATE TABLE saved_reports (
    id        INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people (id),
    unit_id   INTEGER REFERENCES units (id),       -- with whom it is shared; none: its owner's alone
    name      TEXT NOT NULL COLLATE NOCASE CHECK (length(name) BETWEEN 1 AND 60),
    query     TEXT NOT NULL CHECK (length(query) <= 3000 AND query NOT GLOB '*[^A-Za-z0-9._~%&=-]*'),
    saved_at  TEXT NOT NULL,
    UNIQUE (person_id, name)
) STRICT;
CREATE INDEX saved_reports_by_unit ON saved_reports (unit_id) WHERE unit_id IS NOT NULL;
