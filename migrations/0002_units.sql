-- Business units as a tree. The root is the organisation itself; it is never assessed.

CREATE TABLE units (
    id         INTEGER PRIMARY KEY,
    parent_id  INTEGER REFERENCES units (id),
    name       TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    created_at TEXT NOT NULL,
    retired_at TEXT,
    -- The response plan of question 10.
    response_plan        TEXT NOT NULL DEFAULT '' CHECK (length(response_plan) <= 2000),
    response_exercised   TEXT                -- day of the last exercise
) STRICT;
CREATE UNIQUE INDEX units_one_root ON units ((parent_id IS NULL)) WHERE parent_id IS NULL;
CREATE UNIQUE INDEX units_sibling_names ON units (parent_id, name COLLATE NOCASE) WHERE retired_at IS NULL;
CREATE INDEX units_by_name ON units (name COLLATE NOCASE, id);

-- Every unit with itself (distance 0) and with each unit above it.
CREATE TABLE unit_tree (
    ancestor_id INTEGER NOT NULL REFERENCES units (id),
    unit_id     INTEGER NOT NULL REFERENCES units (id),
    distance    INTEGER NOT NULL CHECK (distance >= 0),
    PRIMARY KEY (ancestor_id, unit_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX unit_tree_upwards ON unit_tree (unit_id, distance);

-- Roles. `unit_id` is null for the installation: only the administrator's.
CREATE TABLE grants (
    id         INTEGER PRIMARY KEY,
    person_id  INTEGER NOT NULL REFERENCES people (id),
    role       TEXT NOT NULL CHECK (role IN ('viewer', 'assessor', 'manager', 'auditor', 'administrator')),
    unit_id    INTEGER REFERENCES units (id),
    granted_by INTEGER REFERENCES people (id),
    granted_at TEXT NOT NULL,
    CHECK ((role = 'administrator') = (unit_id IS NULL))
) STRICT;
CREATE UNIQUE INDEX grants_once ON grants (person_id, role, coalesce(unit_id, 0));
CREATE INDEX grants_by_unit ON grants (unit_id);

-- Which units a person may know of: the one view on which every query of a page is joined.
CREATE VIEW visible_units (person_id, unit_id) AS
    SELECT g.person_id, t.unit_id
      FROM grants g JOIN unit_tree t ON t.ancestor_id = g.unit_id
    UNION
    SELECT g.person_id, u.id
      FROM grants g CROSS JOIN units u WHERE g.unit_id IS NULL;
