-- +goose NO TRANSACTION
-- +goose up
CREATE INDEX CONCURRENTLY i ON users (id);
-- +goose down
DROP INDEX i;
