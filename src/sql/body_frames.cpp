#include "body_frames.hpp"

#include <utility>

#include "fold.hpp"

namespace pgstage::sql {
namespace {

/// The server's own parser gives up at this depth, too (YYMAXDEPTH).
constexpr std::size_t kMaxDepth = 10'000;
/// What EXECUTE and cursors may add to one body.
constexpr std::size_t kMaxMade = 4 << 20;

}  // namespace

bool BodyFrames::open(Frame frame) {
  if (open_.size() == kMaxDepth) return false;
  open_.push_back({frame, statements_.size()});
  if (frame != Frame::Block) ++deciding_;
  return true;
}

void BodyFrames::close() {
  if (open_.back().frame != Frame::Block) --deciding_;
  if (open_.back().handling) --handling_;
  open_.pop_back();
}

bool BodyFrames::handle() {
  auto& block = open_.back();
  if (block.frame != Frame::Block || block.handling) return false;
  block.handling = true;
  ++handling_;
  caught_.push_back({block.first, statements_.size() - block.first});
  return true;
}

BodyStatement::Runs BodyFrames::runs() const {
  if (handling_ > 0) return BodyStatement::Runs::OnError;
  return left_ || deciding_ > 0 ? BodyStatement::Runs::Perhaps : BodyStatement::Runs::Always;
}

void BodyFrames::add(std::size_t offset, std::string sql) {
  statements_.push_back({.offset = offset, .sql = std::move(sql), .runs = runs()});
}

void BodyFrames::evaluate(std::size_t offset, std::string_view expression) {
  if (!expression.empty()) add(offset, "SELECT " + std::string{expression});
}

void BodyFrames::execute(std::size_t offset, std::string_view expression) {
  auto text = fold_text(expression, kMaxMade - made_);
  if (text) made_ += text->size();
  const bool known = text.has_value();
  add(offset, known ? *std::move(text) : "SELECT " + std::string{expression});
  statements_.back().dynamic = true;
  statements_.back().known = known;
}

bool BodyFrames::repeat(const Written& written) {
  if (written.sql.size() > kMaxMade - made_) return false;
  made_ += written.sql.size();
  add(written.offset, written.sql);
  return true;
}

std::vector<BodyStatement> BodyFrames::take() {
  std::vector<int> edges(statements_.size() + 1);
  for (const auto& span : caught_) {
    ++edges[span.offset];
    --edges[span.end()];
  }
  int depth = 0;
  for (std::size_t i = 0; i < statements_.size(); ++i) {
    depth += edges[i];
    statements_[i].caught = depth > 0;
  }
  return std::move(statements_);
}

}  // namespace pgstage::sql
