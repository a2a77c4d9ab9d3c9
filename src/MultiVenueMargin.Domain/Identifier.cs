namespace MultiVenueMargin.Domain;

/// <summary>The one rule for every name that identifies something: 1 to n visible characters without white space.</summary>
public static class Identifier
{
    public static bool IsValid(string? text, int maxLength)
    {
        if (string.IsNullOrEmpty(text) || text.Length > maxLength)
        {
            return false;
        }

        foreach (var character in text)
        {
            // Lone surrogates are refused too: such a name could not be written back as UTF-8.
            if (char.IsWhiteSpace(character) || char.IsControl(character) || char.IsSurrogate(character))
            {
                return false;
            }
        }

        return true;
    }

    internal static string Require(string text, int maxLength, string argument)
    {
        ArgumentNullException.ThrowIfNull(text, argument);
        return IsValid(text, maxLength)
            ? text
            : throw new ArgumentException($"An identifier has 1 to {maxLength} visible characters without spaces.", argument);
    }
}
