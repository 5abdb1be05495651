// Blocks of threads on one thread of a processor: each is a fiber with a stack of its own, which runs until a barrier.
#include "emulation.h"
#include <csetjmp>
#include <numeric>
#include <random>
#include <stdexcept>
#include <ucontext.h>

Dim threadIdx, blockIdx;

namespace emulation {

std::map<std::string, Kernel>& kernels() {
    static std::map<std::string, Kernel> all;
    return all;
}

namespace {

enum class State { New, Waiting, Done };

struct Fiber {
    std::vector<char> stack = std::vector<char>(1 << 16);
    ucontext_t start;
    jmp_buf at;
    State state;
};

std::vector<Fiber> fibers;
Fiber* current;
jmp_buf scheduler;
const Kernel* kernel;
void** arguments;

void body() {
    kernel->call(arguments);
    current->state = State::Done;
    _longjmp(scheduler, 1);
}

// Runs a thread of the block until its next barrier or its end. A context begins a fiber; jumps, which make no call of the system,
// switch between fibers.
void resume(u32 thread) {
    current = &fibers[thread];
    threadIdx = {thread, 0, 0};
    if (_setjmp(scheduler)) return;
    if (current->state == State::Waiting) _longjmp(current->at, 1);
    getcontext(&current->start);
    current->start.uc_stack.ss_sp = current->stack.data();
    current->start.uc_stack.ss_size = current->stack.size();
    makecontext(&current->start, body, 0);
    setcontext(&current->start);
}

// The numbers below `count` in an order, each time another one where they are shuffled.
class Turns {
public:
    Turns(size_t count, Order order) : numbers(count), order(order) {
        std::iota(numbers.begin(), numbers.end(), 0);
        if (order == Order::Reversed) std::reverse(numbers.begin(), numbers.end());
    }
    const std::vector<u32>& next() {
        if (order == Order::Shuffled) std::shuffle(numbers.begin(), numbers.end(), random);
        return numbers;
    }

private:
    std::vector<u32> numbers;
    Order order;
    std::mt19937 random;
};

void run_block(u32 threads, Turns& turns) {
    for (u32 k = 0; k < threads; k++) fibers[k].state = State::New;
    for (;;) {
        for (u32 thread : turns.next()) resume(thread);
        const auto is_done = [](const Fiber& fiber) { return fiber.state == State::Done; };
        const u32 done = std::count_if(fibers.begin(), fibers.begin() + threads, is_done);
        if (done == threads) return;
        if (done > 0) throw std::runtime_error("some threads end while others wait at a barrier");
    }
}

}  // namespace

void run(const Kernel& of, void** with, Dim grid, u32 threads, Order order) {
    kernel = &of;
    arguments = with;
    if (fibers.size() < threads) fibers.resize(threads);
    Turns turns(threads, order), blocks((size_t)grid.x * grid.y * grid.z, order);
    for (u32 block : blocks.next()) {
        blockIdx = {block % grid.x, block / grid.x % grid.y, block / grid.x / grid.y};
        run_block(threads, turns);
    }
}

}  // namespace emulation

void barrier() {
    using namespace emulation;
    Fiber* self = current;
    self->state = State::Waiting;
    if (!_setjmp(self->at)) _longjmp(scheduler, 1);
}
