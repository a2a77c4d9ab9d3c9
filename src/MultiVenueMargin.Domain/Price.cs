namespace MultiVenueMargin.Domain;

/// <summary>
/// What one unit costs in its quote currency. Exact, from 0 to 10^12, up to 28 significant digits; ordered by value.
/// A price is never negative here: contracts that can trade below zero are refused at the edge. The default value is zero:
/// worthless, which is not the same as unknown (an unknown price is an absent one).
/// </summary>
public readonly record struct Price : IComparable<Price>
{
    public const decimal Largest = 1_000_000_000_000m;

    public Price(decimal value)
    {
        if (value is < 0 or > Largest)
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "A price lies between 0 and 10^12.");
        }

        Value = value;
    }

    public decimal Value { get; }

    public int CompareTo(Price other) => Value.CompareTo(other.Value);

    /// <summary>The shortest exact text: no trailing zeros, no exponent, invariant.</summary>
    public override string ToString() => ExactNumber.Format(Value);

    public static bool operator <(Price left, Price right) => left.Value < right.Value;

    public static bool operator >(Price left, Price right) => left.Value > right.Value;

    public static bool operator <=(Price left, Price right) => left.Value <= right.Value;

    public static bool operator >=(Price left, Price right) => left.Value >= right.Value;
}
