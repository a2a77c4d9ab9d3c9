namespace MultiVenueMargin.Domain;

/// <summary>
/// A client's own name for one request: repeating it is harmless, and another body under it is refused.
/// 1 to 128 visible characters, case kept; ordered by ordinal code.
/// The default value names nothing and is refused wherever one is required.
/// </summary>
public readonly record struct RequestId : IComparable<RequestId>
{
    private readonly string? _code;

    public RequestId(string code) => _code = Identifier.Require(code, maxLength: 128, nameof(code));

    public string Code => _code ?? string.Empty;

    public bool IsDefault => _code is null;

    public int CompareTo(RequestId other) => string.CompareOrdinal(Code, other.Code);

    public override string ToString() => Code;

    public static bool operator <(RequestId left, RequestId right) => left.CompareTo(right) < 0;

    public static bool operator >(RequestId left, RequestId right) => left.CompareTo(right) > 0;

    public static bool operator <=(RequestId left, RequestId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(RequestId left, RequestId right) => left.CompareTo(right) >= 0;
}
