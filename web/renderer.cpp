#include "web/renderer.h"

#include <GLES3/gl3.h>
#include <emscripten/html5.h>

#include <algorithm>
#include <cstddef>

namespace glossator {

namespace {

constexpr const char* kVertexShader = R"(#version 300 es
layout(location = 0) in vec2 position;
layout(location = 1) in vec2 place;
layout(location = 2) in vec4 tint;
uniform vec4 scale_and_shift;
out vec2 image_place;
out vec4 image_tint;
void main()
{
    image_place = place;
    image_tint = tint;
    gl_Position = vec4(position * scale_and_shift.xy + scale_and_shift.zw, 0, 1);
}
)";

constexpr const char* kFragmentShader = R"(#version 300 es
precision mediump float;
uniform sampler2D image;
in vec2 image_place;
in vec4 image_tint;
out vec4 color;
void main()
{
    color = image_tint * texture(image, image_place);
}
)";

constexpr GLenum kIndexType = sizeof(ImDrawIdx) == 2 ? GL_UNSIGNED_SHORT : GL_UNSIGNED_INT;

GLuint compile(GLenum kind, const char* source)
{
    const GLuint shader = glCreateShader(kind);
    glShaderSource(shader, 1, &source, nullptr);
    glCompileShader(shader);
    return shader;
}

void set_vertex_offset(size_t first_vertex)
{
    const auto at = [&](size_t member) {
        return reinterpret_cast<const void*>(first_vertex * sizeof(ImDrawVert) + member);
    };
    glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, sizeof(ImDrawVert), at(offsetof(ImDrawVert, pos)));
    glVertexAttribPointer(1, 2, GL_FLOAT, GL_FALSE, sizeof(ImDrawVert), at(offsetof(ImDrawVert, uv)));
    glVertexAttribPointer(2, 4, GL_UNSIGNED_BYTE, GL_TRUE, sizeof(ImDrawVert), at(offsetof(ImDrawVert, col)));
}

void create_texture(ImTextureData& texture)
{
    GLuint name = 0;
    glGenTextures(1, &name);
    glBindTexture(GL_TEXTURE_2D, name);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA, texture.Width, texture.Height, 0, GL_RGBA, GL_UNSIGNED_BYTE,
                 texture.GetPixels());
    texture.SetTexID(name);
    texture.SetStatus(ImTextureStatus_OK);
}

void update_texture(ImTextureData& texture)
{
    glBindTexture(GL_TEXTURE_2D, static_cast<GLuint>(texture.GetTexID()));
    glPixelStorei(GL_UNPACK_ROW_LENGTH, texture.Width);
    for (const ImTextureRect& r : texture.Updates)
        glTexSubImage2D(GL_TEXTURE_2D, 0, r.x, r.y, r.w, r.h, GL_RGBA, GL_UNSIGNED_BYTE, texture.GetPixelsAt(r.x, r.y));
    glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
    texture.SetStatus(ImTextureStatus_OK);
}

void destroy_texture(ImTextureData& texture)
{
    const GLuint name = static_cast<GLuint>(texture.GetTexID());
    glDeleteTextures(1, &name);
    texture.SetTexID(ImTextureID_Invalid);
    texture.SetStatus(ImTextureStatus_Destroyed);
}

void keep_up(ImTextureData& texture)
{
    switch (texture.Status) {
    case ImTextureStatus_WantCreate: return create_texture(texture);
    case ImTextureStatus_WantUpdates: return update_texture(texture);
    case ImTextureStatus_WantDestroy:
        if (texture.UnusedFrames > 0) destroy_texture(texture);
        return;
    default: return;
    }
}

}  // namespace

bool Renderer::start(const char* selector)
{
    EmscriptenWebGLContextAttributes attributes;
    emscripten_webgl_init_context_attributes(&attributes);
    attributes.majorVersion = 2;  // boot.js has made it, with all other attributes
    attributes.enableExtensionsByDefault = EM_FALSE;
    const EMSCRIPTEN_WEBGL_CONTEXT_HANDLE context = emscripten_webgl_create_context(selector, &attributes);
    if (context <= 0 || emscripten_webgl_make_context_current(context) != EMSCRIPTEN_RESULT_SUCCESS) return false;

    ImGuiIO& io = ImGui::GetIO();
    io.BackendRendererName = "glossator_webgl2";
    io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures | ImGuiBackendFlags_RendererHasVtxOffset;
    GLint largest = 0;
    glGetIntegerv(GL_MAX_TEXTURE_SIZE, &largest);
    ImGuiPlatformIO& platform = ImGui::GetPlatformIO();
    platform.Renderer_TextureMaxWidth = platform.Renderer_TextureMaxHeight = largest;
    return make_objects();
}

// All that the context holds besides textures. It is bound once: nobody else draws.
bool Renderer::make_objects()
{
    const GLuint program = glCreateProgram();
    glAttachShader(program, compile(GL_VERTEX_SHADER, kVertexShader));
    glAttachShader(program, compile(GL_FRAGMENT_SHADER, kFragmentShader));
    glLinkProgram(program);
    GLint linked = 0;
    glGetProgramiv(program, GL_LINK_STATUS, &linked);
    if (!linked) return false;
    glUseProgram(program);
    scale_and_shift_ = glGetUniformLocation(program, "scale_and_shift");

    GLuint vertex_array = 0, buffers[2] = {};
    glGenVertexArrays(1, &vertex_array);
    glBindVertexArray(vertex_array);
    glGenBuffers(2, buffers);
    glBindBuffer(GL_ARRAY_BUFFER, buffers[0]);
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, buffers[1]);
    for (GLuint i = 0; i < 3; ++i) glEnableVertexAttribArray(i);
    glEnable(GL_BLEND);
    glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    return true;
}

void Renderer::draw(const ImDrawData& data, ImU32 background)
{
    for (ImTextureData* texture : *data.Textures) keep_up(*texture);

    const ImVec2 size = data.DisplaySize, scale = data.FramebufferScale;
    glViewport(0, 0, static_cast<GLsizei>(size.x * scale.x + 0.5f), static_cast<GLsizei>(size.y * scale.y + 0.5f));
    const ImVec4 color = ImGui::ColorConvertU32ToFloat4(background);
    glDisable(GL_SCISSOR_TEST);
    glClearColor(color.x, color.y, color.z, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    if (size.x <= 0 || size.y <= 0) return;
    glEnable(GL_SCISSOR_TEST);
    glUniform4f(scale_and_shift_, 2 / size.x, -2 / size.y, -1, 1);

    upload(data);
    size_t first_vertex = 0, first_index = 0;
    for (const ImDrawList* list : data.CmdLists) {
        draw_list(data, *list, first_vertex, first_index);
        first_vertex += static_cast<size_t>(list->VtxBuffer.Size);
        first_index += static_cast<size_t>(list->IdxBuffer.Size);
    }
}

// All lists one after the other, in buffers made anew, so that nothing waits until the frame before is drawn.
void Renderer::upload(const ImDrawData& data)
{
    glBufferData(GL_ARRAY_BUFFER, data.TotalVtxCount * static_cast<GLsizeiptr>(sizeof(ImDrawVert)), nullptr,
                 GL_STREAM_DRAW);
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, data.TotalIdxCount * static_cast<GLsizeiptr>(sizeof(ImDrawIdx)), nullptr,
                 GL_STREAM_DRAW);
    GLintptr vertices = 0, indices = 0;
    for (const ImDrawList* list : data.CmdLists) {
        glBufferSubData(GL_ARRAY_BUFFER, vertices, list->VtxBuffer.size_in_bytes(), list->VtxBuffer.Data);
        glBufferSubData(GL_ELEMENT_ARRAY_BUFFER, indices, list->IdxBuffer.size_in_bytes(), list->IdxBuffer.Data);
        vertices += list->VtxBuffer.size_in_bytes();
        indices += list->IdxBuffer.size_in_bytes();
    }
}

void Renderer::draw_list(const ImDrawData& data, const ImDrawList& list, size_t first_vertex, size_t first_index)
{
    const ImVec2 scale = data.FramebufferScale;
    const float height = data.DisplaySize.y * scale.y;
    set_vertex_offset(first_vertex);
    unsigned offset = 0;
    for (const ImDrawCmd& command : list.CmdBuffer) {
        const ImVec4& clip = command.ClipRect;
        const ImVec2 min(clip.x * scale.x, clip.y * scale.y), max(clip.z * scale.x, clip.w * scale.y);
        if (command.UserCallback || max.x <= min.x || max.y <= min.y) continue;
        if (command.VtxOffset != offset) set_vertex_offset(first_vertex + (offset = command.VtxOffset));
        glScissor(static_cast<GLint>(min.x), static_cast<GLint>(height - max.y), static_cast<GLsizei>(max.x - min.x),
                  static_cast<GLsizei>(max.y - min.y));
        glBindTexture(GL_TEXTURE_2D, static_cast<GLuint>(command.GetTexID()));
        glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(command.ElemCount), kIndexType,
                       reinterpret_cast<const void*>((first_index + command.IdxOffset) * sizeof(ImDrawIdx)));
    }
}

void Renderer::context_lost()
{
    // Now nothing is asked of WebGL; later the names would be taken for the new context's. ImGui makes its textures
    // anew.
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures)
        if (texture->TexID != ImTextureID_Invalid) destroy_texture(*texture);
    lost_ = true;
}

void Renderer::context_restored()
{
    lost_ = !make_objects();
}

}  // namespace glossator
