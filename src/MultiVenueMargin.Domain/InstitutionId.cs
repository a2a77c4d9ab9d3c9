namespace MultiVenueMargin.Domain;

/// <summary>
/// A client of the platform: the firm that owns accounts.
/// 1 to 64 visible characters, case kept; ordered by ordinal code.
/// The default value names nothing and is refused wherever one is required.
/// </summary>
public readonly record struct InstitutionId : IComparable<InstitutionId>
{
    private readonly string? _code;

    public InstitutionId(string code) => _code = Identifier.Require(code, maxLength: 64, nameof(code));

    public string Code => _code ?? string.Empty;

    public bool IsDefault => _code is null;

    public int CompareTo(InstitutionId other) => string.CompareOrdinal(Code, other.Code);

    public override string ToString() => Code;

    public static bool operator <(InstitutionId left, InstitutionId right) => left.CompareTo(right) < 0;

    public static bool operator >(InstitutionId left, InstitutionId right) => left.CompareTo(right) > 0;

    public static bool operator <=(InstitutionId left, InstitutionId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(InstitutionId left, InstitutionId right) => left.CompareTo(right) >= 0;
}
