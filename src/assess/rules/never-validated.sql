-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, age integer);
-- bad:
-- instead-keeps: all
ALTER TABLE users ADD CONSTRAINT users_age CHECK (age > 0) NOT VALID;
-- good:
ALTER TABLE users ADD CONSTRAINT users_age CHECK (age > 0) NOT VALID;
-- file:
ALTER TABLE users VALIDATE CONSTRAINT users_age;
-- good:
ALTER TABLE users ADD CONSTRAINT users_age CHECK (age > 0) NOT VALID;
-- file:
ALTER TABLE users DROP CONSTRAINT users_age;
