using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.Valuation;
using MultiVenueMargin.Risk.RuleBooks.Books;
using MultiVenueMargin.Risk.RuleBooks.Pricing;

namespace MultiVenueMargin.Risk.RuleBooks.Derive;

/// <summary>
/// A book as an account at Derive: cash in USDC, in which every profit is paid one to one; one perpetual per underlying; options by
/// expiry; coins. A coin-settled perpetual or option pays the same in dollars as the linear one of its delta, and is read as that.
/// </summary>
internal sealed class DeriveAccount
{
    private DeriveAccount(decimal stablePrice) => StablePrice = stablePrice;

    /// <summary>USD per unit of cash.</summary>
    public decimal StablePrice { get; }

    /// <summary>The balance, and all profit that futures have made; debts of other coins at their full value.</summary>
    public required decimal Cash { get; init; }

    public required IReadOnlyList<DeriveUnit> Units { get; init; }

    /// <summary>What is owned of other coins than cash.</summary>
    public required IReadOnlyList<ModelBalance> Coins { get; init; }

    public required IReadOnlyList<ModelGap> NotCovered { get; init; }

    /// <param name="book">The whole.</param>
    /// <param name="cash">The coin that is cash.</param>
    /// <param name="refusalOf">Why the rules have nothing to say of a position; absent where they have.</param>
    public static DeriveAccount Of(ModelBook book, Asset cash, Func<ModelPosition, string?> refusalOf)
    {
        var balance = book.BalanceOf(cash);
        var stable = balance.Mark is { } mark and > 0 ? mark : 1m;
        var notCovered = new List<ModelGap>();
        var covered = new List<ModelPosition>();
        var delivered = 0m;
        foreach (var position in book.Positions.Where(position => position.Quantity != 0))
        {
            if (position.Instrument.IsDelivered && position.Option is not null)
            {
                delivered += position.OptionValue;
            }
            else if ((RefusalOf(position) ?? refusalOf(position)) is { } refusal)
            {
                notCovered.Add(new ModelGap(position.Name, refusal));
            }
            else
            {
                covered.Add(position);
            }
        }

        var debts = book.Balances.Where(each => each.Asset != cash && each.Borrowed > 0).ToList();
        notCovered.AddRange(debts.Select(debt => new ModelGap(debt.Asset.Code, $"only {cash} can be owed at Derive; the debt is counted in full against equity")));
        var owed = debts.Sum(debt => debt.Borrowed * (debt.Mark ?? 0m));
        var profit = book.Balances.Sum(each => each.UnrealisedProfit * (each.Mark ?? 0m));
        return new DeriveAccount(stable)
        {

            // Cash without a price counts nothing, like any coin; a debt of it counts still.
            Cash = (balance.Mark is null ? Math.Min(balance.Wallet, 0m) : balance.Wallet) + ((profit + delivered - owed) / stable),
            Units = covered.GroupBy(position => position.Unit).OrderBy(unit => unit.Key).Select(unit => UnitOf(book, unit.Key, unit.ToList())).ToList(),
            Coins = book.Balances.Where(each => each.Asset != cash && each.Owned > 0 && each.Mark is > 0).ToList(),
            NotCovered = notCovered,
        };
    }

    /// <summary>What an amount of cash is in USD, against the account.</summary>
    public Usd Required(decimal amount) => Usd.Up(amount * StablePrice);

    private static string? RefusalOf(ModelPosition position) => position switch
    {
        { Instrument.IsDelivered: true } => "it has been delivered; its profit is in the balance",
        { Option: null, IsPerpetual: false } => "Derive lists no dated futures; its profit so far is in the balance",
        _ => null,
    };

    private static DeriveUnit UnitOf(ModelBook book, RiskUnit unit, List<ModelPosition> positions) => new(
        unit,
        book.IndexOf(unit),
        PerpetualOf(positions.Where(position => position.Future is not null).ToList()),
        positions.Where(position => position.Option is not null)
            .GroupBy(position => position.Expiry!.Value)
            .OrderBy(expiry => expiry.Key)
            .Select(expiry => ExpiryOf(book, expiry.Key, expiry.ToList()))
            .ToList());

    /// <summary>Netted, at the mark of the largest. Profit so far is in cash already.</summary>
    private static ManagerPerpetual PerpetualOf(List<ModelPosition> positions) => positions.Count == 0
        ? ManagerPerpetual.None
        : new ManagerPerpetual(
            positions.Sum(UnitsOf),
            positions.MaxBy(position => Math.Abs(position.Delta))!.Future!.Price,
            Confidence: 1m,
            Unsettled: 0m);

    private static decimal UnitsOf(ModelPosition position) =>
        position.Contract.IsInverse ? position.Delta / position.Future!.Price : position.Size;

    private static ManagerExpiry ExpiryOf(ModelBook book, DateTimeOffset end, List<ModelPosition> positions)
    {
        var seconds = Math.Max((end - book.AsOf).Ticks / TimeSpan.TicksPerSecond, 0L);
        var inputs = positions.Select(position => position.Option!.Inputs).ToList();
        var (known, moving) = ManagerExpiry.SplitForward(inputs[0].Forward, seconds);
        return new ManagerExpiry
        {
            Seconds = seconds,
            FixedForward = known,
            MovingForward = moving,
            Rate = RateOf(inputs[0], ForwardOption.YearsOf(seconds)),
            Options = positions.Select(OptionOf).ToList(),
        };
    }

    /// <summary>The interest that the book's own discount implies; of an option paid in coin that is index over forward.</summary>
    private static decimal RateOf(OptionInputs inputs, double years) =>
        years > 0 && inputs.Discount is > 0 and < 1 ? DoubleDigits.ToDecimal(-Math.Log((double)inputs.Discount) / years) : 0m;

    private static ManagerOption OptionOf(ModelPosition position) =>
        new(position.Option!.Option.Strike.Value, position.Option.Option.Right, position.Size, position.Option.Inputs.Volatility);
}
