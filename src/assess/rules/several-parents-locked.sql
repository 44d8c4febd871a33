-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE teams (id bigint PRIMARY KEY);
CREATE TABLE members (id bigint PRIMARY KEY, u bigint CONSTRAINT members_u REFERENCES users (id), t bigint CONSTRAINT members_t REFERENCES teams (id));
CREATE TABLE notes (id bigint PRIMARY KEY, u bigint REFERENCES users (id));
-- bad:
-- also: drop-table
-- instead-keeps: drop-table
DROP TABLE members;
-- good:
-- also: drop-table
DROP TABLE notes;
-- good:
CREATE TABLE players (id bigint PRIMARY KEY, u bigint REFERENCES users (id), t bigint REFERENCES teams (id));
-- bad:
-- runner: no
CREATE TABLE players (id bigint PRIMARY KEY, u bigint REFERENCES users (id), t bigint REFERENCES teams (id));
