namespace MultiVenueMargin.Domain;

/// <summary>
/// An exact amount of one asset; negative is owed. Adding across assets is refused: a conversion names its price
/// (<see cref="ConvertedAt"/>). Limited by <see cref="decimal"/> (±7.9·10^28, 28 significant digits, beyond which sums and
/// products are rounded half to even; overflow throws); ordered only within one asset. The default value is zero of no asset: it may be added to anything and changes nothing.
/// </summary>
public readonly record struct Money : IComparable<Money>
{
    public Money(decimal amount, Asset asset)
    {
        if (asset.IsDefault && amount != 0)
        {
            throw new ArgumentException("An amount that is not zero is an amount of some asset.", nameof(asset));
        }

        Amount = amount;
        Asset = asset;
    }

    public decimal Amount { get; }

    public Asset Asset { get; }

    /// <summary>The same value in the price's quote currency; the price is an argument so that it can be recomputed.</summary>
    public Money ConvertedAt(Price price, Asset quote) => new(Amount * price.Value, quote);

    public int CompareTo(Money other)
    {
        _ = CommonAsset(this, other);
        return Amount.CompareTo(other.Amount);
    }

    public override string ToString() => Asset.IsDefault ? "0" : $"{ExactNumber.Format(Amount)} {Asset}";

    public static Money operator +(Money left, Money right) => new(left.Amount + right.Amount, CommonAsset(left, right));

    public static Money operator -(Money left, Money right) => new(left.Amount - right.Amount, CommonAsset(left, right));

    public static Money operator -(Money money) => new(-money.Amount, money.Asset);

    public static bool operator <(Money left, Money right) => left.CompareTo(right) < 0;

    public static bool operator >(Money left, Money right) => left.CompareTo(right) > 0;

    public static bool operator <=(Money left, Money right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Money left, Money right) => left.CompareTo(right) >= 0;

    private static Asset CommonAsset(Money left, Money right)
    {
        if (left.Asset.IsDefault)
        {
            return right.Asset;
        }

        return right.Asset.IsDefault || left.Asset == right.Asset
            ? left.Asset
            : throw new InvalidOperationException($"{left.Asset} and {right.Asset} do not add; convert one at a named price first.");
    }
}
