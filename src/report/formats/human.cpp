// For people: each finding with the lines it stands in, why, and the safe way.
#include "pgstage/report/format.hpp"

namespace pgstage::report::formats {
namespace {

std::unique_ptr<Printer> begin(std::ostream& out, const Surroundings& around) {
  return lint_text(out, around.style);
}

}  // namespace

extern const Format human = {.name = "human", .begin = begin};

}  // namespace pgstage::report::formats
