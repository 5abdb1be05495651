"""Repeats recorded launches of the CUDA kernels on a device and compares bits: golden.py FOLDER PTX_FOLDER [--times N]

FOLDER contains launches.jsonl and buffers.bin, written by the stand-in for the driver (crates/cuda/emulator/recorder.cpp); PTX_FOLDER
contains the kernels. Needs only the driver and Python. Prints a line of JSON per launch, with the median of N times if requested, and a
final one with the number of wrong launches, which is also the exit code.
"""

import argparse
import ctypes
import json
import statistics
import sys
import time
from pathlib import Path

# The driver, or the stand-in if LD_LIBRARY_PATH selects it.
LIBRARY = "libcuda.so.1"


class Device:
    """The first device, through the few driver functions needed for a launch."""

    def __init__(self) -> None:
        self.driver = ctypes.CDLL(LIBRARY)
        self.call("cuInit", 0)
        device, context, name = ctypes.c_int(), ctypes.c_void_p(), ctypes.create_string_buffer(256)
        self.call("cuDeviceGet", ctypes.byref(device), 0)
        self.call("cuDeviceGetName", name, len(name), device)
        self.call("cuDevicePrimaryCtxRetain", ctypes.byref(context), device)
        self.call("cuCtxSetCurrent", context)
        self.name = name.value.decode()

    def call(self, function: str, *arguments) -> None:
        code = getattr(self.driver, function)(*arguments)
        if code:
            raise RuntimeError(f"{function} says {code}")

    def load(self, ptx: bytes) -> ctypes.c_void_p:
        module = ctypes.c_void_p()
        self.call("cuModuleLoadData", ctypes.byref(module), ctypes.c_char_p(ptx))
        return module

    def function(self, module: ctypes.c_void_p, name: str) -> ctypes.c_void_p:
        function = ctypes.c_void_p()
        self.call("cuModuleGetFunction", ctypes.byref(function), module, name.encode())
        return function

    def upload(self, data: bytes) -> ctypes.c_uint64:
        address, size = ctypes.c_uint64(), ctypes.c_size_t(len(data))
        self.call("cuMemAlloc_v2", ctypes.byref(address), size)
        self.write(address, data)
        return address

    def write(self, address: ctypes.c_uint64, data: bytes) -> None:
        self.call("cuMemcpyHtoD_v2", address, ctypes.c_char_p(data), ctypes.c_size_t(len(data)))

    def download(self, address: ctypes.c_uint64, size: int) -> bytes:
        data = ctypes.create_string_buffer(size)
        self.call("cuMemcpyDtoH_v2", data, address, ctypes.c_size_t(size))
        return data.raw

    def free(self, address: ctypes.c_uint64) -> None:
        self.call("cuMemFree_v2", address)

    def launch(self, function: ctypes.c_void_p, grid: list[int], threads: int, arguments: list) -> None:
        pointers = (ctypes.c_void_p * len(arguments))(*map(ctypes.addressof, arguments))
        shape = [ctypes.c_uint(size) for size in (*grid, threads, 1, 1)]
        self.call("cuLaunchKernel", function, *shape, ctypes.c_uint(0), None, pointers, None)
        self.call("cuCtxSynchronize")


class Golden:
    """Recorded launches and memory."""

    def __init__(self, folder: Path) -> None:
        self.launches = [json.loads(line) for line in (folder / "launches.jsonl").read_text().splitlines()]
        self.memory = (folder / "buffers.bin").read_bytes()

    def contents(self, launch: dict, when: str) -> list[bytes]:
        return [self.memory[buffer[when] : buffer[when] + buffer["bytes"]] for buffer in launch["buffers"]]


def arguments_of(launch: dict, addresses: list[ctypes.c_uint64]) -> list:
    """The arguments, with the recorded buffer addresses replaced by these."""
    arguments = [bytearray.fromhex(digits) for digits in launch["arguments"]]
    for argument, byte, buffer, offset in launch["pointers"]:
        arguments[argument][byte : byte + 8] = (addresses[buffer].value + offset).to_bytes(8, "little")
    return [(ctypes.c_char * len(argument)).from_buffer(argument) for argument in arguments]


def repeat(device: Device, function: ctypes.c_void_p, launch: dict, golden: Golden, times: int) -> dict:
    """Repeats one launch with the recorded memory as input."""
    before, after = golden.contents(launch, "before"), golden.contents(launch, "after")
    addresses = [device.upload(data) for data in before]
    arguments = arguments_of(launch, addresses)
    device.launch(function, launch["grid"], launch["threads"], arguments)
    found = [device.download(address, len(data)) for address, data in zip(addresses, after, strict=True)]
    differing = [
        next(place for place, pair in enumerate(zip(*both, strict=True)) if pair[0] != pair[1])
        for both in zip(found, after, strict=True)
        if both[0] != both[1]
    ]
    seconds = []
    for _ in range(times):
        # Restores the input of launches that update their buffers in place.
        for address, data in zip(addresses, before, strict=True):
            device.write(address, data)
        start = time.perf_counter()
        device.launch(function, launch["grid"], launch["threads"], arguments)
        seconds.append(time.perf_counter() - start)
    for address in addresses:
        device.free(address)
    row = {"kernel": launch["name"], "same": not differing}
    if differing:
        row["firstDifferingBytes"] = differing
    if seconds:
        row["seconds"] = statistics.median(seconds)
    return row


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("ptx", type=Path)
    parser.add_argument("--times", type=int, default=0)
    options = parser.parse_args()
    device, golden, modules, wrong = Device(), Golden(options.folder), {}, 0
    for launch in golden.launches:
        name = launch["module"]
        if name not in modules:
            start = time.perf_counter()
            modules[name] = device.load((options.ptx / f"{name}.ptx").read_bytes())
            print(json.dumps({"module": name, "seconds": time.perf_counter() - start}), flush=True)
        row = repeat(device, device.function(modules[name], launch["name"]), launch, golden, options.times)
        wrong += not row["same"]
        print(json.dumps(row), flush=True)
    print(json.dumps({"device": device.name, "launches": len(golden.launches), "wrong": wrong}))
    return min(wrong, 100)


if __name__ == "__main__":
    sys.exit(main())
