#include "launch.h"
#include "settings.h"
#include <stdexcept>

using emulation::Order;

Launch::Launch(std::string module, std::string name, Dim grid, u32 threads, void** arguments)
    : module(std::move(module)), name(std::move(name)), kernel(&emulation::kernels().at(this->name)), grid(grid),
      threads(threads) {
    for (size_t bytes : kernel->sizes) {
        std::vector<u64> words((bytes + 7) / 8);
        memcpy(words.data(), *arguments++, bytes);
        this->arguments.push_back(std::move(words));
    }
}

std::vector<Launch::Pointer> Launch::pointers() const {
    std::vector<Pointer> found;
    for (size_t k = 0; k < arguments.size(); k++) {
        for (size_t word = 0; word < arguments[k].size(); word++) {
            const u64 address = arguments[k][word];
            const memory::Allocation* allocation = memory::allocation_of(address);
            if (allocation) found.push_back({k, word, *allocation, address - (u64)allocation->begin});
        }
    }
    return found;
}

std::vector<memory::Allocation> Launch::allocations() const {
    std::map<char*, memory::Allocation> distinct;
    for (const Pointer& pointer : pointers()) distinct[pointer.allocation.begin] = pointer.allocation;
    std::vector<memory::Allocation> found;
    for (const auto& [begin, allocation] : distinct) found.push_back(allocation);
    return found;
}

std::vector<std::string> contents(const std::vector<memory::Allocation>& allocations) {
    std::vector<std::string> bytes;
    for (const memory::Allocation& allocation : allocations) bytes.emplace_back(allocation.begin, allocation.bytes);
    return bytes;
}

void Launch::run(Order order) {
    std::vector<void*> addresses;
    for (auto& words : arguments) addresses.push_back(words.data());
    emulation::run(*kernel, addresses.data(), grid, threads, order);
}

void Launch::compare_orders() {
    const auto touched = allocations();
    const auto before = contents(touched);
    run(Order::Forward);
    const auto expected = contents(touched);
    for (Order order : {Order::Reversed, Order::Shuffled}) {
        for (size_t k = 0; k < touched.size(); k++) memcpy(touched[k].begin, before[k].data(), before[k].size());
        run(order);
        if (contents(touched) != expected) throw std::runtime_error("the order of threads and blocks shows in the result");
    }
}

void Launch::run() {
    const std::string order = setting("ORDER", "forward");
    if (order == "all") return compare_orders();
    run(order == "reversed" ? Order::Reversed : order == "shuffled" ? Order::Shuffled : Order::Forward);
}
