CREATE VIEW names AS SELECT name FROM counter;
INSERT INTO trail VALUES ('names made');
