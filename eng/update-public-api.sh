#!/usr/bin/env bash
# Updates PublicAPI.Unshipped.txt of all packages with the current public API.
set -euo pipefail
cd "$(dirname "$0")/.."

projects=$(grep -l '<IsPackable>true' src/*/*.csproj)
for project in $projects; do
  folder=$(dirname "$project")
  [ -f "$folder/PublicAPI.Shipped.txt" ] || echo '#nullable enable' > "$folder/PublicAPI.Shipped.txt"
  echo '#nullable enable' > "$folder/PublicAPI.Unshipped.txt"
done

log=$(mktemp)
trap 'rm -f "$log"' EXIT
# If a project doesn't compile, its public members are unknown.
trap 'rm -f "$log"; git checkout -q -- src/*/PublicAPI.Unshipped.txt; echo "The build failed. The lists are unchanged." >&2' ERR
for project in src/Livecaller.Dashboard src/Livecaller.Blazor src/Livecaller.Testing; do
  # These three projects reference all packages.
  dotnet build "$project" --no-incremental -v quiet -nologo -p:TreatWarningsAsErrors=false >> "$log" 2>&1
done

for project in $projects; do
  folder=$(dirname "$project")
  grep -F "[$PWD/$project]" "$log" \
    | sed -nE "s/.*RS0016: Symbol '(.*)' is not part of the declared public API.*/\1/p" \
    | LC_ALL=C sort -u >> "$folder/PublicAPI.Unshipped.txt"
  echo "$folder: $(($(wc -l < "$folder/PublicAPI.Unshipped.txt") - 1)) members"
done
