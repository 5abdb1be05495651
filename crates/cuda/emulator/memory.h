// The device's memory: this process's, filled with what shows where it is used too early, and guarded.
#pragma once
#include "emulation.h"

namespace memory {

struct Allocation {
    char* begin;
    size_t bytes;
};

// Undefined (null) where there is no memory.
char* allocate(size_t bytes);

// False where there is no such allocation. Ends the process where something was written beyond it.
bool release(char* begin);

// The device's allocation that an address is in, if any.
const Allocation* allocation_of(u64 address);

size_t total();
size_t used();

// How many allocations are alive.
size_t living();

}  // namespace memory
