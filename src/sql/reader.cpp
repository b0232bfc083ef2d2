#include "pgstage/sql/reader.hpp"

#include <exception>
#include <limits>
#include <thread>
#include <utility>

#include "pgstage/model/channel.hpp"

#include "script_parts.hpp"

namespace pgstage::sql {
namespace {

/// How much is read ahead, in bytes: some blocks, or a hundred small scripts.
constexpr std::size_t kMostAhead = 131072;
/// What a stretch counts for besides its text.
constexpr std::size_t kLeast = 1024;

/// What is handed on at a time: statements of one script, or none at its end.
struct Stretch {
  Script* script = nullptr;
  std::unique_ptr<Block> block;
  std::vector<ReadStatement> statements;

  std::size_t size() const {
    if (statements.empty()) return kLeast;
    const auto begin = statements.front().statement.span().offset;
    return kLeast + statements.back().statement.span().end() - begin;
  }
};

Stretch stretch_of(Script& script, const std::vector<Statement>& statements) {
  Stretch out{&script, nullptr, {}};
  out.statements.reserve(statements.size());
  for (const auto& each : statements) out.statements.push_back({each, each.view()});
  return out;
}

}  // namespace

/// Stretches go from the thread to the caller and come back to end where they began: libpg_query
/// frees memory only on the thread that took it.
struct Reader::Parts {
  explicit Parts(std::vector<Script*> all);
  Parts(const Parts&) = delete;
  Parts& operator=(const Parts&) = delete;
  ~Parts();

  std::span<const ReadStatement> next();

  bool all_fits() const;
  void run();
  void read_all();
  bool read(Script& script);
  bool hand_on(Stretch stretch);

  std::vector<Script*> scripts;
  Stretch at_hand;  ///< The caller's.
  Channel<Stretch> ahead{kMostAhead};
  Channel<Stretch> passed{std::numeric_limits<std::size_t>::max()};
  std::exception_ptr failure;  ///< For the caller to look at when no more is ahead.
  std::thread thread;          ///< None where everything fits.
};

/// To begin a thread for a few statements takes longer than to read them.
Reader::Parts::Parts(std::vector<Script*> all) : scripts(std::move(all)) {
  if (all_fits()) {
    read_all();
  } else {
    thread = std::thread([this] { run(); });
  }
}

Reader::Parts::~Parts() {
  ahead.leave();
  passed.put(std::move(at_hand));
  passed.end();
  if (thread.joinable()) thread.join();
}

/// Whether everything can be ahead at once.
bool Reader::Parts::all_fits() const {
  std::size_t size = 0;
  for (const auto* script : scripts) size += script->text().size() + 2 * kLeast;
  return size <= kMostAhead / 4;
}

std::span<const ReadStatement> Reader::Parts::next() {
  passed.put(std::exchange(at_hand, {}));
  auto taken = ahead.take();
  if (!taken && failure) std::rethrow_exception(failure);
  if (!taken) return {};
  at_hand = *std::move(taken);
  auto& script = *at_hand.script->parts_;
  if (at_hand.block != nullptr && !script.read) script.remember(*at_hand.block);
  if (at_hand.statements.empty()) script.read = true;
  return at_hand.statements;
}

void Reader::Parts::read_all() {
  try {
    for (auto* script : scripts) {
      if (!read(*script)) break;
    }
  } catch (...) {
    failure = std::current_exception();
  }
  ahead.end();
}

void Reader::Parts::run() {
  read_all();
  while (passed.take()) continue;
  while (ahead.take()) continue;
}

/// false: nobody wants it any more.
bool Reader::Parts::read(Script& script) {
  const auto& parts = *script.parts_;
  if (!parts.trees.empty()) {
    return hand_on(stretch_of(script, parts.statements)) && hand_on({&script, nullptr, {}});
  }
  Parser parser(parts.text);
  auto block = parser.next();
  while (block != nullptr && !block->statements.empty()) {
    auto stretch = stretch_of(script, block->statements);
    stretch.block = std::move(block);
    if (!hand_on(std::move(stretch))) return false;
    block = parser.next();
  }
  // Behind the last statement something may have been skipped.
  return hand_on({&script, std::move(block), {}});
}

bool Reader::Parts::hand_on(Stretch stretch) {
  while (passed.take_if_any()) continue;
  const auto size = stretch.size();
  return ahead.put(std::move(stretch), size);
}

Reader::Reader(std::vector<Script*> scripts)
    : parts_(std::make_unique<Parts>(std::move(scripts))) {}
Reader::~Reader() = default;

std::span<const ReadStatement> Reader::next() { return parts_->next(); }

}  // namespace pgstage::sql
