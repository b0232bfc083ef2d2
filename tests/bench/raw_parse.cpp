// What the parser alone takes for a file: the yardstick of tests/bench/cost.
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include <pg_query.h>

extern "C" {
/// From libpg_query's pg_query_internal.h, which Debian installs without what it includes.
struct PgQueryInternalParsetreeAndError {
  void* tree;
  char* stderr_buffer;
  PgQueryError* error;
};
void* pg_query_enter_memory_context(void);
#if PG_VERSION_NUM >= 160000
PgQueryInternalParsetreeAndError pg_query_raw_parse(const char* input, int options);
#else
PgQueryInternalParsetreeAndError pg_query_raw_parse(const char* input);
#endif
}

int main(int argc, char** argv) {
  std::ifstream file(argc > 1 ? argv[1] : "", std::ios::binary);
  const std::string sql{std::istreambuf_iterator<char>(file), {}};
  pg_query_enter_memory_context();
#if PG_VERSION_NUM >= 160000
  const auto parsed = pg_query_raw_parse(sql.c_str(), 0);
#else
  const auto parsed = pg_query_raw_parse(sql.c_str());
#endif
  if (parsed.tree != nullptr && parsed.error == nullptr) return 0;
  std::cerr << "raw_parse: the file cannot be parsed\n";
  return 2;
}
