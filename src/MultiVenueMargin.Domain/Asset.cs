namespace MultiVenueMargin.Domain;

/// <summary>
/// The code of something that can be owned or owed: a coin, a stablecoin, a fiat currency, a wrapped or staked token.
/// 1 to 32 visible characters, case kept (<c>stETH</c> is not <c>STETH</c>); ordered by ordinal code.
/// The default value names nothing and is refused wherever an asset is required.
/// </summary>
public readonly record struct Asset : IComparable<Asset>
{
    private readonly string? _code;

    public Asset(string code) => _code = Identifier.Require(code, maxLength: 32, nameof(code));

    /// <summary>The house currency: every figure of a report is in it.</summary>
    public static Asset Usd { get; } = new("USD");

    public string Code => _code ?? string.Empty;

    public bool IsDefault => _code is null;

    public int CompareTo(Asset other) => string.CompareOrdinal(Code, other.Code);

    public override string ToString() => Code;

    public static bool operator <(Asset left, Asset right) => left.CompareTo(right) < 0;

    public static bool operator >(Asset left, Asset right) => left.CompareTo(right) > 0;

    public static bool operator <=(Asset left, Asset right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Asset left, Asset right) => left.CompareTo(right) >= 0;
}
