-- Entries commit to the hash of their content, so that one can be passed over in a pack and the chain
-- still be recomputed. The salt keeps that hash from being guessed; `since` is the first entry of this
-- form. Entries before it keep the hash that they have, and have neither.
ALTER TABLE audit_log ADD COLUMN salt TEXT;
ALTER TABLE audit_log ADD COLUMN since INTEGER;
