#!/usr/bin/env bash
# Runs the Rust compiler and logs its processor time; cargo calls it through RUSTC_WRAPPER. A line of $COMPILER_LOG has the crate's
# name, the user time and the system time.
"$@"
code=$?
name=
previous=
for argument in "$@"; do
  if [ "$previous" = --crate-name ]; then name=$argument; break; fi
  previous=$argument
done
if [ -n "$name" ] && [ "$name" != ___ ]; then
  # Not through a pipe: the shell of its other end would have run nothing. The second line is that of the programs run.
  times >"$COMPILER_LOG.$$"
  echo "$name $(tail -n 1 "$COMPILER_LOG.$$")" >>"$COMPILER_LOG"
  rm -f "$COMPILER_LOG.$$"
fi
exit $code
