// Any bytes may be linted: they are read, replayed, analysed and judged without a crash. Run it on
// samples/ and tests/rules/ as seeds.
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>

#include "pgstage/lint/engine.hpp"

namespace {

using namespace pgstage;

constexpr SentAs kWays[] = {SentAs::Batch, SentAs::File, SentAs::Message, SentAs::Statement};

void judge(const sql::Script& script, SentAs sent_as, ServerVersion version) {
  lint::Run run;
  const lint::Input input{.path = "fuzz.sql", .sent_as = sent_as, .script = &script};
  // Once as what is there and once as what is to come: names then mean something.
  run.earlier.push_back(input);
  run.batches.push_back({input});
  lint::Options options;
  options.version = version;
  lint::judge(run, catalog::Catalog{}, options);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto script = sql::Script::parse(std::string(data, data + size));
  const auto versions = static_cast<std::size_t>(kNewestServer.major - kOldestServer.major + 1);
  const ServerVersion version{kOldestServer.major + static_cast<int>(size % versions)};
  judge(script, kWays[size % std::size(kWays)], version);
  return 0;
}
