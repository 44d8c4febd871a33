-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE sessions (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
-- bad:
TRUNCATE users CASCADE;
-- good:
-- afloat:backfill
DELETE FROM sessions;
