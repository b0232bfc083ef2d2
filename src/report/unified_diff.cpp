#include "pgstage/report/unified_diff.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

namespace pgstage::report {
namespace {

constexpr std::size_t kAround = 3;

using Lines = std::vector<std::string_view>;

/// Each with its newline.
Lines lines_of(std::string_view text) {
  Lines out;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size() - 1) + 1;
    out.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return out;
}

/// ' ' for a line of both, '-' and '+' for one of the first and the second.
using Script = std::string;

/// The shortest way from one to the other (Myers, 1986), followed back through the furthest points
/// that were reached with each number of edits.
Script shortest(const Lines& a, const Lines& b) {
  const auto n = static_cast<std::ptrdiff_t>(a.size());
  const auto m = static_cast<std::ptrdiff_t>(b.size());
  const auto at = [&](std::ptrdiff_t k) { return static_cast<std::size_t>(k + n + m + 1); };
  const auto same = [&](std::ptrdiff_t x, std::ptrdiff_t y) {
    return x < n && y < m && a[static_cast<std::size_t>(x)] == b[static_cast<std::size_t>(y)];
  };
  std::vector<std::ptrdiff_t> furthest(at(n + m + 1) + 1, 0);
  const auto down = [&](std::ptrdiff_t k, std::ptrdiff_t d, const auto& from) {
    return k == -d || (k != d && from[at(k - 1)] < from[at(k + 1)]);
  };
  std::vector<std::vector<std::ptrdiff_t>> steps;
  for (std::ptrdiff_t d = 0;; ++d) {
    steps.push_back(furthest);
    bool done = false;
    for (auto k = -d; k <= d && !done; k += 2) {
      auto x = down(k, d, furthest) ? furthest[at(k + 1)] : furthest[at(k - 1)] + 1;
      while (same(x, x - k)) ++x;
      furthest[at(k)] = x;
      done = x >= n && x - k >= m;
    }
    if (done) break;
  }
  Script out;
  auto x = n;
  auto y = m;
  for (auto d = static_cast<std::ptrdiff_t>(steps.size()) - 1; d >= 0; --d) {
    const auto& from = steps[static_cast<std::size_t>(d)];
    const bool added = down(x - y, d, from);
    const auto k = added ? x - y + 1 : x - y - 1;
    const auto old_x = d == 0 ? 0 : from[at(k)];
    const auto old_y = d == 0 ? 0 : old_x - k;
    for (; x > old_x && y > old_y; --x, --y) out += ' ';
    if (d > 0) out += added ? '+' : '-';
    x = old_x;
    y = old_y;
  }
  std::reverse(out.begin(), out.end());
  return out;
}

/// What begins and ends alike needs no search.
Script script_of(Lines a, Lines b) {
  std::size_t head = 0;
  while (head < a.size() && head < b.size() && a[head] == b[head]) ++head;
  std::size_t tail = 0;
  while (tail < a.size() - head && tail < b.size() - head &&
         a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) {
    ++tail;
  }
  const auto middle = [&](const Lines& all) {
    return Lines(all.begin() + static_cast<std::ptrdiff_t>(head),
                 all.end() - static_cast<std::ptrdiff_t>(tail));
  };
  return Script(head, ' ') + shortest(middle(a), middle(b)) + Script(tail, ' ');
}

/// `12,7`; where there are none, the line before.
std::string range(std::size_t begin, std::size_t count) {
  const auto first = count == 0 ? begin : begin + 1;
  return count == 1 ? std::to_string(first) : fmt::format("{},{}", first, count);
}

void put_line(std::string& out, char sign, std::string_view line) {
  out += sign;
  out += line;
  if (!line.ends_with('\n')) out += "\n\\ No newline at end of file\n";
}

}  // namespace

std::string unified_diff(std::string_view path, std::string_view before, std::string_view after) {
  if (before == after) return {};
  const auto a = lines_of(before);
  const auto b = lines_of(after);
  const auto script = script_of(a, b);
  std::string out = fmt::format("--- a/{}\n+++ b/{}\n", path, path);
  const auto is_change = [&](std::size_t i) { return script[i] != ' '; };
  std::size_t x = 0;
  std::size_t y = 0;
  for (std::size_t i = 0; i < script.size();) {
    // From here to three lines behind the last change that is near enough to the one before it.
    const auto next = std::min(script.find_first_not_of(' ', i), script.size());
    if (next == script.size()) break;
    const auto begin = std::max(i, next - std::min(next, kAround));
    x += begin - i;
    y += begin - i;
    auto end = next;
    for (auto at = next; at < script.size() && at <= end + 2 * kAround + 1; ++at) {
      if (is_change(at)) end = at;
    }
    end = std::min(end + 1 + kAround, script.size());
    const auto part = std::string_view{script}.substr(begin, end - begin);
    const auto count = [&](char without) {
      return part.size() - static_cast<std::size_t>(std::count(part.begin(), part.end(), without));
    };
    out += fmt::format("@@ -{} +{} @@\n", range(x, count('+')), range(y, count('-')));
    for (const char sign : part) {
      put_line(out, sign, sign == '+' ? b[y] : a[x]);
      if (sign != '+') ++x;
      if (sign != '-') ++y;
    }
    i = end;
  }
  return out;
}

}  // namespace pgstage::report
