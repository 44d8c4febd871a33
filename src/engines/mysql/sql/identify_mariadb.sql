-- Who and where we are. MariaDB 10.6. No parameters; the driver appends the session variables it saves.
-- Result: one row: version text, comment text, database text null, user text, connection int,
--         started int (server start, seconds since 1970: the same at every asking, because NOW and UPTIME
--         are taken from one clock), server_id text, read_only text, sql_mode text, packet_bytes int,
--         secure_timestamp text (NO: a session may set its own clock)
-- CONNECTION_ID is written with 0+ because proxies answer the plain text themselves.
-- Rights: none.
SELECT VERSION(), @@version_comment, DATABASE(), CURRENT_USER(), 0+CONNECTION_ID(),
    CAST(UNIX_TIMESTAMP() - (SELECT variable_value FROM information_schema.global_status
        WHERE variable_name = 'UPTIME') AS SIGNED),
    COALESCE((SELECT variable_value FROM information_schema.global_variables
        WHERE variable_name = 'SERVER_UID'), MD5(CONCAT(@@hostname, ':', @@port, ':', @@datadir))),
    CONCAT_WS(',', @@global.read_only, @@global.innodb_read_only, @@session.tx_read_only),
    @@session.sql_mode, @@session.max_allowed_packet, @@secure_timestamp
