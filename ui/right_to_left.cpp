#include "ui/right_to_left.h"

#include <algorithm>
#include <utility>

#include <imgui_internal.h>

#include "ui/language.h"

namespace glossator {

namespace {

constexpr char kHooks[] = "glossator.right_to_left";

void turn_vertices(ImDrawList& draw, int first, float edges)
{
    for (int i = first; i < draw.VtxBuffer.Size; ++i) draw.VtxBuffer[i].pos.x = edges - draw.VtxBuffer[i].pos.x;
}

void turn_clip(ImVec4& clip, float edges)
{
    clip = {edges - clip.z, clip.y, edges - clip.x, clip.w};
}

// Half a pixel off: ImGui ignores a position that it has already, and those that come in are whole.
void turn_input(ImGuiContext& context, Interface& state)
{
    for (ImGuiInputEvent& event : context.InputEventsQueue) {
        if (!right_to_left() || event.EventId < state.next_event) continue;
        if (event.Type == ImGuiInputEventType_MousePos && event.MousePos.PosX > -FLT_MAX)
            event.MousePos.PosX = context.IO.DisplaySize.x - event.MousePos.PosX - 0.5f;
        if (event.Type == ImGuiInputEventType_MouseWheel) event.MouseWheel.WheelX = -event.MouseWheel.WheelX;
    }
    state.next_event = context.InputEventsNextEventId;
}

void turn_picture(ImGuiContext& context)
{
    const float width = context.IO.DisplaySize.x;
    for (ImDrawList* list : ImGui::GetDrawData()->CmdLists) {
        turn_vertices(*list, 0, width);
        for (ImDrawCmd& command : list->CmdBuffer) turn_clip(command.ClipRect, width);
    }
}

void turn_mouse(float edges)
{
    ImGuiIO& io = ImGui::GetIO();
    for (ImVec2* at : {&io.MousePos, &io.MousePosPrev})
        if (at->x > -FLT_MAX) at->x = edges - at->x;
    for (ImVec2& at : io.MouseClickedPos) at.x = edges - at.x;
    io.MouseDelta.x = -io.MouseDelta.x;
}

void add_hook(ImGuiContextHookType when, ImGuiContextHookCallback call)
{
    ImGuiContextHook hook;
    hook.Type = when;
    hook.Owner = ImHashStr(kHooks);
    hook.Callback = call;
    ImGui::AddContextHook(ImGui::GetCurrentContext(), &hook);
}

}  // namespace

Interface* interface()
{
    return ImGui::GetCurrentContext() ? static_cast<Interface*>(ImGui::GetIO().UserData) : nullptr;
}

void use(Interface& state)
{
    ImGui::GetIO().UserData = &state;
    const ImVector<ImGuiContextHook>& hooks = ImGui::GetCurrentContext()->Hooks;
    const auto is_ours = [](const ImGuiContextHook& hook) { return hook.Owner == ImHashStr(kHooks); };
    if (std::any_of(hooks.begin(), hooks.end(), is_ours)) return;
    add_hook(ImGuiContextHookType_NewFramePre, [](ImGuiContext* context, ImGuiContextHook*) {
        if (interface()) turn_input(*context, *interface());
    });
    add_hook(ImGuiContextHookType_EndFramePre, [](ImGuiContext* context, ImGuiContextHook*) {
        ImGuiPlatformImeData& input = context->PlatformImeData;
        if (right_to_left() && input.WantVisible) input.InputPos.x = context->IO.DisplaySize.x - input.InputPos.x;
    });
    add_hook(ImGuiContextHookType_RenderPost, [](ImGuiContext* context, ImGuiContextHook*) {
        if (right_to_left()) turn_picture(*context);
    });
}

LeftToRight::LeftToRight(ImDrawList& draw, float left, float right)
    : draw_(draw), turns_(is_turned()), edges_(left + right)
{
    if (!turns_) return;
    draw_.AddDrawCmd();  // with a clip rectangle of its own, that of before stays as it is
    first_vertex_ = draw_.VtxBuffer.Size;
    first_command_ = draw_.CmdBuffer.Size - 1;
    turn_clip(draw_._CmdHeader.ClipRect, edges_);
    turn_clip(draw_.CmdBuffer.back().ClipRect, edges_);
    turn_clip(draw_._ClipRectStack.back(), edges_);
    turn_mouse(edges_);
    interface()->left_to_right = true;
    interface()->edges = edges_;
}

LeftToRight::~LeftToRight()
{
    if (!turns_) return;
    turn(draw_, first_vertex_, first_command_);
    turn_clip(draw_._ClipRectStack.back(), edges_);
    draw_._CmdHeader.ClipRect = draw_._ClipRectStack.back();
    draw_.AddDrawCmd();
    turn_mouse(edges_);
    ImGuiPlatformImeData& input = ImGui::GetCurrentContext()->PlatformImeData;
    if (input.WantVisible) input.InputPos.x = edges_ - input.InputPos.x;
    interface()->left_to_right = false;
}

void LeftToRight::with(ImDrawList& child)
{
    if (turns_) turn(child, 0, 0);
}

void LeftToRight::turn(ImDrawList& draw, int first_vertex, int first_command) const
{
    turn_vertices(draw, first_vertex, edges_);
    for (int i = first_command; i < draw.CmdBuffer.Size; ++i) turn_clip(draw.CmdBuffer[i].ClipRect, edges_);
}

AnyDirection::AnyDirection() : was_left_to_right_(interface() && interface()->left_to_right)
{
    if (!was_left_to_right_) return;
    interface()->left_to_right = false;
    turn_mouse(interface()->edges);
}

AnyDirection::~AnyDirection()
{
    if (!was_left_to_right_) return;
    interface()->left_to_right = true;
    turn_mouse(interface()->edges);
}

bool is_turned()
{
    return right_to_left() && !interface()->left_to_right;
}

Box on_screen(Box box)
{
    if (!right_to_left()) return box;
    const float width = ImGui::GetIO().DisplaySize.x;
    if (is_turned()) return {width - box.x - box.width, box.y, box.width, box.height};
    return {box.x + width - interface()->edges, box.y, box.width, box.height};
}

Box outside(Box box, float left, float right)
{
    return right_to_left() ? Box{left + right - box.x - box.width, box.y, box.width, box.height} : box;
}

}  // namespace glossator
