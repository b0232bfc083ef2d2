#include "apart.hpp"

#include <array>
#include <csignal>
#include <utility>

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

namespace pgstage::live {
namespace {

struct Pipe {
  Pipe() {
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    out = ends[0];
    in = ends[1];
  }
  int out = -1;
  int in = -1;
};

void say(int to, char word) { (void)!::write(to, &word, 1); }

bool hear(int from) {
  char word = 0;
  return ::read(from, &word, 1) == 1;
}

}  // namespace

Apart::Apart(Stage& stage, Way way, std::string step) : step_(std::move(step)) {
  const Pipe up;
  const Pipe down;
  pid_ = ::fork();
  REQUIRE(pid_ >= 0);
  from_it_ = pid_ == 0 ? down.out : up.out;
  to_it_ = pid_ == 0 ? up.in : down.in;
  ::close(pid_ == 0 ? up.out : up.in);
  ::close(pid_ == 0 ? down.in : down.out);
  if (pid_ == 0) become(stage, way);
}

Apart::~Apart() {
  if (!ended_) {
    kill();
    ::waitpid(pid_, &status_, 0);
  }
  ::close(from_it_);
  ::close(to_it_);
}

/// Leaves without a farewell: the sessions of the test are not its own to close.
void Apart::become(Stage& stage, Way way) const {
  bool told = false;
  stage.ear.on_step = [&] {
    if (told || stage.ear.started.back() != step_) return;
    told = true;
    say(to_it_, '.');
    if (!hear(from_it_)) ::_exit(2);
  };
  Error error;
  bool done = false;
  if (way == Way::Back) {
    if (const auto undone = stage.rollback(); undone) {
      done = true;
    } else {
      error = undone.error();
    }
  } else if (const auto applied = stage.apply(); applied) {
    done = true;
  } else {
    error = applied.error();
  }
  const auto message = error.message + "\n" + error.hint;
  if (!done) (void)!::write(to_it_, message.data(), message.size());
  const int failed = error.kind == ErrorKind::Refused ? 3 : 1;
  ::_exit(done ? 0 : failed);
}

bool Apart::is_before_step() { return hear(from_it_); }

void Apart::go_on() { say(to_it_, '.'); }

void Apart::kill() const { ::kill(pid_, SIGKILL); }

bool Apart::has_ended() {
  if (!ended_) ended_ = ::waitpid(pid_, &status_, WNOHANG) == pid_;
  return ended_;
}

Apart::Ending Apart::end() {
  Ending out;
  std::array<char, 1024> some{};
  for (;;) {
    const auto read = ::read(from_it_, some.data(), some.size());
    if (read <= 0) break;
    out.message.append(some.data(), static_cast<std::size_t>(read));
  }
  if (!ended_) ::waitpid(pid_, &status_, 0);
  ended_ = true;
  if (WIFEXITED(status_)) out.status = WEXITSTATUS(status_);
  return out;
}

}  // namespace pgstage::live
