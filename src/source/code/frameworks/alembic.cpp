// Alembic: each call is a message of its own, all revisions of a run share a transaction.
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "code/framework.hpp"

namespace pgstage::source::code_frameworks {
namespace {

constexpr auto kMarks =
    std::to_array<std::string_view>({"from alembic import", "import alembic", "down_revision ="});
// What sets it up has it.
constexpr auto kNever = std::to_array<std::string_view>({"from alembic import context"});
// SQLAlchemy makes text() of a string, whose `:name` is a parameter.
constexpr SqlCall kSql[] = {
    {.callee = "*.exec_driver_sql", .keyword = "statement", .bound = code::Bound::Percent},
    {.callee = "op.execute",
     .keyword = "sqltext",
     .bound = code::Bound::Colon,
     .always_bound = true},
    {.callee = "*.execute",
     .keyword = "statement",
     .bound = code::Bound::Colon,
     .always_bound = true},
};
constexpr auto kOthers = std::to_array<std::string_view>({"op.*", "batch_op.*"});
constexpr auto kHarmless =
    std::to_array<std::string_view>({"op.f", "*.f", "*.get_bind", "op.get_context*", "op.get_bind*",
                                     "op.batch_alter_table", "op.inline_literal"});
constexpr auto kWayBack = std::to_array<std::string_view>({"downgrade"});
constexpr auto kAloneBlock = std::to_array<std::string_view>({"autocommit_block"});

/// The quoted words that a name of the module is set to: `down_revision: str | None = "1975ea"`.
std::vector<std::string_view> set_to(std::string_view code, std::string_view name) {
  for (std::size_t line = 0; line < code.size();) {
    const auto end = std::min(code.find('\n', line), code.size());
    auto text = code.substr(line, end - line);
    line = end + 1;
    if (!text.starts_with(name)) continue;
    const auto sign = text.find('=');
    const auto next = text.substr(name.size()).find_first_not_of(' ');
    if (sign == std::string_view::npos || next == std::string_view::npos) continue;
    if (const char c = text[name.size() + next]; c != '=' && c != ':') continue;
    std::vector<std::string_view> out;
    text.remove_prefix(sign + 1);
    for (auto open = text.find_first_of("'\""); open != std::string_view::npos;
         open = text.find_first_of("'\"")) {
      const auto close = text.find(text[open], open + 1);
      if (close == std::string_view::npos) break;
      out.push_back(text.substr(open + 1, close - open - 1));
      text.remove_prefix(close + 1);
    }
    return out;
  }
  return {};
}

/// Each behind those that it says it follows, and else by name.
class Graph {
 public:
  explicit Graph(std::vector<CodeFile>& files) : files_(files) {
    for (std::size_t i = 0; i < files.size(); ++i) {
      const auto revision = set_to(files[i].code, "revision");
      if (!revision.empty()) known_.emplace(revision.front(), i);
    }
  }

  std::vector<CodeFile> in_order() {
    for (std::size_t i = 0; i < files_.size(); ++i) visit(i);
    std::vector<CodeFile> out;
    for (const auto each : order_) out.push_back(std::move(files_[each]));
    return out;
  }

 private:
  /// Deep histories are long chains, so without recursion.
  void visit(std::size_t first) {
    std::vector<std::size_t> waiting{first};
    while (!waiting.empty()) {
      const auto at = waiting.back();
      const bool seen = !seen_.insert(at).second;
      const auto rest = seen ? std::vector<std::size_t>{} : unseen_before(at);
      waiting.insert(waiting.end(), rest.rbegin(), rest.rend());
      if (!rest.empty()) continue;
      waiting.pop_back();
      if (done_.insert(at).second) order_.push_back(at);
    }
  }

  std::vector<std::size_t> unseen_before(std::size_t at) const {
    std::vector<std::size_t> out;
    for (const auto* name : {"down_revision", "depends_on"}) {
      for (const auto revision : set_to(files_[at].code, name)) {
        const auto found = known_.find(revision);
        if (found != known_.end() && !seen_.contains(found->second)) out.push_back(found->second);
      }
    }
    return out;
  }

  std::vector<CodeFile>& files_;
  std::map<std::string_view, std::size_t> known_;
  std::set<std::size_t> seen_;
  std::set<std::size_t> done_;
  std::vector<std::size_t> order_;
};

void order(std::vector<CodeFile>& files) { files = Graph(files).in_order(); }

}  // namespace

extern const CodeFramework alembic = {
    .name = "alembic",
    .language = &code::kPython,
    .marks = kMarks,
    .never = kNever,
    .sql = kSql,
    .others = kOthers,
    .harmless = kHarmless,
    .way_back = kWayBack,
    .sent_as = SentAs::Batch,
    .alone_block = kAloneBlock,
    .exported = "\"alembic upgrade FROM:TO --sql\" writes them as SQL",
    .order = order,
    .runner = {.if_edited = "Alembic does not run it again"}};

}  // namespace pgstage::source::code_frameworks
