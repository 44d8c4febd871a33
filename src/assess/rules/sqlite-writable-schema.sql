-- engine: sqlite 3.40
-- bad:
PRAGMA writable_schema = ON;
-- good:
PRAGMA writable_schema = OFF;
