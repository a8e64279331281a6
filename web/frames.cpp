#include "web/frames.h"

#include <algorithm>
#include <cmath>

#include <emscripten.h>
#include <emscripten/html5.h>

namespace glossator {

void Frames::wake(int frames)
{
    wanted_ = std::max(wanted_, frames);
    schedule();
}

void Frames::wake_in(double seconds)
{
    if (!std::isfinite(seconds)) return;
    if (seconds <= 0) return wake(1);
    const double due_ms = emscripten_get_now() + seconds * 1000;
    if (timer_ != 0 && timer_due_ms_ <= due_ms) return;
    if (timer_ != 0) emscripten_clear_timeout(timer_);
    timer_due_ms_ = due_ms;
    timer_ = emscripten_set_timeout(
        [](void* self) {
            static_cast<Frames*>(self)->timer_ = 0;
            static_cast<Frames*>(self)->wake(1);
        },
        seconds * 1000, this);
}

void Frames::draw_now()
{
    wanted_ = std::max(0, wanted_ - 1);
    draw_();
}

void Frames::schedule()
{
    if (scheduled_ || wanted_ == 0) return;
    scheduled_ = true;
    emscripten_request_animation_frame(
        [](double, void* data) -> EM_BOOL {
            Frames* self = static_cast<Frames*>(data);
            self->scheduled_ = false;
            if (self->wanted_ > 0) self->draw_now();
            self->schedule();
            return EM_FALSE;
        },
        this);
}

}  // namespace glossator
