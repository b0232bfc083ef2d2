#pragma once

#include <deque>
#include <exception>
#include <functional>
#include <optional>
#include <thread>
#include <vector>

#include "pgstage/lint/engine.hpp"
#include "pgstage/model/channel.hpp"

namespace pgstage::lint {

/// Tells listeners about a run on a thread of its own, since printing takes a sixth of the time of
/// `effects`, and does there what a file's end takes. Everything is told in its order, and files
/// have to stay where they are. Of a file that begins before the one in front of it has ended,
/// everything waits.
class Telling {
 public:
  /// Without listeners there is nothing to do, and no thread.
  explicit Telling(Listeners listeners);
  Telling(const Telling&) = delete;
  Telling& operator=(const Telling&) = delete;
  ~Telling();

  void file_begins(const Input& file);
  void statement(std::size_t index, const sql::Statement& statement, effects::Effects effects);
  /// Of the first that has not ended. What is still to be done for the file is done before anybody
  /// is told; at once where there are no listeners.
  void file_ends(const JudgedFile& file, std::function<void()> completion);
  /// Waits until all is told. Throws what a listener threw.
  void finish();

 private:
  struct Told {
    std::size_t index;
    sql::Statement statement;
    effects::Effects effects;
  };
  /// Some statements of a file, and whether it begins before them or, when it is complete, ends
  /// after.
  struct News {
    const Input* begins = nullptr;
    std::vector<Told> statements;
    const JudgedFile* ends = nullptr;
    std::function<void()> completion;
  };

  void run();
  void tell(const News& news);
  void put_by();
  void send();

  Listeners listeners_;
  bool statements_wanted_;
  std::deque<News> news_;  ///< By file that has not ended; of the first, what was not put by.
  std::vector<News> to_send_;
  std::size_t to_send_size_ = 0;
  Channel<std::vector<News>> sent_;
  std::exception_ptr failure_;  ///< For finish().
  std::thread thread_;
};

}  // namespace pgstage::lint
