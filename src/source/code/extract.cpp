#include <algorithm>
#include <filesystem>
#include <set>
#include <string>

#include <fmt/format.h>

#include "pgstage/source/code.hpp"

#include "blanks.hpp"
#include "calls.hpp"
#include "expression.hpp"
#include "framework.hpp"
#include "frameworks/plain.hpp"
#include "reading.hpp"
#include "sending.hpp"

namespace pgstage::source {
namespace {

using code::Argument;
using code::Call;
using code::Code;
using code::Kind;

bool fits_one(std::string_view callee, Words patterns) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](auto pattern) { return code::fits(callee, pattern); });
}

/// Calls that make SQL of their own.
struct Others {
  std::size_t count = 0;
  std::size_t first = 0;
  std::vector<std::string> names;  ///< Some of them.
};

class Extraction {
 public:
  Extraction(std::string_view text, const CodeFramework& framework)
      : framework_(framework),
        code_(framework.language->read(text)),
        way_back_(code_.size()),
        not_run_(code_.size()) {
    out_.up = blanked(text);
    out_.down = out_.up;
  }

  CodeSql run() && {
    find_ways();
    const code::Names names(code_, way_back_);
    const code::Expressions expressions(code_, *framework_.language, names, way_back_);
    expressions_ = &expressions;
    for (std::size_t at = 0; at < code_.size(); ++at) {
      if (code_.is(at, Kind::Name) && !not_run_[at]) take_name(at);
    }
    tell_others(up_others_, false);
    tell_others(down_others_, true);
    keep_comments();
    std::stable_sort(out_.unread.begin(), out_.unread.end(),
                     [](const auto& a, const auto& b) { return a.offset < b.offset; });
    code::tell_sending(code_, framework_, way_back_, std::move(calls_), out_);
    return std::move(out_);
  }

 private:
  static void mark(std::vector<bool>& marks, std::size_t begin, std::size_t end) {
    for (auto at = begin; at < std::min(end, marks.size()); ++at) marks[at] = true;
  }

  /// Which functions go back, by their names and by whom they are handed to.
  void find_ways() {
    std::set<std::string_view> functions(framework_.way_back.begin(), framework_.way_back.end());
    for (std::size_t at = 0; at < code_.size(); ++at) {
      if (!code_.is(at, Kind::Name)) continue;
      find_back_call(at, functions);
      const auto& noted = framework_.not_run;
      if (std::find(noted.begin(), noted.end(), code_.at(at)) == noted.end()) continue;
      if (code_.is(at + 1, "=") && at + 2 < code_.size() && !not_run_[at]) {
        mark(not_run_, at, code_.past(at + 2));
      }
    }
    for (std::size_t at = 0; at < code_.size(); ++at) {
      if (!code_.is(at, Kind::Name) || functions.count(code_.at(at)) == 0) continue;
      const auto end = framework_.language->definition_end(code_, at);
      if (end <= at) continue;
      mark(way_back_, at, end);
      at = end - 1;
    }
  }

  void find_back_call(std::size_t at, std::set<std::string_view>& functions) {
    for (const auto& back : framework_.back_calls) {
      if (!back.callee.ends_with(code_.at(at)) || way_back_[at]) continue;
      const auto begin = code::arguments_begin(code_, *framework_.language, at);
      if (begin == 0 || !code::fits(code::callee_at(code_, at).name, back.callee)) continue;
      const auto arguments = code::arguments_of(code_, begin);
      const auto* given = argument_of(arguments, back.argument, back.keyword);
      if (given == nullptr) continue;
      if (given->end == given->begin + 1) {
        functions.insert(code_.at(given->begin));
      } else {
        mark(way_back_, given->begin, given->end);
      }
    }
  }

  static const Argument* argument_of(const std::vector<Argument>& arguments, std::size_t index,
                                     std::string_view keyword) {
    for (std::size_t at = 0; at < arguments.size(); ++at) {
      const auto& each = arguments[at];
      if (each.name.empty() ? at == index : each.name == keyword) return &each;
    }
    return nullptr;
  }

  void take_name(std::size_t at) {
    const auto begin = code::arguments_begin(code_, *framework_.language, at);
    if (begin == 0) return;
    Call call{.callee = code::callee_at(code_, at)};
    const auto& name = call.callee.name;
    const auto known =
        std::find_if(framework_.sql.begin(), framework_.sql.end(),
                     [&](const auto& each) { return code::fits(name, each.callee); });
    if (known != framework_.sql.end()) {
      call.arguments = code::arguments_of(code_, begin);
      const bool part = (known->may_be_part && is_part(call)) ||
                        (known->executed && !code_.is(code_.past(begin) + 1, "execute"));
      if (!call.arguments.empty() && !part) take(call, *known);
    } else if (fits_one(name, framework_.others) && !fits_one(name, framework_.harmless)) {
      count(call.callee);
    }
  }

  /// Whether it is an argument of something else than what waits for all that is done.
  bool is_part(const Call& call) const {
    const auto before = call.callee.first == 0 ? 0 : call.callee.first - 1;
    if (call.callee.first == 0 || code_.starts_line(call.callee.first)) {
      if (!code_.is(before, ",") && !code_.is(before, "(") && !code_.is(before, "[")) return false;
    }
    const auto words = code_.at(before);
    if (words == "=" || words == ":" || words == "$") return true;
    if (words != "," && words != "(" && words != "[") return false;
    // Of Promise.all([…]) each runs.
    auto open = before;
    constexpr std::size_t kFar = 200;
    for (std::size_t steps = 0; steps < kFar && open > 0 && !code_.is(open, Kind::Open); ++steps) {
      const auto& token = code_.tokens[open];
      const bool jumps = token.kind == Kind::Close && token.other != code::kNone;
      open = (jumps ? token.other : open) - (jumps && token.other == 0 ? 0 : 1);
    }
    if (code_.is(open, "[") && open > 0 && code_.is(open - 1, "(")) --open;
    return open == 0 || !(code_.is(open - 1, "all") || code_.is(open - 1, "allSettled"));
  }

  void count(const code::Callee& callee) {
    auto& others = way_back_[callee.first] ? down_others_ : up_others_;
    if (others.count++ == 0) others.first = code_.tokens[callee.first].begin;
    constexpr std::size_t kShown = 3;
    const auto known = std::find(others.names.begin(), others.names.end(), callee.name);
    if (known == others.names.end() && others.names.size() <= kShown) {
      others.names.push_back(callee.name);
    }
  }

  void tell_others(const Others& others, bool back) {
    if (others.count == 0) return;
    constexpr std::size_t kShown = 3;
    std::string names;
    for (std::size_t at = 0; at < std::min(kShown, others.names.size()); ++at) {
      names += (at == 0 ? "" : ", ") + others.names[at];
    }
    if (others.names.size() > kShown) names += ", …";
    const bool one = others.count == 1;
    auto why = fmt::format("{}{} {} ({})", one ? "a call" : fmt::format("{} calls", others.count),
                           back ? " of the way back" : "",
                           one ? "makes SQL of its own" : "make SQL of their own", names);
    if (!framework_.exported.empty()) why += fmt::format("; {}", framework_.exported);
    out_.unread.push_back({others.first, std::move(why), back});
  }

  void take(const Call& call, const SqlCall& known) {
    const bool back = way_back_[call.callee.first];
    const auto* sql = argument_of(call.arguments, known.argument, known.keyword);
    if (sql != nullptr) take_argument(*sql, known, back, bound_of(call, known));
    if (!known.way_back_next) return;
    const auto* reverse = argument_of(call.arguments, known.argument + 1, known.back_keyword);
    if (reverse != nullptr) take_argument(*reverse, known, true, code::Bound::None);
  }

  /// By whether values are sent beside the SQL, and in what form.
  code::Bound bound_of(const Call& call, const SqlCall& known) const {
    constexpr std::size_t kFar = 256;
    if (known.always_bound) return known.bound;
    if (call.arguments.size() <= known.argument + 1) return code::Bound::None;
    auto values = call.arguments[known.argument + 1].begin;
    if (!known.values.empty()) {
      const auto end = std::min(call.arguments.back().end, values + kFar);
      while (values < end && !code_.is(values, known.values)) ++values;
      if (values == end) return code::Bound::None;
      values += 2;
    }
    if (known.bound != code::Bound::Any) return known.bound;
    const bool named = code_.is(values, "{") || (!known.values.empty() && !code_.is(values, "["));
    return named ? code::Bound::Colon : code::Bound::Question;
  }

  void take_argument(const Argument& argument, const SqlCall& known, bool back, code::Bound bound) {
    // `migrations.RunSQL.noop` does nothing.
    if (code_.is(argument.end - 1, "noop") || code_.is(argument.begin, "None")) return;
    if (known.list && is_list(argument)) return take_list(argument, back);
    if (known.way_back_next && code_.is(argument.begin, "fn")) return;
    take_expression(argument, back, bound);
  }

  bool is_list(const Argument& argument) const {
    if (code_.past(argument.begin) != argument.end) return false;
    if (code_.is(argument.begin, "[")) return true;
    return code_.is(argument.begin, "(") && code::arguments_of(code_, argument.begin).size() > 1;
  }

  /// Of strings, or of pairs of a string and its values.
  void take_list(const Argument& list, bool back) {
    for (const auto& each : elements_of(list.begin)) {
      const bool pair = code_.is(each.begin, "(") || code_.is(each.begin, "[");
      const auto inside = pair ? elements_of(each.begin) : std::vector<Argument>{each};
      if (inside.empty()) continue;
      const bool values = inside.size() > 1 && !code_.is(inside[1].begin, "None");
      take_expression(inside.front(), back, values ? code::Bound::Percent : code::Bound::None);
    }
  }

  std::vector<Argument> elements_of(std::size_t open) const {
    std::vector<Argument> out;
    const auto end = code_.tokens[open].other;
    for (std::size_t at = open + 1; end != code::kNone && at < end; ++at) {
      Argument each{.begin = at};
      while (at < end && !code_.is(at, ",")) at = std::min<std::size_t>(code_.past(at), end);
      each.end = at;
      if (each.begin < each.end) out.push_back(each);
    }
    return out;
  }

  void take_expression(const Argument& argument, bool back, code::Bound bound) {
    auto reading = expressions_->read(argument.begin, argument.end);
    auto why = reading.why;
    if (why.empty()) why = code::bind(reading.sql, bound);
    if (why.empty()) why = code::place(reading.sql, code_.text, back ? out_.down : out_.up);
    if (why.empty()) {
      ++out_.calls;
      const auto begin = code_.tokens[argument.begin].begin;
      if (!back) calls_.push_back({begin, code_.tokens[argument.end - 1].end - begin});
    } else {
      out_.unread.push_back({code_.tokens[argument.begin].begin, std::string{why}, back});
    }
  }

  /// As what follows it is.
  bool is_in_way_back(Span comment) const {
    const auto next = std::lower_bound(
        code_.tokens.begin(), code_.tokens.end(), comment.offset,
        [](const auto& token, std::size_t offset) { return token.begin < offset; });
    const auto at = static_cast<std::size_t>(next - code_.tokens.begin());
    return at < code_.size() && way_back_[at];
  }

  /// What the comments of the code say to us, those of SQL say as well.
  void keep_comments() {
    for (const auto& comment : code_.comments) {
      const auto words = code_.text.substr(comment.offset, comment.length);
      const std::size_t sign = words.starts_with("//") || words.starts_with("# ") ? 2 : 0;
      if (sign == 0) continue;
      auto& out = is_in_way_back(comment) ? out_.down : out_.up;
      out.replace(comment.offset, comment.length, "--" + std::string{words.substr(sign)});
    }
  }

  const CodeFramework& framework_;
  Code code_;
  std::vector<bool> way_back_;
  std::vector<bool> not_run_;
  const code::Expressions* expressions_ = nullptr;  ///< While it runs.
  CodeSql out_;
  std::vector<Span> calls_;  ///< Whose SQL goes forward.
  Others up_others_;
  Others down_others_;
};

bool is_code_of(std::string_view path, const code::Language& language) {
  return std::any_of(language.suffixes.begin(), language.suffixes.end(),
                     [&](auto suffix) { return path.ends_with(suffix); });
}

}  // namespace

bool is_code(std::string_view path) {
  const auto all = all_code_frameworks();
  return std::any_of(all.begin(), all.end(),
                     [&](const auto* each) { return is_code_of(path, *each->language); });
}

const CodeFramework* code_framework_of(std::string_view path, std::string_view text) {
  const CodeFramework* found = nullptr;
  std::ptrdiff_t most = 0;
  for (const auto* each : all_code_frameworks()) {
    if (!is_code_of(path, *each->language)) continue;
    const auto has = [&](auto words) { return text.find(words) != std::string_view::npos; };
    const auto marks = std::count_if(each->marks.begin(), each->marks.end(), has);
    if (marks <= most || std::any_of(each->never.begin(), each->never.end(), has)) continue;
    found = each;
    most = marks;
  }
  return found;
}

std::string_view name_of(const CodeFramework& framework) { return framework.name; }

CodeSql sql_in(std::string_view code, const CodeFramework& framework) {
  // As bytes are counted in 32 bits.
  constexpr std::size_t kMost = std::size_t{1} << 31;
  if (code.size() >= kMost) {
    return {.up = blanked(code), .down = blanked(code), .unread = {{0, "it is too long"}}};
  }
  return Extraction(code, framework).run();
}

Result<Migration> migration_in(std::string_view code, const std::string& path,
                               const CodeFramework* named) {
  const bool fits = named != nullptr && is_code_of(path, *named->language);
  const auto* framework = fits ? named : code_framework_of(path, code);
  if (framework == nullptr) {
    std::string known;
    for (const auto* each : all_code_frameworks()) {
      known += (known.empty() ? "" : ", ") + std::string{each->name};
    }
    return input_error(fmt::format("\"{}\" is no migration of a framework that is known", path),
                       "Say whose it is with --framework: " + known + ".");
  }
  auto sql = sql_in(code, *framework);
  const bool goes_back =
      sql.down.find_first_not_of(" \r\n") != std::string::npos ||
      std::any_of(sql.unread.begin(), sql.unread.end(), [](const auto& e) { return e.goes_back; });
  Migration out{
      .id = std::filesystem::path(path).stem().string(),
      .path = path,
      .framework = std::string{framework->name},
      .up = std::move(sql.up),
      .down = goes_back ? std::move(sql.down) : std::string{},
      .sent_as = sql.sent_as,
      .unread = std::move(sql.unread),
      .messages = std::move(sql.messages),
      .outside = std::move(sql.outside),
      .code = std::string{code},
      .database = framework->has_apps ? std::string{framework->name} : plain::history_of(path),
      .runner = framework->runner};
  if (framework->tell != nullptr) framework->tell(out, out.runner);
  return out;
}

}  // namespace pgstage::source
