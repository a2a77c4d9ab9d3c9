namespace MultiVenueMargin.Domain;

/// <summary>
/// Names a margin model: <c>house</c>, <c>deribit-pm</c>. 1 to 32 visible characters, case kept, ordered by ordinal code.
/// The default value names nothing.
/// </summary>
public readonly record struct ModelName : IComparable<ModelName>
{
    private const int Longest = 32;

    private readonly string? _code;

    public ModelName(string code) => _code = Identifier.Require(code, Longest, nameof(code));

    public string Code => _code ?? string.Empty;

    public bool IsDefault => _code is null;

    public int CompareTo(ModelName other) => string.CompareOrdinal(Code, other.Code);

    public override string ToString() => Code;

    public static bool operator <(ModelName left, ModelName right) => left.CompareTo(right) < 0;

    public static bool operator >(ModelName left, ModelName right) => left.CompareTo(right) > 0;

    public static bool operator <=(ModelName left, ModelName right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ModelName left, ModelName right) => left.CompareTo(right) >= 0;
}
