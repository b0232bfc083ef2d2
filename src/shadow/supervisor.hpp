#pragma once

#include <filesystem>
#include <optional>

#include "pgstage/model/result.hpp"

#include "descriptor.hpp"
#include "process.hpp"

namespace pgstage::shadow {

/// A process of ours beside us, which owns a folder and the server in it. It waits for the end of
/// a pipe that only we hold open; so however we end, it stops the server and removes the folder.
class Supervisor {
 public:
  /// The command and the folder's path are copied into the new process.
  static Result<Supervisor> start(const Command& server, const std::filesystem::path& folder);

  Supervisor(const Supervisor&) = delete;
  Supervisor& operator=(const Supervisor&) = delete;
  Supervisor(Supervisor&& other) noexcept;
  Supervisor& operator=(Supervisor&&) = delete;
  ~Supervisor();

  /// Lets it start the server, which prints into `log` in the folder.
  void start_server();
  /// Waits for a moment, unless the server ends meanwhile.
  bool server_has_ended() const;

 private:
  Supervisor(pid_t process, Descriptor lifeline, Descriptor pulse)
      : process_(process), lifeline_(std::move(lifeline)), pulse_(std::move(pulse)) {}

  pid_t process_ = -1;
  Descriptor lifeline_;
  Descriptor pulse_;  ///< The server holds the other end.
};

}  // namespace pgstage::shadow
