// The half pass, which every kernel here is: for each own point, a sum over the other points. A pass over rows owns the sources, a pass
// over columns the targets. One thread owns one point and adds in the others' order, so that no result depends on the device. A launch may
// stop after some of the others; the next one goes on from the results so far.
#pragma once
#include "portable.cuh"

// Others are taken up in tiles of as many as a warp has lanes.
constexpr int TILE = 32;
constexpr int BLOCK = 128;

// Exponents at or below this count as minus infinity, as on the processor (kernels/exponentials.rs).
constexpr double CUT = -40.0;

// The potential of a thread that owns no point.
constexpr double NOWHERE = -1e308;

// Shared memory of a block, so that four blocks fit on a multiprocessor of every generation: Turing's have 64 kB.
constexpr int MAX_SHARED = 16 << 10;

// What a launch is about; the host's mirror is in Rust. L is the level of regularization.
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
    int begin, end;         // the others of this launch, by their place in the chunk, whole tiles

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

// Shares `rows` rows of LANES numbers among the block's threads.
template <int LANES, class Body> DEVICE void for_each_of(int rows, const Body& body) {
#pragma unroll 1
    for (int row = threadIdx.x / LANES; row < rows; row += BLOCK / LANES) body(row, threadIdx.x % LANES);
}

// What a mode sums: only what is above the cut, so that tiles and terms may be left out; all real others; or their costs alone, without
// potentials.
enum class Terms { ABOVE_CUT, ALL, COSTS };

// Takes a result so far from its place among all, and puts it there.
struct Take {
    u64 place;
    template <class T> DEVICE void operator()(T& result, const T* results) const { result = results[place]; }
};
struct Put {
    u64 place;
    template <class T> DEVICE void operator()(const T& result, T* results) const { results[place] = result; }
};

// The one loop. A cost gives the costs between the thread's point and STEP others (costs.cuh). A mode says what is summed: its ARGUMENTS
// come from the host, it takes NUMBERS numbers of each other, `number(n, j)`, is given each term by `add`, and shows each of its results
// and their array by `results`.
template <class Cost, class Mode> DEVICE void half_pass(const Pass& pass, const typename Mode::Arguments& arguments) {
    constexpr int Q = Mode::NUMBERS, STEP = Cost::STEP;
    constexpr bool HAS_EXPONENTS = Mode::TERMS != Terms::COSTS, IS_CULLED = Mode::TERMS == Terms::ABOVE_CUT;
    SHARED typename Cost::Shared shared;
    SHARED double numbers[Mode::NUMBERS + 1][TILE];
    static_assert(sizeof shared + sizeof numbers <= MAX_SHARED, "four blocks do not fit on every multiprocessor");

    const int place = pass.first + (int)(blockIdx.x * BLOCK + threadIdx.x);
    const bool exists = place < pass.last;
    const int own = exists ? place : pass.last - 1;
    const u64 result = pass.place(own);
    const double p = HAS_EXPONENTS && exists ? pass.p[own] : NOWHERE;
    Cost cost(pass, shared, own);
    Mode mode(pass, arguments, own);
    if (exists && pass.begin > 0) mode.results(Take{result});

    const int chunk = blockIdx.y * pass.chunk, end = min(chunk + pass.end, pass.other_padded);
    for (int tile = chunk + pass.begin; tile < end; tile += TILE) {
        const bool is_near = exists && (!IS_CULLED || cost.reaches(tile, p));
        barrier();
        for_each_of<TILE>(Mode::NUMBERS + HAS_EXPONENTS, [&](int n, int lane) {
            numbers[n][lane] = n == Q ? pass.q[tile + lane] : mode.number(n, tile + lane);
        });
#pragma unroll 1
        for (int first = tile; first < tile + TILE; first += STEP) {
            if (first > tile) barrier();
            cost.load(first, is_near);
            barrier();
            if (!is_near) continue;
            const int count = IS_CULLED ? STEP : min(STEP, pass.other_count - first);
#pragma unroll (Mode::UNROLLED)
            for (int k = 0; k < count; k++) {
                const double c = cost.at(first, k);
                const int lane = first - tile + k;
                const double exponent = HAS_EXPONENTS ? fma(c, pass.minus_inverse, numbers[Q][lane]) + p : 0.0;
                const Term term{c, exponent, first + k, numbers, lane};
                if (!IS_CULLED || term.is_above_cut()) mode.add(term);
            }
        }
        if (is_near) mode.end_tile();
    }
    if (exists) mode.results(Put{result});
}
