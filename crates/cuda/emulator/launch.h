// A launch of a kernel: its arguments, by value, and what they point to.
#pragma once
#include "emulation.h"
#include "memory.h"

struct Launch {
    std::string module, name;
    const emulation::Kernel* kernel;
    Dim grid;
    u32 threads;
    std::vector<std::vector<u64>> arguments;  // one word or more each

    Launch(std::string module, std::string name, Dim grid, u32 threads, void** arguments);

    // Where the arguments have an address of the device's memory: by argument and by word of it.
    struct Pointer {
        size_t argument, word;
        memory::Allocation allocation;
        u64 offset;
    };
    std::vector<Pointer> pointers() const;

    // The allocations that are pointed to, each once.
    std::vector<memory::Allocation> allocations() const;

    // Runs it as the setting ORDER says; throws std::runtime_error where threads do not meet or orders do not agree.
    void run();

private:
    void run(emulation::Order order);
    void compare_orders();
};

// The bytes in these allocations.
std::vector<std::string> contents(const std::vector<memory::Allocation>& allocations);
