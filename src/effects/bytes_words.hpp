#pragma once

#include <string>

namespace pgstage::effects {

/// `12`, `3.1`.
std::string rounded(double number);
/// `3.1 GB`.
std::string bytes_words(double bytes);

}  // namespace pgstage::effects
