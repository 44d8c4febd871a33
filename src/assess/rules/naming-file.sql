-- engine: postgres 15, sqlite 3.40, mariadb 10.11
-- bad:
-- pattern: ^(add|drop|create|alter)_
CREATE TABLE users (id bigint PRIMARY KEY);
-- good:
-- pattern: ^[a-z_]+$
CREATE TABLE users (id bigint PRIMARY KEY);
