#include "values.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "samples.hpp"

namespace pgstage::shadow {
namespace {

// In Edges, numbers start here, since migrations like to insert rows with small keys of their own.
constexpr std::size_t kFirstRandom = 1000;
constexpr std::size_t kRandomRange = 20000;

bool continues_code_point(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// Cuts a text to the length of varchar(n), which counts code points.
std::string clipped(std::string text, const ColumnShape& column) {
  if (!is_textual(column.type) || column.modifiers.empty()) return text;
  auto room = column.modifiers[0];
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!continues_code_point(text[at]) && room-- == 0) return text.substr(0, at);
  }
  return text;
}

/// The greatest number that numeric(p,s) holds.
std::string greatest(int precision, int scale) {
  std::string digits(static_cast<std::size_t>(precision), '9');
  if (scale > 0 && scale < precision)
    digits.insert(digits.size() - static_cast<std::size_t>(scale), ".");
  return scale >= precision ? "0" : digits;
}

std::vector<std::string> edges_of(const ColumnShape& column) {
  if (column.type == "numeric" && !column.modifiers.empty()) {
    const int scale = column.modifiers.size() > 1 ? column.modifiers[1] : 0;
    const std::string most = greatest(column.modifiers[0], scale);
    return {"0", "NaN", most, "-" + most};
  }
  if (column.type == "bit") {
    const auto length =
        column.modifiers.empty() ? 1 : static_cast<std::size_t>(column.modifiers[0]);
    return {std::string(length, '0'), std::string(length, '1')};
  }
  const TypeSamples& samples = samples_of(column.type);
  return {samples.edges.begin(), samples.edges.end()};
}

std::string array_of(const std::vector<std::string>& elements) {
  std::string out = "{";
  for (const auto& element : elements) {
    if (out.size() > 1) out += ",";
    out += '"';
    for (const char c : element) {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
    out += '"';
  }
  return out + "}";
}

}  // namespace

bool is_textual(const std::string& type) {
  return type == "text" || type == "varchar" || type == "bpchar" || type == "citext" ||
         type == "name";
}

std::size_t Values::pick(std::size_t limit, std::size_t row) {
  return (style_ == RowStyle::Edges ? random_() : row - 1) % limit;
}

// Equal numbers in every column satisfy no check such as (starts_at < ends_at). So later rounds of
// the plain styles let them grow from column to column, and then shrink.
std::size_t Values::number(const ColumnShape& column, std::size_t row, int round) {
  constexpr int kGrowing = 2;
  constexpr std::size_t kMostColumns = 1600;
  if (style_ == RowStyle::Edges) return kFirstRandom + random_() % kRandomRange;
  if (round == 0) return row;
  return row + (round <= kGrowing ? column.position : kMostColumns - column.position);
}

std::string Values::ordinary(const ColumnShape& column, std::size_t row, int round) {
  const std::size_t value = number(column, row, round);
  if (style_ == RowStyle::Digits && is_textual(column.type)) return std::to_string(value);
  if (column.type == "bit") return edges_of(column)[value % 2];
  return numbered(samples_of(column.type), value);
}

std::string Values::element(const ColumnShape& column, std::size_t row, int round) {
  if (!column.labels.empty()) return column.labels[pick(column.labels.size(), row)];
  constexpr unsigned kMostly = 85;
  constexpr unsigned kAgainPercent = 70;
  const bool edges = style_ == RowStyle::Edges;
  if (!column.candidates.empty() && (edges ? by_chance(kMostly) : round > 0)) {
    const bool again = !column.proven.empty() && by_chance(kAgainPercent);
    const auto& among = again ? column.proven : column.candidates;
    return among[random_() % among.size()];
  }
  const unsigned edge_percent = round == 0 ? 25 : 8;
  if (edges && by_chance(edge_percent)) {
    const auto all = edges_of(column);
    if (!all.empty()) return all[pick(all.size(), row)];
  }
  return ordinary(column, row, round);
}

std::optional<std::string> Values::next(const ColumnShape& column, std::size_t row, int round) {
  constexpr unsigned kNullPercent = 15;
  const bool edges = style_ == RowStyle::Edges;
  if (column.nullable && edges && by_chance(kNullPercent)) return std::nullopt;
  if (!column.array) return clipped(element(column, row, round), column);
  std::vector<std::string> elements;
  const std::size_t length = edges ? random_() % 4 : 1;
  while (elements.size() < length) {
    elements.push_back(clipped(element(column, row, round), column));
  }
  return array_of(elements);
}

}  // namespace pgstage::shadow
