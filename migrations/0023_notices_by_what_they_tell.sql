-- The daily run looks up who was told of something already.
CREATE INDEX notices_by_what ON notices (once, person_id);
