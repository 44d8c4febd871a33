-- afloat:up
INSERT INTO notes VALUES ('it's');
