#pragma once

#include <string>
#include <vector>

#include <sys/types.h>

namespace pgstage::live {

/// A program at work. Whoever starts it waits for its end.
class Running {
 public:
  /// `said` names the file that it writes to instead of our own streams.
  explicit Running(const std::vector<std::string>& arguments, const std::string& said = "");
  ~Running();
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  void signal(int number) const;
  /// Until it has ended, and no longer; its id is nobody else's until status() is asked.
  void wait() const;
  /// Its exit status when it has ended; -1 where a signal ended it.
  int status();

 private:
  pid_t pid_ = -1;
};

}  // namespace pgstage::live
