#include "data_folder.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>
#include <unistd.h>

namespace pgstage::shadow {
namespace {

namespace fs = std::filesystem;

// Part of the cached folder's name, to be raised when initdb's options change.
constexpr int kFormat = 1;

std::string name_in_cache(const Binaries& binaries) {
  std::string version = binaries.version;
  std::replace_if(
      version.begin(), version.end(),
      [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '.'; }, '-');
  return fmt::format("data-{}-{}-{}", kFormat, ::geteuid(), version);
}

std::optional<fs::path> cache_folder(const Host& host) {
  if (!host.cache_home.empty()) return fs::path{host.cache_home} / "pgstage";
  if (!host.home.empty()) return fs::path{host.home} / ".cache" / "pgstage";
  return std::nullopt;
}

Result<void> initdb(const fs::path& target, const Binaries& binaries, const Host& host,
                    const std::optional<Account>& account) {
  const auto output = output_of(
      Command{{binaries.folder + "/initdb", "--pgdata=" + target.string(), "--username=postgres",
               "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync"},
              host.environment,
              account});
  if (!output) return output.error();
  return {};
}

/// Root copies files, which then are root's own.
Result<void> hand_over(const fs::path& tree, const std::optional<Account>& account) {
  if (!account) return {};
  std::error_code failed;
  const auto give = [&](const fs::path& path) {
    return ::lchown(path.c_str(), account->user, account->group) == 0;
  };
  bool given = give(tree);
  for (const auto& entry : fs::recursive_directory_iterator(tree, failed)) {
    given = give(entry.path()) && given;
  }
  if (given && !failed) return {};
  return input_error(fmt::format("cannot change the owner of \"{}\"", tree.string()));
}

// Under a name of its own first, that of the run's folder, so that nobody sees half a copy. When
// another process was faster the rename fails, and its folder serves as well.
void remember(const fs::path& data, const fs::path& cached) {
  std::error_code failed;
  fs::create_directories(cached.parent_path(), failed);
  const fs::path partial =
      fmt::format("{}.{}.partial", cached.string(), data.parent_path().filename().string());
  fs::copy(data, partial, fs::copy_options::recursive, failed);
  if (!failed) fs::rename(partial, cached, failed);
  std::error_code ignored;
  if (failed) fs::remove_all(partial, ignored);
}

}  // namespace

Result<void> make_data_folder(const fs::path& target, const Binaries& binaries, const Host& host,
                              const std::optional<Account>& account) {
  const auto cache = cache_folder(host);
  const fs::path cached = cache ? *cache / name_in_cache(binaries) : fs::path{};
  std::error_code failed;
  if (!cache || !fs::exists(cached, failed)) {
    auto made = initdb(target, binaries, host, account);
    if (made && cache) remember(target, cached);
    return made;
  }
  fs::copy(cached, target, fs::copy_options::recursive, failed);
  if (failed) {
    return input_error(
        fmt::format(R"(cannot copy "{}" to "{}": {})", cached.string(), target.string(),
                    failed.message()),
        fmt::format("Free some space, or remove \"{}\" if it is damaged.", cached.string()));
  }
  return hand_over(target, account);
}

}  // namespace pgstage::shadow
