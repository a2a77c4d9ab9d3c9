namespace MultiVenueMargin.Domain.Rules;

/// <summary>
/// A venue's rule book as a JSON document: what model it is of, where and when it was published, and its parameters. Only the
/// model knows the shape of those, so that it is carried here as it stands. The default value is an empty document.
/// </summary>
public readonly record struct RuleBookText
{
    /// <summary>Characters; the longest that ships has a tenth of it.</summary>
    public const int Longest = 65_536;

    private const string Empty = "{}";

    private readonly string? _json;

    public RuleBookText(string json) => _json = json == Empty ? null : json;

    public string Json => _json ?? Empty;

    public override string ToString() => $"a rule book of {Json.Length} characters";
}
