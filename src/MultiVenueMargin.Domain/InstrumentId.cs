namespace MultiVenueMargin.Domain;

/// <summary>
/// A listed contract, in the words of the venue that lists it.
/// 1 to 96 visible characters, case kept; ordered by ordinal code.
/// The default value names nothing and is refused wherever one is required.
/// </summary>
public readonly record struct InstrumentId : IComparable<InstrumentId>
{
    private readonly string? _code;

    public InstrumentId(string code) => _code = Identifier.Require(code, maxLength: 96, nameof(code));

    public string Code => _code ?? string.Empty;

    public bool IsDefault => _code is null;

    public int CompareTo(InstrumentId other) => string.CompareOrdinal(Code, other.Code);

    public override string ToString() => Code;

    public static bool operator <(InstrumentId left, InstrumentId right) => left.CompareTo(right) < 0;

    public static bool operator >(InstrumentId left, InstrumentId right) => left.CompareTo(right) > 0;

    public static bool operator <=(InstrumentId left, InstrumentId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(InstrumentId left, InstrumentId right) => left.CompareTo(right) >= 0;
}
