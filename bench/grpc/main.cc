// dragoman_bench_grpc: B1's request and response through grpc++, unary and without protobuf: bytes
// in, the same bytes out. Prints the server's CPU nanoseconds per message, one round a line. A
// program of its own, since not every machine has grpc++.
#include <cstdio>
#include <cstdlib>
#include <string>

#include <grpcpp/grpcpp.h>
#include <grpcpp/impl/codegen/client_unary_call.h>
#include <grpcpp/impl/codegen/method_handler.h>
#include <grpcpp/impl/codegen/service_type.h>

#include "bench/measure/process.h"

namespace dragoman::bench {
namespace {

constexpr const char* kMethod = "/dragoman.bench.Echo/Call";
constexpr std::size_t kBytes = 128;

// What protoc would have made of `rpc Call(bytes) returns (bytes)`.
class EchoService final : public grpc::Service {
 public:
  EchoService() {
    AddMethod(new grpc::internal::RpcServiceMethod(
        kMethod, grpc::internal::RpcMethod::NORMAL_RPC,
        new grpc::internal::RpcMethodHandler<EchoService, grpc::ByteBuffer, grpc::ByteBuffer,
                                             grpc::ByteBuffer, grpc::ByteBuffer>(
            [](EchoService*, grpc::ServerContext*, const grpc::ByteBuffer* call,
               grpc::ByteBuffer* echo) {
              *echo = *call;
              return grpc::Status::OK;
            },
            this)));
  }
};

void Serve(const Tell& tell) {
  EchoService service;
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  builder.RegisterService(&service);
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  tell(static_cast<std::uint64_t>(port));
  server->Wait();
}

class Client {
 public:
  explicit Client(std::uint16_t port)
      : channel_(grpc::CreateChannel("127.0.0.1:" + std::to_string(port),
                                     grpc::InsecureChannelCredentials())),
        method_(kMethod, grpc::internal::RpcMethod::NORMAL_RPC, channel_) {}

  void Ask() {
    const grpc::Slice bytes(text_);
    const grpc::ByteBuffer call(&bytes, 1);
    grpc::ByteBuffer echo;
    grpc::ClientContext context;
    const grpc::Status status =
        grpc::internal::BlockingUnaryCall<grpc::ByteBuffer, grpc::ByteBuffer>(
            channel_.get(), method_, &context, call, &echo);
    grpc::Slice heard;
    if (!status.ok() || !echo.DumpToSingleSlice(&heard).ok())
      Stop("grpc: " + status.error_message());
    if (heard.size() != kBytes || std::string(heard.begin(), heard.end()) != text_) {
      Stop("grpc: a reply differs from what it must be");
    }
  }

 private:
  const std::string text_ = std::string(kBytes, 'e');
  const std::shared_ptr<grpc::Channel> channel_;
  const grpc::internal::RpcMethod method_;
};

void Run(int rounds, double seconds) {
  const ServerProcess server(Serve);
  PinToDriverCore();
  Client client(server.port());
  for (int round = -1; round < rounds; ++round) {
    const double before = server.CpuNanos();
    const double end = WallNanos() + seconds * 1e9;
    double messages = 0;
    for (; WallNanos() < end; ++messages) client.Ask();
    if (round >= 0) std::printf("%.1f\n", (server.CpuNanos() - before) / messages);
  }
}

}  // namespace
}  // namespace dragoman::bench

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  dragoman::bench::Run(std::atoi(argv[1]), std::atof(argv[2]));
  return 0;
}
