-- afloat:up
CREATE TABLE orders (id integer PRIMARY KEY);
CREATE INDEX orders_user
    ON orders (usr_id);

-- afloat:down
DROP TABLE orders;
