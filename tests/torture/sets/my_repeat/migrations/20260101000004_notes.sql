-- afloat:up
CREATE TABLE notes (id int PRIMARY KEY, body varchar(40) NOT NULL);
UPDATE counter SET n = n + 10000 WHERE name = 'up';

-- afloat:down
UPDATE counter SET n = n + 10000 WHERE name = 'down';
DROP TABLE notes;
