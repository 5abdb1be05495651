// A stand-in for the CUDA driver, on a machine without one: the functions that superlinear and bench/peers/cuda call, with the kernels that
// are linked in. It takes the same PTX as a driver, of which it uses the names of the kernels only.
#include "recorder.h"
#include "settings.h"
#include "stream.h"
#include <atomic>
#include <mutex>
#include <stdexcept>

// Codes of CUDA, CUresult.
enum Result : unsigned {
    SUCCESS = 0,
    INVALID_VALUE = 1,
    OUT_OF_MEMORY = 2,
    INVALID_DEVICE = 101,
    INVALID_CONTEXT = 201,
    INVALID_PTX = 218,
    NOT_FOUND = 500,
    NOT_READY = 600,
    LAUNCH_FAILED = 719,
};

// Attributes of devices, CUdevice_attribute.
enum Attribute {
    CLOCK_RATE = 13,
    MULTIPROCESSORS = 16,
    CAPABILITY_MAJOR = 75,
    CAPABILITY_MINOR = 76,
    SINGLE_TO_DOUBLE_RATIO = 87,
    MEMORY_POOLS_SUPPORTED = 115,
};

#define API extern "C" Result

namespace {

// A device that is lost stays so until the process ends.
std::atomic<bool> is_lost{false};

Result lost() { return (Result)setting("LOST_CODE", (long long)LAUNCH_FAILED); }

Result state() { return is_lost ? lost() : SUCCESS; }

int the_context, the_stream;
thread_local void* current_context = nullptr;

// What calls return that need a device and, on their thread, its context.
Result ready() { return current_context == &the_context ? state() : INVALID_CONTEXT; }

// The result that the setting FAIL tells this function to return, by its next call or by all.
Result told(const char* function) {
    static std::map<std::string, long long> calls;
    static std::mutex lock;
    std::lock_guard<std::mutex> held(lock);
    const std::string failure = setting("FAIL");
    const size_t end = failure.find(':'), next = failure.find(':', end + 1);
    if (end == std::string::npos || failure.substr(0, end) != function) return SUCCESS;
    const bool is_spent = next != std::string::npos && ++calls[failure] > atoll(failure.c_str() + next + 1);
    return is_spent ? SUCCESS : (Result)atoll(failure.c_str() + end + 1);
}
#define MAY_FAIL \
    if (const Result result = told(__func__)) return result

void lose(const char* why) {
    fprintf(stderr, "stand-in driver: %s\n", why);
    is_lost = true;
}

Result waited() {
    stream::wait();
    return state();
}

struct Module {
    std::string ptx;

    // The file that it says it is from: "// From NAME.cu by ...".
    std::string name() const {
        const size_t begin = ptx.find("From "), end = ptx.find(".cu ");
        return begin == std::string::npos || end == std::string::npos ? "" : ptx.substr(begin + 5, end - begin - 5);
    }
};

struct Function {
    std::string module, name;
};

using EventHandle = std::shared_ptr<stream::Event>;

Result copy_to_device(u64 to, const void* from, size_t bytes) {
    if (const Result result = ready()) return result;
    // Memory that is not pinned is read before the call returns.
    stream::add([to, copy = std::string((const char*)from, bytes)] { memcpy((void*)to, copy.data(), copy.size()); });
    return SUCCESS;
}

Result copy_to_host(void* to, u64 from, size_t bytes) {
    if (const Result result = ready()) return result;
    stream::add([=] { memcpy(to, (const void*)from, bytes); });
    return waited();
}

Result allocate(u64* address, size_t bytes) {
    if (const Result result = ready()) return result;
    if (bytes == 0) return INVALID_VALUE;
    // What is to be freed in its turn may make room.
    if (bytes > memory::total() - memory::used()) stream::wait();
    char* begin = memory::allocate(bytes);
    *address = (u64)begin;
    return begin ? SUCCESS : OUT_OF_MEMORY;
}

void perform(Launch& launch) {
    if (is_lost) return;
    static long long count = 0;
    const long long most = setting("LOST_AFTER", -1LL);
    if (most >= 0 && count++ >= most) return lose("the device is lost, as asked");
    try {
        run_and_record(launch);
    } catch (const std::runtime_error& error) {
        lose((launch.name + ": " + error.what()).c_str());
    }
}

}  // namespace

API cuInit(unsigned) {
    MAY_FAIL;
    return SUCCESS;
}

API cuDriverGetVersion(int* version) {
    *version = setting("VERSION", 12000LL);
    return SUCCESS;
}

API cuDeviceGetCount(int* count) {
    *count = setting("DEVICES", 1LL);
    return SUCCESS;
}

API cuDeviceGet(int* device, int ordinal) {
    *device = ordinal;
    return ordinal < setting("DEVICES", 1LL) ? SUCCESS : INVALID_DEVICE;
}

API cuDeviceGetName(char* name, int room, int) {
    snprintf(name, room, "stand-in without a device");
    return SUCCESS;
}

API cuDeviceGetAttribute(int* value, int attribute, int) {
    const int capability = setting("CAPABILITY", 90LL);
    switch (attribute) {
        case CLOCK_RATE: *value = setting("CLOCK", 1500000LL); break;
        case MULTIPROCESSORS: *value = 4; break;
        case CAPABILITY_MAJOR: *value = capability / 10; break;
        case CAPABILITY_MINOR: *value = capability % 10; break;
        case SINGLE_TO_DOUBLE_RATIO: *value = 2; break;
        case MEMORY_POOLS_SUPPORTED: *value = 1; break;
        default: *value = 0;
    }
    return SUCCESS;
}

API cuDeviceTotalMem_v2(size_t* bytes, int) {
    *bytes = memory::total();
    return SUCCESS;
}

API cuDevicePrimaryCtxRetain(void** context, int) {
    MAY_FAIL;
    *context = &the_context;
    return state();
}

API cuCtxSetCurrent(void* context) {
    current_context = context;
    return SUCCESS;
}

API cuCtxSynchronize() { return waited(); }

API cuModuleLoadData(void** module, const void* image) {
    MAY_FAIL;
    if (const Result result = ready()) return result;
    auto loaded = std::make_unique<Module>(Module{(const char*)image});
    const bool is_ptx = loaded->ptx.find(".target sm_70") != std::string::npos;
    if (!is_ptx || loaded->ptx.find(".version 8.0") == std::string::npos) return INVALID_PTX;
    *module = loaded.release();
    return SUCCESS;
}

API cuModuleGetFunction(void** function, void* module, const char* name) {
    const Module& in = *(Module*)module;
    const bool is_there = in.ptx.find(std::string(".entry ") + name + "(") != std::string::npos;
    if (!is_there || !emulation::kernels().count(name)) return NOT_FOUND;
    // Functions live as long as the process; there are few.
    static std::map<std::string, Function> functions;
    *function = &(functions[name] = {in.name(), name});
    return SUCCESS;
}

API cuStreamCreate(void** stream, unsigned) {
    *stream = &the_stream;
    return state();
}

API cuStreamSynchronize(void*) {
    MAY_FAIL;
    return waited();
}

API cuStreamQuery(void*) { return stream::is_done() ? state() : NOT_READY; }

API cuEventCreate(void** event, unsigned) {
    *event = new EventHandle(new stream::Event);
    return state();
}

API cuEventDestroy_v2(void* event) {
    delete (EventHandle*)event;
    return SUCCESS;
}

API cuEventRecord(void* event, void*) {
    if (!is_lost) stream::record(*(EventHandle*)event);
    return state();
}

API cuEventQuery(void* event) {
    if (const Result result = ready()) return result;
    return stream::is_done(**(EventHandle*)event) ? state() : NOT_READY;
}

API cuEventElapsedTime(float* milliseconds, void* start, void* end) {
    const stream::Event &from = **(EventHandle*)start, &to = **(EventHandle*)end;
    if (!stream::is_done(to)) return NOT_READY;
    const auto took = (to.done - from.done) + (to.ready - from.ready);
    *milliseconds = std::chrono::duration<float, std::milli>(took).count();
    return state();
}

API cuMemAlloc_v2(u64* address, size_t bytes) { return allocate(address, bytes); }

API cuMemAllocAsync(u64* address, size_t bytes, void*) {
    MAY_FAIL;
    return allocate(address, bytes);
}

API cuMemFree_v2(u64 address) {
    stream::wait();
    if (!memory::release((char*)address)) return INVALID_VALUE;
    return state();
}

API cuMemFreeAsync(u64 address, void*) {
    stream::add([=] { memory::release((char*)address); });
    return state();
}

API cuMemcpyHtoD_v2(u64 to, const void* from, size_t bytes) {
    const Result result = copy_to_device(to, from, bytes);
    return result == SUCCESS ? waited() : result;
}

API cuMemcpyHtoDAsync_v2(u64 to, const void* from, size_t bytes, void*) { return copy_to_device(to, from, bytes); }

API cuMemcpyDtoH_v2(void* to, u64 from, size_t bytes) {
    const Result result = copy_to_host(to, from, bytes);
    return result == SUCCESS ? waited() : result;
}

API cuMemcpyDtoHAsync_v2(void* to, u64 from, size_t bytes, void*) { return copy_to_host(to, from, bytes); }

API cuLaunchKernel(void* function, unsigned grid_x, unsigned grid_y, unsigned grid_z, unsigned threads, unsigned threads_y,
                   unsigned threads_z, unsigned, void*, void** arguments, void**) {
    MAY_FAIL;
    if (const Result result = ready()) return result;
    const bool is_grid = grid_x > 0 && grid_y > 0 && grid_y < 65536 && grid_z > 0 && grid_z < 65536;
    if (!is_grid || threads == 0 || threads > 1024 || threads_y != 1 || threads_z != 1) return INVALID_VALUE;
    const Function& launched = *(Function*)function;
    Launch launch(launched.module, launched.name, {grid_x, grid_y, grid_z}, threads, arguments);
    const std::chrono::microseconds takes((long long)(1000 * atof(setting("SLOW", "0").c_str())));
    stream::add([launch]() mutable { perform(launch); }, takes);
    return SUCCESS;
}

API cuGetErrorName(int result, const char** name) {
    static const std::map<int, const char*> names = {
        {SUCCESS, "CUDA_SUCCESS"},
        {INVALID_VALUE, "CUDA_ERROR_INVALID_VALUE"},
        {OUT_OF_MEMORY, "CUDA_ERROR_OUT_OF_MEMORY"},
        {36, "CUDA_ERROR_CALL_REQUIRES_NEWER_DRIVER"},
        {46, "CUDA_ERROR_DEVICE_UNAVAILABLE"},
        {100, "CUDA_ERROR_NO_DEVICE"},
        {INVALID_DEVICE, "CUDA_ERROR_INVALID_DEVICE"},
        {INVALID_CONTEXT, "CUDA_ERROR_INVALID_CONTEXT"},
        {INVALID_PTX, "CUDA_ERROR_INVALID_PTX"},
        {221, "CUDA_ERROR_JIT_COMPILER_NOT_FOUND"},
        {222, "CUDA_ERROR_UNSUPPORTED_PTX_VERSION"},
        {223, "CUDA_ERROR_JIT_COMPILATION_DISABLED"},
        {226, "CUDA_ERROR_CONTAINED"},
        {NOT_FOUND, "CUDA_ERROR_NOT_FOUND"},
        {NOT_READY, "CUDA_ERROR_NOT_READY"},
        {700, "CUDA_ERROR_ILLEGAL_ADDRESS"},
        {LAUNCH_FAILED, "CUDA_ERROR_LAUNCH_FAILED"},
        {803, "CUDA_ERROR_SYSTEM_DRIVER_MISMATCH"},
        {913, "CUDA_ERROR_FUNCTION_NOT_LOADED"},
        {999, "CUDA_ERROR_UNKNOWN"},
    };
    const auto found = names.find(result);
    *name = found == names.end() ? nullptr : found->second;
    return *name ? SUCCESS : INVALID_VALUE;
}
