// Runs a command some times, its output thrown away, and prints the least wall time in
// milliseconds and the most memory in MB that it took: measure TIMES COMMAND [ARGUMENT…]
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

struct Cost {
  double milliseconds = 0;
  double megabytes = 0;
};

[[noreturn]] void become(char** command) {
  const int nowhere = ::open("/dev/null", O_WRONLY);
  ::dup2(nowhere, STDOUT_FILENO);
  ::dup2(nowhere, STDERR_FILENO);
  ::execvp(command[0], command);
  std::_Exit(127);
}

Cost run(char** command) {
  const auto begun = std::chrono::steady_clock::now();
  const pid_t child = ::fork();
  if (child == 0) become(command);
  int status = 0;
  rusage used{};
  if (child < 0 || ::wait4(child, &status, 0, &used) < 0 || !WIFEXITED(status) ||
      WEXITSTATUS(status) > 1) {
    std::fprintf(stderr, "measure: %s failed\n", command[0]);
    std::exit(2);
  }
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begun;
  return {took.count(), static_cast<double>(used.ru_maxrss) / 1024};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  Cost best = run(argv + 2);
  for (int i = std::atoi(argv[1]); i > 1; --i) {
    const Cost again = run(argv + 2);
    best = {std::min(best.milliseconds, again.milliseconds),
            std::max(best.megabytes, again.megabytes)};
  }
  std::printf("%.1f %.1f\n", best.milliseconds, best.megabytes);
}
