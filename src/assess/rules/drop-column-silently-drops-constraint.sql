-- engine: postgres 15
-- schema:
CREATE TABLE accounts (id bigint PRIMARY KEY);
CREATE TABLE members (id bigint PRIMARY KEY, account_id bigint REFERENCES accounts (id), email text, note text);
ALTER TABLE members ADD CONSTRAINT members_once UNIQUE (account_id, email);
CREATE INDEX members_note ON members (note);
-- also: drop-column
-- bad:
ALTER TABLE members DROP COLUMN email;
-- bad:
ALTER TABLE members DROP COLUMN account_id;
-- good:
ALTER TABLE members DROP CONSTRAINT members_once;
ALTER TABLE members DROP COLUMN email;
-- good:
ALTER TABLE members DROP COLUMN note;
-- bad:
CREATE INDEX CONCURRENTLY members_both ON members (note, email);
ALTER TABLE members DROP COLUMN note;
