-- How often what a unit's scores follow from was changed: whoever keeps it in memory sees by one
-- number whether it is still so.
CREATE TABLE score_changes (
    unit_id INTEGER PRIMARY KEY REFERENCES units (id),
    changes INTEGER NOT NULL
) STRICT;

CREATE TRIGGER score_changes_by_submissions AFTER INSERT ON submissions
BEGIN
    INSERT INTO score_changes VALUES (NEW.unit_id, 1)
        ON CONFLICT (unit_id) DO UPDATE SET changes = changes + 1;
END;
CREATE TRIGGER score_changes_by_cover_begun AFTER INSERT ON coverage
BEGIN
    INSERT INTO score_changes VALUES (NEW.unit_id, 1)
        ON CONFLICT (unit_id) DO UPDATE SET changes = changes + 1;
END;
CREATE TRIGGER score_changes_by_cover_changed AFTER UPDATE ON coverage
BEGIN
    INSERT INTO score_changes VALUES (NEW.unit_id, 1)
        ON CONFLICT (unit_id) DO UPDATE SET changes = changes + 1;
END;
CREATE TRIGGER score_changes_by_cover_ended AFTER DELETE ON coverage
BEGIN
    INSERT INTO score_changes VALUES (OLD.unit_id, 1)
        ON CONFLICT (unit_id) DO UPDATE SET changes = changes + 1;
END;
CREATE TRIGGER score_changes_by_units AFTER UPDATE OF name, parent_id, retired_at ON units
BEGIN
    INSERT INTO score_changes VALUES (NEW.id, 1)
        ON CONFLICT (unit_id) DO UPDATE SET changes = changes + 1;
END;
