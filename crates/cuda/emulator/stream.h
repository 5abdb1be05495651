// The one stream of work: late on purpose, nothing is done before somebody waits for it or asks whether it is done. So what is used before
// it is there is seen to be missing.
#pragma once
#include <chrono>
#include <functional>
#include <memory>

namespace stream {

using Clock = std::chrono::steady_clock;

struct Event {
    long long position = 0;   // of the work before it
    Clock::time_point ready;  // when the device, were it as slow as it is told to be, is done with that
    Clock::time_point done;   // when the emulator was
};

// Adds work that takes the device this long.
void add(std::function<void()> work, std::chrono::microseconds takes = {});

void record(std::shared_ptr<Event> event);

// Whether all work, or that before an event, is done by now. Does it where it is due.
bool is_done();
bool is_done(const Event& event);

// Waits for all work, or for that before an event.
void wait();
void wait(const Event& event);

}  // namespace stream
