-- What leaves the installation: mail to people, and posts to the channels of units. A message is added
-- in the write that made it happen, and delivered afterwards.

-- Who wants none of a kind in the inbox still is told of nothing twice.
ALTER TABLE notices ADD COLUMN in_inbox INTEGER NOT NULL DEFAULT 1 CHECK (in_inbox IN (0, 1));
DROP INDEX notices_unread;
CREATE INDEX notices_unread ON notices (person_id, unit_id) WHERE read_at IS NULL AND in_inbox = 1;

-- What a person chose to get of a kind; without a row, what domain::notices says.
CREATE TABLE notice_choices (
    person_id INTEGER NOT NULL REFERENCES people (id),
    kind      TEXT NOT NULL,                -- domain::notices::NoticeKind
    in_inbox  INTEGER NOT NULL CHECK (in_inbox IN (0, 1)),
    by_mail   TEXT NOT NULL CHECK (by_mail IN ('now', 'digest', 'off')),
    PRIMARY KEY (person_id, kind)
) STRICT, WITHOUT ROWID;
CREATE TABLE notice_weekends (
    person_id INTEGER PRIMARY KEY REFERENCES people (id),
    quiet     INTEGER NOT NULL CHECK (quiet IN (0, 1))
) STRICT;

-- Where news of a unit and of those below it is posted to.
CREATE TABLE channels (
    id         INTEGER PRIMARY KEY,
    unit_id    INTEGER NOT NULL REFERENCES units (id),
    name       TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    form       TEXT NOT NULL CHECK (form IN ('signed', 'slack', 'teams')),
    host       TEXT NOT NULL,               -- of the address, which is a secret itself
    sealed     BLOB NOT NULL,               -- address and secret, under a key that lies elsewhere
    made_by    INTEGER NOT NULL REFERENCES people (id),
    made_at    TEXT NOT NULL,
    removed_by INTEGER REFERENCES people (id),
    removed_at TEXT,
    CHECK ((removed_at IS NULL) = (removed_by IS NULL)),
    CHECK (removed_at IS NULL OR length(sealed) = 0)    -- secrets go with their channel
) STRICT;
CREATE INDEX channels_by_unit ON channels (unit_id, id) WHERE removed_at IS NULL;
CREATE TRIGGER channels_stay_removed BEFORE UPDATE ON channels WHEN OLD.removed_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'what was removed stays removed'); END;
CREATE TRIGGER channels_keep_their_place BEFORE UPDATE OF unit_id, form, made_by, made_at ON channels
BEGIN SELECT RAISE(ABORT, 'a channel stays what it was made as'); END;

CREATE TABLE channel_kinds (
    channel_id INTEGER NOT NULL REFERENCES channels (id),
    kind       TEXT NOT NULL,               -- domain::notices::NoticeKind
    PRIMARY KEY (channel_id, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
    id         INTEGER PRIMARY KEY,
    uuid       TEXT NOT NULL UNIQUE,        -- the same at every try: whoever gets it twice can tell
    person_id  INTEGER REFERENCES people (id),      -- of a mail
    channel_id INTEGER REFERENCES channels (id),    -- of a post
    once       TEXT NOT NULL,               -- which message it is: nobody gets two of the same
    made_at    TEXT NOT NULL,
    due_at     TEXT NOT NULL,               -- before which it isn't tried, again where it failed
    state      TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'dead', 'dropped')),
    failures   INTEGER NOT NULL DEFAULT 0,
    why        TEXT NOT NULL DEFAULT '',    -- it failed, or isn't needed
    ended_at   TEXT,
    CHECK ((person_id IS NULL) <> (channel_id IS NULL)),
    CHECK ((state = 'waiting') = (ended_at IS NULL))
) STRICT;
-- A digest is named by its day: nobody gets two on one.
CREATE UNIQUE INDEX outbox_mail_once ON outbox (person_id, once) WHERE person_id IS NOT NULL;
CREATE UNIQUE INDEX outbox_post_once ON outbox (channel_id, once) WHERE channel_id IS NOT NULL;
CREATE INDEX outbox_due ON outbox (due_at, id) WHERE state = 'waiting';
CREATE INDEX outbox_dead ON outbox (id) WHERE state = 'dead';
CREATE INDEX outbox_by_channel ON outbox (channel_id, id) WHERE channel_id IS NOT NULL;
CREATE TRIGGER outbox_ends_once BEFORE UPDATE ON outbox WHEN OLD.state IN ('sent', 'dropped')
BEGIN SELECT RAISE(ABORT, 'a message that was delivered stays delivered'); END;
CREATE TRIGGER outbox_stays BEFORE UPDATE OF uuid, person_id, channel_id, once, made_at ON outbox
BEGIN SELECT RAISE(ABORT, 'a message stays the one that it was made as'); END;

-- What a mail tells: one notice at once, or those of a day.
CREATE TABLE outbox_notices (
    message_id INTEGER NOT NULL REFERENCES outbox (id),
    notice_id  INTEGER NOT NULL REFERENCES notices (id),
    PRIMARY KEY (message_id, notice_id)
) STRICT, WITHOUT ROWID;

-- What a post tells; without a kind, it only tries the channel.
CREATE TABLE outbox_posts (
    message_id INTEGER PRIMARY KEY REFERENCES outbox (id),
    kind       TEXT,                        -- domain::notices::NoticeKind
    unit_id    INTEGER NOT NULL REFERENCES units (id),
    title      TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 400),
    href       TEXT NOT NULL CHECK (href LIKE '/%' AND href NOT LIKE '//%')
) STRICT;
