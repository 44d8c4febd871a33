--+goose no transaction
--   +goose UP
-- +goose statementbegin
SELECT 1;
-- +goose STATEMENTEND
-- +goose envsub on
SELECT 2;
-- +goose envsub off
-- +goose down
SELECT 3;
