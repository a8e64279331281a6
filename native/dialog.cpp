#include "native/dialog.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <utility>

namespace glossator {

namespace {

using Words = std::vector<std::string>;

bool is_program(const char* name)
{
    const char* path = std::getenv("PATH");
    std::istringstream folders(path ? path : "/usr/bin");
    for (std::string folder; std::getline(folders, folder, ':');)
        if (::access((folder + "/" + name).c_str(), X_OK) == 0) return true;
    return false;
}

std::string where(const std::string& name)
{
    const char* home = std::getenv("HOME");
    return std::string(home ? home : ".") + "/" + name;
}

Words zenity(Dialog::Kind kind, const std::string& name)
{
    Words words = {"zenity", "--file-selection", "--title=Glossator"};
    switch (kind) {
    case Dialog::Kind::Open: words.insert(words.end(), {"--multiple", "--separator=\n"}); break;
    case Dialog::Kind::OpenFolder: words.push_back("--directory"); break;
    case Dialog::Kind::Save:
        words.insert(words.end(), {"--save", "--confirm-overwrite", "--filename=" + where(name)});
        break;
    }
    return words;
}

Words kdialog(Dialog::Kind kind, const std::string& name)
{
    switch (kind) {
    case Dialog::Kind::Open: return {"kdialog", "--multiple", "--separate-output", "--getopenfilename", where("")};
    case Dialog::Kind::OpenFolder: return {"kdialog", "--getexistingdirectory", where("")};
    case Dialog::Kind::Save: break;
    }
    return {"kdialog", "--getsavefilename", where(name)};
}

// Starts a program, without a shell. Its standard output can be read from `output`.
bool start(const Words& words, pid_t& process, int& output)
{
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return false;
    std::vector<char*> arguments;
    for (const std::string& word : words)
        arguments.push_back(const_cast<char*>(word.c_str()));  // posix_spawn doesn't write to them
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    const int failed = ::posix_spawnp(&process, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
    output = ends[0];
    if (failed) ::close(ends[0]);
    return !failed;
}

}  // namespace

std::optional<Dialog> Dialog::show(Kind kind, const std::string& name)
{
    Words words;
    if (is_program("zenity"))
        words = zenity(kind, name);
    else if (is_program("kdialog"))
        words = kdialog(kind, name);
    pid_t process = -1;
    int output = -1;
    if (words.empty() || !start(words, process, output)) return std::nullopt;
    return Dialog(process, output);
}

Dialog::Dialog(Dialog&& other) noexcept
    : process_(std::exchange(other.process_, -1)),
      output_(std::exchange(other.output_, -1)),
      read_(std::move(other.read_))
{}

Dialog::~Dialog()
{
    if (output_ >= 0) ::close(output_);
    if (process_ > 0) ::waitpid(process_, nullptr, WNOHANG);
}

std::optional<std::vector<std::string>> Dialog::result()
{
    char buffer[4096];
    for (ssize_t count; (count = ::read(output_, buffer, sizeof buffer)) > 0;)
        read_.append(buffer, static_cast<size_t>(count));
    int status = 0;
    if (::waitpid(process_, &status, WNOHANG) != process_) return std::nullopt;
    process_ = -1;
    for (ssize_t count; (count = ::read(output_, buffer, sizeof buffer)) > 0;)
        read_.append(buffer, static_cast<size_t>(count));
    std::vector<std::string> paths;
    std::istringstream lines(WIFEXITED(status) && WEXITSTATUS(status) == 0 ? read_ : "");
    for (std::string line; std::getline(lines, line);)
        if (!line.empty()) paths.push_back(line);
    return paths;
}

}  // namespace glossator
