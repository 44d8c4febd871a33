-- afloat:up
CREATE TABLE items (id int PRIMARY KEY, title varchar(40) NOT NULL);
UPDATE counter SET n = n + 1 WHERE name = 'up';
INSERT INTO trail VALUES ('items up');

-- afloat:down
INSERT INTO trail VALUES ('items down');
UPDATE counter SET n = n + 1 WHERE name = 'down';
DROP TABLE items;
