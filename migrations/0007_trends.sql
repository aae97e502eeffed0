-- Indexes for scores over time.

-- Holds all that a score follows from, so that a page with many units never opens a submission.
DROP INDEX submissions_by_unit;
CREATE INDEX submissions_by_unit ON submissions (
    unit_id, submitted_at, revision, assessment_id, questionnaire, yes_mask, clash_mask, cadence_days
);

-- What waits for a verdict is looked for among what is still valid.
CREATE INDEX evidence_by_validity ON evidence (valid_until) WHERE withdrawn_at IS NULL;
