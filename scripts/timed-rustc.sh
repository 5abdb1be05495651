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
if [ -n "$name" ]; then echo "$name $(times | tail -n 1)" >>"$COMPILER_LOG"; fi
exit $code
