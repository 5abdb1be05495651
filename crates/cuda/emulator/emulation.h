// CUDA's words on a processor, for tests: what portable.cuh leaves open, and a list of the kernels. The threads of a block take turns, in
// any order, from barrier to barrier.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

using u32 = uint32_t;
using u64 = uint64_t;
using std::min;

struct Dim {
    u32 x, y, z;
};
extern Dim threadIdx, blockIdx;

#define KERNEL extern "C" void
#define DEVICE inline __attribute__((always_inline))
#define SHARED static
#define CONSTANT static const
#define THREADS(count)
#define EXPORT(kernel) static const emulation::Export export_##kernel(#kernel, kernel);

template <class To, class From> inline To bits_as(From from) {
    To to;
    static_assert(sizeof to == sizeof from);
    memcpy(&to, &from, sizeof to);
    return to;
}
inline double from_bits(u64 bits) { return bits_as<double>(bits); }
inline u64 to_bits(double x) { return bits_as<u64>(x); }
inline float single_from_bits(u32 bits) { return bits_as<float>(bits); }
inline u32 single_to_bits(float x) { return bits_as<u32>(x); }
inline int opaque(int x) { return x; }
void barrier();

namespace emulation {

struct Kernel {
    std::vector<size_t> sizes;  // of the arguments, in bytes
    std::function<void(void**)> call;
};

// All kernels that are linked in, by name.
std::map<std::string, Kernel>& kernels();

// Which thread and which block goes first.
enum class Order { Forward, Reversed, Shuffled };

// Runs a kernel; throws std::runtime_error where its threads do not meet at a barrier.
void run(const Kernel& kernel, void** arguments, Dim grid, u32 threads, Order order);

template <class... A> struct Export {
    Export(const char* name, void (*kernel)(A...)) {
        kernels()[name] = {{sizeof(A)...}, [kernel](void** arguments) {
                               call(kernel, arguments, std::index_sequence_for<A...>());
                           }};
    }
    template <size_t... K> static void call(void (*kernel)(A...), void** arguments, std::index_sequence<K...>) {
        kernel(*(A*)arguments[K]...);
    }
};

}  // namespace emulation
