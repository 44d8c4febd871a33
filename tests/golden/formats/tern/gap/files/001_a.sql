CREATE TABLE a (id int);
---- create above / drop below ----
DROP TABLE a;
