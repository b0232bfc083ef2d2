// Any statements have effects on any schema: nothing crashes, hangs or recurses for ever.
#include "pgstage/effects/effects.hpp"

#include "input.hpp"

namespace {

using namespace pgstage;

void play(const fuzz::Input& input, catalog::Catalog start) {
  catalog::Replay session{std::move(start)};
  for (const auto& each : input.pending.statements()) {
    effects::analyze(each, each.view(), session, input.version);
    session.advance(each.view(), input.pending, each.span());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto input = fuzz::Input::of(data, size);
  play(input, input.start());
  play(input, catalog::Catalog{});
  return 0;
}
