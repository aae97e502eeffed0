-- Questionnaires of the organisation's own, and what was answered to them. The built-in baseline is part
-- of the program and has no row.

-- What administrators work on. It becomes a version and is gone, or it is deleted.
CREATE TABLE questionnaire_drafts (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,    -- the log goes on naming those that are gone
    key       TEXT NOT NULL UNIQUE CHECK (length(key) BETWEEN 1 AND 60 AND key <> 'baseline'),
    content   TEXT NOT NULL,                -- domain::questionnaires::Questionnaire
    edits     INTEGER NOT NULL DEFAULT 0,   -- how often it was saved: whoever saves says what they saw
    made_by   INTEGER NOT NULL REFERENCES people (id),
    made_at   TEXT NOT NULL,
    edited_by INTEGER NOT NULL REFERENCES people (id),
    edited_at TEXT NOT NULL,
    CHECK (json_valid(content) AND content ->> '$.key' = key)
) STRICT;

-- What was published. Nothing of it ever changes: answers refer to it.
CREATE TABLE questionnaires (
    id           INTEGER PRIMARY KEY,
    key          TEXT NOT NULL CHECK (length(key) BETWEEN 1 AND 60 AND key <> 'baseline'),
    version      INTEGER NOT NULL CHECK (version BETWEEN 1 AND 9999),
    subject      TEXT NOT NULL CHECK (subject IN ('unit', 'model')),
    content      TEXT NOT NULL,             -- as in a draft
    sha256       TEXT NOT NULL CHECK (length(sha256) = 64),     -- of the content
    published_by INTEGER NOT NULL REFERENCES people (id),
    published_at TEXT NOT NULL,
    UNIQUE (key, version),
    CHECK (json_valid(content) AND content ->> '$.key' = key AND content ->> '$.version' = version
           AND content ->> '$.subject' = subject)
) STRICT;
CREATE TRIGGER questionnaires_stay BEFORE UPDATE ON questionnaires
BEGIN SELECT RAISE(ABORT, 'a published questionnaire stays as it is'); END;
CREATE TRIGGER questionnaires_remain BEFORE DELETE ON questionnaires
BEGIN SELECT RAISE(ABORT, 'a published questionnaire is never deleted'); END;
CREATE TRIGGER questionnaires_follow BEFORE INSERT ON questionnaires
WHEN EXISTS (SELECT 1 FROM questionnaires q
              WHERE q.key = NEW.key AND (q.version >= NEW.version OR q.subject <> NEW.subject))
BEGIN SELECT RAISE(ABORT, 'a version follows those before it, about the same subject'); END;

-- Which versions nobody is asked any more, and which were brought back. The newest row counts.
CREATE TABLE questionnaire_retirements (
    id               INTEGER PRIMARY KEY,
    questionnaire_id INTEGER NOT NULL REFERENCES questionnaires (id),
    retired          INTEGER NOT NULL CHECK (retired IN (0, 1)),
    by_id            INTEGER NOT NULL REFERENCES people (id),
    at               TEXT NOT NULL
) STRICT;
CREATE INDEX questionnaire_retirements_by_version ON questionnaire_retirements (questionnaire_id, id);
CREATE TRIGGER questionnaire_retirements_stay BEFORE UPDATE ON questionnaire_retirements
BEGIN SELECT RAISE(ABORT, 'that a version was retired or brought back is only ever added'); END;
CREATE TRIGGER questionnaire_retirements_remain BEFORE DELETE ON questionnaire_retirements
BEGIN SELECT RAISE(ABORT, 'that a version was retired or brought back is only ever added'); END;

-- What was answered to a version, once, about a unit or a model. The figures beside the content are for
-- lists; verify holds them against it.
CREATE TABLE checks (
    id               INTEGER PRIMARY KEY,
    questionnaire_id INTEGER NOT NULL REFERENCES questionnaires (id),
    unit_id          INTEGER NOT NULL REFERENCES units (id),    -- in which the model was on the day
    model_id         INTEGER REFERENCES models (id),            -- none: of the unit itself
    answered         INTEGER NOT NULL CHECK (answered BETWEEN 1 AND total),
    total            INTEGER NOT NULL,
    points           INTEGER NOT NULL CHECK (points BETWEEN 0 AND could_reach),    -- of the answers given
    could_reach      INTEGER NOT NULL,
    band             TEXT,                  -- domain::Band; none before every question is answered
    content          TEXT NOT NULL,         -- domain::checks::FrozenCheck
    sha256           TEXT NOT NULL CHECK (length(sha256) = 64),
    submitted_by     INTEGER NOT NULL REFERENCES people (id),
    submitted_at     TEXT NOT NULL,
    CHECK (band IS NULL OR answered = total)
) STRICT;
CREATE INDEX checks_by_unit ON checks (unit_id, id);
CREATE INDEX checks_by_model ON checks (model_id, id) WHERE model_id IS NOT NULL;
CREATE INDEX checks_by_questionnaire ON checks (questionnaire_id, id);
CREATE TRIGGER checks_stay BEFORE UPDATE ON checks
BEGIN SELECT RAISE(ABORT, 'a check stays as it was submitted'); END;
CREATE TRIGGER checks_remain BEFORE DELETE ON checks
BEGIN SELECT RAISE(ABORT, 'a check is never deleted'); END;
