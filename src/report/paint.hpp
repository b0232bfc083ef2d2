#pragma once

#include <string>
#include <string_view>

#include "pgstage/report/findings.hpp"

namespace pgstage::report {

enum class Ink { Error, Warning, Notice, Good, Faint, Bold };

/// The text in the colour, when the style has colours.
std::string paint(const Style& style, Ink ink, std::string_view text);

/// Text filled to the width of the style; every line begins with the indent, and lines of the text
/// itself are kept.
std::string filled(const Style& style, std::string_view indent, std::string_view text);

/// Cells that the text takes on a terminal: wide characters count twice, combining ones not at all.
std::size_t display_width(std::string_view text);

}  // namespace pgstage::report
