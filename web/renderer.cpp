#include "web/renderer.h"

#include <GLES3/gl3.h>
#include <emscripten/html5.h>
#include <imgui_impl_opengl3.h>

namespace glossator {

namespace {

constexpr const char* kGlsl = "#version 300 es";

}  // namespace

bool Renderer::start(const char* selector)
{
    EmscriptenWebGLContextAttributes attributes;
    emscripten_webgl_init_context_attributes(&attributes);
    attributes.alpha = EM_FALSE;
    attributes.depth = EM_FALSE;
    attributes.stencil = EM_FALSE;
    attributes.antialias = EM_FALSE;  // ImGui smooths its own edges
    attributes.majorVersion = 2;
    const EMSCRIPTEN_WEBGL_CONTEXT_HANDLE context = emscripten_webgl_create_context(selector, &attributes);
    if (context <= 0 || emscripten_webgl_make_context_current(context) != EMSCRIPTEN_RESULT_SUCCESS) return false;
    return ImGui_ImplOpenGL3_Init(kGlsl);
}

bool Renderer::begin_frame()
{
    if (!lost_) ImGui_ImplOpenGL3_NewFrame();
    return !lost_;
}

void Renderer::end_frame(ImU32 background)
{
    const ImVec4 color = ImGui::ColorConvertU32ToFloat4(background);
    glClearColor(color.x, color.y, color.z, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

void Renderer::context_lost()
{
    // What it held is gone, and can't be told from the new context's any more when that is there. ImGui makes its
    // textures anew.
    ImGui_ImplOpenGL3_Shutdown();
    lost_ = true;
}

void Renderer::context_restored()
{
    lost_ = !ImGui_ImplOpenGL3_Init(kGlsl);
}

}  // namespace glossator
