namespace MultiVenueMargin.Domain;

/// <summary>
/// One underlying across all venues, chains and quote currencies: inside it everything nets (MARGIN §3).
/// 1 to 32 visible characters, case kept; ordered by ordinal code.
/// The default value names nothing and is refused wherever one is required.
/// </summary>
public readonly record struct RiskUnit : IComparable<RiskUnit>
{
    private readonly string? _code;

    public RiskUnit(string code) => _code = Identifier.Require(code, maxLength: 32, nameof(code));

    /// <summary>The coin that carries the unit's name, native to it.</summary>
    public Asset NativeCoin => new(Code);

    public string Code => _code ?? string.Empty;

    public bool IsDefault => _code is null;

    public int CompareTo(RiskUnit other) => string.CompareOrdinal(Code, other.Code);

    public override string ToString() => Code;

    public static bool operator <(RiskUnit left, RiskUnit right) => left.CompareTo(right) < 0;

    public static bool operator >(RiskUnit left, RiskUnit right) => left.CompareTo(right) > 0;

    public static bool operator <=(RiskUnit left, RiskUnit right) => left.CompareTo(right) <= 0;

    public static bool operator >=(RiskUnit left, RiskUnit right) => left.CompareTo(right) >= 0;
}
