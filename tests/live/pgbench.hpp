// Clients of an application, each a pgbench of its own.
#pragma once

#include <cstddef>
#include <filesystem>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "pgstage/shadow/rounds.hpp"

#include "running.hpp"

namespace pgstage::live {

/// What a client has come to.
struct Tally {
  std::size_t transactions = 0;
  std::size_t failed = 0;
  std::size_t outdated = 0;  ///< Prepared statements that had to be prepared anew.
  double worst_ms = 0;
  std::vector<std::string> errors;  ///< Of those that failed.

  void add(const Tally& other);
};

/// One client that sends its rounds until it is stopped, a hundred a second. After an error it
/// connects again, as an application does.
class PgBench {
 public:
  struct Job {
    std::string url;
    std::string name;      ///< `old-prepared`; its files in the folder begin so.
    std::string protocol;  ///< As -M takes it.
    std::filesystem::path folder;
    std::vector<shadow::Round> rounds;
    int transactions = 0;  ///< After so many it stops by itself; 0: never.

    bool sends_anything() const;
  };

  explicit PgBench(Job job);
  ~PgBench() { stop(); }
  PgBench(const PgBench&) = delete;
  PgBench& operator=(const PgBench&) = delete;

  const std::string& name() const { return job_.name; }
  /// Lets it finish its transaction, or all that it was asked for.
  void stop();
  /// To be asked when it has stopped.
  Tally tally() const;

 private:
  void work();
  std::vector<std::string> write_scripts() const;
  void note_errors(const std::string& said, int status);

  Job job_;
  std::vector<std::string> arguments_;
  std::mutex mutex_;
  bool over_ = false;
  Running* running_ = nullptr;
  Tally failures_;
  std::thread thread_;
};

}  // namespace pgstage::live
