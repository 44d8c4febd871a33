-- engine: postgres 15, sqlite 3.40
-- runner: no
-- foreign: yes
-- transaction: off
-- bad:
-- at: 0
CREATE TABLE teams (id bigint PRIMARY KEY);
CREATE TABLE players (id bigint PRIMARY KEY);
-- good:
CREATE TABLE teams (id bigint PRIMARY KEY);
