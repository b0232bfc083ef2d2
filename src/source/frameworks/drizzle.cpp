// Drizzle: all pending migrations share one transaction, and a journal beside them says their
// order.
#include <filesystem>

#include "writing.hpp"

namespace pgstage::source::frameworks {
namespace {

bool recognises(const std::string& folder, const Content& content) {
  const auto journal = std::filesystem::path(folder) / "meta" / "_journal.json";
  return !content.scripts.empty() && exists(journal.string());
}

SentAs sent_as(const Migration& /*migration*/, Way /*way*/) { return SentAs::Batch; }

}  // namespace

extern const Framework drizzle = {
    .name = "drizzle",
    .alone = Alone::Nothing,
    .recognises = recognises,
    .version = next_version,
    .write = nullptr,
    .sent_as = sent_as,
    .caution = "drizzle runs all pending migrations in one transaction"};

}  // namespace pgstage::source::frameworks
