-- What the lists of tasks ask for beside their order: nothing is looked up in the tasks themselves that
-- is not on the page.
DROP INDEX tasks_open_by_due;
CREATE INDEX tasks_open_by_due ON tasks (due_on, id, unit_id, state, assignee_id, question, settled_at, priority, title) WHERE settled_at IS NULL;
-- All that there ever were. Only a new due day moves an entry.
CREATE INDEX tasks_by_due ON tasks (due_on, id, unit_id, question);
-- What is under way for each question of a unit, and whose it is; in place of an index of settled ones, too.
DROP INDEX tasks_by_question;
CREATE INDEX tasks_open_by_place ON tasks (unit_id, question, assignee_id, due_on, state, settled_at) WHERE settled_at IS NULL;
