#!/bin/sh
# Opens the page of this machine; the work of the user lies in the folder 决算工作 beside this file.
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 1
exec sh "$here/gen-narrative.sh" serve "${1:-$here/决算工作}"
