-- What a sample was drawn from, name by name, so that it can be drawn again after verdicts have moved
-- its items out of the queue. Samples of before have their hash alone.
CREATE TABLE sample_populations (
    sample_id INTEGER PRIMARY KEY REFERENCES samples (id),
    names     TEXT NOT NULL    -- in order, each with a line feed; SHA-256: samples.population_sha256
) STRICT;

CREATE TRIGGER sample_populations_stay BEFORE UPDATE ON sample_populations
BEGIN SELECT RAISE(ABORT, 'a sample stays as it was drawn'); END;
CREATE TRIGGER sample_populations_remain BEFORE DELETE ON sample_populations
BEGIN SELECT RAISE(ABORT, 'a sample stays as it was drawn'); END;
