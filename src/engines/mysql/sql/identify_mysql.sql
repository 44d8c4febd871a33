-- Who and where we are. MySQL 8.0. No parameters; the driver appends the session variables it saves.
-- Result: as identify_mariadb.sql.
-- Rights: none (performance_schema.global_status is open to all, also when the schema is off).
SELECT VERSION(), @@version_comment, DATABASE(), CURRENT_USER(), 0+CONNECTION_ID(),
    CAST(UNIX_TIMESTAMP() - (SELECT variable_value FROM performance_schema.global_status
        WHERE variable_name = 'Uptime') AS SIGNED),
    @@server_uuid,
    CONCAT_WS(',', @@global.read_only, @@global.super_read_only, @@global.innodb_read_only,
        @@session.transaction_read_only),
    @@session.sql_mode, @@session.max_allowed_packet, 'NO'
