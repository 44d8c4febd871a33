-- afloat:after names
CREATE VIEW first_names AS SELECT name FROM names;
