#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/text/font_face.h"

namespace glossator {

// What a text is set in; each has a face of its own for the scripts that everything comes with.
enum class FontStyle : uint8_t { Interface, Strong, Reading };
inline constexpr size_t kFontStyles = 3;

// A font that is loaded only when a text needs it.
struct FontPack {
    std::string name;                         // of its file
    std::vector<Script> scripts;              // that it is for
    std::vector<std::string> languages = {};  // if any, it serves only texts in these, and before all others
};

// The pixels of a grapheme cluster from the pen's place on the baseline, y downwards; RGBA, not premultiplied.
struct ClusterImage {
    int left = 0, top = 0, width = 0, height = 0;
    bool colored = false;  // else white, to be tinted
    std::vector<uint8_t> rgba = {};
};

// Draws what no font here has with the machine's own fonts, one grapheme cluster at a time.
class PlatformGlyphs {
public:
    virtual ~PlatformGlyphs() = default;
    // Whether it can be asked now. If not, it gets ready and sees to it that a frame is drawn then.
    virtual bool ready() { return true; }
    // Parts of the em square; nothing if the machine has no glyph for it either.
    virtual std::optional<float> advance(std::string_view cluster) = 0;
    virtual ClusterImage rasterise(std::string_view cluster, float size_px) = 0;
};

// All faces, and which of them shows what. Owned by the app; views hold FaceIds. The first face of a style should have
// a blank, which stands in where nothing is drawn.
class FontLibrary {
public:
    explicit FontLibrary(std::vector<FontPack> packs = {}, PlatformGlyphs* platform = nullptr);

    void set_base(FontStyle style, std::unique_ptr<FontFace> face);
    // A pack that was wanted, or null if it can't be had: its scripts are then left to other packs and the platform.
    void set_pack(std::string_view name, std::unique_ptr<FontFace> face);
    // The packs that texts have asked for since the last call, each given once.
    std::vector<std::string> take_wanted();
    // Whether something is Coming: a pack that was neither set nor given up, or the platform.
    bool is_waiting() const;
    // To be called before a frame: what the platform was not ready for may now be had.
    void look_again();
    // Changes whenever what was shaped before may come out otherwise.
    uint64_t revision() const { return revision_; }

    // The face for a grapheme cluster of a text in `script` and `language`: the style's own, a pack, Coming, the
    // platform, or Missing. Asks for a pack that isn't there yet.
    FaceId face_for(std::string_view cluster, FontStyle style, Script script, std::string_view language);
    FaceId base(FontStyle style) const { return static_cast<FaceId>(style); }
    // Null for Platform and Missing, and where a base face was never set.
    const FontFace* face(FaceId id) const;

    // Glyphs of a word in `face`, lengths in parts of the em square. Holds until the next call.
    const std::vector<Glyph>& shaped_word(FaceId face, const ShapingContext& context, std::string_view word);

    // Clusters that the platform draws, as glyph ids.
    uint32_t platform_glyph(std::string_view cluster);
    std::string_view cluster_of(uint32_t platform_glyph) const { return clusters_[platform_glyph].text; }
    float platform_advance(uint32_t platform_glyph) const { return clusters_[platform_glyph].advance; }
    PlatformGlyphs* platform() const { return platform_; }

private:
    enum class State : uint8_t { Unasked, Wanted, Asked, Loaded, Failed };
    struct Pack {
        FontPack about;
        State state = State::Unasked;
        std::unique_ptr<FontFace> face = nullptr;
    };
    static bool is_coming(const Pack& pack) { return pack.state == State::Wanted || pack.state == State::Asked; }
    struct Cluster {
        std::string text;
        float advance;  // negative: the platform has no glyph for it
    };
    static constexpr size_t kMaxCachedGlyphs = 200'000;

    void changed();
    std::optional<FaceId> pack_for(std::string_view cluster, Script script, std::string_view language);

    std::unique_ptr<FontFace> bases_[kFontStyles];
    std::vector<Pack> packs_;
    PlatformGlyphs* platform_;
    bool waits_for_platform_ = false;
    uint64_t revision_ = 1;

    std::vector<Cluster> clusters_;
    std::unordered_map<std::string, uint32_t> cluster_ids_;
    std::unordered_map<std::string, std::vector<Glyph>> words_;
    std::string word_key_;
    std::vector<Glyph> long_word_;
    size_t cached_glyphs_ = 0;
};

}  // namespace glossator
