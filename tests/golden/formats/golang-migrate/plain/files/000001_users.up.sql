CREATE TABLE users (id int);
CREATE INDEX i ON users (id);
