#pragma once

#include <functional>

namespace glossator {

// Draws a frame when something asks for one, and none otherwise.
class Frames {
public:
    // After an input ImGui needs a few frames until everything that hangs on it is drawn.
    static constexpr int kSettle = 2;

    explicit Frames(std::function<void()> draw) : draw_(std::move(draw)) {}
    Frames(const Frames&) = delete;  // the browser keeps its address
    Frames& operator=(const Frames&) = delete;

    // Asks for that many frames from now on.
    void wake(int frames = kSettle);
    // Asks for one frame after that time; an earlier one that was asked for stays.
    void wake_in(double seconds);
    // Draws one frame before it returns; for answers that the browser wants at once.
    void draw_now();
    // Whether no more frames are due, apart from those of a timer.
    bool idle() const { return wanted_ == 0; }

private:
    void schedule();

    std::function<void()> draw_;
    int wanted_ = 0;
    bool scheduled_ = false;
    int timer_ = 0;  // 0: none
    double timer_due_ms_ = 0;
};

}  // namespace glossator
