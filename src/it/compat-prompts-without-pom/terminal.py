# SPDX-License-Identifier: Apache-2.0
"""Runs a command in a terminal of its own and answers its questions.

usage: terminal.py ANSWERS COMMAND...

Behind each of ANSWERS is a '|'. A question is what ends in ': ' and waits. Prints what the terminal
shows, without escape sequences. Fails when the command does, when it asks once more, or once less.
"""
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time

ESCAPES = re.compile(r"\x1b(\[[0-9;?]*[ -/]*[@-~]|\][^\x07]*\x07|[=>()][0B]?)|[\x00\x07\x08\r]")
SECONDS = 100
# Where one of these is set, Maven 4 assumes that a CI server runs it and asks nobody, terminal or not.
OF_CI = {"CI", "CIRCLECI", "CODEBUILD_BUILD_ID", "GITHUB_ACTIONS", "TEAMCITY_VERSION", "TRAVIS", "WORKSPACE"}

answers = sys.argv[1].split("|")[:-1]
pid, terminal = pty.fork()
if pid == 0:
    environment = {name: value for name, value in os.environ.items() if name not in OF_CI}
    os.execvpe(sys.argv[2], sys.argv[2:], environment)
# Without a size Maven 4 shows nothing.
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 250, 0, 0))


def fail(reason):
    os.killpg(pid, signal.SIGKILL)
    sys.exit(f"{reason}; shown so far:\n{shown()}")


def shown():
    return ESCAPES.sub("", raw.decode(errors="replace"))


raw = b""
answered = 0
end = time.monotonic() + SECONDS
while True:
    if time.monotonic() > end:
        fail(f"not done in {SECONDS} seconds")
    readable, _, _ = select.select([terminal], [], [], 0.3)
    if readable:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # Linux says so at the end
            piece = b""
        if not piece:
            break
        raw += piece
    elif len(raw) > answered and shown().endswith(": "):
        if not answers:
            fail("a question too many")
        answered = len(raw)
        os.write(terminal, answers.pop(0).encode() + b"\n")

status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
print(shown())
if answers:
    sys.exit(f"{len(answers)} answers were not asked for")
sys.exit(status)
