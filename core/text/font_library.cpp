#include "core/text/font_library.h"

#include <algorithm>
#include <utility>

#include "core/base/utf8.h"
#include "core/text/invisible.h"

namespace glossator {
namespace {

constexpr char32_t kEmojiSelector = 0xFE0F;

bool covers(const FontFace& face, std::string_view cluster)
{
    for (size_t at = 0; at < cluster.size();) {
        const Decoded c = decode_utf8(cluster, at);
        if (!is_default_ignorable(c.code_point) && !face.has(c.code_point)) return false;
        at += c.length;
    }
    return true;
}

bool asks_for_color(std::string_view cluster)
{
    for (size_t at = 0; at < cluster.size();) {
        const Decoded c = decode_utf8(cluster, at);
        if (c.code_point == kEmojiSelector) return true;
        at += c.length;
    }
    return false;
}

template <class T>
bool contains(const std::vector<T>& list, const T& value)
{
    return std::find(list.begin(), list.end(), value) != list.end();
}

}  // namespace

FontLibrary::FontLibrary(std::vector<FontPack> packs, PlatformGlyphs* platform) : platform_(platform)
{
    for (const bool for_languages : {true, false})  // those for certain languages come first, wherever they are listed
        for (FontPack& pack : packs)
            if (pack.languages.empty() != for_languages) packs_.push_back({pack});
}

void FontLibrary::changed()
{
    ++revision_;
    words_.clear();
    cached_glyphs_ = 0;
}

void FontLibrary::set_base(FontStyle style, std::unique_ptr<FontFace> face)
{
    bases_[static_cast<size_t>(style)] = std::move(face);
    changed();
}

void FontLibrary::set_pack(std::string_view name, std::unique_ptr<FontFace> face)
{
    for (Pack& pack : packs_) {
        if (pack.about.name != name) continue;
        pack.state = face ? State::Loaded : State::Failed;
        pack.face = std::move(face);
        return changed();
    }
}

std::vector<std::string> FontLibrary::take_wanted()
{
    std::vector<std::string> wanted;
    for (Pack& pack : packs_) {
        if (pack.state != State::Wanted) continue;
        pack.state = State::Asked;
        wanted.push_back(pack.about.name);
    }
    return wanted;
}

bool FontLibrary::is_waiting() const
{
    return waits_for_platform_ || std::any_of(packs_.begin(), packs_.end(), is_coming);
}

void FontLibrary::look_again()
{
    if (!waits_for_platform_ || !platform_->ready()) return;
    waits_for_platform_ = false;
    changed();
}

const FontFace* FontLibrary::face(FaceId id) const
{
    const auto index = static_cast<size_t>(id);
    if (index < kFontStyles) return bases_[index].get();
    return index - kFontStyles < packs_.size() ? packs_[index - kFontStyles].face.get() : nullptr;
}

std::optional<FaceId> FontLibrary::pack_for(std::string_view cluster, Script script, std::string_view language)
{
    const std::string primary(language.substr(0, language.find('-')));
    for (size_t i = 0; i < packs_.size(); ++i) {
        Pack& pack = packs_[i];
        if (!contains(pack.about.scripts, script)) continue;
        if (!pack.about.languages.empty() && !contains(pack.about.languages, primary)) continue;
        if (pack.state == State::Unasked) pack.state = State::Wanted;
        if (is_coming(pack)) return FaceId::Coming;
        if (pack.face && covers(*pack.face, cluster)) return static_cast<FaceId>(kFontStyles + i);
    }
    return std::nullopt;
}

FaceId FontLibrary::face_for(std::string_view cluster, FontStyle style, Script script, std::string_view language)
{
    const FaceId own = base(style);
    const FontFace* own_face = face(own);
    const bool emoji = platform_ && asks_for_color(cluster);
    if (own_face && !emoji && covers(*own_face, cluster)) return own;
    if (!emoji)
        if (const std::optional<FaceId> pack = pack_for(cluster, script, language)) return *pack;
    if (platform_ && !platform_->ready()) {
        waits_for_platform_ = true;
        return FaceId::Coming;
    }
    if (platform_ && platform_advance(platform_glyph(cluster)) >= 0) return FaceId::Platform;
    for (size_t i = 0; i < kFontStyles + packs_.size(); ++i)
        if (const FontFace* other = face(static_cast<FaceId>(i)); other && covers(*other, cluster))
            return static_cast<FaceId>(i);
    return FaceId::Missing;
}

const std::vector<Glyph>& FontLibrary::shaped_word(FaceId face_id, const ShapingContext& context, std::string_view word)
{
    constexpr size_t kLongest = 64;  // longer stretches hardly ever come twice
    const FontFace& shaper = *face(face_id);
    if (word.size() > kLongest) {
        long_word_.clear();
        shaper.shape(word, context, long_word_);
        return long_word_;
    }
    const auto id = static_cast<uint16_t>(face_id);
    word_key_.assign({static_cast<char>(id & 0xFF), static_cast<char>(id >> 8), context.right_to_left ? '<' : '>'});
    for (int shift = 24; shift >= 0; shift -= 8) word_key_ += static_cast<char>(context.script >> shift & 0xFF);
    word_key_.append(context.language).append(1, '\0').append(word);
    if (const auto found = words_.find(word_key_); found != words_.end()) return found->second;
    if (cached_glyphs_ > kMaxCachedGlyphs) {
        words_.clear();
        cached_glyphs_ = 0;
    }
    std::vector<Glyph>& glyphs = words_[word_key_];
    shaper.shape(word, context, glyphs);
    cached_glyphs_ += glyphs.size() + 4;
    return glyphs;
}

uint32_t FontLibrary::platform_glyph(std::string_view cluster)
{
    const auto [found, added] = cluster_ids_.try_emplace(std::string(cluster), static_cast<uint32_t>(clusters_.size()));
    if (added) clusters_.push_back({found->first, platform_ ? platform_->advance(cluster).value_or(-1.0f) : -1.0f});
    return found->second;
}

}  // namespace glossator
