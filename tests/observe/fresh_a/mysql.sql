-- MySQL and MariaDB, batch A of statements written by somebody who had not read what afloat says of any statement.
-- The form is that of ../mysql.sql, without `held:`.

-- world: a_store
CREATE TABLE `users` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT,
  `name` varchar(191) COLLATE utf8mb4_unicode_ci NOT NULL,
  `email` varchar(191) COLLATE utf8mb4_unicode_ci NOT NULL,
  `email_verified_at` timestamp NULL DEFAULT NULL,
  `password` varchar(255) COLLATE utf8mb4_unicode_ci NOT NULL,
  `remember_token` varchar(100) COLLATE utf8mb4_unicode_ci DEFAULT NULL,
  `role` enum('admin','editor','guest') COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT 'guest',
  `is_active` tinyint(1) NOT NULL DEFAULT 1,
  `login_count` int unsigned NOT NULL DEFAULT 0,
  `rate` float DEFAULT NULL,
  `bio` text COLLATE utf8mb4_unicode_ci,
  `settings` json DEFAULT NULL,
  `created_at` timestamp NULL DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `users_email_unique` (`email`),
  KEY `users_role_active` (`role`,`is_active`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `order` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT,
  `user_id` bigint unsigned NOT NULL,
  `number` char(12) CHARACTER SET ascii NOT NULL,
  `state` varchar(20) NOT NULL DEFAULT 'new',
  `net` decimal(9,2) NOT NULL DEFAULT 0.00,
  `tax` decimal(9,2) NOT NULL DEFAULT 0.00,
  `gross` decimal(10,2) GENERATED ALWAYS AS (`net` + `tax`) VIRTUAL,
  `shipped_on` date DEFAULT NULL,
  `updated_at` datetime(3) DEFAULT NULL,
  `note` varchar(60) DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `order_number` (`number`),
  KEY `order_user` (`user_id`),
  KEY `order_state_shipped` (`state`,`shipped_on`),
  CONSTRAINT `order_user_fk` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE,
  CONSTRAINT `order_net_ok` CHECK (`net` >= 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE order_lines (
  order_id bigint unsigned NOT NULL,
  line smallint NOT NULL,
  sku varchar(32) CHARACTER SET latin1 NOT NULL,
  quantity int NOT NULL DEFAULT 1,
  price decimal(8,2) NOT NULL,
  total decimal(12,2) GENERATED ALWAYS AS (quantity * price) STORED,
  PRIMARY KEY (order_id, line),
  KEY lines_sku (sku),
  CONSTRAINT lines_order FOREIGN KEY (order_id) REFERENCES `order` (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE articles (
  id int NOT NULL AUTO_INCREMENT PRIMARY KEY,
  title varchar(200) NOT NULL,
  slug varchar(100) NOT NULL,
  body mediumtext,
  views int NOT NULL DEFAULT 0,
  published datetime DEFAULT NULL,
  FULLTEXT KEY articles_words (title, body)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE stores (id int NOT NULL PRIMARY KEY, spot point NOT NULL, area polygon DEFAULT NULL, label varchar(40)) ENGINE=InnoDB;
CREATE TABLE metrics (
  day date NOT NULL,
  source int NOT NULL,
  value double DEFAULT NULL,
  PRIMARY KEY (day, source)
) ENGINE=InnoDB PARTITION BY RANGE COLUMNS (day) (
  PARTITION m2023 VALUES LESS THAN ('2024-01-01'),
  PARTITION m2024 VALUES LESS THAN ('2025-01-01'));
CREATE TABLE buckets (id int NOT NULL, v varchar(10), PRIMARY KEY (id)) ENGINE=InnoDB PARTITION BY HASH (id) PARTITIONS 4;
CREATE TABLE legacy (id int NOT NULL PRIMARY KEY, txt varchar(100), big longtext) ENGINE=InnoDB DEFAULT CHARSET=latin1;
CREATE TABLE logs (at datetime NOT NULL, msg varchar(500)) ENGINE=InnoDB ROW_FORMAT=COMPRESSED;
CREATE TABLE tokens (user_id int NOT NULL, token varchar(64) NOT NULL, UNIQUE KEY tokens_token (token)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE VIEW active_users AS SELECT id, email FROM users WHERE is_active = 1;
CREATE TRIGGER order_before BEFORE UPDATE ON `order` FOR EACH ROW SET NEW.updated_at = now(3);
-- fill
INSERT INTO users (name, email, password) SELECT concat('n', n), concat('e', n), 'p' FROM observe_seq.n;
INSERT INTO `order` (user_id, number, net) SELECT n, n, n FROM observe_seq.n;
INSERT INTO order_lines (order_id, line, sku, price) SELECT n, 1, concat('s', n), 1 FROM observe_seq.n;
INSERT INTO articles (title, slug, body) SELECT concat('t', n), concat('s', n), 'some words' FROM observe_seq.n;
INSERT INTO stores (id, spot) SELECT n, ST_GeomFromText('POINT(1 1)') FROM observe_seq.n;
INSERT INTO metrics SELECT '2023-05-05', n, n FROM observe_seq.n;
INSERT INTO metrics SELECT '2024-05-05', n, n FROM observe_seq.n;
INSERT INTO buckets SELECT n, 'v' FROM observe_seq.n;
INSERT INTO legacy SELECT n, 't', 'b' FROM observe_seq.n;
INSERT INTO logs SELECT now(), 'm' FROM observe_seq.n;
INSERT INTO tokens SELECT n, concat('t', n) FROM observe_seq.n;

-- case: a-laravel-columns
ALTER TABLE `users` ADD `phone` varchar(20) NULL AFTER `email`, ADD `deleted_at` timestamp NULL;
-- case: a-add-json-default
ALTER TABLE users ADD COLUMN prefs json NOT NULL;
-- case: a-add-timestamp-on-update
ALTER TABLE `users` ADD COLUMN `updated_at` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP;
-- case: a-add-column-list
ALTER TABLE articles ADD COLUMN (lang char(2) NOT NULL DEFAULT 'en', rank_no int);
-- case: a-add-column-enum-first
ALTER TABLE tokens ADD COLUMN kind enum('api','web') NOT NULL DEFAULT 'web' FIRST;
-- case: a-add-column-invisible
ALTER TABLE users ADD COLUMN secret varchar(30) INVISIBLE;
-- case: a-add-virtual-and-index
ALTER TABLE users ADD COLUMN theme varchar(20) GENERATED ALWAYS AS (json_unquote(json_extract(settings, '$.theme'))) VIRTUAL, ADD INDEX users_theme (theme);
-- case: a-add-column-inline-key
ALTER TABLE tokens ADD id int unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY FIRST;
-- case: a-add-column-fk
ALTER TABLE articles ADD COLUMN author_id bigint unsigned DEFAULT NULL, ADD CONSTRAINT articles_author FOREIGN KEY (author_id) REFERENCES users (id) ON DELETE SET NULL;
-- case: a-add-column-beside-stored
ALTER TABLE order_lines ADD COLUMN discount decimal(5,2) NOT NULL DEFAULT 0 AFTER price;
-- case: a-add-column-compressed
ALTER TABLE logs ADD COLUMN level tinyint NOT NULL DEFAULT 3;
-- case: a-add-column-partitioned-hash
ALTER TABLE buckets ADD COLUMN w int DEFAULT 7, ADD COLUMN x int;
-- case: a-add-column-and-comment
ALTER TABLE legacy ADD COLUMN seen bit(1) NOT NULL DEFAULT b'0', COMMENT = 'old things';
-- case: a-add-column-after-missing
ALTER TABLE legacy ADD COLUMN seen int AFTER nothing;
-- case: a-drop-two-columns
ALTER TABLE users DROP COLUMN remember_token, DROP COLUMN bio;
-- case: a-drop-column-in-key
ALTER TABLE `users` DROP `is_active`;
-- case: a-drop-column-virtual-needs
ALTER TABLE `order` DROP COLUMN tax;
-- case: a-drop-column-of-pk
ALTER TABLE order_lines DROP COLUMN line;
-- case: a-drop-column-fulltext
ALTER TABLE articles DROP COLUMN body;
-- case: a-drop-only-unique
ALTER TABLE tokens DROP COLUMN token;
-- case: a-swap-column
ALTER TABLE articles DROP COLUMN views, ADD COLUMN hits bigint NOT NULL DEFAULT 0 AFTER body;
-- case: a-change-all-attributes
ALTER TABLE `users` CHANGE COLUMN `login_count` `logins` int unsigned NOT NULL DEFAULT 0 COMMENT 'how often';
-- case: a-change-case-only
ALTER TABLE users CHANGE remember_token `Remember_Token` varchar(100) COLLATE utf8mb4_unicode_ci DEFAULT NULL;
-- case: a-modify-tinyint-to-int
ALTER TABLE users MODIFY is_active int NOT NULL DEFAULT 1;
-- case: a-modify-drop-display-width
ALTER TABLE users MODIFY is_active tinyint NOT NULL DEFAULT 1;
-- case: a-modify-varchar-and-null
ALTER TABLE `order` MODIFY COLUMN note varchar(50) NOT NULL DEFAULT '';
-- case: a-modify-grow-within
ALTER TABLE `order` MODIFY COLUMN `note` varchar(63) DEFAULT NULL;
-- case: a-modify-grow-over
ALTER TABLE articles MODIFY slug varchar(180) NOT NULL;
-- case: a-modify-grow-fulltext
ALTER TABLE articles MODIFY title varchar(240) NOT NULL;
-- case: a-modify-char-length
ALTER TABLE `order` MODIFY number char(16) CHARACTER SET ascii NOT NULL;
-- case: a-modify-json-longtext
ALTER TABLE users MODIFY settings longtext;
-- case: a-modify-float-double
ALTER TABLE users MODIFY COLUMN rate double DEFAULT NULL;
-- case: a-modify-enum-drop-value
ALTER TABLE users MODIFY role enum('admin','guest') COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT 'guest';
-- case: a-modify-enum-append-and-default
ALTER TABLE users MODIFY role enum('admin','editor','guest','bot') COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT 'bot';
-- case: a-modify-auto-increment-wider
ALTER TABLE articles MODIFY id bigint unsigned NOT NULL AUTO_INCREMENT;
-- case: a-modify-fk-column
ALTER TABLE `order` MODIFY user_id bigint NOT NULL;
-- case: a-modify-referenced-null
ALTER TABLE users MODIFY COLUMN id int unsigned NOT NULL AUTO_INCREMENT;
-- case: a-modify-stored-base
ALTER TABLE order_lines MODIFY quantity bigint NOT NULL DEFAULT 1;
-- case: a-modify-timestamp-datetime
ALTER TABLE users MODIFY created_at datetime NULL DEFAULT NULL;
-- case: a-modify-default-now
ALTER TABLE users MODIFY created_at timestamp NULL DEFAULT CURRENT_TIMESTAMP;
-- case: a-modify-not-null-pk-part
ALTER TABLE tokens MODIFY token varchar(64) NULL;
-- case: a-modify-charset-of-one
ALTER TABLE legacy MODIFY txt varchar(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
-- case: a-modify-two
ALTER TABLE `order` MODIFY state varchar(40) NOT NULL DEFAULT 'new', MODIFY net decimal(11,2) NOT NULL DEFAULT 0.00;
-- case: a-modify-partition-key
ALTER TABLE metrics MODIFY source bigint NOT NULL;
-- case: a-convert-legacy
ALTER TABLE legacy CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
-- case: a-convert-same
ALTER TABLE tokens CONVERT TO CHARACTER SET utf8mb4;
-- case: a-default-charset-and-column
ALTER TABLE legacy DEFAULT CHARACTER SET utf8mb4, ADD COLUMN extra varchar(10);
-- case: a-index-covering-desc
CREATE INDEX order_dash ON `order` (user_id, shipped_on DESC, net);
-- case: a-index-prefix-two
ALTER TABLE articles ADD INDEX by_text (body(40), title(20));
-- case: a-index-text-no-prefix
CREATE INDEX by_body ON articles (body);
-- case: a-index-too-long
CREATE INDEX by_msg ON users (bio(1000));
-- case: a-index-if-not-exists mariadb
CREATE INDEX IF NOT EXISTS order_user ON `order` (user_id);
-- case: a-index-json-array mysql
CREATE INDEX users_ids ON users ((CAST(settings->'$.ids' AS UNSIGNED ARRAY)));
-- case: a-index-unique-dup
ALTER TABLE articles ADD UNIQUE (views);
-- case: a-index-spatial-second
CREATE SPATIAL INDEX stores_spot ON stores (spot);
-- case: a-index-spatial-null
ALTER TABLE stores ADD SPATIAL INDEX (area);
-- case: a-index-fulltext-again
CREATE FULLTEXT INDEX articles_title ON articles (title);
-- case: a-index-partitioned
ALTER TABLE metrics ADD KEY by_value (value), ADD KEY by_source (source);
-- case: a-unique-partitioned
ALTER TABLE metrics ADD UNIQUE KEY (source);
-- case: a-index-swap
ALTER TABLE `order` DROP INDEX order_state_shipped, ADD INDEX order_state_shipped (state, shipped_on, net);
-- case: a-index-swap-fk
ALTER TABLE `order` DROP KEY order_user, ADD KEY order_user_state (user_id, state);
-- case: a-drop-index-missing
ALTER TABLE users DROP INDEX users_nothing;
-- case: a-drop-index-if-exists mariadb
DROP INDEX IF EXISTS users_nothing ON users;
-- case: a-drop-unique-and-pk
ALTER TABLE tokens DROP KEY tokens_token, ADD PRIMARY KEY (user_id, token);
-- case: a-rename-index-and-column
ALTER TABLE users RENAME INDEX users_role_active TO users_role_idx, RENAME COLUMN rate TO factor;
-- case: a-rename-column-in-generated
ALTER TABLE `order` RENAME COLUMN net TO net_amount;
-- case: a-rename-column-in-view
ALTER TABLE users CHANGE is_active active tinyint(1) NOT NULL DEFAULT 1;
-- case: a-fk-with-index
ALTER TABLE order_lines ADD CONSTRAINT lines_sku_fk FOREIGN KEY (sku) REFERENCES legacy (txt);
-- case: a-fk-cascade-tokens
ALTER TABLE tokens ADD FOREIGN KEY tokens_article (user_id) REFERENCES articles (id) ON DELETE CASCADE ON UPDATE CASCADE;
-- case: a-fk-replace
ALTER TABLE `order` DROP FOREIGN KEY order_user_fk, ADD CONSTRAINT order_user_fk2 FOREIGN KEY (user_id) REFERENCES users (id);
-- case: a-fk-drop-with-key
ALTER TABLE `order` DROP FOREIGN KEY `order_user_fk`, DROP INDEX `order_user`;
-- case: a-check-two
ALTER TABLE order_lines ADD CONSTRAINT quantity_ok CHECK (quantity > 0), ADD CONSTRAINT price_ok CHECK (price >= 0);
-- case: a-check-drop-unknown
ALTER TABLE `order` DROP CONSTRAINT order_tax_ok;
-- case: a-check-off mysql
ALTER TABLE `order` ALTER CHECK order_net_ok NOT ENFORCED;
-- case: a-partition-add-month
ALTER TABLE metrics ADD PARTITION (PARTITION m2025 VALUES LESS THAN ('2026-01-01'), PARTITION mmax VALUES LESS THAN (MAXVALUE));
-- case: a-partition-drop-missing
ALTER TABLE metrics DROP PARTITION m2020;
-- case: a-partition-coalesce
ALTER TABLE buckets COALESCE PARTITION 2;
-- case: a-partition-users-fk
ALTER TABLE users PARTITION BY HASH (id) PARTITIONS 4;
-- case: a-engine-compressed
ALTER TABLE tokens ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=8;
-- case: a-row-format-same
ALTER TABLE tokens ROW_FORMAT=DYNAMIC;
-- case: a-engine-same-partitioned
ALTER TABLE buckets ENGINE=InnoDB;
-- case: a-auto-increment-higher
ALTER TABLE `users` AUTO_INCREMENT=100000;
-- case: a-order-by
ALTER TABLE legacy ORDER BY txt;
-- case: a-instant-clause
ALTER TABLE users ADD COLUMN nick varchar(30), ALGORITHM=INSTANT;
-- case: a-inplace-none-index
ALTER TABLE users ADD INDEX users_created (created_at), ALGORITHM=INPLACE, LOCK=NONE;
-- case: a-inplace-type
ALTER TABLE `order` MODIFY net decimal(14,4) NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;
-- case: a-create-index-clauses
CREATE UNIQUE INDEX users_name ON users (name) ALGORITHM=INPLACE LOCK=SHARED;
-- case: a-rename-swap
RENAME TABLE tokens TO tokens_old, legacy TO tokens;
-- case: a-rename-onto-existing
RENAME TABLE tokens TO users;
-- case: a-create-select
CREATE TABLE users_backup AS SELECT * FROM users;
-- case: a-create-fk-wrong
CREATE TABLE carts (id int PRIMARY KEY, user_id int, CONSTRAINT carts_user FOREIGN KEY (user_id) REFERENCES users (id));
-- case: a-drop-two
DROP TABLE tokens, legacy;
-- case: a-drop-referenced-pair
DROP TABLE `order`, order_lines;
-- case: a-drop-trigger
DROP TRIGGER order_before;
-- case: a-update-where
UPDATE users SET role = 'editor' WHERE role = 'guest';
-- case: a-insert-select
INSERT INTO tokens (user_id, token) SELECT id, concat('x', id) FROM users;
-- case: a-delete-limit
DELETE FROM logs WHERE at < '2020-01-01' ORDER BY at LIMIT 1000;
