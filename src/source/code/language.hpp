#pragma once

#include <span>

#include "token.hpp"

namespace pgstage::source::code {

/// What has to be known of a language; each has a file beside this one.
struct Language {
  std::span<const std::string_view> suffixes;
  Code (*read)(std::string_view text);
  /// The token behind the definition whose name a token is; that token when it defines nothing.
  std::size_t (*definition_end)(const Code& code, std::size_t name);
  /// The token behind the block that the line with a token opens; null: nobody asks.
  std::size_t (*block_end)(const Code& code, std::size_t token) = nullptr;
  bool bare_calls = false;    ///< The arguments of a call need no parentheses.
  bool joins_beside = false;  ///< Strings beside each other are one.
};

extern const Language kElixir;
extern const Language kGo;
extern const Language kJavaScript;
extern const Language kPython;
extern const Language kRuby;

}  // namespace pgstage::source::code
