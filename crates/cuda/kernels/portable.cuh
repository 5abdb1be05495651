// What every kernel needs beside CUDA itself: words for what a processor, which emulates kernels in tests, has to say in another
// way, and arithmetic whose bits are the same on every device, in the emulator, and in numerics::simd. That takes three things:
// sums and products are contracted nowhere but where `fma` is written, division and square root are IEEE's, and nothing is called
// but what stands here.
#pragma once

#ifdef __CUDACC_RTC__

#define KERNEL extern "C" __global__ void
#define DEVICE __device__ __forceinline__
#define SHARED __shared__
#define CONSTANT __constant__
// Blocks have this many threads. Told that four blocks are to fit, the assembler spills nothing so that more do.
#define THREADS(count) __launch_bounds__(count, 4)
#define EXPORT(kernel)

typedef unsigned int u32;
typedef unsigned long long u64;

DEVICE double from_bits(u64 bits) { return __longlong_as_double((long long)bits); }
DEVICE u64 to_bits(double x) { return (u64)__double_as_longlong(x); }
DEVICE float single_from_bits(u32 bits) { return __uint_as_float(bits); }
DEVICE u32 single_to_bits(float x) { return __float_as_uint(x); }

DEVICE void barrier() { __syncthreads(); }

// Hides from the compiler that `x` does not change in a loop. It would make a copy of the loop for each choice that hangs on `x`.
DEVICE int opaque(int x) {
    asm volatile("" : "+r"(x));
    return x;
}

#else
#include "emulation.h"
#endif

DEVICE double infinite() { return from_bits(0x7ff0000000000000); }

// The constants of numerics::simd's exp, where they are explained. They are kept in memory, from which instructions take them as from
// registers. In the code, ptxas would move both halves of each into a register every time: more instructions than all others together.
CONSTANT double ROUNDER = 6755399441055744.0 + 1022.0;
CONSTANT double MIDDLE = 0.05889151782819173;
CONSTANT double LOG2_E = 1.4426950408889634;
CONSTANT double LN_2_HIGH = 0x1.62e42feep-1;
CONSTANT double LN_2_LOW = 0x1.a39ef35793c76p-33;
CONSTANT double EVEN[5] = {0.4999999999999999, 0.04166666666668426, 0.0013888888885819138, 2.4801575251963243e-05,
                           2.7590826294470695e-07};
CONSTANT double ODD[5] = {0.16666666666667757, 0.008333333332411267, 0.00019841272494423883, 2.7554118934237386e-06,
                          2.6456231826290592e-08};

DEVICE double pair(int k, double r) { return fma(ODD[k], r, EVEN[k]); }

// exp(x) for x of at least -708.4, where it is a normal number: x = k ln 2 + r by Cody and Waite, then exp(r) = 1 + r + r^2 q(r).
DEVICE double exponential_normal(double x) {
    x = 710.0 < x ? 710.0 : x;
    const double shifted = fma(x - MIDDLE, LOG2_E, ROUNDER);
    const double k = shifted - ROUNDER;
    const double r = fma(-k, LN_2_LOW, fma(-k, LN_2_HIGH, x));
    const double square = r * r, fourth = square * square;
    const double low = fma(pair(1, r), square, pair(0, r));
    const double high = fma(pair(4, r), fourth, fma(pair(3, r), square, pair(2, r)));
    const double tail = fma(square, fma(high, fourth, low), r);
    return fma(tail, 2.0, 2.0) * from_bits(to_bits(shifted) << 52);
}

// exp(x) for any x; below -708.4 it is 0.
DEVICE double exponential(double x) { return exponential_normal(-708.4 > x ? -708.4 : x); }

// exp in single precision for x above -87, with a relative error of at most 8e-8, measured at 2^24 points of [-40, 88]; beyond 88 it
// stays finite. The coefficients interpolate (exp(r) - 1)/r at Chebyshev's six points of |r| <= ln 2 / 2.
DEVICE float exponential_single(float x) {
    const float ROUNDER = 12582912.0f, LOG2_E = 1.44269504f, LN_2_HIGH = 0.693145752f, LN_2_LOW = 1.42860677e-6f;
    x = 88.0f < x ? 88.0f : x;
    const float shifted = fmaf(x, LOG2_E, ROUNDER);
    const float k = shifted - ROUNDER;
    const float r = fmaf(-k, LN_2_LOW, fmaf(-k, LN_2_HIGH, x));
    const float quotient =
        fmaf(fmaf(fmaf(fmaf(fmaf(1.3933731e-3f, r, 8.36922e-3f), r, 4.1666463e-2f), r, 0.16666505f), r, 0.5f), r, 1.0f);
    return fmaf(quotient, r, 1.0f) * single_from_bits((single_to_bits(shifted) + 127u) << 23);
}
