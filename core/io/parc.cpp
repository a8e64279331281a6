#include "core/io/parc.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "core/io/links.h"
#include "core/io/project_builder.h"
#include "core/io/tokens.h"
#include "core/io/xml.h"

namespace glossator {

namespace {

constexpr std::array<const char*, 3> kRoles = {"source", "cue", "content"};

const Format kFormat = {"parc", "PARC 3 XML", {".xml"}, true, false};

// "9,12": the bytes of a word in the raw file, half open.
struct ByteCount {
    uint64_t begin, end;
};
std::optional<ByteCount> byte_count(std::string_view text)
{
    uint64_t numbers[2] = {0, 0};
    size_t which = 0, digits = 0;
    for (const char c : text) {
        if (c >= '0' && c <= '9' && ++digits < 12) {
            numbers[which] = numbers[which] * 10 + static_cast<uint64_t>(c - '0');
        } else if (c == ',' && which == 0 && digits > 0) {
            which = 1;
            digits = 0;
        } else {
            return std::nullopt;
        }
    }
    if (which == 0 || digits == 0) return std::nullopt;
    return ByteCount{numbers[0], numbers[1]};
}

class Taker {
public:
    Taker(ProjectBuilder& builder, Losses& losses) : builder_(builder), losses_(losses) {}

    Status take(const pugi::xml_node& root, const std::string& name)
    {
        if (Status sound = take_below(root); !sound) return sound;
        words_.end_sentence();
        Result<TextPtr> text = words_.take_text();
        if (!text) return fail(text.error());
        builder_.add_document(name, std::move(*text));
        if (!places_.empty()) builder_.document().segments = words_.segments("parc");
        for (const std::string& id : order_) add_attribution(id, attributions_[id]);
        return {};
    }

private:
    using Roles = std::array<std::vector<size_t>, kRoles.size()>;  // the words in each

    Status take_below(const pugi::xml_node& node)
    {
        for (const pugi::xml_node& child : node.children()) {
            if (child.type() != pugi::node_element) continue;
            const std::string_view name = child.name();
            if (name == "WORD") {
                if (Status sound = take_word(child); !sound) return sound;
                continue;
            }
            if (Status sound = take_below(child); !sound) return sound;
            if (name == "SENTENCE") {
                words_.end_sentence();
                last_.reset();
            }
        }
        return {};
    }

    Status take_word(const pugi::xml_node& word)
    {
        const std::string_view text = word.attribute("text").value();
        if (text.empty()) return fail_at(XmlDocument::offset(word), "the word has no text");
        const std::optional<ByteCount> at = byte_count(word.attribute("ByteCount").value());
        const bool is_counted = at && last_ && words_.in_sentence() && at->begin >= last_->end;
        places_.push_back(is_counted ? words_.add(text, at->begin > last_->end ? " " : "") : words_.add(text));
        last_ = at;
        for (const char* column : {"pos", "lemma"})
            if (word.attribute(column))
                losses_.add(column == std::string_view("pos") ? "parts of speech" : "lemmas",
                            word.attribute(column).value());
        for (const pugi::xml_node& child : word.children()) {
            if (child.type() != pugi::node_element) continue;
            if (std::string_view(child.name()) != "attribution") {
                losses_.add("elements in words", child.name());
                continue;
            }
            const std::string id = child.attribute("id").value();
            if (id.empty()) return fail_at(XmlDocument::offset(child), "the attribution has no id");
            const auto [known, is_new] = attributions_.emplace(id, Roles());
            if (is_new) order_.push_back(id);
            for (const pugi::xml_node& role : child.children("attributionRole"))
                take_role(role.attribute("roleValue").value(), known->second);
        }
        return {};
    }

    void take_role(std::string_view name, Roles& roles)
    {
        const auto role = std::find(kRoles.begin(), kRoles.end(), name);
        if (role == kRoles.end()) return losses_.add("roles of attributions", std::string(name));
        std::vector<size_t>& words = roles[static_cast<size_t>(role - kRoles.begin())];
        if (words.empty() || words.back() + 1 != places_.size()) words.push_back(places_.size() - 1);
    }

    void add_attribution(const std::string& id, const Roles& roles)
    {
        Attribution out;
        out.id = AttributionId(id);
        std::array<std::vector<SpanId>*, kRoles.size()> lists = {&out.sources, &out.cues, &out.contents};
        for (size_t i = 0; i < kRoles.size(); ++i)
            if (!roles[i].empty()) lists[i]->push_back(span_of(kRoles[i], roles[i]));
        if (out.sources.empty() && out.cues.empty() && out.contents.empty())
            return losses_.add("attributions without words", id);
        builder_.add(std::move(out));
    }

    // A span for the words, one for each role and place.
    SpanId span_of(const char* role, const std::vector<size_t>& words)
    {
        const auto known = spans_.find({role, words});
        if (known != spans_.end()) return known->second;
        Span span;
        span.label = builder_.label(role, "attribution");
        for (size_t i = 0; i < words.size(); ++i) {
            if (i > 0 && words[i] == words[i - 1] + 1)
                span.at.back().end = places_[words[i]].end;
            else
                span.at.push_back(places_[words[i]]);
        }
        return spans_[{role, words}] = builder_.add(std::move(span));
    }

    ProjectBuilder& builder_;
    Losses& losses_;
    Detokeniser words_;
    std::vector<TextRange> places_;  // of words
    std::optional<ByteCount> last_;
    std::map<std::string, Roles> attributions_;
    std::vector<std::string> order_;
    std::map<std::pair<std::string, std::vector<size_t>>, SpanId> spans_;
};

ReadResult read(const ReadRequest& request)
{
    const InputFile& file = request.files.front();
    const Result<XmlDocument> xml = XmlDocument::parse(file.bytes);
    if (!xml) return refuse(file, xml.error());
    ProjectBuilder builder(request);
    Losses losses;
    if (Status taken = Taker(builder, losses).take(xml->root(), file.name); !taken) return refuse(file, taken.error());
    Result<Project> project = builder.take();
    if (!project) return refuse(file, project.error());
    return ReadProject{
        std::move(*project), {"the text was put together from words, a line for each sentence"}, losses.take()};
}

bool fits(std::string_view, std::string_view bytes)
{
    constexpr size_t kSniffed = 16384;
    const std::string_view head = bytes.substr(0, kSniffed);
    const size_t word = head.find("<WORD ");
    return head.substr(0, 1) == "<" && word != std::string_view::npos &&
           head.find("ByteCount=", word) != std::string_view::npos;
}

}  // namespace

Codec parc_codec()
{
    return {kFormat, fits, nullptr, read, nullptr, nullptr};
}

}  // namespace glossator
