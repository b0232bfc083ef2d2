// PostgreSQL's own parse nodes, and the only file that includes the server's headers. postgres.h
// redefines common words, so it stays inside src/sql/*.cpp. Nothing here may allocate in the
// server's way: CurrentMemoryContext is thread-local in libpg_query and not in its headers.
#pragma once

extern "C" {
#include <postgres.h>
//
#include <nodes/nodeFuncs.h>
#include <nodes/parsenodes.h>
}
#include <pg_query.h>
#undef printf
#undef fprintf
#undef sprintf
#undef snprintf
#undef vprintf
#undef vfprintf
#undef vsprintf
#undef vsnprintf
#undef strerror
#undef strerror_r
#undef Min
#undef Max
#undef Abs
#undef Assert
#undef _
#undef gettext

#include <string_view>
#include <vector>

extern "C" {
/// From libpg_query's pg_query_internal.h, which Debian installs without what it includes.
struct PgQueryInternalParsetreeAndError {
  List* tree;
  char* stderr_buffer;
  PgQueryError* error;
};
MemoryContext pg_query_enter_memory_context(void);
void pg_query_exit_memory_context(MemoryContext context);
void pg_query_free_error(PgQueryError* error);
}

namespace pgstage::sql {

/// The elements of a List as pointers to one node type; null is an empty list.
template <class T>
class Elements {
 public:
  explicit Elements(const List* list) : list_(list) {}

  class Iterator {
   public:
    explicit Iterator(const ListCell* cell) : cell_(cell) {}
    const T* operator*() const { return static_cast<const T*>(cell_->ptr_value); }
    Iterator& operator++() {
      ++cell_;
      return *this;
    }
    bool operator!=(const Iterator& other) const { return cell_ != other.cell_; }

   private:
    const ListCell* cell_;
  };

  Iterator begin() const { return Iterator(list_ == nullptr ? nullptr : list_->elements); }
  Iterator end() const {
    return Iterator(list_ == nullptr ? nullptr : list_->elements + list_->length);
  }

 private:
  const List* list_;
};

inline int size(const List* list) { return list == nullptr ? 0 : list->length; }

template <class T>
const T* first(const List* list) {
  return size(list) == 0 ? nullptr : static_cast<const T*>(list->elements[0].ptr_value);
}

template <class T>
const T* last(const List* list) {
  return size(list) == 0 ? nullptr
                         : static_cast<const T*>(list->elements[list->length - 1].ptr_value);
}

template <class T>
const T* cast(const void* node) {
  return static_cast<const T*>(node);
}

inline bool is(const void* node, NodeTag tag) {
  return node != nullptr && static_cast<const Node*>(node)->type == tag;
}

inline std::string_view text(const char* string) {
  return string == nullptr ? std::string_view{} : std::string_view{string};
}

/// The text of a String node; empty for any other node.
inline std::string_view string_value(const void* node) {
  return is(node, T_String) ? text(static_cast<const String*>(node)->sval) : std::string_view{};
}

inline std::vector<std::string_view> strings(const List* list) {
  std::vector<std::string_view> out;
  for (const Node* node : Elements<Node>(list)) out.push_back(string_value(node));
  return out;
}

}  // namespace pgstage::sql
