namespace MultiVenueMargin.Domain;

/// <summary>
/// An amount in the house currency, in which every margin figure is reported. Exact; limited by <see cref="decimal"/>
/// (overflow throws); ordered by value. The default value is zero. Reported figures lie on a grid of 10^-8 USD:
/// requirements are rounded up to it and collateral down, so that rounding never flatters an account (MARGIN §1).
/// </summary>
public readonly record struct Usd : IComparable<Usd>
{
    /// <summary>The finest step of a reported figure.</summary>
    public const decimal Step = 0.00000001m;

    public Usd(decimal amount) => Amount = amount;

    public decimal Amount { get; }

    public static Usd Zero => default;

    /// <summary>Rounded towards +∞ to 10^-8: for what is required.</summary>
    public static Usd Up(decimal amount) => new(decimal.Round(amount, 8, MidpointRounding.ToPositiveInfinity));

    /// <summary>Rounded towards −∞ to 10^-8: for what is counted in the account's favour.</summary>
    public static Usd Down(decimal amount) => new(decimal.Round(amount, 8, MidpointRounding.ToNegativeInfinity));

    public static Usd Max(Usd left, Usd right) => left.Amount >= right.Amount ? left : right;

    public static Usd Min(Usd left, Usd right) => left.Amount <= right.Amount ? left : right;

    public static Usd Sum(IEnumerable<Usd> amounts)
    {
        var total = 0m;
        foreach (var amount in amounts)
        {
            total += amount.Amount;
        }

        return new Usd(total);
    }

    public int CompareTo(Usd other) => Amount.CompareTo(other.Amount);

    /// <summary>The shortest exact text: no trailing zeros, no exponent, invariant.</summary>
    public override string ToString() => ExactNumber.Format(Amount);

    public static Usd operator +(Usd left, Usd right) => new(left.Amount + right.Amount);

    public static Usd operator -(Usd left, Usd right) => new(left.Amount - right.Amount);

    public static Usd operator -(Usd amount) => new(-amount.Amount);

    public static bool operator <(Usd left, Usd right) => left.Amount < right.Amount;

    public static bool operator >(Usd left, Usd right) => left.Amount > right.Amount;

    public static bool operator <=(Usd left, Usd right) => left.Amount <= right.Amount;

    public static bool operator >=(Usd left, Usd right) => left.Amount >= right.Amount;
}
