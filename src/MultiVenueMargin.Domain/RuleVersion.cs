namespace MultiVenueMargin.Domain;

/// <summary>
/// Names one rule set, so that a figure can be recomputed from it.
/// 1 to 96 visible characters, case kept; ordered by ordinal code.
/// The default value names nothing and is refused wherever one is required.
/// </summary>
public readonly record struct RuleVersion : IComparable<RuleVersion>
{
    private readonly string? _code;

    public RuleVersion(string code) => _code = Identifier.Require(code, maxLength: 96, nameof(code));

    public string Code => _code ?? string.Empty;

    public bool IsDefault => _code is null;

    public int CompareTo(RuleVersion other) => string.CompareOrdinal(Code, other.Code);

    public override string ToString() => Code;

    public static bool operator <(RuleVersion left, RuleVersion right) => left.CompareTo(right) < 0;

    public static bool operator >(RuleVersion left, RuleVersion right) => left.CompareTo(right) > 0;

    public static bool operator <=(RuleVersion left, RuleVersion right) => left.CompareTo(right) <= 0;

    public static bool operator >=(RuleVersion left, RuleVersion right) => left.CompareTo(right) >= 0;
}
