-- MySQL and MariaDB: what tests/observe/run does on real servers. See postgres.sql for the form of this file.
-- Behind a name also: mysql, mariadb (only there).

-- world: shop
CREATE TABLE customers (
    id int NOT NULL PRIMARY KEY,
    email varchar(40) NOT NULL,
    name varchar(100),
    phone varchar(20) CHARACTER SET latin1,
    state enum('new', 'old') NOT NULL DEFAULT 'new',
    flags set('a', 'b'),
    score int DEFAULT 0,
    balance decimal(10,2),
    joined datetime,
    note text,
    old3 varchar(30) CHARACTER SET utf8mb3,
    CONSTRAINT score_ok CHECK (score >= 0),
    UNIQUE KEY email (email),
    KEY by_name (name),
    KEY by_joined (joined)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
CREATE TABLE orders (
    id int NOT NULL PRIMARY KEY,
    customer_id int NOT NULL,
    total decimal(12,2) NOT NULL,
    placed timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    KEY by_customer (customer_id),
    CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE VIEW rich AS SELECT id, balance FROM customers WHERE balance > 1000;
-- fill
INSERT INTO customers SELECT n, concat('c', n), concat('n', n), '5', 'new', 'a', n, n, now(), 'x', 'y' FROM observe_seq.n;
INSERT INTO orders (id, customer_id, total) SELECT n, n, n FROM observe_seq.n;

-- case: add-column-last
ALTER TABLE customers ADD COLUMN fax varchar(20);
-- held: add-column-constant
ALTER TABLE customers ADD COLUMN vip tinyint NOT NULL DEFAULT 0;
-- case: add-column-first
ALTER TABLE customers ADD COLUMN no int FIRST;
-- case: add-column-after
ALTER TABLE customers ADD COLUMN middle varchar(20) AFTER name;
-- held: add-column-now
ALTER TABLE orders ADD COLUMN seen datetime NOT NULL DEFAULT CURRENT_TIMESTAMP;
-- case: add-column-not-null
ALTER TABLE orders ADD COLUMN floor int NOT NULL;
-- case: add-column-uuid
ALTER TABLE orders ADD COLUMN uid varchar(36) DEFAULT (uuid());
-- held: add-column-check
ALTER TABLE orders ADD COLUMN weight int CHECK (weight > 0);
-- case: add-column-virtual
ALTER TABLE orders ADD COLUMN gross decimal(12,2) GENERATED ALWAYS AS (total * 2) VIRTUAL;
-- case: add-column-stored
ALTER TABLE orders ADD COLUMN gross decimal(12,2) GENERATED ALWAYS AS (total * 2) STORED;
-- held: add-column-auto-increment
ALTER TABLE orders ADD COLUMN no int NOT NULL AUTO_INCREMENT, ADD UNIQUE KEY (no);
-- case: add-column-unique
ALTER TABLE orders ADD COLUMN code varchar(20) UNIQUE;
-- case: add-column-and-index
ALTER TABLE orders ADD COLUMN code varchar(20), ADD INDEX (code);
-- held: add-two-columns
ALTER TABLE orders ADD COLUMN a int, ADD COLUMN b int DEFAULT 4;
-- case: add-column-twice
ALTER TABLE orders ADD COLUMN total int;
-- case: add-column-exists mariadb
ALTER TABLE orders ADD COLUMN IF NOT EXISTS total int;
-- held: drop-column
ALTER TABLE customers DROP COLUMN note;
-- case: drop-column-indexed
ALTER TABLE customers DROP COLUMN name;
-- case: drop-column-fk
ALTER TABLE orders DROP COLUMN customer_id;
-- held: drop-column-checked
ALTER TABLE customers DROP COLUMN score;
-- case: drop-column-missing
ALTER TABLE customers DROP COLUMN nothing;
-- case: rename-column
ALTER TABLE customers RENAME COLUMN note TO remark;
-- held: rename-column-referenced
ALTER TABLE customers RENAME COLUMN id TO customer_no;
-- case: change-rename-only
ALTER TABLE customers CHANGE note remark text;
-- case: change-rename-and-type
ALTER TABLE customers CHANGE score points bigint DEFAULT 0;
-- held: reorder-column
ALTER TABLE customers MODIFY COLUMN note text AFTER id;
-- case: set-default
ALTER TABLE customers ALTER COLUMN score SET DEFAULT 5;
-- case: drop-default
ALTER TABLE customers ALTER COLUMN score DROP DEFAULT;
-- held: column-comment
ALTER TABLE customers MODIFY COLUMN balance decimal(10,2) COMMENT 'euro';
-- case: enum-append
ALTER TABLE customers MODIFY COLUMN state enum('new', 'old', 'gone') NOT NULL DEFAULT 'new';
-- case: enum-middle
ALTER TABLE customers MODIFY COLUMN state enum('new', 'mid', 'old') NOT NULL DEFAULT 'new';
-- held: set-append
ALTER TABLE customers MODIFY COLUMN flags set('a', 'b', 'c');
-- case: null-to-not-null
ALTER TABLE customers MODIFY COLUMN balance decimal(10,2) NOT NULL;
-- case: not-null-to-null
ALTER TABLE orders MODIFY COLUMN total decimal(12,2) NULL;
-- held: int-to-bigint
ALTER TABLE orders MODIFY COLUMN id bigint NOT NULL;
-- case: int-unsigned
ALTER TABLE customers MODIFY COLUMN score int unsigned DEFAULT 0;
-- case: int-display-width
ALTER TABLE customers MODIFY COLUMN score int(11) DEFAULT 0;
-- held: int-smaller
ALTER TABLE customers MODIFY COLUMN score smallint DEFAULT 0;
-- case: decimal-grow
ALTER TABLE customers MODIFY COLUMN balance decimal(14,2);
-- case: varchar-grow-below
ALTER TABLE customers MODIFY COLUMN email varchar(63) NOT NULL;
-- held: varchar-grow-across
ALTER TABLE customers MODIFY COLUMN email varchar(64) NOT NULL;
-- case: varchar-grow-above
ALTER TABLE customers MODIFY COLUMN name varchar(200);
-- case: varchar-grow-latin1
ALTER TABLE customers MODIFY COLUMN phone varchar(255) CHARACTER SET latin1;
-- held: varchar-shrink
ALTER TABLE customers MODIFY COLUMN name varchar(90);
-- case: varchar-to-text
ALTER TABLE customers MODIFY COLUMN name text;
-- case: text-to-mediumtext
ALTER TABLE customers MODIFY COLUMN note mediumtext;
-- held: latin1-to-utf8mb4
ALTER TABLE customers MODIFY COLUMN phone varchar(20) CHARACTER SET utf8mb4;
-- case: utf8mb3-to-utf8mb4
ALTER TABLE customers MODIFY COLUMN old3 varchar(30) CHARACTER SET utf8mb4;
-- case: collation-unindexed
ALTER TABLE customers MODIFY COLUMN note text COLLATE utf8mb4_bin;
-- held: collation-indexed
ALTER TABLE customers MODIFY COLUMN email varchar(40) COLLATE utf8mb4_bin NOT NULL;
-- case: datetime-fraction
ALTER TABLE customers MODIFY COLUMN joined datetime(6);
-- case: datetime-to-date
ALTER TABLE customers MODIFY COLUMN joined date;
-- held: modify-same
ALTER TABLE customers MODIFY COLUMN joined datetime;
-- case: convert-charset
ALTER TABLE customers CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
-- case: default-charset
ALTER TABLE orders DEFAULT CHARACTER SET latin1;
-- held: add-index
ALTER TABLE customers ADD INDEX by_balance (balance, score);
-- case: create-index
CREATE INDEX by_score ON customers (score);
-- case: create-unique-index
CREATE UNIQUE INDEX one_total ON orders (total);
-- held: add-unique
ALTER TABLE orders ADD CONSTRAINT one_total UNIQUE (total);
-- case: create-index-prefix
CREATE INDEX by_note ON customers (note(20));
-- case: functional-index mysql
CREATE INDEX by_lower ON customers ((lower(name)));
-- held: create-index-same-name
CREATE INDEX by_name ON customers (score);
-- case: add-fulltext
ALTER TABLE customers ADD FULLTEXT KEY words (note);
-- case: create-fulltext
CREATE FULLTEXT INDEX words ON customers (name, note);
-- held: drop-index
DROP INDEX by_name ON customers;
-- case: drop-key
ALTER TABLE customers DROP KEY by_joined;
-- case: drop-index-fk-needs
ALTER TABLE orders DROP KEY by_customer;
-- held: drop-unique
ALTER TABLE customers DROP INDEX email;
-- case: rename-index
ALTER TABLE customers RENAME INDEX by_name TO by_full_name;
-- case: index-invisible mysql
ALTER TABLE customers ALTER INDEX by_name INVISIBLE;
-- held: index-ignored mariadb
ALTER TABLE customers ALTER INDEX by_name IGNORED;
-- case: drop-primary-key
ALTER TABLE orders DROP PRIMARY KEY;
-- case: drop-primary-key-referenced
ALTER TABLE customers DROP PRIMARY KEY;
-- held: swap-primary-key
ALTER TABLE orders DROP PRIMARY KEY, ADD PRIMARY KEY (id, customer_id);
-- case: add-primary-key-second
ALTER TABLE orders ADD PRIMARY KEY (customer_id);
-- case: add-fk
ALTER TABLE orders ADD CONSTRAINT orders_id FOREIGN KEY (id) REFERENCES customers (id);
-- held: add-fk-self
ALTER TABLE customers ADD CONSTRAINT scored FOREIGN KEY (score) REFERENCES customers (id);
-- case: add-fk-no-index-there
ALTER TABLE orders ADD FOREIGN KEY (id) REFERENCES customers (score);
-- case: drop-fk
ALTER TABLE orders DROP FOREIGN KEY orders_customer;
-- held: add-check
ALTER TABLE customers ADD CONSTRAINT rich CHECK (balance > -5);
-- case: add-check-not-enforced mysql
ALTER TABLE customers ADD CONSTRAINT rich CHECK (balance > -5) NOT ENFORCED;
-- case: drop-check
ALTER TABLE customers DROP CONSTRAINT score_ok;
-- held: table-comment
ALTER TABLE customers COMMENT = 'who buys';
-- case: auto-increment-value
ALTER TABLE orders AUTO_INCREMENT = 5000;
-- case: stats
ALTER TABLE orders STATS_PERSISTENT = 1;
-- held: row-format
ALTER TABLE customers ROW_FORMAT = COMPACT;
-- case: engine-same
ALTER TABLE customers ENGINE = InnoDB;
-- case: force
ALTER TABLE customers FORCE;
-- held: rename-table
RENAME TABLE orders TO purchases;
-- case: alter-rename
ALTER TABLE orders RENAME TO purchases;
-- case: rename-referenced
RENAME TABLE customers TO clients;
-- held: drop-table
DROP TABLE orders;
-- case: drop-table-referenced
DROP TABLE customers;
-- case: drop-table-missing
DROP TABLE nothing_here;
-- held: drop-table-if-exists
DROP TABLE IF EXISTS nothing_here;
-- case: truncate
TRUNCATE TABLE orders;
-- case: truncate-referenced
TRUNCATE TABLE customers;
-- held: create-table
CREATE TABLE coupons (id int PRIMARY KEY, code varchar(20) NOT NULL UNIQUE);
-- case: create-table-fk
CREATE TABLE coupons (id int PRIMARY KEY, c int, FOREIGN KEY (c) REFERENCES customers (id));
-- case: create-table-like
CREATE TABLE orders_copy LIKE orders;
-- held: create-table-exists
CREATE TABLE orders (id int);
-- case: create-view
CREATE VIEW poor AS SELECT id FROM customers WHERE balance < 1;
-- case: replace-view
CREATE OR REPLACE VIEW rich AS SELECT id FROM customers;
-- held: drop-view
DROP VIEW rich;
-- case: create-trigger
CREATE TRIGGER orders_in BEFORE INSERT ON orders FOR EACH ROW SET NEW.total = 1;
-- case: optimize
OPTIMIZE TABLE orders;
-- held: analyze
ANALYZE TABLE orders;
-- case: asked-too-much
ALTER TABLE customers MODIFY COLUMN name text, ALGORITHM=INPLACE;
-- case: asked-instant-index
ALTER TABLE customers ADD INDEX (score), ALGORITHM=INSTANT;
-- held: asked-copy
ALTER TABLE customers ADD COLUMN fax int, ALGORITHM=COPY;

-- world: odd
CREATE TABLE docs (
    id int NOT NULL PRIMARY KEY,
    body text,
    title varchar(30),
    FULLTEXT KEY words (body)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE packed (id int NOT NULL PRIMARY KEY, v varchar(100)) ENGINE=InnoDB ROW_FORMAT=COMPRESSED;
CREATE TABLE redundant (id int NOT NULL PRIMARY KEY, v varchar(40) NOT NULL) ENGINE=InnoDB ROW_FORMAT=REDUNDANT
    DEFAULT CHARSET=utf8mb4;
CREATE TABLE derived (
    id int NOT NULL PRIMARY KEY,
    a int,
    twice int GENERATED ALWAYS AS (a * 2) STORED,
    half int GENERATED ALWAYS AS (a / 2) VIRTUAL
) ENGINE=InnoDB;
CREATE TABLE keyless (a int, b int) ENGINE=InnoDB;
CREATE TABLE places (id int NOT NULL PRIMARY KEY, at point NOT NULL) ENGINE=InnoDB;
CREATE TABLE parts (id int NOT NULL, d int NOT NULL, v varchar(20)) ENGINE=InnoDB
    PARTITION BY RANGE (d) (PARTITION p0 VALUES LESS THAN (1000), PARTITION p1 VALUES LESS THAN (3000));
CREATE TABLE counted (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, v int) ENGINE=InnoDB;
-- fill
INSERT INTO docs SELECT n, 'some words', 't' FROM observe_seq.n;
INSERT INTO packed SELECT n, 'v' FROM observe_seq.n;
INSERT INTO redundant SELECT n, 'v' FROM observe_seq.n;
INSERT INTO derived (id, a) SELECT n, n FROM observe_seq.n;
INSERT INTO keyless SELECT n, n FROM observe_seq.n;
INSERT INTO places SELECT n, ST_GeomFromText('POINT(1 1)') FROM observe_seq.n;
INSERT INTO parts SELECT n, n, 'v' FROM observe_seq.n;
INSERT INTO counted (v) SELECT n FROM observe_seq.n;

-- case: fulltext-add-column
ALTER TABLE docs ADD COLUMN lang char(2);
-- case: fulltext-drop-column
ALTER TABLE docs DROP COLUMN title;
-- held: fulltext-second
ALTER TABLE docs ADD FULLTEXT KEY titles (title);
-- case: fulltext-drop
ALTER TABLE docs DROP KEY words;
-- case: fulltext-default
ALTER TABLE docs ALTER COLUMN title SET DEFAULT 'x';
-- held: compressed-add-column
ALTER TABLE packed ADD COLUMN w int;
-- case: compressed-add-index
ALTER TABLE packed ADD INDEX (v);
-- case: redundant-null
ALTER TABLE redundant MODIFY COLUMN v varchar(40) NULL;
-- held: redundant-varchar-across
ALTER TABLE redundant MODIFY COLUMN v varchar(90) NOT NULL;
-- case: stored-expression
ALTER TABLE derived MODIFY COLUMN twice int GENERATED ALWAYS AS (a * 3) STORED;
-- case: drop-virtual
ALTER TABLE derived DROP COLUMN half;
-- held: drop-stored
ALTER TABLE derived DROP COLUMN twice;
-- case: drop-base-column
ALTER TABLE derived DROP COLUMN a;
-- case: stored-add-last
ALTER TABLE derived ADD COLUMN z int;
-- held: stored-add-middle
ALTER TABLE derived ADD COLUMN z int AFTER id;
-- case: index-virtual
ALTER TABLE derived ADD INDEX (half);
-- case: add-primary-key
ALTER TABLE keyless ADD PRIMARY KEY (a);
-- held: add-auto-key
ALTER TABLE keyless ADD COLUMN id int NOT NULL AUTO_INCREMENT PRIMARY KEY FIRST;
-- case: spatial
ALTER TABLE places ADD SPATIAL KEY (at);
-- case: partition-add
ALTER TABLE parts ADD PARTITION (PARTITION p2 VALUES LESS THAN (9000));
-- held: partition-drop
ALTER TABLE parts DROP PARTITION p0;
-- case: partition-truncate
ALTER TABLE parts TRUNCATE PARTITION p0;
-- case: partition-reorganize
ALTER TABLE parts REORGANIZE PARTITION p1 INTO (PARTITION p1a VALUES LESS THAN (2000), PARTITION p1b VALUES LESS THAN (3000));
-- held: partition-remove
ALTER TABLE parts REMOVE PARTITIONING;
-- case: partitioned-add-column
ALTER TABLE parts ADD COLUMN w int;
-- case: partition-by
ALTER TABLE keyless PARTITION BY HASH (a) PARTITIONS 4;
-- held: auto-increment-bigint
ALTER TABLE counted MODIFY COLUMN id bigint NOT NULL AUTO_INCREMENT;
-- case: auto-increment-drop
ALTER TABLE counted MODIFY COLUMN id int NOT NULL;
-- case: drop-and-add-column
ALTER TABLE counted DROP COLUMN v, ADD COLUMN w int;
-- held: default-and-index
ALTER TABLE counted ALTER COLUMN v SET DEFAULT 1, ADD INDEX (v);

-- world: places
CREATE TABLE rooms (
    id int NOT NULL PRIMARY KEY,
    a varchar(40) NOT NULL,
    b varchar(100),
    c int DEFAULT 0,
    d varchar(30),
    KEY by_b (b)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
CREATE TABLE sums (id int PRIMARY KEY, x int, y int, z int AS (x + 1) VIRTUAL, u int AS (y + 1) VIRTUAL) ENGINE=InnoDB;
-- fill
INSERT INTO rooms SELECT n, concat('a', n), concat('b', n), n, 'd' FROM observe_seq.n;
INSERT INTO sums (id, x, y) SELECT n, n, n FROM observe_seq.n;
-- case: add-small-inplace
alter table rooms add column n1 int, algorithm=inplace, lock=shared;
-- case: drop-small-inplace
ALTER TABLE rooms DROP COLUMN c, Algorithm = InPlace;
-- held: add-small-copy
ALTER TABLE rooms ADD COLUMN n1 int, algorithm copy;
-- case: add-small-default
ALTER TABLE rooms ADD COLUMN n1 int, algorithm=default, lock=default;
-- case: add-nocopy
ALTER TABLE rooms ADD COLUMN n1 int, ALGORITHM=NOCOPY;
-- held: modify-after-there
ALTER TABLE rooms MODIFY b varchar(100) AFTER a;
-- case: modify-first-there
ALTER TABLE rooms MODIFY id int NOT NULL FIRST, MODIFY c int DEFAULT 0 AFTER b;
-- case: modify-moves-back
ALTER TABLE rooms MODIFY c int DEFAULT 0 AFTER a, MODIFY b varchar(100) AFTER a;
-- held: add-then-after-it
ALTER TABLE rooms ADD COLUMN n1 int AFTER a, MODIFY b varchar(100) AFTER n1;
-- case: modify-there-and-index
ALTER TABLE rooms MODIFY b varchar(100) AFTER a, ADD INDEX by_c (c);
-- case: modify-behind-virtual
ALTER TABLE sums MODIFY y int AFTER u;
-- held: modify-virtual-order
ALTER TABLE sums MODIFY z int AS (x + 1) VIRTUAL AFTER u;
-- case: modify-before-virtual
ALTER TABLE sums MODIFY y int AFTER id;
-- case: modify-collation-again
ALTER TABLE rooms MODIFY b varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
-- held: modify-charset-only
ALTER TABLE rooms MODIFY d varchar(30) CHARACTER SET utf8mb4;
