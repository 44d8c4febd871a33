-- +goose Up
SELECT 1;
-- +goose Dwon
SELECT 2;
