CREATE TABLE zero (id int);
