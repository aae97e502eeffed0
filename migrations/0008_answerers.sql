-- Who ever gave a unit's answer to a question, in any of its assessments. `answers` knows the last to
-- save one only, and whoever gave it before must not review its evidence either.

CREATE TABLE answerers (
    unit_id   INTEGER NOT NULL REFERENCES units (id),
    question  INTEGER NOT NULL,
    person_id INTEGER NOT NULL REFERENCES people (id),
    PRIMARY KEY (unit_id, question, person_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER answerers_stay BEFORE UPDATE ON answerers
BEGIN SELECT RAISE(ABORT, 'who answered stays known'); END;
CREATE TRIGGER answerers_remain BEFORE DELETE ON answerers
BEGIN SELECT RAISE(ABORT, 'who answered stays known'); END;

-- What was answered before this table: the audit log has every save, the answers the last one.
INSERT INTO answerers (unit_id, question, person_id)
SELECT a.unit_id, json_extract(x.after, '$.question'), p.id
  FROM audit_log x
  JOIN assessments a ON a.id = x.subject_id
  JOIN people p ON p.id = x.actor_id
 WHERE x.subject = 'assessment' AND x.action = 'answer.saved'
   AND json_extract(x.after, '$.question') IS NOT NULL
   AND json_extract(x.after, '$.answer') IS NOT NULL
UNION
SELECT a.unit_id, n.question, n.answered_by
  FROM answers n JOIN assessments a ON a.id = n.assessment_id
 WHERE n.answer IS NOT NULL;
