// What a Newton step takes whose matrix is never stored: the largest entries, products with the plan, and the preconditioner's diagonal.
#include "costs.cuh"

// The largest term w_j E, the first of equals, where it is, and the sum of all others.
struct Peak {
    struct Arguments {
        const double* w;
        double* largest;
        double* others;
        int* index;
    };
    enum { W, NUMBERS };
    static constexpr Terms TERMS = Terms::ABOVE_CUT;
    static constexpr int UNROLLED = 1;
    const Pass& pass;
    const Arguments& arguments;
    double largest = 0.0, others = 0.0;
    int index = -1;

    DEVICE Peak(const Pass& pass, const Arguments& arguments, int) : pass(pass), arguments(arguments) {}
    DEVICE double number(int, int j) const { return arguments.w[j]; }

    DEVICE void add(const Term& term) {
        const double entry = term[W] * term.exponential();
        const bool is_larger = entry > largest;
        others += is_larger ? largest : entry;
        largest = is_larger ? entry : largest;
        index = is_larger ? term.other : index;
    }

    DEVICE void end_tile() {}

    template <class Show> DEVICE void results(const Show& show) {
        show(largest, arguments.largest);
        show(others, arguments.others);
        show(index, arguments.index);
    }
};

struct ProductArguments {
    const double* w;
    const double* v;
    const double* z;
    double* sum;
};

// The sum of w_j E (v_j - z_i).
struct Product {
    using Arguments = ProductArguments;
    enum { W, V, NUMBERS };
    static constexpr Terms TERMS = Terms::ABOVE_CUT;
    static constexpr int UNROLLED = 2;
    const Pass& pass;
    const Arguments& arguments;
    const double z;
    double sum = 0.0;

    DEVICE Product(const Pass& pass, const Arguments& arguments, int own)
        : pass(pass), arguments(arguments), z(arguments.z[own]) {}
    DEVICE double number(int n, int j) const { return (n == W ? arguments.w : arguments.v)[j]; }
    DEVICE void add(const Term& term) { sum = fma(term[W] * term.exponential(), term[V] - z, sum); }
    DEVICE void end_tile() {}
    template <class Show> DEVICE void results(const Show& show) { show(sum, arguments.sum); }
};

// The same with a relative error near single precision's, in less time. Exponents, which are differences of large numbers, and v_j - z_i,
// where slow modes of the system live in small differences of large numbers, are made in double; all after them, inside a tile, in single.
struct MixedProduct {
    using Arguments = ProductArguments;
    enum { W, V, NUMBERS };
    static constexpr Terms TERMS = Terms::ABOVE_CUT;
    static constexpr int UNROLLED = 2;
    const Pass& pass;
    const Arguments& arguments;
    const double z;
    double sum = 0.0;
    float sum_of_tile = 0.0f;

    DEVICE MixedProduct(const Pass& pass, const Arguments& arguments, int own)
        : pass(pass), arguments(arguments), z(arguments.z[own]) {}

    // w is rounded once a block, not once a pair, and travels in the bits of a double.
    DEVICE double number(int n, int j) const {
        return n == W ? from_bits(single_to_bits((float)arguments.w[j])) : arguments.v[j];
    }

    DEVICE void add(const Term& term) {
        const float w = single_from_bits((u32)to_bits(term[W]));
        sum_of_tile = fmaf(w * exponential_single((float)term.exponent), (float)(term[V] - z), sum_of_tile);
    }

    DEVICE void end_tile() {
        sum += (double)sum_of_tile;
        sum_of_tile = 0.0f;
    }

    template <class Show> DEVICE void results(const Show& show) { show(sum, arguments.sum); }
};

// For a column i, the sum over the rows j of P times what is left of the row beside P, over the row's total: the diagonal of the system
// without its rows. What is left is given where P is the row's pivot, since there the difference would cancel.
struct Diagonal {
    struct Arguments {
        const double* w;
        const double* own_w;
        const double* beside;
        const double* total;
        const int* pivot;
        double* sum;
    };
    enum { W, BESIDE, TOTAL, PIVOT, NUMBERS };
    static constexpr Terms TERMS = Terms::ABOVE_CUT;
    static constexpr int UNROLLED = 1;
    const Pass& pass;
    const Arguments& arguments;
    const int own;
    const double own_w;
    double sum = 0.0;

    DEVICE Diagonal(const Pass& pass, const Arguments& arguments, int own)
        : pass(pass), arguments(arguments), own(own), own_w(arguments.own_w[own]) {}

    DEVICE double number(int n, int j) const {
        switch (n) {
            case W: return arguments.w[j];
            case BESIDE: return arguments.beside[j];
            case TOTAL: return arguments.total[j];
            default: return arguments.pivot[j];
        }
    }

    DEVICE void add(const Term& term) {
        const double entry = term[W] * own_w * term.exponential();
        const double left = term[PIVOT] == own ? term[BESIDE] : term[TOTAL] - entry;
        sum = fma(entry, left / term[TOTAL], sum);
    }

    DEVICE void end_tile() {}
    template <class Show> DEVICE void results(const Show& show) { show(sum, arguments.sum); }
};

ENTRIES_OF_POINTS(peak, Peak)
ENTRY_OF_ROWS(peak, Peak)
ENTRIES(product, Product)
ENTRIES(mixed, MixedProduct)
ENTRIES_OF_POINTS(diagonal, Diagonal)
ENTRY_OF_COLUMNS(diagonal, Diagonal)
