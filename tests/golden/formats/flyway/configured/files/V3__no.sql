CREATE TABLE no (id int);
