#include "libpq.hpp"

#include <string>

#include <dlfcn.h>

namespace pgstage::db {
namespace {

/// The address of a function, as a pointer to whatever it is to be.
struct Symbol {
  void* address;

  template <class Function>
  operator Function*() const {  // NOLINT(google-explicit-constructor): what it is for.
    return reinterpret_cast<Function*>(address);
  }
};

constexpr const char* kInstall = "Install it: on Debian and Ubuntu the package libpq5.";
constexpr const char* kRenew = "Install the libpq of a PostgreSQL that is still supported.";

/// By the names that Linux and macOS have for the library of that interface, 5 since 2006.
void* open_library() {
  for (const char* name : {"libpq.so.5", "libpq.5.dylib"}) {
    if (void* library = dlopen(name, RTLD_NOW | RTLD_LOCAL)) return library;
  }
  return nullptr;
}

Result<Libpq> load() {
  void* library = open_library();
  if (library == nullptr) {
    return input_error("libpq, the client library of PostgreSQL, is not installed", kInstall);
  }
  std::string lacking;
  const auto at = [&](const char* name) {
    void* address = dlsym(library, name);
    if (address == nullptr) lacking = name;
    return Symbol{address};
  };
  const Libpq libpq{
      .backendPID = at("PQbackendPID"),
      .cancel = at("PQcancel"),
      .clear = at("PQclear"),
      .cmdStatus = at("PQcmdStatus"),
      .cmdTuples = at("PQcmdTuples"),
      .conndefaults = at("PQconndefaults"),
      .connectdbParams = at("PQconnectdbParams"),
      .conninfoFree = at("PQconninfoFree"),
      .conninfoParse = at("PQconninfoParse"),
      .consumeInput = at("PQconsumeInput"),
      .errorMessage = at("PQerrorMessage"),
      .exec = at("PQexec"),
      .execParams = at("PQexecParams"),
      .finish = at("PQfinish"),
      .fname = at("PQfname"),
      .freeCancel = at("PQfreeCancel"),
      .freemem = at("PQfreemem"),
      .getCancel = at("PQgetCancel"),
      .getCopyData = at("PQgetCopyData"),
      .getisnull = at("PQgetisnull"),
      .getlength = at("PQgetlength"),
      .getResult = at("PQgetResult"),
      .getvalue = at("PQgetvalue"),
      .isBusy = at("PQisBusy"),
      .libVersion = at("PQlibVersion"),
      .nfields = at("PQnfields"),
      .ntuples = at("PQntuples"),
      .putCopyEnd = at("PQputCopyEnd"),
      .resultErrorField = at("PQresultErrorField"),
      .resultStatus = at("PQresultStatus"),
      .sendQuery = at("PQsendQuery"),
      .serverVersion = at("PQserverVersion"),
      .setNoticeReceiver = at("PQsetNoticeReceiver"),
      .socket = at("PQsocket"),
      .status = at("PQstatus"),
  };
  if (lacking.empty()) return libpq;
  return input_error("the libpq that is installed has no function \"" + lacking + "\"", kRenew);
}

}  // namespace

const Result<Libpq>& load_libpq() {
  static const Result<Libpq> libpq = load();
  return libpq;
}

}  // namespace pgstage::db
