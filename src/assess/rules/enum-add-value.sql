-- engine: postgres 15
-- schema:
CREATE TYPE mood AS ENUM ('sad', 'ok');
-- bad:
ALTER TYPE mood ADD VALUE 'happy';
-- bad:
ALTER TYPE mood ADD VALUE IF NOT EXISTS 'happy' AFTER 'ok';
-- good:
CREATE TYPE size AS ENUM ('small');
ALTER TYPE size ADD VALUE 'large';
