#!/usr/bin/env bash
# Compares the Riccati kernels with the same pass in C++ on Eigen, on one core, and writes the table into lqr/docs/kernels.md.
#   lqr/src/bench/riccati.sh [riccati_eigen.cpp] [rounds]
# Needs g++ and Eigen's headers (Debian: g++ libeigen3-dev). CORE=1 chooses another core.
set -euo pipefail
cd "$(dirname "$0")/../../.."
source=${1:-../shared/bench/riccati_eigen.cpp}
rounds=${2:-3}

mvn -q -o -pl lqr -Pbenchmark test-compile
g++ -O3 -march=native -std=c++17 -I/usr/include/eigen3 "$source" -o lqr/target/riccati_eigen
pin=()
if command -v taskset >/dev/null; then pin=(taskset -c "${CORE:-0}"); fi
"${pin[@]}" java -cp lqr/target/classes:lqr/target/test-classes org.waymark.lqr.matrix.RiccatiComparison \
  lqr/target/riccati_eigen "$rounds" lqr/docs/kernels.md
