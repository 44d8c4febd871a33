-- afloat:up is a plain comment here
SELECT 1;
