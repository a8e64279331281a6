#include "native/window.h"

#include <algorithm>
#include <cmath>

#include <GLFW/glfw3.h>
#include <imgui_impl_glfw.h>
#include <imgui_impl_opengl3.h>
#include <imgui_internal.h>

#include "native/png.h"

namespace glossator {

namespace {

constexpr int kSettle = 3;  // after an input ImGui needs a few frames until everything that hangs on it is drawn
constexpr double kHeldKeyS = 1.0 / 30;
constexpr double kTooltipAfterS = 0.45;
constexpr int kWidth = 1280, kHeight = 800;

Window& window_of(GLFWwindow* window)
{
    return *static_cast<Window*>(glfwGetWindowUserPointer(window));
}

bool key_is_held()
{
    for (int key = ImGuiKey_NamedKey_BEGIN; key < ImGuiKey_NamedKey_END; ++key)
        if (ImGui::IsKeyDown(static_cast<ImGuiKey>(key))) return true;
    return false;
}

GLFWwindow* create_window(float& scale)
{
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 2);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
    GLFWwindow* window = glfwCreateWindow(kWidth, kHeight, "Glossator", nullptr, nullptr);
    float scale_y = 1;
    if (window) glfwGetWindowContentScale(window, &scale, &scale_y);
    return window;
}

}  // namespace

Result<std::unique_ptr<Window>> Window::open(const std::vector<std::string>& files, Assets assets,
                                             std::vector<std::string> folders)
{
    if (!glfwInit()) return fail(ErrorCode::Unsupported, "No window can be opened: there is no display.");
    float scale = 1;
    GLFWwindow* window = create_window(scale);
    if (!window) {
        glfwTerminate();
        return fail(ErrorCode::Unsupported, "No window can be opened: OpenGL 3.2 is needed.");
    }
    glfwMakeContextCurrent(window);
    glfwSwapInterval(1);
    return std::unique_ptr<Window>(new Window(window, files, std::move(assets), std::move(folders)));
}

Window::Window(GLFWwindow* window, const std::vector<std::string>& files, Assets assets,
               std::vector<std::string> folders)
    : window_(window),
      context_(ImGui::CreateContext(), [](ImGuiContext* c) { ImGui::DestroyContext(c); }),
      platform_(files, std::move(folders))
{
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    glfwSetWindowUserPointer(window_, this);
    install_callbacks();
    ImGui_ImplGlfw_InitForOpenGL(window_, true);  // goes on to call the callbacks that it finds
    glfwSetKeyCallback(window_, [](GLFWwindow* w, int key, int scancode, int action, int modifiers) {
        ImGui_ImplGlfw_KeyCallback(w, key == GLFW_KEY_KP_ENTER ? GLFW_KEY_ENTER : key, scancode, action, modifiers);
    });
    ImGui_ImplOpenGL3_Init("#version 150");
    app_ = std::make_unique<App>(platform_, std::move(assets));
    wanted_ = kSettle;
}

Window::~Window()
{
    app_.reset();
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplGlfw_Shutdown();
    glfwDestroyWindow(window_);
    glfwTerminate();
}

void Window::install_callbacks()
{
    // ImGui's backend makes the input of the events; here they only ask for frames.
    glfwSetCursorPosCallback(window_, [](GLFWwindow* w, double, double) { window_of(w).wanted_ = kSettle; });
    glfwSetMouseButtonCallback(window_, [](GLFWwindow* w, int, int, int) { window_of(w).wanted_ = kSettle; });
    glfwSetScrollCallback(window_, [](GLFWwindow* w, double, double) { window_of(w).wanted_ = kSettle; });
    glfwSetKeyCallback(window_, [](GLFWwindow* w, int, int, int, int) { window_of(w).wanted_ = kSettle; });
    glfwSetCharCallback(window_, [](GLFWwindow* w, unsigned) { window_of(w).wanted_ = kSettle; });
    glfwSetWindowFocusCallback(window_, [](GLFWwindow* w, int) { window_of(w).wanted_ = kSettle; });
    glfwSetCursorEnterCallback(window_, [](GLFWwindow* w, int) { window_of(w).wanted_ = kSettle; });
    glfwSetWindowRefreshCallback(window_, [](GLFWwindow* w) { window_of(w).draw(); });
    glfwSetFramebufferSizeCallback(window_, [](GLFWwindow* w, int, int) { window_of(w).wanted_ = kSettle; });
    glfwSetDropCallback(window_, [](GLFWwindow* w, int count, const char** paths) {
        window_of(w).platform_.open({paths, paths + count});
        window_of(w).wanted_ = kSettle;
    });
}

void Window::run()
{
    while (!glfwWindowShouldClose(window_)) {
        wait();
        platform_.tick();
        if (platform_.has_events() || platform_.frame_due_s() <= platform_.now_s()) wanted_ = std::max(wanted_, 1);
        if (wanted_ > 0) draw();
    }
}

void Window::wait()
{
    if (wanted_ > 0) return glfwPollEvents();
    double timeout_s = std::min(app_->next_frame_in(), platform_.frame_due_s() - platform_.now_s());
    const ImGuiContext& context = *context_;
    const bool tooltip_is_due = context.HoverItemDelayId != 0 && context.HoverItemDelayTimer < kTooltipAfterS;
    if (tooltip_is_due) timeout_s = std::min(timeout_s, kTooltipAfterS);
    const bool held = key_is_held();
    if (held) timeout_s = std::min(timeout_s, kHeldKeyS);
    const bool only_looks = platform_.next_tick_in() < timeout_s;
    if (only_looks) timeout_s = platform_.next_tick_in();
    if (!std::isfinite(timeout_s)) return glfwWaitEvents();
    if (timeout_s > 0) glfwWaitEventsTimeout(timeout_s);
    if (!only_looks) wanted_ = std::max(wanted_, 1);
}

void Window::draw()
{
    if (drawing_ || !app_) return;
    drawing_ = true;
    paint();
    glfwSwapBuffers(window_);
    wanted_ = std::max(0, wanted_ - 1);
    if (!context_->InputEventsQueue.empty()) wanted_ = std::max(wanted_, 2);
    drawing_ = false;
}

void Window::paint()
{
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplGlfw_NewFrame();
    ImGui::NewFrame();
    platform_.frame_drawn();
    app_->frame();
    copy_if_asked();
    ImGui::Render();
    (void)app_->take_events();  // nobody listens on the desktop
    int width = 0, height = 0;
    glfwGetFramebufferSize(window_, &width, &height);
    const ImVec4 paper = ImGui::ColorConvertU32ToFloat4(app_->theme().paper);
    glViewport(0, 0, width, height);
    glClearColor(paper.x, paper.y, paper.z, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

void Window::copy_if_asked()
{
    if (app_->wants_text_input() || !ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_C)) return;
    if (const std::string text = app_->copied_text(); !text.empty()) ImGui::SetClipboardText(text.c_str());
}

Status Window::screenshot(const std::string& path)
{
    constexpr int kFrames = 10;  // a project given on the command line is read, laid out and painted by then
    for (int i = 0; i < kFrames; ++i) {
        glfwPollEvents();
        draw();
    }
    int width = 0, height = 0;
    glfwGetFramebufferSize(window_, &width, &height);
    std::vector<unsigned char> pixels(static_cast<size_t>(width) * static_cast<size_t>(height) * 3);
    paint();
    glReadBuffer(GL_BACK);
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE, pixels.data());
    return write_png(path, pixels, width, height);
}

}  // namespace glossator
