-- a comment

-- migrate:up transaction:false
create index concurrently i on users (id);

-- migrate:down transaction:false
drop index concurrently i;
