-- The past: every version of every row that can change, so that a page can be drawn as of a day.
--
-- Beside each such table stands one of its versions: a version was known from `from_at` up to, and
-- without, `until_at`; the present one is known until '9999'. Triggers keep them, in the
-- transaction of the change itself. Tables that are only ever added to need none: their rows have a
-- time.
-- What kinds of tables there are, and what pages read of them, is in server/store/src/past.

-- One row: the moment of the write that is under way, set by the gate as it opens. `since` is when
-- versions began to be kept in a database that is older than this file; what was changed before is
-- known only as it was then.
CREATE TABLE moment (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    at    TEXT NOT NULL,
    since TEXT
) STRICT;
INSERT INTO moment (id, at, since) SELECT 1, coalesce(max(at), ''), max(at) FROM audit_log;

-- Passwords and when somebody was last here are no part of a picture.
CREATE TABLE people_past (
    id             INTEGER NOT NULL,
    name           TEXT NOT NULL,
    email          TEXT NOT NULL COLLATE NOCASE,
    created_at     TEXT NOT NULL,
    deactivated_at TEXT,
    from_at        TEXT NOT NULL,
    until_at       TEXT NOT NULL,
    PRIMARY KEY (id, from_at)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER people_begins AFTER INSERT ON people
BEGIN
    DELETE FROM people_past
     WHERE id = NEW.id AND from_at = (SELECT at FROM moment);
    INSERT INTO people_past
    VALUES (NEW.id, NEW.name, NEW.email, NEW.created_at, NEW.deactivated_at,
            (SELECT at FROM moment), '9999');
END;
CREATE TRIGGER people_changes AFTER UPDATE OF name, email, deactivated_at ON people
BEGIN
    UPDATE people_past SET until_at = (SELECT at FROM moment)
     WHERE id = OLD.id AND until_at = '9999';
    DELETE FROM people_past
     WHERE id = NEW.id AND from_at = (SELECT at FROM moment);
    INSERT INTO people_past
    VALUES (NEW.id, NEW.name, NEW.email, NEW.created_at, NEW.deactivated_at,
            (SELECT at FROM moment), '9999');
END;
CREATE TRIGGER people_ends AFTER DELETE ON people
BEGIN
    UPDATE people_past SET until_at = (SELECT at FROM moment)
     WHERE id = OLD.id AND until_at = '9999';
END;

CREATE TABLE units_past (
    id                 INTEGER NOT NULL,
    parent_id          INTEGER,
    name               TEXT NOT NULL,
    created_at         TEXT NOT NULL,
    retired_at         TEXT,
    response_plan      TEXT NOT NULL,
    response_exercised TEXT,
    from_at            TEXT NOT NULL,
    until_at           TEXT NOT NULL,
    PRIMARY KEY (id, from_at)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER units_begins AFTER INSERT ON units
BEGIN
    DELETE FROM units_past
     WHERE id = NEW.id AND from_at = (SELECT at FROM moment);
    INSERT INTO units_past
    VALUES (NEW.id, NEW.parent_id, NEW.name, NEW.created_at, NEW.retired_at, NEW.response_plan,
            NEW.response_exercised, (SELECT at FROM moment), '9999');
END;
CREATE TRIGGER units_changes AFTER UPDATE ON units
BEGIN
    UPDATE units_past SET until_at = (SELECT at FROM moment)
     WHERE id = OLD.id AND until_at = '9999';
    DELETE FROM units_past
     WHERE id = NEW.id AND from_at = (SELECT at FROM moment);
    INSERT INTO units_past
    VALUES (NEW.id, NEW.parent_id, NEW.name, NEW.created_at, NEW.retired_at, NEW.response_plan,
            NEW.response_exercised, (SELECT at FROM moment), '9999');
END;
CREATE TRIGGER units_ends AFTER DELETE ON units
BEGIN
    UPDATE units_past SET until_at = (SELECT at FROM moment)
     WHERE id = OLD.id AND until_at = '9999';
END;

CREATE TABLE unit_tree_past (
    ancestor_id INTEGER NOT NULL,
    unit_id     INTEGER NOT NULL,
    distance    INTEGER NOT NULL,
    from_at     TEXT NOT NULL,
    until_at    TEXT NOT NULL,
    PRIMARY KEY (ancestor_id, unit_id, from_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX unit_tree_past_by_unit ON unit_tree_past (unit_id, distance);
CREATE TRIGGER unit_tree_begins AFTER INSERT ON unit_tree
BEGIN
    DELETE FROM unit_tree_past
     WHERE ancestor_id = NEW.ancestor_id AND unit_id = NEW.unit_id
       AND from_at = (SELECT at FROM moment);
    INSERT INTO unit_tree_past
    VALUES (NEW.ancestor_id, NEW.unit_id, NEW.distance, (SELECT at FROM moment), '9999');
END;
CREATE TRIGGER unit_tree_changes AFTER UPDATE ON unit_tree
BEGIN
    UPDATE unit_tree_past SET until_at = (SELECT at FROM moment)
     WHERE ancestor_id = OLD.ancestor_id AND unit_id = OLD.unit_id AND until_at = '9999';
    DELETE FROM unit_tree_past
     WHERE ancestor_id = NEW.ancestor_id AND unit_id = NEW.unit_id
       AND from_at = (SELECT at FROM moment);
    INSERT INTO unit_tree_past
    VALUES (NEW.ancestor_id, NEW.unit_id, NEW.distance, (SELECT at FROM moment), '9999');
END;
CREATE TRIGGER unit_tree_ends AFTER DELETE ON unit_tree
BEGIN
    UPDATE unit_tree_past SET until_at = (SELECT at FROM moment)
     WHERE ancestor_id = OLD.ancestor_id AND unit_id = OLD.unit_id AND until_at = '9999';
END;

CREATE TABLE models_past (
    id               INTEGER NOT NULL,
    unit_id          INTEGER NOT NULL,
    name             TEXT NOT NULL,
    version          TEXT NOT NULL,
    kind             TEXT NOT NULL,
    provider         TEXT NOT NULL,
    provenance       TEXT NOT NULL,
    owner_id         INTEGER,
    lifecycle        TEXT NOT NULL,
    purpose          TEXT NOT NULL,
    training_access  TEXT NOT NULL,
    went_live        TEXT,
    revision         INTEGER NOT NULL,
    created_at       TEXT NOT NULL,
    updated_at       TEXT NOT NULL,
    retired_at       TEXT,
    exposure_order   INTEGER NOT NULL,
    data_order       INTEGER NOT NULL,
    personal_data    INTEGER NOT NULL,
    access_order     INTEGER NOT NULL,
    deployment_count INTEGER NOT NULL,
    profile_answered INTEGER NOT NULL,
    from_at          TEXT NOT NULL,
    until_at         TEXT NOT NULL,
    PRIMARY KEY (id, from_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX models_past_by_unit ON models_past (unit_id);
CREATE TRIGGER models_begins AFTER INSERT ON models
BEGIN
    DELETE FROM models_past
     WHERE id = NEW.id AND from_at = (SELECT at FROM moment);
    INSERT INTO models_past
    VALUES (NEW.id, NEW.unit_id, NEW.name, NEW.version, NEW.kind, NEW.provider, NEW.provenance,
            NEW.owner_id, NEW.lifecycle, NEW.purpose, NEW.training_access, NEW.went_live,
            NEW.revision, NEW.created_at, NEW.updated_at, NEW.retired_at, NEW.exposure_order,
            NEW.data_order, NEW.personal_data, NEW.access_order, NEW.deployment_count,
            NEW.profile_answered, (SELECT at FROM moment), '9999');
END;
CREATE TRIGGER models_changes AFTER UPDATE ON models
BEGIN
    UPDATE models_past SET until_at = (SELECT at FROM moment)
     WHERE id = OLD.id AND until_at = '9999';
    DELETE FROM models_past
     WHERE id = NEW.id AND from_at = (SELECT at FROM moment);
    INSERT INTO models_past
    VALUES (NEW.id, NEW.unit_id, NEW.name, NEW.version, NEW.kind, NEW.provider, NEW.provenance,
            NEW.owner_id, NEW.lifecycle, NEW.purpose, NEW.training_access, NEW.went_live,
            NEW.revision, NEW.created_at, NEW.updated_at, NEW.retired_at, NEW.exposure_order,
            NEW.data_order, NEW.personal_data, NEW.access_order, NEW.deployment_count,
            NEW.profile_answered, (SELECT at FROM moment), '9999');
END;
CREATE TRIGGER models_ends AFTER DELETE ON models
BEGIN
    UPDATE models_past SET until_at = (SELECT at FROM moment)
     WHERE id = OLD.id AND until_at = '9999';
END;

CREATE TABLE model_tags_past (
    model_id INTEGER NOT NULL,
    tag      TEXT NOT NULL COLLATE NOCASE,
    from_at  TEXT NOT NULL,
    until_at TEXT NOT NULL,
    PRIMARY KEY (model_id, tag, from_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX model_tags_past_by_tag ON model_tags_past (tag);
CREATE TRIGGER model_tags_begins AFTER INSERT ON model_tags
BEGIN
    DELETE FROM model_tags_past
     WHERE model_id = NEW.model_id AND tag = NEW.tag AND from_at = (SELECT at FROM moment);
    INSERT INTO model_tags_past
    VALUES (NEW.model_id, NEW.tag, (SELECT at FROM moment), '9999');
END;
CREATE TRIGGER model_tags_changes AFTER UPDATE ON model_tags
BEGIN
    UPDATE model_tags_past SET until_at = (SELECT at FROM moment)
     WHERE model_id = OLD.model_id AND tag = OLD.tag AND until_at = '9999';
    DELETE FROM model_tags_past
     WHERE model_id = NEW.model_id AND tag = NEW.tag AND from_at = (SELECT at FROM moment);
    INSERT INTO model_tags_past
    VALUES (NEW.model_id, NEW.tag, (SELECT at FROM moment), '9999');
END;
CREATE TRIGGER model_tags_ends AFTER DELETE ON model_tags
BEGIN
    UPDATE model_tags_past SET until_at = (SELECT at FROM moment)
     WHERE model_id = OLD.model_id AND tag = OLD.tag AND until_at = '9999';
END;

CREATE TABLE deployments_past (
    id                  INTEGER NOT NULL,
    model_id            INTEGER NOT NULL,
    environment         TEXT NOT NULL,
    platform            TEXT NOT NULL,
    hosting             TEXT NOT NULL,
    region              TEXT NOT NULL,
    exposure            TEXT NOT NULL,
    authentication      TEXT NOT NULL,
    runtime_monitoring  TEXT NOT NULL,
    provider_monitoring TEXT NOT NULL,
    removed_at          TEXT,
    from_at             TEXT NOT NULL,
    until_at            TEXT NOT NULL,
    PRIMARY KEY (id, from_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX deployments_past_by_model ON deployments_past (model_id);
CREATE TRIGGER deployments_begins AFTER INSERT ON deployments
BEGIN
    DELETE FROM deployments_past
     WHERE id = NEW.id AND from_at = (SELECT at FROM moment);
    INSERT INTO deployments_past
    VALUES (NEW.id, NEW.model_id, NEW.environment, NEW.platform, NEW.hosting, NEW.region,
            NEW.exposure, NEW.authentication, NEW.runtime_monitoring, NEW.provider_monitoring,
            NEW.removed_at, (SELECT at FROM moment), '9999');
END;
CREATE TRIGGER deployments_changes AFTER UPDATE ON deployments
BEGIN
    UPDATE deployments_past SET until_at = (SELECT at FROM moment)
     WHERE id = OLD.id AND until_at = '9999';
    DELETE FROM deployments_past
     WHERE id = NEW.id AND from_at = (SELECT at FROM moment);
    INSERT INTO deployments_past
    VALUES (NEW.id, NEW.model_id, NEW.environment, NEW.platform, NEW.hosting, NEW.region,
            NEW.exposure, NEW.authentication, NEW.runtime_monitoring, NEW.provider_monitoring,
            NEW.removed_at, (SELECT at FROM moment), '9999');
END;
CREATE TRIGGER deployments_ends AFTER DELETE ON deployments
BEGIN
    UPDATE deployments_past SET until_at = (SELECT at FROM moment)
     WHERE id = OLD.id AND until_at = '9999';
END;

CREATE TABLE data_sources_past (
    id                   INTEGER NOT NULL,
    model_id             INTEGER NOT NULL,
    name                 TEXT NOT NULL,
    classification       TEXT NOT NULL,
    personal_data        TEXT NOT NULL,
    encrypted_at_rest    TEXT NOT NULL,
    encrypted_in_transit TEXT NOT NULL,
    access_control       TEXT NOT NULL,
    removed_at           TEXT,
    from_at              TEXT NOT NULL,
    until_at             TEXT NOT NULL,
    PRIMARY KEY (id, from_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX data_sources_past_by_model ON data_sources_past (model_id);
CREATE TRIGGER data_sources_begins AFTER INSERT ON data_sources
BEGIN
    DELETE FROM data_sources_past
     WHERE id = NEW.id AND from_at = (SELECT at FROM moment);
    INSERT INTO data_sources_past
    VALUES (NEW.id, NEW.model_id, NEW.name, NEW.classification, NEW.personal_data,
            NEW.encrypted_at_rest, NEW.encrypted_in_transit, NEW.access_control, NEW.removed_at,
            (SELECT at FROM moment), '9999');
END;
CREATE TRIGGER data_sources_changes AFTER UPDATE ON data_sources
BEGIN
    UPDATE data_sources_past SET until_at = (SELECT at FROM moment)
     WHERE id = OLD.id AND until_at = '9999';
    DELETE FROM data_sources_past
     WHERE id = NEW.id AND from_at = (SELECT at FROM moment);
    INSERT INTO data_sources_past
    VALUES (NEW.id, NEW.model_id, NEW.name, NEW.classification, NEW.personal_data,
            NEW.encrypted_at_rest, NEW.encrypted_in_transit, NEW.access_control, NEW.removed_at,
            (SELECT at FROM moment), '9999');
END;
CREATE TRIGGER data_sources_ends AFTER DELETE ON data_sources
BEGIN
    UPDATE data_sources_past SET until_at = (SELECT at FROM moment)
     WHERE id = OLD.id AND until_at = '9999';
END;

CREATE TABLE permissions_past (
    id            INTEGER NOT NULL,
    model_id      INTEGER NOT NULL,
    holder        TEXT NOT NULL,
    level         TEXT NOT NULL,
    reason        TEXT NOT NULL,
    last_reviewed TEXT,
    removed_at    TEXT,
    from_at       TEXT NOT NULL,
    until_at      TEXT NOT NULL,
    PRIMARY KEY (id, from_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX permissions_past_by_model ON permissions_past (model_id);
CREATE TRIGGER permissions_begins AFTER INSERT ON permissions
BEGIN
    DELETE FROM permissions_past
     WHERE id = NEW.id AND from_at = (SELECT at FROM moment);
    INSERT INTO permissions_past
    VALUES (NEW.id, NEW.model_id, NEW.holder, NEW.level, NEW.reason, NEW.last_reviewed,
            NEW.removed_at, (SELECT at FROM moment), '9999');
END;
CREATE TRIGGER permissions_changes AFTER UPDATE ON permissions
BEGIN
    UPDATE permissions_past SET until_at = (SELECT at FROM moment)
     WHERE id = OLD.id AND until_at = '9999';
    DELETE FROM permissions_past
     WHERE id = NEW.id AND from_at = (SELECT at FROM moment);
    INSERT INTO permissions_past
    VALUES (NEW.id, NEW.model_id, NEW.holder, NEW.level, NEW.reason, NEW.last_reviewed,
            NEW.removed_at, (SELECT at FROM moment), '9999');
END;
CREATE TRIGGER permissions_ends AFTER DELETE ON permissions
BEGIN
    UPDATE permissions_past SET until_at = (SELECT at FROM moment)
     WHERE id = OLD.id AND until_at = '9999';
END;

CREATE TABLE credentials_past (
    id            INTEGER NOT NULL,
    model_id      INTEGER NOT NULL,
    name          TEXT NOT NULL,
    kept_in       TEXT NOT NULL,
    place         TEXT NOT NULL,
    last_rotated  TEXT,
    rotation_days INTEGER,
    removed_at    TEXT,
    from_at       TEXT NOT NULL,
    until_at      TEXT NOT NULL,
    PRIMARY KEY (id, from_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX credentials_past_by_model ON credentials_past (model_id);
CREATE TRIGGER credentials_begins AFTER INSERT ON credentials
BEGIN
    DELETE FROM credentials_past
     WHERE id = NEW.id AND from_at = (SELECT at FROM moment);
    INSERT INTO credentials_past
    VALUES (NEW.id, NEW.model_id, NEW.name, NEW.kept_in, NEW.place, NEW.last_rotated,
            NEW.rotation_days, NEW.removed_at, (SELECT at FROM moment), '9999');
END;
CREATE TRIGGER credentials_changes AFTER UPDATE ON credentials
BEGIN
    UPDATE credentials_past SET until_at = (SELECT at FROM moment)
     WHERE id = OLD.id AND until_at = '9999';
    DELETE FROM credentials_past
     WHERE id = NEW.id AND from_at = (SELECT at FROM moment);
    INSERT INTO credentials_past
    VALUES (NEW.id, NEW.model_id, NEW.name, NEW.kept_in, NEW.place, NEW.last_rotated,
            NEW.rotation_days, NEW.removed_at, (SELECT at FROM moment), '9999');
END;
CREATE TRIGGER credentials_ends AFTER DELETE ON credentials
BEGIN
    UPDATE credentials_past SET until_at = (SELECT at FROM moment)
     WHERE id = OLD.id AND until_at = '9999';
END;

CREATE TABLE validations_past (
    id         INTEGER NOT NULL,
    model_id   INTEGER NOT NULL,
    checked_on TEXT NOT NULL,
    method     TEXT NOT NULL,
    result     TEXT NOT NULL,
    removed_at TEXT,
    from_at    TEXT NOT NULL,
    until_at   TEXT NOT NULL,
    PRIMARY KEY (id, from_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX validations_past_by_model ON validations_past (model_id);
CREATE TRIGGER validations_begins AFTER INSERT ON validations
BEGIN
    DELETE FROM validations_past
     WHERE id = NEW.id AND from_at = (SELECT at FROM moment);
    INSERT INTO validations_past
    VALUES (NEW.id, NEW.model_id, NEW.checked_on, NEW.method, NEW.result, NEW.removed_at,
            (SELECT at FROM moment), '9999');
END;
CREATE TRIGGER validations_changes AFTER UPDATE ON validations
BEGIN
    UPDATE validations_past SET until_at = (SELECT at FROM moment)
     WHERE id = OLD.id AND until_at = '9999';
    DELETE FROM validations_past
     WHERE id = NEW.id AND from_at = (SELECT at FROM moment);
    INSERT INTO validations_past
    VALUES (NEW.id, NEW.model_id, NEW.checked_on, NEW.method, NEW.result, NEW.removed_at,
            (SELECT at FROM moment), '9999');
END;
CREATE TRIGGER validations_ends AFTER DELETE ON validations
BEGIN
    UPDATE validations_past SET until_at = (SELECT at FROM moment)
     WHERE id = OLD.id AND until_at = '9999';
END;

CREATE TABLE rounds_past (
    id            INTEGER NOT NULL,
    name          TEXT NOT NULL,
    unit_id       INTEGER NOT NULL,
    questionnaire TEXT NOT NULL,
    opens_on      TEXT NOT NULL,
    due_on        TEXT NOT NULL,
    cadence_days  INTEGER NOT NULL,
    opened_by     INTEGER,
    opened_at     TEXT NOT NULL,
    closed_at     TEXT,
    from_at       TEXT NOT NULL,
    until_at      TEXT NOT NULL,
    PRIMARY KEY (id, from_at)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER rounds_begins AFTER INSERT ON rounds
BEGIN
    DELETE FROM rounds_past
     WHERE id = NEW.id AND from_at = (SELECT at FROM moment);
    INSERT INTO rounds_past
    VALUES (NEW.id, NEW.name, NEW.unit_id, NEW.questionnaire, NEW.opens_on, NEW.due_on,
            NEW.cadence_days, NEW.opened_by, NEW.opened_at, NEW.closed_at, (SELECT at FROM moment),
            '9999');
END;
CREATE TRIGGER rounds_changes AFTER UPDATE ON rounds
BEGIN
    UPDATE rounds_past SET until_at = (SELECT at FROM moment)
     WHERE id = OLD.id AND until_at = '9999';
    DELETE FROM rounds_past
     WHERE id = NEW.id AND from_at = (SELECT at FROM moment);
    INSERT INTO rounds_past
    VALUES (NEW.id, NEW.name, NEW.unit_id, NEW.questionnaire, NEW.opens_on, NEW.due_on,
            NEW.cadence_days, NEW.opened_by, NEW.opened_at, NEW.closed_at, (SELECT at FROM moment),
            '9999');
END;
CREATE TRIGGER rounds_ends AFTER DELETE ON rounds
BEGIN
    UPDATE rounds_past SET until_at = (SELECT at FROM moment)
     WHERE id = OLD.id AND until_at = '9999';
END;

CREATE TABLE assessments_past (
    id              INTEGER NOT NULL,
    unit_id         INTEGER NOT NULL,
    round_id        INTEGER,
    name            TEXT NOT NULL,
    questionnaire   TEXT NOT NULL,
    state           TEXT NOT NULL,
    due_on          TEXT,
    cadence_days    INTEGER NOT NULL,
    opened_by       INTEGER,
    opened_at       TEXT NOT NULL,
    returned_reason TEXT,
    returned_by     INTEGER,
    returned_at     TEXT,
    from_at         TEXT NOT NULL,
    until_at        TEXT NOT NULL,
    PRIMARY KEY (id, from_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX assessments_past_by_unit ON assessments_past (unit_id);
CREATE INDEX assessments_past_by_round ON assessments_past (round_id);
CREATE TRIGGER assessments_begins AFTER INSERT ON assessments
BEGIN
    DELETE FROM assessments_past
     WHERE id = NEW.id AND from_at = (SELECT at FROM moment);
    INSERT INTO assessments_past
    VALUES (NEW.id, NEW.unit_id, NEW.round_id, NEW.name, NEW.questionnaire, NEW.state, NEW.due_on,
            NEW.cadence_days, NEW.opened_by, NEW.opened_at, NEW.returned_reason, NEW.returned_by,
            NEW.returned_at, (SELECT at FROM moment), '9999');
END;
CREATE TRIGGER assessments_changes AFTER UPDATE ON assessments
BEGIN
    UPDATE assessments_past SET until_at = (SELECT at FROM moment)
     WHERE id = OLD.id AND until_at = '9999';
    DELETE FROM assessments_past
     WHERE id = NEW.id AND from_at = (SELECT at FROM moment);
    INSERT INTO assessments_past
    VALUES (NEW.id, NEW.unit_id, NEW.round_id, NEW.name, NEW.questionnaire, NEW.state, NEW.due_on,
            NEW.cadence_days, NEW.opened_by, NEW.opened_at, NEW.returned_reason, NEW.returned_by,
            NEW.returned_at, (SELECT at FROM moment), '9999');
END;
CREATE TRIGGER assessments_ends AFTER DELETE ON assessments
BEGIN
    UPDATE assessments_past SET until_at = (SELECT at FROM moment)
     WHERE id = OLD.id AND until_at = '9999';
END;

CREATE TABLE answers_past (
    assessment_id INTEGER NOT NULL,
    question      INTEGER NOT NULL,
    answer        TEXT,
    note          TEXT NOT NULL,
    version       INTEGER NOT NULL,
    answered_by   INTEGER NOT NULL,
    answered_at   TEXT NOT NULL,
    from_at       TEXT NOT NULL,
    until_at      TEXT NOT NULL,
    PRIMARY KEY (assessment_id, question, from_at)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER answers_begins AFTER INSERT ON answers
BEGIN
    DELETE FROM answers_past
     WHERE assessment_id = NEW.assessment_id AND question = NEW.question
       AND from_at = (SELECT at FROM moment);
    INSERT INTO answers_past
    VALUES (NEW.assessment_id, NEW.question, NEW.answer, NEW.note, NEW.version, NEW.answered_by,
            NEW.answered_at, (SELECT at FROM moment), '9999');
END;
CREATE TRIGGER answers_changes AFTER UPDATE ON answers
BEGIN
    UPDATE answers_past SET until_at = (SELECT at FROM moment)
     WHERE assessment_id = OLD.assessment_id AND question = OLD.question AND until_at = '9999';
    DELETE FROM answers_past
     WHERE assessment_id = NEW.assessment_id AND question = NEW.question
       AND from_at = (SELECT at FROM moment);
    INSERT INTO answers_past
    VALUES (NEW.assessment_id, NEW.question, NEW.answer, NEW.note, NEW.version, NEW.answered_by,
            NEW.answered_at, (SELECT at FROM moment), '9999');
END;
CREATE TRIGGER answers_ends AFTER DELETE ON answers
BEGIN
    UPDATE answers_past SET until_at = (SELECT at FROM moment)
     WHERE assessment_id = OLD.assessment_id AND question = OLD.question AND until_at = '9999';
END;

CREATE TABLE delegations_past (
    assessment_id INTEGER NOT NULL,
    question      INTEGER NOT NULL,
    person_id     INTEGER NOT NULL,
    delegated_by  INTEGER NOT NULL,
    delegated_at  TEXT NOT NULL,
    from_at       TEXT NOT NULL,
    until_at      TEXT NOT NULL,
    PRIMARY KEY (assessment_id, question, from_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX delegations_past_by_person ON delegations_past (person_id);
CREATE TRIGGER delegations_begins AFTER INSERT ON delegations
BEGIN
    DELETE FROM delegations_past
     WHERE assessment_id = NEW.assessment_id AND question = NEW.question
       AND from_at = (SELECT at FROM moment);
    INSERT INTO delegations_past
    VALUES (NEW.assessment_id, NEW.question, NEW.person_id, NEW.delegated_by, NEW.delegated_at,
            (SELECT at FROM moment), '9999');
END;
CREATE TRIGGER delegations_changes AFTER UPDATE ON delegations
BEGIN
    UPDATE delegations_past SET until_at = (SELECT at FROM moment)
     WHERE assessment_id = OLD.assessment_id AND question = OLD.question AND until_at = '9999';
    DELETE FROM delegations_past
     WHERE assessment_id = NEW.assessment_id AND question = NEW.question
       AND from_at = (SELECT at FROM moment);
    INSERT INTO delegations_past
    VALUES (NEW.assessment_id, NEW.question, NEW.person_id, NEW.delegated_by, NEW.delegated_at,
            (SELECT at FROM moment), '9999');
END;
CREATE TRIGGER delegations_ends AFTER DELETE ON delegations
BEGIN
    UPDATE delegations_past SET until_at = (SELECT at FROM moment)
     WHERE assessment_id = OLD.assessment_id AND question = OLD.question AND until_at = '9999';
END;

-- Rebuilt by deleting and inserting: what a later verdict cut short reads as it did before.
CREATE TABLE coverage_past (
    unit_id     INTEGER NOT NULL,
    question    INTEGER NOT NULL,
    evidence_id INTEGER NOT NULL,
    from_day    TEXT NOT NULL,
    until_day   TEXT NOT NULL,
    from_at     TEXT NOT NULL,
    until_at    TEXT NOT NULL,
    PRIMARY KEY (unit_id, question, evidence_id, from_day, from_at)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER coverage_begins AFTER INSERT ON coverage
BEGIN
    DELETE FROM coverage_past
     WHERE unit_id = NEW.unit_id AND question = NEW.question
       AND evidence_id = NEW.evidence_id AND from_day = NEW.from_day
       AND from_at = (SELECT at FROM moment);
    INSERT INTO coverage_past
    VALUES (NEW.unit_id, NEW.question, NEW.evidence_id, NEW.from_day, NEW.until_day,
            (SELECT at FROM moment), '9999');
END;
CREATE TRIGGER coverage_changes AFTER UPDATE ON coverage
BEGIN
    UPDATE coverage_past SET until_at = (SELECT at FROM moment)
     WHERE unit_id = OLD.unit_id AND question = OLD.question
       AND evidence_id = OLD.evidence_id AND from_day = OLD.from_day AND until_at = '9999';
    DELETE FROM coverage_past
     WHERE unit_id = NEW.unit_id AND question = NEW.question
       AND evidence_id = NEW.evidence_id AND from_day = NEW.from_day
       AND from_at = (SELECT at FROM moment);
    INSERT INTO coverage_past
    VALUES (NEW.unit_id, NEW.question, NEW.evidence_id, NEW.from_day, NEW.until_day,
            (SELECT at FROM moment), '9999');
END;
CREATE TRIGGER coverage_ends AFTER DELETE ON coverage
BEGIN
    UPDATE coverage_past SET until_at = (SELECT at FROM moment)
     WHERE unit_id = OLD.unit_id AND question = OLD.question
       AND evidence_id = OLD.evidence_id AND from_day = OLD.from_day AND until_at = '9999';
END;

-- What is there already. Ends that a row itself tells of are told apart; everything else is taken
-- to have been so since the row was made.

INSERT INTO people_past
SELECT x.id, x.name, x.email, x.created_at, NULL, x.created_at, coalesce(x.deactivated_at, '9999')
  FROM people x WHERE x.deactivated_at IS NULL OR x.deactivated_at > x.created_at;
INSERT INTO people_past
SELECT x.id, x.name, x.email, x.created_at, x.deactivated_at, x.deactivated_at, '9999'
  FROM people x WHERE x.deactivated_at IS NOT NULL;
INSERT INTO units_past
SELECT x.id, x.parent_id, x.name, x.created_at, NULL, x.response_plan, x.response_exercised,
       x.created_at, coalesce(x.retired_at, '9999')
  FROM units x WHERE x.retired_at IS NULL OR x.retired_at > x.created_at;
INSERT INTO units_past
SELECT x.id, x.parent_id, x.name, x.created_at, x.retired_at, x.response_plan, x.response_exercised,
       x.retired_at, '9999'
  FROM units x WHERE x.retired_at IS NOT NULL;
INSERT INTO unit_tree_past
SELECT x.ancestor_id, x.unit_id, x.distance, u.created_at, '9999'
  FROM unit_tree x JOIN units u ON u.id = x.unit_id;
INSERT INTO models_past
SELECT x.id, x.unit_id, x.name, x.version, x.kind, x.provider, x.provenance, x.owner_id,
       x.lifecycle, x.purpose, x.training_access, x.went_live, x.revision, x.created_at,
       x.updated_at, NULL, x.exposure_order, x.data_order, x.personal_data, x.access_order,
       x.deployment_count, x.profile_answered, x.created_at, coalesce(x.retired_at, '9999')
  FROM models x WHERE x.retired_at IS NULL OR x.retired_at > x.created_at;
INSERT INTO models_past
SELECT x.id, x.unit_id, x.name, x.version, x.kind, x.provider, x.provenance, x.owner_id,
       x.lifecycle, x.purpose, x.training_access, x.went_live, x.revision, x.created_at,
       x.updated_at, x.retired_at, x.exposure_order, x.data_order, x.personal_data, x.access_order,
       x.deployment_count, x.profile_answered, x.retired_at, '9999'
  FROM models x WHERE x.retired_at IS NOT NULL;
INSERT INTO model_tags_past
SELECT x.model_id, x.tag, m.created_at, '9999'
  FROM model_tags x JOIN models m ON m.id = x.model_id;
INSERT INTO deployments_past
SELECT x.id, x.model_id, x.environment, x.platform, x.hosting, x.region, x.exposure,
       x.authentication, x.runtime_monitoring, x.provider_monitoring, NULL, m.created_at,
       coalesce(x.removed_at, '9999')
  FROM deployments x JOIN models m ON m.id = x.model_id
 WHERE x.removed_at IS NULL OR x.removed_at > m.created_at;
INSERT INTO deployments_past
SELECT x.id, x.model_id, x.environment, x.platform, x.hosting, x.region, x.exposure,
       x.authentication, x.runtime_monitoring, x.provider_monitoring, x.removed_at, x.removed_at,
       '9999'
  FROM deployments x WHERE x.removed_at IS NOT NULL;
INSERT INTO data_sources_past
SELECT x.id, x.model_id, x.name, x.classification, x.personal_data, x.encrypted_at_rest,
       x.encrypted_in_transit, x.access_control, NULL, m.created_at, coalesce(x.removed_at, '9999')
  FROM data_sources x JOIN models m ON m.id = x.model_id
 WHERE x.removed_at IS NULL OR x.removed_at > m.created_at;
INSERT INTO data_sources_past
SELECT x.id, x.model_id, x.name, x.classification, x.personal_data, x.encrypted_at_rest,
       x.encrypted_in_transit, x.access_control, x.removed_at, x.removed_at, '9999'
  FROM data_sources x WHERE x.removed_at IS NOT NULL;
INSERT INTO permissions_past
SELECT x.id, x.model_id, x.holder, x.level, x.reason, x.last_reviewed, NULL, m.created_at,
       coalesce(x.removed_at, '9999')
  FROM permissions x JOIN models m ON m.id = x.model_id
 WHERE x.removed_at IS NULL OR x.removed_at > m.created_at;
INSERT INTO permissions_past
SELECT x.id, x.model_id, x.holder, x.level, x.reason, x.last_reviewed, x.removed_at, x.removed_at,
       '9999'
  FROM permissions x WHERE x.removed_at IS NOT NULL;
INSERT INTO credentials_past
SELECT x.id, x.model_id, x.name, x.kept_in, x.place, x.last_rotated, x.rotation_days, NULL,
       m.created_at, coalesce(x.removed_at, '9999')
  FROM credentials x JOIN models m ON m.id = x.model_id
 WHERE x.removed_at IS NULL OR x.removed_at > m.created_at;
INSERT INTO credentials_past
SELECT x.id, x.model_id, x.name, x.kept_in, x.place, x.last_rotated, x.rotation_days, x.removed_at,
       x.removed_at, '9999'
  FROM credentials x WHERE x.removed_at IS NOT NULL;
INSERT INTO validations_past
SELECT x.id, x.model_id, x.checked_on, x.method, x.result, NULL, m.created_at,
       coalesce(x.removed_at, '9999')
  FROM validations x JOIN models m ON m.id = x.model_id
 WHERE x.removed_at IS NULL OR x.removed_at > m.created_at;
INSERT INTO validations_past
SELECT x.id, x.model_id, x.checked_on, x.method, x.result, x.removed_at, x.removed_at, '9999'
  FROM validations x WHERE x.removed_at IS NOT NULL;
INSERT INTO rounds_past
SELECT x.id, x.name, x.unit_id, x.questionnaire, x.opens_on, x.due_on, x.cadence_days, x.opened_by,
       x.opened_at, NULL, x.opened_at, coalesce(x.closed_at, '9999')
  FROM rounds x WHERE x.closed_at IS NULL OR x.closed_at > x.opened_at;
INSERT INTO rounds_past
SELECT x.id, x.name, x.unit_id, x.questionnaire, x.opens_on, x.due_on, x.cadence_days, x.opened_by,
       x.opened_at, x.closed_at, x.closed_at, '9999'
  FROM rounds x WHERE x.closed_at IS NOT NULL;
-- An assessment was a draft until it was first submitted.
INSERT INTO assessments_past
SELECT x.id, x.unit_id, x.round_id, x.name, x.questionnaire, 'draft', x.due_on, x.cadence_days,
       x.opened_by, x.opened_at, NULL, NULL, NULL, x.opened_at, s.submitted_at
  FROM assessments x JOIN submissions s ON s.assessment_id = x.id AND s.revision = 1
 WHERE s.submitted_at > x.opened_at;
INSERT INTO assessments_past
SELECT x.id, x.unit_id, x.round_id, x.name, x.questionnaire, x.state, x.due_on, x.cadence_days,
       x.opened_by, x.opened_at, x.returned_reason, x.returned_by, x.returned_at,
       coalesce(s.submitted_at, x.opened_at), '9999'
  FROM assessments x LEFT JOIN submissions s ON s.assessment_id = x.id AND s.revision = 1;
INSERT INTO answers_past
SELECT x.assessment_id, x.question, x.answer, x.note, x.version, x.answered_by, x.answered_at,
       x.answered_at, '9999'
  FROM answers x;
INSERT INTO delegations_past
SELECT x.assessment_id, x.question, x.person_id, x.delegated_by, x.delegated_at, x.delegated_at,
       '9999'
  FROM delegations x;
INSERT INTO coverage_past
SELECT x.unit_id, x.question, x.evidence_id, x.from_day, x.until_day,
       x.from_day || 'T00:00:00.000Z', '9999'
  FROM coverage x;
