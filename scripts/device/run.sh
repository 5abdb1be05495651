# Tests the CUDA backend on this machine and compares its times with the processor and other programs: bash run.sh [RESULTS]
#
# Takes less than ten minutes. Each step has a time limit, and a failing step does not stop the next ones. Output goes to files in
# RESULTS (default $OUT if set), and one line per step to the screen. Needs Linux on x86-64, an NVIDIA driver and Python 3; the peers need
# torch and JAX, the memory test torch. Steps with missing requirements are skipped.

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
results=${1:-${OUT:-$here/results}}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$results"

# step NAME SECONDS COMMAND...
step() {
  local name=$1 seconds=$2 start=$SECONDS code
  shift 2
  timeout --kill-after=5 "$seconds" "$@" >"$results/$name.txt" 2>&1
  code=$?
  echo "$name: exit code $code after $((SECONDS - start)) s; $(tail -n 1 "$results/$name.txt" | cut -c 1-160)"
}

step unpack 40 python3 -c 'import sys, tarfile; tarfile.open(sys.argv[1]).extractall(sys.argv[2])' "$here/contents.tar.xz" "$work"
cd "$work" || exit 1
node=$work/node

step device 20 nvidia-smi
step golden 40 python3 peers/golden.py golden ptx --times 3
step promises 50 "$node" promises.mjs
step conformance 90 env SUPERLINEAR_BACKEND=cuda "$node" --test-reporter=spec tests.mjs

# Another program holds the rest of the memory.
python3 peers/hold.py 300 60 >"$results/hold.txt" 2>&1 &
holder=$!
for _ in $(seq 40); do
  grep -q held "$results/hold.txt" && break
  kill -0 $holder 2>/dev/null || break
  sleep 0.5
done
if grep -q held "$results/hold.txt"; then step memory 40 "$node" promises.mjs memory; fi
kill $holder 2>/dev/null

for tool in memcheck racecheck; do
  if command -v compute-sanitizer >/dev/null; then
    step "$tool" 40 compute-sanitizer --tool "$tool" python3 peers/golden.py golden ptx
  fi
done

step points 120 "$node" measure.mjs 1000,20000,100000 0.01,0.001
step dense 40 "$node" measure.mjs 8000 0.01 dense
python3 -m pip install --quiet --no-index --no-deps --target "$work/python" wheels/*.whl >"$results/wheels.txt" 2>&1
PYTHONPATH=$work/python step peers 110 python3 peers/solvers.py --sizes 20000,100000 --levels 0.01
