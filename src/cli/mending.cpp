#include "mending.hpp"

#include <algorithm>
#include <map>
#include <ostream>
#include <set>

#include <fmt/format.h>

#include "pgstage/lint/edit.hpp"
#include "pgstage/report/unified_diff.hpp"
#include "pgstage/report/visible.hpp"
#include "pgstage/source/code.hpp"
#include "pgstage/source/source.hpp"

#include "files.hpp"

namespace pgstage::cli {
namespace {

std::string counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

/// A file as it is and as it would be.
struct Change {
  std::string path;
  std::string before;
  std::string after;
};

/// What was read of a file is where it goes forward, up to where its way back begins.
Result<std::vector<Change>> changes_of(const Inputs& inputs, const lint::Texts& texts) {
  std::vector<Change> out;
  for (const auto& batch : inputs.run.batches) {
    for (const auto& input : batch) {
      const auto text = texts.find(input.path);
      const bool is_there = std::any_of(out.begin(), out.end(),
                                        [&](const auto& each) { return each.path == input.path; });
      if (text == texts.end() || is_there) continue;
      if (source::is_code(input.path)) {
        return input_error(fmt::format("\"{}\" is code, which is not changed", input.path),
                           "Change the SQL in it by hand.");
      }
      auto whole = source::read_file(input.path);
      if (!whole) return whole.error();
      const auto read = input.script->text();
      if (!whole->starts_with(read)) {
        return input_error(fmt::format("\"{}\" was changed while it was judged", input.path),
                           "Run the command again.");
      }
      auto after = text->second + whole->substr(read.size());
      out.push_back({input.path, *std::move(whole), std::move(after)});
    }
  }
  return out;
}

/// Files with advice that were there before, and so may have been applied.
std::set<std::string> passed_over(const lint::Report& report, const source::Base& base) {
  std::set<std::string> out;
  for (const auto& file : report.files) {
    const bool advised = std::any_of(file.findings.begin(), file.findings.end(),
                                     [](const auto& each) { return each.rewrite.has_value(); });
    if (advised && !base.is_new(file.input.path)) out.insert(file.input.path);
  }
  return out;
}

}  // namespace

Result<void> check_reason(const std::string& reason) {
  if (reason.find_first_not_of(" \t\r\n") == std::string::npos) {
    return input_error("--add-ignore needs a reason",
                       "Say why: --add-ignore \"nothing reads it since release 41\".");
  }
  const bool fits = reason.find_first_of("\r\n") == std::string::npos &&
                    reason.find(std::string_view{"\0", 1}) == std::string::npos &&
                    reason.find("*/") == std::string::npos &&
                    reason.find("/*") == std::string::npos;
  if (fits) return {};
  return input_error("the reason of --add-ignore does not fit into a comment",
                     "Write it in one line, without /* and */.");
}

lint::Texts with_ignores(const Inputs& inputs, const lint::Options& options,
                         std::string_view reason, std::ostream& says) {
  auto each_file = options;
  each_file.each_file = true;
  lint::Texts texts;
  const auto judge = [&] { return lint::rerun(inputs.run, texts, inputs.start, each_file); };
  std::map<std::string, std::size_t> before;
  // What a comment at its place does not silence is silenced for its file.
  for (auto* const ignores : {&lint::ignores_for, &lint::file_ignores_for}) {
    const auto judged = judge();
    for (const auto& file : judged->report.files) {
      const auto& path = file.input.path;
      before.emplace(path, file.findings.size());
      const auto edits = ignores(file, reason);
      if (!edits.empty()) texts[path] = lint::edited(file.input.script->text(), edits);
    }
  }
  const auto judged = judge();
  for (const auto& file : judged->report.files) {
    auto& count = before[file.input.path];
    count -= std::min(count, file.findings.size());
  }
  for (const auto& [path, count] : before) {
    if (!texts.contains(path)) continue;
    says << report::visible(fmt::format("{}: {} ignored\n", path, counted(count, "finding")));
  }
  return texts;
}

Result<lint::Fixed> with_fixes(const Inputs& inputs, const lint::Options& options,
                               std::ostream& says) {
  const auto base =
      inputs.base ? Result<source::Base>{*inputs.base} : source::Base::head(inputs.folder);
  if (!base) return base.error();
  auto fixed = lint::fix(inputs.run, inputs.start, options,
                         [&](const lint::Input& file) { return base->is_new(file.path); });
  const auto judged = lint::rerun(inputs.run, fixed.texts, inputs.start, options);
  const auto old = passed_over(judged->report, *base);
  for (const auto& path : old) {
    says << report::visible(
        fmt::format("{}: not new, and so perhaps applied: left as it is\n", path));
  }
  if (!old.empty() && !inputs.base) {
    says << "hint: New is what is not in HEAD; --base REF says since where else.\n";
  }
  return fixed;
}

std::string lines_of(const std::vector<lint::Fix>& fixes) {
  std::string out;
  for (const auto& each : fixes) {
    out += fmt::format("{}:{}: fixed {}\n", each.path, each.line, each.rule);
  }
  return out;
}

Result<void> write_texts(const Inputs& inputs, const lint::Texts& texts) {
  const auto changes = changes_of(inputs, texts);
  if (!changes) return changes.error();
  for (const auto& change : *changes) {
    if (auto written = replace_file(change.path, change.after); !written) return written;
  }
  return {};
}

Result<std::string> patch_of(const Inputs& inputs, const lint::Texts& texts) {
  const auto changes = changes_of(inputs, texts);
  if (!changes) return changes.error();
  std::string out;
  for (const auto& change : *changes) {
    out += report::unified_diff(path_from(".", change.path), change.before, change.after);
  }
  return out;
}

}  // namespace pgstage::cli
