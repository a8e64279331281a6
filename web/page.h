#pragma once

#include <memory>
#include <optional>
#include <string>

#include "ui/app.h"
#include "ui/mirror.h"
#include "web/automation.h"
#include "web/frames.h"
#include "web/input.h"
#include "web/platform.h"
#include "web/renderer.h"

namespace glossator {

// The tool in a browser tab: everything that outlives main().
class Page {
public:
    Page();
    Page(const Page&) = delete;  // the browser keeps its address
    Page& operator=(const Page&) = delete;

    // Begins to draw. What is needed of files has been fetched.
    void start();

    App& app() { return *app_; }
    Frames& frames() { return frames_; }
    Input& input() { return input_; }
    WebPlatform& platform() { return platform_; }
    Renderer& renderer() { return renderer_; }

    void resize(ImVec2 size, ImVec2 scale);
    // Whether everything that was asked for is on the canvas and every step is kept.
    bool settled() const;
    Mirror& mirror() { return mirror_; }
    // Finishes what is being typed and gives everything to be kept; whether it is.
    bool hand_over();
    // True if what lies at this place is moved by dragging, so that a finger moves it and does not scroll.
    bool drags_at(float x, float y);

    // Keeps what JavaScript is about to read, and returns it as a zero-terminated string.
    const char* reply(std::string text);
    ExportAnswer& last_export() { return last_export_; }

private:
    void draw();
    void begin_with_what_the_address_asks();

    // ImGui's context first: the others take part in it.
    std::unique_ptr<ImGuiContext, void (*)(ImGuiContext*)> context_;
    Frames frames_;
    Input input_;
    WebPlatform platform_;
    Renderer renderer_;
    std::unique_ptr<App> app_;
    Mirror mirror_;

    double last_frame_s_ = 0;
    bool drawing_ = false;
    bool began_ = false;
    std::string reply_;
    ExportAnswer last_export_;
};

}  // namespace glossator
