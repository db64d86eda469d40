#!/bin/sh
# Makes crates/web/assets/fonts from the npm packages. Needed only when a font changes; the results are committed.
#
#   npm i @fontsource-variable/atkinson-hyperlegible-next @fontsource-variable/literata
#   pip install fonttools brotli
#   sh docs/pattern-book/make/fonts.sh node_modules crates/web/assets/fonts
#
# Why not the files as they come: text uses the weights 400 to 700 and names use 600 only, so narrower instances
# save 45 KB on the first page. Why a "welsh" part: ŵ and ŷ live in latin-ext, and a Welsh page should not
# pay 19 KB for eight letters.
set -eu
modules=$1 out=$2 work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
welsh='U+0174-0177,U+1E80-1E85,U+1EF2-1EF3'

# make NAME SOURCE AXES: the source, instanced at AXES, as NAME.woff2
make() { fonttools varLib.instancer -q "$2" "$3" -o "$out/$1.woff2"; }
# welsh NAME SOURCE AXES: the same with only the Welsh letters
welsh() { fonttools varLib.instancer -q "$2" "$3" -o "$work/$1.woff2"
  pyftsubset "$work/$1.woff2" --unicodes="$welsh" --flavor=woff2 --layout-features='*' --output-file="$out/$1.woff2"; }

a=$modules/@fontsource-variable/atkinson-hyperlegible-next
make text "$a/files/atkinson-hyperlegible-next-latin-wght-normal.woff2" wght=400:700
make text-ext "$a/files/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2" wght=400:700
welsh text-welsh "$a/files/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2" wght=400:700
cp "$a/LICENSE" "$out/OFL-Atkinson-Hyperlegible-Next.txt"

l=$modules/@fontsource-variable/literata
make name "$l/files/literata-latin-wght-normal.woff2" wght=600
make name-ext "$l/files/literata-latin-ext-wght-normal.woff2" wght=600
welsh name-welsh "$l/files/literata-latin-ext-wght-normal.woff2" wght=600
cp "$l/LICENSE" "$out/OFL-Literata.txt"
