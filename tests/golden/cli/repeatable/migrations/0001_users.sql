-- afloat:up
CREATE TABLE users (id integer PRIMARY KEY, name text);

-- afloat:down
DROP TABLE users;
