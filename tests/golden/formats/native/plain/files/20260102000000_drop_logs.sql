-- afloat:irreversible reason="the rows are gone"
-- afloat:transaction off

DROP TABLE logs;
