-- The secret address of a person's calendar: one for each, until it is replaced, removed, or the account
-- is switched off. Only its hash is kept.

CREATE TABLE calendars (
    person_id  INTEGER PRIMARY KEY REFERENCES people (id),
    token_hash TEXT NOT NULL UNIQUE,        -- SHA-256 of the secret part
    made_at    TEXT NOT NULL
) STRICT;

-- Calendars are asked for every hour, each for what its person attached.
CREATE INDEX evidence_by_uploader ON evidence (uploaded_by, valid_until)
    WHERE withdrawn_at IS NULL AND replaced_at IS NULL;
