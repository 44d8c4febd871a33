-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL, age integer);
CREATE INDEX users_email ON users (email);
-- bad:
-- at: 0
ALTER TABLE users ADD COLUMN phone text, ADD COLUMN fax text;
-- down:
ALTER TABLE users DROP COLUMN phone;
-- bad:
-- at: 0
-- also: drop-column
ALTER TABLE users DROP COLUMN age;
-- down:
ALTER TABLE users ADD COLUMN age bigint;
-- bad:
-- at: 0
CREATE TABLE colours (id bigint PRIMARY KEY);
CREATE TABLE shapes (id bigint PRIMARY KEY);
-- down:
DROP TABLE colours;
-- bad:
-- at: 0
ALTER TABLE users ALTER COLUMN email DROP NOT NULL;
-- down:
ALTER TABLE users ALTER COLUMN age SET DEFAULT 1;
-- good:
CREATE TABLE colours (id bigint PRIMARY KEY, user_id bigint REFERENCES users);
ALTER TABLE users ADD COLUMN phone text DEFAULT '';
CREATE INDEX colours_user ON colours (user_id);
-- down:
ALTER TABLE users DROP COLUMN phone;
DROP TABLE colours;
-- good:
-- also: drop-column
ALTER TABLE users DROP COLUMN age;
-- down:
ALTER TABLE users ADD COLUMN age integer;
-- good:
-- also: rename-column
ALTER TABLE users RENAME COLUMN email TO mail;
-- down:
ALTER TABLE users RENAME COLUMN mail TO email;
-- good:
-- also: drop-table
DROP TABLE users;
-- down:
CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL, age integer);
CREATE INDEX users_email ON users (email);
-- engine: mariadb 10.11, mysql 8.0, sqlite 3.40
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(100) NOT NULL, age integer);
CREATE INDEX users_email ON users (email);
-- bad:
-- at: 0
ALTER TABLE users ADD COLUMN phone varchar(20);
CREATE TABLE colours (id bigint PRIMARY KEY);
-- down:
DROP TABLE colours;
-- good:
ALTER TABLE users ADD COLUMN phone varchar(20);
CREATE TABLE shapes (id bigint PRIMARY KEY, user_id bigint);
-- down:
DROP TABLE shapes;
ALTER TABLE users DROP COLUMN phone;
-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, age integer DEFAULT 1, born timestamptz DEFAULT now(), kind text DEFAULT 'a'::text,
    CONSTRAINT users_age CHECK (age > 0 AND age < 200));
CREATE INDEX users_young ON users (born) WHERE age < 20;
-- bad:
-- at: 0
ALTER TABLE users ALTER COLUMN age SET DEFAULT 2;
-- down:
ALTER TABLE users ALTER COLUMN age SET DEFAULT 3;
-- bad:
-- at: 0
-- also: drop-constraint
ALTER TABLE users DROP CONSTRAINT users_age;
-- down:
ALTER TABLE users ADD CONSTRAINT users_age CHECK (age > 1 AND age < 200) NOT VALID;
-- bad:
-- at: 0
-- also: drop-index index-drop-blocking
DROP INDEX users_young;
-- down:
CREATE INDEX CONCURRENTLY users_young ON users (born) WHERE age < 30;
-- good:
ALTER TABLE users ALTER COLUMN age SET DEFAULT 2;
ALTER TABLE users ALTER COLUMN born SET DEFAULT '2026-01-01';
ALTER TABLE users ALTER COLUMN kind SET DEFAULT 'b';
-- down:
ALTER TABLE users ALTER COLUMN kind SET DEFAULT 'a';
ALTER TABLE users ALTER COLUMN born SET DEFAULT CURRENT_TIMESTAMP;
ALTER TABLE users ALTER COLUMN age SET DEFAULT (1);
-- engine: mariadb 10.11, mysql 8.0
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, age integer DEFAULT 1);
-- bad:
-- at: 0
ALTER TABLE users ALTER COLUMN age SET DEFAULT 2;
-- down:
ALTER TABLE users ALTER COLUMN age SET DEFAULT 3;
-- good:
ALTER TABLE users ALTER COLUMN age SET DEFAULT 2;
-- down:
ALTER TABLE users ALTER COLUMN age SET DEFAULT '1';
