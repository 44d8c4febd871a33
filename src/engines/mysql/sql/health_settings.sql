-- Settings of the session and of the server that a run feels.
-- Result: check, state (ok, warn, fail, unknown), finding, remedy (may be null). No rights.
SELECT 'sql_mode', IF(@@sql_mode LIKE '%STRICT%', 'ok', 'warn'), IF(@@sql_mode = '', 'empty', @@sql_mode),
       IF(@@sql_mode LIKE '%STRICT%', NULL,
          'Without STRICT_TRANS_TABLES a value that does not fit is cut off in silence.')
UNION ALL
SELECT 'storage engine', IF(@@default_storage_engine = 'InnoDB', 'ok', 'warn'), @@default_storage_engine,
       IF(@@default_storage_engine = 'InnoDB', NULL,
          'Tables of other engines have no transactions: a failed data step cannot be taken back.')
UNION ALL
SELECT 'triggers and binary log',
       IF(@@log_bin = 0 OR @@log_bin_trust_function_creators = 1, 'ok', 'warn'),
       CONCAT('log_bin = ', @@log_bin, ', log_bin_trust_function_creators = ', @@log_bin_trust_function_creators),
       IF(@@log_bin = 0 OR @@log_bin_trust_function_creators = 1, NULL,
          'Functions and triggers can be made by an administrator only; set log_bin_trust_function_creators = 1.')
UNION ALL
SELECT 'durability', IF(@@innodb_flush_log_at_trx_commit = 1, 'ok', 'warn'),
       CONCAT('innodb_flush_log_at_trx_commit = ', @@innodb_flush_log_at_trx_commit),
       IF(@@innodb_flush_log_at_trx_commit = 1, NULL,
          'A crash of the server can lose what was committed, history included.')
UNION ALL
SELECT 'largest statement', IF(@@max_allowed_packet < 4194304, 'warn', 'ok'),
       CONCAT(@@max_allowed_packet, ' bytes'),
       IF(@@max_allowed_packet < 4194304, 'Raise max_allowed_packet: a longer statement is refused.', NULL)
UNION ALL
SELECT 'free disk', 'unknown', 'the server has no function for it', 'Look on the server: df of its data folder.'
