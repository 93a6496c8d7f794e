#include "bench/servers/chia_protocol.h"

#include <filesystem>

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/measure/process.h"
#include "core/base/hex.h"

namespace dragoman::bench {

std::unique_ptr<ChiaProtocolCrate> ChiaProtocolCrate::Start() {
  const std::string program = DRAGOMAN_SOURCE_DIR "/build/chia_protocol/release/chia_protocol_bench";
  if (!std::filesystem::exists(program)) return nullptr;
  int to[2];
  int from[2];
  if (::pipe(to) != 0 || ::pipe(from) != 0) Stop("no pipe");
  std::unique_ptr<ChiaProtocolCrate> crate(new ChiaProtocolCrate);
  crate->pid_ = ::fork();
  if (crate->pid_ < 0) Stop("no process");
  if (crate->pid_ == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::dup2(to[0], STDIN_FILENO);
    ::dup2(from[1], STDOUT_FILENO);
    for (const int fd : {to[0], to[1], from[0], from[1]}) ::close(fd);
    ::execl(program.c_str(), program.c_str(), nullptr);
    ::_exit(127);
  }
  ::close(to[0]);
  ::close(from[1]);
  crate->say_ = ::fdopen(to[1], "w");
  crate->hear_ = ::fdopen(from[0], "r");
  return crate;
}

ChiaProtocolCrate::~ChiaProtocolCrate() {
  std::fclose(say_);
  std::fclose(hear_);
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

void ChiaProtocolCrate::Take(std::string_view message, Bytes body) {
  std::fprintf(say_, "body %.*s %s\n", static_cast<int>(message.size()), message.data(), ToHex(body).c_str());
}

double ChiaProtocolCrate::Turn(std::string_view operation, std::uint64_t times) {
  std::fprintf(say_, "run %.*s %llu\n", static_cast<int>(operation.size()), operation.data(),
               static_cast<unsigned long long>(times));
  std::fflush(say_);
  double nanos = 0;
  if (std::fscanf(hear_, "%lf", &nanos) != 1) Stop("the program around the crate chia-protocol has failed");
  return nanos;
}

}  // namespace dragoman::bench
