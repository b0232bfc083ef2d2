#include "telling.hpp"

#include <algorithm>
#include <utility>

namespace pgstage::lint {
namespace {

/// Statements that are sent together, of several files where these are small, since to wake a
/// thread takes longer than to judge one; and how many may wait to be told.
constexpr std::size_t kTogether = 64;
constexpr std::size_t kWaiting = 1024;

}  // namespace

Telling::Telling(Listeners listeners)
    : listeners_(listeners),
      statements_wanted_(
          std::any_of(listeners.begin(), listeners.end(),
                      [](const Listener* each) { return each->takes_statements(); })),
      sent_(kWaiting) {
  if (!listeners_.empty()) thread_ = std::thread([this] { run(); });
}

Telling::~Telling() {
  sent_.end();
  if (thread_.joinable()) thread_.join();
}

void Telling::file_begins(const Input& file) { news_.push_back({&file, {}, nullptr, {}}); }

void Telling::statement(std::size_t index, const sql::Statement& statement,
                        effects::Effects effects) {
  if (!statements_wanted_) return;
  news_.back().statements.push_back({index, statement.without_tree(), std::move(effects)});
  const bool first = news_.size() == 1;
  if (first && news_.front().statements.size() >= kTogether) put_by();
}

void Telling::file_ends(const JudgedFile& file, std::function<void()> completion) {
  news_.front().ends = &file;
  news_.front().completion = std::move(completion);
  put_by();
  news_.pop_front();
}

void Telling::finish() {
  send();
  sent_.end();
  if (thread_.joinable()) thread_.join();
  if (failure_) std::rethrow_exception(failure_);
}

void Telling::put_by() {
  if (!thread_.joinable()) {
    if (news_.front().completion) news_.front().completion();
    return;
  }
  to_send_size_ += news_.front().statements.size() + 1;
  to_send_.push_back(std::exchange(news_.front(), {}));
  if (to_send_size_ >= kTogether) send();
}

void Telling::send() {
  if (to_send_.empty()) return;
  sent_.put(std::exchange(to_send_, {}), std::exchange(to_send_size_, 0));
}

void Telling::run() {
  try {
    while (const auto some = sent_.take()) {
      for (const auto& news : *some) tell(news);
    }
  } catch (...) {
    failure_ = std::current_exception();
    sent_.leave();
  }
}

void Telling::tell(const News& news) {
  if (news.completion) news.completion();
  for (auto* listener : listeners_) {
    if (news.begins != nullptr) listener->file_begins(*news.begins);
    for (const auto& told : news.statements) {
      listener->statement(told.index, told.statement, told.effects);
    }
    if (news.ends != nullptr) listener->file_ends(*news.ends);
  }
}

}  // namespace pgstage::lint
