# tests/harness/kinds.sh: the kinds of servers, and where the programs of each lie. Sourced by server and
# get-server, with $cache set.
#
# Shape     kind pg12 … pg18, mariadb, mariadb114, mysql9, mysql8, pgbouncer; family postgres, mysql, pgbouncer

all_kinds="pg12 pg13 pg14 pg15 pg16 pg17 pg18 mariadb mariadb114 mysql9 mysql8"
# What a run without --long uses: the distribution's, the ends, and what differs most.
usual_kinds="pg12 pg15 pg18 mariadb mysql9"

chosen_kinds() {
    if [ -n "${AFLOAT_TEST_KINDS:-}" ]; then echo "$AFLOAT_TEST_KINDS"
    elif [ "${AFLOAT_LONG:-0}" = 1 ]; then echo "$all_kinds"
    else echo "$usual_kinds"; fi
}

default_cache() { # of the packages and servers that were brought here
    if [ -n "${AFLOAT_CACHE:-}" ]; then echo "$AFLOAT_CACHE"
    elif [ "$(id -u)" = 0 ]; then echo /var/cache/afloat
    else echo "${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/afloat"; fi
}

family_of() {
    case $1 in
    pg1[0-9]) echo postgres ;;
    mariadb | mariadb114 | mysql9 | mysql8) echo mysql ;;
    pgbouncer) echo pgbouncer ;;
    *) return 1 ;;
    esac
}

# Where a kind that the distribution does not have is unpacked, and the program that tells it is there.
brought_program() {
    case $1 in
    pg1[0-9]) echo "$cache/$1/native/bin/postgres" ;;
    mariadb114) echo "$cache/mariadb114/bin/mariadbd" ;;
    mysql9) echo "$cache/mysql9/mysqld" ;;
    esac
}

# PATH of Debian users lacks the folder of servers.
tool() { PATH=$PATH:/usr/sbin:/sbin command -v "$1"; }

pg_bin() { # the folder of a PostgreSQL's programs
    local version=${1#pg} own=AFLOAT_PG${1#pg}_BIN
    if [ -n "${!own:-}" ]; then echo "${!own}"
    elif [ "$version" = 15 ]; then printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -1
    else echo "$cache/$1/native/bin"; fi
}

mysqld_of() { # the server program of a MariaDB or MySQL
    case $1 in
    mariadb) tool mariadbd ;;
    *) brought_program "$1" ;;
    esac
}
