-- afloat:up
ALTER TABLE users ADD COLUMN email text;

-- afloat:down
ALTER TABLE users DROP COLUMN email;
