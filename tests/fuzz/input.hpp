// What the targets that read SQL make of their bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "pgstage/catalog/replay.hpp"
#include "pgstage/model/server_version.hpp"
#include "pgstage/sql/script.hpp"

namespace pgstage::fuzz {

/// A schema and what is to be done to it, parted as the files of tests/rules part them; without the
/// line that parts them, one text is both, so that its names mean something.
struct Input {
  static Input of(const std::uint8_t* data, std::size_t size) {
    constexpr std::string_view kParting = "-- run:\n";
    const std::string text(data, data + size);
    const auto at = text.find(kParting);
    const auto versions = static_cast<std::size_t>(kNewestServer.major - kOldestServer.major + 1);
    return {.schema = sql::Script::parse(text.substr(0, at)),
            .pending = sql::Script::parse(at == std::string::npos ? text : text.substr(at)),
            .version = ServerVersion{kOldestServer.major + static_cast<int>(size % versions)}};
  }

  /// The schema as --schema takes it: what it does not have does not exist.
  catalog::Catalog start() const {
    catalog::Replay replay{catalog::Catalog(true)};
    for (const auto& each : schema.statements()) replay.advance(each.view(), schema, each.span());
    replay.commit();
    replay.new_batch();
    return replay.catalog();
  }

  sql::Script schema;
  sql::Script pending;
  ServerVersion version;
};

}  // namespace pgstage::fuzz
