CREATE VIEW a_top AS SELECT id FROM prices;
