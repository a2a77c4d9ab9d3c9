using MultiVenueMargin.Domain;
using MultiVenueMargin.Domain.Books;
using MultiVenueMargin.Domain.Instruments;
using MultiVenueMargin.Risk.Valuation;

namespace MultiVenueMargin.Risk.Liquidation;

/// <summary>One order of a plan against the book as it stands then: reduce-only, in lots, within the slice, priced on the losing side.</summary>
internal static class LegProof
{
    public static void Check(
        string path,
        LiquidationLeg leg,
        PoolId pool,
        Book book,
        PricedMarket market,
        LiquidationPolicy policy,
        IReadOnlyDictionary<LocationId, VenueCapability> venues,
        List<Finding> findings)
    {
        var held = book.Positions
            .Where(position => (position.Pool, position.Venue, position.Instrument) == (pool, leg.Venue, leg.Instrument))
            .Sum(position => position.Quantity.Value);
        var change = leg.Side switch
        {
            OrderSide.Bid => leg.Quantity.Value,
            OrderSide.Ask => -leg.Quantity.Value,
            _ => 0m,
        };
        Require(
            leg.Quantity.Value > 0 && change * Math.Sign(held) < 0 && Math.Abs(change) <= Math.Abs(held),
            "Quantity",
            $"{leg.Side} of {leg.Quantity} on {ExactNumber.Format(held)}",
            "It reduces what is held and never turns it");
        if (!venues.TryGetValue(leg.Venue, out var venue) || venue is not { CanTrade: true, CanReduceOnly: true })
        {
            Require(false, "Venue", $"{leg.Venue} is not known to take reduce-only orders", "Leave it out");
            return;
        }

        if (venue.FindTerms(leg.Instrument) is not { } terms || terms.Check().Count > 0)
        {
            Require(false, "Instrument", $"{leg.Venue} has no sound terms for {leg.Instrument}", "Leave it out");
            return;
        }

        if (!market.TryPrice(leg.Instrument, out var priced, out var reason) || priced!.Mark.Mark is not { } mark)
        {
            Require(false, "Instrument", $"{leg.Instrument} has no mark: {reason}", "Leave it out");
            return;
        }

        Require(leg.Quantity.Value % terms.Lot.Value == 0, "Quantity", $"is {leg.Quantity}", $"It comes in lots of {terms.Lot}");
        Require(leg.Quantity >= terms.MinimumQuantity, "Quantity", $"is {leg.Quantity}", $"It is at least {terms.MinimumQuantity}");
        var each = priced is PricedOptionContract option ? option.UsdPerCoin * option.Option.Multiplier : Math.Abs(priced.Delta);
        var notional = leg.Quantity.Value * each;
        // The planner divides to find its lots; a product of the quotient may be one in the 28th digit off.
        Require(
            notional >= terms.MinimumNotional.Amount - Usd.Step,
            "Quantity",
            $"is worth {ExactNumber.Format(notional)} USD",
            $"It is at least {terms.MinimumNotional}");
        Require(
            notional <= policy.MaximumNotional.Amount + Usd.Step,
            "Quantity",
            $"is worth {ExactNumber.Format(notional)} USD",
            $"A step closes at most {policy.MaximumNotional}");
        var volume = priced.Mark.AverageDailyVolume?.Value ?? market.FindDailyVolume(priced.Unit);
        if (volume is > 0 && market.FindIndex(priced.Unit) is { } index)
        {
            var most = policy.MaximumShareOfDailyVolume * volume.Value * index;
            Require(
                notional <= most + Usd.Step,
                "Quantity",
                $"is worth {ExactNumber.Format(notional)} USD",
                $"A step closes at most {ExactNumber.Format(most)}, its share of a day's volume");
        }

        var sells = leg.Side == OrderSide.Ask;
        Require(
            sells ? leg.Limit <= leg.AssumedPrice && leg.AssumedPrice <= mark : mark <= leg.AssumedPrice && leg.AssumedPrice <= leg.Limit,
            "AssumedPrice",
            $"is {leg.AssumedPrice} with a limit of {leg.Limit} and a mark of {mark}",
            "It lies between the limit and the mark, on the side that costs");
        Require(leg.Limit.Value > 0, "Limit", $"is {leg.Limit}", "It is above 0");
        if (terms.Tick is { } tick)
        {
            Require(
                leg.AssumedPrice.Value % tick.Value == 0 && leg.Limit.Value % tick.Value == 0,
                "Limit",
                $"is {leg.Limit}, assumed {leg.AssumedPrice}",
                $"Prices step by {tick}");
        }

        var settlement = ((Derivative)market.Market.Instruments[leg.Instrument]).Settlement;
        Require(
            leg.Fee.Amount == 0 ? terms.TakerFee.Value == 0 : leg.Fee.Amount > 0 && leg.Fee.Asset == settlement,
            "Fee",
            $"is {leg.Fee}",
            $"It is paid in {settlement} at {terms.TakerFee} of the notional");
        Require(leg.ExpectedCost >= Usd.Zero, "ExpectedCost", $"is {leg.ExpectedCost}", "Closing earns nothing");

        void Require(bool holds, string name, string problem, string fix)
        {
            if (!holds)
            {
                findings.Add(new Finding($"{path}.{name}", problem, fix));
            }
        }
    }
}
