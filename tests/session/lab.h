// Lab: a dialect for trying the core: u16 big-endian length, u8 type. Orders are answered by whoever serves kWork;
// notes are heard by a flow that does what they say.
#pragma once

#include "core/base/hex.h"
#include "core/dragoman/testing.h"

namespace dragoman::lab {

struct Order {
  static constexpr std::uint8_t kType = 1;
  static constexpr std::string_view kName = "order";
  std::uint8_t number = 0;
  Slice load;
  static void Fields(auto& visit, auto& m) {
    visit("number", m.number);
    visit("load", m.load);
  }
};
struct Done {
  static constexpr std::uint8_t kType = 2;
  static constexpr std::string_view kName = "done";
  std::uint8_t number = 0;
  static void Fields(auto& visit, auto& m) { visit("number", m.number); }
};
struct No {
  static constexpr std::uint8_t kType = 3;
  static constexpr std::string_view kName = "no";
  std::uint8_t number = 0;
  static void Fields(auto& visit, auto& m) { visit("number", m.number); }
};
struct Note {
  static constexpr std::uint8_t kType = 4;
  static constexpr std::string_view kName = "note";
  std::string text;
  Slice load;
  static void Fields(auto& visit, auto& m) {
    visit("text", m.text);
    visit("load", m.load);
  }
};

inline constexpr CallName<int, int> kWork{"user.work"};

// Answers orders with what kWork says; notes end the flow that hears them as their text says: "ok", "request",
// "peer", "local", "close", "sleep", anything else is confirmed by a Done with the number of notes heard so far.
Status Register(DialectRegistry& registry);
// The connecting side orders number 7 first and waits five seconds.
Status RegisterWithIntroduction(DialectRegistry& registry);
// Notes at most one in ten seconds.
Status RegisterSlowNotes(DialectRegistry& registry);

// A whole frame, as hex.
template <class M>
std::string Frame(const M& message) {
  ByteVector body;
  Writer writer(body);
  writer.U8(M::kType);
  WriteMessage(message, writer);
  ByteVector frame;
  Writer(frame).U16(static_cast<std::uint16_t>(body.size()), std::endian::big);
  Writer(frame).Raw(body);
  return ToHex(frame);
}
std::string OrderFrame(std::uint8_t number, std::size_t load = 0);
std::string NoteFrame(const std::string& text, std::size_t load = 0);
std::string DoneFrame(std::uint8_t number);
std::string NoFrame(std::uint8_t number);

// Keeps what it is asked until a test answers.
struct Desk {
  std::vector<std::pair<int, ReplySink<int>>> waiting;
  // A setup whose kWork comes to this desk.
  testing::Setup Setup();
};

}  // namespace dragoman::lab
