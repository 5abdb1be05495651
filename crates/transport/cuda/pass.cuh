// The half pass, which every kernel here is: for each own point, a sum over the other points. A pass over rows owns the sources, a pass
// over columns the targets. One thread owns one point and adds in the others' order, so that no result depends on the device.
#pragma once
#include "portable.cuh"

// Others are taken up in tiles of as many as a warp has lanes.
constexpr int TILE = 32;
constexpr int BLOCK = 128;

// Exponents at or below this count as minus infinity, as on the processor (kernels/exponentials.rs).
constexpr double CUT = -40.0;

// The potential of a thread that owns no point.
constexpr double NOWHERE = -1e308;

// What a launch is about; the host's mirror is in Rust. L is the level of regularisation.
struct Pass {
    const double* own;      // points: coordinate by coordinate, own[d * own_padded + i]; matrices: the costs, row by row
    const double* other;    // points: coordinate by coordinate; matrices: null
    const double* p;        // own potentials over L
    const double* q;        // other potentials over L, -1e308 in the padding
    const double* low;      // points: the boxes of the tiles of others, low[d * tiles + tile]
    const double* high;
    const double* top;      // points: the largest q of each tile
    double minus_inverse;   // -1 / L
    double lowest;          // an own point skips tiles where its exponents cannot be above this, which is a little below the cut
    int own_count, own_padded;      // padded to whole tiles
    int other_count, other_padded;
    int dimension, metric;
    int stride;             // matrices: how many columns the matrix has
    int first, last;        // the own points of this launch
    int chunk;              // how many others a block takes, whole tiles

    // Where the results of an own point and a chunk of others are.
    DEVICE u64 place(int own) const { return blockIdx.y * (u64)own_count + own; }
};

// One pair of points as a mode sees it.
struct Term {
    double cost;
    double exponent;                // e = (q - cost / L) + p
    int other;                      // j
    const double (*numbers)[TILE];  // what the mode asked for of each other
    int lane;

    // The mode's n-th number of this other.
    DEVICE double operator[](int n) const { return numbers[n][lane]; }

    DEVICE bool is_above_cut() const { return exponent > CUT; }
    // E of an exponent above the cut.
    DEVICE double exponential() const { return exponential_normal(exponent); }
};

// Shares `rows` rows of a tile among the block's threads.
template <class Body> DEVICE void for_each_of_tile(int rows, const Body& body) {
#pragma unroll 1
    for (int row = threadIdx.x / TILE; row < rows; row += BLOCK / TILE) body(row, threadIdx.x % TILE);
}

// What a mode sums: only what is above the cut, so that tiles and terms may be left out; all real others; or their costs alone, without
// potentials.
enum class Terms { ABOVE_CUT, ALL, COSTS };

// The one loop. A cost gives the costs between the thread's point and a tile of others (costs.cuh). A mode says what is summed: its
// ARGUMENTS come from the host, it takes NUMBERS numbers of each other, `number(n, j)`, is given each term by `add`, and writes its sums.
template <class Cost, class Mode> DEVICE void half_pass(const Pass& pass, const typename Mode::Arguments& arguments) {
    constexpr int Q = Mode::NUMBERS;
    constexpr bool HAS_EXPONENTS = Mode::TERMS != Terms::COSTS, IS_CULLED = Mode::TERMS == Terms::ABOVE_CUT;
    SHARED typename Cost::Shared shared;
    SHARED double numbers[Mode::NUMBERS + 1][TILE];

    const int place = pass.first + (int)(blockIdx.x * BLOCK + threadIdx.x);
    const bool exists = place < pass.last;
    const int own = exists ? place : pass.last - 1;
    const double p = HAS_EXPONENTS && exists ? pass.p[own] : NOWHERE;
    Cost cost(pass, shared, own);
    Mode mode(pass, arguments, own);

    const int begin = blockIdx.y * pass.chunk, end = min(begin + pass.chunk, pass.other_padded);
    for (int first = begin; first < end; first += TILE) {
        const bool is_near = !IS_CULLED || cost.reaches(first, p);
        barrier();
        for_each_of_tile(Mode::NUMBERS + HAS_EXPONENTS, [&](int n, int lane) {
            numbers[n][lane] = n == Q ? pass.q[first + lane] : mode.number(n, first + lane);
        });
        cost.load(first, is_near);
        barrier();
        if (!is_near) continue;
        const int count = IS_CULLED ? TILE : min(TILE, pass.other_count - first);
#pragma unroll (Mode::UNROLLED)
        for (int k = 0; k < count; k++) {
            const double c = cost.at(first, k);
            const double exponent = HAS_EXPONENTS ? fma(c, pass.minus_inverse, numbers[Q][k]) + p : 0.0;
            const Term term{c, exponent, first + k, numbers, k};
            if (!IS_CULLED || term.is_above_cut()) mode.add(term);
        }
        mode.end_tile();
    }
    if (exists) mode.write(own);
}
