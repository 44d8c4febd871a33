-- MySQL and MariaDB, batch D: a sample of the kinds of statements of real migrations, mostly second ones and later, in
-- the order in which their files were met; rewritten for a fixture, by somebody who had not read what afloat says of
-- any statement. The form is that of ../mysql.sql, without `held:`.

-- world: d_farm
CREATE TABLE `farm` (
  `id` int NOT NULL AUTO_INCREMENT,
  `name` varchar(60) NOT NULL,
  `owner` varchar(100) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `hand` (
  `id` int NOT NULL AUTO_INCREMENT,
  `uname` varchar(64) NOT NULL,
  `mail` varchar(191) NOT NULL,
  `first` varchar(255) DEFAULT NULL,
  `farm_id` int DEFAULT NULL,
  `role` enum('hand','boss') NOT NULL DEFAULT 'hand',
  `state` varchar(16) DEFAULT NULL,
  `mood` enum('good','bad','none') DEFAULT 'good',
  `done` tinyint(1) DEFAULT NULL,
  `otp` varchar(4) DEFAULT NULL,
  `phone` varchar(20) DEFAULT NULL,
  `token` varchar(64) DEFAULT NULL,
  `score` smallint DEFAULT NULL,
  `fx` varchar(20) NOT NULL DEFAULT 'off',
  `made_at` datetime(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  `changed_at` datetime DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `uk_hand_token` (`token`),
  KEY `hand_farm_fkey` (`farm_id`),
  KEY `idx_hand_first` (`first`),
  KEY `idx_hand_state` (`state`),
  CONSTRAINT `hand_farm_fkey` FOREIGN KEY (`farm_id`) REFERENCES `farm` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `field` (
  `id` int unsigned NOT NULL AUTO_INCREMENT,
  `farm_id` int NOT NULL,
  `kind` enum('guess','lesson') DEFAULT 'guess',
  `design` varchar(100) DEFAULT NULL,
  `body` text,
  `photo` text,
  `amount` decimal(18,8) NOT NULL,
  `currency` char(5) NOT NULL DEFAULT 'EUR',
  `cost` decimal(10,2) DEFAULT NULL,
  `parent` int NOT NULL DEFAULT -1,
  `rating` int DEFAULT NULL,
  `year` int DEFAULT NULL,
  `type` varchar(20) DEFAULT NULL,
  `attrs` json DEFAULT NULL,
  `position` int DEFAULT NULL,
  `upload_type` tinyint DEFAULT 0,
  PRIMARY KEY (`id`),
  KEY `idx_field_farm` (`farm_id`),
  UNIQUE KEY `uk_field_no` (`id`,`farm_id`),
  CONSTRAINT `field_rating_known` CHECK (`rating` > -5)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `pay` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT,
  `hand_id` int NOT NULL,
  `farm_id` int DEFAULT NULL,
  `amount` int NOT NULL,
  `currency` varchar(3) NOT NULL,
  `state` varchar(20) NOT NULL DEFAULT 'waiting',
  `code` varchar(40) DEFAULT NULL,
  `due` date NOT NULL,
  `created_at` datetime NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (`id`),
  KEY `idx_pay_hand` (`hand_id`),
  CONSTRAINT `fk_pay_hand` FOREIGN KEY (`hand_id`) REFERENCES `hand` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `grants` (
  `role_name` varchar(40) NOT NULL,
  `object` varchar(60) NOT NULL,
  `role_id` int DEFAULT NULL,
  PRIMARY KEY (`role_name`, `object`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE `roles` (`no` int NOT NULL PRIMARY KEY, `name` varchar(40) NOT NULL, UNIQUE KEY `roles_name` (`name`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE `follow` (`hand` int NOT NULL, `other` int NOT NULL, `since` date, PRIMARY KEY (`hand`, `other`), KEY `idx_follow_other` (`other`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE `old_words` (`id` int NOT NULL PRIMARY KEY, `title` varchar(100) NOT NULL, `text` text) ENGINE=InnoDB DEFAULT CHARSET=latin1;
CREATE TABLE `dump` (`id` bigint NOT NULL, `mail` varchar(100) NOT NULL, `farm` int NOT NULL) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE `dump_keyed` (`id` bigint unsigned NOT NULL, `name` varchar(50), PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE `log_lines` (`id` bigint NOT NULL AUTO_INCREMENT, `at` datetime NOT NULL, `line` varchar(200), PRIMARY KEY (`id`, `at`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE `logs_by_day` (`id` bigint NOT NULL, `at` date NOT NULL, `line` varchar(200), PRIMARY KEY (`id`, `at`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4
PARTITION BY RANGE (TO_DAYS(`at`)) (
  PARTITION p2023 VALUES LESS THAN (TO_DAYS('2024-01-01')),
  PARTITION p2024 VALUES LESS THAN (TO_DAYS('2025-01-01')),
  PARTITION p_future VALUES LESS THAN MAXVALUE
);
CREATE TABLE `logs_closed` (`id` bigint NOT NULL, `year` int NOT NULL, PRIMARY KEY (`id`, `year`)) ENGINE=InnoDB
PARTITION BY RANGE (`year`) (PARTITION y2023 VALUES LESS THAN (2024), PARTITION y2024 VALUES LESS THAN (2025));
CREATE TABLE `legacy` (`id` int NOT NULL PRIMARY KEY, `word` varchar(40)) ENGINE=MyISAM;
CREATE TABLE `shape` (`id` int NOT NULL PRIMARY KEY, `border` geometry NOT NULL) ENGINE=InnoDB;
CREATE TABLE `settings` (`id` int NOT NULL AUTO_INCREMENT PRIMARY KEY, `name` varchar(40) NOT NULL, `value` varchar(200)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE `gone` (`id` int NOT NULL PRIMARY KEY, `note` varchar(20)) ENGINE=InnoDB;
CREATE VIEW `open_pay` AS SELECT `id`, `hand_id` FROM `pay` WHERE `state` = 'waiting';
CREATE TRIGGER `pay_stamp` BEFORE UPDATE ON `pay` FOR EACH ROW SET NEW.`created_at` = OLD.`created_at`;
-- fill
INSERT INTO farm (name, owner) SELECT concat('f', n), 'o' FROM observe_seq.n;
INSERT INTO hand (uname, mail, first, farm_id, state, token, score) SELECT concat('u', n), concat('m', n), 'first name', n, 's', concat('t', n), 3 FROM observe_seq.n;
INSERT INTO field (farm_id, design, body, photo, amount, cost, rating, year, type, position, attrs) SELECT n, 'classic', 'b', 'p', 1, 5, 3, 2024, 't', 1, '{"maker": "x", "list": [1, 2]}' FROM observe_seq.n;
INSERT INTO pay (hand_id, farm_id, amount, currency, code, due) SELECT n, n, 500, 'EUR', concat('c', n), '2024-05-01' FROM observe_seq.n;
INSERT INTO roles SELECT n, concat('r', n) FROM observe_seq.n;
INSERT INTO grants SELECT concat('r', n), concat('o', n), n FROM observe_seq.n;
INSERT INTO follow SELECT n, n + 1, '2024-01-01' FROM observe_seq.n;
INSERT INTO old_words SELECT n, concat('w', n), 'words' FROM observe_seq.n;
INSERT INTO dump SELECT n, concat('m', n), n FROM observe_seq.n;
INSERT INTO dump_keyed SELECT n, 'n' FROM observe_seq.n;
INSERT INTO log_lines (at, line) SELECT '2024-01-01' + INTERVAL n DAY, 'l' FROM observe_seq.n;
INSERT INTO logs_by_day SELECT n, '2023-01-01' + INTERVAL n % 700 DAY, 'l' FROM observe_seq.n;
INSERT INTO logs_closed SELECT n, 2023 + n % 2 FROM observe_seq.n;
INSERT INTO legacy SELECT n, 'w' FROM observe_seq.n;
INSERT INTO shape SELECT n, ST_GeomFromText('POINT(1 1)') FROM observe_seq.n;
INSERT INTO settings (name, value) SELECT concat('s', n % 900), 'v' FROM observe_seq.n;
INSERT INTO gone SELECT n, 'x' FROM observe_seq.n;

-- case: d-flyway-mediumtext
ALTER TABLE `field` MODIFY `body` MEDIUMTEXT;
-- case: d-prisma-drop-index-of-fk
DROP INDEX `hand_farm_fkey` ON `hand`;
-- case: d-prisma-add-two
ALTER TABLE `hand` ADD COLUMN `otpCode` VARCHAR(191) NULL,
    ADD COLUMN `otpExpiresAt` DATETIME(3) NULL;
-- case: d-prisma-fk-restrict
ALTER TABLE `pay` ADD CONSTRAINT `pay_farm_id_fkey` FOREIGN KEY (`farm_id`) REFERENCES `farm`(`id`) ON DELETE RESTRICT ON UPDATE CASCADE;
-- case: d-prisma-drop-fk
ALTER TABLE `hand` DROP FOREIGN KEY `hand_farm_fkey`;
-- case: d-prisma-drop-index
DROP INDEX `idx_hand_first` ON `hand`;
-- case: d-prisma-prefix-desc
CREATE INDEX `hand_first_idx` ON `hand`(`first`(100) DESC);
-- case: d-prisma-index-desc
CREATE INDEX `hand_done_idx` ON `hand`(`done` DESC);
-- case: d-prisma-fk-no-action
ALTER TABLE `field` ADD CONSTRAINT `field_farm_id_fkey` FOREIGN KEY (`farm_id`) REFERENCES `farm`(`id`) ON DELETE NO ACTION ON UPDATE CASCADE;
-- case: d-laravel-enum-append
ALTER TABLE `field` MODIFY COLUMN `kind` ENUM('guess', 'lesson', 'typed') DEFAULT 'guess';
-- case: d-laravel-enum-middle
ALTER TABLE `field` MODIFY COLUMN `kind` ENUM('guess', 'part', 'lesson') DEFAULT 'guess';
-- case: d-laravel-enum-not-null
ALTER TABLE hand MODIFY COLUMN mood ENUM('good','bad','none','tired') NOT NULL DEFAULT 'good';
-- case: d-laravel-varchar-wider-default
ALTER TABLE field MODIFY COLUMN design VARCHAR(190) DEFAULT 'classic';
-- case: d-laravel-enum-to-varchar
ALTER TABLE hand MODIFY COLUMN role VARCHAR(50) NOT NULL DEFAULT 'hand';
-- case: d-laravel-change-varchar-not-null
ALTER TABLE hand CHANGE state state varchar(255) DEFAULT 'boolean' NOT NULL;
-- case: d-laravel-set-default
ALTER TABLE `hand` ALTER COLUMN `fx` SET DEFAULT 'rising';
-- case: d-laravel-add-bigint-null
ALTER TABLE pay ADD product_id bigint unsigned DEFAULT NULL;
-- case: d-laravel-fk-types-differ
ALTER TABLE pay ADD CONSTRAINT pay_field_foreign FOREIGN KEY (farm_id) REFERENCES field(id) ON DELETE SET NULL;
-- case: d-laravel-change-id
ALTER TABLE `field` CHANGE `id` `id` INT(5) UNSIGNED NOT NULL AUTO_INCREMENT;
-- case: d-laravel-change-comment
ALTER TABLE `field` CHANGE `upload_type` `upload_type` TINYINT(4) NULL DEFAULT '0' COMMENT '1 = plan, 2 = photo';
-- case: d-laravel-enum-charset
ALTER TABLE `hand` MODIFY COLUMN `mood`
            ENUM('good','bad','none','GD','BD')
            CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL
            COMMENT 'GD = good, BD = bad';
-- case: d-modify-unsigned-after
ALTER TABLE `field`
MODIFY COLUMN `rating` int(10) UNSIGNED DEFAULT NULL COMMENT 'points' AFTER `design`;
-- case: d-drop-check mysql
ALTER TABLE `field` DROP CHECK `field_rating_known`;
-- case: d-drop-constraint
ALTER TABLE `field` DROP CONSTRAINT `field_rating_known`;
-- case: d-modify-smallint-to-int
ALTER TABLE `hand` MODIFY COLUMN `score` INT UNSIGNED NULL;
-- case: d-add-check-between
ALTER TABLE `field` ADD CONSTRAINT `field_rating_range` CHECK (`rating` IS NULL OR (`rating` BETWEEN 0 AND 5));
-- case: d-table-comment
ALTER TABLE `farm` COMMENT='where they work';
-- case: d-comments-of-two-columns
ALTER TABLE `field`
  MODIFY COLUMN `amount`   DECIMAL(18,8) NOT NULL COMMENT 'how much',
  MODIFY COLUMN `currency` CHAR(5)       NOT NULL DEFAULT 'EUR' COMMENT 'of which sort';
-- case: d-comment-table-and-columns
ALTER TABLE `pay`
  COMMENT = 'what was paid',
  MODIFY COLUMN `state` varchar(20) COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT 'waiting' COMMENT 'waiting, done',
  MODIFY COLUMN `due` date NOT NULL COMMENT 'until when';
-- case: d-varchar-16-to-64
ALTER TABLE `hand`
    MODIFY COLUMN `state` varchar(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
        NULL COMMENT 'where it came from';
-- case: d-doctrine-change-two
ALTER TABLE field CHANGE design design VARCHAR(100) DEFAULT NULL, CHANGE photo photo LONGTEXT NOT NULL COMMENT '(DC2Type:array)';
-- case: d-doctrine-drop-column
ALTER TABLE hand DROP phone;
-- case: d-doctrine-add-int
ALTER TABLE farm ADD boss_id INT DEFAULT NULL;
-- case: d-doctrine-fk
ALTER TABLE pay ADD CONSTRAINT FK_7C68921F6BD854FE FOREIGN KEY (farm_id) REFERENCES farm (id);
-- case: d-doctrine-index
CREATE INDEX IDX_7C68921F6BD854FE ON pay (farm_id);
-- case: d-doctrine-change-not-null
ALTER TABLE farm CHANGE owner owner VARCHAR(255) NOT NULL;
-- case: d-doctrine-add-after
ALTER TABLE pay ADD balance_amount DECIMAL(10,2) DEFAULT NULL AFTER currency;
-- case: d-doctrine-update-all
UPDATE pay SET amount = amount / 100;
-- case: d-doctrine-modify-not-null
ALTER TABLE field MODIFY cost DECIMAL(10,2) NOT NULL;
-- case: d-doctrine-change-two-not-null
ALTER TABLE field CHANGE year year INT NOT NULL, CHANGE position position TINYINT(1) DEFAULT 0 NOT NULL;
-- case: d-doctrine-drop-two-change
ALTER TABLE hand DROP phone, DROP otp, CHANGE score score INT DEFAULT NULL;
-- case: d-doctrine-default-null-quoted
ALTER TABLE hand CHANGE changed_at changed_at DATETIME DEFAULT 'NULL';
-- case: d-doctrine-new-pk
ALTER TABLE follow ADD id INT AUTO_INCREMENT NOT NULL, DROP PRIMARY KEY, ADD PRIMARY KEY (id);
-- case: d-doctrine-add-four
ALTER TABLE hand ADD is_verified TINYINT(1) NOT NULL, ADD verify_token VARCHAR(255) DEFAULT NULL, ADD reset_token VARCHAR(255) DEFAULT NULL, ADD reset_at DATETIME DEFAULT NULL COMMENT '(DC2Type:datetime_immutable)';
-- case: d-doctrine-rename-index
ALTER TABLE pay RENAME INDEX idx_pay_hand TO IDX_161498D3E48FD905;
-- case: d-doctrine-fk-unnamed
ALTER TABLE field ADD FOREIGN KEY (farm_id) REFERENCES farm (id);
-- case: d-doctrine-drop-index
DROP INDEX idx_follow_other ON follow;
-- case: d-doctrine-create-table
CREATE TABLE hand_place (hand_id INT NOT NULL, farm_id INT NOT NULL, INDEX IDX_BE136DCBA76ED395 (hand_id), INDEX IDX_BE136DCB64D218E (farm_id), PRIMARY KEY(hand_id, farm_id)) DEFAULT CHARACTER SET utf8mb4 COLLATE `utf8mb4_unicode_ci` ENGINE = InnoDB;
-- case: d-workbench-drop-fk
ALTER TABLE `pay`
DROP FOREIGN KEY `fk_pay_hand`;
-- case: d-workbench-change-five-add
ALTER TABLE `field`
CHANGE COLUMN `body` `body` VARCHAR(5000) NOT NULL COMMENT 'what it says' ,
CHANGE COLUMN `design` `design` VARCHAR(45) NOT NULL COMMENT 'how it looks' ,
CHANGE COLUMN `farm_id` `farm_id` INT(11) NOT NULL COMMENT 'whose' ,
ADD COLUMN `title` VARCHAR(45) NOT NULL COMMENT 'the head' AFTER `farm_id`;
-- case: d-workbench-fk-back
ALTER TABLE `field`
ADD CONSTRAINT `farm_of_field`
  FOREIGN KEY (`farm_id`)
  REFERENCES `farm` (`id`)
  ON DELETE NO ACTION
  ON UPDATE NO ACTION;
-- case: d-workbench-unique
ALTER TABLE `hand`
ADD UNIQUE INDEX `mail_UNIQUE` (`mail` ASC);
-- case: d-alembic-add-enum
ALTER TABLE hand ADD COLUMN stage ENUM('pending', 'approved', 'rejected') NOT NULL DEFAULT 'pending' AFTER otp;
-- case: d-alembic-add-now
ALTER TABLE farm ADD COLUMN created_at DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP AFTER owner;
-- case: d-typeorm-delete
DELETE FROM `field` WHERE parent != -1;
-- case: d-typeorm-modify-null
ALTER TABLE `field` MODIFY `parent` INT NULL;
-- case: d-typeorm-update-null
UPDATE`field` SET `position` = NULL WHERE `parent`= -1;
-- case: d-typeorm-unique-index
ALTER TABLE `farm` ADD UNIQUE INDEX `IDX_ae4578dcaed5adff96595e6166` (`name`);
-- case: d-typeorm-rename-by-change
ALTER TABLE `pay` CHANGE COLUMN farm_id place_id INT(11) DEFAULT NULL;
-- case: d-typeorm-rename-fk-column
ALTER TABLE `hand` CHANGE `farm_id` `home_id` int NULL;
-- case: d-typeorm-add-varchar
ALTER TABLE `hand` ADD `otp_new` varchar(6) NULL;
-- case: d-typeorm-add-string-default
ALTER TABLE `farm` ADD `color` varchar(255) NOT NULL DEFAULT '#132E58';
-- case: d-typeorm-enum-change
ALTER TABLE `hand` CHANGE `role` `role` enum ('hand', 'boss', 'guest') NOT NULL;
-- case: d-typeorm-decimal-wider
ALTER TABLE `field` CHANGE `cost` `cost` decimal(16,6) NULL;
-- case: d-typeorm-datetime-on-update
ALTER TABLE `hand` CHANGE `made_at` `made_at` datetime(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6);
-- case: d-typeorm-add-tinyint-after
ALTER TABLE `hand` ADD `birthday` tinyint NOT NULL DEFAULT 0 AFTER `score`;
-- case: d-typeorm-drop-column
ALTER TABLE `field` DROP COLUMN `year`;
-- case: d-typeorm-add-timestamp
ALTER TABLE `farm` ADD `updated_at` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP;
-- case: d-typeorm-drop-index
ALTER TABLE `hand` DROP INDEX `idx_hand_state`;
-- case: d-goose-add-index
ALTER TABLE `field` ADD INDEX `farm_type_idx`(`farm_id`, `type`);
-- case: d-goose-add-blob
ALTER TABLE field
    ADD COLUMN file_blob LONGBLOB NULL AFTER body;
-- case: d-mariadb-add-if-not-exists mariadb
ALTER TABLE grants ADD COLUMN IF NOT EXISTS role_no INTEGER(10) after role_name;
-- case: d-update-join
UPDATE grants p JOIN roles r ON (r.name = p.role_name)
    SET p.role_id = r.no
WHERE p.role_id IS NULL;
-- case: d-modify-integer-not-null
ALTER TABLE grants MODIFY role_id INTEGER(10) NOT NULL;
-- case: d-swap-pk
ALTER TABLE grants DROP primary key, ADD primary key(role_id, object);
-- case: d-rails-pk-and-index
alter table log_lines drop primary key, add primary key (id, line), add index (id);
-- case: d-fulltext
ALTER TABLE field ADD FULLTEXT fulltext_body (body, photo);
-- case: d-create-fulltext
CREATE FULLTEXT INDEX design_words ON field (design);
-- case: d-fulltext-ngram mysql
ALTER TABLE field ADD FULLTEXT INDEX body_index (body) WITH PARSER ngram;
-- case: d-add-generated-stored
ALTER TABLE field
ADD COLUMN list_count INT GENERATED ALWAYS AS (JSON_LENGTH(attrs)) STORED;
-- case: d-add-generated-stored-unquote
ALTER TABLE field
  ADD COLUMN maker VARCHAR(200) GENERATED ALWAYS AS (JSON_UNQUOTE(JSON_EXTRACT(attrs, '$.maker'))) STORED;
-- case: d-add-generated-virtual
ALTER TABLE field ADD COLUMN maker_name VARCHAR(64) GENERATED ALWAYS AS (JSON_UNQUOTE(JSON_EXTRACT(attrs, '$.maker'))) VIRTUAL;
-- case: d-add-generated-arrow mysql
ALTER TABLE field
ADD fieldType VARCHAR(64) GENERATED ALWAYS AS (attrs ->> '$.maker') NOT NULL;
-- case: d-update-json-insert
UPDATE field
SET attrs = JSON_INSERT(attrs, '$.sort', 'Department');
-- case: d-update-json-remove-in
UPDATE field
SET attrs = JSON_REMOVE(attrs, '$.list')
WHERE type in ('t', 'u');
-- case: d-partition-by-days
ALTER TABLE `log_lines` PARTITION BY RANGE (TO_DAYS(`at`)) (
    PARTITION p202406 VALUES LESS THAN (TO_DAYS('2024-07-01')),
    PARTITION p202407 VALUES LESS THAN (TO_DAYS('2024-08-01')),
    PARTITION p_future VALUES LESS THAN MAXVALUE
);
-- case: d-partition-reorganize
ALTER TABLE logs_by_day REORGANIZE PARTITION p_future INTO (
    PARTITION p2025 VALUES LESS THAN (TO_DAYS('2026-01-01')),
    PARTITION p_future VALUES LESS THAN MAXVALUE
);
-- case: d-partition-drop
ALTER TABLE logs_by_day DROP PARTITION p2023;
-- case: d-partition-add
ALTER TABLE logs_closed ADD PARTITION (
    PARTITION y2025 VALUES LESS THAN (2026)
);
-- case: d-partition-add-after-max
ALTER TABLE logs_by_day ADD PARTITION (PARTITION p2026 VALUES LESS THAN (TO_DAYS('2027-01-01')));
-- case: d-partitioned-index
CREATE INDEX idx_logs_line ON logs_by_day(line);
-- case: d-engine-to-myisam
ALTER TABLE log_lines ENGINE=MyISAM;
-- case: d-engine-to-innodb
ALTER TABLE legacy ENGINE = InnoDB;
-- case: d-convert-charset
ALTER TABLE old_words CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
-- case: d-default-charset
ALTER TABLE old_words CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
-- case: d-rename-table
RENAME TABLE old_words TO words;
-- case: d-rename-two-tables
RENAME TABLE gone TO gone_1_0_7, old_words TO gone;
-- case: d-create-as-select-empty
create table pay_backup AS select * from pay where 1=0;
-- case: d-create-as-select
CREATE TABLE pay_copy AS SELECT * FROM pay;
-- case: d-drop-view
DROP VIEW IF EXISTS open_pay;
-- case: d-create-view
CREATE VIEW late_pay AS select * from pay where due < '2024-06-01';
-- case: d-on-duplicate-key
INSERT INTO `roles` (`no`, `name`) VALUES
  (1, 'first'),
  (9001, 'last')
ON DUPLICATE KEY UPDATE `name` = VALUES(`name`);
-- case: d-insert-ignore-select
INSERT IGNORE INTO `grants` (`role_name`, `object`)
SELECT g.`role_name`, r.`name`
FROM `grants` g
JOIN `roles` src ON src.`no` = g.`role_id` AND src.`name` = 'r1'
JOIN `roles` r ON r.`name` IN ('r2', 'r3');
-- case: d-prisma-modify-and-add
ALTER TABLE `hand` ADD COLUMN `image` VARCHAR(191) NULL,
    ADD COLUMN `fax` VARCHAR(191) NOT NULL,
    MODIFY `uname` VARCHAR(50) NOT NULL,
    MODIFY `role` ENUM('hand', 'boss', 'ADMIN') NOT NULL;
-- case: d-prisma-unique
CREATE UNIQUE INDEX `hand_phone_key` ON `hand`(`phone`);
-- case: d-prisma-add-pk
ALTER TABLE `dump` ADD COLUMN `taskId` CHAR(36) NOT NULL,
    ADD COLUMN `shared` BOOLEAN NOT NULL DEFAULT false,
    ADD PRIMARY KEY (`id`);
-- case: d-dump-add-keys
ALTER TABLE `dump`
  ADD PRIMARY KEY (`id`),
  ADD UNIQUE KEY `dump_mail_unique` (`mail`),
  ADD KEY `farm` (`farm`);
-- case: d-dump-auto-increment
ALTER TABLE `dump_keyed`
  MODIFY `id` bigint(20) UNSIGNED NOT NULL AUTO_INCREMENT, AUTO_INCREMENT=146000;
-- case: d-set-auto-increment
ALTER TABLE settings AUTO_INCREMENT = 5000;
-- case: d-add-index-inplace
ALTER TABLE pay ADD INDEX idx_pay_code (code), ALGORITHM=INPLACE, LOCK=NONE;
-- case: d-drop-add-index-inplace
ALTER TABLE hand DROP INDEX idx_hand_state, ADD INDEX idx_hand_state (state, role),
  ALGORITHM=INPLACE, LOCK=NONE;
-- case: d-add-text-instant
ALTER TABLE pay ADD COLUMN gift_message TEXT, ALGORITHM=INSTANT;
-- case: d-modify-wanting-instant
ALTER TABLE pay MODIFY COLUMN amount BIGINT NOT NULL, ALGORITHM=INSTANT;
-- case: d-liquibase-update-inner-join
UPDATE hand h
INNER JOIN pay p ON p.hand_id = h.id
SET h.score = p.amount
WHERE 1=1;
-- case: d-liquibase-drop-fk-column
ALTER TABLE hand DROP COLUMN farm_id;
-- case: d-liquibase-drop-indexed-and-add
ALTER TABLE field
  drop index idx_field_farm,
  drop column year,
  drop column type,
  ADD COLUMN fiscal_no VARCHAR(9) NULL,
  ADD COLUMN state ENUM ('op', 'cl') NOT NULL;
-- case: d-drop-unique-add-index
ALTER TABLE `hand`
  DROP INDEX `uk_hand_token`,
  ADD INDEX `idx_hand_token` (`token`);
-- case: d-unique-widened
ALTER TABLE `field`
    DROP INDEX `uk_field_no`,
    ADD UNIQUE KEY `uk_field_no` (`farm_id`, `type`, `id`);
-- case: d-drop-three-indexes
ALTER TABLE `hand`
DROP INDEX `idx_hand_first`,
DROP INDEX `idx_hand_state`,
DROP INDEX `uk_hand_token`;
-- case: d-drop-four-columns
ALTER TABLE `hand`
DROP COLUMN `phone`,
DROP COLUMN `otp`,
DROP COLUMN `score`,
DROP COLUMN `fx`;
-- case: d-modify-tinyint-comment
ALTER TABLE `hand`
MODIFY COLUMN `done` TINYINT NOT NULL DEFAULT 1 COMMENT '1 = yes';
-- case: d-trigger-set
CREATE TRIGGER `pay_first` BEFORE INSERT ON `pay`
 FOR EACH ROW set NEW.due = CURRENT_DATE();
-- case: d-trigger-delete
CREATE TRIGGER `hand_gone` AFTER DELETE ON `hand` FOR EACH ROW DELETE FROM settings WHERE id = OLD.id;
-- case: d-drop-trigger
DROP TRIGGER IF EXISTS `pay_stamp`;
-- case: d-spatial-index
ALTER TABLE shape ADD SPATIAL INDEX shape_border_index (border);
-- case: d-swap-pk-same-statement
ALTER TABLE follow
  MODIFY COLUMN hand INT NOT NULL AUTO_INCREMENT,
  DROP PRIMARY KEY,
  ADD PRIMARY KEY (hand),
  MODIFY COLUMN since DATE DEFAULT NULL;
-- case: d-modify-id-referenced
ALTER TABLE hand MODIFY id BIGINT UNSIGNED NOT NULL;
-- case: d-two-fks-two-indexes
ALTER TABLE `follow`
  CHANGE COLUMN `since` `started` DATE NOT NULL COMMENT 'since when' ,
  ADD COLUMN `farm_id` INT NULL AFTER `other`,
  ADD INDEX `fk_follow_farm_idx` (`farm_id` ASC),
  ADD INDEX `fk_follow_started_idx` (`started` ASC);
-- case: d-two-fks
ALTER TABLE `pay`
  ADD CONSTRAINT `fk_pay_farm_a`
FOREIGN KEY (`farm_id`)
REFERENCES `farm` (`id`)
  ON DELETE CASCADE
  ON UPDATE CASCADE,
  ADD CONSTRAINT `fk_pay_hand_b`
FOREIGN KEY (`hand_id`)
REFERENCES `hand` (`id`)
  ON DELETE CASCADE
  ON UPDATE CASCADE;
-- case: d-add-bigint-required
alter table pay add column store_id bigint not null;
-- case: d-fk-over-zeroes
alter table field add constraint fk_field_parent foreign key (parent) references farm (id);
-- case: d-delete-doubles-join
DELETE t1 FROM settings t1
INNER JOIN settings t2
  ON t1.name = t2.name
  AND t1.id < t2.id;
-- case: d-unique-over-doubles
ALTER TABLE settings ADD UNIQUE KEY uq_settings_name (name);
-- case: d-update-concat-null
UPDATE pay
SET code = CONCAT('TRX-', id, '-', DATE_FORMAT(created_at, '%Y%m%d'))
WHERE code IS NULL
   OR code = '';
-- case: d-update-value
UPDATE pay SET state = 'ready_pickup'  WHERE state = 'ready';
-- case: d-mariadb-add-three-after mariadb
ALTER TABLE `pay`
  ADD COLUMN IF NOT EXISTS `gateway` varchar(20) NOT NULL DEFAULT 'mock' AFTER `due`,
  ADD COLUMN IF NOT EXISTS `intent_id` varchar(40) DEFAULT NULL AFTER `gateway`;
-- case: d-mariadb-key-if-not-exists mariadb
ALTER TABLE `pay`
  ADD UNIQUE KEY IF NOT EXISTS `uq_pay_code` (`code`);
-- case: d-add-tinyint-comment
ALTER TABLE pay ADD COLUMN `reverse` TINYINT COMMENT '0 no, 1 yes' DEFAULT 0;
-- case: d-add-three-collate
ALTER TABLE `farm`
ADD `remark_1` TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL COMMENT 'one' AFTER `name`,
ADD `remark_2` VARCHAR(900) NOT NULL DEFAULT '' COMMENT 'two' AFTER `remark_1`;
-- case: d-add-id-first
alter table dump
    add column no          int unsigned auto_increment not null comment 'own' first,
    add column created     datetime     default now()  not null comment 'made',
    add column gone        bit(1)       default 0      null comment 'deleted',
    add primary key pk_no (no);
-- case: d-index-using-btree
ALTER TABLE `pay` ADD KEY `idx_created_at`(`created_at`) USING BTREE;
-- case: d-drop-pk
ALTER TABLE `dump_keyed` DROP PRIMARY KEY;
-- case: d-drop-table
DROP TABLE IF EXISTS gone;
-- case: d-drop-table-referenced
DROP TABLE `farm`;
-- case: d-truncate
TRUNCATE TABLE gone;
-- case: d-rename-column
ALTER TABLE `pay` RENAME COLUMN `code` TO `trx_code`;
