-- engine: postgres 15
-- schema:
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE people (id bigint PRIMARY KEY, feels mood);
-- bad:
ALTER TYPE mood RENAME VALUE 'ok' TO 'fine';
-- good:
ALTER TYPE mood ADD VALUE 'fine';
