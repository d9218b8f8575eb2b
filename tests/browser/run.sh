#!/usr/bin/env bash
# Builds the program, makes reports, and looks at them in a browser. Needs Rust, Node with its packages (`npm ci`) and
# Chromium: at /usr/bin/chromium, or where CHROMIUM says. Pictures and papers are kept in the folder that it names.
set -euo pipefail
cd "$(dirname "$0")"
chromium=${CHROMIUM:-/usr/bin/chromium}
out=${1:-$(mktemp -d)}
mkdir -p "$out"
out=$(cd "$out" && pwd)

[ -x "$chromium" ] || { echo "no Chromium at $chromium" >&2; exit 2; }
[ -d node_modules ] || npm ci --ignore-scripts --no-audit --no-fund

cd ../..
musclerun() { cargo run --quiet -- "$@"; }
cargo build --quiet
run=tests/run/hills.gpx
musclerun --pace 5:00 --mass 70 -o "$out/level.html"
musclerun --pace 5:00 --mass 70 --terrain uphill -o "$out/uphill.html"
musclerun --pace 8:03/mi --mass 154lb --gradient -8% --detail --distance half --rank-by cumulative -o "$out/cumulative.html"
musclerun --pace 5:00 --mass 70 --terrain sand --muscles abdominals,soleus --rank-by impulse -o "$out/few.html"
musclerun run "$run" --mass 70 -o "$out/run.html"
musclerun run "$run" --mass 70kg --units mi --by 400m --rank-by peak --muscles all -o "$out/all.html"
musclerun run "$run" --mass 70 --gradient 1% --rank-by mean --top 1 -o "$out/treadmill.html"
banner=(--title "Hill repeats" --athlete "Anna Katharina" --comment "Keep the steps quick, and tell me on Monday how the calf felt.")
musclerun compare pace=5:00 pace=5:00,gradient=-6% --mass 70 "${banner[@]}" -o "$out/compare.html"
musclerun sweep --pace 7:00..3:30 --mass 70 "${banner[@]}" -o "$out/sweep.html"
musclerun reduce soleus --pace 5:00 --mass 70 "${banner[@]}" -o "$out/reduce.html"
musclerun train achilles --test heel-raises=22 --age 45 --sex f "${banner[@]}" -o "$out/train.html"
musclerun plan --for achilles --goal 10k --start 2026-12-01 "${banner[@]}" -o "$out/plan.html"
musclerun run "$run" --mass 70 --by km "${banner[@]}" -o "$out/banner.html"
# a name as long and as wide as they come
long="$out/$(printf 'W%.0s' {1..120})<b>&\"'.gpx"
cp "$run" "$long"
musclerun run "$long" "$run" --mass 70 -o "$out/several.html" 2>/dev/null
rm "$long"

musclerun history tests/history/weeks.csv --mass 61 -o "$out/history.html" 2>/dev/null
# several people, one with a long name
team=$(mktemp -d)
mkdir "$team/Anna-Katharina Wolkenstein-Hohenlohe" "$team/Ben"
for person in "$team"/*/; do cp tests/history/weeks.csv "$person"; done
musclerun history "$team" --mass 61 -o "$out/team.html" 2>/dev/null
rm -r "$team"

cd tests/browser
node look.js "$out" "$chromium"
echo "pictures and papers: $out"
