#include "pgstage/model/span.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>

namespace pgstage {
namespace {

bool continues_code_point(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

/// Eight bytes at a time: those whose first bit is set and whose second is not.
std::size_t continuing_in(std::string_view text) {
  constexpr std::uint64_t kFirst = 0x8080808080808080U;
  std::size_t count = 0;
  for (; text.size() >= sizeof(std::uint64_t); text.remove_prefix(sizeof(std::uint64_t))) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, text.data(), sizeof eight);
    count += static_cast<std::size_t>(std::popcount(eight & ~(eight << 1U) & kFirst));
  }
  return count +
         static_cast<std::size_t>(std::count_if(text.begin(), text.end(), continues_code_point));
}

constexpr std::size_t kBlock = 1024;

std::string_view without_line_end(std::string_view line) {
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
  return line;
}

}  // namespace

LineIndex::LineIndex(std::string_view text) : text_(text), starts_{0} {
  auto feed = text.find('\n');
  auto back = text.find('\r');
  for (auto at = std::min(feed, back); at < text.size(); at = std::min(feed, back)) {
    // The CR of a CRLF ends nothing.
    if (back == std::string_view::npos || back + 1 != feed) starts_.push_back(at + 1);
    if (at == feed) feed = text.find('\n', at + 1);
    if (at == back) back = text.find('\r', at + 1);
  }
  std::size_t continuing = 0;
  for (std::size_t i = 0; i <= text.size(); i += kBlock) {
    continuing_.push_back(continuing);
    continuing += continuing_in(text.substr(i, kBlock));
  }
}

std::size_t LineIndex::continuing_before(std::size_t offset) const {
  const std::size_t block = offset / kBlock;
  return continuing_[block] + continuing_in(text_.substr(block * kBlock, offset % kBlock));
}

Position LineIndex::position(std::size_t offset) const {
  offset = std::min(offset, text_.size());
  const auto next = std::upper_bound(starts_.begin(), starts_.end(), offset);
  const std::size_t start = *std::prev(next);
  const std::size_t continuing = offset - start < kBlock
                                     ? continuing_in(text_.substr(start, offset - start))
                                     : continuing_before(offset) - continuing_before(start);
  return {static_cast<std::size_t>(next - starts_.begin()), offset - start - continuing + 1};
}

std::string_view LineIndex::line(std::size_t number) const {
  if (number == 0 || number > starts_.size()) return {};
  const std::size_t start = starts_[number - 1];
  const std::size_t end = number < starts_.size() ? starts_[number] : text_.size();
  return without_line_end(text_.substr(start, end - start));
}

}  // namespace pgstage
