#!/usr/bin/env bash
# Makes narrative.png: the page of data/'s document with the chart of 五（二）, as LibreOffice sets it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
"${PROGRAM:-.venv/bin/gen-narrative}" data --docx -o "$work/page.docx"
soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to pdf \
  --outdir "$work" "$work/page.docx" >/dev/null 2>&1
page="$(pdftotext "$work/page.pdf" - | awk 'BEGIN { RS = "\f" } /图 ?3/ && !page { page = NR } END { print page }')"
# 96 dots an inch: 794 × 1123 for the page; without the margins at the foot.
pdftoppm -f "$page" -l "$page" -r 96 -x 40 -y 90 -W 714 -H 830 -singlefile -png \
  "$work/page.pdf" docs/images/narrative
