CREATE VIEW a_top AS SELECT name FROM names;
