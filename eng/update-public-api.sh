#!/usr/bin/env bash
# Writes what is public now into PublicAPI.Unshipped.txt of each package, for the review of the change.
set -euo pipefail
cd "$(dirname "$0")/.."

for project in $(grep -l '<IsPackable>true' src/*/*.csproj); do
  folder=$(dirname "$project")
  for file in Shipped Unshipped; do
    [ -f "$folder/PublicAPI.$file.txt" ] || echo '#nullable enable' > "$folder/PublicAPI.$file.txt"
  done
  echo '#nullable enable' > "$folder/PublicAPI.Unshipped.txt"
  # Oblivious and duplicate reports come once per target; a line each is enough.
  dotnet build "$project" --no-incremental -v quiet -nologo -p:TreatWarningsAsErrors=false 2>&1 \
    | sed -nE "s/.*RS0016: Symbol '(.*)' is not part of the declared public API.*/\1/p" \
    | LC_ALL=C sort -u >> "$folder/PublicAPI.Unshipped.txt"
  echo "$folder: $(($(wc -l < "$folder/PublicAPI.Unshipped.txt") - 1)) members"
done
