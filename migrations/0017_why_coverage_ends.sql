-- Why an item stops counting on the day on which a row of `coverage` ends, told when the row is
-- derived: a line that rises without a new assessment names its cause without asking again.
--
-- The order is that of domain::evidence::cover_end: what somebody did on the day comes before what
-- would have come by itself.
ALTER TABLE coverage ADD COLUMN why TEXT NOT NULL DEFAULT 'expired'
    CHECK (why IN ('expired', 'rejected', 'asked', 'withdrawn', 'superseded'));
ALTER TABLE coverage_past ADD COLUMN why TEXT NOT NULL DEFAULT 'expired';

DROP TRIGGER coverage_begins;
DROP TRIGGER coverage_changes;

-- What is there already. The triggers are away: this is not a change of what was known.
UPDATE coverage AS c SET why = coalesce(
    (SELECT 'withdrawn' FROM evidence e
      WHERE e.id = c.evidence_id AND substr(e.withdrawn_at, 1, 10) = c.until_day),
    (SELECT 'superseded' FROM evidence s
      WHERE s.supersedes_id = c.evidence_id AND substr(s.uploaded_at, 1, 10) = c.until_day),
    (SELECT v.verdict FROM verdicts v
      WHERE v.unit_id = c.unit_id AND v.question = c.question AND v.evidence_id = c.evidence_id
        AND v.verdict <> 'accepted' AND substr(v.given_at, 1, 10) = c.until_day
      ORDER BY v.id DESC LIMIT 1),
    'expired');
UPDATE coverage_past AS p SET why = coalesce(
    (SELECT c.why FROM coverage c
      WHERE c.unit_id = p.unit_id AND c.question = p.question AND c.evidence_id = p.evidence_id
        AND c.from_day = p.from_day AND c.until_day = p.until_day),
    'expired');

CREATE TRIGGER coverage_begins AFTER INSERT ON coverage
BEGIN
    DELETE FROM coverage_past
     WHERE unit_id = NEW.unit_id AND question = NEW.question
       AND evidence_id = NEW.evidence_id AND from_day = NEW.from_day
       AND from_at = (SELECT at FROM moment);
    INSERT INTO coverage_past
           (unit_id, question, evidence_id, from_day, until_day, why, from_at, until_at)
    VALUES (NEW.unit_id, NEW.question, NEW.evidence_id, NEW.from_day, NEW.until_day, NEW.why,
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
           (unit_id, question, evidence_id, from_day, until_day, why, from_at, until_at)
    VALUES (NEW.unit_id, NEW.question, NEW.evidence_id, NEW.from_day, NEW.until_day, NEW.why,
            (SELECT at FROM moment), '9999');
END;
