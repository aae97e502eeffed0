-- The audit log's page: newest entries for any filter, without reading what does not match.
-- Two filters are never combined by walking one of them: the combinations that can be large have an
-- index of their own. Each ends in `seq`, which SQLite adds to every index as the row's id.

CREATE INDEX audit_log_by_time ON audit_log (at);
CREATE INDEX audit_log_by_action ON audit_log (action);
CREATE INDEX audit_log_by_unit_action ON audit_log (unit_id, action);
CREATE INDEX audit_log_by_actor_place ON audit_log (actor_id, unit_id, action);
