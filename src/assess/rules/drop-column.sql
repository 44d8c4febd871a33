-- engine: postgres 15, mariadb 10.11, mysql 8.0, sqlite 3.40
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(200), nick varchar(40));
-- bad:
ALTER TABLE users DROP COLUMN nick;
-- good:
ALTER TABLE users ADD COLUMN nick_new varchar(40);
ALTER TABLE users DROP COLUMN nick_new;
-- bad:
-- afloat:contract
ALTER TABLE users DROP COLUMN nick;
-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, nick text);
-- bad:
DO $$ BEGIN ALTER TABLE users DROP COLUMN nick; END $$;
-- bad:
DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM users) THEN
        ALTER TABLE users DROP COLUMN IF EXISTS nick;
    END IF;
END $$;
-- good:
DO $$ BEGIN ALTER TABLE users ADD COLUMN note text; END $$;
