# tools/gate.sh: what the gates share. Sourced with $1 = root of the tree (default: this one).
#
# sources [folder…]  C files and tables, sorted, relative to the root
LC_ALL=C
export LC_ALL
tools=$(cd "$(dirname "$0")" && pwd)
root=${1:-$tools/..}
cd "$root" || exit 2

sources() {
    for folder in "$@"; do
        [ -d "$folder" ] && find "$folder" -type f \( -name '*.[ch]' -o -name '*.def' \)
    done | sort
}
