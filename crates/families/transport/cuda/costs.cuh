// The costs between a thread's own point and STEP others: from points of few or of many coordinates, or from a matrix, whose rows or
// whose columns are the own points.
#pragma once
#include "pass.cuh"

// Others whose costs are kept in shared memory at a time, for each thread of a block.
constexpr int KEPT = 8;

// The metrics, numbered as the host does. For unit vectors, which the points of the cosine are, 1 - x.y = |x - y|^2 / 2.
enum Metric { SQUARED_EUCLIDEAN, EUCLIDEAN, MANHATTAN, COSINE };

// `sum` with the squares, or the magnitudes, of the differences of `count` more coordinates.
template <int UNROLLED, class Difference>
DEVICE double with_squares(double sum, int count, const Difference& difference) {
#pragma unroll (UNROLLED)
    for (int d = 0; d < count; d++) sum = fma(difference(d), difference(d), sum);
    return sum;
}
template <int UNROLLED, class Difference>
DEVICE double with_magnitudes(double sum, int count, const Difference& difference) {
#pragma unroll (UNROLLED)
    for (int d = 0; d < count; d++) sum += fabs(difference(d));
    return sum;
}

// The cost from the sum over all coordinates.
DEVICE double finished(double sum, int metric) {
    if (metric == EUCLIDEAN) return sqrt(sum);
    return metric == COSINE ? 0.5 * sum : sum;
}

template <int UNROLLED, class Difference>
DEVICE double cost_of(int metric, int count, const Difference& difference) {
    metric = opaque(metric);
    if (metric == MANHATTAN) return with_magnitudes<UNROLLED>(0.0, count, difference);
    const double sum = with_squares<UNROLLED>(0.0, count, difference);
    return metric == SQUARED_EUCLIDEAN ? sum : finished(sum, metric);
}

// Whether some exponent of an own point with the others in a tile's box may count.
template <int UNROLLED, class Own>
DEVICE bool reaches_box(const Pass& pass, int dimension, const Own& own, int first, double p) {
    const int tile = first / TILE, tiles = pass.other_padded / TILE;
    const double least = cost_of<UNROLLED>(pass.metric, dimension, [&](int d) {
        const double x = own(d);
        return fmax(0.0, fmax(pass.low[d * tiles + tile] - x, x - pass.high[d * tiles + tile]));
    });
    return fma(least, pass.minus_inverse, pass.top[tile]) + p > pass.lowest;
}

// Points of D coordinates, the own one in registers.
template <int D> struct Points {
    static constexpr int STEP = TILE;
    struct Shared {
        double other[D][TILE];
    };
    const Pass& pass;
    Shared& shared;
    double x[D];

    DEVICE Points(const Pass& pass, Shared& shared, int own) : pass(pass), shared(shared) {
        for (int d = 0; d < D; d++) x[d] = pass.own[d * (u64)pass.own_padded + own];
    }

    DEVICE bool reaches(int first, double p) const {
        return reaches_box<D>(pass, D, [&](int d) { return x[d]; }, first, p);
    }

    DEVICE void load(int first, bool) {
        for_each_of<STEP>(D, [&](int d, int lane) {
            shared.other[d][lane] = pass.other[d * (u64)pass.other_padded + first + lane];
        });
    }

    DEVICE double at(int, int k) const {
        return cost_of<D>(pass.metric, D, [&](int d) { return x[d] - shared.other[d][k]; });
    }
};

// Points of any dimension: the coordinates come a slice at a time, and each thread keeps its costs in its column of shared memory.
struct AnyPoints {
    static constexpr int STEP = KEPT, SLICE = 8;
    struct Shared {
        double other[SLICE][STEP];
        double cost[STEP][BLOCK];
    };
    const Pass& pass;
    Shared& shared;
    const int own;

    DEVICE AnyPoints(const Pass& pass, Shared& shared, int own) : pass(pass), shared(shared), own(own) {}

    DEVICE double x(int d) const { return pass.own[d * (u64)pass.own_padded + own]; }

    DEVICE bool reaches(int first, double p) const {
        return reaches_box<1>(pass, pass.dimension, [&](int d) { return x(d); }, first, p);
    }

    DEVICE void load(int first, bool is_near) {
#pragma unroll 1
        for (int k = 0; k < STEP; k++) shared.cost[k][threadIdx.x] = 0.0;
#pragma unroll 1
        for (int begin = 0; begin < pass.dimension; begin += SLICE) {
            if (begin > 0) barrier();
            for_each_of<STEP>(SLICE, [&](int d, int lane) {
                const bool exists = begin + d < pass.dimension;
                shared.other[d][lane] = exists ? pass.other[(begin + d) * (u64)pass.other_padded + first + lane] : 0.0;
            });
            barrier();
            if (is_near) add_slice(begin);
        }
        if (is_near && pass.metric != SQUARED_EUCLIDEAN) finish();
    }

    // Coordinates beyond the last are zeros of both points, which add nothing.
    DEVICE void add_slice(int begin) {
        double slice[SLICE];
#pragma unroll
        for (int d = 0; d < SLICE; d++) slice[d] = begin + d < pass.dimension ? x(begin + d) : 0.0;
        const bool is_manhattan = opaque(pass.metric) == MANHATTAN;
#pragma unroll 1
        for (int k = 0; k < STEP; k++) {
            double& cost = shared.cost[k][threadIdx.x];
            const auto difference = [&](int d) { return slice[d] - shared.other[d][k]; };
            cost = is_manhattan ? with_magnitudes<SLICE>(cost, SLICE, difference) : with_squares<SLICE>(cost, SLICE, difference);
        }
    }

    DEVICE void finish() {
#pragma unroll 1
        for (int k = 0; k < STEP; k++) {
            double& cost = shared.cost[k][threadIdx.x];
            cost = finished(cost, pass.metric);
        }
    }

    DEVICE double at(int, int k) const { return shared.cost[k][threadIdx.x]; }
};

// The rows of a matrix, which pass through shared memory, since memory is to be read along rows.
struct Rows {
    static constexpr int STEP = KEPT;
    struct Shared {
        double cost[STEP][BLOCK + 2];  // two more, so that the lanes that write STEP columns of two rows do not wait for each other
    };
    const Pass& pass;
    Shared& shared;

    DEVICE Rows(const Pass& pass, Shared& shared, int) : pass(pass), shared(shared) {}

    DEVICE bool reaches(int, double) const { return true; }

    DEVICE void load(int first, bool) {
        const int lane = threadIdx.x % STEP, column = first + lane;
#pragma unroll 4
        for (int k = threadIdx.x / STEP; k < BLOCK; k += BLOCK / STEP) {
            const int row = min(pass.first + (int)blockIdx.x * BLOCK + k, pass.last - 1);
            shared.cost[lane][k] = column < pass.other_count ? pass.own[row * (u64)pass.stride + column] : 0.0;
        }
    }

    DEVICE double at(int, int k) const { return shared.cost[k][threadIdx.x]; }
};

// The columns of a matrix, one a thread.
struct Columns {
    static constexpr int STEP = TILE;
    struct Shared {};
    const Pass& pass;
    const int own;

    DEVICE Columns(const Pass& pass, Shared&, int own) : pass(pass), own(own) {}

    DEVICE bool reaches(int, double) const { return true; }

    DEVICE void load(int, bool) {}

    DEVICE double at(int first, int k) const {
        const int row = first + k;
        return row < pass.other_count ? pass.own[row * (u64)pass.stride + own] : 0.0;
    }
};

// Entry points NAME_COST(pass, arguments) of a mode.
#define ENTRY(name, Cost, Mode)                                                                 \
    KERNEL THREADS(BLOCK) name(Pass pass, Mode::Arguments arguments) {                          \
        half_pass<Cost, Mode>(pass, arguments);                                                 \
    }                                                                                           \
    EXPORT(name)
#define ENTRIES_OF_POINTS(name, Mode)  \
    ENTRY(name##_1, Points<1>, Mode)   \
    ENTRY(name##_2, Points<2>, Mode)   \
    ENTRY(name##_3, Points<3>, Mode)   \
    ENTRY(name##_any, AnyPoints, Mode)
#define ENTRY_OF_ROWS(name, Mode) ENTRY(name##_rows, Rows, Mode)
#define ENTRY_OF_COLUMNS(name, Mode) ENTRY(name##_columns, Columns, Mode)
#define ENTRIES(name, Mode)       \
    ENTRIES_OF_POINTS(name, Mode) \
    ENTRY_OF_ROWS(name, Mode)     \
    ENTRY_OF_COLUMNS(name, Mode)
