-- When another item took the place of one, on the item itself: whoever may see it and not the other
-- one, such as somebody from outside for whom the other lies after the audit, sees that it is not the
-- newest.
ALTER TABLE evidence ADD COLUMN replaced_at TEXT;
UPDATE evidence AS e
   SET replaced_at = (SELECT s.uploaded_at FROM evidence s WHERE s.supersedes_id = e.id);

CREATE TRIGGER evidence_is_replaced AFTER INSERT ON evidence WHEN NEW.supersedes_id IS NOT NULL
BEGIN UPDATE evidence SET replaced_at = NEW.uploaded_at WHERE id = NEW.supersedes_id; END;
CREATE TRIGGER evidence_stays_replaced BEFORE UPDATE OF replaced_at ON evidence
WHEN NEW.replaced_at IS NOT (SELECT s.uploaded_at FROM evidence s WHERE s.supersedes_id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'what took the place of an item says when'); END;
