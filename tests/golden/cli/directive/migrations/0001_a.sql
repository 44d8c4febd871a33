-- afloat:up
-- afloat:online
ALTER TABLE users ADD COLUMN email text;
