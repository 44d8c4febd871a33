CREATE VIEW names AS SELECT name FROM counter;
CREATE VIEW names_again AS SELECT name FROM names;
