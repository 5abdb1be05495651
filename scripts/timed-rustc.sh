#!/usr/bin/env bash
# Runs the Rust compiler, and notes its processor time: cargo calls this in its place where RUSTC_WRAPPER names it. A line of
# $COMPILER_LOG is the crate's name, the time of the compiler and that of the system for it.
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
