"""Ended from outside in the middle of a batch, as when memory runs out."""

import os
import signal
import sys

sys.stdin.buffer.read()
sys.stdout.buffer.write(b"\x80\x05\x95\xff\x00")
sys.stdout.flush()
os.kill(os.getpid(), signal.SIGKILL)
