-- MySQL and MariaDB, batch B of statements written by somebody who had not read what afloat says of any statement.
-- The form is that of ../mysql.sql, without `held:`.

-- world: b_forum
CREATE TABLE members (
  id int unsigned NOT NULL AUTO_INCREMENT,
  nick varchar(50) NOT NULL,
  mail varchar(254) DEFAULT NULL,
  country char(2) NOT NULL DEFAULT 'xx',
  birthday date DEFAULT NULL,
  karma mediumint NOT NULL DEFAULT 0,
  credit decimal(6,2) unsigned DEFAULT NULL,
  about varchar(300) DEFAULT NULL,
  avatar blob,
  langs set('de','en','fr') DEFAULT NULL,
  tz varchar(40) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL,
  seen timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  joined year DEFAULT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY members_nick (nick),
  KEY members_mail (mail(30)),
  KEY members_country_karma (country, karma)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci COMMENT='who writes';
CREATE TABLE threads (
  id int unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
  starter_id int unsigned DEFAULT NULL,
  title varchar(120) NOT NULL,
  state enum('open','closed') DEFAULT 'open',
  posts int NOT NULL DEFAULT 0,
  opened datetime NOT NULL DEFAULT CURRENT_TIMESTAMP,
  KEY threads_starter (starter_id),
  CONSTRAINT threads_starter_fk FOREIGN KEY (starter_id) REFERENCES members (id) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE posts (
  id bigint NOT NULL,
  thread_id int unsigned NOT NULL,
  member_id int unsigned NOT NULL,
  body text NOT NULL,
  ip varbinary(16) DEFAULT NULL,
  score smallint unsigned NOT NULL DEFAULT 0,
  hot tinyint GENERATED ALWAYS AS (score > 100) VIRTUAL,
  body_start varchar(30) GENERATED ALWAYS AS (left(body, 30)) STORED,
  CONSTRAINT posts_score CHECK (score < 60000),
  PRIMARY KEY (id),
  KEY posts_thread (thread_id, id),
  KEY posts_member (member_id),
  KEY posts_hot (hot),
  CONSTRAINT posts_thread_fk FOREIGN KEY (thread_id) REFERENCES threads (id) ON DELETE CASCADE,
  CONSTRAINT posts_member_fk FOREIGN KEY (member_id) REFERENCES members (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE docs (pk int NOT NULL PRIMARY KEY, head varchar(80), txt text, FULLTEXT KEY docs_txt (txt), FULLTEXT KEY docs_head (head)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE stats_old (id int NOT NULL PRIMARY KEY, k varchar(20), n int) ENGINE=MyISAM DEFAULT CHARSET=latin1;
CREATE TABLE wide_names (`Key Name` varchar(20) NOT NULL, `value` varchar(10), `group` int, PRIMARY KEY (`Key Name`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE visits (id bigint NOT NULL, region int NOT NULL, at datetime NOT NULL, PRIMARY KEY (id, region)) ENGINE=InnoDB
  PARTITION BY LIST (region) (PARTITION north VALUES IN (1, 2), PARTITION south VALUES IN (3, 4));
CREATE TABLE visits_copy (id bigint NOT NULL, region int NOT NULL, at datetime NOT NULL, PRIMARY KEY (id, region)) ENGINE=InnoDB;
CREATE TABLE compact_one (id int NOT NULL PRIMARY KEY, s varchar(100) NOT NULL, t varchar(300)) ENGINE=InnoDB ROW_FORMAT=COMPACT DEFAULT CHARSET=latin1;
CREATE TABLE plain_log (line varchar(200), n int, at datetime DEFAULT NULL) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
CREATE TABLE shapes (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, g geometry NOT NULL, name varchar(20), SPATIAL KEY shapes_g (g)) ENGINE=InnoDB;
CREATE VIEW open_threads AS SELECT id, title FROM threads WHERE state = 'open';
CREATE TRIGGER posts_count AFTER INSERT ON posts FOR EACH ROW UPDATE threads SET posts = posts + 1 WHERE id = NEW.thread_id;
-- fill
INSERT INTO members (nick, mail) SELECT concat('n', n), concat('m', n) FROM observe_seq.n;
INSERT INTO threads (id, starter_id, title) SELECT n, n, concat('t', n) FROM observe_seq.n;
INSERT INTO posts (id, thread_id, member_id, body) SELECT n, n, n, 'b' FROM observe_seq.n;
INSERT INTO docs SELECT n, concat('h', n), 'many words' FROM observe_seq.n;
INSERT INTO stats_old SELECT n, 'k', n FROM observe_seq.n;
INSERT INTO wide_names SELECT concat('k', n), 'v', n FROM observe_seq.n;
INSERT INTO visits SELECT n, n % 4 + 1, now() FROM observe_seq.n;
INSERT INTO visits_copy SELECT n + 5000, 1, now() FROM observe_seq.n;
INSERT INTO compact_one SELECT n, 's', 't' FROM observe_seq.n;
INSERT INTO plain_log SELECT 'l', n, now() FROM observe_seq.n;
INSERT INTO shapes (g, name) SELECT ST_GeomFromText('POINT(2 3)'), 'p' FROM observe_seq.n;

-- case: b-add-nullable-many
ALTER TABLE `members` ADD COLUMN `two_factor_secret` text NULL, ADD COLUMN `two_factor_at` timestamp NULL, ADD COLUMN `is_bot` tinyint(1) DEFAULT 0 AFTER `nick`;
-- case: b-add-column-expression-literal
ALTER TABLE threads ADD COLUMN tags varchar(100) NOT NULL DEFAULT ('none');
-- case: b-add-column-expression-column
ALTER TABLE members ADD COLUMN year_of int DEFAULT (year(curdate()));
-- case: b-add-column-check-table
ALTER TABLE threads ADD COLUMN depth int NOT NULL DEFAULT 1, ADD CONSTRAINT depth_ok CHECK (depth < 10);
-- case: b-add-stored-and-plain
ALTER TABLE threads ADD COLUMN a int, ADD COLUMN day date GENERATED ALWAYS AS (cast(opened as date)) STORED;
-- case: b-add-virtual-middle
ALTER TABLE members ADD COLUMN initials char(1) AS (left(nick, 1)) VIRTUAL AFTER nick;
-- case: b-add-column-fulltext-table
ALTER TABLE docs ADD COLUMN kind int NOT NULL DEFAULT 1 AFTER pk;
-- case: b-add-column-myisam
ALTER TABLE stats_old ADD COLUMN m int NOT NULL DEFAULT 0;
-- case: b-add-column-spatial-table
ALTER TABLE shapes ADD COLUMN color varchar(10) DEFAULT 'red';
-- case: b-add-column-compact
ALTER TABLE compact_one ADD COLUMN u int AFTER id;
-- case: b-add-column-no-pk-table
ALTER TABLE plain_log ADD COLUMN id bigint unsigned NOT NULL AUTO_INCREMENT UNIQUE;
-- case: b-add-column-if-not-exists mariadb
ALTER TABLE IF EXISTS members ADD COLUMN IF NOT EXISTS pronoun varchar(10) DEFAULT NULL;
-- case: b-add-column-inline-references
ALTER TABLE visits_copy ADD COLUMN member int unsigned REFERENCES members (id);
-- case: b-add-reserved-name
ALTER TABLE wide_names ADD COLUMN `order` int NOT NULL DEFAULT 0, ADD KEY `by order` (`order`);
-- case: b-drop-column-stored
ALTER TABLE posts DROP COLUMN body_start;
-- case: b-drop-column-virtual-indexed
ALTER TABLE posts DROP COLUMN hot;
-- case: b-drop-column-base-checked
ALTER TABLE posts DROP COLUMN score;
-- case: b-drop-column-fk-with-constraint
ALTER TABLE threads DROP FOREIGN KEY threads_starter_fk, DROP COLUMN starter_id;
-- case: b-drop-column-partition-key
ALTER TABLE visits DROP COLUMN region;
-- case: b-drop-column-plain-partitioned
ALTER TABLE visits DROP COLUMN at;
-- case: b-drop-column-quoted
ALTER TABLE wide_names DROP COLUMN `group`;
-- case: b-drop-column-composite-index
ALTER TABLE members DROP COLUMN country;
-- case: b-drop-column-if-missing mariadb
ALTER TABLE members DROP COLUMN IF EXISTS nothing, DROP COLUMN avatar;
-- case: b-modify-comment-only
ALTER TABLE posts MODIFY COLUMN ip varbinary(16) DEFAULT NULL COMMENT 'v4 or v6';
-- case: b-modify-position-only
ALTER TABLE members MODIFY joined year DEFAULT NULL AFTER id;
-- case: b-modify-mediumint-int
ALTER TABLE members MODIFY karma int NOT NULL DEFAULT 0;
-- case: b-modify-unsigned-away
ALTER TABLE members MODIFY credit decimal(6,2) DEFAULT NULL;
-- case: b-modify-varchar-over-to-more
ALTER TABLE members MODIFY about varchar(1000) DEFAULT NULL;
-- case: b-modify-varchar-latin1-to-255
ALTER TABLE compact_one MODIFY s varchar(255) NOT NULL;
-- case: b-modify-varchar-latin1-over
ALTER TABLE compact_one MODIFY s varchar(256) NOT NULL;
-- case: b-modify-varbinary
ALTER TABLE posts MODIFY ip varbinary(32) DEFAULT NULL;
-- case: b-modify-blob-size
ALTER TABLE members MODIFY avatar mediumblob;
-- case: b-modify-text-not-null-to-null
ALTER TABLE posts MODIFY body text NULL;
-- case: b-modify-base-of-stored
ALTER TABLE posts MODIFY body mediumtext NOT NULL;
-- case: b-modify-set-append-many
ALTER TABLE members MODIFY langs set('de','en','fr','it','es','pl','ru') DEFAULT NULL;
-- case: b-modify-set-over-byte
ALTER TABLE members MODIFY langs set('de','en','fr','it','es','pl','ru','uk','tr') DEFAULT NULL;
-- case: b-modify-enum-rename-value
ALTER TABLE threads MODIFY state enum('open','done') DEFAULT 'open';
-- case: b-modify-enum-to-varchar
ALTER TABLE threads CHANGE state status varchar(20) NOT NULL DEFAULT 'open';
-- case: b-modify-ascii-bin
ALTER TABLE members MODIFY tz varchar(40) CHARACTER SET utf8mb4 DEFAULT NULL;
-- case: b-modify-collate-prefix-index
ALTER TABLE members MODIFY mail varchar(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL;
-- case: b-modify-referencing-column
ALTER TABLE posts MODIFY member_id bigint unsigned NOT NULL;
-- case: b-modify-fk-column-nullable
ALTER TABLE posts MODIFY member_id int unsigned NULL;
-- case: b-modify-not-null-referring-set-null
ALTER TABLE threads MODIFY starter_id int unsigned NOT NULL;
-- case: b-modify-pk-part-type
ALTER TABLE visits_copy MODIFY region smallint NOT NULL;
-- case: b-modify-myisam
ALTER TABLE stats_old MODIFY k varchar(40);
-- case: b-modify-date-to-datetime
ALTER TABLE members MODIFY birthday datetime DEFAULT NULL;
-- case: b-modify-timestamp-no-update
ALTER TABLE members MODIFY seen timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP;
-- case: b-modify-null-with-default
ALTER TABLE members MODIFY about varchar(300) NOT NULL DEFAULT '', ALTER COLUMN karma SET DEFAULT 10;
-- case: b-modify-unknown
ALTER TABLE members MODIFY nickname varchar(60) NOT NULL;
-- case: b-alter-default-expression
ALTER TABLE members ALTER COLUMN joined SET DEFAULT 2020, ALTER COLUMN country DROP DEFAULT;
-- case: b-rename-column-fk
ALTER TABLE posts RENAME COLUMN member_id TO author_id;
-- case: b-rename-column-taken
ALTER TABLE posts RENAME COLUMN ip TO body;
-- case: b-rename-column-in-trigger
ALTER TABLE threads CHANGE posts post_count int NOT NULL DEFAULT 0;
-- case: b-index-unique-null
CREATE UNIQUE INDEX members_mail_once ON members (mail);
-- case: b-index-three-at-once
ALTER TABLE threads ADD INDEX (opened), ADD INDEX (state, opened), ADD UNIQUE (title);
-- case: b-index-virtual-and-stored
ALTER TABLE posts ADD INDEX posts_start (body_start, hot);
-- case: b-index-functional mysql
ALTER TABLE members ADD INDEX members_lower ((lower(nick)), (karma DIV 10));
-- case: b-index-descending-invisible mysql
CREATE INDEX members_karma ON members (karma DESC) INVISIBLE;
-- case: b-index-ignored mariadb
ALTER TABLE members ADD INDEX members_tz (tz) IGNORED;
-- case: b-index-myisam
CREATE INDEX stats_k ON stats_old (k);
-- case: b-index-blob-whole
ALTER TABLE members ADD KEY (avatar);
-- case: b-index-spatial-on-text
ALTER TABLE members ADD SPATIAL INDEX (nick);
-- case: b-index-fulltext-new-table
ALTER TABLE threads ADD FULLTEXT INDEX threads_title (title);
-- case: b-index-fulltext-drop-one
ALTER TABLE docs DROP INDEX docs_head;
-- case: b-index-spatial-drop
DROP INDEX shapes_g ON shapes;
-- case: b-index-comment
CREATE INDEX threads_state USING BTREE ON threads (state) COMMENT 'dashboard';
-- case: b-index-drop-fk-covered
ALTER TABLE posts DROP INDEX posts_thread;
-- case: b-index-drop-prefix
DROP INDEX members_mail ON members;
-- case: b-index-rename-missing
ALTER TABLE members RENAME INDEX members_phone TO members_tel;
-- case: b-index-visible mysql
ALTER TABLE posts ALTER INDEX posts_member VISIBLE;
-- case: b-pk-change-type-and-order
ALTER TABLE visits_copy DROP PRIMARY KEY, ADD PRIMARY KEY (region, id);
-- case: b-pk-to-auto
ALTER TABLE posts MODIFY id bigint NOT NULL AUTO_INCREMENT;
-- case: b-pk-drop-auto
ALTER TABLE shapes DROP PRIMARY KEY;
-- case: b-pk-duplicate
ALTER TABLE plain_log ADD PRIMARY KEY (line);
-- case: b-fk-add-and-index
ALTER TABLE visits_copy ADD COLUMN thread_id int unsigned, ADD INDEX (thread_id), ADD CONSTRAINT visit_thread FOREIGN KEY (thread_id) REFERENCES threads (id);
-- case: b-fk-types-differ
ALTER TABLE plain_log ADD FOREIGN KEY (n) REFERENCES members (id);
-- case: b-fk-on-partitioned
ALTER TABLE visits ADD CONSTRAINT visits_thread FOREIGN KEY (region) REFERENCES compact_one (id);
-- case: b-fk-drop-two
ALTER TABLE posts DROP FOREIGN KEY posts_thread_fk, DROP FOREIGN KEY posts_member_fk;
-- case: b-fk-drop-missing
ALTER TABLE posts DROP FOREIGN KEY posts_user_fk;
-- case: b-check-added-and-column
ALTER TABLE members ADD CONSTRAINT karma_ok CHECK (karma > -1000);
-- case: b-check-violated
ALTER TABLE threads ADD CONSTRAINT many CHECK (posts > 5);
-- case: b-check-replace
ALTER TABLE posts DROP CONSTRAINT posts_score, ADD CONSTRAINT posts_score CHECK (score < 65000);
-- case: b-partition-list-add
ALTER TABLE visits ADD PARTITION (PARTITION east VALUES IN (5, 6));
-- case: b-partition-exchange
ALTER TABLE visits EXCHANGE PARTITION north WITH TABLE visits_copy;
-- case: b-partition-rebuild
ALTER TABLE visits REBUILD PARTITION south;
-- case: b-partition-value-twice
ALTER TABLE visits ADD PARTITION (PARTITION west VALUES IN (4, 7));
-- case: b-partition-by-key
ALTER TABLE compact_one PARTITION BY KEY (id) PARTITIONS 3;
-- case: b-partition-pk-lacks
ALTER TABLE threads PARTITION BY RANGE (posts) (PARTITION p0 VALUES LESS THAN (10));
-- case: b-engine-myisam-innodb
ALTER TABLE stats_old ENGINE=InnoDB;
-- case: b-engine-to-myisam
ALTER TABLE plain_log ENGINE = MyISAM;
-- case: b-row-format-dynamic
ALTER TABLE compact_one ROW_FORMAT=DYNAMIC;
-- case: b-convert-utf8mb3
ALTER TABLE plain_log CONVERT TO CHARACTER SET utf8mb4;
-- case: b-collate-default
ALTER TABLE members COLLATE utf8mb4_unicode_ci;
-- case: b-options-stats
ALTER TABLE posts STATS_AUTO_RECALC=0, STATS_SAMPLE_PAGES=40, COMMENT 'what is written';
-- case: b-versioning mariadb
ALTER TABLE threads ADD SYSTEM VERSIONING;
-- case: b-force-copy
ALTER TABLE members FORCE, ALGORITHM=COPY;
-- case: b-lock-none-default
ALTER TABLE threads ADD INDEX t_o (opened), LOCK=NONE;
-- case: b-lock-none-refused
ALTER TABLE docs ADD FULLTEXT KEY both_words (head, txt), LOCK=NONE;
-- case: b-instant-drop-nullable
ALTER TABLE members DROP COLUMN tz, ADD COLUMN zone varchar(40), ALGORITHM=INSTANT;
-- case: b-inplace-nullable
ALTER TABLE threads MODIFY starter_id int unsigned DEFAULT NULL COMMENT 'opened it', ALGORITHM=INPLACE;
-- case: b-rename-and-change
ALTER TABLE wide_names RENAME TO settings, ADD COLUMN note text;
-- case: b-create-like-exists
CREATE TABLE IF NOT EXISTS threads LIKE posts;
-- case: b-create-two-fks
CREATE TABLE reactions (post_id bigint NOT NULL, member_id int unsigned NOT NULL, kind varchar(10), PRIMARY KEY (post_id, member_id), FOREIGN KEY (post_id) REFERENCES posts (id) ON DELETE CASCADE, FOREIGN KEY (member_id) REFERENCES members (id));
-- case: b-create-view-join
CREATE OR REPLACE VIEW loud AS SELECT p.id, m.nick FROM posts p JOIN members m ON m.id = p.member_id;
-- case: b-drop-if-exists-mixed
DROP TABLE IF EXISTS nothing_there, shapes;
-- case: b-truncate-child
TRUNCATE posts;
-- case: b-trigger-second
CREATE TRIGGER members_mail BEFORE INSERT ON members FOR EACH ROW SET NEW.mail = lower(NEW.mail);
-- case: b-sequence mariadb
CREATE SEQUENCE IF NOT EXISTS post_no START WITH 100000 INCREMENT BY 1;
-- case: b-update-join
UPDATE posts p JOIN members m ON m.id = p.member_id SET p.score = p.score + 1 WHERE m.karma > 10;
-- case: b-replace
REPLACE INTO wide_names (`Key Name`, `value`) VALUES ('k1', 'x');
-- case: b-delete-join
DELETE p FROM posts p LEFT JOIN threads t ON t.id = p.thread_id WHERE t.id IS NULL;
