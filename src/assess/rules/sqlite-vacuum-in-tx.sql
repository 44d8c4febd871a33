-- engine: sqlite 3.40
-- bad:
-- foreign: yes
VACUUM;
-- bad:
-- transaction: off
-- also: tx-unbalanced
BEGIN;
VACUUM;
-- good:
VACUUM;
