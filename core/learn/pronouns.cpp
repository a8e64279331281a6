#include "core/learn/pronouns.h"

namespace glossator {

bool is_pronoun(std::string_view text, const std::string& joined)
{
    constexpr std::string_view kPronouns =
        " i me my we our ours you your he him his she her hers it its they them their theirs us who whom whose which "
        "that "
        "this these those himself herself itself themselves ";
    const bool shouted = text.size() > 1 && text[1] >= 'A' && text[1] <= 'Z';  // "US" is a country
    return !shouted && kPronouns.find(" " + joined + " ") != kPronouns.npos;
}

}  // namespace glossator
