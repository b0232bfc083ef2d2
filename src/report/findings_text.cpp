#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "pgstage/report/findings.hpp"
#include "pgstage/report/visible.hpp"

#include "found.hpp"
#include "paint.hpp"
#include "risks_text.hpp"
#include "timeline_text.hpp"

namespace pgstage::report {
namespace {

constexpr std::size_t kTab = 4;

Ink ink_of(Severity severity) {
  switch (severity) {
    case Severity::Error:
      return Ink::Error;
    case Severity::Warning:
      return Ink::Warning;
    case Severity::Notice:
      return Ink::Notice;
  }
  return Ink::Notice;
}

std::string without_tabs(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\t') {
      out.append(kTab, ' ');
    } else {
      out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
  }
  return out;
}

std::string first_sentence(std::string_view text) {
  const auto end = text.find(". ");
  return std::string{end == std::string_view::npos ? text : text.substr(0, end + 1)};
}

// A line may be a whole file.
constexpr std::size_t kLongestShown = 400;

bool continues_code_point(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// The part of a line that is shown for something that begins at `begin`.
std::string_view window(std::string_view line, std::size_t begin) {
  if (line.size() <= kLongestShown) return line;
  std::size_t first = begin - std::min(begin, kLongestShown / 10);
  std::size_t last = std::min(first + kLongestShown, line.size());
  while (first > 0 && continues_code_point(line[first])) --first;
  while (last < line.size() && continues_code_point(line[last])) ++last;
  return line.substr(first, last - first);
}

/// Cut before anything else is done with it: all statements of a script may stand on one line.
std::string shortened(std::string_view line) {
  if (line.size() <= kLongestShown) return without_tabs(line);
  return without_tabs(window(line, 0)) + " …";
}

/// The line a finding begins in, with what is meant underlined as far as that line goes.
std::string excerpt(const lint::JudgedFile& file, const lint::Finding& finding,
                    const Style& style) {
  const auto& script = *file.input.script;
  const auto place = script.lines().position(finding.span.offset);
  const auto read = script.lines().line(place.line);
  const auto whole_begin = static_cast<std::size_t>(read.data() - script.text().data());
  const auto whole = file.input.code.empty()
                         ? read
                         : std::string_view(file.input.code).substr(whole_begin, read.size());
  const auto line = window(whole, std::min(finding.span.offset - whole_begin, whole.size()));
  const auto line_begin = whole_begin + static_cast<std::size_t>(line.data() - whole.data());
  const std::size_t begin = std::min(finding.span.offset - line_begin, line.size());
  const std::size_t end = std::clamp(finding.span.end() - line_begin, begin, line.size());
  const std::string number = std::to_string(place.line);
  const std::string gutter(number.size(), ' ');
  const std::size_t before = display_width(without_tabs(line.substr(0, begin)));
  const std::size_t marked =
      std::max<std::size_t>(1, display_width(without_tabs(line.substr(begin, end - begin))));
  const bool goes_on = finding.span.end() > line_begin + line.size() && end == line.size();
  return fmt::format(
      "{} {}\n{} {}{}{}\n", paint(style, Ink::Faint, number + " |"), without_tabs(line),
      paint(style, Ink::Faint, gutter + " |"), std::string(before, ' '),
      paint(style, ink_of(finding.severity), std::string(marked, '^')), goes_on ? " …" : "");
}

std::string finding_text(const lint::JudgedFile& file, const lint::Finding& finding,
                         const Style& style) {
  const auto place = file.input.script->lines().position(finding.span.offset);
  const auto* rule = lint::find_rule(finding.rule);
  std::string out = fmt::format(
      "{}:{}:{}: {} {}\n", paint(style, Ink::Bold, file.input.path), place.line, place.column,
      paint(style, ink_of(finding.severity),
            fmt::format("{}[{}]", to_string(finding.severity), finding.rule)),
      one_line(finding.message));
  out += excerpt(file, finding, style);
  out += filled(style, "  ", "why: " + first_sentence(rule->info.why));
  if (finding.cost) {
    out += filled(style, "  ",
                  "size: " + finding.cost->table.sql() + " has about " + words(*finding.cost));
  }
  out += filled(style, "  ", "safe: " + finding.help);
  if (finding.rewrite) {
    if (finding.apart)
      out += filled(style, "  ", "In a migration of its own, without a transaction:");
    for (std::string_view rest = *finding.rewrite; !rest.empty();) {
      const auto end = std::min(rest.find('\n'), rest.size());
      out += "      " + paint(style, Ink::Good, without_tabs(rest.substr(0, end))) + "\n";
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return out;
}

std::string_view what_waits(LockMode mode) {
  if (blocks_reads(mode)) return "blocks reads and writes";
  if (blocks_writes(mode)) return "blocks writes";
  return "blocks neither reads nor writes";
}

std::string counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

template <class Items, class Name>
std::string joined(const Items& items, Name name) {
  std::set<std::string> unique;
  for (const auto& item : items) unique.insert(name(item));
  std::string out;
  for (const auto& each : unique) out += (out.empty() ? "" : ", ") + each;
  return out;
}

void add_line(std::string& out, std::string_view label, const std::string& value) {
  if (!value.empty()) out += fmt::format("  {:<9}{}\n", label, value);
}

std::string what_it_does(const effects::Effects& effects) {
  std::string out;
  for (const auto& lock : effects.locks) {
    add_line(out, "locks",
             fmt::format("{}: {}, which {}", lock.relation.sql(), sql_name(lock.mode),
                         what_waits(lock.mode)));
  }
  add_line(out, "rewrites", joined(effects.rewrites, [](auto& e) { return e.table.sql(); }));
  add_line(out, "builds", joined(effects.index_builds, [](auto& e) { return e.index.sql(); }));
  add_line(out, "reads", joined(effects.scans, [](auto& e) { return e.table.sql(); }));
  add_line(out, "destroys", joined(effects.destroys, [](auto& e) {
             return e.part.empty() ? e.relation.sql() : e.relation.sql() + "." + e.part;
           }));
  add_line(out, "creates", joined(effects.creates, [](auto& e) { return e; }));
  if (!effects.transaction_allowed) add_line(out, "needs", "to run outside a transaction");
  if (effects.fails) {
    add_line(out, "fails",
             fmt::format("{} (SQLSTATE {})", effects.fails->why, effects.fails->sqlstate));
  }
  if (!effects.certain) add_line(out, "if", "the tables are what they seem; not all is known");
  return out;
}

class EffectsText final : public Printer {
 public:
  EffectsText(std::ostream& out, const Style& style) : out_(out), style_(style) {}

  void file_begins(const lint::Input& file) override { file_ = &file; }

  void statement(std::size_t, const sql::Statement& statement,
                 const effects::Effects& effects) override {
    const auto place = file_->script->lines().position(statement.span().offset);
    const auto text = file_->script->lines().line(place.line);
    const auto does = what_it_does(effects);
    out_ << visible(fmt::format("{}:{}: {}  {}\n{}", paint(style_, Ink::Bold, file_->path),
                                place.line, paint(style_, Ink::Bold, effects.kind),
                                paint(style_, Ink::Faint, shortened(text)),
                                does.empty() ? "  touches no table\n" : does));
  }

  void file_ends(const lint::JudgedFile&) override {}
  void finish(const lint::Report&) override {}

 private:
  std::ostream& out_;
  Style style_;
  const lint::Input* file_ = nullptr;
};

class LintText final : public Printer {
 public:
  LintText(std::ostream& out, const Style& style) : out_(out), style_(style) {}

  bool takes_statements() const override { return false; }
  void file_begins(const lint::Input&) override {}
  void statement(std::size_t, const sql::Statement&, const effects::Effects&) override {}

  void file_ends(const lint::JudgedFile& file) override {
    for (const auto& finding : file.findings) {
      out_ << (first_ ? "" : "\n") << visible(finding_text(file, finding, style_));
      first_ = false;
    }
    for (const auto& part : file.input.unread) {
      const auto line = file.input.script->lines().position(part.span.offset).line;
      unread_ += fmt::format("{}:{}: not read: {}\n", file.input.path, line, part.why);
    }
  }

  void finish(const lint::Report& report) override {
    out_ << (first_ || unread_.empty() ? "" : "\n") << visible(unread_);
    constexpr std::size_t kFew = 3;
    const auto most = style_.verbose ? report.files.size() : kFew;
    out_ << visible(timeline_text(report, style_, most) + risks_text(report, style_));
  }

 private:
  std::ostream& out_;
  Style style_;
  bool first_ = true;
  std::string unread_;  ///< What stands in code and is not known.
};

}  // namespace

std::unique_ptr<Printer> effects_text(std::ostream& out, const Style& style) {
  return std::make_unique<EffectsText>(out, style);
}

std::unique_ptr<Printer> lint_text(std::ostream& out, const Style& style) {
  return std::make_unique<LintText>(out, style);
}

std::string lint_summary(const lint::Report& report) {
  std::map<Severity, std::size_t> count;
  std::size_t suppressed = 0;
  std::size_t unread = 0;
  for (const auto& file : report.files) {
    suppressed += file.suppressed;
    unread += file.input.unread.size();
    for (const auto& finding : file.findings) ++count[finding.severity];
  }
  std::string out;
  for (const auto severity : {Severity::Error, Severity::Warning, Severity::Notice}) {
    if (count[severity] == 0) continue;
    out += (out.empty() ? "" : ", ") + counted(count[severity], to_string(severity));
  }
  if (out.empty()) out = "nothing to say";
  out += " in " + counted(report.files.size(), "file");
  if (suppressed > 0) out += fmt::format(" ({} ignored)", suppressed);
  if (unread > 0) {
    out += "; " + counted(unread, "place") + " not read (\"pgstage record\" shows what is sent)";
  }
  return out + "\n";
}

}  // namespace pgstage::report
