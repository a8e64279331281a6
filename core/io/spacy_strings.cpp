#include "core/io/spacy_strings.h"

#include <algorithm>
#include <string>
#include <unordered_map>

namespace glossator {

namespace {

// spaCy's symbols in the order of their numbers, which begin with 1; between these three parts stand FLAG19 to FLAG63
// and DEPRECATED001 to DEPRECATED276. The order is the same in spaCy 3.5 to 3.8.
constexpr std::string_view kAttributes =
    "IS_ALPHA IS_ASCII IS_DIGIT IS_LOWER IS_PUNCT IS_SPACE IS_TITLE IS_UPPER LIKE_URL LIKE_NUM LIKE_EMAIL "
    "IS_STOP IS_OOV_DEPRECATED IS_BRACKET IS_QUOTE IS_LEFT_PUNCT IS_RIGHT_PUNCT IS_CURRENCY";
constexpr std::string_view kParts =
    "ID ORTH LOWER NORM SHAPE PREFIX SUFFIX LENGTH CLUSTER LEMMA POS TAG DEP ENT_IOB ENT_TYPE HEAD "
    "SENT_START SPACY PROB LANG ADJ ADP ADV AUX CONJ CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ "
    "SYM VERB X EOL SPACE";
constexpr std::string_view kLabels =
    "PERSON NORP FACILITY ORG GPE LOC PRODUCT EVENT WORK_OF_ART LANGUAGE LAW DATE TIME PERCENT MONEY "
    "QUANTITY ORDINAL CARDINAL acomp advcl advmod agent amod appos attr aux auxpass cc ccomp complm conj "
    "cop csubj csubjpass dep det dobj expl hmod hyph infmod intj iobj mark meta neg nmod nn npadvmod "
    "nsubj nsubjpass num number oprd obj obl parataxis partmod pcomp pobj poss possessive preconj prep "
    "prt punct quantmod relcl rcmod root xcomp acl ENT_KB_ID MORPH ENT_ID IDX _";

using Symbols = std::unordered_map<std::string, uint64_t>;

void add_words(Symbols& symbols, std::string_view words)
{
    for (size_t begin = 0; begin < words.size();) {
        const size_t end = std::min(words.find(' ', begin), words.size());
        symbols.emplace(words.substr(begin, end - begin), symbols.size() + 1);
        begin = end + 1;
    }
}

Symbols make_symbols()
{
    Symbols out;
    add_words(out, kAttributes);
    for (int i = 19; i <= 63; ++i) out.emplace("FLAG" + std::to_string(i), out.size() + 1);
    add_words(out, kParts);
    for (int i = 1001; i <= 1276; ++i) out.emplace("DEPRECATED" + std::to_string(i).substr(1), out.size() + 1);
    add_words(out, kLabels);
    return out;
}

uint64_t little_endian(std::string_view bytes)
{
    uint64_t out = 0;
    for (size_t i = bytes.size(); i-- > 0;) out = out << 8 | static_cast<unsigned char>(bytes[i]);
    return out;
}

// MurmurHash64A of Austin Appleby's MurmurHash2, which is in the public domain.
uint64_t murmur_hash(std::string_view bytes, uint64_t seed)
{
    constexpr uint64_t kFactor = 0xC6A4A7935BD1E995;
    constexpr int kShift = 47;
    uint64_t hash = seed ^ (bytes.size() * kFactor);
    for (; bytes.size() >= 8; bytes.remove_prefix(8)) {
        uint64_t part = little_endian(bytes.substr(0, 8)) * kFactor;
        part ^= part >> kShift;
        hash = (hash ^ part * kFactor) * kFactor;
    }
    if (!bytes.empty()) hash = (hash ^ little_endian(bytes)) * kFactor;
    hash = (hash ^ hash >> kShift) * kFactor;
    return hash ^ hash >> kShift;
}

}  // namespace

uint64_t spacy_id(std::string_view text)
{
    static const Symbols kSymbols = make_symbols();
    if (text.empty()) return 0;
    const auto symbol = kSymbols.find(std::string(text));
    return symbol == kSymbols.end() ? murmur_hash(text, 1) : symbol->second;
}

}  // namespace glossator
