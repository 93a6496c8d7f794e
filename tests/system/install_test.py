"""What `cmake --install` leaves, as a program outside the tree uses it: examples/outside-consumer, copied elsewhere."""
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import unittest

from dragoman import PATIENCE, PROGRAM, ROOT

BUILD = pathlib.Path(PROGRAM).parent
EVERYTHING = """
cmake_minimum_required(VERSION 3.25)
project(everything LANGUAGES CXX)
find_package(dragoman CONFIG REQUIRED)
add_executable(everything main.cc)
target_link_libraries(everything PRIVATE dragoman::dialects dragoman::transport_tcp dragoman::transport_memory
  dragoman::services_chain dragoman::services_pool dragoman::services_sinks dragoman::services_store)
"""
# Uses something of every library, so that all of them and what they need are linked.
MAIN = """
int main() {
  using namespace dragoman;
  const SystemClock clock;
  DialectRegistry dialects;
  Router router(clock);
  const NetworkId network = router.AddNetwork("flowee", "regtest");
  if (!RegisterAll(dialects).ok()) return 1;
  ThreadPool threads(1, 16);
  const store::StoreOptions options{"", "flowee:regtest", clock, threads};
  auto opened = store::Store::Open(options);
  if (!opened.ok()) return 2;
  PoolService pool(router, network, *dialects.Find("flowee")->chain_format(), clock);
  LoopGroup loops(clock, 1);
  return pool.Start().ok() ? 0 : 3;
}
"""
OTHER_VERSION = """
cmake_minimum_required(VERSION 3.25)
project(later LANGUAGES NONE)
find_package(dragoman 0.99 CONFIG REQUIRED)
"""


def environment(folder):
    # What was compiled in another scratch folder is found again.
    return {**os.environ, "CCACHE_BASEDIR": str(folder), "CCACHE_NOHASHDIR": "1"}


def command(folder, *words):
    return subprocess.run([str(word) for word in words], cwd=folder, env=environment(folder), capture_output=True,
                          text=True, timeout=5 * PATIENCE)


class Install(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory(prefix="dragoman-install-")
        cls.folder = pathlib.Path(cls.scratch.name)
        cls.prefix = cls.folder / "prefix"
        done = command(cls.folder, "cmake", "--install", BUILD, "--prefix", cls.prefix)
        assert done.returncode == 0, done.stderr

    @classmethod
    def tearDownClass(cls):
        cls.scratch.cleanup()

    def configured(self, source):
        launcher = ["-DCMAKE_CXX_COMPILER_LAUNCHER=ccache"] if shutil.which("ccache") else []
        return command(self.folder, "cmake", "-S", source, "-B", source / "build", "-G", "Ninja",
                       "-DCMAKE_CXX_COMPILER=g++", f"-DCMAKE_PREFIX_PATH={self.prefix}", *launcher)

    def built(self, source):
        done = self.configured(source)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        done = command(self.folder, "cmake", "--build", source / "build")
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertNotIn("warning", done.stdout)
        return source / "build"

    def test_a_program_outside_adds_a_dialect_and_a_service_and_is_asked_over_tcp(self):
        source = self.folder / "guestbook"
        shutil.copytree(ROOT / "examples/outside-consumer", source)
        program = self.built(source) / "guestbook"
        serving = subprocess.Popen([program, "serve"], stdout=subprocess.PIPE, text=True)
        try:
            address = serving.stdout.readline().removeprefix("listening on ").strip()
            for visitor in [1, 2]:
                done = command(self.folder, program, "ask", address)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertRegex(done.stdout, rf"^You are visitor {visitor}, from 127\.0\.0\.1:\d+\n$")
            serving.send_signal(signal.SIGTERM)
            self.assertEqual(serving.wait(PATIENCE), 0)
        finally:
            serving.kill()
            serving.wait()
            serving.stdout.close()
        done = command(self.folder, program, "ask", address)
        self.assertEqual(done.returncode, 1)
        self.assertIn("connection refused", done.stderr)

    def test_every_header_and_every_library_is_usable(self):
        source = self.folder / "everything"
        source.mkdir()
        (source / "CMakeLists.txt").write_text(EVERYTHING)
        include = self.prefix / "include/dragoman"
        headers = sorted(path.relative_to(include).as_posix() for path in include.rglob("*.h"))
        for header in ["dragoman/dialect.h", "dragoman/service.h", "dragoman/testing.h", "core/wire/framer.h"]:
            self.assertIn(header, headers)
        (source / "main.cc").write_text("".join(f"#include <{header}>\n" for header in headers) + MAIN)
        done = command(self.folder, self.built(source) / "everything")
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_another_version_is_not_taken_for_this_one(self):
        source = self.folder / "later"
        source.mkdir()
        (source / "CMakeLists.txt").write_text(OTHER_VERSION)
        done = self.configured(source)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("dragoman-config.cmake, version: 0.", done.stderr)

    def test_the_program_comes_alone_where_only_it_is_asked_for(self):
        prefix = self.folder / "runtime"
        done = command(self.folder, "cmake", "--install", BUILD, "--prefix", prefix, "--component", "runtime")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual([path.name for path in prefix.rglob("*") if path.is_file()], ["dragoman"])
        here, there = (command(self.folder, program, "--version").stdout for program in [PROGRAM, prefix / "bin/dragoman"])
        self.assertEqual(here, there)

    def test_no_installed_file_tells_where_it_was_built(self):
        for path in self.prefix.rglob("*.cmake"):
            self.assertNotIn(str(ROOT), path.read_text(), path.name)


if __name__ == "__main__":
    unittest.main()
