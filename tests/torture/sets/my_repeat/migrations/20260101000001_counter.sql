-- afloat:up
CREATE TABLE counter (name varchar(20) PRIMARY KEY, n int NOT NULL);
INSERT INTO counter VALUES ('up', 0), ('down', 0);
CREATE TABLE trail (what varchar(40) NOT NULL);

-- afloat:down
DROP TABLE trail;
DROP TABLE counter;
