#!/usr/bin/env bash
# Reports dependencies with known vulnerabilities. Never fails: without a network, or if a registry doesn't answer, it says so.
set -u
cd "$(dirname "$0")/.."

limit=${1:-60} # seconds for each registry
found=0

report() { printf '%s\n' "$2"; [ "$1" = vulnerable ] && found=1; return 0; }

# NuGet
if listing=$(timeout "$limit" dotnet list Livecaller.slnx package --vulnerable --include-transitive --no-restore 2>&1); then
  rows=$(grep -E '^ *> ' <<< "$listing" | sort -u)
  if [ -n "$rows" ]; then
    report vulnerable "NuGet: vulnerable packages"
    printf '%s\n' "$rows"
  elif grep -qE "NU1900|NU1905|error" <<< "$listing"; then
    report unknown "NuGet: not checked, the source has no vulnerability data."
  else
    report none "NuGet: no known vulnerabilities."
  fi
else
  report unknown "NuGet: not checked ($(grep . <<< "$listing" | tail -n 1 | cut -c1-160))."
fi

# npm
for folder in src/Livecaller.Widget/Loader eng/relative-time; do
  if ! command -v npm > /dev/null; then
    report unknown "npm: not checked, npm is not installed."
    break
  fi
  # The exit code is 1 both for vulnerabilities and for a registry that doesn't answer. Only the former has a summary.
  summary=$(cd "$folder" && timeout "$limit" npm audit --package-lock-only --json 2> /dev/null \
    | node -e 'let t="";process.stdin.on("data",d=>t+=d).on("end",()=>{try{const r=JSON.parse(t).metadata.vulnerabilities;
        console.log(r.total===0?"none":Object.entries(r).filter(([k,n])=>k!=="total"&&n>0).map(([k,n])=>`${n} ${k}`).join(", "))}catch{}})' 2> /dev/null)
  case $summary in
    none) report none "npm, $folder: no known vulnerabilities." ;;
    '') report unknown "npm, $folder: not checked, the registry didn't answer." ;;
    *) report vulnerable "npm, $folder: $summary. Run npm audit there." ;;
  esac
done

[ "$found" = 0 ] || echo "Update the packages above, or record in docs/dependencies.md why they don't matter here."
exit 0
