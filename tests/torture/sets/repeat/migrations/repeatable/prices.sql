CREATE VIEW prices AS SELECT id, price FROM items;
