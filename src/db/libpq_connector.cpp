#include <algorithm>
#include <array>
#include <cctype>
#include <functional>
#include <map>

#include <fmt/format.h>

#include "connection_error.hpp"
#include "foreign_parameters.hpp"
#include "libpq_session.hpp"

namespace pgstage::db {
namespace {

constexpr const char* kConnectTimeoutSeconds = "10";

using Settings = std::map<std::string, std::string, std::less<>>;

void collect(PQconninfoOption* options, Settings& settings) {
  if (options == nullptr) return;
  for (const auto* option = options; option->keyword != nullptr; ++option) {
    if (option->val != nullptr) settings[option->keyword] = option->val;
  }
  pq().conninfoFree(options);
}

// As libpq decides it (recognized_connection_string): anything else is the name of a database.
bool is_conninfo(std::string_view url) {
  return url.starts_with("postgresql://") || url.starts_with("postgres://") ||
         url.find('=') != std::string_view::npos;
}

/// What libpq would take for the name of a database, and we would print, password and all.
Result<void> check_name(std::string_view name) {
  const auto scheme = name.find("://");
  const bool is_scheme =
      scheme != std::string_view::npos &&
      std::all_of(name.begin(), name.begin() + static_cast<long>(scheme),
                  [](unsigned char c) { return std::isalnum(c) != 0 || c == '+'; });
  if (is_scheme) return scheme_error(name.substr(0, scheme));
  if (name.find_first_of(":@") != std::string_view::npos) return url_error("");
  return {};
}

/// Whether an unescaped character made a part of the password something else: its end a part of
/// the host or of the database's name, its beginning the port.
bool misread(const Settings& settings) {
  const auto has = [&](std::string_view key, std::string_view characters) {
    const auto found = settings.find(key);
    return found != settings.end() && found->second.find_first_of(characters) != std::string::npos;
  };
  const auto port = settings.find("port");
  const bool odd_port =
      port != settings.end() && port->second.find_first_not_of("0123456789,") != std::string::npos;
  return odd_port || has("host", "@") || has("dbname", "@") || has("user", ":");
}

/// What libpq will use: its defaults and PG* variables under what the URL says.
Result<Settings> settings_of(const std::string& url) {
  if (const auto& libpq = load_libpq(); !libpq) return libpq.error();
  Settings settings;
  collect(pq().conndefaults(), settings);
  if (!is_conninfo(url)) {
    if (auto checked = check_name(url); !checked) return checked.error();
    if (!url.empty()) settings["dbname"] = url;
    return settings;
  }
  char* message = nullptr;
  PQconninfoOption* parsed = pq().conninfoParse(url.c_str(), &message);
  if (parsed == nullptr) {
    const Error error = url_error(message == nullptr ? "" : message);
    pq().freemem(message);
    return error;
  }
  collect(parsed, settings);
  if (misread(settings)) return url_error("");
  return settings;
}

std::string or_else(const Settings& settings, std::string_view key, const std::string& fallback) {
  const auto found = settings.find(key);
  return found == settings.end() || found->second.empty() ? fallback : found->second;
}

std::string words_for(const Settings& settings) {
  const std::string user = or_else(settings, "user", "");
  const std::string host = or_else(settings, "host", or_else(settings, "hostaddr", "local socket"));
  return fmt::format(R"(database "{}" on {}:{} as user "{}")", or_else(settings, "dbname", user),
                     host, or_else(settings, "port", "5432"), user);
}

class LibpqConnector final : public Connector {
 public:
  explicit LibpqConnector(std::string url) : url_(std::move(url)) {}

  Result<std::unique_ptr<Session>> connect(std::string_view application_name) override;
  std::string target() const override;

 private:
  std::string url_;
};

Result<std::unique_ptr<Session>> LibpqConnector::connect(std::string_view application_name) {
  const auto settings = settings_of(url_);
  if (!settings) return settings.error();

  const std::string name{application_name};
  const bool own_timeout = or_else(*settings, "connect_timeout", "").empty();
  // A later keyword wins, and the URL is spread out where dbname stands.
  const std::array<const char*, 5> keys = {"connect_timeout", "dbname", "application_name",
                                           "client_encoding", nullptr};
  const std::array<const char*, 5> values = {own_timeout ? kConnectTimeoutSeconds : nullptr,
                                             url_.c_str(), name.c_str(), "UTF8", nullptr};
  Connection connection{pq().connectdbParams(keys.data(), values.data(), 1)};
  if (pq().status(connection.get()) != CONNECTION_OK) {
    return connection_error(pq().errorMessage(connection.get()), words_for(*settings));
  }
  return std::unique_ptr<Session>{std::make_unique<LibpqSession>(std::move(connection))};
}

std::string LibpqConnector::target() const {
  const auto settings = settings_of(url_);
  return settings ? words_for(*settings) : "a database whose URL does not parse";
}

}  // namespace

Result<std::vector<std::string>> connection_environment(const std::string& url) {
  const auto settings = settings_of(without_foreign_parameters(url));
  if (!settings) return settings.error();
  PQconninfoOption* known = pq().conndefaults();
  std::vector<std::string> out;
  for (const auto* option = known; option != nullptr && option->keyword != nullptr; ++option) {
    const auto found = settings->find(option->keyword);
    if (option->envvar == nullptr || found == settings->end() || found->second.empty()) continue;
    out.push_back(fmt::format("{}={}", option->envvar, found->second));
  }
  pq().conninfoFree(known);
  return out;
}

std::string client_version() {
  if (!load_libpq()) return "not installed";
  const int number = pq().libVersion();
  return fmt::format("{}.{}", number / 10000, number % 10000);
}

std::unique_ptr<Connector> libpq_connector(const std::string& url) {
  return std::make_unique<LibpqConnector>(without_foreign_parameters(url));
}

}  // namespace pgstage::db
