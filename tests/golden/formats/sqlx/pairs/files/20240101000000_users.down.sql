-- no-transaction
DROP TABLE users;
