-- What would stand in the way of a change right now.
-- Result: check, state, finding, remedy (may be null). Rights: PROCESS.
SELECT 'long transactions', IF(COUNT(*) > 0, 'warn', 'ok'),
       IF(COUNT(*) = 0, 'none older than a minute',
          GROUP_CONCAT(CONCAT('connection ', trx_mysql_thread_id, ' for ',
                              TIMESTAMPDIFF(SECOND, trx_started, NOW()), ' s') SEPARATOR ', ')),
       IF(COUNT(*) > 0, 'Locks that they hold make a change wait; end one with: KILL CONNECTION', NULL)
  FROM information_schema.innodb_trx
 WHERE trx_mysql_thread_id <> CONNECTION_ID() AND trx_started < NOW() - INTERVAL 1 MINUTE
