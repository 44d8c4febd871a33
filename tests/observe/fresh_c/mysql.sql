-- MySQL and MariaDB, batch C: a sample of the kinds of statements of real migrations, in the order in which their
-- files were met; rewritten for a fixture, by somebody who had not read what afloat says of any statement.
-- The form is that of ../mysql.sql, without `held:`.

-- world: c_depot
CREATE TABLE `staff` (
  `id` int NOT NULL AUTO_INCREMENT,
  `uname` varchar(100) DEFAULT NULL,
  `name` varchar(100) NOT NULL,
  `mail` varchar(255) NOT NULL,
  `secret` varchar(64) NOT NULL,
  `token` varchar(64) DEFAULT NULL,
  `phone` varchar(20) DEFAULT NULL,
  `born` date NOT NULL,
  `gender` enum('male','female','none') DEFAULT NULL,
  `done` int NOT NULL DEFAULT 0,
  `provider_id` int DEFAULT NULL,
  `subject` varchar(255) DEFAULT NULL,
  `ext_code` varchar(60) DEFAULT NULL,
  `stcomm` int DEFAULT NULL,
  `created_at` timestamp NULL DEFAULT NULL,
  `updated_at` timestamp NULL DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `orgs` (
  `id` int NOT NULL AUTO_INCREMENT PRIMARY KEY,
  `code` varchar(40) NOT NULL,
  `rating` int NOT NULL DEFAULT 0,
  `start_at` datetime NOT NULL,
  `end_at` datetime NOT NULL,
  `tag_count` int DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `units` (
  `id` int NOT NULL AUTO_INCREMENT,
  `org_id` int NOT NULL,
  `code` varchar(20) NOT NULL,
  `spots` int DEFAULT NULL,
  `keeper_id` int DEFAULT NULL,
  `kind` varchar(60) NOT NULL DEFAULT 'flat',
  `repo_type` varchar(20) DEFAULT NULL,
  `repo` varchar(255) DEFAULT NULL,
  `trunk` varchar(255) DEFAULT NULL,
  `sql_file` varchar(100) DEFAULT NULL,
  `notes` text,
  `label` varchar(255) DEFAULT NULL,
  `sn` varchar(191) DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `units_keeper_idx` (`keeper_id`),
  KEY `units_sn_idx` (`sn`),
  UNIQUE KEY `uq_units_label` (`label`),
  CONSTRAINT `units_keeper_fkey` FOREIGN KEY (`keeper_id`) REFERENCES `staff` (`id`) ON DELETE SET NULL ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `costs` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
  `uuid` char(36) DEFAULT NULL,
  `unit_id` int NOT NULL,
  `org_id` int DEFAULT NULL,
  `amount` decimal(10,2) NOT NULL,
  `bid` int unsigned NOT NULL DEFAULT 0,
  `deposit` int unsigned NOT NULL DEFAULT 0,
  `fee` int unsigned NOT NULL DEFAULT 0,
  `state` varchar(1) DEFAULT NULL,
  `some_day` datetime(6) DEFAULT NULL,
  `tax_ids` int NOT NULL,
  `doc` text,
  `buyer_mail` varchar(150) DEFAULT NULL,
  `expired_at` datetime DEFAULT NULL,
  `stat_type` int NOT NULL,
  KEY `costs_unit` (`unit_id`),
  CONSTRAINT `costs_unit_fk` FOREIGN KEY (`unit_id`) REFERENCES `units` (`id`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `ips` (
  `steam` bigint NOT NULL,
  `address` varchar(64) NOT NULL,
  `net` varchar(64) NOT NULL,
  `used_at` timestamp NULL DEFAULT NULL,
  PRIMARY KEY (`steam`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE `visas` (
  `id` int NOT NULL AUTO_INCREMENT PRIMARY KEY,
  `apply_on` date DEFAULT NULL,
  `first` varchar(80) DEFAULT NULL,
  `email` varchar(80) DEFAULT NULL,
  `cet_marks` smallint DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE `dumped` (`id` int NOT NULL, `grp` varchar(20) NOT NULL, `body` varchar(500) NOT NULL) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE `dumped_keys` (`id` int NOT NULL, `note` varchar(20), PRIMARY KEY (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE `parts` (`id` bigint NOT NULL PRIMARY KEY, `app` varchar(100) NOT NULL, `name` varchar(80) NOT NULL, `path` varchar(255) DEFAULT NULL) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
CREATE TABLE `part_roles` (`role` int NOT NULL, `part` bigint NOT NULL, PRIMARY KEY (`role`, `part`)) ENGINE=InnoDB;
CREATE TABLE `old_contacts` (`id` int NOT NULL PRIMARY KEY, `phone` varchar(15)) ENGINE=InnoDB;
-- fill
INSERT INTO staff (uname, name, mail, secret, phone, born, ext_code) SELECT concat('u', n), 'n', concat('m', n), 's', concat('p', n), '2000-01-01', concat('x', n) FROM observe_seq.n;
INSERT INTO orgs (code, start_at, end_at) SELECT concat('o', n), now(), now() FROM observe_seq.n;
INSERT INTO units (org_id, code, spots, keeper_id, label, sn) SELECT n, concat('c', n), 1, n, concat('l', n), concat('s', n) FROM observe_seq.n;
INSERT INTO costs (uuid, unit_id, org_id, amount, state, some_day, tax_ids, buyer_mail, stat_type) SELECT concat('u', n), n, n, 5, 'A', now(), n, concat('m', n), 1 FROM observe_seq.n;
INSERT INTO ips SELECT n, concat('10.0.', n % 200, '.', n % 250), n, now() FROM observe_seq.n;
INSERT INTO visas (apply_on, first, email, cet_marks) SELECT '2024-01-01', 'f', concat('e', n), 3 FROM observe_seq.n;
INSERT INTO dumped SELECT n, 'g', 'some words here' FROM observe_seq.n;
INSERT INTO dumped_keys SELECT n, 'x' FROM observe_seq.n;
INSERT INTO parts SELECT n, concat('a', n), 'n', 'p' FROM observe_seq.n;
INSERT INTO part_roles SELECT n, n FROM observe_seq.n;
INSERT INTO old_contacts SELECT n, 'p' FROM observe_seq.n;

-- case: c-create-table-indexed
CREATE TABLE `access_tokens` (
    `id` bigint AUTO_INCREMENT PRIMARY KEY,
    `created_at` datetime,
    `staff_id` bigint,
    `label` text,
    `hash` varchar(255),
    `read_only` tinyint(1),
    INDEX `idx_access_tokens_staff` (`staff_id`),
    UNIQUE INDEX `idx_access_tokens_hash` (`hash`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
-- case: c-prisma-drop-fk
ALTER TABLE `units` DROP FOREIGN KEY `units_keeper_fkey`;
-- case: c-prisma-drop-index
DROP INDEX `units_sn_idx` ON `units`;
-- case: c-prisma-add-datetime
ALTER TABLE `costs` ADD COLUMN `createdAt` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3);
-- case: c-add-after
ALTER TABLE staff ADD email varchar(255) AFTER name;
-- case: c-add-not-null
ALTER TABLE orgs
ADD nickname VARCHAR(100) NOT NULL;
-- case: c-add-unique
ALTER TABLE staff
ADD CONSTRAINT unique_uname UNIQUE (uname);
-- case: c-add-null-after-id
ALTER TABLE units ADD COLUMN title VARCHAR(255) NULL DEFAULT NULL AFTER id;
-- case: c-drop-two
ALTER TABLE `staff`
  DROP `created_at`,
  DROP `updated_at`;
-- case: c-add-on-update
ALTER TABLE `staff` ADD `made_at` TIMESTAMP on update CURRENT_TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP AFTER `secret`, ADD `changed_at` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP AFTER `made_at`;
-- case: c-add-text-collate
ALTER TABLE `staff` ADD `attached` TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL DEFAULT NULL AFTER `secret`;
-- case: c-prisma-add-two
ALTER TABLE `costs` ADD COLUMN `serials` VARCHAR(191) NULL,
    ADD COLUMN `snCount` INTEGER NOT NULL DEFAULT 0;
-- case: c-prisma-drop-and-add
ALTER TABLE `units` DROP COLUMN `sql_file`,
    ADD COLUMN `expires` DATETIME(3) NULL,
    ADD COLUMN `made` DATETIME(3) NULL,
    ADD COLUMN `snCount` INTEGER NOT NULL DEFAULT 0;
-- case: c-prisma-add-five
ALTER TABLE `parts` ADD COLUMN `inId` VARCHAR(191) NULL,
    ADD COLUMN `otherInId` VARCHAR(191) NULL,
    ADD COLUMN `outId` VARCHAR(191) NULL,
    ADD COLUMN `otherOutId` VARCHAR(191) NULL,
    ADD COLUMN `takeId` VARCHAR(191) NULL;
-- case: c-prisma-create-table
CREATE TABLE `takes` (
    `id` VARCHAR(191) NOT NULL,
    `tenantId` VARCHAR(191) NOT NULL,
    `done` BOOLEAN NOT NULL DEFAULT false,
    `createdAt` DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    UNIQUE INDEX `takes_tenantId_key`(`tenantId`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
-- case: c-prisma-drop-column
ALTER TABLE `costs` DROP COLUMN `expired_at`;
-- case: c-prisma-modify-boolean
ALTER TABLE `staff` MODIFY `done` BOOLEAN NOT NULL DEFAULT false;
-- case: c-prisma-add-required
ALTER TABLE `parts` ADD COLUMN `uname` VARCHAR(191) NOT NULL;
-- case: c-prisma-unique
CREATE UNIQUE INDEX `parts_app_key` ON `parts`(`app`);
-- case: c-prisma-add-fk
ALTER TABLE `costs` ADD CONSTRAINT `costs_org_id_fkey` FOREIGN KEY (`org_id`) REFERENCES `orgs`(`id`) ON DELETE SET NULL ON UPDATE CASCADE;
-- case: c-prisma-modify-double
ALTER TABLE `orgs` MODIFY `rating` DOUBLE NOT NULL DEFAULT 0;
-- case: c-prisma-modify-same
ALTER TABLE `orgs` MODIFY `start_at` DATETIME NOT NULL,
    MODIFY `end_at` DATETIME NOT NULL;
-- case: c-prisma-join-table
CREATE TABLE `_unitsTostaff` (
    `A` INTEGER NOT NULL,
    `B` INTEGER NOT NULL,

    UNIQUE INDEX `_unitsTostaff_AB_unique`(`A`, `B`),
    INDEX `_unitsTostaff_B_index`(`B`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
-- case: c-prisma-add-json
ALTER TABLE `orgs` ADD COLUMN `config` JSON NULL;
-- case: c-add-char
ALTER TABLE orgs ADD COLUMN uuid CHAR(36) NULL;
-- case: c-update-uuid
UPDATE costs SET uuid = UUID() WHERE uuid IS NULL;
-- case: c-modify-not-null
ALTER TABLE costs MODIFY COLUMN uuid CHAR(36) NOT NULL;
-- case: c-add-bigint-null
ALTER TABLE costs ADD COLUMN scenario_id BIGINT UNSIGNED NULL;
-- case: c-add-fk-restrict
ALTER TABLE units ADD CONSTRAINT FK_Unit_Org
    FOREIGN KEY (org_id) REFERENCES orgs (id) ON DELETE RESTRICT ON UPDATE CASCADE;
-- case: c-create-index
CREATE INDEX idx_costs_uuid ON costs(uuid);
-- case: c-drop-index-alter
ALTER TABLE units DROP INDEX units_sn_idx;
-- case: c-add-int-after
ALTER TABLE units ADD COLUMN most_cars INT NOT NULL DEFAULT 2 AFTER spots;
-- case: c-create-table-fks
CREATE TABLE IF NOT EXISTS cars (
    id INT AUTO_INCREMENT PRIMARY KEY,
    unit_id INT NOT NULL COMMENT 'where it stands',
    plate VARCHAR(20) NOT NULL COMMENT 'upper case',
    kind ENUM('CAR','BIKE','OTHER') NOT NULL DEFAULT 'CAR',
    by_whom INT NULL,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    CONSTRAINT fk_cars_unit FOREIGN KEY (unit_id) REFERENCES units(id) ON DELETE CASCADE,
    CONSTRAINT fk_cars_staff FOREIGN KEY (by_whom) REFERENCES staff(id) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
-- case: c-unique-two
CREATE UNIQUE INDEX idx_units_org_code ON units(org_id, code);
-- case: c-insert-values
INSERT INTO parts (id, app, name) VALUES
(90001, 'CARS_CREATE', 'Add a car'),
(90002, 'CARS_READ', 'See cars');
-- case: c-insert-select-two
INSERT INTO part_roles (role, part)
SELECT s.id + 90000, p.id FROM staff s, parts p
WHERE s.uname = 'u1' AND p.name = 'n';
-- case: c-modify-two-wider
ALTER TABLE `units`
    MODIFY COLUMN `repo` varchar(300) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL DEFAULT NULL COMMENT 'address' AFTER `repo_type`,
    MODIFY COLUMN `trunk` varchar(300) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL DEFAULT NULL COMMENT 'main line' AFTER `repo`;
-- case: c-modify-wider-collate
ALTER TABLE `units`
    MODIFY COLUMN `sql_file` VARCHAR(300) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci DEFAULT NULL COMMENT 'file name';
-- case: c-update-state
UPDATE costs set state = 'A' WHERE state is null;
-- case: c-modify-state-not-null
alter table costs modify state varchar(1) not null;
-- case: c-add-string-default
alter table costs add column new_text varchar(255) not null default 'foo';
-- case: c-add-tinyint-default
alter table costs add column new_flag tinyint(1) not null default 1;
-- case: c-alter-drop-default
alter table units alter kind drop default;
-- case: c-add-check
alter table costs add constraint ck_costs_state check ( state in ('N','A','I'));
-- case: c-drop-unique-index
alter table units drop index uq_units_label;
-- case: c-modify-some-day
alter table costs modify some_day datetime(6) not null;
-- case: c-table-comment
alter table orgs comment = 'who owns units';
-- case: c-modify-varchar-smaller-type
alter table units modify notes varchar(255);
-- case: c-django-add-bool
ALTER TABLE `units` ADD COLUMN `abroad` bool DEFAULT 0 NOT NULL;
-- case: c-django-drop-default
ALTER TABLE `staff` ALTER COLUMN `done` DROP DEFAULT;
-- case: c-django-longtext-default
ALTER TABLE `units` ADD COLUMN `reason` longtext DEFAULT ('') NOT NULL;
-- case: c-django-numeric
ALTER TABLE `units` ADD COLUMN `amount` numeric(12, 2) NULL;
-- case: c-django-modify-type
ALTER TABLE `costs` MODIFY `tax_ids` varchar(256) NOT NULL;
-- case: c-django-drop-fk
ALTER TABLE `costs` DROP FOREIGN KEY `costs_unit_fk`;
-- case: c-django-unique-together
ALTER TABLE `parts` ADD CONSTRAINT `parts_app_name_76bd_uniq` UNIQUE (`app`, `name`);
-- case: c-django-modify-null
ALTER TABLE `parts` MODIFY `name` varchar(80) NULL;
-- case: c-modify-token
ALTER TABLE `staff` MODIFY token VARCHAR(256);
-- case: c-delete-null
DELETE FROM ips WHERE INET_ATON(address) IS NULL AND address IS NOT NULL;
-- case: c-update-inet
UPDATE `ips` SET `address` = INET_ATON(address);
-- case: c-change-to-int
ALTER TABLE `ips` CHANGE `net` `net` INT UNSIGNED NOT NULL;
-- case: c-add-index-desc
ALTER TABLE `ips` ADD INDEX (used_at DESC);
-- case: c-add-null-default-after
ALTER TABLE `ips` ADD `name` VARCHAR(64) NULL DEFAULT NULL AFTER `steam`;
-- case: c-add-fk-no-index
ALTER TABLE `staff` ADD CONSTRAINT `fk_staff_provider_id` FOREIGN KEY (`provider_id`) REFERENCES `orgs` (`id`);
-- case: c-add-if-not-exists mariadb
ALTER TABLE `costs` ADD COLUMN IF NOT EXISTS `cost_price` decimal(10,2) DEFAULT 0.00 AFTER `amount`;
-- case: c-insert-not-exists
INSERT INTO `old_contacts` (`id`, `phone`)
SELECT 90001, 'first' FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM `old_contacts` LIMIT 1);
-- case: c-add-primary-key
ALTER TABLE `dumped`
  ADD PRIMARY KEY (`id`);
-- case: c-add-unique-unnamed
ALTER TABLE `dumped_keys` ADD UNIQUE(`id`);
-- case: c-add-fulltext
ALTER TABLE `dumped` ADD FULLTEXT KEY `body` (`body`);
-- case: c-modify-auto-increment
ALTER TABLE `dumped_keys`
  MODIFY `id` int(11) NOT NULL AUTO_INCREMENT;
-- case: c-modify-mail-null
ALTER TABLE staff MODIFY COLUMN mail VARCHAR(255) NULL COMMENT 'empty for those with a phone';
-- case: c-modify-born-null
ALTER TABLE staff MODIFY COLUMN born DATE NULL COMMENT 'birthday';
-- case: c-add-unique-key
ALTER TABLE staff ADD UNIQUE KEY uk_phone (phone);
-- case: c-add-two-collate
ALTER TABLE staff ADD COLUMN issuer VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL, ADD COLUMN why_off VARCHAR(64) NULL;
-- case: c-unique-three
CREATE UNIQUE INDEX idx_staff_identity ON staff (provider_id, mail, subject);
-- case: c-add-sso
ALTER TABLE visas ADD COLUMN sso_id varchar(255) DEFAULT NULL;
-- case: c-modify-secret-null
ALTER TABLE staff MODIFY secret varchar(255);
-- case: c-change-rename-type
alter table visas change column first class varchar(256) not null;
-- case: c-update-zero
UPDATE staff SET stcomm = 0 WHERE stcomm IS NULL;
-- case: c-change-rename
ALTER TABLE staff CHANGE COLUMN ext_code barcode varchar(60);
-- case: c-add-unique-index-one
ALTER TABLE orgs
    ADD UNIQUE INDEX uq_orgs_code (code);
-- case: c-replace-view
CREATE OR REPLACE VIEW unit_costs AS
SELECT unit_id, COUNT(*) AS n, ROUND(AVG(amount), 2) AS average FROM costs GROUP BY unit_id;
-- case: c-drop-procedure
DROP PROCEDURE IF EXISTS costs_of_unit;
-- case: c-alter-set-default
ALTER TABLE `costs` ALTER COLUMN `stat_type` SET DEFAULT 1;
-- case: c-create-trigger
CREATE TRIGGER costs_on_insert BEFORE INSERT ON `costs`
     FOR EACH ROW SET NEW.`some_day` = IFNULL(NEW.`some_day`, CURDATE());
-- case: c-hibernate-unique
alter table orgs
       add constraint UKq3ps2wm47coo unique (code);
-- case: c-hibernate-index
create index idx_costs_unit_state_day on costs (unit_id, state, some_day);
-- case: c-update-join
UPDATE costs c JOIN staff s ON s.mail = c.buyer_mail SET c.org_id = s.id WHERE c.org_id IS NULL;
-- case: c-workbench-change-many
ALTER TABLE `visas`
CHANGE COLUMN `first` `first_name` VARCHAR(100) NULL DEFAULT NULL AFTER `id`,
CHANGE COLUMN `email` `email` VARCHAR(100) NULL DEFAULT NULL AFTER `first_name`;
-- case: c-change-date-text
ALTER TABLE `visas`
CHANGE COLUMN `apply_on` `identity` VARCHAR(100) NULL DEFAULT NULL AFTER `id`;
-- case: c-change-modify-enum
ALTER TABLE `visas` CHANGE COLUMN `cet_marks` `cet_score` SMALLINT(6) DEFAULT NULL,
 ADD COLUMN `planned_score` smallint(6) AFTER `email`;
-- case: c-modify-enum-drop-value
ALTER TABLE `staff` MODIFY COLUMN `gender` ENUM('male','female') CHARACTER SET latin1 COLLATE latin1_swedish_ci DEFAULT NULL;
-- case: c-workbench-index
ALTER TABLE `units`
ADD INDEX `fk_units_org_idx` (`org_id` ASC);
-- case: c-workbench-index-visible mysql
ALTER TABLE `costs`
ADD INDEX `fk_costs_org_idx` (`org_id` ASC) VISIBLE;
-- case: c-workbench-change-not-null
ALTER TABLE `units`
CHANGE COLUMN `spots` `spots` INT NOT NULL ;
-- case: c-change-three-bigint
ALTER TABLE `costs`
  CHANGE COLUMN `bid` `bid` bigint(20) unsigned NOT NULL DEFAULT '0',
  CHANGE COLUMN `deposit` `deposit` bigint(20) unsigned NOT NULL DEFAULT '0',
  CHANGE COLUMN `fee` `fee` bigint(20) unsigned NOT NULL DEFAULT '0';
-- case: c-modify-longtext
alter table costs modify doc LONGTEXT;
-- case: c-rails-collation
ALTER TABLE `parts` CHANGE `path` `path` varchar(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL;
-- case: c-add-inplace
ALTER TABLE staff ADD COLUMN age INT,algorithm=inplace,lock=none;
-- case: c-drop-table
drop table old_contacts;
-- case: c-rename-table
ALTER TABLE `old_contacts` RENAME TO `contacts`;
