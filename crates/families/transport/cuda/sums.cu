// The sums that a sweep and a look at the potentials take: scaling sums, entropies, sums in logarithms, and a survey of the costs.
#include "costs.cuh"

// The sum of w_j E.
struct Sum {
    struct Arguments {
        const double* w;
        double* sum;
    };
    enum { W, NUMBERS };
    static constexpr Terms TERMS = Terms::ABOVE_CUT;
    static constexpr int UNROLLED = 2;
    const Pass& pass;
    const Arguments& arguments;
    double sum = 0.0;

    DEVICE Sum(const Pass& pass, const Arguments& arguments, int) : pass(pass), arguments(arguments) {}
    DEVICE double number(int, int j) const { return arguments.w[j]; }
    DEVICE void add(const Term& term) { sum = fma(term[W], term.exponential(), sum); }
    DEVICE void end_tile() {}
    template <class Show> DEVICE void results(const Show& show) { show(sum, arguments.sum); }
};

// The sums of w_j E and of w_j E ln E.
struct Entropy {
    struct Arguments {
        const double* w;
        double* sum;
        double* entropy;
    };
    enum { W, NUMBERS };
    static constexpr Terms TERMS = Terms::ABOVE_CUT;
    static constexpr int UNROLLED = 1;
    const Pass& pass;
    const Arguments& arguments;
    double sum = 0.0, entropy = 0.0;

    DEVICE Entropy(const Pass& pass, const Arguments& arguments, int) : pass(pass), arguments(arguments) {}
    DEVICE double number(int, int j) const { return arguments.w[j]; }

    DEVICE void add(const Term& term) {
        const double exponential = term.exponential();
        sum = fma(term[W], exponential, sum);
        entropy = fma(term[W], exponential * term.exponent, entropy);
    }

    DEVICE void end_tile() {}

    template <class Show> DEVICE void results(const Show& show) {
        show(sum, arguments.sum);
        show(entropy, arguments.entropy);
    }
};

// The sum of w_j E in logarithms, for rows whose plain sum overflows or vanishes: the largest exponent e + ln w_j so far is taken out of
// the sum.
struct LogSum {
    struct Arguments {
        const double* log_w;
        double* largest;
        double* sum;
    };
    enum { LOG_W, NUMBERS };
    static constexpr Terms TERMS = Terms::ALL;
    static constexpr int UNROLLED = 1;
    const Pass& pass;
    const Arguments& arguments;
    double largest = -infinite(), sum = 0.0;

    DEVICE LogSum(const Pass& pass, const Arguments& arguments, int) : pass(pass), arguments(arguments) {}
    DEVICE double number(int, int j) const { return arguments.log_w[j]; }

    DEVICE void add(const Term& term) {
        const double exponent = term.exponent + term[LOG_W];
        // Of two infinite exponents the difference below would be no number.
        if (exponent == -infinite()) return;
        const bool is_larger = exponent > largest;
        const double ratio = exponential(-fabs(exponent - largest));
        sum = is_larger ? fma(sum, ratio, 1.0) : sum + ratio;
        largest = is_larger ? exponent : largest;
    }

    DEVICE void end_tile() {}

    template <class Show> DEVICE void results(const Show& show) {
        show(largest, arguments.largest);
        show(sum, arguments.sum);
    }
};

// The smallest cost, the largest, and the sum of all.
struct Survey {
    struct Arguments {
        double* smallest;
        double* largest;
        double* sum;
    };
    enum { NUMBERS };
    static constexpr Terms TERMS = Terms::COSTS;
    static constexpr int UNROLLED = 1;
    const Pass& pass;
    const Arguments& arguments;
    double smallest = infinite(), largest = -infinite(), sum = 0.0;

    DEVICE Survey(const Pass& pass, const Arguments& arguments, int) : pass(pass), arguments(arguments) {}
    DEVICE double number(int, int) const { return 0.0; }

    DEVICE void add(const Term& term) {
        smallest = term.cost < smallest ? term.cost : smallest;
        largest = term.cost > largest ? term.cost : largest;
        sum += term.cost;
    }

    DEVICE void end_tile() {}

    template <class Show> DEVICE void results(const Show& show) {
        show(smallest, arguments.smallest);
        show(largest, arguments.largest);
        show(sum, arguments.sum);
    }
};

ENTRIES(sum, Sum)
ENTRIES(entropy, Entropy)
ENTRIES(log_sum, LogSum)
ENTRIES_OF_POINTS(survey, Survey)
