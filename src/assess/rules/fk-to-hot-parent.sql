-- engine: postgres 15
-- runner: no
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
-- bad:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
-- good:
SET LOCAL lock_timeout = '1s';
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
-- good:
CREATE TABLE teams (id bigint PRIMARY KEY);
CREATE TABLE members (id bigint PRIMARY KEY, team_id bigint REFERENCES teams (id));
