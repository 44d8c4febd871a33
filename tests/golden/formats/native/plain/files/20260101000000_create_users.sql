-- afloat:up
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE INDEX users_id ON users (id);

-- afloat:down
DROP TABLE users;
