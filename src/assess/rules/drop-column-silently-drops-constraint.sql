-- engine: postgres 15
-- schema:
CREATE TABLE accounts (id bigint PRIMARY KEY);
CREATE TABLE members (id bigint PRIMARY KEY, account_id bigint REFERENCES accounts (id), email text, note text, town text, rank int);
ALTER TABLE members ADD CONSTRAINT members_once UNIQUE (account_id, email);
CREATE INDEX members_rank ON members (rank);
CREATE INDEX members_town ON members (town, note);
-- also: drop-column
-- bad:
ALTER TABLE members DROP COLUMN email;
-- bad:
ALTER TABLE members DROP COLUMN account_id;
-- good:
ALTER TABLE members DROP CONSTRAINT members_once;
ALTER TABLE members DROP COLUMN email;
-- good:
ALTER TABLE members DROP COLUMN rank;
-- bad:
ALTER TABLE members DROP COLUMN town;
-- good:
ALTER TABLE members ADD COLUMN boss_id bigint REFERENCES members (id);
-- down:
ALTER TABLE members DROP COLUMN boss_id;
