namespace MultiVenueMargin.Domain;

/// <summary>
/// Where collateral lies and positions are held: a venue, a custodian or a chain.
/// 1 to 64 visible characters, case kept; ordered by ordinal code.
/// The default value names nothing and is refused wherever one is required.
/// </summary>
public readonly record struct LocationId : IComparable<LocationId>
{
    private readonly string? _code;

    public LocationId(string code) => _code = Identifier.Require(code, maxLength: 64, nameof(code));

    public string Code => _code ?? string.Empty;

    public bool IsDefault => _code is null;

    public int CompareTo(LocationId other) => string.CompareOrdinal(Code, other.Code);

    public override string ToString() => Code;

    public static bool operator <(LocationId left, LocationId right) => left.CompareTo(right) < 0;

    public static bool operator >(LocationId left, LocationId right) => left.CompareTo(right) > 0;

    public static bool operator <=(LocationId left, LocationId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(LocationId left, LocationId right) => left.CompareTo(right) >= 0;
}
