#include "memory.h"
#include <cstdio>
#include <fstream>
#include <mutex>
#include "settings.h"

namespace memory {
namespace {

constexpr size_t GUARD = 64;
constexpr char GUARDED = (char)0xA5;
// All bytes of a NaN, and of an impossible index.
constexpr char UNSET = (char)0xFF;

struct Pool {
    std::map<u64, Allocation> allocations;
    size_t used = 0;

    char* add(size_t bytes) {
        char* block = (char*)malloc(bytes + 2 * GUARD);
        memset(block, GUARDED, bytes + 2 * GUARD);
        char* begin = block + GUARD;
        memset(begin, UNSET, bytes);
        allocations[(u64)begin] = {begin, bytes};
        used += bytes;
        return begin;
    }

    bool remove(char* begin) {
        const auto found = allocations.find((u64)begin);
        if (found == allocations.end()) return false;
        const size_t bytes = found->second.bytes;
        for (size_t k = 0; k < GUARD; k++) {
            if (begin[-1 - (long)k] != GUARDED || begin[bytes + k] != GUARDED) {
                fprintf(stderr, "stand-in driver: something was written beyond its memory of %zu bytes\n", bytes);
                abort();
            }
        }
        used -= bytes;
        allocations.erase(found);
        free(begin - GUARD);
        return true;
    }

    const Allocation* find(u64 address) const {
        auto next = allocations.upper_bound(address);
        if (next == allocations.begin()) return nullptr;
        const Allocation& allocation = std::prev(next)->second;
        return address < (u64)allocation.begin + allocation.bytes ? &allocation : nullptr;
    }
};

std::recursive_mutex lock;
#define LOCKED std::lock_guard<std::recursive_mutex> held(lock)

Pool device;

bool is_to_fail() {
    static long long count = 0;
    return ++count == setting("FAIL_ALLOCATION", 0LL);
}

struct AtExit {
    ~AtExit() {
        const std::string file = setting("LIVE");
        if (!file.empty()) std::ofstream(file) << living() << "\n";
    }
} at_exit;

}  // namespace

char* allocate(size_t bytes) {
    LOCKED;
    const bool fits = bytes <= total() && device.used <= total() - bytes;
    return is_to_fail() || !fits ? nullptr : device.add(bytes);
}

bool release(char* begin) {
    LOCKED;
    return device.remove(begin);
}

const Allocation* allocation_of(u64 address) {
    LOCKED;
    return device.find(address);
}

size_t total() { return setting("MEMORY", 1LL << 30); }

size_t used() {
    LOCKED;
    return device.used;
}

size_t living() {
    LOCKED;
    return device.allocations.size();
}

}  // namespace memory
