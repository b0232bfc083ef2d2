#include "support/judging.hpp"

#include <deque>
#include <set>
#include <utility>

#include <doctest/doctest.h>

#include "pgstage/catalog/snapshot.hpp"

namespace pgstage::tests {

namespace {

catalog::Catalog start_of(const Judging& judging) {
  auto script = sql::Script::unread(judging.earlier);
  lint::Run run;
  run.earlier.push_back({.path = "earlier.sql", .script = &script});
  auto start = lint::examine(run, catalog::Catalog{}, judging.options.version, {});
  const auto notes = catalog::snapshot_notes(judging.earlier);
  REQUIRE(notes);
  catalog::add_sizes(*notes, start);
  start.set_complete(judging.complete);
  return start;
}

}  // namespace

std::vector<Verdict> verdicts(const Judging& judging) {
  std::deque<sql::Script> scripts;
  const auto parse = [&](const std::string& text) {
    return &scripts.emplace_back(sql::Script::unread(text));
  };
  lint::Run run;
  std::size_t count = 0;
  const auto runner_of = [](const File& file) {
    Runner out;
    for (const auto& trait : file.traits) {
      const auto member = trait_named(trait.first);
      REQUIRE_MESSAGE(member != nullptr, trait.first);
      out.*member = trait.second;
    }
    return out;
  };
  const auto deploy = [&](const std::vector<File>& files) {
    auto& batch = run.batches.emplace_back();
    for (const auto& file : files) {
      const auto number = std::to_string(++count);
      const auto name = file.name.empty() ? number : file.name;
      batch.push_back({.path = name + ".sql",
                       .migration = name,
                       .sent_as = file.sent_as.value_or(judging.sent_as),
                       .script = parse(file.up),
                       .way_back = file.down.empty() ? nullptr : parse(file.down),
                       .edited = file.edited,
                       .renamed_from = file.renamed_from,
                       .removed = file.removed,
                       .runner = runner_of(file),
                       .overtaken_by = file.overtaken_by});
    }
  };
  deploy(judging.files);
  for (const auto& files : judging.later) deploy(files);
  std::set<std::size_t> first_files;
  for (std::size_t first = 0; const auto& batch : run.batches) {
    first_files.insert(first);
    first += batch.size();
  }
  std::vector<Verdict> found;
  std::string deployed;
  std::string before;
  std::size_t number = 0;
  for (const auto& file : lint::judge(run, start_of(judging), judging.options).files) {
    const auto& script = *file.input.script;
    if (first_files.contains(number)) deployed += std::exchange(before, {});
    for (const auto& finding : file.findings) {
      const auto& statements = script.statements();
      const auto statement = finding.statement < statements.size()
                                 ? statements[finding.statement].span()
                                 : Span{script.text().size(), 0};
      found.push_back({.file = number,
                       .rule = std::string{finding.rule},
                       .message = finding.message,
                       .text = std::string{script.text(finding.span)},
                       .statement = std::string{script.text(statement)},
                       .offset = statement.offset,
                       .rewrite = finding.rewrite,
                       .apart = finding.apart,
                       .deployed = deployed,
                       .before = before + std::string{script.text().substr(0, statement.offset)}});
    }
    before += script.text();
    ++number;
  }
  return found;
}

}  // namespace pgstage::tests
