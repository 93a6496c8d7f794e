#include "tests/session/lab.h"

namespace dragoman::lab {
namespace {

using namespace std::chrono_literals;

struct NoteCount {
  std::uint8_t heard = 0;
};

Task<Status> Work(Peer& peer, const Received<Order>& order) {
  const int number = order->number;
  const Result<int> worked = co_await peer.Call(kWork, number);
  if (worked.ok()) {
    Done done;
    done.number = static_cast<std::uint8_t>(*worked);
    co_return peer.Answer(order, done);
  }
  if (worked.status().code() != Code::kUnsupported) co_return worked.status();
  No no;
  no.number = order->number;
  co_return peer.Answer(order, no);
}

Task<Status> HearNotes(Peer& peer, Inbox<Note>& notes) {
  for (;;) {
    const auto note = co_await notes.Next();
    if (!note.ok()) co_return note.status();
    const std::string& text = (*note)->text;
    if (text == "ok") co_return Ok();
    if (text == "request") co_return Status(Code::kNotFound, "no such note");
    if (text == "peer") co_return Status(Code::kBadValue, "a bad note");
    if (text == "local") co_return Status(Code::kOverload, "too many notes");
    if (text == "close") peer.Close(Status(Code::kClosed, "the note said so"));
    if (text == "sleep") co_await peer.Sleep(10s);
    Done done;
    done.number = ++peer.State<NoteCount>().heard;
    DRAGOMAN_CO_TRY(peer.Send(done));
  }
}

Task<Status> OrderSeven(Peer& peer) {
  Order order;
  order.number = 7;
  const auto done = co_await peer.Ask<Done>(order, 5s);
  co_return done.status();
}

Status WhyNot(const No& no) { return Status(Code::kRefused, "no, says {}", no.number); }

Dialect Lab(double notes_per_second) {
  Dialect lab("lab");
  lab.Listen(Transport::kTcp, 7000)
      .Frame(LengthPrefix{.width = 2, .order = std::endian::big, .limit = 40'000})
      .Message<Order>({.bytes = 30'000})
      .Message<Done>({.bytes = 1})
      .Message<No>({.bytes = 1})
      .Message<Note>({.bytes = 30'000, .per_second = notes_per_second})
      .Replies<Order, Done>()
      .Refusal<No>(WhyNot)
      .Answer<Order>(Work)
      .Flow("hear-notes", HearNotes);
  return lab;
}

}  // namespace

Status Register(DialectRegistry& registry) { return registry.Add(Lab(0)); }

Status RegisterWithIntroduction(DialectRegistry& registry) {
  Dialect lab = Lab(0);
  lab.Introduce(OrderSeven);
  return registry.Add(std::move(lab));
}

Status RegisterSlowNotes(DialectRegistry& registry) { return registry.Add(Lab(0.1)); }

std::string OrderFrame(std::uint8_t number, std::size_t load) {
  Order order;
  order.number = number;
  order.load = Slice::Copy(ByteVector(load));
  return Frame(order);
}

std::string NoteFrame(const std::string& text, std::size_t load) {
  Note note;
  note.text = text;
  note.load = Slice::Copy(ByteVector(load));
  return Frame(note);
}

std::string DoneFrame(std::uint8_t number) {
  Done done;
  done.number = number;
  return Frame(done);
}

std::string NoFrame(std::uint8_t number) {
  No no;
  no.number = number;
  return Frame(no);
}

testing::Setup Desk::Setup() {
  testing::Setup setup;
  setup.serve = [this](testing::World& world, NetworkId network) {
    const std::function<void(const int&, ReplySink<int>)> take = [this](int number, ReplySink<int> sink) {
      waiting.emplace_back(number, std::move(sink));
    };
    const Status claimed = world.router.Serve(network, kWork, take);
    assert(claimed.ok());
    static_cast<void>(claimed);
    return std::shared_ptr<void>();
  };
  return setup;
}

}  // namespace dragoman::lab
