"""Holds all but some of the device's memory for a while, with torch: hold.py MEGABYTES_LEFT SECONDS"""

import sys
import time

import torch

left, seconds = int(sys.argv[1]), float(sys.argv[2])
free, _ = torch.cuda.mem_get_info()
memory = torch.empty(max(0, free - left * 2**20), dtype=torch.uint8, device="cuda")
print("held", flush=True)
time.sleep(seconds)
