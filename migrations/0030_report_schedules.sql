-- Reports that are sent by themselves. A report's readers are chosen by name; each is told of the report
-- as they may see it themselves.

CREATE TABLE report_schedules (
    report_id INTEGER PRIMARY KEY REFERENCES saved_reports (id) ON DELETE CASCADE,
    occasion  TEXT NOT NULL CHECK (occasion IN ('month', 'round'))     -- domain::reports::Occasion
) STRICT;

CREATE TABLE report_readers (
    report_id INTEGER NOT NULL REFERENCES report_schedules (report_id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES people (id),
    since     TEXT NOT NULL,               -- the day on which they were chosen: what ended before isn't sent
    PRIMARY KEY (report_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX report_readers_by_person ON report_readers (person_id);
