#!/usr/bin/env bash
# Completions, manual pages and what else belongs beside a built program: package.sh PROGRAM FOLDER
set -euo pipefail
program=$1
folder=$2
here=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "$folder/completions" "$folder/man"
for shell in bash fish zsh elvish powershell; do
    case $shell in
        bash) name=musclerun.bash ;;
        fish) name=musclerun.fish ;;
        zsh) name=_musclerun ;;
        elvish) name=musclerun.elv ;;
        powershell) name=_musclerun.ps1 ;;
    esac
    "$program" completions "$shell" >"$folder/completions/$name"
done
"$program" man >"$folder/man/musclerun.1"
# the commands, as the help lists them
commands=$("$program" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z][a-z-]*\) .*/\1/p' | grep -v '^help$')
for command in $commands; do
    "$program" man "$command" >"$folder/man/musclerun-$command.1"
done
"$program" licences >"$folder/LICENCES.txt"
cp "$here/LICENSE" "$here/README.md" "$folder/"
cp "$here/data/manual.md" "$folder/MANUAL.md"
cp "$here/.github/CHANGELOG.md" "$folder/"
