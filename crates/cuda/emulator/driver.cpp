// A stand-in for the CUDA driver, on a machine without one: what the crate cudarc calls, with the kernels that are linked in. It takes
// the same PTX as a driver, of which it uses the names of the kernels only.
#include "recorder.h"
#include "settings.h"
#include "stream.h"
#include <atomic>
#include <stdexcept>

// Codes of CUDA, CUresult.
enum Result {
    SUCCESS = 0,
    INVALID_VALUE = 1,
    OUT_OF_MEMORY = 2,
    INVALID_DEVICE = 101,
    INVALID_PTX = 218,
    NOT_FOUND = 500,
    NOT_READY = 600,
    LAUNCH_FAILED = 719,
};

// Attributes of devices, CUdevice_attribute.
enum Attribute {
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

Result state() { return is_lost ? LAUNCH_FAILED : SUCCESS; }

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

int the_context, the_stream;
thread_local void* current_context = nullptr;

Result copy_to_device(u64 to, const void* from, size_t bytes) {
    if (is_lost) return LAUNCH_FAILED;
    // Only pinned memory is read when the copy's turn comes; what else is given is read before the call returns.
    if (memory::is_pinned(from)) {
        stream::add([=] { memcpy((void*)to, from, bytes); });
    } else {
        stream::add([to, copy = std::string((const char*)from, bytes)] { memcpy((void*)to, copy.data(), copy.size()); });
    }
    return SUCCESS;
}

Result copy_to_host(void* to, u64 from, size_t bytes) {
    if (is_lost) return LAUNCH_FAILED;
    stream::add([=] { memcpy(to, (const void*)from, bytes); });
    return memory::is_pinned(to) ? SUCCESS : waited();
}

Result set(u64 to, unsigned char byte, size_t bytes) {
    if (is_lost) return LAUNCH_FAILED;
    stream::add([=] { memset((void*)to, byte, bytes); });
    return SUCCESS;
}

Result copy_on_device(u64 to, u64 from, size_t bytes) {
    if (is_lost) return LAUNCH_FAILED;
    stream::add([=] { memcpy((void*)to, (const void*)from, bytes); });
    return SUCCESS;
}

Result allocate(u64* address, size_t bytes) {
    if (is_lost) return LAUNCH_FAILED;
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

API cuInit(unsigned) { return (Result)setting("INIT", 0LL); }

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

API cuMemGetInfo_v2(size_t* free, size_t* total) {
    *total = memory::total();
    *free = *total - memory::used();
    return state();
}

API cuDevicePrimaryCtxRetain(void** context, int) {
    *context = &the_context;
    return state();
}

API cuDevicePrimaryCtxRelease_v2(int) { return SUCCESS; }

API cuCtxSetCurrent(void* context) {
    current_context = context;
    return SUCCESS;
}

API cuCtxGetCurrent(void** context) {
    *context = current_context;
    return SUCCESS;
}

API cuCtxSetFlags(unsigned) { return SUCCESS; }

API cuCtxSynchronize() { return waited(); }

API cuModuleLoadData(void** module, const void* image) {
    if (is_lost) return LAUNCH_FAILED;
    auto loaded = std::make_unique<Module>(Module{(const char*)image});
    const bool is_ptx = loaded->ptx.find(".target sm_70") != std::string::npos;
    if (!is_ptx || loaded->ptx.find(".version 8.0") == std::string::npos) return INVALID_PTX;
    *module = loaded.release();
    return SUCCESS;
}

API cuModuleUnload(void* module) {
    stream::wait();
    delete (Module*)module;
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

API cuStreamCreateWithPriority(void** stream, unsigned, int) { return cuStreamCreate(stream, 0); }

API cuStreamDestroy_v2(void*) { return waited(); }

API cuStreamSynchronize(void*) { return waited(); }

API cuStreamQuery(void*) { return stream::is_done() ? state() : NOT_READY; }

// All streams are one, whose order is kept.
API cuStreamWaitEvent(void*, void*, unsigned) { return state(); }

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

API cuEventSynchronize(void* event) {
    if (!is_lost) stream::wait(**(EventHandle*)event);
    return state();
}

API cuEventQuery(void* event) {
    if (is_lost) return LAUNCH_FAILED;
    return stream::is_done(**(EventHandle*)event) ? state() : NOT_READY;
}

API cuEventElapsedTime(float* milliseconds, void* start, void* end) {
    const stream::Event &from = **(EventHandle*)start, &to = **(EventHandle*)end;
    if (!stream::is_done(to)) return NOT_READY;
    const auto took = (to.done - from.done) + (to.ready - from.ready);
    *milliseconds = std::chrono::duration<float, std::milli>(took).count();
    return state();
}

API cuEventElapsedTime_v2(float* milliseconds, void* start, void* end) { return cuEventElapsedTime(milliseconds, start, end); }

API cuMemAlloc_v2(u64* address, size_t bytes) { return allocate(address, bytes); }

API cuMemAllocAsync(u64* address, size_t bytes, void*) { return allocate(address, bytes); }

API cuMemFree_v2(u64 address) {
    stream::wait();
    if (!memory::release((char*)address)) return INVALID_VALUE;
    return state();
}

API cuMemFreeAsync(u64 address, void*) {
    stream::add([=] { memory::release((char*)address); });
    return state();
}

API cuMemHostAlloc(void** address, size_t bytes, unsigned) {
    if (is_lost) return LAUNCH_FAILED;
    *address = memory::allocate_pinned(bytes);
    return *address ? SUCCESS : OUT_OF_MEMORY;
}

API cuMemFreeHost(void* address) {
    stream::wait();
    if (!memory::release_pinned((char*)address)) return INVALID_VALUE;
    return state();
}

API cuMemsetD8_v2(u64 to, unsigned char byte, size_t bytes) {
    const Result result = set(to, byte, bytes);
    return result == SUCCESS ? waited() : result;
}

API cuMemsetD8Async(u64 to, unsigned char byte, size_t bytes, void*) { return set(to, byte, bytes); }

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

API cuMemcpyDtoDAsync_v2(u64 to, u64 from, size_t bytes, void*) { return copy_on_device(to, from, bytes); }

API cuLaunchKernel(void* function, unsigned grid_x, unsigned grid_y, unsigned grid_z, unsigned threads, unsigned threads_y,
                   unsigned threads_z, unsigned, void*, void** arguments, void**) {
    if (is_lost) return LAUNCH_FAILED;
    const bool is_grid = grid_x > 0 && grid_y > 0 && grid_y < 65536 && grid_z > 0 && grid_z < 65536;
    if (!is_grid || threads == 0 || threads > 1024 || threads_y != 1 || threads_z != 1) return INVALID_VALUE;
    const Function& launched = *(Function*)function;
    Launch launch(launched.module, launched.name, {grid_x, grid_y, grid_z}, threads, arguments);
    const std::chrono::milliseconds takes(setting("SLOW", 0LL));
    stream::add([launch]() mutable { perform(launch); }, takes);
    return SUCCESS;
}

API cuGetErrorName(Result result, const char** name) {
    switch ((int)result) {
        case SUCCESS: *name = "CUDA_SUCCESS"; break;
        case INVALID_VALUE: *name = "CUDA_ERROR_INVALID_VALUE"; break;
        case OUT_OF_MEMORY: *name = "CUDA_ERROR_OUT_OF_MEMORY"; break;
        case 3: *name = "CUDA_ERROR_NOT_INITIALIZED"; break;
        case 46: *name = "CUDA_ERROR_DEVICE_UNAVAILABLE"; break;
        case 100: *name = "CUDA_ERROR_NO_DEVICE"; break;
        case INVALID_DEVICE: *name = "CUDA_ERROR_INVALID_DEVICE"; break;
        case INVALID_PTX: *name = "CUDA_ERROR_INVALID_PTX"; break;
        case NOT_FOUND: *name = "CUDA_ERROR_NOT_FOUND"; break;
        case NOT_READY: *name = "CUDA_ERROR_NOT_READY"; break;
        case 700: *name = "CUDA_ERROR_ILLEGAL_ADDRESS"; break;
        case LAUNCH_FAILED: *name = "CUDA_ERROR_LAUNCH_FAILED"; break;
        case 803: *name = "CUDA_ERROR_SYSTEM_DRIVER_MISMATCH"; break;
        default: *name = "CUDA_ERROR_UNKNOWN";
    }
    return SUCCESS;
}

API cuGetErrorString(Result result, const char** text) { return cuGetErrorName(result, text); }

// For tests: how many allocations are alive.
extern "C" long long stand_in_living() { return memory::living(); }
