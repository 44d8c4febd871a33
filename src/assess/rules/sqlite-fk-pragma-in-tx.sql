-- engine: sqlite 3.40
-- bad:
-- foreign: yes
PRAGMA foreign_keys = OFF;
-- bad:
-- transaction: off
-- also: tx-unbalanced
BEGIN;
PRAGMA foreign_keys = OFF;
-- good:
PRAGMA foreign_keys = OFF;
-- good:
-- foreign: yes
PRAGMA defer_foreign_keys = ON;
