
-- no-transaction
SELECT 1;
