#include "bytes_words.hpp"

#include <fmt/format.h>

namespace pgstage::effects {

std::string rounded(double number) {
  return number >= 10 ? fmt::format("{:.0f}", number) : fmt::format("{:.2g}", number);
}

std::string bytes_words(double bytes) {
  if (bytes >= 1e12) return rounded(bytes / 1e12) + " TB";
  if (bytes >= 1e9) return rounded(bytes / 1e9) + " GB";
  if (bytes >= 1e6) return rounded(bytes / 1e6) + " MB";
  return rounded(bytes / 1e3) + " kB";
}

}  // namespace pgstage::effects
