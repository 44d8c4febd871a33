-- Puts a new session into a known state. MariaDB 10.6. No parameters, no result, no rights.
-- Lock time-outs are the runner's; sql_mode stays the server's.
SET NAMES utf8mb4, SESSION autocommit = 1, SESSION wait_timeout = 28800, SESSION sql_notes = 1,
    SESSION max_statement_time = 0
