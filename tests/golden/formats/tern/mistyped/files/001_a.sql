CREATE TABLE a (id int);
---- create above / drop bellow ----
DROP TABLE a;
