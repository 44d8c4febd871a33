-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE TABLE sessions (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
CREATE VIEW emails AS SELECT email FROM users;
CREATE VIEW short_emails AS SELECT email FROM emails;
CREATE INDEX users_email ON users (email);
-- bad:
-- also: drop-table
DROP TABLE users CASCADE;
-- bad:
-- also: drop-column
ALTER TABLE users DROP COLUMN email CASCADE;
-- bad:
DROP VIEW short_emails CASCADE;
-- good:
DROP VIEW short_emails;
-- good:
CREATE TABLE scratch (id bigint);
DROP TABLE scratch CASCADE;
