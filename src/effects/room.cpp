#include "pgstage/effects/room.hpp"

#include <array>

#include <fmt/format.h>

#include "bytes_words.hpp"
#include "works.hpp"

namespace pgstage::effects {
namespace {

/// Shares of the table with its indexes.
struct Shares {
  double disk = 0;
  double wal = 0;
};

/// By Work.
constexpr std::array<Shares, 4> kShares = {Shares{0, 0}, {0.25, 0.25}, {1, 1.1}, {1, 3.2}};

}  // namespace

std::optional<Room> room_on(const QualifiedName& table, const Effects& effects,
                            const catalog::Catalog& before) {
  double disk = 0;
  double wal = 0;
  const auto add = [&](Work work, std::int64_t bytes) {
    const auto& shares = kShares[static_cast<std::size_t>(work)];
    disk += shares.disk * static_cast<double>(bytes);
    wal += shares.wal * static_cast<double>(bytes);
  };
  std::int64_t bytes = 0;
  bool works_on_any = false;
  const auto stores = stores_of(table, before);
  for (const auto& store : stores) {
    const auto* known = before.relation(store);
    if (known == nullptr || !known->size) return std::nullopt;
    bytes += known->size->bytes;
    for (const auto work : works_on(store, effects)) {
      works_on_any = true;
      add(work, known->size->bytes);
    }
  }
  if (stores.empty()) return std::nullopt;
  if (!works_on_any) add(Work::ChangeRows, bytes);
  return Room{static_cast<std::int64_t>(disk), static_cast<std::int64_t>(wal)};
}

std::string words(const Room& room) {
  if (room.disk == 0 && room.wal == 0) return {};
  return fmt::format("{} more on disk, {} of WAL", bytes_words(static_cast<double>(room.disk)),
                     bytes_words(static_cast<double>(room.wal)));
}

}  // namespace pgstage::effects
