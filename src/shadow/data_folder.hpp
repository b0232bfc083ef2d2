#pragma once

#include <filesystem>
#include <optional>

#include "pgstage/model/result.hpp"
#include "pgstage/shadow/locate.hpp"

#include "process.hpp"

namespace pgstage::shadow {

/// Makes `target` a fresh data folder that belongs to the account: a copy of the one in the user's
/// cache, which the first call for a version fills. Two processes may do this at once. Where there
/// is no cache to write to, initdb runs every time.
Result<void> make_data_folder(const std::filesystem::path& target, const Binaries& binaries,
                              const Host& host, const std::optional<Account>& account);

}  // namespace pgstage::shadow
