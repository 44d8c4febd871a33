-- afloat:up
CREATE TABLE spare (id int PRIMARY KEY);
RENAME TABLE spare TO spares;
CREATE TABLE spares_new (id int PRIMARY KEY);
RENAME TABLE spares TO spares_old, spares_new TO spares;
DROP TABLE spares_old;
ALTER TABLE spares ADD COLUMN weight int NOT NULL DEFAULT 0, ADD CONSTRAINT weighed CHECK (weight >= 0);
INSERT INTO spares VALUES (1, 2);
UPDATE counter SET n = n + 10000 WHERE name = 'up';
DROP TABLE spares;

-- afloat:down
CREATE TABLE spare (id int PRIMARY KEY);
UPDATE counter SET n = n + 1000 WHERE name = 'down';
DROP TABLE spare;
