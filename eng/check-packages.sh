#!/usr/bin/env bash
# Creates the packages, verifies their contents, and runs a scratch app that uses them from a local folder.
# Requires a build of the solution in the given configuration (Debug by default).
set -euo pipefail
cd "$(dirname "$0")/.."

configuration=${1:-Debug}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for project in $(grep -l '<IsPackable>true' src/*/*.csproj); do
  dotnet pack "$project" --no-build --configuration "$configuration" --output "$work/packages" -v quiet -nologo
done

for package in "$work"/packages/*.nupkg; do
  listing=$(unzip -Z1 "$package")
  for part in README.md LICENSE icon.png; do
    grep -qx "$part" <<< "$listing" || { echo "$(basename "$package") doesn't contain $part" >&2; exit 1; }
  done
  [ -f "${package%.nupkg}.snupkg" ] || { echo "$(basename "$package") has no symbols" >&2; exit 1; }
done

version=$(sed -nE 's/.*<Version>(.*)<\/Version>.*/\1/p' Directory.Build.props)
mkdir "$work/app"
cp eng/scratch-app/* "$work/app/"
cat > "$work/app/nuget.config" <<XML
<configuration>
  <packageSources>
    <add key="local" value="$work/packages" />
  </packageSources>
</configuration>
XML

# Restore to a separate folder, so that an older package with the same version is never used. Dependencies come from the cache.
cache=${NUGET_PACKAGES:-$HOME/.nuget/packages}
dotnet run --project "$work/app" -p:LivecallerVersion="$version" -p:RestorePackagesPath="$work/cache" -p:RestoreFallbackFolders="$cache"
echo "$(ls "$work"/packages/*.nupkg | wc -l) packages are valid"
