#include <algorithm>
#include <set>

#include "core/base/utf8.h"
#include "core/io/docbin_parts.h"
#include "core/io/json_lines.h"
#include "core/io/msgpack.h"
#include "core/io/spacy_strings.h"
#include "core/io/zlib_stream.h"

namespace glossator {

namespace {

constexpr TokenAttribute kAttributes[] = {TokenAttribute::Orth, TokenAttribute::EntIob, TokenAttribute::EntType,
                                          TokenAttribute::EntKbId};

void put_little(std::string& out, uint64_t value, size_t size)
{
    for (size_t i = 0; i < size; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
}

void put_big(std::string& out, uint64_t value, size_t size)
{
    for (size_t i = size; i-- > 0;) out += static_cast<char>(value >> (8 * i) & 0xFF);
}

// Doc after Doc, as columns of all.
class Packer {
public:
    Status add(JsonValue doc)
    {
        text_ = doc["text"].string();
        starts_.clear();
        for (size_t at = 0; at < text_.size(); at += decode_utf8(text_, at).length) starts_.push_back(at);
        starts_.push_back(text_.size());
        read_tokens(doc["tokens"]);
        std::vector<Row> rows(tokens_.size());
        for (size_t i = 0; i < tokens_.size(); ++i) rows[i].orth = id(words(tokens_[i]));
        for (const JsonValue ent : doc["ents"].children()) {
            const TokenSpan at = tokens_of(ent);
            if (at.begin == at.end) return fail(ErrorCode::Invalid, "a span isn't made of tokens");
            for (size_t i = at.begin; i < at.end; ++i)
                rows[i] = {rows[i].orth, i == at.begin ? kIobBegin : kIobInside, id(ent["label"].string()),
                           id(ent["kb_id"].string())};
        }
        for (const Row& row : rows)
            for (const uint64_t value : {row.orth, row.iob, row.type, row.kb_id}) put_little(table_, value, 8);
        put_little(lengths_, tokens_.size(), 4);
        groups_.binary(pack_groups(doc["spans"]));
        MsgPackWriter user_data;
        user_data.map(1).string(kBesideKey).string(doc["_"][kBesideKey].string());
        user_data_.binary(user_data.take());
        ++count_;
        return {};
    }

    std::string take()
    {
        MsgPackWriter out;
        out.map(10).string("version").string("0.1").string("attrs").list(std::size(kAttributes));
        for (const TokenAttribute attribute : kAttributes) out.number(static_cast<uint64_t>(attribute));
        out.string("tokens").binary(table_).string("spaces").binary(spaces_).string("lengths").binary(lengths_);
        out.string("strings").list(strings_.size());
        for (const std::string& string : strings_) out.string(string);
        out.string("cats").list(count_);
        for (size_t i = 0; i < count_; ++i) out.map(0);
        out.string("flags").list(count_);
        for (size_t i = 0; i < count_; ++i) out.map(1).string("has_unknown_spaces").boolean(false);
        out.string("span_groups").list(count_).raw(groups_.take());
        out.string("user_data").list(count_).raw(user_data_.take());
        return write_zlib(out.take());
    }

private:
    struct TokenSpan {  // tokens, half open
        size_t begin = 0, end = 0;
    };
    struct Row {
        uint64_t orth = 0, iob = kIobOutside, type = 0, kb_id = 0;
    };
    struct Token {  // code points
        uint32_t begin, end;
    };

    uint64_t id(std::string_view string)
    {
        if (!string.empty()) strings_.emplace(string);
        return spacy_id(string);
    }

    std::string_view words(const Token& token) const
    {
        return std::string_view(text_).substr(starts_[token.begin], starts_[token.end] - starts_[token.begin]);
    }

    void read_tokens(JsonValue tokens)
    {
        tokens_.clear();
        for (const JsonValue token : tokens.children())
            tokens_.push_back({token["start"].unsigned32().value_or(0), token["end"].unsigned32().value_or(0)});
        const auto end = static_cast<uint32_t>(starts_.size() - 1);
        for (size_t i = 0; i < tokens_.size(); ++i)
            spaces_ += static_cast<char>(tokens_[i].end < (i + 1 < tokens_.size() ? tokens_[i + 1].begin : end));
    }

    TokenSpan tokens_of(JsonValue span) const
    {
        const uint32_t begin = span["start"].unsigned32().value_or(0), end = span["end"].unsigned32().value_or(0);
        const auto first = std::lower_bound(tokens_.begin(), tokens_.end(), begin,
                                            [](const Token& token, uint32_t at) { return token.begin < at; });
        const auto last =
            std::lower_bound(first, tokens_.end(), end, [](const Token& token, uint32_t at) { return token.end < at; });
        if (first == tokens_.end() || first->begin != begin || last == tokens_.end() || last->end != end) return {};
        return {static_cast<size_t>(first - tokens_.begin()), static_cast<size_t>(last - tokens_.begin()) + 1};
    }

    // Each span in 40 bytes, big endian: id, knowledge base's id, label, first token, token behind the last, and the
    // same in code points.
    std::string pack_groups(JsonValue groups)
    {
        MsgPackWriter out;
        if (groups.size() == 0) return out.list(0).take();
        out.map(groups.size());
        for (const JsonValue group : groups.children()) {
            MsgPackWriter packed;
            packed.map(3).string("name").string(group.key()).string("attrs").map(0).string("spans").list(group.size());
            for (const JsonValue span : group.children()) {
                const TokenSpan at = tokens_of(span);
                std::string bytes;
                for (const char* key : {"id", "kb_id", "label"}) put_big(bytes, id(span[key].string()), 8);
                for (const uint64_t place : {uint64_t{at.begin}, uint64_t{at.end}}) put_big(bytes, place, 4);
                for (const char* key : {"start", "end"}) put_big(bytes, span[key].unsigned32().value_or(0), 4);
                packed.binary(bytes);
            }
            out.binary(packed.take()).list(1).string(group.key());
        }
        return out.take();
    }

    std::string text_;            // of the document at hand
    std::vector<size_t> starts_;  // its code points, then its end
    std::vector<Token> tokens_;

    size_t count_ = 0;
    std::string table_, spaces_, lengths_;
    std::set<std::string> strings_;
    MsgPackWriter groups_, user_data_;
};

}  // namespace

Result<std::string> pack_docbin(std::string_view lines)
{
    Packer packer;
    if (Status sound = for_each_json_line(lines, [&](JsonValue doc) { return packer.add(doc); }); !sound)
        return fail(sound.error());
    return packer.take();
}

}  // namespace glossator
