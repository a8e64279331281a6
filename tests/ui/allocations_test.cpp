#include <doctest/doctest.h>

#include <cstdlib>
#include <new>

#include "desk.h"
#include "tests/bench/news.h"

namespace {

size_t allocated_bytes = 0;

}  // namespace

// All that this program allocates is counted.
void* operator new(size_t size)
{
    allocated_bytes += size;
    if (void* memory = std::malloc(size > 0 ? size : 1)) return memory;
    throw std::bad_alloc();
}

void* operator new(size_t size, const std::nothrow_t&) noexcept
{
    allocated_bytes += size;
    return std::malloc(size > 0 ? size : 1);
}

void operator delete(void* memory) noexcept
{
    std::free(memory);
}

void operator delete(void* memory, size_t) noexcept
{
    std::free(memory);
}

namespace glossator {
namespace {

// What a frame allocates while the article is scrolled, and while nothing happens.
struct PerFrame {
    size_t scrolling, resting;
};

PerFrame allocations(size_t bytes, size_t spans)
{
    constexpr int kFrames = 40;
    Desk desk;
    desk.open("news.glossator.json", write_native(news_project(bytes, spans, Scripts::Latin)));
    REQUIRE(desk.app->document());
    desk.move_mouse({640, 400});
    desk.frames(60);  // the minimap has been made, and what was opened is kept
    const auto during = [&](float turn) {
        const size_t before = allocated_bytes;
        for (int i = 0; i < kFrames; ++i) {
            if (turn != 0) ImGui::GetIO().AddMouseWheelEvent(0, turn);
            desk.frames();
        }
        return (allocated_bytes - before) / kFrames;
    };
    return {during(-0.5f), during(0)};
}

TEST_CASE("frames: what they allocate doesn't grow with the document")
{
    const PerFrame small = allocations(100'000, 2'000), large = allocations(1'000'000, 20'000);
    MESSAGE("scrolling " << small.scrolling << " and " << large.scrolling << " bytes a frame, resting " << small.resting
                         << " and " << large.resting);
    CHECK(small.scrolling > 0);  // they are counted
    CHECK(large.scrolling < small.scrolling * 3 / 2 + 4096);
    CHECK(large.resting < small.resting * 3 / 2 + 4096);
}

}  // namespace
}  // namespace glossator
