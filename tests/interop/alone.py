"""A place for real programs that they cannot leave: no network but loopback, and nothing of them survives the test."""
import os
import pathlib
import shutil
import subprocess
import sys

INSIDE = "DRAGOMAN_INTEROP_INSIDE"


def script():
    return pathlib.Path(sys.argv[0]).stem


def skipped(why):
    print(f"\nSKIPPED: {script()}: {why}".upper(), file=sys.stderr)


def inside():
    return os.environ.get(INSIDE) == "1"


def interfaces():
    return [line.split(":")[0].strip() for line in pathlib.Path("/proc/self/net/dev").read_text().splitlines()[2:]]


def go_inside(python=sys.executable, seconds=3600, quick=5):
    """Starts this script once more, in namespaces of its own, and does not come back; False (and a line in capitals) where
    that is not possible. After `seconds` all of it is killed, the real programs too."""
    become = ["unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]
    become += [] if os.geteuid() == 0 else ["--map-root-user"]
    if not shutil.which("unshare") or not shutil.which("ip"):
        skipped("no network namespace: unshare or ip is missing (packages util-linux and iproute2)")
        return False
    probe = subprocess.run([*become, "ip", "link", "set", "lo", "up"], capture_output=True, text=True, check=False)
    if probe.returncode != 0:
        skipped(f"no network namespace ({probe.stderr.strip()})")
        return False
    os.environ[INSIDE] = "1"
    sys.stdout.flush()
    os.execvp("timeout", ["timeout", "--foreground", "--kill-after", str(quick), str(seconds), *become, "sh", "-c",
                          'ip link set lo up && exec "$@"', "sh", str(python), *sys.argv])
    return True


def assert_alone():
    assert interfaces() == ["lo"], f"not alone: {interfaces()}"
