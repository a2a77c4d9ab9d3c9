namespace MultiVenueMargin.Golden.Vectors.Systems;

/// <summary>How vectors about positions write what is the same everywhere.</summary>
internal static class PositionInputs
{
    /// <summary>1 or −1 for <c>long</c> and <c>short</c>, or for the number itself.</summary>
    public static decimal SideOf(InputObject inputs)
    {
        var side = inputs.Get("side");
        if (side.Json.ValueKind == System.Text.Json.JsonValueKind.Number)
        {
            return Math.Sign(side.Number());
        }

        return side.Text() switch
        {
            "long" => 1m,
            "short" => -1m,
            _ => throw side.Refused("long or short is expected"),
        };
    }

    /// <summary>Every key with its number.</summary>
    public static IReadOnlyList<KeyValuePair<string, decimal>> Numbers(InputValue? amounts) =>
        amounts is { } given ? [.. given.Fields().Entries().Select(entry => new KeyValuePair<string, decimal>(entry.Key, entry.Value.Number()))] : [];

    public static decimal NumberOr(this InputObject inputs, string key, decimal otherwise) => inputs.Find(key)?.Number() ?? otherwise;
}
