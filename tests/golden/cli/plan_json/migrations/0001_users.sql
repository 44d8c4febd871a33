-- afloat:up
CREATE TABLE users (id integer PRIMARY KEY, name text NOT NULL);
INSERT INTO users (name) VALUES ('Ada');

-- afloat:down
DROP TABLE users;
