-- engine: postgres 15, mariadb 10.11, sqlite 3.40
-- bad:
-- pattern: ^{table}_
CREATE TABLE users (id bigint PRIMARY KEY, a bigint, CONSTRAINT positive CHECK (a > 0));
-- good:
-- pattern: ^{table}_
CREATE TABLE users (id bigint PRIMARY KEY, a bigint, CONSTRAINT users_a_positive CHECK (a > 0));
