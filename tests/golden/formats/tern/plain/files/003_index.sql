---- tern: disable-tx ----
CREATE INDEX CONCURRENTLY i ON a (id);
---- create above / drop below ----
---- tern: disable-tx ----
DROP INDEX CONCURRENTLY i;
