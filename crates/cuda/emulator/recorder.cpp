// RECORD's folder gets, of the first process that uses it, `launches.jsonl`, a launch a line, and `buffers.bin`, all their memory, equal
// contents once. A launch is {module, name, grid, threads, arguments: [bytes as hexadecimal digits], pointers: [[argument, byte, buffer,
// offset]], buffers: [{bytes, before, after}]}, where before and after are places in buffers.bin.
#include "recorder.h"
#include "settings.h"
#include <cstdio>
#include <fstream>
#include <set>
#include <sstream>

namespace {

// Enough for every kernel at several sizes and levels, and little enough to be kept.
constexpr size_t MOST_BYTES = 8 << 20, MOST_BYTES_OF_A_LAUNCH = 256 << 10, MOST_LAUNCHES_OF_A_KERNEL = 8;

class Recorder {
public:
    explicit Recorder(const std::string& folder)
        : launches(folder + "/launches.jsonl"), buffers(folder + "/buffers.bin", std::ios::binary) {}

    bool wants(const Launch& launch) {
        size_t bytes = 0;
        for (const auto& allocation : launch.allocations()) bytes += allocation.bytes;
        if (bytes > MOST_BYTES_OF_A_LAUNCH || recorded_bytes + 2 * bytes > MOST_BYTES) return false;
        return count[launch.name] < MOST_LAUNCHES_OF_A_KERNEL && distinct.insert(likeness(launch)).second;
    }

    void add(const Launch& launch, const std::vector<std::string>& before, const std::vector<std::string>& after) {
        count[launch.name]++;
        launches << "{\"module\":\"" << launch.module << "\",\"name\":\"" << launch.name << "\",\"grid\":[" << launch.grid.x << ","
                 << launch.grid.y << "," << launch.grid.z << "],\"threads\":" << launch.threads << ",\"arguments\":[";
        for (size_t k = 0; k < launch.arguments.size(); k++) {
            launches << (k ? "," : "") << '"' << hexadecimal(launch.arguments[k], launch.kernel->sizes[k]) << '"';
        }
        launches << "],\"pointers\":[";
        const auto allocations = launch.allocations();
        const char* separator = "";
        for (const auto& pointer : launch.pointers()) {
            const auto is_its = [&](const auto& allocation) { return allocation.begin == pointer.allocation.begin; };
            const auto buffer = std::find_if(allocations.begin(), allocations.end(), is_its) - allocations.begin();
            launches << separator << "[" << pointer.argument << "," << pointer.word * 8 << "," << buffer << "," << pointer.offset << "]";
            separator = ",";
        }
        launches << "],\"buffers\":[";
        for (size_t k = 0; k < before.size(); k++) {
            launches << (k ? "," : "") << "{\"bytes\":" << before[k].size() << ",\"before\":" << place(before[k])
                     << ",\"after\":" << place(after[k]) << "}";
        }
        launches << "]}" << std::endl;
        buffers.flush();
    }

private:
    // Kernel, grid and arguments but for addresses.
    static std::string likeness(const Launch& launch) {
        auto words = launch.arguments;
        for (const auto& pointer : launch.pointers()) words[pointer.argument][pointer.word] = 0;
        std::ostringstream text;
        text << launch.name << " " << launch.grid.x << " " << launch.grid.y << " " << launch.grid.z;
        for (size_t k = 0; k < words.size(); k++) text << " " << hexadecimal(words[k], launch.kernel->sizes[k]);
        return text.str();
    }

    static std::string hexadecimal(const std::vector<u64>& words, size_t bytes) {
        std::string digits;
        for (size_t k = 0; k < bytes; k++) {
            char pair[3];
            snprintf(pair, sizeof pair, "%02x", ((const unsigned char*)words.data())[k]);
            digits += pair;
        }
        return digits;
    }

    // Where in the file of buffers these bytes are.
    size_t place(const std::string& bytes) {
        const auto [found, is_new] = places.try_emplace(bytes, recorded_bytes);
        if (is_new) {
            buffers.write(bytes.data(), bytes.size());
            recorded_bytes += bytes.size();
        }
        return found->second;
    }

    std::ofstream launches, buffers;
    size_t recorded_bytes = 0;
    std::map<std::string, size_t> count, places;
    std::set<std::string> distinct;
};

}  // namespace

void run_and_record(Launch& launch) {
    const std::string folder = setting("RECORD");
    if (folder.empty()) return launch.run();
    static Recorder recorder(folder);
    if (!recorder.wants(launch)) return launch.run();
    const auto allocations = launch.allocations();
    const auto before = contents(allocations);
    launch.run();
    recorder.add(launch, before, contents(allocations));
}
