// For scripts: everything that is known, in the form that stays (CONTRACT).
#include "pgstage/report/format.hpp"

namespace pgstage::report::formats {
namespace {

std::unique_ptr<Printer> begin(std::ostream& out, const Surroundings& around) {
  return lint_json(out, around.version);
}

}  // namespace

extern const Format json = {.name = "json", .begin = begin};

}  // namespace pgstage::report::formats
