#include "transports/tcp/faults.h"

#include <cctype>
#include <cerrno>
#include <system_error>

namespace dragoman::tcp {

std::string Words(int error) {
  std::string words = std::generic_category().message(error);
  if (words.size() > 1 && std::islower(static_cast<unsigned char>(words[1])) != 0) {
    words[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(words[0])));
  }
  return words;
}

Status LinkFault(int error) {
  switch (error) {
    case ECONNRESET:
      return Status(Code::kLost, "the connection was reset");
    case EPIPE:
      return Status(Code::kLost, "the peer is gone");
    case ETIMEDOUT:
      return Status(Code::kLost, "the connection timed out: the peer or the network is gone");
    case ENETUNREACH:
    case EHOSTUNREACH:
      return Status(Code::kLost, "the connection broke: no route to the peer any more");
    default:
      return Status::Because(Code::kLost, "the connection broke: " + Words(error));
  }
}

Status DialFault(int error, const std::string& remote, const std::string& local) {
  const std::string what =
      "cannot reach " + remote + (local.empty() ? "" : " from " + local) + ": ";
  switch (error) {
    case ECONNREFUSED:
      return Status::Because(Code::kUnreachable, what + "connection refused")
          .Next("Is the node running? 'dragoman doctor' checks ports.");
    case ETIMEDOUT:
      return Status::Because(Code::kUnreachable, what + "no answer in time")
          .Next("Is the address right, and does every firewall on the way let it through?");
    case ENETUNREACH:
    case EHOSTUNREACH:
      return Status::Because(Code::kUnreachable, what + "no route to it")
          .Next("'ip route' shows the routes.");
    case EADDRNOTAVAIL:
      if (local.empty()) break;
      return Status::Because(Code::kUsage, what + local + " is no address of this machine")
          .Next("'ip address' lists them.");
    case EADDRINUSE:
      if (local.empty()) break;
      return Status::Because(Code::kInUse, what + local + " is in use").Next("Leave out the port.");
    case EMFILE:
    case ENFILE:
      return Status::Because(Code::kOverload, what + "too many open files")
          .Next("Raise 'ulimit -n'.");
    default:
      break;
  }
  return Status::Because(Code::kUnreachable, what + Words(error));
}

Status ListenFault(int error, const std::string& address) {
  const std::string what = "cannot listen on " + address + ": ";
  switch (error) {
    case EADDRINUSE:
      return Status::Because(Code::kInUse, what + "the port is in use");
    case EADDRNOTAVAIL:
      return Status::Because(Code::kUsage, what + "this machine has no such address")
          .Next("'ip address' lists them.");
    case EACCES:
      return Status::Because(Code::kUsage, what + "permission denied")
          .Next("Ports below 1024 are for root: choose a higher one.");
    case EMFILE:
    case ENFILE:
      return Status::Because(Code::kOverload, what + "too many open files")
          .Next("Raise 'ulimit -n'.");
    default:
      return Status::Because(Code::kUsage, what + Words(error));
  }
}

}  // namespace dragoman::tcp
