using System.Globalization;

namespace MultiVenueMargin.Domain;

/// <summary>
/// The one rule for every name that identifies something: 1 to n visible characters without white space. Letters of any
/// script are allowed (venues list them); characters that cannot be seen are not, so that two names that look alike to the
/// reader of a report cannot differ in nothing but a zero-width space or a change of writing direction.
/// </summary>
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
            // Surrogates are refused, paired or not: a lone one could not be written back as UTF-8, and ordinal order
            // over pairs is not the order of their code points, in which other languages sort.
            if (char.IsWhiteSpace(character) || char.IsControl(character) || char.IsSurrogate(character)
                || CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.Format or UnicodeCategory.PrivateUse)
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
