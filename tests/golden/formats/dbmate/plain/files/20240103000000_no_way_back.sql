-- migrate:up
insert into users values (1);

-- migrate:down
