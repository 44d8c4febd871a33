-- engine: postgres 15, postgres 18
-- schema:
CREATE TABLE logs (id bigint, n bigint NOT NULL);
CREATE UNIQUE INDEX logs_id ON logs (id);
CREATE UNIQUE INDEX logs_n ON logs (n);
-- bad:
ALTER TABLE logs ADD CONSTRAINT logs_id PRIMARY KEY USING INDEX logs_id;
-- good:
ALTER TABLE logs ADD CONSTRAINT logs_n PRIMARY KEY USING INDEX logs_n;
