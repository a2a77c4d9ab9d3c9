namespace MultiVenueMargin.Host.Serving;

/// <summary>One sign of life, with the words for it.</summary>
internal readonly record struct Vital(bool IsGood, string Text)
{
    public static Vital Good(string text) => new(true, text);

    public static Vital Bad(string text) => new(false, text);
}
