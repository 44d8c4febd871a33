-- engine: postgres 15, postgres 18
-- schema:
CREATE TABLE logs (id bigint NOT NULL, at timestamptz);
-- bad:
ALTER TABLE logs ADD PRIMARY KEY (id);
-- bad:
ALTER TABLE logs ADD CONSTRAINT logs_key PRIMARY KEY (id, at);
-- good:
CREATE UNIQUE INDEX CONCURRENTLY logs_pkey ON logs (id);
ALTER TABLE logs ADD CONSTRAINT logs_pkey PRIMARY KEY USING INDEX logs_pkey;
-- good:
CREATE TABLE lines (id bigint);
ALTER TABLE lines ADD PRIMARY KEY (id);
