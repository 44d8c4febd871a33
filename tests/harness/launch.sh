# tests/harness/launch.sh: makes data folders and certificates, and starts the programs. Sourced by server.
#
# Uses      $kind, $dir (the folder of the server), $cache, $uid, $gid, as, user, die, version of server
# Shape     $dir/data, $dir/options (a line each), $dir/port (TCP, when asked for), $dir/tls (likewise)
# shellcheck shell=bash disable=SC2154

# Data folder of a new server, copied from a template that is made on first use.
make_data() {
    local version template
    version=$(version | sed -E 's/^[^0-9]*(Ver )?//; s/[^0-9A-Za-z.].*//')
    user mkdir -p "$cache/u$uid" 2>/dev/null ||
        { mkdir -p "$cache/u$uid" && chown "$uid" "$cache/u$uid"; } || die "could not make $cache/u$uid"
    template=$cache/u$uid/$kind-$version-4
    if ! user test -e "$template/ready"; then
        # Two at once: each makes its own, the first one's name wins.
        rm -rf "$dir/template"
        user mkdir "$dir/template" "$dir/template/data"
        "make_${kind%%[0-9]*}" "$dir/template/data" > "$dir/setup.log" 2>&1 || { cat "$dir/setup.log" >&2; die "could not make a data folder"; }
        user touch "$dir/template/ready"
        user rm -rf "$template.part.$$"
        user cp -a "$dir/template" "$template.part.$$" && user mv -T "$template.part.$$" "$template" 2>/dev/null ||
            user rm -rf "$template.part.$$"
        user mv "$dir/template/data" "$dir/data"
        rm -rf "$dir/template"
    else
        user cp -a "$template/data" "$dir/data"
    fi || die "could not copy the template"
}

make_pg() {
    local bin
    bin=$(pg_bin "$kind")
    user chmod 700 "$1"
    user "$bin/initdb" -D "$1" -U afloat -A trust -E UTF8 --locale=C --no-sync --wal-segsize=1 &&
        echo "CREATE DATABASE test" | user "$bin/postgres" --single -D "$1" -c fsync=off postgres &&
        # Who comes with a password over TCP has to know it; everybody else is let in.
        echo "host all tls_tester 127.0.0.1/32 scram-sha-256" | cat - "$1/pg_hba.conf" > "$dir/hba" &&
        user cp "$dir/hba" "$1/pg_hba.conf"
}

# root without a password, over the socket and loopback; no anonymous users; an empty database "test".
make_mariadb() {
    local own=() install
    install=$(tool mariadb-install-db)
    [ "$kind" = mariadb ] || { own=(--basedir="$cache/$kind"); install=$cache/$kind/scripts/mariadb-install-db; }
    user "$install" --no-defaults "${own[@]}" --auth-root-authentication-method=normal \
        --skip-test-db --skip-name-resolve --datadir="$1" --innodb-flush-method=nosync \
        --innodb-log-file-size=8M && user mkdir -p "$1/test"
}

make_mysql() {
    printf '%s;\n' "CREATE USER root@'127.0.0.1'" "CREATE DATABASE test" \
        "GRANT ALL ON *.* TO root@'127.0.0.1' WITH GRANT OPTION" > "$dir/init.sql"
    user "$(mysqld_of "$kind")" --no-defaults --initialize-insecure --auto-generate-certs=OFF --datadir="$1" \
        --init-file="$dir/init.sql" --innodb-flush-method=nosync --innodb-use-native-aio=OFF \
        --innodb-redo-log-capacity=8M
}

launch_postgres() { # OPTION…
    local words i port tls=$dir/tls
    port=$(port_of "$dir")
    words="-k $dir -c fsync=off"
    words="$words -c full_page_writes=off -c dynamic_shared_memory_type=mmap -c shared_buffers=32MB -c max_connections=100"
    words="$words -c min_wal_size=4MB -c max_wal_size=256MB -c log_line_prefix='%m %p '"
    words="$words -c unix_socket_permissions=0777 -c port=${port:-5432}"
    words="$words -c password_encryption=scram-sha-256" # not the default before 14
    if [ -n "$port" ]; then words="$words -c listen_addresses=127.0.0.1"
    else words="$words -c listen_addresses="; fi
    [ ! -d "$tls" ] || words="$words -c ssl=on -c ssl_cert_file=$tls/pg.pem -c ssl_key_file=$tls/pg.key"
    for i; do words="$words -c '$i'"; done
    # After a crash the children of the dead server may hold its shared memory a moment longer.
    for i in 1 2 3 4 5 6 7 8 9 10; do
        if user "$(pg_bin "$kind")/pg_ctl" -D "$dir/data" -w -t 60 -s -l "$dir/log" -o "$words" start \
            > /dev/null 2> "$dir/err" < /dev/null; then
            # The socket is found by the usual port whatever the one of TCP is.
            [ -z "$port" ] || ln -sf ".s.PGSQL.$port" "$dir/.s.PGSQL.5432"
            return 0
        fi
        grep -q "shared memory" "$dir/log" 2>/dev/null || break
        sleep 0.3
    done
    false
}

mariadb_options=(--innodb-log-file-size=8M --innodb-log-buffer-size=2M --aria-pagecache-buffer-size=2M)
mysql_options=(--innodb-redo-log-capacity=8M --innodb-use-native-aio=OFF --auto-generate-certs=OFF
    --innodb-log-buffer-size=2M --performance-schema-digests-size=200
    --performance-schema-events-statements-history-long-size=0
    --performance-schema-error-size=0 --loose-caching-sha2-password-auto-generate-rsa-keys=ON)

launch_mysql() { # OPTION…
    local net=(--skip-networking) port tls=$dir/tls
    port=$(port_of "$dir")
    [ -z "$port" ] || net=(--port="$port" --bind-address=127.0.0.1)
    if [ -d "$tls" ]; then
        net+=(--ssl-ca="$tls/ca.pem" --ssl-cert="$tls/my.pem" --ssl-key="$tls/my.key")
    elif [ "$kind" != mysql9 ]; then net+=(--skip-ssl); fi # from 11.4 on it would make a certificate
    [ "$kind" != mariadb114 ] || net+=(--basedir="$cache/$kind")
    user "$(mysqld_of "$kind")" --no-defaults --datadir="$dir/data" --socket="$dir/my.sock" \
        --pid-file="$dir/my.pid" --tmpdir="$dir" "${net[@]}" --skip-name-resolve \
        --skip-log-bin --innodb-flush-log-at-trx-commit=2 --innodb-flush-method=nosync \
        --innodb-doublewrite=0 --innodb-buffer-pool-size=32M --key-buffer-size=1M \
        --character-set-server=utf8mb4 --max-connections=100 --loose-innodb-fast-shutdown=2 \
        "$@" > "$dir/log" 2>&1 < /dev/null &
    wait_for "$dir/my.sock" $!
}

port_of() { cat "$1/port" 2> /dev/null; }

free_port() { # of the loopback address
    local port
    for _ in $(seq 50); do
        port=$((20000 + RANDOM % 12000))
        (: < "/dev/tcp/127.0.0.1/$port") 2> /dev/null || { echo $port; return; }
    done
    die "found no free port"
}

# An authority; one that signed nothing of ours; certificates by it: pg for the address 127.0.0.1, my for the
# name localhost, so that the other name of the same server is a wrong one.
make_tls() {
    local t=$dir/tls
    command -v openssl > /dev/null || die "openssl is not installed"
    mkdir "$t" && (
        cd "$t" || exit 1
        for i in ca other; do
            openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 \
                -subj "/CN=afloat test $i" -keyout $i.key -out $i.pem || exit 1
        done
        printf 'subjectAltName=IP:127.0.0.1\n' > pg.ext
        printf 'subjectAltName=DNS:localhost\n' > my.ext
        for i in pg my; do
            openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=server.invalid" \
                -keyout $i.key -out $i.csr && openssl x509 -req -in $i.csr -CA ca.pem -CAkey ca.key \
                -CAcreateserial -days 2 -extfile $i.ext -out $i.pem || exit 1
        done
        chmod 600 ./*.key
    ) > "$dir/tls.log" 2>&1 || { cat "$dir/tls.log" >&2; die "could not make certificates"; }
    [ ${#as[@]} = 0 ] || chown -R "$uid:$gid" "$t"
}

launch() { # the server of folder $dir on its data, with the options in $dir/options
    local options=() i
    mapfile -t options < "$dir/options"
    case $kind in
    pg1*) launch_postgres "${options[@]}" ;;
    mariadb*) launch_mysql "${mariadb_options[@]}" "${options[@]}" ;;
    mysql9) launch_mysql "${mysql_options[@]}" "${options[@]}" ;;
    pgbouncer)
        user "$(tool pgbouncer)" -q -d "$dir/pgbouncer.ini" > "$dir/err" 2>&1 < /dev/null &&
            wait_for "$dir/.s.PGSQL.6432" "$(server_pid "$dir")" ;;
    esac && return 0
    cat "$dir/err" "$dir/log" 2>/dev/null | tail -20 >&2
    return 1
}

wait_for() { # socket $1 appears while process $2 lives, at most 60 s; MariaDB makes it when ready
    local i
    for i in $(seq 600); do
        [ -S "$1" ] && return 0
        kill -0 "$2" 2>/dev/null || [ -e "/proc/$2" ] || return 1
        sleep 0.1
    done
    return 1
}
