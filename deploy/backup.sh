#!/bin/sh
# Dumps the database and throws old dumps away: backup.sh FOLDER [DAYS]
# The connection comes from the environment (PGHOST, PGUSER=naere_backup, ~/.pgpass; or a service file).
# A conversation that was deleted is gone for good only when the last dump that holds it is: keep few days.
set -eu
folder=${1:?where to put the dump}
days=${2:-7}
umask 077
mkdir -p "$folder"
name="$folder/naere-$(date -u +%Y%m%dT%H%M%SZ).dump"
trap 'rm -f "$name.unready"' EXIT
# As a role that row-level security binds, pg_dump stops with an error rather than leave rows out.
pg_dump --format=custom --no-password --file="$name.unready" "${PGDATABASE:-naere}"
mv "$name.unready" "$name"
find "$folder" -name 'naere-*.dump' -mtime +"$days" -delete
echo "$name"
