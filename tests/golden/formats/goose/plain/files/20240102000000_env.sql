-- +goose Up
-- +goose ENVSUB ON
CREATE ROLE ${NAME};
-- +goose ENVSUB OFF
