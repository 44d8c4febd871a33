-- afloat:up
CREATE TRIGGER orders_seen AFTER INSERT ON orders BEGIN
    INSERT INTO trail VALUES ('order ' || new.id);
    UPDATE counter SET n = n + 1000 WHERE name = 'up';
END;
INSERT INTO orders VALUES (3, 7);

-- afloat:down
DROP TRIGGER orders_seen;
DELETE FROM orders WHERE id = 3;
UPDATE counter SET n = n + 100 WHERE name = 'down';
