-- engine: postgres 15
-- bad:
-- at: 1
CREATE TABLE users (id bigint PRIMARY KEY, age integer, CONSTRAINT users_age CHECK (age > 0) NOT VALID);
-- good:
CREATE TABLE users (id bigint PRIMARY KEY, age integer, CONSTRAINT users_age CHECK (age > 0));
