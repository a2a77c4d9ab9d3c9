namespace MultiVenueMargin.Accounts;

/// <summary>What somebody writes to give a reason: something, on one line, and not too much of it.</summary>
internal static class Words
{
    /// <returns>What is wrong with it; null when it is sound.</returns>
    public static CommandRefused? Check(string? text, string field)
    {
        var fault = text is null || string.IsNullOrWhiteSpace(text) ? "Say why."
            : text.Length > Limits.ReasonLength ? $"It has {text.Length} characters; at most {Limits.ReasonLength} are kept."
            : text.Any(char.IsControl) ? "It has control characters; write it on one line."
            : !IsUnicode(text) ? "It has half of a character that is two; send well-formed text."
            : null;
        return fault is null ? null : new CommandRefused(Refusal.Malformed, field, fault);
    }

    private static bool IsUnicode(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return false;
            }
        }

        return true;
    }
}
