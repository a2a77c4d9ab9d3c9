namespace MultiVenueMargin.Domain;

/// <summary>
/// A signed number of contracts or coins: long or owned is positive, short or owed is negative. Exact, at most ±10^18,
/// up to 28 significant digits; ordered by value. A sum that needs more digits is rounded half to even in the 28th, which
/// at 10^18 is 10^-10 of a coin. The default value is zero, flat.
/// </summary>
public readonly record struct Quantity : IComparable<Quantity>
{
    public const decimal Largest = 1_000_000_000_000_000_000m;

    public Quantity(decimal value)
    {
        if (value is < -Largest or > Largest)
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "A quantity is at most 10^18 in size.");
        }

        Value = value;
    }

    public decimal Value { get; }

    public static Quantity Zero => default;

    public static Quantity operator +(Quantity left, Quantity right) => new(left.Value + right.Value);

    public static Quantity operator -(Quantity left, Quantity right) => new(left.Value - right.Value);

    public static Quantity operator -(Quantity quantity) => new(-quantity.Value);

    public int CompareTo(Quantity other) => Value.CompareTo(other.Value);

    /// <summary>The shortest exact text: no trailing zeros, no exponent, invariant.</summary>
    public override string ToString() => ExactNumber.Format(Value);

    public static bool operator <(Quantity left, Quantity right) => left.Value < right.Value;

    public static bool operator >(Quantity left, Quantity right) => left.Value > right.Value;

    public static bool operator <=(Quantity left, Quantity right) => left.Value <= right.Value;

    public static bool operator >=(Quantity left, Quantity right) => left.Value >= right.Value;
}
