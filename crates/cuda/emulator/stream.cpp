#include "stream.h"
#include <deque>
#include <mutex>
#include <thread>

namespace stream {
namespace {

std::recursive_mutex lock;
std::deque<std::function<void()>> waiting;
long long added = 0, done = 0;
Clock::time_point busy_until;

void work_until(long long position) {
    std::lock_guard<std::recursive_mutex> held(lock);
    while (done < position && !waiting.empty()) {
        const auto work = std::move(waiting.front());
        waiting.pop_front();
        done++;
        work();
    }
}

Event now() {
    std::lock_guard<std::recursive_mutex> held(lock);
    return {added, busy_until, {}};
}

}  // namespace

void add(std::function<void()> work, std::chrono::microseconds takes) {
    std::lock_guard<std::recursive_mutex> held(lock);
    waiting.push_back(std::move(work));
    added++;
    if (takes.count() > 0) busy_until = std::max(busy_until, Clock::now()) + takes;
}

void record(std::shared_ptr<Event> event) {
    std::lock_guard<std::recursive_mutex> held(lock);
    add([event] { event->done = Clock::now(); });
    event->position = added;
    event->ready = std::max(busy_until, Clock::now());
}

bool is_done(const Event& event) {
    if (Clock::now() < event.ready) return false;
    work_until(event.position);
    return true;
}

bool is_done() { return is_done(now()); }

void wait(const Event& event) {
    std::this_thread::sleep_until(event.ready);
    work_until(event.position);
}

void wait() { wait(now()); }

}  // namespace stream
