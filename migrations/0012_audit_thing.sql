-- A thing can have hundreds of thousands of entries, such as somebody's sign-ins. Its history is
-- filtered within the index, so that only the entries of the page are read from the log itself.
DROP INDEX audit_log_by_subject;
CREATE INDEX audit_log_by_subject ON audit_log (subject, subject_id, seq, action, actor_id, unit_id);
