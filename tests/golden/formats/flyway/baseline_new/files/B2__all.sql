CREATE TABLE all (id int);
