#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>

#include <imgui.h>

#include "core/text/font_library.h"

namespace glossator {

// The pixels of glyphs, made when they are first drawn, in the texture that ImGui keeps for its own: so text and the
// boxes around it are one draw call. Glyphs stand at quarters of a device pixel, hence look the same wherever a word
// begins. What hasn't been drawn for long makes room when there are many.
class GlyphAtlas {
public:
    // `fonts` outlives the atlas.
    explicit GlyphAtlas(const FontLibrary& fonts) : fonts_(fonts) {}

    // Once a frame, before anything is drawn. `density`: device pixels a px.
    void begin_frame(float density);
    // Draws a glyph of a face or of the platform with its pen at `pen`, px of the screen; y is the baseline.
    // Where all is turned at the end (see ui/right_to_left.h), `turned_at` is the width of the screen, else 0.
    void draw(ImDrawList& draw, FaceId face, uint32_t glyph, float size_px, ImVec2 pen, ImU32 color, float turned_at);
    // True if a glyph of this frame found no room: the next frames make some, and draw it.
    bool is_full() const { return is_full_; }

private:
    struct Key {
        uint64_t glyph;  // face and id
        uint32_t size;   // quarter device pixels
        uint8_t phase;   // quarters of a device pixel
        bool light;      // drawn in a light ink
        friend bool operator==(const Key&, const Key&) = default;
    };
    struct Hash {
        size_t operator()(const Key& key) const;
    };
    struct Entry {
        ImFontAtlasRectId rect = ImFontAtlasRectId_Invalid;  // invalid: nothing to draw
        int left = 0, top = 0;                               // device pixels from the pen
        bool colored = false;
        uint64_t drawn_in = 0;  // frame
    };
    static constexpr size_t kMaxGlyphs = 12'000;
    static constexpr uint64_t kKeptFrames = 240;

    // Nothing if there is no room.
    std::optional<Entry> make(const Key& key, FaceId face, uint32_t glyph, float device_size) const;
    void forget_older_than(uint64_t frames);

    const FontLibrary& fonts_;
    std::unordered_map<Key, Entry, Hash> entries_;
    float density_ = 1;
    uint64_t frame_ = 0;
    bool is_full_ = false;
};

// What a glyph's coverage (0 to 255) becomes, so that strokes look equally strong in either ink: blending in sRGB makes
// a dark ink too thin on a light ground and a light one too fat on a dark ground.
uint8_t coverage_for_ink(uint8_t coverage, bool light_ink);

}  // namespace glossator
