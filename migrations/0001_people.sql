-- The installation, its people, and how they prove who they are.

-- One row. `setup_step` is where the guided set-up stands; `done` once it is over.
CREATE TABLE installation (
    id           INTEGER PRIMARY KEY CHECK (id = 1),
    uuid         TEXT NOT NULL,
    setup_step   TEXT NOT NULL CHECK (setup_step IN ('administrator', 'organisation', 'units', 'round', 'storage', 'done')),
    setup_hash   TEXT,                      -- SHA-256 of the one-time token; none once set up
    created_at   TEXT NOT NULL
) STRICT;

CREATE TABLE people (
    id             INTEGER PRIMARY KEY,
    name           TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    email          TEXT NOT NULL COLLATE NOCASE UNIQUE CHECK (length(email) BETWEEN 3 AND 254),
    password_hash  TEXT,                    -- none until the invitation is taken up
    created_at     TEXT NOT NULL,
    last_seen_at   TEXT,
    deactivated_at TEXT
) STRICT;
CREATE INDEX people_by_name ON people (name COLLATE NOCASE, id);

-- A link that works once: an invitation or a password reset. Only its hash is kept.
CREATE TABLE links (
    id         INTEGER PRIMARY KEY,
    person_id  INTEGER NOT NULL REFERENCES people (id),
    purpose    TEXT NOT NULL CHECK (purpose IN ('invitation', 'reset')),
    token_hash TEXT NOT NULL UNIQUE,
    created_by INTEGER REFERENCES people (id),
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at    TEXT,
    revoked_at TEXT
) STRICT;
CREATE INDEX links_by_person ON links (person_id, created_at);

-- `person_id` lets a person, or an administrator, end sessions.
CREATE TABLE sessions (
    id         TEXT PRIMARY KEY,            -- SHA-256 of the session id: the table alone opens nothing
    person_id  INTEGER REFERENCES people (id),
    data       TEXT NOT NULL,
    agent      TEXT NOT NULL DEFAULT '',
    address    TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL,
    seen_at    TEXT NOT NULL,
    expires_at TEXT NOT NULL
) STRICT;
CREATE INDEX sessions_by_person ON sessions (person_id, seen_at);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- Failed sign-ins, by account and by address, to slow the next attempt.
CREATE TABLE sign_in_failures (
    subject     TEXT PRIMARY KEY,           -- 'account:…' or 'address:…'
    failures    INTEGER NOT NULL,
    last_at     TEXT NOT NULL
) STRICT;
CREATE INDEX sign_in_failures_by_time ON sign_in_failures (last_at);
