using System.Globalization;
using MultiVenueMargin.Domain;
using MultiVenueMargin.Risk.Collateral;
using MultiVenueMargin.Risk.Pricing;
using MultiVenueMargin.Risk.Reports;

namespace MultiVenueMargin.Risk.House;

/// <summary>
/// No more than can be lost (MARGIN §5). Options and futures of one (venue, expiry, quote, style) have a payoff that is
/// piecewise linear in the price at expiry, so its least value is at zero or at a strike; a group that is short calls is first
/// covered by units bought at the index, which the rest of the unit then owes.
/// </summary>
internal static class MaximumLoss
{
    /// <summary>The groups' losses and what remains to be margined; absent where no group has an option.</summary>
    public static (IReadOnlyList<MaximumLossGroup> Groups, UnitHoldings Remainder)? Split(UnitHoldings holdings)
    {
        // Lots that net to nothing are no option: what was bought and sold again bounds nobody's loss.
        var groups = holdings.Positions
            .Where(position => position.Expiry is not null && position.Quantity != 0)
            .GroupBy(position => new GroupKey(
                position.Venue, position.Expiry!.Value, position.Instrument.Contract.Quote, position.Instrument.Contract.IsInverse))
            .Where(group => group.Any(position => position.AsOption is not null))
            .ToList();
        if (groups.Count == 0)
        {
            return null;
        }

        var reports = new List<MaximumLossGroup>();
        var owed = new List<CoinHolding>();
        var grouped = new HashSet<HeldPosition>(ReferenceEqualityComparer.Instance);
        foreach (var group in groups)
        {
            var members = group.ToList();
            grouped.UnionWith(members);
            var report = LossOf(group.Key, members, holdings);
            reports.Add(report);
            if (report.BorrowedUnits > 0)
            {
                owed.Add(new CoinHolding(
                    $"cover of {group.Key.Venue} {group.Key.Expiry:yyyy-MM-dd}", group.Key.Venue, -report.BorrowedUnits * holdings.Index));
            }
        }

        return (reports, holdings.With(holdings.Positions.Where(position => !grouped.Contains(position)).ToList(), owed));
    }

    private static MaximumLossGroup LossOf(GroupKey key, List<HeldPosition> members, UnitHoldings holdings)
    {
        var value = members.Sum(position => position.OptionValue);
        var cover = Kernel.Positive(-members.Sum(SlopeAtInfinity));
        var least = Payoff(members, cover, holdings.Index, 0m);
        foreach (var strike in members.Where(position => position.AsOption is not null).Select(StrikeInUsd).Distinct())
        {
            least = Math.Min(least, Payoff(members, cover, holdings.Index, strike));
        }

        var certain = least > 0 ? least * DiscountOf(members, holdings) : least;
        var loss = Usd.Up(Kernel.Positive(value - certain));
        return new MaximumLossGroup(
            key.Venue,
            key.Expiry,
            key.IsInverse ? $"{key.Quote} inverse" : key.Quote.Code,
            loss,
            cover,
            string.Create(
                CultureInfo.InvariantCulture, $"value {value:0.########} − least payoff {certain:0.########}, covered by {cover:0.########} units"));
    }

    /// <summary>What the group pays in USD if the underlying ends at a price, with the cover bought at the index.</summary>
    private static decimal Payoff(List<HeldPosition> members, decimal cover, decimal index, decimal price)
    {
        var payoff = cover * (price - index);
        foreach (var position in members)
        {
            payoff += position.AsOption is { } option
                ? position.Units * (option.Option.Right == Domain.Instruments.OptionRight.Call
                    ? Kernel.Positive(price - StrikeInUsd(position))
                    : Kernel.Positive(StrikeInUsd(position) - price))
                : SlopeAtInfinity(position) * (price - FuturePriceInUsd(position));
        }

        return payoff;
    }

    /// <summary>USD per USD of price, far up: one per call and per unit of a future.</summary>
    private static decimal SlopeAtInfinity(HeldPosition position) => position.Instrument switch
    {
        Valuation.PricedOptionContract { Option.Right: Domain.Instruments.OptionRight.Call } => position.Units,
        Valuation.PricedFuture { Contract.IsInverse: true } future => position.Units / future.Price,
        Valuation.PricedFuture => position.Units,
        _ => 0m,
    };

    private static decimal StrikeInUsd(HeldPosition position) =>
        position.AsOption!.Option.Strike.Value * position.AsOption.Inputs.QuoteInUsd;

    private static decimal FuturePriceInUsd(HeldPosition position)
    {
        var future = (Valuation.PricedFuture)position.Instrument;
        return future.Price * future.QuoteInUsd;
    }

    /// <summary>D·e^{−0.01·T}, the least D of the group: a certain payoff is worth that much less today.</summary>
    private static decimal DiscountOf(List<HeldPosition> members, UnitHoldings holdings)
    {
        var options = members.Where(position => position.AsOption is not null).Select(position => position.AsOption!).ToList();
        var years = options[0].DaysToExpiry / 365.0;
        var rate = (double)holdings.Market.Rules.AddOns.MaximumLossRate;
        return options.Min(option => option.Inputs.Discount) * Kernel.ToDecimal(KernelMath.Exp(-rate * years));
    }

    private sealed record GroupKey(LocationId Venue, DateTimeOffset Expiry, Asset Quote, bool IsInverse);
}
