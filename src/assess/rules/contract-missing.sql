-- engine: postgres 15
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, nick text);
-- bad:
-- at: 3
ALTER TABLE users ADD COLUMN handle text;
CREATE FUNCTION users_sync() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.handle := COALESCE(NEW.handle, NEW.nick);
    RETURN NEW;
END $$;
CREATE TRIGGER users_sync BEFORE INSERT OR UPDATE ON users FOR EACH ROW EXECUTE FUNCTION users_sync();
-- file:
CREATE TABLE a1 (id bigint PRIMARY KEY);
-- file:
CREATE TABLE a2 (id bigint PRIMARY KEY);
-- file:
CREATE TABLE a3 (id bigint PRIMARY KEY);
-- file:
CREATE TABLE a4 (id bigint PRIMARY KEY);
-- file:
CREATE TABLE a5 (id bigint PRIMARY KEY);
-- file:
CREATE TABLE a6 (id bigint PRIMARY KEY);
-- file:
CREATE TABLE a7 (id bigint PRIMARY KEY);
-- file:
CREATE TABLE a8 (id bigint PRIMARY KEY);
-- file:
CREATE TABLE a9 (id bigint PRIMARY KEY);
-- file:
CREATE TABLE b1 (id bigint PRIMARY KEY);
-- good:
ALTER TABLE users ADD COLUMN handle text;
CREATE FUNCTION users_sync() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.handle := COALESCE(NEW.handle, NEW.nick);
    RETURN NEW;
END $$;
CREATE TRIGGER users_sync BEFORE INSERT OR UPDATE ON users FOR EACH ROW EXECUTE FUNCTION users_sync();
-- file:
CREATE TABLE a1 (id bigint PRIMARY KEY);
-- good:
ALTER TABLE users ADD COLUMN changed timestamptz;
CREATE FUNCTION users_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.changed := now();
    RETURN NEW;
END $$;
CREATE TRIGGER users_stamp BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION users_stamp();

-- engine: mysql 8.0, mariadb 10.11
-- schema:
CREATE TABLE users (id bigint PRIMARY KEY, nick varchar(20));
-- good:
ALTER TABLE users ADD COLUMN handle varchar(20);
CREATE TRIGGER users_sync BEFORE INSERT ON users FOR EACH ROW SET NEW.handle = COALESCE(NEW.handle, NEW.nick);
