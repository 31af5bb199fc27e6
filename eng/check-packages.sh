#!/usr/bin/env bash
# Creates the packages, verifies their contents, and runs a scratch app that uses them from a local folder.
# Requires a build of the solution in the given configuration (Debug by default).
set -euo pipefail
cd "$(dirname "$0")/.."

configuration=${1:-Debug}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() { echo "$1" >&2; exit 1; }

./pack.sh "$work/packages" --no-build --configuration "$configuration"

for package in "$work"/packages/*.nupkg; do
  name=$(basename "$package")
  listing=$(unzip -Z1 "$package")
  for part in README.md LICENSE icon.png; do
    grep -qx "$part" <<< "$listing" || fail "$name doesn't contain $part"
  done
  grep -q 'runtimeconfig\.json$' <<< "$listing" && fail "$name contains a runtimeconfig.json"
  specification=$(unzip -p "$package" '*.nuspec')
  for element in '<repository type="git" url="https' '<projectUrl>https' '<releaseNotes>https' '<description>' '<license type="file">'; do
    grep -q "$element" <<< "$specification" || fail "the specification of $name doesn't contain $element"
  done
  # A page of a package has no files beside it.
  links=$(unzip -p "$package" README.md | { grep -oE '\]\([^)]*\)' || true; } | { grep -vE '^\]\(https://' || true; })
  [ -z "$links" ] || fail "the README of $name has links that only work in the repository: $links"
  grep -q '<packageType name="Template"' <<< "$specification" && continue
  [ -f "${package%.nupkg}.snupkg" ] || fail "$name has no symbols"
  for assembly in $(grep -E '^lib/.*\.dll$' <<< "$listing"); do
    documentation="${assembly%.dll}.xml"
    grep -qx "$documentation" <<< "$listing" || fail "$name has no XML documentation for $assembly"
    members=$(unzip -p "$package" "$documentation" | grep -c '<member name=' || true)
    [ "$members" -gt 0 ] || fail "$documentation of $name documents nothing"
  done
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
options=(-p:LivecallerVersion="$version" -p:RestorePackagesPath="$work/cache" -p:RestoreFallbackFolders="$cache")
dotnet run --project "$work/app" "${options[@]}"

# An app doesn't carry binaries of platforms that it never runs on.
size() { du -sm "$1" | cut -f1; }
dotnet publish "$work/app" "${options[@]}" --output "$work/portable" -v quiet -nologo
dotnet publish "$work/app" "${options[@]}" --output "$work/linux-x64" --runtime linux-x64 --no-self-contained -v quiet -nologo
[ "$(size "$work/portable")" -lt 60 ] || fail "a portable publish of the scratch app has $(size "$work/portable") MB, and not less than 60"
[ "$(size "$work/linux-x64")" -lt 50 ] || fail "a publish of the scratch app for linux-x64 has $(size "$work/linux-x64") MB, and not less than 50"
echo "$(ls "$work"/packages/*.nupkg | wc -l) packages are valid; publish: $(size "$work/portable") MB portable, $(size "$work/linux-x64") MB for linux-x64"
