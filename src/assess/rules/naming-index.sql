-- engine: postgres 15, mariadb 10.11, sqlite 3.40
-- bad:
-- pattern: ^{table}_{columns}_idx$
CREATE TABLE users (id bigint PRIMARY KEY, a bigint, b bigint);
CREATE INDEX my_index ON users (a, b);
-- good:
-- pattern: ^{table}_{columns}_idx$
CREATE TABLE users (id bigint PRIMARY KEY, a bigint, b bigint);
CREATE INDEX users_a_b_idx ON users (a, b);
