-- afloat:up
DELIMITER //
CREATE TRIGGER orders_seen AFTER INSERT ON orders FOR EACH ROW
BEGIN
    INSERT INTO trail VALUES (CONCAT('order ', NEW.id));
    UPDATE counter SET n = n + 1000 WHERE name = 'up';
END//
CREATE PROCEDURE bump(IN name_of varchar(20))
BEGIN
    UPDATE counter SET n = n + 100 WHERE name = name_of;
END//
DELIMITER ;
INSERT INTO orders VALUES (3, 7, 'c');

-- afloat:down
UPDATE counter SET n = n + 100 WHERE name = 'down';
DROP PROCEDURE bump;
DROP TRIGGER orders_seen;
DELETE FROM orders WHERE id = 3;
