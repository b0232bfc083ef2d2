// A run of pgstage in a process of its own, so that it can be killed where a test wants it to be.
#pragma once

#include <string>

#include <sys/types.h>

#include "applying.hpp"

namespace pgstage::live {

enum class Way { Forth, Back };

/// Carries the plan of a stage out, or undoes it. It stops before the step that is named, until it
/// is told to go on. Nobody else may use the stage's clock and ear meanwhile; its session and
/// what it knows of the database belong to the test.
class Apart {
 public:
  struct Ending {
    /// As the program would end; -1: killed.
    int status = -1;
    std::string message;  ///< With its hint.
  };

  Apart(Stage& stage, Way way, std::string step);
  ~Apart();
  Apart(const Apart&) = delete;
  Apart& operator=(const Apart&) = delete;

  /// Whether it came there; otherwise it has ended.
  bool is_before_step();
  void go_on();
  void kill() const;
  bool has_ended();
  Ending end();

 private:
  [[noreturn]] void become(Stage& stage, Way way) const;

  std::string step_;
  int from_it_ = -1;
  int to_it_ = -1;
  pid_t pid_ = -1;
  int status_ = 0;
  bool ended_ = false;
};

}  // namespace pgstage::live
