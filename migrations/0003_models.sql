-- The register: the four questions about AI usage, as data.

CREATE TABLE models (
    id          INTEGER PRIMARY KEY,
    unit_id     INTEGER NOT NULL REFERENCES units (id),
    name        TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    version     TEXT NOT NULL DEFAULT '',
    kind        TEXT NOT NULL DEFAULT 'unknown',       -- domain::models::Kind
    provider    TEXT NOT NULL DEFAULT '',
    provenance  TEXT NOT NULL DEFAULT 'unknown',       -- domain::models::Provenance
    owner_id    INTEGER REFERENCES people (id),
    lifecycle   TEXT NOT NULL DEFAULT 'planned',       -- domain::models::Lifecycle
    purpose     TEXT NOT NULL DEFAULT '',
    training_access TEXT NOT NULL DEFAULT 'unknown',   -- domain::models::TrainingAccess
    went_live   TEXT,                                  -- day
    revision    INTEGER NOT NULL DEFAULT 1,            -- raised by every edit: a stale form is told
    created_at  TEXT NOT NULL,
    updated_at  TEXT NOT NULL,
    retired_at  TEXT,
    -- A digest of the parts below, rewritten with every change of them, so that lists sort and
    -- filter without reading the parts. What needs attention first has the lowest number.
    exposure_order   INTEGER NOT NULL DEFAULT 4,   -- 0 public, 1 unknown, 2 partner, 3 internal, 4 not deployed
    data_order       INTEGER NOT NULL DEFAULT 5,   -- 0 restricted, 1 confidential, 2 unknown, 3 internal, 4 public, 5 none
    personal_data    INTEGER NOT NULL DEFAULT 0,   -- 1 where a source is known to hold some
    access_order     INTEGER NOT NULL DEFAULT 5,   -- 0 broad, 1 admin, 2 write, 3 read, 4 use, 5 none
    deployment_count INTEGER NOT NULL DEFAULT 0,
    profile_answered INTEGER NOT NULL DEFAULT 0    -- of the four usage questions
) STRICT;
CREATE INDEX models_by_unit ON models (unit_id, retired_at, name COLLATE NOCASE);
CREATE INDEX models_by_owner ON models (owner_id) WHERE owner_id IS NOT NULL;
-- One index for each order of the list, covering what decides whether a person sees the model.
CREATE INDEX models_live_by_name ON models (name COLLATE NOCASE, id, unit_id, retired_at) WHERE retired_at IS NULL;
CREATE INDEX models_live_by_update ON models (updated_at, id, unit_id, retired_at) WHERE retired_at IS NULL;
CREATE INDEX models_live_by_exposure ON models (exposure_order, name COLLATE NOCASE, id, unit_id, retired_at) WHERE retired_at IS NULL;
CREATE INDEX models_live_by_data ON models (data_order, name COLLATE NOCASE, id, unit_id, retired_at) WHERE retired_at IS NULL;
CREATE INDEX models_live_by_profile ON models (profile_answered, name COLLATE NOCASE, id, unit_id, retired_at) WHERE retired_at IS NULL;
CREATE INDEX models_retired ON models (name COLLATE NOCASE, id, unit_id, retired_at) WHERE retired_at IS NOT NULL;
-- What the figures above the list and the counts beside its filters are made of.
CREATE INDEX models_counted ON models (unit_id, retired_at, exposure_order, data_order, access_order, profile_answered, kind, provenance, lifecycle, owner_id);

-- The words by which a model is found: any part of a word, in whatever case and with or without
-- accents. Holds no text of its own; the row's id is the model's.
CREATE VIRTUAL TABLE model_search USING fts5 (
    words, content = '', contentless_delete = 1, tokenize = 'trigram remove_diacritics 1'
);

CREATE TABLE model_tags (
    model_id INTEGER NOT NULL REFERENCES models (id),
    tag      TEXT NOT NULL COLLATE NOCASE CHECK (length(tag) BETWEEN 1 AND 40),
    PRIMARY KEY (model_id, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX model_tags_by_tag ON model_tags (tag, model_id);

CREATE TABLE deployments (
    id          INTEGER PRIMARY KEY,
    model_id    INTEGER NOT NULL REFERENCES models (id),
    environment TEXT NOT NULL,              -- domain::models::Environment
    platform    TEXT NOT NULL DEFAULT '',
    hosting     TEXT NOT NULL,              -- domain::models::Hosting
    region      TEXT NOT NULL DEFAULT '',
    exposure    TEXT NOT NULL,              -- domain::models::Exposure
    authentication TEXT NOT NULL DEFAULT '',
    runtime_monitoring  TEXT NOT NULL,      -- domain::models::Switch
    provider_monitoring TEXT NOT NULL,      -- domain::models::Switch
    removed_at  TEXT
) STRICT;
CREATE INDEX deployments_by_model ON deployments (model_id) WHERE removed_at IS NULL;

CREATE TABLE data_sources (
    id             INTEGER PRIMARY KEY,
    model_id       INTEGER NOT NULL REFERENCES models (id),
    name           TEXT NOT NULL,
    classification TEXT NOT NULL,           -- domain::models::Classification
    personal_data  TEXT NOT NULL,           -- domain::models::YesNoUnknown
    encrypted_at_rest    TEXT NOT NULL,     -- domain::models::YesNoUnknown
    encrypted_in_transit TEXT NOT NULL,     -- domain::models::YesNoUnknown
    access_control TEXT NOT NULL DEFAULT '',
    removed_at     TEXT
) STRICT;
CREATE INDEX data_sources_by_model ON data_sources (model_id) WHERE removed_at IS NULL;

CREATE TABLE permissions (
    id            INTEGER PRIMARY KEY,
    model_id      INTEGER NOT NULL REFERENCES models (id),
    holder        TEXT NOT NULL,
    level         TEXT NOT NULL,            -- domain::models::AccessLevel
    reason        TEXT NOT NULL DEFAULT '',
    last_reviewed TEXT,                     -- day
    removed_at    TEXT
) STRICT;
CREATE INDEX permissions_by_model ON permissions (model_id) WHERE removed_at IS NULL;

CREATE TABLE credentials (
    id            INTEGER PRIMARY KEY,
    model_id      INTEGER NOT NULL REFERENCES models (id),
    name          TEXT NOT NULL,
    kept_in       TEXT NOT NULL,            -- domain::models::SecretPlace
    place         TEXT NOT NULL DEFAULT '', -- which vault, which path
    last_rotated  TEXT,                     -- day
    rotation_days INTEGER CHECK (rotation_days BETWEEN 1 AND 3650),
    removed_at    TEXT
) STRICT;
CREATE INDEX credentials_by_model ON credentials (model_id) WHERE removed_at IS NULL;

CREATE TABLE validations (
    id         INTEGER PRIMARY KEY,
    model_id   INTEGER NOT NULL REFERENCES models (id),
    checked_on TEXT NOT NULL,               -- day
    method     TEXT NOT NULL,
    result     TEXT NOT NULL,               -- domain::models::ValidationResult
    removed_at TEXT
) STRICT;
CREATE INDEX validations_by_model ON validations (model_id) WHERE removed_at IS NULL;
