#include "sending.hpp"

#include <algorithm>

namespace pgstage::source::code {
namespace {

bool is_written(const Code& code, std::string_view words, std::size_t at) {
  while (!words.empty()) {
    const auto end = std::min(words.find(' '), words.size());
    if (!code.is(at++, words.substr(0, end))) return false;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return true;
}

bool is_one_written(const Code& code, Words all, std::size_t at) {
  return code.is(at, Kind::Name) && std::any_of(all.begin(), all.end(), [&](auto words) {
           return is_written(code, words, at);
         });
}

bool is_written_anywhere(const Code& code, Words all) {
  for (std::size_t at = 0; at < code.size(); ++at) {
    if (is_one_written(code, all, at)) return true;
  }
  return false;
}

/// The blocks of the way forward that are opened so.
std::vector<Span> blocks_of(const Code& code, const CodeFramework& framework,
                            const std::vector<bool>& way_back) {
  std::vector<Span> out;
  for (std::size_t at = 0; at < code.size(); ++at) {
    if (way_back[at] || !is_one_written(code, framework.alone_block, at)) continue;
    const auto end = framework.language->block_end(code, at);
    const auto begin = code.tokens[at].begin;
    out.push_back({begin, code.tokens[end - 1].end - begin});
  }
  return out;
}

bool is_in_one(Span call, const std::vector<Span>& blocks) {
  return std::any_of(blocks.begin(), blocks.end(),
                     [&](Span block) { return block.contains(call.offset); });
}

}  // namespace

void tell_sending(const Code& code, const CodeFramework& framework,
                  const std::vector<bool>& way_back, std::vector<Span> calls, CodeSql& out) {
  std::sort(calls.begin(), calls.end(), [](Span a, Span b) { return a.offset < b.offset; });
  auto blocks = blocks_of(code, framework, way_back);
  const auto is_alone = [&](Span call) { return is_in_one(call, blocks); };
  const bool all = !blocks.empty() && std::all_of(calls.begin(), calls.end(), is_alone);
  const bool alone = all || is_written_anywhere(code, framework.alone);
  out.sent_as = alone ? SentAs::Statement : framework.sent_as;
  if (!alone) {
    std::erase_if(calls, [&](Span call) { return !is_alone(call); });
    out.outside = std::move(blocks);
  }
  if (!framework.divides) out.messages = std::move(calls);
}

}  // namespace pgstage::source::code
