-- engine: postgres 15, sqlite 3.40, mariadb 10.11
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- bad:
-- opaque: yes
CREATE TABEL orders (id bigint PRIMARY KEY);
-- bad:
-- opaque: yes
CREATE TABLE orders (id bigint PRIMARY KEY, note text,);
-- bad:
-- opaque: yes
CREATE TABLE orders (id bigint PRIMARY KEY;
-- bad:
-- opaque: yes
ALTER TABLE users ADD COLUMN;
-- bad:
-- opaque: yes
UPDATE users SETT email = 'x' WHERE id = 1;
-- good:
CREATE TABLE orders (id bigint PRIMARY KEY, note text);
-- engine: postgres 15, mariadb 10.11
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- bad:
-- opaque: yes
CREATE TABLE orders (id bigint PRIMARY KEY note text);
-- good:
CREATE TABLE orders (id bigint PRIMARY KEY, note text);
