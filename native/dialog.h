#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

namespace glossator {

// A file dialog of the desktop: zenity or kdialog, whichever there is, in a process of its own.
class Dialog {
public:
    enum class Kind { Open, OpenFolder, Save };

    // Shows it; nothing if this machine has neither program. `name` is suggested when saving.
    static std::optional<Dialog> show(Kind kind, const std::string& name);
    Dialog(Dialog&& other) noexcept;
    Dialog& operator=(Dialog&&) = delete;  // so a new one is put with emplace()
    ~Dialog();

    // The paths that were chosen, once the dialog is closed; none if it was cancelled. Nothing while it is open.
    std::optional<std::vector<std::string>> result();

private:
    Dialog(pid_t process, int output) : process_(process), output_(output) {}

    pid_t process_;
    int output_;
    std::string read_;
};

}  // namespace glossator
