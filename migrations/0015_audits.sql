-- Audits: a named object of units, rounds and a span of days, which collects its own requests,
-- verdicts, findings and conclusions, and is closed once. Somebody from outside can have an account
-- for one of them, for a time.

CREATE TABLE audits (
    id         INTEGER PRIMARY KEY,
    name       TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    about      TEXT NOT NULL DEFAULT '' CHECK (length(about) <= 4000),
    from_on    TEXT NOT NULL,
    to_on      TEXT NOT NULL,                       -- the last day of the window
    opened_by  INTEGER NOT NULL REFERENCES people (id),
    opened_at  TEXT NOT NULL,
    closed_by  INTEGER REFERENCES people (id),
    closed_at  TEXT,
    CHECK (from_on <= to_on),
    CHECK ((closed_by IS NULL) = (closed_at IS NULL))
) STRICT;
CREATE TRIGGER audits_close_once BEFORE UPDATE ON audits WHEN OLD.closed_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an audit that was closed stays as it is'); END;
CREATE TRIGGER audits_remain BEFORE DELETE ON audits
BEGIN SELECT RAISE(ABORT, 'an audit is never deleted'); END;

-- What it is of. Both lists may change until it is closed.
CREATE TABLE audit_units (
    audit_id INTEGER NOT NULL REFERENCES audits (id),
    unit_id  INTEGER NOT NULL REFERENCES units (id),       -- with all below it
    PRIMARY KEY (audit_id, unit_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX audit_units_by_unit ON audit_units (unit_id);
CREATE TABLE audit_rounds (
    audit_id INTEGER NOT NULL REFERENCES audits (id),
    round_id INTEGER NOT NULL REFERENCES rounds (id),
    PRIMARY KEY (audit_id, round_id)
) STRICT, WITHOUT ROWID;

-- Who works on it, of the organisation.
CREATE TABLE audit_auditors (
    audit_id  INTEGER NOT NULL REFERENCES audits (id),
    person_id INTEGER NOT NULL REFERENCES people (id),
    PRIMARY KEY (audit_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX audit_auditors_by_person ON audit_auditors (person_id);

-- Who works on it from outside: an account that sees this one audit, up to and with a day.
CREATE TABLE external_accounts (
    person_id INTEGER PRIMARY KEY REFERENCES people (id),
    audit_id  INTEGER NOT NULL REFERENCES audits (id),
    until_on  TEXT NOT NULL
) STRICT;
CREATE INDEX external_accounts_by_audit ON external_accounts (audit_id);
CREATE TRIGGER external_accounts_remain BEFORE DELETE ON external_accounts
BEGIN SELECT RAISE(ABORT, 'an account from outside never becomes one of the organisation'); END;

CREATE TABLE audit_findings (
    id           INTEGER PRIMARY KEY,
    audit_id     INTEGER NOT NULL REFERENCES audits (id),
    unit_id      INTEGER NOT NULL REFERENCES units (id),
    question     INTEGER NOT NULL CHECK (question BETWEEN 1 AND 999),
    grade        TEXT NOT NULL CHECK (grade IN ('major', 'minor', 'observation')),
    title        TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    detail       TEXT NOT NULL CHECK (length(detail) BETWEEN 1 AND 4000),
    raised_by    INTEGER NOT NULL REFERENCES people (id),
    raised_at    TEXT NOT NULL,
    -- What the unit's manager says to it, once.
    response     TEXT CHECK (length(response) BETWEEN 1 AND 4000),
    responded_by INTEGER REFERENCES people (id),
    responded_at TEXT,
    -- How it ended, once.
    ended        TEXT CHECK (ended IN ('remedied', 'withdrawn')),
    ended_words  TEXT CHECK (length(ended_words) BETWEEN 1 AND 4000),
    ended_by     INTEGER REFERENCES people (id),
    ended_at     TEXT
) STRICT;
CREATE INDEX audit_findings_by_audit ON audit_findings (audit_id, id);
CREATE INDEX audit_findings_by_unit ON audit_findings (unit_id, id);
CREATE TRIGGER audit_findings_stay
BEFORE UPDATE OF audit_id, unit_id, question, grade, title, detail, raised_by, raised_at ON audit_findings
BEGIN SELECT RAISE(ABORT, 'a finding stays as it was raised'); END;
CREATE TRIGGER audit_findings_respond_once BEFORE UPDATE OF response, responded_by, responded_at ON audit_findings
WHEN OLD.response IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a finding is responded to once'); END;
CREATE TRIGGER audit_findings_end_once BEFORE UPDATE ON audit_findings WHEN OLD.ended IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a finding ends once'); END;
CREATE TRIGGER audit_findings_remain BEFORE DELETE ON audit_findings
BEGIN SELECT RAISE(ABORT, 'a finding is never deleted'); END;

-- Of the whole audit, or of one unit of it. Added, never changed; the newest stands.
CREATE TABLE audit_conclusions (
    id       INTEGER PRIMARY KEY,
    audit_id INTEGER NOT NULL REFERENCES audits (id),
    unit_id  INTEGER REFERENCES units (id),
    opinion  TEXT NOT NULL CHECK (opinion IN ('unqualified', 'qualified', 'adverse', 'disclaimer')),
    words    TEXT NOT NULL CHECK (length(words) BETWEEN 1 AND 8000),
    given_by INTEGER NOT NULL REFERENCES people (id),
    given_at TEXT NOT NULL
) STRICT;
CREATE INDEX audit_conclusions_by_audit ON audit_conclusions (audit_id, unit_id, id);
CREATE TRIGGER audit_conclusions_stay BEFORE UPDATE ON audit_conclusions
BEGIN SELECT RAISE(ABORT, 'a conclusion is only ever added'); END;
CREATE TRIGGER audit_conclusions_remain BEFORE DELETE ON audit_conclusions
BEGIN SELECT RAISE(ABORT, 'a conclusion is only ever added'); END;

-- What was asked and judged for an audit.
ALTER TABLE evidence_requests ADD COLUMN audit_id INTEGER REFERENCES audits (id);
CREATE INDEX evidence_requests_by_audit ON evidence_requests (audit_id, id) WHERE audit_id IS NOT NULL;
CREATE TRIGGER evidence_requests_keep_audit BEFORE UPDATE OF audit_id ON evidence_requests
BEGIN SELECT RAISE(ABORT, 'a request stays as it was asked'); END;
ALTER TABLE verdicts ADD COLUMN audit_id INTEGER REFERENCES audits (id);
CREATE INDEX verdicts_by_audit ON verdicts (audit_id, id) WHERE audit_id IS NOT NULL;

-- What lies within an audit: the units that were chosen with all below them,
CREATE VIEW audit_scope_units (audit_id, unit_id) AS
    SELECT a.audit_id, t.unit_id FROM audit_units a JOIN unit_tree t ON t.ancestor_id = a.unit_id;
-- their assessments of its rounds, and those outside any round that were submitted in its window,
CREATE VIEW audit_scope_assessments (audit_id, assessment_id) AS
    SELECT a.id, x.id
      FROM audits a CROSS JOIN assessments x
     WHERE (EXISTS (SELECT 1 FROM audit_rounds r
                     WHERE r.audit_id = a.id AND r.round_id = x.round_id)
         OR (x.round_id IS NULL
             AND EXISTS (SELECT 1 FROM submissions f
                          WHERE f.assessment_id = x.id
                            AND substr(f.submitted_at, 1, 10) BETWEEN a.from_on AND a.to_on)))
       AND EXISTS (SELECT 1 FROM unit_tree t JOIN audit_units s ON s.unit_id = t.ancestor_id
                    WHERE t.unit_id = x.unit_id AND s.audit_id = a.id);
-- and the evidence for their questions that was valid on a day of its window, or that answers one of
-- its requests. Both are asked of one thing after the other, so each begins at the thing.
CREATE VIEW audit_scope_evidence (audit_id, evidence_id) AS
    SELECT a.id, e.id
      FROM audits a CROSS JOIN evidence e
     WHERE ((e.collected_on <= a.to_on AND e.valid_until >= a.from_on)
         OR EXISTS (SELECT 1 FROM evidence_requests r
                     WHERE r.audit_id = a.id AND r.evidence_id = e.id))
       AND EXISTS (SELECT 1 FROM evidence_links l JOIN unit_tree t ON t.unit_id = l.unit_id
                     JOIN audit_units s ON s.unit_id = t.ancestor_id
                    WHERE l.evidence_id = e.id AND s.audit_id = a.id);
