namespace MultiVenueMargin.Domain;

/// <summary>
/// A dimensionless share: 0.02 is two per cent. Exact, between −1000 and 1000, up to 28 significant digits; ordered by
/// value. The default value is zero.
/// </summary>
public readonly record struct Rate : IComparable<Rate>
{
    public const decimal Largest = 1_000m;

    public Rate(decimal value)
    {
        if (value is < -Largest or > Largest)
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "A rate lies between −1000 and 1000 (1 is 100 %).");
        }

        Value = value;
    }

    public decimal Value { get; }

    public static Rate Zero => default;

    public int CompareTo(Rate other) => Value.CompareTo(other.Value);

    /// <summary>The shortest exact text: no trailing zeros, no exponent, invariant.</summary>
    public override string ToString() => ExactNumber.Format(Value);

    public static bool operator <(Rate left, Rate right) => left.Value < right.Value;

    public static bool operator >(Rate left, Rate right) => left.Value > right.Value;

    public static bool operator <=(Rate left, Rate right) => left.Value <= right.Value;

    public static bool operator >=(Rate left, Rate right) => left.Value >= right.Value;
}
