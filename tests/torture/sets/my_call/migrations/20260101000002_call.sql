-- afloat:up
CREATE PROCEDURE bump(IN name_of varchar(20)) UPDATE counter SET n = n + 1 WHERE name = name_of;
INSERT INTO trail VALUES ('call up');
CALL bump('up');
INSERT INTO trail VALUES ('called up');

-- afloat:down
CALL bump('down');
DROP PROCEDURE bump;
INSERT INTO trail VALUES ('call down');
