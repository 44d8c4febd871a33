CREATE TABLE d (id int);
---- create above / drop below ----
---- tern: disable-tx ----
DROP TABLE d;
