#include "timeline_text.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <vector>

#include <fmt/format.h>

#include "paint.hpp"

namespace pgstage::report {
namespace {

constexpr std::string_view kAll = "█";     // Reads and writes wait.
constexpr std::string_view kWrites = "▒";  // Writes wait.
constexpr std::string_view kMark = " ◀";
constexpr std::size_t kIndent = 2;

/// A lock that goes with its statement is what the finding on that speaks of.
bool outlasts_its_statement(const lint::Hold& hold) { return !(hold.from == hold.to); }

/// By time where that is known, then by what goes on, then by the number of statements.
bool is_shorter(const lint::Hold& a, const lint::Hold& b) {
  const auto weight = [](const lint::Hold& hold) {
    return std::tuple(hold.seconds, !hold.during.empty(), blocks_reads(hold.mode),
                      hold.to.file - hold.from.file,
                      hold.from.file == hold.to.file ? hold.to.statement - hold.from.statement : 0);
  };
  return weight(a) < weight(b);
}

std::string repeated(std::string_view glyph, std::size_t times) {
  std::string out;
  for (; times > 0; --times) out += glyph;
  return out;
}

std::string padded(std::string text, std::size_t width) {
  const auto taken = display_width(text);
  if (taken < width) text.append(width - taken, ' ');
  return text;
}

/// The end of a name says more than its beginning.
std::string cut_to(const std::string& name, std::size_t width) {
  if (display_width(name) <= width) return name;
  std::string_view rest = name;
  while (display_width(rest) + 1 > width) {
    rest.remove_prefix(1);
    while (!rest.empty() && (static_cast<unsigned char>(rest[0]) & 0xC0U) == 0x80U) {
      rest.remove_prefix(1);
    }
  }
  return "…" + std::string{rest};
}

/// The picture of one file.
class Chart {
 public:
  Chart(const lint::Report& report, std::size_t file, std::vector<const lint::Hold*> holds,
        const Style& style)
      : report_(report), file_(file), holds_(std::move(holds)), style_(style) {
    longest_ = *std::max_element(holds_.begin(), holds_.end(),
                                 [](auto* a, auto* b) { return is_shorter(*a, *b); });
    take_columns();
    measure();
  }

  std::string text() const {
    std::string out =
        fmt::format("{}: who waits while it runs ({} reads and writes, {} writes)\n\n",
                    paint(style_, Ink::Bold, report_.files[file_].input.path), kAll, kWrites);
    for (std::size_t first = 0; first < columns_.size(); first += per_line_) {
      out += lines_from(first) + "\n";
    }
    return out + filled(style_, "  ", words());
  }

 private:
  std::size_t line_of(const lint::Place& place) const {
    const auto& script = *report_.files[place.file].input.script;
    return script.lines().position(script.statements()[place.statement].span().offset).line;
  }

  std::size_t first_statement(const lint::Hold& hold) const {
    return hold.from.file == file_ ? hold.from.statement : 0;
  }

  std::size_t last_statement(const lint::Hold& hold) const {
    const auto count = report_.files[file_].input.script->statements().size();
    return hold.to.file == file_ ? hold.to.statement : count - 1;
  }

  /// The statements during which somebody waits.
  void take_columns() {
    std::set<std::size_t> statements;
    for (const auto* hold : holds_) {
      for (auto s = first_statement(*hold); s <= last_statement(*hold); ++s) statements.insert(s);
    }
    columns_.assign(statements.begin(), statements.end());
  }

  void measure() {
    std::size_t longest_name = 0;
    for (const auto* hold : holds_) {
      rows_[hold->relation].push_back(hold);
      longest_name = std::max(longest_name, display_width(hold->relation.sql()));
    }
    const auto last_line = std::to_string(line_of({file_, columns_.back()}));
    label_ = std::min(longest_name, std::max<std::size_t>(style_.width / 3, 12));
    cell_ = std::max<std::size_t>(last_line.size() + 1, 4);
    const auto taken = kIndent + label_ + display_width(kMark) + 1;
    const auto room = style_.width > taken + cell_ ? style_.width - taken : cell_;
    per_line_ = std::max<std::size_t>(room / cell_, 1);
  }

  std::string lines_from(std::size_t first) const {
    const auto last = std::min(first + per_line_, columns_.size());
    std::string head = padded("", kIndent) + padded("line", label_ + display_width(kMark) + 1);
    for (auto c = first; c < last; ++c) {
      head += padded(std::to_string(line_of({file_, columns_[c]})), cell_);
    }
    head.resize(head.find_last_not_of(' ') + 1);
    std::string out = paint(style_, Ink::Faint, head) + "\n";
    for (const auto& [relation, holds] : rows_) out += row(relation, holds, first, last);
    return out;
  }

  std::string row(const QualifiedName& relation, const std::vector<const lint::Hold*>& holds,
                  std::size_t first, std::size_t last) const {
    const bool marked = relation == longest_->relation;
    std::string out = padded("", kIndent) + padded(cut_to(relation.sql(), label_), label_) +
                      padded(marked ? std::string{kMark} : "", display_width(kMark)) + " ";
    std::string gap;
    for (auto c = first; c < last; ++c) {
      const auto* hold = hold_at(holds, columns_[c]);
      if (hold == nullptr) {
        gap.append(cell_, ' ');
        continue;
      }
      // Two bars that follow each other are two.
      const bool ends = columns_[c] == last_statement(*hold) && hold->to.file == file_;
      const auto glyph = blocks_reads(hold->mode) ? kAll : kWrites;
      const auto ink = hold == longest_ ? Ink::Error : Ink::Warning;
      out += gap + paint(style_, ink, repeated(glyph, ends ? cell_ - 1 : cell_));
      gap.assign(ends ? 1 : 0, ' ');
    }
    return out + "\n";
  }

  const lint::Hold* hold_at(const std::vector<const lint::Hold*>& holds,
                            std::size_t statement) const {
    const auto found = std::find_if(holds.begin(), holds.end(), [&](const auto* hold) {
      return first_statement(*hold) <= statement && statement <= last_statement(*hold);
    });
    return found == holds.end() ? nullptr : *found;
  }

  std::string place_words(const lint::Place& place) const {
    auto out = fmt::format("line {}", line_of(place));
    if (place.file != file_) out += " of " + report_.files[place.file].input.path;
    return out;
  }

  std::string words() const {
    const auto& hold = *longest_;
    std::string out =
        fmt::format("longest: {} wait for {} ",
                    blocks_reads(hold.mode) ? "reads and writes" : "writes", hold.relation.sql());
    out += hold.from == hold.to
               ? "in " + place_words(hold.from)
               : fmt::format("from {} to {}", place_words(hold.from), place_words(hold.to));
    if (!hold.during.empty()) out += ", during the " + hold.during;
    if (hold.seconds > 0) out += ", about " + effects::duration_words(hold.seconds);
    return out;
  }

  const lint::Report& report_;
  std::size_t file_;
  std::vector<const lint::Hold*> holds_;
  const Style& style_;
  const lint::Hold* longest_ = nullptr;
  std::vector<std::size_t> columns_;
  std::map<QualifiedName, std::vector<const lint::Hold*>> rows_;
  std::size_t label_ = 0;     ///< Cells for the name of a relation.
  std::size_t cell_ = 0;      ///< Cells for a statement.
  std::size_t per_line_ = 0;  ///< Statements.
};

/// The holds of each file that has a picture.
std::map<std::size_t, std::vector<const lint::Hold*>> pictures_of(const lint::Report& report) {
  std::map<std::size_t, std::vector<const lint::Hold*>> out;
  for (const auto& hold : report.timeline) {
    for (auto file = hold.from.file; file <= hold.to.file; ++file) out[file].push_back(&hold);
  }
  std::erase_if(out, [&](const auto& entry) {
    const auto& [file, holds] = entry;
    return report.files[file].findings.empty() ||
           report.files[file].input.script->statements().empty() ||
           std::none_of(holds.begin(), holds.end(),
                        [](auto* hold) { return outlasts_its_statement(*hold); });
  });
  return out;
}

/// The files of the longest bars.
std::set<std::size_t> most_telling(
    const std::map<std::size_t, std::vector<const lint::Hold*>>& pictures, std::size_t most) {
  std::vector<std::pair<const lint::Hold*, std::size_t>> order;
  for (const auto& [file, holds] : pictures) {
    order.emplace_back(*std::max_element(holds.begin(), holds.end(),
                                         [](auto* a, auto* b) { return is_shorter(*a, *b); }),
                       file);
  }
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return is_shorter(*b.first, *a.first); });
  order.resize(std::min(order.size(), most));
  std::set<std::size_t> out;
  for (const auto& [hold, file] : order) out.insert(file);
  return out;
}

}  // namespace

std::string timeline_text(const lint::Report& report, const Style& style, std::size_t most) {
  const auto pictures = pictures_of(report);
  const auto drawn = most_telling(pictures, most);
  std::string out;
  for (const auto file : drawn) {
    out += "\n" + Chart(report, file, pictures.at(file), style).text();
  }
  const auto left = pictures.size() - drawn.size();
  if (left > 0) {
    out += fmt::format("\n{} more file{} hold{} locks for long: -v draws {}\n", left,
                       left == 1 ? "" : "s", left == 1 ? "s" : "", left == 1 ? "it" : "them");
  }
  return out;
}

}  // namespace pgstage::report
