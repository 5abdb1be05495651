// What the stand-in is told by variables of the environment, FAKE_CUDA_NAME. All are read when they are needed.
//   DEVICES          how many devices there are (1)
//   FAIL             FUNCTION:CODE:TIMES, where a function's first calls return a code; all of them without TIMES
//   VERSION          the driver's version (12000)
//   CAPABILITY       the device's compute capability times ten (90)
//   CLOCK            the device's clock in kilohertz; launches for a slow one are small (1500000)
//   MEMORY           the device's memory in bytes (2^30)
//   FAIL_ALLOCATION  the number of the allocation, from 1 on, for which there is no memory
//   LOST_AFTER       how many launches go well before one loses the device
//   LOST_CODE        what a lost device returns from then on (719)
//   SLOW             milliseconds, or parts of one, that each launch takes at least
//   ORDER            the order of threads and blocks: forward, reversed, shuffled, or all, where each launch is run in all three and
//                    fails unless they give the same bits (forward)
//   LIVE             a file that gets the number of allocations alive at the end of the process
//   RECORD           a folder that gets distinct launches with their memory before and after; see recorder.cpp
#pragma once
#include <cstdlib>
#include <string>

inline std::string setting(const std::string& name, const char* otherwise = "") {
    const char* value = getenv(("FAKE_CUDA_" + name).c_str());
    return value ? value : otherwise;
}

inline long long setting(const std::string& name, long long otherwise) {
    const std::string value = setting(name);
    return value.empty() ? otherwise : atoll(value.c_str());
}
