#pragma once

#include <memory>
#include <string>
#include <vector>

#include <imgui.h>

#include "native/platform.h"
#include "ui/app.h"

struct GLFWwindow;

namespace glossator {

// The tool in a window of the desktop.
class Window {
public:
    // `folders` as of NativePlatform. Errors: a sentence why there can be no window.
    static Result<std::unique_ptr<Window>> open(const std::vector<std::string>& files, Assets assets,
                                                std::vector<std::string> folders);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    // Until the user closes it.
    void run();
    // Draws until nothing changes any more; then writes what the window shows as a PNG file.
    Status screenshot(const std::string& path);

private:
    Window(GLFWwindow* window, const std::vector<std::string>& files, Assets assets, std::vector<std::string> folders);
    void install_callbacks();
    void wait();
    void draw();
    void paint();  // without showing it
    void copy_if_asked();

    GLFWwindow* window_;
    std::unique_ptr<ImGuiContext, void (*)(ImGuiContext*)> context_;
    NativePlatform platform_;
    std::unique_ptr<App> app_;
    int wanted_ = 0;  // frames
    bool drawing_ = false;
};

}  // namespace glossator
