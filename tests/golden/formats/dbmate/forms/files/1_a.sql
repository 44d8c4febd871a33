--migrate:up transaction:false other:x
SELECT 1;
--   migrate:down   transaction:false
SELECT 2;
