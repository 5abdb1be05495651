// What is asked of a solution: marginals, costs and peaks, the entries of the plan, and gradients in the points.
#include "costs.cuh"

// The sum of w_j E; the largest exponent, whether above the cut or not; the sums of P and of P c, P = (scaled w)_j E; the largest w_j E.
struct Measure {
    struct Arguments {
        const double* w;
        const double* scaled_w;
        double* sum;
        double* peak;
        double* scaled;
        double* cost;
        double* largest;
    };
    enum { W, SCALED_W, NUMBERS };
    static constexpr Terms TERMS = Terms::ALL;
    static constexpr int UNROLLED = 1;
    const Pass& pass;
    const Arguments& arguments;
    double sum = 0.0, peak = -infinite(), scaled = 0.0, cost = 0.0, largest = 0.0;

    DEVICE Measure(const Pass& pass, const Arguments& arguments, int) : pass(pass), arguments(arguments) {}
    DEVICE double number(int n, int j) const { return (n == W ? arguments.w : arguments.scaled_w)[j]; }

    DEVICE void add(const Term& term) {
        peak = term.exponent > peak ? term.exponent : peak;
        if (!term.is_above_cut()) return;
        const double exponential = term.exponential();
        const double entry = term[W] * exponential, scaled_entry = term[SCALED_W] * exponential;
        sum = fma(term[W], exponential, sum);
        scaled = fma(term[SCALED_W], exponential, scaled);
        cost = fma(scaled_entry, term.cost, cost);
        largest = entry > largest ? entry : largest;
    }

    DEVICE void end_tile() {}

    template <class Show> DEVICE void results(const Show& show) {
        show(sum, arguments.sum);
        show(peak, arguments.peak);
        show(scaled, arguments.scaled);
        show(cost, arguments.cost);
        show(largest, arguments.largest);
    }
};

// Whether an entry of the plan counts: one that is no number does not.
DEVICE bool is_kept(double entry, double threshold) { return entry >= threshold; }

// How many entries of the plan are at least the threshold.
struct Count {
    struct Arguments {
        const double* w;
        const double* own_w;
        double threshold;
        int* count;
    };
    enum { W, NUMBERS };
    static constexpr Terms TERMS = Terms::ABOVE_CUT;
    static constexpr int UNROLLED = 1;
    const Pass& pass;
    const Arguments& arguments;
    const double own_w;
    int count = 0;

    DEVICE Count(const Pass& pass, const Arguments& arguments, int own)
        : pass(pass), arguments(arguments), own_w(arguments.own_w[own]) {}
    DEVICE double number(int, int j) const { return arguments.w[j]; }
    DEVICE void add(const Term& term) { count += is_kept(own_w * term[W] * term.exponential(), arguments.threshold); }
    DEVICE void end_tile() {}
    template <class Show> DEVICE void results(const Show& show) { show(count, arguments.count); }
};

// Those entries and their columns, ascending, from the offset of the own point and chunk on: the host's sums of the counts. The offsets
// move on with the entries.
struct Write {
    struct Arguments {
        const double* w;
        const double* own_w;
        double threshold;
        long long* offset;
        int* columns;
        double* entries;
    };
    enum { W, NUMBERS };
    static constexpr Terms TERMS = Terms::ABOVE_CUT;
    static constexpr int UNROLLED = 1;
    const Pass& pass;
    const Arguments& arguments;
    const double own_w;
    long long at;

    DEVICE Write(const Pass& pass, const Arguments& arguments, int own)
        : pass(pass), arguments(arguments), own_w(arguments.own_w[own]), at(arguments.offset[pass.place(own)]) {}
    DEVICE double number(int, int j) const { return arguments.w[j]; }

    DEVICE void add(const Term& term) {
        const double entry = own_w * term[W] * term.exponential();
        if (!is_kept(entry, arguments.threshold)) return;
        arguments.columns[at] = term.other;
        arguments.entries[at] = entry;
        at++;
    }

    DEVICE void end_tile() {}
    template <class Show> DEVICE void results(const Show& show) { show(at, arguments.offset); }
};

// The sum of w_j E times the gradient of the cost in the own point; for the cosine that in the unit vector. The blocks with the same z
// take COORDINATES coordinates each.
template <int COORDINATES> struct Gradient {
    struct Arguments {
        const double* w;
        double* sum;
    };
    enum { W, FIRST_COORDINATE, NUMBERS = FIRST_COORDINATE + COORDINATES };
    static constexpr Terms TERMS = Terms::ABOVE_CUT;
    static constexpr int UNROLLED = 1;
    const Pass& pass;
    const Arguments& arguments;
    double x[COORDINATES], sum[COORDINATES];

    DEVICE Gradient(const Pass& pass, const Arguments& arguments, int own) : pass(pass), arguments(arguments) {
#pragma unroll
        for (int d = 0; d < COORDINATES; d++) {
            x[d] = pass.own[coordinate(d) * (u64)pass.own_padded + own];
            sum[d] = 0.0;
        }
    }

    // The number of this block's d-th coordinate, or any where there are no more.
    DEVICE int coordinate(int d) const { return min((int)blockIdx.z * COORDINATES + d, pass.dimension - 1); }

    DEVICE double number(int n, int j) const {
        if (n == W) return arguments.w[j];
        return pass.other[coordinate(n - FIRST_COORDINATE) * (u64)pass.other_padded + j];
    }

    DEVICE void add(const Term& term) {
        const double weight = weight_of_differences(term.cost, term[W] * term.exponential());
#pragma unroll
        for (int d = 0; d < COORDINATES; d++) {
            const double difference = x[d] - term[FIRST_COORDINATE + d];
            sum[d] = fma(weight, pass.metric == MANHATTAN ? sign(difference) : difference, sum[d]);
        }
    }

    DEVICE double weight_of_differences(double cost, double entry) const {
        if (pass.metric == SQUARED_EUCLIDEAN) return 2.0 * entry;
        if (pass.metric == EUCLIDEAN) return cost > 0.0 ? entry / cost : 0.0;
        return entry;
    }

    DEVICE static double sign(double x) { return x > 0.0 ? 1.0 : x < 0.0 ? -1.0 : 0.0; }

    DEVICE void end_tile() {}

    template <class Show> DEVICE void results(const Show& show) {
        const int begin = blockIdx.z * COORDINATES;
#pragma unroll
        for (int d = 0; d < COORDINATES; d++) {
            if (begin + d >= pass.dimension) continue;
            // Each chunk has the sums of all coordinates, one after the other.
            const u64 coordinates = blockIdx.y * (u64)(pass.dimension - 1) + begin + d;
            show(sum[d], arguments.sum + coordinates * pass.own_count);
        }
    }
};

ENTRIES(measure, Measure)
ENTRIES_OF_POINTS(count, Count)
ENTRY_OF_ROWS(count, Count)
ENTRIES_OF_POINTS(write, Write)
ENTRY_OF_ROWS(write, Write)
ENTRY(gradient_1, Points<1>, Gradient<1>)
ENTRY(gradient_2, Points<2>, Gradient<2>)
ENTRY(gradient_3, Points<3>, Gradient<3>)
ENTRY(gradient_any, AnyPoints, Gradient<AnyPoints::SLICE>)
