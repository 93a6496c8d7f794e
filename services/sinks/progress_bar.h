// ProgressBar: sync and import on a terminal (standard error): a row per network, redrawn in place.
// A stall is told once in a whole sentence with what to do next, and stays to be seen in the row.
//
// It draws on its own thread, at most ten times a second; between two drawings only the newest
// state counts. Not for output that is no terminal: there JsonLines tells the same.
#pragma once

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "core/router/router.h"

namespace dragoman {

class ProgressBar {
 public:
  // `router` and `fd` outlive it. `width` of the terminal in characters; 0: ask it at each drawing.
  ProgressBar(Router& router, int fd, std::size_t width = 0);
  // Leaves the rows as they are, and the cursor on a new line.
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

 private:
  struct Row {
    std::string text;
    bool stalled = false;
  };

  void Hear(const Event& event);
  void Show(const Event& event, const event::SyncProgress& progress);
  void Show(const Event& event, const event::Importing& importing);
  void EndRow(NetworkId network, std::string sentence);
  void Work();
  std::string Draw();  // under mutex_
  std::size_t Width() const;

  Router& router_;
  const int fd_;
  const std::size_t fixed_width_;

  std::mutex mutex_;
  std::condition_variable wake_;
  std::map<NetworkId, Row> rows_;
  std::set<NetworkId> seen_;            // what was told at all, in a row or a sentence
  std::vector<std::string> sentences_;  // to be left above the rows
  std::size_t drawn_ = 0;               // rows on the terminal
  bool dirty_ = false;
  std::atomic<bool> stopping_ = false;

  Subscription subscription_;
  std::thread thread_;
};

}  // namespace dragoman
