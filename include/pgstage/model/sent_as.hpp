#pragma once

#include <string_view>

namespace pgstage {

/// How a framework hands SQL to the server, which decides what shares a transaction.
enum class SentAs {
  Batch,      ///< All pending migrations in one transaction.
  File,       ///< Each migration in a transaction of its own.
  Message,    ///< Each migration as one multi-statement message: an implicit transaction.
  Statement,  ///< Each statement by itself, as psql -f does.
};

constexpr std::string_view to_string(SentAs sent_as) {
  switch (sent_as) {
    case SentAs::Batch:
      return "batch";
    case SentAs::File:
      return "file";
    case SentAs::Message:
      return "message";
    case SentAs::Statement:
      return "statement";
  }
  return "";
}

}  // namespace pgstage
