#include "span.hpp"

#include <algorithm>
#include <cmath>

namespace pgstage::apply {

void Span::adapt(microseconds took, microseconds target) {
  const double ratio = static_cast<double>(target.count()) /
                       static_cast<double>(std::max<std::int64_t>(1, took.count()));
  const double factor = std::clamp(ratio, 0.1, 1.5);
  // Rounded up, or one would stay one.
  set(static_cast<std::int64_t>(std::ceil(static_cast<double>(size_) * factor)));
}

}  // namespace pgstage::apply
