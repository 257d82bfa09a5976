# A PostgreSQL server for the tests alone: in a temporary folder, on a local socket, gone when the script ends.

postgres_bin() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1; }

start_postgres() {
  local bin as_user=()
  if [ -n "${POSTGRES_URL:-}" ]; then return 0; fi
  need '[ -n "$(postgres_bin)" ]' postgresql
  bin=$(postgres_bin)
  postgres_dir=$(mktemp -d)
  # The server refuses to run as root, so root hands it to the package's own user.
  if [ "$(id -u)" = 0 ]; then chown postgres "$postgres_dir"; as_user=(runuser -u postgres --); fi
  say "Khởi động PostgreSQL tạm"
  (cd "$postgres_dir" && "${as_user[@]}" "$bin/initdb" -D "$postgres_dir/data" -U saoque --auth=trust --encoding=UTF8 --locale=C.UTF-8 >/dev/null)
  (cd "$postgres_dir" && "${as_user[@]}" "$bin/pg_ctl" -D "$postgres_dir/data" -w -l "$postgres_dir/log" \
    -o "-c listen_addresses='' -c unix_socket_directories='$postgres_dir' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200" start >/dev/null)
  trap 'cd /; stop_postgres' EXIT
  POSTGRES_URL="postgres://saoque@/postgres?host=$postgres_dir"
  postgres_control=("${as_user[@]}" "$bin/pg_ctl")
}

stop_postgres() {
  "${postgres_control[@]}" -D "$postgres_dir/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$postgres_dir"
}
