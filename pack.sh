#!/usr/bin/env bash
# Writes all packages to a folder: ./pack.sh [FOLDER] (artifacts/packages by default). Further arguments go to dotnet pack.
set -euo pipefail
cd "$(dirname "$0")"

folder=${1:-artifacts/packages}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
rm -f "$folder"/Livecaller*.nupkg "$folder"/Livecaller*.snupkg
for project in $(grep -l '<IsPackable>true' src/*/*.csproj templates/*.csproj 2>/dev/null); do
  dotnet pack "$project" --output "$folder" -v quiet -nologo "${@:2}"
done
echo "$(find "$folder" -name 'Livecaller*.nupkg' | wc -l) packages are in $folder"
