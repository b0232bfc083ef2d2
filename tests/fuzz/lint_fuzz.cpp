// Any bytes may be linted: they are read, replayed, analysed and judged by every rule.
#include <iterator>

#include "pgstage/lint/engine.hpp"

#include "input.hpp"

namespace {

using namespace pgstage;

constexpr SentAs kWays[] = {SentAs::Batch, SentAs::File, SentAs::Message, SentAs::Statement};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto input = fuzz::Input::of(data, size);
  // As the command line has them: what was judged is not there any more.
  auto schema = sql::Script::unread(std::string{input.schema.text()});
  auto pending = sql::Script::unread(std::string{input.pending.text()});
  const auto sent_as = kWays[size % std::size(kWays)];
  lint::Run run;
  run.earlier.push_back({.path = "earlier.sql", .sent_as = sent_as, .script = &schema});
  run.batches.push_back({{.path = "fuzz.sql", .sent_as = sent_as, .script = &pending}});
  lint::Options options;
  options.version = input.version;
  lint::judge(run, catalog::Catalog{}, options);
  return 0;
}
