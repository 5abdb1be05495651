"""Compiles CUDA to PTX with NVIDIA's NVRTC, without a driver or a GPU: nvrtc.py LIBRARY JOB

JOB is a file with {"name", "source", "headers": {name: text}, "options": [...]} as JSON. The PTX goes to standard output, compiler
messages go to standard error.
"""

import ctypes
import json
import sys

nvrtc = ctypes.CDLL(sys.argv[1])


def text(program, what):
    """Returns a text of a program: its `ProgramLog` or its `PTX`."""
    size = ctypes.c_size_t()
    getattr(nvrtc, f"nvrtcGet{what}Size")(program, ctypes.byref(size))
    buffer = ctypes.create_string_buffer(size.value)
    getattr(nvrtc, f"nvrtcGet{what}")(program, buffer)
    return buffer.value.decode()


def strings(values):
    return (ctypes.c_char_p * len(values))(*[value.encode() for value in values])


with open(sys.argv[2]) as file:
    job = json.load(file)
program = ctypes.c_void_p()
names, texts = list(job["headers"]), list(job["headers"].values())
failure = nvrtc.nvrtcCreateProgram(
    ctypes.byref(program), job["source"].encode(), job["name"].encode(), len(names), strings(texts), strings(names)
)
if failure:
    sys.exit(f"NVRTC cannot take the program: error {failure}.")
failure = nvrtc.nvrtcCompileProgram(program, len(job["options"]), strings(job["options"]))
sys.stderr.write(text(program, "ProgramLog"))
if failure:
    sys.exit(f"NVRTC cannot compile {job['name']}: error {failure}.")
sys.stdout.write(text(program, "PTX"))
