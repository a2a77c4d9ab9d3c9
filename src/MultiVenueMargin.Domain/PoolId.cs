namespace MultiVenueMargin.Domain;

/// <summary>
/// A part of an account that is margined alone. The cross pool is the one everything belongs to unless said otherwise.
/// 1 to 64 visible characters, case kept; ordered by ordinal code.
/// The default value names nothing and is refused wherever one is required.
/// </summary>
public readonly record struct PoolId : IComparable<PoolId>
{
    private readonly string? _code;

    public PoolId(string code) => _code = Identifier.Require(code, maxLength: 64, nameof(code));

    public static PoolId Cross { get; } = new("cross");

    public string Code => _code ?? string.Empty;

    public bool IsDefault => _code is null;

    public int CompareTo(PoolId other) => string.CompareOrdinal(Code, other.Code);

    public override string ToString() => Code;

    public static bool operator <(PoolId left, PoolId right) => left.CompareTo(right) < 0;

    public static bool operator >(PoolId left, PoolId right) => left.CompareTo(right) > 0;

    public static bool operator <=(PoolId left, PoolId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(PoolId left, PoolId right) => left.CompareTo(right) >= 0;
}
