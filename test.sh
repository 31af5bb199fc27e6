#!/usr/bin/env bash
# Checks everything: installs missing prerequisites, verifies the format, builds, and runs all tests.
set -euo pipefail
cd "$(dirname "$0")"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# Use one compiler server for all projects, regardless of the machine's default. It's stopped at the end.
export UseSharedCompilation=true
configuration=${CONFIGURATION:-Debug}

say() { printf '\n== %s\n' "$1"; }

# The tests need browsers with fonts for all scripts, a display for WebKit, npm for the third-party clients, nginx as a reverse proxy,
# PostgreSQL, and Redis for several nodes.
missing=()
if [ -n "${CHROMIUM_PATH:-}" ]; then
  [ -x "$CHROMIUM_PATH" ] || { echo "CHROMIUM_PATH isn't an executable: $CHROMIUM_PATH" >&2; exit 1; }
else
  command -v chromium >/dev/null || missing+=(chromium)
fi
if command -v dpkg-query >/dev/null; then
  for font in fonts-inter fonts-noto-core fonts-noto-color-emoji; do
    dpkg-query -W -f='${db:Status-Status}' "$font" 2>/dev/null | grep -qx installed || missing+=("$font")
  done
fi
for program in npm unzip; do
  command -v "$program" >/dev/null || missing+=("$program")
done
command -v firefox-esr >/dev/null || missing+=(firefox-esr)
command -v WebKitWebDriver >/dev/null || missing+=(webkit2gtk-driver)
command -v Xvfb >/dev/null || missing+=(xvfb)
[ -d /usr/lib/postgresql ] || command -v initdb >/dev/null || missing+=(postgresql)
command -v redis-server >/dev/null || missing+=(redis-server)
[ -x /usr/sbin/nginx ] || command -v nginx >/dev/null || missing+=(nginx)
[ -x /usr/bin/systemd-analyze ] || missing+=(systemd)
command -v dotnet >/dev/null || { echo "The .NET 10 SDK is missing. See https://dotnet.microsoft.com/download" >&2; exit 1; }

if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "Install the missing packages: apt-get install ${missing[*]}" >&2
    exit 1
  fi
  say "Installing ${missing[*]}"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi
export CHROMIUM_PATH=${CHROMIUM_PATH:-$(command -v chromium)}

say "Restore"
dotnet restore Livecaller.slnx
npm ci --silent --no-audit --no-fund --prefix tests/Livecaller.EndToEnd/ThirdParty
npm ci --silent --no-audit --no-fund --prefix tests/Livecaller.Realtime.Tests/ThirdParty
npm ci --silent --no-audit --no-fund --prefix src/Livecaller.Widget/Loader

# Analyzers run in the build. The code style is only verified here.
say "Format"
dotnet format whitespace Livecaller.slnx --no-restore --verify-no-changes
dotnet format style Livecaller.slnx --no-restore --verify-no-changes

say "Loader"
npm run --silent check --prefix src/Livecaller.Widget/Loader

say "Build"
dotnet build Livecaller.slnx --no-restore --configuration "$configuration"

say "Packages"
./eng/check-packages.sh "$configuration"

say "Tests"
log=$(mktemp)
trap 'rm -f "$log"; dotnet build-server shutdown --vbcscompiler >/dev/null' EXIT
status=0

# Runs the given test projects, at most $1 of them at a time. A project that hangs is ended.
run() {
  local parallel=$1 modules=()
  shift
  for project; do modules+=("tests/$project/bin/$configuration/net10.0/$project.dll"); done
  (IFS=';'; dotnet test --test-modules "${modules[*]}" --max-parallel-test-modules "$parallel" --no-progress --timeout 45m) 2>&1 | tee -a "$log" || status=$?
}

# Tests with browsers and killed processes run alone. The other projects run in parallel.
sequential=(Livecaller.Host.Tests Livecaller.EndToEnd)
concurrent=()
for project in tests/*.Tests/*.csproj; do
  name=$(basename "$project" .csproj)
  [[ " ${sequential[*]} " == *" $name "* ]] || concurrent+=("$name")
done
run 2 "${concurrent[@]}"
for name in "${sequential[@]}"; do run 1 "$name"; done

count() { sed -nE "s/^ *$1: *([0-9]+).*/\1/p" "$log" | awk '{ sum += $1 } END { print sum + 0 }'; }
say "Known vulnerabilities"
./eng/check-vulnerabilities.sh || true

printf '\n%s passed, %s failed, %s skipped\n' "$(count succeeded)" "$(count failed)" "$(count skipped)"
exit "$status"
