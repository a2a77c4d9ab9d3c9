namespace MultiVenueMargin.Domain;

/// <summary>
/// Somebody who was authenticated: a person or a machine. Two persons means two distinct principals.
/// 1 to 128 visible characters, case kept; ordered by ordinal code.
/// The default value names nobody and is refused wherever one is required.
/// </summary>
public readonly record struct PrincipalId : IComparable<PrincipalId>
{
    private readonly string? _code;

    public PrincipalId(string code) => _code = Identifier.Require(code, maxLength: 128, nameof(code));

    public string Code => _code ?? string.Empty;

    public bool IsDefault => _code is null;

    public int CompareTo(PrincipalId other) => string.CompareOrdinal(Code, other.Code);

    public override string ToString() => Code;

    public static bool operator <(PrincipalId left, PrincipalId right) => left.CompareTo(right) < 0;

    public static bool operator >(PrincipalId left, PrincipalId right) => left.CompareTo(right) > 0;

    public static bool operator <=(PrincipalId left, PrincipalId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(PrincipalId left, PrincipalId right) => left.CompareTo(right) >= 0;
}
