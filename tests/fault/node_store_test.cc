// The n-th thing that a node asks of its disk fails, for n = 1.. until nothing fails any more. It fetches a chain, ends,
// begins again and serves what it reads from its disk to a third node; that one must have the whole chain in the end.
#include <gtest/gtest.h>

#include "tests/world/resident.h"

namespace dragoman::fault {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t kHeight = 8;
constexpr std::chrono::seconds kPatience{300};

struct Trouble {
  std::uint64_t n = 0;  // 0: none
  bool broken = false;
  std::optional<std::uint64_t> room;  // bytes until the disk is full
};

struct Story {
  std::optional<world::DiskOperation> failed;
  std::vector<std::string> told;  // of the fault: refusals to begin, to end, event::Fault
  std::vector<std::string> complaints;
};

class Teller {
 public:
  explicit Teller(const Trouble& trouble) {
    middle_.disk().FailAt(trouble.n, trouble.broken);
    if (trouble.room.has_value()) middle_.disk().FillUp(*trouble.room);
  }

  Story Tell() {
    if (!hub_.Begin().ok()) Complain("the hub does not begin");
    for (std::size_t at = 1; at <= kHeight; ++at) {
      if (!hub_.Take(blocks_.recorded()[at]).ok()) Complain("the hub takes no block");
    }
    Begin(middle_);
    Reach(middle_);
    EndMiddle();
    Begin(middle_);
    Reach(middle_);
    hub_.Kill();
    Begin(third_);
    Reach(third_);
    middle_.disk().Repair();
    for (world::Resident* resident : {&middle_, &third_}) {
      if (!resident->lives()) continue;
      resident->witness().CheckStore(resident->life());
      if (!resident->End().ok()) Complain("a bad end on a good disk");
      const std::string integrity = resident->disk().Integrity();
      if (integrity != "ok") Complain("the file is damaged: " + integrity);
      for (const std::string& found : resident->witness().complaints()) Complain(found);
      for (const std::string& text : resident->violations()) Complain("an honest peer is blamed: " + text);
    }
    for (const std::string& text : third_.faults()) Complain("the third has a fault: " + text);
    story_.told.insert(story_.told.end(), middle_.faults().begin(), middle_.faults().end());
    story_.failed = middle_.disk().failed();
    return story_;
  }

 private:
  void Complain(const std::string& what) { story_.complaints.push_back(what); }
  // As who looks after a node does: reads why it does not start, repairs the disk, starts it again.
  void Begin(world::Resident& resident) {
    if (const Status begun = resident.Begin(); !begun.ok()) {
      story_.told.push_back(begun.ToString());
      resident.disk().Repair();
      if (const Status again = resident.Begin(); !again.ok()) Complain("it does not begin: " + again.ToString());
    }
  }
  // Whose chain is not kept fetches it again.
  void EndMiddle() {
    if (!middle_.lives()) return;
    if (const Status kept = middle_.End(); !kept.ok()) story_.told.push_back(kept.ToString());
  }
  void Reach(world::Resident& resident) {
    const Instant end = host_.Now() + kPatience;
    bool repaired = false;
    while (resident.height() < kHeight && host_.Now() < end) {
      if (!host_.Advance(1s)) return Complain("it does not come to rest");
      // Somebody reads what the node tells and sees to it.
      if (!repaired && host_.Now() > end - kPatience + 60s) {
        middle_.disk().Repair();
        repaired = true;
      }
    }
    if (resident.height() < kHeight) Complain("it waits at height " + std::to_string(resident.height()));
  }

  MemoryHost host_;
  MemoryNetwork network_{host_, 1};
  world::Blocks blocks_;
  world::Resident hub_{host_, network_, blocks_, "10.1.0.1", {}};
  world::Resident middle_{host_, network_, blocks_, "10.2.0.1", {"10.1.0.1"}};
  world::Resident third_{host_, network_, blocks_, "10.3.0.1", {"10.2.0.1"}};
  Story story_;
};

std::string Text(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += "\n  " + line;
  return text;
}

void ExpectGood(const Story& story, const std::string& what) {
  EXPECT_TRUE(story.complaints.empty()) << what << Text(story.complaints);
  for (const std::string& text : story.told) {
    EXPECT_NE(text.find("dragoman.sqlite"), std::string::npos) << what << ": " << text;
  }
}

// Gives how many faults were told.
int FailOneAfterTheOther(bool broken) {
  int told = 0;
  for (std::uint64_t n = 1;; ++n) {
    const Story story = Teller({n, broken, {}}).Tell();
    const bool reached = story.failed.has_value();
    ExpectGood(story, "operation " + std::to_string(n) + (reached ? std::string(" (") + Name(*story.failed) + ')' : ""));
    if (!reached) {
      EXPECT_TRUE(story.told.empty()) << Text(story.told);
      EXPECT_GT(n, 100u);
      return told;
    }
    told += story.told.empty() ? 0 : 1;
  }
}

TEST(NodeStoreFault, WhicheverOperationFailsTheChainGoesThrough) { EXPECT_GE(FailOneAfterTheOther(false), 50); }

TEST(NodeStoreFault, WheneverTheDiskBreaksTheChainGoesThroughOnceItIsRepaired) {
  EXPECT_GE(FailOneAfterTheOther(true), 80);
}

TEST(NodeStoreFault, ADiskThatIsFullIsToldAndTheChainGoesThrough) {
  int told = 0;
  for (std::uint64_t room = 0; room < 80'000; room += 800) {
    const Story story = Teller({0, false, room}).Tell();
    ExpectGood(story, std::to_string(room) + " bytes of room");
    told += story.told.empty() ? 0 : 1;
  }
  EXPECT_GE(told, 20);
}

}  // namespace
}  // namespace dragoman::fault
