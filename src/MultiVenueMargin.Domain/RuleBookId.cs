namespace MultiVenueMargin.Domain;

/// <summary>
/// A line of rule sets that follow one another in time; an account is margined by the one in force of its book.
/// 1 to 64 visible characters, case kept; ordered by ordinal code.
/// The default value names nothing and is refused wherever one is required.
/// </summary>
public readonly record struct RuleBookId : IComparable<RuleBookId>
{
    private readonly string? _code;

    public RuleBookId(string code) => _code = Identifier.Require(code, maxLength: 64, nameof(code));

    public string Code => _code ?? string.Empty;

    public bool IsDefault => _code is null;

    public int CompareTo(RuleBookId other) => string.CompareOrdinal(Code, other.Code);

    public override string ToString() => Code;

    public static bool operator <(RuleBookId left, RuleBookId right) => left.CompareTo(right) < 0;

    public static bool operator >(RuleBookId left, RuleBookId right) => left.CompareTo(right) > 0;

    public static bool operator <=(RuleBookId left, RuleBookId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(RuleBookId left, RuleBookId right) => left.CompareTo(right) >= 0;
}
